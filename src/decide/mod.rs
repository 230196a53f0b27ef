//! The core: values in, values out.
//!
//! Nothing here does I/O, reads a clock, draws a random number, logs or awaits; the same input gives the same
//! output, byte for byte. A room imports only rooms above it in this list.

pub mod book;
pub mod calendar;
pub mod handoff;
pub mod plan;
pub mod reading;
pub mod reminder;
pub mod scoring;
