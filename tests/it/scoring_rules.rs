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
    let texts: Vec<&str> = reading.rows.iter().map(String::as_str).collect();
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
            "要確認: 測り方を決める(例: サイト訪問2回以上)",
            "読み取れません: 配点「たくさん」を整数で書いてください",
            "読み取れません: 配点がありません。5 や -5 のように書いてください",
            "無効",
            "読み取れません: 区分「趣味」は属性か行動で書いてください",
            "読み取れません: 「スコア 30以上」はリードの行からは判定できません",
            "設定: 50点を超える(合計は0〜15点)",
            "同じ項目が上にあります。上の行を使います",
            "読み取れません: 「30点以上」「50点超」のように書いてください",
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
            "要確認: 条件が書かれていない(例: 列「従業員数」、比較「以上」、値「50」)",
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
    assert_eq!(
        after.rows[1],
        "読み取れないため前回の内容(DL回数 1以上 → +10)を使用中: 測り方を決める(例: サイト訪問2回以上)"
    );
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

#[test]
fn numbers_and_marks_are_read_as_people_type_them() {
    check(
        "full width, units, words for none, marks",
        "
        | 項目 | 内容 | 配点 | 有効 | 区分 | 上限 | 有効日数 |
        | A | 従業員数50名以上 | －５ | ○ | － | なし | 無期限 |
        | B | 資料ダウンロード | １０ 点 | TRUE | 行動点 | ２０点 | ９０日間 |
        | C | 従業員数50名以上 | −１，０００ | 使用中 | 属性 | 無制限 | - |
        | D | 従業員数50名以上 | 5 | 停止中 | | | |
        | E | 従業員数50名以上 | 5 | × | | | |
        | F | 従業員数50名以上 | 5 | 保留 | | | |
        | G | 従業員数50名以上 | 5.5 | | | | |
        | H | 従業員数50名以上 | 1001 | | | | |
        | I | 従業員数50名以上 | 5 | | | 少し | |
        | J | 資料ダウンロード | 5 | | | | 0 |
        | K | 従業員数50名以上 | 5 | | 属性 | | 90 |
        | L | 資料ダウンロード | 5 | | | | 1095 |
        | M | 資料ダウンロード | 5 | | | | 3661 |
        | N | 従業員数50名以上 +2000000000 | | | | | |
        ",
        &[
            "読み取り: 従業員数 50以上 → -5",
            "読み取り: DL回数 1以上 → +10(上限20点、90日以内)",
            "読み取り: 従業員数 50以上 → -1000",
            "無効",
            "無効",
            "読み取れません: 有効「保留」は「はい」か「いいえ」で書いてください",
            "読み取れません: 配点「5.5」を整数で書いてください",
            "読み取れません: 配点「1001」は-1000〜1000の整数で書いてください",
            "読み取れません: 「少し」を整数で書いてください",
            "読み取れません: 「0」を整数で書いてください",
            "読み取り: 従業員数 50以上 → +5(属性は期限切れにならないため有効日数は使いません)",
            "読み取り: DL回数 1以上 → +5(1095日以内)",
            "読み取れません: 「3661」を整数で書いてください",
            "読み取れません: 配点「2000000000」は-1000〜1000の整数で書いてください",
        ],
    );
}

#[test]
fn a_setting_that_cannot_be_read_says_how_it_would_be() {
    check(
        "settings",
        "
        | 項目 | 内容 | 配点 |
        | 引き渡し基準 | たぶん高め | |
        | 優先度 中 | 10点を超えない | |
        | ターゲット業種 | いろいろ | |
        | 属性点の上限 | -10 | |
        | 行動点の上限 | たくさん | |
        ",
        &[
            "読み取れません: 「30点以上」「50点超」のように書いてください",
            "読み取れません: 「30点以上」「50点超」のように書いてください",
            "読み取れません: 「製造業、IT」のように書いてください",
            "読み取れません: 「40点」のように0以上で書いてください",
            "読み取れません: 「40点」のように0以上で書いてください",
        ],
    );
}

#[test]
fn a_setting_that_cannot_be_read_puts_no_rule_out_of_force() {
    let house = House::shipped();
    for row in ["| 引き渡し基準 | たぶん高め | | |", "| 引き渡し基準 | 40点以上 | | いいえ |"]
    {
        let rules = format!("| 項目 | 内容 | 配点 | 有効 |\n{row}");
        let reading = house.read_rules(&rules, &RuleMemory::default(), &headers());
        assert_eq!(reading.book.rules.len(), 6, "{row}: the shipped rules");
        assert_eq!(reading.book.cutoffs.handover, Cutoff::at_least(30), "{row}: the shipped threshold");
    }
}

/// Reads good rows, then rows of which some cannot be read, and expects the same rules in force.
fn check_kept(name: &str, good: &str, broken: &str) {
    let house = House::shipped();
    let before = house.read_rules(good, &RuleMemory::default(), &headers());
    assert_eq!(before.problems, [], "{name}");
    let after = house.read_rules(broken, &before.memory, &headers());
    assert_ne!(after.problems, [], "{name}");
    let rules = |reading: &tossup::decide::scoring::RuleBookReading| -> Vec<String> {
        let rules = reading.book.rules.iter();
        let mut rules: Vec<String> =
            rules.map(|rule| format!("{} {} {}", rule.item, rule.condition_text, rule.points)).collect();
        rules.sort();
        rules
    };
    assert_eq!(rules(&after), rules(&before), "{name}");
    let again = house.read_rules(broken, &after.memory, &headers());
    assert_eq!(again.book, after.book, "{name}: and in the next pass");
}

#[test]
fn the_last_good_version_is_found_wherever_the_broken_row_stands() {
    let twins = "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 5 |
        | 規模 | 従業員数300名以上 | 7 |
        ";
    check_kept(
        "the first of two rules with one name is broken and moved below the other",
        twins,
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数300名以上 | 7 |
        | 規模 | 従業員数50名以上 | ? |
        ",
    );
    check_kept(
        "both are broken and swapped",
        twins,
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数300名以上 | ? |
        | 規模 | 従業員数50名以上 | ? |
        ",
    );
    check_kept(
        "a row without a name",
        "
        | 項目 | 内容 | 配点 |
        |  | 従業員数50名以上 | 5 |
        |  | 資料ダウンロード | 10 |
        ",
        "
        | 項目 | 内容 | 配点 |
        |  | 資料ダウンロード | 10 |
        |  | 従業員数50名以上 | ? |
        ",
    );
    check_kept(
        "a row that is renamed while it is broken",
        twins,
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 5 |
        | 大企業 | 従業員数300名以上 | ? |
        ",
    );
    check_kept(
        "a row in three cells, moved",
        "
        | 項目 | 内容 | 配点 | 列 | 比較 | 値 |
        | 予算 | | 5 | 予算規模 | 等しい | 大 |
        | 規模 | 従業員数50名以上 | 5 | | | |
        ",
        "
        | 項目 | 内容 | 配点 | 列 | 比較 | 値 |
        |  | | | | | |
        | 規模 | 従業員数50名以上 | 5 | | | |
        | 予算 | | 5 | 予算規模 | なんとなく | 大 |
        ",
    );
}

#[test]
fn no_row_stays_in_force_beside_its_own_successor() {
    let house = House::shipped();
    let before = house.read_rules(
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 5 |
        ",
        &RuleMemory::default(),
        &headers(),
    );
    let after = house.read_rules(
        "
        | 項目 | 内容 | 配点 |
        | 規模 | なんとなく大きい | 3 |
        | 規模 | 従業員数50名以上 | 6 |
        ",
        &before.memory,
        &headers(),
    );
    let points: Vec<i32> = after.book.rules.iter().map(|rule| rule.points).collect();
    assert_eq!(points, [6], "the row that was changed is not counted a second time");
}

#[test]
fn the_last_good_version_outlives_a_column_that_is_gone_for_a_while() {
    let house = House::shipped();
    let drawn = |content: &str| format!("| 項目 | 内容 | 配点 |\n| 予算 | {content} | 5 |");
    let before = house.read_rules(&drawn("予算規模が大"), &RuleMemory::default(), &headers());
    let others: Vec<String> = headers().into_iter().filter(|header| header != "予算規模").collect();
    let gone = house.read_rules(&drawn("予算規模がほどほど大か中か"), &before.memory, &others);
    let back = house.read_rules(&drawn("予算たっぷり"), &gone.memory, &headers());
    assert_eq!(back.book.hash, before.book.hash, "{:?}", back.rows);
}

#[test]
fn the_row_says_which_version_is_in_force() {
    let house = House::shipped();
    let drawn = |points: &str| format!("| 項目 | 内容 | 配点 |\n| 規模 | 従業員数50名以上 | {points} |");
    let before = house.read_rules(&drawn("5"), &RuleMemory::default(), &headers());
    let after = house.read_rules(&drawn("多め"), &before.memory, &headers());
    assert_eq!(
        after.rows[0],
        "読み取れないため前回の内容(従業員数 50以上 → +5)を使用中: 配点「多め」を整数で書いてください"
    );
}

#[test]
fn a_phrase_that_is_not_understood_is_told_with_one_that_would_be() {
    let house = House::shipped();
    for phrase in ["温度感が高い", "大企業", "最近よく来る", "元気"] {
        let rules = format!("| 項目 | 内容 | 配点 |\n|  | {phrase} | 5 |");
        let text = house.read_rules(&rules, &RuleMemory::default(), &headers()).rows[0].clone();
        let example = text.split_once("(例: ").and_then(|(_, rest)| rest.strip_suffix(')'));
        let example = example.unwrap_or_else(|| panic!("{phrase}: no example in {text}"));
        let rules = format!("| 項目 | 内容 | 配点 |\n|  | {example} | 5 |");
        let reading = house.read_rules(&rules, &RuleMemory::default(), &headers());
        assert!(reading.rows[0].starts_with("読み取り: "), "{phrase}: the example is a rule: {text}");
    }
}

#[test]
fn each_comparison_in_three_cells_is_understood() {
    let house = House::shipped();
    // comparison, value, cells that meet it, cells that do not
    let table: [(&str, &str, &[&str], &[&str]); 14] = [
        ("以上", "1,000", &["1000", "1,200名"], &["999"]),
        ("超", "１０", &["11", "１２"], &["10"]),
        ("以下", "10", &["10", "3"], &["11"]),
        ("未満", "10", &["9"], &["10"]),
        ("等しい", "大", &["大", " 大 "], &["中", "大口"]),
        ("等しい", "1,000", &["1000", "1,000"], &["100"]),
        ("等しくない", "大", &["中"], &["大"]),
        ("いずれか", "A、B", &["a", "Ｂ"], &["C"]),
        ("いずれでもない", "A、B", &["C"], &["A"]),
        ("含む", "展示", &["東京展示会"], &["紹介"]),
        ("含まない", "展示", &["紹介"], &["東京展示会"]),
        ("空欄", "", &["", "-"], &["大"]),
        ("空欄でない", "", &["大"], &[""]),
        ("空欄以外", "", &["大"], &[""]),
    ];
    for (comparison, value, met, missed) in table {
        let rules =
            format!("| 項目 | 内容 | 配点 | 列 | 比較 | 値 |\n| R | | 5 | 社内欄 | {comparison} | {value} |");
        let cells: Vec<&str> = met.iter().chain(missed).copied().collect();
        let drawn: Vec<Vec<&str>> = cells.iter().map(|cell| vec!["A", *cell]).collect();
        let headers = ["会社名", "社内欄"].map(str::to_owned);
        let sheet = house.score_rows(&house.rule_rows(&rules), &headers, &drawn);
        assert_eq!(sheet.reading.problems, [], "{comparison} {value}");
        for (row, cell) in cells.iter().enumerate() {
            let expected = if row < met.len() { 5 } else { 0 };
            let outcome = sheet.outcome(row);
            assert_eq!(
                outcome.score.points, expected,
                "「{cell}」 {comparison} {value}: {}",
                outcome.breakdown
            );
        }
    }
}

#[test]
fn a_mark_column_is_read_as_a_mark_and_not_as_a_text() {
    let house = House::shipped();
    let headers = ["会社名", "競合", "学生", "予算規模"].map(str::to_owned);
    let rules = "
        | 項目 | 内容 | 配点 |
        | 除外 | 競合・学生は対象外 | |
        | 予算 | 予算規模が大 | 5 |
        ";
    let rows = [
        (["A", "○", "", "大"], true),
        (["A", "", "学生", "大"], true),
        (["A", "いいえ", "×", "大"], false),
        (["A", "競合ではない", "", "大"], false),
        (["A", "新規", "", "大"], false),
    ];
    for (row, is_excluded) in rows {
        let sheet = house.score_rows(&house.rule_rows(rules), &headers, &[row.to_vec()]);
        assert_eq!(sheet.reading.problems, [], "{row:?}");
        assert_eq!(sheet.outcome(0).is_excluded(), is_excluded, "{row:?}: {}", sheet.outcome(0).breakdown);
        assert_eq!(sheet.outcome(0).score.points, 5, "{row:?}");
    }
}
