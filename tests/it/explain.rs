//! The long explanation of one lead's score.

use tossup::decide::scoring::{Priority, Truth};

use super::scoring_sheet::House;

const LEAD: &str = "
    | 会社名 | 業種 | 従業員数 | 役職 | DL回数 | セミナー参加 | Web閲覧回数 |
    | 株式会社 | 製造業 | 120 | 課長 | 1 | なし | 2回以上 |
    | B | 小売業 | | 部長代理 | 0 | なし | 1回 |
    | C | 製造業 | 300 | 代表取締役 | 2 | 参加 | 10 |
    ";

#[test]
fn it_names_cell_reading_rule_and_points() {
    let explanation = House::shipped().explain("", LEAD, 0);
    let lines: Vec<String> = explanation
        .rules
        .iter()
        .map(|rule| {
            let cell = &rule.cells[0];
            format!("{} {} {:?} {} {:+}", cell.place, cell.text, rule.truth, rule.item, rule.points)
        })
        .collect();
    assert_eq!(
        lines,
        [
            "営業見込み客!C2「従業員数」 120 True 会社規模 +5",
            "営業見込み客!B2「業種」 製造業 True 業種 +5",
            "営業見込み客!D2「役職」 課長 False 担当者役職 +0",
            "営業見込み客!E2「DL回数」 1 True 過去の行動 +10",
            "営業見込み客!F2「セミナー参加」 なし False イベント参加 +0",
            "営業見込み客!G2「Web閲覧回数」 2回以上 True Web行動 +5",
        ]
    );
    assert_eq!(explanation.tally.score.points, 25);
}

#[test]
fn it_says_what_the_next_label_takes() {
    let house = House::shipped();
    let next = house.explain("", LEAD, 0).next.expect("a label above 中");
    assert_eq!((next.priority, next.missing_points), (Priority::High, 5));
    assert_eq!(next.steps, [("担当者役職".to_owned(), 10)], "the smallest change that suffices");

    let low = house.explain("", LEAD, 1);
    let next = low.next.expect("a label above 低");
    assert_eq!((next.priority, next.missing_points), (Priority::Middle, 15));
    assert_eq!(next.steps, [("イベント参加".to_owned(), 15)]);
    assert_eq!(low.rules[0].truth, Truth::Unknown);
    assert_eq!(low.rules[0].stake, "+5");
    assert!(low.rules[2].cells[0].is_doubtful, "部長代理 may count elsewhere");

    assert_eq!(house.explain("", LEAD, 2).next, None, "nothing is above 高");
}

#[test]
fn an_amount_is_told_in_yen() {
    let rules = "
        | 項目 | 内容 | 配点 |
        | 資本 | 資本金1,000万円以上 | 5 |
        | 引き渡し基準 | 5点以上 | |
        ";
    let leads = "
        | 会社名 | 資本金(万円) |
        | A | 1,000 |
        | B | 1000〜3000 |
        | C | 5億円 |
        ";
    let house = House::shipped();
    let told = |row| house.explain(rules, leads, row).rules[0].cells[0].reading.clone();
    assert_eq!([told(0), told(1), told(2)], ["10000000円", "10000000〜30000000円", "500000000円"]);
}
