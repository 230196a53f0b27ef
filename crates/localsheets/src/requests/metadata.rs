//! Developer metadata: create, update, delete.

use serde_json::{Value, json};

use super::fields;
use crate::error::{ApiError, Outcome};
use crate::grid::{Book, Dimension, Metadata, Place};
use crate::server::Context;
use crate::values::metadata_matches;

fn place(book: &Book, location: &Value) -> Outcome<Place> {
    if fields::is_true(location, "spreadsheet") {
        return Ok(Place::Spreadsheet);
    }
    if let Some(range) = location.get("dimensionRange").filter(|range| !range.is_null()) {
        let stretch = fields::stretch(book, location, "dimensionRange")?.inside(book)?;
        if stretch.end - stretch.start != 1 {
            return Err(ApiError::invalid(format!(
                "Developer metadata may only be associated with a single row or column, but the range was {range}."
            )));
        }
        let sheet = book.core.sheets[stretch.sheet].id;
        return Ok(Place::Line(sheet, stretch.dimension, stretch.start));
    }
    if location.get("sheetId").is_some() {
        return Ok(Place::Sheet(book.core.sheets[fields::sheet(book, location)?].id));
    }
    Err(ApiError::invalid("Developer metadata must have a location."))
}

fn is_project(message: &Value) -> Outcome<bool> {
    match fields::text(message, "visibility") {
        "DOCUMENT" => Ok(false),
        "PROJECT" => Ok(true),
        _ => Err(ApiError::invalid("Developer metadata visibility must be specified.")),
    }
}

pub(super) fn create(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let wanted = message.get("developerMetadata").unwrap_or(&Value::Null);
    fields::check(
        wanted,
        &["metadataId", "metadataKey", "metadataValue", "location", "visibility"],
        "requests[].create_developer_metadata.developer_metadata",
    )?;
    let key = fields::text(wanted, "metadataKey");
    if key.is_empty() {
        return Err(ApiError::invalid("Developer metadata key must be specified."));
    }
    let id = match wanted.get("metadataId").and_then(Value::as_i64) {
        None | Some(0) => book.next_id(),
        Some(id) if book.core.metadata.iter().any(|metadata| metadata.id == id) => {
            return Err(ApiError::invalid(format!("Developer metadata with ID {id} already exists.")));
        }
        Some(id) => id,
    };
    let metadata = Metadata {
        id,
        key: key.to_owned(),
        value: wanted.get("metadataValue").and_then(Value::as_str).map(str::to_owned),
        is_project: is_project(wanted)?,
        place: place(book, wanted.get("location").unwrap_or(&Value::Null))?,
    };
    let answer = metadata.json();
    book.core.metadata.push(metadata);
    check_size(book)?;
    Ok(Some(json!({"developerMetadata": answer})))
}

/// Characters of keys and values, for the spreadsheet itself and for each sheet: Google's limit.
const CHARACTERS_MAX: usize = 30_000;

fn check_size(book: &Book) -> Outcome<()> {
    let mut sums = std::collections::BTreeMap::new();
    for metadata in &book.core.metadata {
        let length =
            metadata.key.chars().count() + metadata.value.as_ref().map_or(0, |value| value.chars().count());
        *sums.entry(metadata.place.sheet()).or_insert(0) += length;
    }
    if sums.values().any(|sum| *sum > CHARACTERS_MAX) {
        return Err(ApiError::invalid(format!(
            "This action would exceed the limit of {CHARACTERS_MAX} characters of developer metadata."
        )));
    }
    Ok(())
}

fn chosen(book: &Book, filter: &Value) -> Outcome<Vec<i64>> {
    let Some(lookup) = filter.get("developerMetadataLookup") else {
        let areas = crate::values::matches(book, filter)?;
        let inside = |metadata: &&Metadata| {
            areas.iter().any(|(sheet, area)| {
                let own = &book.core.sheets[*sheet];
                let block = area.clip(own.rows, own.columns);
                matches!(metadata.place, Place::Line(id, dimension, at) if id == own.id && match dimension {
                    Dimension::Rows => (block.top..block.bottom).contains(&at),
                    Dimension::Columns => (block.left..block.right).contains(&at),
                })
            })
        };
        return Ok(book.core.metadata.iter().filter(inside).map(|metadata| metadata.id).collect());
    };
    Ok(metadata_matches(book, lookup)?.into_iter().map(|metadata| metadata.id).collect())
}

pub(super) fn update(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let wanted = message.get("developerMetadata").unwrap_or(&Value::Null);
    let mut ids = Vec::new();
    for filter in message.get("dataFilters").and_then(Value::as_array).into_iter().flatten() {
        ids.extend(chosen(book, filter)?);
    }
    let moved = match mask.wants("location") && wanted.get("location").is_some() {
        true => Some(place(book, &wanted["location"])?),
        false => None,
    };
    let mut changed = Vec::new();
    for metadata in book.core.metadata.iter_mut().filter(|metadata| ids.contains(&metadata.id)) {
        if mask.wants("metadataKey") && !fields::text(wanted, "metadataKey").is_empty() {
            metadata.key = fields::text(wanted, "metadataKey").to_owned();
        }
        if mask.wants("metadataValue") {
            metadata.value = wanted.get("metadataValue").and_then(Value::as_str).map(str::to_owned);
        }
        if mask.wants("visibility") && wanted.get("visibility").is_some() {
            metadata.is_project = is_project(wanted)?;
        }
        metadata.place = moved.unwrap_or(metadata.place);
        changed.push(metadata.json());
    }
    check_size(book)?;
    Ok(Some(json!({"developerMetadata": changed})))
}

pub(super) fn delete(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let ids = chosen(book, message.get("dataFilter").unwrap_or(&Value::Null))?;
    let (gone, kept): (Vec<Metadata>, Vec<Metadata>) =
        std::mem::take(&mut book.core.metadata).into_iter().partition(|metadata| ids.contains(&metadata.id));
    book.core.metadata = kept;
    let deleted: Vec<Value> = gone.iter().map(Metadata::json).collect();
    Ok(Some(if deleted.is_empty() { json!({}) } else { json!({"deletedDeveloperMetadata": deleted}) }))
}
