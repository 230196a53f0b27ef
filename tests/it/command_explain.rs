//! `tossup explain` from outside, on the folder that a demo left.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tossup::decide::book::column_letters;

/// The Tuesday after a holiday Monday.
const NOW: &str = "2026-11-24T09:00:00+09:00";

fn tossup(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tossup"));
    for name in ["TOSSUP_CONFIG", "TOSSUP_LOG", "TOSSUP_MODE", "TOSSUP_SPREADSHEET_ID", "TOSSUP_CREDENTIALS"]
    {
        command.env_remove(name);
    }
    command.args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The folder of a demo that came to rest; made once for all trials, its server stopped.
fn demo() -> &'static Path {
    static DEMO: OnceLock<TempDir> = OnceLock::new();
    let folder = DEMO.get_or_init(|| {
        let folder = TempDir::new().expect("a folder");
        let dir = folder.path().to_str().expect("a path");
        let output = tossup(&["demo", "--once", "--port", "0", "--now", NOW, "--dir", dir]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        folder
    });
    folder.path()
}

/// A copy of the demo's folder, and its spreadsheet being served.
struct Trial {
    folder: TempDir,
    server: localsheets::Running,
}

impl Trial {
    async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = TempDir::new().expect("a folder");
        copy(demo(), folder.path());
        let options = localsheets::Options {
            dir: folder.path().to_owned(),
            addr: SocketAddr::from(([127, 0, 0, 1], 0)),
            open: false,
            clock: localsheets::Clock::System,
        };
        let server = localsheets::start(options).await.expect("the server starts");
        localsheets::issue_service_account_key(folder.path(), &format!("{}/token", server.base_url()))
            .expect("a key");
        let file = folder.path().join("tossup.toml");
        let settings = std::fs::read_to_string(&file).expect("the settings");
        let address = format!("base_url = \"{}/\"", server.base_url());
        let lines = settings.lines().map(|line| if line.starts_with("base_url") { &address } else { line });
        std::fs::write(&file, lines.collect::<Vec<_>>().join("\n")).expect("the settings");
        Self { folder, server }
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("tossup.toml")
    }

    async fn run(&self, lead: &str) -> Output {
        let config = self.config().to_str().expect("a path").to_owned();
        let lead = lead.to_owned();
        let run = move || tossup(&["explain", "--config", &config, "--now", NOW, "--", &lead]);
        tokio::task::spawn_blocking(run).await.expect("the run")
    }

    async fn explain(&self, lead: &str) -> String {
        let output = self.run(lead).await;
        assert!(output.status.success(), "{lead}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    async fn refused(&self, lead: &str) -> String {
        let output = self.run(lead).await;
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()), "{lead}");
        text(&output.stderr)
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a file");
        }
    }
}

impl Trial {
    /// A call as the spreadsheet's owner: a person in the page.
    async fn owner(&self, method: reqwest::Method, range: &str, body: Option<&Json>) -> Json {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let url = format!("{}/v4/spreadsheets/demo/values/{range}", self.server.base_url());
        let mut call = client.request(method, url).bearer_auth(&self.server.page_token);
        if let Some(body) = body {
            call = call.query(&[("valueInputOption", "RAW")]).json(body);
        }
        let answer: Json = call.send().await.expect("an answer").json().await.expect("JSON");
        assert!(answer.get("error").is_none(), "{range}: {answer}");
        answer
    }

    /// Row 1 of a tab.
    async fn headers(&self, tab: &str) -> Vec<String> {
        let answer = self.owner(reqwest::Method::GET, &format!("{tab}!1:1"), None).await;
        let row = answer["values"][0].as_array().cloned().unwrap_or_default();
        row.iter().map(|cell| cell.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Types into the column with this header, which is added at the right end where it is missing.
    async fn type_into(&self, tab: &str, (header, row): (&str, usize), text: &str) {
        let headers = self.headers(tab).await;
        let found = headers.iter().position(|other| other == header);
        let position = found.unwrap_or(headers.len());
        let letters = column_letters(u32::try_from(position).expect("a column"));
        if found.is_none() {
            self.put(&format!("{tab}!{letters}1"), header).await;
        }
        self.put(&format!("{tab}!{letters}{row}"), text).await;
    }

    async fn put(&self, range: &str, text: &str) {
        self.owner(reqwest::Method::PUT, range, Some(&json!({"values": [[text]]}))).await;
    }
}

const LEADS: &str = "営業見込み客";
const RULES: &str = "スコア設定";

/// Columns of the terminal that a line takes.
fn width(line: &str) -> usize {
    let is_wide = |c: char| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}');
    line.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn check_lines(answer: &str, lines: &[&str]) {
    for line in lines {
        assert!(answer.lines().any(|other| other == *line), "no line {line:?} in\n{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_is_explained_at_length() {
    let trial = Trial::start().await;
    let answer = trial.explain("2").await;
    let id = answer.split_whitespace().nth(1).expect("an id").to_owned();
    let first = format!("営業見込み客!2  {id}  株式会社  田中一郎");
    check_lines(
        &answer,
        &[
            &first,
            "属性点　　: 10　会社規模+5 業種+5",
            "行動点　　: 15　過去の行動+10 Web行動+5",
            "スコア合計: 25",
            "優先度　　: 中　(高は30点以上、中は15点以上)",
            "ステータス: 将来性あり　(今すぐ対応はスコア合計30点以上、将来性ありは属性点10点以上)",
            "次の優先度「高」まで: あと5点",
            "  担当者役職(+10) が変われば「高」になります(合計35点)",
        ],
    );
    let table: Vec<&str> = answer.lines().filter(|line| line.starts_with(['┌', '│', '╞', '└'])).collect();
    assert!(table.iter().all(|line| width(line) == width(table[0])), "{answer}");
    let cells: Vec<Vec<&str>> = table
        .iter()
        .map(|line| {
            line.trim_matches(['│', ' ']).split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
        })
        .collect();
    for row in [
        ["会社規模", "従業員数 50以上", "D2「従業員数」", "120", "120", "書かれたとおり", "満たす", "+5"],
        ["担当者役職", "役職の段 50以上", "E2「役職」", "課長", "段40", "役職", "満たさない", "0"],
        [
            "Web行動",
            "Web閲覧回数 2以上",
            "H2「Web閲覧回数」",
            "2回以上",
            "2以上",
            "下限か上限だけの数",
            "満たす",
            "+5",
        ],
    ] {
        assert!(cells.iter().any(|cells| cells == &row), "no row {row:?} in\n{answer}");
    }
    for same in [id.as_str(), &id.to_lowercase(), "２", "株式会社"] {
        assert_eq!(trial.explain(same).await, answer, "{same}");
    }
    assert_eq!(trial.explain("ｱｵｿﾞﾗ 精機").await, trial.explain("アオゾラ精機").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_judged_is_listed_with_its_points() {
    let trial = Trial::start().await;
    let answer = trial.explain("例田商店").await;
    check_lines(
        &answer,
        &[
            "判定できなかったルール(直すと増減しうる点):",
            "  会社規模 +5　営業見込み客!D12「従業員数」: 空欄",
            "  担当者役職 +10　営業見込み客!E12「役職」: 空欄",
            "次の優先度「中」まで: あと15点",
            "要確認　　: 従業員数 +5(空欄)、役職 +10(空欄)",
        ],
    );
    trial.type_into(LEADS, ("従業員数", 12), "30〜99名").await;
    check_lines(
        &trial.explain("12").await,
        &["  会社規模 +5　営業見込み客!D12「従業員数」: 範囲が条件をまたぐ"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_that_cannot_be_told_is_refused_with_a_remedy() {
    let trial = Trial::start().await;
    for lead in ["999", "1", "zzz", "L-0000000000", "", "　"] {
        let message = trial.refused(lead).await;
        assert!(
            message.contains("found no lead") && message.contains("Copy the リードID"),
            "{lead}: {message}"
        );
    }
    let message = trial.refused("クモマ").await;
    assert!(message.contains("leads for \"クモマ\"; expected one"), "{message}");
    assert!(
        message.lines().any(|line| line.starts_with("  営業見込み客!10  L-") && line.contains("クモマ工業")),
        "{message}"
    );
    trial.type_into(LEADS, ("会社名", 1), "なにか").await;
    let message = trial.refused("2").await;
    assert!(message.contains("営業見込み客!1: found no column 「会社名」"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_set_by_hand_exclusions_and_broken_rules_are_told() {
    let trial = Trial::start().await;
    trial.type_into(LEADS, ("優先度(手動)", 2), "高").await;
    trial.type_into(LEADS, ("社内ランク", 2), "A").await;
    let last = 40;
    for (header, text) in [
        ("項目", "社内ランク"),
        ("列", "社内ランク"),
        ("比較", "等しい"),
        ("値", "A"),
        ("配点", "-7"),
        ("区分", "属性"),
    ] {
        trial.type_into(RULES, (header, last), text).await;
    }
    for (header, text) in [("項目", "除外"), ("内容", "従業員数100名以上は対象外")] {
        trial.type_into(RULES, (header, last + 1), text).await;
    }
    trial.type_into(RULES, ("内容", 2), "なんとなく大きい").await;
    let answer = trial.explain("2").await;
    check_lines(
        &answer,
        &[
            "属性点　　: 3　会社規模+5 業種+5 社内ランク-7",
            "スコア合計: 18",
            "優先度　　: 低　(高は30点以上、中は15点以上)",
            "対象外: 「除外」を満たすため引き渡しません。これが変われば、点数どおりの「中」になります",
            "スコア設定の問題:",
        ],
    );
    assert!(answer.contains("「優先度(手動)」の指定が優先します(計算では低)"), "{answer}");
    assert!(answer.contains("対象外にする"), "{answer}");
    assert!(answer.contains("  スコア設定!B2「内容」"), "the broken rule is named: {answer}");
    assert!(!answer.contains("次の優先度"), "an excluded lead has no next label: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_in_use_is_not_disturbed() {
    let trial = Trial::start().await;
    let store = trial.folder.path().join("tossup.db");
    let held = tossup::edge::store::SqliteStore::open(&store).await.expect("the store");
    let before = trial.explain("2").await;
    drop(held);
    assert!(before.contains("ルールの版 v1-"), "{before}");
    std::fs::remove_file(&store).expect("the store goes");
    let without = trial.explain("2").await;
    assert!(without.contains("スコア合計: 25"), "a lost store is no reason to say nothing: {without}");
    assert!(!store.exists(), "explaining makes no store");
}
