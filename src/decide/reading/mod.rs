//! Cell text to meaning. One file per kind of cell; each reader says how it understood the text and why.
//!
//! A reader never fails: what cannot be understood is a value of its own ("unknown"), never zero. It works on the
//! text alone, so that a distinct text is read once however many cells hold it.

pub mod company;
pub mod company_pair;
pub mod date;
pub mod email;
pub mod email_domain;
pub mod industry;
pub mod job_title;
pub mod numeral;
pub mod person;
pub mod phone;
pub mod prefecture;
pub mod quantity;
pub mod status;
pub mod text;
pub mod variants;
pub mod yes_no;

/// What a reader made of one cell text.
///
/// Shape: `why` is a code in snake_case (`"plain"`, `"error_cell"`, `"straddles_years"`); the Japanese sentence for it stands in
/// `config/words.toml` under `[why]`. `is_doubtful` marks readings that a rule decided but another company might decide otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood<T> {
    /// The meaning.
    pub value: T,
    /// Code of the reason for this meaning.
    pub why: &'static str,
    /// The reading is a default that a company may want to change (要確認).
    pub is_doubtful: bool,
}

impl<T> Understood<T> {
    /// A reading beyond doubt.
    pub fn sure(value: T, why: &'static str) -> Self {
        Self { value, why, is_doubtful: false }
    }

    /// A reading that a rule decided and a company may decide otherwise.
    pub fn doubtful(value: T, why: &'static str) -> Self {
        Self { value, why, is_doubtful: true }
    }
}
