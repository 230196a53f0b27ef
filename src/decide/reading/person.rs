//! A person's name: without courtesies, titles, companies, readings and what meeting tools add.
//!
//! Where the border between family name and given name is not written, it is not guessed.

mod nobody;
mod roles;
mod several;
mod surroundings;

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::text::{is_ditto, is_error_cell, is_only_dashes};
use super::{Understood, variants};

/// The persons that one cell names.
///
/// Shape: names in modern characters, letters in lower case, one space where the text shows a border; empty when nobody is named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Persons {
    /// Names in the order of the text.
    pub names: Vec<String>,
}

impl fmt::Display for Persons {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.names.is_empty() { out.write_str("-") } else { out.write_str(&self.names.join(";")) }
    }
}

/// Why codes of [`read_person`].
pub const WHY: &[&str] = &[
    "empty",
    "error_cell",
    "ditto",
    "person_too_long",
    "person_none",
    "person_trial",
    "person_several",
    "person_name",
    "person_extras_removed",
];

/// Characters of the longest text that is read as names; a longer one is a note in the wrong column.
const LENGTH_MAX: usize = 200;

/// Reads a person's name.
///
/// Source: `domain/README.md` section 2.2.
pub fn read_person(raw: &str) -> Understood<Persons> {
    if raw.chars().nth(LENGTH_MAX).is_some() {
        return Understood::sure(Persons::default(), "person_too_long");
    }
    let text = several::join_lines(raw);
    let why = if text.is_empty() || is_only_dashes(&text) {
        Some("empty")
    } else if is_error_cell(&text) {
        Some("error_cell")
    } else if is_ditto(&text) {
        Some("ditto")
    } else if nobody::is_nobody(&text)
        || nobody::is_nobody(&without_courtesy(text.trim_end_matches("各位").trim_end_matches('宛')))
    {
        Some("person_none")
    } else if nobody::is_trial(&text) {
        Some("person_trial")
    } else {
        None
    };
    if let Some(why) = why {
        return Understood::sure(Persons::default(), why);
    }
    let bare = surroundings::behind_belonging(&bare_text(&text)).to_owned();
    let names: Vec<String> =
        several::split(&bare).iter().map(|part| one_name(part)).filter(|name| !name.is_empty()).collect();
    match names.as_slice() {
        [] => Understood::sure(Persons::default(), "person_none"),
        [name] if name.as_str() == text => Understood::sure(Persons { names }, "person_name"),
        [_] => Understood::sure(Persons { names }, "person_extras_removed"),
        _ => Understood::doubtful(Persons { names }, "person_several"),
    }
}

/// The text without brackets, nicknames, remarks, addresses, devices and marks.
fn bare_text(text: &str) -> String {
    let text = surroundings::without_nickname(text);
    let text = surroundings::without_brackets(&surroundings::without_addresses(&text));
    let text = surroundings::without_addresses(&text);
    let text = surroundings::without_device(surroundings::without_remark(&text));
    let is_mark = |c: char| "★☆◎●○◯■□◆◇▲△▼▽※*✓✔!?#。、,;:|/♪→⇒> _-–—".contains(c);
    // A number in front counts the entries of a list.
    text.trim_start_matches(|c: char| is_mark(c) || c == '\'' || c.is_ascii_digit())
        .trim_end_matches(is_mark)
        .to_owned()
}

/// One person's name out of the text that names only this one.
fn one_name(text: &str) -> String {
    let words: Vec<String> = roles::without_english_courtesy(&several::without_company(text))
        .split([' ', '・', '=', '゠', '＝'])
        .map(str::to_owned)
        .collect();
    let mut words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let is_alone = words.len() == 1;
    words = drop_around(words);
    drop_readings(&mut words);
    if let Some(last) = words.last_mut() {
        *last = without_courtesy(last);
    }
    let mut words: Vec<String> =
        words.iter().map(|word| without_titles(word)).filter(|word| !word.is_empty()).collect();
    if is_alone && words.first().is_some_and(|word| surroundings::is_no_person(word)) {
        words.clear();
    }
    let name = if words.len() >= 3
        && words.iter().all(|word| word.chars().count() == 1 && surroundings::holds_kanji(word))
    {
        words.concat()
    } else {
        words.join(" ")
    };
    let name = spelled(&name);
    if nobody::is_nobody(&name) { String::new() } else { name }
}

/// The words without those that are a company, a department, a title or a courtesy as a whole.
fn drop_around(words: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let is_letters = words.iter().all(|word| surroundings::is_latin(word));
    let mut rest = words.into_iter().peekable();
    while let Some(word) = rest.next() {
        let is_form = super::company::full_words().any(|form| form == word);
        if is_form {
            // 株式会社 アオゾラ商会 見本 太郎: the word behind the form is the company's name.
            if kept.is_empty() {
                rest.next();
            } else {
                kept.pop();
            }
            continue;
        }
        if roles::is_title(&word) && kept.last().is_some_and(|before| roles::is_english_rank(before)) {
            kept.pop();
        }
        let is_first = kept.is_empty();
        let is_contact = nobody::is_contact(&without_courtesy(&word));
        let is_function = is_first && rest.peek().is_some() && roles::is_function(&word);
        let is_role = is_contact
            || is_function
            || roles::is_department(&word)
            || roles::is_title(&word)
            || roles::COURTESIES.contains(&word.as_str());
        // 殿 or 君 in front is a family name; behind a name it is a courtesy.
        let is_family = is_first && roles::COURTESIES.contains(&word.as_str());
        let is_around =
            (is_role && !is_family) || surroundings::is_company(&word) || roles::is_english_courtesy(&word);
        if is_around && !(is_letters && roles::is_title(&word) && rest.peek().is_none() && kept.len() == 1) {
            continue;
        }
        kept.push(word);
    }
    kept
}

/// Drops the kana or letters that repeat a name in kanji before or behind it.
fn drop_readings(words: &mut Vec<String>) {
    let kanji = words.iter().filter(|word| surroundings::holds_kanji(word)).count();
    // Jr. belongs to the name in whatever script that is.
    let is_letters = |word: &str| surroundings::is_latin(word) && !surroundings::is_generation(word);
    let letters = words.iter().filter(|word| is_letters(word)).count();
    let kana = words.iter().filter(|word| surroundings::is_reading(word)).count();
    let generations = words.iter().filter(|word| surroundings::is_generation(word)).count();
    if kanji >= 1 && letters >= 1 && letters + kanji + generations == words.len() {
        words.retain(|word| !is_letters(word));
    } else if kana + kanji == words.len() && is_read_out(words, kanji, kana) {
        words.retain(|word| surroundings::holds_kanji(word));
    }
}

/// The words in kana repeat those in kanji: as many names, or one word that is longer than a given name.
fn is_read_out(words: &[String], kanji: usize, kana: usize) -> bool {
    let count = |word: Option<&String>| word.map_or(0, |word| word.chars().count());
    let last_is_whole =
        words.last().is_some_and(|word| surroundings::is_reading(word)) && count(words.last()) >= READING_MIN;
    match kanji {
        0 => false,
        1 => last_is_whole && kana == 1 && count(words.first()) >= WHOLE_NAME_MIN,
        _ => kana >= 2 || last_is_whole,
    }
}

/// Kana of the shortest reading of a whole name that is written without a gap.
const READING_MIN: usize = 5;

/// Characters of a word in kanji that is family and given name together; hardly a family name has as many.
const WHOLE_NAME_MIN: usize = 4;

/// The last word of a name without the courtesy behind it.
fn without_courtesy(word: &str) -> String {
    let mut word = word.trim_end_matches(['。', '、', ',', '!']);
    let lower = word.to_ascii_lowercase();
    if ["-san", "-sama"].iter().any(|end| lower.ends_with(end)) {
        word = word.rsplit_once('-').map_or(word, |(name, _)| name);
    }
    while let Some(name) = roles::COURTESIES.iter().find_map(|courtesy| {
        let name = word.strip_suffix(courtesy)?;
        let is_short = name.chars().count() < 2 && !surroundings::holds_kanji(name);
        let is_part = roles::is_ambiguous_courtesy(courtesy) && is_short;
        (!is_part && !name.is_empty()).then_some(name)
    }) {
        word = name;
    }
    word.to_owned()
}

/// A word without the titles that stand before or behind it without a gap.
fn without_titles(word: &str) -> String {
    let mut name = word;
    if let Some(behind) = roles::without_title_before(name) {
        name = behind;
    }
    while let Some(before) = roles::without_title_behind(name) {
        name = before;
    }
    without_courtesy(name)
}

/// The name in modern characters and lower-case letters without accents and points.
fn spelled(name: &str) -> String {
    let modern = variants::modern(name);
    let plain: String = modern.chars().flat_map(plain_letters).collect();
    plain.to_lowercase().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A letter without its accent; a point between initials is a border.
fn plain_letters(c: char) -> Vec<char> {
    match c {
        '.' | ',' => vec![' '],
        '’' | '‘' => vec!['\''],
        'ø' | 'Ø' => vec!['o'],
        'ł' | 'Ł' => vec!['l'],
        'ß' => vec!['s', 's'],
        'æ' | 'Æ' => vec!['a', 'e'],
        c if surroundings::is_latin_letter(c) => {
            std::iter::once(c).nfd().filter(|c| c.is_ascii_alphabetic()).collect()
        }
        c => vec![c],
    }
}
