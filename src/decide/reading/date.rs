//! Dates that people and programs type: `2026/5/1(金)`, `R8.5.1`, `5/1 25:00`, `3日前`, serial values, UNIX times, zoned times.
//!
//! A text gives a date only where one day is meant; months, weeks, periods, two candidates and doubts give none, and say so.

mod absolute;
mod clock;
mod number;
mod relative;
mod scan;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{Understood, text};

/// Codes of `why` that `read_date` gives.
pub const WHY: &[&str] = &[
    "empty",
    "error_cell",
    "ditto",
    "full_date",
    "era",
    "year_chosen",
    "weekday_chose_year",
    "relative",
    "serial",
    "unix_time",
    "time_zone",
    "next_day",
    "doubted",
    "not_one_day",
    "two_candidates",
    "order_unclear",
    "no_such_day",
    "out_of_range",
    "weekday_mismatch",
    "not_understood",
];

/// Which side of today a date without a year lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// On or before today.
    Past,
    /// On or after today.
    Future,
    /// The nearest.
    Any,
}

/// A date as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// With its year.
    Full(NaiveDate, &'static str),
    /// Without its year; a missing day is the last of the month.
    MonthDay(u32, Option<u32>),
    /// A date that does not exist or may be two.
    Unclear(&'static str),
}

/// Characters of the longest text that is read for a date; a longer one is a note in the wrong column.
const LENGTH_MAX: usize = 1000;

/// The day that a cell text means, in Tokyo; none where it does not mean one day.
///
/// Shape: `today` is the day in Tokyo that relative words and missing years refer to.
/// Source: `domain/README.md` sections 5.1 and 5.4.
pub fn read_date(raw: &str, today: NaiveDate, direction: Direction) -> Understood<Option<NaiveDate>> {
    if raw.chars().nth(LENGTH_MAX).is_some() {
        return Understood::sure(None, "not_understood");
    }
    let clean = text::clean(&text::without_list_marks(raw));
    if clean.is_empty() || text::is_only_dashes(&clean) {
        return Understood::sure(None, "empty");
    }
    if text::is_error_cell(&clean) {
        return Understood::sure(None, "error_cell");
    }
    if text::is_ditto(&clean) {
        return Understood::sure(None, "ditto");
    }
    let day = match number::read(&clean, today) {
        Some(day) => day,
        None => settle(&scan::scan(&clean, today), today, direction),
    };
    match day {
        Ok((day, why)) if is_plausible(day) || why == "era" => Understood {
            value: Some(day),
            why,
            is_doubtful: matches!(why, "year_chosen" | "weekday_chose_year"),
        },
        Ok(_) => Understood::sure(None, "out_of_range"),
        Err(why) => Understood::sure(None, why),
    }
}

/// A day with the code of how it came, or the code of why there is none.
type Settled = Result<(NaiveDate, &'static str), &'static str>;

/// Days that programs write for "nothing": the zero of UNIX time, of serial values, and "for ever".
fn is_plausible(day: NaiveDate) -> bool {
    let is_zero_of_unix = (day.year() == 1970 && day.ordinal() == 1)
        || (day.year() == 1969 && day.month() == 12 && day.day() == 31);
    (1905..=2098).contains(&day.year()) && !is_zero_of_unix
}

fn settle(found: &scan::Found, today: NaiveDate, direction: Direction) -> Settled {
    if let Some(why) = found.refusal {
        return Err(why);
    }
    let mut days = Vec::with_capacity(1);
    for written in &found.dates {
        let day = match *written {
            Written::Unclear(why) => return Err(why),
            Written::Full(day, why) => (day, why),
            Written::MonthDay(month, day) => resolve_year(month, day, found, today, direction)?,
        };
        days.push(day);
    }
    let Some((day, why)) = days.first().copied() else { return Err("not_one_day") };
    if days.iter().any(|(other, _)| *other != day) {
        return Err("two_candidates");
    }
    if found.has_stray_digits {
        return Err("not_understood");
    }
    if found.weekday.is_some_and(|weekday| weekday != day.weekday()) {
        return Err("weekday_mismatch");
    }
    match found.time {
        None => Ok((day, why)),
        Some(time) => {
            let shift = time.days_from(found.zone_minutes).ok_or("not_understood")?;
            let moved = if shift < 0 {
                day.checked_sub_days(Days::new(shift.unsigned_abs()))
            } else {
                day.checked_add_days(Days::new(shift.unsigned_abs()))
            };
            let why = match (found.zone_minutes, shift) {
                (Some(_), _) => "time_zone",
                (None, 0) => why,
                (None, _) => "next_day",
            };
            moved.map(|day| (day, why)).ok_or("out_of_range")
        }
    }
}

/// Most years looked at for a weekday that fits: weekdays come round within eleven years.
const YEARS_SEARCHED: i32 = 11;

/// The year that a date without one belongs to: nearest in the direction, and where the weekday stands beside it, fitting that.
fn resolve_year(
    month: u32,
    day: Option<u32>,
    found: &scan::Found,
    today: NaiveDate,
    direction: Direction,
) -> Settled {
    let in_year = |year: i32| match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day),
        None => last_of_month(year, month),
    };
    if let Some(year) = found.year {
        return in_year(year).map(|day| (day, "full_date")).ok_or("no_such_day");
    }
    let candidates = (-YEARS_SEARCHED..=YEARS_SEARCHED).filter_map(|offset| in_year(today.year() + offset));
    let nearest = candidates
        .filter(|day| match direction {
            Direction::Past => *day <= today,
            Direction::Future => *day >= today,
            Direction::Any => true,
        })
        .filter(|day| found.weekday.is_none_or(|weekday| day.weekday() == weekday))
        .min_by_key(|day| ((*day - today).num_days().abs(), *day));
    let why = if found.weekday.is_some() { "weekday_chose_year" } else { "year_chosen" };
    nearest.map(|day| (day, why)).ok_or(if found.weekday.is_some() {
        "weekday_mismatch"
    } else {
        "no_such_day"
    })
}

fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

/// The weekday of a Japanese character.
fn weekday_of(c: char) -> Option<Weekday> {
    Some(match c {
        '月' => Weekday::Mon,
        '火' => Weekday::Tue,
        '水' => Weekday::Wed,
        '木' => Weekday::Thu,
        '金' => Weekday::Fri,
        '土' => Weekday::Sat,
        '日' => Weekday::Sun,
        _ => return None,
    })
}

/// The run of at most `len_max` ASCII digits that the text starts with, and the text behind it; none where the run is longer.
fn take_digits(text: &str, len_max: usize) -> Option<(u32, usize, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > len_max {
        return None;
    }
    let value = text[..len].parse().ok()?;
    Some((value, len, &text[len..]))
}
