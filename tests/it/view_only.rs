//! A spreadsheet that the service account may open and not edit: every command says so with the remedy, and nothing is lost.

use std::process::Stdio;

use crate::commands::{EndsWithTest, Said, configure, run, tossup, wait_until};
use crate::leads::{ARTICLE, QUALIFIED};
use crate::office::{Office, TEMPLATE, at};
use crate::office_page::Page;

const LEADS: [&[&str]; 2] = [ARTICLE, QUALIFIED];
const NOW: [&str; 2] = ["--now", "2026-11-18T10:00:00+09:00"];

fn assert_tells(said: &Said, code: i32) {
    assert_eq!(said.code, Some(code), "{said:?}");
    let text = format!("{}{}", said.out, said.err);
    for part in ["403", "may open it, but not edit it", "client_email", "閲覧者", "編集者"] {
        assert!(text.contains(part), "expected {part:?} in:\n{text}");
    }
}

fn assert_untouched(before: &[Page], after: &[Page], case: &str) {
    for (was, is) in before.iter().zip(after) {
        assert_eq!(was.rows, is.rows, "{case}: {}", was.title);
    }
    assert_eq!(before.len(), after.len(), "{case}: tabs");
}

/// The leads are scored and handed over, each once.
async fn assert_done(office: &Office) {
    let leads = office.desk.page("営業見込み客").await;
    assert_eq!(leads.texts("スコア合計"), ["25", "50"]);
    assert_eq!(office.desk.page("トスアップリスト").await.texts("企業名"), ["青空精機"]);
}

#[tokio::test]
async fn sync_and_check_tell_it_and_the_first_sync_as_an_editor_does_all_the_work() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    configure(&office, "full", "");
    let folder = office.folder.path();
    assert_eq!(run(folder, &["check"]).await.code, Some(0), "an editor has nothing to mend");
    office.desk.access("view_only").await;
    let before = office.desk.pages().await;
    // More often than a tab that refuses is tried before it rests: no tab is to blame here.
    for _ in 0..4 {
        assert_tells(&run(folder, &["sync", NOW[0], NOW[1]]).await, 2);
    }
    let said = run(folder, &["check"]).await;
    assert_tells(&said, 1);
    assert!(said.out.contains("1 findings"), "{}", said.out);
    assert_untouched(&before, &office.desk.pages().await, "a viewer changes nothing");
    office.desk.access("shared").await;
    assert_eq!(run(folder, &["check"]).await.code, Some(0), "it is mended");
    assert_untouched(&before, &office.desk.pages().await, "check changes nothing");
    let said = run(folder, &["sync", NOW[0], NOW[1]]).await;
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_done(&office).await;
}

#[tokio::test]
async fn looking_is_enough_for_the_mode_that_only_looks() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    configure(&office, "observe", "");
    office.desk.access("view_only").await;
    office.desk.forget_calls().await;
    for command in ["check", "sync"] {
        let said = run(office.folder.path(), &[command]).await;
        assert_eq!(said.code, Some(0), "{said:?}");
    }
    let calls = office.desk.calls().await;
    assert!(!calls.keys().any(|method| method.contains("pdate")), "no write is tried: {calls:?}");
}

#[tokio::test]
async fn init_tells_it_and_lays_everything_once_it_may() {
    let office = Office::bare("2026-11-18 10:00").await;
    office.lay_leads(&TEMPLATE, &LEADS).await;
    configure(&office, "full", "");
    office.desk.access("view_only").await;
    let before = office.desk.pages().await;
    assert_tells(&run(office.folder.path(), &["init"]).await, 2);
    assert_untouched(&before, &office.desk.pages().await, "nothing is laid by halves");
    office.desk.access("shared").await;
    assert_eq!(run(office.folder.path(), &["init"]).await.code, Some(0));
    assert_eq!(run(office.folder.path(), &["sync", NOW[0], NOW[1]]).await.code, Some(0));
    assert_done(&office).await;
}

#[tokio::test]
async fn the_daemon_tells_it_and_goes_on_when_it_is_woken_as_an_editor() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    configure(&office, "full", "schedule = \"0 3 1 1 *\"");
    office.desk.access("view_only").await;
    let before = office.desk.pages().await;
    let path = office.folder.path().join("log");
    let log = std::fs::File::create(&path).expect("a file");
    let daemon =
        tossup(office.folder.path(), &["run"]).stdout(Stdio::null()).stderr(log).spawn().expect("it starts");
    let mut daemon = EndsWithTest(daemon);
    let told = || std::fs::read_to_string(&path).unwrap_or_default().matches("view_only").count();
    let hang_up = || {
        let pid = daemon.0.id().to_string();
        let sent = std::process::Command::new("kill").args(["-HUP", &pid]).status();
        assert!(sent.expect("kill runs").success());
    };
    for looks in 1..=4 {
        wait_until("the daemon tells it", async || told() >= looks).await;
        hang_up();
    }
    wait_until("the daemon tells it again", async || told() >= 5).await;
    assert_untouched(&before, &office.desk.pages().await, "a viewer changes nothing");
    let log = std::fs::read_to_string(&path).expect("the log");
    assert!(log.contains("編集者") && !log.contains("taro"), "{log}");
    office.desk.access("shared").await;
    hang_up();
    let is_handed_over = async || office.desk.page("トスアップリスト").await.rows.len() > 1;
    wait_until("the look after the share was mended", is_handed_over).await;
    assert!(daemon.0.try_wait().expect("it can be waited for").is_none(), "it runs on");
    assert_done(&office).await;
}

#[tokio::test]
async fn a_share_that_shrinks_between_two_looks_loses_neither_rows_nor_records() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "the first look").await;
    let page = office.desk.page("営業見込み客").await;
    office.desk.batch(page.type_cell(1, "役職", "部長")).await;
    office.desk.access("view_only").await;
    let before = office.desk.pages().await;
    for _ in 0..3 {
        let failure = daemon.look().await.expect_err("a viewer");
        assert_eq!(failure.code, "view_only", "{failure}");
    }
    assert_untouched(&before, &office.desk.pages().await, "a viewer changes nothing");
    office.desk.access("shared").await;
    office.clock.set(at("2026-11-18 10:01"));
    office.settle(&mut daemon, "shared for editing again").await;
    assert_eq!(office.desk.page("営業見込み客").await.texts("スコア合計"), ["35", "50"]);
    let records = office.desk.page("履歴").await;
    let history: Vec<String> = records
        .texts("変更前")
        .into_iter()
        .zip(records.texts("変更後"))
        .map(|(from, to)| format!("{from}→{to}"))
        .collect();
    assert!(history.iter().any(|record| record == "25→35"), "{history:?}");
}
