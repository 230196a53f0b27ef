//! The methods of the Sheets API on one book.

use serde_json::{Map, Value, json};

use super::call::{Call, Context};
use super::get;
use super::reply::{Answer, write_json};
use crate::a1::Area;
use crate::error::{ApiError, Outcome};
use crate::formula::Evaluator;
use crate::grid::Book;
use crate::mask::Mask;
use crate::requests;
use crate::values::{self, ValueRange, Written, render_of};

/// Carries out a method that changes the book; the answer is whole, not yet cut by the mask.
pub(crate) fn write(book: &mut Book, context: &Context, call: &Call) -> Outcome<Value> {
    match call.method {
        "spreadsheets.batchUpdate" => {
            let replies = requests::apply_all(book, context, &call.body)?;
            Ok(json!({"spreadsheetId": book.id, "replies": replies}))
        }
        "spreadsheets.values.update" => update(book, context, call),
        "spreadsheets.values.append" => append(book, context, call),
        "spreadsheets.values.clear" => {
            let (sheet, area) = book.resolve(&call.target)?;
            let block = book.core.sheets[sheet].clip(&area)?;
            values::clear(book, &context.caller, sheet, &block)?;
            Ok(json!({"spreadsheetId": book.id, "clearedRange": book.core.sheets[sheet].reference(&block)}))
        }
        "spreadsheets.values.batchUpdate" => batch_update(book, context, call, false),
        "spreadsheets.values.batchUpdateByDataFilter" => batch_update(book, context, call, true),
        "spreadsheets.values.batchClear" => batch_clear(book, context, call, false),
        "spreadsheets.values.batchClearByDataFilter" => batch_clear(book, context, call, true),
        other => Err(ApiError::invalid(format!("{other} does not write to a spreadsheet"))),
    }
}

/// What the answer of a write shows of the book after it: only asked for when the call is live.
pub(crate) fn snapshot(book: &Book, context: &Context, call: &Call, mask: &Mask) -> Outcome<Option<Value>> {
    let asked = call.body.get("includeSpreadsheetInResponse").and_then(Value::as_bool).unwrap_or(false);
    if call.method != "spreadsheets.batchUpdate" || !asked {
        return Ok(None);
    }
    let Some(mask) = mask.at("updatedSpreadsheet") else { return Ok(None) };
    let ranges = call.body.get("responseRanges").and_then(Value::as_array).into_iter().flatten();
    let ranges: Vec<String> = ranges.filter_map(Value::as_str).map(str::to_owned).collect();
    let grid = call.body.get("responseIncludeGridData").and_then(Value::as_bool).unwrap_or(false);
    let areas = get::areas(book, &ranges)?;
    get::spreadsheet(book, context, &areas, &get::Wish { mask: mask.clone(), grid }).map(Some)
}

fn updated(book: &Book, context: &Context, call: &Call, written: &Written) -> Outcome<Option<Value>> {
    if !call.is_set("includeValuesInResponse") {
        return Ok(None);
    }
    let render = render_of(|name| match name {
        "valueRenderOption" => call.option_or_field("responseValueRenderOption"),
        "dateTimeRenderOption" => call.option_or_field("responseDateTimeRenderOption"),
        _ => None,
    })?;
    let evaluator = Evaluator::new(book, context.now);
    let range = ValueRange {
        evaluator: &evaluator,
        sheet: written.sheet,
        block: written.block,
        render,
        mask: &Mask::All,
    };
    serde_json::to_value(&range).map(Some).map_err(|error| ApiError::storage(error.to_string()))
}

/// A range in the body must be the one in the path.
fn check_range(body: &Value, path: &str) -> Outcome<()> {
    match body.get("range").and_then(Value::as_str) {
        Some(range) if !range.is_empty() && range != path => Err(ApiError::invalid(format!(
            "Requested range [{path}] does not match the range in the body [{range}]."
        ))),
        _ => Ok(()),
    }
}

fn update(book: &mut Book, context: &Context, call: &Call) -> Outcome<Value> {
    let place = book.resolve(&call.target)?;
    if check_range(&call.body, &call.target).is_err() {
        let other = call.body["range"].as_str().unwrap_or("");
        if book.resolve(other)? != place {
            check_range(&call.body, &call.target)?;
        }
    }
    let lines = values::write_body(&call.body, call.option("valueInputOption").as_deref(), "data.values")?;
    let written = values::put(book, &context.caller, place, &lines)?;
    let mut answer = written.json(book);
    answer["spreadsheetId"] = json!(book.id);
    if let Some(data) = updated(book, context, call, &written)? {
        answer["updatedData"] = data;
    }
    Ok(answer)
}

fn append(book: &mut Book, context: &Context, call: &Call) -> Outcome<Value> {
    let place = book.resolve(&call.target)?;
    let lines = values::write_body(&call.body, call.option("valueInputOption").as_deref(), "data.values")?;
    let insert = call.option("insertDataOption").as_deref() == Some("INSERT_ROWS");
    let (table, written) = values::append(book, &context.caller, place, (&lines, insert))?;
    let data = updated(book, context, call, &written)?;
    Ok(values::append_answer(book, table, &written, data))
}

fn entries<'call>(call: &'call Call, name: &str) -> &'call [Value] {
    call.body.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn batch_update(book: &mut Book, context: &Context, call: &Call, by_filter: bool) -> Outcome<Value> {
    let option = call.body.get("valueInputOption").and_then(Value::as_str);
    let mut writes: Vec<(Written, Value)> = Vec::new();
    for (at, entry) in entries(call, "data").iter().enumerate() {
        let place = format!("data[{at}]");
        let lines = values::write_body(entry, option, &format!("data[{at}].values"))?;
        let filter = entry.get("dataFilter").cloned().unwrap_or(Value::Null);
        let areas = if by_filter {
            values::matches(book, &filter).map_err(|error| error.within(&place))?
        } else {
            let range = entry.get("range").and_then(Value::as_str).unwrap_or("");
            vec![book.resolve(range).map_err(|error| error.within(&place))?]
        };
        for area in areas {
            let written =
                values::put(book, &context.caller, area, &lines).map_err(|error| error.within(&place))?;
            writes.push((written, filter.clone()));
        }
    }
    let mut responses = Vec::new();
    for (written, filter) in &writes {
        let mut response = written.json(book);
        if by_filter {
            response["dataFilter"] = filter.clone();
        } else {
            response["spreadsheetId"] = json!(book.id);
        }
        if let Some(data) = updated(book, context, call, written)? {
            response["updatedData"] = data;
        }
        responses.push(response);
    }
    Ok(totals(book, &writes, responses))
}

fn totals(book: &Book, writes: &[(Written, Value)], responses: Vec<Value>) -> Value {
    let mut answer = json!({"spreadsheetId": book.id});
    let distinct = |lines: fn(&Written) -> std::ops::Range<u32>| -> usize {
        writes
            .iter()
            .filter(|(written, _)| written.cells > 0)
            .flat_map(|(written, _)| lines(written).map(|line| (written.sheet, line)))
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    let sheets: std::collections::BTreeSet<usize> =
        writes.iter().filter(|entry| entry.0.cells > 0).map(|entry| entry.0.sheet).collect();
    for (name, count) in [
        ("totalUpdatedRows", distinct(|written| written.block.top..written.block.bottom)),
        ("totalUpdatedColumns", distinct(|written| written.block.left..written.block.right)),
        ("totalUpdatedCells", writes.iter().map(|entry| entry.0.cells).sum()),
        ("totalUpdatedSheets", sheets.len()),
    ] {
        if count > 0 {
            answer[name] = json!(count);
        }
    }
    if !responses.is_empty() {
        answer["responses"] = json!(responses);
    }
    answer
}

fn batch_clear(book: &mut Book, context: &Context, call: &Call, by_filter: bool) -> Outcome<Value> {
    let mut areas: Vec<(usize, Area)> = Vec::new();
    if by_filter {
        for filter in entries(call, "dataFilters") {
            areas.extend(values::matches(book, filter)?);
        }
    } else {
        for range in entries(call, "ranges") {
            areas.push(book.resolve(range.as_str().unwrap_or(""))?);
        }
    }
    let mut cleared = Vec::new();
    for (sheet, area) in areas {
        let block = book.core.sheets[sheet].clip(&area)?;
        values::clear(book, &context.caller, sheet, &block)?;
        cleared.push(json!(book.core.sheets[sheet].reference(&block)));
    }
    Ok(json!({"spreadsheetId": book.id, "clearedRanges": cleared}))
}

/// Carries out a method that only reads.
pub(crate) fn read(book: &Book, context: &Context, call: &Call) -> Outcome<Answer> {
    let mask = call.mask()?;
    match call.method {
        "spreadsheets.get" => {
            let areas = get::areas(book, &call.options("ranges"))?;
            let wish = get::Wish::of(call, &mask)?;
            get::spreadsheet(book, context, &areas, &wish).map(Answer::Json)
        }
        "spreadsheets.getByDataFilter" => {
            let mut areas = Vec::new();
            for filter in entries(call, "dataFilters") {
                areas.extend(values::matches(book, filter)?);
            }
            let wish = get::Wish::of(call, &mask)?;
            get::spreadsheet(book, context, &areas, &wish).map(Answer::Json)
        }
        "spreadsheets.values.get" => {
            let evaluator = Evaluator::new(book, context.now);
            let render = render_of(|name| call.option(name))?;
            let range = values::read(&evaluator, book.resolve(&call.target)?, render, &mask)?;
            write_json(&range, call)
        }
        "spreadsheets.values.batchGet" => batch_get(book, context, call, &mask),
        "spreadsheets.values.batchGetByDataFilter" => batch_get_by_filter(book, context, call, &mask),
        "spreadsheets.developerMetadata.get" => {
            let found = book.core.metadata.iter().find(|metadata| metadata.id.to_string() == call.target);
            let found = found.ok_or_else(|| {
                ApiError::new(404, "NOT_FOUND", format!("No developer metadata with ID: {}", call.target))
            })?;
            Ok(Answer::Json(mask.keep(found.json())))
        }
        "spreadsheets.developerMetadata.search" => search(book, call, &mask),
        other => Err(ApiError::invalid(format!("{other} is not a method of a spreadsheet"))),
    }
}

fn search(book: &Book, call: &Call, mask: &Mask) -> Outcome<Answer> {
    let mut matched = Vec::new();
    for filter in entries(call, "dataFilters") {
        let lookup = filter.get("developerMetadataLookup").cloned().unwrap_or(json!({}));
        for metadata in values::metadata_matches(book, &lookup)? {
            matched.push(json!({"developerMetadata": metadata.json(), "dataFilters": [filter]}));
        }
    }
    let answer = if matched.is_empty() { json!({}) } else { json!({"matchedDeveloperMetadata": matched}) };
    Ok(Answer::Json(mask.keep(answer)))
}

fn batch_get(book: &Book, context: &Context, call: &Call, mask: &Mask) -> Outcome<Answer> {
    let evaluator = Evaluator::new(book, context.now);
    let render = render_of(|name| call.option(name))?;
    let inner = mask.at("valueRanges").cloned().unwrap_or(Mask::All);
    let mut ranges = Vec::new();
    for range in call.options("ranges") {
        ranges.push(values::read(&evaluator, book.resolve(&range)?, render, &inner)?);
    }
    write_json(&Ranges { id: &book.id, ranges: Items::Plain(&ranges), mask }, call)
}

fn batch_get_by_filter(book: &Book, context: &Context, call: &Call, mask: &Mask) -> Outcome<Answer> {
    let evaluator = Evaluator::new(book, context.now);
    let render = render_of(|name| call.option_or_field(name))?;
    let inner = mask.at("valueRanges").and_then(|mask| mask.at("valueRange")).cloned().unwrap_or(Mask::All);
    let mut ranges = Vec::new();
    for filter in entries(call, "dataFilters") {
        for place in values::matches(book, filter)? {
            ranges.push((values::read(&evaluator, place, render, &inner)?, filter));
        }
    }
    let shape = mask.at("valueRanges").cloned().unwrap_or(Mask::All);
    write_json(&Ranges { id: &book.id, ranges: Items::Matched(&ranges, shape), mask }, call)
}

enum Items<'read> {
    Plain(&'read [ValueRange<'read>]),
    Matched(&'read [(ValueRange<'read>, &'read Value)], Mask),
}

struct Ranges<'read> {
    id: &'read str,
    ranges: Items<'read>,
    mask: &'read Mask,
}

impl serde::Serialize for Items<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(ranges) => to.collect_seq(ranges.iter()),
            Self::Matched(ranges, mask) => {
                to.collect_seq(ranges.iter().map(|(range, filter)| Matched(range, filter, mask)))
            }
        }
    }
}

struct Matched<'read>(&'read ValueRange<'read>, &'read Value, &'read Mask);

impl serde::Serialize for Matched<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = to.serialize_map(None)?;
        if self.2.wants("valueRange") {
            map.serialize_entry("valueRange", self.0)?;
        }
        if self.2.wants("dataFilters") {
            map.serialize_entry("dataFilters", &[self.1])?;
        }
        map.end()
    }
}

impl serde::Serialize for Ranges<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = to.serialize_map(None)?;
        if self.mask.wants("spreadsheetId") {
            map.serialize_entry("spreadsheetId", self.id)?;
        }
        let empty = match &self.ranges {
            Items::Plain(ranges) => ranges.is_empty(),
            Items::Matched(ranges, _) => ranges.is_empty(),
        };
        if self.mask.wants("valueRanges") && !empty {
            map.serialize_entry("valueRanges", &self.ranges)?;
        }
        map.end()
    }
}

/// Lays the sheets that `spreadsheets.create` asks for, with their cells where it brings some.
pub(crate) fn lay(book: &mut Book, context: &Context, wanted: &[Value]) -> Outcome<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    let first = book.core.sheets.remove(0);
    for (at, sheet) in wanted.iter().enumerate() {
        let mut properties = object(&sheet["properties"]);
        if at == 0 {
            properties.entry("sheetId").or_insert(json!(0));
            properties.entry("title").or_insert(json!(first.title()));
        }
        let mut requests = vec![json!({"addSheet": {"properties": properties}})];
        let replies = requests::apply_all(book, context, &json!({"requests": requests}))?;
        let id = replies[0]["addSheet"]["properties"]["sheetId"].clone();
        requests.clear();
        for data in sheet.get("data").and_then(Value::as_array).into_iter().flatten() {
            let start = json!({"sheetId": id, "rowIndex": data.get("startRow"), "columnIndex": data.get("startColumn")});
            let rows = data.get("rowData").cloned().unwrap_or(json!([]));
            let fields = "userEnteredValue,userEnteredFormat,note,dataValidation,textFormatRuns";
            requests.push(json!({"updateCells": {"start": start, "rows": rows, "fields": fields}}));
        }
        if !requests.is_empty() {
            requests::apply_all(book, context, &json!({"requests": requests}))?;
        }
    }
    Ok(())
}

/// An empty object where there is none.
pub(crate) fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}
