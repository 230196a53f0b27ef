//! `titles.toml`: ranks of job titles that the company sets differently.

use std::collections::BTreeMap;

use super::document::{Complaint, Document, Section, as_whole, shown};

/// Titles at most; a company has some dozens.
const TITLES_MAX: usize = 1000;

/// Ranks by title, as written.
pub(super) fn read(document: &Document) -> BTreeMap<String, u8> {
    let Some(root) = document.parse() else { return BTreeMap::new() };
    let mut top = Section::root(document, &root);
    let section = top.section("ranks");
    top.finish();
    let mut ranks = BTreeMap::new();
    for (title, value, _) in section.entries() {
        let rank =
            as_whole(value.get_ref()).and_then(|rank| u8::try_from(rank).ok()).filter(|rank| *rank <= 99);
        match rank {
            Some(rank) if ranks.len() < TITLES_MAX => {
                ranks.insert(title.trim().to_owned(), rank);
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
