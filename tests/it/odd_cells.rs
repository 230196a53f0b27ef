//! Cells of the greatest length and of the oddest characters: they stay as they are, and the row is scored or told in 要確認.

use crate::commands::LEADS;
use crate::life_oracle::sum_of;
use crate::office::{Office, TEMPLATE};

const NOW: &str = "2026-11-18 10:00";

/// Characters that one cell takes at most.
const CELL_CHARACTERS_MAX: usize = 50_000;

/// Headers that a shipped rule reads.
const SCORED: [&str; 6] = ["業種", "従業員数", "役職", "DL回数", "セミナー参加", "Web閲覧回数"];
/// Headers that no rule reads.
const UNSCORED: [&str; 5] = ["会社名", "担当者名", "獲得経路", "連絡先", "接触履歴"];

/// A sequence joined by ZWJ, one with a skin tone, a flag of two letters, one of tags, a keycap, a variation selector, a joiner that joins nothing.
const EMOJI: [&str; 7] = ["👩‍👩‍👧‍👦", "🧑🏽‍💻", "🇯🇵", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "3️⃣", "❤️", "😀\u{200D}"];

/// The text again and again to the end of a cell, as Google counts (UTF-16 units), without a broken character at the end.
fn pasted(text: &str) -> String {
    let unit_count: usize = text.chars().map(char::len_utf16).sum();
    text.repeat(CELL_CHARACTERS_MAX / unit_count)
}

/// Leads that are filled in, but for one cell: each of the texts under each of the headers.
fn rows_with<'t>(headers: &'t [&'t str], texts: &'t [String]) -> Vec<(&'t str, Vec<String>)> {
    let each = headers.iter().flat_map(|header| texts.iter().map(move |text| (*header, text)));
    let row = |(index, (header, text)): (usize, (&'t str, &String))| {
        let mut row: Vec<String> = LEADS[1].iter().map(|text| (*text).to_owned()).collect();
        row[0] = format!("{}{index}", row[0]);
        row[1] = format!("{}{index}", row[1]);
        row[9] = format!("{index}{}", row[9]);
        let column = TEMPLATE.iter().position(|name| *name == header).expect("a column of the template");
        row[column].clone_from(text);
        (header, row)
    };
    each.enumerate().map(row).collect()
}

/// Lays the rows, looks until rest (which asserts that no typed cell changed), and holds every row against the promise.
async fn check(case: &str, headers: &[&str], texts: &[String]) {
    let rows = rows_with(headers, texts);
    let drawn: Vec<Vec<&str>> =
        rows.iter().map(|(_, row)| row.iter().map(String::as_str).collect()).collect();
    let drawn: Vec<&[&str]> = drawn.iter().map(Vec::as_slice).collect();
    let office = Office::bare(NOW).await;
    office.lay_leads(&TEMPLATE, &drawn).await;
    office.init(&[]).await;
    let mut daemon = office.daemon().await;
    office.settle(&mut daemon, case).await;

    let page = office.desk.page("営業見込み客").await;
    for (number, (header, row)) in (1..).zip(&rows) {
        for (column, text) in TEMPLATE.iter().zip(row) {
            assert!(
                page.text(number, column) == *text,
                "{case}: 「{header}」: what stood in {column} changed"
            );
        }
        let score: i32 = page.text(number, "スコア合計").parse().expect("a score");
        let (breakdown, to_mend) = (page.text(number, "スコア内訳"), page.text(number, "要確認"));
        assert_eq!(sum_of(&breakdown), Some((score, score)), "{case}: 「{header}」: {breakdown}");
        if UNSCORED.contains(header) {
            assert_eq!(score, 50, "{case}: 「{header}」 earns nothing and costs nothing: {breakdown}");
        } else {
            let is_told = to_mend.contains(header);
            assert!(score == 50 || is_told, "{case}: 「{header}」: {score} points, 要確認 「{to_mend}」");
        }
        for shown in [&breakdown, &to_mend] {
            assert!(shown.chars().count() < 2_000, "{case}: 「{header}」: what is shown stays short");
        }
    }
}

#[tokio::test]
async fn cells_as_long_as_a_cell_can_be_stay_and_their_rows_are_scored_or_told() {
    let texts = [pasted("製造業 部長 100名 参加 ")];
    check("50,000 characters", &[&SCORED[..], &UNSCORED].concat(), &texts).await;
}

#[tokio::test]
async fn emoji_stay_and_their_rows_are_scored_or_told() {
    let texts = EMOJI.map(str::to_owned);
    check("emoji", &SCORED, &texts).await;
    check("emoji", &UNSCORED, &texts).await;
    check("emoji to the end of the cell", &["業種", "役職", "セミナー参加", "接触履歴"], &[pasted(EMOJI[0])])
        .await;
}
