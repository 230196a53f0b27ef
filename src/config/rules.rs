//! `rules.toml`: the rules and settings that `init` lays on スコア設定.

use std::collections::BTreeMap;

use super::document::{Complaint, Document, Section};
use crate::decide::book::ColumnKey;
use crate::decide::scoring::RuleRow;

/// Rules at most; a company has a few dozen, and one page of the sheet holds some hundred.
const RULES_MAX: usize = 500;
const CELL_CHARACTERS_MAX: usize = 500;

/// Columns of a rule and their keys in the file.
const KEYS: [(&str, ColumnKey); 11] = [
    ("item", ColumnKey::RuleItem),
    ("content", ColumnKey::RuleContent),
    ("points", ColumnKey::RulePoints),
    ("active", ColumnKey::RuleActive),
    ("group", ColumnKey::RuleGroup),
    ("cap", ColumnKey::RuleCap),
    ("valid_days", ColumnKey::RuleValidDays),
    ("column", ColumnKey::RuleColumn),
    ("comparison", ColumnKey::RuleComparison),
    ("value", ColumnKey::RuleValue),
    ("note", ColumnKey::RuleNote),
];

/// The rows of the file, in order.
pub(super) fn read(document: &Document) -> Vec<RuleRow> {
    let Some(root) = document.parse() else { return Vec::new() };
    let mut top = Section::root(document, &root);
    let sections = top.sections("rule", RULES_MAX);
    top.finish();
    let mut rows: Vec<RuleRow> = Vec::with_capacity(sections.len());
    for section in sections {
        let span = section.span();
        let row = rule(section);
        let item = row.get(ColumnKey::RuleItem);
        if !item.is_empty() && rows.iter().any(|other| other.get(ColumnKey::RuleItem) == item) {
            let complaint = Complaint::new(
                format!("a second rule 「{item}」"),
                "one rule of this name",
                "Rename one of the two.",
            );
            document.complain(span, complaint);
        }
        rows.push(row);
    }
    rows
}

fn rule(mut section: Section<'_>) -> RuleRow {
    let mut cells = BTreeMap::new();
    for (key, column) in KEYS {
        let text = match column {
            ColumnKey::RuleItem => section.required_text(key, 1..=CELL_CHARACTERS_MAX),
            ColumnKey::RuleContent if !has_structured_form(&mut section) => {
                section.required_text(key, 1..=CELL_CHARACTERS_MAX)
            }
            ColumnKey::RulePoints => points(&mut section, key),
            _ => section.cell_text(key, 0..=CELL_CHARACTERS_MAX),
        };
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            cells.insert(column, text);
        }
    }
    section.finish();
    RuleRow { cells }
}

/// A rule may name column and comparison instead of a phrase.
fn has_structured_form(section: &mut Section<'_>) -> bool {
    section.cell_text("column", 0..=CELL_CHARACTERS_MAX).is_some_and(|column| !column.is_empty())
}

fn points(section: &mut Section<'_>, key: &'static str) -> Option<String> {
    section.whole(key, -1000..=1000).map(|points| points.to_string())
}
