//! One tab as a person sees it, and what a person does there, as requests of the API that the page uses.

use serde_json::{Value as Json, json};

/// One tab, cells as typed; row 0 is the header.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) sheet_id: i64,
    pub(crate) title: String,
    pub(crate) rows: Vec<Vec<Json>>,
    width: usize,
}

/// A cell as typed: a plain number is a number, a formula a formula, everything else text.
pub(crate) fn typed(text: &str) -> Json {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<f64>() {
        Ok(number) if is_number => json!({"userEnteredValue": {"numberValue": number}}),
        _ if text.is_empty() => json!({}),
        _ if text.starts_with('=') => json!({"userEnteredValue": {"formulaValue": text}}),
        _ => json!({"userEnteredValue": {"stringValue": text}}),
    }
}

/// A cell as text.
pub(crate) fn text_of(cell: &Json) -> String {
    cell.as_str().map_or_else(|| cell.to_string(), str::to_owned)
}

impl Page {
    pub(crate) fn new(properties: &Json, values: &Json) -> Self {
        let rows = values.as_array().cloned().unwrap_or_default();
        Self {
            sheet_id: properties["sheetId"].as_i64().unwrap_or(0),
            title: properties["title"].as_str().unwrap_or_default().to_owned(),
            rows: rows.iter().map(|row| row.as_array().cloned().unwrap_or_default()).collect(),
            width: usize::try_from(properties["gridProperties"]["columnCount"].as_u64().unwrap_or(0))
                .unwrap_or(0),
        }
    }

    pub(crate) fn headers(&self) -> Vec<String> {
        self.rows.first().map(|row| row.iter().map(text_of).collect()).unwrap_or_default()
    }

    /// Position of the column with this header.
    pub(crate) fn column(&self, header: &str) -> usize {
        let found = self.headers().iter().position(|text| text == header);
        found.unwrap_or_else(|| panic!("{}: no column {header} among {:?}", self.title, self.headers()))
    }

    /// A cell as text; empty outside of what is filled.
    pub(crate) fn text(&self, row: usize, header: &str) -> String {
        let column = self.column(header);
        self.rows.get(row).and_then(|row| row.get(column)).map(text_of).unwrap_or_default()
    }

    /// The column below its header, as texts, one for each row.
    pub(crate) fn texts(&self, header: &str) -> Vec<String> {
        (1..self.rows.len()).map(|row| self.text(row, header)).collect()
    }

    /// The row in which the column shows this text.
    pub(crate) fn row_of(&self, header: &str, text: &str) -> usize {
        let found = (1..self.rows.len()).find(|row| self.text(*row, header) == text);
        found.unwrap_or_else(|| panic!("{}: no row with {text} in {header}", self.title))
    }

    /// All rows without these columns, empty ends cut.
    pub(crate) fn without_columns(&self, own: &[usize]) -> Vec<Vec<Json>> {
        let keep = |row: &Vec<Json>| {
            let mut cells: Vec<Json> = row
                .iter()
                .enumerate()
                .filter(|(position, _)| !own.contains(position))
                .map(|(_, cell)| cell.clone())
                .collect();
            while cells.last().is_some_and(|cell| cell == "") {
                cells.pop();
            }
            cells
        };
        let mut rows: Vec<Vec<Json>> = self.rows.iter().map(keep).collect();
        while rows.last().is_some_and(Vec::is_empty) {
            rows.pop();
        }
        rows
    }

    fn cells(&self, row: usize, column: usize, cells: Json) -> Json {
        let start = json!({"sheetId": self.sheet_id, "rowIndex": row, "columnIndex": column});
        json!({"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue"}})
    }

    fn range(&self, rows: (usize, usize), columns: (usize, usize)) -> Json {
        json!({"sheetId": self.sheet_id, "startRowIndex": rows.0, "endRowIndex": rows.1,
            "startColumnIndex": columns.0, "endColumnIndex": columns.1})
    }

    fn dimension(&self, kind: &str, from: usize, to: usize) -> Json {
        json!({"sheetId": self.sheet_id, "dimension": kind, "startIndex": from, "endIndex": to})
    }

    /// Types into one cell; an empty text clears it.
    pub(crate) fn type_cell(&self, row: usize, header: &str, text: &str) -> Vec<Json> {
        vec![self.cells(row, self.column(header), json!([typed(text)]))]
    }

    /// Types a row from column A on.
    pub(crate) fn type_row(&self, row: usize, cells: &[&str]) -> Vec<Json> {
        vec![self.cells(row, 0, json!(cells.iter().map(|text| typed(text)).collect::<Vec<_>>()))]
    }

    /// Types cells of a row by their headers.
    pub(crate) fn type_named(&self, row: usize, cells: &[(&str, &str)]) -> Vec<Json> {
        cells.iter().flat_map(|(header, text)| self.type_cell(row, header, text)).collect()
    }

    pub(crate) fn rename_header(&self, header: &str, name: &str) -> Vec<Json> {
        vec![self.cells(0, self.column(header), json!([typed(name)]))]
    }

    pub(crate) fn insert_rows(&self, row: usize, count: usize) -> Vec<Json> {
        vec![
            json!({"insertDimension": {"range": self.dimension("ROWS", row, row + count), "inheritFromBefore": row > 1}}),
        ]
    }

    pub(crate) fn delete_row(&self, row: usize) -> Vec<Json> {
        vec![json!({"deleteDimension": {"range": self.dimension("ROWS", row, row + 1)}})]
    }

    /// A new column before this position, with a header.
    pub(crate) fn insert_column(&self, column: usize, header: &str) -> Vec<Json> {
        vec![
            json!({"insertDimension": {"range": self.dimension("COLUMNS", column, column + 1), "inheritFromBefore": column > 0}}),
            self.cells(0, column, json!([typed(header)])),
        ]
    }

    pub(crate) fn delete_column(&self, header: &str) -> Vec<Json> {
        let column = self.column(header);
        vec![json!({"deleteDimension": {"range": self.dimension("COLUMNS", column, column + 1)}})]
    }

    /// Drags the column to stand before the position.
    pub(crate) fn move_column(&self, header: &str, before: usize) -> Vec<Json> {
        let column = self.column(header);
        vec![
            json!({"moveDimension": {"source": self.dimension("COLUMNS", column, column + 1), "destinationIndex": before}}),
        ]
    }

    /// Sorts all columns below the header.
    pub(crate) fn sort_all(&self, header: &str, is_descending: bool) -> Vec<Json> {
        self.sort((0, self.width), header, is_descending)
    }

    /// Sorts the columns `from..to` alone, as somebody does who marked too little.
    pub(crate) fn sort(&self, columns: (usize, usize), header: &str, is_descending: bool) -> Vec<Json> {
        let order = if is_descending { "DESCENDING" } else { "ASCENDING" };
        let range = self.range((1, self.rows.len().max(2)), columns);
        let specs = json!([{"dimensionIndex": self.column(header), "sortOrder": order}]);
        vec![json!({"sortRange": {"range": range, "sortSpecs": specs}})]
    }

    /// Copies a row, own columns and all, into a new row at `to`.
    pub(crate) fn copy_row(&self, from: usize, to: usize) -> Vec<Json> {
        let source = if to <= from { from + 1 } else { from };
        let mut requests = self.insert_rows(to, 1);
        requests.push(json!({"copyPaste": {"source": self.range((source, source + 1), (0, self.width)),
            "destination": self.range((to, to + 1), (0, self.width)), "pasteType": "PASTE_NORMAL"}}));
        requests
    }

    /// Cuts a row and pastes it over another, which is usually an empty one.
    pub(crate) fn cut_row(&self, from: usize, to: usize) -> Vec<Json> {
        let destination = json!({"sheetId": self.sheet_id, "rowIndex": to, "columnIndex": 0});
        let source = self.range((from, from + 1), (0, self.width));
        vec![json!({"cutPaste": {"source": source, "destination": destination, "pasteType": "PASTE_NORMAL"}})]
    }

    /// Marks cells of a row from column A on and presses Delete.
    pub(crate) fn clear_row(&self, row: usize, columns: usize) -> Vec<Json> {
        vec![
            json!({"updateCells": {"range": self.range((row, row + 1), (0, columns)), "fields": "userEnteredValue"}}),
        ]
    }

    /// Allows only the owner to edit the column.
    pub(crate) fn protect(&self, header: &str) -> Vec<Json> {
        let column = self.column(header);
        let range =
            json!({"sheetId": self.sheet_id, "startColumnIndex": column, "endColumnIndex": column + 1});
        vec![json!({"addProtectedRange": {"protectedRange": {"protectedRangeId": 77, "range": range}}})]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_is_all_but_the_own_columns() {
        let page = Page::new(
            &json!({"sheetId": 3, "title": "t", "gridProperties": {"columnCount": 5}}),
            &json!([["会社名", "スコア", "メモ"], ["甲", 25, ""], ["", 0], []]),
        );
        assert_eq!(page.without_columns(&[1]), [vec![json!("会社名"), json!("メモ")], vec![json!("甲")]]);
        assert_eq!((page.text(1, "スコア"), page.row_of("会社名", "甲")), ("25".to_owned(), 1));
    }
}
