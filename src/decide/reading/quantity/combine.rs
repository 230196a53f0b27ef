//! Several numbers in one cell made into one count, or into the reason why not.

use super::super::Understood;
use super::phrase::{Item, Joint, Refusal};
use super::words::{Class, Label};
use super::{Quantity, QuantityField};

type Reading = Result<Understood<Quantity>, Refusal>;

/// The count that the items say together.
pub(super) fn combine(mut items: Vec<Item>, field: QuantityField, is_doubted: bool) -> Reading {
    if items.iter().any(|item| is_asked(item, field) && item.class.is_some()) {
        items.retain(|item| is_asked(item, field) || matches!(item.joint, Joint::Range));
    }
    if items.iter().any(|item| !is_asked(item, field)) {
        return Err("foreign_unit");
    }
    if items.iter().any(|item| item.scale == 0) {
        return Err("fraction");
    }
    match items[..] {
        [] => Err("not_a_count"),
        [item] => Ok(single(item, is_doubted)),
        [first, second] if is_pair(first, second) => pair(first, second),
        _ => kinds(&items),
    }
}

/// The item counts what the column asks for, as far as its words say.
fn is_asked(item: &Item, field: QuantityField) -> bool {
    match (item.class, field) {
        (None, _) => true,
        (Some(Class::Foreign), _) => false,
        (Some(Class::Money), field) => field == QuantityField::Yen,
        (Some(_), QuantityField::Yen) => false,
        (Some(Class::People), field) => !field.counts_events(),
        (Some(Class::Events), field) => field != QuantityField::Employees,
    }
}

fn single(item: Item, is_doubted: bool) -> Understood<Quantity> {
    let number = item.number.unwrap_or(0);
    if item.has_bound {
        let is_vague = item.low.is_some() && item.high.is_some();
        let range = Quantity::Range { low: item.low, high: item.high };
        return Understood {
            value: range,
            why: if is_vague { "vague_range" } else { "bound" },
            is_doubtful: is_vague,
        };
    }
    if item.is_about || is_doubted {
        return Understood::sure(Quantity::About(number), "approximate");
    }
    let why = if item.label.is_some() { "part_not_added" } else { "plain" };
    Understood::sure(Quantity::Exact(number), why)
}

fn is_pair(first: Item, second: Item) -> bool {
    let is_bounded = first.high.is_none() && second.low.is_none();
    first.label.is_none_or(|_| second.label.is_none())
        && (matches!(second.joint, Joint::Range | Joint::Either) || is_bounded || is_adjacent(first, second))
}

/// `2,3回`: only a comma between, the unit behind the second.
fn is_adjacent(first: Item, second: Item) -> bool {
    second.joint == Joint::Comma && !first.has_unit && first.label.is_none() && second.label.is_none()
}

fn pair(first: Item, second: Item) -> Reading {
    if first.has_leading_zero || second.has_leading_zero {
        return Err("date_like");
    }
    let (Some(low), Some(high)) = (first.low.or(first.number), second.high.or(second.number)) else {
        return Err("not_a_count");
    };
    let (low, high) = match second.joint {
        Joint::Comma if !first.has_bound => adjacent(low, high, second.scale).ok_or("not_a_count")?,
        _ if first.has_bound || second.has_bound => (low, high),
        _ => (scaled(first, second, low), high),
    };
    let why = if second.joint == Joint::Comma { "adjacent_numbers" } else { "range" };
    Ok(range(low.min(high), low.max(high), why))
}

fn range(low: i64, high: i64, why: &'static str) -> Understood<Quantity> {
    Understood::sure(Quantity::Range { low: Some(low), high: Some(high) }, why)
}

/// `1〜2万` is 10 000 to 20 000: the place of the second number holds for a first that has none.
fn scaled(first: Item, second: Item, low: i64) -> i64 {
    let has_place = second.scale >= 100 && first.scale == 1 && !first.has_unit;
    if has_place && low < second.high.unwrap_or(0) / second.scale {
        low.saturating_mul(second.scale)
    } else {
        low
    }
}

/// Neighbours in counting (`2、3回`, `十五、六名`, `30,40名`, `二、三十名`).
fn adjacent(first: i64, second: i64, scale: i64) -> Option<(i64, i64)> {
    let is_ones = first < 10 && second == first + 1;
    if is_ones || (second < 10 && first > 10 && first % 10 != 0 && first % 10 + 1 == second) {
        return Some((first, first + 1));
    }
    if first < 10 && scale > 1 && second == (first + 1) * scale {
        return Some((first * scale, second));
    }
    let mut place = 10_i64;
    while place <= first {
        if first % place == 0 && first / place < 10 && second - first == place {
            return Some((first, second));
        }
        place = place.checked_mul(10)?;
    }
    None
}

/// Regular and other people (`正社員50名、パート30名`), or 連結 beside 単体: a range from the narrow count to the wide one.
fn kinds(items: &[Item]) -> Reading {
    if items.iter().any(|item| item.has_bound) {
        return Err("not_a_count");
    }
    let numbers = || items.iter().filter_map(|item| item.number);
    if items.len() == 2 && items.iter().any(|item| matches!(item.label, Some(Label::Group | Label::Single))) {
        let (Some(low), Some(high)) = (numbers().min(), numbers().max()) else { return Err("not_a_count") };
        return Ok(Understood::doubtful(Quantity::Range { low: Some(low), high: Some(high) }, "two_scopes"));
    }
    let regular = items.iter().filter(|item| item.label != Some(Label::Other)).count();
    let has_others = items.iter().any(|item| item.label == Some(Label::Other));
    let low = items.iter().find(|item| item.label != Some(Label::Other)).and_then(|item| item.number);
    match low {
        Some(low) if regular == 1 && has_others => {
            let high = numbers().fold(0, i64::saturating_add);
            Ok(Understood::doubtful(Quantity::Range { low: Some(low), high: Some(high) }, "sum_of_kinds"))
        }
        _ => Err("not_a_count"),
    }
}
