//! Rows and columns: insert, delete, append, move, properties, groups; ranges of cells.

use serde_json::{Value, json};

use super::fields::{self, Stretch};
use crate::a1::Block;
use crate::error::{ApiError, Outcome};
use crate::grid::{Book, Cell, Dimension, Mark};
use crate::server::Context;
use crate::values::guard;

pub(super) fn insert(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let range = fields::stretch(book, message, "range")?;
    let inherits = fields::is_true(message, "inheritFromBefore");
    let length = book.core.sheets[range.sheet].length(range.dimension);
    if range.start > length {
        return Err(ApiError::invalid(format!(
            "range.startIndex[{}] is too large. The sheet has {length} {}.",
            range.start,
            range.dimension.word().to_lowercase()
        )));
    }
    if inherits && range.start == 0 {
        return Err(ApiError::invalid("inheritFromBefore cannot be true when inserting at index 0."));
    }
    let count = range.end - range.start;
    guard_between(book, context, &range)?;
    book.insert_lines(range.sheet, range.dimension, range.start, count)?;
    let model = if inherits { range.start.checked_sub(1) } else { Some(range.end) };
    inherit(book, &range, model);
    Ok(None)
}

/// An insert between two lines of one protected range changes that range.
fn guard_between(book: &Book, context: &Context, range: &Stretch) -> Outcome<()> {
    let line = Stretch { end: range.start + 1, ..*range };
    let before = Stretch { start: range.start.saturating_sub(1), end: range.start, ..*range };
    if range.start == 0 || guard(book, &context.caller, range.sheet, &before.block(book)).is_ok() {
        return Ok(());
    }
    guard(book, &context.caller, range.sheet, &line.block(book))
}

/// Inserted lines take the formats and validation of their neighbour.
fn inherit(book: &mut Book, range: &Stretch, model: Option<u32>) {
    let Some(model) = model else { return };
    let sheet = &mut book.core.sheets[range.sheet];
    let keep = |mark: Mark| Mark { note: 0, rest: 0, ..mark };
    match range.dimension {
        Dimension::Rows => {
            let marks: Vec<(u32, Mark)> = sheet.row(model).map(|row| row.marks.clone()).unwrap_or_default();
            for row in range.start..range.end {
                for (column, mark) in &marks {
                    sheet.set_mark(row, *column, keep(*mark));
                }
            }
        }
        Dimension::Columns => {
            for row in 0..u32::try_from(sheet.grid.len()).unwrap_or(0) {
                let mark = keep(sheet.mark(row, model));
                if !mark.is_none() {
                    (range.start..range.end).for_each(|column| sheet.set_mark(row, column, mark));
                }
            }
        }
    }
}

pub(super) fn delete(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let range = fields::stretch(book, message, "range")?.inside(book)?;
    let length = book.core.sheets[range.sheet].length(range.dimension);
    if range.end - range.start == length {
        let what = range.dimension.word().to_lowercase();
        return Err(ApiError::invalid(format!("You can't delete all the {what} on the sheet.")));
    }
    guard(book, &context.caller, range.sheet, &range.block(book))?;
    book.remove_lines(range.sheet, range.dimension, range.start, range.end - range.start);
    Ok(None)
}

pub(super) fn append(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let sheet = fields::sheet(book, message)?;
    let dimension = fields::dimension(message, "dimension")?;
    let length = fields::number(message, "length").filter(|length| *length > 0);
    let length = length.ok_or_else(|| ApiError::invalid("length must be greater than 0."))?;
    let own = &book.core.sheets[sheet];
    let (rows, columns) = match dimension {
        Dimension::Rows => (own.rows.saturating_add(length), own.columns),
        Dimension::Columns => (own.rows, own.columns.saturating_add(length)),
    };
    book.resize(sheet, rows, columns)?;
    Ok(None)
}

pub(super) fn shift(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let range = fields::stretch(book, message, "source")?.inside(book)?;
    let target = fields::number(message, "destinationIndex").unwrap_or(0);
    if target > book.core.sheets[range.sheet].length(range.dimension) {
        return Err(ApiError::invalid(format!("destinationIndex {target} is out of bounds.")));
    }
    guard(book, &context.caller, range.sheet, &range.block(book))?;
    if target < range.start || target > range.end {
        book.move_lines(range.sheet, range.dimension, [range.start, range.end, target]);
    }
    Ok(None)
}

pub(super) fn update(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let range = fields::stretch(book, message, "range")?.inside(book)?;
    let source = message.get("properties").cloned().unwrap_or(Value::Null);
    let sheet = &mut book.core.sheets[range.sheet];
    let known = match range.dimension {
        Dimension::Rows => &mut sheet.row_properties,
        Dimension::Columns => &mut sheet.column_properties,
    };
    for at in range.start..range.end {
        let mut properties = known.remove(&at).unwrap_or_else(|| json!({}));
        mask.copy(&source, &mut properties);
        if let Some(fields) = properties.as_object_mut() {
            fields.retain(|_, value| *value != json!(false) && !value.is_null());
            if !fields.is_empty() {
                known.insert(at, properties);
            }
        }
    }
    Ok(None)
}

/// Sets the width of columns from their longest text; rows keep their height.
pub(super) fn auto_resize(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let range = fields::stretch(book, message, "dimensions")?;
    if range.dimension == Dimension::Rows {
        return Ok(None);
    }
    let sheet = &book.core.sheets[range.sheet];
    let mut widths = Vec::new();
    for column in range.start..range.end.min(sheet.columns) {
        let cells = sheet.grid.iter().map(|row| row.cell(column));
        let letters = cells.map(|cell| match cell {
            Cell::Text(text) => book.pool.text(text).chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum(),
            Cell::Empty => 0,
            _ => 8,
        });
        if let Some(longest) = letters.max().filter(|longest| *longest > 0) {
            widths.push((column, longest * 7 + 10));
        }
    }
    for (column, width) in widths {
        let properties =
            book.core.sheets[range.sheet].column_properties.entry(column).or_insert_with(|| json!({}));
        properties["pixelSize"] = json!(width);
    }
    Ok(None)
}

fn groups(dimension: Dimension) -> (&'static str, &'static str) {
    match dimension {
        Dimension::Rows => ("rowGroups", "rowGroupControlAfter"),
        Dimension::Columns => ("columnGroups", "columnGroupControlAfter"),
    }
}

fn group_json(range: &Stretch, sheet: i64, depth: u64) -> Value {
    let mut inner =
        json!({"dimension": range.dimension.word(), "startIndex": range.start, "endIndex": range.end});
    if sheet != 0 {
        inner["sheetId"] = json!(sheet);
    }
    json!({"range": inner, "depth": depth})
}

pub(super) fn add_group(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let range = fields::stretch(book, message, "range")?.inside(book)?;
    let (list, control) = groups(range.dimension);
    let sheet = &mut book.core.sheets[range.sheet];
    let id = sheet.id;
    let around = sheet.list(list).iter().filter(|group| {
        let edge = |name: &str| group["range"][name].as_u64().unwrap_or(0);
        edge("startIndex") <= u64::from(range.start) && edge("endIndex") >= u64::from(range.end)
    });
    let depth = around.filter_map(|group| group["depth"].as_u64()).max().unwrap_or(0) + 1;
    sheet.list_mut(list).push(group_json(&range, id, depth));
    let properties = sheet.properties.entry("gridProperties").or_insert_with(|| json!({}));
    properties[control] = json!(true);
    Ok(Some(json!({"dimensionGroups": sheet.list(list)})))
}

pub(super) fn delete_group(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let range = fields::stretch(book, message, "range")?;
    let (list, _) = groups(range.dimension);
    let sheet = &mut book.core.sheets[range.sheet];
    let found = sheet.list(list).iter().rposition(|group| {
        group["range"]["startIndex"] == json!(range.start) && group["range"]["endIndex"] == json!(range.end)
    });
    let Some(at) = found else {
        return Err(ApiError::invalid("There is no dimension group to delete in the requested range."));
    };
    sheet.list_mut(list).remove(at);
    let left = sheet.list(list);
    Ok(Some(if left.is_empty() { json!({}) } else { json!({"dimensionGroups": left}) }))
}

/// A block that comes or goes, and what moves with it.
struct Moved {
    sheet: usize,
    block: Block,
    dimension: Dimension,
    /// The block and all that lies behind it.
    moved: Block,
}

fn moved(book: &Book, context: &Context, message: &Value) -> Outcome<Moved> {
    let (sheet, block) = fields::block(book, message, "range")?;
    let dimension = fields::dimension(message, "shiftDimension")?;
    let own = &book.core.sheets[sheet];
    let moved = match dimension {
        Dimension::Rows => Block { bottom: own.rows, ..block },
        Dimension::Columns => Block { right: own.columns, ..block },
    };
    guard(book, &context.caller, sheet, &moved)?;
    Ok(Moved { sheet, block, dimension, moved })
}

pub(super) fn insert_range(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let Moved { sheet, block, dimension, moved } = moved(book, context, message)?;
    let own = &book.core.sheets[sheet];
    let (rows, columns) = match dimension {
        Dimension::Rows => (own.last_used_row(&moved).max(block.top) + block.height(), own.columns),
        Dimension::Columns => {
            (own.rows, own.grid.iter().map(|row| row.end()).max().unwrap_or(0) + block.width())
        }
    };
    let (rows, columns) = (rows.max(own.rows), columns.max(own.columns));
    book.resize(sheet, rows, columns)?;
    move_cells(book, sheet, (&block, dimension), true);
    Ok(None)
}

pub(super) fn delete_range(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let Moved { sheet, block, dimension, .. } = moved(book, context, message)?;
    move_cells(book, sheet, (&block, dimension), false);
    Ok(None)
}

/// Pushes the cells behind the block away from its start, or pulls those behind its end to it.
fn move_cells(book: &mut Book, sheet: usize, (block, dimension): (&Block, Dimension), away: bool) {
    let own = &mut book.core.sheets[sheet];
    let (start, count, end) = match dimension {
        Dimension::Rows => (block.top, block.height(), own.rows),
        Dimension::Columns => (block.left, block.width(), own.columns),
    };
    let lines = match dimension {
        Dimension::Rows => block.left..block.right,
        Dimension::Columns => block.top..block.bottom,
    };
    for line in lines {
        let place = |at: u32| match dimension {
            Dimension::Rows => (at, line),
            Dimension::Columns => (line, at),
        };
        let before: Vec<(Cell, Mark)> = (start..end)
            .map(|at| (own.cell(place(at).0, place(at).1), own.mark(place(at).0, place(at).1)))
            .collect();
        for at in start..end {
            let from = if away { (at - start).checked_sub(count) } else { Some(at - start + count) };
            let (cell, mark) = from
                .and_then(|from| before.get(from as usize))
                .copied()
                .unwrap_or((Cell::Empty, Mark::default()));
            own.set_cell(place(at).0, place(at).1, cell);
            own.set_mark(place(at).0, place(at).1, mark);
        }
    }
}
