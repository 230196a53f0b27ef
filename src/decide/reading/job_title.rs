//! Job titles as ranks: `営業部 課長代理` is 35, `執行役員CTO` 80, `元部長` 0.
//!
//! A cell is cut into titles (兼, `/`, spaces, brackets); each is read from its end, the longest known title first, so that 支社長 is
//! never 社長 and a department's name never counts. The highest title wins; a choice of a form that spans ranks gives its lowest.

mod english;
mod japanese;
mod parts;
mod vocabulary;

use std::collections::BTreeMap;

use super::{Understood, text};

/// Codes of `why` that `read_job_title` gives.
pub const WHY: &[&str] = &[
    "empty",
    "error_cell",
    "ditto",
    "not_answered",
    "override",
    "title",
    "title_varies",
    "highest_of_several",
    "lowest_of_span",
    "not_in_office",
    "doubted",
    "no_rank",
    "too_long",
];

/// Characters of a cell that can name titles: three lines of them have not a hundred. A longer text is something pasted by mistake, and a
/// title's end is looked for at every character of it.
const TITLE_CHARACTERS_MAX: usize = 500;

/// The rank of a title; 0 where it cannot be placed.
///
/// Shape: 90 head, 80 officer, 70 executive officer, 60 division, 55 deputy of it, 50 department (部長), 45 deputy of it, 40 section
/// (課長), 35 deputy of it, 30 team, 10 staff. `overrides` holds a company's own ranks by `title_key`; one wins over all for the title of that
/// name, whether it fills the cell or is one of several in it (`営業部 次長`, `次長 兼 課長`).
/// Source: `domain/README.md` section 3.
pub fn read_job_title(raw: &str, overrides: &BTreeMap<String, u8>) -> Understood<u8> {
    let clean = text::clean(raw);
    if clean.is_empty() || text::is_only_dashes(&clean) {
        return Understood::sure(0, "empty");
    }
    if text::is_error_cell(&clean) {
        return Understood::sure(0, "error_cell");
    }
    if text::is_ditto(&clean) {
        return Understood::sure(0, "ditto");
    }
    if clean.chars().nth(TITLE_CHARACTERS_MAX).is_some() {
        return Understood::sure(0, "too_long");
    }
    let spelled = parts::spelled(&clean);
    let own = |title: &str| (!overrides.is_empty()).then(|| overrides.get(&key_of(title))).flatten().copied();
    if let Some(rank) = own(&spelled) {
        return Understood::sure(rank, "override");
    }
    if vocabulary::is_no_answer(&spelled) {
        return Understood::sure(0, "not_answered");
    }
    if spelled.contains('?') {
        return Understood::sure(0, "doubted");
    }
    // An arrow tells what became of the title: only its end counts.
    let current = spelled.rsplit(['→', '⇒', '➡']).next().unwrap_or(&spelled);
    read_titles(current.trim(), &own)
}

/// The name by which a company's own rank of this title is kept: full and half width, old characters, マネジャー and マネージャー, and the case
/// of Latin letters make no difference.
///
/// Shape: empty where the text names nothing (blank, dashes, an error value, 同上), or is no title by its length.
pub fn title_key(raw: &str) -> String {
    let clean = text::clean(raw);
    let is_nothing = text::is_only_dashes(&clean) || text::is_error_cell(&clean) || text::is_ditto(&clean);
    if is_nothing || clean.chars().nth(TITLE_CHARACTERS_MAX).is_some() {
        return String::new();
    }
    key_of(&parts::spelled(&clean))
}

fn key_of(spelled: &str) -> String {
    text::lower(spelled.to_owned())
}

fn read_titles(current: &str, own: &dyn Fn(&str) -> Option<u8>) -> Understood<u8> {
    if parts::is_out_of_office(current) {
        return Understood::sure(0, "not_in_office");
    }
    if current.is_ascii() {
        let rank = english::rank(current).unwrap_or(0);
        return understood(rank, english::varies(current));
    }
    let titles = parts::titles(current);
    let ranks: Vec<u8> =
        titles.iter().filter_map(|title| rank(title, own)).filter(|rank| *rank > 0).collect();
    let is_own = titles.iter().any(|title| own(title).is_some());
    if ranks.len() > 1 && parts::is_span(current) {
        return Understood::doubtful(ranks.iter().copied().min().unwrap_or(0), "lowest_of_span");
    }
    match (ranks.iter().max(), ranks.len()) {
        (None, _) if titles.iter().any(|title| parts::is_former(title)) => {
            Understood::sure(0, "not_in_office")
        }
        (Some(highest), 2..) => Understood::sure(*highest, "highest_of_several"),
        (highest, _) if is_own => Understood::sure(highest.copied().unwrap_or(0), "override"),
        (highest, _) => {
            understood(highest.copied().unwrap_or(0), titles.iter().any(|title| vocabulary::varies(title)))
        }
    }
}

fn understood(rank: u8, varies: bool) -> Understood<u8> {
    match (rank, varies) {
        (0, _) => Understood::sure(0, "no_rank"),
        (rank, true) => Understood::doubtful(rank, "title_varies"),
        (rank, false) => Understood::sure(rank, "title"),
    }
}

/// The rank of one title, `None` where it names none.
fn rank(title: &str, own: &dyn Fn(&str) -> Option<u8>) -> Option<u8> {
    if parts::is_former(title) {
        None
    } else if let Some(rank) = own(title) {
        Some(rank)
    } else if title.is_ascii() {
        english::rank(title)
    } else {
        japanese::rank(title)
    }
}

/// The rank right below, for deputies (代理, 補佐, 心得, 代行, 副).
fn one_below(rank: u8) -> u8 {
    const RANKS: [u8; 11] = [10, 30, 35, 40, 45, 50, 55, 60, 70, 80, 90];
    RANKS.iter().rev().copied().find(|lower| *lower < rank).unwrap_or(rank)
}
