//! One test binary: tables, contracts, the command from outside.

mod calendar;
mod reading_industry;
mod reading_status;
mod reading_tables;
mod rule_phrases;
mod scoring;
mod scoring_sheet;
//! The tests of tossup from outside, in one binary.

mod config;
mod config_schedule;
mod store;
mod store_place;
mod reading_industry;
mod reading_quantity;
mod reading_status;
mod reading_tables;
mod reading_yes_no;
mod rule_phrases;
