//! Rules, conditions and their Japanese phrases, score, breakdown, labels.

mod batch;
mod cell;
mod checks;
mod compile;
mod condition;
mod contact;
mod explain;
mod explanation;
mod judge;
mod last_good;
mod memory;
mod needs_check;
mod next_label;
mod own_column;
pub mod phrase;
mod phrased;
mod probe;
mod reach;
mod rule;
mod rulebook;
mod score;
mod setting;
mod teller;
mod told;
mod verdict;
mod version;

pub use batch::{Outcome, Scored, score_all};
pub use checks::{CheckContext, Finding, check_book, check_rows, reading_with_findings};
pub use condition::{Answers, Bounds, CellTest, Clause, Filled, Measure, Place, Question, Since};
pub use explain::reading_reason;
pub use explanation::{ExplainedCell, ExplainedRule, Explanation, explain_row};
pub use judge::{Judge, JudgeContext, prepare};
pub use memory::{RuleMemory, RuleRow};
pub use next_label::{NextLabel, Step};
pub use reach::Reach;
pub use rule::{Group, PAID_TIMES_MAX, Rule, RuleBook};
pub use rulebook::{RuleBookReading, RuleContext, read_rule_book};
pub use score::{Caps, Cutoff, Cutoffs, Priority, Score, Status, Tally};
pub use verdict::{RuleVerdict, Standing, Truth};

/// Position of the only header with this text; `None` for none or several.
fn only_position(headers: &[String], name: &str) -> Option<u32> {
    let mut found = (0u32..)
        .zip(headers)
        .filter(|(_, header)| crate::decide::book::same_header(header, name))
        .map(|(position, _)| position);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
