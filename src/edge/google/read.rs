//! The hot read: one call for the header rows and the used columns of all tabs.

use reqwest::Url;
use serde::Serialize;

use super::client::{Client, Purpose};
use super::decode::{Decoded, decode};
use super::failure::Call;
use crate::seam::Failure;

/// Servers and proxies refuse addresses of more than 8 kB; beyond this the ranges go into a body.
const URL_MAX: usize = 6000;

/// How cells shall be written in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Render {
    /// Numbers as numbers, dates as they are shown.
    Values,
    /// Formulas as their text.
    Formulas,
}

impl Render {
    fn as_str(self) -> &'static str {
        match self {
            Self::Values => "UNFORMATTED_VALUE",
            Self::Formulas => "FORMULA",
        }
    }
}

/// Reads ranges in one call.
pub(super) async fn values(
    client: &Client,
    purpose: Purpose,
    (ranges, render): (&[String], Render),
) -> Result<Decoded, Failure> {
    let url = query(client.url("/values:batchGet").map_err(|failure| *failure)?, ranges, render);
    let method = "values.batchGet";
    let body = if url.as_str().len() <= URL_MAX {
        client.get(purpose, method, url).await?
    } else {
        client.post(purpose, method, by_filter(client, ranges, render).map_err(|failure| *failure)?).await?
    };
    decode(body).map_err(|failure| {
        let place = client.place(method);
        *Call { place: &place, is_write: false }.unparsable(failure.to_string()).failure
    })
}

fn query(mut url: Url, ranges: &[String], render: Render) -> Url {
    {
        let mut query = url.query_pairs_mut();
        query.extend_pairs(ranges.iter().map(|range| ("ranges", range)));
        query
            .append_pair("majorDimension", "COLUMNS")
            .append_pair("valueRenderOption", render.as_str())
            .append_pair("dateTimeRenderOption", "FORMATTED_STRING")
            // The dimension is in the mask, because an answer without it means rows.
            .append_pair("fields", "valueRanges(range,majorDimension,values)")
            .append_pair("prettyPrint", "false");
    }
    url
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ByFilter<'a> {
    data_filters: Vec<DataFilter<'a>>,
    major_dimension: &'static str,
    value_render_option: &'static str,
    date_time_render_option: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DataFilter<'a> {
    a1_range: &'a str,
}

fn by_filter(client: &Client, ranges: &[String], render: Render) -> Result<(Url, Vec<u8>), Box<Failure>> {
    let mut url = client.url("/values:batchGetByDataFilter")?;
    url.query_pairs_mut()
        .append_pair("fields", "valueRanges(valueRange(range,majorDimension,values))")
        .append_pair("prettyPrint", "false");
    let body = ByFilter {
        data_filters: ranges.iter().map(|range| DataFilter { a1_range: range }).collect(),
        major_dimension: "COLUMNS",
        value_render_option: render.as_str(),
        date_time_render_option: "FORMATTED_STRING",
    };
    Ok((url, super::write::to_bytes(&body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_names_ranges_dimension_and_mask() {
        let url = Url::parse("http://127.0.0.1:1/v4/spreadsheets/demo/values:batchGet").expect("an address");
        let ranges = ["'A&B'!1:1".to_owned(), "'営業'!B:F".to_owned()];
        let url = query(url, &ranges, Render::Values);
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let asked: Vec<&str> =
            pairs.iter().filter(|(name, _)| name == "ranges").map(|(_, range)| range.as_str()).collect();
        assert_eq!(asked, ["'A&B'!1:1", "'営業'!B:F"]);
        for (name, value) in [
            ("majorDimension", "COLUMNS"),
            ("valueRenderOption", "UNFORMATTED_VALUE"),
            ("dateTimeRenderOption", "FORMATTED_STRING"),
            ("prettyPrint", "false"),
        ] {
            assert!(pairs.contains(&(name.to_owned(), value.to_owned())), "{name}");
        }
    }

    #[test]
    fn ranges_in_a_body_are_a1_filters() {
        let body = ByFilter {
            data_filters: vec![DataFilter { a1_range: "'営業'!B:F" }],
            major_dimension: "COLUMNS",
            value_render_option: Render::Formulas.as_str(),
            date_time_render_option: "FORMATTED_STRING",
        };
        let expected = r#"{"dataFilters":[{"a1Range":"'営業'!B:F"}],"majorDimension":"COLUMNS","valueRenderOption":"FORMULA","dateTimeRenderOption":"FORMATTED_STRING"}"#;
        assert_eq!(String::from_utf8(super::super::write::to_bytes(&body)).expect("text"), expected);
    }
}
