//! One cell and one row.

use super::pool::NONE;

/// Error values of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Null,
    DivideByZero,
    Value,
    Reference,
    Name,
    Number,
    NotAvailable,
    Error,
}

impl Fault {
    const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::Null, "#NULL!", "NULL_VALUE"),
        (Self::DivideByZero, "#DIV/0!", "DIVIDE_BY_ZERO"),
        (Self::Value, "#VALUE!", "VALUE"),
        (Self::Reference, "#REF!", "REF"),
        (Self::Name, "#NAME?", "NAME"),
        (Self::Number, "#NUM!", "NUM"),
        (Self::NotAvailable, "#N/A", "N_A"),
        (Self::Error, "#ERROR!", "ERROR"),
    ];

    pub(crate) fn text(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.0 == self).map_or("#ERROR!", |entry| entry.1)
    }

    /// The word of `ErrorValue.type`.
    pub(crate) fn kind(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.0 == self).map_or("ERROR", |entry| entry.2)
    }

    pub(crate) fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|entry| entry.1 == text).map(|entry| entry.0)
    }

    pub(crate) fn of_kind(kind: &str) -> Option<Self> {
        Self::ALL.iter().find(|entry| entry.2 == kind).map(|entry| entry.0)
    }
}

/// What was entered into a cell; texts and formulas are numbers of the pool.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Cell {
    #[default]
    Empty,
    Number(f64),
    Text(u32),
    Truth(bool),
    Fault(Fault),
    /// The text of a formula, with its leading `=`.
    Formula(u32),
}

/// What a cell carries beside its value, each a number of the pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) format: u32,
    pub(crate) note: u32,
    pub(crate) validation: u32,
    /// `textFormatRuns`, `chipRuns`, `pivotTable` and such, as sent.
    pub(crate) rest: u32,
}

impl Mark {
    pub(crate) fn is_none(&self) -> bool {
        *self == Self { format: NONE, note: NONE, validation: NONE, rest: NONE }
    }
}

/// Cells from column A on, and the marks of the few cells that have some, by column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) marks: Vec<(u32, Mark)>,
}

impl Row {
    pub(crate) fn cell(&self, column: u32) -> Cell {
        self.cells.get(column as usize).copied().unwrap_or_default()
    }

    pub(crate) fn mark(&self, column: u32) -> Mark {
        match self.marks.binary_search_by_key(&column, |entry| entry.0) {
            Ok(at) => self.marks[at].1,
            Err(_) => Mark::default(),
        }
    }

    pub(crate) fn set_cell(&mut self, column: u32, cell: Cell) {
        let at = column as usize;
        if at < self.cells.len() {
            self.cells[at] = cell;
        } else if cell != Cell::Empty {
            self.cells.resize(at, Cell::Empty);
            self.cells.push(cell);
        }
        while self.cells.last() == Some(&Cell::Empty) {
            self.cells.pop();
        }
    }

    pub(crate) fn set_mark(&mut self, column: u32, mark: Mark) {
        match (self.marks.binary_search_by_key(&column, |entry| entry.0), mark.is_none()) {
            (Ok(at), true) => {
                self.marks.remove(at);
            }
            (Ok(at), false) => self.marks[at].1 = mark,
            (Err(at), false) => self.marks.insert(at, (column, mark)),
            (Err(_), true) => {}
        }
    }

    /// One past the last column that has a value or a mark.
    pub(crate) fn end(&self) -> u32 {
        let cells = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        cells.max(self.marks.last().map_or(0, |entry| entry.0 + 1))
    }

    pub(crate) fn insert_columns(&mut self, at: u32, count: u32) {
        if (at as usize) < self.cells.len() {
            let empty = std::iter::repeat_n(Cell::Empty, count as usize);
            self.cells.splice(at as usize..at as usize, empty);
        }
        for (column, _) in self.marks.iter_mut().filter(|entry| entry.0 >= at) {
            *column += count;
        }
    }

    pub(crate) fn remove_columns(&mut self, at: u32, count: u32) {
        let end = (at as usize + count as usize).min(self.cells.len());
        if (at as usize) < end {
            self.cells.drain(at as usize..end);
        }
        while self.cells.last() == Some(&Cell::Empty) {
            self.cells.pop();
        }
        self.marks.retain(|entry| entry.0 < at || entry.0 >= at + count);
        for (column, _) in self.marks.iter_mut().filter(|entry| entry.0 >= at) {
            *column -= count;
        }
    }
}
