//! The Google edge against a real local server: the same client, the same JSON, a real key against its token endpoint.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use tossup::decide::book::{
    ColumnContract, ColumnKey, Contract, Owner, Snapshot, TabContract, TabKey, Value as CellValue,
};
use tossup::decide::plan::{
    AddedCell, Addition, AuditedPlan, CellText, ColumnWrite, Fate, LaidColumn, LayoutPlan, LayoutStep, Plan,
    Reason, audit,
};
use tossup::edge::clock::utc_now;
use tossup::edge::google::{GoogleOptions, GoogleWorkbook, Quota, Waits};
use tossup::seam::{Failure, ReadRequest, Retry, Workbook};

use crate::office::key_file;

/// A server in a folder of its own, and the owner's way into its spreadsheet.
pub(crate) struct Trial {
    pub(crate) server: localsheets::Running,
    pub(crate) key_file: PathBuf,
    http: reqwest::Client,
    folder: TempDir,
}

impl Trial {
    pub(crate) async fn start(clock: localsheets::Clock) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = TempDir::new().expect("a folder");
        let addr = SocketAddr::from(([127, 0, 0, 1], 0));
        let options = localsheets::Options { dir: folder.path().to_owned(), addr, open: false, clock };
        let server = localsheets::start(options).await.expect("the server starts");
        server.ensure_spreadsheet("demo", "リード管理", "ja_JP", "Asia/Tokyo").await.expect("a spreadsheet");
        let token_uri = format!("{}/token", server.base_url());
        let key_file = key_file(folder.path(), &token_uri);
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { server, key_file, http, folder }
    }

    pub(crate) fn options(&self) -> GoogleOptions {
        let many = NonZeroU32::new(1_000_000).expect("not 0");
        GoogleOptions {
            waits: Waits {
                first: Duration::from_millis(1),
                longest: Duration::from_millis(2),
                quota: Duration::from_millis(1),
                tries_max: 4,
            },
            quota: Quota::per_minute(many, many, many),
            ..GoogleOptions::new(&self.server.base_url(), "demo", self.key_file.clone(), utc_now)
        }
    }

    async fn workbook(&self) -> GoogleWorkbook {
        GoogleWorkbook::open(self.options(), contract()).await.expect("the key opens")
    }

    /// A call as the spreadsheet's owner: a person in the page.
    async fn owner(&self, method: reqwest::Method, path: &str, body: &Json) -> Json {
        let url = format!("{}/{path}", self.server.base_url());
        let request = self.http.request(method, url).bearer_auth(&self.server.page_token);
        let request = request.header("Content-Type", "application/json").body(body.to_string());
        let answer = request.send().await.expect("an answer").text().await.expect("a body");
        let json: Json = serde_json::from_str(&answer).expect("json");
        assert!(json.get("error").is_none(), "{path}: {json}");
        json
    }

    async fn batch(&self, requests: Json) {
        let body = json!({"requests": requests});
        self.owner(reqwest::Method::POST, "v4/spreadsheets/demo:batchUpdate", &body).await;
    }

    async fn fault(&self, rule: Json) {
        self.owner(reqwest::Method::POST, "localsheets/v1/faults", &rule).await;
    }

    async fn calls(&self) -> Json {
        self.owner(reqwest::Method::GET, "localsheets/v1/calls", &Json::Null).await["counts"].take()
    }

    /// The rows of a tab as a person sees them.
    async fn rows(&self, title: &str) -> Vec<Vec<String>> {
        let url = format!("{}/v4/spreadsheets/demo/values/{title}", self.server.base_url());
        let answer = self.http.get(url).bearer_auth(&self.server.page_token).send().await.expect("an answer");
        let json: Json = serde_json::from_str(&answer.text().await.expect("a body")).expect("json");
        let rows = json["values"].as_array().cloned().unwrap_or_default();
        let text = |cell: &Json| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
        rows.iter().map(|row| row.as_array().expect("a row").iter().map(text).collect()).collect()
    }
}

fn column(key: ColumnKey, header: &str, owner: Owner) -> ColumnContract {
    let header = header.to_owned();
    ColumnContract { key, header, synonyms: Vec::new(), owner, is_required: false, is_laid: true }
}

fn contract() -> Contract {
    let tab = |key, title: &str, columns| TabContract {
        key,
        title: title.to_owned(),
        synonyms: Vec::new(),
        columns,
    };
    Contract {
        tabs: vec![
            tab(
                TabKey::Leads,
                "営業見込み客",
                vec![
                    column(ColumnKey::LeadCompany, "会社名", Owner::Person),
                    column(ColumnKey::LeadScore, "スコア合計", Owner::Tossup),
                    column(ColumnKey::LeadPriority, "優先度", Owner::Tossup),
                ],
            ),
            tab(TabKey::Handoffs, "トスアップリスト", vec![column(ColumnKey::HandoffId, "ID", Owner::Added)]),
        ],
        field_headers: BTreeMap::from([("capital_yen".to_owned(), vec!["資本金".to_owned()])]),
    }
}

fn laid(key: ColumnKey, header: &str, is_tagged: bool) -> LaidColumn {
    LaidColumn { key, header: header.to_owned(), is_tagged }
}

/// Two tabs: leads with a note between the columns that are read, and an empty list of hand-overs.
async fn lay(workbook: &mut GoogleWorkbook) {
    let leads = LayoutStep::AddTab {
        tab: TabKey::Leads,
        title: "営業見込み客".to_owned(),
        columns: vec![
            laid(ColumnKey::LeadCompany, "会社名", false),
            laid(ColumnKey::LeadHistory, "メモ", false),
            laid(ColumnKey::LeadScore, "スコア合計", true),
            laid(ColumnKey::LeadPriority, "優先度", true),
        ],
        rows: vec![
            vec!["甲".to_owned(), "電話した".to_owned()],
            vec!["乙 \"B\"".to_owned()],
            vec!["丙".to_owned(), "03-1234".to_owned(), "7".to_owned()],
        ],
    };
    let handoffs = LayoutStep::AddTab {
        tab: TabKey::Handoffs,
        title: "トスアップリスト".to_owned(),
        columns: vec![laid(ColumnKey::HandoffId, "ID", false)],
        rows: Vec::new(),
    };
    let layout = LayoutPlan { steps: vec![leads, handoffs], left_alone: Vec::new() };
    workbook.lay_out(&layout).await.expect("laid");
}

async fn read(workbook: &mut GoogleWorkbook) -> Snapshot {
    workbook.read(&ReadRequest::default()).await.expect("a snapshot")
}

/// Scores for the first and third lead; the second is left alone.
fn scores(snapshot: &Snapshot, first: f64, third: CellText) -> AuditedPlan {
    let tab = snapshot.tab(&contract(), TabKey::Leads).expect("the lead tab");
    let plan = Plan {
        values: vec![CellText::Number(first), third],
        writes: vec![std::sync::Arc::new(ColumnWrite {
            tab: TabKey::Leads,
            column: ColumnKey::LeadScore,
            metadata_id: tab
                .bindings
                .iter()
                .find(|tag| tag.column == ColumnKey::LeadScore)
                .expect("a tag")
                .metadata_id,
            cells: vec![1, 0, 2].into(),
            ids: Vec::new(),
            reason: Reason::FirstValue,
        })],
        ..Plan::default()
    };
    audit(plan, snapshot, &contract()).expect("a sound plan")
}

fn hand_over(snapshot: &Snapshot, key: &str) -> AuditedPlan {
    let tab = snapshot.tab(&contract(), TabKey::Handoffs).expect("the tab of hand-overs");
    let cells = vec![
        AddedCell { position: 0, value: CellText::Text(key.into()) },
        AddedCell { position: 2, value: CellText::Text("=1+1".into()) },
    ];
    let addition = Addition {
        tab: TabKey::Handoffs,
        sheet_id: tab.sheet_id,
        key: key.to_owned(),
        cells,
        reason: Reason::Qualified,
    };
    audit(Plan { additions: vec![addition], ..Plan::default() }, snapshot, &contract()).expect("a sound plan")
}

async fn laid_trial() -> (Trial, GoogleWorkbook) {
    let trial = Trial::start(localsheets::Clock::System).await;
    let mut workbook = trial.workbook().await;
    lay(&mut workbook).await;
    (trial, workbook)
}

#[tokio::test]
async fn what_was_laid_is_read_back_with_tags_headers_and_values() {
    let (_trial, mut workbook) = laid_trial().await;
    let structure = workbook.structure().await.expect("a structure");
    assert_eq!((structure.title.as_str(), structure.time_zone.as_str()), ("リード管理", "Asia/Tokyo"));
    let leads = structure.tab("営業見込み客").expect("the tab");
    assert_eq!(leads.header_texts(), ["会社名", "メモ", "スコア合計", "優先度"]);
    let tags: Vec<_> = leads.bindings.iter().map(|binding| (binding.column, binding.position)).collect();
    assert_eq!(tags, [(ColumnKey::LeadScore, 2), (ColumnKey::LeadPriority, 3)]);

    let before = workbook.counts();
    let snapshot = read(&mut workbook).await;
    let tab = snapshot.tab(&contract(), TabKey::Leads).expect("the tab");
    assert_eq!(tab.row_count(), 3);
    assert_eq!(snapshot.text(tab.cell(0, 1)), "乙 \"B\"");
    assert_eq!(snapshot.value(tab.cell(2, 2)), CellValue::Number(7.0));
    assert!(tab.column_at(1).is_none(), "the note is not read");
    assert!(tab.column_at(3).is_some(), "an empty column was read all the same");
    let after = workbook.counts();
    assert_eq!((after.reads - before.reads, after.structure_reads - before.structure_reads), (1, 0));
}

#[tokio::test]
async fn nulls_leave_cells_alone_and_a_column_that_moved_is_still_the_right_one() {
    let (trial, mut workbook) = laid_trial().await;
    let snapshot = read(&mut workbook).await;
    let sheet_id = snapshot.tab(&contract(), TabKey::Leads).expect("the tab").sheet_id;
    trial
        .batch(json!([
            {"updateCells": {"start": {"sheetId": sheet_id, "rowIndex": 2, "columnIndex": 2}, "fields": "userEnteredValue",
                "rows": [{"values": [{"userEnteredValue": {"stringValue": "手入力"}}]}]}},
            {"insertDimension": {"range": {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}},
        ]))
        .await;
    workbook.write_cells(&scores(&snapshot, 87.5, CellText::Clear)).await.expect("written");
    assert_eq!(
        trial.rows("営業見込み客").await,
        [
            vec!["", "会社名", "メモ", "スコア合計", "優先度"],
            vec!["", "甲", "電話した", "87.5"],
            vec!["", "乙 \"B\"", "", "手入力"],
            vec!["", "丙", "03-1234"],
        ]
    );

    let before = workbook.counts();
    let snapshot = read(&mut workbook).await;
    let tab = snapshot.tab(&contract(), TabKey::Leads).expect("the tab");
    assert!(tab.binding(ColumnKey::LeadScore, 3).is_some());
    assert_eq!(snapshot.value(tab.cell(3, 0)), CellValue::Number(87.5));
    let after = workbook.counts();
    assert_eq!(after.reads - before.reads, 2, "the moved header makes it read again");
    assert_eq!(after.structure_reads - before.structure_reads, 2);
}

#[tokio::test]
async fn added_rows_stand_below_the_last_one_as_text() {
    let (trial, mut workbook) = laid_trial().await;
    let snapshot = read(&mut workbook).await;
    workbook.add_rows(&hand_over(&snapshot, "H-1")).await.expect("added");
    workbook.add_rows(&hand_over(&snapshot, "H-2")).await.expect("added");
    assert_eq!(
        trial.rows("トスアップリスト").await,
        [vec!["ID"], vec!["H-1", "", "=1+1"], vec!["H-2", "", "=1+1"]]
    );
}

#[tokio::test]
async fn a_company_column_that_rules_look_at_is_read_too() {
    let (trial, mut workbook) = laid_trial().await;
    let sheet_id = read(&mut workbook).await.tab(&contract(), TabKey::Leads).expect("the tab").sheet_id;
    let text = |text: &str| json!({"userEnteredValue": {"stringValue": text}});
    trial
        .batch(json!([{"updateCells": {"start": {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 4},
            "fields": "userEnteredValue", "rows": [
                {"values": [text("資本金"), text("地域"), text("備考")]},
                {"values": [text("1億円"), text("関東"), text("x")]}]}}]))
        .await;
    let request = ReadRequest { extra_headers: vec!["地域".to_owned()], ..ReadRequest::default() };
    let snapshot = workbook.read(&request).await.expect("a snapshot");
    let tab = snapshot.tab(&contract(), TabKey::Leads).expect("the tab");
    let texts: Vec<_> = (4..7).map(|position| snapshot.text(tab.cell(position, 0)).into_owned()).collect();
    assert_eq!(texts, ["1億円", "関東", ""], "what nobody asked for is not read");
}

#[tokio::test]
async fn a_renamed_tab_makes_it_look_again() {
    let (trial, mut workbook) = laid_trial().await;
    let snapshot = read(&mut workbook).await;
    let handoffs = snapshot.tab(&contract(), TabKey::Handoffs).expect("the tab").sheet_id;
    let rename = |title: &str| json!([{"updateSheetProperties": {"properties": {"sheetId": handoffs, "title": title}, "fields": "title"}}]);
    trial.batch(rename("別名")).await;
    let snapshot = read(&mut workbook).await;
    assert!(snapshot.tab(&contract(), TabKey::Handoffs).is_none());
    assert!(snapshot.tab(&contract(), TabKey::Leads).is_some());
}

#[tokio::test]
async fn an_own_column_without_a_tag_tells_what_stands_below_it() {
    let (trial, mut workbook) = laid_trial().await;
    let sheet_id = read(&mut workbook).await.tab(&contract(), TabKey::Handoffs).expect("the tab").sheet_id;
    let tag = workbook.structure().await.expect("a structure");
    let tag = tag
        .tab("営業見込み客")
        .and_then(|tab| tab.binding(ColumnKey::LeadPriority, 3).cloned())
        .expect("a tag");
    let leads = read(&mut workbook).await.tab(&contract(), TabKey::Leads).expect("the tab").sheet_id;
    assert_ne!(sheet_id, leads);
    trial
        .batch(json!([
            {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": tag.metadata_id}}}},
            {"updateCells": {"start": {"sheetId": leads, "rowIndex": 1, "columnIndex": 3}, "fields": "userEnteredValue",
                "rows": [{"values": [{"userEnteredValue": {"formulaValue": "=IF(C2>50,\"高\",\"低\")"}}]}]}},
        ]))
        .await;
    let structure = workbook.structure().await.expect("a structure");
    let tab = structure.tab("営業見込み客").expect("the tab");
    assert!(tab.binding(ColumnKey::LeadPriority, 3).is_none());
    assert!(tab.headers[3].has_content && tab.headers[3].has_formula);
}

/// One fault, one call, and what it must come to.
struct Case {
    name: &'static str,
    rule: Json,
    code: &'static str,
    fate: Fate,
    attempts: u64,
}

fn check(case: &Case, outcome: Result<(), Failure>, attempts: u64) {
    let failure = outcome.expect_err(case.name);
    assert_eq!((failure.code, failure.fate), (case.code, case.fate), "{}: {failure}", case.name);
    assert_eq!(attempts, case.attempts, "{}: attempts", case.name);
    assert!(!failure.to_string().contains("甲"), "{failure}");
}

#[tokio::test]
async fn a_write_whose_fate_is_unknown_is_never_sent_twice() {
    let (trial, mut workbook) = laid_trial().await;
    let snapshot = read(&mut workbook).await;
    let plan = scores(&snapshot, 1.0, CellText::Clear);
    let matches = "values:batchUpdateByDataFilter";
    let case = |name, kind: Json, code, fate, attempts| Case {
        name,
        rule: json!({"match": matches, "times": 100, "kind": kind}),
        code,
        fate,
        attempts,
    };
    let cases = [
        case("503 before", json!({"status": 503}), "server_error", Fate::Unknown, 1),
        case("503 after it was applied", json!({"apply_then_status": 503}), "server_error", Fate::Unknown, 1),
        case("a cut answer", json!("cut_answer"), "network", Fate::Unknown, 1),
        case("a spent quota", json!("quota"), "quota", Fate::Refused, 4),
        case("not for editing any more", json!({"status": 403}), "view_only", Fate::Refused, 1),
        case("a bad request", json!({"status": 400}), "bad_request", Fate::Refused, 1),
        case("a token that nobody knows", json!({"status": 401}), "unauthenticated", Fate::Refused, 2),
        case(
            "a sign-in page",
            json!({"status": {"code": 200, "body": "<html>sign in</html>"}}),
            "captive_portal",
            Fate::Unknown,
            1,
        ),
    ];
    for case in cases {
        trial.fault(case.rule.clone()).await;
        let before = workbook.counts().writes;
        let outcome = workbook.write_cells(&plan).await;
        check(&case, outcome, workbook.counts().writes - before);
        trial.owner(reqwest::Method::DELETE, "localsheets/v1/faults", &Json::Null).await;
    }
    assert_eq!(trial.rows("営業見込み客").await[1], ["甲", "電話した", "1"], "one of them was applied");
}

#[tokio::test]
async fn a_read_is_sent_again_until_it_succeeds() {
    let (trial, mut workbook) = laid_trial().await;
    read(&mut workbook).await;
    for kind in [json!({"status": 503}), json!("quota"), json!("cut_answer"), json!({"status": 500})] {
        trial.fault(json!({"match": "values:batchGet", "times": 3, "kind": kind})).await;
        let before = workbook.counts().reads;
        let snapshot = read(&mut workbook).await;
        assert_eq!(snapshot.tabs.len(), 2, "{kind}");
        assert_eq!(workbook.counts().reads - before, 4, "{kind}");
    }
    trial.fault(json!({"match": "values:batchGet", "times": 4, "kind": {"status": 503}})).await;
    let failure = workbook.read(&ReadRequest::default()).await.expect_err("four tries are enough");
    assert!(matches!(failure.retry, Retry::After(_)), "{failure}");
}

#[tokio::test]
async fn a_token_that_was_revoked_is_replaced_once() {
    let (trial, mut workbook) = laid_trial().await;
    read(&mut workbook).await;
    trial.owner(reqwest::Method::DELETE, "localsheets/v1/calls", &Json::Null).await;
    trial.fault(json!({"match": "values:batchGet", "times": 1, "kind": {"status": 401}})).await;
    read(&mut workbook).await;
    assert_eq!(trial.calls().await, json!({"oauth2.token": 1, "spreadsheets.values.batchGet": 2}));
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_given_up() {
    let trial = Trial::start(localsheets::Clock::System).await;
    let mut laying = trial.workbook().await;
    lay(&mut laying).await;
    let mut options = trial.options();
    options.write_limit = Duration::from_millis(200);
    let mut workbook = GoogleWorkbook::open(options, contract()).await.expect("the key opens");
    let snapshot = read(&mut workbook).await;
    trial.fault(json!({"match": "values:batchUpdateByDataFilter", "kind": {"delay_ms": 2000}})).await;
    let failure = workbook.write_cells(&scores(&snapshot, 1.0, CellText::Clear)).await.expect_err("too late");
    assert_eq!((failure.code, failure.fate), ("timeout", Fate::Unknown), "{failure}");
}

#[tokio::test]
async fn what_cannot_be_reached_or_opened_is_told_apart() {
    let trial = Trial::start(localsheets::Clock::System).await;
    let options = GoogleOptions { spreadsheet_id: "nowhere".to_owned(), ..trial.options() };
    let mut workbook = GoogleWorkbook::open(options, contract()).await.expect("the key opens");
    assert_eq!(workbook.structure().await.expect_err("no such spreadsheet").code, "not_found");

    for (access, code) in [("not_shared", "not_shared"), ("office_file", "office_file")] {
        let body = json!({"spreadsheetId": "demo", "access": access});
        trial.owner(reqwest::Method::POST, "localsheets/v1/access", &body).await;
        let failure = trial.workbook().await.structure().await.expect_err(access);
        assert_eq!(failure.code, code, "{failure}");
    }

    let options = GoogleOptions { base_url: "http://127.0.0.1:1".to_owned(), ..trial.options() };
    let mut workbook = GoogleWorkbook::open(options, contract()).await.expect("the key opens");
    let failure = workbook.structure().await.expect_err("nobody listens");
    assert_eq!((failure.code, failure.fate), ("network", Fate::Refused), "{failure}");
}

#[tokio::test]
async fn a_refused_key_is_a_wrong_clock_or_a_revoked_key() {
    // The server's clock is an hour behind, so that a request signed now comes from the future.
    let behind = utc_now() - chrono::TimeDelta::hours(1);
    let trial = Trial::start(localsheets::Clock::Fixed(behind)).await;
    let an_hour_fast = || -> DateTime<Utc> { utc_now() + chrono::TimeDelta::hours(1) };
    let options = GoogleOptions { now: an_hour_fast, ..trial.options() };
    let mut workbook = GoogleWorkbook::open(options, contract()).await.expect("the key opens");
    let failure = workbook.structure().await.expect_err("the clock is wrong");
    assert_eq!(failure.code, "clock_skew", "{failure}");
    assert!(failure.found.contains("fast"), "{failure}");

    let trial = Trial::start(localsheets::Clock::System).await;
    let mine = trial.folder.path().join("old-key.json");
    std::fs::copy(&trial.key_file, &mine).expect("a copy");
    std::fs::remove_file(&trial.key_file).expect("the key is revoked");
    let token_uri = format!("{}/token", trial.server.base_url());
    localsheets::issue_service_account_key(trial.folder.path(), &token_uri).expect("a new key");
    let options = GoogleOptions { key_file: mine, ..trial.options() };
    let mut workbook = GoogleWorkbook::open(options, contract()).await.expect("the key opens");
    let failure = workbook.structure().await.expect_err("the key is revoked");
    assert_eq!(failure.code, "key_revoked", "{failure}");
}

#[tokio::test]
async fn a_key_file_with_a_broken_pem_is_told_before_anything_is_sent() {
    let trial = Trial::start(localsheets::Clock::System).await;
    let text = std::fs::read_to_string(&trial.key_file).expect("a key");
    let mut key: Json = serde_json::from_str(&text).expect("json");
    key["private_key"] = json!("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    std::fs::write(&trial.key_file, key.to_string()).expect("written");
    let failure = GoogleWorkbook::open(trial.options(), contract()).await.err().expect("a broken key");
    assert_eq!(failure.code, "key_file_broken_pem", "{failure}");
}

#[tokio::test]
async fn very_many_columns_are_read_by_filter() {
    let (trial, mut workbook) = laid_trial().await;
    let sheet_id = read(&mut workbook).await.tab(&contract(), TabKey::Leads).expect("the tab").sheet_id;
    // Every second column is asked for, so that none are neighbours.
    let headers: Vec<Json> =
        (0..300).map(|n| json!({"userEnteredValue": {"stringValue": format!("列{n}")}})).collect();
    let cells: Vec<Json> = (0..300).map(|n| json!({"userEnteredValue": {"numberValue": n}})).collect();
    trial
        .batch(json!([
            {"appendDimension": {"sheetId": sheet_id, "dimension": "COLUMNS", "length": 300}},
            {"updateCells": {"start": {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 4},
                "fields": "userEnteredValue", "rows": [{"values": headers}, {"values": cells}]}},
        ]))
        .await;
    trial.owner(reqwest::Method::DELETE, "localsheets/v1/calls", &Json::Null).await;
    let extra_headers = (0..300).step_by(2).map(|n| format!("列{n}")).collect();
    let request = ReadRequest { extra_headers, ..ReadRequest::default() };
    let snapshot = workbook.read(&request).await.expect("a snapshot");
    let tab = snapshot.tab(&contract(), TabKey::Leads).expect("the tab");
    assert_eq!(snapshot.value(tab.cell(4 + 298, 0)), CellValue::Number(298.0));
    assert!(tab.column_at(4 + 299).is_none());
    assert!(trial.calls().await["spreadsheets.values.batchGetByDataFilter"].as_u64().unwrap_or(0) > 0);
}
