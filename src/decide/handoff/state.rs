//! The state of a hand-over: derived from times whenever it is looked at, never stored.

use chrono::NaiveDateTime;

use super::Feedback;

/// Where a hand-over stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandoffState {
    /// 期限内: waits for the first response, in time.
    Within,
    /// 期限超過: waits, and the deadline has passed.
    Overdue,
    /// 対応済
    Answered,
    /// 対応済(超過): answered after the deadline.
    AnsweredLate,
    /// 差し戻し: given back to marketing; does not count as overdue.
    Returned,
    /// 削除: the lead's row was deleted.
    Deleted,
}

impl HandoffState {
    /// The key of its word in `config/words.toml`.
    pub fn word_key(self) -> &'static str {
        match self {
            HandoffState::Within => "state.in_time",
            HandoffState::Overdue => "state.overdue",
            HandoffState::Answered => "state.answered",
            HandoffState::AnsweredLate => "state.answered_late",
            HandoffState::Returned => "state.returned",
            HandoffState::Deleted => "state.deleted",
        }
    }

    /// Nobody has answered yet.
    pub fn is_open(self) -> bool {
        matches!(self, HandoffState::Within | HandoffState::Overdue)
    }
}

/// The state of a hand-over at `now`.
///
/// Shape: without a deadline it cannot be overdue; the deadline itself is still in time.
/// Source: requirements section 9.
pub fn state_of(
    feedback: Feedback,
    due: Option<NaiveDateTime>,
    first_seen: Option<NaiveDateTime>,
    now: NaiveDateTime,
) -> HandoffState {
    let is_past = |at: NaiveDateTime| due.is_some_and(|due| at > due);
    if feedback.is_returned {
        HandoffState::Returned
    } else if feedback.is_answered {
        if is_past(first_seen.unwrap_or(now)) { HandoffState::AnsweredLate } else { HandoffState::Answered }
    } else if is_past(now) {
        HandoffState::Overdue
    } else {
        HandoffState::Within
    }
}
