//! A second opinion on the plan, written without looking at the planner. Only what passes here can be written.

use super::Plan;

/// A plan that passed the audit; nothing else can be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AuditedPlan(Plan);

impl AuditedPlan {
    /// What shall be written.
    pub fn plan(&self) -> &Plan {
        &self.0
    }
}
