//! An office with one shared spreadsheet on a real local server: what its people do in the page, and the daemon that looks at it.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use chrono::NaiveDateTime;
use reqwest::Method;
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use tossup::config;
use tossup::daemon::pass::{Passed, Rooms};
use tossup::decide::book::{Contract, Owner, Snapshot, Structure, TabKey};
use tossup::decide::plan::{AuditedPlan, LayoutPlan, LayoutWish, Mode, Settings, plan_layout};
use tossup::edge::clock::utc_now;
use tossup::edge::google::{GoogleOptions, GoogleWorkbook, Quota, Waits};
use tossup::edge::store::SqliteStore;
use tossup::seam::{Clock, Failure, ReadRequest, Workbook};

use crate::office_page::{Page, typed};

/// Id of the office's spreadsheet.
pub(crate) const SPREADSHEET: &str = "demo";

/// The template of the article, with the two columns that every list has beside it.
pub(crate) const TEMPLATE: [&str; 11] = [
    "会社名",
    "担当者名",
    "業種",
    "従業員数",
    "役職",
    "DL回数",
    "セミナー参加",
    "Web閲覧回数",
    "獲得経路",
    "連絡先",
    "接触履歴",
];

/// An RSA key takes long to make without optimisation; one serves all trials of the process, each with its own token endpoint.
static KEY: OnceLock<Vec<u8>> = OnceLock::new();

/// Puts the key of this process into the folder, for this token endpoint.
pub(crate) fn key_file(folder: &Path, token_uri: &str) -> PathBuf {
    let text = KEY.get_or_init(|| {
        let folder = TempDir::new().expect("a folder");
        let path = localsheets::issue_service_account_key(folder.path(), token_uri).expect("a key");
        std::fs::read(path).expect("the key")
    });
    std::fs::write(folder.join("service-account.json"), text).expect("the key is written");
    localsheets::issue_service_account_key(folder, token_uri).expect("the key is brought up to date")
}

/// A time of the company.
pub(crate) fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
}

/// A clock that the test sets.
#[derive(Debug, Clone)]
pub(crate) struct Watch(Arc<Mutex<NaiveDateTime>>);

impl Watch {
    pub(crate) fn new(now: NaiveDateTime) -> Self {
        Self(Arc::new(Mutex::new(now)))
    }

    pub(crate) fn set(&self, now: NaiveDateTime) {
        *self.0.lock().expect("the clock") = now;
    }
}

impl Clock for Watch {
    fn now(&self) -> NaiveDateTime {
        *self.0.lock().expect("the clock")
    }
}

/// The owner's way into the spreadsheet: the API as the page uses it.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    http: reqwest::Client,
    base: String,
    token: String,
}

/// A client of local addresses.
fn client() -> reqwest::Client {
    // The crypto provider is installed once per process; another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().expect("a client")
}

impl Desk {
    pub(crate) fn new(server: &localsheets::Running) -> Self {
        Self { http: client(), base: server.base_url(), token: server.page_token.clone() }
    }

    /// The desk of a server in another process; the token stands in its page.
    pub(crate) async fn of_process(base: &str) -> Option<Self> {
        let http = client();
        let page = http.get(format!("{base}/")).send().await.ok()?.text().await.ok()?;
        let token = page.split("name=\"localsheets-token\" content=\"").nth(1)?.split('"').next()?.to_owned();
        Some(Self { http, base: base.to_owned(), token })
    }

    pub(crate) async fn try_call(&self, method: Method, path: &str, body: &Json) -> Option<Json> {
        let request = self.http.request(method, format!("{}/{path}", self.base)).bearer_auth(&self.token);
        let request = request.header("Content-Type", "application/json").body(body.to_string());
        let answer = request.send().await.ok()?.text().await.ok()?;
        serde_json::from_str(&answer).ok()
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: &Json) -> Json {
        let json = self.try_call(method, path, body).await.expect("an answer in JSON");
        assert!(json.get("error").is_none(), "{path} {body}: {json}");
        json
    }

    /// Requests that are applied together.
    pub(crate) async fn batch(&self, requests: Vec<Json>) {
        if requests.is_empty() {
            return;
        }
        let path = format!("v4/spreadsheets/{SPREADSHEET}:batchUpdate");
        self.call(Method::POST, &path, &json!({"requests": requests})).await;
    }

    /// Orders a fault; see the server's admin API.
    pub(crate) async fn fault(&self, matches: &str, times: u64, kind: Json) {
        let answer = self.try_fault(matches, times, kind).await;
        assert!(
            answer.is_some_and(|answer| answer.get("error").is_none()),
            "the fault {matches:?} is ordered"
        );
    }

    /// Orders a fault of a server that may be gone.
    pub(crate) async fn try_fault(&self, matches: &str, times: u64, kind: Json) -> Option<Json> {
        let rule = json!({"match": matches, "times": times, "kind": kind});
        self.try_call(Method::POST, "localsheets/v1/faults", &rule).await
    }

    pub(crate) async fn clear_faults(&self) {
        self.call(Method::DELETE, "localsheets/v1/faults", &Json::Null).await;
    }

    pub(crate) async fn access(&self, access: &str) {
        let body = json!({"spreadsheetId": SPREADSHEET, "access": access});
        self.call(Method::POST, "localsheets/v1/access", &body).await;
    }

    pub(crate) async fn forget_calls(&self) {
        self.call(Method::DELETE, "localsheets/v1/calls", &Json::Null).await;
    }

    /// Calls by method since they were forgotten.
    pub(crate) async fn calls(&self) -> BTreeMap<String, u64> {
        let counts = self.call(Method::GET, "localsheets/v1/calls", &Json::Null).await["counts"].take();
        serde_json::from_value(counts).expect("counts")
    }

    /// All tabs as typed: formulas as formulas.
    pub(crate) async fn pages(&self) -> Vec<Page> {
        let fields = "sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))";
        let path = format!("v4/spreadsheets/{SPREADSHEET}?fields={fields}");
        let structure = self.call(Method::GET, &path, &Json::Null).await;
        let tabs = structure["sheets"].as_array().cloned().unwrap_or_default();
        let properties: Vec<Json> = tabs.iter().map(|tab| tab["properties"].clone()).collect();
        let filters: Vec<Json> = properties
            .iter()
            .map(|tab| json!({"gridRange": {"sheetId": tab["sheetId"].as_i64().unwrap_or(0)}}))
            .collect();
        let body = json!({"dataFilters": filters, "valueRenderOption": "FORMULA"});
        let path = format!("v4/spreadsheets/{SPREADSHEET}/values:batchGetByDataFilter");
        let answer = self.call(Method::POST, &path, &body).await;
        let values = answer["valueRanges"].as_array().cloned().unwrap_or_default();
        properties
            .iter()
            .zip(values)
            .map(|(tab, values)| Page::new(tab, &values["valueRange"]["values"]))
            .collect()
    }

    /// One tab as typed.
    pub(crate) async fn page(&self, title: &str) -> Page {
        let pages = self.pages().await;
        pages.into_iter().find(|page| page.title == title).unwrap_or_else(|| panic!("no tab {title}"))
    }
}

/// What people typed, by tab: all columns but those that tossup writes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Typed(BTreeMap<String, Vec<Vec<Json>>>);

/// The workbook, with a person who acts between a read and the write that follows it.
pub(crate) struct Interrupted {
    pub(crate) google: GoogleWorkbook,
    desk: Desk,
    contract: Contract,
    acts: Arc<Mutex<VecDeque<Vec<Json>>>>,
    typed_last: Arc<Mutex<Option<Typed>>>,
}

impl Workbook for Interrupted {
    async fn structure(&mut self) -> Result<Structure, Failure> {
        self.google.structure().await
    }

    async fn read(&mut self, request: &ReadRequest) -> Result<Snapshot, Failure> {
        let snapshot = self.google.read(request).await?;
        let act = self.acts.lock().expect("the acts").pop_front();
        if let Some(requests) = act {
            self.desk.batch(requests).await;
            let typed = typed_by_people(&self.desk.pages().await, &self.contract);
            *self.typed_last.lock().expect("what was typed") = Some(typed);
        }
        Ok(snapshot)
    }

    async fn write_cells(&mut self, plan: &AuditedPlan) -> Result<(), Failure> {
        self.google.write_cells(plan).await
    }

    async fn add_rows(&mut self, plan: &AuditedPlan) -> Result<(), Failure> {
        self.google.add_rows(plan).await
    }

    async fn lay_out(&mut self, layout: &LayoutPlan) -> Result<(), Failure> {
        self.google.lay_out(layout).await
    }
}

/// The daemon as in production, with a clock of its own.
pub(crate) type Daemon = Rooms<Interrupted, SqliteStore, Watch>;

/// The office.
pub(crate) struct Office {
    pub(crate) server: localsheets::Running,
    pub(crate) desk: Desk,
    pub(crate) clock: Watch,
    pub(crate) settings: Settings,
    pub(crate) folder: TempDir,
    acts: Arc<Mutex<VecDeque<Vec<Json>>>>,
    typed_last: Arc<Mutex<Option<Typed>>>,
}

impl Office {
    /// An office with these leads below the template's headers, everything else laid by `init`.
    pub(crate) async fn open(now: &str, leads: &[&[&str]]) -> Self {
        let office = Self::bare(now).await;
        office.lay_leads(&TEMPLATE, leads).await;
        office.init(&[]).await;
        office
    }

    /// An office with an empty spreadsheet.
    pub(crate) async fn bare(now: &str) -> Self {
        Self::in_folder(TempDir::new().expect("a folder"), now).await
    }

    /// The files of this office as they are, in a folder of their own.
    pub(crate) fn freeze(&self) -> TempDir {
        let folder = TempDir::new().expect("a folder");
        copy_folder(self.folder.path(), folder.path());
        folder
    }

    /// Another office that begins with the files of a frozen one.
    pub(crate) async fn thaw(frozen: &TempDir, now: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        copy_folder(frozen.path(), folder.path());
        Self::in_folder(folder, now).await
    }

    /// An office on the files of a folder.
    pub(crate) async fn in_folder(folder: TempDir, now: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = serve(folder.path()).await;
        key_file(folder.path(), &format!("{}/token", server.base_url()));
        let settings = Settings { mode: Mode::Full, ..config::shipped().expect("the shipped settings").core };
        Self {
            desk: Desk::new(&server),
            server,
            clock: Watch::new(at(now)),
            settings,
            folder,
            acts: Arc::default(),
            typed_last: Arc::default(),
        }
    }

    /// A person makes the lead tab.
    pub(crate) async fn lay_leads(&self, header: &[&str], leads: &[&[&str]]) {
        let rows: Vec<Json> = std::iter::once(header)
            .chain(leads.iter().copied())
            .map(|row| json!({"values": row.iter().map(|text| typed(text)).collect::<Vec<_>>()}))
            .collect();
        let properties = json!({"sheetId": 0, "title": "営業見込み客", "gridProperties": {"rowCount": 60, "columnCount": 26}});
        self.desk
            .batch(vec![
                json!({"updateSheetProperties": {"properties": properties,
                    "fields": "title,gridProperties.rowCount,gridProperties.columnCount"}}),
                json!({"updateCells": {"start": {"sheetId": 0, "rowIndex": 0, "columnIndex": 0},
                    "rows": rows, "fields": "userEnteredValue"}}),
            ])
            .await;
    }

    /// What `tossup init` lays; gives what it left alone.
    pub(crate) async fn init(&self, adopt: &[&str]) -> Vec<String> {
        let mut workbook = self.google(self.options()).await;
        let structure = workbook.structure().await.expect("a structure");
        let adopt: Vec<String> = adopt.iter().map(|name| (*name).to_owned()).collect();
        let today = self.clock.now().date();
        let wish = LayoutWish { structure: &structure, settings: &self.settings, adopt: &adopt, today };
        let layout = plan_layout(wish);
        workbook.lay_out(&layout).await.expect("laid");
        layout.left_alone
    }

    pub(crate) fn options(&self) -> GoogleOptions {
        let many = NonZeroU32::new(1_000_000).expect("not 0");
        let key = self.folder.path().join("service-account.json");
        GoogleOptions {
            waits: Waits {
                first: Duration::from_millis(1),
                longest: Duration::from_millis(2),
                quota: Duration::from_millis(1),
                tries_max: 3,
            },
            quota: Quota::per_minute(many, many, many),
            ..GoogleOptions::new(&self.server.base_url(), SPREADSHEET, key, utc_now)
        }
    }

    async fn google(&self, options: GoogleOptions) -> GoogleWorkbook {
        GoogleWorkbook::open(options, self.settings.contract.clone()).await.expect("the key opens")
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("tossup.db")
    }

    /// The store is gone, as after a lost disk.
    pub(crate) fn lose_store(&self) {
        for suffix in ["", "-wal", "-shm"] {
            let path = PathBuf::from(format!("{}{suffix}", self.store().display()));
            if path.exists() {
                std::fs::remove_file(path).expect("removed");
            }
        }
    }

    /// Starts the daemon on its store.
    pub(crate) async fn daemon(&self) -> Daemon {
        self.daemon_with(self.options()).await
    }

    pub(crate) async fn daemon_with(&self, options: GoogleOptions) -> Daemon {
        let workbook = Interrupted {
            google: self.google(options).await,
            desk: self.desk.clone(),
            contract: self.settings.contract.clone(),
            acts: self.acts.clone(),
            typed_last: self.typed_last.clone(),
        };
        let store = SqliteStore::open(&self.store()).await.expect("the store opens");
        Rooms::open(workbook, store, self.clock.clone(), self.settings.clone()).await.expect("the ledger")
    }

    /// Has a person do this between the next read and the write after it.
    pub(crate) fn interrupt(&self, requests: Vec<Json>) {
        self.acts.lock().expect("the acts").push_back(requests);
    }

    pub(crate) async fn typed(&self) -> Typed {
        typed_by_people(&self.desk.pages().await, &self.settings.contract)
    }

    /// No cell of a person differs from what was typed: before the look, or by the act in the middle of it.
    pub(crate) async fn check_typed(&self, before: Typed, case: &str) {
        let interrupted = self.typed_last.lock().expect("what was typed").take();
        let after = self.typed().await;
        assert_kept(&interrupted.unwrap_or(before), &after, &self.settings.contract, case);
    }

    /// Looks until rest; no cell that a person typed may differ afterwards, and one more look writes nothing.
    pub(crate) async fn settle(&self, daemon: &mut Daemon, case: &str) -> Passed {
        let before = self.typed().await;
        let last = look_until_rest(daemon, case).await;
        self.check_typed(before, case).await;
        let calls = daemon.workbook.google.counts();
        let again = daemon.look().await.unwrap_or_else(|failure| panic!("{case}: {failure}"));
        let quiet = daemon.workbook.google.counts();
        assert_eq!(again.len(), 1, "{case}: a further look passes once");
        assert_eq!(
            quiet.writes, calls.writes,
            "{case}: a further look writes nothing: {:?}",
            again[0].wanted
        );
        assert_eq!(quiet.reads - calls.reads, 1, "{case}: a further look reads once");
        last
    }
}

/// Copies a folder and all below it; locks stay behind.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else if path.extension().is_none_or(|extension| extension != "lock") {
            std::fs::copy(&path, target).expect("copied");
        }
    }
}

pub(crate) async fn serve(folder: &Path) -> localsheets::Running {
    let addr = SocketAddr::from(([127, 0, 0, 1], 0));
    let options =
        localsheets::Options { dir: folder.to_owned(), addr, open: false, clock: localsheets::Clock::System };
    let server = localsheets::start(options).await.expect("the server starts");
    server.ensure_spreadsheet(SPREADSHEET, "リード管理", "ja_JP", "Asia/Tokyo").await.expect("a spreadsheet");
    server
}

/// Looks that a busy sheet may take to come to rest once nobody types any more.
const LOOKS_MAX: usize = 5;

pub(crate) async fn look_until_rest(daemon: &mut Daemon, case: &str) -> Passed {
    for _ in 0..LOOKS_MAX {
        let passes = daemon.look().await.unwrap_or_else(|failure| panic!("{case}: {failure}"));
        let last = passes.into_iter().last().expect("a pass");
        if !last.report.wants_another {
            return last;
        }
    }
    panic!("{case}: no rest after {LOOKS_MAX} looks");
}

fn typed_by_people(pages: &[Page], contract: &Contract) -> Typed {
    let of_page = |page: &Page| {
        let own: Vec<usize> = match contract.tab_by_title(&page.title) {
            None => Vec::new(),
            Some(tab) => {
                let located = tab.locate(&page.headers());
                let own = tab.columns.iter().filter(|column| column.owner == Owner::Tossup);
                own.filter_map(|column| located.position(column.key))
                    .map(|position| position as usize)
                    .collect()
            }
        };
        (page.title.clone(), page.without_columns(&own))
    };
    Typed(pages.iter().map(of_page).collect())
}

/// Every cell of a person is as it was; own tabs may have grown below.
fn assert_kept(before: &Typed, after: &Typed, contract: &Contract, case: &str) {
    for (title, rows) in &before.0 {
        let now = &after.0[title];
        let key = contract.tab_by_title(title).map(|tab| tab.key);
        let grows = matches!(key, Some(TabKey::Handoffs | TabKey::Reminders | TabKey::History));
        let now = if grows { &now[..rows.len().min(now.len())] } else { &now[..] };
        assert_eq!(rows, now, "{case}: {title}: what people typed");
    }
    assert_eq!(before.0.len(), after.0.len(), "{case}: tabs");
}
