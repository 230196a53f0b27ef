//! Reading stretches of values: ragged rows, cut ends, the render options.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::shown::{Shown, effective, number, pattern_of, shown};
use crate::a1::Block;
use crate::error::{ApiError, Outcome};
use crate::formula::Evaluator;
use crate::grid::{Cell, Sheet};
use crate::mask::Mask;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Formatted,
    Unformatted,
    Formula,
}

/// How values are to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Render {
    values: Values,
    dates_as_text: bool,
    by_columns: bool,
}

/// Reads the three render options; an unknown word is refused.
pub(crate) fn render_of(option: impl Fn(&str) -> Option<String>) -> Outcome<Render> {
    let refuse = |field: &str, word: &str| {
        ApiError::bad_field(
            field,
            format!("Invalid value at '{field}' (type.googleapis.com/google.apps.sheets.v4), \"{word}\""),
        )
    };
    let values = match option("valueRenderOption").as_deref() {
        None | Some("" | "FORMATTED_VALUE") => Values::Formatted,
        Some("UNFORMATTED_VALUE") => Values::Unformatted,
        Some("FORMULA") => Values::Formula,
        Some(word) => return Err(refuse("value_render_option", word)),
    };
    let dates_as_text = match option("dateTimeRenderOption").as_deref() {
        None | Some("" | "SERIAL_NUMBER") => false,
        Some("FORMATTED_STRING") => true,
        Some(word) => return Err(refuse("date_time_render_option", word)),
    };
    let by_columns = match option("majorDimension").as_deref() {
        None | Some("" | "ROWS" | "DIMENSION_UNSPECIFIED") => false,
        Some("COLUMNS") => true,
        Some(word) => return Err(refuse("major_dimension", word)),
    };
    Ok(Render { values, dates_as_text, by_columns })
}

/// `ValueRange` of a block; it is worked out while it is written.
pub(crate) struct ValueRange<'read> {
    pub(crate) evaluator: &'read Evaluator<'read>,
    pub(crate) sheet: usize,
    pub(crate) block: Block,
    pub(crate) render: Render,
    pub(crate) mask: &'read Mask,
}

/// Clips the area and prepares its reading.
pub(crate) fn read<'read>(
    evaluator: &'read Evaluator<'read>,
    (sheet, area): (usize, crate::a1::Area),
    render: Render,
    mask: &'read Mask,
) -> Outcome<ValueRange<'read>> {
    let block = evaluator.book.core.sheets[sheet].clip(&area)?;
    Ok(ValueRange { evaluator, sheet, block, render, mask })
}

impl ValueRange<'_> {
    fn of(&self) -> &Sheet {
        &self.evaluator.book.core.sheets[self.sheet]
    }

    /// Rows and columns that remain when empty ends are cut.
    fn used(&self) -> Block {
        let sheet = self.of();
        let bottom = sheet.last_value_row(&self.block);
        let right = (self.block.top..bottom).map(|row| self.row_end(row)).max().unwrap_or(self.block.left);
        Block { bottom, right, ..self.block }
    }

    fn row_end(&self, row: u32) -> u32 {
        let cells = self.of().row(row).map_or(&[][..], |row| &row.cells[..]);
        let right = cells.len().min(self.block.right as usize);
        let last = (self.block.left as usize..right).rev().find(|column| cells[*column] != Cell::Empty);
        last.map_or(self.block.left, |column| u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    fn column_end(&self, column: u32, used: &Block) -> u32 {
        let sheet = self.of();
        (used.top..used.bottom)
            .rev()
            .find(|row| sheet.cell(*row, column) != Cell::Empty)
            .map_or(used.top, |row| row + 1)
    }
}

impl Serialize for ValueRange<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        if self.mask.wants("range") {
            map.serialize_entry("range", &self.of().reference(&self.block))?;
        }
        if self.mask.wants("majorDimension") {
            map.serialize_entry("majorDimension", if self.render.by_columns { "COLUMNS" } else { "ROWS" })?;
        }
        let used = self.used();
        if self.mask.wants("values") && used.height() > 0 && used.width() > 0 {
            map.serialize_entry("values", &Lines { range: self, used })?;
        }
        map.end()
    }
}

struct Lines<'read> {
    range: &'read ValueRange<'read>,
    used: Block,
}

impl Serialize for Lines<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        let (used, range) = (&self.used, self.range);
        if range.render.by_columns {
            for column in used.left..used.right {
                let block = Block {
                    left: column,
                    right: column + 1,
                    bottom: range.column_end(column, used),
                    ..*used
                };
                list.serialize_element(&Line { range, block })?;
            }
        } else {
            for row in used.top..used.bottom {
                let block = Block { top: row, bottom: row + 1, right: range.row_end(row), ..*used };
                list.serialize_element(&Line { range, block })?;
            }
        }
        list.end()
    }
}

/// One row or one column of values.
struct Line<'read> {
    range: &'read ValueRange<'read>,
    block: Block,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        for row in self.block.top..self.block.bottom {
            for column in self.block.left..self.block.right {
                self.cell(&mut list, row, column)?;
            }
        }
        list.end()
    }
}

impl Line<'_> {
    fn cell<L: SerializeSeq>(&self, list: &mut L, row: u32, column: u32) -> Result<(), L::Error> {
        let ValueRange { evaluator, render, .. } = self.range;
        let sheet = self.range.of();
        let cell = sheet.cell(row, column);
        // The two usual cases go out without a copy of the text.
        if let Cell::Text(text) = cell {
            return list.serialize_element(evaluator.book.pool.text(text));
        }
        if let (Cell::Formula(text), Values::Formula) = (cell, render.values) {
            return list.serialize_element(evaluator.book.pool.text(text));
        }
        let value = effective(evaluator, self.range.sheet, row, column);
        if render.values == Values::Formatted
            || matches!(value, Shown::Fault(_) | Shown::Empty | Shown::Text(_))
        {
            return list.serialize_element(&shown(evaluator, sheet, (row, column), &value));
        }
        match value {
            Shown::Truth(truth) => list.serialize_element(&truth),
            Shown::Number(plain) => {
                let format = evaluator.book.pool.number_format(sheet.mark(row, column).format);
                let is_date = format.is_some_and(|format| matches!(format.0, "DATE" | "TIME" | "DATE_TIME"));
                if render.dates_as_text && is_date {
                    let (kind, pattern) = format.unwrap_or(("", ""));
                    let pattern = pattern_of(kind, pattern, evaluator.book.property("locale"));
                    return list.serialize_element(&super::pattern::format_number(plain, pattern));
                }
                list.serialize_element(&number(plain))
            }
            _ => list.serialize_element(""),
        }
    }
}
