//! The meeting's agenda: what became of last week's hand-overs, short enough for five minutes.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::CadenceSettings;
use crate::decide::book::Words;
use crate::decide::handoff::{Feedback, HandoffState};
use crate::decide::reading::status::Outcome;

/// Overdue hand-overs that the agenda names; the rest is in the count.
const NAMED_OVERDUE_MAX: usize = 3;

/// One hand-over as the meeting looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingView {
    /// 引き渡しID
    pub key: String,
    /// 企業名
    pub company: String,
    /// When it was handed over.
    pub at: NaiveDateTime,
    /// Its deadline.
    pub due: Option<NaiveDateTime>,
    /// Where it stands.
    pub state: HandoffState,
    /// What sales told.
    pub feedback: Feedback,
}

/// One row for リマインド.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderRow {
    /// What makes it happen once: date, kind, place in the agenda.
    pub key: String,
    /// Hand-over that it is about; empty for a line about all.
    pub target: String,
    /// The line.
    pub text: String,
}

/// The rows of one meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// Day of the meeting.
    pub date: NaiveDate,
    /// The lines, in order.
    pub rows: Vec<ReminderRow>,
}

/// The agenda of the meeting on `date`.
///
/// Shape: at most `agenda_lines_max` lines; counts first, then the worst overdue ones by name, then one question.
/// Source: requirements section 10.
pub fn agenda(date: NaiveDate, handoffs: &[MeetingView], settings: &CadenceSettings, words: &Words) -> Agenda {
    let mut lines = vec![summary_line(date, handoffs, settings, words)];
    lines.extend(overdue_lines(handoffs, words));
    lines.extend(outcome_lines(handoffs, words));
    let question = if handoffs.iter().any(|view| view.state == HandoffState::Overdue) {
        "agenda.question_overdue"
    } else {
        "agenda.question"
    };
    lines.truncate(settings.agenda_lines_max.saturating_sub(1));
    lines.push((String::new(), words.get(question).to_owned()));
    let rows = (1..)
        .zip(lines)
        .map(|(number, (target, text))| ReminderRow { key: format!("R-{date}-meeting-{number:02}"), target, text })
        .collect();
    Agenda { date, rows }
}

fn count(handoffs: &[MeetingView], is_counted: impl Fn(&MeetingView) -> bool) -> String {
    handoffs.iter().filter(|view| is_counted(view)).count().to_string()
}

fn summary_line(
    date: NaiveDate,
    handoffs: &[MeetingView],
    settings: &CadenceSettings,
    words: &Words,
) -> (String, String) {
    let week_ago = date.checked_sub_days(Days::new(7)).unwrap_or(date);
    let is_recent = |view: &MeetingView| view.at.date() >= week_ago && view.at.date() < date;
    let answered = |view: &MeetingView| matches!(view.state, HandoffState::Answered | HandoffState::AnsweredLate);
    let text = words.fill(
        "agenda.summary",
        &[
            ("minutes", &settings.meeting_minutes.to_string()),
            ("handed", &count(handoffs, is_recent)),
            ("answered", &count(handoffs, |view| is_recent(view) && answered(view))),
            ("overdue", &count(handoffs, |view| view.state == HandoffState::Overdue)),
        ],
    );
    (String::new(), text)
}

/// The longest overdue first; of equals the one handed over first, then by key.
fn overdue_lines(handoffs: &[MeetingView], words: &Words) -> Vec<(String, String)> {
    let mut overdue: Vec<_> = handoffs.iter().filter(|view| view.state == HandoffState::Overdue).collect();
    overdue.sort_by(|left, right| (left.due, left.at, &left.key).cmp(&(right.due, right.at, &right.key)));
    let line = |view: &&MeetingView| {
        let due = view.due.map(|due| due.date().to_string()).unwrap_or_default();
        let text = words.fill("agenda.overdue", &[("company", &view.company), ("due", &due)]);
        (view.key.clone(), text)
    };
    overdue.iter().take(NAMED_OVERDUE_MAX).map(line).collect()
}

fn outcome_lines(handoffs: &[MeetingView], words: &Words) -> Vec<(String, String)> {
    let with_outcome = |outcome: Outcome| count(handoffs, |view| view.feedback.outcome == Some(outcome));
    let counted = [
        ("agenda.converted", with_outcome(Outcome::Opportunity)),
        ("agenda.won", with_outcome(Outcome::Won)),
        ("agenda.lost", with_outcome(Outcome::Lost)),
        ("agenda.returned", count(handoffs, |view| view.state == HandoffState::Returned)),
    ];
    let is_told = |(_, count): &(&str, String)| count != "0";
    counted.into_iter().filter(is_told).map(|(key, count)| (String::new(), words.fill(key, &[("count", &count)]))).collect()
}
