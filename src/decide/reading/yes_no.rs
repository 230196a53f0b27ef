//! Columns of yes and no, read as "has taken part": `○`, `参加済`, `途中退出`, `欠席`, `5/12`.
//!
//! Order: cells without an answer, marks, then words: doubt, part, denial, plan, and only last what affirms.

mod judge;
mod matcher;
mod words;

use std::fmt;

use super::{Understood, numeral, text};

/// Codes of `why` that `read_yes_no` gives.
pub const WHY: &[&str] = &[
    "empty",
    "error_cell",
    "ditto",
    "not_answered",
    "mark",
    "count",
    "date_only",
    "affirmed",
    "denied",
    "planned_only",
    "in_part",
    "doubted",
    "last_state",
    "several_times",
    "not_understood",
];

/// An answer to "did they take part?".
///
/// Shape: prints as `yes`, `no`, `partial`, `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YesNo {
    /// It happened.
    Yes,
    /// It did not happen, or has not yet.
    No,
    /// It happened in part, later, or by someone else.
    Partial,
    /// Not known. Never the same as no.
    Unknown,
}

impl fmt::Display for YesNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Partial => "partial",
            Self::Unknown => "unknown",
        })
    }
}

/// The answer in a cell text.
pub fn read_yes_no(raw: &str) -> Understood<YesNo> {
    let clean = text::lower(text::clean(raw));
    if clean.is_empty() || text::is_only_dashes(&clean) {
        return Understood::sure(YesNo::Unknown, "empty");
    }
    if text::is_error_cell(&clean) {
        return Understood::sure(YesNo::Unknown, "error_cell");
    }
    if text::is_ditto(&clean) {
        return Understood::sure(YesNo::Unknown, "ditto");
    }
    read_answer(&clean)
}

fn read_answer(clean: &str) -> Understood<YesNo> {
    if let Some(answer) = words::mark(clean) {
        return Understood { value: answer, why: "mark", is_doubtful: matches!(clean, "x" | "v") };
    }
    if let Some(state) = last_state(clean) {
        return Understood { why: "last_state", ..read_answer(state) };
    }
    if judge::is_choice(clean) {
        return Understood::sure(YesNo::Unknown, "not_answered");
    }
    read_count(clean)
        .or_else(|| read_occasions(clean))
        .or_else(|| read_marked(clean))
        .or_else(|| read_dated_occasions(clean))
        .or_else(|| judge::judge(clean))
        .or_else(|| spaced(clean))
        .or_else(|| is_date(clean).then(|| Understood::doubtful(YesNo::Yes, "date_only")))
        .unwrap_or(Understood::sure(YesNo::Unknown, "not_understood"))
}

/// The last state of several (`○→×`), but for what came of it (`参加→商談予定`). No arrow stands in it.
fn last_state(clean: &str) -> Option<&str> {
    const ARROWS: [char; 3] = ['→', '⇒', '➡'];
    if !clean.contains(ARROWS) && !clean.contains("->") {
        return None;
    }
    let mut states = clean
        .rsplit(ARROWS)
        .flat_map(|states| states.rsplit("->"))
        .map(str::trim)
        .filter(|state| !state.is_empty());
    let last = states.next()?;
    let earlier = if judge::is_affair(last) { states.find(|state| !judge::is_affair(state)) } else { None };
    Some(earlier.unwrap_or(last)).filter(|state| *state != clean)
}

/// A word with spaces set between its letters (`参 加`).
fn spaced(clean: &str) -> Option<Understood<YesNo>> {
    let joined: String = clean.split(' ').collect();
    (joined.len() < clean.len()).then(|| judge::judge(&joined)).flatten()
}

/// A count: none is no, one or more is yes; a share of the whole is a part.
fn read_count(clean: &str) -> Option<Understood<YesNo>> {
    let (count, rest) = numeral::scan(clean)?;
    let answer = match (count, rest.trim()) {
        (0, "" | "回" | "名" | "人" | "件" | "度" | "分" | "%") => YesNo::No,
        (1.., "" | "回" | "名" | "人" | "件" | "度" | "回目" | "times") => YesNo::Yes,
        (100.., "%") => YesNo::Yes,
        (1.., "%") => YesNo::Partial,
        _ => return None,
    };
    Some(Understood::sure(answer, "count"))
}

/// Several occasions in one cell (`第1回○ 第2回×`): one yes is enough.
fn read_occasions(clean: &str) -> Option<Understood<YesNo>> {
    let parts: Vec<&str> = clean.split([' ', '/', '、', ',', ';']).filter(|part| !part.is_empty()).collect();
    // Bare marks side by side are the choices of a form, not answers.
    if parts.len() < 2 || (parts.len() == 2 && parts.iter().all(|part| words::mark(part).is_some())) {
        return None;
    }
    let answers: Option<Vec<YesNo>> = parts.iter().map(|part| occasion(part)).collect();
    let answers = answers?;
    let strongest =
        [YesNo::Yes, YesNo::Partial, YesNo::No].into_iter().find(|answer| answers.contains(answer))?;
    Some(Understood::sure(strongest, "several_times"))
}

/// Several occasions in words (`第1回 欠席 第2回 参加`, `5/1申込、5/12参加`): each begins with its number or date, and each is answered.
fn read_dated_occasions(clean: &str) -> Option<Understood<YesNo>> {
    let separators = [' ', '、', ',', ';', '。'];
    let begins = |at: &usize| {
        let rest = clean[*at..].strip_prefix('第').unwrap_or(&clean[*at..]);
        rest.starts_with(|c: char| c.is_ascii_digit()) && (*at == 0 || clean[..*at].ends_with(separators))
    };
    let starts: Vec<usize> = clean.char_indices().map(|(at, _)| at).filter(begins).collect();
    if starts.len() < 2 || starts[0] != 0 {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([clean.len()]);
    let answers: Option<Vec<YesNo>> = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let said = clean[*start..end].trim_end_matches(separators);
            occasion(said)
                .or_else(|| judge::judge(said).map(|said| said.value))
                .filter(|answer| *answer != YesNo::Unknown)
        })
        .collect();
    let answers = answers?;
    let strongest =
        [YesNo::Yes, YesNo::Partial, YesNo::No].into_iter().find(|answer| answers.contains(answer))?;
    Some(Understood::sure(strongest, "several_times"))
}

/// One occasion: its name with a number, and a mark or a word (`第2回×`, `4/1:参加`, `○`).
fn occasion(part: &str) -> Option<YesNo> {
    if let Some(answer) = words::mark(part) {
        return Some(answer);
    }
    if let Some((name, last)) = part.rsplit_once(':') {
        // `申込:済 参加:未`: who has signed up has not come yet.
        return if judge::is_planned(name) { Some(YesNo::No) } else { occasion(last) };
    }
    let last = part.chars().next_back()?;
    let mark = words::mark(last.encode_utf8(&mut [0; 4])).filter(|_| !last.is_ascii())?;
    let name = &part[..part.len() - last.len_utf8()];
    if judge::is_planned(name) {
        return Some(YesNo::No);
    }
    let is_named = name.contains(|c: char| c.is_ascii_digit())
        || name.contains(['回', '部', '日', '前', '後'])
        || matches!(name, "参加" | "出席" | "来場" | "視聴" | "受講");
    is_named.then_some(mark)
}

/// A mark with a remark (`○(オンライン)`, `×体調不良`, `参加○`): the remark may weaken a yes, or mend a no.
fn read_marked(clean: &str) -> Option<Understood<YesNo>> {
    let is_sign = |c: &char| !c.is_alphanumeric() || *c == '〇';
    let first = clean.chars().next().filter(is_sign);
    let last = clean.chars().next_back().filter(is_sign);
    let (sign, remark) = match (first, last) {
        (Some(first), _) if words::mark(first.encode_utf8(&mut [0; 4])).is_some() => {
            (first, &clean[first.len_utf8()..])
        }
        (_, Some(last)) if words::mark(last.encode_utf8(&mut [0; 4])).is_some() => {
            (last, &clean[..clean.len() - last.len_utf8()])
        }
        _ => return None,
    };
    let answer = words::mark(sign.encode_utf8(&mut [0; 4]))?;
    let said = judge::judge(remark.trim());
    Some(match (answer, said.map(|said| said.value)) {
        (YesNo::Yes | YesNo::No, Some(YesNo::Partial)) => Understood::sure(YesNo::Partial, "in_part"),
        (_, Some(YesNo::Unknown)) if remark.contains('?') => Understood::sure(YesNo::Unknown, "doubted"),
        (YesNo::Yes, Some(YesNo::No)) if judge::is_planned(remark) => {
            Understood::sure(YesNo::No, "planned_only")
        }
        (answer, _) => Understood::sure(answer, "mark"),
    })
}

/// Nothing but a date: the day it happened. Digits and the signs between them, a weekday in brackets.
fn is_date(clean: &str) -> bool {
    let has_sign = clean.contains(['/', '月', '-']) || clean.matches('.').count() > 1;
    has_sign
        && clean.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '令' | 'r' | '平' | 'h'))
        && clean.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    '/' | '-'
                        | '.'
                        | ':'
                        | ' '
                        | '('
                        | ')'
                        | '令'
                        | '和'
                        | 'r'
                        | '平'
                        | '成'
                        | 'h'
                        | '曜'
                        | '祝'
                )
                || "年月日火水木金土時分頃".contains(c)
        })
}
