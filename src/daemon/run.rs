//! Wait for the timer, a wake or the end; then look. All of them mean only "look again".

use std::time::Duration;

use chrono::NaiveDateTime;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::pace::next_look;
use super::pass::{Passed, Rooms};
use crate::seam::{Clock, Failure, Store, Workbook};

/// What moves the daemon from outside.
#[derive(Debug, Clone, Copy)]
pub struct Signals<'a> {
    /// Somebody wants a look now: SIGHUP, or a change of the local spreadsheet.
    pub wake: &'a Notify,
    /// The end.
    pub stop: &'a CancellationToken,
    /// How long a look that is under way may go on after the stop before it is dropped.
    pub stop_grace: Duration,
}

/// Looks at the sheet until the stop.
///
/// Shape: `next_tick` gives the schedule's first firing after a time; `on_look` hears of every look, good or bad. A look under way at the stop is
/// given `stop_grace` to end; then it is dropped, which is what a crash would do, and the next start goes on from the saved intent.
pub async fn run<W: Workbook, S: Store, C: Clock>(
    rooms: &mut Rooms<W, S, C>,
    signals: Signals<'_>,
    next_tick: impl Fn(NaiveDateTime) -> NaiveDateTime,
    mut on_look: impl FnMut(&Result<Vec<Passed>, Failure>),
) {
    let mut failures = 0;
    while !signals.stop.is_cancelled() {
        let Some(looked) = look_unless_stopped(rooms, signals).await else { return };
        on_look(&looked);
        let retry = looked.as_ref().err().map(|failure| failure.retry);
        failures = if retry.is_some() { failures + 1 } else { 0 };
        let now = rooms.clock.now();
        let until = next_look(now, next_tick(now), failures, retry);
        tokio::select! {
            () = wait_until(&rooms.clock, until) => {}
            () = signals.wake.notified() => {}
            () = signals.stop.cancelled() => {}
        }
    }
}

/// Longest sleep before the clock is asked again: wall time may jump (a clock that is set, the hour of summer time).
const SLEEP_MAX: Duration = Duration::from_secs(300);

async fn wait_until(clock: &impl Clock, until: NaiveDateTime) {
    while let Ok(left) = (until - clock.now()).to_std()
        && !left.is_zero()
    {
        tokio::time::sleep(left.min(SLEEP_MAX)).await;
    }
}

async fn look_unless_stopped<W: Workbook, S: Store, C: Clock>(
    rooms: &mut Rooms<W, S, C>,
    signals: Signals<'_>,
) -> Option<Result<Vec<Passed>, Failure>> {
    let grace_after_stop = async {
        signals.stop.cancelled().await;
        tokio::time::sleep(signals.stop_grace).await;
    };
    tokio::select! {
        looked = rooms.look() => Some(looked),
        () = grace_after_stop => None,
    }
}
