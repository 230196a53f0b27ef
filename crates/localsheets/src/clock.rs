//! The only reader of the system clock in this crate.

use chrono::{DateTime, Utc};

/// Where the server takes the time from.
#[derive(Clone, Copy, Debug, Default)]
pub enum Clock {
    /// The clock of the machine.
    #[default]
    System,
    /// Always the same instant, for trials and tests.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The present instant by this clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place of this crate that reads the system clock")]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(at) => at,
        }
    }
}
