//! Telephone numbers: the domain table, our own rows beside it, what stands beside the main number.

use tossup::decide::reading::phone::{Network, Phone, PhoneNumber, WHY, read_phone};

use crate::reading_tables::{check_table, told};

fn read(raw: &str) -> String {
    told(&read_phone(raw), WHY)
}

fn known(raw: &str) -> (PhoneNumber, Vec<String>) {
    match read_phone(raw).value {
        Phone::Known { main, others } => (main, others.iter().map(ToString::to_string).collect()),
        other => panic!("{raw:?} was read as {other}"),
    }
}

#[test]
fn numbers_are_read_as_the_table_says() {
    check_table("phones.csv", read);
}

#[test]
fn other_numbers_are_read_by_the_same_rules() {
    check_table("extra_phones.csv", read);
}

#[test]
fn further_numbers_are_kept_and_a_fax_is_not() {
    let (main, others) =
        known("TEL:03-0000-1234(内線12) FAX:03-0000-1235 携帯:090-0000-5678、03-0000-1234 内線12");
    assert_eq!(main.to_string(), "+81300001234;ext=12");
    assert_eq!(others, ["+819000005678"]);
}

#[test]
fn the_network_is_told_by_head_and_length() {
    for (raw, network) in [
        ("03-0000-1234", Network::Fixed),
        ("090-0000-1234", Network::Mobile),
        ("060-0000-1234", Network::Mobile),
        ("050-0000-1234", Network::Internet),
        ("0120-000-000", Network::TollFree),
        ("0800-000-0000", Network::TollFree),
        ("0570-000-000", Network::Navigation),
        ("020-0000-1234", Network::Machine),
        ("+1 202-555-0123", Network::Foreign),
    ] {
        assert_eq!(known(raw).0.network, network, "{raw}");
    }
}

#[test]
fn the_reason_says_what_is_wrong() {
    for (raw, why) in [
        ("", "empty"),
        ("#ERROR!", "error_cell"),
        ("なし", "phone_none"),
        ("FAX 03-0000-1235", "phone_only_fax"),
        ("03-XXXX-1234", "phone_blanked"),
        ("03-0000-123", "phone_wrong_digits"),
        ("9000001234", "phone_zero_restored"),
        ("020-0000-1234", "phone_machine"),
    ] {
        assert_eq!(read_phone(raw).why, why, "{raw}");
    }
}

#[test]
fn a_number_that_was_read_is_read_as_itself_again() {
    for raw in ["03-0000-1234", "090 0000 1234", "0800-000-0000", "+44 20 7946 0123", "03-0000-1234#123"] {
        let (main, _) = known(raw);
        assert_eq!(known(&main.to_string()).0, main);
    }
}
