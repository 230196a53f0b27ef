//! Yes and no: the domain table and our own rows beside it.

use tossup::decide::reading::yes_no::{WHY, read_yes_no};

use crate::reading_tables::{check_table, told};

fn read(text: &str) -> String {
    told(&read_yes_no(text), WHY)
}

#[test]
fn every_row_of_the_domain_table() {
    check_table("yes_no.csv", read);
}

#[test]
fn every_row_of_our_own_table() {
    check_table("extra_yes_no.csv", read);
}
