//! The default cell format and theme of a new spreadsheet.

use serde_json::{Value, json};

/// `SpreadsheetProperties.defaultFormat`.
pub(crate) fn default_format() -> Value {
    json!({
        "backgroundColor": {"red": 1, "green": 1, "blue": 1},
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": {
            "foregroundColor": {},
            "fontFamily": "arial,sans,sans-serif",
            "fontSize": 10,
            "bold": false,
            "italic": false,
            "strikethrough": false,
            "underline": false,
            "foregroundColorStyle": {"rgbColor": {}},
        },
        "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
    })
}

/// `SpreadsheetProperties.spreadsheetTheme`; each part of a colour in 255ths.
pub(crate) fn theme() -> Value {
    let colours = [
        ("TEXT", [0, 0, 0]),
        ("BACKGROUND", [255, 255, 255]),
        ("ACCENT1", [66, 133, 244]),
        ("ACCENT2", [234, 67, 53]),
        ("ACCENT3", [251, 188, 4]),
        ("ACCENT4", [52, 168, 83]),
        ("ACCENT5", [255, 109, 1]),
        ("ACCENT6", [70, 189, 198]),
        ("LINK", [17, 85, 204]),
    ];
    let colour = |parts: [u8; 3]| {
        let mut rgb = serde_json::Map::new();
        for (name, part) in ["red", "green", "blue"].into_iter().zip(parts) {
            if part > 0 {
                rgb.insert(name.to_owned(), crate::values::colour_part(f64::from(part)));
            }
        }
        json!({"rgbColor": rgb})
    };
    let colours: Vec<Value> =
        colours.into_iter().map(|(kind, parts)| json!({"colorType": kind, "color": colour(parts)})).collect();
    json!({"primaryFontFamily": "Arial", "themeColors": colours})
}
