//! A plan under construction: compares what should stand in own columns with what stands there, and keeps only the differences.

use std::iter::repeat_n;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Addition, CellText, ColumnWrite, Note, Plan, Reason, RowValues};
use crate::decide::book::{ColumnKey, Handle, LeadId, Located, Snapshot, Tab, TabKey, Value};

/// A plan under construction.
#[derive(Debug, Default)]
pub(super) struct Draft {
    plan: Plan,
    /// The values of the column at hand; another column hardly repeats them.
    numbers_of: FxHashMap<ValueKey, u32>,
}

/// What makes two values the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum ValueKey {
    Clear,
    Text(Arc<str>),
    /// The bits of the number.
    Number(u64),
}

/// An own column of one tab: where it stands and by which tag it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnColumn<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) tab: &'a Tab,
    pub(super) tab_key: TabKey,
    pub(super) column: ColumnKey,
    pub(super) position: u32,
    pub(super) metadata_id: i64,
}

impl<'a> OwnColumn<'a> {
    /// The column, if it is in the tab and carries our tag. Without the tag it may be somebody else's and is not written.
    pub(super) fn find(
        snapshot: &'a Snapshot,
        tab: &'a Tab,
        located: &Located,
        key: (TabKey, ColumnKey),
    ) -> Option<Self> {
        let position = located.position(key.1)?;
        let binding = tab.binding(key.1, position)?;
        Some(Self {
            snapshot,
            tab,
            tab_key: key.0,
            column: key.1,
            position,
            metadata_id: binding.metadata_id,
        })
    }

    /// The cells of the column below its header.
    pub(super) fn cells(&self) -> &'a [Handle] {
        self.tab.column_at(self.position).map_or(&[], |column| &column.cells)
    }

    /// The cell of a data row.
    pub(super) fn cell(&self, index: usize) -> Handle {
        self.cells().get(index).copied().unwrap_or_default()
    }
}

/// The cell shows this value already. A number that stands there as text is not the same.
pub(super) fn shows(snapshot: &Snapshot, cell: Handle, wanted: &CellText) -> bool {
    if cell.is_empty() {
        return match wanted {
            CellText::Clear => true,
            CellText::Text(wanted) => wanted.is_empty(),
            CellText::Number(_) => false,
        };
    }
    match (snapshot.value(cell), wanted) {
        (Value::Empty, CellText::Clear) => true,
        (Value::Text(text), CellText::Text(wanted)) => *text == **wanted,
        (Value::Number(number), CellText::Number(wanted)) => number == *wanted,
        (Value::Empty, CellText::Text(wanted)) => wanted.is_empty(),
        _ => false,
    }
}

/// The cell shows this id already.
pub(super) fn shows_id(snapshot: &Snapshot, cell: Handle, id: LeadId) -> bool {
    snapshot.texts.text_bytes(cell).is_some_and(|text| text == id.written())
}

impl Draft {
    /// Number by which cells refer to this value.
    pub(super) fn value(&mut self, value: CellText) -> u32 {
        let key = match &value {
            CellText::Clear => ValueKey::Clear,
            CellText::Text(text) => ValueKey::Text(text.clone()),
            CellText::Number(number) => ValueKey::Number(number.to_bits()),
        };
        let values = &mut self.plan.values;
        *self.numbers_of.entry(key).or_insert_with(|| {
            values.push(value);
            u32::try_from(values.len()).unwrap_or(u32::MAX)
        })
    }

    /// Plans the cells of one column whose values are given row by row; `None` leaves a row alone.
    pub(super) fn write(
        &mut self,
        own: OwnColumn<'_>,
        reason: Reason,
        wanted: impl Iterator<Item = Option<CellText>>,
    ) {
        let mut cells = Vec::new();
        for (index, wanted) in wanted.enumerate() {
            let Some(wanted) = wanted.map(CellText::fitted) else { continue };
            if !shows(own.snapshot, own.cell(index), &wanted) {
                cells.resize(index, 0);
                cells.push(self.value(wanted));
            }
        }
        self.push_cells(own, reason, cells.into());
    }

    /// Plans cells whose numbers are already known.
    pub(super) fn push_cells(&mut self, own: OwnColumn<'_>, reason: Reason, cells: RowValues) {
        self.numbers_of = FxHashMap::default();
        if cells.iter().any(|number| number != 0) {
            let OwnColumn { tab_key: tab, column, metadata_id, .. } = own;
            let ids = Vec::new();
            self.plan.writes.push(ColumnWrite { tab, column, metadata_id, cells, ids, reason }.into());
        }
    }

    /// Plans the id column: the ids of all rows, of which only the differing ones are written.
    pub(super) fn write_ids(
        &mut self,
        own: OwnColumn<'_>,
        ids: impl ExactSizeIterator<Item = Option<LeadId>>,
    ) {
        let mut differing = Vec::new();
        let mut to_clear = Vec::new();
        let cells = own.cells();
        let (row_count, below) = (ids.len(), cells.len().saturating_sub(ids.len()));
        for (index, id) in ids.chain(repeat_n(None, below)).enumerate() {
            let cell = cells.get(index).copied().unwrap_or_default();
            match id {
                Some(id) if !shows_id(own.snapshot, cell, id) => {
                    if differing.is_empty() {
                        differing.reserve_exact(row_count);
                    }
                    differing.resize(index, None);
                    differing.push(Some(id));
                }
                None if !cell.is_empty() => {
                    to_clear.resize(index, 0);
                    to_clear.push(self.value(CellText::Clear));
                }
                _ => {}
            }
        }
        if !differing.is_empty() || !to_clear.is_empty() {
            let OwnColumn { tab_key: tab, column, metadata_id, .. } = own;
            let reason = Reason::FirstValue;
            self.numbers_of = FxHashMap::default();
            let (cells, ids) = (to_clear.into(), differing);
            self.plan.writes.push(ColumnWrite { tab, column, metadata_id, cells, ids, reason }.into());
        }
    }

    /// Plans a row.
    pub(super) fn add(&mut self, mut addition: Addition) {
        for cell in &mut addition.cells {
            cell.value = std::mem::replace(&mut cell.value, CellText::Clear).fitted();
        }
        self.plan.additions.push(addition);
    }

    /// Says why something is not done.
    pub(super) fn note(&mut self, code: &'static str, count: usize, text: String) {
        self.plan.notes.push(Note { code, count, text });
    }

    /// The cells planned so far.
    pub(super) fn writes(&self) -> &[Arc<ColumnWrite>] {
        &self.plan.writes
    }

    /// The plan.
    pub(super) fn finish(self) -> Plan {
        self.plan
    }
}
