//! The long form of the breakdown, for `tossup explain`: cell, how it was read, rule, points, label, what the next label would take.

use super::explain::{reading_reason, reason_text, stake};
use super::judge::Judge;
use super::score::{Cutoff, Priority, Tally, tally};
use super::told::reading_text;
use super::verdict::{CellVerdict, RuleVerdict, Standing, Truth};
use crate::decide::book::{CellRef, Tab, TextPool};

/// Rules that are named at most on the way to the next label; more at once is no advice.
const STEPS_MAX: usize = 6;

/// A cell that a rule looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedCell {
    /// Where it is.
    pub place: CellRef,
    /// What stands there.
    pub text: String,
    /// How it was read, in words; empty where the text counts as it stands.
    pub reading: String,
    /// Whether the test on it holds.
    pub truth: Truth,
    /// Why it was read so, in Japanese.
    pub why: String,
    /// Another company might read it otherwise.
    pub is_doubtful: bool,
}

/// One rule, as it applies to a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedRule {
    /// 項目.
    pub item: String,
    /// The condition in Japanese.
    pub condition: String,
    /// The cells it looked at; fewer than the condition has tests where the tab lacks a column.
    pub cells: Vec<ExplainedCell>,
    /// Whether it applies.
    pub truth: Truth,
    /// Points it pays.
    pub points: i32,
    /// What hangs on it while it cannot be judged: points with their sign, or the exclusion; else empty.
    pub stake: String,
    /// Whether the behaviour still counts.
    pub standing: Standing,
}

/// What would have to change for the next label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextLabel {
    /// The label.
    pub priority: Priority,
    /// Points that are missing.
    pub missing_points: i32,
    /// Rules that suffice together, the fewest first found: 項目 and the points it would change. Empty where no change suffices.
    pub steps: Vec<(String, i32)>,
}

/// A score, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Each rule, in the order of the tab.
    pub rules: Vec<ExplainedRule>,
    /// The sums, with what the caps took off.
    pub tally: Tally,
    /// Priority that a person set.
    pub manual: Option<Priority>,
    /// What the next label would take; `None` at the highest, and for an excluded lead.
    pub next: Option<NextLabel>,
    /// Readable name of the rule set.
    pub version: String,
}

/// Explains the score of one data row; row 0 is row 2 of the sheet.
pub fn explain_row(judge: &Judge<'_>, tab: &Tab, texts: &TextPool, row: usize) -> Explanation {
    let cells: Vec<Vec<CellVerdict>> = judge
        .columns
        .iter()
        .map(|column| judge.judge_cell(column, texts, tab.cell(column.position, row)))
        .collect();
    let cells: Vec<&[CellVerdict]> = cells.iter().map(Vec::as_slice).collect();
    let verdicts = judge.judge_row(&cells);
    let tally = tally(judge.book, &verdicts.rules);
    let words = judge.context.words;
    let explain_cell = |(number, placed): (usize, &super::judge::PlacedTest<'_>)| {
        let column = judge.columns.get(placed.column?)?;
        let verdict = verdicts.tests.get(number)?;
        let text = texts.text(tab.cell(column.position, row)).into_owned();
        Some(ExplainedCell {
            place: tab.cell_ref(column.position, row),
            reading: reading_text(&placed.test.question, &text, &judge.cell_context(column), words),
            text,
            truth: verdict.truth,
            why: match verdict.truth {
                Truth::Unknown => reason_text(words, verdict.why),
                _ => reading_reason(words, verdict.why),
            },
            is_doubtful: verdict.is_doubtful,
        })
    };
    let lines = judge.book.rules.iter().zip(&verdicts.rules).zip(&tally.paid).enumerate();
    let rules = lines
        .map(|(index, ((rule, verdict), points))| ExplainedRule {
            item: rule.item.clone(),
            condition: rule.condition_text.clone(),
            cells: judge
                .tests
                .iter()
                .enumerate()
                .filter(|(_, placed)| placed.rule == index)
                .filter_map(explain_cell)
                .collect(),
            truth: verdict.truth,
            points: *points,
            stake: if verdict.truth == Truth::Unknown { stake(words, rule, verdict) } else { String::new() },
            standing: verdict.standing,
        })
        .collect();
    Explanation {
        rules,
        next: next_label(judge, &verdicts.rules, &tally),
        manual: verdicts.manual_priority(),
        version: judge.book.version.clone(),
        tally,
    }
}

/// The label above, and the fewest rules whose change would reach it: those that change most come first.
fn next_label(judge: &Judge<'_>, verdicts: &[RuleVerdict], now: &Tally) -> Option<NextLabel> {
    let cutoffs = judge.book.cutoffs;
    if now.score.is_excluded {
        return None;
    }
    let (priority, cutoff) = match now.score.priority {
        Priority::High => return None,
        Priority::Middle => (Priority::High, cutoffs.high),
        Priority::Low => (Priority::Middle, cutoffs.middle),
    };
    Some(NextLabel {
        priority,
        missing_points: cutoff.lowest().saturating_sub(now.score.points),
        steps: steps(judge, verdicts, now, cutoff).unwrap_or_default(),
    })
}

/// Rules to change, one after another, until the cut-off is met; caps count, so each change is added up anew.
fn steps(
    judge: &Judge<'_>,
    verdicts: &[RuleVerdict],
    now: &Tally,
    cutoff: Cutoff,
) -> Option<Vec<(String, i32)>> {
    let mut gains: Vec<(usize, i32)> = judge
        .book
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| !rule.is_exclusion)
        .map(|(index, rule)| {
            let best = if rule.points > 0 { rule.pays_at_most() } else { 0 };
            (index, best - now.paid.get(index).copied().unwrap_or(0))
        })
        .filter(|(_, gain)| *gain > 0)
        .collect();
    // The smallest change that suffices alone is the best advice.
    gains.sort_by_key(|(index, gain)| (*gain, *index));
    let points_with = |changed: &[(usize, i32)]| {
        let mut changed_verdicts = verdicts.to_vec();
        for (index, _) in changed {
            let rule = &judge.book.rules[*index];
            let truth = Truth::of(rule.points > 0);
            changed_verdicts[*index] =
                RuleVerdict { truth, count: u32::MAX, standing: Standing::Valid, open_tests: Vec::new() };
        }
        tally(judge.book, &changed_verdicts).score.points
    };
    let named = |changed: &[(usize, i32)]| -> Vec<(String, i32)> {
        changed.iter().map(|(index, gain)| (judge.book.rules[*index].item.clone(), *gain)).collect()
    };
    if let Some(one) = gains.iter().find(|gain| cutoff.is_met(points_with(&[**gain]))) {
        return Some(named(&[*one]));
    }
    let most_first: Vec<(usize, i32)> = gains.into_iter().rev().collect();
    (2..=most_first.len().min(STEPS_MAX))
        .map(|count| &most_first[..count])
        .find(|changed| cutoff.is_met(points_with(changed)))
        .map(named)
}
