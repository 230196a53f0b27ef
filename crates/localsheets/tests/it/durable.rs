//! The folder: what was answered is there after a restart, torn writes are not.

use std::io::Write;

use serde_json::{Value, json};

use crate::server::{Server, open};

async fn book(server: &Server) -> Value {
    server.call("GET", "/v4/spreadsheets/demo?includeGridData=true", json!({})).await.1
}

#[tokio::test]
async fn a_reopened_folder_holds_every_answered_write() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let path = "/v4/spreadsheets/demo/values/A1?valueInputOption=USER_ENTERED";
    server
        .call("PUT", path, json!({"values": [["=B1*2", 0.1, "2020/1/2", true, "🌵"], ["#N/A", 1e300]]}))
        .await;
    server.batch(json!([
        {"addSheet": {"properties": {"title": "二"}}},
        {"repeatCell": {"range": {"startRowIndex": 0, "endRowIndex": 2}, "cell": {"note": "n", "userEnteredFormat": {"textFormat": {"bold": true}}}, "fields": "note,userEnteredFormat.textFormat.bold"}},
        {"createDeveloperMetadata": {"developerMetadata": {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"sheetId": 0}}}},
        {"mergeCells": {"range": {"startRowIndex": 4, "endRowIndex": 6, "startColumnIndex": 0, "endColumnIndex": 2}, "mergeType": "MERGE_ALL"}},
        {"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}},
    ])).await;
    let before = book(&server).await;
    // Nothing is said to the old server: its folder is read as a crash leaves it.
    let crashed = tempfile::tempdir().expect("a folder");
    copy(dir.path(), crashed.path());
    let again = open(crashed.path()).await;
    assert_eq!(book(&again).await, before);
    let (_, revision) = again.call("GET", "/localsheets/v1/revision?spreadsheetId=demo", json!({})).await;
    assert_eq!(revision["revision"], json!(2));
}

#[tokio::test]
async fn a_torn_last_record_is_cut_off_and_the_next_write_is_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.put("A1", json!([["kept"]])).await;
    let crashed = tempfile::tempdir().expect("a folder");
    copy(dir.path(), crashed.path());
    let journal = crashed.path().join("books/demo/journal.jsonl");
    let mut file = std::fs::OpenOptions::new().append(true).open(journal).expect("the journal");
    file.write_all(br#"{"method":"spreadsheets.values.upd"#).expect("half a record");
    drop(file);
    let server = open(crashed.path()).await;
    assert_eq!(server.values("A1").await, json!([["kept"]]));
    server.put("A2", json!([["after"]])).await;
    let last = tempfile::tempdir().expect("a folder");
    copy(crashed.path(), last.path());
    assert_eq!(open(last.path()).await.values("A:A").await, json!([["kept"], ["after"]]));
}

#[tokio::test]
async fn a_long_journal_is_folded_into_a_snapshot_that_holds_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let text = "x".repeat(40_000);
    let rows: Vec<Value> = (0..60).map(|row| json!([text.clone() + &row.to_string(), row])).collect();
    server.put("A1", json!(rows)).await;
    server.put("D1", json!(rows)).await;
    let journal = dir.path().join("books/demo/journal.jsonl");
    assert_eq!(std::fs::metadata(&journal).expect("the journal").len(), 0, "folded after more than 4 MiB");
    server.put("A1", json!([["last"]])).await;
    let copied = tempfile::tempdir().expect("a folder");
    copy(dir.path(), copied.path());
    let again = open(copied.path()).await;
    assert_eq!(again.values("Sheet1").await, server.values("Sheet1").await);
}

#[tokio::test]
async fn a_deleted_file_stays_deleted_and_shows_in_the_changes() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let (_, start) = server.call("GET", "/drive/v3/changes/startPageToken", json!({})).await;
    server.put("A1", json!([["x"]])).await;
    let (_, made) = server.call("POST", "/drive/v3/files", json!({"name": "gone"})).await;
    let id = made["id"].as_str().expect("an id");
    assert_eq!(server.call("DELETE", &format!("/drive/v3/files/{id}"), json!({})).await.0, 204);
    let path = format!("/drive/v3/changes?pageToken={}", start["startPageToken"].as_str().expect("a token"));
    let (_, changes) = server.call("GET", &path, json!({})).await;
    let seen: Vec<(&str, bool)> = changes["changes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|change| (change["fileId"].as_str().unwrap_or(""), change["removed"] == json!(true)))
        .collect();
    assert_eq!(seen, [("demo", false), (id, true)]);
    let copied = tempfile::tempdir().expect("a folder");
    copy(dir.path(), copied.path());
    let again = open(copied.path()).await;
    assert_eq!(again.call("GET", &format!("/drive/v3/files/{id}"), json!({})).await.0, 404);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
