//! Tabs, headers and our tags.
//!
//! Two calls: tabs and tags, then row 1 of every tab through the hub. A third one
//! only where an own column stands without our tag: whether people keep something in it decides whether `init` may take it.

use google_sheets4::api::{DimensionProperties, SheetProperties};
use serde::Deserialize;

use super::client::{Client, Purpose};
use super::decode::{Decoded, assemble};
use super::failure::Call;
use super::ranges::known_tabs;
use super::read::{Render, header_rows, values};
use crate::decide::book::{
    Binding, ColumnKey, Contract, HeaderCell, Owner, Structure, TabKey, TabStructure, Value, column_letters,
    quote_title,
};
use crate::seam::Failure;

/// Key of the developer metadata that marks an own column; its value is the column's name in the contract.
pub(super) const TAG_KEY: &str = "tossup.column";

const FIELDS: &str = "properties(title,timeZone),sheets(properties(sheetId,title,sheetType,gridProperties(columnCount)),data(startColumn,columnMetadata(developerMetadata(metadataId,metadataKey,metadataValue))))";

/// A tag that stands over another header than its own is either a rename or a column that moved between the two calls; the second reading
/// tells, a third would tell nothing more.
const ROUNDS: usize = 2;

/// Reads the structure.
pub(super) async fn structure(client: &Client, contract: &Contract) -> Result<Structure, Failure> {
    let mut structure = Structure::default();
    for _ in 0..ROUNDS {
        structure = of_spreadsheet(spreadsheet(client).await?);
        let titles: Vec<&str> = structure.tabs.iter().map(|tab| tab.title.as_str()).collect();
        if titles.is_empty() {
            return Ok(structure);
        }
        let headers = header_rows(client, &titles).await?;
        set_headers(&mut structure, headers);
        if tags_agree(&structure, contract) {
            break;
        }
    }
    put_agreeing_tags_first(&mut structure, contract);
    look_below_untagged(client, contract, &mut structure).await?;
    Ok(structure)
}

/// The asked part of an answer of `spreadsheets.get`. The hub's type of it has 140 types below it, a sixth of the whole build.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Spreadsheet {
    properties: Named,
    sheets: Vec<Sheet>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Named {
    title: String,
    time_zone: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sheet {
    properties: Option<SheetProperties>,
    data: Vec<GridPart>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct GridPart {
    start_column: u32,
    column_metadata: Vec<DimensionProperties>,
}

async fn spreadsheet(client: &Client) -> Result<Spreadsheet, Failure> {
    let method = "spreadsheets.get";
    let mut url = client.url("").map_err(|failure| *failure)?;
    url.query_pairs_mut().append_pair("fields", FIELDS).append_pair("prettyPrint", "false");
    let body = client.get(Purpose::Structure, method, url).await?;
    serde_json::from_slice(&body).map_err(|error| {
        let place = client.place(method);
        let found = format!("an answer that ends or breaks at byte {}", error.column());
        *Call { place: &place, is_write: false }.unparsable(found).failure
    })
}

fn of_spreadsheet(spreadsheet: Spreadsheet) -> Structure {
    let Spreadsheet { properties, sheets } = spreadsheet;
    Structure {
        title: properties.title,
        time_zone: properties.time_zone,
        tabs: sheets.into_iter().filter_map(of_sheet).collect(),
    }
}

/// A tab with a grid; charts and connected data have none.
fn of_sheet(sheet: Sheet) -> Option<TabStructure> {
    let bindings = bindings(&sheet);
    let properties = sheet.properties?;
    if properties.sheet_type.is_some_and(|kind| kind != "GRID") {
        return None;
    }
    let grid = properties.grid_properties.unwrap_or_default();
    let count = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
    Some(TabStructure {
        sheet_id: properties.sheet_id.map_or(0, i64::from),
        title: properties.title.unwrap_or_default(),
        column_count: count(grid.column_count),
        headers: Vec::new(),
        bindings,
    })
}

fn bindings(sheet: &Sheet) -> Vec<Binding> {
    let mut found = Vec::new();
    for part in &sheet.data {
        for (position, column) in (part.start_column..).zip(&part.column_metadata) {
            for tag in column.developer_metadata.iter().flatten() {
                if tag.metadata_key.as_deref() != Some(TAG_KEY) {
                    continue;
                }
                let key = tag.metadata_value.as_deref().and_then(ColumnKey::from_name);
                if let (Some(column), Some(metadata_id)) = (key, tag.metadata_id) {
                    found.push(Binding { column, metadata_id: i64::from(metadata_id), position });
                }
            }
        }
    }
    found
}

fn set_headers(structure: &mut Structure, rows: Decoded) {
    let snapshot = assemble(rows, Some(structure));
    for tab in &mut structure.tabs {
        let Some(read) = snapshot.tabs.iter().find(|read| read.title == tab.title) else { continue };
        tab.headers = read
            .headers
            .iter()
            .map(|text| HeaderCell { text: text.clone(), ..HeaderCell::default() })
            .collect();
    }
}

/// Every tag stands where the header of its column stands.
fn tags_agree(structure: &Structure, contract: &Contract) -> bool {
    known_tabs(structure, contract).iter().all(|(known, tab)| {
        let located = known.locate(&tab.header_texts());
        tab.bindings.iter().all(|binding| located.position(binding.column) == Some(binding.position))
    })
}

/// Of two tags for one column, the one over its header counts: the other is on a column that a person renamed and keeps.
fn put_agreeing_tags_first(structure: &mut Structure, contract: &Contract) {
    for tab in &mut structure.tabs {
        let Some(known) = contract.tab_by_title(&tab.title) else { continue };
        let located = known.locate(&tab.header_texts());
        tab.bindings.sort_by_key(|binding| located.position(binding.column) != Some(binding.position));
    }
}

/// Own columns that have no tag yet: tab title and position.
fn untagged(structure: &Structure, contract: &Contract) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    for (known, tab) in known_tabs(structure, contract) {
        let located = known.locate(&tab.header_texts());
        for (&key, &position) in &located.positions {
            let is_own = known.column(key).is_some_and(|column| column.owner == Owner::Tossup);
            if is_own && tab.binding(key, position).is_none() {
                found.push((tab.title.clone(), position));
            }
        }
    }
    found
}

async fn look_below_untagged(
    client: &Client,
    contract: &Contract,
    structure: &mut Structure,
) -> Result<(), Failure> {
    let columns = untagged(structure, contract);
    if columns.is_empty() {
        return Ok(());
    }
    let ranges: Vec<String> = columns
        .iter()
        .map(|(title, position)| {
            let letters = column_letters(*position);
            format!("{}!{letters}:{letters}", quote_title(title))
        })
        .collect();
    let cells = values(client, Purpose::Structure, (&ranges, Render::Formulas)).await?;
    set_content(structure, cells);
    Ok(())
}

/// Looks below every header, and below columns without one, of the tabs that the contract knows.
///
/// Shape: reads all their cells, so it is for `init` and `check` alone. 履歴 is ours as a whole and is left out.
pub(super) async fn look_below_all(
    client: &Client,
    contract: &Contract,
    structure: &mut Structure,
) -> Result<(), Failure> {
    let ranges: Vec<String> = known_tabs(structure, contract)
        .iter()
        .filter(|(known, _)| known.key != TabKey::History)
        .map(|(_, tab)| quote_title(&tab.title))
        .collect();
    if !ranges.is_empty() {
        let cells = values(client, Purpose::Structure, (&ranges, Render::Formulas)).await?;
        set_content(structure, cells);
    }
    Ok(())
}

fn set_content(structure: &mut Structure, cells: Decoded) {
    let snapshot = assemble(cells, Some(structure));
    for read in &snapshot.tabs {
        let Some(tab) = structure.tabs.iter_mut().find(|tab| tab.title == read.title) else { continue };
        for column in &read.columns {
            let position = column.position as usize;
            if tab.headers.len() <= position && !column.cells.is_empty() {
                tab.headers.resize(position + 1, HeaderCell::default());
            }
            let Some(header) = tab.headers.get_mut(position) else { continue };
            header.has_content = column.cells.iter().any(|cell| snapshot.value(*cell) != Value::Empty);
            header.has_formula = column
                .cells
                .iter()
                .any(|cell| matches!(snapshot.value(*cell), Value::Text(text) if text.starts_with('=')));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::decode::decode;
    use super::super::ranges::tests::contract;
    use super::*;

    fn read(json: serde_json::Value) -> Structure {
        of_spreadsheet(serde_json::from_str(&json.to_string()).expect("an answer"))
    }

    fn answer() -> Structure {
        read(json!({
            "properties": {"title": "リード管理", "timeZone": "Asia/Tokyo"},
            "sheets": [
                {"properties": {"sheetId": 0, "title": "営業見込み客", "sheetType": "GRID",
                    "gridProperties": {"rowCount": 1000, "columnCount": 26}},
                 "data": [{"columnMetadata": [{}, {}, {"developerMetadata": [
                    {"metadataId": 9, "metadataKey": "someone.else", "metadataValue": "lead.score"},
                    {"metadataId": 70001, "metadataKey": "tossup.column", "metadataValue": "lead.score"},
                    {"metadataId": 70002, "metadataKey": "tossup.column", "metadataValue": "of a later version"}]}]}]},
                {"properties": {"sheetId": 5, "title": "グラフ", "sheetType": "OBJECT"}},
            ]
        }))
    }

    fn with_headers(headers: &[&str]) -> Structure {
        let mut structure = answer();
        let columns: Vec<[&str; 1]> = headers.iter().map(|header| [*header]).collect();
        let body = json!({"valueRanges": [
            {"range": "'営業見込み客'!A1:Z1", "majorDimension": "COLUMNS", "values": columns}]});
        set_headers(&mut structure, decode(body.to_string().into_bytes()).expect("decodes"));
        structure
    }

    #[test]
    fn tabs_with_a_grid_and_our_tags_are_kept() {
        let structure = answer();
        assert_eq!((structure.title.as_str(), structure.time_zone.as_str()), ("リード管理", "Asia/Tokyo"));
        assert_eq!(structure.tabs.len(), 1);
        let tag = Binding { column: ColumnKey::LeadScore, metadata_id: 70001, position: 2 };
        assert_eq!(structure.tabs[0].bindings, [tag]);
        assert_eq!(structure.tabs[0].column_count, 26);
    }

    #[test]
    fn a_tag_over_another_header_is_noticed() {
        assert!(tags_agree(&with_headers(&["会社", "担当", "スコア合計"]), &contract()));
        assert!(!tags_agree(&with_headers(&["会社", "スコア合計", "担当"]), &contract()));
    }

    #[test]
    fn what_stands_below_an_untagged_own_column_is_looked_at() {
        let mut structure = with_headers(&["会社", "担当", "スコア合計", "優先度"]);
        assert_eq!(untagged(&structure, &contract()), [("営業見込み客".to_owned(), 3)]);
        let body = json!({"valueRanges": [{"range": "'営業見込み客'!D1:D1000", "majorDimension": "COLUMNS",
            "values": [["優先度", "", "=IF(C3>50,\"高\",\"低\")"]]}]});
        set_content(&mut structure, decode(body.to_string().into_bytes()).expect("decodes"));
        let flags: Vec<_> =
            structure.tabs[0].headers.iter().map(|header| (header.has_content, header.has_formula)).collect();
        assert_eq!(flags, [(false, false), (false, false), (false, false), (true, true)]);
    }
}
