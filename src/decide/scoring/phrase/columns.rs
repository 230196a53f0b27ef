//! Rules over columns that the company added itself, and rules in three cells: column, comparison, value.

use crate::decide::reading::{numeral, text};

use super::condition::{Condition, Field, Op, Operand};
use super::extras::{Peeled, peel};
use super::{Ask, PHRASE_CHARS_MAX, Phrase, atom, parse_phrase, spell, without_thousands};

/// A rule in three cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cells<'t> {
    /// Header text of a column, or a name that phrases know.
    pub column: &'t str,
    /// 以上, 超, いずれか, 空欄, `>=`, `in` …
    pub comparison: &'t str,
    /// One value, or several between commas.
    pub value: &'t str,
}

/// Comparisons: spelling, operator, and how a phrase would say it.
const COMPARISONS: &[(Op, &str, &[&str])] = &[
    (Op::AtLeast, "以上", &["以上", ">=", "≧", "≥", "gte", "ge", "=>"]),
    (Op::MoreThan, "超", &["超", "超える", "より大きい", "より多い", ">", "gt", "を超える", "超過"]),
    (Op::AtMost, "以下", &["以下", "<=", "≦", "≤", "lte", "le", "以内", "まで", "=<"]),
    (Op::LessThan, "未満", &["未満", "<", "lt", "より小さい", "より少ない"]),
    (
        Op::Equal,
        "",
        &[
            "等しい",
            "と等しい",
            "に等しい",
            "=",
            "==",
            "eq",
            "一致",
            "と一致",
            "完全一致",
            "である",
            "は",
            "イコール",
            "同じ",
            "is",
            "",
        ],
    ),
    (
        Op::NotEqual,
        "以外",
        &[
            "≠",
            "!=",
            "<>",
            "ne",
            "neq",
            "等しくない",
            "と等しくない",
            "以外",
            "ではない",
            "でない",
            "不一致",
            "異なる",
            "is not",
        ],
    ),
    (
        Op::In,
        "",
        &[
            "いずれか",
            "のいずれか",
            "いずれかに一致",
            "in",
            "どれか",
            "のどれか",
            "いずれかと等しい",
            "含まれる",
            "に含まれる",
            "one of",
        ],
    ),
    (
        Op::NotIn,
        "以外",
        &[
            "not in",
            "not_in",
            "いずれでもない",
            "のいずれでもない",
            "いずれにも該当しない",
            "いずれか以外",
            "含まれない",
            "に含まれない",
        ],
    ),
    (Op::Contains, "を含む", &["含む", "を含む", "contains", "部分一致", "like"]),
    (
        Op::Exists,
        "入力あり",
        &[
            "入力あり",
            "exists",
            "空欄でない",
            "空でない",
            "あり",
            "記入あり",
            "値あり",
            "not empty",
            "入力済み",
            "入力されている",
        ],
    ),
    (
        Op::Missing,
        "空欄",
        &[
            "空欄",
            "missing",
            "空",
            "空白",
            "なし",
            "未入力",
            "値なし",
            "empty",
            "blank",
            "is empty",
            "未記入",
        ],
    ),
    (Op::Between, "", &["範囲", "の範囲", "between", "間", "の間", "から", "以上以下"]),
];

/// Reads a rule in three cells.
///
/// Shape: a column that phrases know is read as the phrase would be; every other one is compared as text or number.
/// Errors: a question where column or comparison is missing or no number stands where one is compared.
pub fn parse_cells(cells: Cells<'_>) -> Result<Condition, Ask> {
    let column = text::clean(cells.column);
    let comparison = text::clean(cells.comparison).to_lowercase();
    let (op, said, _) = COMPARISONS
        .iter()
        .find(|(_, _, spellings)| spellings.contains(&comparison.as_str()))
        .ok_or_else(|| Ask::new("no_condition"))?;
    if column.is_empty() {
        return Err(Ask::new("no_condition"));
    }
    let is_number = matches!(op, Op::AtLeast | Op::MoreThan | Op::AtMost | Op::LessThan | Op::Between);
    let values =
        if is_number { list(&without_thousands(&text::clean(cells.value))) } else { list(cells.value) };
    if values.is_empty() && !matches!(op, Op::Exists | Op::Missing) {
        return Err(Ask::new("no_condition"));
    }
    if is_known(&column) {
        let phrase = match op {
            Op::Exists | Op::Missing => format!("{column}が{said}"),
            Op::Between => format!("{column}が{}", values.join("〜")),
            _ => format!("{column}が{}{said}", values.join("、")),
        };
        if let Ok(Phrase { condition, points: None, .. }) = parse_phrase(&phrase, None) {
            return Ok(condition);
        }
    }
    on_column(&column, *op, &values)
}

/// The column has a name that phrases read by themselves.
fn is_known(column: &str) -> bool {
    atom::is_label(&spell(column))
}

/// Values between commas and joining words, brackets and quotes taken off.
fn list(value: &str) -> Vec<String> {
    let clean = text::clean(value);
    let inner = clean.trim_matches(['[', ']', '(', ')', '{', '}']);
    inner
        .replace("または", ",")
        .replace("もしくは", ",")
        .replace("又は", ",")
        .replace("あるいは", ",")
        .split([',', '、', ';', '|', '・', '，', '/'])
        .map(|part| part.trim().trim_matches(['"', '\'', '「', '」', '『', '』', '“', '”']).trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn number_of(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−', '▲', '△']) {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (value, rest) = numeral::scan(digits)?;
    let is_unit = rest.chars().count() <= 2 && !rest.contains(|c: char| c.is_ascii_alphanumeric());
    is_unit.then_some(sign * value)
}

fn on_column(column: &str, op: Op, values: &[String]) -> Result<Condition, Ask> {
    let field = Field::Column(column.to_owned());
    let first = values.first().map(String::as_str).unwrap_or_default();
    let (op, value) = match op {
        Op::Exists | Op::Missing => (op, Operand::Flag(true)),
        Op::AtLeast | Op::MoreThan | Op::AtMost | Op::LessThan | Op::PerCount => {
            (op, Operand::Integer(number_of(first).ok_or_else(|| Ask::about("which_number", first))?))
        }
        Op::Between => {
            let numbers: Vec<i64> =
                values.iter().flat_map(|value| value.split(['〜', '~'])).filter_map(number_of).collect();
            match numbers.as_slice() {
                [low, high] => (op, Operand::Pair(*low.min(high), *low.max(high))),
                _ => return Err(Ask::new("no_bounds")),
            }
        }
        Op::Equal | Op::In if values.len() > 1 => (Op::In, Operand::Texts(values.to_vec())),
        Op::NotEqual | Op::NotIn if values.len() > 1 => (Op::NotIn, Operand::Texts(values.to_vec())),
        Op::In | Op::NotIn => (op, Operand::Texts(values.to_vec())),
        Op::Contains if values.len() > 1 => {
            let test = |value: &String| Condition::Test {
                field: field.clone(),
                op,
                value: Operand::Text(value.clone()),
            };
            return Ok(Condition::Any(values.iter().map(test).collect()));
        }
        Op::Equal | Op::NotEqual | Op::Contains => (op, Operand::Text(first.to_owned())),
    };
    Ok(Condition::Test { field, op, value })
}

/// Reads a phrase of a tab with the given headers: a phrase may begin with the header of a column of the company's own.
///
/// Errors: a question where the phrase is open.
pub fn parse_phrase_with_columns(
    content: &str,
    item: Option<&str>,
    headers: &[String],
) -> Result<Phrase, Ask> {
    let clean = text::clean(content);
    if clean.chars().count() > PHRASE_CHARS_MAX {
        return Err(Ask::new("no_measure"));
    }
    let peeled = peel(&clean)?;
    if let Some(found) = own_columns(&peeled, headers, false) {
        return found;
    }
    let direct = parse_phrase(content, item);
    if direct.is_ok() {
        return direct;
    }
    if let Some(found) = own_columns(&peeled, headers, true) {
        return found;
    }
    let item = item.map(text::clean).unwrap_or_default();
    if find_header(&item, headers, true).is_some_and(|(_, rest)| rest.is_empty()) {
        let joined = Peeled { text: format!("{item}が{}", peeled.text), ..peeled };
        if let Some(found) = own_columns(&joined, headers, true) {
            return found;
        }
    }
    direct
}

/// The longest header at the beginning of a text, and the text behind it.
fn find_header<'t>(text: &'t str, headers: &[String], with_known: bool) -> Option<(String, &'t str)> {
    headers
        .iter()
        .map(|header| text::clean(header))
        .filter(|header| !header.is_empty() && (with_known || !is_known(header)))
        .filter(|header| text.strip_prefix(header.as_str()).is_some())
        .max_by_key(String::len)
        .and_then(|header| text.strip_prefix(header.as_str()).map(|rest| (header.clone(), rest)))
}

/// Parts joined by かつ or または, each beginning with a header; a part without one is a further value of the part before.
fn own_columns(peeled: &Peeled, headers: &[String], with_known: bool) -> Option<Result<Phrase, Ask>> {
    find_header(&peeled.text, headers, with_known)?;
    let mut alternatives: Vec<Result<Condition, Ask>> = Vec::new();
    let mut pending: Option<String> = None;
    let marked = peeled.text.replace(" or ", "または").replace("もしくは", "または");
    for part in marked.split("または").map(str::trim) {
        match (&mut pending, find_header(part, headers, with_known)) {
            (Some(before), None) => {
                before.push('、');
                before.push_str(part);
            }
            (before, _) => {
                alternatives.extend(before.take().map(|text| all_columns(&text, headers, with_known)));
                pending = Some(part.to_owned());
            }
        }
    }
    alternatives.extend(pending.map(|text| all_columns(&text, headers, with_known)));
    let conditions: Result<Vec<Condition>, Ask> = alternatives.into_iter().collect();
    Some(conditions.map(|conditions| Phrase {
        condition: one_or(conditions, Condition::Any),
        points: peeled.points,
        cap: peeled.cap,
        window_days: None,
        min_count: None,
        is_exclusion: peeled.is_exclusion,
    }))
}

fn one_or(mut conditions: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    if conditions.len() == 1 { conditions.swap_remove(0) } else { many(conditions) }
}

fn all_columns(text: &str, headers: &[String], with_known: bool) -> Result<Condition, Ask> {
    let marked = text.replace(" and ", "かつ").replace("且つ", "かつ");
    let parts: Result<Vec<Condition>, Ask> = marked
        .split("かつ")
        .map(str::trim)
        .map(|part| match find_header(part, headers, with_known) {
            Some((header, rest)) => one_column(&header, rest),
            None => parse_phrase(part, None).map(|phrase| phrase.condition),
        })
        .collect();
    Ok(one_or(parts?, Condition::All))
}

/// 「がMid、Big」, 「≥ 5」, 「が空欄」, 「がYes以外」.
fn one_column(header: &str, rest: &str) -> Result<Condition, Ask> {
    let rest = rest.trim();
    let rest = ["が", "は", ":", "に", "の値が", "の"]
        .iter()
        .find_map(|joint| rest.strip_prefix(joint))
        .unwrap_or(rest)
        .trim();
    let rest = ["である", "の場合", "なら", "の企業", "のとき", "です"]
        .iter()
        .find_map(|ending| rest.strip_suffix(ending))
        .unwrap_or(rest)
        .trim();
    let spelled = |rest: &str| {
        COMPARISONS
            .iter()
            .find(|(_, _, words)| words.contains(&rest.to_lowercase().as_str()))
            .map(|(op, ..)| *op)
    };
    if rest.is_empty() {
        // A column alone: it is filled in.
        return on_column(header, Op::Exists, &[]);
    }
    if let Some(op @ (Op::Exists | Op::Missing)) = spelled(rest) {
        return on_column(header, op, &[]);
    }
    let mut found: Option<(Op, &str, usize)> = None;
    for (op, _, words) in COMPARISONS {
        for word in words.iter().filter(|word| !word.is_empty()) {
            let is_sign = !word.starts_with(|c: char| c.is_alphabetic());
            let side = if is_sign {
                rest.strip_prefix(word)
            } else if word.is_ascii() {
                None
            } else {
                rest.strip_suffix(word)
            };
            if let Some(value) = side.filter(|value| !value.trim().is_empty())
                && found.is_none_or(|(_, _, len)| word.len() > len)
            {
                found = Some((*op, value, word.len()));
            }
        }
    }
    let (op, value) = found.map_or((Op::Equal, rest), |(op, value, _)| (op, value));
    let values = list(value);
    let is_range = op == Op::Equal && values.len() == 1 && values[0].contains(['〜', '~']);
    on_column(header, if is_range { Op::Between } else { op }, &values)
}
