//! A server on a free port and a small client.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use localsheets::{Clock, Options, Running, start};
use serde_json::{Value, json};

/// A server with one empty spreadsheet, its page's token, and a client.
pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) client: reqwest::Client,
}

pub(crate) async fn open(dir: &Path) -> Server {
    open_at(dir, Clock::System).await
}

pub(crate) async fn open_at(dir: &Path, clock: Clock) -> Server {
    // A second install is refused, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let running =
        start(Options { dir: dir.to_owned(), addr, open: false, clock }).await.expect("the server starts");
    running
        .ensure_spreadsheet("demo", "見込み客", "ja_JP", "Asia/Tokyo")
        .await
        .expect("the spreadsheet is made");
    Server { running, client: reqwest::Client::new() }
}

impl Server {
    /// Sends a call as the page; status and JSON of the answer.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        self.call_with(method, path, body, &self.running.page_token).await
    }

    pub(crate) async fn call_with(&self, method: &str, path: &str, body: Value, token: &str) -> (u16, Value) {
        let url = format!("{}{path}", self.running.base_url());
        let method = method.parse().expect("a method");
        let request = self.client.request(method, url).bearer_auth(token).json(&body);
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    /// A `batchUpdate` that must be accepted; its replies.
    pub(crate) async fn batch(&self, requests: Value) -> Value {
        let (status, answer) =
            self.call("POST", "/v4/spreadsheets/demo:batchUpdate", json!({"requests": requests})).await;
        assert_eq!(status, 200, "{answer}");
        answer["replies"].clone()
    }

    pub(crate) async fn put(&self, range: &str, values: Value) -> Value {
        let path = format!("/v4/spreadsheets/demo/values/{range}?valueInputOption=RAW");
        let (status, answer) = self.call("PUT", &path, json!({"values": values})).await;
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// The values of a range, `null` where all is empty.
    pub(crate) async fn values(&self, range: &str) -> Value {
        let (status, answer) =
            self.call("GET", &format!("/v4/spreadsheets/demo/values/{range}"), json!({})).await;
        assert_eq!(status, 200, "{answer}");
        answer["values"].clone()
    }
}
