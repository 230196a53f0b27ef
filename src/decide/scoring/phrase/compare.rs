//! Numbers with their comparison: 「50名以上」, 「100〜299名」, 「1億円超」.

use crate::decide::reading::numeral;

use super::condition::{Condition, KnownField, Op, Operand};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    None,
    People,
    Times,
    Yen,
    Points,
    Years,
    Months,
    Weeks,
    Days,
    BusinessDays,
}

/// How the number compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    One(Op, i64),
    Between(i64, i64),
    /// 約, 程度, 規模: the width is open.
    About,
}

/// A comparison found in a text, and the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comparison<'t> {
    pub(super) before: &'t str,
    pub(super) limit: Limit,
    pub(super) unit: Unit,
    /// A comparing word stands with the number; without one the number is only a number.
    pub(super) is_explicit: bool,
    pub(super) after: &'t str,
    /// The number as written.
    pub(super) written: &'t str,
}

impl Comparison<'_> {
    /// The comparison as a condition on a field, all numbers multiplied.
    pub(super) fn on(&self, field: KnownField, factor: i64) -> Option<Condition> {
        let times = |number: i64| number.checked_mul(factor);
        Some(match self.limit {
            Limit::One(op, number) => Condition::test(field, op, Operand::Integer(times(number)?)),
            Limit::Between(low, high) => {
                Condition::test(field, Op::Between, Operand::Pair(times(low)?, times(high)?))
            }
            Limit::About => return None,
        })
    }

    /// Factor to days for a period.
    pub(super) fn days_factor(&self) -> Option<i64> {
        Some(match self.unit {
            Unit::Days => 1,
            Unit::Weeks => 7,
            Unit::Months => 30,
            Unit::Years => 365,
            _ => return None,
        })
    }

    /// Factor to months for a period.
    pub(super) fn months_factor(&self) -> Option<i64> {
        Some(match self.unit {
            Unit::Months => 1,
            Unit::Years => 12,
            _ => return None,
        })
    }
}

const UNITS: &[(&str, Unit)] = &[
    ("営業日", Unit::BusinessDays),
    ("か月間", Unit::Months),
    ("か月", Unit::Months),
    ("月", Unit::Months),
    ("週間", Unit::Weeks),
    ("週", Unit::Weeks),
    ("日間", Unit::Days),
    ("日", Unit::Days),
    ("年間", Unit::Years),
    ("年", Unit::Years),
    ("円", Unit::Yen),
    ("ポイント", Unit::Points),
    ("点", Unit::Points),
    ("pt", Unit::Points),
    ("名様", Unit::People),
    ("名", Unit::People),
    ("人", Unit::People),
    ("回", Unit::Times),
    ("度", Unit::Times),
    ("通", Unit::Times),
    ("件", Unit::Times),
    ("本", Unit::Times),
    ("ページ", Unit::Times),
    ("pv", Unit::Times),
    ("dl", Unit::Times),
    ("種類", Unit::Times),
    ("つ", Unit::Times),
];

const BEFORE: &[(&str, Op)] = &[
    (">=", Op::AtLeast),
    ("≧", Op::AtLeast),
    ("≥", Op::AtLeast),
    ("<=", Op::AtMost),
    ("≦", Op::AtMost),
    ("≤", Op::AtMost),
    ("!=", Op::NotEqual),
    ("≠", Op::NotEqual),
    (">", Op::MoreThan),
    ("<", Op::LessThan),
    ("==", Op::Equal),
    ("=", Op::Equal),
    ("最低でも", Op::AtLeast),
    ("最低", Op::AtLeast),
    ("少なくとも", Op::AtLeast),
    ("最大", Op::AtMost),
    ("最大で", Op::AtMost),
    ("ちょうど", Op::Equal),
    ("~", Op::AtMost),
    ("〜", Op::AtMost),
];

const AFTER: &[(&str, Op)] = &[
    ("以上", Op::AtLeast),
    ("いじょう", Op::AtLeast),
    ("を下回らない", Op::AtLeast),
    ("に達したら", Op::AtLeast),
    ("に達した", Op::AtLeast),
    ("に達する", Op::AtLeast),
    ("に到達したら", Op::AtLeast),
    ("に到達", Op::AtLeast),
    ("到達", Op::AtLeast),
    ("から", Op::AtLeast),
    ("より上", Op::MoreThan),
    ("を超えたら", Op::MoreThan),
    ("を超えた", Op::MoreThan),
    ("を超える", Op::MoreThan),
    ("を超えて", Op::MoreThan),
    ("を越えて", Op::MoreThan),
    ("を超過", Op::MoreThan),
    ("超過", Op::MoreThan),
    ("を過ぎて", Op::MoreThan),
    ("を過ぎた", Op::MoreThan),
    ("を過ぎ", Op::MoreThan),
    ("を越えたら", Op::MoreThan),
    ("を越える", Op::MoreThan),
    ("超える", Op::MoreThan),
    ("超えたら", Op::MoreThan),
    ("超え", Op::MoreThan),
    ("越え", Op::MoreThan),
    ("超", Op::MoreThan),
    ("を上回る", Op::MoreThan),
    ("を上回ったら", Op::MoreThan),
    ("より多い", Op::MoreThan),
    ("より多く", Op::MoreThan),
    ("より大きい", Op::MoreThan),
    ("より高い", Op::MoreThan),
    ("よりも多い", Op::MoreThan),
    ("以下", Op::AtMost),
    ("以内", Op::AtMost),
    ("いない", Op::AtMost),
    ("まで", Op::AtMost),
    ("を超えない", Op::AtMost),
    ("未満", Op::LessThan),
    ("を下回る", Op::LessThan),
    ("を切る", Op::LessThan),
    ("を割る", Op::LessThan),
    ("を下回った", Op::LessThan),
    ("に満たない", Op::LessThan),
    ("より少ない", Op::LessThan),
    ("より小さい", Op::LessThan),
    ("より低い", Op::LessThan),
    ("よりも少ない", Op::LessThan),
    ("以外", Op::NotEqual),
    ("ではない", Op::NotEqual),
    ("でない", Op::NotEqual),
    ("ちょうど", Op::Equal),
    ("のみ", Op::Equal),
    ("だけ", Op::Equal),
    ("≦", Op::AtLeast),
    ("≧", Op::AtMost),
    (">=", Op::AtLeast),
];

const ABOUT: &[&str] = &[
    "人規模",
    "名規模",
    "規模",
    "程度",
    "前後",
    "くらい",
    "ぐらい",
    "ほど",
    "あたり",
    "弱",
    "強",
    "台",
    "クラス",
];

/// A number at the start of a text: value, multiplier, unit, rest.
struct Counted<'t> {
    value: i64,
    scale: i64,
    unit: Unit,
    rest: &'t str,
}

/// The first number of a text that stands as a number, with its comparison.
///
/// Shape: a kanji numeral counts only before a unit or a comparing word (一般, 三重 and 千葉 are no numbers).
pub(super) fn find_comparison(text: &str) -> Option<Comparison<'_>> {
    for (at, c) in text.char_indices() {
        let is_digit = c.is_ascii_digit();
        if is_digit
            && text[..at].ends_with(|before: char| before.is_ascii_alphanumeric())
            && !ends_with_latin_label(&text[..at])
        {
            continue;
        }
        let Some(first) = counted(&text[at..]) else { continue };
        let is_number = is_digit || first.unit != Unit::None || starts_with_any(first.rest, AFTER).is_some();
        if is_number {
            return Some(complete(text, at, first));
        }
    }
    None
}

/// `DL2回` and `PV10` name what is counted in Latin letters right before the number.
fn ends_with_latin_label(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphabetic())
}

fn counted(text: &str) -> Option<Counted<'_>> {
    let numeral = numeral::scan_numeral(text)?;
    if !numeral.is_whole {
        return None;
    }
    let (unit, rest) = UNITS
        .iter()
        .find_map(|(word, unit)| numeral.rest.strip_prefix(word).map(|rest| (*unit, rest)))
        .unwrap_or((Unit::None, numeral.rest));
    Some(Counted { value: numeral.value, scale: numeral.scale, unit, rest })
}

fn starts_with_any(text: &str, words: &[(&str, Op)]) -> Option<(Op, usize)> {
    let fitting = words.iter().filter(|(word, _)| text.starts_with(word));
    fitting.max_by_key(|(word, _)| word.len()).map(|(word, op)| (*op, word.len()))
}

fn ends_with_any(text: &str, words: &[(&str, Op)]) -> Option<(Op, usize)> {
    let fitting = words.iter().filter(|(word, _)| text.ends_with(word));
    fitting.max_by_key(|(word, _)| word.len()).map(|(word, op)| (*op, word.len()))
}

fn complete<'t>(text: &'t str, at: usize, first: Counted<'t>) -> Comparison<'t> {
    let written = text[at..text.len() - first.rest.len()].trim_end_matches(|c: char| !c.is_ascii_digit());
    let head = text[..at].trim_end();
    let (lead, before) = match ends_with_any(head, BEFORE) {
        Some((op, len)) => (Some(op), head[..head.len() - len].trim_end()),
        None => (None, head),
    };
    let (lead, before) = match before.strip_prefix("少なくとも").or_else(|| before.strip_prefix("最低でも"))
    {
        Some(before) if lead.is_none() => (Some(Op::AtLeast), before),
        _ => (lead, before),
    };
    let is_about = ["約", "およそ", "だいたい", "≒"].iter().any(|word| before.ends_with(word));
    if let Some(range) = range(&first) {
        let (limit, unit, after) = range;
        return Comparison { before, limit, unit, is_explicit: true, after, written };
    }
    let tail = starts_with_any(first.rest, AFTER);
    let open_end = first
        .rest
        .strip_prefix(['~', '〜', '+', 'ー'])
        .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    let about_len = ABOUT.iter().find(|word| first.rest.starts_with(**word)).map(|word| word.len());
    let (limit, after, is_explicit) = match (lead, tail, open_end) {
        _ if is_about || (about_len.is_some() && tail.is_none()) => {
            (Limit::About, &first.rest[about_len.unwrap_or(0)..], true)
        }
        (_, Some((op, len)), _) => (Limit::One(op, first.value), &first.rest[len..], true),
        (Some(op), ..) => (Limit::One(op, first.value), first.rest, true),
        (None, None, Some(rest)) => (Limit::One(Op::AtLeast, first.value), rest, true),
        (None, None, None) => (Limit::One(Op::Equal, first.value), first.rest, false),
    };
    Comparison { before, limit, unit: first.unit, is_explicit, after, written }
}

/// Two limits: 100〜299, 100名以上300名未満, 1〜3億円.
fn range<'t>(first: &Counted<'t>) -> Option<(Limit, Unit, &'t str)> {
    let (low_op, len) = match starts_with_any(first.rest, AFTER) {
        Some((op @ (Op::AtLeast | Op::MoreThan), len)) => (op, len),
        _ => {
            let dash = first
                .rest
                .chars()
                .next()
                .filter(|c| matches!(c, '~' | '〜' | '-' | '–' | '—' | 'ー' | '−'))?;
            (Op::AtLeast, dash.len_utf8())
        }
    };
    let behind = first.rest[len..].trim_start_matches(['、', ',', 'で', ' ', '~', '〜', 'か', 'つ']);
    // 「2回以上参加」: 参 is a three only before a unit.
    let second = counted(behind)
        .filter(|second| second.unit != Unit::None || behind.starts_with(|c: char| c.is_ascii_digit()))?;
    // 1〜3億円: the multiplier behind belongs to both.
    let spreads = first.unit == Unit::None && first.scale == 1 && second.scale >= 1000;
    let low = if spreads { first.value.checked_mul(second.scale)? } else { first.value };
    let low = if low_op == Op::MoreThan { low + 1 } else { low };
    let (high_op, len) = starts_with_any(second.rest, AFTER).unwrap_or((Op::AtMost, 0));
    let high = match high_op {
        Op::LessThan => second.value - 1,
        Op::AtMost => second.value,
        _ => return None,
    };
    if first.unit != Unit::None && second.unit != Unit::None && first.unit != second.unit {
        return None;
    }
    let unit = if second.unit == Unit::None { first.unit } else { second.unit };
    let after = second.rest[len..].trim_start_matches("程度");
    (low <= high).then_some((Limit::Between(low, high), unit, after))
}
