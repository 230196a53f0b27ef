//! Cells of 対応状況 and 結果: the table of known readings, and rows of our own.

use tossup::decide::reading::status::{WHY, read_status};

use crate::reading_tables::check_table;

fn read(input: &str) -> String {
    let understood = read_status(input);
    assert!(WHY.contains(&understood.why), "{input}: the reason {} is not listed", understood.why);
    understood.value.to_string()
}

#[test]
fn statuses_are_read_as_the_table_says() {
    check_table("statuses.csv", read);
}

#[test]
fn further_statuses_are_read_by_the_same_rules() {
    check_table("extra_statuses.csv", read);
}
