//! Joining and turning round of conditions.

use super::condition::{Condition, Field, KnownField, Op, Operand};

/// How parts are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    All,
    Any,
}

/// Adds a condition; lists over one field become one list, the same thing is said once.
pub(super) fn add(conditions: &mut Vec<Condition>, condition: Condition, joint: Joint) {
    if conditions.contains(&condition) {
        return;
    }
    if let Condition::Test { field, op, value: Operand::Texts(more) } = &condition {
        let merges = matches!((op, joint), (Op::In, Joint::Any) | (Op::NotIn, Joint::All));
        for known in conditions.iter_mut() {
            let Condition::Test { field: known_field, op: known_op, value: Operand::Texts(texts) } = known
            else {
                continue;
            };
            if merges && known_field == field && known_op == op {
                texts.extend(more.iter().cloned());
                order(field.key().as_str(), texts);
                return;
            }
        }
    }
    if let (Joint::Any, Condition::Test { field, op: Op::AtLeast, value: Operand::Integer(number) }) =
        (joint, &condition)
    {
        for known in conditions.iter_mut() {
            let Condition::Test { field: known_field, op: Op::AtLeast, value: Operand::Integer(least) } =
                known
            else {
                continue;
            };
            if known_field == field {
                // Either of two lower limits is the lower one.
                *least = (*least).min(*number);
                return;
            }
        }
    }
    if joint == Joint::All && narrows_known(conditions, &condition) {
        return;
    }
    if joint == Joint::Any && touches_known(conditions, &condition) {
        return;
    }
    if let (Joint::Any, Condition::Test { field, op: Op::Equal, value: Operand::Text(text) }) =
        (joint, &condition)
        && is_single_choice(&field.key())
    {
        for known in conditions.iter_mut() {
            let Condition::Test { field: known_field, op, value } = known else { continue };
            if known_field != field {
                continue;
            }
            let mut texts = match value {
                Operand::Text(first) => vec![first.clone()],
                Operand::Texts(texts) => texts.clone(),
                _ => continue,
            };
            texts.push(text.clone());
            texts.sort();
            texts.dedup();
            (*op, *value) = (Op::In, Operand::Texts(texts));
            return;
        }
    }
    conditions.push(condition);
}

/// Both of two lower limits is the higher one.
fn narrows_known(conditions: &mut [Condition], condition: &Condition) -> bool {
    let Condition::Test { field, op: Op::AtLeast, value: Operand::Integer(number) } = condition else {
        return false;
    };
    for known in conditions {
        let Condition::Test { field: known_field, op: Op::AtLeast, value: Operand::Integer(least) } = known
        else {
            continue;
        };
        if known_field == field {
            *least = (*least).max(*number);
            return true;
        }
    }
    false
}

/// Either of two steps that touch is one range: 「部長・次長」.
fn touches_known(conditions: &mut [Condition], condition: &Condition) -> bool {
    let Condition::Test { field, op: Op::Between, value: Operand::Pair(low, high) } = condition else {
        return false;
    };
    for known in conditions {
        let Condition::Test { field: known_field, op: Op::Between, value: Operand::Pair(first, last) } =
            known
        else {
            continue;
        };
        if known_field == field && *low <= last.saturating_add(1) && *first <= high.saturating_add(1) {
            (*first, *last) = ((*first).min(*low), (*last).max(*high));
            return true;
        }
    }
    false
}

/// Fields of which several values are told as one list.
fn is_single_choice(key: &str) -> bool {
    matches!(key, "source" | "status" | "country")
}

/// Prefectures in the order of their codes, everything else by letter.
fn order(key: &str, texts: &mut Vec<String>) {
    if key == KnownField::Prefecture.key() {
        let place = |name: &String| {
            crate::decide::reading::prefecture::PREFECTURES.iter().position(|known| known == name)
        };
        texts.sort_by_key(place);
    } else {
        texts.sort();
    }
    texts.dedup();
}

/// The opposite of a condition.
pub(super) fn negate(condition: Condition) -> Condition {
    match condition {
        Condition::All(parts) => Condition::Any(parts.into_iter().map(negate).collect()),
        Condition::Any(parts) => Condition::All(parts.into_iter().map(negate).collect()),
        Condition::Test { field, op, value } => {
            let (op, value) = match (op, value) {
                (Op::In, value) => (Op::NotIn, value),
                (Op::NotIn, value) => (Op::In, value),
                (Op::Equal, Operand::Flag(flag)) => (Op::Equal, Operand::Flag(!flag)),
                (Op::Equal, value) => (Op::NotEqual, value),
                (Op::NotEqual, value) => (Op::Equal, value),
                (Op::AtLeast, value) => (Op::LessThan, value),
                (Op::LessThan, value) => (Op::AtLeast, value),
                (Op::AtMost, value) => (Op::MoreThan, value),
                (Op::MoreThan, value) => (Op::AtMost, value),
                (Op::Exists, value) => (Op::Missing, value),
                (Op::Missing, value) => (Op::Exists, value),
                // Of the lowest step of titles nothing lies below.
                (Op::Between, Operand::Pair(low, high))
                    if low <= 10 && field == Field::Known(KnownField::TitleRank) =>
                {
                    (Op::AtLeast, Operand::Integer(high + 1))
                }
                (Op::Between, Operand::Pair(low, high)) => {
                    let below = Condition::Test {
                        field: field.clone(),
                        op: Op::LessThan,
                        value: Operand::Integer(low),
                    };
                    let above = Condition::Test { field, op: Op::MoreThan, value: Operand::Integer(high) };
                    return Condition::Any(vec![below, above]);
                }
                other => other,
            };
            Condition::Test { field, op, value }
        }
    }
}
