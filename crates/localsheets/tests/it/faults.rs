//! Faults on order, the log of calls, the revision that a caller can watch.

use std::net::SocketAddr;

use localsheets::{Clock, Options, StartError, start};
use serde_json::json;

use crate::server::open;

#[tokio::test]
async fn faults_come_as_ordered_and_end() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let read = "/v4/spreadsheets/demo/values/A1";
    let write = "/v4/spreadsheets/demo/values/A1?valueInputOption=RAW";
    let (status, _) = server
        .call(
            "POST",
            "/localsheets/v1/faults",
            json!([
                {"match": "GET /v4", "times": 2, "kind": "quota"},
                {"match": "PUT /v4", "times": 1, "kind": {"apply_then_status": 503}},
            ]),
        )
        .await;
    assert_eq!(status, 200);
    for _ in 0..2 {
        let (status, answer) = server.call("GET", read, json!({})).await;
        assert_eq!(
            (status, &answer["error"]["details"][0]["metadata"]["quota_limit_value"]),
            (429, &json!("60"))
        );
    }
    assert_eq!(server.call("GET", read, json!({})).await.0, 200, "the rule is used up");
    assert_eq!(server.call("PUT", write, json!({"values": [["stored"]]})).await.0, 503);
    assert_eq!(server.values("A1").await, json!([["stored"]]), "applied, and then answered 503");
    server
        .call(
            "POST",
            "/localsheets/v1/faults",
            json!([{"match": "GET", "times": 9, "kind": "status", "status": 502, "body": "<html>"}]),
        )
        .await;
    assert_eq!(server.call("GET", read, json!({})).await, (502, json!("<html>")));
    server.call("DELETE", "/localsheets/v1/faults", json!({})).await;
    assert_eq!(server.call("GET", read, json!({})).await.0, 200);
}

#[tokio::test]
async fn a_cut_answer_breaks_the_connection_after_the_write() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server
        .call("POST", "/localsheets/v1/faults", json!([{"match": "PUT", "times": 1, "kind": "cut_answer"}]))
        .await;
    let url = format!("{}/v4/spreadsheets/demo/values/A1?valueInputOption=RAW", server.running.base_url());
    let request =
        server.client.put(url).bearer_auth(&server.running.page_token).json(&json!({"values": [["x"]]}));
    let broken = match request.send().await {
        Ok(answer) => answer.text().await.is_err(),
        Err(_) => true,
    };
    assert!(broken, "the body must not arrive whole");
    assert_eq!(server.values("A1").await, json!([["x"]]));
}

#[tokio::test]
async fn calls_are_counted_and_changes_are_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    server.call("DELETE", "/localsheets/v1/calls", json!({})).await;
    let mut changes = server.running.changes.clone();
    let before = *changes.borrow_and_update();
    server.values("A1").await;
    assert!(!changes.has_changed().expect("a running server"), "a read changes nothing");
    server.put("A1", json!([["x"]])).await;
    assert!(*changes.borrow_and_update() > before);
    let (_, calls) = server.call("GET", "/localsheets/v1/calls", json!({})).await;
    assert_eq!(calls["counts"], json!({"spreadsheets.values.get": 1, "spreadsheets.values.update": 1}));
    assert_eq!(calls["log"][1]["status"], json!(200));
}

#[tokio::test]
async fn a_taken_port_is_told_apart() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open(dir.path()).await;
    let addr: SocketAddr = server.running.addr;
    let second =
        start(Options { dir: dir.path().join("other"), addr, open: false, clock: Clock::System }).await;
    assert!(matches!(second, Err(StartError::PortInUse(taken)) if taken == addr));
    let url = server.running.base_url();
    server.running.stop().await.expect("a clean stop");
    assert!(server.client.get(url).send().await.is_err(), "a stopped server does not answer");
}
