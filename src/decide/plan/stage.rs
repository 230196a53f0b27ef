//! Which part of a plan one pass writes, so that a pass is one call and one bad place cannot hold back the rest.

use std::collections::BTreeSet;
use std::hash::Hasher;

use chrono::{NaiveDateTime, TimeDelta};
use rustc_hash::FxHasher;

use super::{CellText, Ledger, Note, Plan, Stage};
use crate::decide::book::TabKey;

/// Writes of the same cells, one after the other, before they are given up: a format, a merge or a script makes the sheet show something else.
const SAME_CELLS_MAX: u32 = 2;

/// Refusals in a row after which a tab rests; the first may be over as soon as somebody has seen it.
const REFUSALS_UNTIL_REST: u32 = 2;

/// How long a tab that refused a write is left alone. Unit: minutes.
const REFUSED_REST_MINUTES: i64 = 10;

/// The part of the plan that this pass writes: cells or rows.
///
/// Cells go first, because rows freeze what the cells show; a pass that follows one with cells takes the rows first, so that a busy sheet
/// cannot hold them back for ever. Tabs that refused a write rest; after a refusal of several tabs at once they are tried one at a time.
pub(super) fn one_stage(mut plan: Plan, ledger: &mut Ledger, now: NaiveDateTime) -> (Plan, Option<Stage>) {
    rest_refused_tabs(&mut plan, ledger, now);
    give_up_stubborn_cells(&mut plan, ledger);
    let stage = match (plan.writes.is_empty(), plan.additions.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Stage::Rows),
        (false, false) if ledger.latest_stage == Some(Stage::Cells) => Some(Stage::Rows),
        (false, _) => Some(Stage::Cells),
    };
    let Plan { values, writes, additions, notes } = plan;
    let mut plan = match stage {
        Some(Stage::Cells) => Plan { values, writes, notes, ..Plan::default() },
        Some(Stage::Rows) => Plan { additions, notes, ..Plan::default() },
        None => Plan { notes, ..Plan::default() },
    };
    if ledger.watch.is_careful {
        keep_one_tab(&mut plan);
    }
    ledger.watch.is_careful &= stage.is_some();
    ledger.watch.latest_tabs = tabs(&plan);
    (plan, stage)
}

fn tabs(plan: &Plan) -> BTreeSet<TabKey> {
    let written = plan.writes.iter().map(|write| write.tab);
    written.chain(plan.additions.iter().map(|addition| addition.tab)).collect()
}

fn keep_one_tab(plan: &mut Plan) {
    if let Some(first) = tabs(plan).first().copied() {
        plan.writes.retain(|write| write.tab == first);
        plan.additions.retain(|addition| addition.tab == first);
    }
}

fn rest_refused_tabs(plan: &mut Plan, ledger: &Ledger, now: NaiveDateTime) {
    let is_resting = |(times, at): &(u32, NaiveDateTime)| {
        *times >= REFUSALS_UNTIL_REST && now - *at < TimeDelta::minutes(REFUSED_REST_MINUTES) && *at <= now
    };
    let refused: BTreeSet<TabKey> =
        ledger.watch.refused.iter().filter(|(_, refusal)| is_resting(refusal)).map(|(tab, _)| *tab).collect();
    let before = plan.writes.len() + plan.additions.len();
    plan.writes.retain(|write| !refused.contains(&write.tab));
    plan.additions.retain(|addition| !refused.contains(&addition.tab));
    let resting = before - plan.writes.len() - plan.additions.len();
    if resting > 0 {
        let text = format!(
            "tabs that refused a write rest for {REFUSED_REST_MINUTES} minutes: look for protected cells"
        );
        plan.notes.push(Note { code: "refused_tab", count: resting, text });
    }
}

/// Cells that were written and still do not show what was written are left alone until something else changes.
fn give_up_stubborn_cells(plan: &mut Plan, ledger: &mut Ledger) {
    if plan.writes.is_empty() {
        ledger.watch.latest_cells = None;
        return;
    }
    let latest = ledger.watch.latest_cells;
    let is_given_up =
        latest.is_some_and(|(latest, times)| times >= SAME_CELLS_MAX && latest == cells_hash(plan));
    if is_given_up {
        let count = plan.cell_count();
        plan.writes.clear();
        let text = "cells do not keep what is written into them: look for a date or text format, merged cells or a script".to_owned();
        plan.notes.push(Note { code: "cells_do_not_keep", count, text });
    }
}

/// Books that the cells that were told last are being written.
pub(super) fn remember_cells(ledger: &mut Ledger) {
    let Some(hash) = ledger.watch.told_cells else { return };
    let times = ledger.watch.latest_cells.filter(|(latest, _)| *latest == hash).map_or(0, |(_, times)| times);
    ledger.watch.latest_cells = Some((hash, times + 1));
}

/// These cells were not told before; from now on they are.
pub(super) fn is_news(plan: &Plan, ledger: &mut Ledger) -> bool {
    let hash = cells_hash(plan);
    ledger.watch.told_cells.replace(hash) != Some(hash)
}

fn cells_hash(plan: &Plan) -> u64 {
    let mut hasher = FxHasher::default();
    for value in &plan.values {
        match value {
            CellText::Clear => hasher.write_u8(0),
            CellText::Text(text) => hasher.write(text.as_bytes()),
            CellText::Number(number) => hasher.write_u64(number.to_bits()),
        }
    }
    for write in &plan.writes {
        hasher.write(write.column.as_str().as_bytes());
        write.cells.iter().for_each(|number| hasher.write_u32(number));
        write.ids.iter().for_each(|id| hasher.write_u64(id.map_or(0, |id| id.to_bits() + 1)));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::super::{Addition, ColumnWrite, Fate, Reason, Receipt, settle};
    use super::*;
    use crate::decide::book::ColumnKey;

    fn now() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, 24).and_then(|day| day.and_hms_opt(9, 0, 0)).unwrap_or_default()
    }

    fn plan(writes: &[TabKey], rows: &[TabKey]) -> Plan {
        let write = |tab: &TabKey| {
            Arc::new(ColumnWrite {
                tab: *tab,
                column: ColumnKey::LeadScore,
                metadata_id: 1,
                cells: vec![1].into(),
                ids: Vec::new(),
                reason: Reason::FirstValue,
            })
        };
        let row = |tab: &TabKey| Addition {
            tab: *tab,
            sheet_id: 1,
            key: "k".to_owned(),
            cells: Vec::new(),
            reason: Reason::Qualified,
        };
        Plan {
            values: vec![CellText::Number(1.0)],
            writes: writes.iter().map(write).collect(),
            additions: rows.iter().map(row).collect(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn cells_come_first_and_rows_are_not_held_back_for_ever() {
        let mut ledger = Ledger::default();
        let both = plan(&[TabKey::Leads], &[TabKey::Handoffs]);
        let (first, stage) = one_stage(both.clone(), &mut ledger, now());
        assert_eq!((stage, first.additions.len()), (Some(Stage::Cells), 0));
        ledger.latest_stage = stage;
        let (second, stage) = one_stage(both, &mut ledger, now());
        assert_eq!((stage, second.writes.len()), (Some(Stage::Rows), 0));
    }

    #[test]
    fn cells_that_do_not_keep_their_value_are_given_up_until_something_changes() {
        let mut ledger = Ledger::default();
        let stages: Vec<Option<Stage>> = (0..4)
            .map(|_| {
                let (written, stage) = one_stage(plan(&[TabKey::Leads], &[]), &mut ledger, now());
                if stage.is_some() {
                    is_news(&written, &mut ledger);
                    remember_cells(&mut ledger);
                }
                stage
            })
            .collect();
        assert_eq!(stages, [Some(Stage::Cells), Some(Stage::Cells), None, None]);
        let (_, stage) = one_stage(plan(&[TabKey::Leads, TabKey::Rules], &[]), &mut ledger, now());
        assert_eq!(stage, Some(Stage::Cells), "other cells are written");
    }

    #[test]
    fn a_refused_write_of_several_tabs_is_tried_one_tab_at_a_time() {
        let mut ledger = Ledger::default();
        let refuse = |mut ledger: Ledger| {
            let intent = super::super::Intent {
                number: 1,
                at: now(),
                stage: Stage::Rows,
                keys: Vec::new(),
                cell_count: 0,
            };
            ledger.open_intents = vec![intent];
            settle(ledger, Receipt { number: 1, fate: Fate::Refused, is_permanent: true }, now())
        };
        let wanted = plan(&[], &[TabKey::Handoffs, TabKey::History]);
        assert_eq!(one_stage(wanted.clone(), &mut ledger, now()).0.additions.len(), 2);
        ledger = refuse(ledger);
        let (alone, _) = one_stage(wanted.clone(), &mut ledger, now());
        assert_eq!(tabs(&alone), BTreeSet::from([TabKey::Handoffs]));
        ledger = refuse(ledger);
        let (again, _) = one_stage(wanted.clone(), &mut ledger, now());
        assert_eq!(tabs(&again), BTreeSet::from([TabKey::Handoffs]), "once is tried again");
        ledger = refuse(ledger);
        let (other, _) = one_stage(wanted.clone(), &mut ledger, now());
        assert_eq!(tabs(&other), BTreeSet::from([TabKey::History]), "the tab that refused rests");
        let later = now() + TimeDelta::minutes(REFUSED_REST_MINUTES);
        let (again, _) = one_stage(wanted, &mut ledger, later);
        assert!(tabs(&again).contains(&TabKey::Handoffs), "and is tried again");
    }
}
