//! The CSV of `--leads`: its bytes as rows of texts, its headers as those of a lead tab.

use std::fs;
use std::path::Path;

use super::super::Refusal;
use super::super::csv_text::text_of;
use crate::decide::book::{Contract, Owner, TabKey, same_header};

/// The rows of a list, all as texts.
pub(super) struct Leads {
    /// Headers, none of which is that of an own column of tossup.
    pub(super) header: Vec<String>,
    /// The rows below.
    pub(super) rows: Vec<Vec<String>>,
}

/// Reads the file; its first row is the header.
///
/// Errors: a file that cannot be read, bytes that are no text, no header row, headers without that of the company.
pub(super) fn read(file: &Path, contract: &Contract) -> Result<Leads, Refusal> {
    let place = file.display().to_string();
    let bytes = fs::read(file).map_err(|error| {
        format!("{place}: found {error}; expected a CSV with a header row. Mend the path of --leads.")
    })?;
    let text = text_of(&bytes).ok_or_else(|| {
        format!(
            "{place}: found bytes that are neither UTF-8 nor Shift_JIS; expected a CSV in one of them. \
             In Excel, save it as CSV UTF-8(コンマ区切り)."
        )
    })?;
    let leads = parse(&text, &place, contract)?;
    let located = contract.tab(TabKey::Leads).map(|tab| tab.locate(&leads.header)).unwrap_or_default();
    if let Some(problem) = located.problems.iter().find(|problem| problem.is_blocking) {
        return Err(format!(
            "{place}:1: found {} among {} headers separated by commas; expected {}. Mend the first row.",
            problem.found,
            leads.header.len(),
            problem.expected
        )
        .into());
    }
    Ok(leads)
}

/// Rows of a CSV text.
pub(super) fn parse(text: &str, place: &str, contract: &Contract) -> Result<Leads, Refusal> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = reader.records().map(|row| Ok(row?.iter().map(str::to_owned).collect::<Vec<String>>()));
    let header: Vec<String> = match rows.next() {
        Some(row) => row.map_err(|error: csv::Error| unreadable(place, &error))?,
        None => return Err(format!("{place}: found an empty file; expected a header row and leads.").into()),
    };
    let rows: Result<_, csv::Error> = rows.collect();
    Ok(Leads {
        header: header.iter().map(|text| free_header(contract, text)).collect(),
        rows: rows.map_err(|error| unreadable(place, &error))?,
    })
}

fn unreadable(place: &str, error: &csv::Error) -> String {
    format!("{place}: found {error}; expected a CSV. Save the list as CSV UTF-8(コンマ区切り).")
}

/// The header of a list's column; one that would be taken for an own column of tossup gets another name, so that nothing of the list is lost.
fn free_header(contract: &Contract, text: &str) -> String {
    let columns = contract.tab(TabKey::Leads).map(|tab| tab.columns.as_slice()).unwrap_or_default();
    let is_own = columns.iter().filter(|column| column.owner == Owner::Tossup).any(|column| {
        same_header(&column.header, text) || column.synonyms.iter().any(|synonym| same_header(synonym, text))
    });
    if is_own { format!("{text}(取込)") } else { text.to_owned() }
}
