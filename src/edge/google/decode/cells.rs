//! The innermost loops of the decoder: lists of cells.

use super::DecodeFailure;
use super::cursor::Cursor;
use crate::decide::book::{Handle, TextPool};

/// Takes cells while an answer is being decoded.
#[derive(Default)]
pub(super) struct Sink {
    texts: Vec<Box<str>>,
    numbers: Vec<f64>,
}

impl Sink {
    pub(super) fn into_parts(self) -> (Vec<Box<str>>, Vec<f64>) {
        (self.texts, self.numbers)
    }

    /// Takes one cell. A text without escapes is its offset; past the addressable gigabyte, or with escapes, it is copied.
    #[inline]
    fn cell(&mut self, json: &mut Cursor<'_>) -> Result<Handle, DecodeFailure> {
        match json.peek()? {
            b'"' => self.text(json),
            b'-' | b'0'..=b'9' => {
                let number = json.number()?;
                Ok(TextPool::number_handle(&mut self.numbers, number))
            }
            b'n' => json.word(b"null").map(|()| Handle::EMPTY),
            b't' => json.word(b"true").map(|()| Handle::bool(true)),
            b'f' => json.word(b"false").map(|()| Handle::bool(false)),
            _ => Err(json.fault()),
        }
    }

    #[inline]
    fn text(&mut self, json: &mut Cursor<'_>) -> Result<Handle, DecodeFailure> {
        let span = json.text()?;
        if span.start == span.end {
            return Ok(Handle::EMPTY);
        }
        match TextPool::body_text(span.start) {
            Some(handle) if !span.has_escapes => Ok(handle),
            _ => {
                self.texts.push(json.plain(span)?.into());
                Ok(TextPool::own_text(self.texts.len() - 1).unwrap_or(Handle::EMPTY))
            }
        }
    }

    /// The member `values`: lists of cells, given back as columns if `is_columns` says rightly which they are.
    pub(super) fn lines(
        &mut self,
        json: &mut Cursor<'_>,
        is_columns: bool,
    ) -> Result<Vec<Vec<Handle>>, DecodeFailure> {
        let mut columns: Vec<Vec<Handle>> = Vec::new();
        if json.peek()? == b'n' {
            return json.word(b"null").map(|()| columns);
        }
        let mut row = 0;
        let mut goes_on = json.open(b'[', b']')?;
        while goes_on {
            if is_columns {
                // The column before is a good guess for the length of this one.
                let length = columns.last().map_or(0, Vec::len);
                columns.push(self.column(json, length)?);
            } else {
                self.row(json, &mut columns, row)?;
                row += 1;
            }
            goes_on = json.another(b']')?;
        }
        columns.iter_mut().for_each(Vec::shrink_to_fit);
        Ok(columns)
    }

    fn column(&mut self, json: &mut Cursor<'_>, length: usize) -> Result<Vec<Handle>, DecodeFailure> {
        if json.peek()? == b'n' {
            return json.word(b"null").map(|()| Vec::new());
        }
        let mut cells = Vec::with_capacity(length);
        let mut goes_on = json.open(b'[', b']')?;
        while goes_on {
            push(&mut cells, self.cell(json)?);
            goes_on = json.another(b']')?;
        }
        cells.shrink_to_fit();
        Ok(cells)
    }

    fn row(
        &mut self,
        json: &mut Cursor<'_>,
        columns: &mut Vec<Vec<Handle>>,
        row: usize,
    ) -> Result<(), DecodeFailure> {
        if json.peek()? == b'n' {
            return json.word(b"null");
        }
        let mut position = 0;
        let mut goes_on = json.open(b'[', b']')?;
        while goes_on {
            put(columns, position, row, self.cell(json)?);
            position += 1;
            goes_on = json.another(b']')?;
        }
        Ok(())
    }
}

/// Adds a cell; a long list grows by a quarter, so that it never holds twice what it needs.
#[inline]
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
#[inline]
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
