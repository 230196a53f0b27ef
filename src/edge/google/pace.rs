//! How often we may call, and when a failed call may be sent again.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use governor::{DefaultDirectRateLimiter, Quota as Rate, RateLimiter};

use super::failure::{Again, CallError};
use crate::seam::Failure;

/// Google allows 60 a minute; the gap leaves room for people who press buttons.
const CALLS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(50).expect("50 is not 0");
const BURST: NonZeroU32 = NonZeroU32::new(10).expect("10 is not 0");

/// Buckets of calls, one for reads and one for writes, shared by all workbooks of one credential.
#[derive(Clone)]
pub struct Quota {
    reads: Arc<DefaultDirectRateLimiter>,
    writes: Arc<DefaultDirectRateLimiter>,
}

impl Quota {
    /// Buckets that let at most this many calls through in any minute, `burst` of them at once.
    ///
    /// A full bucket adds its burst to what is refilled within the minute, so the refill is that much smaller.
    pub fn per_minute(reads: NonZeroU32, writes: NonZeroU32, burst: NonZeroU32) -> Self {
        let bucket = |calls: NonZeroU32| {
            let refill = NonZeroU32::new(calls.get().saturating_sub(burst.get())).unwrap_or(NonZeroU32::MIN);
            Arc::new(RateLimiter::direct(Rate::per_minute(refill).allow_burst(burst.min(calls))))
        };
        Self { reads: bucket(reads), writes: bucket(writes) }
    }

    /// Waits for the turn of one call.
    pub(super) async fn turn(&self, is_write: bool) {
        if is_write { self.writes.until_ready().await } else { self.reads.until_ready().await }
    }
}

impl Default for Quota {
    fn default() -> Self {
        Self::per_minute(CALLS_PER_MINUTE, CALLS_PER_MINUTE, BURST)
    }
}

impl fmt::Debug for Quota {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Quota")
    }
}

/// Waits between attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Before the second attempt; doubled for each further one, plus a random part as long as itself.
    pub first: Duration,
    /// At most.
    pub longest: Duration,
    /// After a spent quota, where the server asks for no other wait.
    pub quota: Duration,
    /// Attempts, the first included. Four span a restart of a server; more would hold up the pass.
    pub tries_max: usize,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(500),
            longest: Duration::from_secs(32),
            quota: Duration::from_secs(60),
            tries_max: 4,
        }
    }
}

/// Sends until it succeeds, may not be sent again, or was sent often enough.
pub(super) async fn repeat<T, Sent>(
    waits: &Waits,
    is_write: bool,
    attempt: impl FnMut() -> Sent,
) -> Result<T, Failure>
where
    Sent: Future<Output = Result<T, CallError>>,
{
    let backoff = ExponentialBuilder::default()
        .with_jitter()
        .with_min_delay(waits.first)
        .with_max_delay(waits.longest)
        .with_max_times(waits.tries_max.saturating_sub(1));
    attempt
        .retry(backoff)
        .when(|error| may_repeat(is_write, error.again))
        .adjust(|error, wait| wait.map(|wait| longer(error.again, wait, waits.quota)))
        .await
        .map_err(|error| *error.failure)
}

/// A write is sent again only where it was certainly not applied.
fn may_repeat(is_write: bool, again: Again) -> bool {
    match again {
        Again::No | Again::NewToken => false,
        Again::ReadOnly => !is_write,
        Again::Always | Again::AfterQuota(_) => true,
    }
}

fn longer(again: Again, wait: Duration, quota: Duration) -> Duration {
    match again {
        Again::AfterQuota(Some(asked)) => asked.max(wait),
        Again::AfterQuota(None) => quota + wait,
        _ => wait,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_is_sent_again_only_where_nothing_was_applied() {
        let table = [
            (Again::No, false, false),
            (Again::NewToken, false, false),
            (Again::ReadOnly, true, false),
            (Again::Always, true, true),
            (Again::AfterQuota(None), true, true),
        ];
        for (again, read, write) in table {
            assert_eq!((may_repeat(false, again), may_repeat(true, again)), (read, write), "{again:?}");
        }
    }

    #[test]
    fn the_wait_that_the_server_asks_for_wins() {
        let seconds = Duration::from_secs;
        assert_eq!(longer(Again::AfterQuota(Some(seconds(7))), seconds(1), seconds(60)), seconds(7));
        assert_eq!(longer(Again::AfterQuota(Some(seconds(0))), seconds(1), seconds(60)), seconds(1));
        assert_eq!(longer(Again::AfterQuota(None), seconds(1), seconds(60)), seconds(61));
        assert_eq!(longer(Again::ReadOnly, seconds(1), seconds(60)), seconds(1));
    }
}
