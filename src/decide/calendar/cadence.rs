//! The weekly cadence: update on Wednesday, answers by Friday, meeting on Monday, moved past holidays.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::business::WorkCalendar;

/// Weekdays of the three appointments of a week.
///
/// Source: requirements section 10; each is configurable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    /// Marketing updates the hand-over list.
    pub handover: Weekday,
    /// Sales fills in the answers.
    pub feedback: Weekday,
    /// The meeting looks at last week's leads.
    pub meeting: Weekday,
}

impl Default for Cadence {
    fn default() -> Self {
        Self { handover: Weekday::Wed, feedback: Weekday::Fri, meeting: Weekday::Mon }
    }
}

/// The days on which the appointments of one week really fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CadenceDays {
    /// Moved to the business day before where it falls on a holiday.
    pub handover: Option<NaiveDate>,
    /// Moved to the business day before where it falls on a holiday.
    pub feedback: Option<NaiveDate>,
    /// Moved to the business day after where it falls on a holiday.
    pub meeting: Option<NaiveDate>,
}

impl Cadence {
    /// The appointments of the week (Monday to Sunday) that holds `date`.
    ///
    /// Shape: a move may leave the week. `None` only where the calendar has no business day near.
    pub fn days_of_week(&self, date: NaiveDate, calendar: &WorkCalendar) -> CadenceDays {
        let nominal = |weekday| weekday_in_week(date, weekday);
        CadenceDays {
            handover: nominal(self.handover).and_then(|day| calendar.business_day_on_or_before(day)),
            feedback: nominal(self.feedback).and_then(|day| calendar.business_day_on_or_before(day)),
            meeting: nominal(self.meeting).and_then(|day| calendar.business_day_on_or_after(day)),
        }
    }

    /// `date` is the day of a hand-over update, also of a neighbouring week whose day moved here.
    pub fn is_handover_day(&self, date: NaiveDate, calendar: &WorkCalendar) -> bool {
        self.near(date, calendar).any(|days| days.handover == Some(date))
    }

    /// `date` is the day by which answers are due.
    pub fn is_feedback_day(&self, date: NaiveDate, calendar: &WorkCalendar) -> bool {
        self.near(date, calendar).any(|days| days.feedback == Some(date))
    }

    /// `date` is a meeting day.
    pub fn is_meeting_day(&self, date: NaiveDate, calendar: &WorkCalendar) -> bool {
        self.near(date, calendar).any(|days| days.meeting == Some(date))
    }

    /// Two weeks on either side: the longest usual rest (year end with weekends, Golden Week with Obon apart) moves a
    /// day by less than that.
    fn near<'a>(
        &'a self,
        date: NaiveDate,
        calendar: &'a WorkCalendar,
    ) -> impl Iterator<Item = CadenceDays> + use<'a> {
        (0..=4_u64)
            .filter_map(move |weeks| {
                date.checked_sub_days(Days::new(14))?.checked_add_days(Days::new(7 * weeks))
            })
            .map(move |day| self.days_of_week(day, calendar))
    }
}

/// The given weekday in the week, Monday to Sunday, that holds `date`.
pub fn weekday_in_week(date: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let monday = date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into()))?;
    monday.checked_add_days(Days::new(weekday.num_days_from_monday().into()))
}
