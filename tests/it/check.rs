//! `tossup check`: everything that can be told is told, whatever else fails.

use crate::bad_input::assert_says;
use crate::commands::{LEADS, configure, run};
use crate::office::Office;

const NOW: &str = "2026-11-18 10:00";

#[tokio::test]
async fn a_stage_that_fails_keeps_no_other_from_telling() {
    let office = Office::open(NOW, &LEADS).await;
    let folder = office.folder.path();
    let toml = folder.join("tossup.toml");
    configure(&office, "full", "schedule = \"30 9 * * 1\"");
    let good = std::fs::read_to_string(&toml).expect("the configuration");
    let write = |text: String| std::fs::write(&toml, text).expect("written");
    let schedule = ["schedule: 30 9 * * 1 (Asia/Tokyo), next: ", " 09:30"];
    let judged = ["spreadsheet: reached", "見込"];

    write(good.replace("\"demo\"", "\"\"").replace("service-account.json", "nowhere.json"));
    let said = run(folder, &["check"]).await;
    assert_says(&said, 2, &schedule);
    assert_says(&said, 2, &["spreadsheet_id", "key file", "nowhere.json", "memory: 0 leads", "2 findings"]);
    assert_says(&said, 2, &["not looked at: tabs, headers, rules and leads"]);

    write(good.replace("\"demo\"", "\"\""));
    let said = run(folder, &["check"]).await;
    assert_says(&said, 2, &["credentials: read", "spreadsheet_id", "1 findings"]);

    office.desk.access("not_shared").await;
    write(good.replace("tossup.db", "gone/tossup.db"));
    let said = run(folder, &["check"]).await;
    assert_says(&said, 2, &["編集者", "no folder", "gone", "2 findings"]);
    assert_says(&said, 2, &schedule);

    office.desk.access("shared").await;
    let leads = office.desk.page("営業見込み客").await;
    office.desk.batch(leads.delete_column("ステータス")).await;
    let said = run(folder, &["check"]).await;
    assert_says(&said, 2, &judged[..1]);
    assert_says(&said, 2, &["no folder", "no column 「ステータス」", "tossup init", "2 findings"]);
    assert!(!said.out.contains("not looked at"), "{said:?}");

    write(good);
    let said = run(folder, &["check"]).await;
    assert_says(&said, 1, &["no column 「ステータス」", "1 findings"]);
    assert!(!folder.join("tossup.db").exists(), "a check makes no memory");
}

#[tokio::test]
async fn the_last_good_version_of_a_rule_is_known_from_the_memory() {
    let office = Office::open(NOW, &LEADS).await;
    configure(&office, "full", "");
    // The daemon holds its store throughout.
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, "the first look").await;
    assert_says(&run(office.folder.path(), &["check"]).await, 0, &["memory: 2 leads", "0 findings"]);
    let rules = office.desk.page("スコア設定").await;
    let row = rules.row_of("項目", "会社規模");
    office.desk.batch(rules.type_cell(row, "内容", "なんとなく大きい")).await;
    let said = run(office.folder.path(), &["check"]).await;
    assert_says(&said, 1, &["なんとなく大きい", "its last good version stays in force", "1 findings"]);
    office.settle(&mut daemon, "the look after the edit").await;
    let said = run(office.folder.path(), &["check"]).await;
    assert_says(&said, 1, &["its last good version stays in force"]);
    drop(daemon);
    office.lose_store();
    let said = run(office.folder.path(), &["check"]).await;
    assert_says(&said, 1, &["memory: 0 leads", "なんとなく大きい", "Until then it is not used."]);
}
