//! One TOML file as a tree whose values know their line. Reading takes values out and collects what is wrong, so that all errors of a file
//! are told at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::refusal::{ConfigError, nearest};

/// The text of one file and what was found wrong in it.
pub(super) struct Document {
    name: String,
    text: String,
    errors: RefCell<Vec<ConfigError>>,
}

/// What is wrong with one value.
pub(super) struct Complaint {
    /// What stands there.
    pub(super) found: String,
    /// What should stand there.
    pub(super) expected: String,
    /// What to do.
    pub(super) remedy: String,
}

impl Complaint {
    /// A complaint of these three parts.
    pub(super) fn new(
        found: impl Into<String>,
        expected: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { found: found.into(), expected: expected.into(), remedy: remedy.into() }
    }
}

impl Document {
    /// A document of this text; `name` is how errors call the file.
    pub(super) fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), errors: RefCell::default() }
    }

    /// The file's tables, or nothing when it is not TOML; what is wrong is kept.
    pub(super) fn parse(&self) -> Option<Spanned<DeTable<'_>>> {
        let (root, errors) = DeTable::parse_recoverable(&self.text);
        for error in &errors {
            self.complain(
                error.span().unwrap_or(0..0),
                Complaint::new(
                    format!("text that is not TOML ({})", error.message().trim().replace('\n', "; ")),
                    "a line such as key = \"text\", key = 5 or [section]",
                    "Mend the line; texts stand in double quotes, lists in [ ] with commas.",
                ),
            );
        }
        errors.is_empty().then_some(root)
    }

    /// Keeps a complaint about this stretch of the text.
    pub(super) fn complain(&self, span: Range<usize>, complaint: Complaint) {
        let (line, column) = self.position(span.start);
        let Complaint { found, expected, remedy } = complaint;
        self.errors.borrow_mut().push(ConfigError {
            file: self.name.clone(),
            line,
            column,
            found,
            expected,
            remedy,
        });
    }

    /// Keeps a complaint about the file as a whole.
    pub(super) fn complain_of_file(&self, complaint: Complaint) {
        self.complain(0..0, complaint);
        if let Some(last) = self.errors.borrow_mut().last_mut() {
            (last.line, last.column) = (0, 0);
        }
    }

    /// What was found wrong, in order of line.
    pub(super) fn into_errors(self) -> Vec<ConfigError> {
        let mut errors = self.errors.into_inner();
        errors.sort();
        errors.dedup();
        errors
    }

    fn position(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset.min(self.text.len())).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// One table of a document. Every getter notes its key as known; `finish` complains about the others.
pub(super) struct Section<'d> {
    document: &'d Document,
    table: Option<&'d DeTable<'d>>,
    span: Range<usize>,
    path: String,
    known: BTreeSet<&'static str>,
}

impl<'d> Section<'d> {
    /// The document's top.
    pub(super) fn root(document: &'d Document, root: &'d Spanned<DeTable<'d>>) -> Self {
        Self::new(document, Some(root.get_ref()), root.span(), String::new())
    }

    fn new(document: &'d Document, table: Option<&'d DeTable<'d>>, span: Range<usize>, path: String) -> Self {
        Self { document, table, span, path, known: BTreeSet::new() }
    }

    /// Where the section stands.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Keeps a complaint about a key of this section, or about the section where the key is missing.
    pub(super) fn complain(&self, key: &str, complaint: Complaint) {
        let span = self.table.and_then(|table| table.get(key)).map_or(self.span(), Spanned::span);
        self.document.complain(span, complaint);
    }

    fn value(&mut self, key: &'static str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.known.insert(key);
        self.table?.get(key)
    }

    fn mismatch(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        self.document.complain(
            value.span(),
            Complaint::new(
                format!("{} = {}", self.full(key), shown(value.get_ref())),
                expected,
                "Write a value of this kind, or take the line out for the default.",
            ),
        );
    }

    fn full(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// A text of this many characters, trimmed; nothing where the key is missing.
    pub(super) fn text(&mut self, key: &'static str, length: RangeInclusive<usize>) -> Option<String> {
        let value = self.value(key)?;
        let expected =
            format!("a text of {} to {} characters in double quotes", length.start(), length.end());
        let Some(text) = value.get_ref().as_str().map(str::trim) else {
            self.mismatch(key, value, &expected);
            return None;
        };
        if !length.contains(&text.chars().count()) {
            self.mismatch(key, value, &expected);
            return None;
        }
        Some(text.to_owned())
    }

    /// A text that must be there.
    pub(super) fn required_text(
        &mut self,
        key: &'static str,
        length: RangeInclusive<usize>,
    ) -> Option<String> {
        if self.value(key).is_none() {
            let full = self.full(key);
            let complaint = Complaint::new(
                format!("no key {full}"),
                format!("{full} = \"…\""),
                "Add the line; the shipped file of this name shows it.",
            );
            self.document.complain(self.span(), complaint);
            return None;
        }
        self.text(key, length)
    }

    /// A whole number in this range.
    pub(super) fn whole(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.value(key)?;
        let number = as_whole(value.get_ref()).filter(|number| range.contains(number));
        if number.is_none() {
            self.mismatch(key, value, &format!("a whole number from {} to {}", range.start(), range.end()));
        }
        number
    }

    /// A text, or a number as text; for cells of the sheet.
    pub(super) fn cell_text(&mut self, key: &'static str, length: RangeInclusive<usize>) -> Option<String> {
        match self.value(key).map(Spanned::get_ref).and_then(as_whole) {
            Some(number) => Some(number.to_string()),
            None => self.text(key, length),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        if value.get_ref().as_bool().is_none() {
            self.mismatch(key, value, "true or false");
        }
        value.get_ref().as_bool()
    }

    /// One of these names.
    pub(super) fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str().map(str::trim);
        let found = choices.iter().find(|(name, _)| text == Some(*name));
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.mismatch(key, value, &format!("one of {}", names.join(", ")));
        }
        found.map(|(_, choice)| *choice)
    }

    /// A list of texts with the stretch of each.
    pub(super) fn texts(
        &mut self,
        key: &'static str,
        count_max: usize,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let value = self.value(key)?;
        let expected = format!("a list of at most {count_max} texts, such as [\"…\", \"…\"]");
        let Some(items) = value.get_ref().as_array().filter(|items| items.len() <= count_max) else {
            self.mismatch(key, value, &expected);
            return None;
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty()) {
                Some(text) => texts.push((text.to_owned(), item.span())),
                None => self.mismatch(key, item, "a text in double quotes, not empty"),
            }
        }
        Some(texts)
    }

    /// The table under this key; an empty one where it is missing.
    pub(super) fn section(&mut self, key: &'static str) -> Section<'d> {
        let path = self.full(key);
        let Some(value) = self.value(key) else {
            return Self::new(self.document, None, self.span(), path);
        };
        if !value.get_ref().is_table() {
            self.mismatch(key, value, &format!("a section [{path}]"));
        }
        Self::new(self.document, value.get_ref().as_table(), value.span(), path)
    }

    /// The tables of a list under this key, in order.
    pub(super) fn sections(&mut self, key: &'static str, count_max: usize) -> Vec<Section<'d>> {
        let path = self.full(key);
        let Some(value) = self.value(key) else { return Vec::new() };
        let expected = format!("a list of at most {count_max} entries [[{path}]]");
        let Some(items) = value.get_ref().as_array().filter(|items| items.len() <= count_max) else {
            self.mismatch(key, value, &expected);
            return Vec::new();
        };
        let mut sections = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(table) => {
                    sections.push(Self::new(self.document, Some(table), item.span(), path.clone()));
                }
                None => self.mismatch(key, item, &expected),
            }
        }
        sections
    }

    /// The keys and values of a section whose keys are free, in order of the file.
    pub(super) fn entries(self) -> Vec<(String, &'d Spanned<DeValue<'d>>, Range<usize>)> {
        let mut entries: Vec<_> = self
            .table
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.get_ref().to_string(), value, key.span()))
            .collect();
        entries.sort_by_key(|(_, _, span)| span.start);
        entries
    }

    /// Complains about keys that nobody asked for.
    pub(super) fn finish(self) {
        let Some(table) = self.table else { return };
        for key in table.keys().filter(|key| !self.known.contains(key.get_ref().as_ref())) {
            self.document
                .complain(key.span(), unknown_key(&self.full(key.get_ref()), key.get_ref(), &self.known));
        }
    }
}

/// The complaint about a key that does not exist, with the nearest one that does.
pub(super) fn unknown_key<'k>(
    full: &str,
    key: &str,
    known: impl IntoIterator<Item = &'k &'k str> + Clone,
) -> Complaint {
    let names: Vec<&str> = known.clone().into_iter().copied().collect();
    let remedy = match nearest(key, known.into_iter().copied()) {
        Some(near) => format!("Write {near}, or take the line out."),
        None => "Take the line out.".to_owned(),
    };
    let expected = match names.len() {
        0..=12 => format!("one of {}", names.join(", ")),
        _ => "a key of the shipped file".to_owned(),
    };
    Complaint::new(format!("the unknown key {full}"), expected, remedy)
}

/// A whole number of the file, where it is one and not too large.
pub(super) fn as_whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// A value as it may be shown in a message: short, and never more than its beginning.
pub(super) fn shown(value: &DeValue<'_>) -> String {
    const CHARACTERS_MAX: usize = 40;
    let text = match value {
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) => format!("a list of {}", items.len()),
        DeValue::Table(_) => "a section".to_owned(),
    };
    match text.char_indices().nth(CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
