//! The property `timeZone` of a spreadsheet.

use timezone::{NotAZone, Zone};

use crate::error::{ApiError, Outcome};

/// Refuses a name that is no zone.
///
/// Where the system has no time zone database, a name that could be one is taken, and counts as UTC: better times of another zone
/// than a server that cannot hold its client's spreadsheet.
pub(crate) fn check(name: &str) -> Outcome<()> {
    match Zone::named(name) {
        Ok(_) | Err(NotAZone::NoDatabase) => Ok(()),
        Err(NotAZone::Form | NotAZone::Unknown) => {
            Err(ApiError::invalid(format!("Invalid time zone: {name}")))
        }
    }
}

/// The zone of this name; UTC where the system does not have it.
pub(crate) fn named(name: &str) -> Zone {
    Zone::named(name).unwrap_or_else(|_| Zone::utc())
}
