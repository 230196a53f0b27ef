//! Values: ragged reads, nulls, appends, data filters, masks.

use chrono::DateTime;
use localsheets::Clock;
use serde_json::json;
use timezone::{NotAZone, Zone};

use crate::server::{open, open_at};

#[tokio::test]
async fn reads_are_ragged_and_cut() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    assert_eq!(server.values("Sheet1").await, json!(null), "an empty tab has no values");
    server.put("A1", json!([["a", "", "c"], [], ["", "🌵", ""]])).await;
    assert_eq!(server.values("Sheet1!A:D").await, json!([["a", "", "c"], [], ["", "🌵"]]));
    let (_, answer) = server
        .call("GET", "/v4/spreadsheets/demo/values/Sheet1!A2:C?majorDimension=COLUMNS", json!({}))
        .await;
    assert_eq!(answer["range"], json!("Sheet1!A2:C1000"));
    assert_eq!(answer["values"], json!([[], ["", "🌵"]]));
}

#[tokio::test]
async fn null_leaves_a_cell_and_empty_text_clears_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1:C1", json!([["a", "b", "c"]])).await;
    let answer = server.put("A1:C1", json!([[null, "", 7]])).await;
    assert_eq!(answer["updatedCells"], json!(2));
    assert_eq!(server.values("A1:C1").await, json!([["a", "", "7"]]));
}

#[tokio::test]
async fn raw_text_stays_exactly_as_it_was_sent() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let sent = json!([["=1+1", "2020-01-01", " ① ", "👩‍👩‍👧", "0042", "'x"]]);
    server.put("A1", sent.clone()).await;
    assert_eq!(server.values("1:1").await, sent);
}

#[tokio::test]
async fn typed_values_are_parsed_in_the_locale_and_rendered_as_asked() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let path = "/v4/spreadsheets/demo/values/A1?valueInputOption=USER_ENTERED";
    let body = json!({"values": [["2020年1月1日", "12%", "=SUM(D1:E1)/4", 1, 2, "=FILTER(A1:A2)", "=NA()"]]});
    assert_eq!(server.call("PUT", path, body).await.0, 200);
    for (option, expected) in [
        ("FORMATTED_VALUE", json!([["2020年1月1日", "12%", "0.75", "1", "2", "#NAME?", "#N/A"]])),
        ("UNFORMATTED_VALUE", json!([[43831, 0.12, 0.75, 1, 2, "#NAME?", "#N/A"]])),
        ("FORMULA", json!([[43831, 0.12, "=SUM(D1:E1)/4", 1, 2, "=FILTER(A1:A2)", "=NA()"]])),
    ] {
        assert_eq!(server.values(&format!("1:1?valueRenderOption={option}")).await, expected, "{option}");
    }
    let dates =
        server.values("A1?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING").await;
    assert_eq!(dates, json!([["2020年1月1日"]]));
}

#[tokio::test]
async fn append_writes_below_the_last_island_in_its_first_column() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let append = |range: &'static str| {
        let path = format!("/v4/spreadsheets/demo/values/{range}:append?valueInputOption=RAW");
        let server = &server;
        async move { server.call("POST", &path, json!({"values": [["x", "", "y"]]})).await.1 }
    };
    let first = append("Sheet1").await;
    assert_eq!(
        (&first["tableRange"], &first["updates"]["updatedRange"]),
        (&json!(null), &json!("Sheet1!A1:C1"))
    );
    let second = append("Sheet1").await;
    assert_eq!(
        (&second["tableRange"], &second["updates"]["updatedRange"]),
        (&json!("Sheet1!C1"), &json!("Sheet1!C2:E2"))
    );
    let third = append("A1").await;
    assert_eq!(
        (&third["tableRange"], &third["updates"]["updatedRange"]),
        (&json!("Sheet1!A1"), &json!("Sheet1!A2:C2"))
    );
}

#[tokio::test]
async fn append_past_the_end_grows_the_grid() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.batch(json!([{"updateSheetProperties": {"properties": {"gridProperties": {"rowCount": 1, "columnCount": 1}},
        "fields": "gridProperties(rowCount,columnCount)"}}])).await;
    server.put("A1", json!([["head"]])).await;
    let path = "/v4/spreadsheets/demo/values/A1:append?valueInputOption=RAW";
    let (_, answer) = server.call("POST", path, json!({"values": [["a", "b"]]})).await;
    assert_eq!(answer["updates"]["updatedRange"], json!("Sheet1!A2:B2"));
}

#[tokio::test]
async fn a_write_by_column_metadata_starts_at_row_one_and_follows_the_column() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1:C2", json!([["会社", "点", "備考"], ["A", 1, "memo"]])).await;
    server.batch(json!([
        {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 70001, "metadataKey": "score", "visibility": "DOCUMENT",
            "location": {"dimensionRange": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}}}},
        {"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}},
    ])).await;
    let filter = json!({"developerMetadataLookup": {"metadataId": 70001}});
    let body = json!({"valueInputOption": "RAW", "includeValuesInResponse": true,
        "data": [{"dataFilter": filter, "majorDimension": "COLUMNS", "values": [[null, 87, 42]]}]});
    let (status, answer) =
        server.call("POST", "/v4/spreadsheets/demo/values:batchUpdateByDataFilter", body).await;
    assert_eq!((status, &answer["totalUpdatedCells"]), (200, &json!(2)), "{answer}");
    assert_eq!(answer["responses"][0]["updatedRange"], json!("Sheet1!C1:C3"));
    assert_eq!(
        server.values("A1:D3").await,
        json!([["会社", "", "点", "備考"], ["A", "", "87", "memo"], ["", "", "42"]])
    );
    let read = json!({"dataFilters": [filter]});
    let (_, answer) = server.call("POST", "/v4/spreadsheets/demo/values:batchGetByDataFilter", read).await;
    assert_eq!(answer["valueRanges"][0]["valueRange"]["values"], json!([["点"], ["87"], ["42"]]));
    let too_wide =
        json!({"valueInputOption": "RAW", "data": [{"dataFilter": filter, "values": [["a", "b"]]}]});
    assert_eq!(
        server.call("POST", "/v4/spreadsheets/demo/values:batchUpdateByDataFilter", too_wide).await.0,
        400
    );
    server
        .batch(
            json!([{"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}}}]),
        )
        .await;
    let (_, found) = server
        .call("POST", "/v4/spreadsheets/demo/developerMetadata:search", json!({"dataFilters": [filter]}))
        .await;
    assert_eq!(found, json!({}), "column metadata dies with its column");
}

#[tokio::test]
async fn masks_cut_answers_in_every_notation() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1", json!([["a", "b"]])).await;
    for (path, expected) in [
        ("?fields=namedRanges", json!({})),
        ("?fields=properties/title", json!({"properties": {"title": "見込み客"}})),
        (
            "?fields=sheets(properties(sheetId,index))",
            json!({"sheets": [{"properties": {"sheetId": 0, "index": 0}}]}),
        ),
        (
            "?ranges=Sheet1!B1&fields=sheets.data(startColumn,rowData.values.effectiveValue)",
            json!({"sheets": [{"data": [{"startColumn": 1, "rowData": [{"values": [{"effectiveValue": {"stringValue": "b"}}]}]}]}]}),
        ),
        (
            "/values:batchGet?ranges=A1&fields=valueRanges.values",
            json!({"valueRanges": [{"values": [["a"]]}]}),
        ),
    ] {
        let (status, answer) = server.call("GET", &format!("/v4/spreadsheets/demo{path}"), json!({})).await;
        assert_eq!((status, answer), (200, expected), "{path}");
    }
    let (status, answer) =
        server.call("GET", "/v4/spreadsheets/demo?fields=sheets.sheetProperties", json!({})).await;
    assert_eq!((status, &answer["error"]["message"]), (400, &json!("Request contains an invalid argument.")));
}

#[tokio::test]
async fn now_follows_the_time_zone_of_the_spreadsheet() {
    let dir = tempfile::tempdir().expect("a folder");
    let moment = DateTime::from_timestamp(1_783_900_800, 0).expect("2026-07-13 00:00 UTC");
    let server = open_at(dir.path(), Clock::Fixed(moment)).await;
    let path = "/v4/spreadsheets/demo/values/A1?valueInputOption=USER_ENTERED";
    let formula = "=ROUND((NOW()-TODAY())*24,0)";
    let (status, answer) = server.call("PUT", path, json!({"values": [[formula]]})).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(server.values("A1").await, json!([["9"]]), "Tokyo");
    let mut zones = vec![("Etc/GMT", "0")];
    match Zone::named("America/New_York") {
        Err(NotAZone::NoDatabase) => eprintln!("skipped New York: this system has no time zone database"),
        _ => zones.push(("America/New_York", "20")),
    }
    for (zone, hour) in zones {
        let change = json!({"properties": {"timeZone": zone}, "fields": "timeZone"});
        server.batch(json!([{"updateSpreadsheetProperties": change}])).await;
        assert_eq!(server.values("A1").await, json!([[hour]]), "{zone}");
    }
}
