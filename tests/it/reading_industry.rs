//! Industry cells: the table of known readings, and rows of our own.

use tossup::decide::reading::industry::{WHY, read_industry};

use crate::reading_tables::{check_table, told};

fn read(input: &str) -> String {
    told(&read_industry(input), WHY)
}

#[test]
fn industries_are_read_as_the_table_says() {
    check_table("industries.csv", read);
}

#[test]
fn further_industries_are_read_by_the_same_rules() {
    check_table("extra_industries.csv", read);
}

#[test]
fn a_pasted_text_is_no_list_of_trades() {
    let choices = "製造業、卸売業、小売業、情報通信業、".repeat(50);
    assert_eq!(read(&choices), "E;I;G", "{} characters", choices.chars().count());
    for text in ["製造業、", "会社", "業", "の", "IT ", "店", "(製", "その他"] {
        let cell = text.repeat(50_000 / text.chars().count());
        let understood = read_industry(&cell);
        assert_eq!(
            (understood.value.to_string().as_str(), understood.why),
            ("?", "industry_too_long"),
            "{text:?}"
        );
    }
}
