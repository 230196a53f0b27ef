//! From the states of the rows to their outcomes: score, breakdown and 要確認.
//!
//! Most states differ only in why a cell could not be understood, which changes neither score nor breakdown. Those that come to the same
//! share a *gist*: it is scored and put into words once, and a state adds no more than its reasons.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::batch::Outcome;
use super::explain;
use super::judge::Judge;
use super::needs_check::OpenCells;
use super::score::{Priority, Score, tally};
use super::verdict::{CellVerdict, RuleVerdict, Truth};

/// A column after the rows went through it.
pub(super) struct Walked {
    /// What the column makes of the cells of each class.
    classes: Vec<Vec<CellVerdict>>,
    /// Number of the kind of each class: classes of one kind differ only in their reasons.
    kinds: Vec<u32>,
    /// State before and class, by state.
    states: Vec<(u32, u32)>,
}

impl Walked {
    pub(super) fn new(classes: Vec<Vec<CellVerdict>>, states: Vec<(u32, u32)>) -> Self {
        let mut numbers: FxHashMap<Vec<CellVerdict>, u32> = FxHashMap::default();
        let kinds = classes.iter().zip(0u32..).map(|(class, number)| {
            let kind = class.iter().map(|verdict| verdict.without_reason()).collect();
            *numbers.entry(kind).or_insert(number)
        });
        Self { kinds: kinds.collect(), classes, states }
    }
}

/// What rows come to whose cells came to the same, whatever the reasons.
struct Gist<'j> {
    score: Score,
    breakdown: Arc<str>,
    manual: Option<Priority>,
    truths: Arc<[Truth]>,
    open: OpenCells<'j>,
}

/// Puts states into words.
pub(super) struct Teller<'j> {
    judge: &'j Judge<'j>,
    levels: Vec<Walked>,
    gists: Vec<Gist<'j>>,
    /// By the kinds of the cells, column by column.
    gist_of: FxHashMap<Vec<u32>, usize>,
    /// Every text once.
    texts: FxHashSet<Arc<str>>,
    /// Room for the state at hand: the class and the kind of each cell, and 要確認.
    at_hand: (Vec<u32>, Vec<u32>, String),
}

impl<'j> Teller<'j> {
    pub(super) fn new(judge: &'j Judge<'j>, levels: Vec<Walked>) -> Self {
        Self {
            judge,
            at_hand: (vec![0; levels.len()], vec![0; levels.len()], String::new()),
            levels,
            gists: Vec::new(),
            gist_of: FxHashMap::default(),
            texts: FxHashSet::default(),
        }
    }

    /// The outcomes of all states after the last column, behind that of a blank row.
    pub(super) fn outcomes(mut self) -> Vec<Outcome> {
        let count = self.levels.last().map_or(1, |level| level.states.len());
        let mut outcomes = Vec::with_capacity(count + 1);
        outcomes.push(self.blank());
        outcomes.extend((0..count).map(|state| self.outcome(state)));
        outcomes
    }

    fn blank(&self) -> Outcome {
        Outcome {
            score: self.judge.book.cutoffs.label(0, 0, 0, true),
            breakdown: "".into(),
            needs_check: "".into(),
            manual: None,
            truths: [].into(),
            unread_cells: 0,
        }
    }

    fn outcome(&mut self, state: usize) -> Outcome {
        self.take_up(state);
        let number = match self.gist_of.get(&self.at_hand.1) {
            Some(&number) => number,
            None => self.new_gist(),
        };
        let (classes, _, line) = &mut self.at_hand;
        let levels = &self.levels;
        let why = |(column, job): (usize, usize)| levels[column].classes[classes[column] as usize][job].why;
        let gist = &mut self.gists[number];
        line.clear();
        gist.open.tell(why, line);
        let needs_check = once(&mut self.texts, line);
        Outcome {
            score: gist.score,
            breakdown: Arc::clone(&gist.breakdown),
            needs_check,
            manual: gist.manual,
            truths: Arc::clone(&gist.truths),
            unread_cells: gist.open.unread(why),
        }
    }

    /// Notes the class and the kind of each cell of a state.
    fn take_up(&mut self, state: usize) {
        let (classes, kinds, _) = &mut self.at_hand;
        let mut state = state;
        for ((level, class), kind) in self.levels.iter().zip(classes).zip(kinds).rev() {
            let (before, number) = level.states[state];
            (*class, *kind) = (number, level.kinds[number as usize]);
            state = before as usize;
        }
    }

    /// The gist of the state at hand.
    fn new_gist(&mut self) -> usize {
        let (classes, kinds, _) = &self.at_hand;
        let classes = self.levels.iter().zip(classes);
        let cells: Vec<&[CellVerdict]> =
            classes.map(|(level, class)| level.classes[*class as usize].as_slice()).collect();
        let row = self.judge.judge_row(&cells);
        let tally = tally(self.judge.book, &row.rules);
        self.gists.push(Gist {
            score: tally.score,
            breakdown: once(&mut self.texts, &explain::breakdown(self.judge, &row, &tally)),
            manual: row.manual_priority(),
            truths: row.rules.iter().map(RuleVerdict::today).collect(),
            open: OpenCells::of(self.judge, &row),
        });
        self.gist_of.insert(kinds.clone(), self.gists.len() - 1);
        self.gists.len() - 1
    }
}

/// The one copy of this text.
fn once(texts: &mut FxHashSet<Arc<str>>, text: &str) -> Arc<str> {
    if let Some(known) = texts.get(text) {
        return Arc::clone(known);
    }
    let copy: Arc<str> = text.into();
    texts.insert(Arc::clone(&copy));
    copy
}
