//! Dates: the domain table and our own rows beside it, seen from Sunday 2026-11-22.

use std::fmt::Write;

use chrono::NaiveDate;
use tossup::decide::reading::date::{Direction, WHY, read_date};

/// Reads every row of a table (`input,expected,field,note`) and lists those that were understood differently.
fn check_table(table: &str) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists");
    let mut differences = String::new();
    let mut rows = 0;
    for record in csv::Reader::from_reader(table.as_bytes()).records() {
        let record = record.expect("the table is CSV");
        let direction = match &record[2] {
            "past" => Direction::Past,
            "future" => Direction::Future,
            "any" => Direction::Any,
            other => panic!("the table names the field {other:?}"),
        };
        let read = read_date(&record[0], today, direction);
        assert!(WHY.contains(&read.why), "{:?} gives the code {:?}, which WHY lacks", &record[0], read.why);
        let day = read.value.map_or("unclear".to_owned(), |day| day.to_string());
        if day != record[1] {
            writeln!(
                differences,
                "{:?} ({}): {day} ({}), expected {}",
                &record[0], &record[2], read.why, &record[1]
            )
            .expect("a string takes text");
        }
        rows += 1;
    }
    assert!(rows > 50, "the table has only {rows} rows");
    assert!(differences.is_empty(), "{rows} rows, of which understood differently:\n{differences}");
}

#[test]
fn every_row_of_the_domain_table() {
    check_table(include_str!("tables/dates.csv"));
}

#[test]
fn every_row_of_our_own_table() {
    check_table(include_str!("tables/extra_dates.csv"));
}

#[test]
fn a_note_of_many_pages_is_no_date() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists");
    let read = |length: usize| {
        let cell = format!("2026/5/1 {}", "済".repeat(length));
        read_date(&cell, today, Direction::Any).value.map(|day| day.to_string())
    };
    assert_eq!(read(100).as_deref(), Some("2026-05-01"));
    assert_eq!(read(50_000), None);
}
