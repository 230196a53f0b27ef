//! A local server that answers like Google Sheets API v4 and the needed part of Drive v3.
//!
//! Every answer is computed from workbooks kept in a folder. A write is on the disk before it is answered.
//!
//! - `a1`, `mask`: the two notations of the API, read.
//! - `grid`: compact cells in rows, rows in sheets, sheets in books; what follows inserts and deletes.
//! - `values`: what was typed, what is stored, what is shown.
//! - `zone`: the time zone of a spreadsheet.
//! - `formula`: formulas read, worked out, kept right.
//! - `requests`: the requests of `batchUpdate`.
//! - `page`: the grid in the browser, a client like any other.
//! - `server`: calls over HTTP, the folder, tokens, faults on order.

mod a1;
mod clock;
mod error;
mod formula;
mod grid;
mod mask;
mod page;
mod requests;
mod running;
mod server;
mod values;
mod zone;

pub use clock::Clock;
pub use running::{Options, Running, StartError, issue_service_account_key, start};
