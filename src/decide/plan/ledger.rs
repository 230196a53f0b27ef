//! What tossup remembers between passes. The sheet can be rebuilt from it and from what people typed; and the other way round: with an
//! empty ledger, ids and hand-overs are taken over from the sheet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::{Intent, Stage};
use crate::decide::book::{LeadId, TabKey};
use crate::decide::scoring::RuleMemory;

/// What is remembered of one lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeadMemory {
    /// Identity.
    pub id: LeadId,
    /// Fingerprint of all of the person's cells that were read.
    pub fingerprint: u64,
    /// Fingerprints of company, person and contact; 0 where empty.
    pub parts: [u32; 3],
    /// Score that was last derived.
    pub score: i32,
    /// Priority that was last derived: position in the list of labels.
    pub priority: u8,
    /// Status that was last derived: position in the list of statuses.
    pub status: u8,
    /// The row is not in the sheet any more.
    pub is_missing: bool,
}

/// What is remembered of one hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoffMemory {
    /// Lead that was handed over.
    pub lead: LeadId,
    /// Who it is about, by the marks of the moment it was handed over; empty until they are first taken.
    pub person: BTreeSet<u64>,
    /// When, in the company's time zone.
    pub at: NaiveDateTime,
    /// The row was seen on the sheet, or its adding was confirmed.
    pub is_confirmed: bool,
    /// When a response was first seen.
    pub first_seen: Option<NaiveDateTime>,
    /// The row was seen and is gone: a person deleted it, or the lead.
    pub is_deleted: bool,
}

/// One line of the append-only log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, in the company's time zone.
    pub at: NaiveDateTime,
    /// Lead id, hand-over key or setting that it is about.
    pub subject: String,
    /// Short name in snake_case: `score`, `handoff`, `lead_missing`, …
    pub kind: &'static str,
    /// What changed, as `old → new` and the rule set version; no names, no typed texts.
    pub text: String,
}

/// What is watched from pass to pass of one process: nothing is lost when it is forgotten, it only takes a few passes to find out again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Watch {
    /// Hash of the cells of the latest write, and how often they were written without a quiet pass between.
    pub latest_cells: Option<(u64, u32)>,
    /// Hash of the latest cells for which it was told what a person had changed.
    pub told_cells: Option<u64>,
    /// The rules have changed and not all leads show their new scores yet.
    pub is_rescoring: bool,
    /// Tabs of the latest write.
    pub latest_tabs: BTreeSet<TabKey>,
    /// A write of several tabs was refused: one tab at a time, to find out which.
    pub is_careful: bool,
    /// Tabs that refused a write: how often in a row, and when last.
    pub refused: BTreeMap<TabKey, (u32, NaiveDateTime)>,
    /// Since when too many leads have been gone.
    pub vanished_since: Option<NaiveDateTime>,
}

/// Everything that is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Seed of this workbook's ids; drawn once, by the edge.
    pub id_seed: u64,
    /// How many ids were made.
    pub ids_made: u64,
    /// Leads in the order of the rows of the latest pass, then those that are missing.
    pub leads: Vec<LeadMemory>,
    /// Hand-overs by key.
    pub handoffs: BTreeMap<String, HandoffMemory>,
    /// Keys of reminder rows that were added.
    pub reminders: BTreeSet<String>,
    /// The rules.
    pub rules: RuleMemory,
    /// Writes whose fate is not yet known.
    pub open_intents: Vec<Intent>,
    /// Number of the latest intent.
    pub latest_intent: i64,
    /// What the latest write was.
    pub latest_stage: Option<Stage>,
    /// How many records for 履歴 were made; numbers their keys.
    pub records_made: u64,
    /// Changes to put on the tab 履歴 that are not yet there: key and text of the row.
    pub unrecorded: Vec<Record>,
    /// What only this process needs to know; forgotten at a restart.
    pub watch: Watch,
    /// Log lines made since the ledger was loaded or saved; the store appends them and forgets them here.
    pub new_events: Vec<Event>,
}

/// One change on its way to the tab 履歴.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Key of the row, growing.
    pub key: String,
    /// When.
    pub at: NaiveDateTime,
    /// Lead id or hand-over key.
    pub subject: String,
    /// Header of the changed column.
    pub column: String,
    /// Value before.
    pub old: String,
    /// Value after.
    pub new: String,
    /// Why, as shown.
    pub reason: String,
    /// Rule set version in force.
    pub rule_version: String,
}
