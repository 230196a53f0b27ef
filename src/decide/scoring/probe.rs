//! Contents of a cell at which the answers of rules change: what rules on one column can come to together.

use std::collections::BTreeSet;

use super::condition::{Answers, Bounds, CellTest, Clause, Question, Since};
use super::rule::Rule;
use crate::decide::reading::yes_no::{YesNo, read_yes_no};

/// What a cell may hold, as far as the rules on it tell it apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Probe {
    /// A number, a rank, an answer.
    Number(i64),
    /// A text that some rule names.
    Word(String),
    /// A text that none names.
    OtherWord,
}

/// Questions that one content answers together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Rank,
    Answer,
    Elapsed(Since),
    Word,
}

/// Answers of a yes/no cell as numbers.
const YES: i64 = 1;
const NO: i64 = 0;
const PARTIAL: i64 = -1;

fn kind(question: &Question) -> Option<Kind> {
    Some(match question {
        Question::Quantity(..) | Question::Times(..) => Kind::Number,
        Question::Rank(_) => Kind::Rank,
        Question::Answer(_) => Kind::Answer,
        Question::Elapsed(since, _) => Kind::Elapsed(*since),
        Question::Words(_) => Kind::Word,
        _ => return None,
    })
}

/// Two tests look at one cell and ask things that one content answers.
pub(super) fn is_same_cell(one: &CellTest, other: &CellTest) -> bool {
    one.place == other.place && kind(&one.question) == kind(&other.question)
}

/// Rules on one column whose answers hang together.
pub(super) struct OneColumn<'r> {
    /// Number in the list that was given, rule, its only test.
    pub(super) rules: Vec<(usize, &'r Rule, &'r CellTest)>,
}

impl OneColumn<'_> {
    /// Every content that could make a difference.
    pub(super) fn probes(&self) -> BTreeSet<Probe> {
        self.rules.iter().filter_map(|(.., test)| probes(&test.question)).flatten().collect()
    }
}

/// Rules with one test that can be probed, by column; and the others. Each with its number in the list.
pub(super) fn by_column<'r>(
    rules: impl Iterator<Item = &'r Rule>,
) -> (Vec<OneColumn<'r>>, Vec<(usize, &'r Rule)>) {
    let mut columns: Vec<OneColumn<'r>> = Vec::new();
    let mut others = Vec::new();
    for (number, rule) in rules.enumerate() {
        match rule.clause.only_test().filter(|test| kind(&test.question).is_some()) {
            None => others.push((number, rule)),
            Some(test) => match columns
                .iter_mut()
                .find(|column| column.rules.iter().any(|(.., other)| is_same_cell(other, test)))
            {
                Some(column) => column.rules.push((number, rule, test)),
                None => columns.push(OneColumn { rules: vec![(number, rule, test)] }),
            },
        }
    }
    (columns, others)
}

/// Contents at which the answer to a question changes; `None` for questions that cannot be probed.
pub(super) fn probes(question: &Question) -> Option<Vec<Probe>> {
    let numbers = match question {
        // Below 0 only where the rule itself asks for it.
        Question::Quantity(_, bounds) | Question::Elapsed(_, bounds) => {
            edges(*bounds, bounds.low.into_iter().chain(bounds.high).fold(0, i64::min))
        }
        Question::Rank(bounds) => edges(*bounds, 1),
        Question::Times(_, step) => (0..=i64::from(super::PAID_TIMES_MAX))
            .map(|count| count.saturating_mul(*step))
            .chain([i64::from(i32::MAX)])
            .collect(),
        Question::Answer(_) => vec![YES, NO, PARTIAL],
        Question::Words(words) => {
            let words = words.iter().map(|word| Probe::Word(one_spelling(word)));
            return Some(words.chain([Probe::OtherWord]).collect());
        }
        _ => return None,
    };
    Some(numbers.into_iter().map(Probe::Number).collect())
}

/// Every way to say yes is the same word, as for the judge.
fn one_spelling(word: &str) -> String {
    match read_yes_no(word).value {
        YesNo::Yes => "yes".to_owned(),
        YesNo::No => "no".to_owned(),
        YesNo::Partial | YesNo::Unknown => word.to_owned(),
    }
}

fn edges(bounds: Bounds, least: i64) -> Vec<i64> {
    let low = bounds.low.map(|low| [low.saturating_sub(1), low]);
    let high = bounds.high.map(|high| [high, high.saturating_add(1)]);
    let around = low.into_iter().chain(high).flatten();
    around.chain([least]).filter(|value| *value >= least).collect()
}

/// How often a test holds for a cell with this content.
pub(super) fn times(test: &CellTest, content: &Probe) -> u32 {
    let holds = match (&test.question, content) {
        (
            Question::Quantity(_, bounds) | Question::Rank(bounds) | Question::Elapsed(_, bounds),
            Probe::Number(value),
        ) => bounds.contains(*value),
        (Question::Times(_, step), Probe::Number(value)) => {
            return u32::try_from(value / (*step).max(1)).unwrap_or(0);
        }
        (Question::Answer(Answers { yes, no, partial }), Probe::Number(value)) => match *value {
            YES => *yes,
            NO => *no,
            _ => *partial,
        },
        (Question::Words(words), Probe::Word(said)) => words.iter().any(|word| one_spelling(word) == *said),
        _ => false,
    };
    u32::from(holds != test.is_negated)
}

/// Ways to meet a condition that are followed; one with more is taken to be met by some row.
const WAYS_MAX: usize = 200;

/// Some row can meet the condition: it asks no cell for two things at once.
pub(super) fn can_hold(clause: &Clause) -> bool {
    ways(clause).is_none_or(|ways| ways.iter().any(|tests| is_consistent(tests)))
}

/// The ways to meet a condition, each as tests that must all hold; `None` for too many.
fn ways(clause: &Clause) -> Option<Vec<Vec<&CellTest>>> {
    let found = match clause {
        Clause::Test(test) => vec![vec![test]],
        Clause::Any(parts) => parts.iter().map(ways).collect::<Option<Vec<_>>>()?.concat(),
        Clause::All(parts) => {
            let mut joined: Vec<Vec<&CellTest>> = vec![Vec::new()];
            for part in parts {
                let part = ways(part)?;
                if joined.len() * part.len() > WAYS_MAX {
                    return None;
                }
                let with_each = joined.iter().flat_map(|way| part.iter().map(move |more| (way, more)));
                joined = with_each.map(|(way, more)| [&way[..], &more[..]].concat()).collect();
            }
            joined
        }
    };
    (found.len() <= WAYS_MAX).then_some(found)
}

/// Every cell has a content that all tests on it let pass.
fn is_consistent(tests: &[&CellTest]) -> bool {
    tests.iter().all(|one| {
        let same: Vec<&&CellTest> = tests.iter().filter(|other| is_same_cell(one, other)).collect();
        let contents: BTreeSet<Probe> =
            same.iter().filter_map(|test| probes(&test.question)).flatten().collect();
        contents.is_empty() || contents.iter().any(|content| same.iter().all(|test| times(test, content) > 0))
    })
}
