//! The only reader of the environment.

/// Variables that win over the files.
///
/// Shape: an empty variable counts as not set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// `TOSSUP_CONFIG`: path of `tossup.toml`.
    pub config: Option<String>,
    /// `TOSSUP_SPREADSHEET_ID`: replaces `spreadsheet_id`.
    pub spreadsheet_id: Option<String>,
    /// `TOSSUP_CREDENTIALS`: replaces `credentials`; relative to the folder in which the command runs.
    pub credentials: Option<String>,
    /// `TOSSUP_MODE`: replaces `mode`.
    pub mode: Option<String>,
    /// `TOSSUP_LOG`: replaces `log.level`.
    pub log: Option<String>,
}

impl Environment {
    /// The environment of this process.
    pub fn read() -> Self {
        Self {
            config: variable("TOSSUP_CONFIG"),
            spreadsheet_id: variable("TOSSUP_SPREADSHEET_ID"),
            credentials: variable("TOSSUP_CREDENTIALS"),
            mode: variable("TOSSUP_MODE"),
            log: variable("TOSSUP_LOG"),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}
