//! The hot read: one call for the header rows and the used columns of all tabs.

use google_sheets4::api::{BatchGetValuesByDataFilterRequest, DataFilter};
use reqwest::Url;

use super::client::{Client, Purpose};
use super::decode::{Decoded, decode};
use super::failure::Call;
use crate::decide::book::quote_title;
use crate::seam::Failure;

/// Servers and proxies refuse addresses of more than 8 kB; beyond this the ranges go into a body.
const URL_MAX: usize = 6000;

const COLUMNS: &str = "COLUMNS";
const AS_SHOWN: &str = "FORMATTED_STRING";

/// What an answer by filters shall hold.
pub(super) const BY_FILTER_FIELDS: &str = "valueRanges(valueRange(range,majorDimension,values))";

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
    decoded(client, method, body)
}

/// Reads header rows through the hub, by the decoder of the hot read, so that both compare equal.
pub(super) async fn header_rows(client: &Client, titles: &[&str]) -> Result<Decoded, Failure> {
    let rows = titles.iter().map(|title| format!("{}!1:1", quote_title(title))).collect();
    let cells = client.cells(&filters(rows, Render::Values)).await?;
    decoded(client, "values.batchGetByDataFilter", super::write::to_bytes(&cells))
}

fn decoded(client: &Client, method: &str, body: Vec<u8>) -> Result<Decoded, Failure> {
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
            .append_pair("majorDimension", COLUMNS)
            .append_pair("valueRenderOption", render.as_str())
            .append_pair("dateTimeRenderOption", AS_SHOWN)
            // The dimension is in the mask, because an answer without it means rows.
            .append_pair("fields", "valueRanges(range,majorDimension,values)")
            .append_pair("prettyPrint", "false");
    }
    url
}

fn by_filter(client: &Client, ranges: &[String], render: Render) -> Result<(Url, Vec<u8>), Box<Failure>> {
    let mut url = client.url("/values:batchGetByDataFilter")?;
    url.query_pairs_mut().append_pair("fields", BY_FILTER_FIELDS).append_pair("prettyPrint", "false");
    Ok((url, super::write::to_bytes(&filters(ranges.to_vec(), render))))
}

fn filters(ranges: Vec<String>, render: Render) -> BatchGetValuesByDataFilterRequest {
    let filter = |range| DataFilter { a1_range: Some(range), ..DataFilter::default() };
    BatchGetValuesByDataFilterRequest {
        data_filters: Some(ranges.into_iter().map(filter).collect()),
        major_dimension: Some(COLUMNS.to_owned()),
        value_render_option: Some(render.as_str().to_owned()),
        date_time_render_option: Some(AS_SHOWN.to_owned()),
    }
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
        let body = super::super::write::to_bytes(&filters(vec!["'営業'!B:F".to_owned()], Render::Formulas));
        let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(body["dataFilters"][0]["a1Range"], "'営業'!B:F");
        assert_eq!(body["majorDimension"], "COLUMNS");
        assert_eq!(body["valueRenderOption"], "FORMULA");
        assert_eq!(body["dateTimeRenderOption"], "FORMATTED_STRING");
    }
}
