//! The text of a CSV as Japanese programs write it.

use std::borrow::Cow;

use encoding_rs::SHIFT_JIS;

/// The bytes of a CSV as text: UTF-8 with or without a mark in front, or Shift_JIS, which is what Excel's plain CSV is.
///
/// Shape: `None` for bytes that are neither. UTF-8 goes first: Japanese text in Shift_JIS is never valid UTF-8 by chance.
pub(super) fn text_of(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes),
    }
}
