//! Formula text to tokens; references keep their `$` marks so that they can be printed again.

use crate::a1::{column_index, column_letters, quote_tab};

/// A row or column of a reference and whether `$` fixes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) at: u32,
    pub(crate) fixed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Corner {
    pub(crate) column: Option<Mark>,
    pub(crate) row: Option<Mark>,
}

/// `Tab!$A1`, `A:C`, `2:5`, `A2:C`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) tab: Option<String>,
    pub(crate) first: Corner,
    pub(crate) last: Option<Corner>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Number(f64),
    Text(String),
    Reference(Reference),
    Word(String),
    Fault(crate::grid::Fault),
    /// Operators, parentheses and separators.
    Sign(&'static str),
}

impl std::fmt::Display for Corner {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let dollar = |fixed: bool| if fixed { "$" } else { "" };
        if let Some(column) = self.column {
            write!(to, "{}{}", dollar(column.fixed), column_letters(column.at))?;
        }
        if let Some(row) = self.row {
            write!(to, "{}{}", dollar(row.fixed), row.at + 1)?;
        }
        Ok(())
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(tab) = &self.tab {
            write!(to, "{}!", quote_tab(tab))?;
        }
        write!(to, "{}", self.first)?;
        self.last.as_ref().map_or(Ok(()), |last| write!(to, ":{last}"))
    }
}

const SIGNS: [&str; 18] =
    ["<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "^", "&", "(", ")", ",", ";", "%", ":"];

/// Tokens with the byte place where each starts and ends; nothing where the text cannot be read.
pub(crate) fn lex(text: &str) -> Option<Vec<(Token, usize, usize)>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, used) = one(rest)?;
        tokens.push((token, at, at + used));
        at += used;
    }
    Some(tokens)
}

fn one(rest: &str) -> Option<(Token, usize)> {
    if let Some(inner) = rest.strip_prefix('"') {
        return quoted(inner, '"').map(|(text, used)| (Token::Text(text), used + 1));
    }
    if rest.starts_with('#') {
        return fault(rest);
    }
    if let Some((reference, used)) = reference(rest) {
        return Some((Token::Reference(reference), used));
    }
    if let Some((value, used)) = number(rest) {
        return Some((Token::Number(value), used));
    }
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return Some((Token::Sign(sign), sign.len()));
    }
    let used = word_length(rest);
    (used > 0).then(|| (Token::Word(rest[..used].to_owned()), used))
}

fn word_length(rest: &str) -> usize {
    rest.find(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '.'))
        .unwrap_or(rest.len())
}

fn fault(rest: &str) -> Option<(Token, usize)> {
    (3..=8)
        .rev()
        .filter_map(|used| rest.get(..used))
        .find_map(|text| crate::grid::Fault::of_text(text).map(|fault| (Token::Fault(fault), text.len())))
}

fn quoted(inner: &str, mark: char) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut letters = inner.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != mark {
            text.push(letter);
        } else if letters.peek().is_some_and(|(_, next)| *next == mark) {
            text.push(mark);
            letters.next();
        } else {
            return Some((text, at + 1));
        }
    }
    None
}

fn number(rest: &str) -> Option<(f64, usize)> {
    let digits = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == '.')).unwrap_or(rest.len());
    let mut end = digits;
    if let Some(exponent) = rest[digits..].strip_prefix(['e', 'E']) {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let count = unsigned.bytes().take_while(u8::is_ascii_digit).count();
        if count > 0 {
            end = digits + 1 + (exponent.len() - unsigned.len()) + count;
        }
    }
    Some((rest[..end].parse().ok()?, end))
}

/// A reference with its tab at the start of the text.
fn reference(rest: &str) -> Option<(Reference, usize)> {
    let (tab, skipped) = tab(rest).map_or((None, 0), |(tab, used)| (Some(tab), used));
    let body = &rest[skipped..];
    let (first, used) = corner(body)?;
    let second = body[used..].strip_prefix(':').and_then(corner);
    let (last, used) = match second {
        Some((last, more)) => (Some(last), used + 1 + more),
        None => (None, used),
    };
    if last.is_none() && (first.column.is_none() || first.row.is_none()) {
        return None;
    }
    let next = body[used..].chars().next();
    let ends =
        !next.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '(' | '!' | '.'));
    ends.then_some((Reference { tab, first, last }, skipped + used))
}

fn tab(rest: &str) -> Option<(String, usize)> {
    if let Some(inner) = rest.strip_prefix('\'') {
        let (name, used) = quoted(inner, '\'')?;
        return inner[used..].starts_with('!').then_some((name, used + 2));
    }
    let used = word_length(rest);
    (used > 0 && rest[used..].starts_with('!')).then(|| (rest[..used].to_owned(), used + 1))
}

fn corner(text: &str) -> Option<(Corner, usize)> {
    let mut at = 0;
    let fixed = text.starts_with('$');
    at += usize::from(fixed);
    let letters = text[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let column =
        if letters == 0 { None } else { Some(Mark { at: column_index(&text[at..at + letters])?, fixed }) };
    at += letters;
    let row_fixed = if letters == 0 { fixed } else { text[at..].starts_with('$') };
    let skip = usize::from(letters > 0 && row_fixed);
    let digits = text[at + skip..].bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return column.map(|column| (Corner { column: Some(column), row: None }, at));
    }
    let row: u32 = text[at + skip..at + skip + digits].parse().ok()?;
    let row = Some(Mark { at: row.checked_sub(1)?, fixed: row_fixed });
    Some((Corner { column, row }, at + skip + digits))
}
