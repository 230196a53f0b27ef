//! The requests of `spreadsheets.batchUpdate` that we use, in Google's shape.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::Serializer;

use super::write::serialize_number;
use crate::decide::plan::CellText;

/// Only values are written, never formats or validations.
pub(super) const VALUES_ONLY: &str = "userEnteredValue";

/// A body of `spreadsheets.batchUpdate`: applied in order, all or nothing.
#[derive(Serialize)]
pub(super) struct Batch<'a> {
    pub(super) requests: Vec<Request<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Request<'a> {
    AddSheet { properties: SheetProperties<'a> },
    UpdateCells { start: Coordinate, rows: Vec<Row<'a>>, fields: &'static str },
    AppendCells { sheet_id: i64, rows: Vec<Row<'a>>, fields: &'static str },
    InsertDimension { range: DimensionRange, inherit_from_before: bool },
    AppendDimension { sheet_id: i64, dimension: &'static str, length: u32 },
    CreateDeveloperMetadata { developer_metadata: Metadata },
    SetDataValidation { range: ColumnCells, rule: ValidationRule<'a> },
    AddConditionalFormatRule { rule: FormatRule<'a>, index: u32 },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SheetProperties<'a> {
    pub(super) sheet_id: i64,
    pub(super) title: &'a str,
    pub(super) grid_properties: GridProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GridProperties {
    pub(super) row_count: usize,
    pub(super) column_count: usize,
    pub(super) frozen_row_count: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Coordinate {
    pub(super) sheet_id: i64,
    pub(super) row_index: u32,
    pub(super) column_index: u32,
}

#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub(super) values: Vec<Cell<'a>>,
}

/// A cell to write; `{}` leaves a cell of an added row empty.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cell<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    user_entered_value: Option<Entered<'a>>,
}

/// Never a formula: text stays text whatever it begins with.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Entered<'a> {
    StringValue(Cow<'a, str>),
    NumberValue(Number),
}

struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_number(self.0, serializer)
    }
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: &'a str) -> Self {
        if text.is_empty() { Self::default() } else { Self::of(Entered::StringValue(text.into())) }
    }

    pub(super) fn number(number: f64) -> Self {
        if number.is_finite() { Self::of(Entered::NumberValue(Number(number))) } else { Self::default() }
    }

    pub(super) fn value(value: &'a CellText) -> Self {
        match value {
            CellText::Clear => Self::default(),
            CellText::Text(text) => Self::text(text),
            CellText::Number(number) => Self::number(*number),
        }
    }

    fn of(entered: Entered<'a>) -> Self {
        Self { user_entered_value: Some(entered) }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DimensionRange {
    sheet_id: i64,
    dimension: &'static str,
    start_index: u32,
    end_index: u32,
}

impl DimensionRange {
    pub(super) fn column(sheet_id: i64, position: u32) -> Self {
        Self { sheet_id, dimension: "COLUMNS", start_index: position, end_index: position + 1 }
    }
}

/// All cells of a column below its header.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ColumnCells {
    sheet_id: i64,
    start_row_index: u32,
    start_column_index: u32,
    end_column_index: u32,
}

impl ColumnCells {
    pub(super) fn of(sheet_id: i64, position: u32) -> Self {
        Self { sheet_id, start_row_index: 1, start_column_index: position, end_column_index: position + 1 }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metadata {
    pub(super) metadata_key: &'static str,
    pub(super) metadata_value: &'static str,
    pub(super) visibility: &'static str,
    pub(super) location: Location,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) dimension_range: DimensionRange,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ValidationRule<'a> {
    pub(super) condition: Condition<'a>,
    pub(super) strict: bool,
    pub(super) show_custom_ui: bool,
}

#[derive(Serialize)]
pub(super) struct Condition<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) values: Vec<ConditionValue<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConditionValue<'a> {
    pub(super) user_entered_value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FormatRule<'a> {
    pub(super) ranges: [ColumnCells; 1],
    pub(super) boolean_rule: BooleanRule<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BooleanRule<'a> {
    pub(super) condition: Condition<'a>,
    pub(super) format: CellFormat,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CellFormat {
    #[serde(skip_serializing_if = "Option::is_none")]
    background_color_style: Option<ColorStyle>,
    text_format: TextFormat,
}

#[derive(Serialize)]
struct TextFormat {
    bold: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ColorStyle {
    rgb_color: Color,
}

/// Shares of the three colours, 0 to 1.
#[derive(Serialize)]
struct Color {
    red: f32,
    green: f32,
    blue: f32,
}

impl CellFormat {
    /// A background given as `#rrggbb`; another text gives no background.
    pub(super) fn new(background: &str, bold: bool) -> Self {
        Self {
            background_color_style: color(background).map(|rgb_color| ColorStyle { rgb_color }),
            text_format: TextFormat { bold },
        }
    }
}

fn color(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let share = |shift: u32| ((number >> shift) & 0xFF) as f32 / 255.0;
    Some(Color { red: share(16), green: share(8), blue: share(0) })
}
