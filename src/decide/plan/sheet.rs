//! The tabs of one snapshot, found and checked once: what can be worked on, and why something cannot.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::draft::OwnColumn;
use super::world::World;
use crate::decide::book::{CellRef, ColumnKey, Handle, Located, Owner, Problem, Snapshot, Tab, TabKey};

/// One tab that can be worked on.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) tab: &'a Tab,
    pub(super) located: Located,
    pub(super) key: TabKey,
}

impl<'a> Part<'a> {
    /// An own column of the tab, if it is there and tagged.
    pub(super) fn own(&self, column: ColumnKey) -> Option<OwnColumn<'a>> {
        OwnColumn::find(self.snapshot, self.tab, &self.located, (self.key, column))
    }

    /// The cell of a data row; empty where the column is missing.
    pub(super) fn cell(&self, column: ColumnKey, index: usize) -> Handle {
        self.located.position(column).map(|position| self.tab.cell(position, index)).unwrap_or_default()
    }

    /// The cell of a data row as text.
    pub(super) fn text(&self, column: ColumnKey, index: usize) -> Cow<'a, str> {
        self.snapshot.text(self.cell(column, index))
    }
}

/// The tabs of one snapshot.
#[derive(Debug, Clone)]
pub(super) struct Sheet<'a> {
    pub(super) leads: Option<Part<'a>>,
    pub(super) rules: Option<Part<'a>>,
    pub(super) handoffs: Option<Part<'a>>,
    pub(super) reminders: Option<Part<'a>>,
    pub(super) holidays: Option<Part<'a>>,
    pub(super) history: Option<Part<'a>>,
    pub(super) problems: Vec<Problem>,
}

/// Finds the tabs and their columns; a missing tab and a missing or doubled header become problems.
pub(super) fn open<'a>(world: &World<'a>) -> Sheet<'a> {
    let mut problems = Vec::new();
    let mut part = |key| open_part(world, key, &mut problems);
    let [leads, rules, handoffs] = [TabKey::Leads, TabKey::Rules, TabKey::Handoffs].map(&mut part);
    let [reminders, holidays, history] =
        [TabKey::Reminders, TabKey::Holidays, TabKey::History].map(&mut part);
    Sheet { leads, rules, handoffs, reminders, holidays, history, problems }
}

fn open_part<'a>(world: &World<'a>, key: TabKey, problems: &mut Vec<Problem>) -> Option<Part<'a>> {
    let contract = &world.settings.contract;
    let Some(tab) = world.snapshot.tab(contract, key) else {
        problems.push(tab_missing(contract.title(key), key));
        return None;
    };
    let located = tab.locate(contract, key);
    let is_blocked = located.is_blocked();
    problems.extend(located.problems.iter().cloned());
    let part = Part { snapshot: world.snapshot, tab, located, key };
    problems.extend(untagged_columns(world, &part));
    (!is_blocked).then_some(part)
}

fn tab_missing(title: &str, key: TabKey) -> Problem {
    Problem {
        code: "tab_missing",
        place: CellRef::tab(title),
        found: "no tab of this name".to_owned(),
        expected: format!("a tab 「{title}」"),
        remedy: "If it was renamed, give it its name back or add the new one to config/columns.toml; else run `tossup init`.".to_owned(),
        is_blocking: key == TabKey::Leads,
    }
}

/// Own columns that are there by name and do not carry our tag: they may be a person's, so nothing is written there.
fn untagged_columns(world: &World<'_>, part: &Part<'_>) -> Vec<Problem> {
    let Some(contract) = world.settings.contract.tab(part.key) else { return Vec::new() };
    let is_ours =
        |column: &&crate::decide::book::ColumnContract| column.owner == Owner::Tossup && column.is_laid;
    let untagged = contract.columns.iter().filter(is_ours).filter(|column| part.own(column.key).is_none());
    untagged
        .map(|column| match part.located.position(column.key) {
            Some(position) => Problem {
                code: "column_not_ours",
                place: CellRef { row: None, ..part.tab.cell_ref(position, 0) },
                found: "a column of this name that tossup did not lay".to_owned(),
                expected: "a column laid or adopted by `tossup init`".to_owned(),
                remedy: format!(
                    "Run `tossup init` if it is empty, or `tossup init --adopt {}`, which keeps its content in a column beside it.",
                    column.header
                ),
                is_blocking: false,
            },
            None => Problem {
                code: "own_column_missing",
                place: CellRef::tab(&part.tab.title),
                found: format!("no column 「{}」", column.header),
                expected: format!("the own column 「{}」", column.header),
                remedy: "Run `tossup init`, which lays missing columns at the right end.".to_owned(),
                is_blocking: false,
            },
        })
        .collect()
}

impl Sheet<'_> {
    /// Keys of the rows of our own tabs, as far as they were read.
    pub(super) fn keys(&self) -> BTreeSet<(TabKey, String)> {
        let keyed = [
            (&self.handoffs, ColumnKey::HandoffId),
            (&self.reminders, ColumnKey::ReminderId),
            (&self.history, ColumnKey::HistoryId),
        ];
        let parts = keyed.into_iter().filter_map(|(part, column)| part.as_ref().map(|part| (part, column)));
        parts
            .flat_map(|(part, column)| {
                let cells = part.located.position(column).and_then(|position| part.tab.column_at(position));
                let cells = cells.map_or(&[][..], |column| &column.cells);
                cells
                    .iter()
                    .filter(|cell| !cell.is_empty())
                    .map(|cell| (part.key, part.snapshot.text(*cell).trim().to_owned()))
            })
            .collect()
    }
}
