//! E-mail addresses of a cell: the one to use, what kind of mailbox it is, and the others.
//!
//! A slip of the keyboard is never put right: what was probably meant stands beside the address.

mod local_part;
mod parts;
mod vocabulary;

use std::fmt;

use super::Understood;
use super::email_domain::{self, DomainKind};
use super::phone::says_nothing;
use super::text::{clean, is_ditto, is_error_cell, is_only_dashes, without_list_marks};

/// Who reads a mailbox.
///
/// Shape: prints as `person`, `role`, `test`. In the order in which an address is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mailbox {
    /// One person.
    Person,
    /// A function or everybody: `info`, `sales-tokyo`.
    Role,
    /// Nobody: somebody tried a form out.
    Test,
}

impl fmt::Display for Mailbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Person => "person",
            Self::Role => "role",
            Self::Test => "test",
        })
    }
}

/// One e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The address in lower case, as it can be written to.
    pub address: String,
    /// Who reads it.
    pub mailbox: Mailbox,
    /// What kind of domain it lives at.
    pub domain_kind: DomainKind,
    /// The address that was probably meant, where the domain looks mistyped.
    pub suggestion: Option<String>,
    /// Two full stops in a row or one before `@`: mobile carriers once gave such addresses out; some mail servers refuse them.
    pub has_odd_dots: bool,
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}|{}", self.address, self.mailbox)
    }
}

/// What a cell says about e-mail.
///
/// Shape: prints as `address|mailbox`, `invalid`, `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Email {
    /// The cell says that there is no address, or nothing.
    None,
    /// Something is written that no mail can be sent to.
    Invalid,
    /// At least one address.
    Known {
        /// The address to use: the first of a person, else the first of a role.
        main: Address,
        /// All other addresses, in the order of the text.
        others: Vec<Address>,
    },
}

impl fmt::Display for Email {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => out.write_str("-"),
            Self::Invalid => out.write_str("invalid"),
            Self::Known { main, .. } => main.fmt(out),
        }
    }
}

/// Why codes of [`read_email`].
pub const WHY: &[&str] = &[
    "empty",
    "error_cell",
    "ditto",
    "email_none",
    "email_too_long",
    "email_without_at",
    "email_in_link",
    "email_malformed",
    "email_person",
    "email_role",
    "email_test",
    "email_several",
    "email_odd_dots",
    "email_suspect_typo",
];

/// Characters of the longest text that is read for addresses; a longer one is a note in the wrong column.
const LENGTH_MAX: usize = 1000;

/// Reads the e-mail addresses of a cell.
///
/// Source: `domain/README.md` section 2.3.
pub fn read_email(raw: &str) -> Understood<Email> {
    if raw.chars().nth(LENGTH_MAX).is_some() {
        return Understood::sure(Email::Invalid, "email_too_long");
    }
    let text = clean(&without_list_marks(raw));
    if text.is_empty() || is_only_dashes(&text) {
        return Understood::sure(Email::None, "empty");
    } else if is_error_cell(&text) {
        return Understood::sure(Email::None, "error_cell");
    } else if is_ditto(&text) {
        return Understood::sure(Email::None, "ditto");
    } else if says_nothing(&text) {
        return Understood::sure(Email::None, "email_none");
    } else if !text.contains('@') {
        return Understood::sure(Email::Invalid, "email_without_at");
    } else if text.contains("://") {
        return Understood::sure(Email::Invalid, "email_in_link");
    }
    let found: Option<Vec<Address>> = parts::addresses(&text)
        .map(|written| written.iter().filter_map(|address| read_address(address)).collect());
    found.and_then(choose).unwrap_or(Understood::sure(Email::Invalid, "email_malformed"))
}

/// The address to use among those found, and why.
fn choose(found: Vec<Address>) -> Option<Understood<Email>> {
    let mut distinct: Vec<Address> = Vec::new();
    for address in found {
        if !distinct.contains(&address) {
            distinct.push(address);
        }
    }
    // The first of the best: `min_by_key` keeps the earlier of equals.
    let best = (0..distinct.len()).min_by_key(|&at| distinct[at].mailbox)?;
    let main = distinct.remove(best);
    let (why, is_doubtful) = if main.suggestion.is_some() {
        ("email_suspect_typo", true)
    } else if main.has_odd_dots {
        ("email_odd_dots", true)
    } else if !distinct.is_empty() {
        ("email_several", false)
    } else {
        match main.mailbox {
            Mailbox::Person => ("email_person", false),
            Mailbox::Role => ("email_role", false),
            Mailbox::Test => ("email_test", false),
        }
    };
    Some(Understood { value: Email::Known { main, others: distinct }, why, is_doubtful })
}

/// One address out of its text, if mail can be sent to it.
fn read_address(text: &str) -> Option<Address> {
    let text = text.to_lowercase();
    let (local, domain) = text.rsplit_once('@')?;
    if !parts::is_local_part(local) || !parts::is_domain(domain) || text.len() > parts::ADDRESS_BYTES_MAX {
        return None;
    }
    Some(Address {
        mailbox: local_part::mailbox_of(local, domain),
        domain_kind: email_domain::domain_kind(domain),
        suggestion: email_domain::suggested_domain(domain).map(|meant| format!("{local}@{meant}")),
        has_odd_dots: local.contains("..") || local.ends_with('.'),
        address: text,
    })
}
