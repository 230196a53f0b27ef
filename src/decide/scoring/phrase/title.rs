//! Phrases over the rank of a job title: 「部長クラス以上」.

use std::collections::BTreeMap;

use crate::decide::reading::job_title::read_job_title;

use super::condition::{Condition, KnownField, Op, Operand};

/// First and last rank of each step of `domain/README.md` section 3.
const STEPS: &[(i64, i64)] = &[
    (10, 29),
    (30, 34),
    (35, 39),
    (40, 44),
    (45, 49),
    (50, 54),
    (55, 59),
    (60, 69),
    (70, 79),
    (80, 89),
    (90, 99),
];

/// Words for a step or a group of persons that no title reader knows: first rank, and whether all above belong to it.
const GROUPS: &[(&str, i64, bool)] = &[
    ("決裁者", 50, true),
    ("決裁権者", 50, true),
    ("決済者", 50, true),
    ("決裁層", 50, true),
    ("意思決定者", 50, true),
    ("意思決定層", 50, true),
    ("役職者", 30, true),
    ("役付き", 30, true),
    ("役職付き", 30, true),
    ("肩書きあり", 30, true),
    ("管理職", 40, true),
    ("マネジメント", 40, true),
    ("管理者", 40, true),
    ("経営", 80, true),
    ("経営層", 80, true),
    ("経営陣", 80, true),
    ("経営幹部", 80, true),
    ("幹部", 80, true),
    ("役員", 80, true),
    ("役員陣", 80, true),
    ("取締役", 80, true),
    ("ボード", 80, true),
    ("cxo", 80, true),
    ("cレベル", 80, true),
    ("経営者", 90, true),
    ("経営トップ", 90, true),
    ("トップ", 90, true),
    ("代表", 90, true),
    ("代表者", 90, true),
    ("社長", 90, true),
    ("一般", 10, false),
    ("一般社員", 10, false),
    ("一般担当者", 10, false),
    ("一般担当", 10, false),
    ("一般スタッフ", 10, false),
    ("ヒラ社員", 10, false),
    ("平", 10, false),
    ("非役職者", 10, false),
    ("非管理職", 10, false),
    ("一般職", 10, false),
    ("平社員", 10, false),
    ("社員", 10, false),
    ("担当者", 10, false),
    ("担当", 10, false),
    ("実務担当者", 10, false),
    ("現場担当者", 10, false),
    ("スタッフ", 10, false),
    ("メンバー", 10, false),
    ("リーダー", 30, false),
    ("マネージャー", 40, false),
    ("マネジャー", 40, false),
    ("次長", 45, false),
    ("部長", 50, false),
    ("本部長", 60, false),
    ("執行役員", 70, false),
];

const ENDINGS: &[&str] = &[
    "クラス",
    "級",
    "レベル",
    "相当",
    "ポジション",
    "職",
    "層",
    "の方",
    "の人",
    "の役職",
    "役職",
    "の肩書き",
    "である",
    "に該当",
    "の",
];

/// A condition on the rank for a text that is a title with or without a comparison.
pub(super) fn parse_title(text: &str) -> Option<Condition> {
    let is_unit = text.ends_with(['部', '課', '室', '係']) && !GROUPS.iter().any(|(word, ..)| *word == text);
    if is_unit || text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let text = text.trim_end_matches("の役職").trim_end_matches("の方").trim_end_matches("の人");
    if let Some(range) = range(text) {
        return Some(range);
    }
    for (word, op) in [
        ("以上", Op::AtLeast),
        ("より上", Op::MoreThan),
        ("超", Op::MoreThan),
        ("未満", Op::LessThan),
        ("より下", Op::LessThan),
        ("以下", Op::AtMost),
        ("まで", Op::AtMost),
        ("以外", Op::NotEqual),
    ] {
        if let Some(title) = text.strip_suffix(word) {
            let (rank, _) = step_of(title)?;
            return Some(compared(rank, op));
        }
    }
    let (rank, reaches_up) = step_of(text)?;
    Some(if reaches_up || rank >= 80 { at_least(rank) } else { between(rank, last_of(rank)) })
}

fn range(text: &str) -> Option<Condition> {
    let (low, high, is_open) = if let Some((low, high)) = text.split_once("以上") {
        let high = high.trim_start_matches(['、', 'で', ' ', 'か', 'つ']);
        (low, high.strip_suffix("以下").or_else(|| high.strip_suffix("未満"))?, high.ends_with("未満"))
    } else {
        let (low, high) = text.split_once(['~', '〜']).or_else(|| text.split_once("から"))?;
        (low, high.strip_suffix("まで").unwrap_or(high), false)
    };
    if low.is_empty() || high.is_empty() {
        let (rank, _) = step_of(if low.is_empty() { high } else { low })?;
        return Some(compared(rank, if low.is_empty() { Op::AtMost } else { Op::AtLeast }));
    }
    let (first, second) = (step_of(low)?.0, step_of(high)?.0);
    let (low, high) = (first.min(second), first.max(second));
    Some(between(low, if is_open { high - 1 } else { last_of(high) }))
}

fn compared(rank: i64, op: Op) -> Condition {
    match op {
        Op::MoreThan => at_least(last_of(rank) + 1),
        Op::LessThan => Condition::test(KnownField::TitleRank, Op::LessThan, Operand::Integer(rank)),
        Op::AtMost => between(10, last_of(rank)),
        Op::NotEqual if rank >= 80 => {
            Condition::test(KnownField::TitleRank, Op::LessThan, Operand::Integer(rank))
        }
        Op::NotEqual if rank <= 10 => at_least(last_of(rank) + 1),
        Op::NotEqual => Condition::Any(vec![
            Condition::test(KnownField::TitleRank, Op::LessThan, Operand::Integer(rank)),
            at_least(last_of(rank) + 1),
        ]),
        _ => at_least(rank),
    }
}

fn at_least(rank: i64) -> Condition {
    Condition::test(KnownField::TitleRank, Op::AtLeast, Operand::Integer(rank))
}

fn between(low: i64, high: i64) -> Condition {
    Condition::test(KnownField::TitleRank, Op::Between, Operand::Pair(low, high))
}

fn last_of(rank: i64) -> i64 {
    STEPS.iter().find(|(first, last)| (*first..=*last).contains(&rank)).map_or(rank, |(_, last)| *last)
}

/// First rank of the step that a title names, and whether the word means all above as well.
fn step_of(title: &str) -> Option<(i64, bool)> {
    let mut bare = title.trim();
    if let Some((_, rank, reaches_up)) = GROUPS.iter().find(|(word, ..)| *word == bare) {
        return Some((*rank, *reaches_up));
    }
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| bare.strip_suffix(ending)) {
        if shorter.is_empty() {
            return None;
        }
        bare = shorter;
        if let Some((_, rank, reaches_up)) = GROUPS.iter().find(|(word, ..)| *word == bare) {
            return Some((*rank, *reaches_up));
        }
    }
    if ["以上", "以下", "未満", "以外", "超"].iter().any(|word| bare.contains(word)) {
        return None;
    }
    if bare.contains(['の', 'で', 'と', 'や', 'が', 'に', 'を', 'は', '(', '・', '、', '|']) {
        return None;
    }
    // A title that has to be read out of a longer text is not the word of a rule.
    let rank = read_job_title(bare, &BTreeMap::new()).value;
    (rank > 10 && bare.chars().count() <= TITLE_CHARS_MAX).then_some((i64::from(rank), false))
}

/// Titles in rules are short; a longer text names a department or an industry as well.
const TITLE_CHARS_MAX: usize = 12;
