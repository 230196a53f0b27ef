//! Which remembered row of スコア設定 is the last good version of a row that cannot be read now.
//!
//! People move, rename, insert and delete rows while one of them is broken, and two rules may carry one name. So rows are not told by their
//! place: every remembered row goes to the row of today that is most like it, and only a broken row makes use of what it was given.

use super::memory::RuleRow;
use crate::decide::book::ColumnKey;
use crate::decide::reading::text;

/// Likeness of a row that did not change at all.
const SAME: u32 = 100;

/// The last good version of each row, where it cannot be read and there is one.
///
/// Shape: one entry per row; a remembered row is the last good version of one row at most.
pub(super) fn last_good<'m>(
    rows: &[RuleRow],
    is_read: &[bool],
    remembered: &'m [RuleRow],
) -> Vec<Option<&'m RuleRow>> {
    let mut heirs: Vec<Option<&RuleRow>> = vec![None; rows.len()];
    if is_read.iter().all(|is_read| *is_read) {
        return heirs;
    }
    let mut pairs: Vec<(u32, usize, usize, usize)> = Vec::new();
    for (old, good) in remembered.iter().enumerate() {
        for (new, row) in rows.iter().enumerate() {
            if let Some(likeness) = likeness(good, row) {
                pairs.push((likeness, old.abs_diff(new), old, new));
            }
        }
    }
    // The most alike first; of equals the nearest.
    pairs.sort_by_key(|(likeness, distance, old, new)| (std::cmp::Reverse(*likeness), *distance, *old, *new));
    let mut is_given = vec![false; remembered.len()];
    for (_, _, old, new) in pairs {
        if !is_given[old] && heirs[new].is_none() {
            is_given[old] = true;
            heirs[new] = remembered.get(old);
        }
    }
    heirs.iter_mut().zip(is_read).filter(|(_, is_read)| **is_read).for_each(|(heir, _)| *heir = None);
    heirs
}

/// How much a row has of a remembered one; `None` where neither name nor condition is the same.
fn likeness(good: &RuleRow, row: &RuleRow) -> Option<u32> {
    if good == row {
        return Some(SAME);
    }
    let is_same = |column| {
        let cell = text::clean(row.get(column));
        !cell.is_empty() && cell == text::clean(good.get(column))
    };
    let name = 4 * u32::from(is_same(ColumnKey::RuleItem));
    let phrase = 3 * u32::from(is_same(ColumnKey::RuleContent));
    let cells = 2 * u32::from(is_same(ColumnKey::RuleColumn) && is_same(ColumnKey::RuleValue));
    let points = u32::from(is_same(ColumnKey::RulePoints));
    (name + phrase + cells > 0).then_some(name + phrase + cells + points)
}
