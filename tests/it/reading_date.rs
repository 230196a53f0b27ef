//! Dates: the domain table and our own rows beside it, seen from Sunday 2026-11-22.

use chrono::NaiveDate;
use csv::StringRecord;
use tossup::decide::reading::Understood;
use tossup::decide::reading::date::{Direction, WHY, read_date};

use crate::reading_tables::{check_rows, told};

fn read(row: &StringRecord) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists");
    let direction = match &row[2] {
        "past" => Direction::Past,
        "future" => Direction::Future,
        "any" => Direction::Any,
        other => panic!("the table names the field {other:?}"),
    };
    let Understood { value, why, is_doubtful } = read_date(&row[0], today, direction);
    let value = value.map_or("unclear".to_owned(), |day| day.to_string());
    told(&Understood { value, why, is_doubtful }, WHY)
}

#[test]
fn every_row_of_the_domain_table() {
    check_rows("dates.csv", 1, read);
}

#[test]
fn every_row_of_our_own_table() {
    check_rows("extra_dates.csv", 1, read);
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
