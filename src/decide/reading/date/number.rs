//! Dates that are numbers as a whole: eight and six digits, serial values of a spreadsheet, UNIX times.

use chrono::{DateTime, Datelike, Days, NaiveDate};

use super::Settled;

/// The day that a text of nothing but a number means; none where it is no such text.
pub(super) fn read(clean: &str, today: NaiveDate) -> Option<Settled> {
    let (whole, fraction) =
        clean.split_once('.').map_or((clean, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || fraction.is_some_and(|fraction| !is_digits(fraction)) {
        return None;
    }
    Some(match (whole.len(), fraction) {
        (5, _) => serial(whole),
        (10, _) => unix(whole, 1),
        (13, _) => unix(whole, 1000),
        (16, None) => unix(whole, 1_000_000),
        (8, None) => compact(whole),
        (6, None) => short(whole, today),
        (12 | 14, None) => compact(&whole[..8]).and_then(|day| with_hour(day, &whole[8..10])),
        // `5.1` is a decimal or the first of May.
        (1 | 2, Some(fraction)) if fraction.len() <= 2 => Err("order_unclear"),
        _ => Err("not_understood"),
    })
}

/// Days since 1899-12-30.
fn serial(digits: &str) -> Settled {
    let days = digits.parse().map_err(|_| "not_understood")?;
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).ok_or("out_of_range")?;
    let day = zero.checked_add_days(Days::new(days)).ok_or("out_of_range")?;
    // Five digits of another kind (postal codes, counts) would be dates of long ago or far ahead.
    if (1950..=2080).contains(&day.year()) { Ok((day, "serial")) } else { Err("out_of_range") }
}

/// Seconds since 1970, or parts of them, read in Tokyo.
fn unix(digits: &str, parts: i64) -> Settled {
    let value: i64 = digits.parse().map_err(|_| "not_understood")?;
    let tokyo = DateTime::from_timestamp(value / parts + 9 * 3600, 0).ok_or("out_of_range")?;
    let day = tokyo.date_naive();
    if (1990..=2060).contains(&day.year()) { Ok((day, "unix_time")) } else { Err("out_of_range") }
}

/// `20260501`.
pub(super) fn compact(digits: &str) -> Settled {
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u32>().map_err(|_| "not_understood");
    let year = i32::try_from(number(0..4)?).map_err(|_| "not_understood")?;
    NaiveDate::from_ymd_opt(year, number(4..6)?, number(6..8)?)
        .map(|day| (day, "full_date"))
        .ok_or("no_such_day")
}

/// `260501`; `202605` may be a month.
pub(super) fn short(digits: &str, today: NaiveDate) -> Settled {
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u32>().map_err(|_| "not_understood");
    if (1900..=2099).contains(&number(0..4)?) && (1..=12).contains(&number(4..6)?) {
        return Err("not_one_day");
    }
    let year = 2000 + i32::try_from(number(0..2)?).map_err(|_| "not_understood")?;
    if !super::absolute::is_near(year, today) {
        return Err("out_of_range");
    }
    NaiveDate::from_ymd_opt(year, number(2..4)?, number(4..6)?)
        .map(|day| (day, "full_date"))
        .ok_or("no_such_day")
}

fn with_hour((day, why): (NaiveDate, &'static str), hour: &str) -> Settled {
    match hour.parse::<u32>() {
        Ok(0..=23) => Ok((day, why)),
        Ok(24) => day.succ_opt().map(|day| (day, "next_day")).ok_or("out_of_range"),
        _ => Err("not_understood"),
    }
}
