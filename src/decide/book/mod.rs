//! The workbook as values: cells, addresses, what was read, and who owns which column.

mod a1;
mod cell;
mod contract;
mod fnv;
mod lead_id;
mod problem;
mod recent;
mod snapshot;
mod structure;
mod words;

pub use a1::{CellRef, column_letters, column_position, quote_title};
pub use cell::{Handle, TextPool, Value};
pub use contract::{
    ColumnContract, ColumnKey, Contract, Located, Owner, TabContract, TabKey, header_key, same_header,
};
pub use fnv::fnv1a;
pub use lead_id::{LeadId, NotALeadId};
pub use problem::Problem;
pub use recent::Recent;
pub use snapshot::{ColumnCells, Snapshot, Tab};
pub use structure::{Binding, HeaderCell, Structure, TabStructure};
pub use words::Words;
