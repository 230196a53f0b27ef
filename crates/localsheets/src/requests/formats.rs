//! Cell formats: merging, colours and their styles, borders, validation.

use serde_json::{Map, Value, json};

use super::fields;
use crate::error::Outcome;
use crate::grid::Book;
use crate::mask::Mask;
use crate::server::Context;
use crate::values::guard;

/// The number of the format that has the masked fields of `source` and the others of `before`.
pub(super) fn merged(book: &mut Book, before: u32, source: &Value, mask: &Mask) -> u32 {
    let old = book.pool.message(before).clone();
    let mut format = if old.is_null() { json!({}) } else { old.clone() };
    mask.copy(source, &mut format);
    agree(&old, &mut format);
    keep_colours(&mut format);
    book.pool.intern_message(&format)
}

/// Every colour has its style and every style its colour; the one that changed wins, the style first.
pub(super) fn agree(old: &Value, new: &mut Value) {
    let Some(fields) = new.as_object_mut() else { return };
    let names: Vec<String> = fields.keys().cloned().collect();
    for name in &names {
        if let Some(inner) = fields.get_mut(name).filter(|inner| inner.is_object()) {
            agree(old.get(name).unwrap_or(&Value::Null), inner);
        }
    }
    let plain_names: Vec<String> = names
        .iter()
        .map(|name| name.strip_suffix("Style").unwrap_or(name).to_owned())
        .chain(old.as_object().into_iter().flatten().map(|entry| entry.0.clone()))
        // These two are the insides of a style, not colours beside one.
        .filter(|name| name.ends_with("olor") && name != "rgbColor" && name != "themeColor")
        .collect();
    for name in plain_names {
        agree_one(old, fields, &name);
    }
}

fn agree_one(old: &Value, fields: &mut Map<String, Value>, name: &str) {
    let style_name = format!("{name}Style");
    let style_changed = fields.get(&style_name) != old.get(&style_name);
    let colour_changed = fields.get(name) != old.get(name);
    if style_changed {
        match fields.get(&style_name).and_then(|style| style.get("rgbColor")).cloned() {
            Some(colour) => fields.insert(name.to_owned(), colour),
            None => fields.remove(name),
        };
    } else if colour_changed {
        match fields.get(name).cloned() {
            Some(colour) => fields.insert(style_name, json!({"rgbColor": colour})),
            None => fields.remove(&style_name),
        };
    }
}

/// Colours as Google keeps them: parts in 255ths of single precision, without those that are zero.
pub(super) fn keep_colours(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for name in ["red", "green", "blue"] {
                let Some(part) = fields.get(name).and_then(Value::as_f64) else { continue };
                let steps = (part.clamp(0.0, 1.0) * 255.0 - 0.5).ceil();
                if steps <= 0.0 {
                    fields.remove(name);
                } else {
                    fields.insert(name.to_owned(), crate::values::colour_part(steps));
                }
            }
            fields.values_mut().for_each(keep_colours);
        }
        Value::Array(items) => items.iter_mut().for_each(keep_colours),
        _ => {}
    }
}

pub(super) fn borders(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let (sheet, block) = fields::block(book, message, "range")?;
    guard(book, &context.caller, sheet, &block)?;
    for row in block.top..block.bottom {
        for column in block.left..block.right {
            let mut sides = Map::new();
            let mut paths = Vec::new();
            for (side, edge, source, inner) in [
                ("top", row == block.top, "top", "innerHorizontal"),
                ("bottom", row + 1 == block.bottom, "bottom", "innerHorizontal"),
                ("left", column == block.left, "left", "innerVertical"),
                ("right", column + 1 == block.right, "right", "innerVertical"),
            ] {
                if let Some(border) = message.get(if edge { source } else { inner }) {
                    let gone = border.is_null() || border["style"] == json!("NONE");
                    sides.insert(side.to_owned(), if gone { Value::Null } else { border.clone() });
                    paths.push(format!("borders.{side}"));
                }
            }
            if paths.is_empty() {
                continue;
            }
            let mask = Mask::parse(&paths.join(","))?;
            let mut mark = book.core.sheets[sheet].mark(row, column);
            mark.format = merged(book, mark.format, &json!({"borders": sides}), &mask);
            book.core.sheets[sheet].set_mark(row, column, mark);
        }
    }
    Ok(None)
}

pub(super) fn validation(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let (sheet, block) = fields::block(book, message, "range")?;
    guard(book, &context.caller, sheet, &block)?;
    let rule = book.pool.intern_message(message.get("rule").unwrap_or(&Value::Null));
    for row in block.top..block.bottom {
        for column in block.left..block.right {
            let mut mark = book.core.sheets[sheet].mark(row, column);
            mark.validation = rule;
            book.core.sheets[sheet].set_mark(row, column, mark);
        }
    }
    Ok(None)
}
