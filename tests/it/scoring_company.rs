//! A real company's rules over columns that it added itself. The leads are published elsewhere; without the file beside the checkout
//! there is nothing to compare with, and the test says so.

use std::path::{Path, PathBuf};

use super::scoring_sheet::House;

const RULES: &str = "
    | 項目 | 内容 | 配点 | 列 | 比較 | 値 |
    | 会社規模 中以上 | | 5 | 会社規模 | いずれか | Mid、Big |
    | 成長企業 | | 5 | 元_Growth | いずれか | Growth、Fast growth |
    | 決裁権者 | | 10 | 役職 | 等しい | High |
    | 資料請求(RFI) | | 10 | 元_RFI | 等しい | Yes |
    | 見積依頼(RFP) | | 10 | 元_RFP | 等しい | Yes |
    | イベント・紹介経由 | | 15 | 獲得経路 | いずれか | Event、Referral、Joint past |
    | 予算あり | | 10 | 元_Budgt_alloc | 等しい | Yes |
    | ニーズ明確 | | 5 | 元_Needs_def | 等しい | Yes |
    | 既存顧客 | | 10 | 元_Client | 等しい | Current |
    | 好意的発言 | | 5 | 元_Posit_statm | 等しい | Yes |
    | 競合あり | | -5 | 元_Competitors | 等しい | Yes |
    | 引き渡し基準 | 40点以上 | | | | |
    ";

/// The leads, where they lie in a folder `shared/data` beside this checkout or above it.
fn leads() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/data/leads_salvirt_b2b.csv"))
        .find(|path| path.exists())
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
    let Some(path) = leads() else {
        eprintln!("not compared: no shared/data/leads_salvirt_b2b.csv beside this checkout");
        return;
    };
    let mut reader = csv::Reader::from_path(path).expect("a CSV file");
    let headers: Vec<String> = reader.headers().expect("headers").iter().map(str::to_owned).collect();
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    let rows: Vec<Vec<&str>> = records.iter().map(|record| record.iter().collect()).collect();
    let house = House::shipped();
    let sheet = house.score_rows(&house.rule_rows(RULES), &headers, &rows);
    assert_eq!(sheet.reading.problems, []);
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
