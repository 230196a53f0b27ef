//! Walks a table of inputs and expected readings and lists every row that is read otherwise.

use std::fmt::Display;
use std::path::Path;

use csv::StringRecord;
use tossup::decide::reading::Understood;

/// Reads a table beside the tests.
pub(crate) fn rows(name: &str) -> Vec<StringRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/tables").join(name);
    let mut reader = csv::Reader::from_path(&path).expect("the table is there");
    let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("the table is well formed");
    assert!(rows.len() >= 30, "{name} has only {} rows", rows.len());
    rows
}

/// What was read, as a table writes it; its reason must be among `reasons`.
pub(crate) fn told<T: Display>(read: &Understood<T>, reasons: &[&str]) -> String {
    assert!(reasons.contains(&read.why), "{} gives the code {:?}, which WHY lacks", read.value, read.why);
    read.value.to_string()
}

/// Every row of `input, expected, …` must be read as expected.
pub(crate) fn check_table(name: &str, read: impl Fn(&str) -> String) {
    check_rows(name, 1, |row| read(&row[0]));
}

/// What is read from a row must stand in its column `expected`.
pub(crate) fn check_rows(name: &str, expected: usize, read: impl Fn(&StringRecord) -> String) {
    let rows = rows(name);
    let wrong: Vec<String> = rows
        .iter()
        .map(|row| (row, read(row)))
        .filter(|(row, found)| row[expected] != *found)
        .map(|(row, found)| format!("{:?}: read {found}", row.iter().collect::<Vec<_>>()))
        .collect();
    assert!(wrong.is_empty(), "{name}: {} of {} rows differ\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
