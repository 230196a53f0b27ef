//! What one pass saw and did, in counts.

use std::collections::BTreeMap;

/// Counts of one pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Rows that are leads.
    pub leads: usize,
    /// Leads by the key of their priority's word.
    pub priorities: BTreeMap<&'static str, usize>,
    /// Leads by the key of their status' word.
    pub statuses: BTreeMap<&'static str, usize>,
    /// Leads whose priority was set by hand.
    pub manual: usize,
    /// Leads that an exclusion rule keeps out.
    pub excluded: usize,
    /// Hand-overs on トスアップリスト.
    pub handoffs: usize,
    /// Hand-overs by the key of their state's word.
    pub states: BTreeMap<&'static str, usize>,
    /// Rows on リマインド.
    pub reminders: usize,
    /// Cells that a rule needs and that could not be understood.
    pub not_understood: usize,
    /// Cells that this pass writes.
    pub cells_written: usize,
    /// Rows that this pass adds.
    pub rows_added: usize,
    /// Rule set in force, as shown.
    pub rule_version: String,
    /// The lowest and the highest score that these rules can give.
    pub reach: (i32, i32),
    /// The pass wants to be followed by another at once.
    pub wants_another: bool,
}

impl Report {
    /// Hand-overs that are overdue.
    pub fn overdue(&self) -> usize {
        self.states.get("state.overdue").copied().unwrap_or(0)
    }
}
