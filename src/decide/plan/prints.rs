//! Fingerprints of the lead rows: which cells a person typed, regardless of the order of columns.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::RowPrint;
use crate::decide::book::{ColumnKey, Contract, Located, Owner, Snapshot, Tab, TabKey, Value};

/// Columns that say who the lead is.
const IDENTITY: [ColumnKey; 3] = [ColumnKey::LeadCompany, ColumnKey::LeadPerson, ColumnKey::LeadContact];

/// Fingerprints of all rows below the header.
///
/// Shape: one per row of the tab. The sum over columns is the same in any order of columns; the header's text stands for the column, so that a
/// moved column keeps its part.
pub(super) fn prints(
    snapshot: &Snapshot,
    tab: &Tab,
    contract: &Contract,
    located: &Located,
) -> Vec<RowPrint> {
    let rows = tab.row_count();
    let mut prints = vec![RowPrint { carried: None, fingerprint: 0, parts: [0; 3], is_blank: true }; rows];
    let key_at =
        |position: u32| located.positions.iter().find(|(_, at)| **at == position).map(|(key, _)| *key);
    for column in &tab.columns {
        let key = key_at(column.position);
        if key == Some(ColumnKey::LeadId) {
            for (print, cell) in prints.iter_mut().zip(&column.cells) {
                print.carried = snapshot.text(*cell).parse().ok();
            }
        }
        let owner = key
            .and_then(|key| contract.tab(TabKey::Leads)?.column(key))
            .map_or(Owner::Person, |column| column.owner);
        if owner != Owner::Person {
            continue;
        }
        let seed = column_seed(key, tab.headers.get(column.position as usize).map_or("", |header| header));
        let part = key.and_then(|key| IDENTITY.iter().position(|of| *of == key));
        for (print, cell) in prints.iter_mut().zip(&column.cells).filter(|(_, cell)| !cell.is_empty()) {
            let hash = cell_hash(seed, snapshot.value(*cell));
            print.fingerprint = print.fingerprint.wrapping_add(hash);
            print.is_blank &= is_blank(snapshot.value(*cell));
            if let Some(part) = part {
                print.parts[part] = part_print(hash);
            }
        }
    }
    prints
}

/// Half of a fingerprint; never 0, which stands for an empty cell.
fn part_print(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

/// A check box that is off, and blanks, do not make a lead.
fn is_blank(value: Value<'_>) -> bool {
    match value {
        Value::Empty | Value::Bool(false) => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Number(_) | Value::Bool(true) => false,
    }
}

fn column_seed(key: Option<ColumnKey>, header: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.map_or(header, |key| key.as_str()).as_bytes());
    hasher.finish()
}

fn cell_hash(seed: u64, value: Value<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(seed);
    match value {
        Value::Text(text) => hasher.write(text.as_bytes()),
        Value::Number(number) => hasher.write_u64(number.to_bits()),
        Value::Bool(truth) => hasher.write_u8(u8::from(truth)),
        Value::Empty => {}
    }
    // The sum over columns needs every bit mixed; FxHasher's low bits are weak.
    let mixed = hasher.finish();
    (mixed ^ (mixed >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
