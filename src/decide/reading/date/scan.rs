//! The text gone through once: dates, weekdays, times, zones, and what makes a date doubtful.

use chrono::{NaiveDate, Weekday};

use super::super::{numeral, text};
use super::relative::Relative;
use super::{Written, absolute, clock, relative, weekday_of};

/// What stands in the text.
#[derive(Default)]
pub(super) struct Found {
    pub(super) dates: Vec<Written>,
    /// Year from a word such as 昨年.
    pub(super) year: Option<i32>,
    pub(super) weekday: Option<Weekday>,
    pub(super) time: Option<clock::Time>,
    pub(super) zone_minutes: Option<i32>,
    pub(super) has_stray_digits: bool,
    /// What was taken last is a time: `14:00〜` opens a time, not the day.
    ends_in_time: bool,
    /// Why no date can be taken from the text.
    pub(super) refusal: Option<&'static str>,
}

/// Words right behind a date that make it less than one day.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const BEHIND: [&str; 45] = [
    "頃", "ごろ", "ころ", "前後", "以降", "以後", "以前", "まで", "迄", "から", "より", "〜", "~", "くらい",
    "ぐらい", "あたり", "辺り", "付近", "の週", "週", "または", "又は", "もしくは", "or ", "近辺", "までに",
    "…", "...", "かも", "かな", "めど", "メド", "目処", "目途", "目安", "を目", "以外", "の翌", "の前日", "の前週", "の次の",
    "仮", "(仮", "末", "以内",
];

/// Words right before a date that do the same.
const BEFORE: [&str; 15] = [
    "約",
    "〜",
    "~",
    "仮",
    "仮 ",
    "(仮)",
    "およそ",
    "おおよそ",
    "around ",
    "about ",
    "after ",
    "before ",
    "until ",
    "since ",
    "by ",
];

/// Goes through the text.
pub(super) fn scan(clean: &str, today: NaiveDate) -> Found {
    let text = spelled(clean);
    let mut found = Found::default();
    if text.contains('?') {
        found.refusal = Some("doubted");
        return found;
    }
    let (mut rest, mut before, mut follows_date) = (text.as_str(), "", false);
    while let Some(c) = rest.chars().next() {
        let behind = found.take(rest, before, follows_date, today);
        let taken = behind.unwrap_or(&rest[c.len_utf8()..]);
        follows_date = behind.is_some() || (follows_date && matches!(c, ' ' | ',' | 't' | '_'));
        before = &text[..text.len() - taken.len()];
        rest = taken;
    }
    found
}

impl Found {
    /// Takes what the text starts with; gives the text behind it, none where it is a plain letter.
    fn take<'t>(
        &mut self,
        rest: &'t str,
        before: &str,
        follows_date: bool,
        today: NaiveDate,
    ) -> Option<&'t str> {
        let starts_word = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        if follows_date {
            if !self.ends_in_time && (rest == "か" || BEHIND.iter().any(|word| rest.starts_with(word))) {
                self.refusal = Some("not_one_day");
            }
            if self.time.is_some()
                && self.zone_minutes.is_none()
                && let Some((minutes, behind)) = clock::take_zone(rest)
            {
                self.zone_minutes = Some(minutes);
                return Some(behind);
            }
            if before.ends_with('t')
                && let Some((time, behind)) = clock::take_compact(rest)
            {
                self.time.get_or_insert(time);
                return Some(behind);
            }
        }
        if let Some((time, behind)) =
            clock::take(rest, before.ends_with('t')).filter(|_| starts_word || before.ends_with(['t', 'm']))
        {
            let marked = behind.trim_start();
            let is_afternoon = ["pm", "午後"].iter().any(|mark| before.trim_end().ends_with(mark))
                || marked.starts_with("pm");
            self.time.get_or_insert(if is_afternoon { time.in_the_afternoon() } else { time });
            self.ends_in_time = true;
            return Some(marked.strip_prefix("pm").or_else(|| marked.strip_prefix("am")).unwrap_or(behind));
        }
        if starts_word && let Some(behind) = self.take_date(rest, before, today) {
            return Some(behind);
        }
        self.take_weekday(rest, starts_word).or_else(|| self.take_number(rest))
    }

    fn take_date<'t>(&mut self, rest: &'t str, before: &str, today: NaiveDate) -> Option<&'t str> {
        let (written, behind) = match relative::take(rest, today) {
            Some((Relative::Year(year), behind)) => {
                self.year = Some(year);
                return Some(behind);
            }
            Some((Relative::Day(written), behind)) => (written, behind),
            None => absolute::take(rest, today)?,
        };
        if BEFORE.iter().any(|word| before.ends_with(word)) {
            self.refusal = Some("not_one_day");
        }
        self.ends_in_time = false;
        self.dates.push(written);
        Some(behind)
    }

    /// `(金)`, `(金・祝)`, `金曜日`, `Fri`.
    fn take_weekday<'t>(&mut self, rest: &'t str, starts_word: bool) -> Option<&'t str> {
        const NAMES: [(&str, Weekday); 7] = [
            ("mon", Weekday::Mon),
            ("tue", Weekday::Tue),
            ("wed", Weekday::Wed),
            ("thu", Weekday::Thu),
            ("fri", Weekday::Fri),
            ("sat", Weekday::Sat),
            ("sun", Weekday::Sun),
        ];
        let bracketed = rest.strip_prefix(['(', '[', '<', '【']);
        let inner = bracketed.unwrap_or(rest).trim_start();
        let first = inner.chars().next()?;
        let name = NAMES.iter().find(|(name, _)| starts_word && inner.starts_with(name));
        let weekday = weekday_of(first).or_else(|| name.map(|(_, weekday)| *weekday))?;
        let behind = match name {
            Some(_) => inner.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches('.'),
            None => &inner[first.len_utf8()..],
        };
        let is_named = name.is_some_and(|(name, _)| {
            let end = &inner[name.len()..inner.len() - behind.len()];
            ["", ".", "day", "day.", "s", "sday", "nesday", "r", "rs", "rsday", "urday"].contains(&end)
        });
        let is_closed =
            bracketed.is_some() && behind.starts_with([')', ']', '>', '】', '・', '/', '祝', '曜', ' ']);
        let has_sign = behind.starts_with('曜');
        if !is_named && !is_closed && !has_sign {
            return None;
        }
        self.weekday.get_or_insert(weekday);
        let behind = behind.strip_prefix("曜日").or_else(|| behind.strip_prefix('曜')).unwrap_or(behind);
        let behind = behind.trim_start_matches(['・', '/', '祝', ' ']);
        Some(behind.strip_prefix([')', ']', '>', '】']).filter(|_| bracketed.is_some()).unwrap_or(behind))
    }

    /// Digits that belong to no date: harmless with a unit (`3回目架電`), otherwise perhaps half a date.
    fn take_number<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        #[rustfmt::skip] // Packed: one word a line would bury the file.
        const UNITS: [&str; 20] = [
            "回", "名", "件", "目", "人", "社", "円", "万", "階", "号", "番", "点", "%", "分", "時間", "本",
            "枚", "部", "度", "f",
        ];
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        if len == 0 {
            return None;
        }
        let behind = &rest[len..];
        if !UNITS.iter().any(|unit| behind.starts_with(unit)) {
            self.has_stray_digits = true;
        }
        // A number is not what the words behind it refer to, but the text goes on behind all of its digits.
        Some(behind)
    }
}

/// The text in small letters, kanji numerals before units as digits, one kind of dash between digits, no spaces around signs of a date.
fn spelled(clean: &str) -> String {
    let mut spelled = String::with_capacity(clean.len());
    let mut rest = clean;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        let follows_digit = spelled.ends_with(|c: char| c.is_ascii_digit());
        if let Some((value, after)) = kanji_number(rest, c) {
            spelled.push_str(&value.to_string());
            rest = after;
            continue;
        }
        if c == '元' && behind.starts_with('年') {
            spelled.push('1');
        } else if text::is_dash(c) && follows_digit && behind.starts_with(|c: char| c.is_ascii_digit()) {
            spelled.push('-');
        } else if c == ' ' && is_loose_space(&spelled, behind) {
        } else {
            spelled.extend(c.to_lowercase());
        }
        rest = behind;
    }
    spelled
}

/// A kanji numeral before a unit of dates and times.
fn kanji_number(rest: &str, first: char) -> Option<(i64, &str)> {
    if first.is_ascii() || (numeral::kanji_digit(first).is_none() && numeral::kanji_unit(first).is_none()) {
        return None;
    }
    let (value, after) = numeral::scan(rest)?;
    let is_day_word = ["一昨", "三日月", "十日町"].iter().any(|word| rest.starts_with(word));
    (!is_day_word
        && after.starts_with(['年', '月', '日', '時', '分', '週', 'ヶ', 'か', 'ヵ', 'カ', 'ケ', '箇']))
    .then_some((value, after))
}

/// `2026 / 5 / 1`, `2026年 5月 1日`: the space says nothing.
fn is_loose_space(before: &str, behind: &str) -> bool {
    let behind = behind.trim_start();
    let is_digit = |c: char| c.is_ascii_digit();
    (before.ends_with(['年', '月', '/']) && behind.starts_with(is_digit))
        || (before.ends_with(is_digit)
            && behind.starts_with(['年', '月', '日', '/'])
            && !behind.starts_with("日本")
            && !behind.starts_with("月曜"))
}
