//! Inserting, deleting and moving rows and columns of one sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::attached::{Edit, follow};
use super::cell::{Mark, Row};
use super::sheet::{Dimension, Sheet};

impl Sheet {
    pub(crate) fn length(&self, dimension: Dimension) -> u32 {
        match dimension {
            Dimension::Rows => self.rows,
            Dimension::Columns => self.columns,
        }
    }

    /// Inserts empty rows or columns before `at`; what hangs on ranges follows.
    pub(crate) fn insert(&mut self, dimension: Dimension, at: u32, count: u32) {
        match dimension {
            Dimension::Rows => {
                if (at as usize) < self.grid.len() {
                    let empty = std::iter::repeat_with(Arc::<Row>::default).take(count as usize);
                    self.grid.splice(at as usize..at as usize, empty);
                }
                self.rows += count;
            }
            Dimension::Columns => {
                for row in self.grid.iter_mut().filter(|row| row.end() > at) {
                    Arc::make_mut(row).insert_columns(at, count);
                }
                self.columns += count;
            }
        }
        self.follow(dimension, Edit::Insert { at, count });
    }

    /// Deletes rows or columns; ranges that vanish with them go.
    pub(crate) fn remove(&mut self, dimension: Dimension, at: u32, count: u32) {
        match dimension {
            Dimension::Rows => {
                let end = (at as usize + count as usize).min(self.grid.len());
                if (at as usize) < end {
                    self.grid.drain(at as usize..end);
                }
                self.rows -= count.min(self.rows);
            }
            Dimension::Columns => {
                for row in self.grid.iter_mut().filter(|row| row.end() > at) {
                    Arc::make_mut(row).remove_columns(at, count);
                }
                self.columns -= count.min(self.columns);
            }
        }
        self.follow(dimension, Edit::Remove { at, count });
    }

    /// Moves rows or columns `from..to` before `target` (counted before the move).
    pub(crate) fn shift(&mut self, dimension: Dimension, from: u32, to: u32, target: u32) {
        match dimension {
            Dimension::Rows => {
                let end = (to.max(target) as usize).max(self.grid.len());
                self.grid.resize_with(end, Arc::default);
                rotate(&mut self.grid, from, to, target);
            }
            Dimension::Columns => {
                let width = self.columns;
                for row in self.grid.iter_mut().filter(|row| row.end() > from.min(target)) {
                    move_columns(Arc::make_mut(row), width, [from, to, target]);
                }
            }
        }
        self.follow(dimension, Edit::Move { from, to, target });
    }

    fn follow(&mut self, dimension: Dimension, edit: Edit) {
        let properties = match dimension {
            Dimension::Rows => &mut self.row_properties,
            Dimension::Columns => &mut self.column_properties,
        };
        let before = std::mem::take(properties);
        *properties = before.into_iter().filter_map(|(at, value)| Some((edit.place(at)?, value))).collect();
        let id = self.id;
        for list in self.attached.values_mut() {
            list.retain_mut(|value| follow(value, id, dimension, edit));
        }
    }

    /// The properties of one row or column, as Sheets JSON.
    pub(crate) fn dimension_properties(&self, dimension: Dimension) -> &BTreeMap<u32, Value> {
        match dimension {
            Dimension::Rows => &self.row_properties,
            Dimension::Columns => &self.column_properties,
        }
    }
}

fn rotate<T>(items: &mut [T], from: u32, to: u32, target: u32) {
    let (from, to, target) = (from as usize, to as usize, target as usize);
    if target > to {
        items[from..target].rotate_left(to - from);
    } else if target < from {
        items[target..to].rotate_right(to - from);
    }
}

fn move_columns(row: &mut Row, width: u32, [from, to, target]: [u32; 3]) {
    let mut cells = std::mem::take(&mut row.cells);
    cells.resize(width as usize, super::Cell::Empty);
    rotate(&mut cells, from, to, target);
    while cells.last() == Some(&super::Cell::Empty) {
        cells.pop();
    }
    row.cells = cells;
    let mut marks = vec![Mark::default(); width as usize];
    for (column, mark) in row.marks.drain(..) {
        marks[column as usize] = mark;
    }
    rotate(&mut marks, from, to, target);
    let kept = marks.into_iter().enumerate().filter(|(_, mark)| !mark.is_none());
    row.marks = kept.map(|(column, mark)| (u32::try_from(column).unwrap_or(0), mark)).collect();
}
