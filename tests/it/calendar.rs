//! Business days, holidays, working hours and the weekly cadence.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use tossup::decide::calendar::business::{WorkCalendar, default_week};
use tossup::decide::calendar::cadence::Cadence;
use tossup::decide::calendar::closures::YearlyClosures;
use tossup::decide::calendar::fiscal::{FiscalQuarter, fiscal_year_bounds};
use tossup::decide::calendar::holidays::holidays_of_year;

use crate::reading_tables::rows;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a date and a time")
}

fn check_business_days(table: &str) {
    for row in rows(table) {
        let calendar =
            WorkCalendar::japanese(YearlyClosures::from_code(&row[2]).expect("a known set of closures"));
        let found = calendar.add_business_days(day(&row[0]), row[1].parse().expect("a number of days"));
        assert_eq!(found, Some(day(&row[3])), "{row:?}");
    }
}

#[test]
fn business_days_follow_the_table() {
    check_business_days("business_days.csv");
}

#[test]
fn further_business_days_follow_the_same_rules() {
    check_business_days("extra_business_days.csv");
}

#[test]
fn holidays_follow_the_table() {
    for row in rows("holidays.csv") {
        let date = day(&row[0]);
        let found: Vec<_> =
            holidays_of_year(date.year()).into_iter().filter(|holiday| holiday.date == date).collect();
        assert_eq!(found.len(), 1, "{date} is one holiday");
        assert_eq!((found[0].name, found[0].rule.code()), (&row[2], &row[3]), "{date}");
        let weekday =
            ["月", "火", "水", "木", "金", "土", "日"][date.weekday().num_days_from_monday() as usize];
        assert_eq!(weekday, &row[1], "{date}");
    }
}

#[test]
fn holidays_of_the_years_with_laws_of_their_own() {
    for row in rows("extra_holidays.csv") {
        let date = day(&row[0]);
        let found = holidays_of_year(date.year()).into_iter().find(|holiday| holiday.date == date);
        let found = found.map_or(("-", "-"), |holiday| (holiday.name, holiday.rule.code()));
        assert_eq!(found, (&row[1], &row[2]), "{date}");
    }
}

#[test]
fn the_number_of_holidays_of_a_year_is_plausible() {
    let total: usize = (2024..=2028).map(|year| holidays_of_year(year).len()).sum();
    assert_eq!(total, 91, "2024 to 2028 have 91 holidays");
    for year in 1986..=2099 {
        let count = holidays_of_year(year).len();
        assert!((13..=22).contains(&count), "{year} has {count}");
    }
    assert!(holidays_of_year(1979).is_empty() && holidays_of_year(2100).is_empty());
}

#[test]
fn working_time_between_two_times() {
    let calendar = WorkCalendar::japanese(YearlyClosures::default());
    for (from, to, minutes) in [
        ("2026-11-18 16:00", "2026-11-19 10:30", 210),
        ("2026-11-20 17:00", "2026-11-24 10:00", 120),
        ("2026-11-21 11:00", "2026-11-24 09:30", 30),
        ("2026-11-18 12:10", "2026-11-18 13:20", 20),
        ("2026-11-18 19:00", "2026-11-18 21:00", 0),
        ("2026-11-19 10:00", "2026-11-18 10:00", 0),
        ("2026-12-28 17:00", "2027-01-04 10:00", 120),
    ] {
        assert_eq!(calendar.business_minutes_between(time(from), time(to)), minutes, "{from} to {to}");
    }
}

#[test]
fn deadlines_in_working_hours_and_business_days() {
    let calendar = WorkCalendar::japanese(YearlyClosures::default());
    for (from, hours, due) in [
        ("2026-11-18 16:00", 16, "2026-11-20 16:00"),
        ("2026-11-20 16:00", 4, "2026-11-24 11:00"),
        ("2026-11-18 16:00", 2, "2026-11-18 18:00"),
        ("2026-11-21 16:00", 0, "2026-11-21 16:00"),
    ] {
        assert_eq!(
            calendar.add_business_minutes(time(from), hours * 60),
            Some(time(due)),
            "{from} + {hours} h"
        );
    }
    for (from, days, due) in [
        ("2026-11-18 15:00", 2, "2026-11-20 18:00"),
        ("2026-11-18 19:00", 2, "2026-11-24 18:00"),
        ("2026-11-18 18:00", 1, "2026-11-20 18:00"),
        ("2026-11-22 09:00", 1, "2026-11-25 18:00"),
    ] {
        assert_eq!(
            calendar.due_after_business_days(time(from), days),
            Some(time(due)),
            "{from} + {days} days"
        );
    }
}

#[test]
fn a_day_of_its_own_outranks_weekday_and_holiday() {
    let mut calendar = WorkCalendar::japanese(YearlyClosures::default());
    calendar.open_on(day("2026-11-21"), None);
    calendar.close_on(day("2026-11-24"));
    assert!(calendar.is_business_day(day("2026-11-21")) && !calendar.is_business_day(day("2026-11-24")));
    assert_eq!(calendar.next_business_day(day("2026-11-21")), Some(day("2026-11-25")));
    assert_eq!(calendar.previous_business_day(day("2026-11-25")), Some(day("2026-11-21")));
    assert_eq!(calendar.business_days_between(day("2026-11-20"), day("2026-11-25")), 2);
}

#[test]
fn a_calendar_without_working_time_ends_its_search() {
    let week = std::array::from_fn(|_| Vec::new());
    let calendar = WorkCalendar::new(week, BTreeSet::new(), YearlyClosures::None);
    assert_eq!(calendar.next_business_day(day("2026-11-20")), None);
    assert_eq!(calendar.add_business_minutes(time("2026-11-20 09:00"), 60), None);
    let usual = WorkCalendar::new(default_week(), BTreeSet::new(), YearlyClosures::None);
    assert!(
        usual.is_business_day(day("2026-11-23")),
        "without a list of holidays every weekday is one of work"
    );
}

#[test]
fn the_weekly_days_move_past_holidays() {
    let calendar = WorkCalendar::japanese(YearlyClosures::default());
    let cadence = Cadence::default();
    for (within, handover, feedback, meeting) in [
        ("2026-11-18", "2026-11-18", "2026-11-20", "2026-11-16"),
        ("2026-11-24", "2026-11-25", "2026-11-27", "2026-11-24"),
        ("2026-09-24", "2026-09-18", "2026-09-25", "2026-09-24"),
        ("2026-12-31", "2026-12-28", "2026-12-28", "2026-12-28"),
    ] {
        let days = cadence.days_of_week(day(within), &calendar);
        assert_eq!(days.handover, Some(day(handover)), "hand-over in the week of {within}");
        assert_eq!(days.feedback, Some(day(feedback)), "answers in the week of {within}");
        assert_eq!(days.meeting, Some(day(meeting)), "meeting in the week of {within}");
    }
    assert!(
        cadence.is_meeting_day(day("2026-11-24"), &calendar)
            && !cadence.is_meeting_day(day("2026-11-23"), &calendar)
    );
    assert!(cadence.is_handover_day(day("2026-09-18"), &calendar), "the day moved here from the week after");
    assert_eq!(day("2026-11-23").weekday(), Weekday::Mon);
}

#[test]
fn fiscal_quarters_begin_in_the_month_of_the_company() {
    let quarter = FiscalQuarter::of(day("2027-02-10"), 4);
    assert_eq!((quarter.fiscal_year, quarter.quarter, quarter.is_first_half()), (2026, 4, false));
    assert_eq!(quarter.bounds(), Some((day("2027-01-01"), day("2027-04-01"))));
    assert_eq!(FiscalQuarter::of(day("2026-04-01"), 4).quarter, 1);
    assert_eq!(FiscalQuarter::of(day("2026-01-01"), 1).fiscal_year, 2026);
    assert_eq!(fiscal_year_bounds(2026, 4), Some((day("2026-04-01"), day("2027-04-01"))));
}
