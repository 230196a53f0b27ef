//! When to look again: pure, so that a day of scheduling is tested in microseconds.

use chrono::{NaiveDateTime, TimeDelta};

use crate::seam::Retry;

/// Longest wait after a failure that a person has to mend; a mended sheet is noticed within it.
const MENDING_MINUTES_MAX: i64 = 60;

/// Shortest wait after a failure, doubled with every further one.
const FIRST_WAIT_S: i64 = 15;

/// When to look again.
///
/// Shape: `failures` counts the failures in a row, `next_tick` is the schedule's next firing. After a success that is it; after failures never
/// sooner than the failure says, and with doubled waits up to [`MENDING_MINUTES_MAX`].
pub fn next_look(
    now: NaiveDateTime,
    next_tick: NaiveDateTime,
    failures: u32,
    retry: Option<Retry>,
) -> NaiveDateTime {
    let Some(retry) = retry else { return next_tick };
    let doubled =
        TimeDelta::seconds(FIRST_WAIT_S.saturating_mul(1 << failures.clamp(1, 12).saturating_sub(1)));
    let longest = TimeDelta::minutes(MENDING_MINUTES_MAX);
    let wait = match retry {
        Retry::Now => doubled,
        Retry::After(duration) => doubled.max(TimeDelta::from_std(duration).unwrap_or(longest)),
        Retry::Never => doubled.max(TimeDelta::minutes(1)),
    };
    now.checked_add_signed(wait.min(longest)).unwrap_or(next_tick).max(next_tick)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::NaiveDate;

    use super::*;

    fn at(minute: i64, second: i64) -> NaiveDateTime {
        let start = NaiveDate::from_ymd_opt(2026, 11, 24)
            .and_then(|day| day.and_hms_opt(9, 0, 0))
            .unwrap_or_default();
        start + TimeDelta::minutes(minute) + TimeDelta::seconds(second)
    }

    #[test]
    fn the_next_look_follows_the_schedule_and_backs_off_after_failures() {
        let now = at(0, 10);
        for (case, failures, retry, expected) in [
            ("after a success the schedule holds", 0, None, at(1, 0)),
            ("one failure does not delay beyond the next tick", 1, Some(Retry::Now), at(1, 0)),
            ("the fourth in a row does", 4, Some(Retry::Now), at(2, 10)),
            ("a server's own wait is kept", 1, Some(Retry::After(Duration::from_secs(300))), at(5, 10)),
            ("what a person must mend is asked for once a minute first", 1, Some(Retry::Never), at(1, 10)),
            ("and at least once an hour", 40, Some(Retry::Never), at(60, 10)),
        ] {
            assert_eq!(next_look(now, at(1, 0), failures, retry), expected, "{case}");
        }
    }
}
