//! Boolean conditions of conditional formats.

use std::cmp::Ordering;

use serde_json::Value;

use super::shown::{Shown, effective};
use super::typed::{Typed, parse_typed};
use crate::formula::{Evaluator, compare};

/// Whether the `BooleanCondition` holds for a cell; `origin` is the first cell of the rule's range.
pub(crate) fn condition_holds(
    evaluator: &Evaluator<'_>,
    place: (usize, u32, u32),
    origin: (u32, u32),
    condition: &Value,
) -> bool {
    let value = effective(evaluator, place.0, place.1, place.2);
    let wanted: Vec<&str> = condition["values"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|value| value["userEnteredValue"].as_str())
        .collect();
    let first = wanted.first().copied().unwrap_or("");
    let text = match &value {
        Shown::Text(text) => text.clone(),
        Shown::Number(number) => super::shown::general(*number),
        _ => String::new(),
    };
    let kind = condition["type"].as_str().unwrap_or("");
    match kind {
        "BLANK" => value == Shown::Empty,
        "NOT_BLANK" => value != Shown::Empty,
        "TEXT_EQ" => text.eq_ignore_ascii_case(first) && value != Shown::Empty,
        "TEXT_CONTAINS" => text.to_lowercase().contains(&first.to_lowercase()) && value != Shown::Empty,
        "TEXT_NOT_CONTAINS" => !text.to_lowercase().contains(&first.to_lowercase()),
        "TEXT_STARTS_WITH" => text.to_lowercase().starts_with(&first.to_lowercase()) && value != Shown::Empty,
        "TEXT_ENDS_WITH" => text.to_lowercase().ends_with(&first.to_lowercase()) && value != Shown::Empty,
        "CUSTOM_FORMULA" => {
            let (down, across) =
                (i64::from(place.1) - i64::from(origin.0), i64::from(place.2) - i64::from(origin.1));
            let formula = crate::formula::shifted(first, down, across);
            matches!(evaluator.formula(place, &formula), Shown::Truth(true))
        }
        _ => compares(evaluator, &value, kind, &wanted),
    }
}

fn compares(evaluator: &Evaluator<'_>, value: &Shown, kind: &str, wanted: &[&str]) -> bool {
    if !matches!(value, Shown::Number(_)) {
        return false;
    }
    let order = |at: usize| -> Option<Ordering> {
        match parse_typed(wanted.get(at)?, evaluator.book.property("locale")) {
            Typed::Number(number, _) => Some(compare(value, &Shown::Number(number))),
            _ => None,
        }
    };
    match kind {
        "NUMBER_EQ" | "DATE_EQ" => order(0) == Some(Ordering::Equal),
        "NUMBER_NOT_EQ" => order(0).is_some_and(|order| order != Ordering::Equal),
        "NUMBER_GREATER" | "DATE_AFTER" => order(0) == Some(Ordering::Greater),
        "NUMBER_GREATER_THAN_EQ" => order(0).is_some_and(|order| order != Ordering::Less),
        "NUMBER_LESS" | "DATE_BEFORE" => order(0) == Some(Ordering::Less),
        "NUMBER_LESS_THAN_EQ" => order(0).is_some_and(|order| order != Ordering::Greater),
        "NUMBER_BETWEEN" => {
            order(0).is_some_and(|order| order != Ordering::Less)
                && order(1).is_some_and(|order| order != Ordering::Greater)
        }
        _ => false,
    }
}
