//! When to look: five-field Unix cron text.
//!
//! The `cron` crate wants seconds in front, counts weekdays from Sunday = 1 and joins day and weekday by "and". So each field is read
//! here, by the Unix rules, into the set of its numbers, and the crate gets lists of plain numbers and weekday names.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};
use timezone::Zone;

const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// When to look at the sheet.
///
/// Source: `schedule` and `time_zone` in `tossup.toml`.
#[derive(Debug, Clone)]
pub struct Schedule {
    text: String,
    zone: Zone,
    /// One, or two whose times are joined: Unix fires on the day or on the weekday when both are given.
    parts: Vec<cron::Schedule>,
}

impl PartialEq for Schedule {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.zone) == (&other.text, &other.zone)
    }
}

impl Eq for Schedule {}

/// Why a text is not a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotASchedule {
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// What to do.
    pub remedy: String,
}

impl NotASchedule {
    fn new(found: impl Into<String>, expected: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { found: found.into(), expected: expected.into(), remedy: remedy.into() }
    }
}

/// One of the five fields.
struct Field {
    name: &'static str,
    range: RangeInclusive<u32>,
    names: &'static [&'static str],
    /// Number of the first name.
    first_name: u32,
}

const FIELDS: [Field; 5] = [
    Field { name: "minute", range: 0..=59, names: &[], first_name: 0 },
    Field { name: "hour", range: 0..=23, names: &[], first_name: 0 },
    Field { name: "day of the month", range: 1..=31, names: &[], first_name: 1 },
    Field { name: "month", range: 1..=12, names: &MONTHS, first_name: 1 },
    Field { name: "weekday", range: 0..=7, names: &WEEKDAYS, first_name: 0 },
];

impl Schedule {
    /// The schedule of this text in this zone.
    ///
    /// Shape: `minute hour day-of-month month weekday`; lists, ranges, steps and names as in Unix cron; 0 and 7 are Sunday.
    /// Errors: another number of fields, a field out of its range, a schedule that never fires.
    pub fn parse(text: &str, zone: Zone) -> Result<Self, NotASchedule> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let &[minute, hour, day, month, weekday] = words.as_slice() else {
            return Err(wrong_count(text, &words));
        };
        let times = [FIELDS[0].list(minute)?, FIELDS[1].list(hour)?].join(" ");
        let (days, months, weekdays) = (FIELDS[2].list(day)?, FIELDS[3].list(month)?, weekday_list(weekday)?);
        let by_day = format!("0 {times} {days} {months} *");
        let by_weekday = format!("0 {times} * {months} {weekdays}");
        let lines = match (day.starts_with('*'), weekday.starts_with('*')) {
            (false, false) => vec![by_day, by_weekday],
            _ => vec![format!("0 {times} {days} {months} {weekdays}")],
        };
        let parts = lines.iter().map(|line| cron::Schedule::from_str(line)).collect::<Result<Vec<_>, _>>();
        let parts = parts.map_err(|_| {
            NotASchedule::new(
                format!("schedule = \"{text}\""),
                "a Unix cron text",
                "Write e.g. \"*/5 * * * *\".",
            )
        })?;
        let schedule = Self { text: words.join(" "), zone, parts };
        let leap_year =
            NaiveDate::from_ymd_opt(2023, 12, 31).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
        if schedule.next_firings(leap_year, 1).is_empty() {
            let found = format!("schedule = \"{text}\", which never fires");
            return Err(NotASchedule::new(
                found,
                "a day that exists in that month",
                "Change the day or the month.",
            ));
        }
        Ok(schedule)
    }

    /// The text, as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The zone in which the schedule is meant.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The next `count` firings after a moment, all as wall time of the zone.
    ///
    /// Shape: growing; a wall time that the zone skips does not fire, one that it repeats fires once.
    pub fn next_firings(&self, after: NaiveDateTime, count: usize) -> Vec<NaiveDateTime> {
        // The crate walks plain wall time (as if it were UTC), so that a repeated hour does not fire twice.
        let start = after.and_utc();
        let mut walks: Vec<_> = self.parts.iter().map(|part| part.after(&start).peekable()).collect();
        let mut firings: Vec<NaiveDateTime> = Vec::with_capacity(count);
        while firings.len() < count {
            let earliest = walks.iter_mut().filter_map(|walk| walk.peek().copied()).min();
            let Some(next) = earliest else { break };
            for walk in &mut walks {
                walk.next_if_eq(&next);
            }
            let wall = next.naive_utc();
            if self.zone.shows(wall) {
                firings.push(wall);
            }
        }
        firings
    }
}

fn wrong_count(text: &str, words: &[&str]) -> NotASchedule {
    let found = format!("schedule = \"{text}\" with {} fields", words.len());
    let remedy = match words {
        [seconds, rest @ ..]
            if rest.len() == 5 && seconds.chars().all(|c| c.is_ascii_digit() || "*/".contains(c)) =>
        {
            format!("Take the seconds in front away: \"{}\".", rest.join(" "))
        }
        [word] if word.starts_with('@') => {
            "Write the five fields, e.g. \"0 * * * *\" for every hour.".to_owned()
        }
        _ => "Write e.g. \"*/5 * * * *\" for every five minutes.".to_owned(),
    };
    NotASchedule::new(found, "five fields: minute hour day-of-month month weekday", remedy)
}

/// Weekdays by name, for the crate: it counts from Sunday = 1, names are the same everywhere.
fn weekday_list(text: &str) -> Result<String, NotASchedule> {
    let numbers = FIELDS[4].numbers(text)?;
    let days: BTreeSet<u32> = numbers.into_iter().map(|number| number % 7).collect();
    if days.len() == WEEKDAYS.len() {
        return Ok("*".to_owned());
    }
    let names: Vec<&str> =
        (0..).zip(WEEKDAYS).filter(|(number, _)| days.contains(number)).map(|(_, name)| name).collect();
    Ok(names.join(","))
}

impl Field {
    /// The field's numbers as the crate takes them.
    fn list(&self, text: &str) -> Result<String, NotASchedule> {
        let numbers = self.numbers(text)?;
        if numbers.len() == self.range.clone().count() {
            return Ok("*".to_owned());
        }
        Ok(numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(","))
    }

    fn numbers(&self, text: &str) -> Result<BTreeSet<u32>, NotASchedule> {
        let mut numbers = BTreeSet::new();
        for part in text.split(',') {
            let (span, step) = match part.split_once('/') {
                Some((span, step)) => (span, Some(step)),
                None => (part, None),
            };
            let (first, last) = self.stretch(span, step.is_some()).ok_or_else(|| self.refuse(part))?;
            let step = step.map_or(Some(1), |step| step.parse().ok().filter(|step| (1..=59).contains(step)));
            let step: usize = step.ok_or_else(|| self.refuse(part))?;
            numbers.extend((first..=last).step_by(step));
        }
        Ok(numbers)
    }

    /// First and last number of `*`, `5`, `1-5`, `mon-fri`; `5/2` runs to the end of the range.
    fn stretch(&self, text: &str, has_step: bool) -> Option<(u32, u32)> {
        // Every seventh weekday is Sunday again: `*` ends on Saturday.
        let end = if self.names.len() == WEEKDAYS.len() { 6 } else { *self.range.end() };
        if text == "*" {
            return Some((*self.range.start(), end));
        }
        let Some((first, last)) = text.split_once('-') else {
            let number = self.number(text)?;
            return Some((number, if has_step { end.max(number) } else { number }));
        };
        let (first, mut last) = (self.number(first)?, self.number(last)?);
        if last == 0 && first > 0 && self.names.len() == WEEKDAYS.len() {
            last = 7;
        }
        (first <= last).then_some((first, last))
    }

    fn number(&self, text: &str) -> Option<u32> {
        let by_name = (self.first_name..).zip(self.names).find(|(_, name)| text.eq_ignore_ascii_case(name));
        let digits = || text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        by_name.map(|(number, _)| number).or_else(digits).filter(|number| self.range.contains(number))
    }

    fn refuse(&self, part: &str) -> NotASchedule {
        let names = match self.names {
            [first, .., last] => format!(", or {first} to {last}"),
            _ => String::new(),
        };
        NotASchedule::new(
            format!("\"{part}\" as the {} of the schedule", self.name),
            format!(
                "numbers from {} to {}{names}; also *, lists 1,2, ranges 1-5 from small to large, steps */5",
                self.range.start(),
                self.range.end()
            ),
            "Mend this field; L, W, # and ? of other cron dialects do not exist in Unix cron.",
        )
    }
}
