//! The tests of tossup from outside, in one binary.

mod calendar;
mod config;
mod config_schedule;
mod explain;
mod reading_date;
mod reading_industry;
mod reading_job_title;
mod reading_quantity;
mod reading_status;
mod reading_tables;
mod reading_yes_no;
mod rule_phrases;
mod scoring;
mod scoring_checks;
mod scoring_properties;
mod scoring_rules;
mod scoring_sheet;
