//! Code that checks the code: import rules, names, lengths. What a reviewer says twice becomes a check here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms of `decide` in the order in which they build on each other.
const DECIDE: [&str; 7] = ["book", "reading", "calendar", "scoring", "handoff", "reminder", "plan"];

/// Crates that the core may use: values, arithmetic and spelling; no I/O, no clock, no serialisation.
const CORE_CRATES: [&str; 5] = ["std", "crate", "chrono", "unicode_normalization", "rustc_hash"];

/// Words that tell nothing, and what to do instead.
const BANNED_NAMES: [(&str, &str); 6] = [
    ("utils", "name the room after what it holds"),
    ("helpers", "name the room after what it holds"),
    ("misc", "name the room after what it holds"),
    ("common", "name the room after what it holds"),
    ("manager", "name what it does"),
    ("processor", "name what it does"),
];

/// Lines of one source file; a longer one wants to be two.
const FILE_LINES_MAX: usize = 620;

struct Source {
    path: PathBuf,
    /// Path below `src`, with `/`, without `.rs` and `/mod`.
    room: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(below: &str) -> Vec<Source> {
    let base = root().join(below);
    let mut found = Vec::new();
    let mut folders = vec![base.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file is UTF-8");
                found.push(Source { room: room_of(&base, &path), path, text });
            }
        }
    }
    found.sort_by(|left, right| left.path.cmp(&right.path));
    found
}

fn room_of(base: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(base).expect("below the base").with_extension("");
    let room = relative.to_string_lossy().replace('\\', "/");
    room.trim_end_matches("/mod").to_owned()
}

/// The paths that a file imports, braces opened: `use a::{b, c::d};` gives `a::b` and `a::c::d`. Unit tests at the end of a file are left out.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut statement: Option<(usize, String)> = None;
    for (number, line) in (1..).zip(code.lines()) {
        let line = line.trim();
        let starts = line
            .strip_prefix("pub use ")
            .or_else(|| line.strip_prefix("use "))
            .or_else(|| line.strip_prefix("pub(crate) use "));
        if let (None, Some(rest)) = (&statement, starts) {
            statement = Some((number, rest.to_owned()));
        } else if let Some((_, text)) = &mut statement {
            text.push_str(line);
        }
        if let Some((start, text)) = statement.take_if(|(_, text)| text.ends_with(';')) {
            found.extend(opened("", text.trim_end_matches(';')).into_iter().map(|path| (start, path)));
        }
    }
    found
}

fn opened(prefix: &str, tree: &str) -> Vec<String> {
    let Some(brace) = tree.find('{') else { return vec![format!("{prefix}{}", tree.trim())] };
    let head = format!("{prefix}{}", tree[..brace].trim());
    let inner = tree[brace + 1..].trim_end().trim_end_matches('}');
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[start..]);
    parts
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .flat_map(|part| opened(&head, part.trim()))
        .collect()
}

/// Why this file may not import this path; `None` when it may.
fn objection(room: &str, path: &str) -> Option<String> {
    let segments: Vec<&str> = path.split("::").collect();
    let (first, second) = (segments[0], segments.get(1).copied().unwrap_or_default());
    let top = room.split('/').next().unwrap_or_default();
    if matches!(first, "self" | "super") {
        return None;
    }
    match top {
        "decide" => core_objection(room, first, &segments),
        "seam" if first == "crate" && second != "decide" => Some("a seam knows the core alone".to_owned()),
        "edge" if first == "crate" => edge_objection(room, &segments),
        "daemon" if first == "crate" && !matches!(second, "decide" | "seam" | "daemon") => Some(
            "the daemon knows the core and the seams, never Google, SQL or HTTP; join them in `command`"
                .to_owned(),
        ),
        "daemon" if matches!(first, "google_sheets4" | "sqlx" | "reqwest" | "yup_oauth2") => {
            Some("the daemon knows no outside library; put it behind a seam".to_owned())
        }
        "config" if first == "crate" && !matches!(second, "decide" | "config") => {
            Some("configuration knows the core's settings alone".to_owned())
        }
        _ => None,
    }
}

fn core_objection(room: &str, first: &str, segments: &[&str]) -> Option<String> {
    if !CORE_CRATES.contains(&first) {
        // A type of the file itself (`use Side::{Left, Right}`) is no crate.
        let is_crate = first.chars().next().is_some_and(char::is_lowercase);
        return is_crate.then(|| format!("the core uses {CORE_CRATES:?} alone"));
    }
    if first == "std"
        && segments
            .get(1)
            .is_some_and(|part| matches!(*part, "fs" | "env" | "net" | "process" | "thread" | "time" | "io"))
    {
        return Some("the core does no I/O and reads no clock: take it as an argument".to_owned());
    }
    if first != "crate" {
        return None;
    }
    if segments.get(1) != Some(&"decide") {
        return Some("the core imports nothing outside `decide`".to_owned());
    }
    let position = |name: &str| DECIDE.iter().position(|room| *room == name);
    let own = room.split('/').nth(1).and_then(position);
    let other = segments.get(2).and_then(|name| position(name));
    match (own, other) {
        (Some(own), Some(other)) if other > own => {
            Some(format!("`{}` builds on `{}`, not the other way round", DECIDE[other], DECIDE[own]))
        }
        _ => None,
    }
}

fn edge_objection(room: &str, segments: &[&str]) -> Option<String> {
    let own = room.split('/').nth(1).unwrap_or_default();
    match segments.get(1).copied() {
        Some("decide" | "seam") => None,
        Some("edge") if segments.get(2) == Some(&own) => None,
        _ => Some("an edge knows the core, its seam and itself; join two edges in `command`".to_owned()),
    }
}

#[test]
fn every_file_imports_only_what_its_room_may() {
    let mut objections = Vec::new();
    for source in sources("src") {
        for (line, path) in imports(&source.text) {
            let first = path.split("::").next().unwrap_or_default();
            let is_own_module = source.text.contains(&format!("mod {first};"));
            if let Some(why) = objection(&source.room, &path).filter(|_| !is_own_module) {
                objections.push(format!("{}:{line}: imports {path}; {why}", source.path.display()));
            }
        }
    }
    assert!(objections.is_empty(), "\n{}", objections.join("\n"));
}

#[test]
fn the_import_rules_object_to_what_they_forbid() {
    for (room, path, is_allowed) in [
        ("decide/book/cell", "std::collections::BTreeMap", true),
        ("decide/book/cell", "crate::decide::plan::Plan", false),
        ("decide/plan/world", "crate::decide::book::Tab", true),
        ("decide/scoring/rule", "serde::Serialize", false),
        ("decide/scoring/rule", "std::fs::read", false),
        ("decide/scoring/rule", "crate::edge::google::GoogleWorkbook", false),
        ("edge/store/mod", "crate::edge::google::GoogleWorkbook", false),
        ("edge/store/mod", "crate::decide::plan::Ledger", true),
        ("daemon/pass", "crate::edge::store::SqliteStore", false),
        ("daemon/pass", "sqlx::SqlitePool", false),
        ("daemon/pass", "crate::seam::Store", true),
        ("command/run", "crate::edge::store::SqliteStore", true),
    ] {
        assert_eq!(objection(room, path).is_none(), is_allowed, "{room} imports {path}");
    }
    let read = imports("use a::{b, c::{d, e}};\npub use f::g;\n");
    let paths: Vec<&str> = read.iter().map(|(_, path)| path.as_str()).collect();
    assert_eq!(paths, ["a::b", "a::c::d", "a::c::e", "f::g"]);
}

#[test]
fn names_tell_what_they_hold() {
    let mut objections = Vec::new();
    for source in sources("src").into_iter().chain(sources("crates/localsheets/src")) {
        for (name, remedy) in BANNED_NAMES {
            if source.room.split(['/', '_']).any(|part| part == name || format!("{part}s") == name) {
                objections.push(format!("{}: `{name}` tells nothing; {remedy}", source.path.display()));
            }
        }
    }
    assert!(objections.is_empty(), "\n{}", objections.join("\n"));
}

#[test]
fn files_stay_readable_in_one_sitting() {
    let all = ["src", "crates/localsheets/src", "tests/it"];
    let long: BTreeMap<String, usize> = all
        .iter()
        .flat_map(|below| sources(below))
        .map(|source| (source.path.display().to_string(), source.text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES_MAX)
        .collect();
    assert!(long.is_empty(), "files over {FILE_LINES_MAX} lines: {long:#?}; split them by what they hold");
}
