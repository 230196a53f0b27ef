//! Pairs of company names against the tables.

use tossup::decide::reading::company_pair::{Sameness, WHY, compare_companies};

use crate::reading_tables::{check_rows, rows, told};

/// Every pair must be judged as expected, whichever stands first.
fn check(table: &str) {
    check_rows(table, 2, |row| told(&compare_companies(&row[0], &row[1]), WHY));
    check_rows(table, 2, |row| told(&compare_companies(&row[1], &row[0]), WHY));
}

#[test]
fn pairs_are_judged_as_the_table_says() {
    check("company_pairs.csv");
}

#[test]
fn pairs_of_other_families_are_judged_by_the_same_rules() {
    check("extra_company_pair.csv");
}

#[test]
fn every_name_of_the_name_table_is_the_same_as_itself_unless_it_names_none_or_several() {
    for row in rows("company_names.csv") {
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
    let rows = rows("companies_apart.csv");
    assert!(rows.len() > 600, "only {} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let (there, back) = (compare_companies(&row[0], &row[1]), compare_companies(&row[1], &row[0]));
        if there.value == Sameness::Same || there != back {
            wrong.push(format!("{:?} and {:?}: {}, and back {}", &row[0], &row[1], there.value, back.value));
        }
    }
    assert!(wrong.is_empty(), "{} pairs of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
