//! Walks a table of inputs and expected readings and lists every row that is read otherwise.

use std::path::Path;

/// Reads a table beside the tests.
pub(crate) fn rows(name: &str) -> Vec<csv::StringRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/tables").join(name);
    let mut reader = csv::Reader::from_path(&path).expect("the table is there");
    let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("the table is well formed");
    assert!(!rows.is_empty(), "{name} has rows");
    rows
}

/// Every row of `input, expected, …` must be read as expected.
pub(crate) fn check_table(name: &str, read: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows(name)
        .iter()
        .filter_map(|row| {
            let (input, expected) = (row.get(0)?, row.get(1)?);
            let found = read(input);
            (found != expected).then(|| format!("{input:?}: expected {expected}, read {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{name}: {} rows differ\n{}", wrong.len(), wrong.join("\n"));
}
