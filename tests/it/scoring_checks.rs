//! Checks on the rules: what no lead, or every lead, can reach.

use tossup::decide::scoring::{Reach, RuleMemory, reading_with_findings};

use super::scoring_sheet::House;

/// Checks a drawn rule tab by itself and expects codes with their cells.
fn check(name: &str, rules: &str, expected: &[&str]) {
    let house = House::shipped();
    let reading = house.read_rules(rules, &RuleMemory::default(), &[]);
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
        reading_with_findings(&reading.rows[0].text, 0, &findings),
        "設定: 50点を超える｜届かない基準です(最大50点)"
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
            "rule_without_column スコア設定!B5「内容」 列「資本金」がないため判定できません",
            "rule_never_met スコア設定!B4「内容」 いま満たすリードはありません(5件中)",
            "rules_together スコア設定!B3「内容」 「大」といつも同時に満たします(5件)",
            "threshold_met_by_all スコア設定!B6「内容」 いまのリード5件すべてが満たします",
        ]
    );
    assert!(sheet.outcome(0).breakdown.ends_with("｜不明: 資本(+5)"), "{}", sheet.outcome(0).breakdown);
    assert_eq!(&*sheet.outcome(0).needs_check, "", "no cell of the lead can mend it");
}
