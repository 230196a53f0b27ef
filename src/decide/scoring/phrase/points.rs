//! Points in the cell of a condition: 「+10」, 「▲5」, 「10点」, 「×5点」.

use super::extras::Peeled;

/// Takes the points at the end of a phrase off it.
pub(super) fn take_points(peeled: &mut Peeled) {
    let text = peeled.text.trim().to_owned();
    if let Some(open) = text.rfind('(').filter(|_| text.ends_with(')')) {
        let inner = text[open + 1..text.len() - 1].trim();
        if let Some((rest, points)) = points_at_end(inner, true).filter(|(rest, _)| rest.trim().is_empty()) {
            debug_assert!(rest.trim().is_empty());
            peeled.points = Some(points);
            peeled.text = text[..open].trim_end().to_owned();
            return;
        }
        // 「資料DL(1回につき+5)」 keeps the rest of the note.
        if let Some((rest, points)) =
            points_at_end(inner, true).filter(|(rest, _)| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            peeled.points = Some(points);
            peeled.text = format!("{}{rest}", text[..open].trim_end());
            return;
        }
    }
    if let Some((rest, points)) = points_by_factor(&text) {
        peeled.points = Some(points);
        peeled.text = rest;
        peeled.is_per_count = true;
    } else if let Some((rest, points)) =
        points_at_end(&text, false).filter(|(rest, _)| !rest.is_empty()).or_else(|| points_at_start(&text))
    {
        peeled.points = Some(points);
        peeled.text = rest;
    }
}

/// 「DL回数×5点」: so many points for each occurrence.
fn points_by_factor(text: &str) -> Option<(String, i32)> {
    let (head, factor) = text.rsplit_once(['×', '✕', '*'])?;
    let factor = factor.trim();
    if matches!(factor, "回数" | "件数" | "DL数" | "訪問数" | "参加回数" | "数") {
        let (rest, points) = points_at_end(&format!("{head}点").replace("点点", "点"), false)?;
        return Some((rest, points));
    }
    let digits = factor.trim_end_matches(['点', ')']).trim_end_matches("pt").trim_end_matches("ポイント");
    let (sign, digits) = match digits.strip_prefix(['-', '−', '▲', '△']) {
        Some(rest) => (-1, rest),
        None => (1, digits.trim_start_matches('+')),
    };
    let points: i32 = digits.parse().ok().filter(|points| *points < 10_000)?;
    let head = head.trim_end().trim_end_matches('(');
    let head = ["の回数", "回数", "件数", "の数", "数"]
        .iter()
        .find_map(|ending| head.strip_suffix(ending))
        .filter(|head| !head.is_empty())?;
    Some((head.trim_end().to_owned(), sign * points))
}

/// 「+10 部長以上」, 「【+5】従業員50名以上」, 「10点:部長以上」: a rule may begin with its points.
fn points_at_start(text: &str) -> Option<(String, i32)> {
    let bare = text.trim_start_matches(['【', '[', '(']);
    let is_bracketed = bare.len() < text.len();
    let (sign, behind) = match bare.strip_prefix(['+', '▲', '△', '▼', '-', '−']) {
        Some(behind) => (Some(!bare.starts_with('+')), behind),
        None => (None, bare),
    };
    let unsigned = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let number: i32 = behind[..behind.len() - unsigned.len()].parse().ok()?;
    let unit = ["点", "pt", "ポイント"].iter().find_map(|unit| unsigned.strip_prefix(unit));
    if sign.is_none() && unit.is_none() {
        return None;
    }
    let tail = unit.unwrap_or(unsigned);
    let rest = tail.trim_start_matches([' ', ':', '】', ']', ')', '→', '⇒', '…', '、', '/', '|']);
    // 「30点以上」 is a comparison: between points and condition stands a mark.
    if rest.len() == tail.len() || rest.is_empty() || (is_bracketed && !tail.starts_with(['】', ']', ')'])) {
        return None;
    }
    Some((rest.to_owned(), if sign == Some(true) { -number } else { number }))
}

/// Words behind points, and whether they take away.
const POINT_WORDS: &[(&str, bool)] = &[
    ("を付与", false),
    ("付与", false),
    ("を加算", false),
    ("ずつ加算", false),
    ("ずつ加点", false),
    ("ずつ", false),
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
        "/",
        "|",
        "...",
        "・",
        "したら",
        "れば",
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
        "/",
        "|",
        "...",
        "・",
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
