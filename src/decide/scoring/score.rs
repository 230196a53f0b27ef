//! Points, caps, labels: from the verdicts of the rules on one row to its score. Pure arithmetic.

use super::rule::{Group, Rule, RuleBook};
use super::verdict::RuleVerdict;

/// Label for how soon to act, highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// 高
    High,
    /// 中
    Middle,
    /// 低
    Low,
}

impl Priority {
    /// All of them, highest first.
    pub const ALL: [Priority; 3] = [Priority::High, Priority::Middle, Priority::Low];

    /// Key of its word in `config/words.toml`.
    pub fn word_key(self) -> &'static str {
        match self {
            Priority::High => "priority.high",
            Priority::Middle => "priority.middle",
            Priority::Low => "priority.low",
        }
    }

    /// Position in the list of labels, as the ledger keeps it.
    pub fn position(self) -> u8 {
        self as u8
    }
}

/// Label for what the lead is to sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 今すぐ対応
    Now,
    /// 将来性あり
    Promising,
    /// 経過観察
    Watch,
}

impl Status {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Status; 3] = [Status::Now, Status::Promising, Status::Watch];

    /// Key of its word in `config/words.toml`.
    pub fn word_key(self) -> &'static str {
        match self {
            Status::Now => "status.now",
            Status::Promising => "status.promising",
            Status::Watch => "status.watch",
        }
    }

    /// Position in the list of statuses, as the ledger keeps it.
    pub fn position(self) -> u8 {
        self as u8
    }
}

/// Points that a lead needs for a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cutoff {
    /// The number.
    pub points: i32,
    /// The number itself does not count (超), instead of 以上.
    pub is_over: bool,
}

impl Cutoff {
    /// `points` or more.
    pub fn at_least(points: i32) -> Self {
        Self { points, is_over: false }
    }

    /// These points suffice.
    pub fn is_met(self, points: i32) -> bool {
        points >= self.lowest()
    }

    /// The lowest whole number of points that suffices.
    pub fn lowest(self) -> i32 {
        self.points.saturating_add(i32::from(self.is_over))
    }
}

/// The cut-offs of all labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutoffs {
    /// Score from which a lead goes to sales.
    pub handover: Cutoff,
    /// Score of 高.
    pub high: Cutoff,
    /// Score of 中.
    pub middle: Cutoff,
    /// 属性点 of 将来性あり.
    pub promising: Cutoff,
}

/// Highest sums; `None` is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caps {
    /// Of 属性点.
    pub attribute: Option<i32>,
    /// Of 行動点.
    pub behaviour: Option<i32>,
    /// Of the score.
    pub total: Option<i32>,
}

/// The score of one lead and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Score {
    /// スコア合計.
    pub points: i32,
    /// 属性点, after its cap.
    pub attribute_points: i32,
    /// 行動点, after its cap.
    pub behaviour_points: i32,
    /// Label by the score, before a person's word.
    pub priority: Priority,
    /// Status.
    pub status: Status,
    /// Meets the hand-over threshold and is not excluded.
    pub is_qualified: bool,
    /// An exclusion rule applies (対象外).
    pub is_excluded: bool,
}

/// A score with the parts that add up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// What each rule pays, in the order of the book.
    pub paid: Vec<i32>,
    /// What the cap of the attribute group takes off; zero or negative.
    pub attribute_cut: i32,
    /// What the cap of the behaviour group takes off; zero or negative.
    pub behaviour_cut: i32,
    /// What the cap of the score takes off; zero or negative.
    pub total_cut: i32,
    /// The score.
    pub score: Score,
}

/// Adds up one row.
///
/// Shape: `verdicts` has one entry per rule of the book, in its order.
pub(super) fn tally(book: &RuleBook, verdicts: &[RuleVerdict]) -> Tally {
    let paid: Vec<i32> =
        book.rules.iter().zip(verdicts).map(|(rule, verdict)| points_of(rule, verdict)).collect();
    let group_sum = |group| -> i32 {
        book.rules.iter().zip(&paid).filter(|(rule, _)| rule.group == group).map(|(_, points)| points).sum()
    };
    let attribute = group_sum(Group::Attribute);
    let behaviour = group_sum(Group::Behaviour);
    let attribute_cut = cut(attribute, book.caps.attribute);
    let behaviour_cut = cut(behaviour, book.caps.behaviour);
    let (attribute_points, behaviour_points) = (attribute + attribute_cut, behaviour + behaviour_cut);
    let total_cut = cut(attribute_points + behaviour_points, book.caps.total);
    let is_excluded =
        book.rules.iter().zip(verdicts).any(|(rule, verdict)| rule.is_exclusion && verdict.applies());
    let points = attribute_points + behaviour_points + total_cut;
    let score = book.cutoffs.label(points, attribute_points, behaviour_points, is_excluded);
    Tally { paid, attribute_cut, behaviour_cut, total_cut, score }
}

fn cut(sum: i32, cap: Option<i32>) -> i32 {
    cap.map_or(0, |cap| (cap - sum).min(0))
}

/// What a rule pays by this verdict.
fn points_of(rule: &Rule, verdict: &RuleVerdict) -> i32 {
    if rule.is_exclusion || !verdict.applies() {
        return 0;
    }
    rule.pays(verdict.count)
}

impl Cutoffs {
    /// Labels of a lead with these points; an excluded lead has the lowest ones and never qualifies.
    pub fn label(
        &self,
        points: i32,
        attribute_points: i32,
        behaviour_points: i32,
        is_excluded: bool,
    ) -> Score {
        let is_now = self.handover.is_met(points);
        let (priority, status) = if is_excluded {
            (Priority::Low, Status::Watch)
        } else {
            (self.priority(points), self.status(points, attribute_points))
        };
        Score {
            points,
            attribute_points,
            behaviour_points,
            priority,
            status,
            is_qualified: is_now && !is_excluded,
            is_excluded,
        }
    }

    /// Label of a lead with this score.
    pub fn priority(&self, points: i32) -> Priority {
        if self.high.is_met(points) {
            Priority::High
        } else if self.middle.is_met(points) {
            Priority::Middle
        } else {
            Priority::Low
        }
    }

    /// Status of a lead with this score and these 属性点.
    pub fn status(&self, points: i32, attribute_points: i32) -> Status {
        if self.handover.is_met(points) {
            Status::Now
        } else if self.promising.is_met(attribute_points) {
            Status::Promising
        } else {
            Status::Watch
        }
    }
}
