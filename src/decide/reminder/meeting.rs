//! The meeting's agenda: what became of last week's hand-overs, short enough for five minutes.

use chrono::{NaiveDate, NaiveDateTime};

use super::CadenceSettings;
use crate::decide::book::Words;
use crate::decide::handoff::{Feedback, HandoffState};
use crate::decide::reading::status::Outcome;

/// Hand-overs that a line of the agenda names; the rest is in the count.
const NAMED_MAX: usize = 3;

/// One hand-over as the meeting looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingView {
    /// 引き渡しID
    pub key: String,
    /// 企業名
    pub company: String,
    /// 営業担当
    pub rep: String,
    /// When it was handed over.
    pub at: NaiveDateTime,
    /// Its deadline.
    pub due: Option<NaiveDateTime>,
    /// Where it stands.
    pub state: HandoffState,
    /// When an answer was first seen.
    pub first_seen: Option<NaiveDateTime>,
    /// What sales told.
    pub feedback: Feedback,
}

/// One row for リマインド.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderRow {
    /// What makes it happen once: date, kind, place in the agenda.
    pub key: String,
    /// Hand-over that it is about; empty for a line about several.
    pub target: String,
    /// The line.
    pub text: String,
}

/// What the agenda is made from.
#[derive(Debug, Clone, Copy)]
pub struct AgendaInput<'a> {
    /// Day of the meeting.
    pub date: NaiveDate,
    /// Day of the meeting before; what happened since then is told.
    pub since: NaiveDate,
    /// All hand-overs, deleted ones left out.
    pub handoffs: &'a [MeetingView],
    /// How long it may be.
    pub settings: &'a CadenceSettings,
    /// The words.
    pub words: &'a Words,
}

/// The agenda of one meeting.
///
/// Shape: at most `agenda_lines_max` lines: title, counts of last week, the overdue ones with the worst by name, outcomes, one question.
/// Source: requirements section 10.
pub fn agenda(input: AgendaInput<'_>) -> Vec<ReminderRow> {
    let mut lines = input.week_lines();
    lines.extend(input.overdue_lines());
    lines.extend(input.outcome_lines());
    lines.truncate(input.settings.agenda_lines_max.saturating_sub(1));
    lines.push((String::new(), input.question_line()));
    (1..)
        .zip(lines)
        .map(|(number, (target, text))| ReminderRow {
            key: format!("R-{}-meeting-{number:02}", input.date),
            target,
            text,
        })
        .collect()
}

type Line = (String, String);

impl AgendaInput<'_> {
    fn select(&self, is_wanted: impl Fn(&MeetingView) -> bool) -> Vec<&MeetingView> {
        self.handoffs.iter().filter(|view| is_wanted(view)).collect()
    }

    fn is_since(&self, at: NaiveDateTime) -> bool {
        at.date() >= self.since && at.date() < self.date
    }

    /// The hand-overs since the meeting before.
    fn recent(&self) -> Vec<&MeetingView> {
        self.select(|view| self.is_since(view.at))
    }

    /// What sales told since the meeting before, as far as it was seen then: the first answer to each hand-over.
    fn told(&self, is_wanted: impl Fn(&MeetingView) -> bool) -> Vec<&MeetingView> {
        self.select(|view| view.first_seen.is_some_and(|at| self.is_since(at)) && is_wanted(view))
    }

    /// The longest overdue first; of equals the one handed over first, then by key.
    fn overdue(&self) -> Vec<&MeetingView> {
        let mut overdue = self.select(|view| view.state == HandoffState::Overdue);
        overdue.sort_by(|left, right| (left.due, left.at, &left.key).cmp(&(right.due, right.at, &right.key)));
        overdue
    }

    fn line(&self, key: &str, values: &[(&str, String)]) -> Line {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        (String::new(), self.words.fill(key, &values))
    }

    fn names(&self, views: &[&MeetingView]) -> String {
        let mut names: Vec<_> = views.iter().take(NAMED_MAX).map(|view| view.company.clone()).collect();
        if views.len() > NAMED_MAX {
            names.push(self.words.fill("agenda.more", &[("count", &(views.len() - NAMED_MAX).to_string())]));
        }
        names.join("、")
    }

    fn week_lines(&self) -> Vec<Line> {
        let recent = self.recent();
        let count_in = |states: &[HandoffState]| {
            recent.iter().filter(|view| states.contains(&view.state)).count().to_string()
        };
        let last_day = self.date.pred_opt().unwrap_or(self.date);
        let title = [
            ("minutes", self.settings.meeting_minutes.to_string()),
            ("from", self.since.to_string()),
            ("to", last_day.to_string()),
        ];
        let answered = [
            ("count", count_in(&[HandoffState::Answered, HandoffState::AnsweredLate])),
            ("in_time", count_in(&[HandoffState::Answered])),
        ];
        vec![
            self.line("agenda.title", &title),
            self.line("agenda.handed", &[("count", recent.len().to_string())]),
            self.line("agenda.answered", &answered),
        ]
    }

    fn overdue_lines(&self) -> Vec<Line> {
        let overdue = self.overdue();
        let mut lines = vec![self.line("agenda.overdue", &[("count", overdue.len().to_string())])];
        lines.extend(overdue.iter().take(NAMED_MAX).map(|view| {
            let due = view.due.map(|due| due.date().to_string()).unwrap_or_default();
            let values = [("company", view.company.clone()), ("rep", view.rep.clone()), ("due", due)];
            (view.key.clone(), self.line("agenda.worst_one", &values).1)
        }));
        lines
    }

    fn outcome_lines(&self) -> Vec<Line> {
        let with_outcome = |outcome: Outcome| self.told(|view| view.feedback.outcome == Some(outcome));
        let counted = [
            (
                "agenda.converted",
                self.told(|view| matches!(view.feedback.outcome, Some(Outcome::Opportunity | Outcome::Won))),
            ),
            ("agenda.lost", with_outcome(Outcome::Lost)),
            ("agenda.returned", self.told(|view| view.state == HandoffState::Returned)),
        ];
        let is_told = |(_, views): &(&str, Vec<&MeetingView>)| !views.is_empty();
        let told = counted.into_iter().filter(is_told);
        told.map(|(key, views)| {
            self.line(key, &[("count", views.len().to_string()), ("names", self.names(&views))])
        })
        .collect()
    }

    fn question_line(&self) -> String {
        let overdue = self.overdue().len();
        let returned = self.told(|view| view.state == HandoffState::Returned).len();
        let (key, count) = match (overdue, returned) {
            (1.., _) => ("agenda.question_overdue", overdue),
            (0, 1..) => ("agenda.question_returned", returned),
            _ if self.recent().is_empty() => ("agenda.question_none_handed", 0),
            _ => ("agenda.question_all_well", 0),
        };
        let text = self.line(key, &[("count", count.to_string())]).1;
        self.line("agenda.question", &[("text", text)]).1
    }
}
