//! The differences between two ledgers into the database, inside the caller's transaction.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, query};

use super::load::MOMENT;
use crate::decide::book::LeadId;
use crate::decide::plan::{Event, HandoffMemory, Intent, LeadMemory, Ledger, Record, Stage};
use crate::decide::scoring::RuleMemory;

/// Rows of one statement: SQLite takes 32 766 values at most, and ours have up to nine.
const ROWS_PER_STATEMENT: usize = 1_000;

/// Makes the database, which holds `old`, hold `new`, and appends `new`'s events.
pub(super) async fn differences(
    connection: &mut SqliteConnection,
    old: &Ledger,
    new: &Ledger,
) -> Result<(), sqlx::Error> {
    leads(connection, &old.leads, &new.leads).await?;
    handoffs(connection, old, new).await?;
    reminders(connection, old, new).await?;
    if old.rules != new.rules {
        rules(connection, &new.rules).await?;
    }
    if old.open_intents != new.open_intents {
        intents(connection, &new.open_intents).await?;
    }
    if old.unrecorded != new.unrecorded {
        records(connection, &new.unrecorded).await?;
    }
    head(connection, old, new).await?;
    events(connection, &new.new_events).await
}

fn moment(at: NaiveDateTime) -> String {
    at.format(MOMENT).to_string()
}

/// The one row of `ledger`, apart from the order of the leads.
async fn head(connection: &mut SqliteConnection, old: &Ledger, new: &Ledger) -> Result<(), sqlx::Error> {
    let parts = |ledger: &Ledger| {
        (ledger.id_seed, ledger.ids_made, ledger.latest_intent, ledger.latest_stage, ledger.records_made)
    };
    if parts(old) == parts(new) {
        return Ok(());
    }
    query(
        "UPDATE ledger SET id_seed = ?, ids_made = ?, latest_intent = ?, latest_stage = ?, records_made = ?",
    )
    .bind(new.id_seed.cast_signed())
    .bind(new.ids_made.cast_signed())
    .bind(new.latest_intent)
    .bind(new.latest_stage.map(Stage::as_str))
    .bind(new.records_made.cast_signed())
    .execute(connection)
    .await?;
    Ok(())
}

async fn leads(
    connection: &mut SqliteConnection,
    old: &[LeadMemory],
    new: &[LeadMemory],
) -> Result<(), sqlx::Error> {
    if old == new {
        return Ok(());
    }
    let known: HashMap<LeadId, &LeadMemory> = old.iter().map(|lead| (lead.id, lead)).collect();
    let changed: Vec<&LeadMemory> = new.iter().filter(|lead| known.get(&lead.id) != Some(lead)).collect();
    for chunk in changed.chunks(ROWS_PER_STATEMENT) {
        let columns = "INSERT INTO lead (id, fingerprint, company, person, contact, score, priority, status, is_missing) ";
        let mut statement = QueryBuilder::<Sqlite>::new(columns);
        statement.push_values(chunk, |mut row, lead| {
            row.push_bind(lead.id.to_bits().cast_signed())
                .push_bind(lead.fingerprint.cast_signed())
                .push_bind(i64::from(lead.parts[0]))
                .push_bind(i64::from(lead.parts[1]))
                .push_bind(i64::from(lead.parts[2]))
                .push_bind(lead.score)
                .push_bind(lead.priority)
                .push_bind(lead.status)
                .push_bind(lead.is_missing);
        });
        statement.push(
            " ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, company = excluded.company, person = excluded.person, contact = excluded.contact, score = excluded.score, \
             priority = excluded.priority, status = excluded.status, is_missing = excluded.is_missing",
        );
        statement.build().execute(&mut *connection).await?;
    }
    let kept: HashSet<LeadId> = new.iter().map(|lead| lead.id).collect();
    let gone: Vec<i64> = old
        .iter()
        .filter(|lead| !kept.contains(&lead.id))
        .map(|lead| lead.id.to_bits().cast_signed())
        .collect();
    for chunk in gone.chunks(ROWS_PER_STATEMENT) {
        let mut statement = QueryBuilder::<Sqlite>::new("DELETE FROM lead WHERE id IN ");
        statement.push_tuples(chunk, |mut row, id| {
            row.push_bind(*id);
        });
        statement.build().execute(&mut *connection).await?;
    }
    order(connection, old, new).await
}

async fn order(
    connection: &mut SqliteConnection,
    old: &[LeadMemory],
    new: &[LeadMemory],
) -> Result<(), sqlx::Error> {
    if old.iter().map(|lead| lead.id).eq(new.iter().map(|lead| lead.id)) {
        return Ok(());
    }
    let bytes: Vec<u8> = new.iter().flat_map(|lead| lead.id.to_bits().to_be_bytes()).collect();
    query("UPDATE ledger SET lead_order = ?").bind(bytes).execute(connection).await?;
    Ok(())
}

async fn handoffs(connection: &mut SqliteConnection, old: &Ledger, new: &Ledger) -> Result<(), sqlx::Error> {
    let changed: Vec<(&String, &HandoffMemory)> =
        new.handoffs.iter().filter(|(key, handoff)| old.handoffs.get(*key) != Some(handoff)).collect();
    for chunk in changed.chunks(ROWS_PER_STATEMENT) {
        let columns =
            "INSERT OR REPLACE INTO handoff (key, lead, person, at, is_confirmed, first_seen, is_deleted) ";
        let mut statement = QueryBuilder::<Sqlite>::new(columns);
        statement.push_values(chunk, |mut row, (key, handoff)| {
            row.push_bind(key.as_str())
                .push_bind(handoff.lead.to_bits().cast_signed())
                .push_bind(
                    handoff.person.iter().map(|mark| format!("{mark:016x}")).collect::<Vec<_>>().join(" "),
                )
                .push_bind(moment(handoff.at))
                .push_bind(handoff.is_confirmed)
                .push_bind(handoff.first_seen.map(moment))
                .push_bind(handoff.is_deleted);
        });
        statement.build().execute(&mut *connection).await?;
    }
    for key in old.handoffs.keys().filter(|key| !new.handoffs.contains_key(*key)) {
        query("DELETE FROM handoff WHERE key = ?").bind(key.as_str()).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn reminders(connection: &mut SqliteConnection, old: &Ledger, new: &Ledger) -> Result<(), sqlx::Error> {
    for key in new.reminders.difference(&old.reminders) {
        query("INSERT INTO reminder (key) VALUES (?)").bind(key.as_str()).execute(&mut *connection).await?;
    }
    for key in old.reminders.difference(&new.reminders) {
        query("DELETE FROM reminder WHERE key = ?").bind(key.as_str()).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn rules(connection: &mut SqliteConnection, rules: &RuleMemory) -> Result<(), sqlx::Error> {
    query("DELETE FROM rule_row").execute(&mut *connection).await?;
    query("DELETE FROM rule_extra_header").execute(&mut *connection).await?;
    for (position, row) in (0i64..).zip(&rules.good_rows) {
        query("INSERT INTO rule_row (position) VALUES (?)").bind(position).execute(&mut *connection).await?;
        for (column, text) in &row.cells {
            query("INSERT INTO rule_cell (position, column_key, text) VALUES (?, ?, ?)")
                .bind(position)
                .bind(column.as_str())
                .bind(text.as_str())
                .execute(&mut *connection)
                .await?;
        }
    }
    for (position, header) in (0i64..).zip(&rules.extra_headers) {
        query("INSERT INTO rule_extra_header (position, header) VALUES (?, ?)")
            .bind(position)
            .bind(header.as_str())
            .execute(&mut *connection)
            .await?;
    }
    query("UPDATE ledger SET rule_hash = ?, rule_number = ?")
        .bind(rules.hash.as_str())
        .bind(rules.number)
        .execute(connection)
        .await?;
    Ok(())
}

async fn intents(connection: &mut SqliteConnection, intents: &[Intent]) -> Result<(), sqlx::Error> {
    query("DELETE FROM intent").execute(&mut *connection).await?;
    for (position, intent) in (0i64..).zip(intents) {
        query("INSERT INTO intent (position, number, at, stage, cell_count) VALUES (?, ?, ?, ?, ?)")
            .bind(position)
            .bind(intent.number)
            .bind(moment(intent.at))
            .bind(intent.stage.as_str())
            .bind(i64::try_from(intent.cell_count).unwrap_or(i64::MAX))
            .execute(&mut *connection)
            .await?;
        let keys: Vec<_> = (0i64..).zip(&intent.keys).collect();
        for chunk in keys.chunks(ROWS_PER_STATEMENT) {
            let mut statement =
                QueryBuilder::<Sqlite>::new("INSERT INTO intent_key (intent, position, tab, key) ");
            statement.push_values(chunk, |mut row, (place, (tab, key))| {
                row.push_bind(position).push_bind(*place).push_bind(tab.as_str()).push_bind(key.as_str());
            });
            statement.build().execute(&mut *connection).await?;
        }
    }
    Ok(())
}

async fn records(connection: &mut SqliteConnection, records: &[Record]) -> Result<(), sqlx::Error> {
    query("DELETE FROM record").execute(&mut *connection).await?;
    let rows: Vec<_> = (0i64..).zip(records).collect();
    for chunk in rows.chunks(ROWS_PER_STATEMENT) {
        let columns =
            "INSERT INTO record (position, key, at, subject, header, old, new, reason, rule_version) ";
        let mut statement = QueryBuilder::<Sqlite>::new(columns);
        statement.push_values(chunk, |mut row, (position, record)| {
            row.push_bind(*position)
                .push_bind(record.key.as_str())
                .push_bind(moment(record.at))
                .push_bind(record.subject.as_str())
                .push_bind(record.column.as_str())
                .push_bind(record.old.as_str())
                .push_bind(record.new.as_str())
                .push_bind(record.reason.as_str())
                .push_bind(record.rule_version.as_str());
        });
        statement.build().execute(&mut *connection).await?;
    }
    Ok(())
}

async fn events(connection: &mut SqliteConnection, events: &[Event]) -> Result<(), sqlx::Error> {
    for chunk in events.chunks(ROWS_PER_STATEMENT) {
        let mut statement = QueryBuilder::<Sqlite>::new("INSERT INTO event (at, subject, kind, text) ");
        statement.push_values(chunk, |mut row, event| {
            row.push_bind(moment(event.at))
                .push_bind(event.subject.as_str())
                .push_bind(event.kind)
                .push_bind(event.text.as_str());
        });
        statement.build().execute(&mut *connection).await?;
    }
    Ok(())
}
