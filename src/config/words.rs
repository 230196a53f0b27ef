//! `words.toml`: sections of words, laid over the shipped ones.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Complaint, Document, shown, unknown_key};
use crate::decide::book::Words;

/// Characters of a word at most: an agenda line fits, a pasted page does not.
const WORD_CHARACTERS_MAX: usize = 500;
/// Sections whose words are labels that tossup reads back, so that no two may be equal.
const LABELS: [&str; 5] = ["priority", "status", "response", "outcome", "state"];

/// The words of this file over those of `shipped`; without it the file's keys are free, as in the shipped one.
pub(super) fn read(
    document: &Document,
    shipped: Option<&BTreeMap<String, String>>,
) -> BTreeMap<String, String> {
    let mut words = shipped.cloned().unwrap_or_default();
    if let Some(root) = document.parse() {
        collect(document, root.get_ref(), shipped, &mut words);
        refuse_equal_labels(document, &root, &words);
    }
    words
}

/// The words as the core takes them.
pub(super) fn finished(words: BTreeMap<String, String>) -> Words {
    Words::new(words)
}

fn collect(
    document: &Document,
    root: &DeTable<'_>,
    shipped: Option<&BTreeMap<String, String>>,
    words: &mut BTreeMap<String, String>,
) {
    for (section, value) in root {
        let Some(table) = value.get_ref().as_table() else {
            document.complain(
                value.span(),
                Complaint::new(
                    format!("{} = {}", section.get_ref(), shown(value.get_ref())),
                    "a section such as [priority] with words below it",
                    "Move the line below the section it belongs to.",
                ),
            );
            continue;
        };
        for (name, value) in table {
            let key = format!("{}.{}", section.get_ref(), name.get_ref());
            let shipped_word = shipped.map(|shipped| shipped.get(&key).map(String::as_str));
            if shipped_word == Some(None) {
                let known: Vec<&str> =
                    shipped.into_iter().flat_map(|words| words.keys().map(String::as_str)).collect();
                document.complain(name.span(), unknown_key(&key, &key, &known));
            } else if let Some(word) = checked(document, &key, value, shipped_word.flatten()) {
                words.insert(key, word);
            }
        }
    }
}

fn checked(
    document: &Document,
    key: &str,
    value: &Spanned<DeValue<'_>>,
    shipped_word: Option<&str>,
) -> Option<String> {
    let text = value
        .get_ref()
        .as_str()
        .filter(|text| !text.is_empty() && text.chars().count() <= WORD_CHARACTERS_MAX);
    let Some(text) = text else {
        let expected = format!("a text of 1 to {WORD_CHARACTERS_MAX} characters in double quotes");
        let found = format!("{key} = {}", shown(value.get_ref()));
        document.complain(value.span(), Complaint::new(found, expected, "Write the word in double quotes."));
        return None;
    };
    let allowed = shipped_word.map(placeholders);
    let stray = placeholders(text)
        .into_iter()
        .find(|name| allowed.as_ref().is_some_and(|names| !names.contains(name)));
    if let (Some(stray), Some(allowed)) = (stray, allowed) {
        let names: Vec<String> = allowed.iter().map(|name| format!("{{{name}}}")).collect();
        let expected = if names.is_empty() { "no name in braces here".to_owned() } else { names.join(", ") };
        let complaint =
            Complaint::new(format!("{{{stray}}} in {key}"), expected, "Use the names of the shipped word.");
        document.complain(value.span(), complaint);
        return None;
    }
    Some(text.to_owned())
}

/// The names in braces of a word.
fn placeholders(word: &str) -> BTreeSet<&str> {
    word.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn refuse_equal_labels(document: &Document, root: &Spanned<DeTable<'_>>, words: &BTreeMap<String, String>) {
    for section in LABELS {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let prefix = format!("{section}.");
        for (key, word) in words.range(prefix.clone()..).take_while(|(key, _)| key.starts_with(&prefix)) {
            if let Some(other) = seen.insert(word.trim(), key) {
                let span = root.get_ref().get(section).map_or(0..0, Spanned::span);
                let found = format!("「{word}」 for both {other} and {key}");
                let complaint =
                    Complaint::new(found, "a different word for each label", "Rename one of the two.");
                document.complain(span, complaint);
            }
        }
    }
}
