//! Who a hand-over is about, whatever row and spelling they stand in: nobody is handed over twice because their row was copied or retyped.

use std::collections::BTreeSet;

use crate::decide::book::fnv1a;
use crate::decide::reading::company::read_company;
use crate::decide::reading::email::{Email, read_email};
use crate::decide::reading::person::read_person;

/// Hashes by which a person is known again: the company with the name, and the e-mail address with the name.
///
/// Shape: two persons are the same when they share a hash; empty where the cells name nobody. Hashes, so that the store holds no names.
/// Source: requirements section 12 (person key).
pub fn person_marks(company: &str, person: &str, contact: &str) -> BTreeSet<u64> {
    let name: String = read_person(person).value.names.concat().split_whitespace().collect();
    let companies = read_company(company).value.keys;
    let by_company =
        companies.iter().filter(|_| !name.is_empty()).map(|company| format!("company {company} {name}"));
    let addresses = match read_email(contact).value {
        Email::Known { main, others } => {
            std::iter::once(main).chain(others).map(|known| known.address).collect()
        }
        Email::None | Email::Invalid => Vec::new(),
    };
    let by_mail =
        addresses.iter().filter(|_| !name.is_empty()).map(|address| format!("mail {address} {name}"));
    by_company.chain(by_mail).map(|mark| fnv1a(mark.as_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_known_again_under_another_spelling() {
        let known = person_marks("株式会社アオゾラ精機", "見本 太郎", "taro@aozora.example.co.jp");
        for (case, company, person, contact, is_same) in [
            ("the same cells", "株式会社アオゾラ精機", "見本 太郎", "taro@aozora.example.co.jp", true),
            ("another spelling of the company and no space", "アオゾラ精機㈱", "見本太郎 様", "", true),
            ("another contact", "株式会社アオゾラ精機", "見本太郎", "03-0000-1234", true),
            (
                "the address with the name, without a company",
                "",
                "見本太郎",
                "TARO@aozora.example.co.jp",
                true,
            ),
            ("a colleague", "株式会社アオゾラ精機", "例田 花子", "hanako@aozora.example.co.jp", false),
            ("a namesake elsewhere", "株式会社クモマ", "見本 太郎", "", false),
        ] {
            let marks = person_marks(company, person, contact);
            assert_eq!(!marks.is_disjoint(&known), is_same, "{case}");
        }
        assert!(person_marks("株式会社", "", "info@example.co.jp").is_empty(), "nobody is named");
    }
}
