//! A company's own ranks of job titles: from its file to the cells that hold them.

use std::collections::BTreeMap;

use tossup::config::{Environment, load};
use tossup::decide::reading::job_title::{WHY, read_job_title};

/// The ranks of a company's `titles.toml` with these lines, or what is refused in it.
fn ranks(lines: &str) -> Result<BTreeMap<String, u8>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let technical = folder.path().join("tossup.toml");
    std::fs::write(&technical, "config_dir = \"own\"\n").expect("written");
    std::fs::create_dir(folder.path().join("own")).expect("made");
    std::fs::write(folder.path().join("own/titles.toml"), format!("[ranks]\n{lines}\n")).expect("written");
    match load(Some(&technical), &Environment::default()) {
        Ok(loaded) => Ok(loaded.core.title_ranks),
        Err(refused) => Err(refused.to_string()),
    }
}

#[test]
fn a_title_of_the_file_is_found_however_either_is_typed() {
    for (key, cell) in [
        ("室長", "　室長 "),
        ("ﾁｰﾌ", "チーフ"),
        ("チーフ", "ﾁｰﾌ"),
        ("Ｄｉｒｅｃｔｏｒ", "Director"),
        ("director", "DIRECTOR"),
        ("マネジャー", "マネージャー"),
        ("ﾏﾈｰｼﾞｬ", "マネジャー"),
        (" 参　事 ", "参 事"),
        ("部⻑", "部長"),
        ("室長", "室長様"),
        ("次長", "営業部 次長"),
        ("次長", "次長（東日本）"),
        ("次長", "次長 兼 課長"),
        ("ＧＬ", "開発部 GL"),
    ] {
        let ranks = ranks(&format!("\"{key}\" = 57")).unwrap_or_else(|refused| panic!("{key}: {refused}"));
        let read = read_job_title(cell, &ranks);
        assert!(WHY.contains(&read.why), "{}", read.why);
        assert_eq!(read.value, 57, "{cell:?} with {key:?} in the file ({})", read.why);
    }
}

#[test]
fn a_title_of_the_file_is_no_part_of_a_word_and_no_former_office() {
    let ranks = ranks("\"室長\" = 57\n\"次長\" = 57\n\"取締役\" = 57").expect("three titles");
    for (cell, expected) in [
        ("経営企画室長", 50),
        ("副室長", 45),
        ("元室長", 0),
        ("次長（3月まで）", 0),
        ("次長代理", 40),
        ("部次長", 45),
        ("", 0),
    ] {
        assert_eq!(read_job_title(cell, &ranks).value, expected, "{cell:?}");
    }
}

#[test]
fn two_spellings_of_one_title_must_agree_and_nothing_is_no_title() {
    let agreed = ranks("\"ﾁｰﾌ\" = 40\n\"チーフ\" = 40").expect("the same rank twice");
    assert_eq!(agreed, BTreeMap::from([("チーフ".to_owned(), 40)]));
    let refused = ranks("\"ﾁｰﾌ\" = 40\n\"チーフ\" = 30").expect_err("two ranks");
    assert!(
        refused
            .contains("titles.toml:3:1: found the rank 30 for 「チーフ」, and 40 for another spelling of it"),
        "{refused}"
    );
    for nothing in ["", "　", "-", "#N/A", "同上"] {
        let refused = ranks(&format!("\"{nothing}\" = 50")).expect_err("no title");
        assert!(refused.contains("Write a title, or take the line out"), "{nothing:?}: {refused}");
    }
}
