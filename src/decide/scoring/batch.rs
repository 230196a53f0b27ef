//! All rows at once: each distinct text is read once, and rows that read alike share one outcome.
//!
//! The rows walk through the columns one after another. What a column makes of a cell is its *class*; a row's *state* after a column
//! is numbered by the pair of its state before and the class. After the last column, a state stands for one combination of
//! classes, and only states are scored and put into words.

use rustc_hash::FxHashMap;

use super::explain;
use super::judge::{Judge, JudgedColumn};
use super::score::{Priority, Score, tally};
use super::verdict::{CellVerdict, Standing, Truth};
use crate::decide::book::{Handle, Tab, TextPool};

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
    let levels: Vec<Walked> = levels.into_iter().map(Level::finish).collect();
    let mut outcomes = vec![blank_outcome(judge)];
    let state_count = levels.last().map_or(1, |level| level.states.len());
    let mut told = Told::default();
    outcomes.extend((0..state_count).map(|state| outcome_of(judge, &levels, state, &mut told)));
    Scored { outcomes, of_row }
}

/// A person has filled in something in this row; a check box that is off, and blanks, do not count.
fn is_filled(typed: &[&[Handle]], texts: &TextPool, row: usize) -> bool {
    typed.iter().filter_map(|cells| cells.get(row)).any(|cell| !cell.is_empty() && !texts.is_blank(*cell))
}

/// Places in [`Level::recent`]: as many as a column has spellings in common use, and few enough for the nearest caches.
const RECENT: usize = 1024;

/// One column on the way of the rows through all columns.
struct Level<'a> {
    judge: &'a Judge<'a>,
    column: &'a JudgedColumn,
    texts: &'a TextPool,
    cells: &'a [Handle],
    empty: u32,
    by_text: FxHashMap<&'a [u8], u32>,
    by_number: FxHashMap<Handle, u32>,
    /// What was last met at each place: equal texts of an answer mostly share one handle, and so need no look at the text.
    recent: Vec<(Handle, u32)>,
    class_of: FxHashMap<Vec<CellVerdict>, u32>,
    classes: Vec<Vec<CellVerdict>>,
    next: FxHashMap<u64, u32>,
    states: Vec<(u32, u32)>,
}

/// A column after the rows went through it.
struct Walked {
    classes: Vec<Vec<CellVerdict>>,
    /// State before and class, by state.
    states: Vec<(u32, u32)>,
}

impl<'a> Level<'a> {
    fn new(judge: &'a Judge<'a>, column: &'a JudgedColumn, tab: &'a Tab, texts: &'a TextPool) -> Self {
        let cells = tab.column_at(column.position).map(|found| found.cells.as_slice()).unwrap_or_default();
        let mut level = Self {
            judge,
            column,
            texts,
            cells,
            empty: 0,
            by_text: FxHashMap::default(),
            by_number: FxHashMap::default(),
            recent: vec![(Handle::EMPTY, 0); RECENT],
            class_of: FxHashMap::default(),
            classes: Vec::new(),
            next: FxHashMap::default(),
            states: Vec::new(),
        };
        level.empty = level.read(Handle::EMPTY);
        level
    }

    /// The class of a cell.
    #[inline]
    fn class(&mut self, cell: Handle) -> u32 {
        let place = cell.scattered() as usize % RECENT;
        let (known, class) = self.recent[place];
        if known == cell {
            return class;
        }
        let class = self.look_up(cell);
        self.recent[place] = (cell, class);
        class
    }

    /// The class of a cell that was not met lately; a text is read when it is first met.
    fn look_up(&mut self, cell: Handle) -> u32 {
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
        if let Some(&class) = self.class_of.get(&verdicts) {
            return class;
        }
        let class = count(self.classes.len());
        self.classes.push(verdicts.clone());
        self.class_of.insert(verdicts, class);
        class
    }

    /// The state of a row after this column.
    fn step(&mut self, state: u32, row: usize) -> u32 {
        let class = match self.cells.get(row) {
            Some(cell) if !cell.is_empty() => self.class(*cell),
            _ => self.empty,
        };
        let states = &mut self.states;
        *self.next.entry(u64::from(state) << 32 | u64::from(class)).or_insert_with(|| {
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

/// Breakdowns by all that they tell: what each rule came to, and the priority that a person set. Many states differ only in why a cell
/// could not be understood.
type Told = FxHashMap<(Vec<(Truth, u32, Standing)>, Option<Priority>), String>;

/// Scores one state after the last column.
fn outcome_of(judge: &Judge<'_>, levels: &[Walked], state: usize, told: &mut Told) -> Outcome {
    let mut cells: Vec<&[CellVerdict]> = vec![&[]; levels.len()];
    let mut state = state;
    for (level, cell) in levels.iter().zip(&mut cells).rev() {
        let Some((before, class)) = level.states.get(state) else { continue };
        *cell = level.classes.get(*class as usize).map(Vec::as_slice).unwrap_or_default();
        state = *before as usize;
    }
    let row = judge.judge_row(&cells);
    let tally = tally(judge.book, &row.rules);
    let rules = row.rules.iter().map(|rule| (rule.truth, rule.count, rule.standing)).collect();
    let breakdown = told
        .entry((rules, row.manual_priority()))
        .or_insert_with(|| explain::breakdown(judge, &row, &tally))
        .clone();
    Outcome {
        breakdown,
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
