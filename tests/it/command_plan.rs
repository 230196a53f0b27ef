//! `tossup plan --values FILE`: a plan from a saved answer, without server or memory.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value as Json;

use crate::bad_input::assert_says;
use crate::commands::{Said, configure, run};
use crate::leads::{ARTICLE, LOW, QUALIFIED, QUALIFIED_IN_FULL_WIDTH};
use crate::office::{Office, SPREADSHEET};

const LEADS: [&[&str]; 4] = [ARTICLE, QUALIFIED, QUALIFIED_IN_FULL_WIDTH, LOW];
const NOW: [&str; 2] = ["--now", "2026-11-18T10:00:00+09:00"];

/// An office, and the server's answer to `values.batchGet` of its lead tab saved beside it.
async fn with_saved_answer() -> Office {
    let office = Office::bare("2026-11-18 10:00").await;
    office.lay_leads(&crate::office::TEMPLATE, &LEADS).await;
    let range =
        "ranges=%E5%96%B6%E6%A5%AD%E8%A6%8B%E8%BE%BC%E3%81%BF%E5%AE%A2&valueRenderOption=UNFORMATTED_VALUE";
    let path = format!("v4/spreadsheets/{SPREADSHEET}/values:batchGet?{range}");
    let answer = office.desk.call(Method::GET, &path, &Json::Null).await;
    std::fs::write(office.folder.path().join("answer.json"), answer.to_string()).expect("written");
    office
}

async fn plan(office: &Office, more: &[&str]) -> Said {
    run(office.folder.path(), &[&["plan", "--values", "answer.json", NOW[0], NOW[1]], more].concat()).await
}

/// Cells by column and row, from one JSON object a line.
fn cells(said: &Said) -> BTreeMap<(String, u32), Json> {
    let lines: Vec<Json> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let cells: BTreeMap<(String, u32), Json> = lines
        .iter()
        .filter(|line| line.get("cell").is_some())
        .map(|line| {
            let cell =
                line["cell"].as_str().expect("a cell").trim_start_matches(|c: char| c.is_ascii_uppercase());
            let column = line["column"].as_str().expect("a column").to_owned();
            ((column, cell.parse().expect("a row")), line.clone())
        })
        .collect();
    let count = lines.iter().filter(|line| line.get("cell").is_some()).count();
    assert_eq!(cells.len(), count, "no cell stands twice");
    cells
}

/// The count behind a name in the summary.
fn counted(said: &Said, name: &str) -> usize {
    let words = |line: &str| {
        line.split(|c: char| c.is_whitespace() || "│┆|:".contains(c))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let found = said
        .out
        .lines()
        .map(words)
        .find(|words| words.len() > 1 && words[..words.len() - 1].join(" ") == name);
    let words = found.unwrap_or_else(|| panic!("{name}: not in\n{}", said.out));
    words[words.len() - 1].parse().expect("a count")
}

/// Case, content of the file (none: there is no file), what is told.
type BadFile<'a> = (&'a str, Option<&'a [u8]>, &'a [&'a str]);

#[tokio::test]
async fn the_json_holds_the_cells_that_the_summary_counts() {
    let office = with_saved_answer().await;
    let (summary, json) = (plan(&office, &[]).await, plan(&office, &["--json"]).await);
    assert_eq!((summary.code, json.code), (Some(0), Some(0)), "{summary:?} {json:?}");
    let cells = cells(&json);
    assert_eq!(counted(&summary, "cells to write"), cells.len());
    let of_column = |column: &str| -> Vec<String> {
        let cells = cells.iter().filter(|((of, _), _)| of == column);
        cells.map(|(_, line)| line["after"].as_str().expect("a text").to_owned()).collect()
    };
    assert_eq!(counted(&summary, "リード"), of_column("lead.id").len());
    for (column, labels) in
        [("lead.priority", ["高", "中", "低"]), ("lead.status", ["今すぐ対応", "将来性あり", "経過観察"])]
    {
        for label in labels {
            let shown = of_column(column).iter().filter(|text| *text == label).count();
            assert_eq!(counted(&summary, label), shown, "{label}");
        }
    }
    let article = ["lead.score", "lead.priority", "lead.status"]
        .map(|column| cells[&(column.to_owned(), 2)]["after"].clone());
    assert_eq!(article, ["25", "中", "将来性あり"]);
    for line in cells.values() {
        assert_eq!((&line["tab"], &line["before"]), (&Json::from("営業見込み客"), &Json::from("")), "{line}");
    }
}

#[tokio::test]
async fn the_planned_cells_are_those_that_a_sync_writes() {
    let office = with_saved_answer().await;
    let planned = cells(&plan(&office, &["--json"]).await);
    office.init(&[]).await;
    configure(&office, "score", "");
    let said = run(office.folder.path(), &["sync", NOW[0], NOW[1]]).await;
    assert_eq!(said.code, Some(0), "{said:?}");
    let leads = office.desk.page("営業見込み客").await;
    for (column, header) in [
        ("lead.score", "スコア合計"),
        ("lead.priority", "優先度"),
        ("lead.status", "ステータス"),
        ("lead.breakdown", "スコア内訳"),
        ("lead.attribute_points", "属性点"),
        ("lead.behaviour_points", "行動点"),
        ("lead.needs_check", "要確認"),
    ] {
        for row in 1..=4u32 {
            let planned = planned
                .get(&(column.to_owned(), row + 1))
                .map_or("", |line| line["after"].as_str().expect("a text"));
            assert_eq!(planned, leads.text(row as usize, header), "{header} of row {}", row + 1);
        }
    }
}

#[tokio::test]
async fn a_column_that_no_pass_reads_makes_no_lead() {
    let office = with_saved_answer().await;
    let file = office.folder.path().join("answer.json");
    let told = plan(&office, &["--json"]).await;
    let mut answer: Json = serde_json::from_slice(&std::fs::read(&file).expect("read")).expect("JSON");
    let rows = answer["valueRanges"][0]["values"].as_array_mut().expect("rows");
    let width = rows[0].as_array().expect("a header").len();
    let mut note = vec![Json::from(""); width];
    note.push("請求書は月末".into());
    rows[0].as_array_mut().expect("a header").push("備考".into());
    rows.push(note.into());
    std::fs::write(&file, answer.to_string()).expect("written");
    let noted = plan(&office, &["--json"]).await;
    let values =
        |said: &Said| -> Vec<Json> { cells(said).into_values().map(|line| line["after"].clone()).collect() };
    assert_eq!(values(&noted), values(&told));
}

#[tokio::test]
async fn a_file_that_is_no_saved_answer_is_told() {
    let office = with_saved_answer().await;
    let file = office.folder.path().join("answer.json");
    let whole = std::fs::read_to_string(&file).expect("the answer");
    let half = &whole.as_bytes()[..whole.len() / 2];
    let table: [BadFile<'_>; 6] = [
        ("missing", None, &["values.batchGet", "path"]),
        ("empty", Some(b""), &["ends too early", "values.batchGet"]),
        ("cut", Some(half), &["ends too early", "values.batchGet"]),
        ("a page", Some(b"<html>sign in</html>"), &["line 1", "values.batchGet"]),
        ("an error", Some(b"{\"error\": {\"code\": 403}}"), &["without valueRanges", "values.batchGet"]),
        (
            "Shift_JIS",
            Some(b"{\"valueRanges\": [{\"values\": [[\"\x89\xEF\x8E\xD0\"]]}]}"),
            &["line 1", "values.batchGet"],
        ),
    ];
    for (case, bytes, parts) in table {
        match bytes {
            Some(bytes) => std::fs::write(&file, bytes).expect("written"),
            None => std::fs::remove_file(&file).expect("removed"),
        }
        for more in [&[][..], &["--json"]] {
            let said = plan(&office, more).await;
            assert_says(&said, 2, &[&["answer.json"], parts].concat());
            assert_eq!(said.out, "", "{case}: no half a plan");
        }
    }
}

#[tokio::test]
async fn an_answer_without_a_company_header_is_told_as_a_finding() {
    let office = with_saved_answer().await;
    let file = office.folder.path().join("answer.json");
    let answer = std::fs::read_to_string(&file).expect("the answer").replace("会社名", "番号");
    std::fs::write(&file, answer).expect("written");
    for more in [&[][..], &["--json"]] {
        assert_says(&plan(&office, more).await, 1, &["会社名", "企業名", "Type the header into row 1"]);
    }
}
