//! A1 notation: reading, writing, quoting.

/// A rectangle of cells, half open; `None` means up to the edge of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: Option<u32>,
    pub(crate) right: Option<u32>,
}

/// A rectangle within the grid, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Block {
    pub(crate) fn holds(&self, row: u32, column: u32) -> bool {
        (self.top..self.bottom).contains(&row) && (self.left..self.right).contains(&column)
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.top < other.bottom
            && other.top < self.bottom
            && self.left < other.right
            && other.left < self.right
    }

    pub(crate) fn cell(row: u32, column: u32) -> Self {
        Self { top: row, left: column, bottom: row + 1, right: column + 1 }
    }

    pub(crate) fn height(&self) -> u32 {
        self.bottom.saturating_sub(self.top)
    }

    pub(crate) fn width(&self) -> u32 {
        self.right.saturating_sub(self.left)
    }
}

impl Area {
    /// The part of the area that lies in a grid of this size; empty areas have no height or width.
    pub(crate) fn clip(&self, rows: u32, columns: u32) -> Block {
        let bottom = self.bottom.unwrap_or(rows).min(rows);
        let right = self.right.unwrap_or(columns).min(columns);
        Block { top: self.top.min(bottom), left: self.left.min(right), bottom, right }
    }

    pub(crate) fn is_cell(&self) -> bool {
        self.bottom == Some(self.top + 1) && self.right == Some(self.left + 1)
    }
}

/// Letters of a column, counted from 0.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Column of these letters, counted from 0; `None` past ZZZ.
pub(crate) fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let number =
        letters.bytes().fold(0, |sum, byte| sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    Some(number - 1)
}

/// One end of a range: a column, a row, or both, each counted from 0.
fn corner(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (name, rest) = text.split_at(letters);
    let column = if name.is_empty() { None } else { Some(column_index(name)?) };
    let digits = if name.is_empty() { rest } else { rest.strip_prefix('$').unwrap_or(rest) };
    if digits.is_empty() {
        return column.map(|column| (Some(column), None));
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let row = digits.parse::<u32>().ok()?.checked_sub(1)?;
    Some((column, Some(row)))
}

fn row_column(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let rest = text.strip_prefix(['R', 'r'])?;
    let (row, column) = rest.split_once(['C', 'c'])?;
    Some((Some(column.parse::<u32>().ok()?.checked_sub(1)?), Some(row.parse::<u32>().ok()?.checked_sub(1)?)))
}

/// Reads `B2`, `B2:C9`, `A:C`, `2:5`, `A2:C`, `$A$1`, `R1C1`; `None` when the text is no reference.
pub(crate) fn parse_area(text: &str) -> Option<Area> {
    let read = |part: &str| corner(part).or_else(|| row_column(part));
    let Some((first, second)) = text.split_once(':') else {
        let (column, row) = read(text)?;
        let (column, row) = (column?, row?);
        return Some(Area { top: row, left: column, bottom: Some(row + 1), right: Some(column + 1) });
    };
    let (first, second) = (read(first)?, read(second)?);
    let (left, right) = span(first.0, second.0)?;
    let (top, bottom) = span(first.1, second.1)?;
    Some(Area { top, left, bottom, right })
}

/// Both ends of one dimension as start and open or closed end.
fn span(first: Option<u32>, second: Option<u32>) -> Option<(u32, Option<u32>)> {
    match (first, second) {
        (Some(first), Some(second)) => Some((first.min(second), Some(first.max(second) + 1))),
        (Some(start), None) | (None, Some(start)) => Some((start, None)),
        (None, None) => Some((0, None)),
    }
}

/// Splits `'Tab ''x'''!A1` into the tab's name and the rest; a text without `!` has no tab unless it is quoted.
pub(crate) fn split_tab(text: &str) -> Option<(Option<String>, Option<&str>)> {
    let Some(quoted) = text.strip_prefix('\'') else {
        return match text.rsplit_once('!') {
            Some((tab, rest)) => Some((Some(tab.to_owned()), Some(rest))),
            None => Some((None, Some(text))),
        };
    };
    let mut name = String::new();
    let mut letters = quoted.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != '\'' {
            name.push(letter);
        } else if letters.peek().is_some_and(|(_, next)| *next == '\'') {
            name.push('\'');
            letters.next();
        } else {
            let rest = &quoted[at + 1..];
            return match rest.strip_prefix('!') {
                Some(rest) => Some((Some(name), Some(rest))),
                None if rest.is_empty() => Some((Some(name), None)),
                None => None,
            };
        }
    }
    None
}

/// The tab's name as Google echoes it: quoted where it could be read as something else.
pub(crate) fn quote_tab(title: &str) -> String {
    let plain = title.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && title.bytes().next().is_some_and(|byte| !byte.is_ascii_digit())
        && parse_area(title).is_none();
    if plain { title.to_owned() } else { format!("'{}'", title.replace('\'', "''")) }
}

/// `A1` or `A1:C3`.
pub(crate) fn block_text(block: &Block) -> String {
    let first = format!("{}{}", column_letters(block.left), block.top + 1);
    if block.height() <= 1 && block.width() <= 1 {
        return first;
    }
    format!("{first}:{}{}", column_letters(block.right.max(1) - 1), block.bottom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_as_google_reads_them() {
        let area = |top, left, bottom, right| Some(Area { top, left, bottom, right });
        for (name, text, expected) in [
            ("a cell", "B2", area(1, 1, Some(2), Some(2))),
            ("a rectangle", "A1:C3", area(0, 0, Some(3), Some(3))),
            ("a rectangle from its other corners", "C3:A1", area(0, 0, Some(3), Some(3))),
            ("whole columns", "A:C", area(0, 0, None, Some(3))),
            ("whole rows", "2:5", area(1, 0, Some(5), None)),
            ("columns from a row on", "A2:C", area(1, 0, None, Some(3))),
            ("rows from a column on", "B2:5", area(1, 1, Some(5), None)),
            ("absolute marks", "$A$1:$B2", area(0, 0, Some(2), Some(2))),
            ("row and column numbers", "R2C3", area(1, 2, Some(2), Some(3))),
            ("row zero does not exist", "A0", None),
            ("a column alone is no range", "A", None),
            ("four letters are no column", "ABCD1", None),
            ("a word", "Leads", None),
        ] {
            assert_eq!(parse_area(text), expected, "{name}");
        }
    }

    #[test]
    fn tabs_are_split_off_with_their_quotes() {
        let tab = |name: &str| Some(name.to_owned());
        for (text, expected) in [
            ("Sheet1!A1", Some((tab("Sheet1"), Some("A1")))),
            ("'It''s'!A:B", Some((tab("It's"), Some("A:B")))),
            ("'営業 見込み!客'!A1", Some((tab("営業 見込み!客"), Some("A1")))),
            ("'Sheet1'", Some((tab("Sheet1"), None))),
            ("A1", Some((None, Some("A1")))),
            ("'open", None),
            ("'a'b!A1", None),
        ] {
            assert_eq!(split_tab(text), expected, "{text}");
        }
    }

    #[test]
    fn tabs_are_quoted_only_where_needed() {
        for (title, expected) in [
            ("Sheet1", "Sheet1"),
            ("D3", "'D3'"),
            ("My tab", "'My tab'"),
            ("It's", "'It''s'"),
            ("営業", "'営業'"),
            ("2024", "'2024'"),
        ] {
            assert_eq!(quote_tab(title), expected);
        }
    }

    #[test]
    fn letters_and_numbers_of_columns_agree() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (18277, "ZZZ")]
        {
            assert_eq!(column_letters(column), letters);
            assert_eq!(column_index(letters), Some(column));
        }
    }
}
