//! What goes back over the wire.

use serde::Serialize;
use serde_json::Value;

use super::call::Call;
use crate::error::{ApiError, Outcome};

/// The answer of a method.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Json(Value),
    /// JSON that is already written.
    Written(Vec<u8>),
    /// Another kind of content, such as an exported file.
    File(&'static str, Vec<u8>),
    /// 204.
    Nothing,
}

/// How the connection treats the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub(crate) delay_ms: u64,
    /// Close the connection in the middle of the body.
    pub(crate) is_cut: bool,
}

/// Status, content and delivery.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
    pub(crate) delivery: Delivery,
}

pub(crate) const JSON: &str = "application/json; charset=UTF-8";

impl Reply {
    pub(crate) fn json(status: u16, value: &Value, pretty: bool) -> Self {
        let body = to_bytes(value, pretty);
        Self { status, content_type: JSON, body, delivery: Delivery::default() }
    }

    pub(crate) fn text(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, content_type, body: body.into(), delivery: Delivery::default() }
    }

    pub(crate) fn of(outcome: Outcome<Answer>, pretty: bool, drive: bool) -> Self {
        match outcome {
            Ok(Answer::Json(value)) => Self::json(200, &value, pretty),
            Ok(Answer::Written(body)) => Self::text(200, JSON, body),
            Ok(Answer::File(kind, body)) => Self::text(200, kind, body),
            Ok(Answer::Nothing) => Self::text(204, "text/html", Vec::new()),
            Err(error) => Self::json(error.code, &error.body(drive), pretty),
        }
    }
}

fn to_bytes(value: &impl Serialize, pretty: bool) -> Vec<u8> {
    let written = if pretty { serde_json::to_vec_pretty(value) } else { serde_json::to_vec(value) };
    let mut body = written.unwrap_or_default();
    if pretty {
        body.push(b'\n');
    }
    body
}

/// Whether the answer is indented: Google's default.
pub(crate) fn is_pretty(query: &[(String, String)]) -> bool {
    !query.iter().any(|(name, value)| {
        name.trim_start_matches('$') == "prettyPrint" && value.eq_ignore_ascii_case("false")
    })
}

/// Writes an answer straight from the grid.
pub(crate) fn write_json(value: &impl Serialize, call: &Call) -> Outcome<Answer> {
    let body = to_bytes(value, is_pretty(&call.query));
    if body.is_empty() {
        return Err(ApiError::storage("an answer could not be written as JSON"));
    }
    Ok(Answer::Written(body))
}
