//! batchUpdate: all or nothing, and what follows inserts and deletes.

use serde_json::{Value, json};

use crate::server::open;

#[tokio::test]
async fn one_refused_request_takes_the_whole_batch_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1", json!([["before"]])).await;
    let requests = json!([
        {"updateCells": {"start": {}, "rows": [{"values": [{"userEnteredValue": {"stringValue": "after"}}]}], "fields": "userEnteredValue"}},
        {"addSheet": {"properties": {"title": "new"}}},
        {"deleteSheet": {"sheetId": 99}},
    ]);
    let (status, answer) =
        server.call("POST", "/v4/spreadsheets/demo:batchUpdate", json!({"requests": requests})).await;
    assert_eq!(
        (status, &answer["error"]["message"]),
        (400, &json!("Invalid requests[2].deleteSheet: No grid with id: 99"))
    );
    assert_eq!(server.values("A1").await, json!([["before"]]));
    let (_, book) =
        server.call("GET", "/v4/spreadsheets/demo?fields=sheets.properties.title", json!({})).await;
    assert_eq!(book["sheets"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn update_cells_clears_what_its_range_covers_and_its_rows_do_not() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1", json!([["a", "b"], ["c", "d"]])).await;
    let rows = json!([{"values": [{"userEnteredValue": {"numberValue": 1}}]}]);
    let range = json!({"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2});
    server
        .batch(json!([{"updateCells": {"range": range, "rows": rows, "fields": "userEnteredValue"}}]))
        .await;
    assert_eq!(server.values("A:B").await, json!([["1"]]));
}

#[tokio::test]
async fn a_fixed_metadata_id_is_a_fence() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let fence = |id: i64| {
        json!({"createDeveloperMetadata": {"developerMetadata": {
        "metadataId": id, "metadataKey": "epoch", "visibility": "PROJECT", "location": {"spreadsheet": true}}}})
    };
    let replies = server.batch(json!([fence(5)])).await;
    assert_eq!(replies[0]["createDeveloperMetadata"]["developerMetadata"]["metadataId"], json!(5));
    let (status, _) =
        server.call("POST", "/v4/spreadsheets/demo:batchUpdate", json!({"requests": [fence(5)]})).await;
    assert_eq!(status, 400);
    let delete =
        json!({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 5}}}});
    server.batch(json!([fence(6), delete])).await;
    let (_, found) =
        server.call("GET", "/v4/spreadsheets/demo?fields=developerMetadata.metadataId", json!({})).await;
    assert_eq!(found, json!({"developerMetadata": [{"metadataId": 6}]}));
}

#[tokio::test]
async fn what_hangs_on_ranges_follows_inserted_and_deleted_rows() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let range = json!({"startRowIndex": 2, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2});
    server.batch(json!([
        {"addNamedRange": {"namedRange": {"namedRangeId": "n", "name": "block", "range": range}}},
        {"mergeCells": {"range": range, "mergeType": "MERGE_ALL"}},
        {"addConditionalFormatRule": {"rule": {"ranges": [range], "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}}}, "index": 0}},
        {"setBasicFilter": {"filter": {"range": range}}},
        {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 9, "metadataKey": "row", "visibility": "DOCUMENT",
            "location": {"dimensionRange": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}}}},
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 3}}},
        {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 6, "endIndex": 7}}},
    ])).await;
    let (_, book) = server.call("GET", "/v4/spreadsheets/demo?includeGridData=false", json!({})).await;
    let sheet = &book["sheets"][0];
    let rows = |range: &Value| (range["startRowIndex"].clone(), range["endRowIndex"].clone());
    for (name, range) in [
        ("named range", &book["namedRanges"][0]["range"]),
        ("merge", &sheet["merges"][0]),
        ("conditional format", &sheet["conditionalFormats"][0]["ranges"][0]),
        ("filter", &sheet["basicFilter"]["range"]),
    ] {
        assert_eq!(rows(range), (json!(5), json!(6)), "{name}");
    }
    let (_, metadata) = server.call("GET", "/v4/spreadsheets/demo/developerMetadata/9", json!({})).await;
    assert_eq!(metadata["location"]["dimensionRange"]["startIndex"], json!(5));
}

#[tokio::test]
async fn formulas_follow_inserted_rows_and_see_other_tabs() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.batch(json!([{"addSheet": {"properties": {"title": "設定", "sheetId": 7}}}])).await;
    server.put("設定!A1", json!([[50], [20]])).await;
    let path = "/v4/spreadsheets/demo/values/A1?valueInputOption=USER_ENTERED";
    let formulas =
        json!([["=IF(SUM('設定'!A1:A2)>=70,\"高\",\"低\")", "=COUNTIF('設定'!A:A,\">30\")", "=C1", "=C1"]]);
    server.call("PUT", path, json!({"values": formulas})).await;
    assert_eq!(
        server.values("A1:D1").await,
        json!([["高", "1", "#REF!", "#REF!"]]),
        "a cell that names itself is an error"
    );
    server.batch(json!([{"insertDimension": {"range": {"sheetId": 7, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}}])).await;
    assert_eq!(
        server.values("A1:B1?valueRenderOption=FORMULA").await[0][0],
        json!("=IF(SUM('設定'!A2:A3)>=70,\"高\",\"低\")")
    );
}

#[tokio::test]
async fn rows_are_sorted_with_their_formats_and_empty_ones_last() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1", json!([["b", 2], ["", ""], ["c", 3], ["a", 1]])).await;
    server.batch(json!([{"repeatCell": {"range": {"startRowIndex": 3, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 1},
        "cell": {"note": "first"}, "fields": "note"}}])).await;
    let range = json!({"startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2});
    server.batch(json!([{"sortRange": {"range": range, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}}])).await;
    assert_eq!(server.values("A1:B4").await, json!([["a", "1"], ["b", "2"], ["c", "3"]]));
    let (_, notes) = server
        .call("GET", "/v4/spreadsheets/demo?ranges=A1&fields=sheets.data.rowData.values.note", json!({}))
        .await;
    assert_eq!(notes["sheets"][0]["data"][0]["rowData"][0]["values"][0]["note"], json!("first"));
}

#[tokio::test]
async fn find_replace_counts_what_it_changed_and_is_silent_about_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1", json!([["OPEN#1"], ["OPEN#12"]])).await;
    let request = json!([{"findReplace": {"find": "OPEN#1", "replacement": "DONE#1", "matchCase": true, "matchEntireCell": true, "sheetId": 0}}]);
    let replies = server.batch(request.clone()).await;
    let counts = json!({"valuesChanged": 1, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 1});
    assert_eq!(replies[0]["findReplace"], counts);
    assert_eq!(server.values("A:A").await, json!([["DONE#1"], ["OPEN#12"]]));
    assert_eq!(server.batch(request).await[0]["findReplace"], json!({}));
}

#[tokio::test]
async fn rows_and_columns_move_with_their_cells() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1", json!([["a", "b", "c"], ["d", "e", "f"]])).await;
    server.batch(json!([
        {"moveDimension": {"source": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}, "destinationIndex": 3}},
        {"moveDimension": {"source": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}, "destinationIndex": 0}},
    ])).await;
    assert_eq!(server.values("A1:C2").await, json!([["e", "f", "d"], ["b", "c", "a"]]));
}

#[tokio::test]
async fn the_answer_of_a_batch_can_show_the_book_after_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let rows = json!([{"values": [{"userEnteredValue": {"stringValue": "k"}}, {"userEnteredValue": {"numberValue": 5}}]}]);
    let body = json!({
        "requests": [{"appendCells": {"sheetId": 0, "rows": rows, "fields": "userEnteredValue"}}],
        "includeSpreadsheetInResponse": true, "responseRanges": ["Sheet1!A:B"], "responseIncludeGridData": true,
    });
    let path = "/v4/spreadsheets/demo:batchUpdate?fields=replies,updatedSpreadsheet(sheets.data.rowData.values.userEnteredValue)";
    let (_, answer) = server.call("POST", path, body).await;
    let cells = &answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"][0]["values"];
    assert_eq!(
        *cells,
        json!([{"userEnteredValue": {"stringValue": "k"}}, {"userEnteredValue": {"numberValue": 5}}])
    );
}
