//! Rows sorted, inserted, deleted and added in the page of a running demo: every lead keeps its cells and its score, and nobody is handed over twice.

use serde_json::Value as Json;

use tossup::config;
use tossup::decide::book::{Contract, Owner, TabKey};

use crate::commands::demo_folder;
use crate::office::Desk;
use crate::office_page::Page;
use crate::product::start;
use crate::webdriver::{Browser, key};

/// A lead that is handed over already; it is typed into after every act.
const WATCHED: &str = "株式会社ひだまりマート";
/// Another one that is handed over, to be deleted.
const DELETED: &str = "ことのはテクノロジー(株)";
const ADDED: [&str; 10] = [
    "新着架空商会",
    "新着 一",
    "製造業",
    "300",
    "部長",
    "2",
    "参加",
    "5",
    "紹介",
    "hajime@shinchaku.example.co.jp",
];

/// The running demo: its page in a browser, and the API beside it.
struct Room {
    browser: Browser,
    desk: Desk,
    contract: Contract,
}

/// A row as what people typed and what tossup wrote beside it.
type Row = (Vec<Json>, Vec<Json>);

/// The leads and the hand-overs at one moment, in an order of their own.
#[derive(Debug, PartialEq)]
struct State {
    leads: Vec<Row>,
    handed_over: Vec<Vec<Json>>,
}

impl Room {
    async fn leads(&self) -> Page {
        self.desk.page("営業見込み客").await
    }

    fn rows(&self, page: &Page, key: TabKey) -> Vec<Row> {
        let tab = self.contract.tab(key).expect("a tab of the contract");
        let own: Vec<usize> = tab
            .columns
            .iter()
            .filter(|column| column.owner == Owner::Tossup)
            .map(|column| page.column(&column.header))
            .collect();
        let is_filled = |cell: &Json| *cell != "" && !cell.is_null();
        let width = page.headers().len();
        let cell = |row: &Vec<Json>, at: usize| row.get(at).cloned().filter(is_filled).unwrap_or_default();
        let mut rows: Vec<Row> = page.rows[1..]
            .iter()
            .filter(|row| row.iter().any(is_filled))
            .map(|row| {
                let typed = (0..width).filter(|at| !own.contains(at)).map(|at| cell(row, at)).collect();
                (typed, own.iter().map(|at| cell(row, *at)).collect())
            })
            .collect();
        rows.sort_by_key(|(typed, own)| format!("{typed:?}{own:?}"));
        rows
    }

    async fn state(&self) -> State {
        let handed_over = self.desk.page("トスアップリスト").await;
        let handed_over = self.rows(&handed_over, TabKey::Handoffs).into_iter().map(|(row, _)| row);
        State { leads: self.rows(&self.leads().await, TabKey::Leads), handed_over: handed_over.collect() }
    }

    /// Scrolls to a row of the tab, counted from 0 with the header; only rows in sight are elements.
    async fn scroll_to(&self, row: usize) {
        let top = (27 * row.saturating_sub(5)).to_string();
        self.browser.run("document.getElementById('grid').scrollTop = Number(arguments[0])", &[&top]).await;
    }

    /// Clicks a cell of a lead, once the page shows the lead where the API has it. Gives the lead's row.
    async fn select(&self, company: &str, column: char) -> usize {
        let row = self.leads().await.row_of("会社名", company);
        self.scroll_to(row).await;
        self.browser.shows(&format!("#cell-A{}", row + 1), company).await;
        self.browser.click(&format!("#cell-{column}{}", row + 1)).await;
        row
    }

    async fn shows(&self, row: usize, cells: [(char, &str); 4]) {
        for (column, text) in cells {
            self.browser.shows(&format!("#cell-{column}{}", row + 1), text).await;
        }
    }

    /// Types into the watched lead and takes it back. Both times the scores follow in the page; the second time proves that every look
    /// that the act before caused has come to its end.
    async fn type_into_watched(&self) {
        for (employees, shown) in [
            (
                "30名",
                [
                    ('L', "25"),
                    ('M', "中"),
                    ('Q', "将来性あり"),
                    ('R', "担当者役職+10 イベント参加+15 =25｜会社規模0 業種0 過去の行動0 Web行動0"),
                ],
            ),
            (
                "120",
                [
                    ('L', "30"),
                    ('M', "高"),
                    ('Q', "今すぐ対応"),
                    ('R', "会社規模+5 担当者役職+10 イベント参加+15 =30｜業種0 過去の行動0 Web行動0"),
                ],
            ),
        ] {
            let row = self.select(WATCHED, 'D').await;
            self.browser.press(&format!("{employees}{}", key::ENTER)).await;
            self.shows(row, shown).await;
        }
    }

    async fn until_leads(&self, what: &str, holds: impl Fn(&Page) -> bool) {
        self.browser.until(what, async || holds(&self.leads().await)).await;
    }
}

async fn sort(room: &Room) {
    let before = room.leads().await;
    room.select(WATCHED, 'D').await;
    room.browser.click("#sort-up").await;
    room.until_leads("sorted", |page| page.texts("会社名") != before.texts("会社名")).await;
    assert_ne!(room.leads().await.row_of("会社名", WATCHED), before.row_of("会社名", WATCHED), "it moved");
}

async fn insert_above_watched(room: &Room) {
    let row = room.select(WATCHED, 'A').await;
    room.browser.click("#insert-row").await;
    room.until_leads("a row more above", |page| page.text(row + 1, "会社名") == WATCHED).await;
}

async fn delete(room: &Room) {
    room.select(DELETED, 'B').await;
    room.browser.click("#delete-row").await;
    room.browser.click("#confirm-yes").await;
    room.until_leads("a row less", |page| !page.texts("会社名").iter().any(|company| company == DELETED))
        .await;
}

async fn add(room: &Room) {
    let next = room.leads().await.rows.len() + 1;
    room.browser.click("#add-row").await;
    room.browser.shows("#address", &format!("A{next}")).await;
    room.browser.press(&format!("{}{}", ADDED.join(key::TAB), key::ENTER)).await;
    room.until_leads("a row more at the end", |page| {
        page.texts("連絡先").iter().any(|text| text == ADDED[9])
    })
    .await;
    let row = room.leads().await.row_of("連絡先", ADDED[9]);
    let breakdown = "会社規模+5 業種+5 担当者役職+10 過去の行動+10 イベント参加+15 Web行動+5 =50";
    room.shows(row, [('L', "50"), ('M', "高"), ('Q', "今すぐ対応"), ('R', breakdown)]).await;
    let handed_over =
        async || room.desk.page("トスアップリスト").await.texts("企業名").iter().any(|text| text == ADDED[0]);
    room.browser.until("the new lead is handed over", handed_over).await;
}

#[tokio::test]
async fn rows_moved_in_the_page_keep_their_cells_scores_and_single_hand_over() {
    let folder = demo_folder();
    let (_demo, address) = start(folder.path());
    let base = address.split("/spreadsheets").next().expect("an address");
    let desk = Desk::of_process(base).await.expect("the demo's API");
    let contract = config::shipped().expect("the shipped settings").core.contract;
    let room = Room { browser: Browser::start().await, desk, contract };
    room.browser.open(&address).await;
    room.browser.shows("#cell-L2", "25").await;
    room.browser.run("window.unreloaded = 'yes'", &[]).await;
    let first = room.state().await;
    assert!(first.leads.len() >= 60 && first.handed_over.len() >= 7, "{first:?}");

    sort(&room).await;
    room.type_into_watched().await;
    assert_eq!(room.state().await, first, "sorted");

    insert_above_watched(&room).await;
    room.type_into_watched().await;
    assert_eq!(room.state().await, first, "inserted");
    let page = room.leads().await;
    let inserted = &page.rows[page.row_of("会社名", WATCHED) - 1];
    assert!(inserted.iter().all(|cell| *cell == ""), "the empty row stays empty: {inserted:?}");

    delete(&room).await;
    room.type_into_watched().await;
    let is_deleted = |row: &Row| row.0.first().is_some_and(|company| *company == DELETED);
    let (gone, left): (Vec<Row>, Vec<Row>) = first.leads.into_iter().partition(is_deleted);
    let without = State { leads: left, handed_over: first.handed_over };
    assert_eq!((gone.len(), room.state().await), (1, without), "deleted");

    let before = room.state().await;
    add(&room).await;
    room.type_into_watched().await;
    let mut after = room.state().await;
    let new = |row: &[Json]| row.iter().any(|cell| *cell == ADDED[0]);
    let ids: Vec<Json> = after.leads.iter().filter(|row| new(&row.0)).flat_map(|row| row.1.clone()).collect();
    assert!(!ids.is_empty() && !ids.iter().all(Json::is_null), "the new lead has its own cells: {ids:?}");
    let counts = (
        after.leads.iter().filter(|row| new(&row.0)).count(),
        after.handed_over.iter().filter(|row| new(row)).count(),
    );
    assert_eq!(counts, (1, 1), "one lead more, handed over once");
    after.leads.retain(|row| !new(&row.0));
    after.handed_over.retain(|row| !new(row));
    assert_eq!(after, before, "added: all others");
    assert_eq!(
        room.browser.run("return window.unreloaded", &[]).await,
        "yes",
        "the page was not loaded again"
    );
}
