//! Telephone numbers of a cell: the one to call in E.164, its extension, and the others.
//!
//! The number of digits decides, not a list of area codes. Nothing is added or put right except the leading zero that sheets drop.

mod absence;
mod number;
mod pieces;
mod segments;

use std::fmt;

use super::Understood;
use super::text::{clean, is_ditto, is_error_cell, is_only_dashes};
pub(super) use absence::says_nothing;
pub use number::Network;
use segments::{Segment, Side};

/// One telephone number.
///
/// Shape: prints as `+81300001234` or `+81300001234;ext=123`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// The number with `+` and country code, digits only.
    pub e164: String,
    /// Digits of the extension behind it.
    pub extension: Option<String>,
    /// What the number is reached through.
    pub network: Network,
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.e164)?;
        match &self.extension {
            Some(extension) => write!(out, ";ext={extension}"),
            None => Ok(()),
        }
    }
}

/// What a cell says about telephone numbers.
///
/// Shape: prints as the main number, `unclear`, `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phone {
    /// The cell says that there is no number, or nothing.
    None,
    /// Something is written that cannot be called as it stands.
    Unclear,
    /// At least one number.
    Known {
        /// The number to call: the first that is not a fax.
        main: PhoneNumber,
        /// All other numbers to call, in the order of the text.
        others: Vec<PhoneNumber>,
    },
}

impl fmt::Display for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => out.write_str("-"),
            Self::Unclear => out.write_str("unclear"),
            Self::Known { main, .. } => main.fmt(out),
        }
    }
}

/// Why codes of [`read_phone`].
pub const WHY: &[&str] = &[
    "empty",
    "error_cell",
    "ditto",
    "phone_none",
    "phone_too_long",
    "phone_without_digits",
    "phone_only_fax",
    "phone_blanked",
    "phone_wrong_digits",
    "phone_number",
    "phone_zero_restored",
    "phone_foreign",
    "phone_machine",
    "phone_several",
];

/// Characters of the longest text that is read for numbers; a longer one is a note in the wrong column.
const LENGTH_MAX: usize = 500;

/// Reads the telephone numbers of a cell.
///
/// Source: `domain/README.md` section 2.4.
pub fn read_phone(raw: &str) -> Understood<Phone> {
    if raw.chars().nth(LENGTH_MAX).is_some() {
        return Understood::sure(Phone::Unclear, "phone_too_long");
    }
    let text = clean(raw);
    if text.is_empty() || is_only_dashes(&text) {
        return Understood::sure(Phone::None, "empty");
    } else if is_error_cell(&text) {
        return Understood::sure(Phone::None, "error_cell");
    } else if is_ditto(&text) {
        return Understood::sure(Phone::None, "ditto");
    } else if says_nothing(&text) {
        return Understood::sure(Phone::None, "phone_none");
    } else if !text.chars().any(|c| c.is_ascii_digit()) {
        return Understood::sure(Phone::Unclear, "phone_without_digits");
    }
    let read = choose(&read_segments(raw));
    // A number may be broken over two lines.
    if read.value == Phone::Unclear && raw.trim().contains('\n') {
        return choose(&read_segments(&text));
    }
    read
}

fn read_segments(raw: &str) -> Vec<Segment> {
    segments::segments(&pieces::pieces(raw))
}

/// The number to call among the segments, and why; or why there is none.
fn choose(segments: &[Segment]) -> Understood<Phone> {
    let mut found: Vec<number::Dialled> = Vec::new();
    for segment in segments.iter().filter(|segment| segment.side != Side::Fax && !segment.is_blanked) {
        for dialled in segment.numbers() {
            if !found.iter().any(|other| other.number == dialled.number) {
                found.push(dialled);
            }
        }
    }
    if found.is_empty() {
        let why = if segments.iter().any(|segment| segment.is_blanked) {
            "phone_blanked"
        } else if segments.iter().any(|segment| segment.side == Side::Fax) {
            "phone_only_fax"
        } else {
            "phone_wrong_digits"
        };
        return Understood::sure(Phone::Unclear, why);
    }
    let main = found.remove(0);
    let others: Vec<PhoneNumber> = found.into_iter().map(|dialled| dialled.number).collect();
    let why = match main.number.network {
        _ if !others.is_empty() => "phone_several",
        _ if main.is_zero_restored => "phone_zero_restored",
        Network::Machine => "phone_machine",
        Network::Foreign => "phone_foreign",
        _ => "phone_number",
    };
    let is_doubtful = why == "phone_machine";
    Understood { value: Phone::Known { main: main.number, others }, why, is_doubtful }
}
