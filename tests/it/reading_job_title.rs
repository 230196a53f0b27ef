//! Job titles: the domain table, our own rows beside it, and a company's own ranks.

use std::collections::BTreeMap;
use std::fmt::Write;

use tossup::decide::reading::job_title::{WHY, read_job_title, title_key};

/// Reads every row of a table (`input,expected,note`) and lists those that were understood differently.
fn check_table(table: &str) {
    let overrides = BTreeMap::new();
    let mut differences = String::new();
    let mut rows = 0;
    for record in csv::Reader::from_reader(table.as_bytes()).records() {
        let record = record.expect("the table is CSV");
        let read = read_job_title(&record[0], &overrides);
        assert!(WHY.contains(&read.why), "{:?} gives the code {:?}, which WHY lacks", &record[0], read.why);
        if read.value.to_string() != record[1] {
            writeln!(differences, "{:?}: {} ({}), expected {}", &record[0], read.value, read.why, &record[1])
                .expect("a string takes text");
        }
        rows += 1;
    }
    assert!(rows > 50, "the table has only {rows} rows");
    assert!(differences.is_empty(), "{rows} rows, of which understood differently:\n{differences}");
}

#[test]
fn every_row_of_the_domain_table() {
    check_table(include_str!("tables/job_titles.csv"));
}

#[test]
fn every_row_of_our_own_table() {
    check_table(include_str!("tables/extra_job_titles.csv"));
}

#[test]
fn a_companys_own_rank_wins() {
    let overrides = BTreeMap::from([(title_key("店長"), 50), (title_key("Director"), 60)]);
    assert_eq!(read_job_title("　店長 ", &overrides).value, 50);
    assert_eq!(read_job_title("Ｄｉｒｅｃｔｏｒ", &overrides).value, 60);
    assert_eq!(read_job_title("店長", &BTreeMap::new()).value, 40);
    assert_eq!(read_job_title("店長", &overrides).why, "override");
}

#[test]
fn a_pasted_text_is_no_title() {
    let no_ranks = BTreeMap::new();
    assert_eq!(read_job_title(&"部長 ".repeat(100), &no_ranks).value, 50);
    for text in ["長", "部長 ", "ab ", "・"] {
        let read = read_job_title(&text.repeat(50_000 / text.chars().count()), &no_ranks);
        assert_eq!((read.value, read.why), (0, "too_long"), "{text:?} to the end of the cell");
    }
}
