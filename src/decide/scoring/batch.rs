//! All rows at once: each distinct text is read once, and rows that read alike share one outcome.
//!
//! The rows walk through the columns one after another. What a column makes of a cell is its *class*; a row's *state* after a column
//! is numbered by the pair of its state before and the class. After the last column, a state stands for one combination of
//! classes, and only states are scored and put into words.

use rustc_hash::FxHashMap;

use super::explain;
use super::judge::{Judge, JudgedColumn};
use super::score::{Priority, Score, tally};
use super::verdict::{CellVerdict, Truth};
use crate::decide::book::{Handle, Tab, TextPool, Value};

/// What rows that read alike come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Points and labels.
    pub score: Score,
    /// スコア内訳: parts that add up to the score.
    pub breakdown: String,
    /// 要確認: cells to mend; empty where there are none.
    pub needs_check: String,
    /// Priority that a person set; it is shown instead of the computed one.
    pub manual: Option<Priority>,
    /// What each rule of the book made of the row, in its order.
    pub truths: Vec<Truth>,
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
    pub of_row: Vec<u32>,
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
        for &number in &self.of_row {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// Scores every row of the lead tab.
pub fn score_all(tab: &Tab, texts: &TextPool, judge: &Judge<'_>) -> Scored {
    let is_filled = filled_rows(tab, texts, &judge.own_positions);
    let mut states = vec![0u32; is_filled.len()];
    let mut levels = Vec::with_capacity(judge.columns.len());
    for column in &judge.columns {
        let mut level = Level::new(judge, column, texts);
        let cells = tab.column_at(column.position).map(|found| found.cells.as_slice()).unwrap_or_default();
        level.walk(cells, &is_filled, &mut states);
        levels.push(level.finish());
    }
    let mut outcomes = vec![blank_outcome(judge)];
    let state_count = levels.last().map_or(1, |level| level.states.len());
    for state in 0..state_count {
        outcomes.push(outcome_of(judge, &levels, state));
    }
    let of_row = states
        .iter()
        .zip(&is_filled)
        .map(|(state, is_filled)| if *is_filled { state + 1 } else { 0 })
        .collect();
    Scored { outcomes, of_row }
}

/// Which rows a person has filled in; a check box that is off, and blanks, do not count.
fn filled_rows(tab: &Tab, texts: &TextPool, own_positions: &[u32]) -> Vec<bool> {
    let mut is_filled = vec![false; tab.row_count()];
    let typed = tab.columns.iter().filter(|column| !own_positions.contains(&column.position));
    for column in typed {
        for (row, cell) in is_filled.iter_mut().zip(&column.cells) {
            if !*row && !cell.is_empty() {
                *row = match texts.value(*cell) {
                    Value::Empty | Value::Bool(false) => false,
                    Value::Text(text) => !text.trim().is_empty(),
                    Value::Number(_) | Value::Bool(true) => true,
                };
            }
        }
    }
    is_filled
}

/// One column on the way of the rows through all columns.
struct Level<'a> {
    judge: &'a Judge<'a>,
    column: &'a JudgedColumn,
    texts: &'a TextPool,
    by_text: FxHashMap<&'a str, u32>,
    by_handle: FxHashMap<Handle, u32>,
    class_of: FxHashMap<Vec<CellVerdict>, u32>,
    classes: Vec<Vec<CellVerdict>>,
    next: FxHashMap<(u32, u32), u32>,
    states: Vec<(u32, u32)>,
}

/// A column after the rows went through it.
struct Walked {
    classes: Vec<Vec<CellVerdict>>,
    /// State before and class, by state.
    states: Vec<(u32, u32)>,
}

impl<'a> Level<'a> {
    fn new(judge: &'a Judge<'a>, column: &'a JudgedColumn, texts: &'a TextPool) -> Self {
        Self {
            judge,
            column,
            texts,
            by_text: FxHashMap::default(),
            by_handle: FxHashMap::default(),
            class_of: FxHashMap::default(),
            classes: Vec::new(),
            next: FxHashMap::default(),
            states: Vec::new(),
        }
    }

    fn walk(&mut self, cells: &[Handle], is_filled: &[bool], states: &mut [u32]) {
        let cells = cells.iter().copied().chain(std::iter::repeat(Handle::EMPTY));
        let empty = self.read(Handle::EMPTY);
        for ((cell, is_filled), state) in cells.zip(is_filled).zip(states) {
            if *is_filled {
                let class = if cell.is_empty() { empty } else { self.class(cell) };
                *state = self.step(*state, class);
            }
        }
    }

    /// The class of a cell; a text is read when it is first met.
    fn class(&mut self, cell: Handle) -> u32 {
        let texts = self.texts;
        match texts.value(cell) {
            Value::Text(text) => {
                if let Some(&class) = self.by_text.get(text) {
                    return class;
                }
                let class = self.read(cell);
                self.by_text.insert(text, class);
                class
            }
            _ => {
                if let Some(&class) = self.by_handle.get(&cell) {
                    return class;
                }
                let class = self.read(cell);
                self.by_handle.insert(cell, class);
                class
            }
        }
    }

    fn read(&mut self, cell: Handle) -> u32 {
        let verdicts: Vec<CellVerdict> = self
            .judge
            .judge_cell(self.column, self.texts, cell)
            .into_iter()
            .map(CellVerdict::essence)
            .collect();
        if let Some(&class) = self.class_of.get(&verdicts) {
            return class;
        }
        let class = count(self.classes.len());
        self.classes.push(verdicts.clone());
        self.class_of.insert(verdicts, class);
        class
    }

    fn step(&mut self, state: u32, class: u32) -> u32 {
        let states = &mut self.states;
        *self.next.entry((state, class)).or_insert_with(|| {
            states.push((state, class));
            count(states.len() - 1)
        })
    }

    fn finish(self) -> Walked {
        Walked { classes: self.classes, states: self.states }
    }
}

/// A count of distinct things among the rows of one tab; a workbook has at most ten million cells.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Scores one state after the last column.
fn outcome_of(judge: &Judge<'_>, levels: &[Walked], state: usize) -> Outcome {
    let mut cells: Vec<&[CellVerdict]> = vec![&[]; levels.len()];
    let mut state = state;
    for (level, cell) in levels.iter().zip(&mut cells).rev() {
        let Some((before, class)) = level.states.get(state) else { continue };
        *cell = level.classes.get(*class as usize).map(Vec::as_slice).unwrap_or_default();
        state = *before as usize;
    }
    let row = judge.judge_row(&cells);
    let tally = tally(judge.book, &row.rules);
    Outcome {
        breakdown: explain::breakdown(judge, &row, &tally),
        needs_check: explain::needs_check(judge, &row),
        manual: row.manual_priority(),
        truths: row.rules.iter().map(|rule| rule.truth).collect(),
        unread_cells: explain::unread_cells(judge, &row),
        score: tally.score,
    }
}

fn blank_outcome(judge: &Judge<'_>) -> Outcome {
    Outcome {
        score: judge.book.cutoffs.label(0, 0, 0, true),
        breakdown: String::new(),
        needs_check: String::new(),
        manual: None,
        truths: Vec::new(),
        unread_cells: 0,
    }
}
