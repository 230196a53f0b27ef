//! What stands beside the condition in one cell: points, cap, exclusion, and words that add nothing.

use crate::decide::reading::numeral;

/// A phrase without its extras.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Peeled {
    pub(super) text: String,
    pub(super) points: Option<i32>,
    pub(super) cap: Option<i32>,
    pub(super) is_exclusion: bool,
    pub(super) is_per_count: bool,
}

const EXCLUSIONS: &[&str] = &[
    "は対象外とする",
    "は対象外です",
    "は対象外",
    "を対象外とする",
    "を対象外",
    "なら対象外",
    "の場合は対象外",
    "の場合対象外",
    "であれば対象外",
    "→対象外",
    ":対象外",
    "=対象外",
    "(対象外)",
    "対象外",
    "は除外する",
    "は除外対象",
    "は除外",
    "を除外する",
    "を除外",
    "なら除外",
    "の場合は除外",
    "→除外",
    ":除外",
    "(除外)",
    "除外",
    "は除く",
    "は対象から外す",
    "を対象から外す",
    "は対象から除外",
    "は渡さない",
    "は引き渡さない",
    "はトスアップしない",
    "はスコア対象としない",
    "は対象としない",
    "は対象にしない",
    "は採点しない",
];

/// Endings that say that the condition is one.
const HOLLOW_ENDINGS: &[&str] = &[
    "ならトスアップ対象",
    "はトスアップ対象",
    "でトスアップ対象",
    "でトスアップ",
    "ならトスアップ",
    "トスアップ対象",
    "なら引き渡し対象",
    "なら引き渡し",
    "なら営業に渡す",
    "は加点対象",
    "は加点",
    "を加点",
    "に加点",
    "加点",
    "は減点対象",
    "は減点",
    "を減点",
    "減点",
    "は優先",
    "を優先",
    "の場合は",
    "の場合",
    "場合",
    "のときは",
    "のとき",
    "の時",
    "した時",
    "であれば",
    "なら",
    "ならば",
    "であること",
    "していること",
    "すること",
    "があること",
    "こと",
    "である",
    "です",
    "に該当する",
    "に該当",
    "該当",
    "に該当する企業",
    "に属する企業",
    "に属する",
    "である企業",
    "の両方",
    "両方",
    "の企業",
    "の会社",
    "の法人",
    "の方",
    "の人",
    "の者",
    "のリード",
    "の顧客",
    "のお客様",
    "のもの",
    "の見込み客",
    "に所在",
    "に本社",
    "に在住",
    "在住",
    "の",
    "は",
    "。",
    "、",
    ":",
];

/// Takes points, cap and exclusion off a clean text.
pub(super) fn peel(clean: &str) -> Peeled {
    let mut peeled =
        Peeled { text: clean.trim().trim_end_matches(['。', '!']).to_owned(), ..Peeled::default() };
    for prefix in ["減点:", "加点:", "減点条件:", "加点条件:"] {
        if let Some(rest) = peeled.text.strip_prefix(prefix) {
            peeled.text = rest.trim_start().to_owned();
        }
    }
    take_cap(&mut peeled);
    take_points(&mut peeled);
    if peeled.cap.is_none() {
        take_cap(&mut peeled);
    }
    take_per_count(&mut peeled);
    let lower = peeled.text.trim().to_owned();
    if let Some(rest) = EXCLUSIONS.iter().find_map(|ending| lower.strip_suffix(ending)) {
        peeled.is_exclusion = !rest.is_empty();
        if peeled.is_exclusion {
            peeled.text = rest.trim_end().to_owned();
        }
    }
    peeled
}

/// The text without endings that add nothing; something is always left.
pub(super) fn strip_hollow(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some(shorter) = HOLLOW_ENDINGS.iter().find_map(|ending| rest.strip_suffix(ending)) {
        if shorter.trim().is_empty() {
            break;
        }
        rest = shorter.trim_end();
    }
    rest
}

/// 最大20点, 上限20, 20点まで, with or without brackets.
fn take_cap(peeled: &mut Peeled) {
    let text = peeled.text.clone();
    for word in ["上限値", "上限", "最大で", "最大", "キャップ", "max", "MAX", "Max"] {
        let Some(at) = text.find(word) else { continue };
        let behind = text[at + word.len()..].trim_start_matches(['は', ':', '=', '値', 'で', ' ', '+']);
        let Some((value, rest)) = numeral::scan(behind) else { continue };
        let unit = ["点", "pt", "ポイント"].iter().find(|unit| rest.starts_with(**unit));
        let is_bare =
            rest.is_empty() || rest.starts_with([')', '、', ',', ' ', '。']) || rest.starts_with("まで");
        if unit.is_none()
            && (!is_bare || word.starts_with("最大"))
            && !(word.starts_with("最大") && is_bare && text.contains('点'))
        {
            continue;
        }
        let rest =
            rest[unit.map_or(0, |unit| unit.len())..].trim_start_matches("まで").trim_start_matches("とする");
        peeled.cap = i32::try_from(value).ok();
        peeled.text = join_around(&text[..at], rest);
        return;
    }
    for ending in
        ["点まで", "ptまで", "点を上限", "点が上限", "点を上限とする", "ポイントまで", "点上限", "点(上限)"]
    {
        let Some(at) = text.find(ending) else { continue };
        let head = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        if let Ok(value) = text[head.len()..at].parse::<i32>() {
            peeled.cap = Some(value);
            peeled.text =
                join_around(head.trim_end_matches('計').trim_end_matches("合"), &text[at + ending.len()..]);
            return;
        }
    }
}

/// What is left when a note was cut out: its brackets and commas go with it.
fn join_around(before: &str, after: &str) -> String {
    let mut before = before.trim_end();
    let mut after = after.trim_start();
    if before.ends_with('(') && after.starts_with(')') {
        before = before[..before.len() - 1].trim_end();
        after = after[1..].trim_start();
    }
    let before = before.trim_end_matches(['、', ',', '/', ' ', '※', ';']);
    let joined = if after.is_empty() { before.to_owned() } else { format!("{before}{after}") };
    // (+5点、上限20点) leaves a bracket with one part.
    if before.contains('(') && !joined.contains(')') { format!("{joined})") } else { joined }
}

fn take_points(peeled: &mut Peeled) {
    let text = peeled.text.trim().to_owned();
    if let Some(open) = text.rfind('(').filter(|_| text.ends_with(')')) {
        let inner = text[open + 1..text.len() - 1].trim();
        if let Some((rest, points)) = points_at_end(inner, true).filter(|(rest, _)| rest.trim().is_empty()) {
            debug_assert!(rest.trim().is_empty());
            peeled.points = Some(points);
            peeled.text = text[..open].trim_end().to_owned();
            return;
        }
    }
    if let Some((rest, points)) = points_at_end(&text, false) {
        peeled.points = Some(points);
        peeled.text = rest;
    }
}

/// Words behind points, and whether they take away.
const POINT_WORDS: &[(&str, bool)] = &[
    ("を付与", false),
    ("付与", false),
    ("を加算", false),
    ("加算", false),
    ("を加点", false),
    ("の加点", false),
    ("加点", false),
    ("プラス", false),
    ("追加", false),
    ("アップ", false),
    ("を減点", true),
    ("の減点", true),
    ("減点", true),
    ("マイナス", true),
    ("ダウン", true),
    ("引く", true),
    ("減算", true),
];

/// Points at the end of a text: a sign or 点 makes a number points.
fn points_at_end(text: &str, is_alone: bool) -> Option<(String, i32)> {
    let mut rest = text.trim_end();
    let mut is_negative = false;
    let mut has_word = false;
    for (word, negative) in POINT_WORDS {
        let trimmed = rest.strip_suffix("する").or_else(|| rest.strip_suffix("とする")).unwrap_or(rest);
        if let Some(head) = trimmed.strip_suffix(*word) {
            rest = head.trim_end();
            is_negative |= *negative;
            has_word = true;
            break;
        }
    }
    let before_unit = rest;
    for unit in ["ポイント", "点", "pts", "pt", "p", "P"] {
        if let Some(head) = rest.strip_suffix(unit) {
            rest = head.trim_end();
            break;
        }
    }
    let has_unit = rest.len() < before_unit.len();
    let head = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: i32 = rest[head.len()..].parse().ok()?;
    let (head, sign) = take_sign(head.trim_end());
    let is_negative = is_negative || sign == Some(true);
    let joints = [
        ":",
        "→",
        "⇒",
        "=>",
        "->",
        "=",
        "は",
        "で",
        "に",
        "なら",
        "につき",
        "ごとに",
        "毎に",
        "あたり",
        "当たり",
        "、",
        ",",
        "ごと",
        "毎",
        "1回",
        "で、",
    ];
    let is_joined =
        joints.iter().any(|joint| head.ends_with(joint)) || rest.len() - number_len(rest) > head.len();
    let is_number_of_score =
        head.ends_with("スコアは") || head.ends_with("合計は") || head.ends_with("点数は");
    let is_points =
        sign.is_some() || (has_unit && !is_number_of_score && (is_joined || is_alone || has_word));
    if !is_points
        || (sign == Some(true)
            && head.ends_with(|c: char| c.is_ascii_digit())
            && !has_unit
            && !text.contains([' ', '▲', '△']))
    {
        return None;
    }
    let points = if is_negative { number.checked_neg()? } else { number };
    Some((trim_joint(head), points))
}

fn number_len(text: &str) -> usize {
    text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len()
}

/// A sign at the end of a text; true is negative.
fn take_sign(head: &str) -> (&str, Option<bool>) {
    for (sign, is_negative) in [
        ("+", false),
        ("±", false),
        ("-", true),
        ("−", true),
        ("–", true),
        ("ー", true),
        ("▲", true),
        ("△", true),
        ("▼", true),
        ("減点", true),
        ("マイナス", true),
        ("加点", false),
        ("プラス", false),
        ("配点", false),
    ] {
        if let Some(rest) = head.strip_suffix(sign) {
            // 「100ー」 and names in kana end in the long-vowel mark too.
            if sign == "ー" && rest.ends_with(|c: char| ('ァ'..='ヺ').contains(&c)) {
                continue;
            }
            let rest = rest.trim_end_matches([':', ' ']);
            // 「減点▲5」 says it twice.
            let rest = rest.strip_suffix("減点").or_else(|| rest.strip_suffix("加点")).unwrap_or(rest);
            return (rest, Some(is_negative));
        }
    }
    (head, None)
}

fn trim_joint(head: &str) -> String {
    let mut rest = head.trim_end();
    for joint in [
        "の場合は",
        "の場合",
        "であれば",
        "ならば",
        "なら",
        "→",
        "⇒",
        "=>",
        "->",
        ":",
        "=",
        "は",
        "で、",
        "で",
        "に",
        "、",
        ",",
    ] {
        if let Some(shorter) = rest.strip_suffix(joint)
            && !(joint == "に" && (rest.ends_with("ごとに") || rest.ends_with("毎に")))
            && !shorter.is_empty()
        {
            rest = shorter.trim_end();
            break;
        }
    }
    rest.to_owned()
}

/// 「1回につき」「1回ごとに」「毎回」: the rule pays for each occurrence.
fn take_per_count(peeled: &mut Peeled) {
    let text = peeled.text.trim();
    let text =
        text.strip_suffix("に").filter(|rest| rest.ends_with("ごと") || rest.ends_with('毎')).unwrap_or(text);
    let ending = ["につき", "ごと", "毎", "あたり", "当たり", "の度", "都度", "たび", "の度に", "たびに"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending));
    if let Some(head) = ending.filter(|_| text != "毎度" && text != "毎") {
        peeled.is_per_count = true;
        peeled.text = head.trim_end_matches('の').trim_end_matches("する").to_owned();
    } else if peeled.points.is_some()
        && let Some(head) = text.strip_suffix("毎回").or_else(|| text.strip_suffix("回数に応じて"))
    {
        peeled.is_per_count = true;
        peeled.text = head.to_owned();
    } else if peeled.points.is_some() && text.ends_with("1回") {
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
