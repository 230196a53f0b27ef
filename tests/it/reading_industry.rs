//! Industry cells: the table of known readings, and rows of our own.

use tossup::decide::reading::industry::{WHY, read_industry};

use crate::reading_tables::check_table;

fn read(input: &str) -> String {
    let understood = read_industry(input);
    assert!(WHY.contains(&understood.why), "{input}: the reason {} is not listed", understood.why);
    understood.value.to_string()
}

#[test]
fn industries_are_read_as_the_table_says() {
    check_table("industries.csv", read);
}

#[test]
fn further_industries_are_read_by_the_same_rules() {
    check_table("extra_industries.csv", read);
}
