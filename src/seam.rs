//! What the daemon asks of the outside, as traits: `edge` implements them, `daemon` knows nothing else of it.

use std::fmt;
use std::time::Duration;

use chrono::NaiveDateTime;

use crate::decide::book::{Snapshot, Structure};
use crate::decide::plan::{AuditedPlan, Fate, LayoutPlan, Ledger};

/// When a failed call may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// At once, after planning afresh.
    Now,
    /// After this time.
    After(Duration),
    /// Not before a person has mended something.
    Never,
}

/// A failure outside: place, what was found, what was expected, the remedy.
///
/// Shape: prints as one line; holds no cell texts, no e-mail addresses, no tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Short name in snake_case: `not_shared`, `quota`, `fate_unknown`, …
    pub code: &'static str,
    /// What could not be reached or done.
    pub place: String,
    /// What came back.
    pub found: String,
    /// What should have come back.
    pub expected: String,
    /// What to do.
    pub remedy: String,
    /// When to try again.
    pub retry: Retry,
    /// For a write: whether it was applied.
    pub fate: Fate,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}; expected {}. {}", self.place, self.found, self.expected, self.remedy)
    }
}

impl std::error::Error for Failure {}

/// What a read brings beyond the columns of the contract.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadRequest {
    /// Headers of the lead tab's columns that rules look at.
    pub extra_headers: Vec<String>,
    /// The key column of 履歴, which grows for ever and is needed only to learn the fate of a write.
    pub has_history_keys: bool,
}

/// The shared workbook.
pub trait Workbook {
    /// Reads tabs, headers and tags, and looks below every header of the contract's tabs; for `init` and `check`, which must know what is
    /// there before they lay or promise anything.
    fn structure(&mut self) -> impl Future<Output = Result<Structure, Failure>> + Send;

    /// Reads the values of the contract's columns, and what else is wanted, in one call; the structure is read first when it is not known or
    /// when the headers are not those of the known one.
    fn read(&mut self, request: &ReadRequest) -> impl Future<Output = Result<Snapshot, Failure>> + Send;

    /// Writes the cells of own columns, in one call.
    fn write_cells(&mut self, plan: &AuditedPlan) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Adds the plan's rows, in one atomic call.
    fn add_rows(&mut self, plan: &AuditedPlan) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Lays what `init` planned, in one atomic call.
    fn lay_out(&mut self, layout: &LayoutPlan) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// The memory.
pub trait Store {
    /// Everything that is remembered; an empty ledger with a fresh seed at the first start.
    fn load(&mut self) -> impl Future<Output = Result<Ledger, Failure>> + Send;

    /// Makes the store hold `ledger`, appends its new events and forgets them there. All or nothing.
    fn save(&mut self, ledger: &mut Ledger) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// The time.
pub trait Clock {
    /// Now, in the company's time zone.
    fn now(&self) -> NaiveDateTime;
}
