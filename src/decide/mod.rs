//! The core: values in, values out.
//!
//! Nothing here does I/O, reads a clock, draws a random number, logs or awaits; the same input gives the same output, byte for byte.
//! The rooms build on each other in this order, and a room imports only rooms before it:
//! `book`, `reading`, `calendar`, `scoring`, `handoff`, `reminder`, `plan`. A test (`tests/it/tidy.rs`) holds that.

pub mod book;
pub mod calendar;
pub mod handoff;
pub mod plan;
pub mod reading;
pub mod reminder;
pub mod scoring;
