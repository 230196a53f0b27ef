//! What may be written in a mode: a pure filter over the plan, in one place.

use super::{Mode, Note, Plan};
use crate::decide::book::TabKey;

/// The part of the plan that the mode allows; what is dropped is noted.
pub fn permit(plan: Plan, mode: Mode) -> Plan {
    let Plan { values, writes, additions, mut notes } = plan;
    let wanted = writes.len() + additions.len();
    let writes: Vec<_> = writes.into_iter().filter(|write| allows_write(mode, write.tab)).collect();
    let additions: Vec<_> = additions.into_iter().filter(|_| mode == Mode::Full).collect();
    let dropped = wanted - writes.len() - additions.len();
    if dropped > 0 {
        let text = format!(
            "mode is {}: {dropped} column writes and rows were planned and not written",
            mode.as_str()
        );
        notes.push(Note { code: "mode", count: dropped, text });
    }
    Plan { values, writes, additions, notes }
}

fn allows_write(mode: Mode, tab: TabKey) -> bool {
    match mode {
        Mode::Observe => false,
        Mode::Score => tab == TabKey::Leads,
        Mode::Full => true,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Addition, ColumnWrite, Reason};
    use super::*;
    use crate::decide::book::ColumnKey;

    fn write(tab: TabKey, column: ColumnKey) -> Arc<ColumnWrite> {
        let write = ColumnWrite {
            tab,
            column,
            metadata_id: 1,
            cells: vec![1].into(),
            ids: Vec::new(),
            reason: Reason::FirstValue,
        };
        write.into()
    }

    #[test]
    fn each_mode_lets_through_what_it_names() {
        let addition = Addition {
            tab: TabKey::Handoffs,
            sheet_id: 1,
            key: "k".to_owned(),
            cells: Vec::new(),
            reason: Reason::Qualified,
        };
        let plan = Plan {
            writes: vec![
                write(TabKey::Leads, ColumnKey::LeadScore),
                write(TabKey::Handoffs, ColumnKey::HandoffState),
            ],
            additions: vec![addition],
            ..Plan::default()
        };
        for (mode, writes, additions, notes) in
            [(Mode::Observe, 0, 0, 1), (Mode::Score, 1, 0, 1), (Mode::Full, 2, 1, 0)]
        {
            let permitted = permit(plan.clone(), mode);
            let counts = (permitted.writes.len(), permitted.additions.len(), permitted.notes.len());
            assert_eq!(counts, (writes, additions, notes), "{mode:?}");
        }
    }
}
