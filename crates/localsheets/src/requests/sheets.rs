//! Sheets of the book and the properties of both.

use serde_json::{Map, Value, json};

use super::{fields, formats};
use crate::error::{ApiError, Outcome};
use crate::grid::{Book, Place, Sheet};
use crate::mask::Mask;
use crate::server::Context;
use crate::zone;

const SHEET_FIELDS: [&str; 10] = [
    "sheetId",
    "title",
    "index",
    "sheetType",
    "gridProperties",
    "hidden",
    "tabColor",
    "tabColorStyle",
    "rightToLeft",
    "dataSourceSheetProperties",
];

/// `SheetProperties` in the form in which Google answers it.
pub(crate) fn properties_json(sheet: &Sheet, index: usize) -> Value {
    let mut properties = sheet.properties.clone();
    properties.insert("sheetId".to_owned(), json!(sheet.id));
    properties.insert("index".to_owned(), json!(index));
    let mut grid = properties.get("gridProperties").and_then(Value::as_object).cloned().unwrap_or_default();
    grid.insert("rowCount".to_owned(), json!(sheet.rows));
    grid.insert("columnCount".to_owned(), json!(sheet.columns));
    properties.insert("gridProperties".to_owned(), Value::Object(grid));
    Value::Object(properties)
}

/// Takes properties in Google's form back into the sheet; the size of the grid is read apart.
fn put_properties(sheet: &mut Sheet, mut properties: Map<String, Value>) {
    properties.remove("sheetId");
    properties.remove("index");
    if let Some(grid) = properties.get_mut("gridProperties").and_then(Value::as_object_mut) {
        grid.remove("rowCount");
        grid.remove("columnCount");
        grid.retain(|_, value| *value != json!(false) && *value != json!(0) && !value.is_null());
        if grid.is_empty() {
            properties.remove("gridProperties");
        }
    }
    properties.retain(|name, value| name == "title" || (*value != json!(false) && !value.is_null()));
    let mut whole = Value::Object(properties);
    formats::agree(&Value::Object(sheet.properties.clone()), &mut whole);
    formats::keep_colours(&mut whole);
    if let Value::Object(mut properties) = whole {
        properties.retain(|name, value| !name.starts_with("tabColor") || *value != json!({}));
        sheet.properties = properties;
    }
}

fn check_title(book: &Book, title: &str, own: Option<i64>) -> Outcome<()> {
    let same = |sheet: &&Sheet| sheet.title().to_lowercase() == title.to_lowercase() && Some(sheet.id) != own;
    if book.core.sheets.iter().any(|sheet| same(&sheet)) {
        return Err(ApiError::invalid(format!(
            "A sheet with the name \"{title}\" already exists. Please enter another name."
        )));
    }
    if title.is_empty() || title.chars().count() > 100 {
        return Err(ApiError::invalid(format!("The sheet name \"{title}\" must have 1 to 100 characters.")));
    }
    Ok(())
}

fn fresh_id(book: &mut Book, wanted: Option<&Value>) -> Outcome<i64> {
    match wanted.and_then(Value::as_i64) {
        None => Ok(book.next_id()),
        Some(id) if id < 0 => Err(ApiError::invalid(format!("Sheet ids must not be negative: {id}"))),
        Some(id) if book.sheet_position(id).is_some() => Err(ApiError::invalid(format!(
            "A sheet with the ID \"{id}\" already exists. Please enter another ID."
        ))),
        Some(id) => Ok(id),
    }
}

fn fresh_title(book: &Book) -> String {
    let mut number = book.core.sheets.len() + 1;
    while check_title(book, &format!("Sheet{number}"), None).is_err() {
        number += 1;
    }
    format!("Sheet{number}")
}

pub(super) fn add(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let empty = json!({});
    let wanted = message.get("properties").filter(|wanted| !wanted.is_null()).unwrap_or(&empty);
    fields::check(wanted, &SHEET_FIELDS, "requests[].add_sheet.properties")?;
    let title = match fields::text(wanted, "title") {
        "" => fresh_title(book),
        title => title.to_owned(),
    };
    check_title(book, &title, None)?;
    let id = fresh_id(book, wanted.get("sheetId"))?;
    let grid = wanted.get("gridProperties").unwrap_or(&Value::Null);
    let rows = fields::number(grid, "rowCount").filter(|rows| *rows > 0).unwrap_or(1000);
    let columns = fields::number(grid, "columnCount").filter(|columns| *columns > 0).unwrap_or(26);
    let mut sheet = Sheet::new(id, &title, rows, columns);
    let mut properties = sheet.properties.clone();
    properties.extend(wanted.as_object().cloned().unwrap_or_default());
    properties.insert("title".to_owned(), json!(title));
    put_properties(&mut sheet, properties);
    let index =
        wanted.get("index").and_then(Value::as_u64).map_or(book.core.sheets.len(), |index| index as usize);
    let index = index.min(book.core.sheets.len());
    book.core.sheets.insert(index, sheet);
    book.check_size()?;
    Ok(Some(json!({"properties": properties_json(&book.core.sheets[index], index)})))
}

pub(super) fn delete(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let at = fields::sheet(book, message)?;
    let visible = book.core.sheets.iter().filter(|sheet| !sheet.is_hidden()).count();
    if book.core.sheets.len() == 1 {
        return Err(ApiError::invalid("You can't remove all the sheets in a document."));
    }
    if visible == 1 && !book.core.sheets[at].is_hidden() {
        return Err(ApiError::invalid("You can't remove all the visible sheets in a document."));
    }
    let whole = book.core.sheets[at].whole();
    crate::values::guard(book, &context.caller, at, &whole)?;
    let id = book.core.sheets.remove(at).id;
    book.core.metadata.retain(|metadata| metadata.place.sheet() != Some(id));
    book.core.named_ranges.retain(|named| named["range"]["sheetId"].as_i64().unwrap_or(0) != id);
    Ok(None)
}

/// A copy of the sheet under a new id and title, with its metadata under new ids.
fn copy_sheet(book: &mut Book, source: usize, id: i64, title: &str) -> Sheet {
    let from = book.core.sheets[source].id;
    let mut sheet = book.core.sheets[source].clone();
    sheet.id = id;
    sheet.properties.insert("title".to_owned(), json!(title));
    for list in sheet.attached.values_mut() {
        for value in list.iter_mut() {
            readdress(value, from, id);
        }
    }
    sheet
}

/// Names the new sheet wherever a range names the old one.
pub(crate) fn readdress(value: &mut Value, from: i64, to: i64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| readdress(item, from, to)),
        Value::Object(fields) => {
            let is_range = fields.keys().any(|name| name.starts_with("start") || name.starts_with("end"));
            if is_range && fields.get("sheetId").and_then(Value::as_i64).unwrap_or(0) == from {
                fields.insert("sheetId".to_owned(), json!(to));
            }
            fields.values_mut().for_each(|inner| readdress(inner, from, to));
        }
        _ => {}
    }
}

pub(super) fn duplicate(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let source = book.sheet_of(message.get("sourceSheetId").and_then(Value::as_i64).unwrap_or(0))?;
    let id = fresh_id(book, message.get("newSheetId"))?;
    let title = match fields::text(message, "newSheetName") {
        "" => format!("Copy of {}", book.core.sheets[source].title()),
        title => title.to_owned(),
    };
    check_title(book, &title, None)?;
    let from = book.core.sheets[source].id;
    let sheet = copy_sheet(book, source, id, &title);
    let index = fields::number(message, "insertSheetIndex").unwrap_or(0) as usize;
    let index = index.min(book.core.sheets.len());
    book.core.sheets.insert(index, sheet);
    let copies: Vec<_> =
        book.core.metadata.iter().filter(|metadata| metadata.place.sheet() == Some(from)).cloned().collect();
    for mut metadata in copies {
        metadata.id = book.next_id();
        metadata.place = match metadata.place {
            Place::Line(_, dimension, at) => Place::Line(id, dimension, at),
            _ => Place::Sheet(id),
        };
        book.core.metadata.push(metadata);
    }
    book.check_size()?;
    Ok(Some(json!({"properties": properties_json(&book.core.sheets[index], index)})))
}

pub(super) fn update(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let wanted = message.get("properties").unwrap_or(&Value::Null);
    fields::check(wanted, &SHEET_FIELDS, "requests[].update_sheet_properties.properties")?;
    let at = fields::sheet(book, wanted)?;
    let mut properties = properties_json(&book.core.sheets[at], at);
    let mask = if mask == Mask::All { Mask::parse(&mentioned(wanted))? } else { mask };
    mask.copy(wanted, &mut properties);
    let id = book.core.sheets[at].id;
    let title = fields::text(&properties, "title").to_owned();
    check_title(book, &title, Some(id))?;
    let grid = properties.get("gridProperties").unwrap_or(&Value::Null);
    let size = |name: &str, now: u32| fields::number(grid, name).unwrap_or(now);
    let (rows, columns) =
        (size("rowCount", book.core.sheets[at].rows), size("columnCount", book.core.sheets[at].columns));
    book.resize(at, rows, columns)?;
    let Value::Object(kept) = properties.clone() else { return Ok(None) };
    put_properties(&mut book.core.sheets[at], kept);
    if book.core.sheets.iter().all(Sheet::is_hidden) {
        return Err(ApiError::invalid("You can't hide all the sheets in a document."));
    }
    if mask.wants("index") {
        move_sheet(book, at, fields::number(wanted, "index").unwrap_or(0) as usize)?;
    }
    Ok(None)
}

/// The index counts places before the move: to move one further, Google wants two more.
fn move_sheet(book: &mut Book, from: usize, index: usize) -> Outcome<()> {
    if index > book.core.sheets.len() {
        return Err(ApiError::invalid(format!(
            "Sheet index {index} is out of range; there are {} sheets.",
            book.core.sheets.len()
        )));
    }
    let sheet = book.core.sheets.remove(from);
    let to = if index > from { index - 1 } else { index };
    book.core.sheets.insert(to, sheet);
    Ok(())
}

/// The leaf paths of what was sent: the meaning of the mask `*` where the target has more fields.
fn mentioned(wanted: &Value) -> String {
    let mut paths = Vec::new();
    for (name, value) in wanted.as_object().into_iter().flatten().filter(|entry| entry.0 != "sheetId") {
        match value.as_object().filter(|_| name == "gridProperties") {
            Some(inner) => paths.extend(inner.keys().map(|inner| format!("{name}.{inner}"))),
            None => paths.push(name.clone()),
        }
    }
    if paths.is_empty() { "sheetType".to_owned() } else { paths.join(",") }
}

pub(super) fn update_spreadsheet(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let wanted = message.get("properties").unwrap_or(&Value::Null);
    let mut properties = Value::Object(book.core.properties.clone());
    mask.copy(wanted, &mut properties);
    let wanted = fields::text(&properties, "timeZone");
    if wanted != book.property("timeZone") {
        zone::check(wanted)?;
    }
    if let Value::Object(properties) = properties {
        book.core.properties = properties;
    }
    Ok(None)
}
