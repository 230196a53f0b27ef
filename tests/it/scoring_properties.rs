//! What holds for every sheet and every rule tab.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use tossup::decide::book::TabKey;
use tossup::decide::scoring::{RuleMemory, RuleRow, Truth, explain_row, prepare};

use super::scoring_sheet::{House, LEAD_HEADERS, Sheet, lead_tab};

/// Texts as people type them, for any column.
const TEXTS: [&str; 30] = [
    "",
    "120",
    "49",
    "50",
    "約120",
    "30〜99名",
    "５０名以上",
    "#N/A",
    "なし",
    "○",
    "×",
    "参加済み",
    "申込のみ",
    "途中退出",
    "課長",
    "部長",
    "部長代理",
    "代表取締役",
    "製造業",
    "小売業",
    "IT",
    "〃",
    "2回以上",
    "-",
    "2026-11-01",
    "2025-01-01",
    "高",
    "不明",
    "大",
    "3",
];

const PHRASES: [&str; 12] = [
    "従業員数50名以上",
    "ターゲット業界に該当",
    "部長クラス以上",
    "資料ダウンロード",
    "ウェビナー参加済み",
    "サイト訪問2回以上",
    "製造業またはIT",
    "部長クラス以上かつ従業員100名以上",
    "Web訪問1回につき",
    "競合",
    "予算規模が大",
    "従業員300名未満",
];

static HOUSE: LazyLock<House> = LazyLock::new(House::shipped);

fn headers() -> Vec<String> {
    LEAD_HEADERS.map(str::to_owned).into()
}

/// One rule: phrase, points, cap, validity, excluding.
fn rule() -> impl Strategy<Value = Vec<String>> {
    let cap = prop_oneof![3 => Just(String::new()), 1 => (1..40i32).prop_map(|cap| cap.to_string())];
    let days = prop_oneof![Just(String::new()), Just("90".to_owned())];
    let points =
        prop_oneof![8 => (-40..40i32).prop_map(|points| points.to_string()), 1 => Just("対象外".to_owned())];
    (prop::sample::select(&PHRASES[..]), points, cap, days)
        .prop_map(|(phrase, points, cap, days)| vec![phrase.to_owned(), points, cap, days])
}

/// A drawn rule tab of these rules and caps.
fn rule_tab(rules: &[Vec<String>], caps: &[Option<i32>; 3]) -> String {
    let mut drawn = "| 項目 | 内容 | 配点 | 上限 | 有効日数 |\n".to_owned();
    for (number, rule) in rules.iter().enumerate() {
        let name = char::from(b'A' + u8::try_from(number % 26).expect("a letter"));
        drawn += &format!("| {name} | {} |\n", rule.join(" | "));
    }
    for (name, cap) in ["属性点の上限", "行動点の上限", "スコアの上限"].iter().zip(caps) {
        if let Some(cap) = cap {
            drawn += &format!("| {name} | {cap} | | | |\n");
        }
    }
    drawn
}

fn rules() -> impl Strategy<Value = String> {
    let caps = prop::array::uniform3(prop::option::weighted(0.3, 0..60i32));
    (prop::collection::vec(rule(), 0..9), caps).prop_map(|(rules, caps)| rule_tab(&rules, &caps))
}

fn rows() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    prop::collection::vec(prop::collection::vec(prop::sample::select(&TEXTS[..]), LEAD_HEADERS.len()), 1..12)
}

/// The signed numbers before the first `=`, and the number behind it.
fn parts_and_sum(breakdown: &str) -> (Vec<i32>, i32) {
    let (parts, rest) = breakdown.split_once('=').expect("a sum");
    let rest = rest.split('｜').next().expect("a sum").trim();
    let signed = parts.split(' ').filter_map(|part| {
        let at = part.rfind(['+', '-'])?;
        let number: String = part[at..].chars().take_while(|c| !matches!(c, '(' | '×')).collect();
        Some(number.parse().expect("a number of points"))
    });
    (signed.collect(), rest.parse().expect("a sum"))
}

/// What a test compares of two sheets, row by row.
fn seen(sheet: &Sheet, row: usize) -> Option<(i32, Arc<str>, Arc<str>)> {
    sheet
        .scored
        .outcome(row)
        .map(|outcome| (outcome.score.points, outcome.breakdown.clone(), outcome.needs_check.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_parts_of_the_breakdown_add_up(rules in rules(), rows in rows()) {
        let house = &*HOUSE;
        let sheet = house.score_rows(&house.rule_rows(&rules), &headers(), &rows);
        for outcome in sheet.scored.outcomes.iter().skip(1) {
            let (parts, sum) = parts_and_sum(&outcome.breakdown);
            prop_assert_eq!(parts.iter().sum::<i32>(), sum, "{}", &outcome.breakdown);
            prop_assert_eq!(sum, outcome.score.points);
            prop_assert!(!outcome.is_excluded() || outcome.breakdown.starts_with("対象外("));
            prop_assert!(!(outcome.is_excluded() && outcome.is_qualified()));
        }
    }

    #[test]
    fn the_explanation_of_a_row_comes_to_its_score(rules in rules(), rows in rows()) {
        let house = &*HOUSE;
        let reading = house.read_rules(&rules, &RuleMemory::default(), &headers());
        let (tab, texts) = lead_tab(&headers(), &rows);
        let located = tab.locate(&house.contract, TabKey::Leads);
        let judge = prepare(&reading.book, &tab, &located, house.judge_context());
        let explained: Vec<_> = (0..rows.len()).map(|row| explain_row(&judge, &tab, &texts, row)).collect();
        let sheet = house.score_tab(reading.clone(), &tab, &texts);
        for (row, explanation) in explained.iter().enumerate() {
            if let Some(outcome) = sheet.scored.outcome(row) {
                prop_assert_eq!(explanation.tally.score, outcome.score);
                prop_assert_eq!(explanation.manual, outcome.manual);
                for cell in explanation.rules.iter().flat_map(|rule| rule.cells.iter().chain(&rule.date)) {
                    let is_open = cell.truth == Truth::Unknown;
                    let cannot = ["またぐ", "読めない", "読み取れません", "分からない", "エラー値", "同上", "あいまい"];
                    let is_told_open = cannot.iter().any(|word| cell.why.contains(word));
                    prop_assert!(is_open || !is_told_open, "{} {:?}: {}", cell.text, cell.truth, cell.why);
                    prop_assert!(!is_open || cell.why != "書かれたとおり", "{} is open", cell.text);
                }
            }
        }
    }

    #[test]
    fn the_order_of_rows_and_columns_does_not_count(
        rules in rules(),
        rows in rows(),
        columns in Just((0..LEAD_HEADERS.len()).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let house = &*HOUSE;
        let plain = house.score_rows(&house.rule_rows(&rules), &headers(), &rows);
        let moved_headers: Vec<String> = columns.iter().map(|at| LEAD_HEADERS[*at].to_owned()).collect();
        let moved_rows: Vec<Vec<&str>> =
            rows.iter().rev().map(|row| columns.iter().map(|at| row[*at]).collect()).collect();
        let moved = house.score_rows(&house.rule_rows(&rules), &moved_headers, &moved_rows);
        for row in 0..rows.len() {
            let [plain, moved] = [seen(&plain, row), seen(&moved, rows.len() - 1 - row)];
            prop_assert_eq!(plain.map(|seen| (seen.0, seen.1)), moved.map(|seen| (seen.0, seen.1)));
        }
    }

    #[test]
    fn synonyms_and_full_width_do_not_count(rules in rules(), rows in rows()) {
        let house = &*HOUSE;
        let synonyms = [
            "企業名", "業界", "社員数", "役職名", "ダウンロード回数", "ウェビナー参加", "ＷＥＢ閲覧回数", "最終行動日時", "手動優先度", "競合企業", "資本金額", "社内欄", "予算規模",
        ];
        let wide: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|text| widened(text)).collect()).collect();
        let wide: Vec<Vec<&str>> = wide.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        // The rules, too, are typed in full width; the bars of the drawing are not.
        let wide_rules: String =
            rules.chars().map(|c| if c == '|' || c == '\n' { c.to_string() } else { widened(&c.to_string()) }).collect();
        for (rules, wide_rules) in [(rules.as_str(), wide_rules.as_str()), ("", "")] {
            let plain = house.score_rows(&house.rule_rows(rules), &headers(), &rows);
            let other = house.score_rows(&house.rule_rows(wide_rules), &synonyms.map(str::to_owned), &wide);
            for row in 0..rows.len() {
                prop_assert_eq!(
                    seen(&plain, row).map(|seen| (seen.0, seen.1)),
                    seen(&other, row).map(|seen| (seen.0, seen.1))
                );
            }
        }
    }

    #[test]
    fn whatever_stands_in_the_cells_nothing_panics(
        rows in prop::collection::vec(prop::collection::vec(".{0,12}", LEAD_HEADERS.len()), 1..4),
        rules in prop::collection::vec(prop::collection::vec(".{0,16}", 5), 0..4),
        bytes in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let house = &*HOUSE;
        let bytes = String::from_utf8_lossy(&bytes).into_owned();
        let mut rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        rows.push(vec![bytes.as_str(); LEAD_HEADERS.len()]);
        let keys = &TabKey::Rules;
        let columns: Vec<_> = house.contract.tab(*keys).into_iter().flat_map(|tab| tab.columns.iter().map(|column| column.key)).collect();
        let rules: Vec<RuleRow> = rules
            .iter()
            .chain([&vec![bytes.clone(); 12]])
            .map(|cells| RuleRow { cells: columns.iter().copied().zip(cells.iter().cloned()).collect() })
            .collect();
        for rules in [rules.as_slice(), &[]] {
            let sheet = house.score_rows(rules, &headers(), &rows);
            prop_assert_eq!(sheet.scored.of_row.len(), rows.len());
            prop_assert_eq!(sheet.reading.rows.len(), rules.len());
        }
    }
}

/// ASCII letters, digits and signs in their full width.
fn widened(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        other => other,
    };
    text.chars().map(wide).collect()
}
