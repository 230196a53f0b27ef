//! A place in the bytes of a JSON text, moving forward; what is kept is drawn together at their beginning.
//!
//! Why not a serde visitor: it cannot write into the bytes that it borrows. A text that is kept moves to the front, behind the one kept before
//! it, so that the answer shrinks to its distinct texts and no second copy ever stands beside it. Whatever is rare (escapes, fractions,
//! members that do not matter) is left to serde_json.

use std::io::Read;

use serde::de::IgnoredAny;

use super::DecodeFailure;
use super::source::{Dry, Source};
use crate::decide::book::{Handle, TextPool};

/// Bytes that the length of a kept text takes at most.
const LENGTH_MAX: usize = 4;

/// A place in the bytes of a JSON text.
///
/// Shape: `body` holds what is kept and, from `at` on, what came and is still to be looked at.
pub(super) struct Cursor<'r> {
    source: Source<'r>,
    body: Vec<u8>,
    at: usize,
    /// Bytes of the answer that once stood before `at` and no longer do: `moved + at` is the place in the answer.
    moved: usize,
    /// End of what is kept; never past `at`.
    kept: usize,
    line: usize,
    /// Place in the answer.
    line_start: usize,
}

/// A text of the JSON, between its quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) has_escapes: bool,
}

impl<'r> Cursor<'r> {
    /// At the start of an answer that is there as a whole.
    pub(super) fn over(body: Vec<u8>) -> Cursor<'static> {
        let (source, body) = Source::whole(body);
        Cursor::start(source, body)
    }

    /// At the start of an answer that comes in pieces of this many bytes.
    pub(super) fn reading(rest: &'r mut dyn Read, piece: usize) -> Self {
        Self::start(Source::new(rest, piece), Vec::new())
    }

    fn start(source: Source<'r>, body: Vec<u8>) -> Self {
        // Offset 0 is the empty cell.
        Self { source, body, at: 0, moved: 0, kept: 1, line: 1, line_start: 0 }
    }

    /// What is wrong here.
    pub(super) fn fault(&self) -> DecodeFailure {
        if self.at >= self.body.len() { self.cut() } else { self.fault_at(self.at) }
    }

    fn fault_at(&self, at: usize) -> DecodeFailure {
        DecodeFailure::Malformed { line: self.line, column: self.moved + at + 1 - self.line_start }
    }

    fn cut(&self) -> DecodeFailure {
        DecodeFailure::Truncated { length: self.source.length() }
    }

    /// Has more of the answer behind what is still to be looked at; both move to the front, behind what is kept.
    #[cold]
    #[inline(never)]
    fn more(&mut self) -> Result<(), DecodeFailure> {
        let front = self.kept + LENGTH_MAX;
        if front < self.at {
            self.body.copy_within(self.at.., front);
            self.body.truncate(self.body.len() - (self.at - front));
            self.moved += self.at - front;
            self.at = front;
        }
        self.source.append(&mut self.body).map_err(|dry| match dry {
            Dry::End => self.cut(),
            Dry::Foreign => self.fault_at(self.body.len()),
            Dry::Failed(kind) => DecodeFailure::Unreadable { kind },
        })
    }

    /// The next byte that is no space, without taking it.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<u8, DecodeFailure> {
        match self.body.get(self.at) {
            Some(&byte) if byte > b' ' => Ok(byte),
            _ => self.peek_behind_spaces(),
        }
    }

    #[cold]
    #[inline(never)]
    fn peek_behind_spaces(&mut self) -> Result<u8, DecodeFailure> {
        loop {
            match self.body.get(self.at) {
                Some(b' ' | b'\r' | b'\t') => self.at += 1,
                Some(b'\n') => {
                    self.at += 1;
                    (self.line, self.line_start) = (self.line + 1, self.moved + self.at);
                }
                Some(&byte) => return Ok(byte),
                None => self.more()?,
            }
        }
    }

    /// Takes this byte, or is at fault.
    #[inline]
    pub(super) fn expect(&mut self, wanted: u8) -> Result<(), DecodeFailure> {
        if self.peek()? == wanted {
            self.at += 1;
            Ok(())
        } else {
            Err(self.fault())
        }
    }

    /// Begins a list or object: whether it has a first item.
    #[inline]
    pub(super) fn open(&mut self, open: u8, close: u8) -> Result<bool, DecodeFailure> {
        self.expect(open)?;
        let is_empty = self.peek()? == close;
        self.at += usize::from(is_empty);
        Ok(!is_empty)
    }

    /// After an item: whether another one follows.
    #[inline]
    pub(super) fn another(&mut self, close: u8) -> Result<bool, DecodeFailure> {
        // No space stands there in what Google sends.
        if self.body.get(self.at) == Some(&b',') {
            self.at += 1;
            return Ok(true);
        }
        let byte = self.peek()?;
        if byte != b',' && byte != close {
            return Err(self.fault());
        }
        self.at += 1;
        Ok(byte == b',')
    }

    /// Takes a text.
    #[inline]
    pub(super) fn text(&mut self) -> Result<Span, DecodeFailure> {
        if self.peek()? != b'"' {
            return Err(self.fault());
        }
        // From the opening quote on, which `plain` needs.
        let mut length = 1;
        let mut has_escapes = false;
        loop {
            let Some(found) = quote_or_backslash(&self.body, self.at + length) else {
                length = length.max(self.body.len() - self.at);
                self.more()?;
                continue;
            };
            length = found - self.at;
            if self.body[found] == b'"' {
                break;
            }
            has_escapes = true;
            length += 2;
        }
        let start = self.at + 1;
        self.at += length + 1;
        Ok(Span { start, end: self.at - 1, has_escapes })
    }

    /// The bytes of a text without escapes.
    #[inline]
    pub(super) fn bytes(&self, span: Span) -> &[u8] {
        &self.body[span.start..span.end]
    }

    /// A text as it is meant.
    pub(super) fn plain(&self, span: Span) -> Result<String, DecodeFailure> {
        let quoted = &self.body[span.start - 1..=span.end];
        serde_json::from_slice(quoted).map_err(|_| self.fault_at(span.start))
    }

    /// Keeps the bytes of a span; `None` where there is no room in front, or past the addressable gigabyte.
    #[inline]
    pub(super) fn keep(&mut self, span: Span) -> Option<Handle> {
        let (handle, from) = self.begin(span.end - span.start)?;
        self.body.copy_within(span.start..span.end, from);
        Some(handle)
    }

    /// Keeps a text that stands otherwise in the JSON; it must have been taken already.
    pub(super) fn keep_text(&mut self, text: &str) -> Option<Handle> {
        let (handle, from) = self.begin(text.len())?;
        self.body[from..from + text.len()].copy_from_slice(text.as_bytes());
        Some(handle)
    }

    /// Writes the length, and gives where the text goes.
    #[inline]
    fn begin(&mut self, length: usize) -> Option<(Handle, usize)> {
        let handle = TextPool::kept_text(self.kept)?;
        let from = TextPool::write_length(&mut self.body[self.kept..self.at], length)? + self.kept;
        if from + length > self.at {
            return None;
        }
        self.kept = from + length;
        Some((handle, from))
    }

    /// The bytes of a text that was kept; none for the empty cell.
    #[inline]
    pub(super) fn kept_text(&self, handle: Handle) -> &[u8] {
        TextPool::kept_bytes(&self.body[..self.kept], handle)
    }

    /// What was kept, without the rest of the body.
    pub(super) fn into_kept(mut self) -> Vec<u8> {
        self.body.truncate(self.kept);
        self.body.shrink_to_fit();
        self.body
    }

    /// Takes the name of a member and its colon.
    pub(super) fn name(&mut self) -> Result<String, DecodeFailure> {
        let span = self.text()?;
        let name = self.plain(span)?;
        self.expect(b':')?;
        Ok(name)
    }

    /// Takes this word.
    pub(super) fn word(&mut self, word: &[u8]) -> Result<(), DecodeFailure> {
        loop {
            let rest = &self.body[self.at..];
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(());
            }
            if !word.starts_with(rest) {
                return Err(self.fault());
            }
            self.more()?;
        }
    }

    /// Takes a number.
    #[inline]
    pub(super) fn number(&mut self) -> Result<f64, DecodeFailure> {
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = loop {
            match self.body[self.at..].iter().position(|byte| !is_part(byte)) {
                Some(length) => break length,
                None => self.more()?,
            }
        };
        let text = &self.body[self.at..self.at + length];
        let number = short_whole(text).or_else(|| long_number(text)).ok_or_else(|| self.fault())?;
        self.at += length;
        Ok(number)
    }

    /// Takes any value and forgets it.
    pub(super) fn skip(&mut self) -> Result<(), DecodeFailure> {
        loop {
            let rest = &self.body[self.at..];
            let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
            match values.next() {
                // A value that reaches to the end may go on.
                Some(Ok(_)) if values.byte_offset() < rest.len() => {
                    let length = values.byte_offset();
                    let newlines = rest[..length].iter().enumerate().filter(|(_, byte)| **byte == b'\n');
                    for (index, _) in newlines {
                        self.line += 1;
                        self.line_start = self.moved + self.at + index + 1;
                    }
                    self.at += length;
                    return Ok(());
                }
                Some(Err(error)) if !error.is_eof() => {
                    let _ = self.peek();
                    return Err(self.fault());
                }
                // Twice as much each time, so that a long value is not gone through for each of its pieces.
                _ => {
                    let twice = 2 * rest.len();
                    self.more()?;
                    while self.body.len() - self.at < twice && self.more().is_ok() {}
                }
            }
        }
    }

    /// Nothing but spaces follows.
    pub(super) fn end(&mut self) -> Result<(), DecodeFailure> {
        match self.peek() {
            Ok(_) => Err(self.fault()),
            Err(DecodeFailure::Truncated { .. }) => Ok(()),
            Err(failure) => Err(failure),
        }
    }
}

/// A whole number of at most nine digits, as nearly all are.
fn short_whole(text: &[u8]) -> Option<f64> {
    let is_plain = (1..=9).contains(&text.len()) && (text[0] != b'0' || text.len() == 1);
    if !is_plain {
        return None;
    }
    let mut number = 0u32;
    for byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u32::from(byte - b'0');
    }
    Some(f64::from(number))
}

/// Any other number that JSON allows; read by std, which is exact to the last bit.
fn long_number(text: &[u8]) -> Option<f64> {
    serde_json::from_slice::<IgnoredAny>(text).ok()?;
    let number: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// Place of the next `"` or `\` from here on; eight bytes at a time.
#[inline]
fn quote_or_backslash(body: &[u8], from: usize) -> Option<usize> {
    let rest = body.get(from..)?;
    let (chunks, _) = rest.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let found = bytes_equal(word, b'"') | bytes_equal(word, b'\\');
        if found != 0 {
            return Some(from + 8 * index + (found.trailing_zeros() / 8) as usize);
        }
    }
    let tail = 8 * chunks.len();
    let found = rest[tail..].iter().position(|&byte| byte == b'"' || byte == b'\\')?;
    Some(from + tail + found)
}

/// High bit of each byte that equals `byte`; above the lowest one found there may be false ones.
#[inline]
fn bytes_equal(word: u64, byte: u8) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
    let different = word ^ (ONES * byte as u64);
    different.wrapping_sub(ONES) & !different & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_quote_or_backslash_is_found_at_every_distance() {
        for distance in 0..40 {
            for mark in ["\"", "\\"] {
                let text = format!(
                    "{}{mark}\"\\\"",
                    "#]é"[..distance % 3].repeat(distance).get(..distance).unwrap_or("")
                );
                let expected = text.bytes().position(|byte| byte == b'"' || byte == b'\\');
                assert_eq!(quote_or_backslash(text.as_bytes(), 0), expected, "{text}");
            }
        }
        assert_eq!(quote_or_backslash("漢字かな交じり".as_bytes(), 0), None);
    }

    fn over(text: &str) -> Cursor<'static> {
        Cursor::over(text.as_bytes().to_vec())
    }

    #[test]
    fn numbers_that_json_does_not_have_are_refused() {
        for text in ["01", "1.", ".5", "+1", "-", "1e", "1e999", "--1", "1-1"] {
            let body = format!("{text} ");
            assert!(over(&body).number().is_err(), "{text}");
        }
        for (text, number) in
            [("0", 0.0), ("515785432982.23315", 515_785_432_982.233_15), ("-0.5e-3", -0.0005)]
        {
            assert_eq!(over(&format!("{text},")).number().ok(), Some(number), "{text}");
        }
    }
}
