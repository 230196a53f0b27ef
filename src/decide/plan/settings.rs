//! Everything that the core is told apart from what was read: contract, words, what the company decided.

use std::collections::BTreeMap;

use crate::decide::book::{Contract, Words};
use crate::decide::calendar::business::WorkCalendar;
use crate::decide::handoff::HandoffSettings;
use crate::decide::reminder::CadenceSettings;
use crate::decide::scoring::RuleRow;

/// What may be written at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Nothing; the plan is shown.
    Observe,
    /// Own columns of the lead tab.
    Score,
    /// Everything.
    Full,
}

impl Mode {
    /// The name in `tossup.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Observe => "observe",
            Mode::Score => "score",
            Mode::Full => "full",
        }
    }

    /// The mode with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Mode::Observe, Mode::Score, Mode::Full].into_iter().find(|mode| mode.as_str() == name)
    }
}

/// What the core is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Tabs and columns.
    pub contract: Contract,
    /// Words that the sheet shows.
    pub words: Words,
    /// Rules that `init` lays and that are in force while スコア設定 has none.
    pub shipped_rules: Vec<RuleRow>,
    /// Ranks of job titles that the company sets differently, by title.
    pub title_ranks: BTreeMap<String, u8>,
    /// Working days and hours, without the tab 休日.
    pub calendar: WorkCalendar,
    /// Hand-overs.
    pub handoff: HandoffSettings,
    /// Meetings and reminders.
    pub cadence: CadenceSettings,
    /// What may be written.
    pub mode: Mode,
    /// Rows that one pass may add to 履歴; the rest follows in the next passes.
    pub history_rows_max: usize,
}
