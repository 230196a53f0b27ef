//! The memory in a SQLite file.
//!
//! **A save is one transaction**: after a crash at any point the file holds the ledger before it or the ledger after it. Write-ahead log
//! and full synchronisation, so that neither a kill nor a power cut loses a save that was answered.

mod failure;
mod load;
mod lock;
mod save;
mod schema;

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use self::failure::{failure, not_a_database, of_sqlite, read_only};
use self::load::Reader;
use self::lock::Lock;
use crate::decide::plan::{Fate, Ledger};
use crate::seam::{Failure, Retry, Store};

/// Time to wait for somebody who reads the file with another program.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The store of one daemon.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    connection: SqliteConnection,
    /// What the file holds, where that is known: a save writes only what differs from it.
    saved: Option<Ledger>,
    _lock: Lock,
}

impl SqliteStore {
    /// Opens the store, makes it where there is none, and brings its schema up to date.
    ///
    /// Errors: folder missing, read only, not a database or another program's, a newer schema, another tossup that uses it.
    /// Source: `store` in `tossup.toml`.
    pub async fn open(path: &Path) -> Result<Self, Failure> {
        check_place(path)?;
        let lock = Lock::take(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging();
        let mut connection = options.connect().await.map_err(|error| of_sqlite(path, &error))?;
        schema::migrate(path, &mut connection).await?;
        Ok(Self { path: path.to_owned(), connection, saved: None, _lock: lock })
    }

    /// What a store holds, without a claim to it: a daemon that uses it goes on. An empty ledger where there is none.
    ///
    /// Errors: as [`SqliteStore::open`], but for the lock; a schema that a newer or older tossup left.
    pub async fn peek(path: &Path) -> Result<Ledger, Failure> {
        check_place(path)?;
        if !path.exists() {
            return Ok(Ledger::default());
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging();
        let mut connection = options.connect().await.map_err(|error| of_sqlite(path, &error))?;
        Reader { path, connection: &mut connection }.ledger().await
    }

    /// Closes the file in order; without it the next start has a little more to read.
    ///
    /// Errors: what SQLite says; every save is safe all the same.
    pub async fn close(self) -> Result<(), Failure> {
        self.connection.close().await.map_err(|error| of_sqlite(&self.path, &error))
    }

    async fn read(&mut self) -> Result<Ledger, Failure> {
        Reader { path: &self.path, connection: &mut self.connection }.ledger().await
    }

    async fn write(&mut self, old: &Ledger, new: &Ledger) -> Result<(), Failure> {
        let refused = |error: sqlx::Error| of_sqlite(&self.path, &error);
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await.map_err(refused)?;
        save::differences(&mut transaction, old, new).await.map_err(refused)?;
        transaction.commit().await.map_err(|error| Failure { fate: Fate::Unknown, ..refused(error) })
    }
}

impl Store for SqliteStore {
    async fn load(&mut self) -> Result<Ledger, Failure> {
        let ledger = self.read().await?;
        self.saved = Some(ledger.clone());
        Ok(ledger)
    }

    async fn save(&mut self, ledger: &mut Ledger) -> Result<(), Failure> {
        // Taken out for as long as the save runs: after one that failed or was broken off, the file is asked what it holds.
        let old = match self.saved.take() {
            Some(old) => old,
            None => self.read().await?,
        };
        if old == *ledger {
            self.saved = Some(old);
            return Ok(());
        }
        refuse_doubled_leads(&self.path, ledger)?;
        self.write(&old, ledger).await?;
        ledger.new_events.clear();
        self.saved = Some(ledger.clone());
        Ok(())
    }
}

/// An id names one lead; a ledger that holds one twice was made by a mistake of ours, and nothing of it is kept.
fn refuse_doubled_leads(path: &Path, ledger: &Ledger) -> Result<(), Failure> {
    let mut seen = HashSet::with_capacity(ledger.leads.len());
    match ledger.leads.iter().find(|lead| !seen.insert(lead.id)) {
        None => Ok(()),
        Some(lead) => Err(Failure {
            retry: Retry::Now,
            ..failure(
                "ledger_broken",
                path,
                (
                    &format!("two leads with the id {}", lead.id),
                    "one lead for each id",
                    "Report this; nothing was saved.",
                ),
            )
        }),
    }
}

/// Looks at folder and file before SQLite does, for messages that say what to do.
fn check_place(path: &Path) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let found = format!("no folder {}", folder.display());
        return Err(failure(
            "store_folder_missing",
            path,
            (&found, "an existing folder", "Make the folder, or mend `store` in tossup.toml."),
        ));
    }
    let Ok(metadata) = std::fs::metadata(path) else { return Ok(()) };
    if !metadata.is_file() {
        return Err(not_a_database(path));
    }
    if metadata.permissions().readonly() {
        return Err(read_only(path));
    }
    let mut magic = Vec::with_capacity(MAGIC.len());
    let read =
        std::fs::File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut magic));
    match read {
        Err(error) => Err(failure(
            "store_unreachable",
            path,
            (&error.to_string(), "a file that can be read", "Mend its permissions."),
        )),
        Ok(0) => Ok(()),
        Ok(_) if magic == MAGIC => Ok(()),
        Ok(_) => Err(not_a_database(path)),
    }
}
