//! `spreadsheets.get`: the book as Google's message, built only as far as the mask asks.

use serde_json::{Map, Value, json};

use super::call::{Call, Context};
use super::theme;
use crate::a1::{Area, Block};
use crate::error::{ApiError, Outcome};
use crate::formula::Evaluator;
use crate::grid::{Book, Cell, Dimension, Place, Sheet, grid_area, used_end};
use crate::mask::Mask;
use crate::requests::properties_json;
use crate::values::{Shown, effective, may_edit, number, shown};

/// What is wanted of the book.
pub(crate) struct Wish {
    pub(crate) mask: Mask,
    /// Cells too, where no mask says so.
    pub(crate) grid: bool,
}

/// Fields of `Spreadsheet` and of `Sheet`, to tell a mask that names another one.
const BOOK_FIELDS: [&str; 9] = [
    "spreadsheetId",
    "properties",
    "sheets",
    "namedRanges",
    "spreadsheetUrl",
    "developerMetadata",
    "dataSources",
    "dataSourceSchedules",
    "*",
];
const SHEET_FIELDS: [&str; 17] = [
    "properties",
    "data",
    "merges",
    "conditionalFormats",
    "filterViews",
    "protectedRanges",
    "basicFilter",
    "charts",
    "bandedRanges",
    "developerMetadata",
    "rowGroups",
    "columnGroups",
    "slicers",
    "tables",
    "comments",
    "*",
    "drawings",
];

impl Wish {
    pub(crate) fn of(call: &Call, mask: &Mask) -> Outcome<Self> {
        check_names(mask, &BOOK_FIELDS, "")?;
        if let Some(sheets) = mask.at("sheets") {
            check_names(sheets, &SHEET_FIELDS, "sheets.")?;
        }
        let grid = call.option("fields").is_some() || call.is_set("includeGridData");
        Ok(Self { mask: mask.clone(), grid })
    }
}

fn check_names(mask: &Mask, known: &[&str], before: &str) -> Outcome<()> {
    let Mask::Some(fields) = mask else { return Ok(()) };
    match fields.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(ApiError::bad_mask(&format!("{before}{name}"))),
        None => Ok(()),
    }
}

/// The areas that texts name.
pub(crate) fn areas(book: &Book, ranges: &[String]) -> Outcome<Vec<(usize, Area)>> {
    ranges.iter().map(|range| book.resolve(range)).collect()
}

/// `Spreadsheet`, cut to the mask; with areas only their sheets and cells.
pub(crate) fn spreadsheet(
    book: &Book,
    context: &Context,
    areas: &[(usize, Area)],
    wish: &Wish,
) -> Outcome<Value> {
    let mask = &wish.mask;
    let mut answer = Map::new();
    answer.insert("spreadsheetId".to_owned(), json!(book.id));
    if mask.wants("properties") {
        let mut properties = book.core.properties.clone();
        properties.insert("defaultFormat".to_owned(), theme::default_format());
        properties.insert("spreadsheetTheme".to_owned(), theme::theme());
        answer.insert("properties".to_owned(), Value::Object(properties));
    }
    if let Some(sheets) = mask.at("sheets") {
        let evaluator = Evaluator::new(book, context.now);
        let mut list = Vec::new();
        for at in 0..book.core.sheets.len() {
            let own: Vec<Area> = areas.iter().filter(|area| area.0 == at).map(|area| area.1).collect();
            if areas.is_empty() || !own.is_empty() {
                let reader = Reader { evaluator: &evaluator, context, sheet: at };
                list.push(Value::Object(reader.sheet(&own, sheets, wish.grid)?));
            }
        }
        answer.insert("sheets".to_owned(), Value::Array(list));
    }
    if !book.core.named_ranges.is_empty() {
        answer.insert("namedRanges".to_owned(), json!(book.core.named_ranges));
    }
    let own: Vec<Value> = book
        .core
        .metadata
        .iter()
        .filter(|metadata| metadata.place == Place::Spreadsheet)
        .map(|metadata| metadata.json())
        .collect();
    if !own.is_empty() {
        answer.insert("developerMetadata".to_owned(), Value::Array(own));
    }
    answer.insert(
        "spreadsheetUrl".to_owned(),
        json!(format!("https://docs.google.com/spreadsheets/d/{}/edit", book.id)),
    );
    Ok(mask.keep(Value::Object(answer)))
}

struct Reader<'read> {
    evaluator: &'read Evaluator<'read>,
    context: &'read Context,
    sheet: usize,
}

impl Reader<'_> {
    fn of(&self) -> &Sheet {
        &self.evaluator.book.core.sheets[self.sheet]
    }

    fn sheet(&self, areas: &[Area], mask: &Mask, grid: bool) -> Outcome<Map<String, Value>> {
        let sheet = self.of();
        let mut answer = Map::new();
        answer.insert("properties".to_owned(), properties_json(sheet, self.sheet));
        if let Some(mask) = mask.at("data").filter(|_| grid) {
            let whole = [Area::default()];
            let wanted = if areas.is_empty() { &whole[..] } else { areas };
            let data = wanted.iter().map(|area| self.grid_data(area, mask)).collect::<Outcome<Vec<_>>>()?;
            answer.insert("data".to_owned(), Value::Array(data));
        }
        for (field, list) in &sheet.attached {
            if list.is_empty() || !mask.wants(field) {
                continue;
            }
            let value = match *field {
                "basicFilter" => list[0].clone(),
                "protectedRanges" => list.iter().map(|protected| self.protected(protected)).collect(),
                _ => Value::Array(list.clone()),
            };
            answer.insert((*field).to_owned(), value);
        }
        let own = self.metadata(Place::Sheet(sheet.id));
        if !own.is_empty() {
            answer.insert("developerMetadata".to_owned(), Value::Array(own));
        }
        Ok(answer)
    }

    fn protected(&self, protected: &Value) -> Value {
        let mut shown = protected.clone();
        let can = may_edit(protected, &self.context.caller) || protected["warningOnly"] == json!(true);
        if can {
            shown["requestingUserCanEdit"] = json!(true);
        } else if let Some(fields) = shown.as_object_mut() {
            fields.remove("requestingUserCanEdit");
            fields.remove("editors");
        }
        shown
    }

    fn metadata(&self, place: Place) -> Vec<Value> {
        let all = &self.evaluator.book.core.metadata;
        all.iter().filter(|metadata| metadata.place == place).map(|metadata| metadata.json()).collect()
    }

    fn grid_data(&self, area: &Area, mask: &Mask) -> Outcome<Value> {
        let block = self.of().clip(area)?;
        let mut data = Map::new();
        if block.top > 0 {
            data.insert("startRow".to_owned(), json!(block.top));
        }
        if block.left > 0 {
            data.insert("startColumn".to_owned(), json!(block.left));
        }
        if let Some(mask) = mask.at("rowData") {
            let rows = self.rows(&block, mask);
            if !rows.is_empty() {
                data.insert("rowData".to_owned(), Value::Array(rows));
            }
        }
        for (name, dimension) in [("rowMetadata", Dimension::Rows), ("columnMetadata", Dimension::Columns)] {
            if mask.wants(name) {
                data.insert(name.to_owned(), Value::Array(self.lines(&block, dimension)));
            }
        }
        Ok(Value::Object(data))
    }

    /// `DimensionProperties` of each row or column of the block.
    fn lines(&self, block: &Block, dimension: Dimension) -> Vec<Value> {
        let sheet = self.of();
        let (start, end, size) = match dimension {
            Dimension::Rows => (block.top, block.bottom, 21),
            Dimension::Columns => (block.left, block.right, 100),
        };
        let marked: std::collections::BTreeSet<u32> = self
            .evaluator
            .book
            .core
            .metadata
            .iter()
            .filter_map(|metadata| match metadata.place {
                Place::Line(id, own, at) if id == sheet.id && own == dimension => Some(at),
                _ => None,
            })
            .collect();
        let known = sheet.dimension_properties(dimension);
        (start..end)
            .map(|at| {
                let mut properties = known.get(&at).cloned().unwrap_or_else(|| json!({}));
                if properties.get("pixelSize").is_none() {
                    properties["pixelSize"] = json!(size);
                }
                if marked.contains(&at) {
                    properties["developerMetadata"] =
                        Value::Array(self.metadata(Place::Line(sheet.id, dimension, at)));
                }
                properties
            })
            .collect()
    }

    fn rows(&self, block: &Block, mask: &Mask) -> Vec<Value> {
        let sheet = self.of();
        let cells = mask.at("values");
        (block.top..sheet.last_used_row(block))
            .map(|at| {
                let Some(row) = sheet.row(at) else { return json!({}) };
                let end = used_end(row, block);
                match cells {
                    Some(mask) if end > block.left => {
                        json!({"values": (block.left..end).map(|column| self.cell(at, column, mask)).collect::<Vec<_>>()})
                    }
                    _ => json!({}),
                }
            })
            .collect()
    }

    fn cell(&self, row: u32, column: u32, mask: &Mask) -> Value {
        let (sheet, pool) = (self.of(), &self.evaluator.book.pool);
        let (cell, mark) = (sheet.cell(row, column), sheet.mark(row, column));
        let mut answer = match pool.message(mark.rest) {
            Value::Object(rest) => rest.clone(),
            _ => Map::new(),
        };
        if cell != Cell::Empty {
            if mask.wants("userEnteredValue") {
                answer.insert("userEnteredValue".to_owned(), self.entered(cell));
            }
            let value = effective(self.evaluator, self.sheet, row, column);
            if mask.wants("effectiveValue") {
                answer.insert("effectiveValue".to_owned(), effective_json(&value));
            }
            if mask.wants("formattedValue") {
                let text = shown(self.evaluator, sheet, (row, column), &value);
                answer.insert("formattedValue".to_owned(), json!(text));
            }
        }
        let format = pool.message(mark.format);
        if format.is_object() && mask.wants("userEnteredFormat") {
            answer.insert("userEnteredFormat".to_owned(), format.clone());
        }
        if mask.wants("effectiveFormat") && (cell != Cell::Empty || !mark.is_none()) {
            answer.insert("effectiveFormat".to_owned(), self.effective_format(format, row, column));
        }
        if mark.note != crate::grid::NONE {
            answer.insert("note".to_owned(), json!(pool.text(mark.note)));
        }
        if mark.validation != crate::grid::NONE {
            answer.insert("dataValidation".to_owned(), pool.message(mark.validation).clone());
        }
        mask.keep(Value::Object(answer))
    }

    fn effective_format(&self, format: &Value, row: u32, column: u32) -> Value {
        let mut merged = theme::default_format();
        overlay(&mut merged, format);
        for rule in self.of().list("conditionalFormats").iter().rev() {
            let ranges = rule["ranges"].as_array().into_iter().flatten();
            let covers = |range: &Value| {
                let sheet = self.of();
                grid_area(range).is_ok_and(|area| area.clip(sheet.rows, sheet.columns).holds(row, column))
            };
            let hit = ranges.clone().find(|range| covers(range));
            let Some(range) = hit else { continue };
            let origin = grid_area(range).map(|area| (area.top, area.left)).unwrap_or((row, column));
            if crate::values::condition_holds(
                self.evaluator,
                (self.sheet, row, column),
                origin,
                &rule["booleanRule"]["condition"],
            ) {
                overlay(&mut merged, &rule["booleanRule"]["format"]);
            }
        }
        merged
    }

    fn entered(&self, cell: Cell) -> Value {
        let text = |text: u32| self.evaluator.book.pool.text(text);
        match cell {
            Cell::Empty => json!({}),
            Cell::Number(value) => json!({"numberValue": number(value)}),
            Cell::Text(value) => json!({"stringValue": text(value)}),
            Cell::Truth(value) => json!({"boolValue": value}),
            Cell::Formula(value) => json!({"formulaValue": text(value)}),
            Cell::Fault(fault) => json!({"errorValue": {"type": fault.kind()}}),
        }
    }
}

fn effective_json(value: &Shown) -> Value {
    match value {
        Shown::Empty => json!({}),
        Shown::Number(value) => json!({"numberValue": number(*value)}),
        Shown::Text(text) => json!({"stringValue": text}),
        Shown::Truth(truth) => json!({"boolValue": truth}),
        Shown::Fault(fault) => {
            json!({"errorValue": {"type": fault.kind(), "message": format!("{} in this cell", fault.text())}})
        }
    }
}

/// Puts the fields of `upper` over those of `lower`, message by message.
fn overlay(lower: &mut Value, upper: &Value) {
    let (Some(target), Some(source)) = (lower.as_object_mut(), upper.as_object()) else { return };
    for (name, value) in source {
        match target.get_mut(name).filter(|known| known.is_object() && !name.contains("olor")) {
            Some(known) if value.is_object() => overlay(known, value),
            _ => {
                target.insert(name.clone(), value.clone());
            }
        }
    }
}
