//! Whether a cell holds a company name, an e-mail address, a phone number.

use super::verdict::CellVerdict;
use crate::decide::reading::company::read_company;

/// A company is named; a bare 株式会社 may be a name not yet typed, so it is left open.
pub(super) fn company(raw: &str) -> CellVerdict {
    let read = read_company(raw);
    match read.why {
        "company_only_legal_form" => CellVerdict::unknown(read.why),
        why => CellVerdict::told(!read.value.keys.is_empty(), why),
    }
}

pub(super) fn is_email(clean: &str) -> bool {
    clean.contains('@')
}

pub(super) fn is_phone(clean: &str) -> bool {
    clean.chars().filter(char::is_ascii_digit).count() > 8
}

pub(super) fn domain_kind(raw: &str) -> Option<&'static str> {
    raw.contains("gmail").then_some("free")
}
