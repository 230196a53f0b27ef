//! Rules that pay for each occurrence: 「1回につき」, 「最大3回まで」.

use crate::decide::reading::numeral;

use super::extras::{Peeled, join_around};

/// What occurrences are counted in.
const TIMES: &[&str] = &["回分", "回", "件", "通", "度", "本"];

/// 「最大3回まで」, 「上限3回」, 「3回を上限」, 「1回につき5点(3回まで)」: a limit in occurrences, taken off the phrase.
pub(super) fn take_times_cap(peeled: &mut Peeled) -> Option<i32> {
    let text = peeled.text.clone();
    for word in ["上限は", "上限", "最大で", "最大", "限度"] {
        let Some((before, behind)) = text.split_once(word) else { continue };
        let Some((times, rest)) = numeral::scan(behind.trim_start_matches([':', '=', ' '])) else { continue };
        let Some(rest) = TIMES.iter().find_map(|unit| rest.strip_prefix(unit)) else { continue };
        let rest = rest.trim_start_matches("まで").trim_start_matches("とする");
        peeled.text = join_around(before, rest);
        return i32::try_from(times).ok();
    }
    let pays_each = pays_each(&text);
    for ending in ["回まで", "回が上限", "回を上限", "回上限", "件まで", "件上限", "回限度"]
    {
        let Some(at) = text.find(ending).filter(|_| pays_each || !ending.ends_with("まで")) else {
            continue;
        };
        let head = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let Ok(times) = text[head.len()..at].parse() else { continue };
        let rest = text[at + ending.len()..].trim_start_matches("とする");
        peeled.text = join_around(head.trim_end_matches("計"), rest);
        return Some(times);
    }
    None
}

/// The phrase says that it pays for each occurrence.
pub(super) fn pays_each(text: &str) -> bool {
    EACH.iter().any(|word| text.contains(word))
}

/// Words that say that a rule pays for each occurrence.
const EACH: &[&str] = &["につき", "ごと", "毎", "あたり", "当たり", "都度", "たび", "度に", "回数×"];

/// 「1回につき」「1回ごとに」「毎回」: the rule pays for each occurrence.
pub(super) fn take_per_count(peeled: &mut Peeled) {
    let text = peeled.text.trim();
    let text =
        text.strip_suffix("に").filter(|rest| rest.ends_with("ごと") || rest.ends_with('毎')).unwrap_or(text);
    let ending = [
        "の回数に応じて",
        "回数に応じて",
        "件数に応じて",
        "数に応じて",
        "に応じて",
        "につき",
        "ごと",
        "毎",
        "あたり",
        "当たり",
        "の度",
        "都度",
        "たび",
        "の度に",
        "たびに",
    ]
    .iter()
    .find_map(|ending| text.strip_suffix(ending));
    if peeled.is_per_count {
        return;
    }
    if let Some(head) = ending.filter(|_| text != "毎度" && text != "毎") {
        peeled.is_per_count = true;
        peeled.text = head.trim_end_matches('の').trim_end_matches("する").to_owned();
    } else if peeled.points.is_some()
        && let Some(head) = text.strip_suffix("毎回").or_else(|| text.strip_suffix("回数に応じて"))
    {
        peeled.is_per_count = true;
        peeled.text = head.to_owned();
    } else if peeled.points.is_some() && ["1回", "1件", "1通", "1本"].iter().any(|one| text.ends_with(one))
    {
        // 「訪問1回5点」 pays per visit; a condition would say 以上.
        peeled.is_per_count = true;
        peeled.text = text.to_owned();
    } else {
        peeled.text = text.to_owned();
        for (mark, keep) in [
            ("1回につき", "1回"),
            ("1回ごとに", "1回"),
            ("1回毎に", "1回"),
            ("1回あたり", "1回"),
            ("1件につき", "1回"),
            ("1件ごとに", "1回"),
            ("1通につき", "1回"),
            ("1通ごとに", "1回"),
            ("毎に", ""),
            ("ごとに", ""),
            ("につき", ""),
        ] {
            if let Some(at) = peeled.text.find(mark) {
                let tail = peeled.text[at + mark.len()..].to_owned();
                peeled.text = format!("{}{tail}{keep}", &peeled.text[..at]);
                peeled.is_per_count = true;
                break;
            }
        }
    }
}
