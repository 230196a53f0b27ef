//! Counts: the domain table, our own rows beside it, and the three-valued comparisons.

use csv::StringRecord;
use tossup::decide::reading::quantity::{Quantity, QuantityField, WHY, read_quantity};

use crate::reading_tables::{check_rows, told};

fn read(row: &StringRecord) -> String {
    let field = match &row[2] {
        "employees" => QuantityField::Employees,
        "visits" => QuantityField::Visits,
        "downloads" => QuantityField::Downloads,
        "any" => QuantityField::Any,
        other => panic!("the table names the field {other:?}"),
    };
    told(&read_quantity(&row[0], field), WHY)
}

#[test]
fn every_row_of_the_domain_table() {
    check_rows("quantities.csv", 1, read);
}

#[test]
fn every_row_of_our_own_table() {
    check_rows("extra_quantities.csv", 1, read);
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
