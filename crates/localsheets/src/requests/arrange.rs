//! Sorting, copying and cutting of cells.

use std::cmp::Ordering;

use serde_json::Value;

use super::fields;
use crate::a1::{Area, Block};
use crate::error::{ApiError, Outcome};
use crate::formula::{Evaluator, compare, shifted};
use crate::grid::{Book, Cell, Mark};
use crate::server::Context;
use crate::values::{Shown, effective, guard};

/// A cell with all that belongs to it.
type Piece = (Cell, Mark);

fn take(book: &Book, sheet: usize, block: &Block) -> Vec<Vec<Piece>> {
    let own = &book.core.sheets[sheet];
    (block.top..block.bottom)
        .map(|row| {
            (block.left..block.right).map(|column| (own.cell(row, column), own.mark(row, column))).collect()
        })
        .collect()
}

struct Spec {
    column: u32,
    descending: bool,
}

pub(super) fn sort(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let (sheet, block) = fields::block(book, message, "range")?;
    guard(book, &context.caller, sheet, &block)?;
    let mut specs = Vec::new();
    for spec in message.get("sortSpecs").and_then(Value::as_array).into_iter().flatten() {
        let column = fields::number(spec, "dimensionIndex").unwrap_or(0);
        if !(block.left..block.right).contains(&column) {
            return Err(ApiError::invalid(format!(
                "sortSpecs.dimensionIndex {column} lies outside the range."
            )));
        }
        specs.push(Spec { column, descending: fields::text(spec, "sortOrder") == "DESCENDING" });
    }
    // Empty rows below the data stay where they are: they would sort there anyway.
    let block = Block { bottom: book.core.sheets[sheet].last_used_row(&block), ..block };
    let mut order: Vec<u32> = (block.top..block.bottom).collect();
    let evaluator = Evaluator::new(book, context.now);
    let keys: Vec<Vec<Shown>> = order
        .iter()
        .map(|row| specs.iter().map(|spec| effective(&evaluator, sheet, *row, spec.column)).collect())
        .collect();
    order.sort_by(|left, right| {
        let (left, right) = (&keys[(left - block.top) as usize], &keys[(right - block.top) as usize]);
        let orders = specs
            .iter()
            .zip(left.iter().zip(right))
            .map(|(spec, (left, right))| by(left, right, spec.descending));
        orders.fold(Ordering::Equal, Ordering::then)
    });
    let pieces = take(book, sheet, &block);
    for (to, from) in order.into_iter().enumerate() {
        let row = block.top + u32::try_from(to).unwrap_or(0);
        let moved = i64::from(row) - i64::from(from);
        for (at, piece) in pieces[(from - block.top) as usize].iter().enumerate() {
            let column = block.left + u32::try_from(at).unwrap_or(0);
            put(book, (sheet, row, column), *piece, Some((moved, 0)));
        }
    }
    Ok(None)
}

/// Empty cells come last whichever way the column is sorted.
fn by(left: &Shown, right: &Shown, descending: bool) -> Ordering {
    match (left, right) {
        (Shown::Empty, Shown::Empty) => Ordering::Equal,
        (Shown::Empty, _) => Ordering::Greater,
        (_, Shown::Empty) => Ordering::Less,
        _ if descending => compare(right, left),
        _ => compare(left, right),
    }
}

/// Puts a piece; a formula that was copied by so many rows and columns has its references shifted.
fn put(
    book: &mut Book,
    (sheet, row, column): (usize, u32, u32),
    (cell, mark): Piece,
    shift: Option<(i64, i64)>,
) {
    let cell = match (cell, shift) {
        (Cell::Formula(text), Some((rows, columns))) if (rows, columns) != (0, 0) => {
            let moved = shifted(book.pool.text(text), rows, columns);
            Cell::Formula(book.pool.intern(&moved))
        }
        (cell, _) => cell,
    };
    book.core.sheets[sheet].set_cell(row, column, cell);
    book.core.sheets[sheet].set_mark(row, column, mark);
}

/// What a paste brings of the source.
#[derive(Clone, Copy)]
struct Paste {
    values: bool,
    as_shown: bool,
    format: bool,
    rest: bool,
}

fn paste(message: &Value) -> Outcome<Paste> {
    let all = Paste { values: true, as_shown: false, format: true, rest: true };
    let none = Paste { values: false, as_shown: false, format: false, rest: false };
    Ok(match fields::text(message, "pasteType") {
        "" | "PASTE_NORMAL" | "PASTE_NO_BORDERS" => all,
        "PASTE_VALUES" => Paste { values: true, as_shown: true, ..none },
        "PASTE_FORMULA" => Paste { values: true, ..none },
        "PASTE_FORMAT" => Paste { format: true, ..none },
        "PASTE_DATA_VALIDATION" => Paste { rest: true, ..none },
        word => return Err(ApiError::invalid(format!("localsheets does not carry out pasteType {word}."))),
    })
}

/// The piece that a paste leaves in a place.
fn pasted(paste: Paste, source: Piece, before: Piece) -> Piece {
    let mark = Mark {
        format: if paste.format { source.1.format } else { before.1.format },
        validation: if paste.rest { source.1.validation } else { before.1.validation },
        note: if paste.rest && paste.values { source.1.note } else { before.1.note },
        rest: if paste.values { source.1.rest } else { before.1.rest },
    };
    (if paste.values { source.0 } else { before.0 }, mark)
}

pub(super) fn copy_paste(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let paste = paste(message)?;
    let (from, source) = fields::block(book, message, "source")?;
    let (to, target) = fields::block(book, message, "destination")?;
    let transposed = fields::text(message, "pasteOrientation") == "TRANSPOSE";
    let (height, width) =
        if transposed { (source.width(), source.height()) } else { (source.height(), source.width()) };
    let fitted = |room: u32, size: u32| if room.is_multiple_of(size) { room.max(size) } else { size };
    let own = &book.core.sheets[to];
    let block = Block {
        bottom: (target.top + fitted(target.height(), height)).min(own.rows),
        right: (target.left + fitted(target.width(), width)).min(own.columns),
        ..target
    };
    guard(book, &context.caller, to, &block)?;
    let mut pieces = take(book, from, &source);
    if paste.as_shown {
        show(book, context, (from, &source), &mut pieces);
    }
    for row in block.top..block.bottom {
        for column in block.left..block.right {
            let (down, across) = ((row - block.top) % height, (column - block.left) % width);
            let (down, across) = if transposed { (across, down) } else { (down, across) };
            let own = &book.core.sheets[to];
            let before = (own.cell(row, column), own.mark(row, column));
            let piece = pasted(paste, pieces[down as usize][across as usize], before);
            let moved = (
                i64::from(row) - i64::from(source.top + down),
                i64::from(column) - i64::from(source.left + across),
            );
            put(book, (to, row, column), piece, paste.values.then_some(moved));
        }
    }
    Ok(None)
}

/// Formulas become what they show.
fn show(book: &mut Book, context: &Context, (sheet, block): (usize, &Block), pieces: &mut [Vec<Piece>]) {
    let evaluator = Evaluator::new(book, context.now);
    let mut found = Vec::new();
    for (down, line) in pieces.iter().enumerate() {
        for (across, _) in line.iter().enumerate().filter(|(_, piece)| matches!(piece.0, Cell::Formula(_))) {
            let row = block.top + u32::try_from(down).unwrap_or(0);
            let column = block.left + u32::try_from(across).unwrap_or(0);
            found.push((down, across, effective(&evaluator, sheet, row, column)));
        }
    }
    for (down, across, value) in found {
        pieces[down][across].0 = match value {
            Shown::Empty => Cell::Empty,
            Shown::Number(number) => Cell::Number(number),
            Shown::Truth(truth) => Cell::Truth(truth),
            Shown::Fault(fault) => Cell::Fault(fault),
            Shown::Text(text) => crate::values::text_cell(book, &text),
        };
    }
}

pub(super) fn cut_paste(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let paste = paste(message)?;
    let (from, source) = fields::block(book, message, "source")?;
    let place = message.get("destination").unwrap_or(&Value::Null);
    let to = fields::sheet(book, place)?;
    let (top, left) =
        (fields::number(place, "rowIndex").unwrap_or(0), fields::number(place, "columnIndex").unwrap_or(0));
    let target = Block { top, left, bottom: top + source.height(), right: left + source.width() };
    let own = &book.core.sheets[to];
    if target.bottom > own.rows || target.right > own.columns {
        return Err(own.beyond(&Area { top, left, bottom: Some(target.bottom), right: Some(target.right) }));
    }
    guard(book, &context.caller, from, &source)?;
    guard(book, &context.caller, to, &target)?;
    let pieces = take(book, from, &source);
    for row in source.top..source.bottom {
        for column in source.left..source.right {
            let own = &book.core.sheets[from];
            let before = (own.cell(row, column), own.mark(row, column));
            put(book, (from, row, column), pasted(paste, (Cell::Empty, Mark::default()), before), None);
        }
    }
    for (down, line) in pieces.into_iter().enumerate() {
        for (across, piece) in line.into_iter().enumerate() {
            let row = top + u32::try_from(down).unwrap_or(0);
            let column = left + u32::try_from(across).unwrap_or(0);
            let own = &book.core.sheets[to];
            let before = (own.cell(row, column), own.mark(row, column));
            // A cut formula keeps its references, unlike a copied one.
            put(book, (to, row, column), pasted(paste, piece, before), None);
        }
    }
    Ok(None)
}
