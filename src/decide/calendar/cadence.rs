//! The meeting of each week, moved past holidays.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::business::WorkCalendar;

/// The day of the meeting in the week (Monday to Sunday) that holds `date`.
///
/// Shape: the business day after where it falls on a day off, which may leave the week. `None` only where the calendar
/// has no business day near.
pub fn meeting_of_week(weekday: Weekday, date: NaiveDate, calendar: &WorkCalendar) -> Option<NaiveDate> {
    weekday_in_week(date, weekday).and_then(|day| calendar.business_day_on_or_after(day))
}

/// `date` is a meeting day, also that of a week before whose day moved here.
///
/// Two weeks back: the longest usual rest (year end with weekends, Golden Week with Obon apart) moves a day by less than
/// that.
pub fn is_meeting_day(weekday: Weekday, date: NaiveDate, calendar: &WorkCalendar) -> bool {
    let mut weeks = (0..=2).filter_map(|weeks| date.checked_sub_days(Days::new(7 * weeks)));
    weeks.any(|day| meeting_of_week(weekday, day, calendar) == Some(date))
}

/// The given weekday in the week, Monday to Sunday, that holds `date`.
fn weekday_in_week(date: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let monday = date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into()))?;
    monday.checked_add_days(Days::new(weekday.num_days_from_monday().into()))
}
