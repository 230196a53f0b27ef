//! Which rules would have to change for the next label.
//!
//! A change is one cell with another content: rules on one column change together (who has 50 employees no longer has fewer than 50), and
//! what they take away counts too. Rules on several columns, or on texts that cannot be tried out, change for themselves.

use std::collections::BTreeMap;

use super::judge::Judge;
use super::probe::{OneColumn, by_column, times};
use super::rule::{Group, Rule};
use super::score::{Cutoff, Priority, Tally, tally};
use super::verdict::{RuleVerdict, Standing, Truth};

/// A rule that would pay otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// 項目.
    pub item: String,
    /// Points more, or fewer.
    pub points: i32,
    /// It is met already; the behaviour would have to be newer.
    pub is_expired: bool,
}

/// What would have to change for the next label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextLabel {
    /// The label.
    pub priority: Priority,
    /// Points that are missing.
    pub missing_points: i32,
    /// Rules that suffice together, by the fewest changes of cells. Empty where no change suffices.
    pub steps: Vec<Step>,
    /// The score that they give, after all caps.
    pub points: i32,
}

/// The label above; `None` at the highest, and for an excluded lead.
pub(super) fn next_label(judge: &Judge<'_>, verdicts: &[RuleVerdict], now: &Tally) -> Option<NextLabel> {
    let cutoffs = judge.book().cutoffs;
    if now.score.is_excluded {
        return None;
    }
    let (priority, cutoff) = match now.score.priority {
        Priority::High => return None,
        Priority::Middle => (Priority::High, cutoffs.high),
        Priority::Low if cutoffs.middle.lowest() < cutoffs.high.lowest() => {
            (Priority::Middle, cutoffs.middle)
        }
        Priority::Low => (Priority::High, cutoffs.high),
    };
    let search = Search { judge, verdicts, now };
    let (steps, points) = search.fewest(cutoff).unwrap_or((Vec::new(), now.score.points));
    let missing_points = cutoff.lowest().saturating_sub(now.score.points);
    Some(NextLabel { priority, missing_points, steps, points })
}

/// Another content of one cell: the rules that it changes, and what they would be.
#[derive(Debug, Clone)]
struct Move {
    changes: Vec<(usize, RuleVerdict)>,
    /// What the groups gain before their caps.
    gains: [i32; 2],
}

struct Search<'a> {
    judge: &'a Judge<'a>,
    verdicts: &'a [RuleVerdict],
    now: &'a Tally,
}

impl Search<'_> {
    fn rules(&self) -> &[Rule] {
        &self.judge.book().rules
    }

    /// The fewest moves that meet the cut-off, as steps, and the score that they give.
    fn fewest(&self, cutoff: Cutoff) -> Option<(Vec<Step>, i32)> {
        let cells = self.cells();
        let suffices = |moves: &[&Move]| cutoff.is_met(self.points_with(moves));
        // The smallest change that suffices alone is the best advice.
        let alone = cells.iter().flatten().filter(|one| suffices(&[*one]));
        if let Some(one) = alone.min_by_key(|one| (self.points_with(&[*one]), one.changes.len())) {
            return Some(self.told(&[one]));
        }
        let ranked = [0, 1].map(|group| best_for(&cells, group));
        let most = ranked[0].len() + ranked[1].len();
        let counts =
            (2..=most).flat_map(|count| (0..=count.min(ranked[0].len())).map(move |first| (count, first)));
        let mut chosen = counts.map(|(count, first)| best_of(&ranked, first, count));
        chosen.find(|chosen| suffices(chosen)).map(|chosen| self.told(&chosen))
    }

    /// The moves that gain something, cell by cell.
    fn cells(&self) -> Vec<Vec<Move>> {
        let (columns, others) = by_column(self.rules().iter());
        let mut cells: Vec<Vec<Move>> = columns.iter().map(|column| self.contents(column)).collect();
        cells.extend(others.iter().map(|(number, rule)| self.turned(*number, rule).into_iter().collect()));
        cells.push(self.renewed().into_iter().collect());
        cells
    }

    /// Each content of a column that gains something and excludes nobody.
    fn contents(&self, column: &OneColumn<'_>) -> Vec<Move> {
        let of_content = |content| {
            let changes = column.rules.iter().map(|(number, _, test)| {
                let count = times(test, &content);
                (*number, told(count > 0, count))
            });
            let changes: Vec<(usize, RuleVerdict)> = changes.collect();
            let excludes = changes
                .iter()
                .any(|(number, verdict)| self.rules()[*number].is_exclusion && verdict.applies());
            (!excludes).then(|| self.gaining(changes)).flatten()
        };
        column.probes().into_iter().filter_map(of_content).collect()
    }

    /// A rule that stands for itself, met or no longer met.
    fn turned(&self, number: usize, rule: &Rule) -> Option<Move> {
        let count = if rule.is_per_count() { super::PAID_TIMES_MAX } else { 1 };
        let is_met = rule.points > 0;
        (!rule.is_exclusion).then(|| self.gaining(vec![(number, told(is_met, count))])).flatten()
    }

    /// The same behaviour again, today: what had expired pays.
    fn renewed(&self) -> Option<Move> {
        let expired = self.verdicts.iter().enumerate().filter(|(number, verdict)| {
            verdict.truth == Truth::True
                && verdict.standing == Standing::Expired
                && !self.rules()[*number].is_exclusion
        });
        let valid = |verdict: &RuleVerdict| RuleVerdict { standing: Standing::Valid, ..verdict.clone() };
        self.gaining(expired.map(|(number, verdict)| (number, valid(verdict))).collect())
    }

    /// The move, where it gains something in a group.
    fn gaining(&self, changes: Vec<(usize, RuleVerdict)>) -> Option<Move> {
        let mut gains = [0, 0];
        for (number, verdict) in &changes {
            let group = usize::from(self.rules()[*number].group == Group::Behaviour);
            gains[group] += self.gain(*number, verdict);
        }
        gains.iter().any(|gain| *gain > 0).then_some(Move { changes, gains })
    }

    fn gain(&self, number: usize, verdict: &RuleVerdict) -> i32 {
        let rule = &self.rules()[number];
        let pays = if rule.is_exclusion || !verdict.applies() { 0 } else { rule.pays(verdict.count) };
        pays - self.now.paid.get(number).copied().unwrap_or(0)
    }

    /// What these moves change; where two change one rule (what had expired pays again, or more of it), the greater gain.
    fn changes<'m>(&self, moves: &[&'m Move]) -> BTreeMap<usize, &'m RuleVerdict> {
        let mut changes: Vec<(usize, &RuleVerdict)> = moves
            .iter()
            .flat_map(|one| one.changes.iter().map(|(number, verdict)| (*number, verdict)))
            .collect();
        changes.sort_by_key(|(number, verdict)| self.gain(*number, verdict));
        changes.into_iter().collect()
    }

    fn points_with(&self, moves: &[&Move]) -> i32 {
        let mut verdicts = self.verdicts.to_vec();
        for (number, verdict) in self.changes(moves) {
            verdicts[number] = verdict.clone();
        }
        tally(self.judge.book(), &verdicts).score.points
    }

    fn told(&self, moves: &[&Move]) -> (Vec<Step>, i32) {
        let steps = self.changes(moves).into_iter().map(|(number, verdict)| Step {
            item: self.rules()[number].item.clone(),
            points: self.gain(number, verdict),
            is_expired: self.verdicts[number].truth == Truth::True
                && self.verdicts[number].standing == Standing::Expired,
        });
        (steps.filter(|step| step.points != 0).collect(), self.points_with(moves))
    }
}

fn told(is_met: bool, count: u32) -> RuleVerdict {
    RuleVerdict { truth: Truth::of(is_met), count, standing: Standing::Valid, open_tests: Vec::new() }
}

/// So many of the best moves: `first` for the one group, the rest for the other in other cells.
fn best_of<'m>(ranked: &[Vec<(usize, &'m Move)>; 2], first: usize, count: usize) -> Vec<&'m Move> {
    let taken = &ranked[0][..first];
    let rest = ranked[1].iter().filter(|(cell, _)| taken.iter().all(|(other, _)| other != cell));
    taken.iter().chain(rest.take(count - first)).map(|(_, one)| *one).collect()
}

/// The best move of each cell for a group, the greatest gain first; of equals the one that takes least elsewhere.
fn best_for(cells: &[Vec<Move>], group: usize) -> Vec<(usize, &Move)> {
    let best = |(cell, moves): (usize, &'_ Vec<Move>)| {
        let gaining = (0..moves.len()).filter(|at| moves[*at].gains[group] > 0);
        gaining.max_by_key(|at| (moves[*at].gains[group], moves[*at].gains[1 - group])).map(|at| (cell, at))
    };
    let mut found: Vec<(usize, &Move)> =
        cells.iter().enumerate().filter_map(best).map(|(cell, at)| (cell, &cells[cell][at])).collect();
    found.sort_by_key(|(cell, one)| (std::cmp::Reverse(one.gains[group]), *cell));
    found
}
