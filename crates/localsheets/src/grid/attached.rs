//! Ranges that follow inserted, deleted and moved rows and columns.

use serde_json::{Value, json};

use super::sheet::Dimension;

/// A change of one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    Insert { at: u32, count: u32 },
    Remove { at: u32, count: u32 },
    Move { from: u32, to: u32, target: u32 },
}

impl Edit {
    /// Where the row or column `at` lies afterwards; nothing when it is gone.
    pub(crate) fn place(self, at: u32) -> Option<u32> {
        match self {
            Self::Insert { at: start, count } => Some(if at >= start { at + count } else { at }),
            Self::Remove { at: start, count } if at < start + count && at >= start => None,
            Self::Remove { at: start, count } => Some(if at >= start { at - count } else { at }),
            Self::Move { from, to, target } if (from..to).contains(&at) => {
                Some(if target > to { at + target - to } else { at + target.min(from) - from })
            }
            Self::Move { from, to, target } if target > to && (to..target).contains(&at) => {
                Some(at - (to - from))
            }
            Self::Move { from, to, target } if target < from && (target..from).contains(&at) => {
                Some(at + (to - from))
            }
            Self::Move { .. } => Some(at),
        }
    }

    /// Where the half-open stretch lies afterwards; nothing when all of it is gone.
    ///
    /// A stretch that is only partly moved keeps its place, as its other part does.
    pub(crate) fn stretch(self, start: u32, end: u32) -> Option<(u32, u32)> {
        match self {
            Self::Insert { at, count } => {
                let grown = if end > at { end + count } else { end };
                Some((if start >= at { start + count } else { start }, grown))
            }
            Self::Remove { at, count } => {
                let cut = |edge: u32| if edge <= at { edge } else { edge.saturating_sub(count).max(at) };
                (cut(start) < cut(end)).then(|| (cut(start), cut(end)))
            }
            Self::Move { .. } => {
                let (first, last) = (self.place(start)?, self.place(end.max(start + 1) - 1)?);
                let whole = last >= first && last - first == end - start - 1;
                Some(if whole { (first, last + 1) } else { (start, end) })
            }
        }
    }
}

/// Moves every `GridRange` and `DimensionRange` of this sheet inside the message; `false` when the message dies.
pub(crate) fn follow(value: &mut Value, sheet: i64, dimension: Dimension, edit: Edit) -> bool {
    match value {
        Value::Array(items) => {
            let before = items.len();
            items.retain_mut(|item| follow(item, sheet, dimension, edit));
            before == 0 || !items.is_empty()
        }
        Value::Object(fields) if is_range(value_keys(fields)) => follow_range(value, sheet, dimension, edit),
        Value::Object(fields) => {
            let mut alive = true;
            for (name, inner) in fields.iter_mut().filter(|(_, inner)| inner.is_object() || inner.is_array())
            {
                let lives = follow(inner, sheet, dimension, edit);
                alive &= lives || !matches!(name.as_str(), "range" | "ranges");
            }
            alive
        }
        _ => true,
    }
}

fn value_keys(fields: &serde_json::Map<String, Value>) -> impl Iterator<Item = &str> {
    fields.keys().map(String::as_str)
}

fn is_range<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    names.any(|name| {
        matches!(
            name,
            "startRowIndex"
                | "endRowIndex"
                | "startColumnIndex"
                | "endColumnIndex"
                | "startIndex"
                | "endIndex"
        )
    })
}

fn follow_range(value: &mut Value, sheet: i64, dimension: Dimension, edit: Edit) -> bool {
    if value.get("sheetId").and_then(Value::as_i64).unwrap_or(0) != sheet {
        return true;
    }
    let names = match (value.get("dimension").and_then(Value::as_str), dimension) {
        (Some(word), dimension) if Dimension::parse(word) == Some(dimension) => ("startIndex", "endIndex"),
        (Some(_), _) => return true,
        (None, Dimension::Rows) => ("startRowIndex", "endRowIndex"),
        (None, Dimension::Columns) => ("startColumnIndex", "endColumnIndex"),
    };
    let index = |name: &str| value.get(name).and_then(Value::as_u64).and_then(|at| u32::try_from(at).ok());
    let (start, end) = (index(names.0), index(names.1));
    if start.is_none() && end.is_none() {
        return true;
    }
    let open = end.is_none();
    let Some((first, last)) = edit.stretch(start.unwrap_or(0), end.unwrap_or(u32::MAX / 2)) else {
        return false;
    };
    value[names.0] = json!(first);
    if !open {
        value[names.1] = json!(last);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_follow_edits() {
        let insert = |at, count| Edit::Insert { at, count };
        let remove = |at, count| Edit::Remove { at, count };
        for (name, edit, start, end, expected) in [
            ("an insert before pushes", insert(1, 2), 3, 5, Some((5, 7))),
            ("an insert at the start pushes", insert(3, 1), 3, 5, Some((4, 6))),
            ("an insert inside grows", insert(4, 1), 3, 5, Some((3, 6))),
            ("an insert at the end leaves", insert(5, 1), 3, 5, Some((3, 5))),
            ("a delete before pulls", remove(0, 2), 3, 5, Some((1, 3))),
            ("a delete over the start cuts", remove(2, 2), 3, 5, Some((2, 3))),
            ("a delete inside shrinks", remove(3, 1), 3, 5, Some((3, 4))),
            ("a delete of all kills", remove(2, 9), 3, 5, None),
            ("a move of all goes along", Edit::Move { from: 3, to: 5, target: 9 }, 3, 5, Some((7, 9))),
            ("a move over it shifts", Edit::Move { from: 0, to: 1, target: 9 }, 3, 5, Some((2, 4))),
            ("a move back goes along", Edit::Move { from: 3, to: 5, target: 0 }, 3, 5, Some((0, 2))),
        ] {
            assert_eq!(edit.stretch(start, end), expected, "{name}");
        }
    }
}
