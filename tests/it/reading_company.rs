//! Company names against the tables.

use tossup::decide::reading::company::{LegalForm, WHY, read_company};

/// Reads every row of a table and compares it with `expected`; names all rows that differ.
fn check(table: &str) {
    let path = format!("{}/tests/it/tables/{table}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut rows = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows.records() {
        let row = row.unwrap_or_else(|error| panic!("{path}: {error}"));
        let read = read_company(&row[0]);
        count += 1;
        assert!(WHY.contains(&read.why), "{:?}: why code {:?} is not listed in WHY", &row[0], read.why);
        if read.value.to_string() != row[1] {
            wrong.push(format!(
                "{:?}: read {:?}, expected {:?} ({})",
                &row[0],
                read.value.to_string(),
                &row[1],
                read.why
            ));
        }
    }
    assert!(count > 60, "{path}: only {count} rows");
    assert!(wrong.is_empty(), "{} of {count} rows of {table} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn names_are_read_as_the_table_says() {
    check("company_names");
}

#[test]
fn names_of_other_families_are_read_by_the_same_rules() {
    check("extra_company");
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
