//! Business days, holidays and the weekly meeting.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use tossup::decide::calendar::business::{WorkCalendar, default_week};
use tossup::decide::calendar::cadence::{is_meeting_day, meeting_of_week};
use tossup::decide::calendar::closures::YearlyClosures;
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
fn deadlines_in_business_days() {
    let calendar = WorkCalendar::japanese(YearlyClosures::default());
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
}

#[test]
fn a_calendar_without_working_time_ends_its_search() {
    let week = std::array::from_fn(|_| Vec::new());
    let calendar = WorkCalendar::new(week, BTreeSet::new(), YearlyClosures::None);
    assert_eq!(calendar.next_business_day(day("2026-11-20")), None);
    assert_eq!(calendar.due_after_business_days(time("2026-11-20 09:00"), 1), None);
    let usual = WorkCalendar::new(default_week(), BTreeSet::new(), YearlyClosures::None);
    assert!(
        usual.is_business_day(day("2026-11-23")),
        "without a list of holidays every weekday is one of work"
    );
}

#[test]
fn the_weekly_meeting_moves_past_holidays() {
    let calendar = WorkCalendar::japanese(YearlyClosures::default());
    for (within, meeting) in [
        ("2026-11-18", "2026-11-16"),
        ("2026-11-24", "2026-11-24"),
        ("2026-09-24", "2026-09-24"),
        ("2026-12-31", "2026-12-28"),
    ] {
        let found = meeting_of_week(Weekday::Mon, day(within), &calendar);
        assert_eq!(found, Some(day(meeting)), "meeting in the week of {within}");
    }
    let is_meeting = |weekday, date| is_meeting_day(weekday, day(date), &calendar);
    assert!(is_meeting(Weekday::Mon, "2026-11-24") && !is_meeting(Weekday::Mon, "2026-11-23"));
    assert!(is_meeting(Weekday::Wed, "2027-01-04"), "the day moved here from the week before");
    assert_eq!(day("2026-11-23").weekday(), Weekday::Mon);
}
