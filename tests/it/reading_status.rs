//! Cells of 対応状況 and 結果: the table of known readings, and rows of our own.

use tossup::decide::reading::status::{WHY, read_status};

use crate::reading_tables::{check_table, told};

fn read(input: &str) -> String {
    told(&read_status(input), WHY)
}

#[test]
fn statuses_are_read_as_the_table_says() {
    check_table("statuses.csv", read);
}

#[test]
fn further_statuses_are_read_by_the_same_rules() {
    check_table("extra_statuses.csv", read);
}

#[test]
fn a_pasted_text_is_no_state() {
    let calls = "5/1 架電 不在\n".repeat(90);
    assert_eq!(read(&calls), "no_answer|-", "{} characters", calls.chars().count());
    for text in ["受注", "アポ取れず ", "→", "5/12 ", "(未"] {
        let cell = text.repeat(50_000 / text.chars().count());
        let understood = read_status(&cell);
        assert_eq!(
            (understood.value.to_string().as_str(), understood.why),
            ("unknown|-", "status_too_long"),
            "{text:?}"
        );
    }
}
