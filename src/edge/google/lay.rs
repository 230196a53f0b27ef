//! Rows for own tabs, and what `init` lays: one `spreadsheets.batchUpdate` each, so that all of it happens or nothing.

use std::collections::BTreeMap;

use super::requests::{
    Batch, BooleanRule, Cell, CellFormat, ColumnCells, Condition, ConditionValue, Coordinate, DimensionRange,
    FormatRule, GridProperties, Location, Metadata, Request, Row, SheetProperties, VALUES_ONLY,
    ValidationRule,
};
use super::structure::TAG_KEY;
use super::write::to_bytes;
use crate::decide::book::{ColumnKey, Structure, TabKey};
use crate::decide::plan::{Addition, LaidColumn, LaidFormat, LayoutPlan, LayoutStep, Plan};

/// Rows that people find empty below what is laid, as in a new spreadsheet.
const SPARE_ROWS: usize = 1000;
/// Columns of a new spreadsheet.
const COLUMNS_MIN: usize = 26;
/// Ids of own tabs count from here, so that logs and bug reports show whose they are.
const FIRST_SHEET_ID: i64 = 771_001;

/// Body that adds the plan's rows, one `appendCells` a tab; `None` where there are none.
pub(super) fn rows_body(plan: &Plan) -> Option<Vec<u8>> {
    let mut requests: Vec<Request<'_>> = Vec::new();
    for addition in &plan.additions {
        let row = added_row(addition);
        let of_tab = requests.iter_mut().find_map(|request| match request {
            Request::AppendCells { sheet_id, rows, .. } if *sheet_id == addition.sheet_id => Some(rows),
            _ => None,
        });
        match of_tab {
            Some(rows) => rows.push(row),
            None => requests.push(Request::AppendCells {
                sheet_id: addition.sheet_id,
                rows: vec![row],
                fields: VALUES_ONLY,
            }),
        }
    }
    (!requests.is_empty()).then(|| to_bytes(&Batch { requests }))
}

/// The cells from column A on, gaps empty.
fn added_row(addition: &Addition) -> Row<'_> {
    let width = addition.cells.iter().map(|cell| cell.position as usize + 1).max().unwrap_or(0);
    let mut values: Vec<Cell<'_>> = std::iter::repeat_with(Cell::default).take(width).collect();
    for cell in &addition.cells {
        values[cell.position as usize] = Cell::value(&cell.value);
    }
    Row { values }
}

/// Body that lays the plan; `None` where it has no steps.
///
/// Positions are those at the moment at which the step is applied: after an `Adopt`, what stood right of it is one further.
pub(super) fn layout_body(layout: &LayoutPlan, structure: &Structure) -> Option<Vec<u8>> {
    let mut laying = Laying::of(structure);
    for step in &layout.steps {
        laying.step(step);
    }
    (!laying.requests.is_empty()).then(|| to_bytes(&Batch { requests: laying.requests }))
}

/// Requests so far, and the grid as it will be then.
struct Laying<'a> {
    requests: Vec<Request<'a>>,
    column_counts: BTreeMap<i64, u32>,
    added: BTreeMap<TabKey, i64>,
}

impl<'a> Laying<'a> {
    fn of(structure: &Structure) -> Self {
        let column_counts = structure.tabs.iter().map(|tab| (tab.sheet_id, tab.column_count)).collect();
        Self { requests: Vec::new(), column_counts, added: BTreeMap::new() }
    }

    fn step(&mut self, step: &'a LayoutStep) {
        match step {
            LayoutStep::AddTab { tab, title, columns, rows } => self.add_tab(*tab, title, (columns, rows)),
            LayoutStep::AddHeader { sheet_id, position, column, .. } => {
                self.grow(*sheet_id, *position);
                self.header(*sheet_id, *position, column);
            }
            LayoutStep::Tag { sheet_id, position, column } => self.tag(*sheet_id, *position, *column),
            LayoutStep::Adopt { sheet_id, position, column, kept_header } => {
                self.insert(*sheet_id, *position);
                self.text(*sheet_id, position + 1, kept_header);
                self.header(*sheet_id, *position, column);
            }
            LayoutStep::Format { sheet_id, tab, position, format } => {
                if let Some(sheet_id) = self.sheet_id(*sheet_id, *tab) {
                    self.requests.push(format_rule(ColumnCells::of(sheet_id, *position), format));
                }
            }
            LayoutStep::Choices { sheet_id, tab, position, words } => {
                if let Some(sheet_id) = self.sheet_id(*sheet_id, *tab) {
                    self.requests.push(choices(ColumnCells::of(sheet_id, *position), words));
                }
            }
        }
    }

    /// The tab's id: told, or chosen when the same plan added the tab.
    fn sheet_id(&self, told: Option<i64>, tab: TabKey) -> Option<i64> {
        told.or_else(|| self.added.get(&tab).copied())
    }

    fn add_tab(
        &mut self,
        tab: TabKey,
        title: &'a str,
        (columns, rows): (&'a [LaidColumn], &'a [Vec<String>]),
    ) {
        let sheet_id = self.free_id(tab);
        let width = columns.len().max(rows.iter().map(Vec::len).max().unwrap_or(0)).max(COLUMNS_MIN);
        self.added.insert(tab, sheet_id);
        self.column_counts.insert(sheet_id, u32::try_from(width).unwrap_or(u32::MAX));
        let grid_properties =
            GridProperties { row_count: rows.len() + SPARE_ROWS, column_count: width, frozen_row_count: 1 };
        self.requests
            .push(Request::AddSheet { properties: SheetProperties { sheet_id, title, grid_properties } });
        let headers = Row { values: columns.iter().map(|column| Cell::text(&column.header)).collect() };
        let rows =
            rows.iter().map(|row| Row { values: row.iter().map(|text| starting_cell(text)).collect() });
        self.requests.push(Request::UpdateCells {
            start: Coordinate { sheet_id, row_index: 0, column_index: 0 },
            rows: std::iter::once(headers).chain(rows).collect(),
            fields: VALUES_ONLY,
        });
        for (position, column) in (0u32..).zip(columns).filter(|(_, column)| column.is_tagged) {
            self.tag(sheet_id, position, column.key);
        }
    }

    /// An id that no tab has, the same for the same key in every workbook where it can be.
    fn free_id(&self, tab: TabKey) -> i64 {
        let index = TabKey::ALL.iter().position(|key| *key == tab).unwrap_or(0);
        let step = TabKey::ALL.len().max(1);
        let first = FIRST_SHEET_ID + i64::try_from(index).unwrap_or(0);
        (first..).step_by(step).find(|id| !self.column_counts.contains_key(id)).unwrap_or(first)
    }

    /// Makes the grid wide enough for a column at this position.
    fn grow(&mut self, sheet_id: i64, position: u32) {
        let count = self.column_counts.entry(sheet_id).or_insert(0);
        let missing = (position + 1).saturating_sub(*count);
        if missing > 0 {
            *count += missing;
            self.requests.push(Request::AppendDimension { sheet_id, dimension: "COLUMNS", length: missing });
        }
    }

    fn insert(&mut self, sheet_id: i64, position: u32) {
        *self.column_counts.entry(sheet_id).or_insert(0) += 1;
        self.requests.push(Request::InsertDimension {
            range: DimensionRange::column(sheet_id, position),
            inherit_from_before: false,
        });
    }

    fn header(&mut self, sheet_id: i64, position: u32, column: &'a LaidColumn) {
        self.text(sheet_id, position, &column.header);
        if column.is_tagged {
            self.tag(sheet_id, position, column.key);
        }
    }

    fn text(&mut self, sheet_id: i64, position: u32, text: &'a str) {
        self.requests.push(Request::UpdateCells {
            start: Coordinate { sheet_id, row_index: 0, column_index: position },
            rows: vec![Row { values: vec![Cell::text(text)] }],
            fields: VALUES_ONLY,
        });
    }

    /// Google chooses the id of the tag.
    fn tag(&mut self, sheet_id: i64, position: u32, column: ColumnKey) {
        self.requests.push(Request::CreateDeveloperMetadata {
            developer_metadata: Metadata {
                metadata_key: TAG_KEY,
                metadata_value: column.as_str(),
                visibility: "DOCUMENT",
                location: Location { dimension_range: DimensionRange::column(sheet_id, position) },
            },
        });
    }
}

/// A starting cell: a whole number as a number, all else as text. A leading zero is no number: it is a phone or a code.
fn starting_cell(text: &str) -> Cell<'_> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = text == "0" || !digits.starts_with('0');
    match text.parse::<f64>() {
        Ok(number) if is_whole && is_plain => Cell::number(number),
        _ => Cell::text(text),
    }
}

fn format_rule(range: ColumnCells, format: &LaidFormat) -> Request<'_> {
    let condition = Condition {
        kind: "TEXT_STARTS_WITH",
        values: vec![ConditionValue { user_entered_value: &format.text }],
    };
    let format = CellFormat::new(&format.background, format.is_bold);
    Request::AddConditionalFormatRule {
        rule: FormatRule { ranges: [range], boolean_rule: BooleanRule { condition, format } },
        index: 0,
    }
}

/// A warning only: people may type what the list does not have.
fn choices(range: ColumnCells, words: &[String]) -> Request<'_> {
    let values = words.iter().map(|word| ConditionValue { user_entered_value: word }).collect();
    Request::SetDataValidation {
        range,
        rule: ValidationRule {
            condition: Condition { kind: "ONE_OF_LIST", values },
            strict: false,
            show_custom_ui: true,
        },
    }
}

#[cfg(test)]
#[path = "lay_tests.rs"]
mod tests;
