//! What one read saw: columns of cells, headers and values of one moment.

use super::{
    Binding, CellRef, ColumnKey, Contract, Handle, Located, Owner, TabKey, TextPool, Value, same_header,
};

/// The cells of one column below its header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnCells {
    /// Position of the column, from 0.
    pub position: u32,
    /// Cells from row 2 on; trailing empty ones may be missing.
    pub cells: Vec<Handle>,
}

/// One tab as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tab {
    /// Google's id of the tab.
    pub sheet_id: i64,
    /// Title at the time of reading.
    pub title: String,
    /// Row 1; empty where a column has no header.
    pub headers: Vec<String>,
    /// The columns that were asked for.
    pub columns: Vec<ColumnCells>,
    /// Our column tags, as of the latest reading of the structure; valid because the headers are still the same.
    pub bindings: Vec<Binding>,
}

/// What one read saw.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The tabs that were read.
    pub tabs: Vec<Tab>,
    /// The texts behind the cells.
    pub texts: TextPool,
}

impl Snapshot {
    /// The tab that the contract means by `key`, by its title or a synonym of it.
    pub fn tab(&self, contract: &Contract, key: TabKey) -> Option<&Tab> {
        self.tabs.iter().find(|tab| contract.tab_by_title(&tab.title).is_some_and(|found| found.key == key))
    }

    /// Adds the own columns that a tab lacks at its right end, empty and tagged, so that a plan can be made before anything is laid.
    ///
    /// Shape: a saved answer whose tab has another title counts as the tab `key`, if it is the only one.
    pub fn pretend_laid(&mut self, contract: &Contract, key: TabKey) {
        let Some(laid) = contract.tab(key) else { return };
        if self.tab(contract, key).is_none()
            && let Some(first) = self.tabs.first_mut()
        {
            first.title.clone_from(&laid.title);
        }
        let found = self
            .tabs
            .iter_mut()
            .find(|tab| contract.tab_by_title(&tab.title).is_some_and(|found| found.key == key));
        let Some(tab) = found else { return };
        let own = laid.columns.iter().filter(|column| column.owner == Owner::Tossup && column.is_laid);
        let located = laid.locate(&tab.headers);
        for (metadata_id, column) in (1..).zip(own) {
            let position = located.position(column.key).unwrap_or_else(|| {
                tab.headers.push(column.header.clone());
                u32::try_from(tab.headers.len() - 1).unwrap_or(u32::MAX)
            });
            tab.bindings.push(Binding { column: column.key, metadata_id, position });
        }
    }

    /// What a cell holds.
    pub fn value(&self, handle: Handle) -> Value<'_> {
        self.texts.value(handle)
    }

    /// A cell as text; empty for an empty cell.
    pub fn text(&self, handle: Handle) -> std::borrow::Cow<'_, str> {
        self.texts.text(handle)
    }
}

impl Tab {
    /// Where the contract's columns stand in this tab.
    pub fn locate(&self, contract: &Contract, key: TabKey) -> Located {
        contract.tab(key).map(|tab| tab.locate(&self.headers)).unwrap_or_default()
    }

    /// The cells of the column at this position, if it was read.
    pub fn column_at(&self, position: u32) -> Option<&ColumnCells> {
        self.columns.iter().find(|column| column.position == position)
    }

    /// Position of the only column with this header text; `None` for none or several.
    pub fn position_of(&self, header: &str) -> Option<u32> {
        let mut found = (0u32..)
            .zip(&self.headers)
            .filter(|(_, text)| same_header(text, header))
            .map(|(position, _)| position);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Our tag for this column at this position. A tag of the same column elsewhere says nothing about the one here: a person renamed
    /// ours and made another of its name.
    pub fn binding(&self, column: ColumnKey, position: u32) -> Option<&Binding> {
        self.bindings.iter().find(|binding| binding.column == column && binding.position == position)
    }

    /// Rows below the header that hold anything in the columns that were read.
    pub fn row_count(&self) -> usize {
        self.columns.iter().map(|column| column.cells.len()).max().unwrap_or(0)
    }

    /// The cell of a data row; `index` 0 is row 2 of the sheet.
    pub fn cell(&self, position: u32, index: usize) -> Handle {
        self.column_at(position).and_then(|column| column.cells.get(index)).copied().unwrap_or_default()
    }

    /// Name of a cell of a data row, for messages.
    pub fn cell_ref(&self, position: u32, index: usize) -> CellRef {
        CellRef {
            tab: self.title.clone(),
            row: u32::try_from(index).ok().map(|index| index + 2),
            column: Some(position),
            header: self.headers.get(position as usize).cloned().unwrap_or_default(),
        }
    }
}
