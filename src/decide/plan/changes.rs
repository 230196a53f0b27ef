//! What shall be written: a value that prints itself before it acts.

use std::fmt;
use std::sync::Arc;

use crate::decide::book::{ColumnKey, LeadId, TabKey};

/// Why a cell or row is written. Prints as a word for the dry run and the tab 履歴.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The cell was empty and now has its first value.
    FirstValue,
    /// What it is derived from has changed.
    InputChanged,
    /// The rules have changed.
    RulesChanged,
    /// A person changed a cell that tossup owns; the derived value comes back.
    Restored,
    /// The row was emptied by a person; what tossup wrote goes too.
    RowEmptied,
    /// A lead qualifies for sales.
    Qualified,
    /// A deadline passed or a response came.
    StateChanged,
    /// The day of a meeting or reminder has come.
    CadenceDay,
    /// A value of the sheet changed and the change is put on record.
    Recorded,
    /// A setting was read, or could not be read.
    SettingRead,
}

impl Reason {
    /// The name in `config/words.toml` under `[reason]`, in the store and the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::FirstValue => "first_value",
            Reason::InputChanged => "input_changed",
            Reason::RulesChanged => "rules_changed",
            Reason::Restored => "restored",
            Reason::RowEmptied => "row_emptied",
            Reason::Qualified => "qualified",
            Reason::StateChanged => "state_changed",
            Reason::CadenceDay => "cadence_day",
            Reason::Recorded => "recorded",
            Reason::SettingRead => "setting_read",
        }
    }
}

/// A value for a cell that tossup owns.
#[derive(Debug, Clone, PartialEq)]
pub enum CellText {
    /// The cell becomes empty.
    Clear,
    /// Text, stored as it is (never parsed as a formula); shared by all cells that hold it.
    Text(Arc<str>),
    /// A number.
    Number(f64),
}

/// Characters that Google takes in one cell.
pub(super) const CELL_CHARACTERS_MAX: usize = 50_000;

impl CellText {
    /// The value as it fits into one cell: a longer text ends in `…`.
    pub fn fitted(self) -> Self {
        match self {
            // A character has at least one byte: most texts need no counting.
            CellText::Text(text)
                if text.len() > CELL_CHARACTERS_MAX && text.chars().count() > CELL_CHARACTERS_MAX =>
            {
                let kept: String = text.chars().take(CELL_CHARACTERS_MAX - 1).collect();
                CellText::Text((kept + "…").into())
            }
            value => value,
        }
    }
}

impl fmt::Display for CellText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CellText::Clear => Ok(()),
            CellText::Text(text) => f.write_str(text),
            CellText::Number(number) => write!(f, "{number}"),
        }
    }
}

/// What goes into each row of a column.
///
/// Shape: the number at `i` is for row `i + 2` of the sheet; 0 leaves the cell alone, `n` writes `Plan::values[n - 1]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowValues {
    /// Kind of each row; shared by the columns in which rows of a kind are treated alike.
    kinds: Arc<[u32]>,
    /// The number of each kind; empty where the kinds are the numbers.
    numbers: Vec<u32>,
}

impl RowValues {
    /// Rows of a kind get the same; `numbers` has one of each kind.
    pub fn by_kind(kinds: Arc<[u32]>, numbers: Vec<u32>) -> Self {
        Self { kinds, numbers }
    }

    /// The number for the row at `index`.
    pub fn get(&self, index: usize) -> u32 {
        self.kinds.get(index).map_or(0, |&kind| self.number(kind))
    }

    /// The numbers of all rows.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + '_ {
        self.kinds.iter().map(|&kind| self.number(kind))
    }

    /// Number of rows, those that are left alone included.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// There are no rows.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    #[inline]
    fn number(&self, kind: u32) -> u32 {
        if self.numbers.is_empty() { kind } else { self.numbers.get(kind as usize).copied().unwrap_or(0) }
    }
}

impl From<Vec<u32>> for RowValues {
    fn from(numbers: Vec<u32>) -> Self {
        Self { kinds: numbers.into(), numbers: Vec::new() }
    }
}

/// Changes of one own column, written by its tag.
///
/// Shape: the id column uses `ids` instead of `cells`, because every id is another text.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnWrite {
    /// Tab of the column.
    pub tab: TabKey,
    /// The column.
    pub column: ColumnKey,
    /// Tag by which Google finds the column while applying.
    pub metadata_id: i64,
    /// What goes into each row.
    pub cells: RowValues,
    /// Ids to write, for the id column only; by row as `cells`.
    pub ids: Vec<Option<LeadId>>,
    /// Why these cells are written.
    pub reason: Reason,
}

/// One cell of a row that is added.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedCell {
    /// Position of the column from 0.
    pub position: u32,
    /// Its value.
    pub value: CellText,
}

/// A row to add to one of our own tabs, once.
#[derive(Debug, Clone, PartialEq)]
pub struct Addition {
    /// The tab.
    pub tab: TabKey,
    /// Google's id of the tab.
    pub sheet_id: i64,
    /// What makes the row happen once; stands in the tab's key column.
    pub key: String,
    /// The cells, in order of position.
    pub cells: Vec<AddedCell>,
    /// Why the row is added.
    pub reason: Reason,
}

/// Why something was not done, or only in part. A plan without notes has done all there was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Short name in snake_case; stable.
    pub code: &'static str,
    /// How many leads, rows or cells it concerns.
    pub count: usize,
    /// A sentence for the operator, without cell texts.
    pub text: String,
}

/// Everything that one pass wants written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The distinct values behind `ColumnWrite::cells`.
    pub values: Vec<CellText>,
    /// Cells of own columns; shared between what is wanted and the part of it that a pass writes.
    pub writes: Vec<Arc<ColumnWrite>>,
    /// Rows for own tabs.
    pub additions: Vec<Addition>,
    /// What was not done and why.
    pub notes: Vec<Note>,
}

impl Plan {
    /// Nothing is to be written.
    pub fn is_quiet(&self) -> bool {
        self.writes.is_empty() && self.additions.is_empty()
    }

    /// The cells that one write changes: index of the data row (0 is row 2) and the value.
    pub fn changes<'a>(&'a self, write: &'a ColumnWrite) -> impl Iterator<Item = (usize, CellText)> + 'a {
        let shared = write.cells.iter().enumerate().filter_map(|(index, number)| {
            let value = self.values.get((number as usize).checked_sub(1)?)?;
            Some((index, value.clone()))
        });
        let ids = write
            .ids
            .iter()
            .enumerate()
            .filter_map(|(index, id)| Some((index, CellText::Text((*id)?.to_string().into()))));
        shared.chain(ids)
    }

    /// Number of cells that would change.
    pub fn cell_count(&self) -> usize {
        self.writes.iter().map(|write| write.len()).sum()
    }
}

impl ColumnWrite {
    /// Number of cells that would change.
    pub fn len(&self) -> usize {
        self.cells.iter().filter(|&number| number != 0).count() + self.ids.iter().flatten().count()
    }

    /// No cell would change.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
