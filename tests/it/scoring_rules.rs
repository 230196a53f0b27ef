//! Reading スコア設定: what is understood, what stays in force when it is not, and the version.

use tossup::decide::scoring::{Cutoff, RuleMemory};

use super::scoring_sheet::House;

fn headers() -> Vec<String> {
    ["会社名", "業種", "従業員数", "役職", "DL回数", "セミナー参加", "Web閲覧回数", "予算規模", "スコア合計"]
        .map(str::to_owned)
        .into()
}

/// Reads a drawn rule tab and expects the text beside each row.
fn check(name: &str, rules: &str, expected: &[&str]) {
    let house = House::shipped();
    let reading = house.read_rules(rules, &RuleMemory::default(), &headers());
    let texts: Vec<&str> = reading.rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, expected, "{name}");
}

#[test]
fn each_row_says_how_it_was_understood() {
    check(
        "rules, settings, and what cannot be read",
        "
        | 項目 | 内容 | 配点 | 有効 | 区分 | 上限 | 有効日数 |
        | 会社規模 | 従業員数50名以上 | ＋５点 | | | | |
        | 減点 | 従業員数300名以上 | ▲5 | | | | |
        | 過去の行動 | 資料ダウンロード | 10 | はい | 行動 | | 90日 |
        | 温度感 | 温度感が高い | 5 | | | | |
        | 役職 | 部長クラス以上 | たくさん | | | | |
        | 役職 | 部長クラス以上 | | | | | |
        | 役職 | 部長クラス以上 | 5 | いいえ | | | |
        | 役職 | 部長クラス以上 | 5 | | 趣味 | | |
        | スコア | スコア30点以上 | 5 | | | | |
        | 引き渡し基準 | スコアが50点を超えたら | | | | | |
        | 引き渡し基準 | 40点以上 | | | | | |
        | 優先度 中 | そこそこ | | | | | |
        |  |  |  | | | | |
        ",
        &[
            "読み取り: 従業員数 50以上 → +5",
            "読み取り: 従業員数 300以上 → -5",
            "読み取り: DL回数 1以上 → +10(90日以内)",
            "要確認: 測り方を決める",
            "読み取れません: 配点「たくさん」を整数で書いてください",
            "読み取れません: 配点がありません",
            "無効",
            "読み取れません: 区分「趣味」は属性か行動で書いてください",
            "読み取れません: 「スコア 30以上」はリードの行からは判定できません",
            "設定: 50点を超える",
            "同じ項目が上にあります。上の行を使います",
            "読み取れません: 値を読めません",
            "",
        ],
    );
}

#[test]
fn a_row_in_three_cells_is_a_rule() {
    check(
        "structured",
        "
        | 項目 | 内容 | 配点 | 列 | 比較 | 値 |
        | 規模 | | 5 | 従業員数 | 以上 | 50 |
        | 予算 | | 5 | 予算規模 | いずれか | 大、中 |
        | 循環 | | 5 | スコア合計 | 以上 | 30 |
        | 比較 | | 5 | 予算規模 | なんとなく | 30 |
        ",
        &[
            "読み取り: 従業員数 50以上 → +5",
            "読み取り: 予算規模 大・中のいずれか → +5",
            "読み取れません: 「スコア 30以上」はリードの行からは判定できません",
            "要確認: 条件が書かれていない",
        ],
    );
}

#[test]
fn the_shipped_rules_are_in_force_while_the_tab_has_none() {
    let house = House::shipped();
    let settings_only = "
        | 項目 | 内容 | 配点 |
        | 引き渡し基準 | 40点以上 | |
        ";
    for (rules, handover, high) in [("", 30, 30), (settings_only, 40, 40)] {
        let reading = house.read_rules(rules, &RuleMemory::default(), &headers());
        assert_eq!(reading.book.rules.len(), 6, "{rules}");
        assert_eq!(reading.book.cutoffs.handover, Cutoff::at_least(handover));
        assert_eq!(reading.book.cutoffs.high, Cutoff::at_least(high), "高 follows a threshold of the tab");
        assert_eq!(reading.book.cutoffs.middle, Cutoff::at_least(handover / 2));
        assert_eq!(reading.book.cutoffs.promising, Cutoff::at_least(10));
        assert_eq!(reading.problems, []);
    }
}

#[test]
fn the_last_good_version_of_a_row_stays_in_force() {
    let house = House::shipped();
    let good = "
        | 項目 | 内容 | 配点 |
        | 会社規模 | 従業員数50名以上 | 5 |
        | 温度感 | 資料ダウンロード | 10 |
        | 引き渡し基準 | 15点以上 | |
        ";
    let broken = "
        | 項目 | 内容 | 配点 |
        | 引き渡し基準 | たぶん高め | |
        | 温度感 | 温度感が高い | 10 |
        | 会社規模 | 従業員数50名以上 | ? |
        ";
    let before = house.read_rules(good, &RuleMemory::default(), &headers());
    let after = house.read_rules(broken, &before.memory, &headers());
    assert_eq!(after.book.hash, before.book.hash, "the same rules are in force");
    assert_eq!(after.memory.number, 1);
    assert_eq!(after.memory.good_rows.len(), 3);
    assert_eq!(after.rows[1].text, "読み取れないため前回の内容を使用中: 測り方を決める");
    let codes: Vec<&str> = after.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["rule_not_understood"; 3]);
    assert_eq!(after.problems[1].place.to_string(), "スコア設定!B3「内容」");
    let again = house.read_rules(broken, &after.memory, &headers());
    assert_eq!(again.book, after.book, "and stay so in the next pass");
}

#[test]
fn a_row_that_was_deleted_is_not_brought_back() {
    let house = House::shipped();
    let both = "
        | 項目 | 内容 | 配点 |
        | 会社規模 | 従業員数50名以上 | 5 |
        | DL | 資料ダウンロード | 10 |
        ";
    let one = "
        | 項目 | 内容 | 配点 |
        | DL | 資料ダウンロード | 10 |
        ";
    let before = house.read_rules(both, &RuleMemory::default(), &headers());
    let after = house.read_rules(one, &before.memory, &headers());
    assert_eq!(after.book.rules.len(), 1);
}

#[test]
fn the_version_is_the_same_for_rules_that_score_alike() {
    let house = House::shipped();
    let rules = "
        | 項目 | 内容 | 配点 | 備考 |
        | 会社規模 | 従業員数50名以上 | 5 | |
        | DL | 資料ダウンロード | 10 | |
        ";
    let alike = "
        | 配点 | 項目 | 内容 | 備考 |
        | +10点 | DL | 資料ダウンロード | 大事 |
        | ５ | 会社規模 | 従業員数５０人以上 | |
        ";
    let other = "
        | 項目 | 内容 | 配点 |
        | 会社規模 | 従業員数50名以上 | 6 |
        | DL | 資料ダウンロード | 10 |
        ";
    let first = house.read_rules(rules, &RuleMemory::default(), &headers());
    let second = house.read_rules(alike, &first.memory, &headers());
    let third = house.read_rules(other, &second.memory, &headers());
    let back = house.read_rules(rules, &third.memory, &headers());
    assert_eq!(first.book.version, format!("v1-{}", &first.book.hash[..8]));
    assert_eq!(second.book.version, first.book.version);
    assert_eq!(third.memory.number, 2);
    assert_eq!(back.memory.number, 3, "going back is a change too");
    assert_eq!(back.book.hash, first.book.hash);
}

#[test]
fn headers_beyond_the_contract_are_asked_for_and_awaited() {
    let house = House::shipped();
    let rules = "
        | 項目 | 内容 | 配点 | 列 | 比較 | 値 |
        | 予算 | | 5 | 予算規模 | 等しい | 大 |
        | 規模 | 従業員数50名以上 | 5 | | | |
        ";
    let reading = house.read_rules(rules, &RuleMemory::default(), &headers());
    assert_eq!(reading.memory.extra_headers, ["予算規模"]);
    let (mut tab, texts) = super::scoring_sheet::lead_tab(&headers(), &[vec!["A"]]);
    tab.columns.retain(|column| tab.headers[column.position as usize] != "予算規模");
    let sheet = house.score_tab(reading, &tab, &texts);
    assert_eq!(sheet.unread_headers, ["予算規模"]);
    assert!(sheet.row_findings.iter().all(|finding| finding.problem.code != "rule_without_column"));
}
