//! Joins configuration, Google, store and clock to the rooms of the daemon.

use std::num::NonZeroU32;
use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDateTime};

use super::Refusal;
use crate::config::{self, Environment, Loaded, Technical};
use crate::daemon::pass::Rooms;
use crate::decide::plan::Ledger;
use crate::edge::clock::{FixedClock, SystemClock, utc_now};
use crate::edge::google::{GoogleOptions, GoogleWorkbook, Quota};
use crate::edge::store::SqliteStore;
use crate::seam::{Clock, Failure};

/// The daemon's rooms with the real outside.
pub(super) type LiveRooms = Rooms<GoogleWorkbook, SqliteStore, AnyClock>;

/// The clock of the system, or one that stands still for a trial.
#[derive(Debug, Clone)]
pub(super) enum AnyClock {
    System(SystemClock),
    Fixed(FixedClock),
}

impl AnyClock {
    /// The clock for this run.
    pub(super) fn new(technical: &Technical, fixed: Option<DateTime<FixedOffset>>) -> Self {
        match fixed {
            Some(moment) => Self::Fixed(FixedClock::at(moment, &technical.time_zone)),
            None => Self::System(SystemClock::new(technical.time_zone.clone())),
        }
    }
}

impl Clock for AnyClock {
    fn now(&self) -> NaiveDateTime {
        match self {
            Self::System(clock) => clock.now(),
            Self::Fixed(clock) => clock.now(),
        }
    }
}

/// Reads the configuration and starts the log.
pub(super) fn load(file: Option<&Path>) -> Result<Loaded, Refusal> {
    let loaded = config::load(file, &Environment::read())?;
    super::log::start(&loaded.technical);
    Ok(loaded)
}

/// Opens the workbook; nothing is asked of Google yet.
pub(super) async fn workbook(loaded: &Loaded) -> Result<GoogleWorkbook, Refusal> {
    let spreadsheet = loaded.technical.spreadsheet().map_err(|error| error.to_string())?;
    Ok(workbook_of(loaded, spreadsheet).await?)
}

/// Opens the workbook of this id; nothing is asked of Google yet.
pub(super) async fn workbook_of(loaded: &Loaded, spreadsheet: &str) -> Result<GoogleWorkbook, Failure> {
    let technical = &loaded.technical;
    let mut options =
        GoogleOptions::new(&technical.base_url, spreadsheet, technical.credentials.clone(), utc_now);
    let calls = |count: u32| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
    let burst = calls(10.min(technical.reads_per_minute).min(technical.writes_per_minute));
    options.quota =
        Quota::per_minute(calls(technical.reads_per_minute), calls(technical.writes_per_minute), burst);
    options.connect_limit = technical.connect_timeout;
    options.read_limit = technical.read_timeout;
    options.write_limit = technical.write_timeout;
    GoogleWorkbook::open(options, loaded.core.contract.clone()).await
}

/// What is remembered, for commands that write nothing: without a claim to the store, so that a daemon at work goes on.
pub(super) async fn memory(loaded: &Loaded) -> Result<Ledger, Failure> {
    SqliteStore::peek(&loaded.technical.store).await
}

/// Opens workbook and memory.
pub(super) async fn rooms(loaded: &Loaded, clock: AnyClock) -> Result<LiveRooms, Refusal> {
    let workbook = workbook(loaded).await?;
    let store = SqliteStore::open(&loaded.technical.store).await?;
    Ok(Rooms::open(workbook, store, clock, loaded.core.clone()).await.map_err(Box::<Failure>::new)?)
}
