//! `tossup demo` from outside: a taken port, a list of one's own, a folder that is not the demo's.

use std::path::Path;

use serde_json::Value as Json;

use crate::bad_input::assert_says;
use crate::commands::{Said, demo_folder, pages_in, run};
use crate::office_page::{Page, typed};

/// Headers under synonyms, a column that tossup does not know, one that has the name of its own 優先度.
const HEADER: [&str; 12] = [
    "企業名",
    "担当者氏名",
    "業界",
    "社員数",
    "役職名",
    "DL数",
    "ウェビナー参加",
    "サイト訪問回数",
    "流入経路",
    "メールアドレス",
    "初回商談メモ",
    "優先度",
];
/// The article's row in full-width digits, with a comma in the note; a row whose number has a comma and whose characters only Microsoft's
/// Shift_JIS has; a row that ends early.
const ROWS: [&[&str]; 3] = [
    &[
        "株式会社",
        "田中一郎",
        "製造業",
        "１２０",
        "課長",
        "1",
        "なし",
        "2回以上",
        "資料請求",
        "ichiro@example.co.jp",
        "予算あり, 来期に再訪",
        "A",
    ],
    &[
        "㈱髙橋①製作所",
        "髙橋 花子",
        "製造業",
        "1,200人",
        "部長",
        "2",
        "参加",
        "10～20",
        "展示会",
        "hanako@example.co.jp",
        "「急ぎ」",
        "高",
    ],
    &["水面電設", "架空次郎", "小売業"],
];

fn csv(line_end: &str) -> String {
    let quoted = |cell: &&str| if cell.contains(',') { format!("\"{cell}\"") } else { (*cell).to_owned() };
    let line = |row: &[&str]| row.iter().map(quoted).collect::<Vec<_>>().join(",") + line_end;
    std::iter::once(&HEADER[..]).chain(ROWS).map(line).collect()
}

async fn demo(folder: &Path, args: &[&str]) -> Said {
    let fixed = ["demo", "--once", "--dir", ".", "--now", "2026-11-18T10:00:00+09:00"];
    run(folder, &[&fixed[..], args].concat()).await
}

async fn leads_in(folder: &Path) -> Page {
    let pages = pages_in(folder).await;
    pages.into_iter().find(|page| page.title == "営業見込み客").expect("the lead tab")
}

/// Name of the file, its content (none: there is no file), what is told.
type BadFile<'a> = (&'a str, Option<&'a [u8]>, &'a [&'a str]);

#[tokio::test]
async fn a_taken_port_is_told_and_another_one_serves() {
    let folder = demo_folder();
    std::fs::write(folder.path().join("list.csv"), csv("\n")).expect("written");
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = taken.local_addr().expect("an address").port();
    let said = demo(folder.path(), &["--leads", "list.csv", "--port", &port.to_string()]).await;
    assert_eq!(said.code, Some(0), "{said:?}");
    let told = said.out.split_once(&format!("port {port} is in use; taking ")).expect("it is told").1;
    let other: u16 = told.lines().next().and_then(|port| port.parse().ok()).expect("a port");
    assert_ne!(other, port);
    let address = format!("http://127.0.0.1:{other}/");
    assert!(said.out.contains(&format!("spreadsheet: {address}spreadsheets/d/demo/edit")), "{}", said.out);
    let toml = std::fs::read_to_string(folder.path().join("tossup.toml")).expect("the configuration");
    assert!(toml.contains(&address), "{toml}");
    assert_eq!(leads_in(folder.path()).await.text(1, "スコア合計"), "25", "the daemon works there");
}

#[tokio::test]
async fn a_list_of_ones_own_is_read_whole_however_it_was_saved() {
    let plain = csv("\n");
    let from_excel = csv("\r\n");
    let (shift_jis, _, is_lossy) = encoding_rs::SHIFT_JIS.encode(&from_excel);
    assert!(!is_lossy, "every character of the list exists there");
    let marked = [b"\xEF\xBB\xBF", from_excel.as_bytes()].concat();
    let mut first: Option<Page> = None;
    for (case, bytes) in
        [("UTF-8", plain.as_bytes()), ("UTF-8 with a mark", &marked), ("Shift_JIS", &shift_jis)]
    {
        let folder = demo_folder();
        std::fs::write(folder.path().join("list.csv"), bytes).expect("written");
        let said = demo(folder.path(), &["--leads", "list.csv", "--port", "0"]).await;
        assert_eq!(said.code, Some(0), "{case}: {said:?}");
        let leads = leads_in(folder.path()).await;
        check_list(&leads, case);
        let rows = |page: &Page| page.without_columns(&[page.column("リードID")]);
        let first = first.get_or_insert_with(|| leads.clone());
        assert_eq!(rows(first), rows(&leads), "{case}: as from plain UTF-8");
    }
}

/// Every cell of the list stands where it stood, and the leads have their scores.
fn check_list(leads: &Page, case: &str) {
    let mut header = HEADER.map(str::to_owned);
    header[11] = "優先度(取込)".to_owned();
    assert_eq!(leads.headers()[..12], header, "{case}");
    for (row, cells) in (1..).zip(ROWS) {
        for (header, text) in header.iter().zip(cells) {
            let value = typed(text)["userEnteredValue"].clone();
            let value: Json =
                value.as_object().and_then(|value| value.values().next().cloned()).expect("a value");
            let found = &leads.rows[row][leads.column(header)];
            let is_same = found == &value || found.as_f64().is_some() && found.as_f64() == value.as_f64();
            assert!(is_same, "{case}: row {}, {header}: found {found}; expected {value}", row + 1);
        }
    }
    let shown = |row| ["スコア合計", "優先度", "ステータス"].map(|header| leads.text(row, header));
    assert_eq!(shown(1), ["25", "中", "将来性あり"], "{case}: the article's row");
    assert_eq!(shown(2), ["50", "高", "今すぐ対応"], "{case}");
    assert_eq!(
        leads.text(2, "スコア内訳").matches("+5").count(),
        3,
        "{case}: {}",
        leads.text(2, "スコア内訳")
    );
    assert_eq!(leads.rows.len(), 4, "{case}: no row too many");
}

#[tokio::test]
async fn a_list_that_cannot_be_used_is_told_and_the_folder_stays_fresh() {
    let folder = demo_folder();
    let utf_16: Vec<u8> = csv("\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let semicolons = csv("\n").replace(',', ";");
    let nameless = csv("\n").replacen("企業名", "番号", 1);
    let table: [BadFile<'_>; 5] = [
        ("missing.csv", None, &["missing.csv", "--leads"]),
        ("empty.csv", Some(b""), &["empty.csv", "empty", "header row"]),
        ("utf16.csv", Some(&utf_16), &["utf16.csv", "neither UTF-8 nor Shift_JIS", "CSV UTF-8"]),
        ("semicolons.csv", Some(semicolons.as_bytes()), &["semicolons.csv:1", "会社名", "commas"]),
        ("nameless.csv", Some(nameless.as_bytes()), &["nameless.csv:1", "会社名", "企業名", "first row"]),
    ];
    for (name, bytes, parts) in table {
        if let Some(bytes) = bytes {
            std::fs::write(folder.path().join(name), bytes).expect("written");
        }
        assert_says(&demo(folder.path(), &["--leads", name, "--port", "0"]).await, 2, parts);
    }
    std::fs::write(folder.path().join("list.csv"), csv("\n")).expect("written");
    let said = demo(folder.path(), &["--leads", "list.csv", "--port", "0"]).await;
    assert_eq!(said.code, Some(0), "{said:?}");
    check_list(&leads_in(folder.path()).await, "after the others");
}

#[tokio::test]
async fn a_second_list_leaves_the_leads_of_the_first_alone_and_says_so() {
    let folder = demo_folder();
    std::fs::write(folder.path().join("list.csv"), csv("\n")).expect("written");
    std::fs::write(folder.path().join("other.csv"), "会社名\n別の会社\n").expect("written");
    assert_says(&demo(folder.path(), &["--leads", "list.csv", "--port", "0"]).await, 0, &[]);
    let before = pages_in(folder.path()).await;
    for name in ["other.csv", "missing.csv"] {
        let said = demo(folder.path(), &["--leads", name, "--port", "0"]).await;
        assert_says(&said, 0, &["found leads already", name, "was not read", "--dir"]);
    }
    for (was, is) in before.iter().zip(&pages_in(folder.path()).await) {
        assert_eq!(was.rows, is.rows, "{}", was.title);
    }
}

#[tokio::test]
async fn a_folder_with_files_of_a_real_installation_is_left_as_it_is() {
    let real = "spreadsheet_id = \"1AbC\"\nbase_url = \"https://sheets.googleapis.com/\"\n";
    let key = "{\"type\": \"service_account\", \"client_email\": \"tossup@company.iam.gserviceaccount.com\", \"token_uri\": \"https://oauth2.googleapis.com/token\"}";
    for (name, text) in [("tossup.toml", real), ("tossup.db", "a store"), ("service-account.json", key)] {
        let folder = tempfile::TempDir::new().expect("a folder");
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("written");
        std::fs::create_dir(folder.path().join("books")).expect("a folder of somebody else");
        for _ in 0..2 {
            assert_says(&demo(folder.path(), &["--port", "0"]).await, 2, &[name, "--dir"]);
        }
        assert_eq!(std::fs::read_to_string(&file).expect("it is there"), text, "{name}");
        let entries = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(entries, 2, "{name}: nothing was added");
    }
}
