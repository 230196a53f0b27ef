//! What was about to be written, saved before the world is touched, and what became of it.

use chrono::NaiveDateTime;

use crate::decide::book::TabKey;

/// Which kind of write a pass does. A pass does one of them, so that it costs one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Cells of own columns.
    Cells,
    /// Rows for own tabs.
    Rows,
}

impl Stage {
    /// The name in the store and the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Cells => "cells",
            Stage::Rows => "rows",
        }
    }

    /// The stage with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Stage::Cells, Stage::Rows].into_iter().find(|stage| stage.as_str() == name)
    }
}

/// A write that was decided. It is open until its fate is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Number, growing.
    pub number: i64,
    /// When it was decided, in the company's time zone.
    pub at: NaiveDateTime,
    /// What is written.
    pub stage: Stage,
    /// Keys of the rows to add.
    pub keys: Vec<(TabKey, String)>,
    /// Number of cells to write.
    pub cell_count: usize,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Google said that it was applied.
    Applied,
    /// Google said that nothing was applied.
    Refused,
    /// 5xx, timeout or a cut answer: it may have been applied, or may still be. Never sent again before the sheet was read.
    Unknown,
}

/// The answer to an intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The intent's number.
    pub number: i64,
    /// What became of it.
    pub fate: Fate,
    /// For a refused one: it will be refused again until a person has mended something.
    pub is_permanent: bool,
}
