//! What became of earlier writes: told by a receipt, or found out from the sheet after a crash or an answer that never came.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta};

use super::{Event, Fate, Intent, Ledger, Receipt, Stage};
use crate::decide::book::TabKey;

/// Books the answer to a write.
///
/// Shape: applied rows are confirmed, refused ones forgotten (they are planned again); of unknown fate nothing is concluded here, the next pass
/// reads the sheet and asks [`reconcile`].
pub fn settle(mut ledger: Ledger, receipt: Receipt, at: NaiveDateTime) -> Ledger {
    let Some(index) = ledger.open_intents.iter().position(|intent| intent.number == receipt.number) else {
        return ledger;
    };
    match receipt.fate {
        Fate::Unknown => {
            ledger.watch.latest_cells = None;
            // The call may still be on its way from this moment on, not from when it was decided.
            ledger.open_intents[index].at = at;
            let text = format!("intent {}: fate unknown", receipt.number);
            ledger.new_events.push(Event { at, subject: String::new(), kind: "fate_unknown", text });
        }
        Fate::Applied => {
            let intent = ledger.open_intents.remove(index);
            confirm(&mut ledger, &intent);
            let written = &ledger.watch.latest_tabs;
            ledger.watch.refused.retain(|tab, _| !written.contains(tab));
        }
        Fate::Refused => {
            ledger.watch.latest_cells = None;
            let intent = ledger.open_intents.remove(index);
            forget(&mut ledger, &intent);
            if receipt.is_permanent {
                blame(&mut ledger, at);
            }
        }
    }
    ledger
}

/// Closes the open intents whose fate the sheet tells. Rows of one intent were sent in one atomic call: one key in the sheet proves them all.
///
/// Shape: an intent to write cells is closed at once, because cells are compared afresh in every pass. An intent to add rows that are not in
/// the sheet stays open until `hold_s` have passed since it was decided: the call may still be on its way.
pub(super) fn reconcile(
    ledger: &mut Ledger,
    in_sheet: &BTreeSet<(TabKey, String)>,
    now: NaiveDateTime,
    hold_s: u32,
) {
    for mut intent in std::mem::take(&mut ledger.open_intents) {
        let is_applied = proofs(&intent).any(|key| in_sheet.contains(key));
        // A clock that was set back starts the waiting anew.
        intent.at = intent.at.min(now);
        let is_given_up = now - intent.at >= TimeDelta::seconds(i64::from(hold_s));
        match intent.stage {
            Stage::Cells => {}
            Stage::Rows if is_applied => confirm(ledger, &intent),
            Stage::Rows if is_given_up => forget(ledger, &intent),
            Stage::Rows => ledger.open_intents.push(intent),
        }
    }
}

/// The keys that prove an intent: those of hand-overs and reminders where it has any, because the numbers of records start anew with a new
/// store.
fn proofs(intent: &Intent) -> impl Iterator<Item = &(TabKey, String)> {
    let has_better = intent.keys.iter().any(|(tab, _)| *tab != TabKey::History);
    intent.keys.iter().filter(move |(tab, _)| !has_better || *tab != TabKey::History)
}

fn confirm(ledger: &mut Ledger, intent: &Intent) {
    for (tab, key) in &intent.keys {
        match tab {
            TabKey::Handoffs => {
                if let Some(memory) = ledger.handoffs.get_mut(key) {
                    memory.is_confirmed = true;
                }
            }
            TabKey::Reminders => {
                ledger.reminders.insert(key.clone());
            }
            TabKey::History => ledger.unrecorded.retain(|record| record.key != *key),
            TabKey::Leads | TabKey::Rules | TabKey::Holidays => {}
        }
    }
}

/// Several tabs share one call; which of them refused it is found out by writing one at a time.
fn blame(ledger: &mut Ledger, at: NaiveDateTime) {
    let watch = &mut ledger.watch;
    match watch.latest_tabs.first() {
        Some(&tab) if watch.latest_tabs.len() == 1 => {
            let times = watch.refused.get(&tab).map_or(0, |(times, _)| *times);
            watch.refused.insert(tab, (times + 1, at));
        }
        _ => watch.is_careful = true,
    }
}

fn forget(ledger: &mut Ledger, intent: &Intent) {
    for (tab, key) in &intent.keys {
        if *tab == TabKey::Handoffs && ledger.handoffs.get(key).is_some_and(|memory| !memory.is_confirmed) {
            ledger.handoffs.remove(key);
        }
    }
}
