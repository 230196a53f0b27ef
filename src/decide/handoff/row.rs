//! The rows of トスアップリスト as they stand: our record and what sales made of it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::decide::book::{ColumnKey, Handle, LeadId, Located, Snapshot, Tab};
use crate::decide::reading::status::{Outcome, Status, StatusReading, read_status};

/// What sales told about one hand-over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Feedback {
    /// 対応状況 left 未対応, or 結果 or 初回対応日 is filled.
    pub is_answered: bool,
    /// Sales gave the lead back (差し戻し).
    pub is_returned: bool,
    /// What came of it, where it can be told.
    pub outcome: Option<Outcome>,
}

/// One row of トスアップリスト.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoffRow {
    /// Index of the data row; 0 is row 2 of the sheet.
    pub index: usize,
    /// 引き渡しID
    pub key: String,
    /// リードID, where it is one of ours.
    pub lead: Option<LeadId>,
    /// 引き渡し日時, in the company's time zone.
    pub at: Option<NaiveDateTime>,
    /// 企業名
    pub company: String,
    /// 営業担当
    pub rep: String,
    /// What sales told.
    pub feedback: Feedback,
    /// 初回対応検知日時 as it stands in the sheet.
    pub first_seen: Option<NaiveDateTime>,
}

const WRITTEN_TIME: &str = "%Y-%m-%d %H:%M";

/// A time as tossup writes it into a cell: `2026-11-24 09:00`, which sorts as text.
pub fn written_time(at: NaiveDateTime) -> String {
    at.format(WRITTEN_TIME).to_string()
}

/// A time that tossup wrote; also the forms that a sheet makes of it (slashes, seconds, a date alone).
pub fn read_written_time(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_start_matches('≤').trim().replace('/', "-");
    let with_time = [WRITTEN_TIME, "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"];
    with_time.iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok()).or_else(|| {
        NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok().map(|date| date.and_time(NaiveTime::MIN))
    })
}

/// Reads the rows that have a key; a row without one is a person's own and is left alone.
pub fn read_handoffs(snapshot: &Snapshot, tab: &Tab, located: &Located) -> Vec<HandoffRow> {
    let cell = |key: ColumnKey, index: usize| -> Handle {
        located.position(key).map(|position| tab.cell(position, index)).unwrap_or_default()
    };
    let text = |key: ColumnKey, index: usize| snapshot.text(cell(key, index)).trim().to_owned();
    let mut statuses = Statuses::default();
    (0..tab.row_count())
        .filter(|&index| !cell(ColumnKey::HandoffId, index).is_empty())
        .map(|index| HandoffRow {
            index,
            key: text(ColumnKey::HandoffId, index),
            lead: text(ColumnKey::HandoffLeadId, index).parse().ok(),
            at: read_written_time(&text(ColumnKey::HandoffAt, index)),
            company: text(ColumnKey::HandoffCompany, index),
            rep: text(ColumnKey::HandoffRep, index),
            feedback: read_feedback(&mut statuses, |key| text(key, index)),
            first_seen: read_written_time(&text(ColumnKey::HandoffFirstSeen, index)),
        })
        .collect()
}

/// What the words of sales mean; a list holds few of them, many times.
#[derive(Default)]
struct Statuses(BTreeMap<String, StatusReading>);

impl Statuses {
    fn read(&mut self, text: &str) -> StatusReading {
        if let Some(known) = self.0.get(text) {
            return *known;
        }
        let reading = read_status(text).value;
        self.0.insert(text.to_owned(), reading);
        reading
    }
}

fn read_feedback(statuses: &mut Statuses, text: impl Fn(ColumnKey) -> String) -> Feedback {
    let response = text(ColumnKey::HandoffResponse);
    let outcome = text(ColumnKey::HandoffOutcome);
    let responded_on = text(ColumnKey::HandoffRespondedOn);
    let response_read = statuses.read(&response);
    let has_left_new = !response.is_empty() && response_read.status != Status::New;
    let told = if outcome.is_empty() { response_read.outcome } else { statuses.read(&outcome).outcome };
    Feedback {
        is_answered: has_left_new || !outcome.is_empty() || !responded_on.is_empty(),
        is_returned: response.contains("差し戻し") || response.contains("差戻"),
        outcome: Some(told).filter(|told| *told != Outcome::Open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_time_reads_back_and_so_do_the_forms_a_sheet_makes_of_it() {
        let at = NaiveDate::from_ymd_opt(2026, 11, 24).and_then(|day| day.and_hms_opt(9, 5, 0));
        for text in ["2026-11-24 09:05", "2026/11/24 9:05", "2026/11/24 9:05:00", "≤ 2026-11-24 09:05"] {
            assert_eq!(read_written_time(text), at, "{text}");
        }
        assert_eq!(at.map(written_time).as_deref(), Some("2026-11-24 09:05"));
        assert_eq!(read_written_time("来週"), None);
    }
}
