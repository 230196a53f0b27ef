//! Whether a cell holds a company name, an e-mail address, a phone number, by their readers.

pub(super) fn is_company(clean: &str) -> bool {
    !clean.is_empty()
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
