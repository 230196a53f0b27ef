//! Which parts of a cell are persons, when it holds more than one part.

use super::super::company::{full_words, is_open};
use super::super::text::clean;
use super::roles;
use super::surroundings::{holds_kanji, is_company, is_latin, is_no_person, is_reading};

/// The clean text, its lines as a list when each is a full name of its own; otherwise a line break is a blank.
pub(super) fn join_lines(raw: &str) -> String {
    let lines: Vec<String> = raw.lines().map(clean).filter(|line| !line.is_empty()).collect();
    let is_full = |line: &String| {
        line.chars().count() >= 3 && holds_kanji(line) && !is_no_person(line) && !line.starts_with(is_open)
    };
    let are_names = lines.len() > 1 && lines.iter().all(is_full);
    if are_names { lines.join("、") } else { clean(raw) }
}

/// The parts of a text that name one person each.
pub(super) fn split(text: &str) -> Vec<String> {
    let text = beside_company(text);
    if is_latin(&text) {
        return split_letters(&text);
    }
    let is_joint = |c: char| matches!(c, '/' | '、' | ';' | '&' | '+' | ',' | '，' | '｜');
    let parts: Vec<&str> = text.split(is_joint).map(str::trim).filter(|part| !part.is_empty()).collect();
    let first_has_kanji = parts.first().is_some_and(|part| holds_kanji(part));
    let any_has_kanji = parts.iter().any(|part| holds_kanji(part));
    let people: Vec<&str> = parts
        .iter()
        .copied()
        .enumerate()
        .filter(|&(at, part)| !(at > 0 && first_has_kanji && is_reading(part)))
        .filter(|(_, part)| !(any_has_kanji && is_latin(part)))
        .map(|(_, part)| part)
        .filter(|part| parts.len() == 1 || !is_no_person(part))
        .collect();
    if is_family_and_given(&text, &people) {
        return vec![people.join(" ")];
    }
    people.into_iter().flat_map(split_point).collect()
}

/// `見本, 太郎`: two short parts at a comma are one name.
fn is_family_and_given(text: &str, parts: &[&str]) -> bool {
    let is_short = |part: &&str| part.chars().count() <= 2 && !part.ends_with(['様', '氏']);
    text.contains(',') && parts.len() == 2 && parts.iter().all(is_short)
}

/// At a middle point: names in kanji are several persons, a name in kana has it between family and given name.
fn split_point(part: &str) -> Vec<String> {
    for joint in ["・", "と", "及び", "および"] {
        let names: Vec<&str> = part.split(joint).map(str::trim).collect();
        let is_full = |name: &&str| joint == "・" || name.chars().count() >= 3;
        let are_names = names.len() > 1 && names.iter().all(|name| holds_kanji(name) && is_full(name));
        if are_names && names.iter().all(|name| !is_no_person(name)) {
            return names.into_iter().map(str::to_owned).collect();
        }
    }
    vec![part.to_owned()]
}

/// `Mihon, Taro`: the family name stands first. A title or degree behind the comma is dropped.
fn split_letters(text: &str) -> Vec<String> {
    let is_joint = |c: char| matches!(c, '/' | ';' | '&' | '|');
    let mut people: Vec<String> = Vec::new();
    for (at, part) in text.split(is_joint).map(str::trim).filter(|part| !part.is_empty()).enumerate() {
        if at > 0 && is_company(part) {
            continue;
        }
        let pieces: Vec<&str> = part.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        let is_kept = |&(at, piece): &(usize, &str)| at == 0 || !is_letter_extra(piece);
        let named: Vec<&str> =
            pieces.iter().copied().enumerate().filter(is_kept).map(|(_, piece)| piece).collect();
        let are_full = named.len() > 1 && named.iter().all(|piece| piece.split(' ').count() >= 2);
        if are_full {
            people.extend(named.into_iter().map(str::to_owned));
        } else if !named.is_empty() {
            people.push(named.join(" "));
        }
    }
    people
}

/// A title, a degree or a company behind a comma.
fn is_letter_extra(piece: &str) -> bool {
    let last = piece.split(' ').next_back().unwrap_or(piece);
    roles::is_english_courtesy(last) || roles::is_title(last) || is_company(&format!(" {piece}"))
}

/// The side of `@`, `_`, `|` or ` - ` on which the person stands.
fn beside_company(text: &str) -> String {
    if let Some((before, after)) = text.split_once('@') {
        let is_turned = before.trim().is_empty() || (is_company(before.trim()) && !is_company(after.trim()));
        return if is_turned { after } else { before }.trim().to_owned();
    }
    for joint in ["|", " - ", " – ", " — ", " : ", ":", "_", "-"] {
        let parts: Vec<&str> = text.split(joint).map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() < 2 {
            continue;
        }
        let people: Vec<&str> = parts.iter().copied().filter(|part| !is_no_person(part)).collect();
        if people.len() < parts.len() && !people.is_empty() {
            return people.join(" ");
        }
        match joint {
            "_" if is_short_name(&parts) => {
                // Aozora_Saburo Mihon: two words are a name, one beside them is none of it.
                let mut full = parts.iter().copied().filter(|part| is_latin(part) && part.contains(' '));
                return full.next_back().map_or_else(|| parts.join(" "), str::to_owned);
            }
            "|" if parts.iter().all(|part| is_latin(part)) => {
                return parts.first().copied().unwrap_or_default().to_owned();
            }
            "_" | "|" => return parts.last().copied().unwrap_or_default().to_owned(),
            " - " | " – " | " — " => return parts.first().copied().unwrap_or_default().to_owned(),
            _ => {}
        }
    }
    text.to_owned()
}

/// A family and a given name at an underscore.
fn is_short_name(parts: &[&str]) -> bool {
    parts.len() == 2
        && (parts.iter().all(|part| is_latin(part))
            || parts.iter().all(|part| holds_kanji(part) && part.chars().count() <= 2))
}

/// The text without a company at its head that ends with an English form, or that is glued to its legal form.
pub(super) fn without_company(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    for form in [
        " co., ltd. ",
        " co.,ltd. ",
        " co ltd ",
        " ltd. ",
        " ltd ",
        " inc. ",
        " inc ",
        " corp. ",
        " llc ",
        " k.k. ",
    ] {
        if let Some(at) = lower.find(form) {
            return text.get(at + form.len()..).unwrap_or(text).to_owned();
        }
    }
    // アオゾラ商会株式会社見本太郎: the form ends the company.
    for form in full_words().filter(|form| form.ends_with("会社")) {
        if let Some((before, after)) = text.split_once(form)
            && !before.is_empty()
            && !before.contains(' ')
            && !after.is_empty()
            && !after.starts_with(' ')
        {
            return after.to_owned();
        }
    }
    text.to_owned()
}
