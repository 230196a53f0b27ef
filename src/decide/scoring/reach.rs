//! Which scores the rules can give at all.

use std::collections::BTreeSet;

use super::probe::{OneColumn, by_column, times};
use super::rule::{Group, Rule};
use super::score::Caps;

/// Distinct sums that are followed; beyond, only the lowest and the highest are kept and the labels between are not judged.
const SUMS_MAX: usize = 20_000;

/// The scores that the rules can give.
///
/// Shape: rules on one column that exclude each other are not added up; rules on several columns are taken as independent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Possible 属性点, after their cap.
    pub attribute: BTreeSet<i32>,
    /// Possible 行動点, after their cap.
    pub behaviour: BTreeSet<i32>,
    /// The cap of the score.
    total_cap: Option<i32>,
    /// A rule can exclude a lead, which then has the lowest labels whatever its points.
    pub can_exclude: bool,
    /// Some sums in between were left out.
    pub is_coarse: bool,
}

impl Reach {
    /// What these rules can give under these caps.
    pub fn of(rules: &[Rule], caps: &Caps) -> Self {
        let (attribute, attribute_coarse) = sums(rules, Group::Attribute, caps.attribute);
        let (behaviour, behaviour_coarse) = sums(rules, Group::Behaviour, caps.behaviour);
        let is_coarse = attribute_coarse
            || behaviour_coarse
            || attribute.len().saturating_mul(behaviour.len()) > SUMS_MAX * 10;
        let can_exclude = rules.iter().any(|rule| rule.is_exclusion);
        Self { attribute, behaviour, total_cap: caps.total, can_exclude, is_coarse }
    }

    /// The lowest score.
    pub fn min(&self) -> i32 {
        self.total(lowest(&self.attribute), lowest(&self.behaviour))
    }

    /// The highest score.
    pub fn max(&self) -> i32 {
        self.total(highest(&self.attribute), highest(&self.behaviour))
    }

    /// The highest 属性点.
    pub fn attribute_max(&self) -> i32 {
        highest(&self.attribute)
    }

    fn total(&self, attribute: i32, behaviour: i32) -> i32 {
        let sum = attribute + behaviour;
        self.total_cap.map_or(sum, |cap| sum.min(cap))
    }

    /// Some lead could have such a score and such 属性点; true where that was not followed.
    pub fn is_possible(&self, claim: impl Fn(i32, i32) -> bool) -> bool {
        self.is_coarse
            || self.attribute.iter().any(|&attribute| {
                self.behaviour.iter().any(|&behaviour| claim(self.total(attribute, behaviour), attribute))
            })
    }
}

fn lowest(sums: &BTreeSet<i32>) -> i32 {
    sums.first().copied().unwrap_or(0)
}

fn highest(sums: &BTreeSet<i32>) -> i32 {
    sums.last().copied().unwrap_or(0)
}

/// The possible sums of a group, and whether some in between were left out.
fn sums(rules: &[Rule], group: Group, cap: Option<i32>) -> (BTreeSet<i32>, bool) {
    let paying: Vec<&Rule> = rules.iter().filter(|rule| rule.group == group && !rule.is_exclusion).collect();
    let mut sums: BTreeSet<i32> = BTreeSet::from([0]);
    let mut is_coarse = false;
    for options in options_by_column(&paying) {
        let mut next: BTreeSet<i32> = sums
            .iter()
            .flat_map(|sum| options.iter().map(move |option| sum.saturating_add(*option)))
            .collect();
        if next.len() > SUMS_MAX {
            next = BTreeSet::from([lowest(&next), 0, highest(&next)]);
            is_coarse = true;
        }
        sums = next;
    }
    (sums.into_iter().map(|sum| cap.map_or(sum, |cap| sum.min(cap))).collect(), is_coarse)
}

/// What the rules of one column can pay together, for each column; a rule on several columns stands for itself.
fn options_by_column(rules: &[&Rule]) -> Vec<BTreeSet<i32>> {
    let (columns, others) = by_column(rules.iter().copied());
    let mut options: Vec<BTreeSet<i32>> = others.into_iter().map(|(_, rule)| alone(rule)).collect();
    options.extend(columns.iter().map(together));
    options
}

/// What a rule can pay for itself.
fn alone(rule: &Rule) -> BTreeSet<i32> {
    let times = if rule.is_per_count() { super::PAID_TIMES_MAX } else { 1 };
    let mut options: BTreeSet<i32> = (0..=times).map(|count| rule.pays(count)).collect();
    options.insert(rule.pays_at_most());
    options
}

/// What rules on one column pay together, tried on every cell text that could make a difference.
fn together(column: &OneColumn<'_>) -> BTreeSet<i32> {
    let mut options = BTreeSet::from([0]);
    for value in column.probes() {
        let paid = column.rules.iter().map(|(_, rule, test)| rule.pays(times(test, &value)));
        options.insert(paid.fold(0i32, i32::saturating_add));
    }
    options
}
