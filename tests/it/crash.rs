//! kill -9 in the middle of a pass, again and again: in the end the sheet is as if nothing had happened.

use std::path::Path;
use std::process::{Child, Stdio};

use reqwest::Method;
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::commands::{configure, demo_folder, pages_in, run, tossup, wait_until};
use crate::leads::{ARTICLE, LOW, QUALIFIED, QUALIFIED_IN_FULL_WIDTH};
use crate::office::{Desk, Office, copy_folder};
use crate::office_page::Page;

const LEADS: [&[&str]; 4] = [ARTICLE, QUALIFIED, QUALIFIED_IN_FULL_WIDTH, LOW];

/// The meeting day, so that a look writes cells, hand-overs, records and reminders.
const NOW: &str = "2026-11-24T09:00:00+09:00";

fn assert_same(expected: &[Page], found: &[Page], case: &str) {
    for (expected, found) in expected.iter().zip(found) {
        assert_eq!(expected.rows, found.rows, "{case}: {}", expected.title);
    }
    assert_eq!(expected.len(), found.len(), "{case}: tabs");
}

/// An office with work for every kind of write, its ids already drawn.
async fn busy_office() -> TempDir {
    let office = Office::open("2026-11-20 10:00", &LEADS).await;
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "the first look").await;
    drop(daemon);
    let page = office.desk.page("営業見込み客").await;
    let mut requests = page.type_cell(1, "役職", "部長");
    requests.extend(page.type_cell(4, "業種", "IT"));
    office.desk.batch(requests).await;
    office.freeze()
}

/// Looks until rest with the real program, the clock standing still. Nothing of a killed one can be on its way to this server: it is quick.
async fn finish(office: &Office) {
    let said = run(office.folder.path(), &["sync", "--now", NOW]).await;
    assert_eq!(said.code, Some(0), "{said:?}");
}

async fn open(base: &TempDir) -> Office {
    let office = Office::thaw(base, "2026-11-24 09:00").await;
    let settings = office.folder.path().join("settings");
    std::fs::create_dir_all(&settings).expect("a folder");
    std::fs::write(settings.join("handoff.toml"), "unknown_fate_hold_s = 0\n").expect("written");
    configure(&office, "full", "config_dir = \"settings\"");
    office
}

/// Every call is answered this late, so that a kill meets the program while it waits for the answer to a call that was carried out.
const ANSWER_LATE_MS: u64 = 150;

/// Starts the program, waits until the server has carried out so many calls of it, and kills it. Tells whether it was still running.
async fn kill_after(desk: &Desk, calls: u64, mut child: Child) -> bool {
    wait_until("the calls before the kill", async || {
        let log = desk.try_call(Method::GET, "localsheets/v1/calls", &Json::Null).await;
        let total = log.and_then(|log| log["total"].as_u64()).unwrap_or(0);
        total >= calls || child.try_wait().expect("it can be waited for").is_some()
    })
    .await;
    let was_running = child.try_wait().expect("it can be waited for").is_none();
    // SIGKILL: nothing of the program runs any more.
    child.kill().expect("killed");
    child.wait().expect("ended");
    was_running
}

#[tokio::test]
async fn a_sync_that_is_killed_ten_times_leaves_the_sheet_as_an_undisturbed_one() {
    let base = busy_office().await;
    let undisturbed = open(&base).await;
    finish(&undisturbed).await;
    let expected = undisturbed.desk.pages().await;
    let counts: Vec<usize> = expected.iter().map(|page| page.rows.len()).collect();
    assert!(counts.iter().all(|count| *count > 1), "there was work for every tab: {counts:?}");
    let mut killed = 0;
    for calls in 1..=10 {
        let case = format!("killed after {calls} calls");
        let office = open(&base).await;
        office.desk.forget_calls().await;
        office.desk.fault("", 1000, json!({"delay_ms": ANSWER_LATE_MS})).await;
        let child = tossup(office.folder.path(), &["sync", "--now", NOW])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        killed += u64::from(kill_after(&office.desk, calls, child).await);
        office.desk.clear_faults().await;
        finish(&office).await;
        assert_same(&expected, &office.desk.pages().await, &case);
    }
    assert!(killed >= 8, "only {killed} of them were killed before their end");
}

fn free_port() -> String {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port().to_string()
}

/// Kills a demo once its own server has carried out so many calls. Tells whether it was still running.
async fn kill_demo(folder: &Path, calls: u64) -> bool {
    let port = free_port();
    let child = tossup(folder, &["demo", "--once", "--dir", ".", "--port", &port, "--now", NOW])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let base = format!("http://127.0.0.1:{port}");
    let mut desk = None;
    wait_until("the demo's server", async || {
        desk = Desk::of_process(&base).await;
        desk.is_some()
    })
    .await;
    let desk = desk.expect("the desk of the demo's server");
    // The server lives in the program that is killed: it may be gone between two calls of the desk.
    desk.try_fault("", 1000, json!({"delay_ms": ANSWER_LATE_MS})).await;
    kill_after(&desk, calls, child).await
}

async fn finish_demo(folder: &Path) {
    let port = free_port();
    let said = run(folder, &["demo", "--once", "--dir", ".", "--port", &port, "--now", NOW]).await;
    assert_eq!(said.code, Some(0), "{said:?}");
}

#[tokio::test]
async fn a_demo_that_is_killed_leaves_the_sheet_as_an_undisturbed_one() {
    let base = demo_folder();
    // Killed while it lays its first leads: the next start begins anew.
    for calls in [5, 40] {
        assert!(kill_demo(base.path(), calls).await, "seeding is far from over after {calls} calls");
        assert!(
            base.path().join("seeding").exists(),
            "killed after {calls} calls: the first start is unfinished"
        );
    }
    finish_demo(base.path()).await;
    make_work(base.path()).await;
    let undisturbed = TempDir::new().expect("a folder");
    copy_folder(base.path(), undisturbed.path());
    finish_demo(undisturbed.path()).await;
    let expected = pages_in(undisturbed.path()).await;
    let seeded = expected.iter().find(|page| page.title == "営業見込み客").expect("the tab");
    let people = seeded.texts("連絡先");
    assert_eq!(
        seeded.rows.len(),
        1 + include_str!("../../src/command/demo/leads.csv").trim_end().lines().count(),
        "each lead once, and one new: {people:?}"
    );
    let mut killed = 0;
    for calls in [4, 5, 6, 8] {
        let folder = TempDir::new().expect("a folder");
        copy_folder(base.path(), folder.path());
        killed += u64::from(kill_demo(folder.path(), calls).await);
        finish_demo(folder.path()).await;
        assert_same(&expected, &pages_in(folder.path()).await, &format!("killed after {calls} calls"));
    }
    assert!(killed >= 3, "only {killed} of 4 were killed before their end");
}

/// A lead qualifies and another changes, while no daemon runs.
async fn make_work(folder: &Path) {
    let server = crate::office::serve(folder).await;
    let desk = Desk::new(&server);
    let page = desk.page("営業見込み客").await;
    let mut requests = page.type_cell(page.row_of("担当者名", "田中一郎"), "役職", "部長");
    requests.extend(page.type_row(
        page.rows.len(),
        &["新着商事", "新着 一", "製造業", "300", "部長", "1", "参加", "5", "紹介", "new@example.co.jp", ""],
    ));
    desk.batch(requests).await;
    server.stop().await.expect("it stops");
}
