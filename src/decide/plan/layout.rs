//! What `init` lays: missing tabs, missing headers, tags on own columns, colours. Existing cells are never touched.

use crate::decide::book::{ColumnKey, TabKey};

/// One column of a tab that is laid as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidColumn {
    /// Which column.
    pub key: ColumnKey,
    /// Its header text.
    pub header: String,
    /// It gets our tag.
    pub is_tagged: bool,
}

/// A colour for cells of an own column that hold a certain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidFormat {
    /// The column.
    pub column: ColumnKey,
    /// Text that the cell holds, or begins with.
    pub text: String,
    /// Background as `#rrggbb`.
    pub background: String,
    /// Letters in bold.
    pub is_bold: bool,
}

/// One thing to lay. Steps of one plan go out in one atomic call, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum LayoutStep {
    /// A tab that is missing, with its headers in row 1, first row frozen, and its starting rows.
    AddTab {
        /// Which tab.
        tab: TabKey,
        /// Its title.
        title: String,
        /// Its columns from A on.
        columns: Vec<LaidColumn>,
        /// Starting rows from row 2 on; texts that look like whole numbers are written as numbers.
        rows: Vec<Vec<String>>,
    },
    /// A header in a free column of an existing tab, right of everything else.
    AddHeader {
        /// Google's id of the tab.
        sheet_id: i64,
        /// The tab.
        tab: TabKey,
        /// Position from 0; one past the grid makes the grid grow.
        position: u32,
        /// The column.
        column: LaidColumn,
    },
    /// Our tag on a column that has our header and nothing below it.
    Tag {
        /// Google's id of the tab.
        sheet_id: i64,
        /// Position from 0.
        position: u32,
        /// The column.
        column: ColumnKey,
    },
    /// A new own column before an old one of that name; the old one stays whole, formulas included, under a new header.
    Adopt {
        /// Google's id of the tab.
        sheet_id: i64,
        /// Position of the old column from 0.
        position: u32,
        /// The new column.
        column: LaidColumn,
        /// Header that the old column gets.
        kept_header: String,
    },
    /// A colour for an own column, as a conditional format over the whole column.
    Format {
        /// Google's id of the tab, or `None` for a tab added in the same plan.
        sheet_id: Option<i64>,
        /// The tab.
        tab: TabKey,
        /// Position from 0.
        position: u32,
        /// The colour.
        format: LaidFormat,
    },
    /// A list of words offered in a person's column (warning only, any text stays allowed).
    Choices {
        /// Google's id of the tab, or `None` for a tab added in the same plan.
        sheet_id: Option<i64>,
        /// The tab.
        tab: TabKey,
        /// Position from 0.
        position: u32,
        /// The words.
        words: Vec<String>,
    },
}

/// Everything that `init` would lay, and what it leaves alone and why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayoutPlan {
    /// The steps, in order.
    pub steps: Vec<LayoutStep>,
    /// Own columns that hold something tossup did not write, and other things left alone, as sentences with their remedy.
    pub left_alone: Vec<String>,
}
