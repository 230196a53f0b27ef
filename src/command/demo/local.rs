//! What a person at the page of the local spreadsheet does, over the same HTTP API.

use localsheets::Running;
use serde_json::{Value, json};

use super::super::Refusal;

/// One local spreadsheet, edited by its owner.
pub(super) struct LocalSheet {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl LocalSheet {
    /// The spreadsheet with this id.
    pub(super) fn new(server: &Running, id: &str) -> Result<Self, Refusal> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self {
            client,
            base: format!("{}/v4/spreadsheets/{id}", server.base_url()),
            token: server.page_token.clone(),
        })
    }

    /// Sends requests that are applied together or not at all.
    pub(super) async fn batch_update(&self, requests: Vec<Value>) -> Result<(), Refusal> {
        let call =
            self.client.post(format!("{}:batchUpdate", self.base)).json(&json!({"requests": requests}));
        self.send(call).await.map(drop)
    }

    /// The values of a tab, as texts, row by row.
    pub(super) async fn rows(&self, title: &str) -> Result<Vec<Vec<String>>, Refusal> {
        let url = format!("{}/values/{}", self.base, urlencode(title));
        let answer: Value = serde_json::from_slice(&self.send(self.client.get(url)).await?)?;
        let rows = answer["values"].as_array().cloned().unwrap_or_default();
        let text = |cell: &Value| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
        Ok(rows.iter().map(|row| row.as_array().into_iter().flatten().map(text).collect()).collect())
    }

    /// Id of the tab with this title.
    pub(super) async fn sheet_id(&self, title: &str) -> Result<i64, Refusal> {
        let url = format!("{}?fields=sheets.properties(sheetId,title)", self.base);
        let answer: Value = serde_json::from_slice(&self.send(self.client.get(url)).await?)?;
        let tabs = answer["sheets"].as_array().cloned().unwrap_or_default();
        let found = tabs.iter().find(|tab| tab["properties"]["title"] == title);
        found
            .and_then(|tab| tab["properties"]["sheetId"].as_i64())
            .ok_or_else(|| format!("the demo: found no tab {title}").into())
    }

    async fn send(&self, call: reqwest::RequestBuilder) -> Result<Vec<u8>, Refusal> {
        let answer = call.bearer_auth(&self.token).send().await?;
        let status = answer.status();
        let body = answer.bytes().await?;
        if status.is_success() {
            return Ok(body.to_vec());
        }
        let text = String::from_utf8_lossy(&body);
        Err(format!(
            "the local spreadsheet: found {status} {}; expected 200. Please report this.",
            text.trim()
        )
        .into())
    }
}

fn urlencode(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

/// A cell as typed: a plain number is a number, everything else text as it stands.
pub(super) fn typed(text: &str) -> Value {
    let is_plain = !text.is_empty()
        && text.len() < 16
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && (text == "0" || !text.starts_with('0') || text.starts_with("0."));
    match text.parse::<f64>() {
        Ok(number) if is_plain => json!({"userEnteredValue": {"numberValue": number}}),
        _ if text.is_empty() => json!({}),
        _ => json!({"userEnteredValue": {"stringValue": text}}),
    }
}

/// Rows for `updateCells` and `appendCells`.
pub(super) fn row_data(rows: &[Vec<String>]) -> Vec<Value> {
    rows.iter().map(|row| json!({"values": row.iter().map(|cell| typed(cell)).collect::<Vec<_>>()})).collect()
}
