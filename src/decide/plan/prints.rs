//! Fingerprints of the lead rows: which cells a person typed, regardless of the order of columns.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::RowPrint;
use crate::decide::book::{
    ColumnKey, Contract, Handle, Located, Owner, Recent, Snapshot, Tab, TabKey, TextPool, Value,
};

/// One column of a person, as the rows are walked.
struct Typed<'a> {
    cells: &'a [Handle],
    seed: u64,
    /// Hash of a cell.
    recent: Recent<u64>,
    /// Which part of `RowPrint::parts` it is.
    part: Option<usize>,
}

/// Columns that say who the lead is, in the order of `RowPrint::parts`.
const PARTS: [ColumnKey; 3] = [ColumnKey::LeadCompany, ColumnKey::LeadPerson, ColumnKey::LeadContact];

/// Fingerprints of all rows below the header.
///
/// Shape: one per row of the tab. The sum over columns is the same in any order of columns; the header's text stands for the column, so that a
/// moved column keeps its part.
///
/// The walk goes row by row, as the cells lie in memory.
pub(super) fn prints(
    snapshot: &Snapshot,
    tab: &Tab,
    contract: &Contract,
    located: &Located,
) -> Vec<RowPrint> {
    let mut columns = typed_columns(tab, contract, located);
    let ids = located.position(ColumnKey::LeadId).and_then(|position| tab.column_at(position));
    let ids = ids.map_or(&[][..], |column| &column.cells);
    let carried = |row: usize| snapshot.text(*ids.get(row).filter(|cell| !cell.is_empty())?).parse().ok();
    (0..tab.row_count())
        .map(|row| RowPrint { carried: carried(row), ..row_print(&mut columns, &snapshot.texts, row) })
        .collect()
}

fn typed_columns<'a>(tab: &'a Tab, contract: &Contract, located: &Located) -> Vec<Typed<'a>> {
    let key_at =
        |position: u32| located.positions.iter().find(|(_, at)| **at == position).map(|(key, _)| *key);
    let mut columns = Vec::new();
    for column in &tab.columns {
        let key = key_at(column.position);
        let owner = key
            .and_then(|key| contract.tab(TabKey::Leads)?.column(key))
            .map_or(Owner::Person, |column| column.owner);
        if owner == Owner::Person {
            let header = tab.headers.get(column.position as usize).map_or("", |header| header);
            let part = key.and_then(|key| PARTS.iter().position(|of| *of == key));
            let (seed, recent) = (column_seed(key, header), Recent::new(0));
            columns.push(Typed { cells: &column.cells, seed, recent, part });
        }
    }
    columns
}

fn row_print(columns: &mut [Typed<'_>], texts: &TextPool, row: usize) -> RowPrint {
    let (mut fingerprint, mut parts, mut is_blank) = (0u64, [0u32; 3], true);
    for column in columns {
        let Some(&cell) = column.cells.get(row).filter(|cell| !cell.is_empty()) else { continue };
        let Typed { seed, recent, .. } = column;
        let hash = recent.get_or(cell, || cell_hash(*seed, texts, cell));
        fingerprint = fingerprint.wrapping_add(hash);
        if let Some(part) = column.part {
            parts[part] = part_print(hash);
        }
        is_blank = is_blank && texts.is_blank(cell);
    }
    if is_blank {
        return RowPrint::BLANK;
    }
    RowPrint { fingerprint: fingerprint.max(1), parts, ..RowPrint::BLANK }
}

/// Half of a fingerprint; never 0, which stands for an empty cell.
fn part_print(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

fn column_seed(key: Option<ColumnKey>, header: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.map_or(header, |key| key.as_str()).as_bytes());
    hasher.finish()
}

#[inline]
fn cell_hash(seed: u64, texts: &TextPool, cell: Handle) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(seed);
    match texts.text_bytes(cell) {
        Some(text) => hasher.write(text),
        None => match texts.value(cell) {
            Value::Number(number) => hasher.write_u64(number.to_bits()),
            Value::Bool(truth) => hasher.write_u8(u8::from(truth)),
            Value::Text(_) | Value::Empty => {}
        },
    }
    // The sum over columns needs every bit mixed; FxHasher's low bits are weak.
    let mixed = hasher.finish();
    (mixed ^ (mixed >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
