//! Rules and holidays from their tabs, and what tossup tells beside each rule.

use super::draft::Draft;
use super::sheet::{Part, Sheet};
use super::world::World;
use super::{CellText, Ledger, Reason, Settings};
use crate::decide::book::{CellRef, ColumnKey, Located, Problem, TabKey};
use crate::decide::calendar::business::WorkCalendar;
use crate::decide::reading::date::{Direction, read_date};
use crate::decide::scoring::{
    CheckContext, Finding, RuleBook, RuleBookReading, RuleContext, RuleRow, check_book, read_rule_book,
    reading_with_findings,
};

/// Days told at most: a column of something else altogether needs no thousand sentences.
const UNREAD_HOLIDAYS_MAX: usize = 20;

/// Reads スコア設定; the ledger then remembers it. Without a row to read, the rows that were read last stay in force, else the shipped ones.
pub(super) fn read(world: &World<'_>, sheet: &Sheet<'_>, ledger: &mut Ledger) -> RuleBookReading {
    let told = sheet.rules.as_ref().map(rule_rows).filter(|rows| has_rule(rows));
    // A tab that is renamed, blocked or emptied must not put other rules in force: the last good ones stay.
    let rows = told.as_ref().unwrap_or(&ledger.rules.good_rows);
    let no_columns = Located::default();
    let context = RuleContext {
        contract: &world.settings.contract,
        words: &world.settings.words,
        lead_headers: sheet.leads.as_ref().map_or(&[], |part| &part.tab.headers),
        rule_columns: sheet.rules.as_ref().map_or(&no_columns, |part| &part.located),
        shipped: &world.settings.shipped_rules,
        title_ranks: &world.settings.title_ranks,
    };
    let mut reading = read_rule_book(rows, &ledger.rules, &context);
    if told.is_none() {
        reading.problems.push(no_rules_to_read(world, sheet, (rows.len(), &reading)));
        reading.rows = told_as_remembered(world, sheet, !rows.is_empty());
    }
    ledger.rules = reading.memory.clone();
    reading
}

fn has_rule(rows: &[RuleRow]) -> bool {
    rows.iter().any(|row| !row.cells.is_empty())
}

/// Which rules are in force while there are none to read.
fn no_rules_to_read(
    world: &World<'_>,
    sheet: &Sheet<'_>,
    (remembered, reading): (usize, &RuleBookReading),
) -> Problem {
    let title = world.settings.contract.title(TabKey::Rules);
    let (found, remedy) = match sheet.rules {
        None => (
            "no tab of this name with the headers of rules",
            "Give the tab and its headers their names back, or run `tossup init`",
        ),
        Some(_) => (
            "no row below the header",
            "Bring the rows back (undo, or the version history of the spreadsheet), or write rules",
        ),
    };
    let in_force = match remembered {
        0 => "the shipped rules are in force".to_owned(),
        rows => {
            format!("the {rows} rows that were read last stay in force, as rule set {}", reading.book.version)
        }
    };
    Problem {
        code: "rules_not_told",
        place: CellRef::tab(title),
        found: found.to_owned(),
        expected: "a row for each rule".to_owned(),
        remedy: format!("{remedy}; until then {in_force}."),
        is_blocking: false,
    }
}

/// What the first of the emptied rows tells; rules that are remembered stand in none of them.
fn told_as_remembered(world: &World<'_>, sheet: &Sheet<'_>, is_remembered: bool) -> Vec<String> {
    let key = if is_remembered { "rule_reading.remembered" } else { "rule_reading.shipped" };
    let told = world.settings.words.get(key).to_owned();
    let row_count = sheet.rules.as_ref().map_or(0, |part| part.tab.row_count());
    std::iter::once(told).chain(std::iter::repeat(String::new())).take(row_count).collect()
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
pub(super) fn plan_readings(part: &Part<'_>, rows: &[String], findings: &[Finding], draft: &mut Draft) {
    let Some(own) = part.own(ColumnKey::RuleReading) else { return };
    // What is odd about remembered rules belongs to none of the rows that are left.
    let findings = if has_rule(&rule_rows(part)) { findings } else { &[] };
    let text = |(index, row): (usize, &String)| match reading_with_findings(row, index, findings) {
        text if text.is_empty() => Some(CellText::Clear),
        text => Some(CellText::Text(text.into())),
    };
    draft.write(own, Reason::SettingRead, rows.iter().enumerate().map(text));
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
