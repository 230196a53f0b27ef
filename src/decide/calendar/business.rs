//! Business days and business minutes of a company.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use super::closures::YearlyClosures;
use super::holidays::{FIRST_YEAR, LAST_YEAR, holidays_of_year};

/// Days searched for the next business day before giving up: longer than any rest, short enough to end at once for
/// a calendar without working hours.
const SEARCH_DAYS_MAX: usize = 400;

/// A stretch of working time within one day.
///
/// Shape: `from` before `to`; `to` itself is no longer working time. Unit: whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkInterval {
    /// Work begins.
    pub from: NaiveTime,
    /// Work ends.
    pub to: NaiveTime,
}

impl WorkInterval {
    /// The stretch between two times given in minutes since midnight.
    ///
    /// Errors: none where the end is not after the beginning or past the day.
    pub fn from_minutes(from: u32, to: u32) -> Option<Self> {
        let time = |minutes: u32| NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0);
        (from < to).then_some(Self { from: time(from)?, to: time(to)? })
    }
}

/// Working hours per weekday, Monday first.
///
/// Shape: intervals of a day in order and apart from each other; an empty day is free.
pub type WeekHours = [Vec<WorkInterval>; 7];

/// Monday to Friday, 09:00 to 12:00 and 13:00 to 18:00.
///
/// Source: requirements section 9.
pub fn default_week() -> WeekHours {
    std::array::from_fn(|weekday| if weekday < 5 { default_day() } else { Vec::new() })
}

/// 09:00 to 12:00 and 13:00 to 18:00.
pub fn default_day() -> Vec<WorkInterval> {
    [(540, 720), (780, 1080)]
        .into_iter()
        .filter_map(|(from, to)| WorkInterval::from_minutes(from, to))
        .collect()
}

/// When a company works: hours per weekday, free days, days with hours of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    week: WeekHours,
    holidays: BTreeSet<NaiveDate>,
    closures: YearlyClosures,
    /// Days that follow neither the weekday nor the holidays; no interval means closed.
    special: BTreeMap<NaiveDate, Vec<WorkInterval>>,
}

impl WorkCalendar {
    /// A calendar of weekly hours, free dates and yearly closures.
    pub fn new(week: WeekHours, holidays: BTreeSet<NaiveDate>, closures: YearlyClosures) -> Self {
        Self { week, holidays, closures, special: BTreeMap::new() }
    }

    /// The usual Japanese week with all national holidays from 1980 to 2099.
    pub fn japanese(closures: YearlyClosures) -> Self {
        let holidays =
            (FIRST_YEAR..=LAST_YEAR).flat_map(holidays_of_year).map(|holiday| holiday.date).collect();
        Self::new(default_week(), holidays, closures)
    }

    /// Closes the company on a day (臨時休業, 創立記念日).
    pub fn close_on(&mut self, date: NaiveDate) {
        self.special.insert(date, Vec::new());
    }

    /// Opens the company on a day, whatever weekday or holiday it is; without hours of its own it has the usual ones.
    pub fn open_on(&mut self, date: NaiveDate, hours: Option<Vec<WorkInterval>>) {
        let usual = || self.week.iter().find(|day| !day.is_empty()).cloned().unwrap_or_else(default_day);
        let hours = hours.unwrap_or_else(usual);
        self.special.insert(date, hours);
    }

    /// Working hours of a day; none on a day off.
    pub fn hours_on(&self, date: NaiveDate) -> &[WorkInterval] {
        if let Some(hours) = self.special.get(&date) {
            return hours;
        }
        if self.holidays.contains(&date) || self.closures.contains(date) {
            return &[];
        }
        let weekday = date.weekday().num_days_from_monday() as usize;
        self.week.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// The company works on this day.
    pub fn is_business_day(&self, date: NaiveDate) -> bool {
        !self.hours_on(date).is_empty()
    }

    /// First business day after `date`.
    ///
    /// Errors: none where there is no business day within 400 days.
    pub fn next_business_day(&self, date: NaiveDate) -> Option<NaiveDate> {
        date.iter_days().skip(1).take(SEARCH_DAYS_MAX).find(|day| self.is_business_day(*day))
    }

    /// Last business day before `date`.
    pub fn previous_business_day(&self, date: NaiveDate) -> Option<NaiveDate> {
        date.iter_days().rev().skip(1).take(SEARCH_DAYS_MAX).find(|day| self.is_business_day(*day))
    }

    /// `date` itself if the company works on it, otherwise the next business day.
    pub fn business_day_on_or_after(&self, date: NaiveDate) -> Option<NaiveDate> {
        if self.is_business_day(date) { Some(date) } else { self.next_business_day(date) }
    }

    /// The `n`th business day after `start`; before it for a negative `n`.
    ///
    /// Shape: the start day is not counted, business day or not; `n` = 0 is the start day, even a day off.
    /// Source: `domain/README.md` section 5.3.
    pub fn add_business_days(&self, start: NaiveDate, n: i32) -> Option<NaiveDate> {
        (0..n.unsigned_abs()).try_fold(start, |day, _| {
            if n > 0 { self.next_business_day(day) } else { self.previous_business_day(day) }
        })
    }

    /// Close of business of a day; none on a day off.
    pub fn close_of(&self, date: NaiveDate) -> Option<NaiveDateTime> {
        self.hours_on(date).last().map(|interval| date.and_time(interval.to))
    }

    /// When an answer is due that has `n` business days: the close of the `n`th business day after the effective day.
    ///
    /// Shape: the effective day is the day of `from` if it is a business day and before its close, else the next one.
    /// Source: requirements section 9.
    pub fn due_after_business_days(&self, from: NaiveDateTime, n: u32) -> Option<NaiveDateTime> {
        let day = from.date();
        let is_still_open = self.close_of(day).is_some_and(|close| from < close);
        let effective = if is_still_open { day } else { self.next_business_day(day)? };
        let due = self.add_business_days(effective, i32::try_from(n).ok()?)?;
        self.close_of(due)
    }
}
