//! Pairs of company names against the tables.

use tossup::decide::reading::company_pair::{Sameness, WHY, compare_companies};

/// Compares every pair of a table, in both orders, with `expected`; names all rows that differ.
fn check(table: &str) {
    let path = format!("{}/tests/it/tables/{table}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut rows = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows.records() {
        let row = row.unwrap_or_else(|error| panic!("{path}: {error}"));
        count += 1;
        for (a, b) in [(&row[0], &row[1]), (&row[1], &row[0])] {
            let read = compare_companies(a, b);
            assert!(WHY.contains(&read.why), "{a:?} {b:?}: why code {:?} is not listed in WHY", read.why);
            if read.value.to_string() != row[2] {
                wrong.push(format!("{a:?} {b:?}: read {}, expected {} ({})", read.value, &row[2], read.why));
            }
        }
    }
    assert!(count > 60, "{path}: only {count} rows");
    assert!(wrong.is_empty(), "{} readings of {table} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pairs_are_judged_as_the_table_says() {
    check("company_pairs");
}

#[test]
fn pairs_of_other_families_are_judged_by_the_same_rules() {
    check("extra_company_pair");
}

#[test]
fn every_name_of_the_name_table_is_the_same_as_itself_unless_it_names_none_or_several() {
    let path = format!("{}/tests/it/tables/company_names.csv", env!("CARGO_MANIFEST_DIR"));
    let mut rows = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    for row in rows.records() {
        let row = row.unwrap_or_else(|error| panic!("{path}: {error}"));
        let expected = match &row[1] {
            "-" => Sameness::Different,
            several if several.contains(';') => Sameness::Ask,
            _ => Sameness::Same,
        };
        assert_eq!(compare_companies(&row[0], &row[0]).value, expected, "{:?} with itself", &row[0]);
    }
}

#[test]
fn companies_that_are_not_known_to_be_one_are_never_joined_whichever_stands_first() {
    let path = format!("{}/tests/it/tables/companies_apart.csv", env!("CARGO_MANIFEST_DIR"));
    let mut rows = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows.records() {
        let row = row.unwrap_or_else(|error| panic!("{path}: {error}"));
        let (there, back) = (compare_companies(&row[0], &row[1]), compare_companies(&row[1], &row[0]));
        count += 1;
        if there.value == Sameness::Same || there != back {
            wrong.push(format!("{:?} and {:?}: {}, and back {}", &row[0], &row[1], there.value, back.value));
        }
    }
    assert!(count > 600, "{path}: only {count} rows");
    assert!(wrong.is_empty(), "{} pairs of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
