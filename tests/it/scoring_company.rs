//! A real company's rules over columns that it added itself. The leads are published elsewhere; without the file beside the checkout
//! there is nothing to compare with, and the test says so.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::scoring_sheet::House;

/// Rules and threshold of the company as they were published, drawn as スコア設定.
fn drawn_rules(published: &Json) -> String {
    let words = |value: &Json| match value {
        Json::Array(words) => words.iter().map(word).collect::<Vec<_>>().join("、"),
        one => word(one),
    };
    let mut drawn = "| 項目 | 内容 | 配点 | 列 | 比較 | 値 |\n".to_owned();
    for rule in published["rules"].as_array().expect("a list of rules") {
        let comparison = match rule["op"].as_str() {
            Some("in") => "いずれか",
            Some("eq") => "等しい",
            other => panic!("{}: a comparison that スコア設定 does not know: {other:?}", rule["name"]),
        };
        let [name, points, column] = ["name", "points", "column"].map(|key| word(&rule[key]));
        drawn.push_str(&format!(
            "| {name} | | {points} | {column} | {comparison} | {} |\n",
            words(&rule["value"])
        ));
    }
    drawn + &format!("| 引き渡し基準 | {}点以上 | | | | |", published["threshold"])
}

fn word(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A file of the company, where it lies in a folder `shared/data` beside this checkout or above it; else it is told that nothing is compared.
fn published(name: &str) -> Option<PathBuf> {
    let name = Path::new("shared/data").join(name);
    let mut places = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join(&name));
    let found = places.find(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: {} is absent beside this checkout and above it", name.display());
    }
    found
}

/// Share of (won, lost) pairs in which the won lead scored higher; ties count half.
fn area_under_curve(won: &[i32], lost: &[i32]) -> f64 {
    let pairs = won.iter().flat_map(|won| lost.iter().map(move |lost| won.cmp(lost)));
    let sum: f64 = pairs
        .map(|order| match order {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
        .sum();
    sum / (won.len() * lost.len()) as f64
}

#[test]
fn a_companys_own_rules_tell_won_from_lost_as_computed_elsewhere() {
    let (Some(leads), Some(rules)) =
        (published("leads_salvirt_b2b.csv"), published("rules_salvirt_b2b.json"))
    else {
        return;
    };
    let rules = std::fs::read_to_string(rules).expect("a text");
    let rules = drawn_rules(&serde_json::from_str(&rules).expect("JSON"));
    let mut reader = csv::Reader::from_path(leads).expect("a CSV file");
    let headers: Vec<String> = reader.headers().expect("headers").iter().map(str::to_owned).collect();
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    let rows: Vec<Vec<&str>> = records.iter().map(|record| record.iter().collect()).collect();
    let house = House::shipped();
    let sheet = house.score_rows(&house.rule_rows(&rules), &headers, &rows);
    assert_eq!(sheet.reading.problems, []);
    assert_eq!(sheet.reading.book.rules.len(), 11);
    let outcome_column = headers.iter().position(|header| header == "結果").expect("a column 結果");
    let points = |word: &str| -> Vec<i32> {
        let with_outcome = (0..rows.len()).filter(|row| rows[*row][outcome_column] == word);
        with_outcome.map(|row| sheet.outcome(row).score.points).collect()
    };
    let (won, lost) = (points("受注"), points("失注"));
    assert_eq!(won.len() + lost.len(), 448);
    let area = area_under_curve(&won, &lost);
    assert!((area - 0.748).abs() < 0.0006, "{area}");
}
