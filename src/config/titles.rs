//! `titles.toml`: ranks of job titles that the company sets differently.

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{Complaint, Document, Section, as_whole, shown};
use crate::decide::reading::job_title::title_key;

/// Titles at most; a company has some dozens.
const TITLES_MAX: usize = 1000;

/// Ranks by title, in the spelling in which the cells' titles are looked up.
pub(super) fn read(document: &Document) -> BTreeMap<String, u8> {
    let Some(root) = document.parse() else { return BTreeMap::new() };
    let mut top = Section::root(document, &root);
    let section = top.section("ranks");
    top.finish();
    let mut ranks = BTreeMap::new();
    for (title, value, title_span) in section.entries() {
        let rank =
            as_whole(value.get_ref()).and_then(|rank| u8::try_from(rank).ok()).filter(|rank| *rank <= 99);
        match rank {
            Some(rank) if ranks.len() < TITLES_MAX => {
                add(document, &mut ranks, (&title, title_span), rank);
            }
            Some(_) => document.complain(
                value.span(),
                Complaint::new(
                    format!("more than {TITLES_MAX} titles"),
                    format!("at most {TITLES_MAX}"),
                    "Keep only titles whose rank differs from the shipped one.",
                ),
            ),
            None => document.complain(
                value.span(),
                Complaint::new(
                    format!("ranks.{title} = {}", shown(value.get_ref())),
                    "a whole number from 0 to 99",
                    "Write the rank, e.g. 50 for 部長級.",
                ),
            ),
        }
    }
    ranks
}

/// Adds one title. Two that cells do not tell apart (`ﾁｰﾌ`, `チーフ`) may stand side by side as long as they agree.
fn add(document: &Document, ranks: &mut BTreeMap<String, u8>, (title, span): (&str, Range<usize>), rank: u8) {
    let key = title_key(title);
    if key.is_empty() {
        let complaint = Complaint::new(
            format!("the title {title:?}"),
            "a title as it stands in the cells",
            "Write a title, or take the line out: an empty cell names none.",
        );
        return document.complain(span, complaint);
    }
    if let Some(other) = ranks.get(&key).filter(|other| **other != rank) {
        let complaint = Complaint::new(
            format!("the rank {rank} for 「{title}」, and {other} for another spelling of it"),
            "one rank for each title",
            "Keep one of the two; width, case and the long mark of マネージャー make no difference.",
        );
        return document.complain(span, complaint);
    }
    ranks.insert(key, rank);
}
