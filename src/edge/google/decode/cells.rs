//! The innermost loops of the decoder: lists of cells.

use super::DecodeFailure;
use super::cursor::{Cursor, Span};
use crate::decide::book::{Handle, TextPool};

/// Sets of [`Sink::recent`]: 128 KiB, so that they stay in a near cache.
const SETS: usize = 4096;

/// Texts of a set, the latest first.
type Set = [Seen; 4];

/// A text that was seen.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    handle: Handle,
    /// Bits of its hash: most other texts are told apart without looking at them.
    tag: u32,
}

/// Rows for which room is taken before they come.
const HEIGHT_MAX: usize = 1 << 20;

/// Texts up to this length are looked for among the recent ones; longer ones are hardly ever typed twice.
const REPEATED_BYTES_MAX: usize = 96;

/// Texts of a column after which is decided whether it repeats itself.
const TRIED_MIN: u32 = 512;

/// Whether a column repeats its texts: looking for each company or address among the recent texts costs time and displaces the others.
#[derive(Debug, Clone, Copy, Default)]
struct Habit {
    tried: u32,
    found: u32,
}

impl Habit {
    /// Fewer than one in sixteen was found.
    #[inline]
    fn is_distinct(self) -> bool {
        self.tried >= TRIED_MIN && self.found < self.tried / 16
    }
}

/// Takes cells while an answer is being decoded.
pub(super) struct Sink {
    /// The texts that were last seen, by hash: a text that stands here is not kept again.
    recent: Vec<Set>,
    /// By column of the range.
    habits: Vec<Habit>,
    /// Rows that the range may have: room for so many is taken at once, since columns that grow side by side leave holes in memory.
    height: usize,
    texts: Vec<Box<str>>,
    numbers: Vec<f64>,
}

impl Default for Sink {
    fn default() -> Self {
        Self {
            recent: vec![Set::default(); SETS],
            habits: Vec::new(),
            height: 0,
            texts: Vec::new(),
            numbers: Vec::new(),
        }
    }
}

impl Sink {
    pub(super) fn into_parts(self) -> (Vec<Box<str>>, Vec<f64>) {
        (self.texts, self.numbers)
    }

    /// Takes one cell.
    #[inline]
    fn cell(&mut self, json: &mut Cursor<'_>, column: usize) -> Result<Handle, DecodeFailure> {
        match json.peek()? {
            b'"' => self.text(json, column),
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
    fn text(&mut self, json: &mut Cursor<'_>, column: usize) -> Result<Handle, DecodeFailure> {
        let span = json.text()?;
        if span.start == span.end {
            return Ok(Handle::EMPTY);
        }
        if span.has_escapes {
            return self.escaped(json, span);
        }
        if column >= self.habits.len() {
            self.habits.resize(column + 1, Habit::default());
        }
        let habit = &mut self.habits[column];
        let bytes = json.bytes(span);
        if bytes.len() > REPEATED_BYTES_MAX || habit.is_distinct() {
            return self.keep(json, span);
        }
        habit.tried += 1;
        let hash = hash(bytes);
        let (number, tag) = ((hash >> (64 - SETS.trailing_zeros())) as usize, (hash >> 16) as u32);
        let set = &mut self.recent[number];
        if let Some(place) =
            set.iter().position(|seen| seen.tag == tag && json.kept_text(seen.handle) == bytes)
        {
            habit.found += 1;
            set[..=place].rotate_right(1);
            return Ok(set[0].handle);
        }
        let handle = self.keep(json, span)?;
        let set = &mut self.recent[number];
        set.rotate_right(1);
        set[0] = Seen { handle, tag };
        Ok(handle)
    }

    #[cold]
    #[inline(never)]
    fn escaped(&mut self, json: &mut Cursor<'_>, span: Span) -> Result<Handle, DecodeFailure> {
        let text = json.plain(span)?;
        Ok(json.keep_text(&text).unwrap_or_else(|| self.own(&text)))
    }

    #[inline]
    fn keep(&mut self, json: &mut Cursor<'_>, span: Span) -> Result<Handle, DecodeFailure> {
        match json.keep(span) {
            Some(handle) => Ok(handle),
            None => Ok(self.own(&json.plain(span)?)),
        }
    }

    /// Keeps a text by itself, where there is no room for it among the others.
    fn own(&mut self, text: &str) -> Handle {
        self.texts.push(text.into());
        TextPool::own_text(self.texts.len() - 1).unwrap_or(Handle::EMPTY)
    }

    /// The member `values`: lists of cells, given back as columns if `is_columns` says rightly which they are.
    pub(super) fn lines(
        &mut self,
        json: &mut Cursor<'_>,
        (is_columns, height): (bool, usize),
    ) -> Result<Vec<Vec<Handle>>, DecodeFailure> {
        let mut columns: Vec<Vec<Handle>> = Vec::new();
        self.habits.clear();
        self.height = height.min(HEIGHT_MAX);
        if json.peek()? == b'n' {
            return json.word(b"null").map(|()| columns);
        }
        let mut row = 0;
        let mut goes_on = json.open(b'[', b']')?;
        while goes_on {
            if is_columns {
                columns.push(self.column(json, columns.len())?);
            } else {
                self.row(json, &mut columns, row)?;
                row += 1;
            }
            goes_on = json.another(b']')?;
        }
        columns.iter_mut().for_each(Vec::shrink_to_fit);
        Ok(columns)
    }

    fn column(&mut self, json: &mut Cursor<'_>, index: usize) -> Result<Vec<Handle>, DecodeFailure> {
        if json.peek()? == b'n' {
            return json.word(b"null").map(|()| Vec::new());
        }
        let mut cells = Vec::new();
        let mut goes_on = json.open(b'[', b']')?;
        while goes_on {
            push(&mut cells, self.cell(json, index)?, self.height);
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
            let cell = self.cell(json, position)?;
            put(columns, (position, row), cell, self.height);
            position += 1;
            goes_on = json.another(b']')?;
        }
        Ok(())
    }
}

/// Adds a cell; a list that outgrows the expected height grows by a quarter, so that it never holds twice what it needs.
#[inline]
fn push(cells: &mut Vec<Handle>, cell: Handle, height: usize) {
    if cells.len() == cells.capacity() {
        let step = if cells.len() < 4096 { cells.len() } else { cells.len() / 4 };
        cells.reserve_exact(step.max(16).max(height.saturating_sub(cells.len())));
    }
    cells.push(cell);
}

/// Rows to columns or back; short lines end in empty cells.
pub(super) fn transpose(lines: Vec<Vec<Handle>>) -> Vec<Vec<Handle>> {
    let mut turned: Vec<Vec<Handle>> = Vec::new();
    for (index, line) in lines.into_iter().enumerate() {
        for (position, cell) in line.into_iter().enumerate() {
            put(&mut turned, (position, index), cell, 0);
        }
    }
    turned
}

/// Puts a cell into a column at this row. An empty cell is not stored: a later one fills the gap.
#[inline]
fn put(columns: &mut Vec<Vec<Handle>>, (position, row): (usize, usize), cell: Handle, height: usize) {
    match columns.get_mut(position) {
        Some(column) if column.len() == row && !cell.is_empty() && row < column.capacity() => {
            column.push(cell)
        }
        _ => put_apart(columns, (position, row), cell, height),
    }
}

/// The same where a gap is to be filled, or room to be made. Kept out of the loop, which is shorter without it.
#[cold]
#[inline(never)]
fn put_apart(columns: &mut Vec<Vec<Handle>>, (position, row): (usize, usize), cell: Handle, height: usize) {
    if position >= columns.len() {
        columns.resize_with(position + 1, Vec::new);
    }
    if cell.is_empty() {
        return;
    }
    let column = &mut columns[position];
    while column.len() < row {
        push(column, Handle::EMPTY, height);
    }
    push(column, cell, height);
}

/// Hash of a text, by its length, beginning and end; its highest bits are the best.
#[inline]
fn hash(text: &[u8]) -> u64 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let (first, last) = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
            }
            _ => text.iter().fold((0, 0), |(sum, _), byte| (sum << 8 | u64::from(*byte), 0)),
        },
    };
    (first.wrapping_mul(MIX) ^ last.rotate_left(29)).wrapping_add(text.len() as u64).wrapping_mul(MIX)
}
