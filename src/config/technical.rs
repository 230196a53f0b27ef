//! `tossup.toml`: the technical wiring, with the environment on top.

use std::path::{Path, PathBuf};
use std::time::Duration;

use timezone::Zone;

use super::document::{Complaint, Document, Section};
use super::environment::Environment;
use super::handoff::{number, set};
use super::refusal::ConfigError;
use super::schedule::Schedule;
use crate::decide::plan::Mode;

const PATH_CHARACTERS_MAX: usize = 4096;

const MODES: [(&str, Mode); 3] = [("observe", Mode::Observe), ("score", Mode::Score), ("full", Mode::Full)];

/// In which form the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Which spreadsheet, which key, when, where the memory lies.
///
/// Source: `tossup.toml`; the variables of [`Environment`] win.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Technical {
    /// The file that was read; nothing when the defaults are in force.
    pub file: Option<PathBuf>,
    /// Id of the spreadsheet; empty while nobody named one: see [`Technical::spreadsheet`].
    pub spreadsheet_id: String,
    /// Service-account key file.
    pub credentials: PathBuf,
    /// Address of the Sheets API, ending in `/`.
    pub base_url: String,
    /// When to look.
    pub schedule: Schedule,
    /// Zone of the schedule and of every date and time in the sheet.
    pub time_zone: Zone,
    /// File of the store.
    pub store: PathBuf,
    /// Folder whose files replace the shipped ones.
    pub config_dir: Option<PathBuf>,
    /// Filter of the log: a level, or a list such as `info,tossup=debug`.
    pub log_filter: String,
    /// Form of the log.
    pub log_format: LogFormat,
    /// Reads of the Sheets API at most. Unit: calls a minute.
    pub reads_per_minute: u32,
    /// Writes of the Sheets API at most. Unit: calls a minute.
    pub writes_per_minute: u32,
    /// Rows that one pass may add to 履歴.
    pub history_rows_max: usize,
    /// Time for making a connection.
    pub connect_timeout: Duration,
    /// Time for one read.
    pub read_timeout: Duration,
    /// Time for one write.
    pub write_timeout: Duration,
    /// Time to bring a running pass to its end after a stop signal.
    pub stop_timeout: Duration,
}

impl Technical {
    /// Id of the spreadsheet.
    ///
    /// Errors: nobody named one.
    pub fn spreadsheet(&self) -> Result<&str, ConfigError> {
        if self.spreadsheet_id.is_empty() { Err(self.no_spreadsheet()) } else { Ok(&self.spreadsheet_id) }
    }

    fn no_spreadsheet(&self) -> ConfigError {
        ConfigError {
            file: self.file.as_ref().map_or("tossup.toml".to_owned(), |file| file.display().to_string()),
            line: 0,
            column: 0,
            found: "no spreadsheet_id".to_owned(),
            expected: "the part between /d/ and /edit in the spreadsheet's address".to_owned(),
            remedy: "Write spreadsheet_id = \"…\", or set TOSSUP_SPREADSHEET_ID.".to_owned(),
        }
    }
}

/// Wiring and mode of the file, of its defaults, and of the environment; errors of the environment go to `errors`.
pub(super) fn read(
    document: &Document,
    file: Option<&Path>,
    environment: &Environment,
    errors: &mut Vec<ConfigError>,
) -> Option<(Technical, Mode)> {
    let root = document.parse()?;
    let mut top = Section::root(document, &root);
    let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
    let time_zone = time_zone(&mut top);
    let schedule = schedule(&mut top, &time_zone);
    let mode = top.choice("mode", &MODES).unwrap_or(Mode::Observe);
    let (log_filter, log_format) = log(top.section("log"));
    let mut limits = top.section("limits");
    let mut timeouts = top.section("timeouts");
    let technical = schedule.map(|schedule| Technical {
        file: file.map(Path::to_owned),
        spreadsheet_id: spreadsheet_id(&mut top),
        credentials: folder.join(path(&mut top, "credentials", "credentials.json")),
        base_url: base_url(&mut top),
        schedule,
        time_zone,
        store: folder.join(path(&mut top, "store", "tossup.db")),
        config_dir: Some(path(&mut top, "config_dir", ""))
            .filter(|dir| !dir.is_empty())
            .map(|dir| folder.join(dir)),
        log_filter,
        log_format,
        reads_per_minute: number(limits.whole("reads_per_minute", 1..=600)).unwrap_or(50),
        writes_per_minute: number(limits.whole("writes_per_minute", 1..=600)).unwrap_or(50),
        history_rows_max: number(limits.whole("history_rows_max", 1..=900)).unwrap_or(200),
        connect_timeout: seconds(&mut timeouts, "connect_s", 120, 10),
        read_timeout: seconds(&mut timeouts, "read_s", 600, 60),
        write_timeout: seconds(&mut timeouts, "write_s", 600, 190),
        stop_timeout: seconds(&mut timeouts, "stop_s", 60, 5),
    });
    let technical = technical?;
    limits.finish();
    timeouts.finish();
    top.finish();
    Some(with_environment(technical, mode, environment, errors))
}

fn with_environment(
    mut technical: Technical,
    mut mode: Mode,
    environment: &Environment,
    errors: &mut Vec<ConfigError>,
) -> (Technical, Mode) {
    set(&mut technical.credentials, environment.credentials.as_ref().map(PathBuf::from));
    set(&mut technical.log_filter, environment.log.clone());
    if let Some(id) = &environment.spreadsheet_id {
        match is_spreadsheet_id(id) {
            true => technical.spreadsheet_id.clone_from(id),
            false => errors.push(of_environment("TOSSUP_SPREADSHEET_ID", id, SPREADSHEET_ID)),
        }
    }
    if let Some(name) = &environment.mode {
        match MODES.iter().find(|(known, _)| known == name) {
            Some((_, named)) => mode = *named,
            None => errors.push(of_environment("TOSSUP_MODE", name, "observe, score or full")),
        }
    }
    (technical, mode)
}

fn of_environment(variable: &str, found: &str, expected: &str) -> ConfigError {
    ConfigError {
        file: format!("{variable} (environment)"),
        line: 0,
        column: 0,
        found: format!("\"{found}\""),
        expected: expected.to_owned(),
        remedy: "Mend the variable, or unset it so that tossup.toml counts.".to_owned(),
    }
}

const SPREADSHEET_ID: &str =
    "letters, digits, - and _: the part between /d/ and /edit in the spreadsheet's address";

fn is_spreadsheet_id(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') && text.len() <= 200
}

fn spreadsheet_id(top: &mut Section<'_>) -> String {
    let id = top.text("spreadsheet_id", 0..=2000).unwrap_or_default();
    if !is_spreadsheet_id(&id) {
        let remedy = "Copy that part alone, without the address around it.";
        top.complain(
            "spreadsheet_id",
            Complaint::new(format!("spreadsheet_id = \"{id}\""), SPREADSHEET_ID, remedy),
        );
    }
    id
}

fn path(top: &mut Section<'_>, key: &'static str, default: &str) -> String {
    let shortest = usize::from(!default.is_empty());
    top.text(key, shortest..=PATH_CHARACTERS_MAX).unwrap_or_else(|| default.to_owned())
}

fn base_url(top: &mut Section<'_>) -> String {
    const DEFAULT: &str = "https://sheets.googleapis.com/";
    let url = top.text("base_url", 1..=2000).unwrap_or_else(|| DEFAULT.to_owned());
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if !rest.is_some_and(|rest| rest.len() > 1 && rest.ends_with('/') && !rest.starts_with('/')) {
        let complaint = Complaint::new(
            format!("base_url = \"{url}\""),
            "an address that begins with https:// or http:// and ends in /",
            format!("Write \"{DEFAULT}\" for Google."),
        );
        top.complain("base_url", complaint);
    }
    url
}

fn time_zone(top: &mut Section<'_>) -> Zone {
    let Some(name) = top.text("time_zone", 1..=100) else { return Zone::tokyo() };
    Zone::named(&name).unwrap_or_else(|_| {
        let complaint = Complaint::new(
            format!("time_zone = \"{name}\""),
            "Asia/Tokyo, or a name of the time zone database of this system",
            "Mend the name, or install the package tzdata.",
        );
        top.complain("time_zone", complaint);
        Zone::tokyo()
    })
}

fn schedule(top: &mut Section<'_>, zone: &Zone) -> Option<Schedule> {
    let text = top.text("schedule", 1..=500).unwrap_or_else(|| "*/1 * * * *".to_owned());
    match Schedule::parse(&text, zone.clone()) {
        Ok(schedule) => Some(schedule),
        Err(error) => {
            top.complain("schedule", Complaint::new(error.found, error.expected, error.remedy));
            // The rest of the file is read with the default, so that all of its errors are told at once.
            Schedule::parse("*/1 * * * *", zone.clone()).ok()
        }
    }
}

fn log(mut section: Section<'_>) -> (String, LogFormat) {
    let filter = section.text("level", 1..=500).unwrap_or_else(|| "info".to_owned());
    let format = section.choice("format", &[("text", LogFormat::Text), ("json", LogFormat::Json)]);
    section.finish();
    (filter, format.unwrap_or(LogFormat::Text))
}

fn seconds(section: &mut Section<'_>, key: &'static str, most: i64, default: u64) -> Duration {
    Duration::from_secs(number(section.whole(key, 1..=most)).unwrap_or(default))
}
