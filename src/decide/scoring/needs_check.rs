//! 要確認: the cells that somebody should mend, what hangs on each, and why it could not be judged.
//!
//! Which cells are open, and what hangs on them, is the same for all rows whose cells came to the same. Only the reasons differ, and there
//! are few of them: each part of the line is put into words once.

use std::fmt::Write;

use super::explain::{reason_text, stake};
use super::judge::{Job, Judge, RowVerdicts};
use super::verdict::{CellVerdict, RuleVerdict, Standing, Truth};
use crate::decide::book::Words;

/// Cells that 要確認 names at most; a reader mends a few at a time, and the rest is counted.
const NAMED_CELLS_MAX: usize = 12;

/// A cell that somebody should look at.
struct OpenCell<'j> {
    /// The column among the judge's, and the job there that tells why.
    place: (usize, usize),
    header: &'j str,
    /// The rules that hang on it; none for a note.
    rules: Vec<usize>,
    /// What hangs on it, in words.
    stakes: String,
    /// The part of the line by reason, as far as it was needed.
    parts: Vec<(&'static str, String)>,
}

/// What is open in rows whose cells came to the same.
pub(super) struct OpenCells<'j> {
    words: &'j Words,
    /// Cells whose tests leave a rule open, or decide against it and may soon not.
    tested: Vec<OpenCell<'j>>,
    /// The priority that a person set, where it is no label; the date of the behaviour, where a rule that pays would need it.
    notes: Vec<OpenCell<'j>>,
}

impl<'j> OpenCells<'j> {
    /// What is open in this row, and in all that came to the same.
    pub(super) fn of(judge: &'j Judge<'_>, row: &RowVerdicts) -> Self {
        let words = judge.context.words;
        let mut tested: Vec<OpenCell<'j>> = Vec::new();
        for (number, (placed, verdict)) in judge.tests.iter().zip(&row.tests).enumerate() {
            let Some(column) = placed.column else { continue };
            if !is_worth_a_look(verdict, &row.rules[placed.rule], number) {
                continue;
            }
            let header = judge.columns[column].header.as_str();
            match tested.iter_mut().find(|cell| cell.header == header) {
                Some(cell) if cell.rules.contains(&placed.rule) => {}
                Some(cell) => cell.rules.push(placed.rule),
                None => tested.extend(open_cell(judge, Job::Test(number), vec![placed.rule])),
            }
        }
        for cell in &mut tested {
            let stakes =
                cell.rules.iter().map(|&rule| stake(words, &judge.book.rules[rule], &row.rules[rule]));
            cell.stakes = stakes.collect::<Vec<_>>().join("・");
        }
        let is_manual_open = row.manual.truth == Truth::Unknown;
        let manual = is_manual_open.then_some(Job::Manual);
        let undated = judge.book.rules.iter().zip(&row.rules).find_map(|(rule, verdict)| {
            let is_open = verdict.truth == Truth::True && verdict.standing == Standing::Undated;
            rule.window_days.filter(|_| is_open).map(Job::Window)
        });
        let notes = manual.into_iter().chain(undated);
        let notes = notes.filter_map(|job| open_cell(judge, job, Vec::new())).collect();
        Self { words, tested, notes }
    }

    /// Writes 要確認 for a row with these cells behind what stands in `line`.
    ///
    /// Shape: `why` gives the reason of a job by column and position, of the row.
    pub(super) fn tell(&mut self, why: impl Fn((usize, usize)) -> &'static str, line: &mut String) {
        let words = self.words;
        let separator = words.get("needs_check.separator");
        let more = self.tested.len().saturating_sub(NAMED_CELLS_MAX);
        // A date that nobody wrote down is nothing to mend.
        let notes = self.notes.iter_mut().filter(|cell| why(cell.place) != "empty");
        let named = self.tested.iter_mut().take(NAMED_CELLS_MAX).chain(notes);
        for cell in named {
            if !line.is_empty() {
                line.push_str(separator);
            }
            line.push_str(cell.part(words, why(cell.place)));
        }
        if more > 0 {
            // `fill` takes texts.
            let count = more.to_string();
            let _ = write!(line, "{separator}{}", words.fill("needs_check.more", &[("count", &count)]));
        }
    }

    /// Filled cells among them.
    pub(super) fn unread(&self, why: impl Fn((usize, usize)) -> &'static str) -> u32 {
        let cells = self.tested.iter().chain(&self.notes);
        let unread = cells.filter(|cell| why(cell.place) != "empty").count();
        u32::try_from(unread).unwrap_or(u32::MAX)
    }
}

fn open_cell<'j>(judge: &'j Judge<'_>, job: Job, rules: Vec<usize>) -> Option<OpenCell<'j>> {
    let place = judge.job_place(job)?;
    let header = judge.columns[place.0].header.as_str();
    Some(OpenCell { place, header, rules, stakes: String::new(), parts: Vec::new() })
}

impl OpenCell<'_> {
    fn part(&mut self, words: &Words, why: &'static str) -> &str {
        let known = self.parts.iter().position(|(reason, _)| *reason == why);
        let index = known.unwrap_or_else(|| {
            let part = self.in_words(words, &reason_text(words, why));
            self.parts.push((why, part));
            self.parts.len() - 1
        });
        &self.parts[index].1
    }

    fn in_words(&self, words: &Words, why: &str) -> String {
        if self.rules.is_empty() {
            return words.fill("needs_check.note", &[("name", self.header), ("why", why)]);
        }
        let values = [("name", self.header), ("points", &self.stakes), ("why", why)];
        words.fill("needs_check.part_why", &values)
    }
}

fn is_worth_a_look(verdict: &CellVerdict, rule: &RuleVerdict, number: usize) -> bool {
    match rule.truth {
        Truth::True => false,
        Truth::Unknown => rule.open_tests.contains(&number),
        Truth::False => verdict.is_flagged(),
    }
}
