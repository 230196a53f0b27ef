//! `columns.toml`: tabs and columns, their header texts and owners.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::document::{Complaint, Document, Section, shown, unknown_key};
use crate::decide::book::{ColumnContract, ColumnKey, Contract, Owner, TabContract, TabKey, same_header};

/// Columns of one tab, and header texts of one column, at most: far above any sheet that people can still read.
const COLUMNS_MAX: usize = 100;
const SYNONYMS_MAX: usize = 100;
const HEADER_CHARACTERS_MAX: usize = 100;

const OWNERS: [(&str, Owner); 4] = [
    ("person", Owner::Person),
    ("tossup", Owner::Tossup),
    ("added", Owner::Added),
    ("added_then_person", Owner::AddedThenPerson),
];

/// The name of an owner as the file writes it.
fn owner_name(owner: Owner) -> &'static str {
    OWNERS.iter().find(|(_, other)| *other == owner).map_or("", |(name, _)| name)
}

/// The contract of this file, checked against the shipped one where it is not itself that (a test holds the shipped one to the same).
pub(super) fn read(document: &Document, shipped: Option<&Contract>) -> Contract {
    let Some(root) = document.parse() else { return Contract::default() };
    let mut top = Section::root(document, &root);
    let mut tabs_section = top.section("tab");
    let tabs: Vec<TabContract> = TabKey::ALL
        .iter()
        .filter_map(|&key| tab(document, tabs_section.section(key.as_str()), key, shipped.is_some()))
        .collect();
    tabs_section.finish();
    refuse_shared_titles(document, &tabs);
    let fields = top.section("fields");
    top.finish();
    let mut contract = Contract { tabs, field_headers: BTreeMap::new() };
    refuse_changed_owners(document, &contract, shipped);
    contract.field_headers = field_headers(document, fields, &contract, shipped);
    contract
}

fn tab(document: &Document, mut section: Section<'_>, key: TabKey, is_compared: bool) -> Option<TabContract> {
    let title = section.required_text("title", 1..=HEADER_CHARACTERS_MAX);
    let synonyms = plain(section.texts("synonyms", SYNONYMS_MAX));
    let mut headers = Headers { document, tab: key, is_compared, seen: Vec::new() };
    let columns: Vec<ColumnContract> = section
        .sections("columns", COLUMNS_MAX)
        .into_iter()
        .filter_map(|section| column(&mut headers, section))
        .collect();
    refuse_gaps(document, section.span(), key, &columns);
    section.finish();
    Some(TabContract { key, title: title?, synonyms, columns })
}

fn column(headers: &mut Headers<'_>, mut section: Section<'_>) -> Option<ColumnContract> {
    let name = section.required_text("key", 1..=HEADER_CHARACTERS_MAX);
    let key = name.as_deref().and_then(ColumnKey::from_name).filter(|key| tab_of(*key) == headers.tab);
    if let (Some(name), None) = (&name, key) {
        let known: Vec<&str> = keys_of(headers.tab).map(ColumnKey::as_str).collect();
        section.complain("key", unknown_key(name, name, &known));
    }
    let header = section.required_text("header", 1..=HEADER_CHARACTERS_MAX);
    let synonyms = section.texts("synonyms", SYNONYMS_MAX).unwrap_or_default();
    if let Some(header) = &header {
        headers.take(header, section.span());
        synonyms.iter().for_each(|(synonym, span)| headers.take(synonym, span.clone()));
    }
    section.required_text("owner", 1..=HEADER_CHARACTERS_MAX)?;
    let owner = section.choice("owner", &OWNERS);
    let is_required = section.flag("required").unwrap_or(false);
    let is_laid = section.flag("laid").unwrap_or(true);
    section.finish();
    Some(ColumnContract {
        key: key?,
        header: header?,
        synonyms: plain(Some(synonyms)),
        owner: owner?,
        is_required,
        is_laid,
    })
}

fn plain(texts: Option<Vec<(String, Range<usize>)>>) -> Vec<String> {
    texts.into_iter().flatten().map(|(text, _)| text).collect()
}

/// The tab to which a column belongs, by the first part of its name.
fn tab_of(key: ColumnKey) -> TabKey {
    match key.as_str().split('.').next() {
        Some("rule") => TabKey::Rules,
        Some("handoff") => TabKey::Handoffs,
        Some("reminder") => TabKey::Reminders,
        Some("holiday") => TabKey::Holidays,
        Some("history") => TabKey::History,
        _ => TabKey::Leads,
    }
}

fn keys_of(tab: TabKey) -> impl Iterator<Item = ColumnKey> {
    ColumnKey::ALL.iter().copied().filter(move |key| tab_of(*key) == tab)
}

/// The header texts of one tab: one text names one column.
struct Headers<'d> {
    document: &'d Document,
    tab: TabKey,
    /// Comparing each with each takes a while; the shipped ones are compared in a test instead of at each start.
    is_compared: bool,
    seen: Vec<String>,
}

impl Headers<'_> {
    fn take(&mut self, header: &str, span: Range<usize>) {
        if !self.is_compared {
            return;
        }
        if let Some(other) = self.seen.iter().find(|other| same_header(other, header)) {
            let found =
                format!("「{header}」 a second time on the tab {} (as 「{other}」)", self.tab.as_str());
            let complaint =
                Complaint::new(found, "one column for each header text", "Take it out of one of the two.");
            self.document.complain(span, complaint);
        }
        self.seen.push(header.to_owned());
    }
}

fn refuse_gaps(document: &Document, span: Range<usize>, tab: TabKey, columns: &[ColumnContract]) {
    for key in keys_of(tab) {
        let count = columns.iter().filter(|column| column.key == key).count();
        if count != 1 {
            let found = format!("{count} columns {} in [tab.{}]", key.as_str(), tab.as_str());
            let remedy = "Take the line of the shipped columns.toml over, and change its texts alone.";
            document.complain(span.clone(), Complaint::new(found, "exactly one", remedy));
        }
    }
}

fn refuse_shared_titles(document: &Document, tabs: &[TabContract]) {
    let mut seen: Vec<(&str, TabKey)> = Vec::new();
    for (title, key) in tabs.iter().flat_map(|tab| {
        std::iter::once(&tab.title).chain(&tab.synonyms).map(|title| (title.as_str(), tab.key))
    }) {
        if let Some((_, other)) = seen.iter().find(|(other, _)| same_header(other, title)) {
            let found = format!("the title 「{title}」 for both {} and {}", other.as_str(), key.as_str());
            let complaint = Complaint::new(found, "one tab for each title", "Take it out of one of the two.");
            document.complain_of_file(complaint);
        }
        seen.push((title, key));
    }
}

/// Who writes a column is part of the program: another owner would let it write over what people type, or never write its own.
fn refuse_changed_owners(document: &Document, contract: &Contract, shipped: Option<&Contract>) {
    for column in contract.tabs.iter().flat_map(|tab| &tab.columns) {
        let Some((_, original)) = shipped.and_then(|shipped| shipped.column(column.key)) else { continue };
        if original.owner != column.owner {
            let found = format!("owner = \"{}\" for {}", owner_name(column.owner), column.key.as_str());
            let expected = format!("owner = \"{}\"", owner_name(original.owner));
            document.complain_of_file(Complaint::new(
                found,
                expected,
                "Write the owner of the shipped file.",
            ));
        }
    }
}

/// Header texts by field; `@key` stands for those of a column of the lead tab.
fn field_headers(
    document: &Document,
    section: Section<'_>,
    contract: &Contract,
    shipped: Option<&Contract>,
) -> BTreeMap<String, Vec<String>> {
    let known: Option<Vec<&str>> =
        shipped.map(|shipped| shipped.field_headers.keys().map(String::as_str).collect());
    let mut fields = shipped.map(|shipped| shipped.field_headers.clone()).unwrap_or_default();
    for (field, value, span) in section.entries() {
        if let Some(known) = known.as_ref().filter(|known| !known.contains(&field.as_str())) {
            document.complain(span, unknown_key(&format!("fields.{field}"), &field, known));
            continue;
        }
        let items = value.get_ref().as_array().filter(|items| items.len() <= SYNONYMS_MAX);
        let texts: Option<Vec<(&str, Range<usize>)>> = items.and_then(|items| {
            items.iter().map(|item| Some((item.get_ref().as_str()?.trim(), Spanned::span(item)))).collect()
        });
        let Some(texts) = texts else {
            let found = format!("fields.{field} = {}", shown(value.get_ref()));
            let expected = format!("a list of at most {SYNONYMS_MAX} header texts");
            document
                .complain(value.span(), Complaint::new(found, expected, "Write [\"header\", \"header\"]."));
            continue;
        };
        let mut headers: Vec<String> = Vec::new();
        for header in texts.into_iter().flat_map(|(text, span)| expanded(document, contract, text, span)) {
            if !headers.contains(&header) {
                headers.push(header);
            }
        }
        fields.insert(field, headers);
    }
    fields
}

fn expanded(document: &Document, contract: &Contract, text: &str, span: Range<usize>) -> Vec<String> {
    let Some(name) = text.strip_prefix('@') else { return vec![text.to_owned()] };
    match ColumnKey::from_name(name).and_then(|key| contract.column(key)) {
        Some((_, column)) => std::iter::once(&column.header).chain(&column.synonyms).cloned().collect(),
        None => {
            let known: Vec<&str> = keys_of(TabKey::Leads).map(ColumnKey::as_str).collect();
            document.complain(span, unknown_key(text, name, &known));
            Vec::new()
        }
    }
}
