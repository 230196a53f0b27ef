//! One row of スコア設定 to a rule or setting.

use super::condition::{CellTest, Clause, Place};
use super::judge::field_position;
use super::memory::RuleRow;
use super::rule::{Group, Rule, RuleBook};
use super::rulebook::{RowMeaning, RuleContext};
use super::setting::{POINTS_MAX, Setting};
use super::{explain, only_position, phrased};
use crate::decide::book::{ColumnKey, TabKey, Words};
use crate::decide::reading::text;
use crate::decide::reading::yes_no::{YesNo, read_yes_no};

/// Characters of 項目 that the breakdown shows.
const ITEM_CHARS_MAX: usize = 40;

/// Longest validity of a behaviour; ten years are as good as for ever.
const WINDOW_DAYS_MAX: i32 = 3660;

/// The most that a rule pays per occurrence, whatever its condition says: as often as counts, at the most points.
const CAP_MAX: i32 = super::PAID_TIMES_MAX as i32 * POINTS_MAX;

/// Why a row could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowTrouble {
    /// The cell.
    pub(super) column: ColumnKey,
    /// What stands there.
    pub(super) found: String,
    /// Why it could not be read, in Japanese.
    pub(super) why: String,
    /// What could be read instead.
    pub(super) expected: &'static str,
    /// The phrase is understood but leaves open what is meant.
    pub(super) is_question: bool,
}

impl RowTrouble {
    pub(super) fn new(row: &RuleRow, column: ColumnKey, why: String, expected: &'static str) -> Self {
        Self { column, found: row.get(column).to_owned(), why, expected, is_question: false }
    }
}

/// A condition as it was read, with what the phrase says beside it.
pub(super) struct Conditioned {
    pub(super) clause: Clause,
    /// The condition in Japanese.
    pub(super) text: String,
    pub(super) points: Option<i32>,
    pub(super) cap: Option<i32>,
    pub(super) window_days: Option<u32>,
    pub(super) is_exclusion: bool,
}

/// Reads one row; `index` is its number below the header, `own` are the headers of the lead tab that the company added itself.
pub(super) fn read_row(
    row: &RuleRow,
    index: Option<usize>,
    context: &RuleContext<'_>,
    own: &[String],
) -> Result<RowMeaning, RowTrouble> {
    let words = context.words;
    let item = text::clean(row.get(ColumnKey::RuleItem));
    let read: [ColumnKey; 5] = [
        ColumnKey::RuleItem,
        ColumnKey::RuleContent,
        ColumnKey::RulePoints,
        ColumnKey::RuleColumn,
        ColumnKey::RuleValue,
    ];
    if read.iter().all(|column| text::clean(row.get(*column)).is_empty()) {
        return Ok(RowMeaning::Blank);
    }
    if !is_active(row, words)? {
        return Ok(RowMeaning::Off);
    }
    match Setting::of_item(&item, words) {
        Some(setting) => match setting.read(row) {
            Some(value) => Ok(RowMeaning::Setting(setting, value)),
            None => Err(RowTrouble::new(
                row,
                ColumnKey::RuleContent,
                words.get(setting.example_key()).to_owned(),
                setting.expected(),
            )),
        },
        None => read_rule(row, index, context, own).map(|rule| RowMeaning::Rule(Box::new(rule))),
    }
}

/// Words by which people switch a rule off, and on, beside those of the yes/no reader.
const OFF: [&str; 14] = [
    "off",
    "false",
    "x",
    "無効",
    "停止",
    "停止中",
    "一時停止",
    "休止",
    "休止中",
    "使わない",
    "不使用",
    "未使用",
    "適用外",
    "除外",
];
const ON: [&str; 9] = ["on", "true", "有効", "使用", "使用中", "使う", "適用", "適用中", "適用する"];

/// 有効 says yes, or nothing; a word that could mean either is asked about.
fn is_active(row: &RuleRow, words: &Words) -> Result<bool, RowTrouble> {
    let clean = text::clean(row.get(ColumnKey::RuleActive));
    let said = clean.to_lowercase();
    let is_word =
        |key: &str, list: &[&str]| clean == text::clean(words.get(key)) || list.contains(&said.as_str());
    if clean.is_empty() || text::is_only_dashes(&clean) || is_word("active.yes", &ON) {
        return Ok(true);
    }
    if is_word("active.no", &OFF) {
        return Ok(false);
    }
    match read_yes_no(&clean).value {
        YesNo::Yes => Ok(true),
        YesNo::No => Ok(false),
        YesNo::Partial | YesNo::Unknown => {
            let values =
                [("text", clean.as_str()), ("yes", words.get("active.yes")), ("no", words.get("active.no"))];
            let why = words.fill("rule_reading.bad_active", &values);
            Err(RowTrouble::new(row, ColumnKey::RuleActive, why, "はい or いいえ, or an empty cell"))
        }
    }
}

fn read_rule(
    row: &RuleRow,
    index: Option<usize>,
    context: &RuleContext<'_>,
    own: &[String],
) -> Result<Rule, RowTrouble> {
    let words = context.words;
    let condition = phrased::read(row, context, own)?;
    let written = read_points(row, words)?;
    let is_exclusion = condition.is_exclusion || written == Some(Written::Exclusion);
    let points = match (written, condition.points) {
        (Some(Written::Points(points)), _) => points,
        (None, Some(points)) if points.unsigned_abs() <= POINTS_MAX.unsigned_abs() => points,
        (None, Some(points)) => {
            return Err(bad_points(
                row,
                ColumnKey::RuleContent,
                "rule_reading.far_points",
                &points.to_string(),
                words,
            ));
        }
        _ if is_exclusion => 0,
        _ => {
            let why = words.get("rule_reading.no_points").to_owned();
            return Err(RowTrouble::new(row, ColumnKey::RulePoints, why, "whole points, such as 5 or -5"));
        }
    };
    let window_days = match whole(row, (ColumnKey::RuleValidDays, WINDOW_DAYS_MAX), words)? {
        Some(days) if days > 0 => u32::try_from(days).ok(),
        Some(_) => return Err(bad_number(row, ColumnKey::RuleValidDays, words)),
        None => condition.window_days,
    };
    let cap = whole(row, (ColumnKey::RuleCap, POINTS_MAX), words)?;
    let group = read_group(row, words)?.unwrap_or_else(|| default_group(&condition.clause));
    let is_behaviour = group == Group::Behaviour;
    Ok(Rule {
        item: shown_item(row, &condition.text),
        row: index,
        clause: condition.clause,
        condition_text: condition.text,
        points: if is_exclusion { 0 } else { points },
        group,
        cap: cap.or(condition.cap).map(|cap| cap.saturating_abs().min(CAP_MAX)),
        window_days: window_days.filter(|_| is_behaviour),
        is_window_unused: window_days.is_some() && !is_behaviour,
        is_exclusion,
    })
}

/// 項目 on one line, shortened; the condition where there is none.
fn shown_item(row: &RuleRow, condition: &str) -> String {
    let item = text::clean(row.get(ColumnKey::RuleItem));
    let full = if item.is_empty() { condition } else { &item };
    full.chars().take(ITEM_CHARS_MAX).collect()
}

/// What 配点 says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    Points(i32),
    Exclusion,
}

/// 配点: `5`, `+5点`, `▲5`, `対象外`.
fn read_points(row: &RuleRow, words: &Words) -> Result<Option<Written>, RowTrouble> {
    let clean = text::clean(row.get(ColumnKey::RulePoints));
    if clean.is_empty() || text::is_only_dashes(&clean) {
        return Ok(None);
    }
    if clean == words.get("status.excluded") || matches!(clean.as_str(), "対象外" | "除外") {
        return Ok(Some(Written::Exclusion));
    }
    match parse_whole(&clean).filter(|points| points.abs() <= POINTS_MAX) {
        Some(points) => Ok(Some(Written::Points(points))),
        None => {
            let key = if is_number(&clean) { "rule_reading.far_points" } else { "rule_reading.bad_points" };
            Err(bad_points(row, ColumnKey::RulePoints, key, &clean, words))
        }
    }
}

/// A whole number, however large.
fn is_number(clean: &str) -> bool {
    let is_sign_or_digit =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | ',' | '▲' | '△') || text::is_dash(c);
    clean.contains(|c: char| c.is_ascii_digit()) && clean.chars().all(is_sign_or_digit)
}

/// A signed whole number, such as points; `clean` has one spelling of digits.
fn parse_whole(clean: &str) -> Option<i32> {
    let plain: String = clean.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let body = ["ポイント", "点", "pt", "PT", "Pt"]
        .iter()
        .find_map(|unit| plain.strip_suffix(unit))
        .unwrap_or(&plain);
    let (is_negative, digits) = match body.chars().next()? {
        '+' => (false, &body[1..]),
        c if c == '▲' || c == '△' || text::is_dash(c) => (true, &body[c.len_utf8()..]),
        _ => (false, body.strip_prefix("マイナス").unwrap_or(body)),
    };
    let is_negative = is_negative || body.starts_with("マイナス");
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = is_whole.then(|| digits.parse().ok()).flatten()?;
    Some(if is_negative { -number } else { number })
}

/// Words for no cap and no end.
const NO_LIMIT: [&str; 9] =
    ["なし", "無し", "無", "上限なし", "無制限", "制限なし", "期限なし", "無期限", "∞"];

/// A whole number in an optional column, up to `max` on both sides of 0.
fn whole(row: &RuleRow, (column, max): (ColumnKey, i32), words: &Words) -> Result<Option<i32>, RowTrouble> {
    let clean = text::clean(row.get(column));
    if clean.is_empty() || text::is_only_dashes(&clean) || NO_LIMIT.contains(&clean.as_str()) {
        return Ok(None);
    }
    let bare = clean.strip_suffix("日間").or(clean.strip_suffix('日')).unwrap_or(&clean);
    let number = parse_whole(bare).filter(|number| number.abs() <= max);
    number.map(Some).ok_or_else(|| bad_number(row, column, words))
}

fn bad_points(row: &RuleRow, column: ColumnKey, key: &str, points: &str, words: &Words) -> RowTrouble {
    let why = words.fill(key, &[("text", points), ("max", &POINTS_MAX.to_string())]);
    RowTrouble::new(row, column, why, "whole points from -1000 to 1000, such as 5 or -5")
}

fn bad_number(row: &RuleRow, column: ColumnKey, words: &Words) -> RowTrouble {
    let why = words.fill("rule_reading.bad_number", &[("text", row.get(column))]);
    RowTrouble::new(row, column, why, "a whole number, or an empty cell")
}

/// 区分; `None` for an empty cell.
fn read_group(row: &RuleRow, words: &Words) -> Result<Option<Group>, RowTrouble> {
    let clean = text::clean(row.get(ColumnKey::RuleGroup));
    if clean.is_empty() || text::is_only_dashes(&clean) {
        return Ok(None);
    }
    let found = [Group::Attribute, Group::Behaviour].into_iter().find(|group| {
        let word = text::clean(words.get(group.word_key()));
        clean == word || clean.strip_suffix('点') == Some(word.as_str())
    });
    match found {
        Some(group) => Ok(Some(group)),
        None => {
            let why = words.fill("rule_reading.bad_group", &[("text", &clean)]);
            Err(RowTrouble::new(row, ColumnKey::RuleGroup, why, "属性 or 行動, or an empty cell"))
        }
    }
}

/// Fields that tell what a lead did; all others tell who it is.
const BEHAVIOUR_FIELDS: [&str; 20] = [
    "webinar_count",
    "webinar_registered_only",
    "exhibition",
    "business_card",
    "survey_answered",
    "last_visit_days",
    "page_viewed",
    "page_viewed_only",
    "inquiry",
    "quote_requested",
    "demo_requested",
    "trial",
    "email_opens",
    "email_clicks",
    "newsletter",
    "unsubscribed",
    "last_contact_days",
    "last_contact_months",
    "last_activity_months",
    "status",
];

/// 行動 where any test looks at what the lead did.
fn default_group(clause: &Clause) -> Group {
    let is_behaviour = |test: &&CellTest| match &test.place {
        Place::Column(key) => matches!(
            key,
            ColumnKey::LeadDownloads
                | ColumnKey::LeadSeminar
                | ColumnKey::LeadVisits
                | ColumnKey::LeadLastActivity
                | ColumnKey::LeadHistory
        ),
        Place::Field(field) => BEHAVIOUR_FIELDS.contains(field),
        Place::Header(_) => false,
    };
    if clause.tests().iter().any(is_behaviour) { Group::Behaviour } else { Group::Attribute }
}

/// How a rule was understood: `従業員数が50以上 → +5`.
pub(super) fn describe_rule(rule: &Rule, words: &Words) -> String {
    if rule.is_exclusion {
        return words.fill("phrase.exclude", &[("text", &rule.condition_text)]);
    }
    let points = explain::signed(rule.points);
    let mut notes = Vec::new();
    if rule.is_per_count() {
        notes.push(words.fill("phrase.per_count", &[("points", &points)]));
    }
    match rule.cap {
        Some(cap) => notes.push(words.fill("rule_reading.cap", &[("points", &cap.to_string())])),
        None if rule.is_per_count() => {
            notes
                .push(words.fill("rule_reading.times_max", &[("times", &super::PAID_TIMES_MAX.to_string())]));
        }
        None => {}
    }
    if let Some(days) = rule.window_days {
        notes.push(words.fill("rule_reading.valid_days", &[("days", &days.to_string())]));
    }
    if rule.is_window_unused {
        notes.push(words.get("rule_reading.days_unused").to_owned());
    }
    let text = words.fill("rule_reading.rule", &[("condition", &rule.condition_text), ("points", &points)]);
    if notes.is_empty() { text } else { format!("{text}({})", notes.join("、")) }
}

/// Header texts of the lead tab that the rules need beyond the contract's columns.
pub(super) fn extra_headers(book: &RuleBook, context: &RuleContext<'_>) -> Vec<String> {
    let located = context.contract.tab(TabKey::Leads).map(|tab| tab.locate(context.lead_headers));
    let known: Vec<u32> =
        located.map(|located| located.positions.into_values().collect()).unwrap_or_default();
    let mut headers: Vec<String> = book
        .tests()
        .filter_map(|(_, test)| match &test.place {
            Place::Column(_) => None,
            Place::Field(field) => field_position(context.contract, field, context.lead_headers),
            Place::Header(header) => only_position(context.lead_headers, header),
        })
        .filter(|position| !known.contains(position))
        .filter_map(|position| context.lead_headers.get(position as usize).cloned())
        .collect();
    headers.sort();
    headers.dedup();
    headers
}
