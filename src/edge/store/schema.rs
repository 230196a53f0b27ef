//! The schema, as migrations that are part of the program.

use std::path::Path;

use sqlx::SqliteConnection;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{SqlSafeStr, query_scalar};

use super::failure::{not_a_database, of_migration, of_sqlite};
use crate::seam::Failure;

/// Version, name and text of each migration. One that was released is never changed.
const MIGRATIONS: [(i64, &str, &str); 1] = [(1, "ledger", include_str!("migrations/0001_ledger.sql"))];

/// Brings the schema up to date.
///
/// Errors: a newer schema, one of another build, a database of another program.
pub(super) async fn migrate(path: &Path, connection: &mut SqliteConnection) -> Result<(), Failure> {
    refuse_foreign(path, connection).await?;
    migrator().run_direct(None, connection, false).await.map_err(|error| of_migration(path, &error))
}

fn migrator() -> Migrator {
    let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, (*sql).into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

/// A database with tables, but without our list of migrations, is somebody else's.
async fn refuse_foreign(path: &Path, connection: &mut SqliteConnection) -> Result<(), Failure> {
    let sql =
        "SELECT count(*) > 0 AND sum(name = '_sqlx_migrations') = 0 FROM sqlite_master WHERE type = 'table'";
    let is_foreign: Option<bool> =
        query_scalar(sql).fetch_one(connection).await.map_err(|error| of_sqlite(path, &error))?;
    if is_foreign == Some(true) { Err(not_a_database(path)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection, SqliteConnection};

    use super::super::SqliteStore;
    use super::*;
    use crate::seam::Store;

    /// A filled database of each version: rows in all of its tables.
    const FILLED: [(i64, &str); 1] = [(1, include_str!("migrations/filled_0001.sql"))];

    #[tokio::test]
    async fn every_migration_runs_on_a_filled_database() {
        assert_eq!(FILLED.map(|(version, _)| version), MIGRATIONS.map(|(version, ..)| version));
        let mut ledgers = Vec::new();
        for (version, rows) in FILLED {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("tossup.db");
            let url = format!("sqlite://{}?mode=rwc", path.display());
            let mut connection = SqliteConnection::connect(&url).await.expect("a database");
            migrator().run_direct(Some(version), &mut connection, false).await.expect("the old schema");
            sqlx::raw_sql(rows).execute(&mut connection).await.expect("rows");
            connection.close().await.expect("closed");
            let mut store = SqliteStore::open(&path).await.expect("the new schema");
            ledgers.push(store.load().await.expect("a ledger"));
        }
        let newest = ledgers.last().expect("one for each version");
        assert_eq!((newest.leads.len(), newest.handoffs.len(), newest.reminders.len()), (2, 1, 1));
        assert_eq!(
            (newest.rules.good_rows.len(), newest.open_intents.len(), newest.unrecorded.len()),
            (2, 1, 1)
        );
        assert_eq!((newest.id_seed, newest.ids_made), (u64::MAX, 2));
        assert!(ledgers.iter().all(|ledger| ledger == newest));
    }
}
