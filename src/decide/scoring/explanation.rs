//! The long form of the breakdown, for `tossup explain`: cell, how it was read, rule, points, label, what the next label would take.

use super::explain::{reading_reason, reason_text, stake};
use super::judge::{Job, Judge, PlacedTest};
use super::next_label::{NextLabel, next_label};
use super::rule::Rule;
use super::score::{Priority, Tally, tally};
use super::told::reading_text;
use super::verdict::{CellVerdict, Standing, Truth};
use crate::decide::book::{CellRef, Tab, TextPool};
use crate::decide::reading::date::{Direction, read_date};

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
    /// The cell with the date of the behaviour, where the rule has validity days and the tab the column.
    pub date: Option<ExplainedCell>,
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
    /// The cell in which a person set it, where there is such a column.
    pub manual_place: Option<CellRef>,
    /// Items of the exclusion rules that apply.
    pub excluded_by: Vec<String>,
    /// The label by the points alone, whether or not the lead is excluded.
    pub priority_by_points: Priority,
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
    let row = ExplainedRow { judge, tab, texts, row };
    let lines = judge.book.rules.iter().zip(&verdicts.rules).zip(&tally.paid).enumerate();
    let rules = lines
        .map(|(index, ((rule, verdict), points))| ExplainedRule {
            item: rule.item.clone(),
            condition: rule.condition_text.clone(),
            cells: row.tested(index, &verdicts.tests),
            truth: verdict.truth,
            points: *points,
            stake: match verdict.truth {
                Truth::Unknown => stake(judge.context.words, rule, verdict),
                _ => String::new(),
            },
            standing: verdict.standing,
            date: row.date(rule, &cells),
        })
        .collect();
    let lines = judge.book.rules.iter().zip(&verdicts.rules);
    let excluding = lines.filter(|(rule, verdict)| rule.is_exclusion && verdict.applies());
    Explanation {
        rules,
        next: next_label(judge, &verdicts.rules, &tally),
        manual: verdicts.manual_priority(),
        manual_place: judge
            .job_place(Job::Manual)
            .map(|(column, _)| tab.cell_ref(judge.columns[column].position, row.row)),
        excluded_by: excluding.map(|(rule, _)| rule.item.clone()).collect(),
        priority_by_points: judge.book.cutoffs.priority(tally.score.points),
        version: judge.book.version.clone(),
        tally,
    }
}

/// The row that is explained.
struct ExplainedRow<'a> {
    judge: &'a Judge<'a>,
    tab: &'a Tab,
    texts: &'a TextPool,
    row: usize,
}

impl ExplainedRow<'_> {
    /// The cells that a rule's tests looked at.
    fn tested(&self, rule: usize, verdicts: &[CellVerdict]) -> Vec<ExplainedCell> {
        let judge = self.judge;
        let tests = judge.tests.iter().zip(verdicts).filter(|(placed, _)| placed.rule == rule);
        let explained = |(placed, verdict): (&PlacedTest<'_>, &CellVerdict)| {
            let column = placed.column?;
            let context = judge.cell_context(judge.columns.get(column)?);
            let reading =
                |text: &str| reading_text(&placed.test.question, text, &context, judge.context.words);
            self.cell(column, *verdict, reading)
        };
        tests.filter_map(explained).collect()
    }

    /// The cell that tells whether a behaviour still counts.
    fn date(&self, rule: &Rule, verdicts: &[&[CellVerdict]]) -> Option<ExplainedCell> {
        let (column, at) = self.judge.job_place(Job::Window(rule.window_days?))?;
        let today = self.judge.context.today;
        let reading = |text: &str| {
            let read = read_date(text, today, Direction::Past).value;
            read.map_or(String::new(), |date| date.to_string())
        };
        self.cell(column, *verdicts.get(column)?.get(at)?, reading)
    }

    /// One cell: why it says yes or no is told in other words than why it cannot be judged.
    fn cell(
        &self,
        column: usize,
        verdict: CellVerdict,
        reading: impl Fn(&str) -> String,
    ) -> Option<ExplainedCell> {
        let column = self.judge.columns.get(column)?;
        let text = self.texts.text(self.tab.cell(column.position, self.row)).into_owned();
        let words = self.judge.context.words;
        Some(ExplainedCell {
            place: self.tab.cell_ref(column.position, self.row),
            reading: reading(&text),
            text,
            truth: verdict.truth,
            why: match verdict.truth {
                Truth::Unknown => reason_text(words, verdict.why),
                _ => reading_reason(words, verdict.why),
            },
            is_doubtful: verdict.is_doubtful,
        })
    }
}
