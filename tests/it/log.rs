//! What the log never holds: cell texts, names, e-mail addresses, tokens, keys; not even at the most talkative filter.

use serde_json::json;

use crate::commands::{Said, configure, tossup};
use crate::office::Office;

const NOW: &str = "2026-11-18 10:00";

/// Texts that stand nowhere but in cells.
const SECRETS: [&str; 7] = [
    "極秘甲乙丙製作所",
    "秘匿姓花子",
    "hanako.hitoku@secret.example.co.jp",
    "03-9876-5432",
    "社外秘の接触履歴",
    "内緒の部長",
    "読めない内緒の条件",
];

async fn run_talking(office: &Office, args: &[&str]) -> Said {
    let mut command = tossup(office.folder.path(), args);
    command.env("TOSSUP_LOG", "trace");
    tokio::task::spawn_blocking(move || command.output().expect("the program starts").into())
        .await
        .expect("it ends")
}

/// Nothing of the cells, the token or the key stands in the log.
fn assert_silent(case: &str, said: &Said, key: &str) {
    assert!(said.err.contains("TRACE"), "{case}: the log talks: {}", said.err);
    let own = SECRETS.iter().copied().chain(SECRETS.iter().map(|text| &text[..12]));
    for secret in own
        .chain(["Bearer ", "ya29.", "eyJ", "PRIVATE KEY"])
        .chain(key.split("\\n").filter(|line| line.len() > 20))
    {
        assert!(!said.err.contains(secret), "{case}: the log holds {secret:?}:\n{}", said.err);
    }
}

#[tokio::test]
async fn no_cell_text_name_address_or_token_reaches_the_log() {
    for format in ["text", "json"] {
        let [company, person, email, phone, history, title, rule] = SECRETS;
        let row = [company, person, "製造業", "300", title, "3", "参加済み", "5", phone, email, history];
        let office = Office::open(NOW, &[&row, &[company, person, "製造業", "?", title]]).await;
        configure(&office, "full", &format!("[log]\nformat = \"{format}\""));
        let key = std::fs::read_to_string(office.folder.path().join("service-account.json")).expect("a key");
        let rules = office.desk.page("スコア設定").await;
        office.desk.batch(rules.type_cell(rules.row_of("項目", "会社規模"), "内容", rule)).await;

        let said = run_talking(&office, &["sync"]).await;
        assert!(said.out.contains(rule), "{format}: the person who asks is told: {}", said.out);
        assert!(said.err.contains("sheet brought up to date"), "{format}: {}", said.err);
        assert_silent(format, &said, &key);

        // Answers that quote what was sent, and every other way in which a call fails.
        let quoting = json!({"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": format!("Unable to parse: {company} {email}")}});
        for (matches, kind) in [
            ("values:batchGet", json!({"status": {"code": 400, "body": quoting.to_string()}})),
            ("values:batchUpdateByDataFilter", json!({"status": {"code": 400, "body": quoting.to_string()}})),
            ("values:batchUpdateByDataFilter", json!("cut_answer")),
            ("values:batchGet", json!({"status": 401})),
        ] {
            let leads = office.desk.page("営業見込み客").await;
            let size = if leads.text(1, "従業員数") == "300" { "10" } else { "300" };
            office.desk.batch(leads.type_cell(1, "従業員数", size)).await;
            office.desk.fault(matches, 2, kind.clone()).await;
            let said = run_talking(&office, &["sync"]).await;
            office.desk.clear_faults().await;
            assert_silent(&format!("{format}: {matches} {kind}"), &said, &key);
        }

        // A lead tab that is blocked is a warning with code and place.
        let leads = office.desk.page("営業見込み客").await;
        office.desk.batch(leads.rename_header("会社名", person)).await;
        let said = run_talking(&office, &["sync"]).await;
        assert!(said.err.contains("work on the tab stopped"), "{format}: {}", said.err);
        assert_silent(format, &said, &key);
    }
}
