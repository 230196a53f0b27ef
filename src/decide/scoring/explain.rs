//! スコア内訳: why a lead has its score, in a line.
//!
//! The line reads `規模+5 業種+5 DL+10 =20｜役職0 セミナー0｜不明: Web行動(+5)`; everything before `=` adds up to what follows it.

use super::judge::{Judge, RowVerdicts};
use super::rule::Rule;
use super::score::Tally;
use super::verdict::{RuleVerdict, Standing, Truth};
use crate::decide::book::Words;

/// A number of points with its sign.
pub(super) fn signed(points: i32) -> String {
    format!("{points:+}")
}

/// The breakdown of one row.
pub(super) fn breakdown(judge: &Judge<'_>, row: &RowVerdicts, tally: &Tally) -> String {
    let words = judge.context.words;
    let lines = || judge.book.rules.iter().zip(&row.rules);
    let excluding: Vec<&str> = lines()
        .filter(|(rule, verdict)| rule.is_exclusion && verdict.applies())
        .map(|(rule, _)| rule.item.as_str())
        .collect();
    let mut parts = Vec::new();
    if !excluding.is_empty() {
        parts.push(words.fill("breakdown.excluded", &[("text", &excluding.join("・"))]));
    }
    parts.extend(paid_parts(judge, row, tally));
    parts.push(words.fill("breakdown.sum", &[("points", &tally.score.points.to_string())]));
    let unpaid = lines()
        .zip(&tally.paid)
        .filter_map(|((rule, verdict), paid)| unpaid_part(words, rule, verdict, *paid));
    let unknown = lines().filter_map(|(rule, verdict)| unknown_part(words, rule, verdict));
    let separator = words.get("breakdown.separator");
    let sections = [
        parts.join(separator),
        unpaid.collect::<Vec<_>>().join(separator),
        listed(words, "breakdown.unknown_list", &unknown.collect::<Vec<_>>().join(separator)),
        remarks(judge, row, tally),
    ];
    let filled: Vec<&str> =
        sections.iter().map(String::as_str).filter(|section| !section.is_empty()).collect();
    filled.join(words.get("breakdown.bar"))
}

/// The text in the frame of a word; nothing for nothing.
fn listed(words: &Words, key: &str, list: &str) -> String {
    if list.is_empty() { String::new() } else { words.fill(key, &[("list", list)]) }
}

fn paid_parts(judge: &Judge<'_>, row: &RowVerdicts, tally: &Tally) -> Vec<String> {
    let words = judge.context.words;
    let mut parts = Vec::new();
    for ((rule, verdict), &points) in judge.book.rules.iter().zip(&row.rules).zip(&tally.paid) {
        if points == 0 {
            continue;
        }
        let times = verdict.count.to_string();
        let key = match rule.is_per_count() {
            true if rule.is_capped(verdict.count) => "breakdown.paid_times_capped",
            true => "breakdown.paid_times",
            false => "breakdown.paid",
        };
        parts.push(words.fill(key, &[("name", &rule.item), ("points", &signed(points)), ("times", &times)]));
    }
    let cuts = [
        ("breakdown.capped_attribute", tally.attribute_cut),
        ("breakdown.capped_behaviour", tally.behaviour_cut),
        ("breakdown.capped_total", tally.total_cut),
    ];
    for (key, points) in cuts.into_iter().filter(|(_, points)| *points != 0) {
        parts.push(words.fill(key, &[("points", &signed(points))]));
    }
    if parts.is_empty() {
        parts.push(words.get("breakdown.nothing").to_owned());
    }
    parts
}

/// A rule that could be judged and paid nothing. An exclusion that does not apply is not worth a word.
fn unpaid_part(words: &Words, rule: &Rule, verdict: &RuleVerdict, paid: i32) -> Option<String> {
    if paid != 0 || (rule.is_exclusion && verdict.truth != Truth::True) {
        return None;
    }
    match (verdict.truth, verdict.standing) {
        (Truth::Unknown, _) => None,
        (Truth::True, _) if rule.is_exclusion && verdict.applies() => None,
        (Truth::True, Standing::Expired) => {
            let days = rule.window_days.unwrap_or_default().to_string();
            Some(words.fill("breakdown.decayed", &[("name", &rule.item), ("days", &days)]))
        }
        _ => Some(words.fill("breakdown.unpaid", &[("name", &rule.item)])),
    }
}

fn unknown_part(words: &Words, rule: &Rule, verdict: &RuleVerdict) -> Option<String> {
    (verdict.truth == Truth::Unknown).then(|| {
        words.fill("breakdown.unknown", &[("name", &rule.item), ("points", &stake(words, rule, verdict))])
    })
}

/// What hangs on a rule that cannot be judged: the points it could add, or the exclusion.
pub(super) fn stake(words: &Words, rule: &Rule, verdict: &RuleVerdict) -> String {
    if rule.is_exclusion {
        return words.get("status.excluded").to_owned();
    }
    signed(if verdict.standing == Standing::Expired { 0 } else { rule.pays_at_most() })
}

/// What a reader should know beside the points: behaviour without a date, a label set by hand.
fn remarks(judge: &Judge<'_>, row: &RowVerdicts, tally: &Tally) -> String {
    let words = judge.context.words;
    let mut remarks: Vec<String> = Vec::new();
    for ((rule, verdict), &paid) in judge.book.rules.iter().zip(&row.rules).zip(&tally.paid) {
        if paid != 0 && verdict.standing == Standing::Undated {
            remarks.push(words.fill("breakdown.undated", &[("name", &rule.item)]));
        }
    }
    if let Some(manual) = row.manual_priority() {
        let computed = words.get(tally.score.priority.word_key());
        let label = words.get(manual.word_key());
        remarks.push(words.fill("breakdown.manual", &[("label", label), ("computed", computed)]));
    }
    remarks.join(words.get("breakdown.separator"))
}

/// The Japanese sentence for a reader's code, beside a text that was understood.
pub fn reading_reason(words: &Words, why: &str) -> String {
    let key = format!("why_read.{why}");
    if words.contains(&key) { words.get(&key).to_owned() } else { reason_text(words, why) }
}

/// The Japanese sentence for a reader's code.
pub(super) fn reason_text(words: &Words, why: &str) -> String {
    let key = format!("why.{why}");
    if words.contains(&key) { words.get(&key).to_owned() } else { words.get("why.other").to_owned() }
}
