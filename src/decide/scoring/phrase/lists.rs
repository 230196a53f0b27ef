//! Lists that bind closer than the joining words around them: 「次のいずれか」, 「製造業または建設業の部長以上」.

use super::Ask;
use super::atom::Part;
use super::condition::KnownField;
use super::connect::{has_many_joints, is_attribute, join, parse, parse_all, parse_flat};
use super::cut::{split_outside, split_plus};
use super::merge::Joint;

/// 「メールアドレスなし、電話番号なし」 before は対象外: each of a list excludes, whatever it speaks of.
pub(super) fn parse_each(text: &str) -> Option<Part> {
    let pieces = ["、", ",", "・", "/"]
        .iter()
        .map(|mark| split_outside(text, mark))
        .find(|pieces| pieces.len() > 1)?;
    let parts: Result<Vec<Part>, Ask> = pieces.iter().map(|piece| parse(piece, false)).collect();
    parts.ok().map(|parts| join(parts, Joint::Any))
}

/// 「資料DL、見積依頼のいずれか」, 「資料DLとウェビナー参加の両方」: the phrase says itself how its list is joined.
pub(super) fn parse_counted_list(text: &str) -> Option<Part> {
    let (list, joint) = ANY_OF
        .iter()
        .map(|words| (words, Joint::Any))
        .chain(ALL_OF.iter().map(|words| (words, Joint::All)))
        .find_map(|(words, joint)| {
            let behind = text.strip_prefix(words).and_then(|rest| rest.strip_prefix([':', '、', '→']));
            behind.or_else(|| text.strip_suffix(words)).map(|list| (list.trim_end_matches('の'), joint))
        })?;
    let pieces: Vec<&str> = ["または", "かつ", "、", ",", "・", "/", ";", "と", "や"]
        .iter()
        .map(|mark| split_outside(list, mark))
        .find(|pieces| pieces.len() > 1)?;
    let parts: Result<Vec<Part>, Ask> = pieces.iter().map(|piece| parse_all(piece, None)).collect();
    parts.ok().map(|parts| join(parts, joint))
}

const ANY_OF: &[&str] = &[
    "次のいずれか",
    "以下のいずれか",
    "下記のいずれか",
    "いずれか1つ以上",
    "いずれか1つ",
    "いずれか一つ",
    "いずれかひとつ",
    "いずれか",
    "どれか1つ",
    "どれか一つ",
    "どれか",
    "どちらか",
    "どちらか一方",
];
const ALL_OF: &[&str] = &[
    "次のすべて",
    "以下のすべて",
    "以下すべて",
    "下記すべて",
    "すべて",
    "全て",
    "いずれも",
    "どちらも",
    "両方とも",
    "両方",
    "両方あり",
];

/// 「製造業または建設業で従業員50名以上」: what stands behind で or の narrows the whole list before it.
pub(super) fn parse_narrowed_list(text: &str) -> Option<Part> {
    if text.contains("かつ") || has_many_joints(text) {
        return None;
    }
    let start = text.rfind("または")? + "または".len();
    for joint in ["で、", "で", "の"] {
        for (at, _) in text[start..].match_indices(joint) {
            let (list, rest) = (&text[..start + at], &text[start + at + joint.len()..]);
            if list.len() == start || rest.is_empty() {
                continue;
            }
            let (Ok(list), Ok(rest)) = (parse(list, false), parse_flat(rest, None)) else { continue };
            let field = list.condition.shared_field();
            if field.is_some_and(is_attribute) && field != rest.condition.shared_field() {
                return Some(join(vec![list, rest], Joint::All));
            }
        }
    }
    None
}

/// Fields whose values people list with または.
fn is_listed(field: KnownField) -> bool {
    is_attribute(field)
        || matches!(field, KnownField::Source | KnownField::EmailDomainKind | KnownField::PageViewed)
}

/// 「製造業または建設業、かつ従業員50名以上」: lists over one field bind closer than かつ, and so does what a comma parts.
pub(super) fn parse_all_of_lists(text: &str) -> Option<Part> {
    let parted = split_outside(text, "、かつ");
    if parted.len() > 1 {
        let parts: Result<Vec<Part>, Ask> = parted.iter().map(|part| parse(part, false)).collect();
        return parts.ok().map(|parts| join(parts, Joint::All));
    }
    let mut conjuncts = split_outside(text, "かつ");
    if conjuncts.len() < 2 && !text.contains('(') {
        conjuncts = split_plus(text);
    }
    if conjuncts.len() < 2 {
        return None;
    }
    let parts: Option<Vec<Part>> = conjuncts
        .iter()
        .map(|part| {
            let read = parse(part, false).ok()?;
            let is_list = split_outside(part, "または").len() > 1;
            (!is_list || read.condition.shared_field().is_some_and(is_listed)).then_some(read)
        })
        .collect();
    parts.map(|parts| join(parts, Joint::All))
}
