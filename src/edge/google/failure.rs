//! What an answer, or the lack of one, means: was the write applied, may it be tried again, what should a person do.
//!
//! The body of an answer is never quoted: Google repeats cell texts in some of its messages.

use std::time::Duration;

use serde::Deserialize;

use crate::decide::plan::Fate;
use crate::seam::{Failure, Retry};

/// Quota buckets are refilled each minute.
const QUOTA_WAIT: Duration = Duration::from_secs(60);
/// Long enough for a restart of a server or a router, short enough for a lead to be handed over in time.
const OUTAGE_WAIT: Duration = Duration::from_secs(30);

/// How soon a share that a person has to change is asked for again; repeated failures wait longer.
const MENDING_WAIT: Duration = Duration::from_secs(60);

/// One call, as messages name it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    /// The spreadsheet and the method, for people.
    pub(super) place: &'a str,
    /// The call changes the spreadsheet.
    pub(super) is_write: bool,
}

/// What the caller may do with a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// Not to be sent again as it is.
    No,
    /// A read may be sent again after a growing wait; a write may not.
    ReadOnly,
    /// Certainly not applied: may be sent again after a growing wait.
    Always,
    /// Certainly not applied; the quota is spent. Holds the wait that the server asked for.
    AfterQuota(Option<Duration>),
    /// The token was not accepted: once more with a new one.
    NewToken,
}

/// A failed attempt.
#[derive(Debug, Clone)]
pub(super) struct CallError {
    /// What is told when there is no further attempt.
    pub(super) failure: Box<Failure>,
    /// Whether there may be one.
    pub(super) again: Again,
}

/// The parts of Google's error envelope that hold no text of a person.
#[derive(Debug, Default, Deserialize)]
struct Envelope {
    #[serde(default)]
    error: GoogleError,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct GoogleError {
    message: String,
    status: String,
    details: Vec<Detail>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Detail {
    reason: String,
    metadata: Metadata,
    field_violations: Vec<FieldViolation>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    quota_limit: String,
    quota_limit_value: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FieldViolation {
    field: String,
}

/// What is told apart from place and fate.
struct Told {
    code: &'static str,
    found: String,
    expected: &'static str,
    remedy: String,
    retry: Retry,
}

impl Call<'_> {
    fn error(&self, told: Told, fate: Fate, again: Again) -> CallError {
        let fate = if self.is_write { fate } else { Fate::Refused };
        CallError {
            failure: Box::new(Failure {
                code: told.code,
                place: self.place.to_owned(),
                found: told.found,
                expected: told.expected.to_owned(),
                remedy: told.remedy,
                retry: told.retry,
                fate,
            }),
            again,
        }
    }

    /// Meaning of an answer with a status other than 2xx.
    pub(super) fn refused(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> CallError {
        let error = serde_json::from_slice::<Envelope>(body).unwrap_or_default().error;
        match status {
            401 => self.error(unauthenticated(), Fate::Refused, Again::NewToken),
            429 => self.error(quota(&error, retry_after), Fate::Refused, Again::AfterQuota(retry_after)),
            409 => self.error(conflict(), Fate::Unknown, Again::ReadOnly),
            403 if is_rate_limit(&error) => {
                self.error(quota(&error, retry_after), Fate::Refused, Again::AfterQuota(retry_after))
            }
            400..=499 => self.error(refusal((status, self.is_write), &error), Fate::Refused, Again::No),
            _ => self.error(server_error(status, retry_after), Fate::Unknown, Again::ReadOnly),
        }
    }

    /// A 2xx answer that is a web page: a gateway or sign-in page stands between us and Google.
    pub(super) fn web_page(&self) -> CallError {
        let told = Told {
            code: "captive_portal",
            found: "a web page instead of JSON".to_owned(),
            expected: "an answer of the Sheets API",
            remedy:
                "Check base_url in tossup.toml, and whether a proxy or sign-in page answers on this network."
                    .to_owned(),
            retry: Retry::After(QUOTA_WAIT),
        };
        self.error(told, Fate::Unknown, Again::No)
    }

    /// A 2xx answer that cannot be decoded; `found` says where and holds no text of the answer.
    pub(super) fn unparsable(&self, found: String) -> CallError {
        let told = Told {
            code: "unparsable",
            found,
            expected: "an answer of the Sheets API as JSON",
            remedy: "The next pass reads again; if this stays, check base_url and report it.".to_owned(),
            retry: Retry::After(OUTAGE_WAIT),
        };
        self.error(told, Fate::Unknown, Again::ReadOnly)
    }

    /// No answer within the time limit.
    pub(super) fn timed_out(&self, limit: Duration) -> CallError {
        let told = Told {
            code: "timeout",
            found: format!("no complete answer within {} s", limit.as_secs()),
            expected: "an answer",
            remedy: "The next pass reads the sheet and goes on from there; if this stays, check the network."
                .to_owned(),
            retry: Retry::After(OUTAGE_WAIT),
        };
        self.error(told, Fate::Unknown, Again::ReadOnly)
    }

    /// The connection could not be made: nothing was sent.
    pub(super) fn unreachable(&self) -> CallError {
        let told = Told {
            code: "network",
            found: "no connection".to_owned(),
            expected: "a server that listens there",
            remedy: "Check the network, the proxy and base_url in tossup.toml.".to_owned(),
            retry: Retry::After(OUTAGE_WAIT),
        };
        self.error(told, Fate::Refused, Again::Always)
    }

    /// The connection broke before the answer was complete.
    pub(super) fn broken(&self) -> CallError {
        let told = Told {
            code: "network",
            found: "a connection that broke before the answer was complete".to_owned(),
            expected: "a whole answer",
            remedy: "The next pass reads the sheet and goes on from there; if this stays, check the network."
                .to_owned(),
            retry: Retry::After(OUTAGE_WAIT),
        };
        self.error(told, Fate::Unknown, Again::ReadOnly)
    }

    /// A request that could not be built: nothing was sent.
    pub(super) fn unsendable(&self, found: &str) -> CallError {
        let told = Told {
            code: "bad_request",
            found: found.to_owned(),
            expected: "a request that can be sent",
            remedy: "Check base_url and spreadsheet_id in tossup.toml.".to_owned(),
            retry: Retry::Never,
        };
        self.error(told, Fate::Refused, Again::No)
    }

    /// The token endpoint gave no token: nothing was sent.
    pub(super) fn without_token(&self, failure: Failure, again: Again) -> CallError {
        CallError { failure: Box::new(failure), again }
    }
}

fn is_rate_limit(error: &GoogleError) -> bool {
    error.status == "RESOURCE_EXHAUSTED"
        || error.details.iter().any(|detail| detail.reason == "RATE_LIMIT_EXCEEDED")
}

fn unauthenticated() -> Told {
    Told {
        code: "unauthenticated",
        found: "401: the token was not accepted, nor was a new one".to_owned(),
        expected: "a token that the server knows",
        remedy: "Check that the key file belongs to this server; make a new key if the old one was deleted."
            .to_owned(),
        retry: Retry::Never,
    }
}

fn quota(error: &GoogleError, retry_after: Option<Duration>) -> Told {
    let metadata = error.details.iter().map(|detail| &detail.metadata).find(|m| !m.quota_limit.is_empty());
    let found = match metadata {
        Some(m) => format!("the quota {} of {} is spent", m.quota_limit, m.quota_limit_value),
        None => "the quota is spent".to_owned(),
    };
    Told {
        code: "quota",
        found,
        expected: "a call within the quota",
        remedy: "Nothing was applied; the next pass waits and tries again. If this stays, raise the quota or poll less often."
            .to_owned(),
        retry: Retry::After(retry_after.unwrap_or(QUOTA_WAIT)),
    }
}

fn conflict() -> Told {
    Told {
        code: "conflict",
        found: "409: the operation was aborted".to_owned(),
        expected: "an applied operation",
        remedy: "The next pass reads the sheet and goes on from there.".to_owned(),
        retry: Retry::Now,
    }
}

fn server_error(status: u16, retry_after: Option<Duration>) -> Told {
    Told {
        code: "server_error",
        found: format!("status {status}"),
        expected: "200",
        remedy: "The server has a problem of its own; the next pass reads the sheet and goes on from there."
            .to_owned(),
        retry: Retry::After(retry_after.unwrap_or(OUTAGE_WAIT)),
    }
}

/// Part of Google's message, what it means, what was expected, what to do, and when to try again.
type KnownRefusal = (&'static str, &'static str, &'static str, &'static str, &'static str, Retry);

/// Refusals that Google tells apart only by the words of the message.
const KNOWN: [KnownRefusal; 7] = [
    (
        "must not be an Office file",
        "office_file",
        "an Excel file opened in Office mode",
        "a Google spreadsheet",
        "Choose ファイル > Google スプレッドシートとして保存, and put the new file's id into spreadsheet_id.",
        Retry::Never,
    ),
    (
        "protected cell or object",
        "protected",
        "a protected cell among those to write",
        "cells that the service account may edit",
        "Allow the service account in データ > シートと範囲を保護, or take the own columns out of the protection.",
        Retry::Never,
    ),
    (
        "Unable to parse range",
        "range_refused",
        "a tab that is not there under this title",
        "the tab as it was read last",
        "The structure is read again; if this stays, rename the tab back or add its title to config/columns.toml.",
        Retry::Now,
    ),
    (
        "exceeds grid limits",
        "range_refused",
        "a column or row outside the grid",
        "the grid as it was read last",
        "The structure is read again.",
        Retry::Now,
    ),
    (
        "above the limit of",
        "cell_limit",
        "a spreadsheet at its limit of cells",
        "room for more rows",
        "Delete empty rows and columns, or move old rows to another file.",
        Retry::Never,
    ),
    (
        "maximum of 50000 characters",
        "cell_too_long",
        "a text of more than 50,000 characters",
        "at most 50,000 characters a cell",
        "This is a fault of tossup; please report it.",
        Retry::Never,
    ),
    (
        "insufficient authentication scopes",
        "scope_missing",
        "a token without the scope for spreadsheets",
        "the scope https://www.googleapis.com/auth/spreadsheets",
        "Use a service-account key of a project with the Sheets API switched on.",
        Retry::Never,
    ),
];

fn refusal((status, is_write): (u16, bool), error: &GoogleError) -> Told {
    if let Some(&(_, code, found, expected, remedy, retry)) =
        KNOWN.iter().find(|(part, ..)| error.message.contains(part))
    {
        return Told {
            code,
            found: format!("{status}: {found}"),
            expected,
            remedy: remedy.to_owned(),
            retry,
        };
    }
    if is_disabled(error) {
        return api_disabled(error);
    }
    match status {
        403 if is_write => view_only(),
        403 => not_shared(),
        404 => not_found(),
        _ => bad_request(status, error),
    }
}

fn is_disabled(error: &GoogleError) -> bool {
    error.message.contains("it is disabled")
        || error.details.iter().any(|detail| detail.reason == "SERVICE_DISABLED")
}

fn api_disabled(error: &GoogleError) -> Told {
    let project: String = error
        .message
        .split("in project ")
        .nth(1)
        .unwrap_or_default()
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    Told {
        code: "api_disabled",
        found: format!("403: the Google Sheets API is switched off in project {project}"),
        expected: "a project with the Google Sheets API switched on",
        remedy: format!(
            "Switch it on at https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project={project} and wait a few minutes."
        ),
        retry: Retry::Never,
    }
}

/// Every pass reads before it writes, so the spreadsheet can be opened.
fn view_only() -> Told {
    Told {
        code: "view_only",
        found: "403: the service account may open it, but not edit it".to_owned(),
        expected: "a spreadsheet shared with the service account as 編集者",
        remedy: "Nothing was written. In 共有, change the client_email of the key file from 閲覧者 to 編集者 (Editor)."
            .to_owned(),
        // Not `Never`, which would put the blame on a tab: no tab is at fault, and none has to rest once this is mended.
        retry: Retry::After(MENDING_WAIT),
    }
}

fn not_shared() -> Told {
    Told {
        code: "not_shared",
        found: "403: the service account may not open it".to_owned(),
        expected: "a spreadsheet shared with the service account as 編集者",
        remedy: "Share the spreadsheet with the client_email of the key file, as 編集者 (Editor).".to_owned(),
        retry: Retry::Never,
    }
}

fn not_found() -> Told {
    Told {
        code: "not_found",
        found: "404: there is no such spreadsheet, or it was deleted".to_owned(),
        expected: "the id of an existing spreadsheet",
        remedy: "Copy the id from the address bar, between /d/ and /edit, into spreadsheet_id.".to_owned(),
        retry: Retry::Never,
    }
}

fn bad_request(status: u16, error: &GoogleError) -> Told {
    let fields: Vec<&str> = error
        .details
        .iter()
        .flat_map(|detail| &detail.field_violations)
        .map(|violation| violation.field.as_str())
        .filter(|field| !field.is_empty())
        .collect();
    let at = if fields.is_empty() { String::new() } else { format!(" at {}", fields.join(", ")) };
    Told {
        code: "bad_request",
        found: format!("{status} {}{at}", word(&error.status)),
        expected: "a request that the server understands",
        remedy: "This is a fault of tossup, or the address is not that of a Sheets API; please report it."
            .to_owned(),
        retry: Retry::Never,
    }
}

/// The status name, if it is one: letters and underscores.
fn word(status: &str) -> &str {
    if status.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') { status } else { "" }
}

/// The wait that the header `Retry-After` asks for; only its form in seconds, at most ten minutes.
pub(super) fn retry_after(text: Option<&str>) -> Option<Duration> {
    let seconds: u64 = text?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(600)))
}

#[cfg(test)]
#[path = "failure_tests.rs"]
mod tests;
