//! Every word that the program asks for by name stands in `config/words.toml`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tossup::decide::book::{ColumnKey, Words};

fn shipped_words() -> Words {
    tossup::config::shipped().unwrap_or_else(|refused| panic!("{refused}")).core.words
}

/// The program's own files, in order.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn source_texts() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).expect("a text"))).collect()
}

/// The texts in double quotes of a stretch of Rust without escapes.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

#[test]
fn every_reason_of_a_reader_has_a_phrase() {
    let words = shipped_words();
    let mut codes = BTreeSet::new();
    for (path, text) in source_texts() {
        for list in text.split("pub const WHY: &[&str]").skip(1) {
            let list = list.split("];").next().unwrap_or_default();
            for code in literals(list) {
                assert!(
                    words.contains(&format!("why.{code}")),
                    "{}: config/words.toml has no why.{code}",
                    path.display()
                );
                codes.insert(code.to_owned());
            }
        }
    }
    assert!(codes.len() > 50, "only {} codes found: do the readers still list them in WHY?", codes.len());
}

/// The texts in double quotes of the program's code, line by line, comments left out.
fn code_literals(sources: &[(PathBuf, String)]) -> impl Iterator<Item = (&Path, &str)> {
    sources.iter().flat_map(|(path, text)| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.flat_map(literals).map(move |literal| (path.as_path(), literal))
    })
}

#[test]
fn every_word_that_is_asked_for_by_its_full_name_is_there() {
    let sections: toml::Table = include_str!("../../config/words.toml").parse().expect("a table");
    let words = shipped_words();
    let is_name = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let mut asked = 0;
    for (path, key) in code_literals(&source_texts()) {
        let Some((section, name)) = key.split_once('.') else { continue };
        let is_word = sections.contains_key(section) && !name.is_empty() && is_name(name);
        if is_word && ColumnKey::from_name(key).is_none() {
            asked += 1;
            assert!(words.contains(key), "{}: config/words.toml has no {key}", path.display());
        }
    }
    assert!(asked > 50, "only {asked} words are asked for: is this test still looking at the right places?");
}

/// Sections whose words are asked for by a name that is put behind the section.
const ASKED_BY_NAME: [&str; 8] =
    ["domain_kind", "explain", "read", "reason", "rule_example", "summary", "why", "why_read"];

#[test]
fn every_word_that_is_there_is_asked_for() {
    let sources = source_texts();
    let asked: BTreeSet<&str> = code_literals(&sources).map(|(_, literal)| literal).collect();
    let sections: toml::Table = include_str!("../../config/words.toml").parse().expect("a table");
    for (section, names) in &sections {
        let by_name = ASKED_BY_NAME.contains(&section.as_str());
        for name in names.as_table().expect("a section").keys() {
            let short = name.strip_prefix("head_").unwrap_or(name);
            let is_asked =
                asked.contains(format!("{section}.{name}").as_str()) || by_name && asked.contains(short);
            assert!(is_asked, "config/words.toml: nothing shows {section}.{name}");
        }
    }
}
