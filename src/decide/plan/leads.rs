//! The own columns of the lead tab: what should stand in each row, and what is remembered of each lead.

use std::iter::{once, repeat};
use std::sync::Arc;

use super::draft::{Draft, OwnColumn, shows, shows_id};
use super::prints::prints;
use super::sheet::{Part, Sheet};
use super::world::{World, keep_records};
use super::{
    CellText, ColumnWrite, Event, LeadMemory, Ledger, Reason, Record, RowPrint, RowValues, Settings, Tracked,
    track,
};
use crate::decide::book::{ColumnKey, Handle, LeadId, Located, TabKey, Words};
use crate::decide::handoff::written_time;
use crate::decide::scoring::{
    CheckContext, Finding, JudgeContext, Outcome, Priority, RuleBook, Scored, Status, check_rows, prepare,
    score_all,
};

/// The lead tab after scoring.
#[derive(Debug)]
pub(super) struct Leads<'a> {
    pub(super) part: Part<'a>,
    /// What there is to remember of the lead of each row; `None` for a blank one.
    pub(super) rows: Vec<Option<LeadMemory>>,
    pub(super) tracked: Tracked,
    pub(super) scored: Scored,
    /// The rule set in force, as shown.
    pub(super) rule_version: String,
    /// The rules are others than in the latest pass.
    pub(super) is_new_rule_set: bool,
}

/// The lead tab after judging.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub(super) leads: Leads<'a>,
    /// A rule looks at a column that this read did not bring: the scores are worth nothing yet.
    pub(super) needs_more_columns: bool,
    /// Rules on missing columns and other oddities that the leads show.
    pub(super) findings: Vec<Finding>,
}

/// Identifies and scores the rows.
pub(super) fn judge<'a>(
    world: &World<'a>,
    part: Part<'a>,
    sheet: &Sheet<'_>,
    (ledger, book): (&Ledger, &RuleBook),
) -> Judged<'a> {
    let Settings { contract, words, .. } = world.settings;
    let context = JudgeContext { contract, words, today: world.now.date() };
    let judge = prepare(book, part.tab, &part.located, context);
    // First, because it needs room for a while that is free again before the prints are taken.
    let scored = score_all(part.tab, &world.snapshot.texts, &judge);
    let mut prints = prints(world.snapshot, part.tab, contract, &part.located);
    let tracked = track(&mut prints, ledger);
    let needs_more_columns = !judge.unread_headers.is_empty();
    let no_columns = Located::default();
    let rule_columns = sheet.rules.as_ref().map_or(&no_columns, |part| &part.located);
    let findings = check_rows(&judge, &scored, &CheckContext { contract, words, rule_columns });
    let is_new_rule_set = !world.ledger.rules.hash.is_empty() && world.ledger.rules.hash != book.hash;
    let rows = rows(prints, &scored);
    let leads = Leads { part, rows, tracked, scored, rule_version: book.version.clone(), is_new_rule_set };
    Judged { leads, needs_more_columns, findings }
}

impl Leads<'_> {
    /// The outcome of a row; `None` for a blank one.
    pub(super) fn outcome(&self, index: usize) -> Option<&Outcome> {
        self.outcome_number(index).and_then(|number| self.scored.outcomes.get(number))
    }

    /// The id of a row.
    pub(super) fn id(&self, index: usize) -> Option<LeadId> {
        self.rows.get(index)?.map(|row| row.id)
    }

    /// Plans all own columns.
    pub(super) fn plan_cells(&self, draft: &mut Draft, words: &Words) {
        if let Some(own) = self.part.own(ColumnKey::LeadId) {
            draft.write_ids(own, self.rows.iter().map(|row| row.map(|row| row.id)));
        }
        let reason = if self.is_new_rule_set { Reason::RulesChanged } else { Reason::InputChanged };
        for (column, value_of) in DERIVED {
            if let Some(own) = self.part.own(column) {
                self.plan_column(draft, own, reason, |outcome| value_of(outcome, words));
            }
        }
    }

    fn plan_column(
        &self,
        draft: &mut Draft,
        own: OwnColumn<'_>,
        reason: Reason,
        value_of: impl Fn(&Outcome) -> CellText,
    ) {
        // The first outcome is that of blank rows: they show nothing.
        let told = self.scored.outcomes.iter().skip(1).map(|outcome| value_of(outcome).fitted());
        let wanted: Vec<CellText> = once(CellText::Clear).chain(told).collect();
        let of_row = &self.scored.of_row;
        let shown = own.cells().iter().copied().chain(repeat(Handle::EMPTY));
        let differs =
            |(cell, &outcome): (Handle, &u32)| !shows(own.snapshot, cell, &wanted[outcome as usize]);
        let differs: Vec<bool> = shown.zip(of_row.iter()).map(differs).collect();
        if !differs.contains(&true) {
            return;
        }
        let mut numbers = vec![0; wanted.len()];
        let mut number = |outcome: usize| {
            if numbers[outcome] == 0 {
                numbers[outcome] = draft.value(wanted[outcome].clone());
            }
            numbers[outcome]
        };
        let cells = match self.by_outcome(&differs) {
            Some(of_outcome) => {
                let numbers = (0..)
                    .zip(of_outcome)
                    .map(|(outcome, is_written)| if is_written { number(outcome) } else { 0 });
                RowValues::by_kind(Arc::clone(of_row), numbers.collect())
            }
            None => {
                let numbers = differs.iter().zip(of_row.iter());
                let numbers =
                    numbers.map(|(differs, &outcome)| if *differs { number(outcome as usize) } else { 0 });
                numbers.collect::<Vec<u32>>().into()
            }
        };
        draft.push_cells(own, reason, cells);
    }

    /// Whether the cells of each outcome differ from what is wanted; `None` where only some of an outcome do.
    fn by_outcome(&self, differs: &[bool]) -> Option<Vec<bool>> {
        let mut found = vec![None; self.scored.outcomes.len()];
        for (&differs, &outcome) in differs.iter().zip(self.scored.of_row.iter()) {
            if *found[outcome as usize].get_or_insert(differs) != differs {
                return None;
            }
        }
        Some(found.into_iter().map(|differs| differs == Some(true)).collect())
    }

    /// Number of the outcome of a row; `None` for a blank one.
    fn outcome_number(&self, index: usize) -> Option<usize> {
        self.scored.of_row.get(index).filter(|number| **number != 0).map(|number| *number as usize)
    }

    /// The row shows its id and everything that a hand-over would freeze: nothing of it is on its way.
    pub(super) fn is_at_rest(&self, index: usize, words: &Words) -> bool {
        let Some(outcome) = self.outcome(index) else { return false };
        self.carries_its_id(index)
            && DERIVED.iter().all(|(column, value_of)| {
                self.part
                    .own(*column)
                    .is_none_or(|own| shows(own.snapshot, own.cell(index), &value_of(outcome, words)))
            })
    }

    /// Which rows have own cells that do not show yet what they should.
    fn pending(&self, writes: &[Arc<ColumnWrite>]) -> Vec<bool> {
        let mut pending = vec![false; self.rows.len()];
        for write in writes.iter().filter(|write| write.tab == TabKey::Leads) {
            let cells = write.cells.iter().map(|number| number != 0);
            pending.iter_mut().zip(cells).for_each(|(row, is_written)| *row |= is_written);
            let ids = write.ids.iter().map(Option::is_some);
            pending.iter_mut().zip(ids).for_each(|(row, is_written)| *row |= is_written);
        }
        pending
    }

    /// The row shows the id of its lead.
    pub(super) fn carries_its_id(&self, index: usize) -> bool {
        let Some((id, own)) = self.id(index).zip(self.part.own(ColumnKey::LeadId)) else { return false };
        shows_id(own.snapshot, own.cell(index), id)
    }

    /// Queues the changes that the sheet shows by now. Gives the records of what a person changed in own cells, for the moment in which it is
    /// put right.
    pub(super) fn settle(
        &mut self,
        world: &World<'_>,
        ledger: &mut Ledger,
        writes: &[Arc<ColumnWrite>],
    ) -> Vec<Record> {
        let pending = self.pending(writes);
        let restored = self.restored(world, ledger, &pending);
        let changed = self.follow(world, ledger, &pending);
        keep_records(ledger, changed, world.settings.mode);
        restored
    }

    /// Which changes to put on record.
    ///
    /// Shape: score and labels are remembered as the sheet shows them. A change is put on record once the sheet shows it, so that a refused or
    /// lost write leaves no record; until then the old ones stay remembered.
    fn follow(&mut self, world: &World<'_>, ledger: &mut Ledger, pending: &[bool]) -> Vec<Record> {
        ledger.watch.is_rescoring |= self.is_new_rule_set;
        let reason = if ledger.watch.is_rescoring { Reason::RulesChanged } else { Reason::InputChanged };
        let mut records = Vec::new();
        for (index, is_pending) in pending.iter().enumerate() {
            let old = self.tracked.known(index).and_then(|known| ledger.leads.get(known)).copied();
            let Some((new, old)) = self.rows[index].as_mut().zip(old) else { continue };
            if *is_pending {
                (new.score, new.priority, new.status) = (old.score, old.priority, old.status);
            } else {
                let new = *new;
                self.record_changes(world, (&old, &new), reason, &mut records);
            }
            if old.is_missing {
                ledger.new_events.push(event(world, old.id, "lead_found", String::new()));
            }
        }
        ledger.ids_made = self.tracked.ids_made;
        ledger.watch.is_rescoring &= pending.contains(&true);
        records
    }

    /// Remembers the leads, those that were there before and are no more included.
    pub(super) fn remember(self, world: &World<'_>, ledger: &mut Ledger) {
        // Not `flatten`, which would need the same memory again.
        #[expect(clippy::filter_map_identity, reason = "collects in the place of its source")]
        let in_place = self.rows.into_iter().filter_map(|row| row);
        let before = std::mem::replace(&mut ledger.leads, in_place.collect());
        for &index in &self.tracked.missing {
            let mut memory = before[index as usize];
            if !memory.is_missing {
                memory.is_missing = true;
                ledger.new_events.push(event(world, memory.id, "lead_missing", String::new()));
            }
            ledger.leads.push(memory);
        }
    }

    /// Score, priority and status that changed between two moments at which the sheet showed them.
    fn record_changes(
        &self,
        world: &World<'_>,
        (old, new): (&LeadMemory, &LeadMemory),
        reason: Reason,
        records: &mut Vec<Record>,
    ) {
        let words = &world.settings.words;
        let priority = |position: u8| {
            Priority::ALL.get(usize::from(position)).map_or("", |label| words.get(label.word_key()))
        };
        let status = |position: u8| {
            Status::ALL.get(usize::from(position)).map_or("", |label| words.get(label.word_key()))
        };
        let changes = [
            (ColumnKey::LeadScore, old.score.to_string(), new.score.to_string()),
            (ColumnKey::LeadPriority, priority(old.priority).to_owned(), priority(new.priority).to_owned()),
            (ColumnKey::LeadStatus, status(old.status).to_owned(), status(new.status).to_owned()),
        ];
        for (column, old_text, new_text) in changes.into_iter().filter(|(_, old, new)| old != new) {
            records.push(self.record(world, (new.id, column), (old_text, new_text), reason));
        }
    }

    fn record(
        &self,
        world: &World<'_>,
        (id, column): (LeadId, ColumnKey),
        (old, new): (String, String),
        reason: Reason,
    ) -> Record {
        Record {
            key: String::new(),
            at: world.now,
            subject: id.to_string(),
            column: world.settings.contract.header(column).to_owned(),
            old,
            new,
            reason: world.settings.words.of("reason", reason.as_str()),
            rule_version: self.rule_version.clone(),
        }
    }

    /// Own cells that a person changed and that are put right now, told once.
    ///
    /// Shape: only in rows that kept their own id: a partial sort is nobody's edit.
    fn restored(&self, world: &World<'_>, ledger: &Ledger, pending: &[bool]) -> Vec<Record> {
        let mut records = Vec::new();
        for index in (0..self.rows.len()).filter(|&index| pending[index]) {
            let Some((new, outcome)) = self.rows[index].zip(self.outcome(index)) else { continue };
            let old = self.tracked.known(index).and_then(|known| ledger.leads.get(known));
            let is_unchanged = old.is_some_and(|old| {
                (old.score, old.priority, old.status) == (new.score, new.priority, new.status)
            });
            if !is_unchanged || !self.carries_its_id(index) {
                continue;
            }
            for (column, value_of) in DERIVED {
                let Some(own) = self.part.own(column) else { continue };
                let wanted = value_of(outcome, &world.settings.words);
                let cell = own.cell(index);
                let is_label =
                    matches!(column, ColumnKey::LeadScore | ColumnKey::LeadPriority | ColumnKey::LeadStatus);
                if is_label && !cell.is_empty() && !shows(own.snapshot, cell, &wanted) {
                    let texts = (own.snapshot.text(cell).into_owned(), wanted.to_string());
                    records.push(self.record(world, (new.id, column), texts, Reason::Restored));
                }
            }
        }
        records
    }
}

/// What there is to remember of each row; it takes the place of the prints.
fn rows(prints: Vec<RowPrint>, scored: &Scored) -> Vec<Option<LeadMemory>> {
    let row = |(index, print): (usize, RowPrint)| {
        let outcome = scored.outcome(index)?;
        Some(LeadMemory {
            id: print.lead?,
            fingerprint: print.fingerprint,
            parts: print.parts,
            score: outcome.score.points,
            priority: outcome.shown_priority().position(),
            status: outcome.score.status.position(),
            is_missing: false,
        })
    };
    prints.into_iter().enumerate().map(row).collect()
}

fn event(world: &World<'_>, id: LeadId, kind: &'static str, text: String) -> Event {
    Event { at: world.now, subject: id.to_string(), kind, text }
}

type ValueOf = fn(&Outcome, &Words) -> CellText;

/// The derived own columns and what stands in them.
const DERIVED: [(ColumnKey, ValueOf); 7] = [
    (ColumnKey::LeadAttributePoints, |outcome, _| number(outcome.score.attribute_points)),
    (ColumnKey::LeadBehaviourPoints, |outcome, _| number(outcome.score.behaviour_points)),
    (ColumnKey::LeadScore, |outcome, _| number(outcome.score.points)),
    (ColumnKey::LeadPriority, |outcome, words| shared(&words.shared(outcome.shown_priority().word_key()))),
    (ColumnKey::LeadStatus, |outcome, words| shared(&words.shared(outcome.score.status.word_key()))),
    (ColumnKey::LeadBreakdown, |outcome, _| shared(&outcome.breakdown)),
    (ColumnKey::LeadNeedsCheck, |outcome, _| shared(&outcome.needs_check)),
];

fn number(points: i32) -> CellText {
    CellText::Number(f64::from(points))
}

fn text(text: &str) -> CellText {
    if text.is_empty() { CellText::Clear } else { CellText::Text(text.into()) }
}

/// The text itself, not a copy of it: thousands of rows show the same breakdown.
fn shared(text: &Arc<str>) -> CellText {
    if text.is_empty() { CellText::Clear } else { CellText::Text(Arc::clone(text)) }
}

/// The time and rule set of a record belong to the row; kept here so that the form of a time is decided in one place.
pub(super) fn record_cells(record: &Record) -> Vec<(ColumnKey, CellText)> {
    vec![
        (ColumnKey::HistoryId, text(&record.key)),
        (ColumnKey::HistoryAt, text(&written_time(record.at))),
        (ColumnKey::HistorySubject, text(&record.subject)),
        (ColumnKey::HistoryColumn, text(&record.column)),
        (ColumnKey::HistoryOld, text(&record.old)),
        (ColumnKey::HistoryNew, text(&record.new)),
        (ColumnKey::HistoryReason, text(&record.reason)),
        (ColumnKey::HistoryRuleVersion, text(&record.rule_version)),
    ]
}
