//! A call: which method, on what, with which options, by whom.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::error::{ApiError, Outcome};
use crate::mask::Mask;

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) email: String,
    /// The person at the page: no protected range stops them.
    pub(crate) is_owner: bool,
}

impl Caller {
    pub(crate) fn owner() -> Self {
        Self { email: "owner@localsheets.invalid".to_owned(), is_owner: true }
    }
}

/// What a call may look at besides the book.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) now: DateTime<Utc>,
    pub(crate) caller: Caller,
}

/// One call of the Sheets API.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// Google's name of the method, such as `spreadsheets.values.get`.
    pub(crate) method: &'static str,
    pub(crate) spreadsheet: String,
    /// The range or number in the path.
    pub(crate) target: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Value,
}

/// Methods that change a spreadsheet.
const WRITES: [&str; 9] = [
    "spreadsheets.batchUpdate",
    "spreadsheets.values.update",
    "spreadsheets.values.append",
    "spreadsheets.values.clear",
    "spreadsheets.values.batchUpdate",
    "spreadsheets.values.batchClear",
    "spreadsheets.values.batchUpdateByDataFilter",
    "spreadsheets.values.batchClearByDataFilter",
    "spreadsheets.create",
];

const VERBS: [(&str, &str, &str); 14] = [
    ("POST", "batchUpdate", "spreadsheets.batchUpdate"),
    ("POST", "getByDataFilter", "spreadsheets.getByDataFilter"),
    ("GET", "values:batchGet", "spreadsheets.values.batchGet"),
    ("POST", "values:batchGetByDataFilter", "spreadsheets.values.batchGetByDataFilter"),
    ("POST", "values:batchUpdate", "spreadsheets.values.batchUpdate"),
    ("POST", "values:batchUpdateByDataFilter", "spreadsheets.values.batchUpdateByDataFilter"),
    ("POST", "values:batchClear", "spreadsheets.values.batchClear"),
    ("POST", "values:batchClearByDataFilter", "spreadsheets.values.batchClearByDataFilter"),
    ("POST", "developerMetadata:search", "spreadsheets.developerMetadata.search"),
    ("GET", "values/*", "spreadsheets.values.get"),
    ("PUT", "values/*", "spreadsheets.values.update"),
    ("POST", "values/*:append", "spreadsheets.values.append"),
    ("POST", "values/*:clear", "spreadsheets.values.clear"),
    ("POST", "sheets/*:copyTo", "spreadsheets.sheets.copyTo"),
];

impl Call {
    /// The call that a path under `/v4/spreadsheets` means; the path is still percent-encoded.
    pub(crate) fn route(method: &str, path: &str) -> Option<(&'static str, String, String)> {
        if path.is_empty() || path == "/" {
            return (method == "POST").then(|| ("spreadsheets.create", String::new(), String::new()));
        }
        let rest = path.strip_prefix('/')?;
        let end = rest.find(['/', ':']).unwrap_or(rest.len());
        let spreadsheet = decode(&rest[..end], false);
        let tail = rest[end..].strip_prefix(['/', ':']).unwrap_or("");
        if tail.is_empty() {
            return (method == "GET").then_some(("spreadsheets.get", spreadsheet, String::new()));
        }
        if let Some(id) = tail.strip_prefix("developerMetadata/") {
            return (method == "GET")
                .then(|| ("spreadsheets.developerMetadata.get", spreadsheet, decode(id, false)));
        }
        let (_, pattern, name) = VERBS.iter().find(|(verb, pattern, _)| {
            *verb == method
                && match pattern.split_once('*') {
                    None => *pattern == tail,
                    Some((before, after)) => {
                        tail.len() > before.len() + after.len()
                            && tail.starts_with(before)
                            && tail.ends_with(after)
                    }
                }
        })?;
        let target = pattern.split_once('*').map_or(String::new(), |(before, after)| {
            decode(&tail[before.len()..tail.len() - after.len()], false)
        });
        Some((name, spreadsheet, target))
    }

    pub(crate) fn option(&self, name: &str) -> Option<String> {
        self.query.iter().find(|entry| entry.0 == name).map(|entry| entry.1.clone())
    }

    pub(crate) fn options(&self, name: &str) -> Vec<String> {
        self.query.iter().filter(|entry| entry.0 == name).map(|entry| entry.1.clone()).collect()
    }

    /// An option of the query, or the field of that name in the body.
    pub(crate) fn option_or_field(&self, name: &str) -> Option<String> {
        self.option(name).or_else(|| self.body.get(name).and_then(Value::as_str).map(str::to_owned))
    }

    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.option(name).is_some_and(|word| word.eq_ignore_ascii_case("true"))
            || self.body.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn mask(&self) -> Outcome<Mask> {
        match self.option("fields").or_else(|| self.option("$fields")) {
            None => Ok(Mask::All),
            Some(text) => Mask::parse(&text),
        }
    }

    pub(crate) fn is_write(&self) -> bool {
        WRITES.contains(&self.method)
    }

    /// The form in which an accepted write is kept.
    pub(crate) fn record(&self) -> Value {
        json!({"method": self.method, "target": self.target, "query": self.query, "body": self.body})
    }

    /// The write that a record holds.
    pub(crate) fn replayed(spreadsheet: &str, record: &Value) -> Outcome<Self> {
        let name = record["method"].as_str().unwrap_or("");
        let method = WRITES
            .iter()
            .find(|method| **method == name)
            .ok_or_else(|| ApiError::invalid(format!("the journal names an unknown method: {name}")))?;
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        let query =
            record["query"].as_array().into_iter().flatten().map(|pair| (text(&pair[0]), text(&pair[1])));
        Ok(Self {
            method,
            spreadsheet: spreadsheet.to_owned(),
            target: text(&record["target"]),
            query: query.collect(),
            body: record["body"].clone(),
        })
    }
}

/// Percent-decoding; in a query a plus sign is a space.
pub(crate) fn decode(text: &str, plus_is_space: bool) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match (bytes[at], hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 2;
            }
            (b'+', _) if plus_is_space => decoded.push(b' '),
            (byte, _) => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The pairs of a query or form body.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name, true), decode(value, true)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_methods() {
        for (method, path, expected) in [
            ("POST", "", Some(("spreadsheets.create", "", ""))),
            ("GET", "/ID", Some(("spreadsheets.get", "ID", ""))),
            ("POST", "/ID:batchUpdate", Some(("spreadsheets.batchUpdate", "ID", ""))),
            ("GET", "/ID/values/%27A%2FB%27!A1%3AB2", Some(("spreadsheets.values.get", "ID", "'A/B'!A1:B2"))),
            ("PUT", "/ID/values/A1:B2", Some(("spreadsheets.values.update", "ID", "A1:B2"))),
            ("POST", "/ID/values/A:C:append", Some(("spreadsheets.values.append", "ID", "A:C"))),
            ("POST", "/ID/values:batchClear", Some(("spreadsheets.values.batchClear", "ID", ""))),
            ("POST", "/ID/sheets/7:copyTo", Some(("spreadsheets.sheets.copyTo", "ID", "7"))),
            ("GET", "/ID/developerMetadata/5", Some(("spreadsheets.developerMetadata.get", "ID", "5"))),
            ("DELETE", "/ID", None),
        ] {
            let expected = expected.map(|(name, id, target)| (name, id.to_owned(), target.to_owned()));
            assert_eq!(Call::route(method, path), expected, "{method} {path}");
        }
    }
}
