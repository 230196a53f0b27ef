//! Cells: updateCells, appendCells, repeatCell, merges.

use serde_json::{Value, json};

use super::{fields, formats};
use crate::a1::Block;
use crate::error::{ApiError, Outcome};
use crate::grid::{Book, Cell, Fault, block_json};
use crate::mask::Mask;
use crate::server::Context;
use crate::values::{check_length, guard, text_cell};

/// Fields of `CellData` that a request may write.
const CELL_FIELDS: [&str; 12] = [
    "userEnteredValue",
    "userEnteredFormat",
    "note",
    "dataValidation",
    "textFormatRuns",
    "chipRuns",
    "pivotTable",
    "hyperlink",
    "effectiveValue",
    "formattedValue",
    "effectiveFormat",
    "dataSourceTable",
];

fn check_cell(cell: &Value) -> Outcome<()> {
    if cell.is_null() { Ok(()) } else { fields::check(cell, &CELL_FIELDS, "cell_data") }
}

/// Writes the masked fields of one `CellData` into a cell.
pub(super) fn write_cell(
    book: &mut Book,
    place: (usize, u32, u32),
    cell: &Value,
    mask: &Mask,
) -> Outcome<()> {
    let (sheet, row, column) = place;
    if mask.wants("userEnteredValue") {
        let entered = entered(book, cell.get("userEnteredValue").unwrap_or(&Value::Null))?;
        book.core.sheets[sheet].set_cell(row, column, entered);
    }
    let before = book.core.sheets[sheet].mark(row, column);
    let mut mark = before;
    if let Some(mask) = mask.at("userEnteredFormat") {
        let source = cell.get("userEnteredFormat").unwrap_or(&Value::Null);
        mark.format = formats::merged(book, mark.format, source, mask);
    }
    if mask.wants("note") {
        let note = cell.get("note").and_then(Value::as_str).unwrap_or("");
        mark.note = book.pool.intern(note);
    }
    if mask.wants("dataValidation") {
        mark.validation = book.pool.intern_message(cell.get("dataValidation").unwrap_or(&Value::Null));
    }
    let mut rest = book.pool.message(mark.rest).clone();
    for name in ["textFormatRuns", "chipRuns", "pivotTable"] {
        if mask.wants(name) {
            Mask::parse(name)?.copy(cell, &mut rest);
        }
    }
    if rest != *book.pool.message(mark.rest) {
        mark.rest = book.pool.intern_message(&rest);
    }
    if mark != before {
        book.core.sheets[sheet].set_mark(row, column, mark);
    }
    Ok(())
}

/// `ExtendedValue` as a cell.
fn entered(book: &mut Book, value: &Value) -> Outcome<Cell> {
    let Some(fields) = value.as_object() else { return Ok(Cell::Empty) };
    let Some((name, inner)) = fields.iter().find(|(_, inner)| !inner.is_null()) else {
        return Ok(Cell::Empty);
    };
    let wrong = || {
        ApiError::invalid(format!("Invalid value at 'user_entered_value.{}', {inner}", fields::snake(name)))
    };
    match name.as_str() {
        "stringValue" => {
            let text = inner.as_str().ok_or_else(wrong)?;
            check_length(text)?;
            Ok(text_cell(book, text))
        }
        "numberValue" => Ok(Cell::Number(inner.as_f64().ok_or_else(wrong)?)),
        "boolValue" => Ok(Cell::Truth(inner.as_bool().ok_or_else(wrong)?)),
        "formulaValue" => {
            let text = inner.as_str().ok_or_else(wrong)?;
            check_length(text)?;
            if !text.starts_with('=') {
                return Err(ApiError::invalid(format!("Invalid formula: {text} does not start with '='.")));
            }
            Ok(Cell::Formula(book.pool.intern(text)))
        }
        "errorValue" => {
            Ok(Cell::Fault(Fault::of_kind(inner["type"].as_str().unwrap_or("")).unwrap_or(Fault::Error)))
        }
        _ => Err(ApiError::unknown_name(name, "user_entered_value")),
    }
}

fn rows(message: &Value) -> Outcome<Vec<&[Value]>> {
    let rows = match message.get("rows") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(rows) => rows.as_array().ok_or_else(|| ApiError::invalid("rows must be a list."))?,
    };
    let cells = |row: &'_ Value| -> Outcome<()> {
        row.get("values").and_then(Value::as_array).into_iter().flatten().try_for_each(check_cell)
    };
    rows.iter().try_for_each(cells)?;
    Ok(rows
        .iter()
        .map(|row| row.get("values").and_then(Value::as_array).map_or(&[][..], Vec::as_slice))
        .collect())
}

/// Height and width of the rectangle that the rows fill.
fn size(rows: &[&[Value]]) -> (u32, u32) {
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    (u32::try_from(rows.len()).unwrap_or(u32::MAX), u32::try_from(width).unwrap_or(u32::MAX))
}

pub(super) fn update(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let rows = rows(message)?;
    let (height, width) = size(&rows);
    let (sheet, block, clears) = if let Some(start) = message.get("start").filter(|start| !start.is_null()) {
        let sheet = fields::sheet(book, start)?;
        let top = fields::number(start, "rowIndex").unwrap_or(0);
        let left = fields::number(start, "columnIndex").unwrap_or(0);
        (sheet, Block { top, left, bottom: top + height, right: left + width }, false)
    } else {
        let (sheet, block) = fields::block(book, message, "range")?;
        (sheet, block, true)
    };
    let own = &book.core.sheets[sheet];
    if clears && (height > block.height() || width > block.width()) {
        let outside = if height > block.height() { "row" } else { "column" };
        return Err(ApiError::invalid(format!(
            "Attempting to write {outside} beyond the bounds of the requested range: {}",
            own.reference(&block)
        )));
    }
    if block.bottom > own.rows || block.right > own.columns {
        return Err(ApiError::invalid(format!(
            "Attempting to write {}: {}, beyond the last requested {} of: {}",
            if block.bottom > own.rows { "row" } else { "column" },
            if block.bottom > own.rows { block.bottom - 1 } else { block.right - 1 },
            if block.bottom > own.rows { "row" } else { "column" },
            if block.bottom > own.rows { own.rows - 1 } else { own.columns - 1 },
        )));
    }
    guard(book, &context.caller, sheet, &block)?;
    write_block(book, sheet, (&block, &rows), (&mask, clears))?;
    Ok(None)
}

fn write_block(
    book: &mut Book,
    sheet: usize,
    (block, rows): (&Block, &[&[Value]]),
    (mask, clears): (&Mask, bool),
) -> Outcome<()> {
    // Rows that hold nothing yet need no clearing.
    let used = u32::try_from(book.core.sheets[sheet].grid.len()).unwrap_or(u32::MAX);
    let last = block.bottom.min(used.max(block.top + u32::try_from(rows.len()).unwrap_or(0)));
    for row in block.top..last {
        let cells = rows.get((row - block.top) as usize).copied().unwrap_or(&[]);
        for column in block.left..block.right {
            match cells.get((column - block.left) as usize) {
                Some(cell) => write_cell(book, (sheet, row, column), cell, mask)?,
                None if clears => write_cell(book, (sheet, row, column), &Value::Null, mask)?,
                None => {}
            }
        }
    }
    Ok(())
}

pub(super) fn append(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let sheet = fields::sheet(book, message)?;
    if !fields::text(message, "tableId").is_empty() {
        return Err(ApiError::invalid(
            "localsheets holds no tables; leave tableId out to append to the sheet.",
        ));
    }
    let rows = rows(message)?;
    let (height, width) = size(&rows);
    let own = &book.core.sheets[sheet];
    let top = own.last_value_row(&own.whole());
    let (needed, wide) = (own.rows.max(top + height), own.columns.max(width));
    if (needed, wide) != (own.rows, own.columns) {
        book.resize(sheet, needed, wide)?;
    }
    let block = Block { top, left: 0, bottom: top + height, right: width };
    guard(book, &context.caller, sheet, &block)?;
    write_block(book, sheet, (&block, &rows), (&mask, false))?;
    Ok(None)
}

pub(super) fn repeat(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let (sheet, block) = fields::block(book, message, "range")?;
    guard(book, &context.caller, sheet, &block)?;
    let cell = message.get("cell").unwrap_or(&Value::Null);
    check_cell(cell)?;
    let formula = cell["userEnteredValue"]["formulaValue"].as_str().unwrap_or("").to_owned();
    for row in block.top..block.bottom {
        for column in block.left..block.right {
            if formula.is_empty() || !mask.wants("userEnteredValue") {
                write_cell(book, (sheet, row, column), cell, &mask)?;
                continue;
            }
            let mut own = cell.clone();
            let (down, across) = (i64::from(row - block.top), i64::from(column - block.left));
            own["userEnteredValue"]["formulaValue"] = json!(crate::formula::shifted(&formula, down, across));
            write_cell(book, (sheet, row, column), &own, &mask)?;
        }
    }
    Ok(None)
}

pub(super) fn merge(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let (sheet, block) = fields::block(book, message, "range")?;
    guard(book, &context.caller, sheet, &block)?;
    let pieces: Vec<Block> = match fields::text(message, "mergeType") {
        "" | "MERGE_ALL" => vec![block],
        "MERGE_COLUMNS" => (block.left..block.right)
            .map(|column| Block { left: column, right: column + 1, ..block })
            .collect(),
        "MERGE_ROWS" => {
            (block.top..block.bottom).map(|row| Block { top: row, bottom: row + 1, ..block }).collect()
        }
        word => {
            return Err(ApiError::invalid(format!("Invalid value at 'merge_type' (MergeType), \"{word}\"")));
        }
    };
    let own = &mut book.core.sheets[sheet];
    for merged in own.list("merges") {
        let area = crate::grid::grid_area(merged)?.clip(own.rows, own.columns);
        if area.meets(&block) && !inside(&area, &block) {
            return Err(ApiError::invalid(
                "You must select all cells in a merged range to merge or unmerge them.",
            ));
        }
    }
    drop_merges(book, sheet, &block)?;
    for piece in pieces.into_iter().filter(|piece| piece.height() * piece.width() > 1) {
        for row in piece.top..piece.bottom {
            for column in piece.left..piece.right {
                if (row, column) != (piece.top, piece.left) {
                    book.core.sheets[sheet].set_cell(row, column, Cell::Empty);
                }
            }
        }
        let own = &mut book.core.sheets[sheet];
        let range = block_json(own.id, &piece);
        own.list_mut("merges").push(range);
    }
    Ok(None)
}

fn inside(inner: &Block, outer: &Block) -> bool {
    outer.top <= inner.top
        && inner.bottom <= outer.bottom
        && outer.left <= inner.left
        && inner.right <= outer.right
}

fn drop_merges(book: &mut Book, sheet: usize, block: &Block) -> Outcome<()> {
    let own = &mut book.core.sheets[sheet];
    let (rows, columns) = (own.rows, own.columns);
    own.list_mut("merges").retain(|merged| {
        crate::grid::grid_area(merged).is_ok_and(|area| !inside(&area.clip(rows, columns), block))
    });
    Ok(())
}

pub(super) fn unmerge(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let (sheet, block) = fields::block(book, message, "range")?;
    guard(book, &context.caller, sheet, &block)?;
    drop_merges(book, sheet, &block)?;
    Ok(None)
}
