//! Criteria of COUNTIF and its kin: `">=10"`, `"<>x"`, `"a*"`, `5`.

use std::cmp::Ordering;

use crate::values::{Shown, Typed, parse_typed};

/// One criterion, read.
pub(crate) struct Criterion {
    sign: &'static str,
    wanted: Shown,
}

impl Criterion {
    pub(crate) fn new(value: &Shown) -> Self {
        let Shown::Text(text) = value else { return Self { sign: "=", wanted: value.clone() } };
        let sign = ["<>", "<=", ">=", "<", ">", "="].into_iter().find(|sign| text.starts_with(sign));
        let rest = &text[sign.map_or(0, str::len)..];
        let wanted = match parse_typed(rest, "en_US") {
            Typed::Number(number, _) => Shown::Number(number),
            Typed::Truth(truth) => Shown::Truth(truth),
            Typed::Empty => Shown::Empty,
            _ => Shown::Text(rest.to_owned()),
        };
        Self { sign: sign.unwrap_or("="), wanted }
    }

    pub(crate) fn meets(&self, value: &Shown) -> bool {
        let equal = match (&self.wanted, value) {
            (Shown::Text(pattern), Shown::Text(text)) => fits(&pattern.to_lowercase(), &text.to_lowercase()),
            (Shown::Empty, Shown::Empty) => true,
            (Shown::Number(wanted), Shown::Text(text)) => {
                matches!(parse_typed(text, "en_US"), Typed::Number(number, _) if number == *wanted)
            }
            (wanted, value) => wanted == value,
        };
        let order = match (&self.wanted, value) {
            (Shown::Number(wanted), Shown::Number(number)) => number.partial_cmp(wanted),
            (Shown::Text(wanted), Shown::Text(text)) => Some(text.to_lowercase().cmp(&wanted.to_lowercase())),
            _ => None,
        };
        match self.sign {
            "=" => equal,
            "<>" => !equal,
            "<" => order == Some(Ordering::Less),
            ">" => order == Some(Ordering::Greater),
            "<=" => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            _ => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        }
    }
}

/// Whole-text match with `*` for any text, `?` for one letter, `~` before either for itself.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts: Vec<(char, bool)> = Vec::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '~' => parts.push((letters.next().unwrap_or('~'), true)),
            other => parts.push((other, !matches!(other, '*' | '?'))),
        }
    }
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut part) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while at < text.len() {
        match parts.get(part) {
            Some(('*', false)) => {
                star = Some((part, at));
                part += 1;
            }
            Some((letter, plain)) if (!plain && *letter == '?') || (*plain && *letter == text[at]) => {
                at += 1;
                part += 1;
            }
            _ => match star {
                Some((from, seen)) => {
                    star = Some((from, seen + 1));
                    (part, at) = (from + 1, seen + 1);
                }
                None => return false,
            },
        }
    }
    parts[part..].iter().all(|rest| *rest == ('*', false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_meet_values_as_in_sheets() {
        let text = |text: &str| Shown::Text(text.to_owned());
        for (criterion, value, expected) in [
            (text(">=10"), Shown::Number(10.0), true),
            (text(">=10"), text("10"), false),
            (text("高"), text("高"), true),
            (text("a*c"), text("ABBC"), true),
            (text("a?c"), text("abbc"), false),
            (text("a~*"), text("a*"), true),
            (text("<>x"), text("y"), true),
            (text("<>"), Shown::Empty, false),
            (Shown::Number(5.0), Shown::Number(5.0), true),
        ] {
            assert_eq!(Criterion::new(&criterion).meets(&value), expected, "{criterion:?} {value:?}");
        }
    }
}
