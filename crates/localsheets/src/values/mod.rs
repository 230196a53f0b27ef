//! Values: what was typed, what is stored, what is shown.

mod append;
mod condition;
mod filter;
mod pattern;
mod read;
mod serial;
mod shown;
mod typed;
mod write;

pub(crate) use append::{answer as append_answer, append};
pub(crate) use condition::condition_holds;
pub(crate) use filter::{matches, metadata_matches};
pub(crate) use read::{ValueRange, read, render_of};
pub(crate) use serial::date_serial;
pub(crate) use shown::{Shown, colour_part, effective, general, number, shown};
pub(crate) use typed::{Typed, parse_typed};
pub(crate) use write::{
    Written, check_length, clear, guard, may_edit, put, text_cell, write_body, write_typed,
};
