//! Rule phrases: the table of known phrases, rows of our own, and rules over a company's own columns.

use tossup::decide::scoring::phrase::{
    Cells, WHY, describe, parse_cells, parse_phrase, parse_phrase_with_columns, question,
};

use crate::reading_tables::rows;

fn read(content: &str, item: Option<&str>) -> String {
    match parse_phrase(content, item) {
        Ok(phrase) => {
            assert!(!describe(&phrase.condition).is_empty(), "{content} can be told");
            phrase.to_string()
        }
        Err(ask) => {
            assert!(
                WHY.contains(&ask.reason) && !question(&ask).is_empty(),
                "{content}: {ask:?} can be asked"
            );
            ask.to_string()
        }
    }
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

fn check(name: &str) {
    let mut wrong = Vec::new();
    for row in rows(name) {
        let item = row.get(3).filter(|item| !item.is_empty());
        let found = read(&row[0], item);
        if json(&found) != json(&row[1]) {
            wrong.push(format!("{}\n  expected {}\n  read     {found}", &row[0], &row[1]));
        }
    }
    assert!(wrong.is_empty(), "{name}: {} rows differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn phrases_are_read_as_the_table_says() {
    check("rule_phrases.csv");
}

#[test]
fn further_phrases_are_read_by_the_same_rules() {
    check("extra_rule_phrases.csv");
}

/// A row whose condition is one test, short and without signs, so that it can be a part of a longer phrase.
fn is_part(phrase: &str, value: &serde_json::Value) -> bool {
    let keys = value.as_object().map_or(0, serde_json::Map::len);
    let is_test = value.get("field").is_some() && keys == 3;
    let is_joined = phrase.contains([' ', '　', ':', '：', '(', '（', '【', '｜', '①', '/', '／']);
    is_test && !is_joined && value["op"] != "per_count" && value["field"] != "handover_business_days"
}

#[test]
fn parts_keep_their_meaning_in_longer_phrases() {
    let table: Vec<(String, serde_json::Value)> = rows("rule_phrases.csv")
        .into_iter()
        .chain(rows("extra_rule_phrases.csv"))
        .map(|row| (row[0].to_owned(), json(&row[1])))
        .filter(|(phrase, value)| is_part(phrase, value) && phrase.chars().count() < 16)
        .collect();
    assert!(table.len() > 150, "{} parts", table.len());
    let mut wrong = Vec::new();
    for (at, (first, value)) in table.iter().enumerate() {
        let mut cases = vec![
            (format!("{first} +10"), with(value, "points", 10.into())),
            (format!("{first}：10点"), with(value, "points", 10.into())),
            (format!("{first}（▲5点）"), with(value, "points", (-5).into())),
            (format!("{first}は対象外"), with(value, "effect", "exclude".into())),
        ];
        for step in [1, 7, 31] {
            let (second, other) = &table[(at + step) % table.len()];
            if other["field"] == value["field"] {
                continue;
            }
            for (joint, key) in [("かつ", "all"), ("＋", "all"), ("、かつ", "all"), ("または", "any")]
            {
                let joined = serde_json::json!({ key: [value, other] });
                cases.push((format!("{first}{joint}{second} +20"), with(&joined, "points", 20.into())));
            }
        }
        for (phrase, expected) in cases {
            let found = read(&phrase, None);
            // A question is no mistake, a part that was lost is.
            if json(&found) != expected && json(&found).get("ask").is_none() {
                wrong.push(format!("{phrase}\n  expected {expected}\n  read     {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} phrases differ\n{}", wrong.len(), wrong.join("\n"));
}

fn with(value: &serde_json::Value, key: &str, extra: serde_json::Value) -> serde_json::Value {
    let mut value = value.clone();
    value[key] = extra;
    value
}

#[test]
fn a_phrase_without_a_field_takes_it_from_the_item() {
    for (content, item, expected) in [
        ("2回以上", "サイト訪問", r#"{"field":"visits","op":">=","value":2}"#),
        ("50以上", "従業員数", r#"{"field":"employees","op":">=","value":50}"#),
        ("50名以上", "会社規模", r#"{"field":"employees","op":">=","value":50}"#),
        ("あり", "予算", r#"{"field":"budget","op":"=","value":"yes"}"#),
        ("参加", "ウェビナー", r#"{"field":"webinar","op":"=","value":"yes"}"#),
        ("1,000万円以上", "資本金", r#"{"field":"capital_yen","op":">=","value":10000000}"#),
        ("総務", "部署", r#"{"field":"department","op":"contains","value":"総務"}"#),
        ("サイト訪問2回以上", "Web行動", r#"{"field":"visits","op":">=","value":2}"#),
        ("部長クラス以上", "担当者役職", r#"{"field":"title_rank","op":">=","value":50}"#),
    ] {
        assert_eq!(json(&read(content, Some(item))), json(expected), "{item} {content}");
    }
}

#[test]
fn own_columns_are_compared_by_their_header() {
    let headers: Vec<String> = ["会社規模", "元_Growth", "元_RFI", "役職", "獲得経路", "従業員数", "案件数"]
        .map(str::to_owned)
        .to_vec();
    for (content, item, expected) in [
        ("会社規模がMidまたはBig", None, r#"{"field":"column:会社規模","op":"in","value":["Mid","Big"]}"#),
        ("元_Growthが Yes", None, r#"{"field":"column:元_Growth","op":"=","value":"Yes"}"#),
        (
            "元_Growthが Growth、Fast growth +5",
            None,
            r#"{"field":"column:元_Growth","op":"in","value":["Growth","Fast growth"],"points":5}"#,
        ),
        (
            "元_RFI = Yes かつ 元_Growth ≠ Stable",
            None,
            r#"{"all":[{"field":"column:元_RFI","op":"=","value":"Yes"},{"field":"column:元_Growth","op":"!=","value":"Stable"}]}"#,
        ),
        ("役職がHigh", None, r#"{"field":"column:役職","op":"=","value":"High"}"#),
        ("役職が部長以上", None, r#"{"field":"title_rank","op":">=","value":50}"#),
        ("従業員数50名以上", None, r#"{"field":"employees","op":">=","value":50}"#),
        (
            "獲得経路がEventまたはReferralまたはJoint past",
            None,
            r#"{"field":"column:獲得経路","op":"in","value":["Event","Referral","Joint past"]}"#,
        ),
        ("案件数3以上", None, r#"{"field":"column:案件数","op":">=","value":3}"#),
        ("元_RFIが空欄", None, r#"{"field":"column:元_RFI","op":"missing","value":true}"#),
        ("元_RFIがYes以外", None, r#"{"field":"column:元_RFI","op":"!=","value":"Yes"}"#),
        ("Mid, Big", Some("会社規模"), r#"{"field":"column:会社規模","op":"in","value":["Mid","Big"]}"#),
    ] {
        let found = parse_phrase_with_columns(content, item, &headers)
            .map_or_else(|ask| ask.to_string(), |phrase| phrase.to_string());
        assert_eq!(json(&found), json(expected), "{content}");
    }
}

#[test]
fn a_rule_in_three_cells_is_a_condition() {
    for (column, comparison, value, expected) in [
        (
            "会社規模",
            "いずれか",
            "Mid, Big",
            r#"{"field":"column:会社規模","op":"in","value":["Mid","Big"]}"#,
        ),
        (
            "元_Growth",
            "in",
            "Growth, Fast growth",
            r#"{"field":"column:元_Growth","op":"in","value":["Growth","Fast growth"]}"#,
        ),
        ("役職", "=", "High", r#"{"field":"column:役職","op":"=","value":"High"}"#),
        ("役職", "以上", "部長", r#"{"field":"title_rank","op":">=","value":50}"#),
        ("従業員数", "以上", "50", r#"{"field":"employees","op":">=","value":50}"#),
        ("従業員数", "超", "1,000名", r#"{"field":"employees","op":">","value":1000}"#),
        ("業種", "いずれか", "製造業, IT", r#"{"field":"industry","op":"in","value":["E","G"]}"#),
        ("業種", "≠", "製造業", r#"{"field":"industry","op":"not_in","value":["E"]}"#),
        (
            "獲得経路",
            "in",
            "Event, Referral, Joint past",
            r#"{"field":"column:獲得経路","op":"in","value":["Event","Referral","Joint past"]}"#,
        ),
        ("元_Client", "等しい", "Current", r#"{"field":"column:元_Client","op":"=","value":"Current"}"#),
        ("案件数", "未満", "3", r#"{"field":"column:案件数","op":"<","value":3}"#),
        ("メモ", "含む", "至急", r#"{"field":"column:メモ","op":"contains","value":"至急"}"#),
        ("メモ", "空欄", "", r#"{"field":"column:メモ","op":"missing","value":true}"#),
        ("メールアドレス", "入力あり", "", r#"{"field":"email","op":"exists","value":true}"#),
    ] {
        let found = parse_cells(Cells { column, comparison, value })
            .map_or_else(|ask| ask.to_string(), |condition| condition.to_string());
        assert_eq!(json(&found), json(expected), "{column} {comparison} {value}");
    }
    assert!(parse_cells(Cells { column: "案件数", comparison: "以上", value: "多い" }).is_err());
    assert!(parse_cells(Cells { column: "案件数", comparison: "ぐらい", value: "3" }).is_err());
}

#[test]
fn conditions_are_told_in_plain_japanese() {
    for (content, expected) in [
        ("従業員数50名以上", "従業員数 50以上"),
        ("製造業かつ資料DL", "業種 Eのいずれか かつ DL回数 1以上"),
        ("役職が空欄", "役職 空欄"),
        ("ターゲット業界に該当", "業種 ターゲット業種のいずれか"),
    ] {
        let phrase = parse_phrase(content, None).expect("a phrase of the table");
        assert_eq!(describe(&phrase.condition), expected);
    }
}
