//! Whether a cell holds a company name, an e-mail address, a phone number; what kind of domain an address has.

use super::verdict::CellVerdict;
use crate::decide::reading::company::read_company;
use crate::decide::reading::email::{Email, Mailbox, read_email};
use crate::decide::reading::email_domain::DomainKind;
use crate::decide::reading::phone::{Phone, read_phone};

/// A company is named; a bare 株式会社 may be a name not yet typed, so it is left open.
pub(super) fn company(raw: &str) -> CellVerdict {
    let read = read_company(raw);
    match read.why {
        "company_only_legal_form" => CellVerdict::unknown(read.why),
        why => CellVerdict::told(!read.value.keys.is_empty(), why),
    }
}

/// Mail can be sent: an address that nobody reads, or that cannot be written to, is left open for a person to mend.
pub(super) fn email(raw: &str) -> CellVerdict {
    let read = read_email(raw);
    match &read.value {
        Email::None if read.why == "ditto" => CellVerdict::unknown(read.why),
        Email::None => CellVerdict::told(false, read.why),
        Email::Invalid => CellVerdict::unknown(read.why),
        Email::Known { main, .. } if main.mailbox == Mailbox::Test => CellVerdict::unknown(read.why),
        Email::Known { .. } => {
            CellVerdict { is_doubtful: read.is_doubtful, ..CellVerdict::told(true, read.why) }
        }
    }
}

/// Somebody can be called: digits that are no number are left open for a person to mend.
pub(super) fn phone(raw: &str) -> CellVerdict {
    let read = read_phone(raw);
    match &read.value {
        Phone::None if read.why == "ditto" => CellVerdict::unknown(read.why),
        Phone::None => CellVerdict::told(false, read.why),
        Phone::Unclear => CellVerdict::unknown(read.why),
        Phone::Known { .. } => {
            CellVerdict { is_doubtful: read.is_doubtful, ..CellVerdict::told(true, read.why) }
        }
    }
}

/// The domain is of one of these kinds.
///
/// A domain that anybody can register may be a company's own or a person's, so whether it is a company's stays open; so does all about one
/// that looks mistyped.
pub(super) fn domain_kind(raw: &str, wanted: &[String]) -> CellVerdict {
    let read = read_email(raw);
    let Email::Known { main, .. } = &read.value else { return CellVerdict::unknown(read.why) };
    let is_wanted = |kind: DomainKind| wanted.iter().any(|name| name == kind.as_str());
    match main.domain_kind {
        kind if is_wanted(kind) => CellVerdict::told(true, read.why),
        DomainKind::SuspectTypo => CellVerdict::unknown("email_suspect_typo"),
        DomainKind::Unknown if is_wanted(DomainKind::Corporate) => CellVerdict::unknown("email_domain_open"),
        _ => CellVerdict::told(false, read.why),
    }
}
