//! How often we may call, and when a failed call may be sent again.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
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
    pub fn per_minute(reads: NonZeroU32, writes: NonZeroU32, burst: NonZeroU32) -> Self {
        let of = |calls| Arc::new(bucket(calls, burst, DefaultClock::default()));
        Self { reads: of(reads), writes: of(writes) }
    }

    /// Waits for the turn of one call.
    pub(super) async fn turn(&self, is_write: bool) {
        if is_write { self.writes.until_ready().await } else { self.reads.until_ready().await }
    }
}

type Bucket<C> = RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// A bucket that lets at most this many calls through in any minute of the clock.
///
/// A full bucket adds its burst to what is refilled within the minute, so the refill is that much smaller.
fn bucket<C: Clock>(calls: NonZeroU32, burst: NonZeroU32, clock: C) -> Bucket<C> {
    let refill = NonZeroU32::new(calls.get().saturating_sub(burst.get())).unwrap_or(NonZeroU32::MIN);
    RateLimiter::direct_with_clock(Rate::per_minute(refill).allow_burst(burst.min(calls)), clock)
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
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use governor::clock::FakeRelativeClock;

    use super::*;

    /// Moments at which a bucket lets a call through when somebody asks for one again and again. Unit: tenths of a second.
    fn let_through(calls: NonZeroU32, burst: NonZeroU32, tenths: u64) -> Vec<u64> {
        const ASKED_AT_ONCE: usize = 100;
        let clock = FakeRelativeClock::default();
        let bucket = bucket(calls, burst, clock.clone());
        let mut moments = Vec::new();
        for tenth in 0..tenths {
            let passed = (0..ASKED_AT_ONCE).take_while(|_| bucket.check().is_ok()).count();
            moments.extend(std::iter::repeat_n(tenth, passed));
            clock.advance(Duration::from_millis(100));
        }
        moments
    }

    #[test]
    fn no_minute_has_more_than_fifty_calls_and_a_busy_one_has_nearly_as_many() {
        const MINUTE: u64 = 600;
        let moments = let_through(CALLS_PER_MINUTE, BURST, 10 * MINUTE);
        let in_minute_from =
            |start: u64| moments.iter().filter(|moment| (start..=start + MINUTE).contains(*moment)).count();
        let busiest = (0..9 * MINUTE).map(in_minute_from).max();
        assert_eq!(busiest, Some(50), "the fullest of all minutes, wherever it begins");
        let idlest = (0..9 * MINUTE).map(in_minute_from).min();
        assert!(idlest >= Some(39), "no minute is left unused: {idlest:?}");
        let at_once = moments.iter().filter(|moment| **moment == 0).count();
        assert_eq!(at_once, 10, "of a full bucket");
        for calls in 1..=60 {
            let calls = NonZeroU32::new(calls).expect("not 0");
            let count = let_through(calls, BURST.min(calls), MINUTE).len();
            assert!(count <= (calls.get() as usize).max(2), "{calls} a minute: {count}");
        }
    }

    #[test]
    fn a_call_beyond_the_quota_waits_and_writes_wait_for_writes_alone() {
        let mut context = Context::from_waker(Waker::noop());
        let mut is_ready =
            |quota: &Quota, is_write: bool| pin!(quota.turn(is_write)).poll(&mut context) == Poll::Ready(());
        let quota = Quota::default();
        for is_write in [false, true] {
            for _ in 0..BURST.get() {
                assert!(is_ready(&quota, is_write), "the burst passes");
            }
            assert!(!is_ready(&quota, is_write), "the call after the burst waits");
            assert!(!is_ready(&quota.clone(), is_write), "so does that of a second workbook of the same key");
        }
    }

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
