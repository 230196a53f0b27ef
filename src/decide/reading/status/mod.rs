//! What sales writes about a lead: its state (対応状況) and its result (結果).
//!
//! Negations and expectations stand in the list of rules before the plain positive words, so that 受注ならず and
//! 受注見込み are not read as 受注. After arrows only the last state counts.

mod pattern;
mod rules;

use std::fmt;
use std::sync::LazyLock;

use self::pattern::{Letters, Pattern};
use self::rules::Rule;
use super::Understood;
use super::text;

/// Every reason code that `read_status` can give.
pub const WHY: &[&str] = &[
    "blank",
    "error_cell",
    "ditto",
    "question",
    "no_status",
    "not_started",
    "negated",
    "expected",
    "plain",
    "cannot_be_reached",
    "not_a_target",
    "duplicate",
    "to_be_approached_again",
    "lost_and_to_be_approached_again",
    "bracket_decides",
    "status_too_long",
];

/// Characters of a cell that can tell a state: a year of calls, each on its line. A longer text is something pasted by mistake, and every rule
/// looks through all of it.
const CELL_CHARACTERS_MAX: usize = 1000;

/// Where the contact with a lead stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 未対応.
    New,
    /// 対応中.
    Working,
    /// 接触済み.
    Contacted,
    /// 不在・反応なし.
    NoAnswer,
    /// アポ.
    Appointment,
    /// 保留.
    OnHold,
    /// 再アプローチ・育成へ.
    Recycle,
    /// 終了.
    Closed,
    /// Not understood.
    Unknown,
}

impl Status {
    /// The code of the tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Working => "working",
            Self::Contacted => "contacted",
            Self::NoAnswer => "no_answer",
            Self::Appointment => "appointment",
            Self::OnHold => "on_hold",
            Self::Recycle => "recycle",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}

/// What came of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Not decided.
    Open,
    /// 商談化.
    Opportunity,
    /// 受注.
    Won,
    /// 失注.
    Lost,
    /// 対象外.
    Disqualified,
    /// 重複.
    Duplicate,
}

impl Outcome {
    /// The code of the tables; `-` while nothing is decided.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "-",
            Self::Opportunity => "opportunity",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Disqualified => "disqualified",
            Self::Duplicate => "duplicate",
        }
    }
}

/// State and result that one cell text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusReading {
    /// Where the contact stands.
    pub status: Status,
    /// What came of it.
    pub outcome: Outcome,
}

impl fmt::Display for StatusReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}", self.status.code(), self.outcome.code())
    }
}

/// Reads a cell of 対応状況 or 結果.
///
/// Shape: a blank cell and a dash are `new`; a text that is not understood, or longer than any state, is `unknown`.
/// Source: `domain/README.md` section 6.
pub fn read_status(raw: &str) -> Understood<StatusReading> {
    let clean = text::clean(raw);
    let unknown = StatusReading { status: Status::Unknown, outcome: Outcome::Open };
    if text::is_error_cell(&clean) {
        return Understood::sure(unknown, "error_cell");
    }
    if text::is_ditto(&clean) {
        return Understood::sure(unknown, "ditto");
    }
    if clean.is_empty() || text::is_only_dashes(&clean) {
        return Understood::sure(StatusReading { status: Status::New, outcome: Outcome::Open }, "blank");
    }
    if clean.ends_with('?') {
        return Understood::sure(unknown, "question");
    }
    if clean.chars().nth(CELL_CHARACTERS_MAX).is_some() {
        return Understood::sure(unknown, "status_too_long");
    }
    let (main, note) = split_note(last_of_arrows(&clean));
    let (main, note) = (squash(&main), squash(&note));
    let read = judge(&main);
    combine(read, &note).unwrap_or_else(|| Understood::sure(unknown, "no_status"))
}

/// What follows the last arrow; an arrow at the very end is none.
fn last_of_arrows(clean: &str) -> &str {
    let ends = ["→", "⇒", "➡", "➔", "⇨", "▶", "->", "=>", ">>", "＞", ">"];
    let mut rest = clean.trim();
    for arrow in ends {
        rest = rest.rsplit(arrow).map(str::trim).find(|part| !part.is_empty()).unwrap_or(rest);
    }
    rest
}

/// The text without its bracketed notes, and the notes.
fn split_note(text: &str) -> (String, String) {
    let (mut main, mut note, mut depth) = (String::new(), String::new(), 0_u32);
    for c in text.chars() {
        match c {
            '(' | '【' | '[' | '〔' => depth += 1,
            ')' | '】' | ']' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 => note.push(c),
            c => main.push(c),
        }
    }
    if main.trim().is_empty() { (note, String::new()) } else { (main, note) }
}

/// One spelling for words that sales writes in many ways; blanks, marks, dates and counts are taken out.
fn squash(text: &str) -> String {
    let mut squashed: String = text
        .to_lowercase()
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '!' | '。' | '.' | '♪' | '★' | '☆' | '※' | '~' | '〜' | '…')
        })
        .collect();
    let mut letters = Letters::of(&squashed);
    for (spelling, word) in rules::SPELLINGS {
        if letters.may_hold(spelling) && squashed.contains(spelling) {
            squashed = squashed.replace(spelling, word);
            letters.add(word);
        }
    }
    without_counts(&squashed)
}

/// Takes out dates, times and counts (`5/12`, `14:00`, `×3`, `3回`): they are other columns' business.
fn without_counts(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut kept = String::new();
    let mut at = 0;
    while at < chars.len() {
        let is_times =
            matches!(chars[at], '×' | 'x' | '*') && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        if !chars[at].is_ascii_digit() && !is_times {
            kept.push(chars[at]);
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while chars
            .get(at)
            .is_some_and(|c| c.is_ascii_digit() || matches!(c, '/' | ':' | '-' | '月' | '日' | '時' | '分'))
        {
            at += 1;
        }
        let is_turn = chars.get(at).is_some_and(|c| matches!(c, '回' | '度'));
        let has_date = is_times || is_turn || chars[start..at].iter().any(|c| !c.is_ascii_digit());
        if is_turn {
            at += 1;
            at += usize::from(chars.get(at) == Some(&'目'));
        }
        if !has_date {
            kept.extend(&chars[start..at]);
        }
    }
    kept
}

/// A rule with its patterns taken apart.
struct Line {
    rule: &'static Rule,
    any: Vec<Pattern>,
    none: Vec<Pattern>,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let line =
        |rule: &'static Rule| Line { rule, any: Pattern::list(rule.any), none: Pattern::list(rule.none) };
    rules::RULES.iter().map(line).collect()
});

/// The first rule that fits.
fn judge(text: &str) -> Option<&'static Rule> {
    if text.is_empty() {
        return None;
    }
    let letters = Letters::of(text);
    let is_in = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.is_in(text, &letters));
    LINES.iter().find(|line| is_in(&line.any) && !is_in(&line.none)).map(|line| line.rule)
}

/// Joins what stands before the bracket with what stands in it.
///
/// A lost deal that is to be approached again keeps its result; 架電済（不在） is an absence.
fn combine(main: Option<&'static Rule>, note: &str) -> Option<Understood<StatusReading>> {
    let inside = judge(note);
    let Some(main) = main else {
        return inside.map(|rule| Understood::doubtful(rule.reading(), "bracket_decides"));
    };
    let reading = main.reading();
    let returns = inside.is_some_and(|rule| rule.status == Status::Recycle);
    if reading.outcome == Outcome::Lost && returns {
        let again = StatusReading { status: Status::Recycle, outcome: Outcome::Lost };
        return Some(Understood::sure(again, "lost_and_to_be_approached_again"));
    }
    let is_mere_contact = matches!(reading.status, Status::Contacted | Status::Working);
    match inside {
        Some(rule) if is_mere_contact && says_more(rule.status) && reading.outcome == Outcome::Open => {
            Some(Understood::sure(rule.reading(), "bracket_decides"))
        }
        _ => Some(Understood { value: reading, why: main.why, is_doubtful: main.is_doubtful }),
    }
}

/// A note that only names the means of contact (対応中（電話）) does not change what stands before it.
fn says_more(note: Status) -> bool {
    !matches!(note, Status::Unknown | Status::Contacted | Status::Working)
}
