//! Ranges of an answer, joined to tabs.

use super::super::ranges::wanted_columns;
use super::{Decoded, DecodedRange};
use crate::decide::book::{ColumnCells, Contract, Handle, Snapshot, Structure, Tab, TabKey, TextPool};
use crate::seam::ReadRequest;

/// Joins the ranges of an answer to a snapshot; the range that starts at row 1 gives the headers.
///
/// Shape: one tab for each title, in the order of the answer. With a structure, ids, tags and the size of the grid come from it, and tabs
/// that it does not have are left out; without one (a saved answer), the first tab has id 0, the next 1, and so on.
pub fn assemble(decoded: Decoded, structure: Option<&Structure>) -> Snapshot {
    let Decoded { ranges, texts } = decoded;
    let mut tabs: Vec<Tab> = Vec::new();
    for range in ranges {
        let index = match tabs.iter().position(|tab| tab.title == range.title) {
            Some(index) => index,
            None => {
                let Some(tab) = new_tab(&range.title, tabs.len(), structure) else { continue };
                tabs.push(tab);
                tabs.len() - 1
            }
        };
        join(&mut tabs[index], range, &texts);
    }
    for tab in &mut tabs {
        trim_headers(tab);
        tab.columns.sort_by_key(|column| column.position);
    }
    Snapshot { tabs, texts }
}

fn new_tab(title: &str, index: usize, structure: Option<&Structure>) -> Option<Tab> {
    let Some(structure) = structure else {
        let sheet_id = i64::try_from(index).unwrap_or(i64::MAX);
        return Some(Tab { sheet_id, title: title.to_owned(), ..Tab::default() });
    };
    structure.tab(title).map(|known| Tab {
        sheet_id: known.sheet_id,
        title: title.to_owned(),
        bindings: known.bindings.clone(),
        ..Tab::default()
    })
}

fn join(tab: &mut Tab, range: DecodedRange, texts: &TextPool) {
    let is_header_only = range.first_row == 1 && range.last_row == Some(1);
    let asked = range.last_column.map_or(0, |last| (last + 1).saturating_sub(range.first_column));
    let positions = range.first_column..;
    for (position, cells) in positions.zip(range.columns) {
        let cells = if range.first_row == 1 { below_header(tab, position, cells, texts) } else { cells };
        if !is_header_only && tab.column_at(position).is_none() {
            tab.columns.push(ColumnCells { position, cells: lowered(cells, range.first_row) });
        }
    }
    if !is_header_only {
        add_empty_columns(tab, range.first_column, asked);
    }
}

/// Puts the first cell into the headers and gives back the rest.
fn below_header(tab: &mut Tab, position: u32, mut cells: Vec<Handle>, texts: &TextPool) -> Vec<Handle> {
    let Some(&header) = cells.first() else { return cells };
    cells.remove(0);
    if !header.is_empty() {
        let index = position as usize;
        if tab.headers.len() <= index {
            tab.headers.resize(index + 1, String::new());
        }
        tab.headers[index] = texts.text(header).into_owned();
    }
    cells
}

/// The cells as they stand from row 2 on.
fn lowered(cells: Vec<Handle>, first_row: u32) -> Vec<Handle> {
    let gap = first_row.saturating_sub(2) as usize;
    if gap == 0 { cells } else { std::iter::repeat_n(Handle::EMPTY, gap).chain(cells).collect() }
}

/// Columns that were asked for and hold nothing are cut from the answer; they were read nevertheless.
fn add_empty_columns(tab: &mut Tab, first: u32, count: u32) {
    let end = first.saturating_add(count).min(u32::try_from(tab.headers.len()).unwrap_or(u32::MAX));
    for position in first..end {
        if tab.column_at(position).is_none() {
            tab.columns.push(ColumnCells { position, cells: Vec::new() });
        }
    }
}

/// Lets go of the columns of the lead tab that a pass does not read, so that a saved answer is planned from as a fresh one.
///
/// Shape: with スコア設定 among the tabs nothing goes: the team's own rules may look at any column.
pub fn let_go_unread(snapshot: &mut Snapshot, contract: &Contract) {
    if snapshot.tab(contract, TabKey::Rules).is_some() {
        return;
    }
    for tab in &mut snapshot.tabs {
        let known = contract.tab_by_title(&tab.title).filter(|known| known.key == TabKey::Leads);
        let Some(known) = known else { continue };
        let wanted = wanted_columns(contract, known, &tab.headers, &ReadRequest::default());
        tab.columns.retain(|column| wanted.contains(&column.position));
    }
}

fn trim_headers(tab: &mut Tab) {
    while tab.headers.last().is_some_and(String::is_empty) {
        tab.headers.pop();
    }
}
