//! Files and environment to checked settings; what is wrong is told with file, line, found, expected and remedy, all of it at once.
//!
//! The shipped files lie in `config/` and are part of the program. `config_dir` in `tossup.toml` names a folder whose files of the same
//! name take their place, file by file.

mod cadence;
mod columns;
mod document;
mod environment;
mod handoff;
mod refusal;
mod rules;
mod schedule;
mod technical;
mod titles;
mod words;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use document::{Complaint, Document};
pub use environment::Environment;
pub use refusal::{ConfigError, Refused};
pub use schedule::{NotASchedule, Schedule};
pub use technical::{LogFormat, Technical};

use crate::decide::plan::Settings;

/// Name of the file with the technical wiring.
pub const TECHNICAL_FILE: &str = "tossup.toml";
/// Bytes of one file at most: the shipped ones have less than a twentieth of it.
const FILE_BYTES_MAX: u64 = 1 << 20;

const TECHNICAL: &str = include_str!("../../config/tossup.toml");
const COLUMNS: &str = include_str!("../../config/columns.toml");
const WORDS: &str = include_str!("../../config/words.toml");
const RULES: &str = include_str!("../../config/rules.toml");
const HANDOFF: &str = include_str!("../../config/handoff.toml");
const CADENCE: &str = include_str!("../../config/cadence.toml");
const TITLES: &str = include_str!("../../config/titles.toml");

/// The shipped files by name, for commands that lay them out for people.
pub const SHIPPED_FILES: [(&str, &str); 7] = [
    (TECHNICAL_FILE, TECHNICAL),
    ("columns.toml", COLUMNS),
    ("words.toml", WORDS),
    ("rules.toml", RULES),
    ("handoff.toml", HANDOFF),
    ("cadence.toml", CADENCE),
    ("titles.toml", TITLES),
];

/// Everything that files and environment decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Wiring, for `command`, `daemon` and `edge`.
    pub technical: Technical,
    /// What the core is told.
    pub core: Settings,
}

/// The settings of `file`, else of `TOSSUP_CONFIG`, else of `./tossup.toml`, else the shipped ones.
///
/// Errors: all of all files at once; a named file that is not there; an unreadable `config_dir`.
pub fn load(file: Option<&Path>, environment: &Environment) -> Result<Loaded, Refused> {
    let named = file.map(Path::to_owned).or_else(|| environment.config.as_ref().map(PathBuf::from));
    let default = PathBuf::from(TECHNICAL_FILE);
    let file = named.or_else(|| default.exists().then_some(default));
    let mut errors = Vec::new();
    let technical = technical(file.as_deref(), environment, &mut errors);
    let folder = technical.as_ref().and_then(|(technical, _)| technical.config_dir.clone());
    check_folder(folder.as_deref(), &mut errors);
    let loaded = assemble(technical, folder.as_deref(), &mut errors);
    loaded.filter(|_| errors.is_empty()).ok_or(Refused { errors })
}

/// The shipped settings, without looking at any file or at the environment.
///
/// Errors: none while the tests of this room pass.
pub fn shipped() -> Result<Loaded, Refused> {
    let mut errors = Vec::new();
    let technical = technical(None, &Environment::default(), &mut errors);
    let loaded = assemble(technical, None, &mut errors);
    loaded.filter(|_| errors.is_empty()).ok_or(Refused { errors })
}

type Wiring = (Technical, crate::decide::plan::Mode);

fn technical(
    file: Option<&Path>,
    environment: &Environment,
    errors: &mut Vec<ConfigError>,
) -> Option<Wiring> {
    let (name, text) = match file {
        None => (shipped_name(TECHNICAL_FILE), Cow::Borrowed(TECHNICAL)),
        Some(path) => (path.display().to_string(), Cow::Owned(file_text(path, errors)?)),
    };
    let document = Document::new(name, text);
    let technical = technical::read(&document, file, environment, errors);
    errors.extend(document.into_errors());
    technical
}

fn assemble(
    technical: Option<Wiring>,
    folder: Option<&Path>,
    errors: &mut Vec<ConfigError>,
) -> Option<Loaded> {
    let mut files = Files { folder, errors };
    let contract = files.read_over("columns.toml", COLUMNS, columns::read);
    let words = files.read_over("words.toml", WORDS, words::read);
    let shipped_rules = files.read("rules.toml", RULES, rules::read);
    let handoff = files.read("handoff.toml", HANDOFF, handoff::read);
    let (cadence, calendar) = files.read("cadence.toml", CADENCE, cadence::read);
    let title_ranks = files.read("titles.toml", TITLES, titles::read);
    let (technical, mode) = technical?;
    let history_rows_max = technical.history_rows_max;
    let words = words::finished(words);
    let core = Settings {
        contract,
        words,
        shipped_rules,
        title_ranks,
        calendar,
        handoff,
        cadence,
        mode,
        history_rows_max,
    };
    Some(Loaded { technical, core })
}

/// The files of the company's folder, or the shipped ones in their place.
struct Files<'f> {
    folder: Option<&'f Path>,
    errors: &'f mut Vec<ConfigError>,
}

impl Files<'_> {
    /// The company's file, else the shipped one.
    fn read<T>(&mut self, name: &str, shipped: &str, read: impl Fn(&Document) -> T) -> T {
        let document = self.own(name).unwrap_or_else(|| Document::new(shipped_name(name), shipped));
        self.keep(document, read)
    }

    /// The shipped file, and the company's checked against it or laid over it.
    fn read_over<T>(&mut self, name: &str, shipped: &str, read: impl Fn(&Document, Option<&T>) -> T) -> T {
        let base = self.keep(Document::new(shipped_name(name), shipped), |document| read(document, None));
        match self.own(name) {
            Some(document) => self.keep(document, |document| read(document, Some(&base))),
            None => base,
        }
    }

    fn own(&mut self, name: &str) -> Option<Document> {
        let path = self.folder.map(|folder| folder.join(name)).filter(|path| path.exists())?;
        Some(Document::new(path.display().to_string(), file_text(&path, self.errors)?))
    }

    fn keep<T>(&mut self, document: Document, read: impl Fn(&Document) -> T) -> T {
        let value = read(&document);
        self.errors.extend(document.into_errors());
        value
    }
}

fn shipped_name(name: &str) -> String {
    format!("config/{name} (shipped)")
}

/// The text of a file, without the mark that some editors put in front.
fn file_text(path: &Path, errors: &mut Vec<ConfigError>) -> Option<String> {
    match try_text(path) {
        Ok(text) => Some(text),
        Err(complaint) => {
            let document = Document::new(path.display().to_string(), "");
            document.complain_of_file(complaint);
            errors.extend(document.into_errors());
            None
        }
    }
}

fn try_text(path: &Path) -> Result<String, Complaint> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Complaint::new(
            "no such file",
            "a configuration file",
            "Mend the path in --config or TOSSUP_CONFIG, or copy the shipped config/tossup.toml there.",
        ),
        _ => Complaint::new(
            error.to_string(),
            "a file that tossup may read",
            "Mend its path or its permissions.",
        ),
    };
    let length = std::fs::metadata(path).map_err(unreadable)?.len();
    if length > FILE_BYTES_MAX {
        let expected = format!("at most {FILE_BYTES_MAX} bytes");
        return Err(Complaint::new(format!("{length} bytes"), expected, "Name the right file."));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map(|text| text.trim_start_matches('\u{FEFF}').to_owned()).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Complaint::new(
            format!("bytes in line {line} that are not UTF-8"),
            "a text file in UTF-8",
            "Save it again as UTF-8 (it is probably in Shift_JIS).",
        )
    })
}

fn check_folder(folder: Option<&Path>, errors: &mut Vec<ConfigError>) {
    let Some(folder) = folder else { return };
    let document = Document::new(folder.display().to_string(), "");
    let known: Vec<&str> = SHIPPED_FILES.iter().map(|(name, _)| *name).collect();
    match std::fs::read_dir(folder) {
        Err(error) => document.complain_of_file(Complaint::new(
            error.to_string(),
            "the folder named by config_dir",
            "Make the folder, or mend config_dir in tossup.toml.",
        )),
        Ok(entries) => {
            let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
            for name in names.filter(|name| name.ends_with(".toml") && !known.contains(&name.as_str())) {
                document.complain_of_file(document::unknown_key(&name, &name, &known));
            }
        }
    }
    errors.extend(document.into_errors());
}
