//! What a workbook is made of, apart from its values: tabs, headers, column tags.

use super::ColumnKey;

/// The workbook's tabs and tags at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// Title of the workbook.
    pub title: String,
    /// IANA name of the workbook's time zone, e.g. `Asia/Tokyo`.
    pub time_zone: String,
    /// The tabs, in the workbook's order.
    pub tabs: Vec<TabStructure>,
}

/// One tab of a [`Structure`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TabStructure {
    /// Google's id of the tab; survives a rename.
    pub sheet_id: i64,
    /// Title.
    pub title: String,
    /// Columns of the grid, empty ones included.
    pub column_count: u32,
    /// Row 1, as far as it is filled.
    pub headers: Vec<HeaderCell>,
    /// Our tags on columns of this tab.
    pub bindings: Vec<Binding>,
}

/// One cell of row 1, and whether anything stands below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderCell {
    /// Text of the header; empty where the column has none.
    pub text: String,
    /// Some cell below the header holds a value or a formula.
    pub has_content: bool,
    /// Some cell below the header holds a formula.
    pub has_formula: bool,
}

/// Our tag on a column: Google resolves it while applying a write, so an inserted column cannot make us hit another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Which of our columns it is.
    pub column: ColumnKey,
    /// Id of the developer metadata.
    pub metadata_id: i64,
    /// Where the tag was when the structure was read, from 0.
    pub position: u32,
}

impl Structure {
    /// The tab with this title.
    pub fn tab(&self, title: &str) -> Option<&TabStructure> {
        self.tabs.iter().find(|tab| tab.title == title)
    }
}

impl TabStructure {
    /// Texts of row 1.
    pub fn header_texts(&self) -> Vec<String> {
        self.headers.iter().map(|header| header.text.clone()).collect()
    }

    /// Our tag for this column at this position.
    pub fn binding(&self, column: ColumnKey, position: u32) -> Option<&Binding> {
        self.bindings.iter().find(|binding| binding.column == column && binding.position == position)
    }
}
