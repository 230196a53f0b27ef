//! The stop for a list that is suddenly much shorter: a wrong paste, a cut that is not pasted yet, another file under the same name.

use super::world::World;
use super::{Ledger, Tracked};
use crate::decide::book::{CellRef, Problem, TabKey};

/// Lists shorter than this may lose any share: a handful of test rows is deleted in one go.
const LEADS_MIN: usize = 10;

/// After this time the shorter list is taken for what people want. Unit: minutes.
const HOLD_MINUTES: i64 = 60;

/// Why the lead tab is left alone in this pass, if it is.
///
/// Shape: counts the leads that the latest pass still saw; the ledger keeps them as they are while the tab is held.
/// Source: `vanished_percent_max` in `config/handoff.toml`.
pub(super) fn hold(world: &World<'_>, tracked: &Tracked, ledger: &mut Ledger) -> Option<Problem> {
    let present = ledger.leads.iter().filter(|lead| !lead.is_missing).count();
    let gone = tracked.missing.iter().filter(|&&index| !ledger.leads[index as usize].is_missing).count();
    let percent_max = world.settings.handoff.vanished_percent_max as usize;
    if !is_vanished(present, gone, percent_max) {
        ledger.watch.vanished_since = None;
        return None;
    }
    let since = *ledger.watch.vanished_since.get_or_insert(world.now);
    if !is_held_for((world.now - since).num_minutes()) {
        ledger.watch.vanished_since = None;
        return None;
    }
    Some(Problem {
        code: "leads_vanished",
        place: CellRef::tab(world.settings.contract.title(TabKey::Leads)),
        found: format!("{gone} of {present} leads gone since the latest pass"),
        expected: format!("at most {percent_max} % gone at once"),
        remedy: format!(
            "Bring them back (undo, or the version history). If they were deleted on purpose, wait: after {HOLD_MINUTES} minutes the shorter list holds."
        ),
        is_blocking: true,
    })
}

fn is_vanished(present: usize, gone: usize, percent_max: usize) -> bool {
    present >= LEADS_MIN && gone * 100 > present * percent_max
}

fn is_held_for(minutes: i64) -> bool {
    minutes < HOLD_MINUTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_shrinks_at_once_is_held_for_an_hour() {
        for (case, present, gone, percent, minutes, is_held) in [
            ("a third of thirty", 30, 10, 30, 0, true),
            ("a few", 30, 9, 30, 0, false),
            ("most of a handful", 5, 4, 30, 0, false),
            ("the whole list", 30, 30, 30, 59, true),
            ("after an hour it is what people want", 30, 30, 30, 60, false),
        ] {
            assert_eq!(is_vanished(present, gone, percent) && is_held_for(minutes), is_held, "{case}");
        }
    }
}
