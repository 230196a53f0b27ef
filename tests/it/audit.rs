//! The second opinion on a plan: whatever a planner came up with, this much must hold, or nothing is written.

use std::sync::Arc;

use tossup::config;
use tossup::decide::book::{Binding, ColumnCells, ColumnKey, Contract, Snapshot, Tab, TabKey, TextPool};
use tossup::decide::plan::{AddedCell, Addition, CellText, ColumnWrite, Plan, Reason, audit};

fn contract() -> Contract {
    config::shipped().expect("the shipped settings").core.contract
}

/// A lead tab with one lead, a tagged score in column B, and a hand-over list that holds `T-1`.
fn sheet() -> Snapshot {
    let mut texts = TextPool::default();
    let [company, key] = ["青空精機", "T-1"].map(|text| texts.add_text(text));
    let column = |position, cells| ColumnCells { position, cells };
    let tab = |title: &str, headers: &[&str], columns| Tab {
        title: title.to_owned(),
        headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        columns,
        ..Tab::default()
    };
    let mut leads =
        tab("営業見込み客", &["会社名", "スコア合計"], vec![column(0, vec![company]), column(1, Vec::new())]);
    leads.bindings = vec![Binding { column: ColumnKey::LeadScore, metadata_id: 7, position: 1 }];
    let handoffs = tab("トスアップリスト", &["引き渡しID"], vec![column(0, vec![key])]);
    Snapshot { tabs: vec![leads, handoffs], texts }
}

fn write() -> ColumnWrite {
    ColumnWrite {
        tab: TabKey::Leads,
        column: ColumnKey::LeadScore,
        metadata_id: 7,
        cells: vec![1].into(),
        ids: Vec::new(),
        reason: Reason::FirstValue,
    }
}

fn row(tab: TabKey, key: &str, text: &str) -> Addition {
    let cells = vec![AddedCell { position: 0, value: CellText::Text(text.into()) }];
    Addition { tab, sheet_id: 1, key: key.to_owned(), cells, reason: Reason::Qualified }
}

fn check(case: &str, writes: Vec<ColumnWrite>, additions: Vec<Addition>, expected: &[&str]) {
    let values = vec![CellText::Number(25.0)];
    let plan =
        Plan { values, writes: writes.into_iter().map(Arc::new).collect(), additions, notes: Vec::new() };
    let found = audit(plan, &sheet(), &contract()).err().unwrap_or_default();
    let codes: Vec<&str> = found.iter().map(|violation| violation.code).collect();
    assert_eq!(codes, expected, "{case}");
}

#[test]
fn a_sound_plan_passes() {
    check("a score and a row", vec![write()], vec![row(TabKey::Handoffs, "T-2", "T-2")], &[]);
}

#[test]
fn a_write_outside_our_own_tagged_cells_is_refused() {
    let person = ColumnWrite { column: ColumnKey::LeadCompany, ..write() };
    let codes = ["write_to_a_column_that_is_not_ours", "write_without_the_columns_tag"];
    check("a person's column", vec![person], Vec::new(), &codes);
    let foreign = ColumnWrite { metadata_id: 8, ..write() };
    check("another tag", vec![foreign], Vec::new(), &["write_without_the_columns_tag"]);
    let below = ColumnWrite { cells: vec![0, 1].into(), ..write() };
    check("a row that is not there", vec![below], Vec::new(), &["write_below_the_last_row"]);
    let unknown = ColumnWrite { cells: vec![2].into(), ..write() };
    check("a value that is not there", vec![unknown], Vec::new(), &["value_that_is_not_in_the_plan"]);
}

#[test]
fn a_row_that_could_happen_twice_is_refused() {
    check(
        "a key in the sheet",
        Vec::new(),
        vec![row(TabKey::Handoffs, "T-1", "T-1")],
        &["row_that_is_already_in_the_sheet"],
    );
    let twins = vec![row(TabKey::Handoffs, "T-2", "T-2"), row(TabKey::Handoffs, "T-2", "T-2")];
    check("one key twice", Vec::new(), twins, &["row_without_a_key_of_its_own"]);
    check(
        "no key in the row",
        Vec::new(),
        vec![row(TabKey::Handoffs, "T-2", "x")],
        &["row_that_does_not_hold_its_key"],
    );
    check(
        "a person's tab",
        Vec::new(),
        vec![row(TabKey::Leads, "T-2", "T-2")],
        &["row_for_a_tab_that_is_not_ours"],
    );
}

#[test]
fn a_text_longer_than_a_cell_is_refused() {
    let long = "長".repeat(50_001);
    let codes = ["cell_longer_than_google_takes", "row_that_does_not_hold_its_key"];
    check("50,001 characters", Vec::new(), vec![row(TabKey::Handoffs, "T-2", &long)], &codes);
}
