//! Where the bytes of an answer come from: they are there as a whole, or come piece by piece.

use std::io::{self, ErrorKind, Read};

/// Bytes asked for at a time: they stay in a near cache until they are decoded.
pub(super) const PIECE: usize = 256 * 1024;

/// What is still to come of an answer.
///
/// Shape: it hands out whole characters, checked for being UTF-8.
pub(super) struct Source<'r> {
    rest: Option<&'r mut dyn Read>,
    piece: usize,
    /// Bytes that came, those of the torn character included.
    length: usize,
    /// Beginning of a character whose end is still to come.
    torn: Vec<u8>,
    /// What follows is not UTF-8.
    is_foreign: bool,
}

/// Why nothing more comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dry {
    /// The answer ends here.
    End,
    /// What follows is not UTF-8.
    Foreign,
    /// It could not be read.
    Failed(ErrorKind),
}

impl<'r> Source<'r> {
    /// Nothing came yet.
    pub(super) fn new(rest: &'r mut dyn Read, piece: usize) -> Self {
        Self { rest: Some(rest), piece, length: 0, torn: Vec::new(), is_foreign: false }
    }

    /// An answer that is there as a whole; gives as much of it as is text.
    pub(super) fn whole(mut body: Vec<u8>) -> (Self, Vec<u8>) {
        let mut source =
            Self { rest: None, piece: 0, length: body.len(), torn: Vec::new(), is_foreign: false };
        source.check(&mut body, 0);
        (source, body)
    }

    /// Bytes that came.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Adds the next piece behind `body`.
    pub(super) fn append(&mut self, body: &mut Vec<u8>) -> Result<(), Dry> {
        if self.is_foreign {
            return Err(Dry::Foreign);
        }
        let Some(rest) = &mut self.rest else { return Err(Dry::End) };
        let from = body.len();
        body.append(&mut self.torn);
        let came = read_piece(rest, self.piece, body);
        let came = came.map_err(|error| Dry::Failed(error.kind()))?;
        self.length += came;
        if came == 0 {
            body.truncate(from);
            return Err(Dry::End);
        }
        self.check(body, from);
        Ok(())
    }

    /// Takes from the end of `body` what is no text, or not yet.
    fn check(&mut self, body: &mut Vec<u8>, from: usize) {
        let whole = from + whole_characters(&body[from..]);
        let text = &body[from..whole];
        // The check of std alone takes as long as the floor of the benchmark; it tells the place.
        if simdutf8::basic::from_utf8(text).is_err()
            && let Err(error) = std::str::from_utf8(text)
        {
            self.is_foreign = true;
            body.truncate(from + error.valid_up_to());
            return;
        }
        self.torn = body.split_off(whole);
    }
}

fn read_piece(rest: &mut &mut dyn Read, piece: usize, body: &mut Vec<u8>) -> io::Result<usize> {
    body.reserve(piece);
    rest.take(piece as u64).read_to_end(body)
}

/// Length without a character at the end that is not whole.
fn whole_characters(bytes: &[u8]) -> usize {
    let last = bytes.iter().rev().take(4).position(|byte| byte & 0xC0 != 0x80);
    let Some(behind) = last else { return bytes.len() };
    let wanted = match bytes[bytes.len() - 1 - behind] {
        0xF0..=0xF7 => 4,
        0xE0..=0xEF => 3,
        0xC0..=0xDF => 2,
        _ => 1,
    };
    if behind + 1 < wanted { bytes.len() - 1 - behind } else { bytes.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(bytes: &[u8], piece: usize) -> (Vec<u8>, Dry) {
        let mut rest = bytes;
        let mut source = Source::new(&mut rest, piece);
        let mut body = Vec::new();
        loop {
            let from = body.len();
            match source.append(&mut body) {
                Ok(()) => assert!(std::str::from_utf8(&body[from..]).is_ok(), "a piece of whole characters"),
                Err(dry) => return (body, dry),
            }
        }
    }

    #[test]
    fn pieces_are_whole_characters_and_together_the_answer() {
        let text = "aé漢🌵\"株式会社\"";
        for piece in 1..=text.len() + 1 {
            assert_eq!(pieces(text.as_bytes(), piece), (text.as_bytes().to_vec(), Dry::End), "{piece}");
        }
    }

    #[test]
    fn the_text_before_foreign_bytes_comes_and_nothing_behind() {
        let bytes = [b"ab\xE6".as_slice(), "漢".as_bytes(), b"\xFFz"].concat();
        for piece in 1..=bytes.len() + 1 {
            assert_eq!(pieces(&bytes, piece), (b"ab".to_vec(), Dry::Foreign), "{piece}");
        }
    }
}
