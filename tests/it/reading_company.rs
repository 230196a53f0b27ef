//! Company names against the tables.

use tossup::decide::reading::company::{LegalForm, WHY, read_company};

use crate::reading_tables::{check_table, told};

fn read(text: &str) -> String {
    told(&read_company(text), WHY)
}

#[test]
fn names_are_read_as_the_table_says() {
    check_table("company_names.csv", read);
}

#[test]
fn names_of_other_families_are_read_by_the_same_rules() {
    check_table("extra_company.csv", read);
}

#[test]
fn what_comes_off_a_name_is_kept_beside_it() {
    let company = read_company("㈱アオゾラ商会（旧：株式会社クモマ商会） 東京支店 営業部 御中").value;
    assert_eq!(company.keys, ["アオゾラ商会"]);
    assert_eq!(company.legal_form, Some(LegalForm::Registered("株式会社")));
    assert_eq!(company.branch.as_deref(), Some("東京支店 営業部"));
    assert_eq!(company.former_keys, ["クモマ商会"]);
}

#[test]
fn an_unknown_remark_in_brackets_makes_the_reading_doubtful() {
    let read = read_company("株式会社アオゾラ商会（カブシキガイシャアオゾラショウカイ）");
    assert!(read.is_doubtful);
    assert_eq!(read.value.remark.as_deref(), Some("カブシキガイシャアオゾラショウカイ"));
}

#[test]
fn a_name_without_its_marks_is_told_apart_from_one_as_written() {
    for (text, why) in [
        ("株式会社アオゾラ商会", "company_name"),
        ("★株式会社アオゾラ商会", "company_extras_removed"),
        ("株式会社アオゾラ商会 御中", "company_extras_removed"),
        ("株式会社アオゾラ商会 大阪支店", "company_branch_cut"),
    ] {
        assert_eq!(read_company(text).why, why, "{text}");
    }
}
