use serde_json::{Value as Json, json};

use super::*;
use crate::decide::book::TabStructure;
use crate::decide::plan::{AddedCell, CellText, Reason};

fn addition(tab: TabKey, sheet_id: i64, cells: Vec<(u32, CellText)>) -> Addition {
    Addition {
        tab,
        sheet_id,
        key: "k".to_owned(),
        cells: cells.into_iter().map(|(position, value)| AddedCell { position, value }).collect(),
        reason: Reason::Qualified,
    }
}

fn text(text: &str) -> CellText {
    CellText::Text(text.into())
}

#[test]
fn rows_of_one_tab_go_out_together_in_order_and_gaps_stay_empty() {
    let plan = Plan {
        additions: vec![
            addition(TabKey::Handoffs, 5, vec![(0, text("H-1")), (3, CellText::Number(75.0))]),
            addition(TabKey::History, 6, vec![(0, text("=IMPORTXML(1)"))]),
            addition(
                TabKey::Handoffs,
                5,
                vec![(0, text("H-2")), (1, CellText::Clear), (2, CellText::Number(0.5))],
            ),
        ],
        ..Plan::default()
    };
    let body: Json = serde_json::from_slice(&rows_body(&plan).expect("a body")).expect("json");
    let string = |text: &str| json!({"userEnteredValue": {"stringValue": text}});
    let number = |number: Json| json!({"userEnteredValue": {"numberValue": number}});
    assert_eq!(
        body,
        json!({"requests": [
            {"appendCells": {"sheetId": 5, "fields": "userEnteredValue", "rows": [
                {"values": [string("H-1"), {}, {}, number(json!(75))]},
                {"values": [string("H-2"), {}, number(json!(0.5))]}]}},
            {"appendCells": {"sheetId": 6, "fields": "userEnteredValue", "rows": [
                {"values": [string("=IMPORTXML(1)")]}]}},
        ]})
    );
    assert_eq!(rows_body(&Plan::default()), None);
}

fn laid(key: ColumnKey, header: &str) -> LaidColumn {
    LaidColumn { key, header: header.to_owned(), is_tagged: true }
}

fn structure() -> Structure {
    let tab = |sheet_id, column_count| TabStructure { sheet_id, column_count, ..TabStructure::default() };
    Structure { tabs: vec![tab(0, 3), tab(771_001, 26)], ..Structure::default() }
}

fn requests(steps: Vec<LayoutStep>) -> Json {
    let layout = LayoutPlan { steps, left_alone: Vec::new() };
    let body = layout_body(&layout, &structure()).expect("a body");
    serde_json::from_slice::<Json>(&body).expect("json")["requests"].take()
}

fn tag(sheet_id: i64, position: u32, name: &str) -> Json {
    json!({"createDeveloperMetadata": {"developerMetadata": {
        "metadataKey": "tossup.column", "metadataValue": name, "visibility": "DOCUMENT",
        "location": {"dimensionRange": {"sheetId": sheet_id, "dimension": "COLUMNS",
            "startIndex": position, "endIndex": position + 1}}}}})
}

fn header(sheet_id: i64, position: u32, text: &str) -> Json {
    json!({"updateCells": {"start": {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": position},
        "rows": [{"values": [{"userEnteredValue": {"stringValue": text}}]}], "fields": "userEnteredValue"}})
}

#[test]
fn a_header_right_of_the_grid_makes_the_grid_grow_once() {
    let step = |position, key, text| LayoutStep::AddHeader {
        sheet_id: 0,
        tab: TabKey::Leads,
        position,
        column: laid(key, text),
    };
    let steps = vec![step(2, ColumnKey::LeadScore, "スコア合計"), step(3, ColumnKey::LeadPriority, "優先度")];
    assert_eq!(
        requests(steps),
        json!([
            header(0, 2, "スコア合計"),
            tag(0, 2, "lead.score"),
            {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 1}},
            header(0, 3, "優先度"),
            tag(0, 3, "lead.priority"),
        ])
    );
}

#[test]
fn an_adopted_column_keeps_its_cells_under_a_new_header() {
    let step = LayoutStep::Adopt {
        sheet_id: 0,
        position: 1,
        column: laid(ColumnKey::LeadScore, "スコア合計"),
        kept_header: "スコア合計(旧)".to_owned(),
    };
    assert_eq!(
        requests(vec![step]),
        json!([
            {"insertDimension": {"range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
                "inheritFromBefore": false}},
            header(0, 2, "スコア合計(旧)"),
            header(0, 1, "スコア合計"),
            tag(0, 1, "lead.score"),
        ])
    );
}

#[test]
fn a_new_tab_gets_a_free_id_and_its_colours_and_choices_find_it() {
    let steps = vec![
        LayoutStep::AddTab {
            tab: TabKey::Leads,
            title: "営業見込み客".to_owned(),
            columns: vec![LaidColumn { is_tagged: false, ..laid(ColumnKey::LeadCompany, "会社") }],
            rows: vec![vec![
                "甲".to_owned(),
                "12".to_owned(),
                "0312345678".to_owned(),
                "-5".to_owned(),
                String::new(),
            ]],
        },
        LayoutStep::Format {
            sheet_id: None,
            tab: TabKey::Leads,
            position: 4,
            format: LaidFormat {
                column: ColumnKey::LeadPriority,
                text: "高".to_owned(),
                background: "#ff0033".to_owned(),
                is_bold: true,
            },
        },
        LayoutStep::Choices {
            sheet_id: None,
            tab: TabKey::Leads,
            position: 5,
            words: vec!["未対応".to_owned()],
        },
        LayoutStep::Tag { sheet_id: 0, position: 2, column: ColumnKey::LeadScore },
    ];
    let sent = requests(steps);
    let id = 771_007;
    assert_eq!(
        sent[0],
        json!({"addSheet": {"properties": {"sheetId": id, "title": "営業見込み客",
            "gridProperties": {"rowCount": 1001, "columnCount": 26, "frozenRowCount": 1}}}}),
        "771001 is taken"
    );
    let string = |text: &str| json!({"userEnteredValue": {"stringValue": text}});
    assert_eq!(
        sent[1]["updateCells"]["rows"],
        json!([{"values": [string("会社")]}, {"values": [string("甲"), {"userEnteredValue": {"numberValue": 12}},
            string("0312345678"), {"userEnteredValue": {"numberValue": -5}}, {}]}])
    );
    let range = |position: u32| json!({"sheetId": id, "startRowIndex": 1, "startColumnIndex": position, "endColumnIndex": position + 1});
    let rule = &sent[2]["addConditionalFormatRule"]["rule"];
    assert_eq!(rule["ranges"], json!([range(4)]));
    assert_eq!(
        rule["booleanRule"]["condition"],
        json!({"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": "高"}]})
    );
    let color = &rule["booleanRule"]["format"]["backgroundColorStyle"]["rgbColor"];
    assert!(
        color["red"] == 1.0
            && color["green"] == 0.0
            && (color["blue"].as_f64().unwrap_or(0.0) - 0.2).abs() < 1e-6
    );
    assert_eq!(
        sent[3],
        json!({"setDataValidation": {"range": range(5), "rule": {"strict": false, "showCustomUi": true,
            "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "未対応"}]}}}})
    );
    assert_eq!(sent[4], tag(0, 2, "lead.score"));
}
