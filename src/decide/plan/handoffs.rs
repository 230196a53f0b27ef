//! Hand-overs: which leads go to sales now, once; and where those that went stand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::draft::Draft;
use super::leads::Leads;
use super::sheet::Part;
use super::world::World;
use super::{AddedCell, Addition, CellText, Event, HandoffMemory, Ledger, Reason};
use crate::decide::book::{ColumnKey, LeadId, Problem, TabKey};
use crate::decide::calendar::business::WorkCalendar;
use crate::decide::handoff::{HandoffRow, HandoffState, person_marks, read_handoffs, state_of, written_time};
use crate::decide::reminder::MeetingView;

/// One row of トスアップリスト and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HandoffView {
    pub(super) row: HandoffRow,
    pub(super) due: Option<NaiveDateTime>,
    pub(super) first_seen: Option<NaiveDateTime>,
    pub(super) state: HandoffState,
    /// A further row of the same key: somebody copied one.
    pub(super) is_copy: bool,
}

/// Reads the rows, takes over what the ledger does not know, and remembers what is seen for the first time.
///
/// Shape: of several rows with one key (a person copied one) the first holds; the others show the same state and are remembered nowhere.
pub(super) fn follow(
    world: &World<'_>,
    part: &Part<'_>,
    (calendar, leads): (&WorkCalendar, Option<&Leads<'_>>),
    ledger: &mut Ledger,
) -> Vec<HandoffView> {
    let rows = read_handoffs(world.snapshot, part.tab, &part.located);
    forget_deleted(world, &rows, ledger);
    let missing = missing_leads(&rows, leads, ledger);
    let mut following = Following { world, part, calendar, ledger, missing, seen: BTreeMap::new() };
    rows.into_iter().map(|row| following.row(row)).collect()
}

/// Leads that were handed over and have no row any more. The lead tab of this pass tells; only without it, what is remembered.
fn missing_leads(rows: &[HandoffRow], leads: Option<&Leads<'_>>, ledger: &Ledger) -> BTreeSet<LeadId> {
    match leads.filter(|leads| leads.part.own(ColumnKey::LeadId).is_some()) {
        Some(leads) => {
            let remembered = ledger.handoffs.values().map(|memory| memory.lead);
            let mut handed: BTreeSet<LeadId> =
                remembered.chain(rows.iter().filter_map(|row| row.lead)).collect();
            leads.rows.iter().flatten().for_each(|there| _ = handed.remove(&there.id));
            handed
        }
        None => ledger.leads.iter().filter(|lead| lead.is_missing).map(|lead| lead.id).collect(),
    }
}

struct Following<'a, 'w> {
    world: &'a World<'w>,
    part: &'a Part<'w>,
    calendar: &'a WorkCalendar,
    ledger: &'a mut Ledger,
    missing: BTreeSet<LeadId>,
    seen: BTreeMap<String, HandoffView>,
}

impl Following<'_, '_> {
    fn row(&mut self, row: HandoffRow) -> HandoffView {
        if let Some(first) = self.seen.get(&row.key) {
            return HandoffView { row, is_copy: true, ..first.clone() };
        }
        let known = self.ledger.handoffs.get(&row.key).cloned();
        let now = self.world.now;
        let at = known.as_ref().map(|memory| memory.at).or(row.at);
        let business_days = self.world.settings.handoff.due_business_days;
        let due = at.and_then(|at| self.calendar.due_after_business_days(at, business_days));
        // What stands in the cell is believed only while nothing is remembered: a person may have typed or sorted it there.
        let seen_before = known.as_ref().map_or(row.first_seen, |memory| memory.first_seen);
        let first_seen = if row.feedback.is_answered { seen_before.or(Some(now)) } else { None };
        // Likewise the lead: the ledger knows it, else the key tells it, else the cell.
        let lead = known.as_ref().map(|memory| memory.lead).or_else(|| lead_of_key(&row.key)).or(row.lead);
        if let Some(lead) = lead {
            if known.as_ref().is_some_and(|memory| memory.first_seen != first_seen) && first_seen.is_some() {
                push_event(self.world, self.ledger, &row.key, "first_seen");
            }
            let person = known.map(|memory| memory.person).filter(|person| !person.is_empty());
            let person = person.unwrap_or_else(|| self.person(row.index));
            let at = at.unwrap_or(now);
            let memory =
                HandoffMemory { lead, person, at, is_confirmed: true, first_seen, is_deleted: false };
            self.ledger.handoffs.insert(row.key.clone(), memory);
        }
        let is_lead_gone = lead.is_some_and(|lead| self.missing.contains(&lead));
        let state = state_of(row.feedback, due, first_seen, now);
        let state = if is_lead_gone && state.is_open() { HandoffState::Deleted } else { state };
        let view = HandoffView { row, due, first_seen, state, is_copy: false };
        self.seen.insert(view.row.key.clone(), view.clone());
        view
    }

    fn person(&self, index: usize) -> BTreeSet<u64> {
        let text = |column| self.part.text(column, index);
        person_marks(
            &text(ColumnKey::HandoffCompany),
            &text(ColumnKey::HandoffPerson),
            &text(ColumnKey::HandoffContact),
        )
    }
}

/// Retyped ids that are told at most; a column that was filled with something else needs no thousand sentences.
const RETYPED_MAX: usize = 20;

/// Rows whose リードID is no longer the lead that was handed over. Nothing waits for it: the key of the row tells the lead.
pub(super) fn retyped_leads(part: &Part<'_>, views: &[HandoffView], ledger: &Ledger) -> Vec<Problem> {
    let Some(position) = part.located.position(ColumnKey::HandoffLeadId) else { return Vec::new() };
    let handed = |view: &HandoffView| ledger.handoffs.get(&view.row.key).map(|memory| memory.lead);
    let retyped = views.iter().filter_map(|view| {
        let lead = handed(view).filter(|lead| view.row.lead != Some(*lead))?;
        Some(Problem {
            code: "handoff_lead_retyped",
            place: part.tab.cell_ref(position, view.row.index),
            found: format!("「{}」", part.text(ColumnKey::HandoffLeadId, view.row.index).trim()),
            expected: format!("{lead}, the lead of hand-over {}", view.row.key),
            remedy: "Write it back; until then the hand-over is followed as that of the expected lead."
                .to_owned(),
            is_blocking: false,
        })
    });
    retyped.take(RETYPED_MAX).collect()
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
    let text = |text: String| if text.is_empty() { CellText::Clear } else { CellText::Text(text.into()) };
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

/// The lead and the person of each hand-over that is planned, by key.
pub(super) type Handed = BTreeMap<String, (LeadId, BTreeSet<u64>)>;

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
    pub(super) fn plan(&self, draft: &mut Draft) -> Handed {
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
            planned.insert(addition.key.clone(), (lead, self.person(index)));
            draft.add(addition);
        }
        planned
    }

    /// Rows that qualify, were never handed over, and are at rest, in the order of the sheet.
    fn waiting(&self, draft: &mut Draft) -> Vec<usize> {
        let handed: BTreeSet<LeadId> = self.ledger.handoffs.values().map(|memory| memory.lead).collect();
        let mut persons: BTreeSet<u64> =
            self.ledger.handoffs.values().flat_map(|memory| memory.person.iter().copied()).collect();
        let qualified: Vec<usize> = (0..self.leads.rows.len())
            .filter(|&index| self.leads.outcome(index).is_some_and(|outcome| outcome.score.is_qualified))
            .filter(|&index| self.leads.id(index).is_some_and(|id| !handed.contains(&id)))
            .collect();
        if self.leads.tracked.torn > 0 && !qualified.is_empty() {
            let text = "ids were torn from their rows (a partial sort or a copied row): hand-overs wait for the next pass";
            draft.note("torn", self.leads.tracked.torn, text.to_owned());
            return Vec::new();
        }
        let words = &self.world.settings.words;
        // A row that names nobody is known again by all of its cells, as they stand now.
        let unnamed = (0..self.leads.rows.len()).filter(|&index| self.names_nobody(index));
        let unnamed = unnamed.filter(|&index| self.leads.id(index).is_some_and(|id| handed.contains(&id)));
        persons.extend(unnamed.filter_map(|index| Some(self.leads.rows[index]?.fingerprint)));
        let (fresh, doubles): (Vec<usize>, Vec<usize>) = qualified.into_iter().partition(|&index| {
            let marks = self.person(index);
            let is_new = marks.is_disjoint(&persons);
            persons.extend(marks);
            is_new
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

    fn names_nobody(&self, index: usize) -> bool {
        self.leads.rows[index].is_none_or(|row| row.parts[1] == 0 && row.parts[2] == 0)
    }

    /// Who stands in a row of the lead tab; a row that names nobody stands for itself.
    pub(super) fn person(&self, index: usize) -> BTreeSet<u64> {
        let text = |column| self.leads.part.text(column, index);
        let marks = person_marks(
            &text(ColumnKey::LeadCompany),
            &text(ColumnKey::LeadPerson),
            &text(ColumnKey::LeadContact),
        );
        let cells = || self.leads.rows[index].map(|row| row.fingerprint).into_iter().collect();
        if marks.is_empty() { cells() } else { marks }
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
        let text = |text: &str| if text.is_empty() { CellText::Clear } else { CellText::Text(text.into()) };
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

/// The key of a lead's first hand-over: the same whenever it is planned.
pub(super) fn handoff_key(lead: LeadId) -> String {
    lead.to_string().replacen("L-", "T-", 1) + "-1"
}

/// The lead that a key of [`handoff_key`]'s form tells.
fn lead_of_key(key: &str) -> Option<LeadId> {
    let (lead, _) = key.strip_prefix("T-")?.rsplit_once('-')?;
    format!("L-{lead}").parse().ok()
}

/// The hand-overs as the meeting looks at them.
pub(super) fn meeting_views(views: &[HandoffView]) -> Vec<MeetingView> {
    let told = views.iter().filter(|view| view.state != HandoffState::Deleted && !view.is_copy);
    told.filter_map(|view| {
        Some(MeetingView {
            key: view.row.key.clone(),
            company: view.row.company.clone(),
            rep: view.row.rep.clone(),
            at: view.row.at?,
            due: view.due,
            state: view.state,
            first_seen: view.first_seen,
            feedback: view.row.feedback,
        })
    })
    .collect()
}
