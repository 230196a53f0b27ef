//! Business hours and days, public holidays and the weekly meeting.
//!
//! All times are wall-clock times in the company's zone; the edge converts.

pub mod business;
pub mod cadence;
pub mod closures;
pub mod holidays;
