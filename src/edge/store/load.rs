//! The whole ledger out of the database.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use chrono::NaiveDateTime;
use sqlx::{SqliteConnection, query_as, query_scalar};

use super::failure::{of_sqlite, unreadable};
use crate::decide::book::{ColumnKey, LeadId, TabKey};
use crate::decide::plan::{HandoffMemory, Intent, LeadMemory, Ledger, Record, Stage, Watch};
use crate::decide::scoring::{RuleMemory, RuleRow};
use crate::seam::Failure;

/// How a moment is written.
pub(super) const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%.f";
/// Bytes of one id in `ledger.lead_order`.
const ID_BYTES: usize = 8;

/// A connection, and the path for messages.
pub(super) struct Reader<'c> {
    pub(super) path: &'c Path,
    pub(super) connection: &'c mut SqliteConnection,
}

type LedgerRow = (i64, i64, i64, Option<String>, i64, String, i64, Vec<u8>);
type LeadRow = (i64, i64, i64, i64, i64, i64, i64, i64, bool);
type HandoffRow = (String, i64, String, String, bool, Option<String>, bool);
type RecordRow = (String, String, String, String, String, String, String, String);

fn refused(path: &Path) -> impl Fn(sqlx::Error) -> Failure + '_ {
    move |error| of_sqlite(path, &error)
}

impl Reader<'_> {
    /// Everything that is remembered.
    ///
    /// Errors: rows that tossup cannot have written; what SQLite says.
    pub(super) async fn ledger(&mut self) -> Result<Ledger, Failure> {
        let sql = "SELECT id_seed, ids_made, latest_intent, latest_stage, records_made, rule_hash, rule_number, lead_order FROM ledger";
        let row: LedgerRow =
            query_as(sql).fetch_one(&mut *self.connection).await.map_err(refused(self.path))?;
        let (id_seed, ids_made, latest_intent, latest_stage, records_made, hash, number, lead_order) = row;
        Ok(Ledger {
            id_seed: id_seed.cast_unsigned(),
            ids_made: ids_made.cast_unsigned(),
            leads: self.leads(&lead_order).await?,
            handoffs: self.handoffs().await?,
            reminders: self.keys("SELECT key FROM reminder").await?.into_iter().collect(),
            rules: RuleMemory {
                good_rows: self.rules().await?,
                hash,
                number: self.number("ledger.rule_number", number)?,
                extra_headers: self.keys("SELECT header FROM rule_extra_header ORDER BY position").await?,
            },
            open_intents: self.intents().await?,
            latest_intent,
            latest_stage: latest_stage.as_deref().and_then(Stage::from_name),
            records_made: records_made.cast_unsigned(),
            unrecorded: self.records().await?,
            watch: Watch::default(),
            new_events: Vec::new(),
        })
    }

    async fn leads(&mut self, order: &[u8]) -> Result<Vec<LeadMemory>, Failure> {
        let sql =
            "SELECT id, fingerprint, company, person, contact, score, priority, status, is_missing FROM lead";
        let rows: Vec<LeadRow> =
            query_as(sql).fetch_all(&mut *self.connection).await.map_err(refused(self.path))?;
        let mut leads = HashMap::with_capacity(rows.len());
        for (id, fingerprint, company, person, contact, score, priority, status, is_missing) in rows {
            let lead = LeadMemory {
                id: LeadId::from_bits(id.cast_unsigned()),
                fingerprint: fingerprint.cast_unsigned(),
                parts: [
                    self.number("lead.company", company)?,
                    self.number("lead.person", person)?,
                    self.number("lead.contact", contact)?,
                ],
                score: self.number("lead.score", score)?,
                priority: self.number("lead.priority", priority)?,
                status: self.number("lead.status", status)?,
                is_missing,
            };
            leads.insert(lead.id, lead);
        }
        let mut ordered = Vec::with_capacity(leads.len());
        for bytes in order.chunks(ID_BYTES) {
            let id = bytes.try_into().map(|bytes| LeadId::from_bits(u64::from_be_bytes(bytes)));
            let lead = id.ok().and_then(|id| leads.remove(&id));
            ordered.push(lead.ok_or_else(|| unreadable(self.path, "ledger.lead_order", "an unknown id"))?);
        }
        if leads.is_empty() {
            Ok(ordered)
        } else {
            Err(unreadable(self.path, "lead.id", "an id without a place in the order"))
        }
    }

    async fn handoffs(&mut self) -> Result<BTreeMap<String, HandoffMemory>, Failure> {
        let sql = "SELECT key, lead, person, at, is_confirmed, first_seen, is_deleted FROM handoff";
        let rows: Vec<HandoffRow> =
            query_as(sql).fetch_all(&mut *self.connection).await.map_err(refused(self.path))?;
        let mut handoffs = BTreeMap::new();
        for (key, lead, person, at, is_confirmed, first_seen, is_deleted) in rows {
            let person = person.split_whitespace().map(|mark| u64::from_str_radix(mark, 16));
            let handoff = HandoffMemory {
                lead: LeadId::from_bits(lead.cast_unsigned()),
                person: person
                    .collect::<Result<_, _>>()
                    .map_err(|_| unreadable(self.path, "handoff.person", &key))?,
                at: self.moment("handoff.at", &at)?,
                is_confirmed,
                first_seen: first_seen.map(|at| self.moment("handoff.first_seen", &at)).transpose()?,
                is_deleted,
            };
            handoffs.insert(key, handoff);
        }
        Ok(handoffs)
    }

    async fn rules(&mut self) -> Result<Vec<RuleRow>, Failure> {
        let sql = "SELECT position FROM rule_row ORDER BY position";
        let positions: Vec<i64> =
            query_scalar(sql).fetch_all(&mut *self.connection).await.map_err(refused(self.path))?;
        let sql = "SELECT position, column_key, text FROM rule_cell";
        let cells: Vec<(i64, String, String)> =
            query_as(sql).fetch_all(&mut *self.connection).await.map_err(refused(self.path))?;
        let mut rows: BTreeMap<i64, RuleRow> =
            positions.into_iter().map(|position| (position, RuleRow::default())).collect();
        for (position, column, text) in cells {
            let key = ColumnKey::from_name(&column)
                .ok_or_else(|| unreadable(self.path, "rule_cell.column_key", &column))?;
            rows.entry(position).or_default().cells.insert(key, text);
        }
        Ok(rows.into_values().collect())
    }

    async fn intents(&mut self) -> Result<Vec<Intent>, Failure> {
        let sql = "SELECT position, number, at, stage, cell_count FROM intent ORDER BY position";
        let rows: Vec<(i64, i64, String, String, i64)> =
            query_as(sql).fetch_all(&mut *self.connection).await.map_err(refused(self.path))?;
        let sql = "SELECT intent, tab, key FROM intent_key ORDER BY intent, position";
        let keys: Vec<(i64, String, String)> =
            query_as(sql).fetch_all(&mut *self.connection).await.map_err(refused(self.path))?;
        let mut intents = BTreeMap::new();
        for (position, number, at, stage, cell_count) in rows {
            let intent = Intent {
                number,
                at: self.moment("intent.at", &at)?,
                stage: Stage::from_name(&stage)
                    .ok_or_else(|| unreadable(self.path, "intent.stage", &stage))?,
                keys: Vec::new(),
                cell_count: self.number("intent.cell_count", cell_count)?,
            };
            intents.insert(position, intent);
        }
        for (position, tab, key) in keys {
            let tab = TabKey::from_name(&tab).ok_or_else(|| unreadable(self.path, "intent_key.tab", &tab))?;
            if let Some(intent) = intents.get_mut(&position) {
                intent.keys.push((tab, key));
            }
        }
        Ok(intents.into_values().collect())
    }

    async fn records(&mut self) -> Result<Vec<Record>, Failure> {
        let sql =
            "SELECT key, at, subject, header, old, new, reason, rule_version FROM record ORDER BY position";
        let rows: Vec<RecordRow> =
            query_as(sql).fetch_all(&mut *self.connection).await.map_err(refused(self.path))?;
        let record = |(key, at, subject, column, old, new, reason, rule_version): RecordRow| {
            let at = self.moment("record.at", &at)?;
            Ok(Record { key, at, subject, column, old, new, reason, rule_version })
        };
        rows.into_iter().map(record).collect()
    }

    async fn keys(&mut self, sql: &'static str) -> Result<Vec<String>, Failure> {
        query_scalar(sql).fetch_all(&mut *self.connection).await.map_err(refused(self.path))
    }

    fn number<T: TryFrom<i64>>(&self, place: &str, number: i64) -> Result<T, Failure> {
        T::try_from(number).map_err(|_| unreadable(self.path, place, &number.to_string()))
    }

    fn moment(&self, place: &str, text: &str) -> Result<NaiveDateTime, Failure> {
        NaiveDateTime::parse_from_str(text, MOMENT).map_err(|_| unreadable(self.path, place, text))
    }
}
