//! From the rows of スコア設定 to the rule set in force.
//!
//! **A bad row never stops the scoring**: the last version of it that could be read stays in force, and the sheet says what is wrong.

use std::collections::BTreeMap;

use super::compile::{self, RowTrouble};
use super::last_good::last_good;
use super::memory::{RuleMemory, RuleRow};
use super::rule::{Rule, RuleBook};
use super::setting::{Setting, SettingValue, Settings};
use super::{phrased, version};
use crate::decide::book::{CellRef, ColumnKey, Contract, Located, Problem, TabKey, Words};
use crate::decide::reading::text;

/// Rules and settings that are read; a team that needs more has stopped understanding its scores. The rest is told as a problem.
const ROWS_MAX: usize = 300;

/// What the reading of the rules is told.
#[derive(Debug, Clone, Copy)]
pub struct RuleContext<'a> {
    /// Tabs and columns.
    pub contract: &'a Contract,
    /// Words that the sheet shows.
    pub words: &'a Words,
    /// Row 1 of the lead tab.
    pub lead_headers: &'a [String],
    /// Where the columns of スコア設定 stand, to name its cells.
    pub rule_columns: &'a Located,
    /// Rules that are in force while the tab has none.
    pub shipped: &'a [RuleRow],
    /// Ranks of job titles that the company sets differently, by title.
    pub title_ranks: &'a BTreeMap<String, u8>,
}

impl RuleContext<'_> {
    /// Name of a cell of スコア設定; `row` 0 is the first below the header.
    pub(super) fn place(&self, row: Option<usize>, column: ColumnKey) -> CellRef {
        place(self.contract, self.rule_columns, row, column)
    }
}

/// Name of a cell of スコア設定, or of the tab where a rule stands in no row.
pub(super) fn place(
    contract: &Contract,
    columns: &Located,
    row: Option<usize>,
    column: ColumnKey,
) -> CellRef {
    let tab = contract.title(TabKey::Rules);
    match row {
        None => CellRef::tab(tab),
        Some(row) => CellRef {
            tab: tab.to_owned(),
            row: u32::try_from(row).ok().map(|row| row.saturating_add(2)),
            column: columns.position(column),
            header: contract.header(column).to_owned(),
        },
    }
}

/// What was made of the tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBookReading {
    /// The rule set in force.
    pub book: RuleBook,
    /// Text for 読み取り結果, one per row of the tab; empty for a blank row.
    pub rows: Vec<String>,
    /// Rows that could not be read, settings that stand twice, too many rows.
    pub problems: Vec<Problem>,
    /// What to remember until the next pass.
    pub memory: RuleMemory,
}

/// What a row is.
pub(super) enum RowMeaning {
    /// Nothing.
    Blank,
    /// Switched off.
    Off,
    /// A rule.
    Rule(Box<Rule>),
    /// A setting.
    Setting(Setting, SettingValue),
}

impl RowMeaning {
    /// What it says, in Japanese.
    fn describe(&self, words: &Words) -> String {
        match self {
            RowMeaning::Blank => String::new(),
            RowMeaning::Off => words.get("rule_reading.off").to_owned(),
            RowMeaning::Rule(rule) => compile::describe_rule(rule, words),
            RowMeaning::Setting(_, value) => value.describe(words),
        }
    }
}

/// Reads スコア設定.
///
/// Shape: `rows[i]` is row `i + 2` of the tab; no row, or none with a rule, puts the shipped rules in force.
/// Errors: none; what cannot be read is told in its row and as a problem, and its last good version stays in force.
/// Source: tab スコア設定.
pub fn read_rule_book(rows: &[RuleRow], memory: &RuleMemory, context: &RuleContext<'_>) -> RuleBookReading {
    let mut reader = Reader::new(context, memory);
    let used = &rows[..rows.len().min(ROWS_MAX)];
    let read: Vec<Result<RowMeaning, RowTrouble>> = (0..)
        .zip(used)
        .map(|(index, row)| compile::read_row(row, Some(index), context, &reader.own_headers))
        .collect();
    let is_read: Vec<bool> = read.iter().map(Result::is_ok).collect();
    let last_good = last_good(used, &is_read, &memory.good_rows);
    for (index, (meaning, good)) in read.into_iter().zip(last_good).enumerate() {
        reader.read(index, &used[index], meaning, good);
    }
    reader.rows.resize(rows.len(), String::new());
    if rows.len() > ROWS_MAX {
        reader.problems.push(reader.too_many(rows.len()));
    }
    reader.finish(rows.is_empty())
}

struct Reader<'a> {
    context: &'a RuleContext<'a>,
    memory: &'a RuleMemory,
    rules: Vec<Rule>,
    has_rule_rows: bool,
    settings: Settings,
    rows: Vec<String>,
    problems: Vec<Problem>,
    good_rows: Vec<RuleRow>,
    own_headers: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(context: &'a RuleContext<'a>, memory: &'a RuleMemory) -> Self {
        Self {
            context,
            memory,
            rules: Vec::new(),
            has_rule_rows: false,
            settings: Settings::default(),
            rows: Vec::new(),
            problems: Vec::new(),
            good_rows: Vec::new(),
            own_headers: phrased::own_headers(context),
        }
    }

    fn read(
        &mut self,
        index: usize,
        row: &RuleRow,
        meaning: Result<RowMeaning, RowTrouble>,
        good: Option<&RuleRow>,
    ) {
        let item = text::clean(row.get(ColumnKey::RuleItem));
        let is_setting = Setting::of_item(&item, self.context.words).is_some();
        self.has_rule_rows |= !is_setting && !matches!(meaning, Ok(RowMeaning::Blank));
        let reading = match meaning {
            Ok(RowMeaning::Blank) => String::new(),
            Ok(meaning) => {
                self.good_rows.push(row.clone());
                self.take(index, meaning)
            }
            Err(trouble) => self.fall_back(index, good, &trouble),
        };
        self.rows.push(reading);
    }

    /// Puts what was understood in force, and says how it was understood.
    fn take(&mut self, index: usize, meaning: RowMeaning) -> String {
        let words = self.context.words;
        match meaning {
            RowMeaning::Blank => String::new(),
            RowMeaning::Off => words.get("rule_reading.off").to_owned(),
            RowMeaning::Rule(rule) => {
                let text = words.fill("rule_reading.ok", &[("text", &compile::describe_rule(&rule, words))]);
                self.rules.push(*rule);
                text
            }
            RowMeaning::Setting(setting, value) => {
                if self.settings.has(setting) {
                    self.problems.push(self.doubled(index, setting));
                    return words.get("rule_reading.doubled").to_owned();
                }
                let text = words.fill("rule_reading.setting_ok", &[("text", &value.describe(words))]);
                self.settings.set(setting, value, Some(index));
                text
            }
        }
    }

    /// Goes on with the last good version of a row that cannot be read. It is remembered even where it cannot be read today either, because
    /// a column that it needs is gone for a while.
    fn fall_back(&mut self, index: usize, good: Option<&RuleRow>, trouble: &RowTrouble) -> String {
        let words = self.context.words;
        self.good_rows.extend(good.cloned());
        let kept =
            good.and_then(|row| compile::read_row(row, Some(index), self.context, &self.own_headers).ok());
        self.problems.push(self.not_understood(index, trouble, kept.is_some()));
        let values = |good: &str| [("why", trouble.why.clone()), ("good", good.to_owned())];
        let fill = |key: &str, good: &str| {
            let values = values(good);
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            words.fill(key, &values)
        };
        match kept {
            Some(meaning) => {
                let good = meaning.describe(words);
                self.take(index, meaning);
                fill("rule_reading.kept", &good)
            }
            None if trouble.is_question => fill("rule_reading.ask", ""),
            None => fill("rule_reading.unread", ""),
        }
    }

    fn finish(mut self, is_empty: bool) -> RuleBookReading {
        let (context, own) = (self.context, std::mem::take(&mut self.own_headers));
        let shipped =
            || context.shipped.iter().filter_map(|row| compile::read_row(row, None, context, &own).ok());
        if !self.has_rule_rows {
            self.rules = shipped()
                .filter_map(|meaning| match meaning {
                    RowMeaning::Rule(rule) => Some(*rule),
                    _ => None,
                })
                .collect();
        }
        let mut defaults = Settings::default();
        for meaning in shipped() {
            if let RowMeaning::Setting(setting, value) = meaning {
                defaults.set(setting, value, None);
            }
        }
        let mut book =
            self.settings.book(&defaults, std::mem::take(&mut self.rules), self.context.title_ranks.clone());
        self.tell_reach(&book);
        let number = version::stamp(&mut book, self.memory);
        let memory = RuleMemory {
            good_rows: if is_empty { self.memory.good_rows.clone() } else { self.good_rows },
            hash: book.hash.clone(),
            number,
            extra_headers: compile::extra_headers(&book, self.context),
        };
        RuleBookReading { book, rows: self.rows, problems: self.problems, memory }
    }

    /// Says beside the threshold which scores the rules can give.
    fn tell_reach(&mut self, book: &RuleBook) {
        let row = book.setting_rows.get(Setting::Handover.word_key());
        let Some(told) = row.and_then(|row| self.rows.get_mut(*row)) else { return };
        let (min, max) = book.reach();
        let values = [("min", min.to_string()), ("max", max.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        told.push_str(&self.context.words.fill("rule_reading.reach", &values));
    }

    fn not_understood(&self, index: usize, trouble: &RowTrouble, is_kept: bool) -> Problem {
        let consequence = if is_kept {
            "Until then its last good version stays in force."
        } else {
            "Until then it is not used."
        };
        Problem {
            code: "rule_not_understood",
            place: self.context.place(Some(index), trouble.column),
            found: format!("「{}」: {}", trouble.found, trouble.why),
            expected: trouble.expected.to_owned(),
            remedy: format!("Write it so. {consequence}"),
            is_blocking: false,
        }
    }

    fn doubled(&self, index: usize, setting: Setting) -> Problem {
        Problem {
            code: "setting_doubled",
            place: self.context.place(Some(index), ColumnKey::RuleItem),
            found: format!("a second row 「{}」", self.context.words.get(setting.word_key())),
            expected: "each setting once".to_owned(),
            remedy: "Delete one of the two; until then the upper one counts.".to_owned(),
            is_blocking: false,
        }
    }

    fn too_many(&self, count: usize) -> Problem {
        Problem {
            code: "rules_too_many",
            place: self.context.place(Some(ROWS_MAX), ColumnKey::RuleItem),
            found: format!("{count} rows"),
            expected: format!("at most {ROWS_MAX} rows"),
            remedy: "Join or delete rules; the rows from here on are not used.".to_owned(),
            is_blocking: false,
        }
    }
}
