//! Number format patterns: `#,##0.00`, `0%`, `yyyy-mm-dd`, `"¥"#,##0`, `[h]:mm`.

use chrono::{Datelike, NaiveDateTime, Timelike};

use super::serial::serial_date;
use super::shown::general;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Literal(String),
    /// One of `0`, `#`, `?`, `.`, `,`, `%`, `E`.
    Digit(char),
    /// A run of one date letter: its letter in lower case and its length.
    Time(char, usize),
    /// Whole hours, minutes or seconds in square brackets.
    Elapsed(char),
    HalfDay,
}

/// The text of a number in this pattern; without a pattern as Sheets shows plain numbers.
pub(crate) fn format_number(value: f64, pattern: &str) -> String {
    let sections: Vec<&str> = split_sections(pattern);
    let (section, bare) = match (sections.len(), value) {
        (0, _) => return general(value),
        (1, _) => (sections[0], value),
        (_, value) if value < 0.0 => (sections[1], -value),
        (count, value) if count > 2 && value == 0.0 => (sections[2], value),
        _ => (sections[0], value),
    };
    let tokens = minutes_told_apart(tokenize(section));
    if tokens.iter().any(|token| matches!(token, Token::Time(..) | Token::Elapsed(_))) {
        return match serial_date(bare) {
            Some(moment) => time_text(&tokens, moment, bare),
            None => general(value),
        };
    }
    if tokens.iter().any(|token| matches!(token, Token::Digit(_))) {
        return digits_text(&tokens, bare);
    }
    if section.trim().eq_ignore_ascii_case("general") || section == "@" {
        return general(value);
    }
    tokens
        .iter()
        .filter_map(|token| if let Token::Literal(text) = token { Some(text.as_str()) } else { None })
        .collect()
}

fn split_sections(pattern: &str) -> Vec<&str> {
    if pattern.is_empty() {
        return Vec::new();
    }
    let mut sections = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, letter) in pattern.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ';' if !quoted => {
                sections.push(&pattern[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&pattern[start..]);
    sections
}

fn tokenize(section: &str) -> Vec<Token> {
    let letters: Vec<char> = section.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        let run = letters[at..].iter().take_while(|next| next.eq_ignore_ascii_case(&letter)).count();
        let used = match letter {
            '"' => {
                let text: String = letters[at + 1..].iter().take_while(|next| **next != '"').collect();
                let used = text.chars().count() + 2;
                tokens.push(Token::Literal(text));
                used
            }
            '\\' => {
                tokens.push(Token::Literal(letters.get(at + 1).map(char::to_string).unwrap_or_default()));
                2
            }
            '_' | '*' => 2,
            '[' => bracket(&letters[at..], &mut tokens),
            'a' | 'A' if is_half_day(&letters[at..]) => {
                tokens.push(Token::HalfDay);
                5
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => {
                tokens.push(Token::Time(letter.to_ascii_lowercase(), run));
                run
            }
            'E' if matches!(letters.get(at + 1), Some('+' | '-')) => {
                tokens.push(Token::Digit('E'));
                2
            }
            '0' | '#' | '?' | '.' | ',' | '%' => {
                tokens.push(Token::Digit(letter));
                1
            }
            other => {
                tokens.push(Token::Literal(other.to_string()));
                1
            }
        };
        at += used.max(1);
    }
    tokens
}

fn is_half_day(letters: &[char]) -> bool {
    letters.len() >= 5 && letters[..5].iter().collect::<String>().eq_ignore_ascii_case("am/pm")
}

/// `[$¥-411]` shows its sign, `[h]` counts hours, colours and conditions show nothing.
fn bracket(letters: &[char], tokens: &mut Vec<Token>) -> usize {
    let inner: String = letters[1..].iter().take_while(|next| **next != ']').collect();
    if let Some(currency) = inner.strip_prefix('$') {
        tokens.push(Token::Literal(currency.split('-').next().unwrap_or("").to_owned()));
    } else if let Some(letter) = inner.chars().next().filter(|letter| "hmsHMS".contains(*letter))
        && inner.chars().all(|next| next.eq_ignore_ascii_case(&letter))
    {
        tokens.push(Token::Elapsed(letter.to_ascii_lowercase()));
    }
    inner.chars().count() + 2
}

/// `m` next to hours or seconds means minutes; they are marked by the letter `n`.
fn minutes_told_apart(mut tokens: Vec<Token>) -> Vec<Token> {
    let letter = |token: &Token| match token {
        Token::Time(letter, _) | Token::Elapsed(letter) => Some(*letter),
        _ => None,
    };
    let letters: Vec<(usize, char)> =
        tokens.iter().enumerate().filter_map(|(at, token)| Some((at, letter(token)?))).collect();
    for (order, (at, own)) in letters.iter().enumerate() {
        let before = order.checked_sub(1).map(|before| letters[before].1);
        let after = letters.get(order + 1).map(|after| after.1);
        if *own == 'm'
            && (before == Some('h') || after == Some('s'))
            && let Token::Time(letter, _) = &mut tokens[*at]
        {
            *letter = 'n';
        }
    }
    tokens
}

fn time_text(tokens: &[Token], moment: NaiveDateTime, serial: f64) -> String {
    let half = tokens.contains(&Token::HalfDay);
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Literal(literal) => text.push_str(literal),
            Token::Digit('.') => text.push('.'),
            Token::Digit('0') => {
                text.push_str(&(moment.and_utc().timestamp_subsec_millis() / 100).to_string())
            }
            Token::Digit(letter) => text.push(*letter),
            Token::HalfDay => text.push_str(if moment.hour() < 12 { "AM" } else { "PM" }),
            Token::Elapsed(letter) => {
                let per_day = match letter {
                    'h' => 24.0,
                    'm' => 1440.0,
                    _ => 86_400.0,
                };
                text.push_str(&format!("{:.0}", (serial * per_day + 1e-9).floor()));
            }
            Token::Time(letter, count) => text.push_str(&time_part(*letter, *count, moment, half)),
        }
    }
    text
}

fn time_part(letter: char, count: usize, moment: NaiveDateTime, half: bool) -> String {
    let padded = |number: u32| if count >= 2 { format!("{number:02}") } else { number.to_string() };
    match (letter, count) {
        ('y', 1..=2) => format!("{:02}", moment.year().rem_euclid(100)),
        ('y', _) => format!("{:04}", moment.year()),
        ('m', 3) => moment.format("%b").to_string(),
        ('m', 4..) => moment.format("%B").to_string(),
        ('m', _) => padded(moment.month()),
        ('d', 3) => moment.format("%a").to_string(),
        ('d', 4..) => moment.format("%A").to_string(),
        ('d', _) => padded(moment.day()),
        ('h', _) if half => padded((moment.hour() + 11) % 12 + 1),
        ('h', _) => padded(moment.hour()),
        ('n', _) => padded(moment.minute()),
        _ => padded(moment.second()),
    }
}

fn digits_text(tokens: &[Token], value: f64) -> String {
    let digits: Vec<char> = tokens
        .iter()
        .filter_map(|token| if let Token::Digit(letter) = token { Some(*letter) } else { None })
        .collect();
    let percent = digits.contains(&'%');
    let scientific = digits.contains(&'E');
    let mantissa: Vec<char> = digits.iter().copied().take_while(|letter| *letter != 'E').collect();
    let point = mantissa.iter().position(|letter| *letter == '.').unwrap_or(mantissa.len());
    let grouped = mantissa[..point].contains(&',');
    let is_place = |letter: &&char| matches!(letter, '0' | '#' | '?');
    let whole_min = mantissa[..point].iter().filter(|letter| **letter == '0').count();
    let places: Vec<char> = mantissa[point..].iter().filter(is_place).copied().collect();
    let kept = places.iter().filter(|letter| **letter == '0').count();
    let scaled = if percent { value * 100.0 } else { value };
    let (scaled, exponent) = if scientific && scaled != 0.0 {
        let exponent = scaled.abs().log10().floor();
        (scaled / 10f64.powf(exponent), exponent)
    } else {
        (scaled, 0.0)
    };
    let rounded = format!("{:.*}", places.len(), half_away(scaled.abs(), places.len()));
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let mut fraction = fraction.to_owned();
    while fraction.len() > kept && fraction.ends_with('0') {
        fraction.pop();
    }
    let whole = if whole == "0" && whole_min == 0 && !fraction.is_empty() { "" } else { whole };
    let mut number = format!("{whole:0>whole_min$}");
    if grouped {
        number = group(&number);
    }
    if !fraction.is_empty() {
        number = format!("{number}.{fraction}");
    }
    if scientific {
        let sign = if exponent < 0.0 { '-' } else { '+' };
        number = format!("{number}E{sign}{:02.0}", exponent.abs());
    }
    let zero = !number.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let sign = if value < 0.0 && !zero { "-" } else { "" };
    with_literals(tokens, &number, sign)
}

/// Rounds half away from zero, as Sheets shows numbers, tolerant of binary fractions such as 1.005.
fn half_away(value: f64, places: usize) -> f64 {
    let factor = 10f64.powi(i32::try_from(places).unwrap_or(0));
    let scaled = value * factor;
    if !scaled.is_finite() || scaled.abs() > 1e15 {
        return value;
    }
    (scaled * (1.0 + f64::EPSILON)).round() / factor
}

fn group(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn with_literals(tokens: &[Token], number: &str, sign: &str) -> String {
    let mut text = String::from(sign);
    let mut placed = false;
    for token in tokens {
        match token {
            Token::Literal(literal) => text.push_str(literal),
            Token::Digit('%') => text.push('%'),
            Token::Digit(_) if !placed => {
                text.push_str(number);
                placed = true;
            }
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_show_numbers_as_sheets_shows_them() {
        for (value, pattern, expected) in [
            (1_234_567.0, "#,##0", "1,234,567"),
            (1234.5, "#,##0.00", "1,234.50"),
            (0.12, "0%", "12%"),
            (0.125, "0.0%", "12.5%"),
            (-5.0, "\"¥\"#,##0", "-¥5"),
            (1000.0, "[$¥-411]#,##0", "¥1,000"),
            (43831.0, "yyyy-mm-dd", "2020-01-01"),
            (43831.0, "yyyy\"年\"m\"月\"d\"日\"", "2020年1月1日"),
            (43831.5, "yyyy/mm/dd h:mm", "2020/01/01 12:00"),
            (0.75, "h:mm AM/PM", "6:00 PM"),
            (1.5, "[h]:mm", "36:00"),
            (12345.0, "0.00E+00", "1.23E+04"),
            (-3.0, "0;(0)", "(3)"),
            (5.0, "000", "005"),
            (0.5, "#.##", ".5"),
            (1.005, "0.00", "1.01"),
        ] {
            assert_eq!(format_number(value, pattern), expected, "{value} as {pattern}");
        }
    }
}
