//! `tossup read` from outside: every table, and what it says where it cannot.

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;

/// Runs `tossup` in an empty folder with this standard input.
fn tossup(arguments: &[&str], input: &[u8]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = command(arguments).current_dir(folder.path()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_vec();
    // Its output may fill up before it has read all.
    let writing = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("its output");
    // A program that refuses does not read to the end.
    let _ = writing.join().expect("the writer");
    output
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tossup"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["TOSSUP_CONFIG", "TOSSUP_LOG", "TOSSUP_MODE"] {
        command.env_remove(name);
    }
    command
}

fn read(arguments: &[&str], input: &str) -> String {
    let output = tossup(&[&["read", "--today", "2026-11-22"], arguments].concat(), input.as_bytes());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn refused(arguments: &[&str], input: &[u8]) -> String {
    let output = tossup(&[&["read"], arguments].concat(), input);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty() || arguments.contains(&"--csv"), "{arguments:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

fn is_equal(kind: &str, read: &str, expected: &str) -> bool {
    let json = |text: &str| serde_json::from_str::<Json>(text).unwrap_or_else(|_| panic!("{text} is JSON"));
    if kind == "rule" { json(read) == json(expected) } else { read == expected }
}

/// Every row of a table reads as it expects, and comes out as it went in.
fn check_table(kind: &str, name: &str) {
    let path = format!("{}/tests/it/tables/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let answer = read(&[kind, "--csv"], &table);
    let mut before = csv::Reader::from_reader(table.as_bytes());
    let mut after = csv::Reader::from_reader(answer.as_bytes());
    let header = before.headers().expect("a header").clone();
    let expected = header.iter().position(|column| column == "expected").expect("a column expected");
    let added: Vec<&str> = header.iter().chain(["read"]).collect();
    assert_eq!(after.headers().expect("a header"), added, "{name}");
    let before: Vec<_> = before.records().map(|row| row.expect("a row")).collect();
    let after: Vec<_> = after.records().map(|row| row.expect("a row")).collect();
    assert_eq!(before.len(), after.len(), "{name}: rows");
    assert!(before.len() > 20, "{name}: only {} rows", before.len());
    let mut wrong = Vec::new();
    for (before, after) in before.iter().zip(&after) {
        assert!(before.iter().eq(after.iter().take(before.len())), "{name}: {before:?} became {after:?}");
        let read = &after[before.len()];
        if !is_equal(kind, read, &before[expected]) {
            wrong.push(format!("{before:?}: read {read}"));
        }
    }
    assert!(wrong.is_empty(), "{name}: {} rows differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_table_reads_as_it_expects() {
    for (kind, names) in [
        ("company", &["company_names", "extra_company"][..]),
        ("company_pair", &["company_pairs", "extra_company_pair"]),
        ("person", &["person_names", "extra_person"]),
        ("email", &["emails", "extra_emails"]),
        ("email_domain", &["free_mail_domains", "extra_free_mail_domains"]),
        ("phone", &["phones", "extra_phones"]),
        ("job_title", &["job_titles", "extra_job_titles"]),
        ("quantity", &["quantities", "extra_quantities"]),
        ("yes_no", &["yes_no", "extra_yes_no"]),
        ("date", &["dates", "extra_dates"]),
        ("industry", &["industries", "extra_industries"]),
        ("status", &["statuses", "extra_statuses"]),
        ("rule", &["rule_phrases", "extra_rule_phrases"]),
        ("business_day", &["business_days", "extra_business_days"]),
    ] {
        names.iter().for_each(|name| check_table(kind, name));
    }
}

#[test]
fn a_text_is_told_with_its_reason() {
    for (arguments, expected) in [
        (&["quantity", "約100名"][..], "約100名\n  読み取り: ~100\n  理由: およその数 [approximate]\n"),
        (
            &["quantity", "--field", "visits", "なし"],
            "なし\n  読み取り: =0\n  理由: 数を表す語 [word_for_count]\n",
        ),
        (
            &["job_title", "次長", "室長"],
            "次長\n  読み取り: 45\n  理由: 会社により段が違う役職 [title_varies]\n  要確認: 会社によって答えが変わる読み取りです\n\
             室長\n  読み取り: 50\n  理由: 会社により段が違う役職 [title_varies]\n  要確認: 会社によって答えが変わる読み取りです\n",
        ),
        (
            &[
                "company",
                "アオゾラ商会",
                "㈱アオゾラ商会（旧：クモマ商会） 東京支店 御中",
                "Kumoma GmbH（見本）",
            ],
            "アオゾラ商会\n  読み取り: アオゾラ商会\n  理由: 会社名 [company_name]\n\
             ㈱アオゾラ商会（旧：クモマ商会） 東京支店 御中\n  読み取り: アオゾラ商会\n  \
             理由: 旧社名つき: 法人格 株式会社、旧社名 クモマ商会、支店・部署 東京支店 [company_former_name]\n\
             Kumoma GmbH（見本）\n  読み取り: kumoma\n  \
             理由: 注記が残る会社名: 海外の法人格 GmbH、注記 見本 [company_remark_left]\n  \
             要確認: 会社によって答えが変わる読み取りです\n",
        ),
        (
            &["company_pair", "㈱アオゾラ商会", "アオゾラ商会"],
            "㈱アオゾラ商会 | アオゾラ商会\n  読み取り: same\n  理由: 同じ会社名 [pair_same_key]\n",
        ),
        (
            &["date", "--field", "past", "12/1"],
            "12/1\n  読み取り: 2025-12-01\n  理由: 年を補った日付 [year_chosen]\n  要確認: 会社によって答えが変わる読み取りです\n",
        ),
        (
            &["email", "Taro@gmial.com"],
            "Taro@gmial.com\n  読み取り: taro@gmial.com|person\n  理由: ドメインの打ち間違いの可能性: taro@gmail.com [email_suspect_typo]\n  \
             ドメイン: 打ち間違いの可能性\n  要確認: 会社によって答えが変わる読み取りです\n",
        ),
        (
            &["email", "info@Gmail.com"],
            "info@Gmail.com\n  読み取り: info@gmail.com|role\n  理由: 共用のメールアドレス [email_role]\n  ドメイン: フリーメール\n",
        ),
        (&["email", "なし"], "なし\n  読み取り: -\n  理由: メールアドレスがない [email_none]\n"),
        (
            &["email_domain", "example.lg.jp"],
            "example.lg.jp\n  読み取り: government\n  理由: ドメインの種類 [email_domain_kind]\n  ドメイン: 官公庁・自治体\n",
        ),
        (
            &["phone", "03-0000-0000"],
            "03-0000-0000\n  読み取り: +81300000000\n  理由: 電話番号 [phone_number]\n",
        ),
        (
            &["rule", "--item", "従業員数", "50以上"],
            "50以上\n  読み取り: {\"field\":\"employees\",\"op\":\">=\",\"value\":50}\n  理由: 書かれたとおり: 従業員数 50以上 [plain]\n",
        ),
        (
            &["business_day", "2026-11-20", "3", "nenmatsu"],
            "2026-11-20 | 3 | nenmatsu\n  読み取り: 2026-11-26\n  理由: 土日・祝日・休業日を除いて数えた日 [business_days_counted]\n",
        ),
        (
            &["business_day", "2026/12/28", "1"],
            "2026/12/28 | 1 | \n  読み取り: 2027-01-04\n  理由: 土日・祝日・休業日を除いて数えた日 [business_days_counted]\n",
        ),
    ] {
        assert_eq!(read(arguments, ""), expected, "{arguments:?}");
    }
}

#[test]
fn without_texts_the_lines_of_standard_input_are_read() {
    let answer = read(&["quantity"], "\u{FEFF}120\r\n\n50〜99名");
    let values: Vec<&str> = answer.lines().filter_map(|line| line.strip_prefix("  読み取り: ")).collect();
    assert_eq!(values, ["=120", "unknown", "50..99"]);
    assert!(answer.starts_with("120\n"), "the mark of byte order is no text");
    assert_eq!(
        read(&["company_pair"], "A商会\tA商会\n").matches("same").count(),
        1 + "pair_same_key".matches("same").count()
    );
    assert_eq!(read(&["quantity"], ""), "");
}

#[test]
fn a_csv_keeps_its_columns_line_breaks_and_order() {
    let table = "\u{FEFF}note,input,field\n\"a, b\",\"120\n名\",employees\nx,なし,visits\ny,なし\n";
    let expected =
        "note,input,field,read\n\"a, b\",\"120\n名\",employees,=120\nx,なし,visits,=0\ny,なし,,unknown\n";
    assert_eq!(read(&["quantity", "--csv"], table), expected);
    assert_eq!(
        read(&["quantity", "--csv", "--field", "downloads"], "input\nなし\n"),
        "input,read\nなし,=0\n"
    );
    assert_eq!(read(&["company", "--csv"], "\u{FEFF}\"input\"\r\n\"㈱A\"\r\n"), "input,read\n㈱A,a\n");
}

#[test]
fn a_csv_that_excel_saved_is_read_and_comes_out_in_utf_8() {
    let table = "input,メモ\r\n㈱髙橋商会,\"①～②\r\n担当　三保\"\r\n日本Ａ社,\r\n";
    let (shift_jis, _, is_lossy) = encoding_rs::SHIFT_JIS.encode(table);
    assert!(!is_lossy);
    let output = tossup(&["read", "company", "--csv"], &shift_jis);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(answer, read(&["company", "--csv"], table));
    assert_eq!(answer, read(&["company", "--csv"], &format!("\u{FEFF}{table}")));
    assert_eq!(answer, "input,メモ,read\n㈱髙橋商会,\"①～②\r\n担当　三保\",高橋商会\n日本Ａ社,,日本a社\n");
}

#[test]
fn what_cannot_be_read_is_told_with_place_found_expected_and_remedy() {
    for (arguments, input, parts) in [
        (&["quantity", "--csv"][..], "text\n1\n", ["line 1", "\"text\"", "\"input\"", "Rename"]),
        (&["quantity", "--csv"], "", ["line 1", "no header", "\"input\"", "Rename"]),
        (&["company_pair", "--csv"], "a\nx\n", ["line 1", "\"a\"", "\"b\"", "Rename"]),
        (&["business_day", "--csv"], "start,n\n", ["line 1", "\"n\"", "\"holidays\"", "Rename"]),
        (
            &["quantity", "--csv"],
            "input,field\n1,any\n2,cats\n",
            ["line 3, field", "\"cats\"", "visits", "Write"],
        ),
        (
            &["date", "--csv"],
            "input,field\n1,employees\n",
            ["line 2, field", "\"employees\"", "past", "Write"],
        ),
        (&["date", "--field", "soon", "5/1"], "", ["TEXT, field", "\"soon\"", "future", "Write"]),
        (&["company", "--field", "any", "A"], "", ["--field", "company", "quantity, date", "Leave"]),
        (&["date", "--item", "A", "A"], "", ["--item", "date", "rule", "Leave"]),
        (&["company", "--csv"], "input\na,b\n", ["line 2", "2 cells", "1 as", "quotes"]),
        (&["company", "--csv"], "input,read\na,b\n", ["line 1", "\"read\"", "none", "rename"]),
        (&["company_pair", "A"], "", ["TEXT", "1 texts", "2: a, b", "quotes"]),
        (&["business_day", "x", "1"], "", ["TEXT, start", "\"x\"", "one day", "Write"]),
        (&["business_day", "2026-11-20", "two"], "", ["TEXT, n", "\"two\"", "whole number", "Write"]),
        (&["business_day", "2026-11-20", "999999"], "", ["TEXT, n", "\"999999\"", "up to", "Write"]),
        (&["business_day", "2026-11-20", "1", "gw"], "", ["TEXT, holidays", "\"gw\"", "nenmatsu", "Write"]),
        (&["cats", "A"], "", ["KIND", "cats", "company_pair", "help"]),
        (&["date", "--today", "yesterday", "A"], "", ["--today", "yesterday", "2026-11-22", "help"]),
    ] {
        let message = refused(arguments, input.as_bytes());
        for part in parts {
            assert!(message.contains(part), "{arguments:?}: no {part:?} in {message}");
        }
    }
    let shift_jis = b"input\n\x89\xef\x8e\xd0\n";
    assert!(refused(&["company"], &shift_jis[6..]).contains("line 1: found bytes that are not UTF-8"));
    let utf_16 = b"i\0n\0p\0u\0t\0\n\0\xff\xfe\n\0";
    let message = refused(&["company", "--csv"], utf_16);
    assert!(message.contains("line 2: found bytes that are neither UTF-8 nor Shift_JIS"), "{message}");
    assert!(message.contains("CSV UTF-8"), "{message}");
}

#[test]
fn the_ranks_of_the_company_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("tossup.toml"), "config_dir = \"own\"\n").expect("a file");
    std::fs::create_dir(folder.path().join("own")).expect("a folder");
    std::fs::write(folder.path().join("own/titles.toml"), "[ranks]\n\"室長\" = 40\n").expect("a file");
    let output =
        command(&["read", "job_title", "室長"]).current_dir(folder.path()).output().expect("its output");
    let answer = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(answer.contains("読み取り: 40\n  理由: 会社の設定による役職 [override]"), "{answer}");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = command(&["read", "quantity"]).current_dir(folder.path()).spawn().expect("it starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("its input");
    // It may be gone before all is written: that is the case to try.
    let _ = stdin.write_all("120\n".repeat(100).as_bytes());
    drop(stdin);
    let mut message = String::new();
    child.stderr.take().expect("its messages").read_to_string(&mut message).expect("UTF-8");
    assert!(child.wait().expect("its end").success());
    assert_eq!(message, "");
}
