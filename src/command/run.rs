//! `tossup run`: the daemon.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::wiring::{self, AnyClock};
use super::{Ended, Refusal, log};
use crate::config::{Schedule, Technical};
use crate::daemon::run::{Signals, run as run_daemon};

/// Runs until SIGTERM or SIGINT.
pub(super) async fn run(config: Option<&Path>) -> Result<Ended, Refusal> {
    let loaded = wiring::load(config)?;
    let clock = AnyClock::new(&loaded.technical, None);
    // Before anything else: a signal that nobody listens to would end the process.
    let (wake, stop) = listen()?;
    let mut rooms = wiring::rooms(&loaded, clock).await?;
    let signals = Signals { wake: &wake, stop: &stop, stop_grace: grace(&loaded.technical) };
    info!(mode = loaded.core.mode.as_str(), schedule = loaded.technical.schedule.as_str(), "started");
    let schedule = loaded.technical.schedule.clone();
    run_daemon(&mut rooms, signals, |after| next_tick(&schedule, after), log::look).await;
    info!("stopped");
    Ok(Ended::Done)
}

/// Time for dropping a look that did not end and closing what is open; taken from the time that a stop may take in all.
const CLOSING: Duration = Duration::from_secs(1);

/// How long a look under way may go on after a stop.
pub(super) fn grace(technical: &Technical) -> Duration {
    technical.stop_timeout.saturating_sub(CLOSING)
}

/// The schedule's next firing; a schedule that never fires again looks once a day.
pub(super) fn next_tick(schedule: &Schedule, after: NaiveDateTime) -> NaiveDateTime {
    schedule.next_firings(after, 1).first().copied().unwrap_or(after + TimeDelta::days(1))
}

/// SIGHUP wakes, SIGTERM and SIGINT stop.
pub(super) fn listen() -> Result<(Arc<Notify>, CancellationToken), Refusal> {
    let (wake, stop) = (Arc::new(Notify::new()), CancellationToken::new());
    let mut hangup = signal(SignalKind::hangup())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (waker, stopper) = (wake.clone(), stop.clone());
    tokio::spawn(async move {
        loop {
            tokio::select! {
                Some(()) = hangup.recv() => waker.notify_one(),
                Some(()) = terminate.recv() => stopper.cancel(),
                Some(()) = interrupt.recv() => stopper.cancel(),
                else => return,
            }
        }
    });
    Ok((wake, stop))
}
