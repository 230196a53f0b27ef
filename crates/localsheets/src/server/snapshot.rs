//! A book as lines of JSON: a head, then one line for each row.

use std::io::{BufRead, Write};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::error::Outcome;
use crate::grid::{Access, Book, Cell, Dimension, Fault, Mark, Metadata, NONE, Place, Pool, Row, Sheet};

/// Version of the form; another one is refused instead of misread.
const VERSION: u64 = 1;

/// Writes the whole book.
pub(crate) fn write(book: &Book, to: &mut impl Write) -> std::io::Result<()> {
    let mut formats = Formats::default();
    // The head lists the formats, so the marks are gone through once before the rows are written one by one.
    for row in book.core.sheets.iter().flat_map(|sheet| &sheet.grid) {
        for (_, mark) in &row.marks {
            for message in [mark.format, mark.validation, mark.rest] {
                formats.number(&book.pool, message);
            }
        }
    }
    let sheets: Vec<Value> = book.core.sheets.iter().map(sheet_head).collect();
    let head = json!({
        "version": VERSION,
        "id": book.id,
        "revision": book.revision,
        "change": book.change,
        "created_ms": book.created_ms,
        "modified_ms": book.modified_ms,
        "trashed": book.trashed,
        "access": access_word(book.access),
        "permissions": book.permissions,
        "properties": book.core.properties,
        "named_ranges": book.core.named_ranges,
        "metadata": book.core.metadata.iter().map(Metadata::json).collect::<Vec<_>>(),
        "ids_given": book.core.ids_given,
        "formats": formats.list,
        "sheets": sheets,
    });
    serde_json::to_writer(&mut *to, &head)?;
    to.write_all(b"\n")?;
    for row in book.core.sheets.iter().flat_map(|sheet| &sheet.grid) {
        serde_json::to_writer(&mut *to, &row_json(&book.pool, row, &mut formats))?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

pub(crate) fn access_word(access: Access) -> &'static str {
    match access {
        Access::Shared => "shared",
        Access::ViewOnly => "view_only",
        Access::NotShared => "not_shared",
        Access::OfficeFile => "office_file",
    }
}

pub(crate) fn access_of(word: &str) -> Option<Access> {
    [Access::Shared, Access::ViewOnly, Access::NotShared, Access::OfficeFile]
        .into_iter()
        .find(|access| access_word(*access) == word)
}

/// Messages that marks refer to, numbered anew so that a snapshot holds only those in use.
#[derive(Default)]
struct Formats {
    list: Vec<Value>,
    numbers: std::collections::HashMap<u32, usize>,
}

impl Formats {
    fn number(&mut self, pool: &Pool, message: u32) -> usize {
        if message == NONE {
            return 0;
        }
        let list = &mut self.list;
        *self.numbers.entry(message).or_insert_with(|| {
            list.push(pool.message(message).clone());
            list.len()
        })
    }
}

fn row_json(pool: &Pool, row: &Row, formats: &mut Formats) -> Value {
    let cells: Vec<Value> = row.cells.iter().map(|cell| cell_json(pool, *cell)).collect();
    if row.marks.is_empty() {
        return Value::Array(cells);
    }
    let marks: Vec<Value> = row
        .marks
        .iter()
        .map(|(column, mark)| {
            json!([
                column,
                formats.number(pool, mark.format),
                pool.text(mark.note),
                formats.number(pool, mark.validation),
                formats.number(pool, mark.rest)
            ])
        })
        .collect();
    json!({"cells": cells, "marks": marks})
}

fn cell_json(pool: &Pool, cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Number(value) => crate::values::number(value),
        Cell::Text(text) => json!(pool.text(text)),
        Cell::Truth(truth) => json!(truth),
        Cell::Fault(fault) => json!({"fault": fault.text()}),
        Cell::Formula(text) => json!({"formula": pool.text(text)}),
    }
}

fn sheet_head(sheet: &Sheet) -> Value {
    let lines = |dimension: Dimension| -> Vec<Value> {
        sheet.dimension_properties(dimension).iter().map(|(at, properties)| json!([at, properties])).collect()
    };
    json!({
        "id": sheet.id,
        "properties": sheet.properties,
        "rows": sheet.rows,
        "columns": sheet.columns,
        "row_properties": lines(Dimension::Rows),
        "column_properties": lines(Dimension::Columns),
        "attached": sheet.attached,
        "lines": sheet.grid.len(),
    })
}

/// One sheet with its cells in one message, to carry it from one book to another.
pub(crate) fn sheet_json(pool: &Pool, sheet: &Sheet) -> Value {
    let mut formats = Formats::default();
    let lines: Vec<Value> = sheet.grid.iter().map(|row| row_json(pool, row, &mut formats)).collect();
    json!({"head": sheet_head(sheet), "formats": formats.list, "lines": lines})
}

/// The sheet that such a message holds.
pub(crate) fn sheet_of(pool: &mut Pool, value: &Value) -> Outcome<Sheet> {
    let formats = interned(pool, &value["formats"]);
    let mut sheet = sheet_start(&value["head"]);
    for line in value["lines"].as_array().into_iter().flatten() {
        sheet.grid.push(Arc::new(row_of(pool, line, &formats)));
    }
    Ok(sheet)
}

fn interned(pool: &mut Pool, list: &Value) -> Vec<u32> {
    let formats = list.as_array().into_iter().flatten();
    std::iter::once(NONE).chain(formats.map(|format| pool.intern_message(format))).collect()
}

fn whole(value: &Value) -> u32 {
    value.as_u64().and_then(|value| u32::try_from(value).ok()).unwrap_or(0)
}

fn sheet_start(head: &Value) -> Sheet {
    let mut sheet =
        Sheet::new(head["id"].as_i64().unwrap_or(0), "", whole(&head["rows"]), whole(&head["columns"]));
    sheet.properties = super::sheets::object(&head["properties"]);
    let lines = |name: &str| {
        let pairs = head[name].as_array().into_iter().flatten();
        pairs.map(|pair| (whole(&pair[0]), pair[1].clone())).collect()
    };
    sheet.row_properties = lines("row_properties");
    sheet.column_properties = lines("column_properties");
    for field in crate::grid::ATTACHED {
        if let Some(list) = head["attached"][field].as_array() {
            sheet.attached.insert(field, list.clone());
        }
    }
    sheet
}

fn row_of(pool: &mut Pool, line: &Value, formats: &[u32]) -> Row {
    let mut row = Row::default();
    let cells = line.as_array().or_else(|| line["cells"].as_array());
    row.cells = cells.into_iter().flatten().map(|cell| cell_of(pool, cell)).collect();
    for mark in line.get("marks").and_then(Value::as_array).into_iter().flatten() {
        let message = |at: usize| formats.get(whole(&mark[at]) as usize).copied().unwrap_or(NONE);
        let note = pool.intern(mark[2].as_str().unwrap_or(""));
        let mark =
            (whole(&mark[0]), Mark { format: message(1), note, validation: message(3), rest: message(4) });
        row.marks.push(mark);
    }
    row
}

fn cell_of(pool: &mut Pool, value: &Value) -> Cell {
    match value {
        Value::Null | Value::Array(_) => Cell::Empty,
        Value::Bool(truth) => Cell::Truth(*truth),
        Value::Number(number) => Cell::Number(number.as_f64().unwrap_or(0.0)),
        Value::String(text) => Cell::Text(pool.intern(text)),
        Value::Object(fields) => match (fields.get("formula"), fields.get("fault")) {
            (Some(text), _) => Cell::Formula(pool.intern(text.as_str().unwrap_or(""))),
            (_, Some(text)) => {
                Cell::Fault(Fault::of_text(text.as_str().unwrap_or("")).unwrap_or(Fault::Error))
            }
            _ => Cell::Empty,
        },
    }
}

fn metadata_of(value: &Value) -> Metadata {
    let location = &value["location"];
    let range = &location["dimensionRange"];
    let place = match range["dimension"].as_str().and_then(Dimension::parse) {
        Some(dimension) => {
            Place::Line(range["sheetId"].as_i64().unwrap_or(0), dimension, whole(&range["startIndex"]))
        }
        None if location["spreadsheet"] == json!(true) => Place::Spreadsheet,
        None => Place::Sheet(location["sheetId"].as_i64().unwrap_or(0)),
    };
    Metadata {
        id: value["metadataId"].as_i64().unwrap_or(0),
        key: value["metadataKey"].as_str().unwrap_or("").to_owned(),
        value: value["metadataValue"].as_str().map(str::to_owned),
        is_project: value["visibility"] == json!("PROJECT"),
        place,
    }
}

/// Reads a whole book; a text that is no snapshot is refused with the reason.
pub(crate) fn read(from: &mut impl BufRead) -> Result<Book, String> {
    let mut line = String::new();
    from.read_line(&mut line).map_err(|error| error.to_string())?;
    let head: Value = serde_json::from_str(&line).map_err(|error| format!("line 1: {error}"))?;
    if head["version"] != json!(VERSION) {
        return Err(format!("line 1: found version {}; expected {VERSION}", head["version"]));
    }
    let mut book = Book {
        id: head["id"].as_str().unwrap_or("").to_owned(),
        revision: head["revision"].as_u64().unwrap_or(0),
        change: head["change"].as_u64().unwrap_or(0),
        created_ms: head["created_ms"].as_i64().unwrap_or(0),
        modified_ms: head["modified_ms"].as_i64().unwrap_or(0),
        trashed: head["trashed"] == json!(true),
        access: access_of(head["access"].as_str().unwrap_or("")).unwrap_or_default(),
        permissions: head["permissions"].as_array().cloned().unwrap_or_default(),
        ..Book::default()
    };
    book.core.properties = super::sheets::object(&head["properties"]);
    book.core.named_ranges = head["named_ranges"].as_array().cloned().unwrap_or_default();
    book.core.metadata = head["metadata"].as_array().into_iter().flatten().map(metadata_of).collect();
    book.core.ids_given = head["ids_given"].as_u64().unwrap_or(0);
    let formats = interned(&mut book.pool, &head["formats"]);
    for sheet_head in head["sheets"].as_array().into_iter().flatten() {
        let mut sheet = sheet_start(sheet_head);
        for number in 0..whole(&sheet_head["lines"]) {
            line.clear();
            from.read_line(&mut line).map_err(|error| error.to_string())?;
            let row: Value = serde_json::from_str(&line)
                .map_err(|error| format!("row {number} of sheet {}: {error}", sheet.title()))?;
            sheet.grid.push(Arc::new(row_of(&mut book.pool, &row, &formats)));
        }
        book.core.sheets.push(sheet);
    }
    Ok(book)
}
