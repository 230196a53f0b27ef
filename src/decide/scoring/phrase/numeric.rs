//! Phrases over numbers: employees, money, years, periods without contact, score.

use super::Ask;
use super::compare::{Comparison, Limit, Unit, find_comparison};
use super::condition::{Condition, KnownField, Op, Operand};
use super::remainder::says_only_period;

/// Words that name a number's field, longest first within a field.
const LABELS: &[(KnownField, &[&str])] = &[
    (
        KnownField::Employees,
        &[
            "従業員",
            "社員数",
            "社員",
            "人員",
            "職員数",
            "職員",
            "スタッフ数",
            "社員規模",
            "会社規模",
            "企業規模",
            "人数",
            "規模",
            "employees",
        ],
    ),
    (KnownField::CapitalYen, &["資本金", "資本"]),
    (KnownField::RevenueYen, &["売上", "年商", "売り上げ", "年間売上", "売上高", "営業収益"]),
    (KnownField::YearsSinceFounded, &["設立", "創業", "創立", "社歴", "業歴", "起業", "営業年数"]),
    (KnownField::BudgetYen, &["予算", "想定金額", "予定金額"]),
    (
        KnownField::Score,
        &["スコア", "点数", "得点", "合計点", "総合点", "総得点", "合計", "トータル", "累計"],
    ),
];

fn label_of(text: &str) -> Option<KnownField> {
    LABELS
        .iter()
        .filter_map(|(field, words)| {
            words.iter().filter_map(|word| text.find(word)).min().map(|at| (at, *field))
        })
        .min_by_key(|(at, _)| *at)
        .map(|(_, field)| field)
}

/// Reads a phrase whose field is a plain number; `None` where the phrase is about something else.
pub(super) fn parse_number(text: &str) -> Option<Result<Condition, Ask>> {
    let comparison = find_comparison(text)?;
    if let Some(result) = parse_elapsed(text, &comparison) {
        return Some(result);
    }
    let around = format!("{} {}", comparison.before, comparison.after);
    let field = match (label_of(&around), comparison.unit) {
        (Some(KnownField::Employees), Unit::Yen) => return Some(Err(Ask::new("which_amount"))),
        (Some(KnownField::CapitalYen | KnownField::RevenueYen), Unit::People) => {
            return Some(Err(Ask::new("which_unit")));
        }
        (Some(KnownField::YearsSinceFounded), Unit::Years) => KnownField::YearsSinceFounded,
        (Some(KnownField::YearsSinceFounded), _) => return Some(Err(Ask::new("which_unit"))),
        (Some(KnownField::Employees), Unit::Times | Unit::Days | Unit::Months | Unit::Points) => return None,
        (Some(field), _) => field,
        (None, Unit::People) if is_bare(&comparison) && comparison.is_explicit => KnownField::Employees,
        (None, Unit::Points) if is_bare(&comparison) && comparison.is_explicit => KnownField::Score,
        (None, _) => return None,
    };
    if !says_only(field, &comparison) {
        return None;
    }
    if comparison.limit == Limit::About {
        return Some(Err(Ask::new("no_bounds")));
    }
    Some(comparison.on(field, 1).ok_or_else(|| Ask::new("no_bounds")))
}

/// Words that may stand around a number beside its label.
const HOLLOW: &[&str] = &[
    "なった",
    "である",
    "している",
    "していて",
    "の企業",
    "企業",
    "会社",
    "法人",
    "合計",
    "総合",
    "トータル",
    "累計",
    "現在",
    "総数",
    "年間",
    "直近",
    "連結",
    "単体",
    "国内",
    "全社",
    "グループ",
    "経過",
    "以来",
    "在籍",
    "いる",
    "ある",
    "から",
    "して",
    "規模",
    "想定",
    "総額",
    "金額",
    "あり",
    "概算",
    "が",
    "は",
    "の",
    "を",
    "に",
    "で",
    "後",
    "数",
    "高",
    "額",
    "計",
    "年",
    "正",
    "全",
    "総",
    ":",
    "=",
    "(",
    ")",
    "、",
    "税抜",
    "税込",
    " ",
    "人",
    "+",
    "たら",
    "したら",
    "ら",
];

/// Nothing else is said: a part that would be dropped in silence makes the text something else.
fn says_only(field: KnownField, comparison: &Comparison<'_>) -> bool {
    let mut rest = format!("{} {}", comparison.before, comparison.after);
    let labels = LABELS.iter().filter(|(label, _)| *label == field).flat_map(|(_, words)| words.iter());
    let mut words: Vec<&&str> = labels.chain(HOLLOW).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words {
        rest = rest.replace(*word, "");
    }
    rest.trim().is_empty()
}

/// Nothing but the number and words without meaning of their own.
fn is_bare(comparison: &Comparison<'_>) -> bool {
    let hollow = ["", "の企業", "企業", "の会社", "会社", "が", "規模", "の規模", "在籍", "いる"];
    hollow.contains(&comparison.before.trim()) && hollow.contains(&comparison.after.trim())
}

/// The question for a number whose field nobody named.
pub(super) fn ask_number(text: &str) -> Option<Ask> {
    let comparison = find_comparison(text)?;
    let left: String =
        format!("{}{}", comparison.before, comparison.after).chars().filter(|c| !c.is_whitespace()).collect();
    if comparison.limit == Limit::About {
        return Some(Ask::new("no_bounds"));
    }
    if left.chars().count() > NAME_CHARS_MAX {
        return None;
    }
    Some(match comparison.unit {
        Unit::Times => Ask::new("which_count"),
        Unit::Yen => Ask::new("which_amount"),
        Unit::Years | Unit::Months | Unit::Weeks | Unit::Days | Unit::BusinessDays => {
            Ask::new("which_period")
        }
        Unit::Points if left.is_empty() => Ask::new("no_condition"),
        Unit::People if left.is_empty() => Ask::new("no_bounds"),
        Unit::None if left.is_empty() => Ask::about("which_number", comparison.written),
        _ => return None,
    })
}

/// Around a bare number may stand 以上の場合 and the like; a longer rest names a measure that is unknown.
const NAME_CHARS_MAX: usize = 2;

fn says_nothing_happened(text: &str) -> bool {
    ["なし", "ない", "無し", "ありません", "途絶", "空いて", "経過", "せず", "ご無沙汰", "未"]
        .iter()
        .any(|word| text.contains(word))
}

const TIMING: &[&str] = &[
    "導入",
    "検討時期",
    "購入",
    "発注",
    "リプレイス",
    "リプレース",
    "更新予定",
    "切り替え",
    "切替",
    "稼働",
    "利用開始",
    "時期",
    "契約更新",
    "契約満了",
    "入替",
    "入れ替え",
];
const AROUND_TIMING: &[&str] = &["検討", "予定", "希望", "想定", "決定", "計画", "意向", "見込"];
const CONTACT: &[&str] = &["接触", "連絡", "コンタクト", "フォロー", "やり取り", "やりとり", "架電", "音信"];
const AROUND_CONTACT: &[&str] = &["不通", "電話", "メール", "営業", "担当", "対応", "アプローチ"];
const ACTIVITY: &[&str] =
    &["動き", "活動", "アクション", "行動", "反応", "アクティビティ", "音沙汰", "更新なし"];
const AROUND_ACTIVITY: &[&str] = &["何", "サイト上"];
const VISIT: &[&str] = &["訪問", "サイト", "アクセス", "来訪", "閲覧", "hp", "ホームページ", "web"];
const AROUND_VISIT: &[&str] = &["ウェブ", "再訪", "ログイン", "自社", "当社", "弊社", "公式", "見"];
const HANDOVER: &[&str] = &["引き渡し", "引渡", "トスアップ", "渡", "未対応", "経過", "対応"];
const AROUND_HANDOVER: &[&str] = &[
    "引き継ぎ",
    "営業",
    "担当",
    "未着手",
    "着手",
    "放置",
    "連絡",
    "手",
    "状態",
    "状況",
    "ステータス",
    "新規",
];

/// Periods: 「3か月以上接触なし」, 「1週間以内にサイト訪問」, 「導入時期3か月以内」, 「引き渡しから3営業日以上」.
fn parse_elapsed(text: &str, comparison: &Comparison<'_>) -> Option<Result<Condition, Ask>> {
    if comparison.unit == Unit::BusinessDays {
        return Some(after_handover(text, comparison));
    }
    comparison.days_factor()?;
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["設立", "創業", "創立", "社歴", "業歴"]) {
        return None;
    }
    if has(TIMING) && says_only_period(comparison, [TIMING, AROUND_TIMING]) {
        return Some(in_months(comparison, KnownField::TimingMonths));
    }
    let is_last = has(&["最終", "最後の", "前回", "直近の"]);
    let is_idle = says_nothing_happened(&format!("{}{}", comparison.before, comparison.after));
    let is_visit = has(VISIT) && !has(&["ページ閲覧", "ページを", "ページ訪問"]);
    if has(CONTACT) && says_only_period(comparison, [CONTACT, AROUND_CONTACT]) {
        return Some(contact(comparison));
    }
    if has(ACTIVITY) && says_only_period(comparison, [ACTIVITY, AROUND_ACTIVITY]) {
        return Some(in_months(comparison, KnownField::LastActivityMonths));
    }
    let is_visit = is_visit && says_only_period(comparison, [VISIT, AROUND_VISIT]);
    if is_visit && (is_last || is_idle || !has(&["回", "複数", "ページ"])) {
        let comparison = as_upper_limit(comparison.clone());
        return comparison
            .days_factor()
            .and_then(|factor| comparison.on(KnownField::LastVisitDays, factor))
            .map(Ok);
    }
    None
}

/// 「直近7日のサイト訪問」 says no 以内 and means it.
fn as_upper_limit(mut comparison: Comparison<'_>) -> Comparison<'_> {
    if let (Limit::One(Op::Equal, number), false) = (comparison.limit, comparison.is_explicit) {
        comparison.limit = Limit::One(Op::AtMost, number);
    }
    comparison
}

/// Days for days and weeks, months for months and years.
fn contact(comparison: &Comparison<'_>) -> Result<Condition, Ask> {
    let comparison = idle_or_recent(comparison.clone());
    let condition = match (comparison.months_factor(), comparison.days_factor()) {
        (Some(factor), _) => comparison.on(KnownField::LastContactMonths, factor),
        (None, Some(factor)) => comparison.on(KnownField::LastContactDays, factor),
        (None, None) => None,
    };
    condition.ok_or_else(|| Ask::new("which_period"))
}

/// A period without 以上 or 以内: at least so long without anything, at most so long since something.
fn idle_or_recent(mut comparison: Comparison<'_>) -> Comparison<'_> {
    if let (Limit::One(Op::Equal, number), false) = (comparison.limit, comparison.is_explicit) {
        let is_idle = says_nothing_happened(&format!("{}{}", comparison.before, comparison.after));
        comparison.limit = Limit::One(if is_idle { Op::AtLeast } else { Op::AtMost }, number);
    }
    comparison
}

fn in_months(comparison: &Comparison<'_>, field: KnownField) -> Result<Condition, Ask> {
    let comparison = idle_or_recent(comparison.clone());
    if let Some(factor) = comparison.months_factor() {
        return comparison.on(field, factor).ok_or_else(|| Ask::new("which_period"));
    }
    // Only whole months can be told from days.
    let whole = |days: i64| (days % 30 == 0).then_some(days / 30);
    match (comparison.days_factor(), comparison.limit) {
        (Some(factor), Limit::One(op, number)) => number
            .checked_mul(factor)
            .and_then(whole)
            .map(|months| Condition::test(field, op, Operand::Integer(months)))
            .ok_or_else(|| Ask::new("which_unit")),
        _ => Err(Ask::new("which_unit")),
    }
}

fn after_handover(text: &str, comparison: &Comparison<'_>) -> Result<Condition, Ask> {
    if !HANDOVER.iter().any(|word| text.contains(word)) {
        return Err(Ask::new("which_period"));
    }
    if !says_only_period(comparison, [HANDOVER, AROUND_HANDOVER]) {
        return Err(Ask::new("no_measure"));
    }
    let comparison = idle_or_recent(comparison.clone());
    let days = comparison.on(KnownField::HandoverBusinessDays, 1).ok_or_else(|| Ask::new("which_period"))?;
    let is_untouched = [
        "未対応",
        "未着手",
        "対応なし",
        "対応していない",
        "対応されていない",
        "放置",
        "未連絡",
        "連絡なし",
        "手つかず",
    ]
    .iter()
    .any(|word| text.contains(word));
    if !is_untouched {
        return Ok(days);
    }
    let untouched = Condition::test(KnownField::Status, Op::Equal, Operand::Text("new".to_owned()));
    Ok(Condition::All(vec![days, untouched]))
}
