//! Ranges as texts and as `GridRange`, and the errors of those that miss the grid.

use serde_json::{Map, Value, json};

use super::book::Book;
use super::sheet::Sheet;
use crate::a1::{self, Area, Block};
use crate::error::{ApiError, Outcome};

/// Reads the indexes of a `GridRange`; the sheet is read apart.
pub(crate) fn grid_area(range: &Value) -> Outcome<Area> {
    let index = |name: &str| -> Outcome<Option<u32>> {
        match range.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_u64().and_then(|at| u32::try_from(at).ok()).map(Some).ok_or_else(|| {
                ApiError::invalid(format!("Invalid value at 'range.{name}' (TYPE_INT32), {value}"))
            }),
        }
    };
    let area = Area {
        top: index("startRowIndex")?.unwrap_or(0),
        bottom: index("endRowIndex")?,
        left: index("startColumnIndex")?.unwrap_or(0),
        right: index("endColumnIndex")?,
    };
    if area.bottom.is_some_and(|bottom| bottom < area.top)
        || area.right.is_some_and(|right| right < area.left)
    {
        return Err(ApiError::invalid("Range indexes are out of order: the start lies behind the end."));
    }
    Ok(area)
}

/// `GridRange` of a block; sheet 0 is omitted, as Google omits it.
pub(crate) fn block_json(sheet: i64, block: &Block) -> Value {
    let mut range = Map::new();
    if sheet != 0 {
        range.insert("sheetId".to_owned(), json!(sheet));
    }
    range.insert("startRowIndex".to_owned(), json!(block.top));
    range.insert("endRowIndex".to_owned(), json!(block.bottom));
    range.insert("startColumnIndex".to_owned(), json!(block.left));
    range.insert("endColumnIndex".to_owned(), json!(block.right));
    Value::Object(range)
}

impl Book {
    /// Position of the sheet and the area that a text names; open ends stay open.
    pub(crate) fn resolve(&self, text: &str) -> Outcome<(usize, Area)> {
        let unreadable = || ApiError::invalid(format!("Unable to parse range: {text}"));
        let (tab, rest) = a1::split_tab(text).ok_or_else(unreadable)?;
        let Some(rest) = rest else {
            let at = self.sheet_by_title(tab.as_deref().unwrap_or("")).ok_or_else(unreadable)?;
            return Ok((at, Area::default()));
        };
        if let Some(tab) = tab {
            let at = self.sheet_by_title(&tab).ok_or_else(unreadable)?;
            if let Some(area) = a1::parse_area(rest) {
                return Ok((at, area));
            }
            return self.named(rest).filter(|found| found.0 == at).ok_or_else(unreadable);
        }
        if let Some(area) = a1::parse_area(rest) {
            return if self.core.sheets.is_empty() { Err(unreadable()) } else { Ok((0, area)) };
        }
        if let Some(found) = self.named(rest) {
            return Ok(found);
        }
        self.sheet_by_title(rest).map(|at| (at, Area::default())).ok_or_else(unreadable)
    }

    fn named(&self, name: &str) -> Option<(usize, Area)> {
        let named = self
            .core
            .named_ranges
            .iter()
            .find(|named| named["name"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name)))?;
        let range = &named["range"];
        let at = self.sheet_position(range["sheetId"].as_i64().unwrap_or(0))?;
        Some((at, grid_area(range).ok()?))
    }

    fn sheet_by_title(&self, title: &str) -> Option<usize> {
        let sheets = &self.core.sheets;
        let exact = sheets.iter().position(|sheet| sheet.title() == title);
        exact.or_else(|| sheets.iter().position(|sheet| sheet.title().to_lowercase() == title.to_lowercase()))
    }

    /// Position of the sheet and area of a `GridRange`.
    pub(crate) fn resolve_grid(&self, range: &Value) -> Outcome<(usize, Area)> {
        let id = range.get("sheetId").and_then(Value::as_i64).unwrap_or(0);
        let at =
            self.sheet_position(id).ok_or_else(|| ApiError::invalid(format!("No grid with id: {id}")))?;
        Ok((at, grid_area(range)?))
    }
}

impl Sheet {
    /// The part of the area inside the grid; an area that starts outside is refused as Google refuses it.
    pub(crate) fn clip(&self, area: &Area) -> Outcome<Block> {
        if area.top >= self.rows || area.left >= self.columns {
            return Err(self.beyond(area));
        }
        Ok(area.clip(self.rows, self.columns))
    }

    /// The refusal of an area outside the grid.
    pub(crate) fn beyond(&self, area: &Area) -> ApiError {
        let bottom = area.bottom.unwrap_or(self.rows.max(area.top + 1));
        let right = area.right.unwrap_or(self.columns.max(area.left + 1));
        let block = Block { top: area.top, left: area.left, bottom, right };
        ApiError::invalid(format!(
            "Range ({}) exceeds grid limits. Max rows: {}, max columns: {}",
            self.reference(&block),
            self.rows,
            self.columns
        ))
    }

    /// `Sheet1!A1:B2`.
    pub(crate) fn reference(&self, block: &Block) -> String {
        format!("{}!{}", a1::quote_tab(self.title()), a1::block_text(block))
    }
}
