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
    let (old_cells, new_cells) = (cleaned(remembered), cleaned(rows));
    let mut pairs: Vec<(u32, usize, usize, usize)> = Vec::new();
    for (old, good) in remembered.iter().enumerate() {
        for (new, row) in rows.iter().enumerate() {
            let likeness = if good == row { Some(SAME) } else { likeness(&old_cells[old], &new_cells[new]) };
            if let Some(likeness) = likeness {
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

/// 項目, 内容, 列, 値 and 配点: what rows are compared by.
type Compared = [String; 5];

fn cleaned(rows: &[RuleRow]) -> Vec<Compared> {
    let columns = [
        ColumnKey::RuleItem,
        ColumnKey::RuleContent,
        ColumnKey::RuleColumn,
        ColumnKey::RuleValue,
        ColumnKey::RulePoints,
    ];
    rows.iter().map(|row| columns.map(|column| text::clean(row.get(column)))).collect()
}

/// How much a row has of a remembered one; `None` where neither name nor condition is the same.
fn likeness(good: &Compared, row: &Compared) -> Option<u32> {
    let is_same = |at: usize| !row[at].is_empty() && row[at] == good[at];
    let name = 4 * u32::from(is_same(0));
    let phrase = 3 * u32::from(is_same(1));
    let cells = 2 * u32::from(is_same(2) && is_same(3));
    let points = u32::from(is_same(4));
    (name + phrase + cells > 0).then_some(name + phrase + cells + points)
}
