//! The last step to a strong key: one spelling of letters, points and long vowels.

use super::super::text::is_dash;
use super::super::variants::is_katakana;

/// Circled characters that are legal forms, as bracketed ones: NFKC would leave the bare kanji.
pub(super) fn uncircle(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    // A circled number in front counts the entries of a list.
    let is_count = |c: char| matches!(c, '①'..='⑳') && !raw.trim_start_matches(c).starts_with('号');
    for c in raw.trim_start_matches(is_count).chars() {
        match c {
            '㊑' => text.push_str("(株)"),
            '㊒' => text.push_str("(有)"),
            '㊓' => text.push_str("(社)"),
            '㊔' => text.push_str("(名)"),
            '㊕' => text.push_str("(特)"),
            '㊖' => text.push_str("(財)"),
            '㊫' => text.push_str("(学)"),
            '㊬' => text.push_str("(監)"),
            '㊮' => text.push_str("(資)"),
            '™' | '®' | '©' => {}
            c => text.push(c),
        }
    }
    text
}

/// `(協)` written out: 協同組合 is a part of the name and no legal form that comes off.
pub(super) fn with_union(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("(協)") {
        return format!("協同組合{}", rest.trim());
    }
    name.strip_suffix("(協)").map_or_else(|| name.to_owned(), |rest| format!("{}協同組合", rest.trim()))
}

/// The strong key of a name without legal form, branch and remarks.
///
/// Source: `domain/README.md` section 2.1, the last three steps.
pub(super) fn strong(name: &str) -> String {
    let lower = name.to_lowercase();
    let chars: Vec<char> = without_points(&lower);
    let mut key = String::with_capacity(lower.len());
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
        let after = chars.get(at + 1).copied();
        if !is_dash(c) && c != '一' {
            key.push(c);
            continue;
        }
        let follows_kana = before.is_some_and(is_katakana);
        let is_long = follows_kana && after.is_some_and(|c| is_katakana(c) || is_dash(c));
        let ends_kana = follows_kana && after.is_none() && c != '一';
        let joins_letters =
            before.is_some_and(|c| c.is_ascii_alphabetic()) && after.is_some_and(|c| c.is_ascii_alphabetic());
        if is_long || ends_kana {
            key.push('ー');
        } else if !(is_dash(c) && joins_letters) {
            key.push(c);
        }
    }
    key
}

/// The characters without points, blanks and apostrophes; a point between two digits is a part of the number.
fn without_points(text: &str) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_decimal = matches!(c, '.' | '・')
            && kept.last().is_some_and(char::is_ascii_digit)
            && rest.peek().is_some_and(char::is_ascii_digit);
        if is_decimal || !is_dropped(c) {
            kept.push(c);
        }
    }
    kept
}

/// Points, blanks and apostrophes, which are no part of a key.
fn is_dropped(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '・' | '.'
                | ','
                | '、'
                | '。'
                | '\''
                | '’'
                | '‘'
                | '`'
                | '´'
                | '′'
                | '"'
                | '“'
                | '”'
                | '\u{2027}'
                | '\u{2219}'
                | '\u{22C5}'
        )
}
