//! Writing values into a stretch of cells.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::typed::{Typed, parse_typed};
use crate::a1::{Area, Block, column_letters};
use crate::error::{ApiError, Outcome};
use crate::grid::{Book, Cell};
use crate::server::Caller;

/// Characters of one cell: Google's limit.
const CELL_TEXT_MAX: usize = 50_000;

/// What a write did.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) sheet: usize,
    pub(crate) block: Block,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) cells: usize,
}

impl Written {
    /// The counts of `UpdateValuesResponse`; zeros are left out, as Google leaves them out.
    pub(crate) fn json(&self, book: &Book) -> Value {
        let mut answer = json!({"updatedRange": book.core.sheets[self.sheet].reference(&self.block)});
        for (name, count) in
            [("updatedRows", self.rows), ("updatedColumns", self.columns), ("updatedCells", self.cells)]
        {
            if count > 0 {
                answer[name] = json!(count);
            }
        }
        answer
    }
}

/// The lists of a body's `values` with the options of the write.
pub(crate) struct Lines<'body> {
    lines: Vec<&'body [Value]>,
    by_columns: bool,
    typed: bool,
}

/// Reads `values`, `majorDimension` and the input option of a `ValueRange` body.
pub(crate) fn write_body<'body>(
    body: &'body Value,
    option: Option<&str>,
    place: &str,
) -> Outcome<Lines<'body>> {
    let typed = match option {
        Some("RAW") => false,
        Some("USER_ENTERED") => true,
        None | Some("" | "INPUT_VALUE_OPTION_UNSPECIFIED") => {
            return Err(ApiError::invalid("'valueInputOption' is required but not specified"));
        }
        Some(word) => {
            let text = "type.googleapis.com/google.apps.sheets.v4.ValueInputOption";
            return Err(ApiError::bad_field(
                "value_input_option",
                format!("Invalid value at 'value_input_option' ({text}), \"{word}\""),
            ));
        }
    };
    let by_columns = body.get("majorDimension").and_then(Value::as_str) == Some("COLUMNS");
    let lines = match body.get("values") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(lines)) => lines.iter().map(|line| list(line, place)).collect::<Outcome<_>>()?,
        Some(other) => return Err(not_a_list(other, place)),
    };
    Ok(Lines { lines, by_columns, typed })
}

fn list<'body>(line: &'body Value, place: &str) -> Outcome<&'body [Value]> {
    line.as_array().map(Vec::as_slice).ok_or_else(|| not_a_list(line, place))
}

fn not_a_list(value: &Value, place: &str) -> ApiError {
    let kind = "type.googleapis.com/google.protobuf.ListValue";
    ApiError::bad_field(place, format!("Invalid value at '{place}' ({kind}), {value}"))
}

impl Lines<'_> {
    /// Height and width of the rectangle that the values fill.
    pub(crate) fn size(&self) -> (u32, u32) {
        let lines = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let longest = self.lines.iter().map(|line| line.len()).max().unwrap_or(0);
        let longest = u32::try_from(longest).unwrap_or(u32::MAX);
        if self.by_columns { (longest, lines) } else { (lines, longest) }
    }
}

/// Writes the values from the area's first cell on; one cell as area has no lower right end.
pub(crate) fn put(
    book: &mut Book,
    caller: &Caller,
    (sheet, area): (usize, Area),
    lines: &Lines<'_>,
) -> Outcome<Written> {
    let (height, width) = lines.size();
    let block = fitting(book, (sheet, &area), height, width)?;
    guard(book, caller, sheet, &block)?;
    let (mut rows, mut columns, mut cells) = (BTreeSet::new(), BTreeSet::new(), 0);
    for (major, line) in lines.lines.iter().enumerate() {
        for (minor, value) in line.iter().enumerate().filter(|(_, value)| !value.is_null()) {
            let (down, across) = if lines.by_columns { (minor, major) } else { (major, minor) };
            let row = area.top + u32::try_from(down).unwrap_or(u32::MAX);
            let column = area.left + u32::try_from(across).unwrap_or(u32::MAX);
            write_value(book, (sheet, row, column), value, lines.typed)?;
            rows.insert(row);
            columns.insert(column);
            cells += 1;
        }
    }
    Ok(Written { sheet, block, rows: rows.len(), columns: columns.len(), cells })
}

fn fitting(book: &Book, (sheet, area): (usize, &Area), height: u32, width: u32) -> Outcome<Block> {
    let sheet = &book.core.sheets[sheet];
    let outside = area.bottom.is_some_and(|bottom| bottom > sheet.rows)
        || area.right.is_some_and(|right| right > sheet.columns);
    let block = sheet.clip(area)?;
    if outside {
        return Err(sheet.beyond(area));
    }
    let wanted = Block {
        top: area.top,
        left: area.left,
        bottom: area.top + height.max(1),
        right: area.left + width.max(1),
    };
    let limit = if area.is_cell() { sheet.whole() } else { block };
    if wanted.bottom <= limit.bottom && wanted.right <= limit.right {
        return Ok(wanted);
    }
    if area.is_cell() {
        let Block { top, left, bottom, right } = wanted;
        return Err(sheet.beyond(&Area { top, left, bottom: Some(bottom), right: Some(right) }));
    }
    let place = if wanted.right > limit.right {
        format!("column [{}]", column_letters(limit.right))
    } else {
        format!("row [{}]", limit.bottom + 1)
    };
    let within = sheet.reference(&block);
    Err(ApiError::invalid(format!("Requested writing within range [{within}], but tried writing to {place}")))
}

fn write_value(
    book: &mut Book,
    (sheet, row, column): (usize, u32, u32),
    value: &Value,
    typed: bool,
) -> Outcome<()> {
    let cell = match value {
        Value::Bool(truth) => Cell::Truth(*truth),
        Value::Number(number) => Cell::Number(number.as_f64().unwrap_or(0.0)),
        Value::String(text) => {
            check_length(text)?;
            if typed {
                let read = parse_typed(text, book.property("locale"));
                return write_typed(book, (sheet, row, column), &read);
            }
            text_cell(book, text)
        }
        other => {
            let kind = if other.is_array() { "list_value" } else { "struct_value" };
            return Err(ApiError::invalid(format!("Invalid values[{row}][{column}]: {kind} {other}")));
        }
    };
    book.core.sheets[sheet].set_cell(row, column, cell);
    Ok(())
}

/// Refuses a text that no cell may hold.
pub(crate) fn check_length(text: &str) -> Outcome<()> {
    if text.len() > CELL_TEXT_MAX && text.chars().count() > CELL_TEXT_MAX {
        return Err(ApiError::invalid(
            "Your input contains more than the maximum of 50000 characters in a single cell.",
        ));
    }
    Ok(())
}

/// A text cell; an empty text empties the cell.
pub(crate) fn text_cell(book: &mut Book, text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(book.pool.intern(text)) }
}

/// Puts a typed value, with the number format that typing brings where the cell has none.
pub(crate) fn write_typed(
    book: &mut Book,
    (sheet, row, column): (usize, u32, u32),
    typed: &Typed,
) -> Outcome<()> {
    let cell = match typed {
        Typed::Empty => Cell::Empty,
        Typed::Text(text) => text_cell(book, text),
        Typed::Truth(truth) => Cell::Truth(*truth),
        Typed::Fault(fault) => Cell::Fault(*fault),
        Typed::Formula(text) => Cell::Formula(book.pool.intern(text)),
        Typed::Number(value, format) => {
            if let Some((kind, pattern)) = format {
                let mut mark = book.core.sheets[sheet].mark(row, column);
                if book.pool.number_format(mark.format).is_none() {
                    let mut message = book.pool.message(mark.format).clone();
                    if message.is_null() {
                        message = json!({});
                    }
                    message["numberFormat"] = json!({"type": kind, "pattern": pattern});
                    mark.format = book.pool.intern_message(&message);
                    book.core.sheets[sheet].set_mark(row, column, mark);
                }
            }
            Cell::Number(*value)
        }
    };
    book.core.sheets[sheet].set_cell(row, column, cell);
    Ok(())
}

/// Empties the values of a block; formats, notes and validation stay.
pub(crate) fn clear(book: &mut Book, caller: &Caller, sheet: usize, block: &Block) -> Outcome<()> {
    guard(book, caller, sheet, block)?;
    let used = book.core.sheets[sheet].last_value_row(block);
    for row in block.top..used {
        for column in block.left..block.right {
            book.core.sheets[sheet].set_cell(row, column, Cell::Empty);
        }
    }
    Ok(())
}

/// Refuses a write into a protected range by somebody who may not edit it.
pub(crate) fn guard(book: &Book, caller: &Caller, sheet: usize, block: &Block) -> Outcome<()> {
    if caller.is_owner || block.height() == 0 || block.width() == 0 {
        return Ok(());
    }
    let own = &book.core.sheets[sheet];
    for protected in own.list("protectedRanges") {
        if protected["warningOnly"] == json!(true) || may_edit(protected, caller) {
            continue;
        }
        let area = crate::grid::grid_area(protected.get("range").unwrap_or(&Value::Null))?;
        let open = |list: &Value| -> bool {
            list.as_array().into_iter().flatten().any(|range| {
                crate::grid::grid_area(range).is_ok_and(|area| {
                    let free = area.clip(own.rows, own.columns);
                    free.top <= block.top
                        && free.bottom >= block.bottom
                        && free.left <= block.left
                        && free.right >= block.right
                })
            })
        };
        if area.clip(own.rows, own.columns).meets(block) && !open(&protected["unprotectedRanges"]) {
            return Err(ApiError::protected());
        }
    }
    Ok(())
}

/// Whether the protected range names the caller among its editors.
pub(crate) fn may_edit(protected: &Value, caller: &Caller) -> bool {
    caller.is_owner
        || protected["editors"]["users"]
            .as_array()
            .is_some_and(|users| users.iter().any(|user| user.as_str() == Some(caller.email.as_str())))
}
