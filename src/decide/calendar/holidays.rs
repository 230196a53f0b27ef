//! National holidays of Japan, from the rules of the law instead of from a list.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

/// First year for which the rules here are known to hold.
pub const FIRST_YEAR: i32 = 1980;
/// Last year for which the equinox formula holds.
pub const LAST_YEAR: i32 = 2099;

/// Why a day is a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HolidayRule {
    /// The same date each year.
    Fixed,
    /// A numbered Monday of a month.
    HappyMonday,
    /// Spring or autumn equinox, by formula; the official gazette decides in February of the year before.
    Equinox,
    /// 振替休日: the nearest day after a holiday on a Sunday that is no holiday itself.
    Substitute,
    /// 国民の休日: a day between two holidays.
    Citizens,
    /// A law for one year set or moved it.
    Special,
}

impl HolidayRule {
    /// The rule's code as in the tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::HappyMonday => "happy_monday",
            Self::Equinox => "equinox",
            Self::Substitute => "substitute",
            Self::Citizens => "citizens",
            Self::Special => "special",
        }
    }
}

/// A day that the law on national holidays makes free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Its Japanese name.
    pub name: &'static str,
    /// Why it is free.
    pub rule: HolidayRule,
}

/// The holidays of one year in order of date.
///
/// Shape: empty outside 1980 to 2099, where the equinox formula does not hold.
/// Source: 国民の祝日に関する法律, articles 2 and 3; `domain/README.md` section 5.2.
pub fn holidays_of_year(year: i32) -> Vec<Holiday> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Vec::new();
    }
    let mut named: BTreeMap<NaiveDate, (&'static str, HolidayRule)> = BTreeMap::new();
    let days =
        fixed_days(year).into_iter().chain(mondays(year)).chain(equinoxes(year)).chain(special_days(year));
    for (month, day, name, rule) in days {
        if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
            named.insert(date, (name, rule));
        }
    }
    let substitutes = substitutes_of(&named);
    let citizens = citizens_of(&named, &substitutes, year);
    named.extend(substitutes.into_iter().map(|date| (date, ("振替休日", HolidayRule::Substitute))));
    named.extend(citizens.into_iter().map(|date| (date, ("国民の休日", HolidayRule::Citizens))));
    named.into_iter().map(|(date, (name, rule))| Holiday { date, name, rule }).collect()
}

/// Month, day, name, why.
type Named = (u32, u32, &'static str, HolidayRule);

/// A holiday on the same date each year, and the years in which it was one.
struct FixedDay {
    month: u32,
    day: u32,
    name: &'static str,
    first: i32,
    last: i32,
}

const fn fixed(month: u32, day: u32, name: &'static str, first: i32, last: i32) -> FixedDay {
    FixedDay { month, day, name, first, last }
}

const FIXED: [FixedDay; 19] = [
    fixed(1, 1, "元日", FIRST_YEAR, LAST_YEAR),
    fixed(1, 15, "成人の日", FIRST_YEAR, 1999),
    fixed(2, 11, "建国記念の日", FIRST_YEAR, LAST_YEAR),
    fixed(2, 23, "天皇誕生日", 2020, LAST_YEAR),
    fixed(4, 29, "天皇誕生日", FIRST_YEAR, 1988),
    fixed(4, 29, "みどりの日", 1989, 2006),
    fixed(4, 29, "昭和の日", 2007, LAST_YEAR),
    fixed(5, 3, "憲法記念日", FIRST_YEAR, LAST_YEAR),
    fixed(5, 4, "みどりの日", 2007, LAST_YEAR),
    fixed(5, 5, "こどもの日", FIRST_YEAR, LAST_YEAR),
    fixed(7, 20, "海の日", 1996, 2002),
    // 2020 and 2021 moved it for the games: see `special_days`.
    fixed(8, 11, "山の日", 2016, 2019),
    fixed(8, 11, "山の日", 2022, LAST_YEAR),
    fixed(9, 15, "敬老の日", FIRST_YEAR, 2002),
    fixed(10, 10, "体育の日", FIRST_YEAR, 1999),
    fixed(11, 3, "文化の日", FIRST_YEAR, LAST_YEAR),
    fixed(11, 23, "勤労感謝の日", FIRST_YEAR, LAST_YEAR),
    fixed(12, 23, "天皇誕生日", 1989, 2018),
    fixed(2, 24, "昭和天皇の大喪の礼", 1989, 1989),
];

fn fixed_days(year: i32) -> Vec<Named> {
    FIXED
        .iter()
        .filter(|day| (day.first..=day.last).contains(&year))
        .map(|day| (day.month, day.day, day.name, HolidayRule::Fixed))
        .collect()
}

fn mondays(year: i32) -> Vec<Named> {
    let moved_for_the_games = (2020..=2021).contains(&year);
    let sports = if year >= 2020 { "スポーツの日" } else { "体育の日" };
    let rules = [
        (1, 2, "成人の日", year >= 2000),
        (7, 3, "海の日", year >= 2003 && !moved_for_the_games),
        (9, 3, "敬老の日", year >= 2003),
        (10, 2, sports, year >= 2000 && !moved_for_the_games),
    ];
    rules
        .into_iter()
        .filter(|(_, _, _, holds)| *holds)
        .filter_map(|(month, nth, name, _)| {
            let date = NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth)?;
            Some((month, date.day(), name, HolidayRule::HappyMonday))
        })
        .collect()
}

/// Both equinox days by the usual approximation, in units of a millionth of a day so that no float is needed.
fn equinoxes(year: i32) -> [Named; 2] {
    let since = i64::from(year - FIRST_YEAR);
    let day = |offset: i64| u32::try_from((offset + 242_194 * since) / 1_000_000 - since / 4).unwrap_or(0);
    [
        (3, day(20_843_100), "春分の日", HolidayRule::Equinox),
        (9, day(23_248_800), "秋分の日", HolidayRule::Equinox),
    ]
}

/// Days that a law for one year set or moved.
fn special_days(year: i32) -> Vec<Named> {
    let days: &[(u32, u32, &'static str)] = match year {
        1990 => &[(11, 12, "即位礼正殿の儀")],
        1993 => &[(6, 9, "皇太子徳仁親王の結婚の儀")],
        2019 => &[(5, 1, "天皇の即位の日"), (10, 22, "即位礼正殿の儀の行われる日")],
        2020 => &[(7, 23, "海の日"), (7, 24, "スポーツの日"), (8, 10, "山の日")],
        2021 => &[(7, 22, "海の日"), (7, 23, "スポーツの日"), (8, 8, "山の日")],
        _ => &[],
    };
    days.iter().map(|&(month, day, name)| (month, day, name, HolidayRule::Special)).collect()
}

fn substitutes_of(named: &BTreeMap<NaiveDate, (&'static str, HolidayRule)>) -> Vec<NaiveDate> {
    named
        .keys()
        .filter(|date| date.weekday() == Weekday::Sun)
        .filter_map(|sunday| sunday.iter_days().skip(1).find(|date| !named.contains_key(date)))
        .collect()
}

/// Days between two holidays; the law has known them since 1986 and leaves Sundays out.
fn citizens_of(
    named: &BTreeMap<NaiveDate, (&'static str, HolidayRule)>,
    substitutes: &[NaiveDate],
    year: i32,
) -> Vec<NaiveDate> {
    if year < 1986 {
        return Vec::new();
    }
    named
        .keys()
        .filter_map(|before| {
            let between = before.succ_opt()?;
            let is_free_already = named.contains_key(&between) || substitutes.contains(&between);
            let is_between = named.contains_key(&between.succ_opt()?);
            (is_between && !is_free_already && between.weekday() != Weekday::Sun).then_some(between)
        })
        .collect()
}
