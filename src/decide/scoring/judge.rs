//! Which column each test of the rules looks at in this tab, and what it makes of one cell.

use chrono::NaiveDate;

use super::Priority;
use super::cell::{self, CellContext};
use super::condition::{CellTest, Measure, Place};
use super::rule::RuleBook;
use super::verdict::{CellVerdict, RuleVerdict, Standing, Truth, combine};
use crate::decide::book::{ColumnKey, Contract, Handle, Located, Owner, Tab, TabKey, TextPool, Words};
use crate::decide::reading::quantity::{YenUnit, split_unit};
use crate::decide::reading::text;

/// What the judge is told beside the rules and the tab.
#[derive(Debug, Clone, Copy)]
pub struct JudgeContext<'a> {
    /// Tabs and columns.
    pub contract: &'a Contract,
    /// Words that the sheet shows.
    pub words: &'a Words,
    /// The day on which behaviour is old or not.
    pub today: NaiveDate,
}

/// A test and the column of the tab in which it looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedTest<'a> {
    pub(super) rule: usize,
    pub(super) test: &'a CellTest,
    /// Index into [`Judge::columns`]; `None` where the tab has no such column.
    pub(super) column: Option<usize>,
}

/// What is asked of the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Job {
    /// A test, by number.
    Test(usize),
    /// Whether the behaviour lies within this many days.
    Window(u32),
    /// The priority that a person set.
    Manual,
}

/// A column that some rule, or the label, needs.
#[derive(Debug, Clone)]
pub(super) struct JudgedColumn {
    pub(super) position: u32,
    pub(super) header: String,
    /// What a bare number below this header is worth where an amount is asked.
    yen_unit: YenUnit,
    pub(super) jobs: Vec<Job>,
}

/// The rules, laid onto the columns of one tab.
#[derive(Debug, Clone)]
pub struct Judge<'a> {
    pub(super) book: &'a RuleBook,
    pub(super) context: JudgeContext<'a>,
    pub(super) columns: Vec<JudgedColumn>,
    pub(super) tests: Vec<PlacedTest<'a>>,
    /// Number of the first test of each rule.
    first_tests: Vec<usize>,
    /// Positions of columns that tossup writes: they do not make a row filled.
    pub(super) own_positions: Vec<u32>,
    /// Header texts that the rules need and the tab has, but this read did not bring. Scores are worth nothing before they are read:
    /// ask for them and look again.
    pub unread_headers: Vec<String>,
}

/// Lays the rules onto the columns of the lead tab.
///
/// Errors: none; a missing column leaves the rule unknown for every lead; `check_rows` tells it.
pub fn prepare<'a>(book: &'a RuleBook, tab: &Tab, located: &Located, context: JudgeContext<'a>) -> Judge<'a> {
    let mut judge = Judge {
        book,
        context,
        columns: Vec::new(),
        tests: Vec::new(),
        first_tests: Vec::new(),
        own_positions: own_positions(context.contract, located),
        unread_headers: Vec::new(),
    };
    let places = Places { tab, located, contract: context.contract };
    for (index, rule) in book.rules.iter().enumerate() {
        judge.first_tests.push(judge.tests.len());
        for test in rule.clause.tests() {
            let number = judge.tests.len();
            let column =
                places.position(&test.place).and_then(|at| judge.add_job(tab, at, Job::Test(number)));
            judge.tests.push(PlacedTest { rule: index, test, column });
        }
        if let (Some(days), Some(at)) = (rule.window_days, located.position(ColumnKey::LeadLastActivity)) {
            judge.add_job(tab, at, Job::Window(days));
        }
    }
    if let Some(at) = located.position(ColumnKey::LeadManualPriority) {
        judge.add_job(tab, at, Job::Manual);
    }
    judge.unread_headers.sort();
    judge.unread_headers.dedup();
    judge
}

fn own_positions(contract: &Contract, located: &Located) -> Vec<u32> {
    let columns = contract.tab(TabKey::Leads).map(|tab| tab.columns.as_slice()).unwrap_or_default();
    columns
        .iter()
        .filter(|column| column.owner == Owner::Tossup)
        .filter_map(|column| located.position(column.key))
        .collect()
}

/// Where the columns of a tab stand.
pub(super) struct Places<'t> {
    pub(super) tab: &'t Tab,
    pub(super) located: &'t Located,
    pub(super) contract: &'t Contract,
}

impl Places<'_> {
    /// Position of the column that a test looks at.
    pub(super) fn position(&self, place: &Place) -> Option<u32> {
        match place {
            Place::Column(key) => self.located.position(*key),
            Place::Field(field) => field_position(self.contract, field, &self.tab.headers),
            Place::Header(header) => self.tab.position_of(header),
        }
    }
}

/// Position of the first of a field's header texts that occurs once in row 1.
pub(super) fn field_position(contract: &Contract, field: &'static str, headers: &[String]) -> Option<u32> {
    let names = contract.field_headers.get(field)?;
    let by_name = |headers: &[String]| names.iter().find_map(|name| super::only_position(headers, name));
    by_name(headers).or_else(|| {
        // `年商(百万円)` is 年商: the unit counts for the cells, not for the name.
        let is_amount = super::own_column::measure(&Place::Field(field)) == Measure::Yen;
        is_amount.then(|| by_name(&without_units(headers))).flatten()
    })
}

/// The headers that end in a unit of money, without it; the others empty, so that positions stay.
fn without_units(headers: &[String]) -> Vec<String> {
    headers.iter().map(|header| split_unit(header).map(|(name, _)| name).unwrap_or_default()).collect()
}

impl<'a> Judge<'a> {
    /// The rules in force.
    pub fn book(&self) -> &'a RuleBook {
        self.book
    }

    /// Notes what is asked of a column; `None`, and a header to read, where this read did not bring it.
    fn add_job(&mut self, tab: &Tab, position: u32, job: Job) -> Option<usize> {
        let header = tab.headers.get(position as usize).cloned().unwrap_or_default();
        if tab.column_at(position).is_none() {
            self.unread_headers.push(header);
            return None;
        }
        let index = self.columns.iter().position(|column| column.position == position).unwrap_or_else(|| {
            let yen_unit = YenUnit::of_header(&header);
            self.columns.push(JudgedColumn { position, header, yen_unit, jobs: Vec::new() });
            self.columns.len() - 1
        });
        if !self.columns[index].jobs.contains(&job) {
            self.columns[index].jobs.push(job);
        }
        Some(index)
    }

    /// The column of a job among the judge's, and its position among the jobs there.
    pub(super) fn job_place(&self, job: Job) -> Option<(usize, usize)> {
        let at = |column: &JudgedColumn| column.jobs.iter().position(|other| *other == job);
        self.columns.iter().enumerate().find_map(|(index, column)| Some((index, at(column)?)))
    }

    /// What the reading of a cell depends on beside its text.
    pub(super) fn cell_context(&self, column: &JudgedColumn) -> CellContext<'a> {
        CellContext {
            today: self.context.today,
            ranks: &self.book.title_ranks,
            targets: self.book.targets,
            yen_unit: column.yen_unit,
        }
    }

    /// What the jobs of a column make of one cell.
    pub(super) fn judge_cell(
        &self,
        column: &JudgedColumn,
        texts: &TextPool,
        cell: Handle,
    ) -> Vec<CellVerdict> {
        let raw = texts.text(cell);
        let context = self.cell_context(column);
        column
            .jobs
            .iter()
            .map(|job| match job {
                Job::Test(number) => match self.tests.get(*number) {
                    Some(placed) => cell::judge(placed.test, &raw, &context),
                    None => CellVerdict::unknown("no_column"),
                },
                Job::Window(days) => cell::is_within(&raw, *days, self.context.today),
                Job::Manual => self.manual(&raw),
            })
            .collect()
    }

    /// The priority that a person wrote: `count` is its position plus one; false for a blank cell.
    fn manual(&self, raw: &str) -> CellVerdict {
        let clean = text::clean(raw);
        if clean.is_empty() || text::is_only_dashes(&clean) {
            return CellVerdict::told(false, "empty");
        }
        let found = Priority::ALL
            .into_iter()
            .find(|priority| text::clean(self.context.words.get(priority.word_key())) == clean);
        match found {
            Some(priority) => CellVerdict {
                truth: Truth::True,
                count: u32::from(priority.position()) + 1,
                why: "",
                is_doubtful: false,
            },
            None => CellVerdict::unknown("unknown_label"),
        }
    }

    /// What the rules make of a row, from what the columns make of its cells.
    pub(super) fn judge_row(&self, cells: &[&[CellVerdict]]) -> RowVerdicts {
        let mut row = RowVerdicts {
            tests: vec![CellVerdict::unknown("no_column"); self.tests.len()],
            rules: Vec::with_capacity(self.book.rules.len()),
            manual: CellVerdict::told(false, "empty"),
        };
        let mut windows = Vec::new();
        for (column, verdicts) in self.columns.iter().zip(cells) {
            for (job, verdict) in column.jobs.iter().zip(*verdicts) {
                match job {
                    Job::Test(number) => row.tests[*number] = *verdict,
                    Job::Window(days) => windows.push((*days, verdict.truth)),
                    Job::Manual => row.manual = *verdict,
                }
            }
        }
        for (rule, first_test) in self.book.rules.iter().zip(&self.first_tests) {
            let verdict = combine(&rule.clause, *first_test, &row.tests);
            row.rules.push(RuleVerdict { standing: standing(rule.window_days, &windows), ..verdict });
        }
        row
    }
}

fn standing(window_days: Option<u32>, windows: &[(u32, Truth)]) -> Standing {
    let Some(days) = window_days else { return Standing::Valid };
    match windows.iter().find(|(window, _)| *window == days) {
        Some((_, Truth::True)) => Standing::Valid,
        Some((_, Truth::False)) => Standing::Expired,
        _ => Standing::Undated,
    }
}

/// Everything that was judged on one row.
#[derive(Debug, Clone)]
pub(super) struct RowVerdicts {
    /// By number of the test.
    pub(super) tests: Vec<CellVerdict>,
    /// By rule.
    pub(super) rules: Vec<RuleVerdict>,
    /// The priority that a person set.
    pub(super) manual: CellVerdict,
}

impl RowVerdicts {
    /// The priority that a person set.
    pub(super) fn manual_priority(&self) -> Option<Priority> {
        let position = usize::try_from(self.manual.count.checked_sub(1)?).ok()?;
        (self.manual.truth == Truth::True).then(|| Priority::ALL.get(position).copied()).flatten()
    }
}
