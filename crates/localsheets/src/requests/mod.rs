//! The requests of `spreadsheets.batchUpdate`: one table, one function each.

mod arrange;
mod cells;
mod dimensions;
mod fields;
mod formats;
mod metadata;
mod ranges;
mod replace;
mod sheets;

use serde_json::{Map, Value, json};

use crate::error::{ApiError, Outcome};
use crate::grid::Book;
use crate::server::Context;

pub(crate) use sheets::{properties_json, readdress};

/// A request applied to the book; the value is its reply, if it has one.
type Apply = fn(&mut Book, &Context, &Value) -> Outcome<Option<Value>>;

/// Name, fields of its message, work.
const REQUESTS: &[(&str, &[&str], Apply)] = &[
    ("updateCells", &["rows", "fields", "start", "range", "tableRange"], cells::update),
    ("appendCells", &["sheetId", "rows", "fields", "tableId"], cells::append),
    ("repeatCell", &["range", "cell", "fields"], cells::repeat),
    ("mergeCells", &["range", "mergeType"], cells::merge),
    ("unmergeCells", &["range"], cells::unmerge),
    (
        "updateBorders",
        &["range", "top", "bottom", "left", "right", "innerHorizontal", "innerVertical"],
        formats::borders,
    ),
    ("setDataValidation", &["range", "rule", "filteredRowsIncluded"], formats::validation),
    ("addSheet", &["properties"], sheets::add),
    ("deleteSheet", &["sheetId"], sheets::delete),
    (
        "duplicateSheet",
        &["sourceSheetId", "insertSheetIndex", "newSheetId", "newSheetName"],
        sheets::duplicate,
    ),
    ("updateSheetProperties", &["properties", "fields"], sheets::update),
    ("updateSpreadsheetProperties", &["properties", "fields"], sheets::update_spreadsheet),
    ("insertDimension", &["range", "inheritFromBefore"], dimensions::insert),
    ("deleteDimension", &["range"], dimensions::delete),
    ("appendDimension", &["sheetId", "dimension", "length", "tableId"], dimensions::append),
    ("moveDimension", &["source", "destinationIndex"], dimensions::shift),
    (
        "updateDimensionProperties",
        &["range", "properties", "fields", "dataSourceSheetRange"],
        dimensions::update,
    ),
    ("autoResizeDimensions", &["dimensions", "dataSourceSheetDimensions"], dimensions::auto_resize),
    ("addDimensionGroup", &["range"], dimensions::add_group),
    ("deleteDimensionGroup", &["range"], dimensions::delete_group),
    ("insertRange", &["range", "shiftDimension"], dimensions::insert_range),
    ("deleteRange", &["range", "shiftDimension"], dimensions::delete_range),
    ("createDeveloperMetadata", &["developerMetadata"], metadata::create),
    ("updateDeveloperMetadata", &["dataFilters", "developerMetadata", "fields"], metadata::update),
    ("deleteDeveloperMetadata", &["dataFilter"], metadata::delete),
    ("sortRange", &["range", "sortSpecs"], arrange::sort),
    ("setBasicFilter", &["filter"], ranges::set_filter),
    ("clearBasicFilter", &["sheetId"], ranges::clear_filter),
    (
        "findReplace",
        &[
            "find",
            "replacement",
            "matchCase",
            "matchEntireCell",
            "searchByRegex",
            "includeFormulas",
            "range",
            "sheetId",
            "allSheets",
        ],
        replace::find_replace,
    ),
    ("copyPaste", &["source", "destination", "pasteType", "pasteOrientation"], arrange::copy_paste),
    ("cutPaste", &["source", "destination", "pasteType"], arrange::cut_paste),
    ("addNamedRange", &["namedRange"], ranges::add_named),
    ("updateNamedRange", &["namedRange", "fields"], ranges::update_named),
    ("deleteNamedRange", &["namedRangeId"], ranges::delete_named),
    ("addProtectedRange", &["protectedRange"], ranges::add_protected),
    ("updateProtectedRange", &["protectedRange", "fields"], ranges::update_protected),
    ("deleteProtectedRange", &["protectedRangeId"], ranges::delete_protected),
    ("addConditionalFormatRule", &["rule", "index"], ranges::add_conditional),
    ("updateConditionalFormatRule", &["index", "sheetId", "rule", "newIndex"], ranges::update_conditional),
    ("deleteConditionalFormatRule", &["index", "sheetId"], ranges::delete_conditional),
    ("addBanding", &["bandedRange"], ranges::add_banding),
    ("deleteBanding", &["bandedRangeId"], ranges::delete_banding),
];

/// Requests of the API that this server does not carry out, and says so.
const UNSUPPORTED: [&str; 35] = [
    "addChart",
    "addDataSource",
    "addFilterView",
    "addSlicer",
    "addTable",
    "autoFill",
    "cancelDataSourceRefresh",
    "createComment",
    "deleteComment",
    "deleteDataSource",
    "deleteDuplicates",
    "deleteEmbeddedObject",
    "deleteFilterView",
    "deleteTable",
    "duplicateFilterView",
    "pasteData",
    "randomizeRange",
    "refreshDataSource",
    "textToColumns",
    "trimWhitespace",
    "updateBanding",
    "updateChartSpec",
    "updateDataSource",
    "updateDimensionGroup",
    "updateEmbeddedObjectBorder",
    "updateEmbeddedObjectPosition",
    "updateFilterView",
    "updateSlicerSpec",
    "updateTable",
    "insertComment",
    "updateCommentPost",
    "addCommentReply",
    "deleteCommentPost",
    "resolveComment",
    "reopenComment",
];

/// Applies all requests in order; the first refusal ends it, and the caller takes everything back.
pub(crate) fn apply_all(book: &mut Book, context: &Context, body: &Value) -> Outcome<Vec<Value>> {
    let requests = match body.get("requests") {
        Some(Value::Array(requests)) if !requests.is_empty() => requests,
        None | Some(Value::Null | Value::Array(_)) => {
            return Err(ApiError::invalid("Must specify at least one request."));
        }
        Some(other) => {
            return Err(ApiError::bad_field(
                "requests",
                format!("Invalid value at 'requests' (list), {other}"),
            ));
        }
    };
    let mut replies = Vec::with_capacity(requests.len());
    for (at, request) in requests.iter().enumerate() {
        replies.push(apply(book, context, request, at)?);
    }
    Ok(replies)
}

fn apply(book: &mut Book, context: &Context, request: &Value, at: usize) -> Outcome<Value> {
    let kinds: Vec<(&String, &Value)> = request.as_object().into_iter().flatten().collect();
    let (name, message) = match kinds[..] {
        [one] => one,
        [] => return Err(ApiError::invalid(format!("Invalid requests[{at}]: No request set."))),
        [_, (second, _), ..] => {
            let place = format!("requests[{at}]");
            let text = format!(
                "Invalid value at '{place}' (oneof), oneof field 'kind' is already set. Cannot set '{second}'"
            );
            return Err(ApiError::bad_field(&place, text));
        }
    };
    let place = format!("requests[{at}].{name}");
    let Some((_, known, work)) = REQUESTS.iter().find(|entry| entry.0 == name) else {
        if UNSUPPORTED.contains(&name.as_str()) {
            return Err(ApiError::invalid(format!(
                "Invalid {place}: localsheets does not carry out {name}; nothing of this batch was applied."
            )));
        }
        return Err(ApiError::unknown_name(name, &format!("requests[{at}]")));
    };
    fields::check(message, known, &format!("requests[{at}].{}", fields::snake(name)))?;
    let reply = work(book, context, message).map_err(|error| error.numbered(at).within(&place))?;
    Ok(match reply {
        None => json!({}),
        Some(reply) => Value::Object(Map::from_iter([(name.clone(), reply)])),
    })
}
