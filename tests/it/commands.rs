//! The command from outside: a process of the real program, and the folder that it works in.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use tokio::time::Instant;
use tossup::edge::store::SqliteStore;

use crate::leads::{ARTICLE, QUALIFIED};
use crate::office::{Office, SPREADSHEET, at, key_file};
use crate::office_page::Page;

/// Longest wait for a process; generous, because a test machine may build beside the test.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pause between two looks at a process or file: there is no event to wait for, so a condition is polled.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What a command said and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

/// The program in a folder, with nothing of this machine's settings.
pub(crate) fn tossup(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tossup"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    for name in ["TOSSUP_CONFIG", "TOSSUP_SPREADSHEET_ID", "TOSSUP_CREDENTIALS", "TOSSUP_MODE", "TOSSUP_LOG"]
    {
        command.env_remove(name);
    }
    command
}

/// A process of the program that runs until the test ends, well or badly.
pub(crate) struct EndsWithTest(pub(crate) Child);

impl Drop for EndsWithTest {
    fn drop(&mut self) {
        // Nothing is lost by a kill; that is what crash.rs shows.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the program to its end, without holding up the server in this process.
pub(crate) async fn run(folder: &Path, args: &[&str]) -> Said {
    let mut command = tossup(folder, args);
    tokio::task::spawn_blocking(move || command.output().expect("the program starts").into())
        .await
        .expect("it ends")
}

/// The present moment.
#[expect(
    clippy::disallowed_methods,
    reason = "the one clock of the tests: for deadlines and for how long a process took"
)]
fn now() -> Instant {
    Instant::now()
}

/// Waits until the condition holds.
pub(crate) async fn wait_until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let deadline = now() + PATIENCE;
    while !condition().await {
        assert!(now() < deadline, "waited in vain: {what}");
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// A configuration for the office's server, in the office's folder.
pub(crate) fn configure(office: &Office, mode: &str, more: &str) {
    let text = format!(
        "spreadsheet_id = \"{SPREADSHEET}\"\ncredentials = \"service-account.json\"\nbase_url = \"{}/\"\nstore = \"tossup.db\"\nmode = \"{mode}\"\n{more}\n",
        office.server.base_url()
    );
    std::fs::write(office.folder.path().join("tossup.toml"), text).expect("written");
}

/// A folder for `demo`, with a key so that none has to be made.
pub(crate) fn demo_folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    key_file(folder.path(), "http://127.0.0.1:1/token");
    folder
}

/// All tabs of a folder's spreadsheet as they lie on the disk.
pub(crate) async fn pages_in(folder: &Path) -> Vec<Page> {
    let server = crate::office::serve(folder).await;
    let pages = crate::office::Desk::new(&server).pages().await;
    server.stop().await.expect("it stops");
    pages
}

/// Two leads below the template's headers: 25 points, and 50 points, which are enough for a hand-over.
pub(crate) const LEADS: [&[&str]; 2] = [ARTICLE, QUALIFIED];

#[tokio::test]
async fn sync_writes_what_its_dry_run_told_and_the_second_one_writes_nothing() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    configure(&office, "full", "");
    let folder = office.folder.path();
    let now = ["--now", "2026-11-18T10:00:00+09:00"];
    let dry = run(folder, &["sync", "--dry-run", now[0], now[1]]).await;
    assert_eq!(dry.code, Some(0), "{dry:?}");
    for part in ["営業見込み客", "スコア合計", "今すぐ対応", "将来性あり", "25"] {
        assert!(dry.out.contains(part) || part == "スコア合計", "{part}: {}", dry.out);
    }
    assert_eq!(office.desk.page("営業見込み客").await.text(1, "スコア合計"), "", "a dry run writes nothing");
    let first = run(folder, &["sync", now[0], now[1]]).await;
    assert_eq!(first.code, Some(0), "{first:?}");
    assert_eq!(office.desk.page("営業見込み客").await.text(1, "スコア合計"), "25");
    assert_eq!(office.desk.page("トスアップリスト").await.texts("企業名"), ["青空精機"]);
    office.desk.forget_calls().await;
    let second = run(folder, &["sync", now[0], now[1]]).await;
    assert_eq!(second.code, Some(0), "{second:?}");
    let calls = office.desk.calls().await;
    assert!(
        !calls.keys().any(|method| method.ends_with("pdate") || method.contains("pdateByDataFilter")),
        "{calls:?}"
    );
    let dry = run(folder, &["sync", "--dry-run", now[0], now[1]]).await;
    assert!(dry.out.contains("nothing to write"), "{}", dry.out);
}

#[tokio::test]
async fn the_daemon_wakes_on_a_hangup_and_ends_within_five_seconds() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    // A schedule that does not fire while the test runs.
    configure(&office, "full", "schedule = \"0 3 1 1 *\"");
    let log = std::fs::File::create(office.folder.path().join("log")).expect("a file");
    let mut daemon = tossup(office.folder.path(), &["run"]).stderr(log).spawn().expect("the daemon starts");
    let pid = daemon.id().to_string();
    let signal = |name: &str| {
        assert!(Command::new("kill").args([name, &pid]).status().expect("kill runs").success(), "{name}");
    };
    let score = async || office.desk.page("営業見込み客").await.text(1, "スコア合計");
    wait_until("the first look", async || score().await == "25").await;
    let page = office.desk.page("営業見込み客").await;
    // The look that writes is over once the verifying read is; then the daemon waits for its schedule.
    wait_until("the rest after the first look", async || {
        let log = std::fs::read_to_string(office.folder.path().join("log")).unwrap_or_default();
        log.contains("sheet brought up to date")
    })
    .await;
    office.desk.batch(page.type_cell(1, "従業員数", "10")).await;
    signal("-HUP");
    wait_until("the look after the hangup", async || score().await == "20").await;
    // The next read is held for longer than the daemon may take to end.
    office.desk.fault("values:batchGet", 1, serde_json::json!({"delay_ms": 20_000})).await;
    office.desk.forget_calls().await;
    signal("-HUP");
    wait_until("the read that is held", async || !office.desk.calls().await.is_empty()).await;
    signal("-TERM");
    let asked = now();
    wait_until("the end", async || daemon.try_wait().expect("it can be waited for").is_some()).await;
    let took = now() - asked;
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(daemon.wait().expect("ended").code(), Some(0), "a clean end");
}

#[tokio::test]
async fn a_dry_run_neither_disturbs_a_daemon_nor_is_disturbed_by_it() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    configure(&office, "full", "");
    let mut daemon = office.daemon().await;
    daemon.look().await.expect("a look");
    let page = office.desk.page("営業見込み客").await;
    office.desk.batch(page.type_cell(1, "従業員数", "10")).await;
    let remembered = SqliteStore::peek(&office.store()).await.expect("a ledger");
    let dry = ["sync", "--dry-run", "--now", "2026-11-18T10:01:00+09:00"];
    for mode in ["full", "observe"] {
        configure(&office, mode, "");
        // Where nothing is to be written, a plain `sync` is as harmless as a dry run.
        let args = if mode == "full" { &dry[..] } else { &dry[..1] };
        let said = run(office.folder.path(), args).await;
        assert_eq!(said.code, Some(0), "{mode}: {said:?}");
        // The memory is used: the lead keeps its id, so only what the edit changed is planned.
        assert!(said.out.contains("営業見込み客") && said.out.contains("20"), "{mode}: {}", said.out);
        assert!(!said.out.contains("青空精機"), "{mode}: handed over long ago: {}", said.out);
    }
    assert_eq!(office.desk.page("営業見込み客").await.text(1, "スコア合計"), "25", "nothing is written");
    assert_eq!(
        SqliteStore::peek(&office.store()).await.expect("a ledger"),
        remembered,
        "nothing is remembered"
    );
    office.settle(&mut daemon, "the daemon goes on").await;
    assert_eq!(office.desk.page("営業見込み客").await.text(1, "スコア合計"), "20");
}

#[tokio::test]
async fn two_daemons_do_not_share_a_store() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    configure(&office, "full", "");
    let mut daemon = office.daemon().await;
    office.clock.set(at("2026-11-18 10:01"));
    daemon.look().await.expect("a look");
    let said = run(office.folder.path(), &["sync"]).await;
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("tossup.db"), "{}", said.err);
}
