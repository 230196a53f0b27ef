//! The bytes of a `values:batchGet` answer, straight into columns of four-byte cells.
//!
//! A text without escapes is not copied: its cell is the offset of its first byte in the answer. No tree of values is built, so that
//! a read of 100,000 rows costs the answer itself and four bytes a cell.

mod assemble;
mod cells;
mod echo;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::decide::book::{Handle, TextPool};

pub use assemble::assemble;
use cells::{Lines, Sink, transpose};
pub(super) use echo::Echo;

/// What an answer held.
#[derive(Debug, Clone, Default)]
pub struct Decoded {
    /// The ranges, in the order of the answer.
    pub ranges: Vec<DecodedRange>,
    /// The texts behind the cells; owns the answer's bytes.
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
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { length } => write!(f, "an answer that ends too early, after {length} bytes"),
            Self::Malformed { line, column } => {
                write!(f, "something else than an answer of values.batchGet at line {line}, byte {column}")
            }
            Self::NoRanges => f.write_str("JSON without valueRanges"),
        }
    }
}

impl std::error::Error for DecodeFailure {}

/// Decodes an answer of `values:batchGet` or `values:batchGetByDataFilter`.
///
/// Shape: rows or columns first, as `majorDimension` says, rows where it is absent; ragged; `null` and `""` are empty cells.
/// Errors: cut or malformed JSON, a cell that is a list or an object, no `valueRanges`.
pub fn decode(body: Vec<u8>) -> Result<Decoded, DecodeFailure> {
    let mut sink = Sink::over(&body);
    let mut json = serde_json::Deserializer::from_slice(&body);
    let ranges = Answer(&mut sink)
        .deserialize(&mut json)
        .and_then(|ranges| json.end().map(|()| ranges))
        .map_err(|error| failure(&error, body.len()))?
        .ok_or(DecodeFailure::NoRanges)?;
    let (texts, numbers) = sink.into_parts();
    Ok(Decoded { ranges, texts: TextPool::assemble(body, texts, numbers) })
}

fn failure(error: &serde_json::Error, length: usize) -> DecodeFailure {
    if error.is_eof() {
        DecodeFailure::Truncated { length }
    } else {
        DecodeFailure::Malformed { line: error.line(), column: error.column() }
    }
}

/// The answer as a whole.
struct Answer<'s>(&'s mut Sink);

impl<'de> DeserializeSeed<'de> for Answer<'_> {
    type Value = Option<Vec<DecodedRange>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Answer<'_> {
    type Value = Option<Vec<DecodedRange>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer with valueRanges")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut ranges = None;
        while let Some(key) = map.next_key_seed(KeySeed)? {
            match key {
                Key::ValueRanges => ranges = Some(map.next_value_seed(Ranges(self.0))?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(ranges)
    }
}

/// The list of ranges.
struct Ranges<'s>(&'s mut Sink);

impl<'de> DeserializeSeed<'de> for Ranges<'_> {
    type Value = Vec<DecodedRange>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Ranges<'_> {
    type Value = Vec<DecodedRange>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of ranges")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut ranges = Vec::new();
        while let Some(range) = seq.next_element_seed(Range(self.0))? {
            ranges.push(range);
        }
        Ok(ranges)
    }
}

/// One range; by data filter it stands one level deeper, under `valueRange`.
struct Range<'s>(&'s mut Sink);

impl<'de> DeserializeSeed<'de> for Range<'_> {
    type Value = DecodedRange;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Range<'_> {
    type Value = DecodedRange;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a range with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut echo = Echo::default();
        let mut lines = Vec::new();
        let mut is_columns = false;
        let mut read_as_columns = false;
        while let Some(key) = map.next_key_seed(KeySeed)? {
            match key {
                Key::ValueRange => return finish(map.next_value_seed(Range(self.0))?, &mut map),
                Key::Range => echo = map.next_value_seed(echo::EchoSeed)?,
                Key::MajorDimension => is_columns = map.next_value_seed(DimensionSeed)?,
                Key::Values => {
                    read_as_columns = is_columns;
                    lines = map.next_value_seed(Lines { sink: &mut *self.0, is_columns })?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        // The dimension may be told after the values.
        let columns = if is_columns == read_as_columns { lines } else { transpose(lines) };
        Ok(echo.into_range(columns))
    }
}

fn finish<'de, A: MapAccess<'de>>(range: DecodedRange, map: &mut A) -> Result<DecodedRange, A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(range)
}

/// The names that matter.
enum Key {
    ValueRanges,
    ValueRange,
    Range,
    MajorDimension,
    Values,
    Other,
}

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        Ok(match name {
            "valueRanges" => Key::ValueRanges,
            "valueRange" => Key::ValueRange,
            "range" => Key::Range,
            "majorDimension" => Key::MajorDimension,
            "values" => Key::Values,
            _ => Key::Other,
        })
    }
}

/// Whether columns come first.
struct DimensionSeed;

impl<'de> DeserializeSeed<'de> for DimensionSeed {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for DimensionSeed {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ROWS or COLUMNS")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == "COLUMNS")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }
}

#[cfg(test)]
mod tests;
