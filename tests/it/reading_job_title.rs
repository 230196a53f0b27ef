//! Job titles: the domain table, our own rows beside it, and a company's own ranks.

use std::collections::BTreeMap;

use tossup::decide::reading::job_title::{WHY, read_job_title, title_key};

use crate::reading_tables::{check_table, told};

fn read(text: &str) -> String {
    told(&read_job_title(text, &BTreeMap::new()), WHY)
}

#[test]
fn every_row_of_the_domain_table() {
    check_table("job_titles.csv", read);
}

#[test]
fn every_row_of_our_own_table() {
    check_table("extra_job_titles.csv", read);
}

#[test]
fn a_companys_own_rank_wins() {
    let overrides = BTreeMap::from([(title_key("店長"), 50), (title_key("Director"), 60)]);
    assert_eq!(read_job_title("　店長 ", &overrides).value, 50);
    assert_eq!(read_job_title("Ｄｉｒｅｃｔｏｒ", &overrides).value, 60);
    assert_eq!(read_job_title("店長", &BTreeMap::new()).value, 40);
    assert_eq!(read_job_title("店長", &overrides).why, "override");
}

#[test]
fn a_pasted_text_is_no_title() {
    let no_ranks = BTreeMap::new();
    assert_eq!(read_job_title(&"部長 ".repeat(100), &no_ranks).value, 50);
    for text in ["長", "部長 ", "ab ", "・"] {
        let read = read_job_title(&text.repeat(50_000 / text.chars().count()), &no_ranks);
        assert_eq!((read.value, read.why), (0, "too_long"), "{text:?} to the end of the cell");
    }
}
