//! Counts of one pass.

use super::handoffs::HandoffView;
use super::leads::Leads;
use super::sheet::Sheet;
use super::{Plan, Report};
use crate::decide::book::ColumnKey;
use crate::decide::scoring::RuleBook;

/// Counts what the pass saw.
pub(super) fn report(
    sheet: &Sheet<'_>,
    leads: Option<&Leads<'_>>,
    views: &[HandoffView],
    book: &RuleBook,
) -> Report {
    let mut report = Report {
        rule_version: book.version.clone(),
        reach: book.reach(),
        handoffs: views.len(),
        ..Report::default()
    };
    if let Some(leads) = leads {
        count_leads(leads, &mut report);
    }
    for view in views {
        *report.states.entry(view.state.word_key()).or_default() += 1;
    }
    if let Some(part) = &sheet.reminders {
        let is_row = |index: &usize| !part.cell(ColumnKey::ReminderId, *index).is_empty();
        report.reminders = (0..part.tab.row_count()).filter(is_row).count();
    }
    report
}

fn count_leads(leads: &Leads<'_>, report: &mut Report) {
    // The first outcome is that of blank rows.
    let counted = leads.scored.outcomes.iter().zip(leads.scored.row_counts()).skip(1);
    for (outcome, count) in counted.filter(|(_, count)| *count > 0) {
        report.leads += count;
        *report.priorities.entry(outcome.shown_priority().word_key()).or_default() += count;
        *report.statuses.entry(outcome.score.status.word_key()).or_default() += count;
        report.manual += count * usize::from(outcome.manual.is_some());
        report.excluded += count * usize::from(outcome.score.is_excluded);
        report.not_understood += count * outcome.unread_cells as usize;
    }
}

impl Report {
    /// Counts what the pass writes; a pass that writes wants to be followed by one that verifies.
    pub(super) fn count_writes(&mut self, plan: Option<&Plan>) {
        let Some(plan) = plan else { return };
        self.cells_written = plan.cell_count();
        self.rows_added = plan.additions.len();
        self.wants_another |= !plan.is_quiet();
    }
}
