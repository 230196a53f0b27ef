//! Field masks: `a.b`, `a/b`, `a(b,c)`, `*`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::error::{ApiError, Outcome};

/// Which fields of a message are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mask {
    /// The whole value.
    All,
    /// These fields of it.
    Some(BTreeMap<String, Mask>),
}

impl Mask {
    /// Reads a mask; errors name the text from the place on that cannot be read.
    pub(crate) fn parse(text: &str) -> Outcome<Self> {
        let mut rest = text.trim();
        let mask = list(&mut rest, 0)?;
        if rest.is_empty() { Ok(mask) } else { Err(ApiError::bad_mask(text)) }
    }

    /// The mask of one field, or nothing where the field is not meant.
    pub(crate) fn at(&self, name: &str) -> Option<&Mask> {
        match self {
            Self::All => Some(self),
            Self::Some(fields) => {
                fields.get(name).or_else(|| fields.get("*")).or_else(|| fields.get(&snake(name)))
            }
        }
    }

    pub(crate) fn wants(&self, name: &str) -> bool {
        self.at(name).is_some()
    }

    /// Keeps only the fields that are meant; lists are kept with each element cut.
    pub(crate) fn keep(&self, value: Value) -> Value {
        match (self, value) {
            (Self::All, value) => value,
            (Self::Some(_), Value::Array(items)) => items.into_iter().map(|item| self.keep(item)).collect(),
            (Self::Some(_), Value::Object(fields)) => {
                let kept = fields.into_iter().filter_map(|(name, value)| {
                    let mask = self.at(&name)?;
                    Some((name, mask.keep(value)))
                });
                Value::Object(kept.collect())
            }
            (Self::Some(_), plain) => plain,
        }
    }

    /// Copies the fields that are meant from `source` to `target`; what `source` lacks is removed.
    pub(crate) fn copy(&self, source: &Value, target: &mut Value) {
        let Self::Some(fields) = self else {
            *target = source.clone();
            return;
        };
        if fields.contains_key("*") {
            *target = source.clone();
            return;
        }
        if !target.is_object() {
            *target = Value::Object(Map::new());
        }
        let Some(object) = target.as_object_mut() else { return };
        for (name, mask) in fields {
            let name = camel(name);
            match (mask, source.get(&name)) {
                (Self::All, Some(value)) if !value.is_null() => {
                    object.insert(name, value.clone());
                }
                (Self::All, _) => {
                    object.remove(&name);
                }
                (Self::Some(_), value) => {
                    let entry = object.entry(name.clone()).or_insert_with(|| Value::Object(Map::new()));
                    mask.copy(value.unwrap_or(&Value::Null), entry);
                    if entry.as_object().is_some_and(Map::is_empty) {
                        object.remove(&name);
                    }
                }
            }
        }
    }
}

fn snake(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

fn camel(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut raise = false;
    for letter in name.chars() {
        if letter == '_' {
            raise = true;
        } else if raise {
            text.push(letter.to_ascii_uppercase());
            raise = false;
        } else {
            text.push(letter);
        }
    }
    text
}

/// Deepest nesting of a mask: deeper than any message of the API, shallow enough for the stack.
const DEPTH_MAX: usize = 40;

fn list(rest: &mut &str, depth: usize) -> Outcome<Mask> {
    if depth > DEPTH_MAX {
        return Err(ApiError::bad_mask(rest));
    }
    let mut fields = BTreeMap::new();
    loop {
        path(rest, &mut fields, depth)?;
        match rest.strip_prefix(',') {
            Some(after) => *rest = after.trim_start(),
            None => break,
        }
    }
    if fields.len() == 1 && fields.get("*") == Some(&Mask::All) {
        return Ok(Mask::All);
    }
    Ok(Mask::Some(fields))
}

fn path(rest: &mut &str, fields: &mut BTreeMap<String, Mask>, depth: usize) -> Outcome<()> {
    let whole = *rest;
    let end = rest.find(['.', '/', ',', '(', ')']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    if name.is_empty() || depth > DEPTH_MAX {
        return Err(ApiError::bad_mask(whole));
    }
    *rest = &rest[end..];
    let mask = if let Some(after) = rest.strip_prefix(['.', '/']) {
        *rest = after;
        let mut inner = BTreeMap::new();
        path(rest, &mut inner, depth + 1)?;
        if inner.get("*") == Some(&Mask::All) { Mask::All } else { Mask::Some(inner) }
    } else if let Some(after) = rest.strip_prefix('(') {
        *rest = after;
        let inner = list(rest, depth + 1)?;
        *rest = rest.strip_prefix(')').ok_or_else(|| ApiError::bad_mask(whole))?.trim_start();
        inner
    } else {
        Mask::All
    };
    let merged = match fields.remove(name) {
        None => mask,
        Some(known) => merge(known, mask),
    };
    fields.insert(name.to_owned(), merged);
    Ok(())
}

fn merge(first: Mask, second: Mask) -> Mask {
    let (Mask::Some(mut first), Mask::Some(second)) = (first, second) else { return Mask::All };
    for (name, mask) in second {
        let merged = match first.remove(&name) {
            None => mask,
            Some(known) => merge(known, mask),
        };
        first.insert(name, merged);
    }
    Mask::Some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn all_notations_keep_the_same_fields() {
        let value = json!({"sheets": [{"properties": {"title": "A", "index": 0}, "merges": []}], "id": 1});
        let expected = json!({"sheets": [{"properties": {"title": "A"}}]});
        for text in [
            "sheets.properties.title",
            "sheets/properties/title",
            "sheets(properties(title))",
            "sheets(properties.title)",
        ] {
            assert_eq!(
                Mask::parse(text).map(|mask| mask.keep(value.clone())),
                Ok(expected.clone()),
                "{text}"
            );
        }
        assert_eq!(Mask::parse("*").map(|mask| mask.keep(value.clone())), Ok(value));
    }

    #[test]
    fn a_copy_sets_named_fields_and_removes_those_the_source_lacks() {
        let mut target = json!({"a": 1, "b": {"c": 2, "d": 3}});
        let mask = Mask::parse("a,b.c").unwrap_or(Mask::All);
        mask.copy(&json!({"b": {"c": 9, "d": 9}}), &mut target);
        assert_eq!(target, json!({"b": {"c": 9, "d": 3}}));
    }

    #[test]
    fn a_broken_mask_is_refused() {
        for text in ["", "a(", "a.b)", "a,,b", "a(b"] {
            assert!(Mask::parse(text).is_err(), "{text}");
        }
    }
}
