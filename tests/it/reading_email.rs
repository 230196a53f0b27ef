//! E-mail addresses and the kinds of their domains: the domain tables, our own rows beside them, what stands beside an address.

use tossup::decide::reading::email::{Address, Email, WHY, read_email};
use tossup::decide::reading::email_domain::{domain_kind, suggested_domain};

use crate::reading_tables::{check_table, told};

fn read(raw: &str) -> String {
    told(&read_email(raw), WHY)
}

fn known(raw: &str) -> (Address, Vec<Address>) {
    match read_email(raw).value {
        Email::Known { main, others } => (main, others),
        other => panic!("{raw:?} was read as {other}"),
    }
}

#[test]
fn addresses_are_read_as_the_table_says() {
    check_table("emails.csv", read);
}

#[test]
fn other_addresses_are_read_by_the_same_rules() {
    check_table("extra_emails.csv", read);
}

#[test]
fn domains_are_of_the_kind_that_the_table_says() {
    check_table("free_mail_domains.csv", |domain| domain_kind(domain).to_string());
}

#[test]
fn other_domains_are_told_by_the_same_rules() {
    check_table("extra_free_mail_domains.csv", |domain| domain_kind(domain).to_string());
}

#[test]
fn all_addresses_of_a_cell_are_kept_once() {
    let (main, others) =
        known("info@example.co.jp; taro@example.co.jp, hanako@example.co.jp、TARO@example.co.jp");
    let others: Vec<String> = others.iter().map(ToString::to_string).collect();
    assert_eq!(main.to_string(), "taro@example.co.jp|person");
    assert_eq!(others, ["info@example.co.jp|role", "hanako@example.co.jp|person"]);
}

#[test]
fn a_slip_of_the_keyboard_is_offered_and_not_applied() {
    for (written, meant) in [
        ("gmail.co", Some("gmail.com")),
        ("gmial.com", Some("gmail.com")),
        ("yaho.co.jp", Some("yahoo.co.jp")),
        ("yahoo.con", Some("yahoo.com")),
        ("icloud.co.jp", Some("icloud.com")),
        ("hotmial.com", Some("hotmail.com")),
        ("outlok.jp", Some("outlook.jp")),
        ("docomo.co.jp", Some("docomo.ne.jp")),
        ("ezwed.ne.jp", Some("ezweb.ne.jp")),
        ("softbank.jp", Some("i.softbank.jp")),
        ("softbank.ne.jo", Some("softbank.ne.jp")),
        ("example.co.jo", Some("example.co.jp")),
        ("gmail.com", None),
        ("mygmail.com", None),
        ("example.co.jp", None),
    ] {
        assert_eq!(suggested_domain(written).as_deref(), meant, "{written}");
        let (main, _) = known(&format!("taro@{written}"));
        assert_eq!(main.address, format!("taro@{written}"));
        assert_eq!(main.suggestion, meant.map(|meant| format!("taro@{meant}")));
    }
}

#[test]
fn dots_of_old_mobile_addresses_are_marked() {
    assert!(known("taro..mihon@example.com").0.has_odd_dots);
    assert!(known("taro.@example.com").0.has_odd_dots);
    assert!(!known("t.a.r.o@example.com").0.has_odd_dots);
}

#[test]
fn an_address_that_was_read_is_read_as_itself_again() {
    for raw in [
        "見本太郎 <TARO@example.co.jp>",
        "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ",
        "\"taro mihon\"@example.com",
    ] {
        let (main, _) = known(raw);
        assert_eq!(known(&main.address).0, main);
    }
}
