//! The structured form of a rule: 列, 比較, 値.

use super::compile::{Conditioned, RowTrouble};
use super::condition::{Answers, Bounds, CellTest, Clause, Filled, Measure, Place, Question, Since};
use super::memory::RuleRow;
use super::only_position;
use super::rulebook::RuleContext;
use crate::decide::book::{ColumnKey, Owner, TabKey, Words, same_header};
use crate::decide::reading::industry::{Industries, read_industry};
use crate::decide::reading::job_title::read_job_title;
use crate::decide::reading::quantity::{Quantity, QuantityField, read_quantity};
use crate::decide::reading::text;
use crate::decide::reading::yes_no::{YesNo, read_yes_no};

/// What 比較 says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    AtLeast,
    Over,
    AtMost,
    Under,
    Equal,
    NotEqual,
    Contains,
    NotContains,
    Blank,
    Filled,
    PerCount,
}

/// Spellings of 比較; the first of each is the one that messages show.
const COMPARISONS: [(Comparison, &[&str]); 11] = [
    (Comparison::AtLeast, &["以上", ">=", "≧", "≥", "=>"]),
    (Comparison::Over, &["超", "超える", "超過", ">", "より大きい", "より多い"]),
    (Comparison::AtMost, &["以下", "<=", "≦", "≤", "=<", "以内", "まで"]),
    (Comparison::Under, &["未満", "<", "より小さい", "より少ない"]),
    (Comparison::NotEqual, &["等しくない", "!=", "<>", "≠", "以外", "いずれでもない", "not in", "でない", "除く"]),
    (Comparison::Equal, &["等しい", "=", "==", "いずれか", "in", "一致", "である", "次のいずれか", "eq"]),
    (Comparison::NotContains, &["含まない", "not contains"]),
    (Comparison::Contains, &["含む", "contains", "部分一致"]),
    (Comparison::Filled, &["空欄以外", "空欄でない", "記入あり", "あり", "exists"]),
    (Comparison::Blank, &["空欄", "記入なし", "なし", "missing"]),
    (Comparison::PerCount, &["1回につき", "回数ごと", "ごと", "per_count"]),
];

const EXPECTED: &str = "以上, 超, 以下, 未満, 等しい, 等しくない, 含む, 含まない, 空欄, 空欄以外 or 1回につき";

/// Reads 列, 比較, 値.
pub(super) fn read(row: &RuleRow, context: &RuleContext<'_>) -> Result<Conditioned, RowTrouble> {
    let words = context.words;
    let header = text::clean(row.get(ColumnKey::RuleColumn));
    let place = find_place(&header, context).ok_or_else(|| {
        let why = words.fill("rule_reading.own_column", &[("header", &header)]);
        RowTrouble::new(row, ColumnKey::RuleColumn, why, "a column that people fill in")
    })?;
    let comparison = read_comparison(row.get(ColumnKey::RuleComparison)).ok_or_else(|| {
        let why = words.fill("rule_reading.bad_comparison", &[("text", row.get(ColumnKey::RuleComparison))]);
        RowTrouble::new(row, ColumnKey::RuleComparison, why, EXPECTED)
    })?;
    let value = text::clean(row.get(ColumnKey::RuleValue));
    let question = question(&place, comparison, &value, context).ok_or_else(|| {
        let why = words.fill("rule_reading.bad_value", &[("text", &value)]);
        RowTrouble::new(row, ColumnKey::RuleValue, why, "a value that the column can be compared with, such as 50 or 部長")
    })?;
    let is_negated =
        matches!(comparison, Comparison::NotEqual | Comparison::NotContains | Comparison::Blank);
    Ok(Conditioned {
        clause: Clause::Test(CellTest { place, question, is_negated }),
        text: describe(&header, comparison, &value, words),
        points: None,
        cap: None,
        window_days: None,
        is_exclusion: false,
    })
}

/// The column with this header: a contract's column where the header finds one; `None` for a column that tossup writes, since a score
/// must not depend on itself.
fn find_place(header: &str, context: &RuleContext<'_>) -> Option<Place> {
    let Some(tab) = context.contract.tab(TabKey::Leads) else { return Some(Place::Header(header.to_owned())) };
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

fn read_comparison(raw: &str) -> Option<Comparison> {
    let clean = text::clean(raw).to_lowercase();
    let said = clean.strip_prefix('が').or(clean.strip_prefix('に')).or(clean.strip_prefix('を')).unwrap_or(&clean);
    if said.is_empty() {
        return Some(Comparison::Equal);
    }
    COMPARISONS.iter().find(|(_, spellings)| spellings.contains(&said)).map(|(comparison, _)| *comparison)
}

fn question(
    place: &Place,
    comparison: Comparison,
    value: &str,
    context: &RuleContext<'_>,
) -> Option<Question> {
    match comparison {
        Comparison::Blank | Comparison::Filled => Some(Question::Filled(Filled::Any)),
        Comparison::PerCount => {
            let step = if value.is_empty() { 1 } else { number(value)? };
            (step >= 1).then_some(Question::Times(measure(place), step))
        }
        Comparison::Contains | Comparison::NotContains => Some(Question::Contains(list(value)?)),
        Comparison::Equal | Comparison::NotEqual => equal_to_one_of(place, &list(value)?, context),
        Comparison::AtLeast | Comparison::Over | Comparison::AtMost | Comparison::Under => {
            ordered(place, comparison, value, context)
        }
    }
}

/// The values of a list; `None` for an empty one.
fn list(value: &str) -> Option<Vec<String>> {
    let values: Vec<String> = value
        .replace("または", "、")
        .split([',', '、', ';', '\n'])
        .map(|value| value.trim().to_lowercase())
        .filter(|value| !value.is_empty())
        .collect();
    (!values.is_empty()).then_some(values)
}

fn number(value: &str) -> Option<i64> {
    match read_quantity(value, QuantityField::Any).value {
        Quantity::Exact(number) => Some(number),
        _ => None,
    }
}

/// What the numbers of a column count.
pub(super) fn measure(place: &Place) -> Measure {
    match place {
        Place::Column(ColumnKey::LeadEmployees) => Measure::Employees,
        Place::Column(ColumnKey::LeadDownloads) => Measure::Downloads,
        Place::Column(ColumnKey::LeadVisits | ColumnKey::LeadSeminar) => Measure::Visits,
        Place::Field("capital_yen" | "revenue_yen" | "budget_yen") => Measure::Yen,
        _ => Measure::Other,
    }
}

fn ordered(
    place: &Place,
    comparison: Comparison,
    value: &str,
    context: &RuleContext<'_>,
) -> Option<Question> {
    if *place == Place::Column(ColumnKey::LeadJobTitle) {
        let rank = i64::from(read_job_title(value, context.title_ranks).value);
        return (rank > 0).then(|| Question::Rank(bounds(comparison, rank)));
    }
    let bounds = bounds(comparison, number(value)?);
    Some(match place {
        Place::Column(ColumnKey::LeadLastActivity) => Question::Elapsed(Since::Days, bounds),
        _ => Question::Quantity(measure(place), bounds),
    })
}

fn bounds(comparison: Comparison, number: i64) -> Bounds {
    match comparison {
        Comparison::Over => Bounds::from(number.saturating_add(1)),
        Comparison::AtMost => Bounds::up_to(number),
        Comparison::Under => Bounds::up_to(number.saturating_sub(1)),
        _ => Bounds::from(number),
    }
}

/// Equality in the meaning of the column where all values have one there, else as texts.
fn equal_to_one_of(place: &Place, values: &[String], context: &RuleContext<'_>) -> Option<Question> {
    let meant = match place {
        Place::Column(ColumnKey::LeadJobTitle) => one_rank(values, context),
        Place::Column(ColumnKey::LeadIndustry) => industries(values),
        Place::Column(ColumnKey::LeadSeminar) => answers(values),
        Place::Column(ColumnKey::LeadEmployees | ColumnKey::LeadDownloads | ColumnKey::LeadVisits) => {
            one_number(place, values)
        }
        _ => one_number(place, values),
    };
    Some(meant.unwrap_or_else(|| Question::Words(values.to_vec())))
}

fn one_rank(values: &[String], context: &RuleContext<'_>) -> Option<Question> {
    let [value] = values else { return None };
    let rank = i64::from(read_job_title(value, context.title_ranks).value);
    (rank > 0).then_some(Question::Rank(Bounds { low: Some(rank), high: Some(rank) }))
}

fn one_number(place: &Place, values: &[String]) -> Option<Question> {
    let [value] = values else { return None };
    let is_digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_digits.then(|| number(value)).flatten()?;
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

/// The condition in Japanese.
fn describe(header: &str, comparison: Comparison, value: &str, words: &Words) -> String {
    let is_list = value.contains([',', '、', ';']);
    let key = match comparison {
        Comparison::AtLeast => "phrase.at_least",
        Comparison::Over => "phrase.more_than",
        Comparison::AtMost => "phrase.at_most",
        Comparison::Under => "phrase.less_than",
        Comparison::Equal if is_list => "phrase.one_of",
        Comparison::NotEqual if is_list => "phrase.none_of",
        Comparison::Equal => "phrase.equal",
        Comparison::NotEqual => "phrase.not_equal",
        Comparison::Contains => "phrase.contains",
        Comparison::NotContains => "phrase.not_contains",
        Comparison::Filled => "phrase.exists",
        Comparison::Blank => "phrase.missing",
        Comparison::PerCount => return header.to_owned(),
    };
    words.fill(key, &[("field", header), ("value", value)])
}
