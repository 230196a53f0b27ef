//! What all readers do first to a cell text: one spelling for what looks alike, and "there is nothing here".

use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// The text in one spelling: NFKC, radicals and look-alikes repaired, invisible characters removed, blanks as one space kind, trimmed,
/// enclosing quotes or brackets taken off.
///
/// Shape: line breaks and tabs become a plain space; inner spaces are kept as they are in number.
/// Source: `domain/README.md` section 1.1, steps 1 to 3.
pub fn clean(raw: &str) -> String {
    let spelled: String = if is_nfkc(raw) {
        raw.chars().filter_map(repair).collect()
    } else {
        raw.nfkc().filter_map(repair).collect()
    };
    unquote(spelled.trim()).trim().to_owned()
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
