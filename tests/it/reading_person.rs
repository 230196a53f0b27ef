//! Person names against the tables.

use tossup::decide::reading::person::{WHY, read_person};

/// Reads every row of a table and compares it with `expected`; names all rows that differ.
fn check(table: &str) {
    let path = format!("{}/tests/it/tables/{table}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut rows = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows.records() {
        let row = row.unwrap_or_else(|error| panic!("{path}: {error}"));
        let read = read_person(&row[0]);
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
    check("person_names");
}

#[test]
fn names_of_other_families_are_read_by_the_same_rules() {
    check("extra_person");
}

#[test]
fn a_name_that_was_read_is_read_as_itself_again() {
    for name in ["見本 太郎", "見本太郎", "taro mihon", "ジョン ドウ", "氏家 見本", "阿部 見本"]
    {
        assert_eq!(read_person(name).value.to_string(), name);
    }
}
