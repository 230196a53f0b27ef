//! `findReplace`: by content, at the instant of applying.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::fields;
use crate::a1::Block;
use crate::error::{ApiError, Outcome};
use crate::formula::Evaluator;
use crate::grid::{Book, Cell};
use crate::server::Context;
use crate::values::{check_length, effective, guard, parse_typed, shown, write_typed};

/// What is looked for.
struct Search<'message> {
    find: &'message str,
    replacement: &'message str,
    match_case: bool,
    entire: bool,
}

impl Search<'_> {
    /// The text with every occurrence replaced, and how many there were.
    fn replaced(&self, text: &str) -> Option<(String, usize)> {
        let same = |part: &str| {
            if self.match_case { part == self.find } else { part.to_lowercase() == self.find.to_lowercase() }
        };
        if self.entire {
            return same(text).then(|| (self.replacement.to_owned(), 1));
        }
        let (mut written, mut count, mut at) = (String::new(), 0, 0);
        let letters = self.find.chars().count();
        while at < text.len() {
            let rest = &text[at..];
            let end = rest.char_indices().nth(letters).map_or(rest.len(), |entry| entry.0);
            if rest[..end].chars().count() == letters && same(&rest[..end]) {
                written.push_str(self.replacement);
                count += 1;
                at += end;
            } else {
                let step = rest.chars().next().map_or(1, char::len_utf8);
                written.push_str(&rest[..step]);
                at += step;
            }
        }
        (count > 0).then_some((written, count))
    }
}

fn scopes(book: &Book, message: &Value) -> Outcome<Vec<(usize, Block)>> {
    if message.get("range").is_some_and(Value::is_object) {
        return Ok(vec![fields::block(book, message, "range")?]);
    }
    if fields::is_true(message, "allSheets") {
        return Ok(book.core.sheets.iter().enumerate().map(|(at, sheet)| (at, sheet.whole())).collect());
    }
    if message.get("sheetId").is_some() {
        let sheet = fields::sheet(book, message)?;
        return Ok(vec![(sheet, book.core.sheets[sheet].whole())]);
    }
    Err(ApiError::invalid("Must specify a scope: range, sheetId or allSheets."))
}

pub(super) fn find_replace(book: &mut Book, context: &Context, message: &Value) -> Outcome<Option<Value>> {
    let search = Search {
        find: fields::text(message, "find"),
        replacement: fields::text(message, "replacement"),
        match_case: fields::is_true(message, "matchCase"),
        entire: fields::is_true(message, "matchEntireCell"),
    };
    if search.find.is_empty() {
        return Err(ApiError::invalid("find must not be empty."));
    }
    if fields::is_true(message, "searchByRegex") {
        return Err(ApiError::invalid(
            "localsheets does not search by regular expression; nothing was applied.",
        ));
    }
    let formulas = fields::is_true(message, "includeFormulas");
    let mut changes = Vec::new();
    for (sheet, block) in scopes(book, message)? {
        found(book, context, (sheet, &block), (&search, formulas), &mut changes);
    }
    let (mut rows, mut sheets) = (BTreeSet::new(), BTreeSet::new());
    let (mut values, mut formulas, mut occurrences) = (0, 0, 0);
    for change in changes {
        let (sheet, row, column) = change.place;
        guard(book, &context.caller, sheet, &Block::cell(row, column))?;
        check_length(&change.text)?;
        let typed = parse_typed(&change.text, book.property("locale"));
        write_typed(book, change.place, &typed)?;
        rows.insert((sheet, row));
        sheets.insert(sheet);
        occurrences += change.count;
        if change.is_formula { formulas += 1 } else { values += 1 }
    }
    let mut reply = json!({});
    for (name, count) in [
        ("valuesChanged", values),
        ("formulasChanged", formulas),
        ("rowsChanged", rows.len()),
        ("sheetsChanged", sheets.len()),
        ("occurrencesChanged", occurrences),
    ] {
        if count > 0 {
            reply[name] = json!(count);
        }
    }
    Ok(Some(reply))
}

struct Change {
    place: (usize, u32, u32),
    text: String,
    count: usize,
    is_formula: bool,
}

fn found(
    book: &Book,
    context: &Context,
    (sheet, block): (usize, &Block),
    (search, formulas): (&Search<'_>, bool),
    changes: &mut Vec<Change>,
) {
    let own = &book.core.sheets[sheet];
    let evaluator = Evaluator::new(book, context.now);
    for row in block.top..own.last_value_row(block) {
        for column in block.left..block.right {
            let cell = own.cell(row, column);
            let is_formula = matches!(cell, Cell::Formula(_));
            if cell == Cell::Empty || (is_formula && !formulas) {
                continue;
            }
            let text = match cell {
                Cell::Formula(text) | Cell::Text(text) => book.pool.text(text).to_owned(),
                _ => shown(&evaluator, own, (row, column), &effective(&evaluator, sheet, row, column)),
            };
            if let Some((text, count)) = search.replaced(&text) {
                changes.push(Change { place: (sheet, row, column), text, count, is_formula });
            }
        }
    }
}
