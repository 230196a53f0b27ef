//! Counts that people type: `120名`, `約100`, `50〜99名`, `2回以上`, `なし`.
//!
//! Order: cells without a value, words that stand for a count, then the phrase grammar in `phrase` over the tokens of `words`.

mod combine;
mod money;
mod notes;
mod phrase;
mod words;

use std::fmt;

use super::Understood;
use super::text;

pub use money::{YenUnit, read_amount, split_unit};

/// Codes of `why` that `read_quantity` gives.
pub const WHY: &[&str] = &[
    "plain",
    "empty",
    "error_cell",
    "ditto",
    "not_answered",
    "word_for_count",
    "approximate",
    "bound",
    "range",
    "vague_range",
    "adjacent_numbers",
    "sum_of_kinds",
    "two_scopes",
    "part_not_added",
    "negative",
    "fraction",
    "change",
    "foreign_unit",
    "date_like",
    "beyond_plausible",
    "not_a_count",
];

/// A count as it was understood.
///
/// Shape: ranges include both ends; `None` at an end is open. Prints in the notation of the reading tables (`=n`, `~n`, `a..b`,
/// `a..`, `..b`, `unknown`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Exactly this many.
    Exact(i64),
    /// About this many; compared as if exact.
    About(i64),
    /// Between the two, ends included.
    Range {
        /// Least count; open where absent.
        low: Option<i64>,
        /// Greatest count; open where absent.
        high: Option<i64>,
    },
    /// Not known. Never the same as zero.
    Unknown,
}

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityField {
    /// People of a company. `なし` is no answer here.
    Employees,
    /// Visits. `なし` is zero here.
    Visits,
    /// Downloads. `なし` is zero here.
    Downloads,
    /// A count of whatever kind.
    Any,
    /// Money in yen.
    Yen,
}

impl QuantityField {
    /// The column counts events, so that "none" is an answer.
    pub(super) fn counts_events(self) -> bool {
        matches!(self, Self::Visits | Self::Downloads)
    }
}

impl Quantity {
    /// Whether the count is at least `n`; `None` where it is unknown or straddles.
    pub fn at_least(&self, n: i64) -> Option<bool> {
        let (low, high) = self.bounds()?;
        if low >= n {
            Some(true)
        } else if high.is_some_and(|high| high < n) {
            Some(false)
        } else {
            None
        }
    }

    /// Whether the count is more than `n`; `None` where it is unknown or straddles.
    pub fn more_than(&self, n: i64) -> Option<bool> {
        self.at_least(n.saturating_add(1))
    }

    /// Whether the count is at most `n`; `None` where it is unknown or straddles.
    pub fn at_most(&self, n: i64) -> Option<bool> {
        self.more_than(n).map(|is_more| !is_more)
    }

    /// Whether the count lies from `low` to `high`, both included; `None` where it is unknown or straddles an end.
    pub fn between(&self, low: i64, high: i64) -> Option<bool> {
        match (self.at_least(low), self.at_most(high)) {
            (Some(true), Some(true)) => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            _ => None,
        }
    }

    /// Least and greatest count; a count is never below zero.
    fn bounds(&self) -> Option<(i64, Option<i64>)> {
        match *self {
            Self::Exact(n) | Self::About(n) => Some((n, Some(n))),
            Self::Range { low, high } => Some((low.unwrap_or(0), high)),
            Self::Unknown => None,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(n) => write!(f, "={n}"),
            Self::About(n) => write!(f, "~{n}"),
            Self::Range { low, high } => {
                low.iter().try_for_each(|low| write!(f, "{low}"))?;
                f.write_str("..")?;
                high.iter().try_for_each(|high| write!(f, "{high}"))
            }
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// Most people that a company can have; a greater number is a phone number or a slip.
const EMPLOYEES_MAX: i64 = 10_000_000;

/// The count in a cell text.
pub fn read_quantity(raw: &str, field: QuantityField) -> Understood<Quantity> {
    let understood = match read_plain(raw) {
        Some(count) => Understood::sure(Quantity::Exact(count), "plain"),
        None => read_text(raw, field),
    };
    let greatest = match understood.value {
        Quantity::Exact(n) | Quantity::About(n) => n,
        Quantity::Range { low, high } => high.or(low).unwrap_or(0),
        Quantity::Unknown => 0,
    };
    if field == QuantityField::Employees && greatest > EMPLOYEES_MAX {
        return unknown("beyond_plausible");
    }
    understood
}

/// Plain ASCII digits, by far the most frequent cell. A leading zero is left to the slow way: phone numbers have one.
fn read_plain(raw: &str) -> Option<i64> {
    let is_plain = (1..=15).contains(&raw.len()) && raw.bytes().all(|byte| byte.is_ascii_digit());
    (is_plain && (raw == "0" || !raw.starts_with('0'))).then(|| raw.parse().ok()).flatten()
}

fn read_text(raw: &str, field: QuantityField) -> Understood<Quantity> {
    // A lone apostrophe is what a sheet's text cells bring along in an export.
    let raw = raw.strip_prefix('\'').filter(|rest| !rest.contains('\'')).unwrap_or(raw);
    let clean = text::lower(text::clean(notes::without_option_mark(raw)));
    if let Some(understood) = read_without_count(&clean).or_else(|| read_word(&clean, field)) {
        return understood;
    }
    let understood = phrase::read(&clean, field);
    if understood.value == Quantity::Unknown
        && let Some(option) = notes::behind_option_number(&clean)
    {
        let behind = phrase::read(option, field);
        if matches!(behind.value, Quantity::Range { .. }) {
            return behind;
        }
    }
    understood
}

pub(super) fn unknown(why: &'static str) -> Understood<Quantity> {
    Understood::sure(Quantity::Unknown, why)
}

/// Cells that hold no count at all.
fn read_without_count(clean: &str) -> Option<Understood<Quantity>> {
    if clean.is_empty() || text::is_only_dashes(clean) {
        Some(unknown("empty"))
    } else if text::is_error_cell(clean) {
        Some(unknown("error_cell"))
    } else if text::is_ditto(clean) {
        Some(unknown("ditto"))
    } else {
        None
    }
}

/// Words that stand for a count in a column of events: `あり` is one or more, `なし` is none.
fn read_word(clean: &str, field: QuantityField) -> Option<Understood<Quantity>> {
    let bare: String = clean.chars().filter(|c| *c != ' ').collect();
    if words::is_no_answer(&bare) {
        return Some(unknown("not_answered"));
    }
    if let Some(count) = words::spelled_count(&bare, field) {
        return Some(Understood::sure(Quantity::Exact(count), "word_for_count"));
    }
    let is_mark = words::SOME.contains(&bare.as_str()) || words::NONE.contains(&bare.as_str());
    if !field.counts_events() {
        let is_unread = is_mark || bare == "〇" || (bare.starts_with('未') && !words::has_number(&bare));
        return is_unread.then(|| unknown("not_answered"));
    }
    if let Some(understood) = word_for_events(&bare) {
        return Some(understood);
    }
    // `あり(2回)`, `済(資料A)`: the remark may bring the count.
    let (main, remarks) = notes::split_remarks(&bare);
    let understood = if remarks.is_empty() { None } else { word_for_events(&main) }?;
    let counted =
        remarks.iter().map(|remark| phrase::read(remark, field)).find(|read| read.value != Quantity::Unknown);
    Some(counted.unwrap_or(understood))
}

fn word_for_events(bare: &str) -> Option<Understood<Quantity>> {
    let value = if words::says_none(bare) {
        Quantity::Exact(0)
    } else if words::says_several(bare) {
        Quantity::Range { low: Some(2), high: None }
    } else if words::says_some(bare) {
        Quantity::Range { low: Some(1), high: None }
    } else {
        return None;
    };
    Some(Understood::sure(value, "word_for_count"))
}
