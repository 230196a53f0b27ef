//! Addresses as people read them.

use std::fmt;

/// Letters of a column: 0 is `A`, 26 is `AA`.
pub fn column_letters(position: u32) -> String {
    let mut rest = position;
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (rest % 26) as u8);
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().map(|&byte| char::from(byte)).collect()
}

/// Position of a column from its letters: `A` is 0; `None` for anything but one to three letters.
pub fn column_position(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    letters
        .bytes()
        .try_fold(0u32, |sum, byte| {
            let letter = byte.to_ascii_uppercase();
            letter.is_ascii_uppercase().then(|| sum * 26 + u32::from(letter - b'A') + 1)
        })
        .map(|one_based| one_based - 1)
}

/// The tab title as A1 notation wants it: in quotes always, so that a tab named `A1` is not a cell.
pub fn quote_title(title: &str) -> String {
    format!("'{}'", title.replace('\'', "''"))
}

/// One cell, for messages: prints as `営業見込み客!F12「従業員数」`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellRef {
    /// Title of the tab.
    pub tab: String,
    /// Row as people count, from 1; `None` means the whole column.
    pub row: Option<u32>,
    /// Column from 0; `None` means the whole row or tab.
    pub column: Option<u32>,
    /// Header text of the column; empty where there is none.
    pub header: String,
}

impl CellRef {
    /// A whole tab.
    pub fn tab(title: &str) -> Self {
        Self { tab: title.to_owned(), row: None, column: None, header: String::new() }
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tab)?;
        if self.row.is_some() || self.column.is_some() {
            f.write_str("!")?;
        }
        if let Some(column) = self.column {
            f.write_str(&column_letters(column))?;
        }
        if let Some(row) = self.row {
            write!(f, "{row}")?;
        }
        if !self.header.is_empty() {
            write!(f, "「{}」", self.header)?;
        }
        Ok(())
    }
}
