//! Data filters: a range as text, a grid range, or a lookup of developer metadata.

use serde_json::Value;

use crate::a1::Area;
use crate::error::{ApiError, Outcome};
use crate::grid::{Book, Dimension, Metadata, Place};

/// A sheet's position and the area in it.
pub(crate) type Matched = (usize, Area);

/// Every area that the filter names.
pub(crate) fn matches(book: &Book, filter: &Value) -> Outcome<Vec<Matched>> {
    if let Some(text) = filter.get("a1Range").and_then(Value::as_str) {
        return Ok(vec![book.resolve(text)?]);
    }
    if let Some(range) = filter.get("gridRange").filter(|range| !range.is_null()) {
        return Ok(vec![book.resolve_grid(range)?]);
    }
    let Some(lookup) = filter.get("developerMetadataLookup").filter(|lookup| !lookup.is_null()) else {
        return Err(ApiError::invalid(
            "Must specify a filter of the data filter: developerMetadataLookup, a1Range or gridRange.",
        ));
    };
    let mut areas = Vec::new();
    for metadata in metadata_matches(book, lookup)? {
        match metadata.place {
            Place::Spreadsheet => areas.extend((0..book.core.sheets.len()).map(|at| (at, Area::default()))),
            Place::Sheet(id) => areas.extend(book.sheet_position(id).map(|at| (at, Area::default()))),
            Place::Line(id, dimension, line) => {
                areas.extend(book.sheet_position(id).map(|at| (at, line_area(dimension, line))));
            }
        }
    }
    Ok(areas)
}

fn line_area(dimension: Dimension, line: u32) -> Area {
    match dimension {
        Dimension::Rows => Area { top: line, bottom: Some(line + 1), ..Area::default() },
        Dimension::Columns => Area { left: line, right: Some(line + 1), ..Area::default() },
    }
}

/// The metadata that a lookup finds, in the order in which it was made.
pub(crate) fn metadata_matches<'book>(book: &'book Book, lookup: &Value) -> Outcome<Vec<&'book Metadata>> {
    let text = |name: &str| lookup.get(name).and_then(Value::as_str);
    let id = match lookup.get("metadataId") {
        None | Some(Value::Null) => None,
        Some(value) => {
            Some(value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok())).ok_or_else(
                || ApiError::invalid(format!("Invalid value at 'metadata_id' (TYPE_INT32), {value}")),
            )?)
        }
    };
    let location = lookup.get("metadataLocation").filter(|location| !location.is_null());
    let exact = text("locationMatchingStrategy") == Some("EXACT_LOCATION");
    let found = book.core.metadata.iter().filter(|metadata| {
        id.is_none_or(|id| metadata.id == id)
            && text("metadataKey").is_none_or(|key| metadata.key == key)
            && text("metadataValue").is_none_or(|value| metadata.value.as_deref() == Some(value))
            && text("visibility").is_none_or(|word| word == metadata.visibility())
            && text("locationType").is_none_or(|word| word == metadata.place.kind())
            && location.is_none_or(|location| lies_at(metadata.place, location, exact))
    });
    Ok(found.collect())
}

fn lies_at(place: Place, location: &Value, exact: bool) -> bool {
    if location.get("spreadsheet").and_then(Value::as_bool) == Some(true) {
        return !exact || place == Place::Spreadsheet;
    }
    if let Some(range) = location.get("dimensionRange") {
        let sheet = range.get("sheetId").and_then(Value::as_i64).unwrap_or(0);
        let dimension = range.get("dimension").and_then(Value::as_str).and_then(Dimension::parse);
        let edge = |name: &str| range.get(name).and_then(Value::as_u64);
        return match place {
            Place::Line(id, own, at) => {
                let at = u64::from(at);
                id == sheet
                    && Some(own) == dimension
                    && edge("startIndex").unwrap_or(0) <= at
                    && edge("endIndex").is_none_or(|end| at < end)
            }
            _ => false,
        };
    }
    let sheet = location.get("sheetId").and_then(Value::as_i64).unwrap_or(0);
    if exact { place == Place::Sheet(sheet) } else { place.sheet() == Some(sheet) }
}
