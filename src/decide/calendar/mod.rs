//! Business hours and days, public holidays, the weekly cadence and the fiscal year.
//!
//! All times are wall-clock times in the company's zone; the edge converts.

pub mod business;
pub mod cadence;
pub mod closures;
pub mod fiscal;
pub mod holidays;
