//! All rows at once: each distinct text is read once, and rows that read alike share one outcome.
//!
//! The rows walk through the columns one after another. What a column makes of a cell is its *class*; a row's *state* after a column
//! is numbered by the pair of its state before and the class. After the last column, a state stands for one combination of
//! classes, and only states are scored and put into words (`teller.rs`).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::judge::{Judge, JudgedColumn};
use super::score::{Priority, Score};
use super::teller::{Teller, Walked};
use super::verdict::{CellVerdict, Truth};
use crate::decide::book::{Handle, Recent, Tab, TextPool};

/// What rows that read alike come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Points and labels.
    pub score: Score,
    /// スコア内訳: parts that add up to the score.
    pub breakdown: Arc<str>,
    /// 要確認: cells to mend; empty where there are none.
    pub needs_check: Arc<str>,
    /// Priority that a person set; it is shown instead of the computed one.
    pub manual: Option<Priority>,
    /// Whether each rule of the book applies to the row today, in its order; what has expired does not.
    pub truths: Arc<[Truth]>,
    /// Filled cells that a rule needs and that could not be understood.
    pub unread_cells: u32,
}

impl Outcome {
    /// Meets the hand-over threshold and is not excluded.
    pub fn is_qualified(&self) -> bool {
        self.score.is_qualified
    }

    /// An exclusion rule applies.
    pub fn is_excluded(&self) -> bool {
        self.score.is_excluded
    }

    /// The priority to show: a person's word wins.
    pub fn shown_priority(&self) -> Priority {
        self.manual.unwrap_or(self.score.priority)
    }
}

/// The outcomes of all rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// The distinct outcomes; the first stands for blank rows.
    pub outcomes: Vec<Outcome>,
    /// Index into `outcomes` by data row; 0 where a person's columns are blank.
    pub of_row: Arc<[u32]>,
}

impl Scored {
    /// The outcome of a data row; `None` for a blank one.
    pub fn outcome(&self, index: usize) -> Option<&Outcome> {
        let number = *self.of_row.get(index)?;
        (number != 0).then(|| self.outcomes.get(number as usize)).flatten()
    }

    /// Number of rows by outcome.
    pub fn row_counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.outcomes.len()];
        for &number in self.of_row.iter() {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// Scores every row of the lead tab.
///
/// The walk goes row by row, as the cells lie in the bytes that were read; column by column, each cell would be a cache miss.
pub fn score_all(tab: &Tab, texts: &TextPool, judge: &Judge<'_>) -> Scored {
    let mut levels: Vec<Level<'_>> =
        judge.columns.iter().map(|column| Level::new(judge, column, tab, texts)).collect();
    let typed: Vec<&[Handle]> = tab
        .columns
        .iter()
        .filter(|column| !judge.own_positions.contains(&column.position))
        .map(|column| column.cells.as_slice())
        .collect();
    let mut of_row = Vec::with_capacity(tab.row_count());
    for row in 0..tab.row_count() {
        of_row.push(if is_filled(&typed, texts, row) {
            levels.iter_mut().fold(0, |state, level| level.step(state, row)) + 1
        } else {
            0
        });
    }
    let levels = levels.into_iter().map(Level::finish).collect();
    Scored { outcomes: Teller::new(judge, levels).outcomes(), of_row: of_row.into() }
}

/// A person has filled in something in this row; a check box that is off, and blanks, do not count.
fn is_filled(typed: &[&[Handle]], texts: &TextPool, row: usize) -> bool {
    typed.iter().filter_map(|cells| cells.get(row)).any(|cell| !cell.is_empty() && !texts.is_blank(*cell))
}

/// One column on the way of the rows through all columns.
struct Level<'a> {
    cells: &'a [Handle],
    classes: Classes<'a>,
    empty: u32,
    recent: Recent<u32>,
    next: FxHashMap<u64, u32>,
    states: Vec<(u32, u32)>,
}

impl<'a> Level<'a> {
    fn new(judge: &'a Judge<'a>, column: &'a JudgedColumn, tab: &'a Tab, texts: &'a TextPool) -> Self {
        let cells = tab.column_at(column.position).map(|found| found.cells.as_slice()).unwrap_or_default();
        let mut classes = Classes::of(judge, column, texts);
        let empty = classes.read(Handle::EMPTY);
        let recent = Recent::new(empty);
        Self { cells, classes, empty, recent, next: FxHashMap::default(), states: Vec::new() }
    }

    /// The state of a row after this column.
    fn step(&mut self, state: u32, row: usize) -> u32 {
        let Self { cells, classes, empty, recent, next, states } = self;
        let class = match cells.get(row) {
            Some(&cell) if !cell.is_empty() => recent.get_or(cell, || classes.of_cell(cell)),
            _ => *empty,
        };
        *next.entry(u64::from(state) << 32 | u64::from(class)).or_insert_with(|| {
            states.push((state, class));
            count(states.len() - 1)
        })
    }

    fn finish(self) -> Walked {
        Walked::new(self.classes.known, self.states)
    }
}

/// What a column makes of its cells.
struct Classes<'a> {
    judge: &'a Judge<'a>,
    column: &'a JudgedColumn,
    texts: &'a TextPool,
    by_text: FxHashMap<&'a [u8], u32>,
    by_number: FxHashMap<Handle, u32>,
    numbers: FxHashMap<Vec<CellVerdict>, u32>,
    known: Vec<Vec<CellVerdict>>,
}

impl<'a> Classes<'a> {
    fn of(judge: &'a Judge<'a>, column: &'a JudgedColumn, texts: &'a TextPool) -> Self {
        Self {
            judge,
            column,
            texts,
            by_text: FxHashMap::default(),
            by_number: FxHashMap::default(),
            numbers: FxHashMap::default(),
            known: Vec::new(),
        }
    }

    /// The class of a cell; a text is read when it is first met.
    fn of_cell(&mut self, cell: Handle) -> u32 {
        let texts = self.texts;
        let Some(text) = texts.text_bytes(cell) else {
            if let Some(&class) = self.by_number.get(&cell) {
                return class;
            }
            let class = self.read(cell);
            self.by_number.insert(cell, class);
            return class;
        };
        if let Some(&class) = self.by_text.get(text) {
            return class;
        }
        let class = self.read(cell);
        self.by_text.insert(text, class);
        class
    }

    fn read(&mut self, cell: Handle) -> u32 {
        let verdicts: Vec<CellVerdict> = self
            .judge
            .judge_cell(self.column, self.texts, cell)
            .into_iter()
            .map(CellVerdict::essence)
            .collect();
        if let Some(&class) = self.numbers.get(&verdicts) {
            return class;
        }
        let class = count(self.known.len());
        self.known.push(verdicts.clone());
        self.numbers.insert(verdicts, class);
        class
    }
}

/// A count of distinct things among the rows of one tab; a workbook has at most ten million cells.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
