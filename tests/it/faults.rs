//! What fails outside: the right name for it, nothing done twice, and the next looks heal the sheet.

use std::num::NonZeroU32;
use std::time::Duration;

use serde_json::{Value as Json, json};

use tossup::decide::plan::Fate;
use tossup::edge::google::GoogleOptions;

use crate::leads::{ARTICLE, LOW, QUALIFIED};
use crate::life_oracle::{Points, check_leads};
use crate::office::{Daemon, Office, at};

const LEADS: [&[&str]; 3] = [ARTICLE, QUALIFIED, LOW];

const NOW: &str = "2026-11-18 10:00";
/// Longer after `NOW` than a write of unknown fate holds back its rows, and than a tab rests that refused twice.
const LATER: &str = "2026-11-18 10:15";

const CELLS: &str = "values:batchUpdateByDataFilter";
const ROWS: &str = ":batchUpdate";
const READ: &str = "values:batchGet";

/// One fault: which calls, how often, what happens to them, and how the look ends.
struct Case {
    name: &'static str,
    matches: &'static str,
    times: u64,
    kind: fn() -> Json,
    code: Option<(&'static str, Fate)>,
}

const fn case(
    name: &'static str,
    (matches, times): (&'static str, u64),
    kind: fn() -> Json,
    code: Option<(&'static str, Fate)>,
) -> Case {
    Case { name, matches, times, kind, code }
}

fn html(status: u16) -> Json {
    json!({"status": {"code": status, "body": "<!DOCTYPE html><html><title>Sign in</title></html>"}})
}

const CASES: [Case; 19] = [
    case("the read is out of quota twice", (READ, 2), || json!("quota"), None),
    case("the read is out of quota", (READ, 9), || json!("quota"), Some(("quota", Fate::Refused))),
    case("the read fails", (READ, 9), || json!({"status": 503}), Some(("server_error", Fate::Refused))),
    case(
        "the answer to the read is cut",
        (READ, 9),
        || json!("cut_answer"),
        Some(("network", Fate::Refused)),
    ),
    case(
        "the answer to the read is a page",
        (READ, 9),
        || html(200),
        Some(("captive_portal", Fate::Refused)),
    ),
    case("the read fails with a page", (READ, 9), || html(502), Some(("server_error", Fate::Refused))),
    case("the cells are out of quota twice", (CELLS, 2), || json!("quota"), None),
    case("the cells are out of quota", (CELLS, 9), || json!("quota"), Some(("quota", Fate::Refused))),
    case(
        "the cells fail before",
        (CELLS, 1),
        || json!({"status": 503}),
        Some(("server_error", Fate::Unknown)),
    ),
    case(
        "the cells fail after",
        (CELLS, 1),
        || json!({"apply_then_status": 503}),
        Some(("server_error", Fate::Unknown)),
    ),
    case(
        "the answer to the cells is cut",
        (CELLS, 1),
        || json!("cut_answer"),
        Some(("network", Fate::Unknown)),
    ),
    case(
        "the answer to the cells is a page",
        (CELLS, 1),
        || html(200),
        Some(("captive_portal", Fate::Unknown)),
    ),
    case("the cells are refused", (CELLS, 1), || json!({"status": 403}), Some(("view_only", Fate::Refused))),
    case("the rows are out of quota", (ROWS, 9), || json!("quota"), Some(("quota", Fate::Refused))),
    case("the rows fail before", (ROWS, 1), || json!({"status": 500}), Some(("server_error", Fate::Unknown))),
    case(
        "the rows fail after",
        (ROWS, 1),
        || json!({"apply_then_status": 503}),
        Some(("server_error", Fate::Unknown)),
    ),
    case(
        "the answer to the rows is cut",
        (ROWS, 1),
        || json!("cut_answer"),
        Some(("network", Fate::Unknown)),
    ),
    case("the answer to the rows is a page", (ROWS, 1), || html(502), Some(("server_error", Fate::Unknown))),
    case("the rows are refused", (ROWS, 1), || json!({"status": 400}), Some(("bad_request", Fate::Refused))),
];

/// A lead newly qualifies and another changes its score: cells to write, a hand-over and records to add.
async fn make_work(office: &Office) {
    let page = office.desk.page("営業見込み客").await;
    let mut requests = page.type_cell(1, "役職", "部長");
    requests.extend(page.type_cell(3, "業種", "IT"));
    office.desk.batch(requests).await;
}

/// The sheet in the end: every lead right, one hand-over each, one record for each change.
async fn check_healed(office: &Office, daemon: &mut Daemon, case: &str) {
    office.clock.set(at(LATER));
    office.settle(daemon, case).await;
    check_leads(&office.desk.page("営業見込み客").await, &Points::shipped(), case);
    assert_eq!(
        office.desk.page("トスアップリスト").await.texts("企業名"),
        ["青空精機", "株式会社"],
        "{case}"
    );
    let history = office.desk.page("履歴").await;
    let mut changes: Vec<[String; 2]> = (1..history.rows.len())
        .map(|row| ["変更前", "変更後"].map(|header| history.text(row, header)))
        .collect();
    changes.sort();
    let expected = [["0", "5"], ["25", "35"], ["中", "高"], ["将来性あり", "今すぐ対応"]];
    let mut expected = expected.map(|change| change.map(str::to_owned));
    expected.sort();
    assert_eq!(changes, expected, "{case}: one record for each change");
    let reasons = history.texts("理由");
    assert!(reasons.iter().all(|reason| reason == "入力の変更"), "{case}: {reasons:?}");
}

#[tokio::test]
async fn a_call_that_fails_is_named_and_nothing_happens_twice() {
    let office = Office::open(NOW, &LEADS).await;
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "the first look").await;
    let base = office.freeze();
    for Case { name, matches, times, kind, code } in CASES {
        let office = Office::thaw(&base, NOW).await;
        let mut daemon = office.daemon().await;
        daemon.look().await.expect("a quiet look");
        make_work(&office).await;
        office.desk.fault(matches, times, kind()).await;
        let looked = daemon.look().await;
        let told = looked.as_ref().err().map(|failure| (failure.code, failure.fate));
        assert_eq!(told, code, "{name}: {looked:?}");
        office.desk.clear_faults().await;
        check_healed(&office, &mut daemon, name).await;
    }
}

#[tokio::test]
async fn a_fault_that_lasts_through_many_looks_leaves_one_record_of_each_change() {
    for (name, kind) in [("refused", json!({"status": 400})), ("unknown", json!({"status": 503}))] {
        let office = Office::open(NOW, &LEADS).await;
        let mut daemon = office.daemon().await;
        office.settle(&mut daemon, "the first look").await;
        make_work(&office).await;
        office.desk.fault(CELLS, 100, kind).await;
        for _ in 0..5 {
            let _ = daemon.look().await;
        }
        assert_eq!(office.desk.page("履歴").await.rows.len(), 1, "{name}: nothing has changed yet");
        office.desk.clear_faults().await;
        check_healed(&office, &mut daemon, name).await;
    }
}

#[tokio::test]
async fn a_protected_column_holds_back_neither_hand_overs_nor_reminders() {
    let office = Office::open(NOW, &LEADS).await;
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "the first look").await;
    let page = office.desk.page("営業見込み客").await;
    office.desk.batch(page.protect("スコア内訳")).await;
    make_work(&office).await;
    office.clock.set(at("2026-11-24 09:00"));
    let mut codes = Vec::new();
    for _ in 0..6 {
        codes.push(daemon.look().await.err().map(|failure| failure.code));
    }
    assert!(codes.contains(&Some("protected")), "{codes:?}");
    let reminders = office.desk.page("リマインド").await;
    assert!(reminders.rows.len() > 1, "the meeting has its rows");
    let state = office.desk.page("トスアップリスト").await.text(1, "状態");
    assert_eq!(state, "期限超過", "a protected column of one tab holds back the cells of no other");
    assert_eq!(office.desk.page("履歴").await.rows.len(), 1, "no record of what did not happen");
    office.desk.batch(vec![json!({"deleteProtectedRange": {"protectedRangeId": 77}})]).await;
    office.clock.set(at("2026-11-24 09:10"));
    office.settle(&mut daemon, "the protection is taken off").await;
    check_leads(&office.desk.page("営業見込み客").await, &Points::shipped(), "the protection is taken off");
    assert_eq!(
        office.desk.page("リマインド").await.rows.len(),
        reminders.rows.len(),
        "the meeting's rows are not doubled"
    );
    assert_eq!(office.desk.page("トスアップリスト").await.text(1, "状態"), "期限超過");
}

#[tokio::test]
async fn what_a_person_must_mend_is_named_and_heals_once_mended() {
    let office = Office::open(NOW, &LEADS).await;
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "the first look").await;
    make_work(&office).await;
    for (access, code) in [("not_shared", "not_shared"), ("office_file", "office_file")] {
        office.desk.access(access).await;
        for _ in 0..2 {
            let failure = daemon.look().await.expect_err(access);
            assert_eq!(failure.code, code, "{failure}");
            assert!(!failure.remedy.is_empty() && failure.place.contains("demo"), "{failure}");
        }
        office.desk.access("shared").await;
    }
    check_healed(&office, &mut daemon, "shared again").await;
}

#[tokio::test]
async fn an_unknown_spreadsheet_is_named_before_anything_is_remembered() {
    let office = Office::bare(NOW).await;
    let options = GoogleOptions { spreadsheet_id: "nowhere".to_owned(), ..office.options() };
    let mut daemon = office.daemon_with(options).await;
    let failure = daemon.look().await.expect_err("no such spreadsheet");
    assert_eq!(failure.code, "not_found");
    assert!(daemon.ledger.leads.is_empty());
}

#[tokio::test]
async fn a_token_endpoint_that_fails_holds_up_one_look() {
    let office = Office::open(NOW, &LEADS).await;
    let cases = [
        ("down", json!({"status": 503}), "unparsable"),
        ("a page", html(502), "unparsable"),
        ("cut", json!("cut_answer"), "network"),
        (
            "an error",
            json!({"status": {"code": 400, "body": {"error": "invalid_grant", "error_description": "Invalid JWT: iat and exp"}}}),
            "key_revoked",
        ),
        (
            "no access",
            json!({"status": {"code": 401, "body": {"error": "unauthorized_client"}}}),
            "scope_missing",
        ),
    ];
    for (name, kind, code) in cases {
        office.desk.fault("/token", 20, kind).await;
        let mut daemon = office.daemon().await;
        let failure = daemon.look().await.expect_err(name);
        assert_eq!(failure.code, code, "{name}: {failure}");
        office.desk.clear_faults().await;
        daemon.look().await.unwrap_or_else(|failure| panic!("{name}: {failure}"));
    }
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "the endpoint is back").await;
    check_leads(&office.desk.page("営業見込み客").await, &Points::shipped(), "the endpoint is back");
}

#[tokio::test]
async fn an_answer_that_comes_too_late_may_have_been_applied() {
    for matches in [CELLS, ROWS] {
        let office = Office::open(NOW, &LEADS).await;
        let mut daemon = office.daemon().await;
        office.settle(&mut daemon, "the first look").await;
        drop(daemon);
        make_work(&office).await;
        let many = NonZeroU32::new(1_000_000).expect("not 0");
        let options = GoogleOptions {
            write_limit: Duration::from_millis(300),
            quota: tossup::edge::google::Quota::per_minute(many, many, many),
            ..office.options()
        };
        let mut daemon = office.daemon_with(options).await;
        office.desk.fault(matches, 1, json!({"delay_ms": 1500})).await;
        let failure = daemon.look().await.expect_err("too late");
        assert_eq!((failure.code, failure.fate), ("timeout", Fate::Unknown), "{matches}: {failure}");
        drop(daemon);
        let mut daemon = office.daemon().await;
        check_healed(&office, &mut daemon, matches).await;
    }
}
