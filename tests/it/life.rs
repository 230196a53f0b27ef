//! People and the daemon in one sheet: whatever people do, their cells stay, the scores follow, and nobody is handed over twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::leads::{ARTICLE, BROKEN, DOUBTFUL, LOW, QUALIFIED, QUALIFIED_IN_FULL_WIDTH};
use crate::life_oracle::{Points, check_leads, points_of};
use crate::office::{Daemon, Office, at};
use crate::office_page::Page;

/// The article's example, two leads that qualify, and one of each doubtful kind.
const LEADS: [&[&str]; 6] = [ARTICLE, QUALIFIED, QUALIFIED_IN_FULL_WIDTH, LOW, DOUBTFUL, BROKEN];

const NOW: &str = "2026-11-18 10:00";

struct Trial {
    office: Office,
    daemon: Daemon,
}

impl Trial {
    async fn open() -> Self {
        let office = Office::open(NOW, &LEADS).await;
        let mut daemon = office.daemon().await;
        office.settle(&mut daemon, "the first look").await;
        Self { office, daemon }
    }

    async fn leads(&self) -> Page {
        self.office.desk.page("営業見込み客").await
    }

    async fn handoffs(&self) -> Page {
        self.office.desk.page("トスアップリスト").await
    }

    /// A person acts on the lead tab, the daemon looks until rest; every row is as a fresh computation has it.
    async fn act(&mut self, case: &str, act: impl FnOnce(&Page) -> Vec<Json>) -> Page {
        let requests = act(&self.leads().await);
        self.office.desk.batch(requests).await;
        self.rest(case).await
    }

    /// The same act, between a read and the write that follows it. Something else has to be written for that: a score that a person overtyped.
    async fn act_meanwhile(&mut self, case: &str, act: impl FnOnce(&Page) -> Vec<Json>) -> Page {
        let page = self.leads().await;
        let overtyped: Vec<Json> =
            (1..page.rows.len()).flat_map(|row| page.type_cell(row, "スコア合計", "999")).collect();
        self.office.desk.batch(overtyped).await;
        self.office.interrupt(act(&page));
        self.rest(case).await
    }

    async fn rest(&mut self, case: &str) -> Page {
        self.office.settle(&mut self.daemon, case).await;
        let page = self.leads().await;
        check_leads(&page, &Points::shipped(), case);
        page
    }

    async fn handed(&self) -> Vec<String> {
        self.handoffs().await.texts("企業名")
    }
}

fn ids_by_company(page: &Page) -> BTreeMap<String, String> {
    page.texts("会社名")
        .into_iter()
        .zip(page.texts("リードID"))
        .filter(|(company, _)| !company.is_empty())
        .collect()
}

type Act = fn(&Page) -> Vec<Json>;

/// Acts after which every lead of before still is the same lead, and nobody new is handed over.
const HARMLESS: [(&str, Act); 17] = [
    ("a comment is typed", |page| page.type_cell(1, "接触履歴", "来月に再度")),
    ("rows are inserted in the middle", |page| page.insert_rows(2, 3)),
    ("all is sorted", |page| page.sort_all("会社名", true)),
    ("the list is sorted without the id column", |page| {
        page.sort((0, page.column("リードID")), "会社名", false)
    }),
    ("one column is sorted along with half of the list", |page| page.sort((0, 11), "担当者名", true)),
    ("own columns alone are sorted", |page| {
        page.sort((page.column("リードID"), page.column("要確認") + 1), "リードID", true)
    }),
    ("a row is cut and pasted below", |page| page.cut_row(2, page.rows.len() + 2)),
    ("a header is renamed to a synonym", |page| page.rename_header("会社名", "企業名")),
    ("an own header is renamed to a synonym", |page| page.rename_header("優先度", "優先順位")),
    ("a column is added on the left", |page| page.insert_column(0, "メモ")),
    ("a column is added in the middle", |page| page.insert_column(page.column("優先度"), "社内メモ")),
    ("a column is moved", |page| page.move_column("スコア合計", 1)),
    ("an id is overtyped", |page| page.type_cell(2, "リードID", "わたしの番号")),
    ("two ids are swapped", |page| {
        let (one, two) = (page.text(1, "リードID"), page.text(2, "リードID"));
        [page.type_cell(1, "リードID", &two), page.type_cell(2, "リードID", &one)].concat()
    }),
    ("all ids are cleared", |page| {
        (1..page.rows.len()).flat_map(|row| page.type_cell(row, "リードID", "")).collect()
    }),
    ("a score and a label are overtyped", |page| {
        page.type_named(1, &[("スコア合計", "50"), ("優先度", "高"), ("スコア内訳", "")])
    }),
    ("a formula is put into an own column", |page| page.type_cell(3, "スコア合計", "=1+1")),
];

/// After the act: scores right, ids kept, nobody handed over again.
async fn check_harmless(is_meanwhile: bool) {
    let mut trial = Trial::open().await;
    let handed = trial.handed().await;
    assert_eq!(handed, ["青空精機", "雲間工業"], "the leads that qualify");
    for (case, act) in HARMLESS {
        let before = ids_by_any_company(&trial.leads().await);
        let page =
            if is_meanwhile { trial.act_meanwhile(case, act).await } else { trial.act(case, act).await };
        assert_eq!(ids_by_any_company(&page), before, "{case}: the same leads");
        assert_eq!(trial.handed().await, handed, "{case}: nobody is handed over again");
        // Headers back to their own names for the next act.
        let mut back = Vec::new();
        for (other, name) in [("企業名", "会社名"), ("優先順位", "優先度")] {
            if page.headers().iter().any(|header| header == other) {
                back.extend(page.rename_header(other, name));
            }
        }
        if !back.is_empty() {
            trial.office.desk.batch(back).await;
            trial.rest("the header gets its name back").await;
        }
    }
}

fn ids_by_any_company(page: &Page) -> BTreeMap<String, String> {
    let name =
        if page.headers().iter().any(|header| header == "会社名") { "会社名" } else { "企業名" };
    page.texts(name)
        .into_iter()
        .zip(page.texts("リードID"))
        .filter(|(company, _)| !company.is_empty())
        .collect()
}

#[tokio::test]
async fn whatever_people_do_to_the_list_every_lead_stays_itself() {
    check_harmless(false).await;
}

#[tokio::test]
async fn whatever_people_do_between_read_and_write_every_lead_stays_itself() {
    check_harmless(true).await;
}

#[tokio::test]
async fn the_first_look_writes_what_the_article_says() {
    let trial = Trial::open().await;
    let page = trial.leads().await;
    check_leads(&page, &Points::shipped(), "the first look");
    let row = page.row_of("担当者名", "田中一郎");
    let shown =
        ["属性点", "行動点", "スコア合計", "優先度", "ステータス"].map(|header| page.text(row, header));
    assert_eq!(shown, ["10", "15", "25", "中", "将来性あり"]);
    assert!(
        page.text(page.row_of("会社名", "水面電設"), "要確認").contains("従業員数"),
        "the empty cell is named"
    );
}

#[tokio::test]
async fn a_copied_row_is_a_new_lead_of_a_known_person() {
    let mut trial = Trial::open().await;
    let before = ids_by_company(&trial.leads().await);
    for (case, from, to) in [("below", "青空精機", 4), ("above", "雲間工業", 1)] {
        let page = trial.act(case, |page| page.copy_row(page.row_of("会社名", from), to)).await;
        assert_eq!(page.texts("会社名").iter().filter(|company| *company == from).count(), 2, "{case}");
        let ids: BTreeSet<String> = page.texts("リードID").into_iter().collect();
        assert!(before.values().all(|id| ids.contains(id)), "{case}: no id is lost");
        assert_eq!(trial.handed().await, ["青空精機", "雲間工業"], "{case}: the copy is not handed over");
    }
    let case = "a copied row that becomes another person";
    let act = |page: &Page| {
        let copied = page.copy_row(2, 3);
        let renamed = page
            .type_named(3, &[("会社名", "別会社"), ("担当者名", "別人"), ("連絡先", "betsu@example.co.jp")]);
        [copied, renamed].concat()
    };
    let company = trial.leads().await.text(2, "会社名");
    let score = trial.leads().await.text(2, "スコア合計");
    let page = trial.act(case, act).await;
    assert_eq!(
        (page.text(2, "会社名"), page.text(2, "スコア合計")),
        (company, score),
        "{case}: the original"
    );
    let expected = if page.text(3, "スコア合計").parse::<i32>().unwrap_or(0) >= 30 { 1 } else { 0 };
    let handed = trial.handed().await;
    assert_eq!(handed.iter().filter(|company| *company == "別会社").count(), expected, "{case}");
}

#[tokio::test]
async fn a_copied_row_without_a_person_is_not_handed_over_again() {
    let mut trial = Trial::open().await;
    let case = "a lead with a company alone qualifies";
    let row = ["無人商会", "", "製造業", "120", "", "1", "参加済み", "5", "", "", ""];
    trial.act(case, |page| page.type_row(page.rows.len(), &row)).await;
    assert_eq!(trial.handed().await, ["青空精機", "雲間工業", "無人商会"], "{case}");
    let case = "its row is copied";
    trial.act(case, |page| page.copy_row(page.row_of("会社名", "無人商会"), 2)).await;
    assert_eq!(trial.handed().await, ["青空精機", "雲間工業", "無人商会"], "{case}");
}

#[tokio::test]
async fn a_deleted_lead_closes_its_hand_over_and_comes_back_with_it() {
    let mut trial = Trial::open().await;
    let row = trial.leads().await.row_of("会社名", "青空精機");
    let cells: Vec<String> = trial.leads().await.rows[row].iter().map(crate::office_page::text_of).collect();
    trial.act("a row is deleted", |page| page.delete_row(row)).await;
    let state = |page: &Page, company: &str| page.text(page.row_of("企業名", company), "状態");
    assert_eq!(state(&trial.handoffs().await, "青空精機"), "削除");
    assert_eq!(state(&trial.handoffs().await, "雲間工業"), "期限内");
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let page = trial.act("the row is typed again", |page| page.type_row(page.rows.len(), &cells[..11])).await;
    assert_eq!(page.text(page.row_of("会社名", "青空精機"), "リードID"), cells[page.column("リードID")]);
    assert_eq!(state(&trial.handoffs().await, "青空精機"), "期限内");
    assert_eq!(trial.handed().await, ["青空精機", "雲間工業"]);
}

#[tokio::test]
async fn an_emptied_row_loses_what_tossup_wrote_there() {
    let mut trial = Trial::open().await;
    for (case, columns) in [("the person's cells", 8), ("the whole row", 26)] {
        let page = trial.act(case, |page| {
            let named = page.type_named(3, &[("獲得経路", ""), ("連絡先", ""), ("接触履歴", "")]);
            [page.clear_row(3, columns), named].concat()
        });
        let page = page.await;
        assert!(
            page.rows.get(3).is_none_or(|row| row.iter().all(|cell| cell == "")),
            "{case}: {:?}",
            page.rows.get(3)
        );
    }
}

#[tokio::test]
async fn rows_of_the_hand_over_list_are_sales_own() {
    let mut trial = Trial::open().await;
    let list = trial.handoffs().await;
    let feedback = [("対応状況", "アポ取得済み"), ("結果", "商談化"), ("コメント(任意)", "=来月")];
    trial.office.desk.batch(list.type_named(1, &feedback[..2])).await;
    trial.rest("feedback").await;
    assert_eq!(trial.handoffs().await.text(1, "状態"), "対応済");
    assert_eq!(trial.handoffs().await.text(1, "初回対応検知日時"), NOW);
    for (case, act) in [
        ("sorted", list.sort_all("企業名", true)),
        ("a row is copied by a person", list.copy_row(1, 3)),
        ("a frozen score is overtyped", list.type_cell(2, "スコア", "1")),
        ("the state is overtyped", list.type_cell(1, "状態", "完了")),
        ("a column is inserted", list.insert_column(3, "社内番号")),
    ] {
        trial.office.desk.batch(act).await;
        trial.rest(case).await;
    }
    let list = trial.handoffs().await;
    let rows = list.rows.len();
    trial.office.desk.batch(list.delete_row(1)).await;
    trial.rest("a row is deleted").await;
    assert_eq!(trial.handoffs().await.rows.len(), rows - 1, "it does not come back");
    let Trial { office, daemon } = trial;
    drop(daemon);
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "a restart").await;
    assert_eq!(office.desk.page("トスアップリスト").await.rows.len(), rows - 1, "nor after a restart");
}

#[tokio::test]
async fn a_changed_rule_scores_everybody_anew_and_freezes_what_was_handed_over() {
    let mut trial = Trial::open().await;
    let frozen = trial.handoffs().await.texts("スコア");
    let rules = trial.office.desk.page("スコア設定").await;
    trial.office.desk.batch(rules.type_cell(rules.row_of("項目", "過去の行動"), "配点", "20")).await;
    trial.office.settle(&mut trial.daemon, "a rule is changed").await;
    let points = points_of(&trial.office.desk.page("スコア設定").await);
    check_leads(&trial.leads().await, &points, "a rule is changed");
    let list = trial.handoffs().await;
    assert_eq!(
        list.texts("企業名"),
        ["青空精機", "雲間工業", "株式会社", "山彦部品"],
        "35 and 30 points qualify now"
    );
    assert_eq!(list.texts("スコア")[..2], frozen[..2], "what was handed over keeps its score");
    let versions: BTreeSet<String> = list.texts("ルール版").into_iter().collect();
    assert_eq!(versions.len(), 2, "{versions:?}");
}

#[tokio::test]
async fn a_changed_pass_costs_one_read_and_one_write_and_a_quiet_one_no_write() {
    let mut trial = Trial::open().await;
    let page = trial.leads().await;
    trial.office.desk.batch(page.type_cell(1, "従業員数", "10")).await;
    let cost = async |trial: &mut Trial| {
        trial.office.desk.forget_calls().await;
        trial.daemon.pass().await.expect("a pass");
        trial.office.desk.calls().await
    };
    let read = ("spreadsheets.values.batchGet".to_owned(), 1);
    let write = |method: &str| (format!("spreadsheets.{method}"), 1);
    let cells = BTreeMap::from([read.clone(), write("values.batchUpdateByDataFilter")]);
    assert_eq!(cost(&mut trial).await, cells, "the pass that writes cells");
    let rows = BTreeMap::from([read.clone(), write("batchUpdate")]);
    assert_eq!(cost(&mut trial).await, rows, "the pass that writes the record of it");
    assert_eq!(cost(&mut trial).await, BTreeMap::from([read]), "the pass that verifies");
}

#[tokio::test]
async fn a_lost_store_doubles_nothing() {
    let mut trial = Trial::open().await;
    trial.act("a copy of a lead that was handed over", |page| page.copy_row(2, 3)).await;
    trial.act("a deleted lead", |page| page.delete_row(page.row_of("会社名", "雲間工業"))).await;
    trial.act("a changed score", |page| page.type_cell(1, "従業員数", "10")).await;
    trial.office.clock.set(at("2026-11-24 09:00"));
    trial.rest("the day of the meeting").await;
    let before = trial.office.desk.pages().await;
    let Trial { office, daemon } = trial;
    drop(daemon);
    office.lose_store();
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "after the loss").await;
    for (was, is) in before.iter().zip(&office.desk.pages().await) {
        assert_eq!(was.rows, is.rows, "{}", was.title);
    }
    let mut trial = Trial { office, daemon };
    trial.act("a score changes after the loss", |page| page.type_cell(1, "従業員数", "120")).await;
    let ids = trial.office.desk.page("履歴").await.texts("履歴ID");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "keys of 履歴 stay apart: {ids:?}");
}
