//! What one test makes of one cell text, by the readers of `decide/reading`.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::condition::{Answers, Bounds, CellTest, Filled, Measure, Question, Since};
use super::contact;
use super::verdict::{CellVerdict, Truth};
use crate::decide::reading::Understood;
use crate::decide::reading::date::{Direction, read_date};
use crate::decide::reading::industry::{Industries, read_industry};
use crate::decide::reading::job_title::read_job_title;
use crate::decide::reading::numeral;
use crate::decide::reading::prefecture::{PREFECTURES, prefecture_name, read_prefectures};
use crate::decide::reading::quantity::{Quantity, QuantityField, YenUnit, read_amount, read_quantity};
use crate::decide::reading::text;
use crate::decide::reading::yes_no::{YesNo, read_yes_no};

/// What the reading of a cell depends on beside its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellContext<'a> {
    pub(super) today: NaiveDate,
    /// Ranks of job titles that the company sets differently.
    pub(super) ranks: &'a BTreeMap<String, u8>,
    /// ターゲット業種.
    pub(super) targets: Industries,
    /// What a bare number is worth where an amount is asked; the header of the column says it.
    pub(super) yen_unit: YenUnit,
}

/// What a test makes of a cell.
pub(super) fn judge(test: &CellTest, raw: &str, context: &CellContext<'_>) -> CellVerdict {
    let verdict = ask(&test.question, raw, context);
    if test.is_negated {
        CellVerdict { truth: verdict.truth.negated(), count: 1, ..verdict }
    } else {
        verdict
    }
}

fn ask(question: &Question, raw: &str, context: &CellContext<'_>) -> CellVerdict {
    let clean = text::clean(raw);
    if text::is_error_cell(&clean) {
        return CellVerdict::unknown("error_cell");
    }
    let is_blank = clean.is_empty() || text::is_only_dashes(&clean);
    match question {
        Question::Filled(_) if is_blank => CellVerdict::told(false, "empty"),
        Question::Filled(filled) => is_filled(*filled, raw, &clean),
        Question::Marked { is_blank_no: true, .. } if is_blank => CellVerdict::told(false, "empty"),
        _ if is_blank => CellVerdict::unknown("empty"),
        _ if text::is_ditto(&clean) => CellVerdict::unknown("ditto"),
        Question::Quantity(measure, bounds) => quantity(raw, *measure, *bounds, context),
        Question::Times(measure, step) => times(raw, *measure, *step, context),
        Question::Rank(bounds) => rank(raw, *bounds, context),
        Question::Answer(answers) => answer(raw, *answers),
        Question::Marked { words, .. } => marked(&clean, words),
        Question::RegisteredOnly => registered_only(raw),
        Question::Industry(wanted) => industry(raw, *wanted),
        Question::TargetIndustry => industry(raw, context.targets),
        Question::Prefecture(names) => prefecture(raw, &clean, names),
        Question::DomainKind(kinds) => contact::domain_kind(raw, kinds),
        Question::Channel(codes) => channel(&clean, codes),
        Question::Words(words) => words_of(&clean, words),
        Question::Contains(words) => {
            told_unless_unknown(&clean, |said| words.iter().any(|word| said.contains(word)))
        }
        Question::OnlyContains(words) => told_unless_unknown(&clean, |said| {
            let parts = || said.split(['、', ',', '/', ' ', '\n']).filter(|part| !part.is_empty());
            parts().next().is_some() && parts().all(|part| words.iter().any(|word| part.contains(word)))
        }),
        Question::Elapsed(since, bounds) => elapsed(raw, *since, *bounds, context.today),
    }
}

/// Words by which people say that they do not know.
fn is_unknown_word(clean: &str) -> bool {
    const WORDS: [&str; 14] = [
        "不明",
        "未確認",
        "未記入",
        "未入力",
        "未定",
        "わからない",
        "分からない",
        "確認中",
        "要確認",
        "?",
        "??",
        "unknown",
        "n/a",
        "na",
    ];
    let said = clean.to_lowercase();
    WORDS.contains(&said.as_str())
}

/// Words by which people say that there is nothing.
fn is_none_word(clean: &str) -> bool {
    matches!(clean, "なし" | "無し" | "無" | "ない" | "無い" | "none" | "None" | "×")
        || is_unknown_word(clean)
}

fn told_unless_unknown(clean: &str, claim: impl Fn(&str) -> bool) -> CellVerdict {
    let said = clean.to_lowercase();
    if is_unknown_word(clean) && !claim(&said) {
        return CellVerdict::unknown("not_answered");
    }
    CellVerdict::told(claim(&said), "plain")
}

/// One of the words as the whole text; a word of yes or no is met by every way to say so.
fn words_of(clean: &str, words: &[String]) -> CellVerdict {
    let answers: Vec<YesNo> = words
        .iter()
        .filter(|word| {
            matches!(
                word.as_str(),
                "yes"
                    | "no"
                    | "はい"
                    | "いいえ"
                    | "あり"
                    | "なし"
                    | "有"
                    | "無"
                    | "○"
                    | "×"
                    | "true"
                    | "false"
            )
        })
        .map(|word| read_yes_no(word).value)
        .collect();
    let verdict = told_unless_unknown(clean, |said| words.iter().any(|word| word == said));
    if verdict.truth == Truth::False && !answers.is_empty() && answers.contains(&read_yes_no(clean).value) {
        return CellVerdict::told(true, "plain");
    }
    verdict
}

fn is_filled(filled: Filled, raw: &str, clean: &str) -> CellVerdict {
    match filled {
        Filled::Any => CellVerdict::told(!is_none_word(clean), "plain"),
        Filled::Company => contact::company(clean),
        Filled::Email => contact::email(raw),
        Filled::Phone => contact::phone(raw),
    }
}

/// A claim about a span: told where the whole span agrees.
fn told_or(claim: Option<bool>, why: &'static str, is_doubtful: bool) -> CellVerdict {
    match claim {
        Some(claim) => CellVerdict { is_doubtful, ..CellVerdict::told(claim, why) },
        None => CellVerdict::unknown(why),
    }
}

/// The count or amount in a cell.
pub(super) fn read_measure(raw: &str, measure: Measure, context: &CellContext<'_>) -> Understood<Quantity> {
    let field = match measure {
        Measure::Employees => QuantityField::Employees,
        Measure::Visits => QuantityField::Visits,
        Measure::Downloads => QuantityField::Downloads,
        Measure::Other => QuantityField::Any,
        Measure::Yen => return read_amount(raw, context.yen_unit),
    };
    read_quantity(raw, field)
}

fn quantity(raw: &str, measure: Measure, bounds: Bounds, context: &CellContext<'_>) -> CellVerdict {
    let read = read_measure(raw, measure, context);
    let claim = match (bounds.low, bounds.high) {
        (Some(low), Some(high)) => read.value.between(low, high),
        (Some(low), None) => read.value.at_least(low),
        (None, Some(high)) => read.value.at_most(high),
        (None, None) => read.value.at_least(i64::MIN),
    };
    told_or(claim, read.why, read.is_doubtful)
}

/// How often something happened, in steps; a range counts with its lower end.
fn times(raw: &str, measure: Measure, step: i64, context: &CellContext<'_>) -> CellVerdict {
    let read = read_measure(raw, measure, context);
    let is_payable = |number: i64| number >= step.max(1);
    let number = match read.value {
        Quantity::Exact(number) | Quantity::About(number) => Some(number),
        // Whether it happened at all is open.
        Quantity::Range { low: Some(low), high } if !is_payable(low) && high.is_none_or(is_payable) => None,
        Quantity::Range { low, .. } => low,
        Quantity::Unknown => None,
    };
    match number {
        None => CellVerdict::unknown(read.why),
        Some(number) => {
            let count = u32::try_from(number / step.max(1)).unwrap_or(u32::MAX * u32::from(number > 0));
            CellVerdict { count, ..CellVerdict::told(count > 0, read.why) }
        }
    }
}

fn rank(raw: &str, bounds: Bounds, context: &CellContext<'_>) -> CellVerdict {
    let read = read_job_title(raw, context.ranks);
    let claim = (read.value > 0).then(|| bounds.contains(i64::from(read.value)));
    told_or(claim, read.why, read.is_doubtful)
}

fn answer(raw: &str, answers: Answers) -> CellVerdict {
    let read = read_yes_no(raw);
    let claim = match read.value {
        YesNo::Yes => Some(answers.yes),
        YesNo::No => Some(answers.no),
        YesNo::Partial => Some(answers.partial),
        YesNo::Unknown => None,
    };
    told_or(claim, read.why, read.is_doubtful)
}

fn registered_only(raw: &str) -> CellVerdict {
    let read = read_yes_no(raw);
    match read.value {
        YesNo::Unknown => CellVerdict::unknown(read.why),
        _ => CellVerdict::told(read.why == "planned_only", read.why),
    }
}

fn marked(clean: &str, words: &[&str]) -> CellVerdict {
    /// Endings that leave open what stands before them.
    const DOUBTS: [&str; 9] =
        ["?", "かも", "かもしれない", "疑い", "の疑いあり", "可能性", "可能性あり", "要調査", "調査中"];
    if is_unknown_word(clean) {
        return CellVerdict::unknown("not_answered");
    }
    if DOUBTS.iter().any(|doubt| clean.ends_with(doubt)) {
        return CellVerdict::unknown("doubted");
    }
    let is_said = words.iter().any(|word| {
        clean.match_indices(word).any(|(at, _)| {
            !clean[..at].ends_with(['非', '未', '不']) && !is_denied(&clean[at + word.len()..])
        })
    });
    if is_said {
        return CellVerdict::told(true, "plain");
    }
    let read = read_yes_no(clean);
    // Any other text says that the mark is not set.
    let why = if read.value == YesNo::Unknown { "plain" } else { read.why };
    CellVerdict::told(read.value == YesNo::Yes, why)
}

/// `ではない`, `なし` behind a word.
fn is_denied(rest: &str) -> bool {
    ["ではない", "でない", "なし", "無し", "じゃない", ":なし", "以外"]
        .iter()
        .any(|denial| rest.starts_with(denial))
}

fn industry(raw: &str, wanted: Industries) -> CellVerdict {
    let read = read_industry(raw);
    let claim = (!read.value.is_undecided()).then(|| read.value.meets(wanted));
    told_or(claim, read.why, read.is_doubtful)
}

/// A prefecture or region by its name, or the full name in an address.
fn prefecture(raw: &str, clean: &str, wanted: &[String]) -> CellVerdict {
    let named: Vec<&str> = match read_prefectures(raw) {
        Some(codes) => codes.into_iter().filter_map(prefecture_name).collect(),
        None => {
            let at_start = PREFECTURES.iter().find(|name| clean.starts_with(**name));
            at_start
                .or_else(|| PREFECTURES.iter().find(|name| clean.contains(**name)))
                .into_iter()
                .copied()
                .collect()
        }
    };
    let is_wanted = |name: &&str| wanted.iter().any(|other| other == name);
    if named.is_empty() {
        CellVerdict::unknown("no_prefecture")
    } else if named.iter().all(is_wanted) {
        CellVerdict::told(true, "plain")
    } else if named.iter().any(is_wanted) {
        CellVerdict::unknown("straddles")
    } else {
        CellVerdict::told(false, "plain")
    }
}

/// Words by which people name a channel, by the code that phrases give it.
const CHANNELS: [(&str, &[&str]); 6] = [
    ("contact_form", &["問い合わせ", "問合せ", "問合わせ", "お問合", "フォーム", "contact", "inquiry"]),
    ("referral", &["紹介", "リファラル", "referral"]),
    ("exhibition", &["展示会", "見本市", "expo", "exhibition"]),
    ("webinar", &["ウェビナー", "セミナー", "webinar", "seminar"]),
    ("advertisement", &["広告", "リスティング", "ads"]),
    ("telephone", &["電話", "テレアポ", "phone"]),
];

fn channel(clean: &str, codes: &[String]) -> CellVerdict {
    told_unless_unknown(clean, |said| {
        codes.iter().any(|code| {
            let words =
                CHANNELS.iter().find(|(known, _)| known == code).map(|(_, words)| *words).unwrap_or_default();
            code == said || words.iter().any(|word| said.contains(word))
        })
    })
}

/// Whether a behaviour on this date still counts.
pub(super) fn is_within(raw: &str, days: u32, today: NaiveDate) -> CellVerdict {
    let clean = text::clean(raw);
    if text::is_error_cell(&clean) {
        return CellVerdict::unknown("error_cell");
    }
    if clean.is_empty() || text::is_only_dashes(&clean) {
        return CellVerdict::unknown("empty");
    }
    let read = read_date(raw, today, Direction::Past);
    match read.value {
        Some(date) => CellVerdict {
            is_doubtful: read.is_doubtful,
            ..CellVerdict::told((today - date).num_days() <= i64::from(days), read.why)
        },
        None => CellVerdict::unknown("no_date"),
    }
}

fn elapsed(raw: &str, since: Since, bounds: Bounds, today: NaiveDate) -> CellVerdict {
    match elapsed_span(raw, since, today) {
        Some((low, high)) => match bounds.holds_span(Some(low), Some(high)) {
            Some(claim) => CellVerdict::told(claim, "plain"),
            None => CellVerdict::unknown("straddles"),
        },
        None => CellVerdict::unknown("no_date"),
    }
}

/// How long ago, or ahead, a date lies: least and most, in the unit of `since`.
pub(super) fn elapsed_span(raw: &str, since: Since, today: NaiveDate) -> Option<(i64, i64)> {
    match since {
        Since::MonthsAhead => months_ahead(raw, today),
        Since::Years => years_back(raw, today),
        Since::Days | Since::Months => read_date(raw, today, Direction::Past).value.map(|date| {
            let gone =
                if since == Since::Days { (today - date).num_days() } else { months_between(date, today) };
            (gone, gone)
        }),
    }
}

/// Whole months from one day to a later one; negative for an earlier one.
fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    months - i64::from(to.day() < from.day())
}

/// Months until a planned date, as a span: `3か月以内`, `半年以内`, or a date.
fn months_ahead(raw: &str, today: NaiveDate) -> Option<(i64, i64)> {
    let clean = text::clean(raw);
    if matches!(clean.as_str(), "すぐ" | "すぐに" | "至急" | "即時" | "今すぐ") {
        return Some((0, 0));
    }
    let clean = clean.replace("半年", "6か月");
    if let Some((number, rest)) = numeral::scan(&clean) {
        let months =
            ["か月", "ヶ月", "ヵ月", "カ月", "ケ月", "箇月"].iter().find_map(|unit| rest.strip_prefix(unit));
        let (scale, rest) = match (months, rest.strip_prefix('年')) {
            (Some(rest), _) => (1, rest),
            (None, Some(rest)) if number < 100 => (12, rest),
            _ => (0, rest),
        };
        if scale > 0 {
            let most = number.saturating_mul(scale);
            return Some(if rest.starts_with("以内") { (0, most) } else { (most, most) });
        }
    }
    let date = read_date(raw, today, Direction::Future).value?;
    let months = months_between(today, date);
    Some((months, months))
}

/// Years since a year or date, as a span; a small number is the years themselves.
fn years_back(raw: &str, today: NaiveDate) -> Option<(i64, i64)> {
    const OLDEST_COMPANY: i64 = 1400;
    if let Some(date) = read_date(raw, today, Direction::Past).value {
        let years = months_between(date, today).div_euclid(12);
        return Some((years, years));
    }
    let clean = text::clean(raw);
    let (number, _) = numeral::scan(clean.trim_start_matches(|c: char| !c.is_ascii_digit()))?;
    let this_year = i64::from(today.year());
    match number {
        0..=OLDEST_COMPANY => Some((number, number)),
        _ if number <= this_year => Some(((this_year - number - 1).max(0), this_year - number)),
        _ => None,
    }
}
