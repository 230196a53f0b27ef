//! What hangs on ranges: names, protection, filters, conditional formats, banding.

use serde_json::{Map, Value, json};

use super::fields;
use crate::error::{ApiError, Outcome};
use crate::grid::{Book, grid_area};
use crate::server::Context;
use crate::values::may_edit;

/// The range as it is stored: numbers that were sent, sheet 0 left out.
fn stored_range(book: &Book, range: &Value) -> Outcome<(usize, Value)> {
    let (sheet, _) = book.resolve_grid(range)?;
    grid_area(range)?;
    let mut kept = range.as_object().cloned().unwrap_or_default();
    kept.retain(|name, value| !value.is_null() && (name != "sheetId" || *value != json!(0)));
    Ok((sheet, Value::Object(kept)))
}

fn required<'message>(message: &'message Value, name: &str) -> Outcome<&'message Value> {
    message
        .get(name)
        .filter(|value| value.is_object())
        .ok_or_else(|| ApiError::invalid(format!("{name} is required.")))
}

fn without_nulls(value: &Value) -> Map<String, Value> {
    let mut fields = value.as_object().cloned().unwrap_or_default();
    fields.retain(|_, inner| !inner.is_null());
    fields
}

fn check_name(book: &Book, name: &str, own: Option<&str>) -> Outcome<()> {
    let starts = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    let rest = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let is_reference = crate::a1::parse_area(name).is_some();
    let is_truth = name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false");
    if !starts || !rest || is_reference || is_truth || name.chars().count() > 250 {
        return Err(ApiError::invalid(format!(
            "The name \"{name}\" is invalid. Named ranges must begin with a letter or an underscore, have no \
             whitespace, and be distinct from spreadsheet references."
        )));
    }
    let same = |named: &&Value| {
        named["name"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name))
            && named["namedRangeId"].as_str() != own
    };
    if book.core.named_ranges.iter().any(|named| same(&named)) {
        return Err(ApiError::invalid(format!(
            "Cannot add named range with the name \"{name}\": a named range with that name already exists."
        )));
    }
    Ok(())
}

pub(super) fn add_named(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let wanted = required(message, "namedRange")?;
    fields::check(wanted, &["namedRangeId", "name", "range"], "requests[].add_named_range.named_range")?;
    check_name(book, fields::text(wanted, "name"), None)?;
    let (_, range) = stored_range(book, required(wanted, "range")?)?;
    let id = match fields::text(wanted, "namedRangeId") {
        "" => book.next_id().to_string(),
        id if book.core.named_ranges.iter().any(|named| named["namedRangeId"] == json!(id)) => {
            return Err(ApiError::invalid(format!("A named range with ID {id} already exists.")));
        }
        id => id.to_owned(),
    };
    let named = json!({"namedRangeId": id, "name": wanted["name"], "range": range});
    book.core.named_ranges.push(named.clone());
    Ok(Some(json!({"namedRange": named})))
}

fn named_at(book: &Book, id: &str) -> Outcome<usize> {
    let found = book.core.named_ranges.iter().position(|named| named["namedRangeId"] == json!(id));
    found.ok_or_else(|| ApiError::invalid(format!("Cannot find named range with ID: {id}")))
}

pub(super) fn update_named(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let wanted = required(message, "namedRange")?;
    let id = fields::text(wanted, "namedRangeId").to_owned();
    let at = named_at(book, &id)?;
    let mut named = book.core.named_ranges[at].clone();
    mask.copy(wanted, &mut named);
    named["namedRangeId"] = json!(id);
    check_name(book, fields::text(&named, "name"), Some(&id))?;
    named["range"] = stored_range(book, required(&named, "range")?)?.1;
    book.core.named_ranges[at] = named;
    Ok(None)
}

pub(super) fn delete_named(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let at = named_at(book, fields::text(message, "namedRangeId"))?;
    book.core.named_ranges.remove(at);
    Ok(None)
}

/// A protected range as it is stored, and the sheet that it lies on.
fn protected(book: &Book, context: &Context, wanted: &Value) -> Outcome<(usize, Map<String, Value>)> {
    let mut kept = without_nulls(wanted);
    let named = fields::text(wanted, "namedRangeId");
    let range = if named.is_empty() {
        required(wanted, "range")?.clone()
    } else {
        book.core.named_ranges[named_at(book, named)?]["range"].clone()
    };
    let (sheet, range) = stored_range(book, &range)?;
    kept.insert("range".to_owned(), range);
    kept.remove("requestingUserCanEdit");
    if wanted["warningOnly"] == json!(true) {
        let has = |name: &str| wanted["editors"][name].as_array().is_some_and(|list| !list.is_empty());
        if has("users") || has("groups") {
            return Err(ApiError::invalid("ProtectedRange is warningOnly. Editors cannot be set on it."));
        }
    } else {
        kept.remove("warningOnly");
    }
    // Whoever protects a range stays its editor.
    let mut users: Vec<Value> = wanted["editors"]["users"].as_array().cloned().unwrap_or_default();
    let own = json!(context.caller.email);
    if !users.contains(&own) {
        users.push(own);
    }
    let mut editors = without_nulls(&wanted["editors"]);
    editors.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
    editors.insert("users".to_owned(), Value::Array(users));
    kept.insert("editors".to_owned(), Value::Object(editors));
    kept.retain(|_, value| *value != json!(""));
    Ok((sheet, kept))
}

fn protected_at(book: &Book, id: &Value) -> Outcome<(usize, usize)> {
    for (sheet, own) in book.core.sheets.iter().enumerate() {
        if let Some(at) =
            own.list("protectedRanges").iter().position(|range| range["protectedRangeId"] == *id)
        {
            return Ok((sheet, at));
        }
    }
    Err(ApiError::invalid(format!("No protected range with ID: {id}")))
}

pub(super) fn add_protected(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let wanted = required(message, "protectedRange")?;
    let (sheet, mut kept) = protected(book, context, wanted)?;
    let id = match wanted.get("protectedRangeId").and_then(Value::as_i64) {
        None | Some(0) => book.next_id(),
        Some(id) if protected_at(book, &json!(id)).is_ok() => {
            return Err(ApiError::invalid(format!("A protected range with ID {id} already exists.")));
        }
        Some(id) => id,
    };
    kept.insert("protectedRangeId".to_owned(), json!(id));
    book.core.sheets[sheet].list_mut("protectedRanges").push(Value::Object(kept.clone()));
    // The reply names no editors; the next read does.
    kept.insert("editors".to_owned(), json!({}));
    kept.insert("requestingUserCanEdit".to_owned(), json!(true));
    Ok(Some(json!({"protectedRange": kept})))
}

pub(super) fn update_protected(
    book: &mut Book,
    context: &Context,
    message: &Value,
) -> Outcome<Option<Value>> {
    let mask = fields::mask(message)?;
    let wanted = required(message, "protectedRange")?;
    let id = wanted.get("protectedRangeId").cloned().unwrap_or(Value::Null);
    let (sheet, at) = protected_at(book, &id)?;
    let mut changed = book.core.sheets[sheet].list("protectedRanges")[at].clone();
    if !may_edit(&changed, &context.caller) {
        return Err(ApiError::protected());
    }
    mask.copy(wanted, &mut changed);
    changed["protectedRangeId"] = id;
    let (to, kept) = protected(book, context, &changed)?;
    book.core.sheets[sheet].list_mut("protectedRanges").remove(at);
    book.core.sheets[to].list_mut("protectedRanges").push(Value::Object(kept));
    Ok(None)
}

pub(super) fn delete_protected(
    book: &mut Book,
    context: &Context,
    message: &Value,
) -> Outcome<Option<Value>> {
    let (sheet, at) = protected_at(book, message.get("protectedRangeId").unwrap_or(&Value::Null))?;
    if !may_edit(&book.core.sheets[sheet].list("protectedRanges")[at], &context.caller) {
        return Err(ApiError::protected());
    }
    book.core.sheets[sheet].list_mut("protectedRanges").remove(at);
    Ok(None)
}

pub(super) fn set_filter(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let wanted = required(message, "filter")?;
    let (sheet, range) = stored_range(book, required(wanted, "range")?)?;
    let mut kept = without_nulls(wanted);
    kept.insert("range".to_owned(), range);
    *book.core.sheets[sheet].list_mut("basicFilter") = vec![Value::Object(kept)];
    Ok(None)
}

pub(super) fn clear_filter(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let sheet = fields::sheet(book, message)?;
    book.core.sheets[sheet].list_mut("basicFilter").clear();
    Ok(None)
}

/// A rule as it is stored, and the sheet that its ranges lie on.
fn conditional(book: &Book, wanted: &Value) -> Outcome<(usize, Value)> {
    fields::check(wanted, &["ranges", "booleanRule", "gradientRule"], "conditional_format_rule")?;
    let ranges = wanted.get("ranges").and_then(Value::as_array).filter(|ranges| !ranges.is_empty());
    let ranges = ranges.ok_or_else(|| ApiError::invalid("ranges is required."))?;
    let stored = ranges.iter().map(|range| stored_range(book, range)).collect::<Outcome<Vec<_>>>()?;
    if stored.iter().any(|entry| entry.0 != stored[0].0) {
        return Err(ApiError::invalid("All ranges of a conditional format rule must be on the same sheet."));
    }
    let mut rule = without_nulls(wanted);
    if !rule.contains_key("booleanRule") && !rule.contains_key("gradientRule") {
        return Err(ApiError::invalid("A conditional format rule needs a booleanRule or a gradientRule."));
    }
    let sheet = stored[0].0;
    rule.insert("ranges".to_owned(), stored.into_iter().map(|entry| entry.1).collect());
    let mut rule = Value::Object(rule);
    super::formats::agree(&Value::Null, &mut rule);
    super::formats::keep_colours(&mut rule);
    Ok((sheet, rule))
}

fn rule_at(book: &Book, message: &Value, sheet: usize) -> Outcome<usize> {
    let index = fields::number(message, "index").unwrap_or(0) as usize;
    let count = book.core.sheets[sheet].list("conditionalFormats").len();
    if index >= count {
        return Err(ApiError::invalid(format!(
            "No conditional format on sheet at index: {index}; there are {count}."
        )));
    }
    Ok(index)
}

pub(super) fn add_conditional(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let (sheet, rule) = conditional(book, required(message, "rule")?)?;
    let list = book.core.sheets[sheet].list_mut("conditionalFormats");
    let at = (fields::number(message, "index").unwrap_or(0) as usize).min(list.len());
    list.insert(at, rule);
    Ok(None)
}

pub(super) fn update_conditional(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    if let Some(wanted) = message.get("rule").filter(|rule| rule.is_object()) {
        let (sheet, rule) = conditional(book, wanted)?;
        let at = rule_at(book, message, sheet)?;
        let list = book.core.sheets[sheet].list_mut("conditionalFormats");
        let old = std::mem::replace(&mut list[at], rule.clone());
        return Ok(Some(json!({"oldRule": old, "newRule": rule, "newIndex": at})));
    }
    let sheet = fields::sheet(book, message)?;
    let from = rule_at(book, message, sheet)?;
    let list = book.core.sheets[sheet].list_mut("conditionalFormats");
    let to = fields::number(message, "newIndex").unwrap_or(0) as usize;
    if to >= list.len() {
        return Err(ApiError::invalid(format!(
            "newIndex {to} is out of bounds; there are {} rules.",
            list.len()
        )));
    }
    let rule = list.remove(from);
    list.insert(to, rule.clone());
    Ok(Some(json!({"oldIndex": from, "newRule": rule, "newIndex": to})))
}

pub(super) fn delete_conditional(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let sheet = fields::sheet(book, message)?;
    let at = rule_at(book, message, sheet)?;
    let rule = book.core.sheets[sheet].list_mut("conditionalFormats").remove(at);
    Ok(Some(json!({"rule": rule})))
}

pub(super) fn add_banding(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let wanted = required(message, "bandedRange")?;
    let (sheet, range) = stored_range(book, required(wanted, "range")?)?;
    let mut kept = without_nulls(wanted);
    kept.insert("range".to_owned(), range);
    let id = match wanted.get("bandedRangeId").and_then(Value::as_i64) {
        None | Some(0) => book.next_id(),
        Some(id) if banding_at(book, &json!(id)).is_ok() => {
            return Err(ApiError::invalid(format!("A banded range with ID {id} already exists.")));
        }
        Some(id) => id,
    };
    kept.insert("bandedRangeId".to_owned(), json!(id));
    book.core.sheets[sheet].list_mut("bandedRanges").push(Value::Object(kept.clone()));
    Ok(Some(json!({"bandedRange": kept})))
}

fn banding_at(book: &Book, id: &Value) -> Outcome<(usize, usize)> {
    for (sheet, own) in book.core.sheets.iter().enumerate() {
        if let Some(at) = own.list("bandedRanges").iter().position(|range| range["bandedRangeId"] == *id) {
            return Ok((sheet, at));
        }
    }
    Err(ApiError::invalid(format!("No banded range with ID: {id}")))
}

pub(super) fn delete_banding(book: &mut Book, _: &Context, message: &Value) -> Outcome<Option<Value>> {
    let (sheet, at) = banding_at(book, message.get("bandedRangeId").unwrap_or(&Value::Null))?;
    book.core.sheets[sheet].list_mut("bandedRanges").remove(at);
    Ok(None)
}
