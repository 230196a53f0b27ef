//! Checks on the rules: what no lead, or every lead, can reach.

use tossup::decide::scoring::{Reach, RuleMemory, reading_with_findings};

use super::scoring_sheet::House;

/// Checks a drawn rule tab by itself and expects codes with their cells.
fn check(name: &str, rules: &str, expected: &[&str]) {
    let house = House::shipped();
    let reading = house.read_rules(rules, &RuleMemory::default(), &[]);
    assert_eq!(reading.problems, [], "{name}: every row is understood");
    let found: Vec<String> = house
        .check_book(&reading)
        .iter()
        .map(|finding| format!("{} {}", finding.problem.code, finding.problem.place))
        .collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn the_articles_own_threshold_is_out_of_reach() {
    let house = House::shipped();
    let rules = "
        | 項目 | 内容 | 配点 |
        | 引き渡し基準 | スコアが50点を超えたら | |
        ";
    let reading = house.read_rules(rules, &RuleMemory::default(), &[]);
    let reach = Reach::of(&reading.book.rules, &reading.book.caps);
    assert_eq!((reach.min(), reach.max()), (0, 50));
    let findings = house.check_book(&reading);
    assert_eq!(findings[0].problem.code, "threshold_unreachable");
    assert_eq!(findings[0].problem.place.to_string(), "スコア設定!B2「内容」");
    assert_eq!(
        reading_with_findings(&reading.rows[0], 0, &findings),
        "設定: 50点を超える(合計は0〜50点)｜届かない基準です(最大50点)"
    );
}

#[test]
fn the_shipped_rules_have_no_findings() {
    check("shipped", "", &[]);
}

#[test]
fn limits_that_tell_no_leads_apart_are_found() {
    check(
        "every lead meets it",
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 5 |
        | 引き渡し基準 | 0点以上 | |
        | 優先度 中 | 0点以上 | |
        | 優先度 高 | 3点以上 | |
        ",
        &[
            "threshold_always_met スコア設定!B3「内容」",
            "label_never スコア設定!B4「内容」",
            "label_never スコア設定",
            "label_never スコア設定",
        ],
    );
    check(
        "rules on one column that exclude each other are not added up",
        "
        | 項目 | 内容 | 配点 |
        | 小 | 従業員50名未満 | 10 |
        | 大 | 従業員50名以上 | 15 |
        | 引き渡し基準 | 16点以上 | |
        ",
        &["threshold_unreachable スコア設定!B4「内容」", "label_never スコア設定"],
    );
    check(
        "a cap can put a threshold out of reach",
        "
        | 項目 | 内容 | 配点 |
        | 大 | 従業員50名以上 | 15 |
        | スコアの上限 | 10 | |
        | 引き渡し基準 | 15点以上 | |
        | 優先度 高 | 8点以上 | |
        | 優先度 中 | 5点以上 | |
        ",
        &["threshold_unreachable スコア設定!B4「内容」", "label_never スコア設定!B6「内容」"],
    );
}

#[test]
fn rules_without_a_column_a_lead_or_a_difference_are_found() {
    let house = House::shipped();
    let sheet = house.score(
        "
        | 項目 | 内容 | 配点 |
        | 大   | 従業員50名以上 | 15 |
        | 双子 | 従業員40名以上 | 5 |
        | 巨大 | 従業員5000名以上 | 5 |
        | 資本 | 資本金1億円以上 | 5 |
        | 引き渡し基準 | 15点以上 | |
        ",
        "
        | 会社名 | 従業員数 |
        | A | 60 |
        | B | 70 |
        | C | 80 |
        | D | 90 |
        | E | 50 |
        ",
    );
    let found: Vec<String> = sheet
        .row_findings
        .iter()
        .map(|finding| format!("{} {} {}", finding.problem.code, finding.problem.place, finding.text))
        .collect();
    assert_eq!(
        found,
        [
            "rule_without_column スコア設定!B5「内容」 列「資本金」がないか2つ以上あるため判定できません",
            "rule_never_met スコア設定!B4「内容」 いま満たすリードはありません(5件中)",
            "rules_together スコア設定!B3「内容」 「大」といつも同時に満たします(5件)",
            "threshold_met_by_all スコア設定!B6「内容」 いまのリード5件すべてが満たします",
        ]
    );
    assert!(sheet.outcome(0).breakdown.ends_with("｜不明: 資本(+5)"), "{}", sheet.outcome(0).breakdown);
    assert_eq!(&*sheet.outcome(0).needs_check, "", "no cell of the lead can mend it");
}

#[test]
fn conditions_that_nobody_meets_or_that_stand_twice_are_found_without_a_lead() {
    check(
        "one cell cannot be both",
        "
        | 項目 | 内容 | 配点 | 列 | 比較 | 値 |
        | 矛盾 | 従業員数50名以上かつ従業員数30名未満 | 10 | | | |
        | 幅   | 従業員数50名以上かつ従業員数300名未満 | 40 | | | |
        | 逃道 | 従業員数50名以上かつ従業員数30名未満または部長クラス以上 | 10 | | | |
        | 赤字 | | 5 | 営業利益 | 以下 | -5 |
        ",
        &["rule_impossible スコア設定!B2「内容」"],
    );
    check(
        "the same condition in two spellings",
        "
        | 項目 | 内容 | 配点 | 有効日数 |
        | 規模 | 従業員数50名以上 | 20 | |
        | 社員 | 社員数５０人以上 | 5 | |
        | DL   | 資料ダウンロード | 10 | 30 |
        | DL   | 資料ダウンロード | 5 | 90 |
        ",
        &["rules_alike スコア設定!B3「内容」"],
    );
}

#[test]
fn an_exclusion_can_give_the_lowest_labels() {
    check(
        "every score meets 中, and an excluded lead is 低 all the same",
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 40 |
        | 競合 | 競合は対象外 | |
        | 優先度 中 | 0点以上 | |
        | ステータス 将来性あり | 0点以上 | |
        ",
        &[],
    );
}

#[test]
fn rules_on_one_text_cell_that_exclude_each_other_are_not_added_up() {
    check(
        "texts",
        "
        | 項目 | 内容 | 配点 | 列 | 比較 | 値 |
        | 大 | | 10 | 予算規模 | 等しい | 大 |
        | 中 | | 20 | 予算規模 | いずれか | 中、やや大 |
        | 引き渡し基準 | 25点以上 | | | | |
        ",
        &["threshold_unreachable スコア設定!B4「内容」", "label_never スコア設定"],
    );
}

#[test]
fn what_has_expired_for_everybody_is_met_by_nobody_today() {
    let house = House::shipped();
    let sheet = house.score(
        "
        | 項目 | 内容 | 配点 | 有効日数 |
        | DL | 資料ダウンロード | 10 | 30 |
        | DL2 | 資料ダウンロード | 5 | 3000 |
        | 訪問 | サイト訪問2回以上 | 40 | |
        ",
        "
        | 会社名 | DL回数 | Web閲覧回数 | 最終行動日 |
        | A | 1 | 2 | 2025-11-01 |
        | B | 2 | 0 | 2025-11-01 |
        ",
    );
    assert_eq!(sheet.reading.problems, []);
    let found: Vec<String> = sheet
        .row_findings
        .iter()
        .map(|finding| format!("{} {}", finding.problem.code, finding.text))
        .collect();
    assert_eq!(found, ["rule_never_met いま満たすリードはありません(2件中)"]);

    let without_date = house.score(
        "
        | 項目 | 内容 | 配点 | 有効日数 |
        | DL | 資料ダウンロード | 40 | 30 |
        ",
        "
        | 会社名 | DL回数 |
        | A | 1 |
        | B | 0 |
        ",
    );
    let found: Vec<String> = without_date
        .row_findings
        .iter()
        .map(|finding| format!("{} {}", finding.problem.code, finding.text))
        .collect();
    assert_eq!(found, ["validity_without_column 列「最終行動日」がないため期限切れになりません"]);
}
