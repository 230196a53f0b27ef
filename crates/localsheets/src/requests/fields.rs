//! Reading the fields of a request.

use serde_json::Value;

use crate::a1::{Area, Block};
use crate::error::{ApiError, Outcome};
use crate::grid::{Book, Dimension};
use crate::mask::Mask;

pub(crate) fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut text, letter| {
        if letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
        text
    })
}

/// Refuses fields that the message does not have.
pub(crate) fn check(message: &Value, known: &[&str], place: &str) -> Outcome<()> {
    let Some(fields) = message.as_object() else {
        return Err(ApiError::bad_field(place, format!("Invalid value at '{place}' (message), {message}")));
    };
    match fields.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(ApiError::unknown_name(name, place)),
        None => Ok(()),
    }
}

/// The `fields` mask of a request, which must name something.
pub(crate) fn mask(message: &Value) -> Outcome<Mask> {
    let text = message.get("fields").and_then(Value::as_str).unwrap_or("");
    if text.is_empty() {
        return Err(ApiError::invalid(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
        ));
    }
    Mask::parse(text)
}

pub(crate) fn number(message: &Value, name: &str) -> Option<u32> {
    message.get(name).and_then(Value::as_u64).and_then(|value| u32::try_from(value).ok())
}

pub(crate) fn sheet(book: &Book, message: &Value) -> Outcome<usize> {
    book.sheet_of(message.get("sheetId").and_then(Value::as_i64).unwrap_or(0))
}

pub(crate) fn text<'message>(message: &'message Value, name: &str) -> &'message str {
    message.get(name).and_then(Value::as_str).unwrap_or("")
}

pub(crate) fn is_true(message: &Value, name: &str) -> bool {
    message.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// The sheet and block of the message's `GridRange`; it must start inside the grid.
pub(crate) fn block(book: &Book, message: &Value, name: &str) -> Outcome<(usize, Block)> {
    let (sheet, area) = area(book, message, name)?;
    let own = &book.core.sheets[sheet];
    if area.bottom.is_some_and(|bottom| bottom > own.rows)
        || area.right.is_some_and(|right| right > own.columns)
    {
        return Err(own.beyond(&area));
    }
    Ok((sheet, own.clip(&area)?))
}

pub(crate) fn area(book: &Book, message: &Value, name: &str) -> Outcome<(usize, Area)> {
    match message.get(name).filter(|range| !range.is_null()) {
        Some(range) => book.resolve_grid(range),
        None => Err(ApiError::invalid(format!("{name} is required."))),
    }
}

/// A `DimensionRange` cut to the grid.
pub(crate) struct Stretch {
    pub(crate) sheet: usize,
    pub(crate) dimension: Dimension,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

pub(crate) fn stretch(book: &Book, message: &Value, name: &str) -> Outcome<Stretch> {
    let range = message.get(name).ok_or_else(|| ApiError::invalid(format!("{name} is required.")))?;
    let sheet = sheet(book, range)?;
    let dimension = dimension(range, "dimension")?;
    let start = number(range, "startIndex").unwrap_or(0);
    let end = number(range, "endIndex").unwrap_or_else(|| book.core.sheets[sheet].length(dimension));
    if start >= end {
        return Err(ApiError::invalid(format!(
            "{name}.endIndex ({end}) must be greater than {name}.startIndex ({start})."
        )));
    }
    Ok(Stretch { sheet, dimension, start, end })
}

pub(crate) fn dimension(message: &Value, name: &str) -> Outcome<Dimension> {
    Dimension::parse(text(message, name)).ok_or_else(|| ApiError::invalid("No dimension specified."))
}

impl Stretch {
    /// Refuses a stretch that reaches past the grid.
    pub(crate) fn inside(self, book: &Book) -> Outcome<Self> {
        let length = book.core.sheets[self.sheet].length(self.dimension);
        if self.end > length {
            return Err(ApiError::invalid(format!(
                "Cannot use {} {} to {}: the sheet has {length}.",
                self.dimension.word().to_lowercase(),
                self.start,
                self.end
            )));
        }
        Ok(self)
    }

    /// All cells of the stretch.
    pub(crate) fn block(&self, book: &Book) -> Block {
        let whole = book.core.sheets[self.sheet].whole();
        match self.dimension {
            Dimension::Rows => Block { top: self.start, bottom: self.end, ..whole },
            Dimension::Columns => Block { left: self.start, right: self.end, ..whole },
        }
    }
}
