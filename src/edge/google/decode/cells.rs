//! The innermost loops of the decoder: lists of cells.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};

use crate::decide::book::{Handle, TextPool};

/// Takes cells while an answer is being decoded.
pub(super) struct Sink {
    body_address: usize,
    texts: Vec<Box<str>>,
    numbers: Vec<f64>,
}

impl Sink {
    pub(super) fn over(body: &[u8]) -> Self {
        Self { body_address: body.as_ptr() as usize, texts: Vec::new(), numbers: Vec::new() }
    }

    pub(super) fn into_parts(self) -> (Vec<Box<str>>, Vec<f64>) {
        (self.texts, self.numbers)
    }

    /// A text that stands in the answer as it is; past the addressable gigabyte it is copied.
    fn borrowed(&mut self, text: &str) -> Handle {
        if text.is_empty() {
            return Handle::EMPTY;
        }
        let offset = (text.as_ptr() as usize).wrapping_sub(self.body_address);
        TextPool::body_text(offset).unwrap_or_else(|| self.copied(text))
    }

    /// A text that had escapes.
    fn copied(&mut self, text: &str) -> Handle {
        if text.is_empty() {
            return Handle::EMPTY;
        }
        self.texts.push(text.into());
        TextPool::own_text(self.texts.len() - 1).unwrap_or(Handle::EMPTY)
    }

    fn number(&mut self, number: f64) -> Handle {
        TextPool::number_handle(&mut self.numbers, number)
    }
}

/// Adds a cell; a long list grows by a quarter, so that it never holds twice what it needs.
fn push(cells: &mut Vec<Handle>, cell: Handle) {
    if cells.len() == cells.capacity() {
        let step = if cells.len() < 4096 { cells.len() } else { cells.len() / 4 };
        cells.reserve_exact(step.max(16));
    }
    cells.push(cell);
}

/// Rows to columns or back; short lines end in empty cells.
pub(super) fn transpose(lines: Vec<Vec<Handle>>) -> Vec<Vec<Handle>> {
    let mut turned: Vec<Vec<Handle>> = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        for (position, cell) in line.into_iter().enumerate() {
            put(&mut turned, position, index, cell);
        }
    }
    turned
}

/// Puts a cell into a column at this row. An empty cell is not stored: a later one fills the gap.
fn put(columns: &mut Vec<Vec<Handle>>, position: usize, row: usize, cell: Handle) {
    if position >= columns.len() {
        columns.resize_with(position + 1, Vec::new);
    }
    if cell.is_empty() {
        return;
    }
    let column = &mut columns[position];
    while column.len() < row {
        push(column, Handle::EMPTY);
    }
    push(column, cell);
}

/// The member `values`: lists of cells, given back as columns if they are told apart rightly, else as lines.
pub(super) struct Lines<'s> {
    pub(super) sink: &'s mut Sink,
    pub(super) is_columns: bool,
}

impl<'de> DeserializeSeed<'de> for Lines<'_> {
    type Value = Vec<Vec<Handle>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Lines<'_> {
    type Value = Vec<Vec<Handle>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lists of cells")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut columns: Vec<Vec<Handle>> = Vec::new();
        if self.is_columns {
            let mut length = 0;
            while let Some(column) = seq.next_element_seed(Column { sink: &mut *self.sink, length })? {
                length = column.len();
                columns.push(column);
            }
        } else {
            let mut row = 0;
            while seq.next_element_seed(Row { sink: &mut *self.sink, columns: &mut columns, row })?.is_some()
            {
                row += 1;
            }
            columns.iter_mut().for_each(Vec::shrink_to_fit);
        }
        Ok(columns)
    }
}

/// One column, written as a list.
struct Column<'s> {
    sink: &'s mut Sink,
    /// Length of the column before it: a good guess for this one.
    length: usize,
}

impl<'de> DeserializeSeed<'de> for Column<'_> {
    type Value = Vec<Handle>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Column<'_> {
    type Value = Vec<Handle>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of cells")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::with_capacity(self.length);
        while let Some(cell) = seq.next_element_seed(Cell(self.sink))? {
            push(&mut cells, cell);
        }
        cells.shrink_to_fit();
        Ok(cells)
    }
}

/// One row, written as a list, spread over the columns.
struct Row<'s> {
    sink: &'s mut Sink,
    columns: &'s mut Vec<Vec<Handle>>,
    row: usize,
}

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of cells")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut position = 0;
        while let Some(cell) = seq.next_element_seed(Cell(self.sink))? {
            put(self.columns, position, self.row, cell);
            position += 1;
        }
        Ok(())
    }
}

/// One cell.
struct Cell<'s>(&'s mut Sink);

impl<'de> DeserializeSeed<'de> for Cell<'_> {
    type Value = Handle;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Handle, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cell<'_> {
    type Value = Handle;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, number, truth value or null")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Handle, E> {
        Ok(self.0.borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Handle, E> {
        Ok(self.0.copied(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Handle, E> {
        Ok(self.0.number(number as f64))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Handle, E> {
        Ok(self.0.number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Handle, E> {
        Ok(self.0.number(number))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Handle, E> {
        Ok(Handle::bool(value))
    }

    fn visit_unit<E>(self) -> Result<Handle, E> {
        Ok(Handle::EMPTY)
    }
}
