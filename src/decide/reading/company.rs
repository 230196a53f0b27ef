//! A company's name: the strong key under which two texts are the same company, and what was written around it.

mod decoration;
mod english_form;
mod key;
mod legal_form;
mod place;
mod placeholder;
mod wrapping;

use std::fmt;

use super::text::{clean, is_ditto, is_error_cell, is_only_dashes};
use super::{Understood, variants};
use decoration::Undecorated;
pub use legal_form::LegalForm;
pub(super) use legal_form::{form_of, full_words, is_close, is_open};

/// A company as its name tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Company {
    /// Strong keys. Shape: none when the text names no company, two or more when it names several.
    pub keys: Vec<String>,
    /// The legal form, when the text says one.
    pub legal_form: Option<LegalForm>,
    /// Branch, department or place behind the name, as written.
    pub branch: Option<String>,
    /// Strong keys of former names given in brackets.
    pub former_keys: Vec<String>,
    /// A remark in brackets that could be a reading, another name or a part of the name.
    pub remark: Option<String>,
}

impl fmt::Display for Company {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.keys.is_empty() { out.write_str("-") } else { out.write_str(&self.keys.join(";")) }
    }
}

/// Why codes of [`read_company`].
pub const WHY: &[&str] = &[
    "empty",
    "error_cell",
    "ditto",
    "company_too_long",
    "company_none",
    "company_only_legal_form",
    "company_several",
    "company_remark_left",
    "company_former_name",
    "company_branch_cut",
    "company_extras_removed",
    "company_name",
];

/// Characters of the longest text that is read as a name; a longer one is a note in the wrong column.
const LENGTH_MAX: usize = 200;

/// Reads a company's name.
///
/// Source: `domain/README.md` section 2.1.
pub fn read_company(raw: &str) -> Understood<Company> {
    if raw.chars().nth(LENGTH_MAX).is_some() {
        return Understood::sure(Company::default(), "company_too_long");
    }
    let text = clean(&key::uncircle(raw));
    if let Some(why) = nothing(&text) {
        return Understood::sure(Company::default(), why);
    }
    let text = variants::modern(&text);
    if placeholder::names_nobody(&text)
        || placeholder::is_sole_person(&text)
        || wrapping::is_no_company(&text)
    {
        return Understood::sure(Company::default(), "company_none");
    }
    let bare = decoration::without_marks(&text);
    if wrapping::is_no_company(&bare) {
        return Understood::sure(Company::default(), "company_none");
    }
    let parts = decoration::split_companies(&bare);
    if parts.len() > 1 {
        return several(parts.iter().map(|part| read_one(part).0).collect());
    }
    let (company, is_trimmed) = parts.first().map(|part| read_one(part)).unwrap_or_default();
    let why = match &company {
        Company { keys, legal_form: Some(_), .. } if keys.is_empty() => "company_only_legal_form",
        Company { keys, .. } if keys.is_empty() => "company_none",
        Company { remark: Some(_), .. } => return Understood::doubtful(company, "company_remark_left"),
        Company { former_keys, .. } if !former_keys.is_empty() => "company_former_name",
        Company { branch: Some(_), .. } => "company_branch_cut",
        _ if is_trimmed || bare != text => "company_extras_removed",
        _ => "company_name",
    };
    Understood::sure(company, why)
}

/// Why a clean text holds no company at all.
fn nothing(text: &str) -> Option<&'static str> {
    if text.is_empty() || is_only_dashes(text) {
        Some("empty")
    } else if is_error_cell(text) {
        Some("error_cell")
    } else if is_ditto(text) {
        Some("ditto")
    } else {
        None
    }
}

/// Several companies in one cell: only their keys are kept, and a person decides.
fn several(companies: Vec<Company>) -> Understood<Company> {
    let mut keys: Vec<String> = Vec::new();
    for key in companies.into_iter().flat_map(|company| company.keys) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if keys.is_empty() {
        return Understood::sure(Company::default(), "company_none");
    }
    Understood::doubtful(Company { keys, ..Company::default() }, "company_several")
}

/// Reads the text of one company, its marks already taken off, and whether something around the name was dropped.
fn read_one(text: &str) -> (Company, bool) {
    let Undecorated { name, branch, former, remark } = decoration::undecorate(text);
    let is_trimmed = name.len() < text.trim().len();
    // 「㈱アオゾラ商会」様 and 株式会社「アオゾラ商会」: the quotes enclose what is left.
    let name = key::with_union(&clean(&name));
    let (name, form) = match legal_form::strip(&name) {
        Some(found) => (clean(&found.name), Some(found.form)),
        None => (name, None),
    };
    let (name, branch) = match place::split_glued(&name) {
        Some((company, glued)) => (company.to_owned(), branch.or_else(|| Some(glued.to_owned()))),
        None => (name, branch),
    };
    let former_keys = former.iter().map(|name| key_of(name)).filter(|key| !key.is_empty()).collect();
    let key = if placeholder::names_nobody(&name) { String::new() } else { key::strong(&name) };
    let keys = if key.is_empty() { Vec::new() } else { vec![key] };
    (Company { keys, legal_form: form, branch, former_keys, remark }, is_trimmed)
}

/// The strong key of a bare name, which may carry a legal form.
fn key_of(name: &str) -> String {
    let name = legal_form::strip(name).map_or_else(|| name.to_owned(), |found| found.name);
    key::strong(&name)
}
