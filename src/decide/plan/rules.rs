//! Rules and holidays from their tabs, and what tossup tells beside each rule.

use super::draft::Draft;
use super::sheet::{Part, Sheet};
use super::world::World;
use super::{CellText, Ledger, Reason, Settings};
use crate::decide::book::{ColumnKey, Located, Problem};
use crate::decide::calendar::business::WorkCalendar;
use crate::decide::reading::date::{Direction, read_date};
use crate::decide::scoring::{
    CheckContext, Finding, RowReading, RuleBook, RuleBookReading, RuleContext, RuleRow, check_book,
    read_rule_book, reading_with_findings,
};

/// Days told at most: a column of something else altogether needs no thousand sentences.
const UNREAD_HOLIDAYS_MAX: usize = 20;

/// Reads スコア設定; the ledger then remembers it. Without the tab the shipped rules are in force.
pub(super) fn read(world: &World<'_>, sheet: &Sheet<'_>, ledger: &mut Ledger) -> RuleBookReading {
    let rows =
        sheet.rules.as_ref().map(rule_rows).filter(|rows| rows.iter().any(|row| !row.cells.is_empty()));
    // A tab that is renamed, blocked or emptied must not put other rules in force: the last good ones stay.
    let rows = rows.unwrap_or_else(|| ledger.rules.good_rows.clone());
    let no_columns = Located::default();
    let context = RuleContext {
        contract: &world.settings.contract,
        words: &world.settings.words,
        lead_headers: sheet.leads.as_ref().map_or(&[], |part| &part.tab.headers),
        rule_columns: sheet.rules.as_ref().map_or(&no_columns, |part| &part.located),
        shipped: &world.settings.shipped_rules,
        title_ranks: &world.settings.title_ranks,
    };
    let reading = read_rule_book(&rows, &ledger.rules, &context);
    ledger.rules = reading.memory.clone();
    reading
}

fn rule_rows(part: &Part<'_>) -> Vec<RuleRow> {
    let columns: Vec<ColumnKey> =
        part.located.positions.keys().copied().filter(|column| *column != ColumnKey::RuleReading).collect();
    let row = |index: usize| RuleRow {
        cells: columns
            .iter()
            .map(|column| (*column, part.text(*column, index).trim().to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .collect(),
    };
    (0..part.tab.row_count()).map(row).collect()
}

/// What is odd about the rules by themselves.
pub(super) fn findings(world: &World<'_>, sheet: &Sheet<'_>, book: &RuleBook) -> Vec<Finding> {
    let no_columns = Located::default();
    let rule_columns = sheet.rules.as_ref().map_or(&no_columns, |part| &part.located);
    let Settings { contract, words, .. } = world.settings;
    check_book(book, &CheckContext { contract, words, rule_columns })
}

/// Plans the column 読み取り結果: how each row was understood, and what is odd about it.
pub(super) fn plan_readings(part: &Part<'_>, rows: &[RowReading], findings: &[Finding], draft: &mut Draft) {
    let Some(own) = part.own(ColumnKey::RuleReading) else { return };
    let text = |(index, row): (usize, &RowReading)| match reading_with_findings(&row.text, index, findings) {
        text if text.is_empty() => Some(CellText::Clear),
        text => Some(CellText::Text(text.into())),
    };
    // Rules that are in force from memory stand in no row of an emptied tab.
    let rows = rows.iter().take(part.tab.row_count());
    draft.write(own, Reason::SettingRead, rows.enumerate().map(text));
}

/// Days of the tab 休日 that cannot be read: the company is not closed on them.
pub(super) fn unread_holidays(world: &World<'_>, holidays: Option<&Part<'_>>) -> Vec<Problem> {
    let Some((part, position)) =
        holidays.and_then(|part| Some((part, part.located.position(ColumnKey::HolidayDate)?)))
    else {
        return Vec::new();
    };
    let unread = (0..part.tab.row_count()).filter_map(|index| {
        let text = part.text(ColumnKey::HolidayDate, index).trim().to_owned();
        let is_read = text.is_empty() || read_date(&text, world.now.date(), Direction::Any).value.is_some();
        (!is_read).then(|| Problem {
            code: "holiday_unread",
            place: part.tab.cell_ref(position, index),
            found: format!("「{text}」"),
            expected: "a date such as 2026-12-29".to_owned(),
            remedy: "Write it as year, month and day; until then this row closes no day.".to_owned(),
            is_blocking: false,
        })
    });
    unread.take(UNREAD_HOLIDAYS_MAX).collect()
}

/// The company's calendar with the days of the tab 休日.
///
/// Shape: a row whose date cannot be read closes no day; [`unread_holidays`] tells it.
pub(super) fn calendar(world: &World<'_>, holidays: Option<&Part<'_>>) -> WorkCalendar {
    let mut calendar = world.settings.calendar.clone();
    let Some(part) = holidays else { return calendar };
    for index in 0..part.tab.row_count() {
        let text = part.text(ColumnKey::HolidayDate, index);
        if let Some(date) = read_date(&text, world.now.date(), Direction::Any).value {
            calendar.close_on(date);
        }
    }
    calendar
}
