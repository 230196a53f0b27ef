//! The only reader of the system clock.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use timezone::Zone;

use crate::seam::Clock;

/// The present moment, for expiry dates and for comparing this machine's clock with a server's.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
pub fn utc_now() -> DateTime<Utc> {
    Utc::now()
}

/// The system clock, seen in the company's time zone.
#[derive(Debug, Clone)]
pub struct SystemClock {
    zone: Zone,
}

impl SystemClock {
    /// The system clock in this zone.
    pub fn new(zone: Zone) -> Self {
        Self { zone }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> NaiveDateTime {
        self.zone.wall_time(utc_now())
    }
}

/// A clock that stands still, for trials with `--now` and for tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock {
    now: NaiveDateTime,
}

impl FixedClock {
    /// Stands at this wall time of the company's time zone.
    pub fn new(now: NaiveDateTime) -> Self {
        Self { now }
    }

    /// Stands at this moment, seen in the company's time zone.
    pub fn at(moment: DateTime<FixedOffset>, zone: &Zone) -> Self {
        Self::new(zone.wall_time(moment.to_utc()))
    }
}

impl Clock for FixedClock {
    fn now(&self) -> NaiveDateTime {
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_seen_in_the_zone_of_the_company() {
        let moment = DateTime::parse_from_rfc3339("2026-11-24T00:30:00Z").expect("a moment");
        let clock = FixedClock::at(moment, &Zone::tokyo());
        assert_eq!(clock.now().to_string(), "2026-11-24 09:30:00");
    }

    #[test]
    fn the_system_clock_differs_from_itself_by_the_offset_of_the_zone() {
        let tokyo = SystemClock::new(Zone::tokyo()).now();
        let utc = SystemClock::new(Zone::utc()).now();
        let minutes = (tokyo - utc).num_seconds() as f64 / 60.0;
        assert!((minutes - 540.0).abs() < 1.0, "{minutes}");
    }
}
