//! Days told from today: 昨日, 3日前, 来月1日, 次の金曜, and days with names of their own.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Written, last_of_month, take_digits, weekday_of};

/// What a relative expression gives.
pub(super) enum Relative {
    /// A day.
    Day(Written),
    /// The year of the date that follows (昨年12月1日).
    Year(i32),
}

#[rustfmt::skip] // Packed: one word a line would bury the file.
const DAYS: &[(&str, i64)] = &[
    ("一昨々日", -3), ("一昨昨日", -3), ("さきおととい", -3), ("一昨日", -2), ("おととい", -2),
    ("おとつい", -2), ("昨日", -1), ("きのう", -1), ("昨晩", -1), ("昨夜", -1), ("昨夕", -1), ("ゆうべ", -1),
    ("今日", 0), ("本日", 0), ("きょう", 0), ("今朝", 0), ("今晩", 0), ("今夜", 0), ("今夕", 0),
    ("明々後日", 3), ("明明後日", 3), ("しあさって", 3), ("明後日", 2), ("あさって", 2), ("明日", 1),
    ("あした", 1), ("あす", 1), ("明朝", 1), ("明晩", 1),
    ("day before yesterday", -2), ("day after tomorrow", 2), ("yesterday", -1), ("today", 0), ("tomorrow", 1),
    ("now", 0), ("さっき", 0), ("先ほど", 0), ("先程", 0),
];

/// Days told from another day than today, which the text does not name.
const OF_ANOTHER_DAY: &[(&str, ())] =
    &[("翌日", ()), ("翌々日", ()), ("翌営業日", ()), ("前日", ()), ("前々日", ()), ("前営業日", ())];

const MONTHS: &[(&str, i32)] = &[
    ("再来月", 2),
    ("翌々月", 2),
    ("来月", 1),
    ("翌月", 1),
    ("今月", 0),
    ("当月", 0),
    ("本月", 0),
    ("先々月", -2),
    ("先先月", -2),
    ("前々月", -2),
    ("先月", -1),
    ("前月", -1),
];

const YEARS: &[(&str, i32)] = &[
    ("再来年", 2),
    ("翌々年", 2),
    ("来年", 1),
    ("翌年", 1),
    ("今年", 0),
    ("本年", 0),
    ("当年", 0),
    ("一昨年", -2),
    ("おととし", -2),
    ("昨年", -1),
    ("去年", -1),
    ("前年", -1),
    ("先々年", -2),
];

/// Days with a name and a fixed date.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const NAMED: &[(&str, u32, u32)] = &[
    ("大晦日", 12, 31), ("大みそか", 12, 31), ("おおみそか", 12, 31), ("元日", 1, 1), ("元旦", 1, 1),
    ("クリスマスイブ", 12, 24), ("クリスマス・イブ", 12, 24), ("クリスマスイヴ", 12, 24),
    ("クリスマス", 12, 25), ("バレンタイン", 2, 14), ("ホワイトデー", 3, 14), ("ハロウィン", 10, 31),
    ("七夕", 7, 7), ("建国記念", 2, 11), ("天皇誕生日", 2, 23), ("昭和の日", 4, 29), ("憲法記念日", 5, 3),
    ("みどりの日", 5, 4), ("こどもの日", 5, 5), ("子供の日", 5, 5), ("山の日", 8, 11), ("文化の日", 11, 3),
    ("勤労感謝の日", 11, 23),
];

/// The relative expression that the text starts with, and the text behind it.
pub(super) fn take(text: &str, today: NaiveDate) -> Option<(Relative, &str)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() || text.starts_with("in ") {
        return take_distance(text, today);
    }
    if let Some((_, month, day)) = NAMED.iter().find(|(name, ..)| text.starts_with(name)) {
        let name_len =
            NAMED.iter().find(|(name, ..)| text.starts_with(name)).map_or(0, |(name, ..)| name.len());
        return Some((Relative::Day(Written::MonthDay(*month, Some(*day))), &text[name_len..]));
    }
    if let Some((days, rest)) = strip(text, DAYS) {
        return Some((Relative::Day(shifted(today, days)), rest));
    }
    if let Some(((), rest)) = strip(text, OF_ANOTHER_DAY) {
        return Some((Relative::Day(Written::Unclear("not_one_day")), rest));
    }
    take_month(text, today).or_else(|| take_year(text, today)).or_else(|| take_weekday(text, today))
}

fn strip<'t, T: Copy>(text: &'t str, words: &[(&str, T)]) -> Option<(T, &'t str)> {
    words.iter().find_map(|(word, value)| text.strip_prefix(word).map(|rest| (*value, rest)))
}

fn shifted(today: NaiveDate, days: i64) -> Written {
    let distance = Days::new(days.unsigned_abs());
    let day = if days < 0 { today.checked_sub_days(distance) } else { today.checked_add_days(distance) };
    full(day)
}

fn full(day: Option<NaiveDate>) -> Written {
    day.map_or(Written::Unclear("out_of_range"), |day| Written::Full(day, "relative"))
}

/// 来月1日, 今月末. A month alone is no day.
fn take_month(text: &str, today: NaiveDate) -> Option<(Relative, &str)> {
    let (months, rest) = strip(text, MONTHS)?;
    let rest = rest.strip_prefix('の').unwrap_or(rest).trim_start();
    let first = today.with_day(1)?;
    let distance = Months::new(months.unsigned_abs());
    let first =
        if months < 0 { first.checked_sub_months(distance) } else { first.checked_add_months(distance) }?;
    if let Some(rest) = rest.strip_prefix("末日").or_else(|| rest.strip_prefix('末')) {
        return Some((Relative::Day(full(last_of_month(first.year(), first.month()))), rest));
    }
    let (day, _, rest) = take_digits(rest, 2)?;
    let day =
        first.with_day(day).map_or(Written::Unclear("no_such_day"), |day| Written::Full(day, "relative"));
    Some((Relative::Day(day), rest.strip_prefix('日')?))
}

fn take_year(text: &str, today: NaiveDate) -> Option<(Relative, &str)> {
    let (years, rest) = strip(text, YEARS)?;
    Some((Relative::Year(today.year() + years), rest.strip_prefix('の').unwrap_or(rest)))
}

/// 次の金曜: the first after today. 今週 and 来週 depend on the day a week begins and are left out.
fn take_weekday(text: &str, today: NaiveDate) -> Option<(Relative, &str)> {
    const LEADS: &[(&str, bool)] = &[
        ("次の", true),
        ("次回の", true),
        ("次回", true),
        ("今度の", true),
        ("今度", true),
        ("つぎの", true),
        ("この前の", false),
        ("前の", false),
        ("前回の", false),
    ];
    let (is_ahead, rest) = strip(text, LEADS)?;
    let weekday = weekday_of(rest.chars().next()?)?;
    let rest = rest[rest.chars().next()?.len_utf8()..].strip_prefix('曜')?;
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    Some((Relative::Day(shifted(today, days_to(today, weekday, is_ahead))), rest))
}

fn days_to(today: NaiveDate, weekday: Weekday, is_ahead: bool) -> i64 {
    let ahead = i64::from((weekday.num_days_from_monday() + 7 - today.weekday().num_days_from_monday()) % 7);
    match (ahead, is_ahead) {
        (0, true) => 7,
        (0, false) => -7,
        (ahead, true) => ahead,
        (ahead, false) => ahead - 7,
    }
}

/// 3日前, 2週間後, 1ヶ月前, `3 days ago`, `in 2 weeks`.
fn take_distance(text: &str, today: NaiveDate) -> Option<(Relative, &str)> {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const UNITS: &[(&str, Unit)] = &[
        ("日", Unit::Day), ("週間", Unit::Week), ("週", Unit::Week), ("ヶ月", Unit::Month),
        ("か月", Unit::Month), ("カ月", Unit::Month), ("ヵ月", Unit::Month), ("ケ月", Unit::Month),
        ("箇月", Unit::Month), ("個月", Unit::Month), ("月", Unit::Month), ("年", Unit::Year),
        ("days", Unit::Day), ("day", Unit::Day), ("weeks", Unit::Week), ("week", Unit::Week),
        ("months", Unit::Month), ("month", Unit::Month), ("years", Unit::Year), ("year", Unit::Year),
    ];
    const SIDES: &[(&str, bool)] = &[
        ("前", false),
        ("まえ", false),
        ("後", true),
        ("あと", true),
        ("先", true),
        (" ago", false),
        (" later", true),
        (" from now", true),
        (" before", false),
    ];
    let (is_ahead, counted) = text.strip_prefix("in ").map_or((None, text), |rest| (Some(true), rest));
    let (count, _, rest) = take_digits(counted, 4)?;
    let (unit, rest) = strip(rest.trim_start(), UNITS)?;
    let (is_ahead, rest) = match is_ahead {
        Some(is_ahead) => (is_ahead, rest),
        None => strip(rest.strip_prefix('の').unwrap_or(rest), SIDES)?,
    };
    // 前後 is "about", 後半 a part of a month.
    if rest.starts_with(['後', '半']) {
        return Some((Relative::Day(Written::Unclear("doubted")), rest));
    }
    let months = |months: u32| {
        if is_ahead {
            today.checked_add_months(Months::new(months))
        } else {
            today.checked_sub_months(Months::new(months))
        }
    };
    let days = |days: u32| shifted(today, if is_ahead { i64::from(days) } else { -i64::from(days) });
    let day = match unit {
        Unit::Day => days(count),
        Unit::Week => days(count * 7),
        Unit::Month => full(months(count)),
        Unit::Year => full(months(count * 12)),
    };
    Some((Relative::Day(day), rest))
}

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}
