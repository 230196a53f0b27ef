//! One sheet: rows shared until they change, and what hangs on rows, columns and ranges.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::cell::{Cell, Mark, Row};
use crate::a1::Block;
use crate::error::{ApiError, Outcome};

/// Cells of one spreadsheet, empty ones included: Google's limit.
pub(crate) const CELLS_MAX: u64 = 10_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dimension {
    Rows,
    Columns,
}

impl Dimension {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "ROWS" => Some(Self::Rows),
            "COLUMNS" => Some(Self::Columns),
            _ => None,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Rows => "ROWS",
            Self::Columns => "COLUMNS",
        }
    }
}

/// A sheet; a copy shares its rows until one of both changes them.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) id: i64,
    /// `SheetProperties` without id, index and grid size.
    pub(crate) properties: Map<String, Value>,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
    pub(crate) grid: Vec<Arc<Row>>,
    pub(crate) row_properties: BTreeMap<u32, Value>,
    pub(crate) column_properties: BTreeMap<u32, Value>,
    /// What hangs on ranges, as Sheets JSON, by the field of `Sheet` that lists it.
    pub(crate) attached: BTreeMap<&'static str, Vec<Value>>,
}

/// Fields of `Sheet` that are lists of messages with ranges, in the order in which Google lists them.
pub(crate) const ATTACHED: [&str; 9] = [
    "merges",
    "conditionalFormats",
    "filterViews",
    "protectedRanges",
    "basicFilter",
    "charts",
    "bandedRanges",
    "rowGroups",
    "columnGroups",
];

impl Sheet {
    pub(crate) fn new(id: i64, title: &str, rows: u32, columns: u32) -> Self {
        let mut properties = Map::new();
        properties.insert("title".to_owned(), json!(title));
        properties.insert("sheetType".to_owned(), json!("GRID"));
        Self {
            id,
            properties,
            rows,
            columns,
            grid: Vec::new(),
            row_properties: BTreeMap::new(),
            column_properties: BTreeMap::new(),
            attached: BTreeMap::new(),
        }
    }

    pub(crate) fn title(&self) -> &str {
        self.properties.get("title").and_then(Value::as_str).unwrap_or("")
    }

    pub(crate) fn is_hidden(&self) -> bool {
        self.properties.get("hidden") == Some(&Value::Bool(true))
    }

    pub(crate) fn whole(&self) -> Block {
        Block { top: 0, left: 0, bottom: self.rows, right: self.columns }
    }

    pub(crate) fn row(&self, row: u32) -> Option<&Row> {
        self.grid.get(row as usize).map(|row| &**row)
    }

    pub(crate) fn cell(&self, row: u32, column: u32) -> Cell {
        self.row(row).map(|row| row.cell(column)).unwrap_or_default()
    }

    pub(crate) fn mark(&self, row: u32, column: u32) -> Mark {
        self.row(row).map(|row| row.mark(column)).unwrap_or_default()
    }

    pub(crate) fn row_mut(&mut self, row: u32) -> &mut Row {
        let at = row as usize;
        if self.grid.len() <= at {
            self.grid.resize_with(at + 1, Arc::default);
        }
        Arc::make_mut(&mut self.grid[at])
    }

    pub(crate) fn set_cell(&mut self, row: u32, column: u32, cell: Cell) {
        if cell == Cell::Empty && row as usize >= self.grid.len() {
            return;
        }
        if self.cell(row, column) != cell {
            self.row_mut(row).set_cell(column, cell);
        }
    }

    pub(crate) fn set_mark(&mut self, row: u32, column: u32, mark: Mark) {
        if self.mark(row, column) != mark {
            self.row_mut(row).set_mark(column, mark);
        }
    }

    /// One past the last row of the block that holds a value, counted from the sheet's top.
    pub(crate) fn last_value_row(&self, block: &Block) -> u32 {
        let bottom = block.bottom.min(u32::try_from(self.grid.len()).unwrap_or(u32::MAX));
        (block.top..bottom)
            .rev()
            .find(|row| {
                let cells = self.row(*row).map_or(&[][..], |row| &row.cells[..]);
                let right = cells.len().min(block.right as usize);
                cells[right.min(block.left as usize)..right].iter().any(|cell| *cell != Cell::Empty)
            })
            .map_or(block.top, |row| row + 1)
    }

    /// One past the last row that has a value or a mark.
    pub(crate) fn last_used_row(&self, block: &Block) -> u32 {
        let bottom = block.bottom.min(u32::try_from(self.grid.len()).unwrap_or(u32::MAX));
        (block.top..bottom)
            .rev()
            .find(|row| self.row(*row).is_some_and(|row| used_end(row, block) > block.left))
            .map_or(block.top, |row| row + 1)
    }

    pub(crate) fn list(&self, field: &str) -> &[Value] {
        self.attached.get(field).map_or(&[], |list| &list[..])
    }

    pub(crate) fn list_mut(&mut self, field: &'static str) -> &mut Vec<Value> {
        self.attached.entry(field).or_default()
    }

    /// Gives the grid another size; what lies outside is cut off.
    pub(crate) fn resize(&mut self, rows: u32, columns: u32) -> Outcome<()> {
        if rows == 0 || columns == 0 {
            return Err(ApiError::invalid("You can't delete all the rows or columns on the sheet."));
        }
        if columns > 18_278 {
            return Err(ApiError::invalid("A sheet can have at most 18278 columns."));
        }
        if rows < self.rows {
            self.remove(Dimension::Rows, rows, self.rows - rows);
        }
        if columns < self.columns {
            self.remove(Dimension::Columns, columns, self.columns - columns);
        }
        self.rows = rows;
        self.columns = columns;
        Ok(())
    }
}

/// One past the last used column of the row within the block, or 0.
pub(crate) fn used_end(row: &Row, block: &Block) -> u32 {
    (block.left..row.end().min(block.right))
        .rev()
        .find(|column| row.cell(*column) != Cell::Empty || !row.mark(*column).is_none())
        .map_or(0, |column| column + 1)
}
