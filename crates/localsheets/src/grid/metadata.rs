//! Developer metadata: marks on the spreadsheet, a sheet, one row or one column.

use serde_json::{Value, json};

use super::attached::Edit;
use super::sheet::Dimension;

/// What a piece of metadata hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Spreadsheet,
    Sheet(i64),
    /// One row or column of a sheet.
    Line(i64, Dimension, u32),
}

impl Place {
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Spreadsheet => "SPREADSHEET",
            Self::Sheet(_) => "SHEET",
            Self::Line(_, Dimension::Rows, _) => "ROW",
            Self::Line(_, Dimension::Columns, _) => "COLUMN",
        }
    }

    pub(crate) fn sheet(self) -> Option<i64> {
        match self {
            Self::Spreadsheet => None,
            Self::Sheet(id) | Self::Line(id, _, _) => Some(id),
        }
    }

    /// `DeveloperMetadataLocation`.
    pub(crate) fn json(self) -> Value {
        match self {
            Self::Spreadsheet => json!({"locationType": "SPREADSHEET", "spreadsheet": true}),
            Self::Sheet(id) => json!({"locationType": "SHEET", "sheetId": id}),
            Self::Line(id, dimension, at) => json!({"locationType": self.kind(), "dimensionRange": {
                "sheetId": id, "dimension": dimension.word(), "startIndex": at, "endIndex": at + 1,
            }}),
        }
    }
}

/// One piece of developer metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) id: i64,
    pub(crate) key: String,
    pub(crate) value: Option<String>,
    pub(crate) is_project: bool,
    pub(crate) place: Place,
}

impl Metadata {
    pub(crate) fn visibility(&self) -> &'static str {
        if self.is_project { "PROJECT" } else { "DOCUMENT" }
    }

    pub(crate) fn json(&self) -> Value {
        let mut value = json!({
            "metadataId": self.id,
            "metadataKey": self.key,
            "location": self.place.json(),
            "visibility": self.visibility(),
        });
        if let Some(text) = &self.value {
            value["metadataValue"] = json!(text);
        }
        value
    }

    /// Moves with its row or column; `false` when that is gone.
    pub(crate) fn follow(&mut self, sheet: i64, dimension: Dimension, edit: Edit) -> bool {
        let Place::Line(id, own, at) = self.place else { return true };
        if id != sheet || own != dimension {
            return true;
        }
        match edit.place(at) {
            Some(at) => {
                self.place = Place::Line(id, own, at);
                true
            }
            None => false,
        }
    }
}
