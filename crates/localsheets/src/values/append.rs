//! `values.append`: find the last island of data in the range, write below it.

use serde_json::{Value, json};

use super::write::{Lines, Written, put};
use crate::a1::{Area, Block};
use crate::error::Outcome;
use crate::grid::{Book, Cell, Dimension, Sheet};
use crate::server::Caller;

/// Appends rows; gives the table that was found and what was written.
pub(crate) fn append(
    book: &mut Book,
    caller: &Caller,
    (sheet, area): (usize, Area),
    (lines, insert): (&Lines<'_>, bool),
) -> Outcome<(Option<Block>, Written)> {
    let range = book.core.sheets[sheet].clip(&area)?;
    let table = island(&book.core.sheets[sheet], &range);
    let (top, left) = table.map_or((range.top, range.left), |table| (table.bottom, table.left));
    let (height, width) = lines.size();
    if insert && table.is_some() && top < book.core.sheets[sheet].rows {
        book.insert_lines(sheet, Dimension::Rows, top, height)?;
    }
    let own = &book.core.sheets[sheet];
    let (rows, columns) = (own.rows.max(top + height), own.columns.max(left + width));
    if (rows, columns) != (own.rows, own.columns) {
        book.resize(sheet, rows, columns)?;
    }
    let start = Area { top, left, bottom: Some(top + 1), right: Some(left + 1) };
    let written = put(book, caller, (sheet, start), lines)?;
    Ok((table, written))
}

/// The answer of `values.append`.
pub(crate) fn answer(book: &Book, table: Option<Block>, written: &Written, updated: Option<Value>) -> Value {
    let mut updates = written.json(book);
    updates["spreadsheetId"] = json!(book.id);
    if let Some(updated) = updated {
        updates["updatedData"] = updated;
    }
    let mut answer = json!({"spreadsheetId": book.id, "updates": updates});
    if let Some(table) = table {
        answer["tableRange"] = json!(book.core.sheets[written.sheet].reference(&table));
    }
    answer
}

fn is_filled(sheet: &Sheet, row: u32, left: u32, right: u32) -> bool {
    (left..right).any(|column| sheet.cell(row, column) != Cell::Empty)
}

/// The island around the last filled cell of the range: the rectangle that no filled cell touches.
fn island(sheet: &Sheet, range: &Block) -> Option<Block> {
    let row = sheet.last_value_row(range).checked_sub(1).filter(|row| *row >= range.top)?;
    let column = (range.left..range.right).rev().find(|column| sheet.cell(row, *column) != Cell::Empty)?;
    let mut block = Block::cell(row, column);
    loop {
        let before = block;
        let wide = |block: &Block| (block.left.saturating_sub(1), (block.right + 1).min(sheet.columns));
        while block.top > 0 && is_filled(sheet, block.top - 1, wide(&block).0, wide(&block).1) {
            block.top -= 1;
        }
        while block.bottom < sheet.rows && is_filled(sheet, block.bottom, wide(&block).0, wide(&block).1) {
            block.bottom += 1;
        }
        let column_filled = |column: u32| {
            let top = block.top.saturating_sub(1);
            (top..(block.bottom + 1).min(sheet.rows)).any(|row| sheet.cell(row, column) != Cell::Empty)
        };
        if block.left > 0 && column_filled(block.left - 1) {
            block.left -= 1;
        }
        if block.right < sheet.columns && column_filled(block.right) {
            block.right += 1;
        }
        if block == before {
            return Some(block);
        }
    }
}
