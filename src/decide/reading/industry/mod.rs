//! Industry cells: divisions (大分類) of the Japan Standard Industrial Classification.
//!
//! A term is looked up whole, then by its longest known ending (Japanese puts the head last: 食品卸 is a wholesaler,
//! 食品製造 a maker), then by what it contains. Several terms are read one by one.

mod divisions;
mod words;

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub use self::divisions::Industries;

use super::Understood;
use super::text::{self, WordIndex};

/// Every reason code that `read_industry` can give.
pub const WHY: &[&str] = &[
    "blank",
    "error_cell",
    "ditto",
    "industry_word",
    "industry_ending",
    "industry_contained",
    "industry_note",
    "several_industries",
    "excluded_industry",
    "ambiguous_industry",
    "no_industry",
    "industry_too_long",
];

/// What a known word means: divisions, or none where it is known to be ambiguous.
static WORDS: LazyLock<FxHashMap<&'static str, Industries>> = LazyLock::new(|| {
    let mut all = FxHashMap::default();
    for word in words::UNDECIDED.split_whitespace() {
        all.insert(word, Industries::default());
    }
    for &(division, list) in words::DIVISIONS {
        for word in list.split_whitespace() {
            all.insert(word, Industries::of(division));
        }
    }
    for &(divisions, list) in words::DOUBLES {
        let mut set = Industries::default();
        divisions.chars().for_each(|division| set.insert(division));
        for word in list.split_whitespace() {
            all.insert(word, set);
        }
    }
    all
});

/// Longest word in the list, in characters; longer endings need not be looked up.
const WORD_CHARS_MAX: usize = 26;

/// Longest word in the list, in bytes. A longer text is no word, and need not be hashed to know it.
const WORD_BYTES_MAX: usize = 3 * WORD_CHARS_MAX;

/// Characters of a cell that can name trades: all choices of a form together, each in full, have some 400. A longer text is something pasted
/// by mistake; it holds the words of many trades by chance.
const CELL_CHARACTERS_MAX: usize = 1000;

/// What exactly this word means.
fn known(word: &str) -> Option<Industries> {
    if word.len() > WORD_BYTES_MAX { None } else { WORDS.get(word).copied() }
}

/// Reads an industry cell.
///
/// Shape: a text longer than any list of trades is undecided, with `industry_too_long` as its reason.
/// Source: `domain/README.md` section 6.
pub fn read_industry(raw: &str) -> Understood<Industries> {
    let clean = text::clean(raw);
    let nothing = Industries::default();
    if clean.is_empty() || text::is_only_dashes(&clean) || clean == "なし" {
        return Understood::sure(nothing, "blank");
    }
    if text::is_error_cell(&clean) {
        return Understood::sure(nothing, "error_cell");
    }
    if text::is_ditto(&clean) {
        return Understood::sure(nothing, "ditto");
    }
    if clean.chars().nth(CELL_CHARACTERS_MAX).is_some() {
        return Understood::sure(nothing, "industry_too_long");
    }
    if ["以外", "を除く", "ではない", "じゃない"].iter().any(|ending| clean.ends_with(ending))
        || clean.strip_prefix('非').is_some_and(|rest| {
            longest_ending(&squash(&clean)).is_none()
                || known(&squash(rest)).is_some() && known(&squash(&clean)).is_none()
        })
    {
        return Understood::sure(nothing, "excluded_industry");
    }
    let (main, note) = split_note(&clean);
    let read = read_list(&main);
    let is_broad = matches!(squash(&main).as_str(), "サービス業" | "その他サービス業" | "その他のサービス業");
    if (read.value.is_undecided() || is_broad) && !note.is_empty() {
        let inside = read_list(&note);
        if !inside.value.is_undecided() {
            return Understood::doubtful(inside.value, "industry_note");
        }
    }
    read
}

/// The text without its bracketed notes, and the notes.
fn split_note(clean: &str) -> (String, String) {
    let (mut main, mut note) = (String::new(), String::new());
    let mut depth = 0_u32;
    for c in clean.chars() {
        match c {
            '(' | '【' | '[' | '<' | '〔' => depth += 1,
            ')' | '】' | ']' | '>' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 => note.push(c),
            c => main.push(c),
        }
    }
    let (main, note) = (main.trim(), note.trim());
    // A classification name carries a bracket of its own.
    if note == "他に分類されないもの" || main.is_empty() {
        return (format!("{main}{note}"), String::new());
    }
    (main.to_owned(), note.to_owned())
}

/// Lower case without blanks and separators: the form in which words are listed.
fn squash(text: &str) -> String {
    let mut squashed = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '・' | '、' | ',' | '，' | '.' | '／' | '/' | '-' | '‐' => {}
            // Kana and kanji have no case.
            '\u{3000}'..='\u{9FFF}' => squashed.push(c),
            c if c.is_ascii() => squashed.push(c.to_ascii_lowercase()),
            c => squashed.extend(c.to_lowercase()),
        }
    }
    if squashed.contains('エ') { squashed.replace("ウエア", "ウェア") } else { squashed }
}

/// One term or several.
fn read_list(text: &str) -> Understood<Industries> {
    let whole = squash(text);
    if let Some(set) = known(&whole).or_else(|| known(strip_hollow(&whole)))
        && is_said_by_its_parts(set, text)
    {
        let why = if set.is_undecided() { "ambiguous_industry" } else { "industry_word" };
        return Understood::sure(set, why);
    }
    let pieces = split_terms(text);
    let mut terms: Vec<Understood<Industries>> = pieces.iter().map(|piece| read_spaced(piece)).collect();
    if pieces.last().is_some_and(|last| last.contains("向け")) {
        // 学校・病院向け給食: what stands before the last term names its customers.
        terms.drain(..terms.len() - 1);
    }
    let mut union = Industries::default();
    terms.iter().for_each(|term| union.extend(term.value));
    match terms.as_slice() {
        [] => Understood::sure(union, "no_industry"),
        [one] => one.clone(),
        many if union.is_undecided() => Understood::sure(union, many[0].why),
        many if many.iter().any(|term| term.value.is_undecided() || term.is_doubtful) => {
            Understood::doubtful(union, "several_industries")
        }
        _ => Understood::sure(union, "several_industries"),
    }
}

/// A name that holds separators of its own (電気・ガス・熱供給・水道業), and not a list that happens to spell a word.
fn is_said_by_its_parts(set: Industries, text: &str) -> bool {
    let terms = split_terms(text);
    // No word is listed with another joint than the & of its name (M&A仲介).
    terms.len() < 2
        || text.is_ascii()
        || text.contains('&')
        || terms.iter().any(|term| read_term(&squash(term)).value.meets(set))
}

/// Terms between separators and words of joining.
fn split_terms(text: &str) -> Vec<String> {
    const JOINTS: &[&str] = &[
        "または",
        "又は",
        "もしくは",
        "および",
        "及び",
        "ならびに",
        "並びに",
        "かつ",
        "兼",
        " or ",
        " and ",
    ];
    static JOINT_INDEX: LazyLock<WordIndex> = LazyLock::new(|| WordIndex::new(&[(1, JOINTS)]));
    let mut joined = Cow::Borrowed(text);
    if JOINT_INDEX.is_in(text) {
        for word in JOINTS {
            joined = Cow::Owned(joined.replace(word, "、"));
        }
    }
    joined
        .split(['・', '、', ',', '，', '/', '／', '|', ';', '；', '&', '＆', '+', '。', '･', '\\', '→'])
        .map(str::trim)
        .filter(|term| !term.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A term that may still hold several between blanks or 「と」「や」.
fn read_spaced(term: &str) -> Understood<Industries> {
    for separator in [' ', 'と', 'や'] {
        if !term.contains(separator) {
            continue;
        }
        let parts: Vec<Understood<Industries>> = term
            .split(separator)
            .filter(|part| !part.trim().is_empty())
            .map(|part| read_term(&squash(part)))
            .collect();
        let is_list = parts.len() > 1
            && parts.iter().all(|part| !part.value.is_undecided() && part.why != "industry_contained");
        if is_list {
            let mut union = Industries::default();
            parts.iter().for_each(|part| union.extend(part.value));
            return Understood::sure(
                union,
                if union.bits().count_ones() > 1 { "several_industries" } else { "industry_word" },
            );
        }
    }
    let whole = read_term(&squash(term));
    if whole.value.is_undecided() && term.contains(' ') {
        // 製造業 食品: one word decides, the other only names the goods.
        let mut union = Industries::default();
        let parts = term.split(' ').map(|part| read_term(&squash(part)));
        parts.filter(|part| part.why == "industry_word").for_each(|part| union.extend(part.value));
        if !union.is_undecided() {
            return Understood::doubtful(union, "industry_contained");
        }
    }
    whole
}

/// One term without separators.
fn read_term(term: &str) -> Understood<Industries> {
    let bare = strip_hollow(term);
    let exact = known(term).or_else(|| known(bare));
    if let Some(set) = exact {
        let why = if set.is_undecided() { "ambiguous_industry" } else { "industry_word" };
        return Understood::sure(set, why);
    }
    if let Some(set) = shop(term) {
        return Understood::sure(set, "industry_ending");
    }
    for candidate in [term, bare] {
        if let Some(set) = longest_ending(candidate) {
            if set.is_undecided()
                && let Some(head) = words::ACTIVITIES.iter().find_map(|ending| candidate.strip_suffix(ending))
                && let Some(set) = longest_ending(head).filter(|set| !set.is_undecided())
            {
                return Understood::doubtful(set, "industry_contained");
            }
            let why = if set.is_undecided() { "ambiguous_industry" } else { "industry_ending" };
            return Understood { value: set, why, is_doubtful: true };
        }
    }
    match last_contained(bare) {
        Some(set) => Understood::doubtful(set, "industry_contained"),
        None => Understood::sure(Industries::default(), "no_industry"),
    }
}

/// The term without beginnings and endings that say nothing, as long as something is left.
///
/// A known word is left as it is, so that 旅館業 or 建設会社 are found before they are cut.
fn strip_hollow(term: &str) -> &str {
    let mut rest = term;
    // Each round takes at least one character away.
    loop {
        if rest != term && known(rest).is_some() {
            return rest;
        }
        let shorter = words::HOLLOW_ENDINGS
            .iter()
            .find_map(|ending| rest.strip_suffix(ending))
            .or_else(|| words::HOLLOW_BEGINNINGS.iter().find_map(|beginning| rest.strip_prefix(beginning)));
        match shorter {
            Some(shorter) if !shorter.is_empty() => rest = shorter,
            _ => return rest,
        }
    }
}

/// 花屋, ラーメン店, 家具ショップ: what is sold decides where it is a service, else retail.
fn shop(term: &str) -> Option<Industries> {
    let sold = words::SHOP_ENDINGS.iter().find_map(|ending| term.strip_suffix(ending))?;
    if known(term).is_some() || sold.is_empty() {
        return None;
    }
    let ending_len = term.len() - sold.len();
    if let Some((set, len)) = ending_and_length(term)
        && len > ending_len
    {
        // 広告代理店 is a word of its own.
        return (!set.is_undecided()).then_some(set);
    }
    let retail = Industries::of('I');
    match known(sold).or_else(|| longest_ending(sold)) {
        Some(set) if set == Industries::of('E') && term.ends_with('屋') => Some(set),
        Some(set) if !set.is_undecided() && set != Industries::of('E') && set != Industries::of('A') => {
            Some(set)
        }
        Some(_) => Some(retail),
        None if term.ends_with('屋') => None,
        None => Some(retail),
    }
}

/// The longest known word at the end of a term. A Latin word must not begin inside another Latin word.
fn longest_ending(term: &str) -> Option<Industries> {
    ending_and_length(term).map(|(set, _)| set)
}

fn ending_and_length(term: &str) -> Option<(Industries, usize)> {
    let mut longest = None;
    for (at, _) in term.char_indices().rev().take(WORD_CHARS_MAX) {
        longest = word_at(term, at, term.len()).map(|set| (set, term.len() - at)).or(longest);
    }
    longest
}

/// The decided word that ends last inside a term; of two that end together the longer one.
fn last_contained(term: &str) -> Option<Industries> {
    let bounds: Vec<usize> = term.char_indices().map(|(at, _)| at).chain([term.len()]).collect();
    for (count, &end) in bounds.iter().enumerate().rev() {
        // A single character is too little to go by.
        for &start in &bounds[count.saturating_sub(WORD_CHARS_MAX)..count.saturating_sub(1)] {
            if let Some(set) = word_at(term, start, end).filter(|set| !set.is_undecided()) {
                return Some(set);
            }
        }
    }
    None
}

fn word_at(term: &str, start: usize, end: usize) -> Option<Industries> {
    let word = term.get(start..end)?;
    let set = known(word)?;
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let cuts_before = is_latin(word.chars().next()) && is_latin(term[..start].chars().next_back());
    let cuts_after = is_latin(word.chars().next_back()) && is_latin(term[end..].chars().next());
    (!cuts_before && !cuts_after).then_some(set)
}
