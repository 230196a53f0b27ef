//! One spreadsheet.

use serde_json::{Map, Value, json};

use super::attached::{Edit, follow};
use super::metadata::Metadata;
use super::pool::Pool;
use super::sheet::{CELLS_MAX, Dimension, Sheet};
use crate::error::{ApiError, Outcome};

/// Who may open a spreadsheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Access {
    #[default]
    Shared,
    /// Others may read it and not change it.
    ViewOnly,
    NotShared,
    /// An uploaded Excel file: seen in Drive, refused by Sheets.
    OfficeFile,
}

/// Everything that a refused batch takes back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Core {
    /// `SpreadsheetProperties` without the default format and theme.
    pub(crate) properties: Map<String, Value>,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) named_ranges: Vec<Value>,
    pub(crate) metadata: Vec<Metadata>,
    /// Ids given so far; the next one is derived from it.
    pub(crate) ids_given: u64,
}

/// A spreadsheet with its tables.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) id: String,
    pub(crate) pool: Pool,
    pub(crate) core: Core,
    /// Grows with every accepted change.
    pub(crate) revision: u64,
    /// Place in the log of changes of the whole folder.
    pub(crate) change: u64,
    pub(crate) created_ms: i64,
    pub(crate) modified_ms: i64,
    pub(crate) trashed: bool,
    pub(crate) access: Access,
    /// Addresses that may not edit protected ranges.
    pub(crate) permissions: Vec<Value>,
}

impl Book {
    /// A new spreadsheet with one empty sheet of Google's default size.
    pub(crate) fn new(id: &str, title: &str, now_ms: i64) -> Self {
        let mut properties = Map::new();
        for (name, value) in
            [("title", title), ("locale", "en_US"), ("autoRecalc", "ON_CHANGE"), ("timeZone", "Etc/GMT")]
        {
            properties.insert(name.to_owned(), json!(value));
        }
        let core = Core { properties, sheets: vec![Sheet::new(0, "Sheet1", 1000, 26)], ..Core::default() };
        Self { id: id.to_owned(), core, created_ms: now_ms, modified_ms: now_ms, ..Self::default() }
    }

    pub(crate) fn property(&self, name: &str) -> &str {
        self.core.properties.get(name).and_then(Value::as_str).unwrap_or("")
    }

    pub(crate) fn title(&self) -> &str {
        self.property("title")
    }

    pub(crate) fn sheet_position(&self, id: i64) -> Option<usize> {
        self.core.sheets.iter().position(|sheet| sheet.id == id)
    }

    pub(crate) fn sheet_of(&self, id: i64) -> Outcome<usize> {
        self.sheet_position(id).ok_or_else(|| ApiError::invalid(format!("No grid with id: {id}")))
    }

    /// A number that looks like Google's ids, the same on every replay.
    pub(crate) fn next_id(&mut self) -> i64 {
        loop {
            self.core.ids_given += 1;
            let mut mixed = self.core.ids_given.wrapping_add(0x9e37_79b9_7f4a_7c15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let id = i64::try_from((mixed >> 33) & 0x7fff_ffff).unwrap_or(1);
            if id > 0 && !self.is_id_used(id) {
                return id;
            }
        }
    }

    fn is_id_used(&self, id: i64) -> bool {
        self.sheet_position(id).is_some() || self.core.metadata.iter().any(|metadata| metadata.id == id)
    }

    /// Refuses to grow past Google's limit of cells.
    pub(crate) fn check_size(&self) -> Outcome<()> {
        let cells: u64 =
            self.core.sheets.iter().map(|sheet| u64::from(sheet.rows) * u64::from(sheet.columns)).sum();
        if cells > CELLS_MAX {
            return Err(ApiError::invalid(format!(
                "This action would increase the number of cells in the workbook above the limit of {CELLS_MAX} cells."
            )));
        }
        Ok(())
    }

    pub(crate) fn insert_lines(
        &mut self,
        sheet: usize,
        dimension: Dimension,
        at: u32,
        count: u32,
    ) -> Outcome<()> {
        self.core.sheets[sheet].insert(dimension, at, count);
        self.check_size()?;
        self.follow(sheet, dimension, Edit::Insert { at, count });
        Ok(())
    }

    pub(crate) fn remove_lines(&mut self, sheet: usize, dimension: Dimension, at: u32, count: u32) {
        self.core.sheets[sheet].remove(dimension, at, count);
        self.follow(sheet, dimension, Edit::Remove { at, count });
    }

    pub(crate) fn move_lines(&mut self, sheet: usize, dimension: Dimension, [from, to, target]: [u32; 3]) {
        self.core.sheets[sheet].shift(dimension, from, to, target);
        self.follow(sheet, dimension, Edit::Move { from, to, target });
    }

    pub(crate) fn resize(&mut self, sheet: usize, rows: u32, columns: u32) -> Outcome<()> {
        let before = &self.core.sheets[sheet];
        let (cut_rows, cut_columns) =
            (before.rows.saturating_sub(rows), before.columns.saturating_sub(columns));
        self.core.sheets[sheet].resize(rows, columns)?;
        if cut_rows > 0 {
            self.follow(sheet, Dimension::Rows, Edit::Remove { at: rows, count: cut_rows });
        }
        if cut_columns > 0 {
            self.follow(sheet, Dimension::Columns, Edit::Remove { at: columns, count: cut_columns });
        }
        self.check_size()
    }

    /// What the sheet does not hold itself: named ranges, metadata, formulas of all sheets.
    fn follow(&mut self, sheet: usize, dimension: Dimension, edit: Edit) {
        let id = self.core.sheets[sheet].id;
        self.core.named_ranges.retain_mut(|named| follow(named, id, dimension, edit));
        self.core.metadata.retain_mut(|metadata| metadata.follow(id, dimension, edit));
        crate::formula::follow(self, sheet, dimension, edit);
    }
}
