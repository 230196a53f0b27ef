//! Person names against the tables.

use tossup::decide::reading::person::{WHY, read_person};

use crate::reading_tables::{check_table, told};

fn read(text: &str) -> String {
    told(&read_person(text), WHY)
}

#[test]
fn names_are_read_as_the_table_says() {
    check_table("person_names.csv", read);
}

#[test]
fn names_of_other_families_are_read_by_the_same_rules() {
    check_table("extra_person.csv", read);
}

#[test]
fn a_name_that_was_read_is_read_as_itself_again() {
    for name in ["見本 太郎", "見本太郎", "taro mihon", "ジョン ドウ", "氏家 見本", "阿部 見本"]
    {
        assert_eq!(read_person(name).value.to_string(), name);
    }
}
