//! What the part before `@` says about who reads the mail.

use super::Mailbox;
use super::vocabulary::{
    BRANCH_PLACES, ENGLISH, FIXED, JAPANESE, LISTS, OFFICES, PLACES, SURNAMES, TRIALS, is_any,
};

/// Who reads the mail of a local part.
///
/// Shape: a role is a role word, with a number, or parts of which each is a role word, a place, a word for a list or a number; with a surname
/// among them it is a person's (`sales.mihon`). A tag behind `+` says nothing about the reader.
/// Source: `domain/README.md` section 2.3.
pub(super) fn mailbox_of(local: &str, domain: &str) -> Mailbox {
    let base = local.split('+').next().unwrap_or(local);
    let joined: String = base.chars().filter(|c| !is_separator(*c)).collect();
    if is_trial(base) || is_trial_domain(domain) {
        return Mailbox::Test;
    }
    if is_role_word(&joined) && (!base.contains(is_separator) || is_any(FIXED, &joined)) {
        return Mailbox::Role;
    }
    let parts: Vec<&str> = base.split(is_separator).filter(|part| !part.is_empty()).collect();
    let is_around = |part: &str| is_any(PLACES | LISTS, without_number(part)) || is_number(part);
    if base.contains('.') && parts.iter().any(|part| is_any(SURNAMES, part)) {
        return Mailbox::Person;
    }
    let has_role = parts.iter().any(|part| is_role_word(part));
    if has_role && parts.iter().all(|part| is_role_word(part) || is_around(part)) {
        return Mailbox::Role;
    }
    let is_office = |part: &str| is_any(BRANCH_PLACES | OFFICES, part);
    if parts.iter().all(|part| is_office(part) || is_number(part)) && parts.iter().any(|part| is_office(part))
    {
        return Mailbox::Role;
    }
    Mailbox::Person
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | '-' | '_')
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn without_number(part: &str) -> &str {
    part.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// A role word, alone, with a number, as a department (`eigyo2ka`, `soumubu`, `dai1eigyo`), or two of them written as one (`salessupport`).
fn is_role_word(part: &str) -> bool {
    let part = without_number(part);
    let part = part.strip_prefix("dai").map_or(part, |rest| {
        match rest.trim_start_matches(|c: char| c.is_ascii_digit()) {
            stem if stem.len() < rest.len() => stem,
            _ => part,
        }
    });
    is_listed_role(part) || is_department(part) || is_compound(part)
}

fn is_listed_role(word: &str) -> bool {
    is_any(JAPANESE | ENGLISH | FIXED, word)
}

/// A function in Roman letters with what it is organised as: `eigyobu`, `keirika`, `saiyotantou`, `eigyo1ka`.
fn is_department(part: &str) -> bool {
    const ENDS: [&str; 16] = [
        "honbu", "bumon", "shitsu", "situ", "kakari", "gakari", "tantou", "tanto", "han", "team", "group",
        "center", "bu", "ka", "kyoku", "g",
    ];
    ENDS.iter().any(|end| part.strip_suffix(end).is_some_and(|stem| is_any(JAPANESE, without_number(stem))))
}

/// Two words for functions or lists in one, each of at least three letters: shorter ones are found in names.
fn is_compound(part: &str) -> bool {
    const LETTERS_MIN: usize = 3;
    let is_part = |word: &str| is_any(ENGLISH | JAPANESE | LISTS, word);
    part.is_ascii()
        && (LETTERS_MIN..part.len().saturating_sub(LETTERS_MIN - 1)).any(|at| {
            let (head, tail) = part.split_at(at);
            is_part(head) && is_part(tail) && (is_listed_role(head) || is_listed_role(tail))
        })
}

/// An address that somebody typed to try a form out, or because there is none.
fn is_trial(base: &str) -> bool {
    let mut parts = base.split(is_separator).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return false };
    let first = without_number(first);
    is_any(TRIALS, first)
        && (parts.clone().all(|part| is_number(part) || is_around_trial(part)) || first == "test")
        || is_one_letter_again(base)
}

fn is_around_trial(part: &str) -> bool {
    is_any(TRIALS, without_number(part))
        || matches!(part, "user" | "mail" | "address" | "account" | "taro" | "tarou")
}

/// `aaa`, `xxxx`, `1111`.
fn is_one_letter_again(base: &str) -> bool {
    let mut chars = base.chars();
    let first = chars.next();
    base.len() >= 3 && chars.all(|c| Some(c) == first)
}

/// `test.com`, `hoge.co.jp`: nobody's own domain.
fn is_trial_domain(domain: &str) -> bool {
    const NAMES: [&str; 11] =
        ["test", "hoge", "hogehoge", "dummy", "aaa", "aaaa", "xxx", "xxxx", "asdf", "fuga", "piyo"];
    domain.split_once('.').is_some_and(|(name, end)| {
        NAMES.contains(&name) && matches!(end, "com" | "net" | "org" | "jp" | "co.jp" | "ne.jp" | "or.jp")
    })
}
