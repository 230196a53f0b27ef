//! The product as a person meets it: the demo runs, its page is open in a browser, and the score follows what is typed.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::commands::{EndsWithTest, demo_folder, tossup};
use crate::webdriver::{Browser, key};

/// Starts `tossup demo` in the folder and gives the address that it prints.
pub(crate) fn start(folder: &std::path::Path) -> (EndsWithTest, String) {
    let args = ["demo", "--dir", ".", "--port", "0", "--now", "2026-11-24T09:00:00+09:00"];
    let mut child =
        tossup(folder, &args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let address =
        lines.map_while(Result::ok).find_map(|line| line.strip_prefix("spreadsheet: ").map(str::to_owned));
    (EndsWithTest(child), address.expect("the address of the page"))
}

#[tokio::test]
async fn a_typed_number_of_employees_changes_score_labels_and_breakdown_without_reloading() {
    let folder = demo_folder();
    let (_demo, address) = start(folder.path());
    let browser = Browser::start().await;
    browser.open(&address).await;
    browser.shows("#cell-A9", "株式会社ひだまりマート").await;
    browser.shows("#cell-L9", "30").await;
    browser.shows("#cell-M9", "高").await;
    assert_eq!(
        browser.style("#cell-M9", "background-color").await,
        "rgb(244, 199, 195)",
        "高 has its colour"
    );

    browser.run("window.unreloaded = 'yes'", &[]).await;
    browser.click("#cell-D9").await;
    browser.press(&format!("30名{}", key::ENTER)).await;
    browser.shows("#cell-L9", "25").await;
    browser.shows("#cell-M9", "中").await;
    browser.shows("#cell-Q9", "将来性あり").await;
    browser
        .shows("#cell-R9", "担当者役職+10 イベント参加+15 =25｜会社規模0 業種0 過去の行動0 Web行動0")
        .await;
    browser.shows("#cell-D9", "30名").await;
    assert_eq!(browser.run("return window.unreloaded", &[]).await, "yes", "the page was not loaded again");
    browser.open(&format!("{}#gid=771003", address.replace("/edit", "/edit?tab"))).await;
    browser.shows("#cell-D6", "ことのはテクノロジー(株)").await;
    browser.shows("#cell-W6", "期限超過").await;
    assert_eq!(browser.style("#cell-W6", "background-color").await, "rgb(234, 67, 53)", "overdue is red");
}

#[tokio::test]
async fn rules_changed_in_the_page_score_everybody_anew() {
    let folder = demo_folder();
    let (_demo, address) = start(folder.path());
    let browser = Browser::start().await;
    browser.open(&address).await;
    browser.shows("#cell-L2", "25").await;
    browser.open(&format!("{}#gid=771002", address.replace("/edit", "/edit?tab"))).await;
    browser.shows("#cell-A2", "会社規模").await;
    browser.click("#cell-C2").await;
    browser.press(&format!("7{}", key::ENTER)).await;
    browser.open(&address).await;
    browser.shows("#cell-L2", "27").await;
    browser
        .shows("#cell-R2", "会社規模+7 業種+5 過去の行動+10 Web行動+5 =27｜担当者役職0 イベント参加0")
        .await;
}
