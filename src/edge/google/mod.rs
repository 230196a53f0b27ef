//! Google Sheets: one shared workbook behind the seam `Workbook`.
//!
//! The address is an argument: the local server speaks the same API, so that trials and tests take the very path of production.

mod auth;
mod client;
pub mod decode;
mod failure;
mod lay;
mod options;
mod pace;
mod ranges;
mod read;
mod requests;
mod structure;
mod workbook;
mod write;

pub use client::CallCounts;
pub use options::GoogleOptions;
pub use pace::{Quota, Waits};
pub use workbook::GoogleWorkbook;
