//! Conditions on a column by its header text: the company's own columns, and the contract's where the phrases leave them as they are.

use super::condition::{Answers, Bounds, Measure, Place, Question, Since};
use super::only_position;
use super::phrase::{Op, Operand};
use super::rulebook::RuleContext;
use crate::decide::book::{ColumnKey, Owner, TabKey, same_header};
use crate::decide::reading::industry::{Industries, read_industry};
use crate::decide::reading::job_title::read_job_title;
use crate::decide::reading::yes_no::{YesNo, read_yes_no};

/// The column with this header: a contract's column where the header finds one; `None` for a column that tossup writes, since a score
/// must not depend on itself.
pub(super) fn place(header: &str, context: &RuleContext<'_>) -> Option<Place> {
    let Some(tab) = context.contract.tab(TabKey::Leads) else {
        return Some(Place::Header(header.to_owned()));
    };
    let key = match only_position(context.lead_headers, header) {
        Some(position) => {
            let located = tab.locate(context.lead_headers);
            located.positions.iter().find(|(_, at)| **at == position).map(|(key, _)| *key)
        }
        None => tab
            .columns
            .iter()
            .find(|column| {
                std::iter::once(&column.header).chain(&column.synonyms).any(|name| same_header(name, header))
            })
            .map(|column| column.key),
    };
    match key.and_then(|key| tab.column(key)) {
        Some(column) if column.owner == Owner::Tossup => None,
        Some(column) => Some(Place::Column(column.key)),
        None => Some(Place::Header(header.to_owned())),
    }
}

/// What is asked of the column: in the meaning of the column where the value has one there, else as number or text.
pub(super) fn question(
    place: &Place,
    op: Op,
    value: &Operand,
    context: &RuleContext<'_>,
) -> Option<Question> {
    match value {
        Operand::Integer(number) => Some(numeric(place, super::phrased::bounds(op, *number))),
        Operand::Pair(low, high) => Some(numeric(place, Bounds { low: Some(*low), high: Some(*high) })),
        Operand::Text(text) if op == Op::Contains => Some(Question::Contains(vec![text.to_lowercase()])),
        Operand::Text(text) => Some(one_of(place, std::slice::from_ref(text), context)),
        Operand::Texts(list) => Some(one_of(place, list, context)),
        Operand::TargetIndustries => Some(Question::TargetIndustry),
        Operand::Flag(_) => None,
    }
}

/// What the numbers of a column count.
pub(super) fn measure(place: &Place) -> Measure {
    match place {
        Place::Column(ColumnKey::LeadEmployees) => Measure::Employees,
        Place::Column(ColumnKey::LeadDownloads) => Measure::Downloads,
        Place::Column(ColumnKey::LeadVisits | ColumnKey::LeadSeminar) => Measure::Visits,
        Place::Field("webinar_count" | "email_opens" | "email_clicks") => Measure::Visits,
        Place::Field("capital_yen" | "revenue_yen" | "budget_yen") => Measure::Yen,
        _ => Measure::Other,
    }
}

fn numeric(place: &Place, bounds: Bounds) -> Question {
    match place {
        Place::Column(ColumnKey::LeadLastActivity) => Question::Elapsed(Since::Days, bounds),
        _ => Question::Quantity(measure(place), bounds),
    }
}

fn one_of(place: &Place, values: &[String], context: &RuleContext<'_>) -> Question {
    let meant = match place {
        Place::Column(ColumnKey::LeadJobTitle) => one_rank(values, context),
        Place::Column(ColumnKey::LeadIndustry) => industries(values),
        Place::Column(ColumnKey::LeadSeminar) => answers(values),
        _ => one_number(place, values),
    };
    meant.unwrap_or_else(|| Question::Words(values.iter().map(|value| value.to_lowercase()).collect()))
}

fn one_rank(values: &[String], context: &RuleContext<'_>) -> Option<Question> {
    let [value] = values else { return None };
    let rank = i64::from(read_job_title(value, context.title_ranks).value);
    (rank > 0).then_some(Question::Rank(Bounds { low: Some(rank), high: Some(rank) }))
}

fn one_number(place: &Place, values: &[String]) -> Option<Question> {
    const UNITS: [char; 8] = ['名', '人', '回', '円', '点', '件', '社', '台'];
    let [value] = values else { return None };
    let digits = value.strip_suffix(UNITS).unwrap_or(value);
    let number = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(Question::Quantity(measure(place), Bounds { low: Some(number), high: Some(number) }))
}

fn industries(values: &[String]) -> Option<Question> {
    let mut set = Industries::default();
    for value in values {
        let read = read_industry(value).value;
        if read.is_undecided() {
            return None;
        }
        set.extend(read);
    }
    Some(Question::Industry(set))
}

fn answers(values: &[String]) -> Option<Question> {
    let mut answers = Answers::default();
    for value in values {
        match read_yes_no(value).value {
            YesNo::Yes => answers.yes = true,
            YesNo::No => answers.no = true,
            YesNo::Partial => answers.partial = true,
            YesNo::Unknown => return None,
        }
    }
    Some(Question::Answer(answers))
}
