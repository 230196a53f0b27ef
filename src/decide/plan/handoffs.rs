//! Hand-overs: which leads go to sales now, once; and where those that went stand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::draft::Draft;
use super::leads::Leads;
use super::sheet::Part;
use super::world::World;
use super::{AddedCell, Addition, CellText, Event, HandoffMemory, Ledger, Reason};
use crate::decide::book::{ColumnKey, LeadId, TabKey};
use crate::decide::calendar::business::WorkCalendar;
use crate::decide::handoff::{HandoffRow, HandoffState, read_handoffs, state_of, written_time};
use crate::decide::reminder::MeetingView;

/// One row of トスアップリスト and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HandoffView {
    pub(super) row: HandoffRow,
    pub(super) due: Option<NaiveDateTime>,
    pub(super) first_seen: Option<NaiveDateTime>,
    pub(super) state: HandoffState,
}

/// Reads the rows, takes over what the ledger does not know, and remembers what is seen for the first time.
pub(super) fn follow(
    world: &World<'_>,
    part: &Part<'_>,
    (calendar, leads): (&WorkCalendar, Option<&Leads<'_>>),
    ledger: &mut Ledger,
) -> Vec<HandoffView> {
    let rows = read_handoffs(world.snapshot, part.tab, &part.located);
    forget_deleted(world, &rows, ledger);
    let gone = gone_leads(&rows, leads, ledger);
    rows.into_iter().map(|row| follow_row(world, row, calendar, (ledger, &gone))).collect()
}

/// Leads that were handed over and have no row any more. The lead tab of this pass tells; only without it, what is remembered.
fn gone_leads(rows: &[HandoffRow], leads: Option<&Leads<'_>>, ledger: &Ledger) -> BTreeSet<LeadId> {
    match leads.filter(|leads| leads.part.own(ColumnKey::LeadId).is_some()) {
        Some(leads) => {
            let handed: BTreeSet<LeadId> = rows.iter().filter_map(|row| row.lead).collect();
            let there: BTreeSet<LeadId> = leads.tracked.ids.iter().flatten().copied().collect();
            handed.difference(&there).copied().collect()
        }
        None => ledger.leads.iter().filter(|lead| lead.is_missing).map(|lead| lead.id).collect(),
    }
}

fn follow_row(
    world: &World<'_>,
    row: HandoffRow,
    calendar: &WorkCalendar,
    (ledger, gone): (&mut Ledger, &BTreeSet<LeadId>),
) -> HandoffView {
    let known = ledger.handoffs.get(&row.key).cloned();
    let at = known.as_ref().map(|memory| memory.at).or(row.at);
    let due =
        at.and_then(|at| calendar.due_after_business_days(at, world.settings.handoff.due_business_days));
    let seen_before = known.as_ref().and_then(|memory| memory.first_seen).or(row.first_seen);
    let first_seen = if row.feedback.is_answered { seen_before.or(Some(world.now)) } else { None };
    if let Some(lead) = row.lead.or(known.as_ref().map(|memory| memory.lead)) {
        if known.as_ref().is_some_and(|memory| memory.first_seen != first_seen) && first_seen.is_some() {
            push_event(world, ledger, &row.key, "first_seen");
        }
        let memory = HandoffMemory {
            lead,
            at: at.unwrap_or(world.now),
            is_confirmed: true,
            first_seen,
            is_deleted: false,
        };
        ledger.handoffs.insert(row.key.clone(), memory);
    }
    let is_lead_gone = row.lead.is_some_and(|lead| gone.contains(&lead));
    let state = state_of(row.feedback, due, first_seen, world.now);
    let state = if is_lead_gone && state.is_open() { HandoffState::Deleted } else { state };
    HandoffView { row, due, first_seen, state }
}

/// A row that was seen and is gone was deleted by a person: it is not added again.
fn forget_deleted(world: &World<'_>, rows: &[HandoffRow], ledger: &mut Ledger) {
    let in_sheet: BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    let mut deleted = Vec::new();
    for (key, memory) in &mut ledger.handoffs {
        let is_gone = memory.is_confirmed && !in_sheet.contains(key.as_str());
        if is_gone && !memory.is_deleted {
            deleted.push(key.clone());
        }
        memory.is_deleted = is_gone;
    }
    for key in deleted {
        push_event(world, ledger, &key, "handoff_deleted");
    }
}

fn push_event(world: &World<'_>, ledger: &mut Ledger, key: &str, kind: &'static str) {
    ledger.new_events.push(Event { at: world.now, subject: key.to_owned(), kind, text: String::new() });
}

/// Plans our own columns of the rows that are there.
pub(super) fn plan_cells(world: &World<'_>, part: &Part<'_>, views: &[HandoffView], draft: &mut Draft) {
    let by_index: BTreeMap<usize, &HandoffView> = views.iter().map(|view| (view.row.index, view)).collect();
    let rows = views.iter().map(|view| view.row.index + 1).max().unwrap_or(0);
    let text = |text: String| if text.is_empty() { CellText::Clear } else { CellText::Text(text) };
    if let Some(own) = part.own(ColumnKey::HandoffState) {
        let state = |view: &HandoffView| text(world.settings.words.get(view.state.word_key()).to_owned());
        draft.write(
            own,
            Reason::StateChanged,
            (0..rows).map(|index| by_index.get(&index).map(|view| state(view))),
        );
    }
    if let Some(own) = part.own(ColumnKey::HandoffFirstSeen) {
        let seen = |view: &HandoffView| text(view.first_seen.map(written_time).unwrap_or_default());
        draft.write(
            own,
            Reason::StateChanged,
            (0..rows).map(|index| by_index.get(&index).map(|view| seen(view))),
        );
    }
}

/// What a hand-over is decided from.
pub(super) struct HandOver<'a, 'w> {
    pub(super) world: &'a World<'w>,
    pub(super) leads: &'a Leads<'w>,
    pub(super) part: &'a Part<'w>,
    pub(super) calendar: &'a WorkCalendar,
    pub(super) ledger: &'a Ledger,
}

impl HandOver<'_, '_> {
    /// Plans a row for every lead that qualifies and was never handed over. Gives the lead of each key.
    ///
    /// Shape: nothing in a pass in which ids were torn from their rows; at most `additions_max` rows, the rest is noted and follows.
    pub(super) fn plan(&self, draft: &mut Draft) -> BTreeMap<String, LeadId> {
        let waiting = self.waiting(draft);
        let additions_max = self.world.settings.handoff.additions_max;
        if waiting.len() > additions_max {
            let rest = waiting.len() - additions_max;
            draft.note(
                "handoffs_capped",
                rest,
                format!("{rest} more hand-overs follow in the next passes (additions_max)"),
            );
        }
        let mut planned = BTreeMap::new();
        for index in waiting.into_iter().take(additions_max) {
            let Some(lead) = self.leads.id(index) else { continue };
            let addition = self.addition(index, lead);
            planned.insert(addition.key.clone(), lead);
            draft.add(addition);
        }
        planned
    }

    /// Rows that qualify, were never handed over, and are at rest, in the order of the sheet.
    fn waiting(&self, draft: &mut Draft) -> Vec<usize> {
        let handed: BTreeSet<LeadId> = self.ledger.handoffs.values().map(|memory| memory.lead).collect();
        let mut persons = self.persons(&handed);
        let qualified: Vec<usize> = (0..self.leads.prints.len())
            .filter(|&index| self.leads.outcome(index).is_some_and(|outcome| outcome.score.is_qualified))
            .filter(|&index| self.leads.id(index).is_some_and(|id| !handed.contains(&id)))
            .collect();
        if self.leads.tracked.torn > 0 && !qualified.is_empty() {
            let text = "ids were torn from their rows (a partial sort or a copied row): hand-overs wait for the next pass";
            draft.note("torn", self.leads.tracked.torn, text.to_owned());
            return Vec::new();
        }
        let words = &self.world.settings.words;
        let (fresh, doubles): (Vec<usize>, Vec<usize>) = qualified.into_iter().partition(|&index| {
            let print = self.leads.prints[index];
            persons.insert(person(print.identity, print.fingerprint))
        });
        if !doubles.is_empty() {
            let text = "the same person stands in a second row and was handed over from the first".to_owned();
            draft.note("same_person", doubles.len(), text);
        }
        let (ready, unsettled): (Vec<usize>, Vec<usize>) =
            fresh.into_iter().partition(|&index| self.leads.is_at_rest(index, words));
        if !unsettled.is_empty() {
            let text = "qualified leads whose own cells are being written: they are handed over once the sheet shows them";
            draft.note("not_at_rest", unsettled.len(), text.to_owned());
        }
        ready
    }

    /// Who was handed over: as remembered, and as the rows of these leads stand now, for the memory may be new.
    fn persons(&self, handed: &BTreeSet<LeadId>) -> BTreeSet<u64> {
        let remembered = self.ledger.leads.iter().filter(|lead| handed.contains(&lead.id));
        let remembered = remembered.map(|lead| person(lead.identity, lead.fingerprint));
        let rows = self.leads.prints.iter().zip(&self.leads.tracked.ids);
        let rows = rows.filter(|(_, id)| id.is_some_and(|id| handed.contains(&id)));
        remembered.chain(rows.map(|(print, _)| person(print.identity, print.fingerprint))).collect()
    }

    fn addition(&self, index: usize, lead: LeadId) -> Addition {
        let key = handoff_key(lead);
        let mut cells: Vec<AddedCell> = self
            .values(index, lead, &key)
            .into_iter()
            .filter(|(_, value)| *value != CellText::Clear)
            .filter_map(|(column, value)| {
                Some(AddedCell { position: self.part.located.position(column)?, value })
            })
            .collect();
        cells.sort_by_key(|cell| cell.position);
        Addition {
            tab: TabKey::Handoffs,
            sheet_id: self.part.tab.sheet_id,
            key,
            cells,
            reason: Reason::Qualified,
        }
    }

    fn values(&self, index: usize, lead: LeadId, key: &str) -> Vec<(ColumnKey, CellText)> {
        let World { settings, now, .. } = self.world;
        let words = &settings.words;
        let text =
            |text: &str| if text.is_empty() { CellText::Clear } else { CellText::Text(text.to_owned()) };
        let of_lead = |column| text(self.leads.part.text(column, index).trim());
        let due = self.calendar.due_after_business_days(*now, settings.handoff.due_business_days);
        let mut values = vec![
            (ColumnKey::HandoffId, text(key)),
            (ColumnKey::HandoffLeadId, text(&lead.to_string())),
            (ColumnKey::HandoffAt, text(&written_time(*now))),
            (ColumnKey::HandoffCompany, of_lead(ColumnKey::LeadCompany)),
            (ColumnKey::HandoffPerson, of_lead(ColumnKey::LeadPerson)),
            (ColumnKey::HandoffContact, of_lead(ColumnKey::LeadContact)),
            (ColumnKey::HandoffSource, of_lead(ColumnKey::LeadSource)),
            (ColumnKey::HandoffHistory, of_lead(ColumnKey::LeadHistory)),
            (ColumnKey::HandoffMissing, text(&self.missing_fields(index))),
            (ColumnKey::HandoffGiver, text(&settings.handoff.giver)),
            (ColumnKey::HandoffRep, text(&settings.handoff.fallback_rep)),
            (ColumnKey::HandoffDue, text(&due.map(written_time).unwrap_or_default())),
            (ColumnKey::HandoffResponse, text(words.get("response.new"))),
            (ColumnKey::HandoffState, text(words.get(HandoffState::Within.word_key()))),
        ];
        if let Some(outcome) = self.leads.outcome(index) {
            values.extend([
                (ColumnKey::HandoffScore, CellText::Number(f64::from(outcome.score.points))),
                (ColumnKey::HandoffBreakdown, text(&outcome.breakdown)),
                (ColumnKey::HandoffPriority, text(words.get(outcome.shown_priority().word_key()))),
                (ColumnKey::HandoffStatus, text(words.get(outcome.score.status.word_key()))),
                (ColumnKey::HandoffRuleVersion, text(&self.leads.rule_version)),
            ]);
        }
        values
    }

    /// Fields of the template that are empty, as shown.
    fn missing_fields(&self, index: usize) -> String {
        let words = &self.world.settings.words;
        let fields = [
            (ColumnKey::LeadCompany, "missing.company"),
            (ColumnKey::LeadPerson, "missing.person"),
            (ColumnKey::LeadContact, "missing.contact"),
            (ColumnKey::LeadSource, "missing.source"),
            (ColumnKey::LeadHistory, "missing.history"),
        ];
        let is_empty = |column: ColumnKey| self.leads.part.text(column, index).trim().is_empty();
        let missing: Vec<_> =
            fields.iter().filter(|(column, _)| is_empty(*column)).map(|(_, word)| words.get(word)).collect();
        missing.join(words.get("missing.separator"))
    }
}

/// What tells one person from another; without a person or contact in the row, all of its cells.
fn person(identity: u64, fingerprint: u64) -> u64 {
    if identity == 0 { fingerprint } else { identity }
}

/// The key of a lead's first hand-over: the same whenever it is planned.
pub(super) fn handoff_key(lead: LeadId) -> String {
    lead.to_string().replacen("L-", "T-", 1) + "-1"
}

/// The hand-overs as the meeting looks at them.
pub(super) fn meeting_views(views: &[HandoffView]) -> Vec<MeetingView> {
    let told = views.iter().filter(|view| view.state != HandoffState::Deleted);
    told.filter_map(|view| {
        Some(MeetingView {
            key: view.row.key.clone(),
            company: view.row.company.clone(),
            rep: view.row.rep.clone(),
            at: view.row.at?,
            due: view.due,
            state: view.state,
            feedback: view.row.feedback,
        })
    })
    .collect()
}
