//! What people do to the tabs that tossup laid: nothing stops, and the sheet or `check` says what stands otherwise than it should.

use serde_json::{Value as Json, json};

use crate::bad_input::assert_says;
use crate::commands::{LEADS, configure, run};
use crate::office::Office;
use crate::office_page::Page;

const NOW: &str = "2026-11-18 10:00";

fn rename(rules: &Page) -> Vec<Json> {
    let properties = json!({"sheetId": rules.sheet_id, "title": "設定(旧)"});
    vec![json!({"updateSheetProperties": {"properties": properties, "fields": "title"}})]
}

fn rename_headers(rules: &Page) -> Vec<Json> {
    [rules.rename_header("項目", "甲"), rules.rename_header("内容", "乙")].concat()
}

fn delete_rows(rules: &Page) -> Vec<Json> {
    (1..rules.rows.len()).flat_map(|_| rules.delete_row(1)).collect()
}

/// All that people typed is cleared; what tossup told beside it stays.
fn clear_cells(rules: &Page) -> Vec<Json> {
    let told = rules.column("読み取り結果");
    (1..rules.rows.len()).flat_map(|row| rules.clear_row(row, told)).collect()
}

#[tokio::test]
async fn a_rule_tab_without_rules_keeps_the_last_good_ones() {
    type Act = fn(&Page) -> Vec<Json>;
    let table: [(&str, Act, &str); 4] = [
        ("the tab is renamed", rename, "no tab of this name"),
        ("its headers are renamed", rename_headers, "no tab of this name with the headers of rules"),
        ("its rows are deleted", delete_rows, "no row below the header"),
        ("its cells are cleared", clear_cells, "no row below the header"),
    ];
    for (case, act, found) in table {
        let office = Office::open(NOW, &LEADS).await;
        configure(&office, "full", "");
        let mut daemon = office.daemon().await;
        let rules = office.desk.page("スコア設定").await;
        // Another number than the shipped one, so that falling back to that would show.
        office.desk.batch(rules.type_cell(rules.row_of("項目", "会社規模"), "配点", "8")).await;
        office.settle(&mut daemon, case).await;
        assert_eq!(office.desk.page("営業見込み客").await.texts("スコア合計"), ["28", "53"], "{case}");

        let rules = office.desk.page("スコア設定").await;
        office.desk.batch(act(&rules)).await;
        let leads = office.desk.page("営業見込み客").await;
        // Work goes on meanwhile: a lead that is typed now is scored by the kept rules.
        office.desk.batch(leads.type_named(3, &[("会社名", "新規商事"), ("従業員数", "200")])).await;
        let last = office.settle(&mut daemon, case).await;
        assert_eq!(office.desk.page("営業見込み客").await.texts("スコア合計"), ["28", "53", "8"], "{case}");
        let told = last.problems.iter().find(|problem| problem.code == "rules_not_told");
        let told = told.unwrap_or_else(|| panic!("{case}: {:?}", last.problems)).to_string();
        let in_force = format!("as rule set {}.", last.report.rule_version);
        assert!(told.contains(found) && told.ends_with(&in_force), "{case}: {told}");
        let said = run(office.folder.path(), &["check"]).await;
        assert_says(&said, 1, &["スコア設定", found, "that were read last stay in force", &in_force]);
        if case == "its cells are cleared" {
            let rules = office.desk.page("スコア設定").await;
            assert_eq!(
                rules.texts("読み取り結果"),
                ["ルールの行がないため、前回読み取ったルールを使用中"],
                "{case}"
            );
        }
    }
}

#[tokio::test]
async fn without_rules_and_without_memory_the_shipped_ones_are_in_force_and_told() {
    let office = Office::open(NOW, &LEADS).await;
    configure(&office, "full", "");
    let rules = office.desk.page("スコア設定").await;
    office.desk.batch(delete_rows(&rules)).await;
    let said = run(office.folder.path(), &["check"]).await;
    assert_says(&said, 1, &["no row below the header", "the shipped rules are in force", "1 findings"]);
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "shipped").await;
    assert_eq!(office.desk.page("営業見込み客").await.texts("スコア合計"), ["25", "50"]);
}

#[tokio::test]
async fn a_retyped_lead_id_of_a_hand_over_stops_nothing_and_is_told() {
    for (retyped, has_memory) in [("L-0000-0000", true), ("甲", true), ("", true), ("L-0000-0000", false)] {
        let case = format!("リードID becomes {retyped:?}, memory {has_memory}");
        let office = Office::open(NOW, &LEADS).await;
        configure(&office, "full", "");
        let mut daemon = office.daemon().await;
        office.settle(&mut daemon, &case).await;
        let handed = office.desk.page("トスアップリスト").await;
        let lead = handed.text(1, "リードID");
        office.desk.batch(handed.type_cell(1, "リードID", retyped)).await;
        if !has_memory {
            drop(daemon);
            office.lose_store();
            daemon = office.daemon().await;
        }
        let leads = office.desk.page("営業見込み客").await;
        let mut requests = leads.type_cell(1, "従業員数", "10");
        requests.extend(handed.type_cell(1, "対応状況", "対応中"));
        office.desk.batch(requests).await;
        let last = office.settle(&mut daemon, &case).await;

        let told = last.problems.iter().find(|problem| problem.code == "handoff_lead_retyped");
        let told = told.unwrap_or_else(|| panic!("{case}: {:?}", last.problems));
        assert!(!told.is_blocking && told.to_string().contains("トスアップリスト!"), "{case}: {told}");
        assert!(told.expected.contains(&lead) && told.found.contains(retyped), "{case}: {told}");
        assert_says(&run(office.folder.path(), &["check"]).await, 1, &["リードID", &lead, "Write it back"]);
        assert_eq!(office.desk.page("営業見込み客").await.texts("スコア合計"), ["20", "50"], "{case}");
        let handed = office.desk.page("トスアップリスト").await;
        assert_eq!(handed.rows.len(), 2, "{case}: nobody is handed over again: {:?}", handed.rows);
        assert_ne!(handed.text(1, "初回対応検知日時"), "", "{case}: the answer is seen");

        office.desk.batch(handed.type_cell(1, "リードID", &lead)).await;
        let last = office.settle(&mut daemon, &case).await;
        assert_eq!(last.problems, [], "{case}: written back");
    }
}
