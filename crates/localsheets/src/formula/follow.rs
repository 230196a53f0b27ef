//! References in formulas follow inserted, deleted and moved rows and columns, and copies.

use std::sync::Arc;

use super::lex::{Corner, Mark, Reference, Token, lex};
use crate::grid::{Book, Cell, Dimension, Edit};

/// Rewrites every formula of the book whose references lie in the changed sheet.
pub(crate) fn follow(book: &mut Book, changed: usize, dimension: Dimension, edit: Edit) {
    let title = book.core.sheets[changed].title().to_owned();
    for at in 0..book.core.sheets.len() {
        let own = at == changed;
        for row in 0..book.core.sheets[at].grid.len() {
            let columns: Vec<(usize, u32)> = book.core.sheets[at].grid[row]
                .cells
                .iter()
                .enumerate()
                .filter_map(
                    |(column, cell)| {
                        if let Cell::Formula(text) = cell { Some((column, *text)) } else { None }
                    },
                )
                .collect();
            for (column, text) in columns {
                let before = book.pool.text(text);
                let after = rewrite(before, |reference| {
                    let meant =
                        reference.tab.as_ref().map_or(own, |tab| tab.to_lowercase() == title.to_lowercase());
                    if meant { moved(reference, dimension, edit) } else { Some(reference.clone()) }
                });
                if after != before {
                    let text = book.pool.intern(&after);
                    Arc::make_mut(&mut book.core.sheets[at].grid[row]).cells[column] = Cell::Formula(text);
                }
            }
        }
    }
}

/// The formula as it reads in a cell that lies so many rows and columns further.
pub(crate) fn shifted(text: &str, rows: i64, columns: i64) -> String {
    rewrite(text, |reference| {
        let line = |mark: Option<Mark>, by: i64| match mark {
            Some(mark) if !mark.fixed => {
                u32::try_from(i64::from(mark.at) + by).ok().map(|at| Some(Mark { at, ..mark }))
            }
            other => Some(other),
        };
        let corner = |corner: &Corner| {
            Some(Corner { column: line(corner.column, columns)?, row: line(corner.row, rows)? })
        };
        let last = match &reference.last {
            Some(last) => Some(corner(last)?),
            None => None,
        };
        Some(Reference { tab: reference.tab.clone(), first: corner(&reference.first)?, last })
    })
}

fn rewrite(text: &str, change: impl Fn(&Reference) -> Option<Reference>) -> String {
    let Some(body) = text.strip_prefix('=') else { return text.to_owned() };
    let Some(tokens) = lex(body) else { return text.to_owned() };
    let mut written = String::from("=");
    let mut copied = 0;
    for (token, start, end) in tokens {
        let Token::Reference(reference) = token else { continue };
        let changed = change(&reference);
        if changed.as_ref() == Some(&reference) {
            continue;
        }
        written.push_str(&body[copied..start]);
        match changed {
            Some(changed) => written.push_str(&changed.to_string()),
            None => written.push_str("#REF!"),
        }
        copied = end;
    }
    written.push_str(&body[copied..]);
    written
}

/// The reference after the edit; nothing when what it named is gone.
fn moved(reference: &Reference, dimension: Dimension, edit: Edit) -> Option<Reference> {
    let mut changed = reference.clone();
    let line = |corner: &Corner| match dimension {
        Dimension::Rows => corner.row,
        Dimension::Columns => corner.column,
    };
    let first = line(&reference.first);
    let last = reference.last.as_ref().map_or(first, line);
    match (first, last) {
        (Some(first), Some(last)) if first.at <= last.at => {
            let (start, end) = edit.stretch(first.at, last.at + 1)?;
            put(&mut changed.first, dimension, start);
            if let Some(corner) = &mut changed.last {
                put(corner, dimension, end - 1);
            }
        }
        (Some(first), None) => put(&mut changed.first, dimension, edit.stretch(first.at, u32::MAX / 2)?.0),
        _ => {}
    }
    Some(changed)
}

fn put(corner: &mut Corner, dimension: Dimension, at: u32) {
    let line = match dimension {
        Dimension::Rows => &mut corner.row,
        Dimension::Columns => &mut corner.column,
    };
    if let Some(mark) = line {
        mark.at = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_shift_what_no_dollar_fixes() {
        for (text, expected) in [
            ("=A1+$B$2", "=B3+$B$2"),
            ("=SUM(A$1:A1)&\"A1\"", "=SUM(B$1:B3)&\"A1\""),
            ("='It''s'!A1", "='It''s'!B3"),
            ("=SUM(A:A)", "=SUM(B:B)"),
        ] {
            assert_eq!(shifted(text, 2, 1), expected);
        }
        assert_eq!(shifted("=A1", -1, 0), "=#REF!");
    }

    #[test]
    fn references_follow_inserted_and_deleted_rows() {
        let rows = |text: &str, edit| rewrite(text, |reference| moved(reference, Dimension::Rows, edit));
        assert_eq!(rows("=A2+B1", Edit::Insert { at: 1, count: 2 }), "=A4+B1");
        assert_eq!(rows("=SUM(A1:A3)", Edit::Remove { at: 1, count: 1 }), "=SUM(A1:A2)");
        assert_eq!(rows("=A2", Edit::Remove { at: 1, count: 1 }), "=#REF!");
        assert_eq!(rows("=SUM(A2:A)", Edit::Insert { at: 0, count: 1 }), "=SUM(A3:A)");
    }
}
