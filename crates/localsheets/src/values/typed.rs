//! USER_ENTERED: what a text means when it is typed into a cell.

use super::serial::date_serial;
use crate::grid::Fault;

/// A typed value and the number format that typing it brings along.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Typed {
    Empty,
    Text(String),
    Truth(bool),
    Fault(Fault),
    /// With its leading `=`.
    Formula(String),
    Number(f64, Option<(&'static str, &'static str)>),
}

/// Reads a text as Sheets does in this locale.
pub(crate) fn parse_typed(text: &str, locale: &str) -> Typed {
    if let Some(rest) = text.strip_prefix('\'') {
        return Typed::Text(rest.to_owned());
    }
    if text.len() > 1 && text.starts_with('=') {
        return Typed::Formula(text.to_owned());
    }
    let trimmed = text.trim();
    if text.is_empty() {
        return Typed::Empty;
    }
    if trimmed.eq_ignore_ascii_case("true") || trimmed.eq_ignore_ascii_case("false") {
        return Typed::Truth(trimmed.eq_ignore_ascii_case("true"));
    }
    if let Some(fault) = Fault::of_text(trimmed) {
        return Typed::Fault(fault);
    }
    if let Some((value, format)) = number(trimmed).or_else(|| moment(trimmed, locale)) {
        return Typed::Number(value, format);
    }
    if trimmed.starts_with(['+', '-']) && crate::formula::is_formula(&format!("={trimmed}")) {
        return Typed::Formula(format!("={trimmed}"));
    }
    Typed::Text(text.to_owned())
}

type Format = Option<(&'static str, &'static str)>;

fn number(text: &str) -> Option<(f64, Format)> {
    let negative = text.starts_with('-');
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (body, format) = if let Some(rest) = body.strip_suffix('%') {
        let value = plain(rest)? / 100.0;
        let pattern = if rest.contains('.') { "0.00%" } else { "0%" };
        return Some((if negative { -value } else { value }, Some(("PERCENT", pattern))));
    } else if let Some(rest) = body.strip_prefix('$') {
        (rest, Some(("CURRENCY", if rest.contains('.') { "\"$\"#,##0.00" } else { "\"$\"#,##0" })))
    } else if let Some(rest) = body.strip_prefix(['¥', '￥']) {
        (rest, Some(("CURRENCY", "\"¥\"#,##0")))
    } else if body.contains(',') {
        (body, Some(("NUMBER", if body.contains('.') { "#,##0.00" } else { "#,##0" })))
    } else if body.contains(['e', 'E']) {
        (body, Some(("SCIENTIFIC", "0.00E+00")))
    } else {
        (body, None)
    };
    let value = plain(body)?;
    Some((if negative { -value } else { value }, format))
}

/// Digits with optional separators of thousands, decimals and exponent; no sign.
fn plain(text: &str) -> Option<f64> {
    let (mantissa, _) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    let whole = mantissa.split('.').next().unwrap_or("");
    if !mantissa.bytes().any(|byte| byte.is_ascii_digit())
        || !mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
    {
        return None;
    }
    if whole.contains(',') {
        let groups: Vec<&str> = whole.split(',').collect();
        let fits = groups.iter().skip(1).all(|group| group.len() == 3);
        if !fits || groups[0].is_empty() || groups[0].len() > 3 {
            return None;
        }
    }
    if mantissa[whole.len()..].contains(',') {
        return None;
    }
    let value = text.replace(',', "").parse::<f64>().ok()?;
    value.is_finite().then_some(value)
}

/// A date, a time of day, or both.
fn moment(text: &str, locale: &str) -> Option<(f64, Format)> {
    if let Some(time) = time_of_day(text) {
        let pattern = if text.matches(':').count() == 2 { "h:mm:ss" } else { "h:mm" };
        return Some((time, Some(("TIME", pattern))));
    }
    let (day_text, time_text) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, Some(time.trim().trim_end_matches('Z'))),
        None => (text, None),
    };
    let (serial, pattern) = day(day_text, locale)?;
    match time_text {
        None => Some((serial, Some(("DATE", pattern)))),
        Some(time) => {
            let pattern = if pattern.contains('/') { "yyyy/MM/dd H:mm:ss" } else { "yyyy-MM-dd H:mm:ss" };
            Some((serial + time_of_day(time)?, Some(("DATE_TIME", pattern))))
        }
    }
}

fn day(text: &str, locale: &str) -> Option<(f64, &'static str)> {
    if let Some((year, rest)) = text.split_once('年') {
        if !locale.starts_with("ja") {
            return None;
        }
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix('日')?;
        let serial = date_serial(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        return Some((serial, "yyyy\"年\"m\"月\"d\"日\""));
    }
    let separator = if text.contains('-') { '-' } else { '/' };
    let parts: Vec<&str> = text.split(separator).collect();
    if !parts
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let [first, second, third] = parts[..] else { return None };
    if first.len() == 4 {
        let pattern = match (separator, second.len() == 2 && third.len() == 2) {
            ('-', true) => "yyyy-mm-dd",
            ('-', false) => "yyyy-m-d",
            (_, true) => "yyyy/mm/dd",
            (_, false) => "yyyy/m/d",
        };
        return Some((date_serial(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?)?, pattern));
    }
    if third.len() != 4 || separator == '-' || locale.starts_with("ja") {
        return None;
    }
    let (month, day, pattern) =
        if locale == "en_US" { (first, second, "m/d/yyyy") } else { (second, first, "d/m/yyyy") };
    Some((date_serial(third.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?, pattern))
}

fn time_of_day(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let part = |at: usize| parts.get(at).map_or(Some(0), |text| text.parse::<u32>().ok());
    let (hours, minutes, seconds) = (part(0)?, part(1)?, part(2)?);
    (hours < 24 && minutes < 60 && seconds < 60)
        .then(|| f64::from(hours * 3600 + minutes * 60 + seconds) / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_texts_mean_what_sheets_makes_of_them() {
        let number = |value, format| Typed::Number(value, format);
        for (text, locale, expected) in [
            ("", "en_US", Typed::Empty),
            ("42", "en_US", number(42.0, None)),
            ("0042", "en_US", number(42.0, None)),
            ("-1.5", "en_US", number(-1.5, None)),
            ("2,000,000.01", "en_US", number(2_000_000.01, Some(("NUMBER", "#,##0.00")))),
            ("1,23", "en_US", Typed::Text("1,23".into())),
            ("12%", "en_US", number(0.12, Some(("PERCENT", "0%")))),
            ("¥1,000", "ja_JP", number(1000.0, Some(("CURRENCY", "\"¥\"#,##0")))),
            ("2020-01-01", "en_US", number(43831.0, Some(("DATE", "yyyy-mm-dd")))),
            ("2020/1/1", "ja_JP", number(43831.0, Some(("DATE", "yyyy/m/d")))),
            ("1/2/2020", "en_US", number(43832.0, Some(("DATE", "m/d/yyyy")))),
            ("2020年1月1日", "ja_JP", number(43831.0, Some(("DATE", "yyyy\"年\"m\"月\"d\"日\"")))),
            ("2020年1月1日", "en_US", Typed::Text("2020年1月1日".into())),
            ("2020-13-01", "en_US", Typed::Text("2020-13-01".into())),
            ("12:00", "en_US", number(0.5, Some(("TIME", "h:mm")))),
            ("true", "en_US", Typed::Truth(true)),
            ("#N/A", "en_US", Typed::Fault(Fault::NotAvailable)),
            ("'=A1", "en_US", Typed::Text("=A1".into())),
            ("=A1+1", "en_US", Typed::Formula("=A1+1".into())),
            ("+A1", "en_US", Typed::Formula("=+A1".into())),
            ("-", "en_US", Typed::Text("-".into())),
            ("3_1_0", "en_US", Typed::Text("3_1_0".into())),
            ("03-1234-5678", "ja_JP", Typed::Text("03-1234-5678".into())),
            ("=", "en_US", Typed::Text("=".into())),
        ] {
            assert_eq!(parse_typed(text, locale), expected, "{text} in {locale}");
        }
    }
}
