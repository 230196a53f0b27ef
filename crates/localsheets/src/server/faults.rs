//! Faults on order, and the log of calls: what tests ask of the server.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};

use super::reply::{Delivery, Reply};
use crate::error::{ApiError, Outcome};

/// Calls that the log remembers; older ones stay in the counts only.
const LOG_MAX: usize = 1000;

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// Answer this instead of carrying out the call.
    Status(u16, Value),
    Delay(u64),
    CutAnswer,
    /// Carry out the call, then answer this.
    ApplyThenStatus(u16),
    Quota,
}

#[derive(Clone, Debug)]
struct Rule {
    matches: String,
    times: u64,
    kind: Kind,
}

/// Rules that are waiting, and what was called.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    rules: Vec<Rule>,
    counts: BTreeMap<String, u64>,
    log: VecDeque<Value>,
    calls: u64,
}

/// What the matching rules do to one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fault {
    /// The answer in place of the real one.
    pub(crate) instead: Option<Reply>,
    /// The answer after the call was carried out.
    pub(crate) after: Option<Reply>,
    pub(crate) delivery: Delivery,
}

impl Desk {
    /// Adds rules: a list, or one rule.
    pub(crate) fn add(&mut self, body: &Value) -> Outcome<Value> {
        let list = match body {
            Value::Array(list) => list.clone(),
            Value::Object(fields) if fields.contains_key("rules") => {
                body["rules"].as_array().cloned().unwrap_or_default()
            }
            one => vec![one.clone()],
        };
        let rules = list.iter().map(rule).collect::<Outcome<Vec<_>>>()?;
        self.rules.extend(rules);
        Ok(json!({"rules": self.rules.len()}))
    }

    pub(crate) fn clear(&mut self) -> Value {
        self.rules.clear();
        json!({})
    }

    /// Takes the faults that apply to a call; each use counts down its rule.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Fault {
        let mut fault = Fault::default();
        let called = format!("{method} {path}");
        for rule in self.rules.iter_mut().filter(|rule| rule.times > 0 && called.contains(&rule.matches)) {
            if fault.instead.is_some() {
                break;
            }
            rule.times -= 1;
            match &rule.kind {
                Kind::Status(status, body) => fault.instead = Some(answer(*status, body)),
                Kind::Quota => fault.instead = Some(quota(method == "GET")),
                Kind::Delay(ms) => fault.delivery.delay_ms += ms,
                Kind::CutAnswer => fault.delivery.is_cut = true,
                Kind::ApplyThenStatus(status) => fault.after = Some(answer(*status, &Value::Null)),
            }
        }
        self.rules.retain(|rule| rule.times > 0);
        fault
    }

    /// Notes a call under its name.
    pub(crate) fn note(&mut self, name: &str, path: &str, status: u16) {
        self.calls += 1;
        *self.counts.entry(name.to_owned()).or_default() += 1;
        if self.log.len() == LOG_MAX {
            self.log.pop_front();
        }
        self.log.push_back(json!({"number": self.calls, "method": name, "path": path, "status": status}));
    }

    pub(crate) fn calls(&self) -> Value {
        json!({"total": self.calls, "counts": self.counts, "log": self.log})
    }

    pub(crate) fn forget_calls(&mut self) -> Value {
        self.calls = 0;
        self.counts.clear();
        self.log.clear();
        json!({})
    }
}

fn rule(value: &Value) -> Outcome<Rule> {
    let kind = match &value["kind"] {
        Value::String(word) => match word.as_str() {
            "cut_answer" => Kind::CutAnswer,
            "apply_then_status" => Kind::ApplyThenStatus(status(value, 503)),
            "quota" => Kind::Quota,
            "status" => Kind::Status(status(value, 503), value.get("body").cloned().unwrap_or(Value::Null)),
            "delay_ms" => Kind::Delay(value["delay_ms"].as_u64().unwrap_or(0)),
            other => return Err(unknown(other)),
        },
        Value::Object(fields) => match fields.iter().next().map(|entry| (entry.0.as_str(), entry.1)) {
            Some(("status", code)) if code.is_u64() => {
                Kind::Status(number(code, 503), fields.get("body").cloned().unwrap_or(Value::Null))
            }
            Some(("status", inner)) => {
                Kind::Status(number(&inner["code"], 503), inner.get("body").cloned().unwrap_or(Value::Null))
            }
            Some(("delay_ms", ms)) => Kind::Delay(ms.as_u64().unwrap_or(0)),
            Some(("apply_then_status", code)) => Kind::ApplyThenStatus(number(code, 503)),
            Some((other, _)) => return Err(unknown(other)),
            None => return Err(unknown("nothing")),
        },
        other => return Err(unknown(&other.to_string())),
    };
    Ok(Rule {
        matches: value["match"].as_str().unwrap_or("").to_owned(),
        times: value["times"].as_u64().unwrap_or(1),
        kind,
    })
}

fn unknown(found: &str) -> ApiError {
    ApiError::invalid(format!(
        "faults: found kind {found}; expected status, delay_ms, cut_answer, apply_then_status or quota"
    ))
}

fn number(value: &Value, otherwise: u16) -> u16 {
    value
        .as_u64()
        .and_then(|code| u16::try_from(code).ok())
        .filter(|code| (100..600).contains(code))
        .unwrap_or(otherwise)
}

fn status(value: &Value, otherwise: u16) -> u16 {
    number(value.get("status").or_else(|| value.get("code")).unwrap_or(&Value::Null), otherwise)
}

/// An error answer of this status; a text as body goes out as HTML, as Google's front end does.
fn answer(status: u16, body: &Value) -> Reply {
    match body {
        Value::String(html) => Reply::text(status, "text/html; charset=UTF-8", html.clone()),
        Value::Null => {
            let (word, message) = match status {
                400 => ("INVALID_ARGUMENT", "Request contains an invalid argument."),
                401 => return Reply::json(401, &ApiError::no_credentials().body(false), true),
                403 => ("PERMISSION_DENIED", "The caller does not have permission"),
                404 => ("NOT_FOUND", "Requested entity was not found."),
                409 => ("ABORTED", "The operation was aborted."),
                429 => return quota(false),
                500 => ("INTERNAL", "Internal error encountered."),
                501 => ("UNIMPLEMENTED", "Operation is not implemented, or supported, or enabled."),
                504 => ("DEADLINE_EXCEEDED", "The request timed out. Please try again."),
                _ => ("UNAVAILABLE", "The service is currently unavailable."),
            };
            Reply::json(status, &ApiError::new(status, word, message).body(false), true)
        }
        json => Reply::json(status, json, true),
    }
}

/// Google's refusal when the minute's calls are spent.
fn quota(is_read: bool) -> Reply {
    let (kind, limit) = if is_read {
        ("Read", "ReadRequestsPerMinutePerUser")
    } else {
        ("Write", "WriteRequestsPerMinutePerUser")
    };
    let mut error = ApiError::new(
        429,
        "RESOURCE_EXHAUSTED",
        format!(
            "Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' of \
             service 'sheets.googleapis.com' for consumer 'project_number:100000000000'."
        ),
    );
    error.details = vec![
        json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "RATE_LIMIT_EXCEEDED",
            "domain": "googleapis.com",
            "metadata": {
                "quota_limit": limit,
                "quota_unit": "1/min/{project}/{user}",
                "quota_location": "global",
                "quota_limit_value": "60",
                "consumer": "projects/100000000000",
                "service": "sheets.googleapis.com",
                "quota_metric": format!("sheets.googleapis.com/{}_requests", kind.to_lowercase()),
            },
        }),
        json!({"@type": "type.googleapis.com/google.rpc.Help", "links": [{
            "description": "Request a higher quota limit.",
            "url": "https://cloud.google.com/docs/quota#requesting_higher_quota",
        }]}),
    ];
    Reply::json(429, &error.body(false), true)
}
