//! Rule phrases of スコア設定: 「従業員数50名以上」, 「製造業またはIT」, 「競合・学生は対象外」.
//!
//! A phrase becomes a condition or a question. What beside it stands in the cell (points, cap, exclusion) is taken off
//! first, then the joining words split it, then each part is read by itself.

mod atom;
mod behaviour;
mod category;
mod columns;
mod compare;
mod condition;
mod connect;
mod cut;
mod extras;
mod lists;
mod merge;
mod numeric;
mod occurrence;
mod points;
mod presence;
mod remainder;
mod title;
mod unsettled;
mod vocabulary;
mod words;

use std::fmt;

pub use columns::{Cells, parse_cells, parse_phrase_with_columns};
pub use condition::{Condition, Field, KnownField, Op, Operand};
pub use words::{describe, question};

use crate::decide::reading::text;

use atom::Part;

/// A phrase that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// When the rule pays.
    pub condition: Condition,
    /// Points in the same cell; negative ones take away.
    pub points: Option<i32>,
    /// Most points that a rule paying per occurrence gives.
    pub cap: Option<i32>,
    /// Only behaviour of so many last days counts. Unit: days.
    pub window_days: Option<u32>,
    /// The behaviour must have happened so often.
    pub min_count: Option<u32>,
    /// A lead that meets the condition is 対象外.
    pub is_exclusion: bool,
}

/// A phrase that leaves a question open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Code of the question; `question` gives the Japanese sentence.
    pub reason: &'static str,
    /// The words in question; empty where the question needs none.
    pub subject: String,
}

impl Ask {
    fn new(reason: &'static str) -> Self {
        Self { reason, subject: String::new() }
    }

    fn about(reason: &'static str, subject: &str) -> Self {
        Self { reason, subject: subject.to_owned() }
    }
}

/// Every code of a question.
pub const WHY: &[&str] = &[
    "no_condition",
    "no_measure",
    "no_definition",
    "no_bounds",
    "which_number",
    "which_count",
    "which_amount",
    "which_period",
    "which_unit",
    "and_or_or",
    "no_such_page",
    "which_cap",
];

/// Reads a phrase. `item` is the cell of the column 項目 beside it: it names the field where the phrase does not.
///
/// Errors: a question where the phrase is open.
/// Source: `domain/README.md` section 7.
pub fn parse_phrase(content: &str, item: Option<&str>) -> Result<Phrase, Ask> {
    let direct = parse_alone(content);
    let Err(ask) = direct else { return direct };
    let Some(item) = item.map(text::clean).filter(|item| !item.is_empty()) else { return Err(ask) };
    let content = text::clean(content);
    let joined = [format!("{item}{content}"), format!("{item}が{content}"), format!("{content}{item}")];
    joined.iter().find_map(|candidate| parse_alone(candidate).ok()).ok_or(ask)
}

/// A cell with more text than this holds prose, not a rule; the readers below need not search it.
const PHRASE_CHARS_MAX: usize = 200;

fn parse_alone(content: &str) -> Result<Phrase, Ask> {
    let clean = text::clean(without_list_mark(content));
    if clean.is_empty()
        || text::is_error_cell(&clean)
        || text::is_ditto(&clean)
        || text::is_only_dashes(&clean)
    {
        return Err(Ask::new("no_condition"));
    }
    if clean.chars().count() > PHRASE_CHARS_MAX {
        return Err(Ask::new("no_measure"));
    }
    let mut peeled = extras::peel(&clean)?;
    if let Some(part) = bracketed(&mut peeled)? {
        return Ok(assemble(peeled, part));
    }
    let pieces: Vec<String> = peeled.text.split(' ').filter(|piece| !piece.is_empty()).map(spell).collect();
    let has_joint = ["かつ", "または"].iter().any(|joint| spell(&peeled.text).contains(joint));
    let spaced = if peeled.is_per_count || has_joint { None } else { connect::parse_spaced(&pieces) };
    let part = match spaced {
        Some(part) => part,
        None => {
            let spelled = spell(&peeled.text);
            connect::parse(&spelled, peeled.is_per_count).or_else(|ask| {
                let each = if peeled.is_exclusion { lists::parse_each(&spelled) } else { None };
                each.or_else(|| behind_name(&spelled, peeled.is_per_count)).ok_or(ask)
            })?
        }
    };
    Ok(assemble(peeled, part))
}

/// The content behind 「①」, 「・」 or 「1.」.
fn without_list_mark(content: &str) -> &str {
    let text = content.trim_start();
    let is_mark = |c: char| {
        ('①'..='⑳').contains(&c)
            || matches!(
                c,
                '・' | '■'
                    | '□'
                    | '●'
                    | '◆'
                    | '◇'
                    | '•'
                    | '※'
                    | '★'
                    | '☆'
                    | '✓'
                    | '✔'
                    | '☑'
                    | '▶'
            )
    };
    let text = text.trim_start_matches(is_mark).trim_start();
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = behind.len() < text.len() && text.len() - behind.len() <= 2;
    behind
        .strip_prefix(['.', ')'])
        .filter(|rest| is_numbered && !rest.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(text, str::trim_start)
}

fn is_amount(field: KnownField) -> bool {
    matches!(
        field,
        KnownField::Employees | KnownField::CapitalYen | KnownField::RevenueYen | KnownField::BudgetYen
    )
}

/// Brackets at the end: a note is dropped, a definition of the words before is taken, another condition is a question.
fn bracketed(peeled: &mut extras::Peeled) -> Result<Option<Part>, Ask> {
    let text = &peeled.text;
    let Some(open) = text.rfind('(').filter(|open| *open > 0 && text.ends_with(')')) else { return Ok(None) };
    let (outer, inner) = (spell(&text[..open]), spell(&text[open + 1..text.len() - 1]));
    let is_joined = ["かつ", "または"].iter().any(|joint| outer.ends_with(joint) || inner.contains(joint));
    let is_modifier = ["のみ", "以外", "除く", "含む", "未", "なし"].iter().any(|word| inner.contains(word));
    if is_joined || peeled.is_per_count {
        return Ok(None);
    }
    let read = |text: &str| connect::parse(text, false);
    if is_modifier {
        // 「従業員数50名以上(パート含む)」 says how the number is counted.
        let is_amount = |part: &Part| part.condition.shared_field().is_some_and(is_amount);
        return Ok(read(&outer).ok().filter(|part| is_amount(part) && read(&inner).is_err()));
    }
    match (read(&outer), read(&inner)) {
        (Ok(first), Ok(second)) if first.condition.shared_field() != second.condition.shared_field() => {
            Err(Ask::new("and_or_or"))
        }
        (Ok(part), Ok(_)) => Ok(Some(part)),
        (Err(_), Ok(part)) => Ok(Some(part)),
        _ => {
            if !inner.contains(|c: char| c.is_ascii_digit()) {
                peeled.text.truncate(open);
            }
            Ok(None)
        }
    }
}

/// 「Web行動：サイト訪問2回以上」: before the colon stands what the rule is called.
fn behind_name(text: &str, is_per_count: bool) -> Option<Part> {
    let (name, behind) = text.split_once(':')?;
    let is_name = !name.is_empty()
        && name.chars().count() <= NAME_CHARS_MAX
        && !name.contains(|c: char| c.is_ascii_digit())
        && !["以外", "除", "未", "なし", "対象外", "かつ", "または"].iter().any(|word| name.contains(word))
        && connect::parse(name, false).is_err();
    if is_name { connect::parse(behind, is_per_count).ok() } else { None }
}

/// A longer text before a colon is more than a name.
const NAME_CHARS_MAX: usize = 10;

/// Texts that are looked for in a cell keep the letters as they were written.
fn restore_case(condition: &mut Condition, written: &str) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                restore_case(part, written);
            }
        }
        Condition::Test { op: Op::Contains, value: Operand::Text(text), .. } => {
            if !text.contains(|c: char| c.is_ascii_lowercase()) {
                return;
            }
            let found = written
                .char_indices()
                .filter_map(|(at, _)| written.get(at..at + text.len()))
                .find(|slice| slice.eq_ignore_ascii_case(text));
            if let Some(found) = found {
                *text = found.to_owned();
            }
        }
        Condition::Test { .. } => {}
    }
}

fn assemble(peeled: extras::Peeled, mut part: Part) -> Phrase {
    restore_case(&mut part.condition, &peeled.text);
    Phrase {
        condition: part.condition,
        points: peeled.points,
        cap: peeled.cap,
        window_days: part.window_days,
        min_count: part.min_count,
        is_exclusion: peeled.is_exclusion || part.is_exclusion,
    }
}

/// One spelling for what rules write in many ways: lower case, no blanks, one word for months and the like.
fn spell(text: &str) -> String {
    let mut spelled: String = without_thousands(&text.to_lowercase());
    for (word, joint) in [(" and ", "かつ"), (" or ", "または"), (" & ", "かつ"), (" + ", "かつ")] {
        spelled = spelled.replace(word, joint);
    }
    spelled.retain(|c| c != ' ');
    for (spelling, word) in SPELLINGS {
        spelled = spelled.replace(spelling, word);
    }
    spelled
}

/// Commas between digits and three more digits are no list.
fn without_thousands(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let behind = &text[at + c.len_utf8()..];
        let group = behind.bytes().take_while(u8::is_ascii_digit).count();
        let is_separator = c == ',' && group == 3 && kept.ends_with(|c: char| c.is_ascii_digit());
        if !is_separator {
            kept.push(c);
        }
    }
    kept
}

const SPELLINGS: &[(&str, &str)] = &[
    ("1年半", "18か月"),
    ("一年半", "18か月"),
    ("2年半", "30か月"),
    ("半年間", "6か月"),
    ("半年", "6か月"),
    ("四半期", "3か月"),
    ("ヶ月", "か月"),
    ("ケ月", "か月"),
    ("カ月", "か月"),
    ("ヵ月", "か月"),
    ("ヶ月", "か月"),
    ("箇月", "か月"),
    ("個月", "か月"),
    ("ひと月", "1か月"),
    ("一ヶ月", "1か月"),
    ("一か月", "1か月"),
    ("一週間", "1週間"),
    ("一年", "1年"),
    ("web サイト", "サイト"),
    ("webサイト", "サイト"),
    ("ウェブサイト", "サイト"),
    ("自社サイト", "サイト"),
    ("無し", "なし"),
    ("有り", "あり"),
    ("お問い合わせ", "問い合わせ"),
    ("お問合せ", "問い合わせ"),
    ("お問合わせ", "問い合わせ"),
    ("かつ、", "かつ"),
    ("且つ", "かつ"),
    ("なおかつ", "かつ"),
    ("尚且つ", "かつ"),
    ("&&", "かつ"),
    ("&", "かつ"),
    ("||", "または"),
    ("又は", "または"),
    ("若しくは", "または"),
    ("もしくは", "または"),
    ("あるいは", "または"),
    ("或いは", "または"),
    ("、または", "または"),
    ("または、", "または"),
    ("またはそれ以上", "以上"),
    ("それ以上", "以上"),
    ("＞", ">"),
    ("部⾧", "部長"),
];

/// The notation of the tables: JSON with the extras that are there.
impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let condition = self.condition.to_string();
        f.write_str(condition.strip_suffix('}').unwrap_or(&condition))?;
        if let Some(points) = self.points {
            write!(f, ",\"points\":{points}")?;
        }
        if let Some(cap) = self.cap {
            write!(f, ",\"cap\":{cap}")?;
        }
        if let Some(days) = self.window_days {
            write!(f, ",\"window_days\":{days}")?;
        }
        if let Some(count) = self.min_count {
            write!(f, ",\"min_count\":{count}")?;
        }
        if self.is_exclusion {
            f.write_str(",\"effect\":\"exclude\"")?;
        }
        f.write_str("}")
    }
}

/// The notation of the tables: the question as JSON.
impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{\"ask\":{}}}", condition::quoted(&question(self)))
    }
}
