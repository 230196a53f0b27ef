//! Three-valued truth: of a test on a cell, of a condition on a row, of a rule on a row.

use super::condition::Clause;

/// Whether something holds. Unknown is not false: it pays nothing and is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It cannot be told from what the sheet says.
    Unknown,
}

impl Truth {
    /// From a claim that can be told.
    pub fn of(claim: bool) -> Self {
        if claim { Truth::True } else { Truth::False }
    }

    /// The contrary; unknown stays unknown.
    pub fn negated(self) -> Self {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

/// What one test makes of one cell text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CellVerdict {
    /// Whether the test holds.
    pub(super) truth: Truth,
    /// How often it holds, for rules that pay per occurrence; 1 elsewhere.
    pub(super) count: u32,
    /// Code of the reason, for `config/words.toml` under `[why]`.
    pub(super) why: &'static str,
    /// Another company might read the cell otherwise.
    pub(super) is_doubtful: bool,
}

impl CellVerdict {
    /// A verdict that holds or not.
    pub(super) fn told(claim: bool, why: &'static str) -> Self {
        Self { truth: Truth::of(claim), count: 1, why, is_doubtful: false }
    }

    /// A verdict that cannot be given, and why.
    pub(super) fn unknown(why: &'static str) -> Self {
        Self { truth: Truth::Unknown, count: 0, why, is_doubtful: false }
    }

    /// The cell says no, and may soon say yes: somebody who registered may well have come. Other doubts are the company's to settle once
    /// (`config/titles.toml`), not a cell to mend.
    pub(super) fn is_flagged(self) -> bool {
        self.truth == Truth::False && self.why == "planned_only"
    }

    /// The verdict without what no text shows, so that rows that read alike share one outcome.
    pub(super) fn essence(self) -> Self {
        let is_shown = self.truth == Truth::Unknown || self.is_flagged();
        Self {
            why: if is_shown { self.why } else { "" },
            is_doubtful: false,
            count: if self.truth == Truth::True { self.count } else { 0 },
            ..self
        }
    }

    /// The verdict without the reason why it cannot be given: what the score depends on.
    pub(super) fn without_reason(self) -> Self {
        Self { why: if self.truth == Truth::Unknown { "" } else { self.why }, ..self }
    }
}

/// How a rule with validity days stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The rule has no validity days, or the behaviour lies within them.
    Valid,
    /// The behaviour is older than the validity days: the rule does not pay.
    Expired,
    /// There is no date of the behaviour: nothing expires, and the breakdown says so.
    Undated,
}

/// What one rule makes of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleVerdict {
    /// Whether its condition holds.
    pub truth: Truth,
    /// How often, for rules that pay per occurrence.
    pub count: u32,
    /// Whether the behaviour still counts.
    pub standing: Standing,
    /// Tests that cannot be told and leave the condition open; positions in the judge's list.
    pub open_tests: Vec<usize>,
}

impl RuleVerdict {
    /// The condition holds, and the behaviour still counts.
    pub fn applies(&self) -> bool {
        self.truth == Truth::True && self.standing != Standing::Expired
    }

    /// Whether the rule applies today, where that can be told.
    pub(super) fn today(&self) -> Truth {
        match self.truth {
            Truth::True => Truth::of(self.applies()),
            truth => truth,
        }
    }
}

/// Combines the tests of a condition; they stand in `verdicts` from `first_test` on, in the order of the condition.
pub(super) fn combine(clause: &Clause, first_test: usize, verdicts: &[CellVerdict]) -> RuleVerdict {
    let mut position = first_test;
    fold(clause, &mut position, verdicts)
}

fn fold(clause: &Clause, position: &mut usize, verdicts: &[CellVerdict]) -> RuleVerdict {
    match clause {
        Clause::Test(_) => {
            let test = *position;
            *position += 1;
            let verdict = verdicts.get(test).copied().unwrap_or(CellVerdict::unknown("no_column"));
            RuleVerdict {
                truth: verdict.truth,
                count: verdict.count,
                standing: Standing::Valid,
                open_tests: if verdict.truth == Truth::Unknown { vec![test] } else { Vec::new() },
            }
        }
        Clause::All(parts) => decide(Truth::False, parts, position, verdicts),
        Clause::Any(parts) => decide(Truth::True, parts, position, verdicts),
    }
}

/// One part with the truth `decisive` decides; else an unknown part leaves it open; else it is the contrary.
fn decide(decisive: Truth, parts: &[Clause], position: &mut usize, verdicts: &[CellVerdict]) -> RuleVerdict {
    let parts: Vec<RuleVerdict> = parts.iter().map(|part| fold(part, position, verdicts)).collect();
    let is_any = |truth| parts.iter().any(|part| part.truth == truth);
    let truth = if is_any(decisive) {
        decisive
    } else if is_any(Truth::Unknown) {
        Truth::Unknown
    } else {
        decisive.negated()
    };
    let holding = parts.iter().filter(|part| part.truth == Truth::True);
    RuleVerdict {
        truth,
        count: holding.map(|part| part.count).max().unwrap_or(0),
        standing: Standing::Valid,
        open_tests: match truth {
            Truth::Unknown => parts.into_iter().flat_map(|part| part.open_tests).collect(),
            _ => Vec::new(),
        },
    }
}
