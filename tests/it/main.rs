//! The tests of tossup from outside, in one binary.

mod config;
mod config_schedule;
mod store;
mod store_place;
