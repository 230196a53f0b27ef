//! What all readers do first to a cell text: one spelling for what looks alike, and "there is nothing here".

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// The text in one spelling: NFKC, radicals and look-alikes repaired, invisible characters removed, blanks as one space kind, trimmed,
/// enclosing quotes or brackets taken off.
///
/// Shape: line breaks and tabs become a plain space; inner spaces are kept as they are in number.
/// Source: `domain/README.md` section 1.1, steps 1 to 3.
pub fn clean(raw: &str) -> String {
    if raw.chars().all(is_settled) {
        return unquote(raw.trim()).trim().to_owned();
    }
    let spelled: String = if is_nfkc(raw) {
        raw.chars().filter_map(repair).collect()
    } else {
        raw.nfkc().filter_map(repair).collect()
    };
    unquote(spelled.trim()).trim().to_owned()
}

/// A character that is in its one spelling and does not combine with a neighbour from this set: what most cells are made of.
fn is_settled(c: char) -> bool {
    matches!(
        c,
        ' '..='~' | '、' | '。' | '「'..='】' | '〜' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9FFF}' | '○' | '×' | '→'
    )
}

/// The text in lower case. Kana and kanji have none, and looking each up in the tables of Unicode costs most of a reading.
pub(super) fn lower(clean: String) -> String {
    let has_case = |c: char| c.is_ascii_uppercase() || (!c.is_ascii() && !is_settled(c));
    if clean.chars().any(has_case) { clean.to_lowercase() } else { clean }
}

/// Radicals that NFKC leaves alone, invisible characters, blanks.
fn repair(c: char) -> Option<char> {
    match c {
        '\u{2ED1}' => Some('長'),
        '\u{2EC4}' => Some('西'),
        '\u{2022}' | '\u{00B7}' => Some('・'),
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => None,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => None,
        '\t' | '\n' | '\r' | '\u{00A0}' | '\u{3000}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The inside of a text that is enclosed as a whole by one pair of quotes or brackets.
fn unquote(text: &str) -> &str {
    const PAIRS: [(char, char); 5] = [('"', '"'), ('「', '」'), ('『', '』'), ('“', '”'), ('\'', '\'')];
    for (open, close) in PAIRS {
        if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
            && !inner.contains(open)
            && !inner.contains(close)
        {
            return inner;
        }
    }
    text
}

/// The text with a space for each sign that counts the items of a list: as plain digits they would run into their neighbours (`①1/5`, `5/1²`).
pub(super) fn without_list_marks(raw: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '\u{2460}'..='\u{249B}' | '\u{00B2}' | '\u{00B3}' | '\u{00B9}' | '\u{2070}'..='\u{2089}');
    if raw.contains(is_mark) { Cow::Owned(raw.replace(is_mark, " ")) } else { Cow::Borrowed(raw) }
}

/// A spreadsheet error value (`#N/A`, `#REF!`, `Loading...`, `########`): a cell without a value.
///
/// Source: `domain/README.md` section 1.1, step 4.
pub fn is_error_cell(clean: &str) -> bool {
    const ERRORS: [&str; 10] =
        ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!", "#CALC!", "#SPILL!"];
    ERRORS.iter().any(|error| clean.eq_ignore_ascii_case(error))
        || clean.eq_ignore_ascii_case("loading...")
        || (clean.len() >= 3 && clean.bytes().all(|byte| byte == b'#'))
}

/// A text of nothing but characters that look like a hyphen: a mark for "nothing here".
pub fn is_only_dashes(clean: &str) -> bool {
    !clean.is_empty() && clean.chars().all(is_dash)
}

/// A character that people use as a hyphen, dash, minus or long-vowel mark. What it means depends on its neighbours.
///
/// Source: `domain/README.md` section 1.1. The kanji 一 is left out: alone it is the number one.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | '－' | 'ｰ' | '─' | '━')
}

/// `同上` and its marks: cannot be read without the row above.
pub fn is_ditto(clean: &str) -> bool {
    matches!(clean, "同上" | "〃" | "々" | "″" | "\"" | "同じ" | "上に同じ" | "上記に同じ" | "同左")
}

/// Kinds of words to be found anywhere in a text, looked up by their first character: one pass tells every kind that the text holds.
///
/// Shape: a kind is one bit of the mask that `found` gives.
pub(super) struct WordIndex {
    /// Bit of the lowest eight bits of every first character; most characters begin no word.
    begins: [u64; 4],
    by_first: FxHashMap<char, Vec<(&'static str, u32)>>,
}

impl WordIndex {
    /// An index over lists of words, each with the bit of its kind.
    pub(super) fn new(kinds: &[(u32, &[&'static str])]) -> Self {
        let mut index = Self { begins: [0; 4], by_first: FxHashMap::default() };
        for &(kind, words) in kinds {
            for word in words {
                let Some(first) = word.chars().next() else { continue };
                let (slot, bit) = Self::place(first);
                index.begins[slot] |= bit;
                index.by_first.entry(first).or_default().push((word, kind));
            }
        }
        index
    }

    fn place(c: char) -> (usize, u64) {
        let low = u32::from(c) & 0xFF;
        (low as usize / 64, 1 << (low % 64))
    }

    /// The kinds of all words that stand somewhere in the text.
    pub(super) fn found(&self, text: &str) -> u32 {
        let mut found = 0;
        for (at, c) in text.char_indices() {
            let (slot, bit) = Self::place(c);
            if self.begins[slot] & bit == 0 {
                continue;
            }
            let Some(words) = self.by_first.get(&c) else { continue };
            for (word, kind) in words {
                if found & kind != *kind && text[at..].starts_with(word) {
                    found |= kind;
                }
            }
        }
        found
    }

    /// Some word stands in the text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.found(text) != 0
    }
}
