//! Points, labels and breakdown of drawn lead tabs.

use super::scoring_sheet::{House, cells};

/// Scores the leads of a drawing whose last columns say what is expected.
///
/// Columns behind `→` are 属性, 行動, 合計, 優先度, ステータス, 要確認.
fn check(name: &str, rules: &str, drawn: &str) {
    let house = House::shipped();
    let (headers, rows) = cells(drawn);
    let arrow = headers.iter().position(|header| header == "→").expect("an arrow");
    let inputs: Vec<Vec<&str>> =
        rows.iter().map(|row| row[..arrow].iter().map(String::as_str).collect()).collect();
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
                "要確認" => outcome.needs_check.to_string(),
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

#[test]
fn unknown_is_listed_and_never_zero() {
    check(
        "unknown",
        "",
        "
        | 会社名 | 業種 | 従業員数 | 役職 | DL回数 | セミナー参加 | Web閲覧回数 | → | 合計 | 要確認 |
        | a range that straddles  | 製造業 | 30〜99名 | 部長 | 1 | なし | 1 | → | 25 | 従業員数 +5(範囲が条件をまたぐ) |
        | a range above           | 製造業 | 50〜99名 | 部長 | 1 | なし | 1 | → | 30 |  |
        | about 120               | 製造業 | 約120    | 部長 | 1 | なし | 1 | → | 30 |  |
        | registered, nothing yet | 製造業 | 120      | 部長 | 1 | 申込のみ | 1 | → | 30 | セミナー参加 +15(申込のみ) |
        | ditto                   | 〃     | 120      | 部長 | 1 | なし | 1 | → | 25 | 業種 +5(同上) |
        | none is no size         | 製造業 | なし     | 部長 | 1 | なし | なし | → | 25 | 従業員数 +5(不明) |
        ",
    );
}

#[test]
fn points_are_negative_per_occurrence_capped_and_excluding() {
    check(
        "a visitor is paid per visit up to a cap; a mark takes points away; an exclusion wins over all",
        "
        | 項目 | 内容 | 配点 | 区分 | 上限 |
        | 訪問 | Web訪問1回につき | +3点 | | 10 |
        | 規模 | 従業員数50名以上 | ５ | | |
        | 学生 | 学生 | ▲100 | | |
        | 競合 | 競合は対象外 | | | |
        | 引き渡し基準 | 10点以上 | | | |
        ",
        "
        | 会社名 | 従業員数 | Web閲覧回数 | 学生 | 競合 | → | 合計 | 優先度 | 渡す | 内訳 |
        | A | 60 | 2  |   |   | → | 11  | 高 | はい | 訪問+6(×2) 規模+5 =11/学生0 |
        | A | 60 | 99 |   |   | → | 15  | 高 | はい | 訪問+10(×99、上限) 規模+5 =15/学生0 |
        | A | 60 | 99 | ○ |   | → | -85 | 低 |     | 訪問+10(×99、上限) 規模+5 学生-100 =-85 |
        | A | 60 | 99 |   | ○ | → | 15  | 低 |     | 対象外(競合) 訪問+10(×99、上限) 規模+5 =15/学生0 |
        ",
    );
}

#[test]
fn caps_are_parts_of_the_sum() {
    check(
        "caps",
        "
        | 項目 | 内容 | 配点 |
        | 規模 | 従業員数50名以上 | 20 |
        | 役職 | 部長クラス以上 | 20 |
        | DL   | 資料ダウンロード | 20 |
        | 属性点の上限 | 30 | |
        | スコアの上限 | 45点 | |
        ",
        "
        | 会社名 | 従業員数 | 役職 | DL回数 | → | 属性 | 行動 | 合計 | 内訳 |
        | A | 60 | 部長 | 1 | → | 30 | 20 | 45 | 規模+20 役職+20 DL+20 属性の上限-10 合計の上限-5 =45 |
        | A | 60 | 課長 | 1 | → | 20 | 20 | 40 | 規模+20 DL+20 =40/役職0 |
        ",
    );
}

#[test]
fn behaviour_expires_only_when_its_date_is_known() {
    let rules = "
        | 項目 | 内容 | 配点 | 有効日数 |
        | DL   | 資料ダウンロード | 10 | 90 |
        | 規模 | 従業員数50名以上 | 5 | 90 |
        | 引き渡し基準 | 10点以上 | | |
        ";
    check(
        "decay; who they are never expires",
        rules,
        "
        | 会社名 | 従業員数 | DL回数 | 最終行動日 | → | 合計 | 内訳 |
        | A | 60 | 1 | 2026-11-01 | → | 15 | DL+10 規模+5 =15 |
        | A | 60 | 1 | 2026-01-01 | → | 5  | 規模+5 =5/DLは90日を過ぎたため0 |
        | A | 60 | 1 |            | → | 15 | DL+10 規模+5 =15/DLは日付が分からないため期限なし |
        ",
    );
    check(
        "without the column nothing expires",
        rules,
        "
        | 会社名 | 従業員数 | DL回数 | → | 合計 | 内訳 |
        | A | 60 | 1 | → | 15 | DL+10 規模+5 =15/DLは日付が分からないため期限なし |
        ",
    );
}

#[test]
fn a_priority_set_by_hand_wins_and_the_breakdown_says_so() {
    check(
        "manual",
        "",
        "
        | 会社名 | 業種 | 従業員数 | 役職 | DL回数 | セミナー参加 | Web閲覧回数 | 優先度(手動) | → | 合計 | 優先度 | 渡す | 要確認 |
        | A | 製造業 | 120 | 課長 | 1 | なし | 2 | 高   | → | 25 | 高 |      | |
        | A | 製造業 | 120 | 部長 | 1 | なし | 2 | 低   | → | 35 | 低 | はい | |
        | A | 製造業 | 120 | 部長 | 1 | なし | 2 | 最高 | → | 35 | 高 | はい | 優先度(手動):優先度の語でない |
        ",
    );
}

#[test]
fn the_threshold_is_number_and_operator() {
    let leads = "
        | 会社名 | 従業員数 | → | 渡す | 優先度 | ステータス |
        | A | 60 | → | {} |
        ";
    for (threshold, expected) in [
        ("スコア5点以上", "はい | 高 | 今すぐ対応"),
        ("スコアが5点を超えたら", " | 中 | 将来性あり"),
        ("5", "はい | 高 | 今すぐ対応"),
        (">5", " | 中 | 将来性あり"),
    ] {
        let rules = format!(
            "
            | 項目 | 内容 | 配点 |
            | 規模 | 従業員数50名以上 | 5 |
            | 引き渡し基準 | {threshold} | |
            "
        );
        check(threshold, &rules, &leads.replace("{}", expected));
    }
}

#[test]
fn conditions_join_with_three_values() {
    check(
        "false and unknown is false; true or unknown is true; else it is open",
        "
        | 項目 | 内容 | 配点 |
        | 両方 | 部長クラス以上かつ従業員50名以上 | 7 |
        | 片方 | 製造業または従業員100名以上 | 3 |
        ",
        "
        | 会社名 | 業種 | 従業員数 | 役職 | → | 合計 | 内訳 | 要確認 |
        | A | 製造業 |    | 課長 | → | 3 | 片方+3 =3/両方0 | |
        | A | 小売業 |    | 部長 | → | 0 | 加点なし =0/不明: 両方(+7) 片方(+3) | 従業員数 +7・+3(空欄) |
        | A | 小売業 | 60 | 部長 | → | 7 | 両方+7 =7/片方0 | |
        ",
    );
}

#[test]
fn a_column_that_the_company_added_itself_can_be_a_condition() {
    check(
        "own columns",
        "
        | 項目 | 内容 | 配点 | 列 | 比較 | 値 |
        | 成長 | | 5 | 元_Growth | いずれか | Growth、Fast growth |
        | 見積 | | 10 | 元_RFP | 等しい | Yes |
        | 展示 | | 3 | ブース滞在分 | 以上 | 10 |
        | 役職 | | 2 | 役職 | 以上 | 課長 |
        ",
        "
        | 会社名 | 役職 | 元_Growth | 元_RFP | ブース滞在分 | → | 合計 | 要確認 |
        | A | 部長 | fast growth | yes | １５ | → | 20 | |
        | A | 係長 | Stable      | No  | 9    | → | 0  | |
        | A | 部長 |             | 不明 | なし | → | 2  | 元_Growth +5(空欄)、元_RFP +10(不明)、ブース滞在分 +3(不明) |
        ",
    );
}

#[test]
fn blank_rows_have_no_outcome() {
    let house = House::shipped();
    let sheet = house.score(
        "",
        "
        | 会社名 | 業種 | スコア合計 | 済 |
        |        |      | 25        | FALSE |
        | A      |      |           | FALSE |
        ",
    );
    assert_eq!(sheet.scored.outcome(0), None);
    assert!(sheet.scored.outcome(1).is_some());
    assert_eq!(sheet.scored.of_row[0], 0);
}

#[test]
fn an_amount_is_in_the_unit_of_its_cell_or_else_of_its_header() {
    let rules = "
        | 項目 | 内容 | 配点 |
        | 資本 | 資本金1,000万円以上 | 5 |
        | 年商 | 年商10億円以上 | 10 |
        | 引き渡し基準 | 15点以上 | |
        ";
    check(
        "in the header",
        rules,
        "
        | 会社名 | 資本金(万円) | 年商（単位：百万円） | → | 合計 | 要確認 |
        | at the bound           | 1000 | 1,000 | → | 15 |  |
        | below                  | 999 | 999 | → | 0 |  |
        | about                  | 約1,000 | 1,000程度 | → | 15 |  |
        | the cell names it      | 1000万円 | 10億円 | → | 15 |  |
        | as in the register     | 10,000,000円 | ¥1,000,000,000 | → | 15 |  |
        | bands                  | 1,000〜3,000 | 1,000以上 | → | 15 |  |
        | a band that straddles  | 500〜3,000 | 500〜1,000 | → | 0 | 資本金(万円) +5(範囲が条件をまたぐ)、年商（単位：百万円） +10(範囲が条件をまたぐ) |
        | nothing                | 0 | 0 | → | 0 |  |
        | not an amount          | 50名 | 三千 | → | 0 | 資本金(万円) +5(別の単位の数)、年商（単位：百万円） +10(数ではない) |
        ",
    );
    check(
        "in the cell",
        rules,
        "
        | 会社名 | 資本金 | 年商 | → | 合計 |
        | yen        | 10000000 | 1000000000 | → | 15 |
        | short      | 1000 | 1000 | → | 0 |
        | 万 and 億  | 1千万円 | 10.5億円 | → | 15 |
        | 百万円     | 10百万円 | 1,000百万円 | → | 15 |
        | 千円       | 10,000千円 | 1,000,000千円 | → | 15 |
        | bands      | 1,000万円〜5,000万円 | 10〜50億円 | → | 15 |
        | bounds     | 1億円超 | 10億円以上30億円未満 | → | 15 |
        ",
    );
    check(
        "億 with a fraction, and a unit in an English header",
        rules,
        "
        | 会社名 | 資本金【億円】 | Revenue (million yen) | → | 合計 |
        | A | 0.1 | 1000 | → | 15 |
        | B | 0.09 | 999.9 | → | 0 |
        ",
    );
}

#[test]
fn an_exclusion_that_has_expired_excludes_nobody() {
    check(
        "validity of an exclusion",
        "
        | 項目 | 内容 | 配点 | 区分 | 有効日数 |
        | 停止 | 配信停止は対象外 | | 行動 | 90 |
        | 規模 | 従業員数50名以上 | 5 | | |
        | 引き渡し基準 | 5点以上 | | | |
        ",
        "
        | 会社名 | 従業員数 | 配信停止 | 最終行動日 | → | 合計 | 渡す | 内訳 |
        | A | 60 | ○ | 2026-11-01 | → | 5 |      | 対象外(停止) 規模+5 =5 |
        | A | 60 | ○ | 2025-11-01 | → | 5 | はい | 規模+5 =5/停止は90日を過ぎたため0 |
        | A | 60 |    | 2025-11-01 | → | 5 | はい | 規模+5 =5 |
        ",
    );
}

#[test]
fn a_date_that_cannot_be_read_is_a_cell_to_mend() {
    check(
        "a date that validity needs",
        "
        | 項目 | 内容 | 配点 | 有効日数 |
        | DL   | 資料ダウンロード | 10 | 90 |
        ",
        "
        | 会社名 | DL回数 | 最終行動日 | → | 合計 | 内訳 | 要確認 |
        | A | 1 | 先月くらい | → | 10 | DL+10 =10/DLは日付が分からないため期限なし | 最終行動日:日付が読めない |
        | A | 1 | #REF!     | → | 10 | DL+10 =10/DLは日付が分からないため期限なし | 最終行動日:エラー値 |
        | A | 1 |           | → | 10 | DL+10 =10/DLは日付が分からないため期限なし |  |
        | A | 0 | 先月くらい | → | 0  | 加点なし =0/DL0 |  |
        ",
    );
}

#[test]
fn occurrences_that_are_not_paid_for_are_not_shown_as_paid() {
    check(
        "per occurrence",
        "
        | 項目 | 内容 | 配点 | 上限 |
        | 訪問 | Web訪問1回につき | 3 | |
        ",
        "
        | 会社名 | Web閲覧回数 | → | 合計 | 内訳 | 要確認 |
        | A | 2      | → | 6  | 訪問+6(×2) =6 | |
        | A | 99     | → | 30 | 訪問+30(×99、上限) =30 | |
        | A | 2〜5回  | → | 6  | 訪問+6(×2) =6 | |
        | A | 0〜5回  | → | 0  | 加点なし =0/不明: 訪問(+30) | Web閲覧回数 +30(範囲が条件をまたぐ) |
        ",
    );
}

#[test]
fn a_mark_with_a_doubt_is_open() {
    check(
        "marks",
        "
        | 項目 | 内容 | 配点 |
        | 競合 | 競合は対象外 | |
        | 規模 | 従業員数50名以上 | 5 |
        ",
        "
        | 会社名 | 従業員数 | 競合 | → | 合計 | 要確認 |
        | A | 60 | 競合?      | → | 5 | 競合 対象外(疑問符つき) |
        | A | 60 | 競合かも    | → | 5 | 競合 対象外(疑問符つき) |
        | A | 60 | 競合ではない | → | 5 |  |
        | A | 60 | 新規        | → | 5 |  |
        ",
    );
}
