//! `cadence.toml`: when a company works, meets and reminds.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::document::{Complaint, Document, Section};
use super::handoff::{number, set};
use crate::decide::calendar::business::{WorkCalendar, WorkInterval};
use crate::decide::calendar::closures::YearlyClosures;
use crate::decide::calendar::holidays::{FIRST_YEAR, LAST_YEAR, holidays_of_year};
use crate::decide::reminder::CadenceSettings;

/// Stretches of work in one day, and single days, at most: more is a mistake of the pen.
const STRETCHES_MAX: usize = 10;
const DAYS_MAX: usize = 400;

const WEEKDAYS: [(&str, Weekday); 14] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
    ("月曜", Weekday::Mon),
    ("火曜", Weekday::Tue),
    ("水曜", Weekday::Wed),
    ("木曜", Weekday::Thu),
    ("金曜", Weekday::Fri),
    ("土曜", Weekday::Sat),
    ("日曜", Weekday::Sun),
];

/// When a company works, beside the national holidays and the tab 休日.
///
/// Source: `config/cadence.toml`, sections `[hours]` and `[days]`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WorkWeek {
    /// Working hours by weekday, Monday first; each from and to, in order and apart; none on a day off.
    hours: [Vec<(NaiveTime, NaiveTime)>; 7],
    /// Closed from 12/29 to 1/3.
    is_closed_at_year_end: bool,
    /// Closed from 8/13 to 8/16.
    is_closed_at_obon: bool,
    /// Single days off.
    closed_on: Vec<NaiveDate>,
    /// Days of work although they are days off otherwise.
    open_on: Vec<NaiveDate>,
}

/// Meetings and reminders, and the working week; a key left out keeps its default.
pub(super) fn read(document: &Document) -> (CadenceSettings, WorkCalendar) {
    let mut cadence = CadenceSettings {
        handover_day: Weekday::Wed,
        feedback_day: Weekday::Fri,
        meeting_day: Weekday::Mon,
        meeting_rows_from: hour(8),
        meeting_minutes: 5,
        agenda_lines_max: 10,
    };
    let mut week = WorkWeek {
        hours: std::array::from_fn(|weekday| usual_hours(weekday < 5)),
        is_closed_at_year_end: true,
        is_closed_at_obon: false,
        closed_on: Vec::new(),
        open_on: Vec::new(),
    };
    let Some(root) = document.parse() else { return (cadence, week.calendar()) };
    let mut top = Section::root(document, &root);
    set(&mut cadence.handover_day, top.choice("handover_day", &WEEKDAYS));
    set(&mut cadence.feedback_day, top.choice("feedback_day", &WEEKDAYS));
    set(&mut cadence.meeting_day, top.choice("meeting_day", &WEEKDAYS));
    set(&mut cadence.meeting_rows_from, time_of_day(&mut top, "meeting_rows_from"));
    set(&mut cadence.meeting_minutes, number(top.whole("meeting_minutes", 1..=120)));
    set(&mut cadence.agenda_lines_max, number(top.whole("agenda_lines_max", 3..=50)));
    hours(document, top.section("hours"), &mut week);
    days(document, top.section("days"), &mut week);
    top.finish();
    (cadence, week.calendar())
}

impl WorkWeek {
    /// The calendar with all national holidays.
    fn calendar(self) -> WorkCalendar {
        let day = |stretches: Vec<(NaiveTime, NaiveTime)>| {
            stretches.into_iter().map(|(from, to)| WorkInterval { from, to }).collect()
        };
        let closures = match (self.is_closed_at_year_end, self.is_closed_at_obon) {
            (true, true) => YearlyClosures::YearEndAndObon,
            (true, false) => YearlyClosures::YearEnd,
            (false, _) => YearlyClosures::None,
        };
        let mut holidays: BTreeSet<NaiveDate> =
            (FIRST_YEAR..=LAST_YEAR).flat_map(holidays_of_year).map(|holiday| holiday.date).collect();
        if self.is_closed_at_obon && !self.is_closed_at_year_end {
            // The calendar knows no closure of mid-August alone.
            let days = (FIRST_YEAR..=LAST_YEAR).flat_map(|year| (13..=16).map(move |day| (year, day)));
            holidays.extend(days.filter_map(|(year, day)| NaiveDate::from_ymd_opt(year, 8, day)));
        }
        let mut calendar = WorkCalendar::new(self.hours.map(day), holidays, closures);
        self.closed_on.into_iter().for_each(|date| calendar.close_on(date));
        self.open_on.into_iter().for_each(|date| calendar.open_on(date, None));
        calendar
    }
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}

fn usual_hours(is_work_day: bool) -> Vec<(NaiveTime, NaiveTime)> {
    if is_work_day { vec![(hour(9), hour(12)), (hour(13), hour(18))] } else { Vec::new() }
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").ok()
}

fn time_of_day(section: &mut Section<'_>, key: &'static str) -> Option<NaiveTime> {
    let text = section.text(key, 1..=5)?;
    let time = clock_time(&text);
    if time.is_none() {
        let complaint = Complaint::new(
            format!("{key} = \"{text}\""),
            "a time of day from \"00:00\" to \"23:59\"",
            "Write it as \"HH:MM\".",
        );
        section.complain(key, complaint);
    }
    time
}

fn hours(document: &Document, mut section: Section<'_>, week: &mut WorkWeek) {
    let names: [&'static str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    for (name, day) in names.into_iter().zip(&mut week.hours) {
        let Some(texts) = section.texts(name, STRETCHES_MAX) else { continue };
        let mut stretches: Vec<(NaiveTime, NaiveTime)> = Vec::with_capacity(texts.len());
        for (text, span) in texts {
            let read = text.split_once('-').and_then(|(from, to)| Some((clock_time(from)?, clock_time(to)?)));
            let earliest = stretches.last().map_or(NaiveTime::MIN, |(_, to)| *to);
            match read.filter(|(from, to)| from < to && *from >= earliest) {
                Some(stretch) => stretches.push(stretch),
                None => document.complain(
                    span,
                    Complaint::new(
                        format!("\"{text}\" in hours.{name}"),
                        "a stretch such as \"09:00-12:00\" that ends after it begins and begins after the one before",
                        "Write the hours in order; [] makes it a day off.",
                    ),
                ),
            }
        }
        *day = stretches;
    }
    if week.hours.iter().all(Vec::is_empty) {
        let complaint = Complaint::new(
            "no working hours on any weekday",
            "hours on at least one weekday",
            "Write them, e.g. monday = [\"09:00-18:00\"]; without any, no deadline would ever come.",
        );
        document.complain(section.span(), complaint);
    }
    section.finish();
}

fn days(document: &Document, mut section: Section<'_>, week: &mut WorkWeek) {
    if let Some(closures) = section.texts("yearly_closures", 2) {
        (week.is_closed_at_year_end, week.is_closed_at_obon) = (false, false);
        for (name, span) in closures {
            match name.as_str() {
                "nenmatsu" => week.is_closed_at_year_end = true,
                "obon" => week.is_closed_at_obon = true,
                _ => document.complain(
                    span,
                    Complaint::new(
                        format!("\"{name}\" in days.yearly_closures"),
                        "nenmatsu or obon",
                        "Put other days off into days.closed or on the tab 休日.",
                    ),
                ),
            }
        }
    }
    week.closed_on = dates(document, &mut section, "closed");
    week.open_on = dates(document, &mut section, "open");
    section.finish();
    if let Some(day) = week.open_on.iter().find(|day| week.closed_on.contains(day)) {
        document.complain_of_file(Complaint::new(
            format!("{day} in both days.closed and days.open"),
            "each day in one of the two",
            "Take it out of one of them.",
        ));
    }
}

fn dates(document: &Document, section: &mut Section<'_>, key: &'static str) -> Vec<NaiveDate> {
    let mut dates = Vec::new();
    for (text, span) in section.texts(key, DAYS_MAX).into_iter().flatten() {
        match NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
            Ok(date) => dates.push(date),
            Err(_) => document.complain(
                span,
                Complaint::new(
                    format!("\"{text}\" in days.{key}"),
                    "a day of the calendar as \"YYYY-MM-DD\"",
                    "Write it as \"2026-12-28\".",
                ),
            ),
        }
    }
    dates
}
