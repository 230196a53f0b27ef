//! When a company meets and reminds.

use chrono::{NaiveTime, Weekday};

/// When a company meets and reminds.
///
/// Source: `config/cadence.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CadenceSettings {
    /// Day on which marketing updates the hand-over list; moved to the previous business day.
    pub handover_day: Weekday,
    /// Day by which sales fills in the response; moved to the previous business day.
    pub feedback_day: Weekday,
    /// Day of the meeting; moved to the next business day.
    pub meeting_day: Weekday,
    /// Time of day from which the meeting's rows are added.
    pub meeting_rows_from: NaiveTime,
    /// Minutes that the meeting shows for the look at last week's leads. Display only.
    pub meeting_minutes: u32,
    /// Lines of the agenda at most.
    pub agenda_lines_max: usize,
}
