//! The condition of a rule, as people write it, turned into questions to cells: a phrase in 内容, or 列, 比較 and 値.

use std::collections::BTreeSet;

use super::compile::{Conditioned, RowTrouble};
use super::condition::{Answers, Bounds, CellTest, Clause, Filled, Place, Question, Since};
use super::memory::RuleRow;
use super::own_column::{self, measure};
use super::phrase::{
    Ask, Cells, Condition, Field, KnownField, Op, Operand, Phrase, describe, parse_cells,
    parse_phrase_with_columns, question as question_of,
};
use super::rulebook::RuleContext;
use crate::decide::book::{ColumnKey, TabKey, Words, header_key};
use crate::decide::reading::industry::Industries;
use crate::decide::reading::text;

const EXPECTED: &str = "a condition such as 従業員数50名以上, 部長クラス以上 or 競合は対象外";
const EXPECTED_CELLS: &str =
    "a header in 列, 以上, 超, 以下, 未満, 等しい, いずれか, 含む or 空欄 in 比較, and a value in 値";

/// Reads the condition of a row; 項目 settles what a phrase leaves open.
///
/// Shape: `own` are the headers of the lead tab that the company added itself.
pub(super) fn read(
    row: &RuleRow,
    context: &RuleContext<'_>,
    own: &[String],
) -> Result<Conditioned, RowTrouble> {
    let words = context.words;
    let (column, phrase, is_contrary) = if text::clean(row.get(ColumnKey::RuleColumn)).is_empty() {
        (ColumnKey::RuleContent, read_phrase(row, context, own)?, false)
    } else {
        let (phrase, is_contrary) = read_cells(row, words)?;
        (ColumnKey::RuleColumn, phrase, is_contrary)
    };
    let text = match describe(&phrase.condition) {
        text if is_contrary => words.fill("rule_reading.contrary", &[("text", &text)]),
        text => text,
    };
    let clause = clause(&phrase.condition, context).ok_or_else(|| {
        let why = words.fill("rule_reading.not_a_lead_condition", &[("text", &text)]);
        RowTrouble::new(row, column, why, "a condition on the columns of the lead tab that people fill in")
    })?;
    Ok(Conditioned {
        clause: if is_contrary { clause.contrary() } else { at_least_times(clause, phrase.min_count) },
        text,
        points: phrase.points,
        cap: phrase.cap,
        window_days: phrase.window_days,
        is_exclusion: phrase.is_exclusion,
    })
}

fn read_phrase(row: &RuleRow, context: &RuleContext<'_>, own: &[String]) -> Result<Phrase, RowTrouble> {
    let content = row.get(ColumnKey::RuleContent);
    if text::clean(content).is_empty() {
        let why = context.words.get("rule_reading.no_condition").to_owned();
        return Err(RowTrouble::new(row, ColumnKey::RuleContent, why, EXPECTED));
    }
    let item = Some(row.get(ColumnKey::RuleItem)).filter(|item| !item.is_empty());
    // A header that phrases know by themselves (競合, 学生) is read as they read it; as a column of texts only where they cannot.
    parse_phrase_with_columns(content, item, own)
        .or_else(|ask| parse_phrase_with_columns(content, item, context.lead_headers).map_err(|_| ask))
        .map_err(|ask| asked(row, ColumnKey::RuleContent, &ask, context.words))
}

/// Headers of the lead tab that neither a column of the contract nor a field of the phrases goes by.
pub(super) fn own_headers(context: &RuleContext<'_>) -> Vec<String> {
    let columns = context.contract.tab(TabKey::Leads).map(|tab| tab.columns.as_slice()).unwrap_or_default();
    let known: BTreeSet<String> = columns
        .iter()
        .flat_map(|column| std::iter::once(&column.header).chain(&column.synonyms))
        .chain(context.contract.field_headers.values().flatten())
        .map(|name| header_key(name))
        .collect();
    let is_own = |header: &&String| !known.contains(&header_key(header));
    context.lead_headers.iter().filter(is_own).cloned().collect()
}

/// Comparisons that ask for the contrary of one that the phrases know.
const CONTRARY: [(&str, &str); 6] = [
    ("含まない", "含む"),
    ("を含まない", "含む"),
    ("not contains", "含む"),
    ("空欄以外", "空欄"),
    ("空白以外", "空欄"),
    ("空以外", "空欄"),
];

/// A condition in three cells, and whether its contrary is meant.
fn read_cells(row: &RuleRow, words: &Words) -> Result<(Phrase, bool), RowTrouble> {
    let comparison = text::clean(row.get(ColumnKey::RuleComparison)).to_lowercase();
    let contrary = CONTRARY.iter().find(|(word, _)| *word == comparison).map(|(_, known)| *known);
    let value = text::clean(row.get(ColumnKey::RuleValue));
    let cells = Cells {
        column: row.get(ColumnKey::RuleColumn),
        comparison: contrary.unwrap_or(&comparison),
        value: &grouped_number(&value).filter(|_| !asks_for_several(&comparison)).unwrap_or(value),
    };
    let condition = parse_cells(cells).map_err(|ask| {
        let why = words.get("rule_reading.bad_cells").to_owned();
        let why = format!("{}{why}", question_of(&ask));
        RowTrouble {
            is_question: true,
            ..RowTrouble::new(row, ColumnKey::RuleComparison, why, EXPECTED_CELLS)
        }
    })?;
    let phrase = Phrase {
        condition,
        points: None,
        cap: None,
        window_days: None,
        min_count: None,
        is_exclusion: false,
    };
    Ok((phrase, contrary.is_some()))
}

/// Between whose values a comma stands.
fn asks_for_several(comparison: &str) -> bool {
    ["いずれ", "どれか", "含", "範囲", "間", "in", "between", "one of"]
        .iter()
        .any(|word| comparison.contains(word))
}

/// `1,000` as one number; a list of numbers is written with spaces or 、, or has parts that are no thousands.
fn grouped_number(value: &str) -> Option<String> {
    let digits = value.trim_start_matches(['-', '+']);
    let unit_at = digits.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(digits.len());
    let mut groups = digits[..unit_at].split(',');
    let is_first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    let mut is_grouped = false;
    let is_rest = groups.all(|group| {
        is_grouped = true;
        group.len() == 3
    });
    (is_first && is_rest && is_grouped).then(|| value.replace(',', ""))
}

/// What a phrase leaves open, with one that would be understood.
fn asked(row: &RuleRow, column: ColumnKey, ask: &Ask, words: &Words) -> RowTrouble {
    let key = format!("rule_example.{}", ask.reason);
    let example = words.get(if words.contains(&key) { &key } else { "rule_example.no_condition" });
    let values = [("question", question_of(ask)), ("example", example.to_owned())];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let why = words.fill("rule_reading.question", &values);
    RowTrouble { is_question: true, ..RowTrouble::new(row, column, why, EXPECTED) }
}

/// The condition with at least so many occurrences.
fn at_least_times(clause: Clause, min_count: Option<u32>) -> Clause {
    match (clause, min_count) {
        (
            Clause::Test(CellTest {
                place,
                question: Question::Quantity(measure, bounds),
                is_negated: false,
            }),
            Some(times),
        ) => {
            let low = bounds.low.unwrap_or(0).max(i64::from(times));
            let question = Question::Quantity(measure, Bounds { low: Some(low), ..bounds });
            Clause::Test(CellTest { place, question, is_negated: false })
        }
        (clause, _) => clause,
    }
}

/// The condition as questions; `None` where it asks for something that the lead's row does not tell.
fn clause(condition: &Condition, context: &RuleContext<'_>) -> Option<Clause> {
    let all =
        |parts: &[Condition]| parts.iter().map(|part| clause(part, context)).collect::<Option<Vec<_>>>();
    match condition {
        Condition::All(parts) => all(parts).map(Clause::All),
        Condition::Any(parts) => all(parts).map(Clause::Any),
        Condition::Test { field, op, value } => {
            let place = place(field, context)?;
            let question = question(field, *op, value, &place, context)?;
            let is_negated =
                matches!(op, Op::NotEqual | Op::NotIn | Op::Missing) || *value == Operand::Flag(false);
            Some(Clause::Test(CellTest { place, question, is_negated }))
        }
    }
}

/// Where a field stands. A score must not depend on itself, and the hand-over's state stands on another tab.
fn place(field: &Field, context: &RuleContext<'_>) -> Option<Place> {
    let known = match field {
        Field::Column(header) => return own_column::place(header, context),
        Field::Known(known) => *known,
    };
    Some(match known {
        KnownField::Score | KnownField::HandoverBusinessDays | KnownField::Status => return None,
        KnownField::Employees => Place::Column(ColumnKey::LeadEmployees),
        KnownField::Industry => Place::Column(ColumnKey::LeadIndustry),
        KnownField::TitleRank | KnownField::Title => Place::Column(ColumnKey::LeadJobTitle),
        KnownField::Company => Place::Column(ColumnKey::LeadCompany),
        KnownField::Downloads => Place::Column(ColumnKey::LeadDownloads),
        KnownField::Webinar => Place::Column(ColumnKey::LeadSeminar),
        KnownField::Visits => Place::Column(ColumnKey::LeadVisits),
        KnownField::Source => Place::Column(ColumnKey::LeadSource),
        KnownField::LastActivityMonths => Place::Column(ColumnKey::LeadLastActivity),
        other => Place::Field(other.key()),
    })
}

fn question(
    field: &Field,
    op: Op,
    value: &Operand,
    place: &Place,
    context: &RuleContext<'_>,
) -> Option<Question> {
    if matches!(op, Op::Exists | Op::Missing) {
        return Some(Question::Filled(match field {
            Field::Known(KnownField::Company) => Filled::Company,
            Field::Known(KnownField::Email) => Filled::Email,
            Field::Known(KnownField::Phone) => Filled::Phone,
            _ => Filled::Any,
        }));
    }
    if op == Op::PerCount {
        return match value {
            Operand::Integer(step) => Some(Question::Times(measure(place), (*step).max(1))),
            _ => Some(Question::Times(measure(place), 1)),
        };
    }
    if matches!(field, Field::Column(_)) {
        return own_column::question(place, op, value, context);
    }
    match value {
        Operand::TargetIndustries => Some(Question::TargetIndustry),
        Operand::Flag(_) => flag(field),
        Operand::Integer(number) => Some(numeric(field, bounds(op, *number), place)),
        Operand::Pair(low, high) => {
            Some(numeric(field, Bounds { low: Some(*low), high: Some(*high) }, place))
        }
        Operand::Text(text) => texts(field, op, std::slice::from_ref(text)),
        Operand::Texts(list) => texts(field, op, list),
    }
}

/// Numbers that a comparison lets pass.
pub(super) fn bounds(op: Op, number: i64) -> Bounds {
    match op {
        Op::AtLeast => Bounds::from(number),
        Op::MoreThan => Bounds::from(number.saturating_add(1)),
        Op::AtMost => Bounds::up_to(number),
        Op::LessThan => Bounds::up_to(number.saturating_sub(1)),
        _ => Bounds { low: Some(number), high: Some(number) },
    }
}

fn numeric(field: &Field, bounds: Bounds, place: &Place) -> Question {
    match field {
        Field::Known(KnownField::TitleRank) => Question::Rank(bounds),
        Field::Known(KnownField::LastVisitDays | KnownField::LastContactDays) => {
            Question::Elapsed(Since::Days, bounds)
        }
        Field::Known(KnownField::LastContactMonths | KnownField::LastActivityMonths) => {
            Question::Elapsed(Since::Months, bounds)
        }
        Field::Known(KnownField::YearsSinceFounded) => Question::Elapsed(Since::Years, bounds),
        Field::Known(KnownField::TimingMonths) => Question::Elapsed(Since::MonthsAhead, bounds),
        _ => Question::Quantity(measure(place), bounds),
    }
}

/// Marks such as 競合 ○. A blank cell says no where the mark is set only where it applies; whether a company is listed it leaves open.
fn flag(field: &Field) -> Option<Question> {
    let (words, is_blank_no): (&'static [&'static str], bool) = match field {
        Field::Known(KnownField::WebinarRegisteredOnly) => return Some(Question::RegisteredOnly),
        Field::Known(KnownField::IsListed) => {
            (&["上場", "東証", "名証", "プライム", "スタンダード", "グロース", "マザーズ"], false)
        }
        Field::Known(KnownField::IsCompetitor) => (&["競合", "同業", "ライバル"], true),
        Field::Known(KnownField::IsStudent) => (&["学生", "大学生", "院生"], true),
        Field::Known(KnownField::IsExistingCustomer) => (&["既存", "取引中", "顧客", "契約中"], true),
        Field::Known(KnownField::IsSoleProprietor) => (&["個人"], true),
        Field::Known(KnownField::Unsubscribed) => (&["停止", "解除", "オプトアウト"], true),
        _ => (&[], true),
    };
    Some(Question::Marked { words, is_blank_no })
}

fn texts(field: &Field, op: Op, list: &[String]) -> Option<Question> {
    let folded = || list.iter().map(|text| text.to_lowercase()).collect::<Vec<String>>();
    Some(match field {
        Field::Known(KnownField::Industry) => {
            let mut industries = Industries::default();
            list.iter().flat_map(|text| text.chars()).for_each(|letter| industries.insert(letter));
            Question::Industry(industries)
        }
        Field::Known(KnownField::Prefecture) => Question::Prefecture(list.to_vec()),
        Field::Known(KnownField::EmailDomainKind) => Question::DomainKind(list.to_vec()),
        Field::Known(KnownField::Source) => Question::Channel(list.to_vec()),
        Field::Known(KnownField::PageViewedOnly) => Question::OnlyContains(folded()),
        _ if op == Op::Contains => Question::Contains(folded()),
        _ => answers(list).unwrap_or_else(|| Question::Words(folded())),
    })
}

/// `yes`, `no` and `partial` as answers.
fn answers(list: &[String]) -> Option<Question> {
    let mut answers = Answers::default();
    for text in list {
        match text.as_str() {
            "yes" => answers.yes = true,
            "no" => answers.no = true,
            "partial" => answers.partial = true,
            _ => return None,
        }
    }
    Some(Question::Answer(answers))
}
