//! Times of day and zones beside a date: they may move it by a day.

use super::take_digits;

/// A time of day as written; hours from 24 on belong to the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    hours: u32,
    minutes: u32,
    is_afternoon: bool,
}

/// Latest hour of a day that is still written as its own (30時 is 6 in the morning).
const HOURS_MAX: u32 = 30;

impl Time {
    /// Days that the date moves: 24:00 and later is the next day, and a zone's time is taken to Tokyo.
    pub(super) fn days_from(self, zone_minutes: Option<i32>) -> Option<i64> {
        let hours = if self.is_afternoon && self.hours < 12 { self.hours + 12 } else { self.hours };
        if hours > HOURS_MAX || self.minutes > 59 {
            return None;
        }
        const TOKYO: i64 = 9 * 60;
        let minutes = i64::from(hours * 60 + self.minutes) + TOKYO - zone_minutes.map_or(TOKYO, i64::from);
        Some(minutes.div_euclid(24 * 60))
    }

    pub(super) fn in_the_afternoon(self) -> Self {
        Self { is_afternoon: true, ..self }
    }
}

/// The time that the text starts with, a second one behind a range sign included.
///
/// Shape: behind a time of a program (`is_iso`: it stands behind `T`; or it has seconds and what follows has none) a hyphen opens the zone
/// (`23:00:00-05:00`).
pub(super) fn take(text: &str, is_iso: bool) -> Option<(Time, &str)> {
    let (time, rest) = take_one(text)?;
    let has_seconds = |text: &str, rest: &str| text[..text.len() - rest.len()].matches(':').count() > 1;
    let is_exact = has_seconds(text, rest);
    let second = rest.trim_start().strip_prefix(['~', '〜', '-', '–']).map(str::trim_start);
    let behind = second
        .and_then(|second| take_one(second).map(|(_, rest)| (second, rest)))
        .filter(|(second, rest)| !is_iso && (!is_exact || has_seconds(second, rest)));
    Some((time, behind.map_or(rest, |(_, rest)| rest)))
}

fn take_one(text: &str) -> Option<(Time, &str)> {
    let (hours, _, rest) = take_digits(text, 2)?;
    let time = |minutes| Time { hours, minutes, is_afternoon: false };
    if let Some(rest) = behind_hours(rest) {
        return Some((time(0), rest));
    }
    if let Some(rest) = rest.strip_prefix('時') {
        if rest.starts_with('間') {
            return None;
        }
        if let Some(rest) = rest.strip_prefix('半') {
            return Some((time(30), rest));
        }
        let minutes =
            take_digits(rest, 2).and_then(|(minutes, _, rest)| Some((minutes, rest.strip_prefix('分')?)));
        return Some(minutes.map_or((time(0), rest), |(minutes, rest)| (time(minutes), rest)));
    }
    let (minutes, len, rest) = take_digits(rest.strip_prefix(':')?, 2)?;
    if len != 2 {
        return None;
    }
    let seconds =
        rest.strip_prefix(':').and_then(|rest| take_digits(rest, 2)).map_or(rest, |(_, _, rest)| rest);
    let parts = seconds
        .strip_prefix(['.', ','])
        .and_then(|rest| take_digits(rest, 9))
        .map_or(seconds, |(_, _, rest)| rest);
    Some((time(minutes), parts))
}

/// What stands behind an hour that has no sign of its own: `14-15時`, `2pm`; `am` and `pm` are left to the caller.
fn behind_hours(rest: &str) -> Option<&str> {
    if let Some(second) = rest.strip_prefix(['~', '〜', '-', '–']) {
        return take_digits(second, 2)?.2.strip_prefix('時').filter(|rest| !rest.starts_with('間'));
    }
    let mark = rest.trim_start();
    let behind = mark.strip_prefix("am").or_else(|| mark.strip_prefix("pm"))?;
    (!behind.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(rest)
}

/// `T140000` without colons.
pub(super) fn take_compact(text: &str) -> Option<(Time, &str)> {
    let (value, len, rest) = take_digits(text, 6)?;
    let value = match len {
        4 => value,
        6 => value / 100,
        _ => return None,
    };
    Some((Time { hours: value / 100, minutes: value % 100, is_afternoon: false }, rest))
}

/// The zone that the text starts with, in minutes east of Greenwich.
pub(super) fn take_zone(text: &str) -> Option<(i32, &str)> {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const NAMES: [(&str, i32); 19] = [
        ("jst", 540), ("kst", 540), ("pst", -480), ("pdt", -420), ("mst", -420), ("mdt", -360), ("cdt", -300),
        ("est", -300), ("edt", -240), ("cest", 120), ("cet", 60), ("bst", 60), ("sgt", 480), ("hkt", 480),
        ("aest", 600), ("asia/tokyo", 540), ("日本時間", 540), ("東京時間", 540), ("ist", 330),
    ];
    let text = text.strip_prefix('(').unwrap_or(text);
    let greenwich = text.strip_prefix("gmt").or_else(|| text.strip_prefix("utc"));
    if let Some(offset) = take_offset(greenwich.unwrap_or(text)) {
        return Some(offset);
    }
    if let Some(rest) = greenwich.or_else(|| {
        text.strip_prefix('z').filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    }) {
        return Some((0, rest));
    }
    NAMES.iter().find_map(|(name, minutes)| text.strip_prefix(name).map(|rest| (*minutes, rest)))
}

/// `+09:00`, `+0900`, `+9`, `-8`.
fn take_offset(text: &str) -> Option<(i32, &str)> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let rest = text.trim_start_matches(['+', '-', '−']);
    let (value, len, rest) = take_digits(rest, 4)?;
    let value = i32::try_from(value).ok()?;
    if len > 2 {
        return Some((sign * (value / 100 * 60 + value % 100), rest));
    }
    let (minutes, rest) = rest
        .strip_prefix(':')
        .and_then(|rest| take_digits(rest, 2))
        .map_or((0, rest), |(m, _, rest)| (m, rest));
    Some((sign * (value * 60 + i32::try_from(minutes).ok()?), rest))
}
