//! What the Google edge is told: where, as whom, how patiently.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::pace::{Quota, Waits};

/// What the Google edge is told.
#[derive(Debug, Clone)]
pub struct GoogleOptions {
    /// Address of the Sheets API, `http` or `https`, with or without the trailing slash; that of a local server for trials.
    ///
    /// Source: `base_url` in `tossup.toml`.
    pub base_url: String,
    /// Id of the spreadsheet, as it stands in its address between `/d/` and `/edit`.
    pub spreadsheet_id: String,
    /// Key file of the service account.
    pub key_file: PathBuf,
    /// Time limit for making a connection.
    pub connect_limit: Duration,
    /// Time limit of one read, answer included.
    pub read_limit: Duration,
    /// Time limit of one write; above the 180 s after which Google gives up itself, so that the fate is known if it can be.
    pub write_limit: Duration,
    /// Waits between attempts.
    pub waits: Waits,
    /// Calls a minute; clone one for all workbooks of one credential.
    pub quota: Quota,
    /// Reads after which the structure is read again although no header changed, so that a tab that a person added is noticed.
    pub reads_per_structure: u32,
    /// The present moment, for telling a wrong clock from a revoked key.
    pub now: fn() -> DateTime<Utc>,
}

impl GoogleOptions {
    /// Options with the shipped limits: 60 s a read, 185 s a write, 50 reads and 50 writes a minute, the structure anew after 60 reads.
    pub fn new(base_url: &str, spreadsheet_id: &str, key_file: PathBuf, now: fn() -> DateTime<Utc>) -> Self {
        Self {
            base_url: base_url.to_owned(),
            spreadsheet_id: spreadsheet_id.to_owned(),
            key_file,
            connect_limit: Duration::from_secs(10),
            read_limit: Duration::from_secs(60),
            write_limit: Duration::from_secs(185),
            waits: Waits::default(),
            quota: Quota::default(),
            reads_per_structure: 60,
            now,
        }
    }
}
