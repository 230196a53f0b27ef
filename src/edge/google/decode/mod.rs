//! The bytes of a `values:batchGet` answer, straight into columns of four-byte cells.
//!
//! No tree of values is built, and no text is copied out of the answer: the distinct texts move to its front, and the rest of its memory is
//! given back. A read of 100,000 rows costs the answer itself and four bytes a cell, and less than the answer afterwards; a saved answer is decoded
//! piece by piece and costs no more than what is kept of it.

mod assemble;
mod cells;
mod cursor;
mod echo;
mod source;

use std::fmt;
use std::io::{ErrorKind, Read};

use crate::decide::book::{Handle, TextPool};

pub use assemble::{assemble, let_go_unread};
use cells::{Sink, transpose};
use cursor::Cursor;
use echo::Echo;
use source::PIECE;

/// What an answer held.
#[derive(Debug, Clone, Default)]
pub struct Decoded {
    /// The ranges, in the order of the answer.
    pub ranges: Vec<DecodedRange>,
    /// The texts behind the cells; owns what is left of the answer's bytes.
    pub texts: TextPool,
}

/// One range of an answer, as columns whichever way it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecodedRange {
    /// Title of the tab; empty where the answer did not say.
    pub title: String,
    /// Row of the first cell, from 1.
    pub first_row: u32,
    /// Column of the first cell, from 0.
    pub first_column: u32,
    /// Last row of the range, from 1, clipped to the grid; `None` where the answer did not say.
    pub last_row: Option<u32>,
    /// Last column of the range, from 0, clipped to the grid; `None` where the answer did not say.
    pub last_column: Option<u32>,
    /// The cells; trailing empty columns, and trailing empty cells of each column, may be missing.
    pub columns: Vec<Vec<Handle>>,
}

/// Why bytes are not an answer of `values:batchGet`. Holds a place, never a text of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeFailure {
    /// The JSON ends too early.
    Truncated {
        /// Length of what there is, in bytes.
        length: usize,
    },
    /// It is not JSON, or a value is of the wrong kind.
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Byte in the line, from 1.
        column: usize,
    },
    /// It is JSON without `valueRanges`.
    NoRanges,
    /// It could not be read to its end.
    Unreadable {
        /// What the system says.
        kind: ErrorKind,
    },
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { length } => write!(f, "an answer that ends too early, after {length} bytes"),
            Self::Malformed { line, column } => {
                write!(f, "something else than an answer of values.batchGet at line {line}, byte {column}")
            }
            Self::NoRanges => f.write_str("JSON without valueRanges"),
            Self::Unreadable { kind } => write!(f, "{kind}"),
        }
    }
}

impl std::error::Error for DecodeFailure {}

/// Decodes an answer of `values:batchGet` or `values:batchGetByDataFilter`.
///
/// Shape: rows or columns first, as `majorDimension` says, rows where it is absent; ragged; `null` and `""` are empty cells.
/// Errors: cut or malformed JSON, bytes that are not UTF-8, a cell that is a list or an object, no `valueRanges`.
pub fn decode(body: Vec<u8>) -> Result<Decoded, DecodeFailure> {
    decode_at(Cursor::over(body))
}

/// Decodes an answer while it is being read, so that it never stands in memory as a whole.
///
/// Errors: as [`decode`], and what the source says.
pub fn decode_from(answer: &mut dyn Read) -> Result<Decoded, DecodeFailure> {
    decode_at(Cursor::reading(answer, PIECE))
}

fn decode_at(mut json: Cursor<'_>) -> Result<Decoded, DecodeFailure> {
    let mut sink = Sink::default();
    let ranges = answer(&mut json, &mut sink)?.ok_or(DecodeFailure::NoRanges)?;
    json.end()?;
    let (texts, numbers) = sink.into_parts();
    Ok(Decoded { ranges, texts: TextPool::assemble(json.into_kept(), texts, numbers) })
}

/// The answer as a whole.
fn answer(json: &mut Cursor<'_>, sink: &mut Sink) -> Result<Option<Vec<DecodedRange>>, DecodeFailure> {
    let mut ranges = None;
    let mut goes_on = json.open(b'{', b'}')?;
    while goes_on {
        match json.name()?.as_str() {
            "valueRanges" => ranges = Some(list(json, sink)?),
            _ => json.skip()?,
        }
        goes_on = json.another(b'}')?;
    }
    Ok(ranges)
}

fn list(json: &mut Cursor<'_>, sink: &mut Sink) -> Result<Vec<DecodedRange>, DecodeFailure> {
    let mut ranges = Vec::new();
    let mut goes_on = json.open(b'[', b']')?;
    while goes_on {
        ranges.push(range(json, sink, Depth::Listed)?);
        goes_on = json.another(b']')?;
    }
    Ok(ranges)
}

/// Where a range stands: by data filter it is one level deeper, under `valueRange`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Listed,
    Inner,
}

fn range(json: &mut Cursor<'_>, sink: &mut Sink, depth: Depth) -> Result<DecodedRange, DecodeFailure> {
    let mut echo = Echo::default();
    let mut lines = Vec::new();
    let mut inner = None;
    let mut is_columns = false;
    let mut read_as_columns = false;
    let mut goes_on = json.open(b'{', b'}')?;
    while goes_on {
        match json.name()?.as_str() {
            "valueRange" if depth == Depth::Listed => inner = Some(range(json, sink, Depth::Inner)?),
            "range" => echo = Echo::parse(&word(json)?),
            "majorDimension" => is_columns = word(json)? == "COLUMNS",
            "values" => {
                read_as_columns = is_columns;
                lines = sink.lines(json, (is_columns, echo.height()))?;
            }
            _ => json.skip()?,
        }
        goes_on = json.another(b'}')?;
    }
    // The dimension may be told after the values.
    let columns = if is_columns == read_as_columns { lines } else { transpose(lines) };
    Ok(inner.unwrap_or_else(|| echo.into_range(columns)))
}

/// A text; `null` is an empty one.
fn word(json: &mut Cursor<'_>) -> Result<String, DecodeFailure> {
    if json.peek()? == b'n' {
        return json.word(b"null").map(|()| String::new());
    }
    let span = json.text()?;
    json.plain(span)
}

#[cfg(test)]
mod tests;
