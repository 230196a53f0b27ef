//! Which columns are read, and as which ranges.

use std::collections::{BTreeMap, BTreeSet};

use crate::decide::book::{
    ColumnKey, Contract, Structure, TabContract, TabKey, TabStructure, column_letters, header_key,
    quote_title,
};
use crate::seam::ReadRequest;

/// The columns to read of each tab, by title, in the workbook's order.
pub(super) type Wanted<'a> = Vec<(&'a str, BTreeSet<u32>)>;

/// The tabs that the contract knows: one for each key, the one spelled as in the contract before one found by a synonym.
pub(super) fn known_tabs<'a>(
    structure: &'a Structure,
    contract: &'a Contract,
) -> Vec<(&'a TabContract, &'a TabStructure)> {
    let mut found: BTreeMap<TabKey, (&TabContract, &TabStructure)> = BTreeMap::new();
    for tab in &structure.tabs {
        let Some(known) = contract.tab_by_title(&tab.title) else { continue };
        let is_exact = tab.title == known.title;
        if is_exact || !found.contains_key(&known.key) {
            found.insert(known.key, (known, tab));
        }
    }
    found.into_values().collect()
}

/// The columns that a pass looks at.
pub(super) fn wanted<'a>(
    structure: &'a Structure,
    contract: &'a Contract,
    request: &ReadRequest,
) -> Wanted<'a> {
    known_tabs(structure, contract)
        .into_iter()
        .map(|(known, tab)| {
            (tab.title.as_str(), wanted_columns(contract, known, &tab.header_texts(), request))
        })
        .collect()
}

/// The columns of one tab that a pass looks at, from the tab's headers.
pub(super) fn wanted_columns(
    contract: &Contract,
    known: &TabContract,
    headers: &[String],
    request: &ReadRequest,
) -> BTreeSet<u32> {
    let located = known.locate(headers);
    // History only grows; its keys alone are read again, to learn the fate of a write.
    if known.key == TabKey::History {
        return located
            .position(ColumnKey::HistoryId)
            .into_iter()
            .filter(|_| request.has_history_keys)
            .collect();
    }
    let mut positions: BTreeSet<u32> = located.positions.into_values().collect();
    if known.key == TabKey::Leads {
        let names = contract.field_headers.values().flatten().chain(&request.extra_headers);
        let names: BTreeSet<String> =
            names.map(|name| header_key(name)).filter(|key| !key.is_empty()).collect();
        let is_named = |header: &str| names.contains(&header_key(header));
        positions.extend(
            (0u32..).zip(headers).filter(|(_, header)| is_named(header)).map(|(position, _)| position),
        );
    }
    positions
}

/// The ranges of one call: row 1 of each tab, then the wanted columns, neighbours together.
///
/// A gap is never read along: it may be a column of long notes.
pub(super) fn a1_ranges(wanted: &Wanted<'_>) -> Vec<String> {
    let mut ranges = Vec::new();
    for (title, columns) in wanted {
        let title = quote_title(title);
        ranges.push(format!("{title}!1:1"));
        for (first, last) in runs(columns) {
            ranges.push(format!("{title}!{}:{}", column_letters(first), column_letters(last)));
        }
    }
    ranges
}

/// Runs of neighbours, first and last.
fn runs(columns: &BTreeSet<u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &column in columns {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == column => *last = column,
            _ => runs.push((column, column)),
        }
    }
    runs
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::decide::book::{ColumnContract, ColumnKey, HeaderCell, Owner};

    fn column(key: ColumnKey, header: &str, owner: Owner) -> ColumnContract {
        ColumnContract {
            key,
            header: header.to_owned(),
            synonyms: vec![format!("{header}名")],
            owner,
            is_required: false,
            is_laid: true,
        }
    }

    fn tab(key: TabKey, title: &str, columns: Vec<ColumnContract>) -> TabContract {
        TabContract { key, title: title.to_owned(), synonyms: vec![format!("{title}リスト")], columns }
    }

    pub(in crate::edge::google) fn contract() -> Contract {
        let leads = vec![
            column(ColumnKey::LeadCompany, "会社", Owner::Person),
            column(ColumnKey::LeadPerson, "担当", Owner::Person),
            column(ColumnKey::LeadScore, "スコア合計", Owner::Tossup),
            column(ColumnKey::LeadPriority, "優先度", Owner::Tossup),
        ];
        let history = vec![column(ColumnKey::HistoryId, "ID", Owner::Added)];
        Contract {
            tabs: vec![tab(TabKey::Leads, "営業見込み客", leads), tab(TabKey::History, "履歴", history)],
            field_headers: BTreeMap::from([("capital_yen".to_owned(), vec!["資本金".to_owned()])]),
        }
    }

    pub(in crate::edge::google) fn sheet(sheet_id: i64, title: &str, headers: &[&str]) -> TabStructure {
        let headers = headers
            .iter()
            .map(|text| HeaderCell { text: (*text).to_owned(), ..HeaderCell::default() })
            .collect();
        TabStructure {
            sheet_id,
            title: title.to_owned(),
            column_count: 26,
            headers,
            ..TabStructure::default()
        }
    }

    fn ranges_of(tabs: Vec<TabStructure>, extra: &[&str]) -> Vec<String> {
        let structure = Structure { tabs, ..Structure::default() };
        let extra_headers = extra.iter().map(|text| (*text).to_owned()).collect();
        let request = ReadRequest { extra_headers, ..ReadRequest::default() };
        a1_ranges(&wanted(&structure, &contract(), &request))
    }

    #[test]
    fn used_columns_are_read_with_their_headers_and_neighbours_together() {
        let leads = sheet(
            0,
            "営業見込み客",
            &["会社", "担当名", "メモ", "スコア合計", "", "資本金", "地域", "優先度"],
        );
        assert_eq!(
            ranges_of(vec![leads.clone()], &[]),
            [
                "'営業見込み客'!1:1",
                "'営業見込み客'!A:B",
                "'営業見込み客'!D:D",
                "'営業見込み客'!F:F",
                "'営業見込み客'!H:H"
            ]
        );
        assert_eq!(
            ranges_of(vec![leads], &["地 域"]),
            ["'営業見込み客'!1:1", "'営業見込み客'!A:B", "'営業見込み客'!D:D", "'営業見込み客'!F:H"]
        );
    }

    #[test]
    fn history_is_read_for_its_header_or_its_keys_and_a_foreign_tab_not_at_all() {
        let tabs = vec![sheet(1, "履歴", &["ID"]), sheet(2, "売上", &["会社"])];
        assert_eq!(ranges_of(tabs.clone(), &[]), ["'履歴'!1:1"]);
        let structure = Structure { tabs, ..Structure::default() };
        let request = ReadRequest { has_history_keys: true, ..ReadRequest::default() };
        assert_eq!(a1_ranges(&wanted(&structure, &contract(), &request)), ["'履歴'!1:1", "'履歴'!A:A"]);
    }

    #[test]
    fn of_two_tabs_for_one_key_the_one_spelled_as_in_the_contract_is_read() {
        let tabs = vec![sheet(1, "営業見込み客リスト", &["会社"]), sheet(2, "営業見込み客", &["会社"])];
        assert_eq!(ranges_of(tabs, &[]), ["'営業見込み客'!1:1", "'営業見込み客'!A:A"]);
        let tabs = vec![sheet(1, "it's", &[]), sheet(2, "営業見込み客リスト", &["会社"])];
        assert_eq!(ranges_of(tabs, &[]), ["'営業見込み客リスト'!1:1", "'営業見込み客リスト'!A:A"]);
    }
}
