//! How a cell was read for a rule, in words for people: `約100`, `段50`, `E;G`.

use super::cell::{self, CellContext};
use super::condition::{Measure, Question};
use crate::decide::book::Words;
use crate::decide::reading::email::{Email, read_email};
use crate::decide::reading::industry::read_industry;
use crate::decide::reading::job_title::read_job_title;
use crate::decide::reading::quantity::Quantity;
use crate::decide::reading::text;
use crate::decide::reading::yes_no::{YesNo, read_yes_no};

/// What the reader of a question made of a cell; empty where the text counts as it stands.
pub(super) fn reading_text(
    question: &Question,
    raw: &str,
    context: &CellContext<'_>,
    words: &Words,
) -> String {
    if text::clean(raw).is_empty() {
        return String::new();
    }
    let told = match question {
        Question::Quantity(measure, _) | Question::Times(measure, _) => {
            let told = quantity(cell::read_measure(raw, *measure, context).value, words);
            match measure {
                Measure::Yen => told.map(|yen| words.fill("explain.yen", &[("value", &yen)])),
                _ => told,
            }
        }
        Question::Rank(_) => {
            let rank = read_job_title(raw, context.ranks).value;
            (rank > 0).then(|| words.fill("explain.rank", &[("value", &rank.to_string())]))
        }
        Question::Answer(_) | Question::RegisteredOnly => answer(read_yes_no(raw).value, words),
        Question::Industry(_) | Question::TargetIndustry => {
            let read = read_industry(raw).value;
            (!read.is_undecided()).then(|| read.to_string())
        }
        Question::DomainKind(_) => match read_email(raw).value {
            Email::Known { main, .. } => Some(main.domain_kind.to_string()),
            Email::None | Email::Invalid => None,
        },
        Question::Elapsed(since, _) => cell::elapsed_span(raw, *since, context.today)
            .and_then(|(low, high)| quantity(Quantity::Range { low: Some(low), high: Some(high) }, words)),
        _ => return String::new(),
    };
    told.unwrap_or_else(|| words.get("explain.unknown").to_owned())
}

fn quantity(read: Quantity, words: &Words) -> Option<String> {
    let fill = |key, low: i64, high: i64| {
        words.fill(key, &[("value", &low.to_string()), ("value2", &high.to_string())])
    };
    match read {
        Quantity::Exact(number) => Some(number.to_string()),
        Quantity::About(number) => Some(fill("explain.about", number, number)),
        Quantity::Range { low: Some(low), high: Some(high) } if low == high => Some(low.to_string()),
        Quantity::Range { low: Some(low), high: Some(high) } => Some(fill("explain.range", low, high)),
        Quantity::Range { low: Some(low), high: None } => Some(fill("explain.at_least", low, low)),
        Quantity::Range { low: None, high: Some(high) } => Some(fill("explain.at_most", high, high)),
        Quantity::Range { low: None, high: None } | Quantity::Unknown => None,
    }
}

fn answer(read: YesNo, words: &Words) -> Option<String> {
    let key = match read {
        YesNo::Yes => "explain.answer_yes",
        YesNo::No => "explain.answer_no",
        YesNo::Partial => "explain.answer_partial",
        YesNo::Unknown => return None,
    };
    Some(words.get(key).to_owned())
}
