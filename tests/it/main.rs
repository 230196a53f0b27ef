//! The tests of tossup from outside, in one binary.
//! One test binary: tables, contracts, the command from outside.

mod calendar;
mod config;
mod config_schedule;
mod edge_google;
mod store;
mod store_place;
mod config_words;
mod reading_industry;
mod explain;
mod reading_industry;
mod reading_job_title;
mod reading_quantity;
mod reading_status;
mod reading_tables;
mod reading_yes_no;
mod rule_phrases;
mod scoring;
mod scoring_checks;
mod scoring_rules;
mod scoring_sheet;
//! All integration tests, in one binary.

mod reading_date;
mod reading_job_title;
mod reading_quantity;
mod reading_yes_no;
mod scoring_sheet;
mod store;
mod store_place;
