//! Counts: the domain table, our own rows beside it, and the three-valued comparisons.

use std::fmt::Write;

use tossup::decide::reading::quantity::{Quantity, QuantityField, WHY, read_quantity};

/// Reads every row of a table (`input,expected,field,note`) and lists those that were understood differently.
fn check_table(table: &str) {
    let mut differences = String::new();
    let mut rows = 0;
    for record in csv::Reader::from_reader(table.as_bytes()).records() {
        let record = record.expect("the table is CSV");
        let field = match &record[2] {
            "employees" => QuantityField::Employees,
            "visits" => QuantityField::Visits,
            "downloads" => QuantityField::Downloads,
            "any" => QuantityField::Any,
            other => panic!("the table names the field {other:?}"),
        };
        let read = read_quantity(&record[0], field);
        assert!(WHY.contains(&read.why), "{:?} gives the code {:?}, which WHY lacks", &record[0], read.why);
        if read.value.to_string() != record[1] {
            writeln!(
                differences,
                "{:?} ({}): {} ({}), expected {}",
                &record[0], &record[2], read.value, read.why, &record[1]
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
    check_table(include_str!("tables/quantities.csv"));
}

#[test]
fn every_row_of_our_own_table() {
    check_table(include_str!("tables/extra_quantities.csv"));
}

#[test]
fn a_comparison_is_true_false_or_open() {
    let range = Quantity::Range { low: Some(50), high: Some(99) };
    assert_eq!(range.at_least(50), Some(true));
    assert_eq!(range.at_least(51), None);
    assert_eq!(range.at_least(100), Some(false));
    assert_eq!(range.more_than(99), Some(false));
    assert_eq!(range.at_most(99), Some(true));
    assert_eq!(range.between(1, 99), Some(true));
    assert_eq!(range.between(60, 70), None);
    assert_eq!(range.between(100, 200), Some(false));
}

#[test]
fn an_open_end_stays_open_and_unknown_is_never_zero() {
    let at_least = Quantity::Range { low: Some(2), high: None };
    assert_eq!((at_least.at_least(2), at_least.at_least(3)), (Some(true), None));
    let at_most = Quantity::Range { low: None, high: Some(49) };
    assert_eq!(
        (at_most.at_least(50), at_most.at_least(10), at_most.at_least(0)),
        (Some(false), None, Some(true))
    );
    assert_eq!(Quantity::About(120).at_least(120), Some(true));
    assert_eq!((Quantity::Unknown.at_least(0), Quantity::Unknown.at_most(9)), (None, None));
}
