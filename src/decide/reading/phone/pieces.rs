//! A text cut into runs of digits, words and marks.

use super::super::text::{clean, is_dash};

/// How a piece stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing between them.
    Glued,
    /// A hyphen without blanks between them.
    Hyphen,
    /// A colon between them.
    Colon,
    /// A blank, bracket or full stop between them.
    Apart,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Digits with the separators between them, hyphens as `-`.
    Run(String),
    /// Letters of any script, in lower case.
    Word(String),
    /// `*`, `○`, `~`: a sign that may stand for a digit or a range.
    Sign(char),
    /// A time of day or the like: digits that are no number.
    Remark,
    /// What follows is about another number.
    Break,
}

/// A piece of the text and how it stands to the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) what: What,
    pub(super) joint: Joint,
}

/// The pieces of a raw text, in order; behind an arrow stands the newer number, which comes first.
pub(super) fn pieces(raw: &str) -> Vec<Piece> {
    let mut parts: Vec<Vec<Piece>> =
        raw.split(['→', '⇒', '➡']).map(|part| pieces_of(&spelled(part))).collect();
    parts.reverse();
    let last_break = Piece { what: What::Break, joint: Joint::Apart };
    parts.join(&last_break)
}

/// One spelling, line by line; marks that count the numbers of a list begin a line.
fn spelled(raw: &str) -> Vec<char> {
    let raw: String = raw
        .chars()
        .map(|c| match c {
            '①'..='⑳' | '❶'..='❿' | '⑴'..='⒇' | '\r' => '\n',
            '\u{2043}' | '\u{02D7}' | '\u{2796}' | '\u{3161}' | '\u{2500}' | '\u{2501}' => '-',
            '\u{00AD}' => '\u{200B}',
            c => c,
        })
        .collect();
    raw.split('\n')
        .map(|line| without_item_number(&clean(line)).to_lowercase())
        .collect::<Vec<_>>()
        .join("\n")
        .chars()
        .collect()
}

/// The line without the number of a list's item: `1. 03-0000-1234`, `2) 090-0000-5678`, `(3) …`.
fn without_item_number(line: &str) -> &str {
    let length = match line.as_bytes() {
        [b'1'..=b'9', b'.' | b')', b' ', ..] => 3,
        [b'(', b'1'..=b'9', b')', b' ', ..] => 4,
        _ => 0,
    };
    &line[length..]
}

fn pieces_of(chars: &[char]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut joint = Joint::Apart;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if let Some(length) = time_of_day(&chars[at..]) {
            pieces.push(Piece { what: What::Remark, joint });
            (at, joint) = (at + length, Joint::Apart);
        } else if begins_run(&chars[at..]) {
            let length = run_length(&chars[at..]);
            let run = chars[at..at + length].iter().map(|&c| if is_hyphen(c) { '-' } else { c }).collect();
            pieces.push(Piece { what: What::Run(run), joint });
            (at, joint) = (at + length, Joint::Glued);
        } else if is_letter(c) {
            let length = word_length(&chars[at..]);
            pieces.push(Piece { what: What::Word(chars[at..at + length].iter().collect()), joint });
            (at, joint) = (at + length, Joint::Glued);
        } else {
            joint = match c {
                ';' | '、' | '\n' | '/' | ',' | '|' | '&' => {
                    pieces.push(Piece { what: What::Break, joint: Joint::Apart });
                    Joint::Apart
                }
                ':' => Joint::Colon,
                _ if is_hyphen(c) => {
                    if joint == Joint::Glued {
                        Joint::Hyphen
                    } else {
                        joint
                    }
                }
                _ if is_sign(c) => {
                    pieces.push(Piece { what: What::Sign(c), joint });
                    Joint::Glued
                }
                _ if joint == Joint::Colon => joint,
                _ => Joint::Apart,
            };
            at += 1;
        }
    }
    pieces
}

/// A hyphen in a number; the kanji 一 is typed for one as well.
fn is_hyphen(c: char) -> bool {
    is_dash(c) || c == '一'
}

/// A letter that a word begins with; a long-vowel mark or 一 there is a hyphen.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_hyphen(c)
}

/// Characters of the word that begins here; a long-vowel mark behind a Latin letter is a hyphen.
fn word_length(chars: &[char]) -> usize {
    let mut length = 1;
    while let Some(&c) = chars.get(length) {
        let is_long_vowel = c == 'ー' && !chars[length - 1].is_ascii();
        if !is_letter(c) && !is_long_vowel && c != '一' {
            break;
        }
        length += 1;
    }
    length
}

/// Signs that blank a digit out, name a range or lead an extension.
fn is_sign(c: char) -> bool {
    "*×✕✖○◯●◎□■△▲☆★◇◆?#~〜∼%$^".contains(c)
}

/// Whether a run begins here: a digit, or a plus or opening bracket before one.
fn begins_run(chars: &[char]) -> bool {
    match chars {
        [first, ..] if first.is_ascii_digit() => true,
        ['+', rest @ ..] => {
            let first = rest.iter().find(|c| !matches!(c, ' ' | '('));
            first.is_some_and(char::is_ascii_digit)
        }
        ['(', rest @ ..] => {
            let first = rest.iter().find(|c| !matches!(c, ' ' | '+'));
            first.is_some_and(char::is_ascii_digit) && !begins_remark(rest)
        }
        _ => false,
    }
}

/// Characters of the run that begins here: digits and separators that a digit follows.
fn run_length(chars: &[char]) -> usize {
    let is_separator = |c: char| is_hyphen(c) || " ().,/_・".contains(c);
    let mut length = chars.iter().take_while(|c| !c.is_ascii_digit()).count();
    loop {
        length += chars[length..].iter().take_while(|c| c.is_ascii_digit()).count();
        let gap = chars[length..].iter().take_while(|&&c| is_separator(c)).count();
        let next = &chars[length + gap..];
        let goes_on = gap > 0 && next.first().is_some_and(char::is_ascii_digit) && !begins_remark(next);
        if !goes_on {
            // A bracket that the run opened is closed.
            let closes = chars.get(length) == Some(&')') && chars[..length].contains(&'(');
            return length + usize::from(closes);
        }
        length += gap;
    }
}

/// Digits that belong to the words behind them: a time, a floor.
fn begins_remark(chars: &[char]) -> bool {
    time_of_day(chars).is_some()
}

/// Characters of a time, a span of time or a date (`9:00`, `18時`, `9~18時`, `24時間`, `365日`, `3階`, `3F`, `2026/5/1`, `2026年`, `5/1`).
fn time_of_day(chars: &[char]) -> Option<usize> {
    let first = digits(chars);
    if first == 4 && chars.get(4) == Some(&'年') {
        return Some(5);
    }
    if let Some(length) = date(chars) {
        return Some(length);
    }
    if first == 0 || first > 3 {
        return None;
    }
    match &chars[first..] {
        [':', rest @ ..] if first <= 2 && digits(rest) == 2 && rest.get(2) != Some(&':') => Some(first + 3),
        ['時' | '日' | '階' | '名' | '月' | '年' | '分', ..] => Some(first + 1),
        ['f', rest @ ..] if first <= 2 && !rest.first().is_some_and(|c| c.is_ascii_alphanumeric()) => {
            Some(first + 1)
        }
        ['~' | '〜' | '-', rest @ ..] => {
            let second = digits(rest);
            let is_hour = matches!(second, 1 | 2) && rest.get(second) == Some(&'時');
            is_hour.then_some(first + 1 + second + 1)
        }
        _ => None,
    }
}

fn digits(chars: &[char]) -> usize {
    chars.iter().take_while(|c| c.is_ascii_digit()).count()
}

/// Characters of a date with slashes, `5/1` or `2026/5/1`: no number ends in so few digits.
fn date(chars: &[char]) -> Option<usize> {
    let year = match chars {
        ['1' | '2', _, _, _, '/', ..] if digits(chars) == 4 => 5,
        _ => 0,
    };
    let month = digits(&chars[year..]);
    let rest = &chars[year + month..];
    let day = digits(rest.get(1..)?);
    let behind = rest.get(1 + day);
    let is_end = !behind.is_some_and(|c| is_hyphen(*c) || "/.)".contains(*c));
    (rest[0] == '/' && matches!((month, day), (1 | 2, 1 | 2)) && is_end).then_some(year + month + 1 + day)
}
