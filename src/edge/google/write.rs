//! Cells of own columns, by tag, in one call.
//!
//! The body is our own JSON: the hub would drop the nulls that mean "leave this cell alone" and so shift the values behind them.

use serde::Serialize;
use serde::ser::Serializer;

use crate::decide::plan::{CellText, ColumnWrite, Plan};

/// Serialises a body; the shapes here have text keys only and cannot fail.
pub(super) fn to_bytes(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).unwrap_or_default()
}

/// Body of `values:batchUpdateByDataFilter`; `None` where the plan writes no cell.
pub(super) fn cells_body(plan: &Plan) -> Option<Vec<u8>> {
    let data: Vec<ColumnData<'_>> = plan
        .writes
        .iter()
        .filter(|write| !write.is_empty())
        .map(|write| ColumnData::of(plan, write))
        .collect();
    (!data.is_empty()).then(|| to_bytes(&CellsBody { value_input_option: "RAW", data }))
}

/// Body of `values:batchUpdateByDataFilter` that leaves everything alone: one null in the first cell of a tab.
pub(super) fn nothing_body(sheet_id: i64) -> Vec<u8> {
    to_bytes(&serde_json::json!({
        "valueInputOption": "RAW",
        "data": [{
            "dataFilter": {"gridRange": {
                "sheetId": sheet_id,
                "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1,
            }},
            "majorDimension": "COLUMNS",
            "values": [[null]],
        }],
    }))
}

/// Number of columns that the body of this plan writes.
pub(super) fn column_count(plan: &Plan) -> usize {
    plan.writes.iter().filter(|write| !write.is_empty()).count()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CellsBody<'a> {
    value_input_option: &'static str,
    data: Vec<ColumnData<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ColumnData<'a> {
    data_filter: DataFilter,
    major_dimension: &'static str,
    values: [Cells<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DataFilter {
    developer_metadata_lookup: Lookup,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lookup {
    metadata_id: i64,
}

impl<'a> ColumnData<'a> {
    fn of(plan: &'a Plan, write: &'a ColumnWrite) -> Self {
        Self {
            data_filter: DataFilter { developer_metadata_lookup: Lookup { metadata_id: write.metadata_id } },
            major_dimension: "COLUMNS",
            values: [Cells { plan, write }],
        }
    }
}

/// One column from row 1 on: null for the header and for every cell to leave alone, up to the last changed one.
struct Cells<'a> {
    plan: &'a Plan,
    write: &'a ColumnWrite,
}

impl Cells<'_> {
    fn height(&self) -> usize {
        let cells = self.write.cells.iter().rposition(|number| number != 0);
        let ids = self.write.ids.iter().rposition(Option::is_some);
        cells.max(ids).map_or(0, |last| last + 1)
    }

    fn item(&self, index: usize) -> Item<'_> {
        if let Some(Some(id)) = self.write.ids.get(index) {
            return Item::Id(id.to_string());
        }
        let number = self.write.cells.get(index) as usize;
        let value = number.checked_sub(1).and_then(|number| self.plan.values.get(number));
        value.map_or(Item::Keep, Item::Value)
    }
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = (0..self.height()).map(|index| self.item(index));
        serializer.collect_seq(std::iter::once(Item::Keep).chain(cells))
    }
}

enum Item<'a> {
    Keep,
    Id(String),
    Value(&'a CellText),
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Item::Keep => serializer.serialize_none(),
            Item::Id(id) => serializer.serialize_str(id),
            Item::Value(CellText::Clear) => serializer.serialize_str(""),
            Item::Value(CellText::Text(text)) => serializer.serialize_str(text),
            Item::Value(CellText::Number(number)) => serialize_number(*number, serializer),
        }
    }
}

/// Whole numbers without `.0`. JSON has no NaN or infinity; such a number leaves the cell alone.
pub(super) fn serialize_number<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        serializer.serialize_i64(number as i64)
    } else {
        serializer.serialize_f64(number)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::decide::book::{ColumnKey, LeadId, TabKey};
    use crate::decide::plan::Reason;

    fn write(metadata_id: i64, cells: Vec<u32>, ids: Vec<Option<LeadId>>) -> Arc<ColumnWrite> {
        let write = ColumnWrite {
            tab: TabKey::Leads,
            column: ColumnKey::LeadScore,
            metadata_id,
            cells: cells.into(),
            ids,
            reason: Reason::FirstValue,
        };
        write.into()
    }

    #[test]
    fn nulls_reach_the_wire_and_nothing_follows_the_last_change() {
        let id = LeadId::nth(7, 1);
        let plan = Plan {
            values: vec![CellText::Number(87.0), CellText::Clear, CellText::Text("=1+1".into())],
            writes: vec![
                write(70001, vec![0, 1, 0, 2, 3, 0, 0], Vec::new()),
                write(70002, vec![0, 0], Vec::new()),
                write(70003, Vec::new(), vec![None, Some(id), None]),
            ],
            ..Plan::default()
        };
        let text = String::from_utf8(cells_body(&plan).expect("a body")).expect("text");
        assert_eq!(
            text,
            format!(
                concat!(
                    r#"{{"valueInputOption":"RAW","data":["#,
                    r#"{{"dataFilter":{{"developerMetadataLookup":{{"metadataId":70001}}}},"majorDimension":"COLUMNS","values":[[null,null,87,null,"","=1+1"]]}},"#,
                    r#"{{"dataFilter":{{"developerMetadataLookup":{{"metadataId":70003}}}},"majorDimension":"COLUMNS","values":[[null,null,"{}"]]}}]}}"#
                ),
                id
            )
        );
        assert_eq!(column_count(&plan), 2);
    }

    #[test]
    fn a_plan_without_cells_has_no_body() {
        assert_eq!(cells_body(&Plan::default()), None);
        let plan = Plan { writes: vec![write(1, vec![0], Vec::new())], ..Plan::default() };
        assert_eq!(cells_body(&plan), None);
    }

    fn value() -> impl Strategy<Value = CellText> {
        prop_oneof![
            Just(CellText::Clear),
            ".{0,20}".prop_map(|text| CellText::Text(text.into())),
            // Quarters: serde_json's own reading of a long fraction may be off in the last bit.
            (-1000i32..1000).prop_map(|number| CellText::Number(f64::from(number) / 4.0)),
            (-1000i32..1000).prop_map(|number| CellText::Number(f64::from(number))),
        ]
    }

    proptest! {
        #[test]
        fn what_goes_on_the_wire_is_what_was_intended_nulls_included(
            values in proptest::collection::vec(value(), 1..5),
            cells in proptest::collection::vec(0u32..5, 1..30),
        ) {
            let plan = Plan { values, writes: vec![write(3, cells, Vec::new())], ..Plan::default() };
            let intended: std::collections::BTreeMap<usize, CellText> = plan.changes(&plan.writes[0]).collect();
            let body: Json = match cells_body(&plan) {
                Some(body) => serde_json::from_slice(&body).expect("json"),
                None => json!({"data": [{"values": [[null]]}]}),
            };
            let column = body["data"][0]["values"][0].as_array().expect("a column");
            prop_assert_eq!(&column[0], &Json::Null, "the header is left alone");
            for (index, cell) in column[1..].iter().enumerate() {
                match intended.get(&index) {
                    None => prop_assert_eq!(cell, &Json::Null),
                    Some(CellText::Clear) => prop_assert_eq!(cell, ""),
                    Some(CellText::Text(text)) => prop_assert_eq!(cell, &**text),
                    Some(CellText::Number(number)) => prop_assert_eq!(cell.as_f64(), Some(*number)),
                }
            }
            prop_assert!(intended.keys().all(|&index| index + 1 < column.len()));
        }
    }
}
