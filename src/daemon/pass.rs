//! One pass, from the world to the world, on one page.

use chrono::NaiveDateTime;

use crate::decide::book::{Problem, Snapshot};
use crate::decide::plan::{
    AuditedPlan, Decision, Fate, Ledger, Plan, Receipt, Report, Settings, Stage, World, decide, settle,
};
use crate::seam::{Clock, Failure, ReadRequest, Retry, Store, Workbook};

/// Passes of one look at the sheet. A pass that wrote is followed by a verifying one; cells, rows and the check take three, and one more
/// where a changed rule needs a column that was not read. A sheet that is still not at rest has busy people in it and is left for the next look.
pub const PASSES_MAX: usize = 4;

/// The outside, and what is remembered of it.
#[derive(Debug)]
pub struct Rooms<W, S, C> {
    /// The shared workbook.
    pub workbook: W,
    /// The memory.
    pub store: S,
    /// The time.
    pub clock: C,
    /// What the store holds.
    pub ledger: Ledger,
    /// What was set.
    pub settings: Settings,
}

/// What one pass saw and did.
#[derive(Debug, Clone, PartialEq)]
pub struct Passed {
    /// Counts.
    pub report: Report,
    /// Mistakes in the sheet.
    pub problems: Vec<Problem>,
    /// Everything that is not as it should be, written in this pass or not.
    pub wanted: Plan,
}

impl Passed {
    /// Cells and rows that were planned and not written, because of the mode or because something holds them back.
    pub fn wanted_unwritten(&self) -> Option<(usize, usize)> {
        let wanted = (self.wanted.cell_count(), self.wanted.additions.len());
        let has_written = self.report.cells_written + self.report.rows_added > 0;
        (!has_written && wanted != (0, 0)).then_some(wanted)
    }
}

impl<W: Workbook, S: Store, C: Clock> Rooms<W, S, C> {
    /// Opens the memory.
    ///
    /// Errors: the store's.
    pub async fn open(workbook: W, mut store: S, clock: C, settings: Settings) -> Result<Self, Failure> {
        let ledger = store.load().await?;
        Ok(Self { workbook, store, clock, ledger, settings })
    }

    /// Reads, decides, saves the intent, applies it, saves the receipt.
    ///
    /// Errors: the first call that failed. What it left open is in the ledger, and the next pass goes on from there.
    pub async fn pass(&mut self) -> Result<Passed, Failure> {
        let snapshot = self.workbook.read(&request(&self.ledger)).await?;
        let Decision { ledger, plan, wanted, intent, report, problems } = decide(&self.world(&snapshot));
        let plan = plan.map_err(|violations| refused(&violations))?;
        self.ledger = ledger;
        self.store.save(&mut self.ledger).await?;
        if let Some(intent) = intent {
            let applied = self.apply(intent.stage, &plan).await;
            let receipt = Receipt {
                number: intent.number,
                fate: applied.as_ref().map_or_else(|failure| failure.fate, |()| Fate::Applied),
                is_permanent: applied.as_ref().is_err_and(|failure| failure.retry == Retry::Never),
            };
            let ledger = std::mem::take(&mut self.ledger);
            self.ledger = settle(ledger, receipt, self.clock.now());
            self.store.save(&mut self.ledger).await?;
            applied?;
        }
        Ok(Passed { report, problems, wanted })
    }

    fn world<'a>(&'a self, snapshot: &'a Snapshot) -> World<'a> {
        World { snapshot, ledger: &self.ledger, settings: &self.settings, now: self.clock.now() }
    }

    async fn apply(&mut self, stage: Stage, plan: &AuditedPlan) -> Result<(), Failure> {
        match stage {
            Stage::Cells => self.workbook.write_cells(plan).await,
            Stage::Rows => self.workbook.add_rows(plan).await,
        }
    }

    /// Passes until one wants nothing more, at most [`PASSES_MAX`]. Gives them in order; the last one tells how the sheet stands.
    ///
    /// Errors: as [`Rooms::pass`].
    pub async fn look(&mut self) -> Result<Vec<Passed>, Failure> {
        let mut passes = Vec::new();
        while passes.len() < PASSES_MAX {
            let passed = self.pass().await?;
            let wants_another = passed.report.wants_another;
            passes.push(passed);
            if !wants_another {
                break;
            }
        }
        Ok(passes)
    }
}

/// What a pass would decide at `now`; reads once more where a rule looks at a column that the first read did not bring.
///
/// Errors: those of the reads.
pub async fn preview<W: Workbook>(
    workbook: &mut W,
    ledger: &Ledger,
    settings: &Settings,
    now: NaiveDateTime,
) -> Result<(Snapshot, Decision), Failure> {
    let snapshot = workbook.read(&request(ledger)).await?;
    let decision = decide(&World { snapshot: &snapshot, ledger, settings, now });
    if decision.intent.is_some() || !decision.report.wants_another {
        return Ok((snapshot, decision));
    }
    let snapshot = workbook.read(&request(&decision.ledger)).await?;
    let decision = decide(&World { snapshot: &snapshot, ledger: &decision.ledger, settings, now });
    Ok((snapshot, decision))
}

fn request(ledger: &Ledger) -> ReadRequest {
    let extra_headers = ledger.rules.extra_headers.clone();
    ReadRequest { extra_headers, has_history_keys: !ledger.open_intents.is_empty() }
}

fn refused(violations: &[crate::decide::plan::Violation]) -> Failure {
    let found: Vec<String> = violations.iter().map(ToString::to_string).collect();
    Failure {
        code: "audit",
        place: "the plan".to_owned(),
        found: found.join("; "),
        expected: "a plan that passes the audit".to_owned(),
        remedy: "Nothing was written. Please report this with the log.".to_owned(),
        retry: Retry::Never,
        fate: Fate::Refused,
    }
}
