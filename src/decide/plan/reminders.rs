//! Rows for リマインド and 履歴.

use std::collections::BTreeSet;

use chrono::Days;

use super::draft::Draft;
use super::handoffs::{HandoffView, meeting_views};
use super::leads::record_cells;
use super::sheet::Part;
use super::world::World;
use super::{AddedCell, Addition, CellText, Ledger, Reason, Record};
use crate::decide::book::{ColumnKey, TabKey};
use crate::decide::calendar::business::WorkCalendar;
use crate::decide::calendar::cadence::{is_meeting_day, meeting_of_week};
use crate::decide::reminder::{AgendaInput, ReminderRow, agenda};

/// Plans the meeting's rows on the day of the meeting, unless some row of this meeting was added before.
pub(super) fn plan_meeting(
    world: &World<'_>,
    part: &Part<'_>,
    (calendar, views): (&WorkCalendar, &[HandoffView]),
    (ledger, known): (&Ledger, &BTreeSet<(TabKey, String)>),
    draft: &mut Draft,
) {
    let cadence = &world.settings.cadence;
    let today = world.now.date();
    if !is_meeting_day(cadence.meeting_day, today, calendar) || world.now.time() < cadence.meeting_rows_from {
        return;
    }
    let week_ago = today.checked_sub_days(Days::new(7)).unwrap_or(today);
    let before = meeting_of_week(cadence.meeting_day, week_ago, calendar).filter(|day| *day < today);
    let since = before.unwrap_or(week_ago);
    let handoffs = meeting_views(views);
    let input = AgendaInput {
        date: today,
        since,
        handoffs: &handoffs,
        settings: cadence,
        words: &world.settings.words,
    };
    let rows = agenda(input);
    let prefix = format!("R-{today}-meeting-");
    let is_done = ledger.reminders.range(prefix.clone()..).next().is_some_and(|key| key.starts_with(&prefix))
        || known.iter().any(|(tab, key)| *tab == TabKey::Reminders && key.starts_with(&prefix));
    if !is_done {
        rows.iter().for_each(|row| draft.add(meeting_row(world, part, row)));
    }
}

fn meeting_row(world: &World<'_>, part: &Part<'_>, row: &ReminderRow) -> Addition {
    let words = &world.settings.words;
    let values = [
        (ColumnKey::ReminderId, row.key.as_str()),
        (ColumnKey::ReminderDate, &world.now.date().to_string()),
        (ColumnKey::ReminderTo, words.get("reminder.to_meeting")),
        (ColumnKey::ReminderKind, words.get("reminder.agenda")),
        (ColumnKey::ReminderTarget, row.target.as_str()),
        (ColumnKey::ReminderText, row.text.as_str()),
    ];
    let values = values.into_iter().map(|(column, value)| (column, CellText::Text(value.into())));
    addition(part, &row.key, Reason::CadenceDay, values.collect())
}

/// Plans the records that are not yet on 履歴, as many as one pass may add.
pub(super) fn plan_records(
    world: &World<'_>,
    part: &Part<'_>,
    (ledger, known): (&Ledger, &BTreeSet<(TabKey, String)>),
    draft: &mut Draft,
) {
    let rows_max = world.settings.history_rows_max;
    if ledger.unrecorded.len() > rows_max {
        let rest = ledger.unrecorded.len() - rows_max;
        draft.note(
            "history_capped",
            rest,
            format!("{rest} more records follow in the next passes (history_rows_max)"),
        );
    }
    let is_new = |record: &&Record| !known.contains(&(TabKey::History, record.key.clone()));
    for record in ledger.unrecorded.iter().filter(is_new).take(rows_max) {
        draft.add(addition(part, &record.key, Reason::Recorded, record_cells(record)));
    }
}

fn addition(part: &Part<'_>, key: &str, reason: Reason, values: Vec<(ColumnKey, CellText)>) -> Addition {
    let is_filled = |value: &CellText| match value {
        CellText::Clear => false,
        CellText::Text(text) => !text.is_empty(),
        CellText::Number(_) => true,
    };
    let mut cells: Vec<AddedCell> = values
        .into_iter()
        .filter(|(_, value)| is_filled(value))
        .filter_map(|(column, value)| Some(AddedCell { position: part.located.position(column)?, value }))
        .collect();
    cells.sort_by_key(|cell| cell.position);
    Addition { tab: part.key, sheet_id: part.tab.sheet_id, key: key.to_owned(), cells, reason }
}
