//! Code that checks the code: import rules, names, lengths. What a reviewer says twice becomes a check here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Rooms of `decide` in the order in which they build on each other.
const DECIDE: [&str; 7] = ["book", "reading", "calendar", "scoring", "handoff", "reminder", "plan"];

/// Crates that a room may use, beside the program itself; a room that is not named may use all. The core: values, arithmetic and spelling.
const CRATES: [(&str, &[&str], &str); 4] = [
    ("decide", &["std", "chrono", "unicode_normalization", "rustc_hash"], "the core uses these alone"),
    ("seam", &["std", "chrono"], "a seam is made of the core's values"),
    ("daemon", &["std", "chrono", "tokio", "tokio_util", "tracing"], "put an outside library behind a seam"),
    (
        "config",
        &["std", "chrono", "timezone", "cron", "serde", "toml"],
        "configuration reads files and text alone",
    ),
];

/// Paths below which a room names nothing, and what to do instead.
const BANNED_PATHS: [(&str, &[&str], &str); 5] = [
    (
        "decide",
        &[
            "std::fs",
            "std::env",
            "std::net",
            "std::os",
            "std::process",
            "std::thread",
            "std::time",
            "std::io",
            "chrono::Local",
            "chrono::Utc",
            "chrono::offset",
        ],
        "the core does no I/O and reads no clock: take it as an argument",
    ),
    (
        "decide",
        &[
            "std::collections::HashMap",
            "std::collections::HashSet",
            "std::hash::RandomState",
            "std::collections::hash_map",
        ],
        "their order is another one in every process: use a BTreeMap, or a FxHashMap that is only looked up",
    ),
    (
        "daemon",
        &[
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "std::io",
            "tokio::fs",
            "tokio::net",
            "tokio::process",
            "tokio::io",
            "tokio::time::Instant",
            "std::time::Instant",
            "std::time::SystemTime",
            "chrono::Local",
            "chrono::Utc",
        ],
        "the daemon knows the outside by its seams alone",
    ),
    (
        "edge/store",
        &["reqwest", "google_sheets4", "yup_oauth2", "hyper_util", "hyper_rustls"],
        "an edge knows one external thing",
    ),
    ("edge/google", &["sqlx"], "an edge knows one external thing"),
];

/// Macros that speak to the terminal or stop the process.
const BANNED_MACROS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

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

/// One path that a file names: `crate::decide::book::Tab`.
#[derive(Debug, PartialEq)]
struct Named {
    line: usize,
    path: String,
    /// Stands in a `use`, so that its first name is a crate or a module of this file.
    is_import: bool,
}

/// The paths that a file names, in `use` (braces opened: `use a::{b, c::d};` gives `a::b` and `a::c::d`) and in its code.
///
/// Shape: without comments, texts and unit tests; in its code only paths of two names or more, and macros such as `println!`.
fn paths(text: &str) -> Vec<Named> {
    let mut code = without_unit_tests(&code_of(text));
    let mut named = Vec::new();
    while let Some((start, end)) = next_use(&code) {
        let line = 1 + code[..start].matches('\n').count();
        let tree: String =
            code[start + 3..end].split_whitespace().collect::<Vec<_>>().join(" ").replace(":: ", "::");
        let without_alias = |path: String| path.split(" as ").next().unwrap_or_default().trim().to_owned();
        let import = |path| Named { line, path: without_alias(path), is_import: true };
        named.extend(opened("", &tree).into_iter().map(import));
        code.replace_range(start..end, &blank(&code[start..end]));
    }
    for (number, line) in (1..).zip(code.lines()) {
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '!';
        let words = line.split(|c| !is_part(c)).map(|word| word.trim_matches(':'));
        let named_here = words.filter(|word| word.contains("::") || word.ends_with('!'));
        named.extend(named_here.map(|path| Named { line: number, path: path.to_owned(), is_import: false }));
    }
    named
}

/// Spaces in place of a stretch of code, its lines kept.
fn blank(code: &str) -> String {
    code.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect()
}

/// Where the next `use …;` begins, and where its `;` stands.
fn next_use(code: &str) -> Option<(usize, usize)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let start = code
        .match_indices("use")
        .map(|(at, _)| at)
        .find(|at| !code[..*at].ends_with(is_word) && code[at + 3..].starts_with(char::is_whitespace))?;
    Some((start, start + code[start..].find(';')?))
}

/// The code with spaces in place of comments, texts and characters, so that what is left is code; lines stay lines.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let last = code.chars().next_back();
        let follows_name = last.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let length = not_code(rest, follows_name);
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.push_str(&blank(&rest[..length]));
            rest = &rest[length..];
        }
    }
    code
}

/// Bytes of the comment, text or character that begins here; 0 where code does.
fn not_code(rest: &str, follows_name: bool) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('\'') {
        return character(rest);
    }
    let prefix = if follows_name { 0 } else { rest.len() - rest.trim_start_matches(['b', 'r', 'c']).len() };
    let (is_raw, opening) = (rest[..prefix].contains('r'), &rest[prefix..]);
    let hashes = if is_raw { opening.len() - opening.trim_start_matches('#').len() } else { 0 };
    if !opening[hashes..].starts_with('"') {
        return 0;
    }
    let inside = prefix + hashes + 1;
    if is_raw {
        let closing = format!("\"{}", "#".repeat(hashes));
        return rest[inside..].find(&closing).map_or(rest.len(), |end| inside + end + closing.len());
    }
    let mut is_escaped = false;
    let end = rest[inside..].char_indices().find(|(_, c)| {
        let ends = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |(end, _)| inside + end + 1)
}

/// Bytes of a character such as `'a'` or `'\n'`; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let mut inside = rest.char_indices().skip(1);
    match (inside.next(), inside.next()) {
        (Some((_, '\\')), Some((after, _))) => {
            rest[after + 1..].find('\'').map_or(0, |end| after + 1 + end + 1)
        }
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 0,
    }
}

/// The code with spaces in place of every `#[cfg(test)] mod …`.
fn without_unit_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut code = code.to_owned();
    while let Some(start) = code.find(MARK) {
        let behind = start + MARK.len();
        let opens = code[behind..].find(['{', ';']).map_or(code.len(), |at| behind + at);
        let mut depth = 0;
        let closes = code[opens..].char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0
        });
        let end = closes.map_or(code.len(), |(at, c)| opens + at + c.len_utf8());
        code.replace_range(start..end, &blank(&code[start..end]));
    }
    code
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

/// The path as seen from the root of the program: `super::Tab` in `decide/book/cell` is `crate::decide::book::Tab`.
fn absolute(room: &str, path: &str) -> String {
    let mut here: Vec<&str> = room.split('/').filter(|part| !matches!(*part, "lib" | "main")).collect();
    let mut rest = path;
    if let Some(inside) = rest.strip_prefix("self::") {
        rest = inside;
    } else if !rest.starts_with("super::") {
        return path.to_owned();
    }
    while let Some(above) = rest.strip_prefix("super::") {
        here.pop();
        rest = above;
    }
    here.insert(0, "crate");
    format!("{}::{rest}", here.join("::"))
}

/// Why this file may not name this path; `None` when it may.
fn objection(room: &str, path: &str) -> Option<String> {
    let path = absolute(room, path);
    let segments: Vec<&str> = path.split("::").collect();
    let second = segments.get(1).copied().unwrap_or_default();
    let top = room.split('/').next().unwrap_or_default();
    if segments[0] != "crate" {
        return outside_objection(room, top, &path);
    }
    match top {
        "decide" => core_objection(room, &segments),
        "seam" if second != "decide" => Some("a seam knows the core alone".to_owned()),
        "edge" => edge_objection(room, &segments),
        "daemon" if !matches!(second, "decide" | "seam" | "daemon") => Some(
            "the daemon knows the core and the seams, never Google, SQL or HTTP; join them in `command`"
                .to_owned(),
        ),
        "config" if !matches!(second, "decide" | "config") => {
            Some("configuration knows the core's settings alone".to_owned())
        }
        _ => None,
    }
}

/// Why this file may not name this path of a library or a macro.
fn outside_objection(room: &str, top: &str, path: &str) -> Option<String> {
    let is_below = |banned: &&&str| path == **banned || path.starts_with(&format!("{banned}::"));
    let banned =
        BANNED_PATHS.iter().filter(|(place, ..)| room == *place || room.starts_with(&format!("{place}/")));
    if let Some((_, _, why)) =
        banned.clone().find(|(_, paths, _)| paths.iter().any(|banned| is_below(&banned)))
    {
        return Some((*why).to_owned());
    }
    if let Some(name) = path.strip_suffix('!').filter(|name| !name.contains("::")) {
        let is_silent = matches!(top, "decide" | "seam" | "daemon" | "edge" | "config");
        return (is_silent && BANNED_MACROS.contains(&name))
            .then(|| "only `command` speaks to the terminal".to_owned());
    }
    let first = path.split("::").next().unwrap_or_default();
    let (_, crates, why) = CRATES.iter().find(|(place, ..)| *place == top)?;
    let is_crate = libraries().iter().any(|library| library == first);
    (is_crate && !crates.contains(&first)).then(|| format!("{why}: {crates:?}"))
}

/// Names of the libraries that the program depends on, and those of the language.
fn libraries() -> &'static [String] {
    static LIBRARIES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let manifest: toml::Table = include_str!("../../Cargo.toml").parse().expect("a manifest");
        let names =
            |table: &str| manifest[table].as_table().expect("a table").keys().cloned().collect::<Vec<_>>();
        let named = [names("dependencies"), names("dev-dependencies")].concat();
        let named = named.into_iter().map(|name| name.replace('-', "_"));
        named.chain(["std", "core", "alloc"].map(str::to_owned)).collect()
    });
    &LIBRARIES
}

fn core_objection(room: &str, segments: &[&str]) -> Option<String> {
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
fn every_file_names_only_what_its_room_may() {
    let mut objections = Vec::new();
    let mut count = 0;
    for source in sources("src") {
        for named in paths(&source.text) {
            count += 1;
            let first = named.path.split("::").next().unwrap_or_default();
            // A module of this file may be called like a library.
            let is_own_module = source.text.contains(&format!("mod {first};"));
            if let Some(why) = objection(&source.room, &named.path).filter(|_| !is_own_module) {
                objections.push(format!(
                    "{}:{}: names {}; {why}",
                    source.path.display(),
                    named.line,
                    named.path
                ));
            }
        }
    }
    assert!(count > 2_000, "only {count} paths found: is this test still reading the code?");
    assert!(objections.is_empty(), "\n{}", objections.join("\n"));
}

#[test]
fn the_import_rules_object_to_what_they_forbid() {
    for (room, path, is_allowed) in [
        ("decide/book/cell", "std::collections::BTreeMap", true),
        ("decide/book/cell", "crate::decide::plan::Plan", false),
        ("decide/book/cell", "super::super::plan::Plan", false),
        ("decide/book/cell", "super::Tab", true),
        ("decide/plan/world", "crate::decide::book::Tab", true),
        ("decide/plan/world", "super::super::super::edge::google::GoogleWorkbook", false),
        ("decide/scoring/rule", "serde::Serialize", false),
        ("decide/scoring/rule", "std::fs::read", false),
        ("decide/scoring/rule", "std::time::SystemTime::now", false),
        ("decide/scoring/rule", "std::time::Instant", false),
        ("decide/scoring/rule", "std::env::var_os", false),
        ("decide/scoring/rule", "chrono::Utc::now", false),
        ("decide/scoring/rule", "chrono::NaiveDate", true),
        ("decide/scoring/rule", "std::collections::HashMap::new", false),
        ("decide/scoring/rule", "tokio::spawn", false),
        ("decide/scoring/rule", "tracing::info!", false),
        ("decide/scoring/rule", "println!", false),
        ("decide/scoring/rule", "assert!", true),
        ("decide/scoring/rule", "text::clean", true),
        ("decide/scoring/rule", "u32::MAX", true),
        ("decide/scoring/rule", "crate::edge::google::GoogleWorkbook", false),
        ("edge/store", "crate::edge::google::GoogleWorkbook", false),
        ("edge/store/load", "reqwest::Client::new", false),
        ("edge/google/read", "sqlx::query", false),
        ("edge/store/load", "sqlx::query", true),
        ("edge/store", "crate::decide::plan::Ledger", true),
        ("seam", "tokio::sync::Notify", false),
        ("daemon/pass", "crate::edge::store::SqliteStore", false),
        ("daemon/pass", "sqlx::SqlitePool", false),
        ("daemon/pass", "std::fs::write", false),
        ("daemon/pass", "crate::seam::Store", true),
        ("daemon/run", "tokio::time::sleep", true),
        ("config/technical", "reqwest::Url", false),
        ("command/run", "crate::edge::store::SqliteStore", true),
        ("command/run", "println!", true),
    ] {
        assert_eq!(objection(room, path).is_none(), is_allowed, "{room} names {path}");
    }
}

#[test]
fn paths_are_read_from_code_and_not_from_comments_or_texts() {
    let text = r##"
//! crate::edge in a comment, /* and */ so on
use a::{b, c::{d, e as f}};
pub(super) use g::
    h;
#[cfg(test)]
mod tests;
/* sqlx::query */
fn run<'a>(text: &'a str) -> impl Fn() + use<'a> {
    let quoted = ("tokio::spawn \" tokio::fs", r#"a " reqwest::get"#, '"', '\'', b"x::y");
    crate::edge::store::open(<i::J as k::L>::m, quoted); println!("n::o {}", p::q::<r::S>());
}
#[cfg(test)]
mod more { fn t() { if true { u::v(); } } }
fn behind() { w::x() }
"##;
    let text = text.replace("\\\\", "\\");
    let found: Vec<(usize, String)> =
        paths(&text).into_iter().map(|named| (named.line, named.path)).collect();
    let found: Vec<(usize, &str)> = found.iter().map(|(line, path)| (*line, path.as_str())).collect();
    let in_use = [(3, "a::b"), (3, "a::c::d"), (3, "a::c::e"), (4, "g::h")];
    let in_code = [
        (11, "crate::edge::store::open"),
        (11, "i::J"),
        (11, "k::L"),
        (11, "println!"),
        (11, "p::q"),
        (11, "r::S"),
        (15, "w::x"),
    ];
    assert_eq!(found, [&in_use[..], &in_code].concat());
}

#[test]
fn names_tell_what_they_hold() {
    let mut objections = Vec::new();
    for source in ["src", "crates/localsheets/src", "crates/timezone/src"].into_iter().flat_map(sources) {
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
    let all = ["src", "crates/localsheets/src", "crates/timezone/src", "tests/it"];
    let long: BTreeMap<String, usize> = all
        .iter()
        .flat_map(|below| sources(below))
        .map(|source| (source.path.display().to_string(), source.text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES_MAX)
        .collect();
    assert!(long.is_empty(), "files over {FILE_LINES_MAX} lines: {long:#?}; split them by what they hold");
}
