//! World to Decision: one pass of the core, on one page.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::draft::Draft;
use super::handoffs::{self, HandOver, Handed, HandoffView};
use super::leads::{self, Leads};
use super::sheet::{self, Sheet};
use super::{
    AuditedPlan, Event, HandoffMemory, Intent, Ledger, Mode, Plan, Record, Report, Settings, Stage, Violation,
};
use super::{audit, permit, reminders, rules, settle, stage, tally, vanish};
use crate::decide::book::{Problem, Snapshot, TabKey};
use crate::decide::calendar::business::WorkCalendar;

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
    settle::reconcile(&mut ledger, &sheet.keys(), world.now, world.settings.handoff.unknown_fate_hold_s);
    let calendar = rules::calendar(world, sheet.holidays.as_ref());
    let book = rules::read(world, &sheet, &mut ledger);
    let mut findings = rules::findings(world, &sheet, &book.book);
    let judged = sheet.leads.clone().map(|part| leads::judge(world, part, &sheet, (&ledger, &book.book)));
    if judged.as_ref().is_some_and(|judged| judged.needs_more_columns) {
        return Decision::look_again(world, ledger, [sheet.problems, book.problems].concat());
    }
    let vanished = judged.as_ref().and_then(|judged| vanish::hold(world, &judged.leads.tracked, &mut ledger));
    let mut leads = judged.filter(|_| vanished.is_none()).map(|judged| {
        findings.extend(judged.findings);
        judged.leads
    });
    let views = sheet
        .handoffs
        .as_ref()
        .map(|part| handoffs::follow(world, part, (&calendar, leads.as_ref()), &mut ledger));
    let views = views.unwrap_or_default();
    let retyped = sheet.handoffs.as_ref().map(|part| handoffs::retyped_leads(part, &views, &ledger));

    let mut draft = Draft::default();
    plan_cells(world, &sheet, (leads.as_ref(), &views), &mut draft);
    if let Some(part) = &sheet.rules {
        rules::plan_readings(part, &book.rows, &findings, &mut draft);
    }
    let restored = leads.as_mut().map(|leads| leads.settle(world, &mut ledger, draft.writes()));
    let handed = plan_rows(world, &sheet, (leads.as_ref(), &views, &calendar), &ledger, &mut draft);

    let wanted = draft.finish();
    let permitted = permit(wanted.clone(), world.settings.mode);
    let (plan, stage) = stage::one_stage(permitted, &mut ledger, world.now);
    let is_news = stage == Some(Stage::Cells) && stage::is_news(&plan, &mut ledger);
    keep_records(&mut ledger, restored.filter(|_| is_news).unwrap_or_default(), world.settings.mode);
    let mut report = tally::report(&sheet, leads.as_ref(), &views, &book.book);
    let plan = audit(plan, world.snapshot, &world.settings.contract);
    let intent =
        plan.as_ref().ok().zip(stage).map(|(plan, stage)| intend(world, &mut ledger, plan, (stage, &handed)));
    if let Some(leads) = leads {
        leads.remember(world, &mut ledger);
    }
    report.count_writes(plan.as_ref().ok().map(AuditedPlan::plan));
    let told = findings.into_iter().map(|finding| finding.problem);
    let days = rules::unread_holidays(world, sheet.holidays.as_ref());
    let people = vanished.into_iter().chain(retyped.into_iter().flatten()).chain(days);
    let problems = sheet.problems.into_iter().chain(people).chain(book.problems).chain(told).collect();
    Decision { ledger, plan, wanted, intent, report, problems }
}

impl Decision {
    /// Nothing can be told before the columns that a new rule looks at are read; the ledger now names them.
    fn look_again(world: &World<'_>, ledger: Ledger, problems: Vec<Problem>) -> Self {
        let plan = audit(Plan::default(), world.snapshot, &world.settings.contract);
        let report = Report { wants_another: true, ..Report::default() };
        Self { ledger, plan, wanted: Plan::default(), intent: None, report, problems }
    }
}

/// Own columns of people's tabs, compared with what should stand there.
fn plan_cells(
    world: &World<'_>,
    sheet: &Sheet<'_>,
    (leads, views): (Option<&Leads<'_>>, &[HandoffView]),
    draft: &mut Draft,
) {
    if let Some(leads) = leads {
        leads.plan_cells(draft, &world.settings.words);
    }
    if let Some(part) = &sheet.handoffs {
        handoffs::plan_cells(world, part, views, draft);
    }
}

/// Rows for our own tabs. Gives the lead of each hand-over that is planned.
fn plan_rows(
    world: &World<'_>,
    sheet: &Sheet<'_>,
    (leads, views, calendar): (Option<&Leads<'_>>, &[HandoffView], &WorkCalendar),
    ledger: &Ledger,
    draft: &mut Draft,
) -> Handed {
    let on_their_way = ledger.open_intents.iter().flat_map(|intent| intent.keys.iter().cloned());
    let known: BTreeSet<(TabKey, String)> = sheet.keys().into_iter().chain(on_their_way).collect();
    let handed = match (&sheet.handoffs, leads) {
        (Some(part), Some(leads)) => HandOver { world, leads, part, calendar, ledger }.plan(draft),
        _ => BTreeMap::new(),
    };
    if let Some(part) = &sheet.reminders {
        reminders::plan_meeting(world, part, (calendar, views), (ledger, &known), draft);
    }
    if let Some(part) = &sheet.history {
        reminders::plan_records(world, part, (ledger, &known), draft);
    }
    handed
}

/// Records that may wait for 履歴 at once. A tab that is missing or protected for weeks must not fill the memory; the store's log has them all.
const RECORDS_WAITING_MAX: usize = 5_000;

/// Queues the records for 履歴; in a mode that never writes 履歴 they stay in the store's log alone.
pub(super) fn keep_records(ledger: &mut Ledger, records: Vec<Record>, mode: Mode) {
    for record in &records {
        let text = format!("{} → {} ({})", record.old, record.new, record.rule_version);
        ledger.new_events.push(Event { at: record.at, subject: record.subject.clone(), kind: "score", text });
    }
    if mode != Mode::Full {
        return;
    }
    let room = RECORDS_WAITING_MAX.saturating_sub(ledger.unrecorded.len());
    for mut record in records.into_iter().take(room) {
        ledger.records_made += 1;
        // The seed tells the store apart from one that was lost and numbered its records as well.
        record.key = format!("H-{:04X}-{:08}", ledger.id_seed & 0xFFFF, ledger.records_made);
        ledger.unrecorded.push(record);
    }
}

/// Opens the intent of a plan and remembers the hand-overs on their way.
fn intend(
    world: &World<'_>,
    ledger: &mut Ledger,
    plan: &AuditedPlan,
    (stage, handed): (Stage, &Handed),
) -> Intent {
    let additions = &plan.plan().additions;
    ledger.latest_intent += 1;
    ledger.latest_stage = Some(stage);
    if stage == Stage::Cells {
        stage::remember_cells(ledger);
    }
    for addition in additions.iter().filter(|addition| addition.tab == TabKey::Handoffs) {
        if let Some((lead, person)) = handed.get(&addition.key).cloned() {
            let memory = HandoffMemory {
                lead,
                person,
                at: world.now,
                is_confirmed: false,
                first_seen: None,
                is_deleted: false,
            };
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
