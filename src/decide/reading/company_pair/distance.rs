//! How far two spellings are from each other.

/// Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other.
pub(super) fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, &left) in a.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, &right) in b.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&last, column) + usize::from(left != right);
            let mut best = replaced.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            let is_swap =
                row > 0 && column > 0 && a.get(row - 1) == Some(&right) && b.get(column - 1) == Some(&left);
            if is_swap {
                best = best.min(at(&before, column - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}

/// The parts of two texts between what they share at both ends.
pub(super) fn middles<'a>(a: &'a [char], b: &'a [char]) -> (&'a [char], &'a [char]) {
    let shorter = a.len().min(b.len());
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take(shorter - head).take_while(|(a, b)| a == b).count();
    (a.get(head..a.len() - tail).unwrap_or_default(), b.get(head..b.len() - tail).unwrap_or_default())
}
