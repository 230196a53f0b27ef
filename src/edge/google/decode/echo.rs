//! The range that an answer repeats: `'営業見込み客'!B1:F1000`, clipped to the grid, quoted only where needed.

use super::DecodedRange;
use crate::decide::book::{Handle, column_position};

/// Where the cells of a range stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Echo {
    title: String,
    first_row: u32,
    first_column: u32,
    last_row: Option<u32>,
    last_column: Option<u32>,
}

impl Echo {
    /// Reads a range in A1 notation; what it does not say is the first row and column, without end.
    pub(super) fn parse(text: &str) -> Self {
        let (title, cells) = split_title(text);
        let mut echo = Echo { title, first_row: 1, ..Echo::default() };
        let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
        let (first_column, first_row) = corner(first);
        let (last_column, last_row) = corner(last);
        echo.first_column = first_column.unwrap_or(0);
        echo.first_row = first_row.unwrap_or(1).max(1);
        echo.last_column = last_column;
        echo.last_row = last_row;
        echo
    }

    /// Number of rows; 0 where the range does not say.
    pub(super) fn height(&self) -> usize {
        self.last_row.map_or(0, |last| last.saturating_sub(self.first_row).saturating_add(1) as usize)
    }

    pub(super) fn into_range(self, columns: Vec<Vec<Handle>>) -> DecodedRange {
        DecodedRange {
            title: self.title,
            first_row: self.first_row.max(1),
            first_column: self.first_column,
            last_row: self.last_row,
            last_column: self.last_column,
            columns,
        }
    }
}

/// Title without its quotes, and what stands behind the `!`.
fn split_title(text: &str) -> (String, &str) {
    if let Some(quoted) = text.strip_prefix('\'') {
        let mut title = String::new();
        let mut rest = quoted;
        while let Some(end) = rest.find('\'') {
            title.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.strip_prefix('\'') {
                Some(after) => {
                    title.push('\'');
                    rest = after;
                }
                None => return (title, rest.strip_prefix('!').unwrap_or("")),
            }
        }
        return (quoted.to_owned(), "");
    }
    match text.rsplit_once('!') {
        Some((title, cells)) => (title.to_owned(), cells),
        None => (String::new(), text),
    }
}

/// Column from 0 and row from 1 of `B12`, `B` or `12`.
fn corner(text: &str) -> (Option<u32>, Option<u32>) {
    let digits_from = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (letters, digits) = text.split_at(digits_from);
    (column_position(letters), digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_google_writes_it() {
        let table = [
            ("Sheet1!A1:Z1000", ("Sheet1", 1, 0, Some(1000), Some(25))),
            ("'🌵 tab'!A1:A10", ("🌵 tab", 1, 0, Some(10), Some(0))),
            ("'it''s!'!B3:C4", ("it's!", 3, 1, Some(4), Some(2))),
            ("営業見込み客!AA1", ("営業見込み客", 1, 26, Some(1), Some(26))),
            ("A1:B2", ("", 1, 0, Some(2), Some(1))),
            ("T!B:F", ("T", 1, 1, None, Some(5))),
            ("T!1:1", ("T", 1, 0, Some(1), None)),
            ("'open", ("open", 1, 0, None, None)),
            ("", ("", 1, 0, None, None)),
        ];
        for (text, (title, first_row, first_column, last_row, last_column)) in table {
            let expected = Echo { title: title.to_owned(), first_row, first_column, last_row, last_column };
            assert_eq!(Echo::parse(text), expected, "{text}");
        }
    }
}
