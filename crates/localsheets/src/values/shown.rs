//! A cell as it is seen: its effective value and its text.

use serde_json::{Number, Value};

use super::pattern::format_number;
use crate::formula::Evaluator;
use crate::grid::{Cell, Fault, Sheet};

/// The effective value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shown {
    Empty,
    Number(f64),
    Text(String),
    Truth(bool),
    Fault(Fault),
}

/// What the cell holds after formulas are worked out.
pub(crate) fn effective(evaluator: &Evaluator<'_>, sheet: usize, row: u32, column: u32) -> Shown {
    let pool = &evaluator.book.pool;
    match evaluator.book.core.sheets[sheet].cell(row, column) {
        Cell::Empty => Shown::Empty,
        Cell::Number(value) => Shown::Number(value),
        Cell::Text(text) => Shown::Text(pool.text(text).to_owned()),
        Cell::Truth(truth) => Shown::Truth(truth),
        Cell::Fault(fault) => Shown::Fault(fault),
        Cell::Formula(_) => evaluator.cell(sheet, row, column),
    }
}

/// The text that the cell shows, in its number format.
pub(crate) fn shown(evaluator: &Evaluator<'_>, sheet: &Sheet, place: (u32, u32), value: &Shown) -> String {
    match value {
        Shown::Empty => String::new(),
        Shown::Text(text) => text.clone(),
        Shown::Truth(true) => "TRUE".to_owned(),
        Shown::Truth(false) => "FALSE".to_owned(),
        Shown::Fault(fault) => fault.text().to_owned(),
        Shown::Number(number) => {
            let format = sheet.mark(place.0, place.1).format;
            match evaluator.book.pool.number_format(format) {
                None => general(*number),
                Some((kind, pattern)) => {
                    format_number(*number, pattern_of(kind, pattern, evaluator.book.property("locale")))
                }
            }
        }
    }
}

/// The pattern, or the one that the locale gives to the type.
pub(crate) fn pattern_of<'a>(kind: &str, pattern: &'a str, locale: &str) -> &'a str {
    let japanese = locale.starts_with("ja");
    match (pattern, kind) {
        ("", "DATE") if japanese => "yyyy/mm/dd",
        ("", "DATE") => "m/d/yyyy",
        ("", "TIME") => "h:mm:ss",
        ("", "DATE_TIME") if japanese => "yyyy/mm/dd h:mm:ss",
        ("", "DATE_TIME") => "m/d/yyyy h:mm:ss",
        ("", "NUMBER") => "#,##0.00",
        ("", "PERCENT") => "0.00%",
        ("", "CURRENCY") if japanese => "\"¥\"#,##0",
        ("", "CURRENCY") => "\"$\"#,##0.00",
        ("", "SCIENTIFIC") => "0.00E+00",
        _ => pattern,
    }
}

/// A number without a format: whole numbers in full, others with ten significant digits.
pub(crate) fn general(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-5..1e15).contains(&size) {
        let exponent = size.log10().floor();
        let mantissa = trimmed(&format!("{:.5}", value / 10f64.powf(exponent)));
        let sign = if exponent < 0.0 { '-' } else { '+' };
        return format!("{mantissa}E{sign}{:02.0}", exponent.abs());
    }
    if value.fract() == 0.0 {
        return format!("{:.0}", if value == 0.0 { 0.0 } else { value });
    }
    // Digits before the point; the cast is exact because the size is below 1e15.
    let whole = if size < 1.0 { 0 } else { size.log10().floor() as usize + 1 };
    trimmed(&format!("{value:.*}", 10usize.saturating_sub(whole)))
}

fn trimmed(text: &str) -> String {
    if !text.contains('.') {
        return text.to_owned();
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Part of a colour from 255ths: single precision in its shortest text, as Google prints it.
pub(crate) fn colour_part(steps: f64) -> Value {
    let single = (steps / 255.0) as f32;
    number(single.to_string().parse().unwrap_or(f64::from(single)))
}

/// A JSON number, whole where the value is whole.
pub(crate) fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        // Exact: whole and below 2^53.
        return Value::Number(Number::from(value as i64));
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_show_ten_digits() {
        for (value, expected) in [
            (42.0, "42"),
            (1.45, "1.45"),
            (1.0 / 3.0, "0.3333333333"),
            (100.0 / 3.0, "33.33333333"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (1e15, "1E+15"),
            (123_456_789_012.0, "123456789012"),
        ] {
            assert_eq!(general(value), expected);
        }
    }
}
