//! The long explanation of one lead's score.

use tossup::decide::scoring::{NextLabel, Priority, Truth};

use super::scoring_sheet::House;

const LEAD: &str = "
    | 会社名 | 業種 | 従業員数 | 役職 | DL回数 | セミナー参加 | Web閲覧回数 |
    | 株式会社 | 製造業 | 120 | 課長 | 1 | なし | 2回以上 |
    | B | 小売業 | | 部長代理 | 0 | なし | 1回 |
    | C | 製造業 | 300 | 代表取締役 | 2 | 参加 | 10 |
    ";

/// The rules that would have to change, and the score that they give.
fn told(next: &NextLabel) -> Vec<String> {
    let expired = |is_expired| if is_expired { " again" } else { "" };
    let steps = next.steps.iter();
    let steps = steps.map(|step| format!("{}{:+}{}", step.item, step.points, expired(step.is_expired)));
    steps.chain([format!("={}", next.points)]).collect()
}

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
    assert_eq!(told(&next), ["担当者役職+10", "=35"], "the smallest change that suffices");

    let low = house.explain("", LEAD, 1);
    let next = low.next.expect("a label above 低");
    assert_eq!((next.priority, next.missing_points), (Priority::Middle, 15));
    assert_eq!(told(&next), ["イベント参加+15", "=15"]);
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

/// Explains the first lead of a drawing and expects what the next label takes.
fn check_next(name: &str, rules: &str, leads: &str, expected: &[&str]) {
    let explanation = House::shipped().explain(rules, leads, 0);
    let next = explanation.next.unwrap_or_else(|| panic!("{name}: no label above"));
    assert_eq!(told(&next), expected, "{name}");
}

#[test]
fn rules_that_would_have_to_change_are_those_that_suffice() {
    check_next(
        "one cell cannot hold two contents: what pays now is lost",
        "
        | 項目 | 内容 | 配点 |
        | 小 | 従業員数50名未満 | 10 |
        | 大 | 従業員数50名以上 | 15 |
        | DL | 資料ダウンロード | 8 |
        | 優先度 中 | 15点以上 | |
        | 優先度 高 | 25点以上 | |
        ",
        "
        | 会社名 | 従業員数 | DL回数 |
        | A | 10 | 0 |
        ",
        &["小-10", "大+15", "=15"],
    );
    check_next(
        "a rule whose group is at its cap is no help",
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 10 |
        | 役職 | 部長クラス以上 | 40 |
        | 業種 | 製造業 | 30 |
        | DL | 資料ダウンロード | 10 |
        | 訪問 | サイト訪問2回以上 | 5 |
        | 属性点の上限 | 10 | |
        | 優先度 中 | 22点以上 | |
        | 優先度 高 | 60点以上 | |
        ",
        "
        | 会社名 | 業種 | 従業員数 | 役職 | DL回数 | Web閲覧回数 |
        | A | 小売業 | 60 | 課長 | 0 | 0 |
        ",
        &["DL+10", "訪問+5", "=25"],
    );
    check_next(
        "a negative rule that no longer applies",
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 20 |
        | 学生 | 学生 | -30 |
        ",
        "
        | 会社名 | 従業員数 | 学生 |
        | A | 60 | ○ |
        ",
        &["学生+30", "=20"],
    );
    check_next(
        "so many more occurrences as it takes",
        "
        | 項目 | 内容 | 配点 | 上限 |
        | 訪問 | Web訪問1回につき | 3 | 40 |
        ",
        "
        | 会社名 | Web閲覧回数 |
        | A | 2 |
        ",
        &["訪問+9", "=15"],
    );
    check_next(
        "behaviour that has expired",
        "
        | 項目 | 内容 | 配点 | 有効日数 |
        | DL | 資料ダウンロード | 20 | 90 |
        ",
        "
        | 会社名 | DL回数 | 最終行動日 |
        | A | 1 | 2025-01-01 |
        ",
        &["DL+20 again", "=20"],
    );
    check_next(
        "more of what had expired",
        "
        | 項目 | 内容 | 配点 | 有効日数 |
        | 訪問 | Web訪問1回につき | 3 | 90 |
        | DL | 資料ダウンロード | 10 | 90 |
        | 優先度 中 | 35点以上 | | |
        | 優先度 高 | 60点以上 | | |
        ",
        "
        | 会社名 | Web閲覧回数 | DL回数 | 最終行動日 |
        | A | 2 | 1 | 2025-01-01 |
        ",
        &["訪問+30 again", "DL+10 again", "=40"],
    );
    check_next(
        "two moves of one column work against each other",
        "
        | 項目 | 内容 | 配点 | 区分 |
        | 小 | 従業員数50名未満 | 10 | 行動 |
        | 大 | 従業員数50名以上 | 1 | 属性 |
        | DL | 資料ダウンロード | 8 | |
        | 訪問 | サイト訪問2回以上 | 7 | |
        | 優先度 中 | 25点以上 | | |
        | 優先度 高 | 60点以上 | | |
        ",
        "
        | 会社名 | 従業員数 | DL回数 | Web閲覧回数 |
        | A | 10 | 0 | 0 |
        ",
        &["DL+8", "訪問+7", "=25"],
    );
    check_next(
        "no content of the cell that would exclude the lead",
        "
        | 項目 | 内容 | 配点 |
        | 大 | 従業員数500名以上 | 20 |
        | 中 | 従業員数100名以上 | 15 |
        | 巨大 | 従業員数500名以上は対象外 | |
        ",
        "
        | 会社名 | 従業員数 |
        | A | 60 |
        ",
        &["中+15", "=15"],
    );
    check_next(
        "out of reach",
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 20 |
        | スコアの上限 | 10 | |
        ",
        "
        | 会社名 | 従業員数 |
        | A | 10 |
        ",
        &["=0"],
    );
}

#[test]
fn many_small_rules_can_be_what_it_takes() {
    let count = 8;
    let rules: String = (0..count).map(|n| format!("| 規則{n} | 欄{n}が大 | 2 |\n")).collect();
    let headers: String = (0..count).map(|n| format!("欄{n} | ")).collect();
    let cells = "小 | ".repeat(count);
    let leads = format!("| 会社名 | {headers}\n| A | {cells}").replace(" | \n", " |\n");
    let explanation = House::shipped().explain(&format!("| 項目 | 内容 | 配点 |\n{rules}"), leads.trim(), 0);
    let next = explanation.next.expect("a label above 低");
    assert_eq!((next.steps.len(), next.points), (8, 16), "15 points take eight rules of 2");
}

#[test]
fn an_excluded_lead_is_told_what_excludes_it() {
    let explanation = House::shipped().explain(
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 40 |
        | 競合 | 競合は対象外 | |
        | 学生 | 学生は対象外 | |
        ",
        "
        | 会社名 | 従業員数 | 競合 | 学生 |
        | A | 60 | ○ | |
        ",
        0,
    );
    assert_eq!(explanation.next, None);
    assert_eq!(explanation.excluded_by, ["競合"]);
    assert_eq!(explanation.priority_by_points, Priority::High);
}

#[test]
fn the_reason_fits_the_verdict() {
    let rules = "
        | 項目 | 内容 | 配点 | 有効日数 |
        | 訪問 | サイト訪問2回以上 | 5 | 90 |
        | 接触 | 最終接触から30日以内 | 5 | |
        | 規模 | 従業員数50名以上 | 5 | |
        ";
    let explain = |cells: &str| {
        let leads = format!("| 会社名 | 従業員数 | Web閲覧回数 | 最終接触日 | 最終行動日 |\n| A | {cells} |");
        let explanation = House::shipped().explain(rules, &leads, 0);
        let cells = explanation.rules.iter().flat_map(|rule| rule.cells.iter().chain(&rule.date));
        cells.map(|cell| format!("{} {:?} {}", cell.place, cell.truth, cell.why)).collect::<Vec<_>>()
    };
    assert_eq!(
        explain("50〜99名 | 2回以上 | 2026-11-10 | 2026-11-01"),
        [
            "営業見込み客!C2「Web閲覧回数」 True 下限か上限だけの数",
            "営業見込み客!E2「最終行動日」 True 年月日",
            "営業見込み客!D2「最終接触日」 True 書かれたとおり",
            "営業見込み客!B2「従業員数」 True 範囲の数",
        ]
    );
    assert_eq!(
        explain("30〜99名 | 1回以上 | いつか | 先月くらい"),
        [
            "営業見込み客!C2「Web閲覧回数」 Unknown 範囲が条件をまたぐ",
            "営業見込み客!E2「最終行動日」 Unknown 日付が読めない",
            "営業見込み客!D2「最終接触日」 Unknown 日付が読めない",
            "営業見込み客!B2「従業員数」 Unknown 範囲が条件をまたぐ",
        ]
    );
    assert_eq!(
        explain("10名以下 | 1回 | 2026-01-10 | 2025-01-01"),
        [
            "営業見込み客!C2「Web閲覧回数」 False 書かれたとおり",
            "営業見込み客!E2「最終行動日」 False 年月日",
            "営業見込み客!D2「最終接触日」 False 書かれたとおり",
            "営業見込み客!B2「従業員数」 False 下限か上限だけの数",
        ]
    );
}
