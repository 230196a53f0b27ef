//! The page of localsheets in a real browser, against an embedded server.

use std::net::{Ipv4Addr, SocketAddr};

use localsheets::{Clock, Options, Running};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::webdriver::{Browser, key};

const BOOK: &str = "leads";

/// A server with one spreadsheet, and a second client of it beside the page.
struct Server {
    running: Running,
    dir: TempDir,
    client: reqwest::Client,
}

impl Server {
    async fn start(tab: &str, rows: Value) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let dir = tempfile::tempdir().expect("a folder for the workbooks");
        let running = listen(&dir, 0).await;
        running
            .ensure_spreadsheet(BOOK, "営業リスト", "ja_JP", "Asia/Tokyo")
            .await
            .expect("a new spreadsheet");
        let client = reqwest::Client::builder().no_proxy().build().expect("an HTTP client");
        let server = Self { running, dir, client };
        let properties = json!({"sheetId": 0, "title": tab, "gridProperties": {"rowCount": 60, "columnCount": 6, "frozenRowCount": 1}});
        let fields = "title,gridProperties(rowCount,columnCount,frozenRowCount)";
        server.change(json!({"updateSheetProperties": {"properties": properties, "fields": fields}})).await;
        server.write("A1", rows).await;
        server
    }

    fn page(&self) -> String {
        format!("{}/spreadsheets/d/{BOOK}/edit", self.running.base_url())
    }

    async fn call(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Value {
        let address = format!("{}/v4/spreadsheets/{BOOK}{path}", self.running.base_url());
        let mut request = self.client.request(method, address).bearer_auth(&self.running.page_token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("the server answers");
        let status = answer.status();
        let answer: Value = answer.json().await.expect("the server answers with JSON");
        assert!(status.is_success(), "{path}: {answer:#}");
        answer
    }

    async fn change(&self, request: Value) {
        self.call(reqwest::Method::POST, ":batchUpdate", Some(json!({"requests": [request]}))).await;
    }

    async fn write(&self, range: &str, rows: Value) {
        let path = format!("/values/{range}?valueInputOption=RAW");
        self.call(reqwest::Method::PUT, &path, Some(json!({"values": rows}))).await;
    }

    /// The values of a range as the API gives them, unformatted.
    async fn values(&self, range: &str) -> Value {
        let path = format!("/values/{range}?valueRenderOption=UNFORMATTED_VALUE");
        self.call(reqwest::Method::GET, &path, None).await["values"].take()
    }

    async fn becomes(&self, browser: &Browser, range: &str, expected: Value) {
        let what = format!("the API gives {expected} for {range}");
        browser.until(&what, async || self.values(range).await == expected).await;
    }
}

async fn listen(dir: &TempDir, port: u16) -> Running {
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let options = Options { dir: dir.path().to_owned(), addr, open: false, clock: Clock::System };
    localsheets::start(options).await.expect("the server starts")
}

fn leads() -> Value {
    json!([
        ["会社名", "従業員数", "対応状況", "優先度"],
        ["株式会社山田<b>製作所</b>", 120, "未対応", "高"],
        ["㈲佐藤商店", 8, "連絡中", "低"],
        ["北海道“農園”", 45, "未対応", "中"],
    ])
}

/// Opens the page on the leads and waits until they show.
async fn open_leads() -> (Server, Browser) {
    let server = Server::start("営業見込み客", leads()).await;
    let browser = Browser::start().await;
    browser.open(&server.page()).await;
    browser.shows("#cell-B2", "120").await;
    (server, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_texts_as_they_are_and_formats_as_the_api_set_them() {
    let (server, browser) = open_leads().await;
    browser.shows("#cell-A2", "株式会社山田<b>製作所</b>").await;
    browser.shows("#title", "営業リスト").await;
    browser.shows(".tab[aria-selected=true]", "営業見込み客").await;
    let rule = |kind: &str, text: &str, format: Value| {
        let range = json!({"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 3, "endColumnIndex": 4});
        let condition = json!({"type": kind, "values": [{"userEnteredValue": text}]});
        json!({"addConditionalFormatRule": {"index": 0, "rule": {
            "ranges": [range], "booleanRule": {"condition": condition, "format": format}}}})
    };
    let red = json!({"textFormat": {"bold": true, "foregroundColorStyle": {"rgbColor": {"red": 1}}}});
    let yellow = json!({"backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1}}});
    server.change(rule("TEXT_EQ", "高", red)).await;
    server.change(rule("TEXT_STARTS_WITH", "中", yellow)).await;
    let style = async |cell: &str, property: &str| browser.style(cell, property).await;
    browser.until("高 in red", async || style("#cell-D2", "color").await == "rgb(255, 0, 0)").await;
    browser
        .until("中 on yellow", async || style("#cell-D4", "background-color").await == "rgb(255, 255, 0)")
        .await;
    assert_eq!(style("#cell-D2", "font-weight").await, "700");
    assert_eq!(style("#cell-D3", "background-color").await, "rgb(255, 255, 255)");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_types_reaches_the_api_and_can_be_taken_back() {
    let (server, browser) = open_leads().await;
    browser.click("#cell-B3").await;
    browser.press(&format!("５０名{}", key::ENTER)).await;
    server.becomes(&browser, "B3", json!([["５０名"]])).await;
    browser.shows("#address", "B4").await;
    browser.press(&format!("{}{}", key::F2, "0")).await;
    browser.press(key::TAB).await;
    server.becomes(&browser, "B4", json!([[450]])).await;
    browser.shows("#address", "C4").await;
    browser.press(&format!("xyz{}", key::ESCAPE)).await;
    browser.click("#undo").await;
    server.becomes(&browser, "B4", json!([[45]])).await;
    assert_eq!(server.values("C4").await, json!([["未対応"]]), "an edit left by Escape is not saved");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_with_a_list_offers_its_choices() {
    let (server, browser) = open_leads().await;
    let choices = ["未対応", "連絡中", "対応完了"].map(|choice| json!({"userEnteredValue": choice}));
    let range = json!({"sheetId": 0, "startRowIndex": 1, "endRowIndex": 60, "startColumnIndex": 2, "endColumnIndex": 3});
    let condition = json!({"type": "ONE_OF_LIST", "values": choices});
    server.change(json!({"setDataValidation": {"range": range, "rule": {"condition": condition, "showCustomUi": true}}})).await;
    browser.until("the list is known", async || browser.text("#cell-C3.choice").await.is_some()).await;
    browser.click("#cell-C3").await;
    browser.press(key::ENTER).await;
    browser.shows("#choices", "未対応連絡中対応完了").await;
    browser.press(&format!("{}{}{}", key::DOWN.repeat(3), key::ENTER, key::DOWN)).await;
    server.becomes(&browser, "C3", json!([["対応完了"]])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_and_columns_are_sorted_inserted_deleted_and_added() {
    let (server, browser) = open_leads().await;
    browser.click("#cell-B4").await;
    browser.click("#sort-up").await;
    server.becomes(&browser, "B1:B4", json!([["従業員数"], [8], [45], [120]])).await;
    browser.shows("#cell-A4", "株式会社山田<b>製作所</b>").await;

    browser.click("#cell-A3").await;
    browser.click("#insert-row").await;
    server.becomes(&browser, "B1:B5", json!([["従業員数"], [8], [], [45], [120]])).await;
    browser.shows("#cell-A5", "株式会社山田<b>製作所</b>").await;

    browser.click("#cell-A2").await;
    browser.click("#delete-row").await;
    browser.shows("#confirm-text", "2 行目(㈲佐藤商店 8)を削除します。元に戻すことはできません。").await;
    browser.click("#confirm-yes").await;
    server.becomes(&browser, "B1:B4", json!([["従業員数"], [], [45], [120]])).await;
    browser.shows("#cell-B3", "45").await;

    browser.click("#cell-B1").await;
    browser.click("#insert-column").await;
    browser.shows("#cell-C1", "従業員数").await;
    browser.click("#delete-column").await;
    browser.click("#confirm-yes").await;
    browser.shows("#cell-B1", "従業員数").await;

    browser.click("#add-row").await;
    browser.shows("#address", "A5").await;
    browser.press(&format!("新しい会社{}", key::ENTER)).await;
    server.becomes(&browser, "A5", json!([["新しい会社"]])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_by_another_appears_and_leaves_the_cursor_alone() {
    let (server, browser) = open_leads().await;
    browser.click("#cell-C3").await;
    server.write("B2", json!([[121]])).await;
    browser.shows("#cell-B2", "121").await;
    browser.shows("#address", "C3").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_goes_on_while_others_insert_and_sort_and_lands_in_its_own_row() {
    let (server, browser) = open_leads().await;
    browser.click("#cell-B3").await;
    browser.press("77").await;
    let range = json!({"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3});
    server.change(json!({"insertDimension": {"range": range}})).await;
    browser.shows("#cell-A5", "㈲佐藤商店").await;
    browser.shows("#address", "B5").await;
    let typed = async || browser.run("return document.getElementById('editor').value", &[]).await;
    assert_eq!(typed().await, json!("77"), "the open editor keeps its text");

    let range = json!({"sheetId": 0, "startRowIndex": 1, "endRowIndex": 60, "startColumnIndex": 0, "endColumnIndex": 6});
    let order = json!([{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]);
    // At once after the sort, so that the save may well come before the page has seen it.
    server.change(json!({"sortRange": {"range": range, "sortSpecs": order}})).await;
    browser.press(&format!("8{}", key::ENTER)).await;
    server
        .becomes(
            &browser,
            "A1:B4",
            json!([
                ["会社名", "従業員数"],
                ["株式会社山田<b>製作所</b>", 120],
                ["北海道“農園”", 45],
                ["㈲佐藤商店", 778]
            ]),
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_gone_is_told_and_the_typed_text_is_saved_when_it_is_back() {
    let (mut server, browser) = open_leads().await;
    browser.click("#cell-B2").await;
    browser.press("9").await;
    let port = server.running.addr.port();
    let running = server.running;
    running.stop().await.expect("the server stops");
    browser.shows("#state", "サーバーにつながりません。つながり次第、自動で続けます。").await;
    browser.press(&format!("9{}", key::ENTER)).await;
    browser
        .until("the text is kept in sight", async || {
            browser.text("#notice").await.is_some_and(|notice| notice.contains("「99」"))
        })
        .await;
    server.running = listen(&server.dir, port).await;
    browser.until("connected again", async || browser.text("#state.lost").await.is_none()).await;
    browser.click("#notice button").await;
    server.becomes(&browser, "B2", json!([[99]])).await;
    browser.shows("#cell-B2", "99").await;
}
