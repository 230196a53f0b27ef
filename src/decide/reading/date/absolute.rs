//! Dates written out at a place of a text: year, month and day in their orders, eras, English months.

use chrono::{Datelike, NaiveDate};

use super::{Written, number, take_digits};

/// The date that the text starts with, and the text behind it.
pub(super) fn take(text: &str, today: NaiveDate) -> Option<(Written, &str)> {
    take_era(text)
        .or_else(|| take_four_digit_year(text, today))
        .or_else(|| take_english(text, today))
        .or_else(|| take_short_year(text, today))
        .or_else(|| take_day_first(text))
        .or_else(|| take_month_day(text))
}

/// A two-digit year is read as one of these years around today; others would be a day or an era's year.
pub(super) fn is_near(year: i32, today: NaiveDate) -> bool {
    (today.year() - 12..=today.year() + 4).contains(&year)
}

fn written(year: i32, month: u32, day: u32) -> Written {
    NaiveDate::from_ymd_opt(year, month, day)
        .map_or(Written::Unclear("no_such_day"), |day| Written::Full(day, "full_date"))
}

const SEPARATORS: [char; 7] = ['/', '-', '.', '・', ',', '_', ' '];

/// `2026/5/1`, `2026年5月1日`, `2026年2月末`, `20260501`.
fn take_four_digit_year(text: &str, today: NaiveDate) -> Option<(Written, &str)> {
    let (year, len, rest) = take_digits(text, 8)?;
    if len == 8 {
        let day = number::compact(&text[..8]);
        return Some((day.map_or_else(Written::Unclear, |(day, why)| Written::Full(day, why)), rest));
    }
    if len == 6 {
        let day = number::short(&text[..6], today);
        return Some((day.map_or_else(Written::Unclear, |(day, why)| Written::Full(day, why)), rest));
    }
    if len != 4 {
        return None;
    }
    if let Some((month, rest)) = take_month_name(rest.trim_start_matches(['-', ' ', '/'])) {
        let (day, _, rest) = take_digits(rest.trim_start_matches(['-', ' ', '/']), 2)?;
        return Some((written(i32::try_from(year).ok()?, month, day), rest));
    }
    let year = i32::try_from(year).ok()?;
    take_rest_of_year(year, behind_year(rest, year)?)
}

/// What stands behind a year's number: its sign or separator, and the same year in brackets (`2026年(令和8年)5月1日`, `2026(R8)/5/1`).
fn behind_year(text: &str, year: i32) -> Option<&str> {
    let strip = |text| str::strip_prefix(text, '年').or_else(|| text.strip_prefix(SEPARATORS));
    let Some((again, rest)) =
        strip(text).unwrap_or(text).trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'))
    else {
        return strip(text);
    };
    let again = again.strip_suffix('年').unwrap_or(again);
    let same = match take_era_year(again) {
        Some((era, number, "")) => era.base + i32::try_from(number).ok()?,
        _ => again.parse().ok()?,
    };
    (same == year).then(|| strip(rest).unwrap_or(rest))
}

/// Month and day behind a year. A month alone is no date.
fn take_rest_of_year(year: i32, rest: &str) -> Option<(Written, &str)> {
    let rest = rest.trim_start();
    let (month, _, behind) = take_digits(rest, 2)?;
    if let Some(end) = take_end_of_month(behind) {
        let last = super::last_of_month(year, month);
        return Some((
            last.map_or(Written::Unclear("no_such_day"), |day| Written::Full(day, "full_date")),
            end,
        ));
    }
    let separated = behind.strip_prefix('月').or_else(|| behind.strip_prefix(SEPARATORS))?.trim_start();
    let (day, _, end) = take_digits(separated, 2)?;
    Some((written(year, month, day), end.strip_prefix('日').unwrap_or(end)))
}

/// What stands behind the end of a month, where the number of the month is followed by one: `月末`, `月末日`, `末`, `/末`.
fn take_end_of_month(behind: &str) -> Option<&str> {
    let end = behind.strip_prefix(['月', '/']).unwrap_or(behind).trim_start();
    end.strip_prefix("末日").or_else(|| end.strip_prefix('末'))
}

/// `26/5/1`, `'26/5/1`, `26年5月1日`; `8/5/1` may be three different dates.
fn take_short_year(text: &str, today: NaiveDate) -> Option<(Written, &str)> {
    let (is_marked, text) = text.strip_prefix(['\'', '’', '‘']).map_or((false, text), |rest| (true, rest));
    let (first, _, rest) = take_digits(text, 2)?;
    if let Some(rest) = rest.strip_prefix('年') {
        let (date, rest) = take_rest_of_year(2000 + i32::try_from(first).ok()?, rest)?;
        // Up to 12 the era's year is as likely.
        return Some((if first > 12 { date } else { Written::Unclear("order_unclear") }, rest));
    }
    let separator = rest.chars().next().filter(|c| SEPARATORS[..4].contains(c))?;
    let (second, _, rest) = take_digits(rest.strip_prefix(separator)?, 2)?;
    let (third, _, rest) = take_digits(rest.strip_prefix(separator)?, 2)?;
    let date = if is_marked {
        written(2000 + i32::try_from(first).ok()?, second, third)
    } else {
        short_date([first, second, third], today)
    };
    Some((date, rest))
}

/// Three numbers of two digits: year first where the first can be nothing else, otherwise only what fits one order.
fn short_date([first, second, third]: [u32; 3], today: NaiveDate) -> Written {
    let full = |year: u32, month, day| {
        let year = 2000 + i32::try_from(year).ok()?;
        NaiveDate::from_ymd_opt(year, month, day).filter(|_| is_near(year, today))
    };
    if first > 12
        && let Some(day) = full(first, second, third)
    {
        return Written::Full(day, "full_date");
    }
    if first <= 12 && second <= 12 {
        return Written::Unclear("order_unclear");
    }
    let mut orders = [full(first, second, third), full(third, first, second), full(third, second, first)]
        .into_iter()
        .flatten();
    match (orders.next(), orders.next()) {
        (Some(day), None) => Written::Full(day, "full_date"),
        (Some(_), Some(_)) => Written::Unclear("order_unclear"),
        _ => Written::Unclear("no_such_day"),
    }
}

/// `05/13/2026`, `13.05.2026`: the order shows where one number is above 12.
fn take_day_first(text: &str) -> Option<(Written, &str)> {
    let (first, _, rest) = take_digits(text, 2)?;
    let separator = rest.chars().next().filter(|c| SEPARATORS[..3].contains(c))?;
    let (second, _, rest) = take_digits(rest.strip_prefix(separator)?, 2)?;
    let (year, len, rest) = take_digits(rest.strip_prefix(separator)?, 4)?;
    if len != 4 {
        return None;
    }
    let year = i32::try_from(year).ok()?;
    let orders = (NaiveDate::from_ymd_opt(year, first, second), NaiveDate::from_ymd_opt(year, second, first));
    let date = match orders {
        (Some(day), None) | (None, Some(day)) => Written::Full(day, "full_date"),
        (Some(day), Some(other)) if day == other => Written::Full(day, "full_date"),
        (Some(_), Some(_)) => Written::Unclear("order_unclear"),
        (None, None) => Written::Unclear("no_such_day"),
    };
    Some((date, rest))
}

/// `5/1`, `5月1日`, `5-1`, `5月末`, `5末`.
fn take_month_day(text: &str) -> Option<(Written, &str)> {
    let (month, _, rest) = take_digits(text, 2)?;
    if let Some(end) = take_end_of_month(rest) {
        return Some((month_day(month, None), end));
    }
    let (separator, rest) = (rest.chars().next()?, &rest[rest.chars().next()?.len_utf8()..]);
    if separator != '月' && separator != '/' && separator != '-' {
        return None;
    }
    let (day, _, rest) = take_digits(rest.trim_start(), 2)?;
    if separator != '月' && is_counted(rest) {
        return Some((Written::Unclear("not_one_day"), rest));
    }
    // `5/1/3` and `5-1-3` are no month and day; `5/1日` is.
    if separator != '月' && rest.starts_with(separator) && take_digits(&rest[1..], 9).is_some() {
        return Some((Written::Unclear("not_understood"), rest));
    }
    Some((month_day(month, Some(day)), rest.strip_prefix('日').unwrap_or(rest)))
}

/// What is written behind two numbers that count (`2-3日後`, `2-3ヶ月前`, `5/10点`) and are no month and day.
fn is_counted(behind: &str) -> bool {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const BEGINNINGS: [&str; 23] = [
        "日前", "日後", "日間", "日以", "日ほど", "日程度", "日くらい", "ヶ", "か月", "カ月", "ヵ", "ケ月", "箇月", "個月", "週間",
        "週後", "週前", "年前", "年後", "年間", "年以", "年ほど", "%",
    ];
    const ALL: [&str; 9] = ["名", "人", "件", "回", "社", "本", "台", "個", "点"];
    BEGINNINGS.iter().any(|word| behind.starts_with(word)) || ALL.contains(&behind)
}

fn month_day(month: u32, day: Option<u32>) -> Written {
    // 2000 is a leap year: every day that exists in some year exists there.
    match NaiveDate::from_ymd_opt(2000, month, day.unwrap_or(1)) {
        Some(_) => Written::MonthDay(month, day),
        None => Written::Unclear("no_such_day"),
    }
}

/// An era.
#[derive(Clone, Copy)]
struct Era {
    names: [&'static str; 3],
    /// The year before its first.
    base: i32,
    first_day: (i32, u32, u32),
    /// The last of its years that people write. The year in which an era ended may be written to its end.
    last_year: u32,
}

const ERAS: [Era; 5] = [
    Era { names: ["令和", "令", "r"], base: 2018, first_day: (2019, 5, 1), last_year: 79 },
    Era { names: ["平成", "平", "h"], base: 1988, first_day: (1989, 1, 8), last_year: 31 },
    Era { names: ["昭和", "昭", "s"], base: 1925, first_day: (1926, 12, 25), last_year: 64 },
    Era { names: ["大正", "大", "t"], base: 1911, first_day: (1912, 7, 30), last_year: 15 },
    Era { names: ["明治", "明", "m"], base: 1867, first_day: (1868, 1, 25), last_year: 45 },
];

/// `令和8年5月1日`, `R8.5.1`, `H31/4/30`, `R080501`.
fn take_era(text: &str) -> Option<(Written, &str)> {
    let (era, rest) = take_era_name(text)?;
    if let Some((_, 6, behind)) = take_digits(rest, 6) {
        return Some((compact_era(&rest[..6], era), behind));
    }
    let (era, number, behind) = take_era_year(text)?;
    let year = era.base + i32::try_from(number).ok()?;
    let (date, behind) = take_rest_of_year(year, behind_year(behind, year)?)?;
    Some((in_era(date, number, era), behind))
}

fn take_era_name(text: &str) -> Option<(Era, &str)> {
    let (era, rest) = ERAS
        .iter()
        .find_map(|era| era.names.iter().find_map(|name| text.strip_prefix(name)).map(|rest| (*era, rest)))?;
    Some((era, rest.strip_prefix('.').unwrap_or(rest).trim_start()))
}

/// `令和8`, `R8`, `平成元`: the era and the number of its year.
fn take_era_year(text: &str) -> Option<(Era, u32, &str)> {
    let (era, rest) = take_era_name(text)?;
    if let Some(behind) = rest.strip_prefix('元') {
        return Some((era, 1, behind));
    }
    let (number, _, behind) = take_digits(rest, 3)?;
    Some((era, number, behind))
}

/// `R080501`.
fn compact_era(digits: &str, era: Era) -> Written {
    let number = |at: usize| digits[at..at + 2].parse::<u32>().unwrap_or(0);
    let year = number(0);
    in_era(written(era.base + i32::try_from(year).unwrap_or(0), number(2), number(4)), year, era)
}

/// A year after the era's last, or a day before its first, is a slip.
fn in_era(date: Written, year: u32, era: Era) -> Written {
    let (first_year, month, day) = era.first_day;
    let first = NaiveDate::from_ymd_opt(first_year, month, day);
    match date {
        Written::Full(day, _)
            if (1..=era.last_year).contains(&year) && first.is_some_and(|first| day >= first) =>
        {
            Written::Full(day, "era")
        }
        Written::Full(..) => Written::Unclear("out_of_range"),
        other => other,
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("jan", "uary"),
    ("feb", "ruary"),
    ("mar", "ch"),
    ("apr", "il"),
    ("may", ""),
    ("jun", "e"),
    ("jul", "y"),
    ("aug", "ust"),
    ("sep", "tember"),
    ("oct", "ober"),
    ("nov", "ember"),
    ("dec", "ember"),
];

/// The month that the text starts with as an English word.
fn take_month_name(text: &str) -> Option<(u32, &str)> {
    let (month, (_, rest)) = (1..).zip(MONTHS.iter()).find_map(|(month, (short, long))| {
        let rest = text.strip_prefix(short)?;
        Some((month, (short, rest.strip_prefix(long).or_else(|| rest.strip_prefix('t')).unwrap_or(rest))))
    })?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    (!rest.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((month, rest))
}

/// `1 May 2026`, `May 1, 2026`, `1-May-26`; `May-09` may be a month of a year.
fn take_english(text: &str, today: NaiveDate) -> Option<(Written, &str)> {
    if let Some((month, rest)) = take_month_name(text) {
        let (day, len, behind) = take_digits(rest.trim_start_matches([' ', '-', '/']), 4)?;
        if len > 2 {
            return Some((Written::Unclear("not_one_day"), behind));
        }
        let behind = without_ordinal(behind);
        return Some(match take_english_year(behind, today) {
            Some((year, end)) => (written(year, month, day), end),
            None if rest.starts_with('-') => (Written::Unclear("order_unclear"), behind),
            None => (month_day(month, Some(day)), behind),
        });
    }
    let (day, _, rest) = take_digits(text, 2)?;
    let rest = without_ordinal(rest).trim_start_matches([' ', '-', '/', '.']);
    let (month, behind) = take_month_name(rest.strip_prefix("of ").unwrap_or(rest))?;
    Some(match take_english_year(behind, today) {
        Some((year, end)) => (written(year, month, day), end),
        None => (month_day(month, Some(day)), behind),
    })
}

fn without_ordinal(text: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_prefix(end)).unwrap_or(text)
}

/// A year behind an English date: four digits, or two behind a dash or an apostrophe. The hour of a time is none.
fn take_english_year(text: &str, today: NaiveDate) -> Option<(i32, &str)> {
    let rest = text.trim_start_matches([' ', ',', '-', '/', '\'']);
    let (year, len, behind) = take_digits(rest, 4)?;
    let year = i32::try_from(year).ok()?;
    match len {
        4 => Some((year, behind)),
        2 if text.starts_with(['-', '/', '\'']) && is_near(2000 + year, today) => Some((2000 + year, behind)),
        _ => None,
    }
}
