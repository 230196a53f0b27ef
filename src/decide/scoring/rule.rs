//! The rule set in force.

use std::collections::BTreeMap;

use super::condition::{CellTest, Clause, Question};
use super::reach::Reach;
use super::score::{Caps, Cutoffs};
use crate::decide::reading::industry::Industries;

/// Which sum a rule pays into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Who they are (属性).
    Attribute,
    /// What they did (行動).
    Behaviour,
}

impl Group {
    /// Key of its word in `config/words.toml`.
    pub fn word_key(self) -> &'static str {
        match self {
            Group::Attribute => "group.attribute",
            Group::Behaviour => "group.behaviour",
        }
    }
}

/// Occurrences that a rule pays for at most where it names no 上限, so that one busy visitor does not outweigh everything.
pub const PAID_TIMES_MAX: u32 = 10;

/// One rule in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// 項目, the short name in the breakdown.
    pub item: String,
    /// Row of スコア設定 it was read from: 0 is the first below the header; `None` for a shipped rule.
    pub row: Option<usize>,
    /// When it applies.
    pub clause: Clause,
    /// The condition in Japanese, as it was understood.
    pub condition_text: String,
    /// Points, once or per occurrence; 0 for an exclusion.
    pub points: i32,
    /// Which sum it pays into.
    pub group: Group,
    /// The most it can pay, in absolute points.
    pub cap: Option<i32>,
    /// Days for which the behaviour counts.
    pub window_days: Option<u32>,
    /// Days were named for a rule on who the lead is, which never expires: they are told, not used.
    pub is_window_unused: bool,
    /// It pays nothing but excludes the lead (対象外).
    pub is_exclusion: bool,
}

impl Rule {
    /// It pays per occurrence.
    pub fn is_per_count(&self) -> bool {
        self.clause.tests().iter().any(|test| matches!(test.question, Question::Times(..)))
    }

    /// Points for this many occurrences, capped.
    pub fn pays(&self, count: u32) -> i32 {
        let times = if self.is_per_count() { count.min(self.times_max()) } else { count.min(1) };
        let points = self.points.saturating_mul(i32::try_from(times).unwrap_or(i32::MAX));
        self.cap.map_or(points, |cap| points.clamp(-cap.abs(), cap.abs()))
    }

    /// Both rules ask for the same, whatever they pay.
    pub fn is_alike(&self, other: &Rule) -> bool {
        self.clause.plain() == other.clause.plain() && self.is_exclusion == other.is_exclusion
    }

    /// So many occurrences are more than are paid for.
    pub fn is_capped(&self, count: u32) -> bool {
        i64::from(self.pays(count)) != i64::from(self.points) * i64::from(count)
    }

    /// Occurrences after which nothing more is paid.
    fn times_max(&self) -> u32 {
        match self.cap {
            None => PAID_TIMES_MAX,
            Some(_) => u32::MAX,
        }
    }

    /// The most that the rule can pay, or take off.
    pub fn pays_at_most(&self) -> i32 {
        if self.is_exclusion { 0 } else { self.pays(u32::MAX) }
    }
}

/// All rules in force, with labels and caps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBook {
    /// The rules, in the order of the tab.
    pub rules: Vec<Rule>,
    /// Cut-offs of the labels.
    pub cutoffs: Cutoffs,
    /// Rows of スコア設定 from which settings came, by the setting's name in `config/words.toml`.
    pub setting_rows: BTreeMap<&'static str, usize>,
    /// Highest sums.
    pub caps: Caps,
    /// ターゲット業種.
    pub targets: Industries,
    /// Ranks of job titles that the company sets differently, by title.
    pub title_ranks: BTreeMap<String, u8>,
    /// Hash of all that decides a score, in hexadecimal.
    pub hash: String,
    /// Readable name of the rule set, e.g. `v3-1a2b3c4d`: the number grows whenever the hash changes.
    pub version: String,
}

impl RuleBook {
    /// The lowest and the highest score that the rules can give.
    pub fn reach(&self) -> (i32, i32) {
        let reach = Reach::of(&self.rules, &self.caps);
        (reach.min(), reach.max())
    }

    /// All tests of all rules, in order; the judge and the verdicts number them so.
    pub fn tests(&self) -> impl Iterator<Item = (usize, &CellTest)> {
        self.rules
            .iter()
            .enumerate()
            .flat_map(|(rule, entry)| entry.clause.tests().into_iter().map(move |test| (rule, test)))
    }
}
