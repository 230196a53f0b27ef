//! Yes and no: the domain table and our own rows beside it.

use std::fmt::Write;

use tossup::decide::reading::yes_no::{WHY, read_yes_no};

/// Reads every row of a table (`input,expected,note`) and lists those that were understood differently.
fn check_table(table: &str) {
    let mut differences = String::new();
    let mut rows = 0;
    for record in csv::Reader::from_reader(table.as_bytes()).records() {
        let record = record.expect("the table is CSV");
        let read = read_yes_no(&record[0]);
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
    check_table(include_str!("tables/yes_no.csv"));
}

#[test]
fn every_row_of_our_own_table() {
    check_table(include_str!("tables/extra_yes_no.csv"));
}
