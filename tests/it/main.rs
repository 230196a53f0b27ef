//! All integration tests in one binary.

mod browser;
//! One test binary: tables, contracts, the command from outside.

mod calendar;
mod config;
mod config_schedule;
mod config_words;
mod edge_google;
mod explain;
mod reading_company;
mod reading_company_pair;
mod reading_date;
mod reading_industry;
mod reading_job_title;
mod reading_person;
mod reading_quantity;
mod reading_status;
mod reading_tables;
mod reading_yes_no;
mod rule_phrases;
mod scoring;
mod scoring_checks;
mod scoring_company;
mod scoring_properties;
mod scoring_rules;
mod scoring_sheet;
mod store;
mod store_place;
mod tidy;
mod webdriver;
