//! World to Decision: one pass of the core, on one page.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::draft::Draft;
use super::handoffs::{self, HandOver};
use super::leads::{self, Leads};
use super::sheet::{self, Sheet};
use super::{AuditedPlan, HandoffMemory, Intent, Ledger, Mode, Plan, Report, Settings, Stage, Violation};
use super::{audit, permit, reminders, rules, settle, tally};
use crate::decide::book::{LeadId, Problem, Snapshot, TabKey};
use crate::decide::calendar::WorkCalendar;

/// Everything that one pass decides from.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// What was read.
    pub snapshot: &'a Snapshot,
    /// What is remembered.
    pub ledger: &'a Ledger,
    /// What was set.
    pub settings: &'a Settings,
    /// Now, in the company's time zone.
    pub now: NaiveDateTime,
}

/// What one pass decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What to remember from now on, the intent of the plan included; saved before the plan is applied.
    pub ledger: Ledger,
    /// What to write in this pass, or why nothing may be written.
    pub plan: Result<AuditedPlan, Vec<Violation>>,
    /// Everything that is not as it should be, in every stage and mode; for the dry run.
    pub wanted: Plan,
    /// The write of this pass; `None` when nothing is to be written.
    pub intent: Option<Intent>,
    /// Counts.
    pub report: Report,
    /// Mistakes in the sheet.
    pub problems: Vec<Problem>,
}

/// Decides one pass.
///
/// Shape: a pure function; the same world gives the same decision, byte for byte.
pub fn decide(world: &World<'_>) -> Decision {
    let sheet = sheet::open(world);
    let mut ledger = world.ledger.clone();
    let in_sheet = sheet.keys();
    settle::reconcile(&mut ledger, &in_sheet, world.now, world.settings.handoff.unknown_fate_hold_s);
    let calendar = rules::calendar(world, sheet.holidays.as_ref());

    let mut draft = Draft::default();
    let book = rules::read(world, &sheet, &mut ledger, &mut draft);
    let leads = sheet.leads.clone().map(|part| score(world, part, &ledger, &book.book));
    if let Some(leads) = &leads {
        leads.plan_cells(&mut draft, &world.settings.words);
    }
    let followed = sheet.handoffs.as_ref().map(|part| handoffs::follow(world, part, &calendar, &mut ledger));
    let views = followed.unwrap_or_default();
    let mut handed = BTreeMap::new();
    if let Some(part) = &sheet.handoffs {
        handoffs::plan_cells(world, part, &views, &mut draft);
        if let Some(leads) = &leads {
            handed = HandOver { world, leads, part, calendar: &calendar, ledger: &ledger }.plan(&mut draft);
        }
    }
    if let Some(part) = &sheet.reminders {
        reminders::plan_meeting(world, part, (&calendar, &views), (&ledger, &in_sheet), &mut draft);
    }
    if let Some(part) = &sheet.history {
        reminders::plan_records(world, part, &ledger, &mut draft);
    }

    let wanted = draft.finish();
    let (plan, stage) = one_stage(permit(wanted.clone(), world.settings.mode), &ledger);
    if let Some(leads) = &leads {
        let records = leads.remember(world, &mut ledger, stage == Some(Stage::Cells));
        keep_records(&mut ledger, records, world.settings.mode);
    }
    let mut report = tally::report(&sheet, leads.as_ref(), &views, &book.book);
    let plan = audit(plan, world.snapshot, &world.settings.contract);
    let intent = plan.as_ref().ok().zip(stage).map(|(plan, stage)| intend(world, &mut ledger, plan, (stage, &handed)));
    report.count_writes(plan.as_ref().ok().map(AuditedPlan::plan));
    let problems = [sheet.problems, book.problems].concat();
    Decision { ledger, plan, wanted, intent, report, problems }
}

fn score<'a>(world: &World<'a>, part: sheet::Part<'a>, ledger: &Ledger, book: &crate::decide::scoring::RuleBook) -> Leads<'a> {
    let (prints, tracked) = leads::identify(world, &part, ledger);
    let scored = rules::score(world, &part, book);
    let is_new_rule_set = leads::is_new_rule_set(world.ledger, book);
    Leads { part, prints, tracked, scored, is_new_rule_set }
}

/// The part of the plan that this pass writes: cells or rows, so that a pass is one call. Cells go first, because rows freeze what the cells show;
/// a pass that follows one with cells takes the rows first, so that a busy sheet cannot hold them back for ever.
fn one_stage(plan: Plan, ledger: &Ledger) -> (Plan, Option<Stage>) {
    let has_rows = !plan.additions.is_empty();
    let stage = match (plan.writes.is_empty(), has_rows) {
        (true, false) => None,
        (true, true) => Some(Stage::Rows),
        (false, true) if ledger.latest_stage == Some(Stage::Cells) => Some(Stage::Rows),
        (false, _) => Some(Stage::Cells),
    };
    let Plan { values, writes, additions, notes } = plan;
    let plan = match stage {
        Some(Stage::Cells) => Plan { values, writes, notes, ..Plan::default() },
        Some(Stage::Rows) => Plan { additions, notes, ..Plan::default() },
        None => Plan { notes, ..Plan::default() },
    };
    (plan, stage)
}

/// Queues the records for 履歴; in a mode that never writes 履歴 they stay in the store's log alone.
fn keep_records(ledger: &mut Ledger, records: Vec<super::Record>, mode: Mode) {
    if mode != Mode::Full {
        return;
    }
    for mut record in records {
        ledger.records_made += 1;
        record.key = format!("H-{:08}", ledger.records_made);
        ledger.unrecorded.push(record);
    }
}

/// Opens the intent of a plan and remembers the hand-overs on their way.
fn intend(
    world: &World<'_>,
    ledger: &mut Ledger,
    plan: &AuditedPlan,
    (stage, handed): (Stage, &BTreeMap<String, LeadId>),
) -> Intent {
    let additions = &plan.plan().additions;
    ledger.latest_intent += 1;
    ledger.latest_stage = Some(stage);
    for addition in additions.iter().filter(|addition| addition.tab == TabKey::Handoffs) {
        if let Some(&lead) = handed.get(&addition.key) {
            let memory = HandoffMemory { lead, at: world.now, is_confirmed: false, first_seen: None, is_deleted: false };
            ledger.handoffs.insert(addition.key.clone(), memory);
        }
    }
    let intent = Intent {
        number: ledger.latest_intent,
        at: world.now,
        stage,
        keys: additions.iter().map(|addition| (addition.tab, addition.key.clone())).collect(),
        cell_count: plan.plan().cell_count(),
    };
    ledger.open_intents.push(intent.clone());
    intent
}

