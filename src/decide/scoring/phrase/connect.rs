//! Joining words: かつ, または, lists with ・ and 、, 以外 and を除く.

use super::Ask;
use super::atom::{self, Label, Part};
use super::category::{parse_department, parse_email_kind, parse_source};
use super::condition::{Condition, KnownField, Op, Operand};
use super::cut::{refused, split_outside, split_plus, unwrapped};
use super::extras::strip_hollow;
use super::lists::{parse_all_of_lists, parse_counted_list, parse_narrowed_list};
use super::merge::{Joint, add, negate};

/// Reads a spelled phrase: または binds least, then かつ, then lists.
pub(super) fn parse(text: &str, is_per_count: bool) -> Result<Part, Ask> {
    let text = strip_hollow(text);
    if is_per_count {
        return atom::parse(text, None, true);
    }
    if let Some(part) = parse_counted_list(text) {
        return Ok(part);
    }
    let alternatives: Vec<&str> = split_outside(text, "または");
    if alternatives.len() > 1 {
        if let Some(part) = parse_narrowed_list(text).or_else(|| parse_all_of_lists(text)) {
            return Ok(part);
        }
        let parts = inherit(&alternatives, parse_all)?;
        return Ok(join(spread_ending(parts, &alternatives), Joint::Any));
    }
    parse_all(text, None)
}

/// 「展示会または紹介経由」: the ending belongs to all channels before it.
fn spread_channel(parts: &[&str]) -> Vec<String> {
    let mut spread: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let mut is_channel = false;
    for part in spread.iter_mut().rev() {
        if part.ends_with("経由") {
            is_channel = true;
        } else if is_channel && !part.ends_with("来場") {
            let named = format!("{part}経由");
            is_channel = parse_source(&named, false).is_some();
            if is_channel {
                *part = named;
            }
        }
    }
    spread
}

/// 「部署が営業または部長以上」: departments and states take any word, so a part that means something else by itself does.
fn leaves_label(label: &Label, part: &str, alone: &Part) -> bool {
    let is_loose = matches!(label.field, KnownField::Department | KnownField::Status);
    let field = alone.condition.shared_field();
    // 「業種がITまたは情報システム部」: the ending says that it is a department.
    if field == Some(KnownField::Department) && part.ends_with(['部', '課', '室']) {
        return label.field != KnownField::Department;
    }
    // 「部署が営業または製造」 names a department that is called like an industry.
    let is_trade = part.contains('業') && !["営業", "事業", "企業"].iter().any(|word| part.contains(word));
    let may_name_both = matches!(field, Some(KnownField::Industry | KnownField::Prefecture)) && !is_trade;
    is_loose && !may_name_both && field != Some(label.field)
}

/// Parts of which the first may name the field for the following: 「部署が総務または人事」.
fn inherit(parts: &[&str], read: fn(&str, Option<&Label>) -> Result<Part, Ask>) -> Result<Vec<Part>, Ask> {
    let label = parts.first().and_then(|first| atom::split_label(first)).map(|(label, _)| label);
    let parts = spread_channel(parts);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    parts
        .into_iter()
        .enumerate()
        .map(|(place, part)| {
            let inherited = label
                .as_ref()
                .filter(|label| place > 0 && label.is_category && atom::split_label(part).is_none());
            match inherited {
                Some(label) if !part.contains(|c: char| c.is_ascii_digit()) => {
                    let alone = read(part, None);
                    if alone.as_ref().is_ok_and(|alone| leaves_label(label, part, alone)) {
                        return alone;
                    }
                    read(part, Some(label)).or(alone)
                }
                _ => read(part, None),
            }
        })
        .collect()
}

pub(super) fn parse_all(text: &str, label: Option<&Label>) -> Result<Part, Ask> {
    let mut parts: Vec<&str> = split_outside(text, "かつ");
    if parts.len() < 2 {
        parts = split_plus(text);
    }
    if parts.len() < 2 {
        return parse_list(text, label);
    }
    let read: Result<Vec<Part>, Ask> = parts.iter().map(|part| parse_list(part, label)).collect();
    Ok(join(read?, Joint::All))
}

/// A list 「A・B」 of like things is any of them; 「AでB」 of different things is both.
fn parse_list(text: &str, label: Option<&Label>) -> Result<Part, Ask> {
    let text = strip_hollow(text);
    if let Some(inner) = unwrapped(text) {
        return parse(inner, false);
    }
    if let Some(rest) = refused(text)
        && !rest.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '名' | '人' | '回' | '円' | '点'))
        && let Ok(mut part) = parse_list(rest, label)
    {
        part.condition = negate(part.condition);
        return Ok(part);
    }
    if let Some(chain) = parse_attribute_chain(text) {
        return Ok(chain);
    }
    if let Some(pair) = parse_pair(text) {
        return pair;
    }
    parse_flat(text, label).or_else(|ask| match ask.reason {
        "and_or_or" => Err(ask),
        _ => parse_chain(text).ok_or(ask),
    })
}

/// A list without parts that hold together: what the two sides of a cut are read with, so that cuts do not multiply.
pub(super) fn parse_flat(text: &str, label: Option<&Label>) -> Result<Part, Ask> {
    let text = strip_hollow(text);
    if let Some(rest) = refused(text)
        && !rest.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '名' | '人' | '回' | '円' | '点'))
        && let Ok(mut part) = parse_flat(rest, label)
    {
        part.condition = negate(part.condition);
        return Ok(part);
    }
    let pieces: Vec<&str> = text
        .split(['・', '、', ',', '/', '･', ';', '|'])
        .flat_map(|piece| piece.split("および"))
        .flat_map(|piece| piece.split("及び"))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let whole = atom::parse(text, label, false);
    if pieces.len() < 2 {
        return whole;
    }
    let read: Result<Vec<Part>, Ask> = match label {
        Some(label) => pieces.iter().map(|piece| atom::parse(piece, Some(label), false)).collect(),
        None => inherit(&pieces, |piece, label| atom::parse(strip_hollow(piece), label, false)),
    };
    let Ok(parts) = read else { return whole };
    let parts = spread_ending(parts, &pieces);
    let are_alike = parts.windows(2).all(|pair| kind_of(&pair[0].condition) == kind_of(&pair[1].condition));
    if !are_alike {
        // Different fields between commas: nothing says whether both or either is meant.
        return Err(Ask::new("and_or_or"));
    }
    Ok(join(parts, Joint::Any))
}

/// Parts between blanks that each can be read and speak of different fields hold together: 「製造業 従業員50名以上」.
pub(super) fn parse_spaced(pieces: &[String]) -> Option<Part> {
    let parts: Option<Vec<Part>> = pieces.iter().map(|piece| parse(piece, false).ok()).collect();
    let parts = parts.filter(|parts| parts.len() > 1)?;
    let fields: Vec<_> = parts.iter().map(|part| part.condition.shared_field()).collect();
    let is_mixed =
        fields.iter().enumerate().all(|(at, field)| field.is_some() && !fields[..at].contains(field));
    is_mixed.then(|| join(parts, Joint::All))
}

/// 「首都圏の製造業」, 「製造業で資料DL」: what the lead is, then something else about it. Read before the whole, which would
/// keep only one of both.
fn parse_attribute_chain(text: &str) -> Option<Part> {
    if has_many_joints(text) {
        return None;
    }
    // 「総務部の担当者」 means anybody of the department.
    if parse_source(text, false).is_some()
        || parse_email_kind(text).is_some()
        || parse_department(text, false).is_some()
    {
        return None;
    }
    for joint in ["で、", "で", "の"] {
        for (at, _) in text.match_indices(joint) {
            let (first, second) = (&text[..at], &text[at + joint.len()..]);
            if first.is_empty() || second.is_empty() {
                continue;
            }
            // 「首都圏の製造業で…」: what stands before the cut may be a chain itself.
            let head = parse_attribute_chain(first).ok_or(()).or_else(|()| parse_flat(first, None));
            let Ok(first) = head else { continue };
            let tail = parse_attribute_chain(second).ok_or(()).or_else(|()| parse_flat(second, None));
            let Ok(second) = tail else { continue };
            let is_attribute = first.condition.shared_field().is_none_or(is_attribute);
            if is_attribute && first.condition.shared_field() != second.condition.shared_field() {
                return Some(join(vec![first, second], Joint::All));
            }
        }
    }
    None
}

/// 「資料DLとウェビナー参加」 wants both; an order (後に) cannot be told from the cells.
fn parse_pair(text: &str) -> Option<Result<Part, Ask>> {
    if has_many_joints(text) {
        return None;
    }
    for joint in ["後に", "と", "や", "か"] {
        for (at, _) in text.match_indices(joint) {
            let (first, second) = (&text[..at], &text[at + joint.len()..]);
            // 「から」 is no か.
            if first.is_empty() || second.is_empty() || (joint == "か" && second.starts_with('ら')) {
                continue;
            }
            let (Ok(first), Ok(second)) = (parse_flat(first, None), parse_flat(second, None)) else {
                continue;
            };
            let field = first.condition.shared_field();
            let is_same = field == second.condition.shared_field();
            if is_same && joint != "後に" && field.is_some_and(is_one_of_many) {
                // A company has one industry: 「製造業とIT」 means either.
                return Some(Ok(join(vec![first, second], Joint::Any)));
            }
            if is_same && field != Some(KnownField::PageViewed) {
                continue;
            }
            return Some(match joint {
                "と" => Ok(join(vec![first, second], Joint::All)),
                "や" | "か" => Ok(join(vec![first, second], Joint::Any)),
                _ => Err(Ask::new("no_measure")),
            });
        }
    }
    None
}

/// Fields of which a lead has one value.
fn is_one_of_many(field: KnownField) -> bool {
    matches!(
        field,
        KnownField::Industry
            | KnownField::Prefecture
            | KnownField::Department
            | KnownField::TitleRank
            | KnownField::Source
            | KnownField::EmailDomainKind
    )
}

/// What a lead is, not what it did.
pub(super) fn is_attribute(field: KnownField) -> bool {
    matches!(
        field,
        KnownField::Employees
            | KnownField::CapitalYen
            | KnownField::RevenueYen
            | KnownField::Industry
            | KnownField::Prefecture
            | KnownField::TitleRank
            | KnownField::Department
            | KnownField::IsListed
            | KnownField::YearsSinceFounded
    )
}

/// 「製造業で従業員100名以上」, 「製造業の部長以上」: two parts that each can be read.
fn parse_chain(text: &str) -> Option<Part> {
    if has_many_joints(text) {
        return None;
    }
    for joint in ["で、", "であり", "でかつ", "で", "の", "、", "が"] {
        for (at, _) in text.match_indices(joint) {
            let (first, second) = (&text[..at], &text[at + joint.len()..]);
            if first.is_empty() || second.is_empty() {
                continue;
            }
            if let (Ok(first), Ok(second)) = (parse_flat(first, None), parse_flat(second, None)) {
                return Some(join(vec![first, second], Joint::All));
            }
        }
    }
    None
}

/// What may stand in one list: same field, or marks of the same sort.
fn kind_of(condition: &Condition) -> Option<u8> {
    let field = condition.shared_field()?;
    let is_mark = matches!(
        field,
        KnownField::IsCompetitor
            | KnownField::IsStudent
            | KnownField::IsExistingCustomer
            | KnownField::IsSoleProprietor
            | KnownField::IsListed
            | KnownField::EmailDomainKind
    );
    let is_deed = matches!(
        field,
        KnownField::Inquiry
            | KnownField::QuoteRequested
            | KnownField::DemoRequested
            | KnownField::Trial
            | KnownField::Downloads
            | KnownField::Webinar
            | KnownField::Exhibition
            | KnownField::BusinessCard
    );
    if is_mark {
        return Some(200);
    }
    if is_deed {
        return Some(201);
    }
    u8::try_from(KnownField::ALL.iter().position(|known| *known == field)?).ok()
}

/// 「部長・課長以上」: the ending of the last title belongs to all of them.
fn spread_ending(mut parts: Vec<Part>, texts: &[&str]) -> Vec<Part> {
    let is_title = |part: &Part| part.condition.shared_field() == Some(KnownField::TitleRank);
    let ends_above = texts.last().is_some_and(|last| last.ends_with("以上"));
    if !ends_above
        || texts.iter().rev().skip(1).any(|text| text.ends_with("以上"))
        || !parts.iter().all(is_title)
    {
        return parts;
    }
    let lowest = parts.iter().filter_map(|part| first_rank(&part.condition)).min();
    if let (Some(lowest), Some(first)) = (lowest, parts.first_mut()) {
        first.condition = Condition::test(KnownField::TitleRank, Op::AtLeast, Operand::Integer(lowest));
        parts.truncate(1);
    }
    parts
}

fn first_rank(condition: &Condition) -> Option<i64> {
    match condition {
        Condition::Test { value: Operand::Integer(rank) | Operand::Pair(rank, _), .. } => Some(*rank),
        _ => None,
    }
}

pub(super) fn join(parts: Vec<Part>, joint: Joint) -> Part {
    let window_days = parts.iter().filter_map(|part| part.window_days).max();
    let min_count = parts.iter().filter_map(|part| part.min_count).max();
    let is_exclusion = parts.iter().any(|part| part.is_exclusion);
    let mut conditions: Vec<Condition> = Vec::new();
    for part in parts {
        let inner = match (part.condition, joint) {
            (Condition::All(inner), Joint::All) | (Condition::Any(inner), Joint::Any) => inner,
            (other, _) => vec![other],
        };
        for condition in inner {
            add(&mut conditions, condition, joint);
        }
    }
    let condition = match (conditions.len(), joint) {
        (1, _) => conditions.swap_remove(0),
        (_, Joint::All) => Condition::All(conditions),
        (_, Joint::Any) => Condition::Any(conditions),
    };
    Part { condition, window_days, min_count, is_exclusion }
}

/// Joints at which a phrase is tried to be cut: each one doubles the work, and no rule of a person has more.
const JOINTS_MAX: usize = 5;

pub(super) fn has_many_joints(text: &str) -> bool {
    text.chars().filter(|c| matches!(c, 'の' | 'で' | 'と' | 'や' | 'が' | '、' | '後')).count() > JOINTS_MAX
}
