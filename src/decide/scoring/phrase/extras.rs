//! What stands beside the condition in one cell: points, cap, exclusion, and words that add nothing.

use crate::decide::reading::numeral;

use super::Ask;
use super::occurrence::{pays_each, take_per_count, take_times_cap};
use super::points::take_points;

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
    "は採点対象外",
    "はトスアップ対象外",
    "は引き渡し対象外",
    "は営業対象外",
    "はスコアリング対象外",
    "はスコア対象外",
    "は対象外扱い",
    "は対象外にする",
    "を対象外にする",
    "は除外扱い",
    "は除外とする",
    "は引き渡し不可",
    "はトスアップ不可",
    "はトスアップ不要",
    "は引き渡し不要",
    "は営業に渡さない",
    "は営業へ渡さない",
    "には渡さない",
    "は追わない",
    "はNG",
    "はng",
    " NG",
    "(NG)",
];

/// Endings that say that the condition is one.
const HOLLOW_ENDINGS: &[&str] = &[
    "ならトスアップ対象",
    "はトスアップ対象",
    "でトスアップ対象",
    "でトスアップ",
    "ならトスアップ",
    "トスアップ対象",
    "トスアップ対象とする",
    "トスアップする",
    "をトスアップ",
    "トスアップ",
    "なら引き渡し対象",
    "なら引き渡し",
    "なら営業に渡す",
    "引き渡し対象とする",
    "引き渡し対象",
    "引き渡しする",
    "引き渡し",
    "引き渡す",
    "引渡し",
    "営業に渡す",
    "営業へ渡す",
    "営業に連携",
    "営業へ連携",
    "を対象とする",
    "を対象",
    "は対象",
    "営業に",
    "営業へ",
    "に",
    "で",
    "を",
    "など",
    "等",
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
    "を満たす",
    "を満たすこと",
    "が必須",
    "必須",
    "の企業",
    "の会社",
    "の法人",
    "の方",
    "の人",
    "の者",
    "の担当者",
    "→",
    "⇒",
    "->",
    "=>",
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

/// Words before a colon that say what the condition behind it is for.
const LEADS: &[(&str, bool)] = &[
    ("減点条件", false),
    ("加点条件", false),
    ("減点", false),
    ("加点", false),
    ("条件", false),
    ("属性", false),
    ("行動", false),
    ("会社属性", false),
    ("企業属性", false),
    ("個人属性", false),
    ("担当者属性", false),
    ("Web行動", false),
    ("web行動", false),
    ("行動履歴", false),
    ("必須", false),
    ("任意", false),
    ("対象外条件", true),
    ("対象外とする条件", true),
    ("対象外", true),
    ("除外条件", true),
    ("除外対象", true),
    ("除外", true),
    ("ng条件", true),
    ("NG条件", true),
    ("NG", true),
];

/// Takes points, cap and exclusion off a clean text.
///
/// Errors: a question where a limit is told in occurrences and no points stand beside it.
pub(super) fn peel(clean: &str) -> Result<Peeled, Ask> {
    let mut peeled =
        Peeled { text: clean.trim().trim_end_matches(['。', '!']).to_owned(), ..Peeled::default() };
    take_lead(&mut peeled);
    let times = take_times_cap(&mut peeled);
    take_cap(&mut peeled);
    take_points(&mut peeled);
    if peeled.cap.is_none() {
        take_cap(&mut peeled);
    }
    take_per_count(&mut peeled);
    if let Some(times) = times {
        let points = peeled.points.ok_or_else(|| Ask::new("which_cap"))?;
        peeled.is_per_count = true;
        peeled.cap = points.checked_mul(times);
    }
    take_exclusion(&mut peeled);
    Ok(peeled)
}

/// 「対象外：学生」, 「【除外】競合」, 「加点：資料DL」.
fn take_lead(peeled: &mut Peeled) {
    let text = peeled.text.trim_start_matches(['【', '[', '(', '・']);
    let is_bracketed = text.len() < peeled.text.len();
    for (word, is_exclusion) in LEADS {
        let Some(behind) = text.strip_prefix(word) else { continue };
        let rest = behind.trim_start_matches([' ', ':', '】', ']', ')', '=', '→']);
        let is_mark = behind.trim_start().starts_with([':', '→', '='])
            || (is_bracketed && behind.starts_with(['】', ']', ')']));
        if is_mark && !rest.is_empty() {
            peeled.is_exclusion = *is_exclusion;
            peeled.text = rest.to_owned();
            return;
        }
    }
}

/// 「競合は対象外」, 「学生 → 除外」.
fn take_exclusion(peeled: &mut Peeled) {
    let text = peeled.text.trim();
    let polite = ["とします", "とする", "にします", "です", "します", "すること"];
    let text = polite
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .filter(|rest| rest.ends_with("対象外") || rest.ends_with("除外"))
        .unwrap_or(text);
    let endings = EXCLUSIONS.iter().filter_map(|ending| text.strip_suffix(ending));
    let Some(rest) = endings.min_by_key(|rest| rest.len()) else { return };
    let rest = rest.trim_end_matches([' ', ':', '→', '⇒', '=', '-', '>', '、', ',', '/', '※']);
    if !rest.is_empty() {
        peeled.is_exclusion = true;
        peeled.text = rest.to_owned();
    }
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
            && !(word.starts_with("最大") && is_bare && (text.contains(['点', '+']) || pays_each(&text)))
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
            peeled.text = join_around(
                head.trim_end_matches('計').trim_end_matches("合"),
                text[at + ending.len()..].trim_start_matches("とする"),
            );
            return;
        }
    }
}

/// What is left when a note was cut out: its brackets and commas go with it.
pub(super) fn join_around(before: &str, after: &str) -> String {
    let (before, after) = (before.trim_end(), after.trim_start());
    let before = before.trim_end_matches(['、', ',', '/', ' ', '※', ';']);
    // 「(累計上限20点)」 loses its word of summing with the cap.
    let before =
        ["累計", "合計", "トータル"].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let (before, after) = match (before.strip_suffix('('), after.strip_prefix(')')) {
        (Some(before), Some(after)) => (before.trim_end(), after.trim_start()),
        _ => (before, after),
    };
    let joined = if after.is_empty() { before.to_owned() } else { format!("{before}{after}") };
    // (+5点、上限20点) leaves a bracket with one part.
    if before.contains('(') && !joined.contains(')') { format!("{joined})") } else { joined }
}
