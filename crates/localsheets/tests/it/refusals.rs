//! Refusals in Google's words.

use serde_json::{Value, json};

use crate::server::open;

#[tokio::test]
async fn refusals_have_googles_words() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let long = "あ".repeat(50_001);
    let put = |range: &str| format!("/values/{range}?valueInputOption=RAW");
    let cases: Vec<(&str, String, Value, u16, &str)> = vec![
        ("GET", "/values/NOPE!A5:F15".into(), json!({}), 400, "Unable to parse range: NOPE!A5:F15"),
        (
            "GET",
            "/values/A100000".into(),
            json!({}),
            400,
            "Range (Sheet1!A100000) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            "PUT",
            put("A1:B1"),
            json!({"values": [[1, 2, 3]]}),
            400,
            "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]",
        ),
        (
            "PUT",
            put("A1:B1"),
            json!({"values": [[1], [2]]}),
            400,
            "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]",
        ),
        (
            "PUT",
            put("A1"),
            json!({"values": [[long]]}),
            400,
            "Your input contains more than the maximum of 50000 characters in a single cell.",
        ),
        (
            "PUT",
            put("A1"),
            json!({"values": ["X"]}),
            400,
            "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\"",
        ),
        (":batchUpdate", String::new(), json!({"requests": []}), 400, "Must specify at least one request."),
        (
            ":batchUpdate",
            String::new(),
            json!({"requests": [{"noSuchRequest": {}}]}),
            400,
            "Invalid JSON payload received. Unknown name \"noSuchRequest\" at 'requests[0]': Cannot find field.",
        ),
        (
            ":batchUpdate",
            String::new(),
            json!({"requests": [{"updateSheetProperties": {"properties": {"headerValues": 1}, "fields": "title"}}]}),
            400,
            "Invalid JSON payload received. Unknown name \"headerValues\" at 'requests[0].update_sheet_properties.properties': Cannot find field.",
        ),
        (
            ":batchUpdate",
            String::new(),
            json!({"requests": [{"repeatCell": {"range": {}, "cell": {}}}]}),
            400,
            "Invalid requests[0].repeatCell: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
        ),
        (
            ":batchUpdate",
            String::new(),
            json!({"requests": [{"deleteSheet": {"sheetId": 0}}]}),
            400,
            "Invalid requests[0].deleteSheet: You can't remove all the sheets in a document.",
        ),
        (
            ":batchUpdate",
            String::new(),
            json!({"requests": [{"addSheet": {"properties": {"title": "Sheet1"}}}]}),
            400,
            "Invalid requests[0].addSheet: A sheet with the name \"Sheet1\" already exists. Please enter another name.",
        ),
        (
            ":batchUpdate",
            String::new(),
            json!({"requests": [{"updateSheetProperties": {"properties": {"hidden": true}, "fields": "hidden"}}]}),
            400,
            "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document.",
        ),
        (
            ":batchUpdate",
            String::new(),
            json!({"requests": [{"updateSpreadsheetProperties": {"properties": {"timeZone": "Asia/../Tokyo"}, "fields": "timeZone"}}]}),
            400,
            "Invalid requests[0].updateSpreadsheetProperties: Invalid time zone: Asia/../Tokyo",
        ),
    ];
    for (method, path, body, status, message) in cases {
        let (method, path) =
            if method == ":batchUpdate" { ("POST", method.to_owned()) } else { (method, path) };
        let (found, answer) = server.call(method, &format!("/v4/spreadsheets/demo{path}"), body).await;
        assert_eq!((found, answer["error"]["message"].as_str()), (status, Some(message)), "{method} {path}");
    }
    let elsewhere = json!({"properties": {"timeZone": "/etc/localtime"}});
    let (status, answer) = server.call("POST", "/v4/spreadsheets", elsewhere).await;
    assert_eq!((status, &answer["error"]["message"]), (400, &json!("Invalid time zone: /etc/localtime")));
    let (status, answer) = server.call("GET", "/v4/spreadsheets/none", json!({})).await;
    assert_eq!((status, &answer["error"]["status"]), (404, &json!("NOT_FOUND")));
    assert_eq!(server.values("A:C").await, json!(null), "no refused write left a cell");
}
