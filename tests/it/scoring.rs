//! Points, labels and breakdown of drawn lead tabs.

use super::scoring_sheet::{House, cells};

/// Scores the leads of a drawing whose last columns say what is expected.
///
/// Columns behind `→` are 属性, 行動, 合計, 優先度, ステータス, 要確認.
fn check(name: &str, rules: &str, drawn: &str) {
    let house = House::shipped();
    let (headers, rows) = cells(drawn);
    let arrow = headers.iter().position(|header| header == "→").expect("an arrow");
    let inputs: Vec<Vec<&str>> = rows.iter().map(|row| row[..arrow].iter().map(String::as_str).collect()).collect();
    let sheet = house.score_rows(&house.rule_rows(rules), &headers[..arrow], &inputs);
    for (index, row) in rows.iter().enumerate() {
        let outcome = sheet.outcome(index);
        let score = outcome.score;
        for (header, expected) in headers[arrow + 1..].iter().zip(&row[arrow + 1..]) {
            let found = match header.as_str() {
                "属性" => score.attribute_points.to_string(),
                "行動" => score.behaviour_points.to_string(),
                "合計" => score.points.to_string(),
                "優先度" => house.words.get(outcome.shown_priority().word_key()).to_owned(),
                "ステータス" => house.words.get(score.status.word_key()).to_owned(),
                "要確認" => outcome.needs_check.clone(),
                "内訳" => outcome.breakdown.replace('｜', "/"),
                "渡す" => if outcome.is_qualified() { "はい" } else { "" }.to_owned(),
                other => panic!("no such expectation: {other}"),
            };
            assert_eq!(&found, expected, "{name}, row {index}, {header}; {}", outcome.breakdown);
        }
    }
}

#[test]
fn the_articles_vectors_score_as_written_there() {
    check(
        "requirements, section 5",
        "",
        "
        | 会社名 | 業種   | 従業員数 | 役職       | DL回数 | セミナー参加 | Web閲覧回数 | → | 属性 | 行動 | 合計 | 優先度 | ステータス | 要確認 |
        | 株式会社 | 製造業 | 120    | 課長       | 1  | なし     | 2回以上 | → | 10 | 15 | 25 | 中 | 将来性あり |  |
        | A    | 製造業 | 120    | 部長       | 1  | なし     | 2回以上 | → | 20 | 15 | 35 | 高 | 今すぐ対応 |  |
        | A    | 製造業 | 50     | 課長       | 1  | なし     | 5     | → | 10 | 15 | 25 | 中 | 将来性あり |  |
        | A    | 製造業 | 49     | 課長       | 1  | なし     | 5     | → | 5  | 15 | 20 | 中 | 経過観察  |  |
        | A    | 小売業 | 120    | 本部長     | 0  | 参加済み   | 1     | → | 15 | 15 | 30 | 高 | 今すぐ対応 |  |
        | A    | IT   | ５０名   | 部長代理    | 3  | あり     | ２    | → | 10 | 30 | 40 | 高 | 今すぐ対応 |  |
        | A    | 小売業 |        |           | 0  | なし     | 1回   | → | 0  | 0  | 0  | 低 | 経過観察  | 従業員数 +5(空欄)、役職 +10(空欄) |
        | A    | 製造業 | 300    | 代表取締役   | 2  | 参加     | 10    | → | 20 | 30 | 50 | 高 | 今すぐ対応 |  |
        | A    | 製造業 | #N/A   | 課長       | 1  | なし     | 2回以上 | → | 5  | 15 | 20 | 中 | 経過観察  | 従業員数 +5(エラー値) |
        ",
    );
}

#[test]
fn the_breakdown_says_what_paid_what_did_not_and_what_is_open() {
    check(
        "breakdown",
        "",
        "
        | 業種   | 従業員数 | 役職 | DL回数 | セミナー参加 | Web閲覧回数 | → | 内訳 |
        | 製造業 | 120 | 課長 | 1 | なし | 2回以上 | → | 会社規模+5 業種+5 過去の行動+10 Web行動+5 =25/担当者役職0 イベント参加0 |
        | 製造業 |     | 課長 | 1 | なし |        | → | 業種+5 過去の行動+10 =15/担当者役職0 イベント参加0/不明: 会社規模(+5) Web行動(+5) |
        | 小売業 | 10  | 課長 | 0 | なし | 0      | → | 加点なし =0/会社規模0 業種0 担当者役職0 過去の行動0 イベント参加0 Web行動0 |
        ",
    );
}
