//! A second opinion on the plan, written without looking at the planner: what must hold for any plan. Only what passes here can be written.

use std::collections::BTreeSet;
use std::fmt;

use super::changes::CELL_CHARACTERS_MAX;
use super::{AddedCell, CellText, ColumnWrite, Plan};
use crate::decide::book::{ColumnKey, Contract, Owner, Snapshot, TabKey};

/// Rows that one plan may add. A pass that wants more has run wild: the largest honest case is the first hand-over of a long list,
/// which `additions_max` of the settings already spreads over passes.
const ADDITIONS_MAX: usize = 2_000;

/// A plan that passed the audit; nothing else can be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AuditedPlan(Plan);

impl AuditedPlan {
    /// What shall be written.
    pub fn plan(&self) -> &Plan {
        &self.0
    }
}

/// Something that must never be in a plan. It is a fault of the program: nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Short name in snake_case.
    pub code: &'static str,
    /// Where in the plan.
    pub place: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}. Nothing was written; this is a fault of tossup, please report it.",
            self.place, self.code
        )
    }
}

/// Lets a plan through, or says what is wrong with it.
///
/// Errors: every violation found, none left out.
pub fn audit(plan: Plan, snapshot: &Snapshot, contract: &Contract) -> Result<AuditedPlan, Vec<Violation>> {
    let mut violations = Vec::new();
    for write in &plan.writes {
        audit_write(write, &plan, snapshot, contract, &mut violations);
    }
    audit_additions(&plan, snapshot, contract, &mut violations);
    if plan.values.iter().any(is_too_long) {
        violations.push(Violation { code: "cell_longer_than_google_takes", place: "values".to_owned() });
    }
    if violations.is_empty() { Ok(AuditedPlan(plan)) } else { Err(violations) }
}

fn is_too_long(value: &CellText) -> bool {
    matches!(value, CellText::Text(text) if text.chars().count() > CELL_CHARACTERS_MAX)
}

fn audit_write(
    write: &ColumnWrite,
    plan: &Plan,
    snapshot: &Snapshot,
    contract: &Contract,
    found: &mut Vec<Violation>,
) {
    let mut violate = |code| found.push(Violation { code, place: write.column.as_str().to_owned() });
    let owner = contract.column(write.column).map(|(tab, column)| (tab.key, column.owner));
    if owner != Some((write.tab, Owner::Tossup)) {
        violate("write_to_a_column_that_is_not_ours");
    }
    let tab = snapshot.tab(contract, write.tab);
    let position = tab.and_then(|tab| tab.locate(contract, write.tab).position(write.column));
    let binding = tab.zip(position).and_then(|(tab, position)| tab.binding(write.column, position));
    if binding.is_none_or(|binding| binding.metadata_id != write.metadata_id) {
        violate("write_without_the_columns_tag");
    }
    let rows = tab.map_or(0, |tab| tab.row_count());
    if write.cells.len().max(write.ids.len()) > rows {
        violate("write_below_the_last_row");
    }
    if write.cells.iter().any(|number| number as usize > plan.values.len()) {
        violate("value_that_is_not_in_the_plan");
    }
    if !write.ids.is_empty() && write.column != ColumnKey::LeadId {
        violate("ids_outside_the_id_column");
    }
}

fn audit_additions(plan: &Plan, snapshot: &Snapshot, contract: &Contract, found: &mut Vec<Violation>) {
    let mut seen = BTreeSet::new();
    let in_sheet =
        if plan.additions.is_empty() { BTreeSet::new() } else { keys_in_sheet(snapshot, contract) };
    for addition in &plan.additions {
        let mut violate = |code| found.push(Violation { code, place: addition.key.clone() });
        if !matches!(addition.tab, TabKey::Handoffs | TabKey::Reminders | TabKey::History) {
            violate("row_for_a_tab_that_is_not_ours");
        }
        if addition.key.is_empty() || !seen.insert((addition.tab, addition.key.as_str())) {
            violate("row_without_a_key_of_its_own");
        }
        if in_sheet.contains(&(addition.tab, addition.key.clone())) {
            violate("row_that_is_already_in_the_sheet");
        }
        if addition.cells.iter().any(|AddedCell { value, .. }| is_too_long(value)) {
            violate("cell_longer_than_google_takes");
        }
        if !addition
            .cells
            .iter()
            .any(|cell| matches!(&cell.value, CellText::Text(text) if **text == addition.key))
        {
            violate("row_that_does_not_hold_its_key");
        }
    }
    if plan.additions.len() > ADDITIONS_MAX {
        found.push(Violation { code: "more_rows_than_one_pass_may_add", place: "additions".to_owned() });
    }
}

/// The keys that stand in the tabs already. 履歴 is read by key only after a write of unknown fate.
fn keys_in_sheet(snapshot: &Snapshot, contract: &Contract) -> BTreeSet<(TabKey, String)> {
    let keyed = [
        (TabKey::Handoffs, ColumnKey::HandoffId),
        (TabKey::Reminders, ColumnKey::ReminderId),
        (TabKey::History, ColumnKey::HistoryId),
    ];
    let mut keys = BTreeSet::new();
    for (key, column) in keyed {
        let Some(tab) = snapshot.tab(contract, key) else { continue };
        let position = tab.locate(contract, key).position(column);
        let cells =
            position.and_then(|position| tab.column_at(position)).map_or(&[][..], |column| &column.cells);
        keys.extend(cells.iter().map(|&cell| (key, snapshot.text(cell).trim().to_owned())));
    }
    keys
}
