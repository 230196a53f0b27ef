//! The grid: compact cells in rows, rows in sheets, sheets in a book.

mod attached;
mod book;
mod cell;
mod dimension;
mod metadata;
mod pool;
mod reference;
mod sheet;

pub(crate) use attached::Edit;
pub(crate) use book::{Access, Book};
pub(crate) use cell::{Cell, Fault, Mark, Row};
pub(crate) use metadata::{Metadata, Place};
pub(crate) use pool::{NONE, Pool};
pub(crate) use reference::{block_json, grid_area};
pub(crate) use sheet::{ATTACHED, Dimension, Sheet, used_end};
