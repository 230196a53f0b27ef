use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::decide::book::{Binding, ColumnKey, Structure, TabStructure, Value};

fn answer(ranges: &Json) -> Vec<u8> {
    json!({ "spreadsheetId": "demo", "valueRanges": ranges }).to_string().into_bytes()
}

/// Decodes an answer that comes in pieces of this many bytes.
fn in_pieces(body: &[u8], piece: usize) -> Result<Decoded, DecodeFailure> {
    decode_at(Cursor::reading(&mut { body }, piece))
}

/// The cells of all ranges, written out.
fn written(decoded: &Decoded) -> Vec<Vec<Vec<String>>> {
    let texts =
        |cells: &Vec<Handle>| cells.iter().map(|&cell| decoded.texts.text(cell).into_owned()).collect();
    decoded.ranges.iter().map(|range| range.columns.iter().map(texts).collect()).collect()
}

/// The first range of a body as rows of texts, for comparing with a drawn table.
fn texts(body: &[u8]) -> Vec<Vec<String>> {
    let decoded = decode(body.to_vec()).expect("decodes");
    let columns = &decoded.ranges[0].columns;
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|row| {
            columns
                .iter()
                .map(|column| decoded.texts.text(column.get(row).copied().unwrap_or_default()).into_owned())
                .collect()
        })
        .collect()
}

#[test]
fn texts_are_what_the_json_says() {
    let table = [
        (r#""株式会社サンプル""#, "株式会社サンプル"),
        (r#""say \"hi\"\n\\""#, "say \"hi\"\n\\"),
        (r#""\u682a\u5f0f""#, "株式"),
        (r#""\ud83c\udf35 tab""#, "🌵 tab"),
        (r#""🌵""#, "🌵"),
        (r#""""#, ""),
        ("null", ""),
        ("87", "87"),
        ("-3", "-3"),
        ("0.125", "0.125"),
        ("1e3", "1000"),
        ("18446744073709551615", "18446744073709552000"),
        ("1073741823", "1073741823"),
        ("true", "TRUE"),
        ("false", "FALSE"),
    ];
    for (cell, expected) in table {
        let body = format!(r#"{{"valueRanges":[{{"range":"A!A1:B1","values":[["x",{cell},"y"]]}}]}}"#);
        assert_eq!(texts(body.as_bytes()), [["x", expected, "y"]], "{cell}");
    }
}

#[test]
fn a_cell_of_fifty_thousand_characters_is_kept_whole_and_not_copied() {
    let long = "漢".repeat(50_000);
    let decoded = decode(answer(&json!([{"range": "A!A1", "values": [[long]]}]))).expect("decodes");
    assert_eq!(decoded.texts.text(decoded.ranges[0].columns[0][0]), long);
}

#[test]
fn ragged_rows_become_columns_with_gaps() {
    let body = br#"{"valueRanges":[{"range":"A!A1:C4","majorDimension":"ROWS",
        "values":[["a"],[],["","b","c"],["d",null]]}]}"#;
    let expected = [["a", "", ""], ["", "", ""], ["", "b", "c"], ["d", "", ""]];
    assert_eq!(texts(body), expected);
}

#[test]
fn columns_first_is_believed_before_and_after_the_values() {
    let expected = [["a", "c"], ["b", ""]];
    for body in [
        r#"{"valueRanges":[{"majorDimension":"COLUMNS","range":"A!A1:B2","values":[["a","b"],["c"]]}]}"#,
        r#"{"valueRanges":[{"range":"A!A1:B2","values":[["a","b"],["c"]],"majorDimension":"COLUMNS"}]}"#,
        r#"{"valueRanges":[{"values":[["a","c"],["b"]],"majorDimension":"ROWS"}]}"#,
        r#"{"valueRanges":[{"valueRange":{"majorDimension":"COLUMNS","values":[["a","b"],["c"]]},"dataFilters":[{}]}]}"#,
    ] {
        assert_eq!(texts(body.as_bytes()), expected, "{body}");
    }
}

#[test]
fn an_empty_range_has_no_values_at_all() {
    for body in [
        r#"{"valueRanges":[{"range":"A!A1:Z9","majorDimension":"ROWS"}]}"#,
        r#"{"valueRanges":[{"range":"A!A1:Z9","values":null}]}"#,
        r#"{"valueRanges":[{}]}"#,
    ] {
        assert_eq!(
            decode(body.into()).expect("decodes").ranges[0].columns,
            Vec::<Vec<Handle>>::new(),
            "{body}"
        );
    }
}

#[test]
fn a_cut_or_foreign_answer_is_an_error_without_its_text() {
    let whole = answer(&json!([{"range": "A!A1", "values": [["山田太郎", 12.5, true]]}]));
    for length in 0..whole.len() {
        let cut = Some(DecodeFailure::Truncated { length });
        assert_eq!(decode(whole[..length].to_vec()).err(), cut);
        assert_eq!(in_pieces(&whole[..length], 7).err(), cut, "in pieces");
    }
    assert_eq!(decode(b"{}".to_vec()).err(), Some(DecodeFailure::NoRanges));
    for body in
        ["<html>", "[]", r#"{"valueRanges":[{"values":[["a",{"b":"山田"}]]}]}"#, "{\"valueRanges\":[]} x"]
    {
        let failure = decode(body.into()).expect_err(body);
        assert!(matches!(failure, DecodeFailure::Malformed { line: 1, .. }), "{body}: {failure}");
        assert!(!failure.to_string().contains("山田"));
        assert_eq!(in_pieces(body.as_bytes(), 3).err(), Some(failure), "{body}");
    }
    let not_utf8 = [br#"{"valueRanges":[{"values":[[""#.as_slice(), &[0xFF, 0xFE], br#""]]}]}"#].concat();
    let place = Some(DecodeFailure::Malformed { line: 1, column: 30 });
    assert_eq!(in_pieces(&not_utf8, 4).err(), place);
    assert_eq!(decode(not_utf8).err(), place);
}

fn structure() -> Structure {
    let binding = Binding { column: ColumnKey::LeadScore, metadata_id: 70001, position: 2 };
    let tab = TabStructure {
        sheet_id: 41,
        title: "営業見込み客".to_owned(),
        bindings: vec![binding],
        ..TabStructure::default()
    };
    Structure { tabs: vec![tab], ..Structure::default() }
}

#[test]
fn ranges_of_one_tab_are_joined_and_the_first_row_gives_the_headers() {
    let body = answer(&json!([
        {"range": "'営業見込み客'!A1:Z1", "majorDimension": "COLUMNS", "values": [["会社"], ["メモ"], ["スコア"], [], ["空"]]},
        {"range": "'営業見込み客'!C1:C1000", "majorDimension": "COLUMNS", "values": [["スコア", 25]]},
        {"range": "'営業見込み客'!A1:A1000", "majorDimension": "COLUMNS", "values": [["会社", "甲", "", "乙"]]},
        {"range": "'営業見込み客'!E1:E1000", "majorDimension": "COLUMNS"},
        {"range": "知らない!A1:A2", "values": [["x"]]},
    ]));
    let snapshot = assemble(decode(body).expect("decodes"), Some(&structure()));
    assert_eq!(snapshot.tabs.len(), 1);
    let tab = &snapshot.tabs[0];
    assert_eq!((tab.sheet_id, tab.bindings.len()), (41, 1));
    assert_eq!(tab.headers, ["会社", "メモ", "スコア", "", "空"]);
    assert_eq!(tab.columns.iter().map(|column| column.position).collect::<Vec<_>>(), [0, 2, 4]);
    assert_eq!(tab.row_count(), 3);
    assert_eq!(snapshot.value(tab.cell(2, 0)), Value::Number(25.0));
    assert_eq!(snapshot.text(tab.cell(0, 2)), "乙");
    assert!(tab.cell(4, 0).is_empty());
}

#[test]
fn a_saved_answer_needs_no_structure_and_a_late_start_keeps_its_rows() {
    let body = answer(&json!([
        {"range": "Leads!A1:B3", "values": [["会社", "人"], ["甲", "乙"]]},
        {"range": "Other!A4:A5", "values": [["x"]]},
    ]));
    let snapshot = assemble(decode(body).expect("decodes"), None);
    let titles: Vec<_> = snapshot.tabs.iter().map(|tab| (tab.sheet_id, tab.title.as_str())).collect();
    assert_eq!(titles, [(0, "Leads"), (1, "Other")]);
    assert_eq!(snapshot.tabs[0].headers, ["会社", "人"]);
    assert_eq!(snapshot.text(snapshot.tabs[0].cell(1, 0)), "乙");
    assert_eq!(snapshot.text(snapshot.tabs[1].cell(0, 2)), "x", "row 4 is data row 2");
}

fn cell() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (0u32..3_000_000_000).prop_map(Json::from),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Json::from),
        ".{0,12}".prop_map(Json::from),
        "[ぁ-ん🌵\"\\\\\n]{0,8}".prop_map(Json::from),
    ]
}

fn is_same(value: Value<'_>, json: Option<&Json>) -> bool {
    match json {
        None | Some(Json::Null) => value == Value::Empty,
        Some(Json::String(text)) if text.is_empty() => value == Value::Empty,
        Some(Json::String(text)) => value == Value::Text(text),
        Some(Json::Bool(truth)) => value == Value::Bool(*truth),
        // serde_json's own reading of a long fraction may be off in the last bit; ours is not.
        Some(number) => match (value, number.as_f64()) {
            (Value::Number(ours), Some(naive)) => {
                (ours - naive).abs() <= naive.abs() * f64::EPSILON + f64::MIN_POSITIVE
            }
            _ => false,
        },
    }
}

proptest! {
    #[test]
    fn decoding_equals_a_naive_decoding_by_a_tree_of_values(
        lines in proptest::collection::vec(proptest::collection::vec(cell(), 0..6), 0..8),
        is_columns in any::<bool>(),
        is_pretty in any::<bool>(),
        is_late in any::<bool>(),
        piece in 1usize..40,
    ) {
        let dimension = if is_columns { "COLUMNS" } else { "ROWS" };
        let lines_text =
            if is_pretty { serde_json::to_string_pretty(&lines) } else { serde_json::to_string(&lines) }.expect("json");
        let body = if is_late {
            format!(r#"{{"valueRanges":[{{"values":{lines_text},"majorDimension":"{dimension}"}}]}}"#)
        } else {
            format!(r#"{{"valueRanges":[{{"majorDimension":"{dimension}","values":{lines_text}}}]}}"#)
        };
        let pieces = in_pieces(body.as_bytes(), piece).expect("decodes");
        prop_assert_eq!(written(&pieces), written(&decode(body.clone().into_bytes()).expect("decodes")));
        let naive: Json = serde_json::from_str(&body).expect("json");
        let naive = &naive["valueRanges"][0]["values"];
        let decoded = decode(body.into_bytes()).expect("decodes");
        let columns = &decoded.ranges[0].columns;
        for first in 0..10 {
            for second in 0..10 {
                let (row, column) = if is_columns { (second, first) } else { (first, second) };
                let handle = columns.get(column).and_then(|cells| cells.get(row)).copied().unwrap_or_default();
                let expected = naive.get(first).and_then(|line| line.get(second));
                prop_assert!(is_same(decoded.texts.value(handle), expected), "{first} {second} {expected:?}");
            }
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(bytes.clone());
        let body = [b"{\"valueRanges\":[{\"values\":[[".as_slice(), &bytes, b"]]}]}"].concat();
        let pieces = in_pieces(&body, 5).map(|decoded| written(&decoded));
        prop_assert_eq!(pieces, decode(body).map(|decoded| written(&decoded)));
    }
}
