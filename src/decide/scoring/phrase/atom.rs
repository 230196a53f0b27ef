//! One part of a phrase, without joining words: labels, 空欄 and あり, then each kind in turn.

use super::Ask;
use super::behaviour::parse_behaviour;
use super::category::{
    parse_department, parse_email_kind, parse_flag, parse_industry, parse_place, parse_source, parse_status,
};
use super::condition::{Condition, KnownField, Op, Operand};
use super::extras::strip_hollow;
use super::numeric::{ask_number, parse_number};
use super::presence::{budget, presence};
use super::title::parse_title;
use super::unsettled::known_question;

/// A condition and what belongs to its behaviour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) condition: Condition,
    pub(super) window_days: Option<u32>,
    pub(super) min_count: Option<u32>,
    pub(super) is_exclusion: bool,
}

impl Part {
    fn plain(condition: Condition) -> Self {
        Self { condition, window_days: None, min_count: None, is_exclusion: false }
    }
}

/// A word that names the field at the beginning of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) field: KnownField,
    word: &'static str,
    /// What follows is a word of a list, so that a second word may go without the label.
    pub(super) is_category: bool,
}

const LABELS: &[(KnownField, bool, &[&str])] = &[
    (KnownField::Industry, true, &["業種", "業界", "産業", "業態"]),
    (
        KnownField::TitleRank,
        true,
        &[
            "担当者役職",
            "担当者の役職",
            "役職名",
            "役職",
            "職位",
            "肩書き",
            "肩書",
            "職階",
            "ポジション",
            "決裁者の役職",
            "担当者",
            "先方担当者",
        ],
    ),
    (KnownField::Department, true, &["所属部署", "部署名", "部署", "所属部門", "部門", "所属"]),
    (
        KnownField::Prefecture,
        true,
        &["都道府県", "所在地", "本社所在地", "住所", "地域", "エリア", "所在", "本社"],
    ),
    (KnownField::Country, true, &["国名", "国"]),
    (
        KnownField::Source,
        true,
        &[
            "獲得経路",
            "流入経路",
            "流入元",
            "獲得チャネル",
            "チャネル",
            "リードソース",
            "ソース",
            "経路",
            "接点",
        ],
    ),
    (KnownField::Status, true, &["対応ステータス", "対応状況", "ステータス", "状態"]),
    (
        KnownField::EmailDomainKind,
        true,
        &["メールドメイン", "ドメイン", "メール種別", "メールの種類", "ドメイン種別"],
    ),
    (KnownField::PageViewed, true, &["閲覧ページ", "閲覧したページ"]),
    (KnownField::Email, false, &["メールアドレス", "メアド", "eメール", "email", "e-mail", "メール"]),
    (KnownField::Phone, false, &["電話番号", "連絡先電話", "電話", "tel", "携帯番号"]),
    (KnownField::Company, false, &["会社名", "企業名", "社名", "法人名"]),
    (KnownField::Employees, false, &["従業員数", "社員数", "従業員規模", "会社規模", "企業規模", "従業員"]),
    (KnownField::CapitalYen, false, &["資本金"]),
    (KnownField::RevenueYen, false, &["売上高", "年商", "売上"]),
    (KnownField::YearsSinceFounded, false, &["設立年数", "設立年", "設立"]),
    (KnownField::Downloads, false, &["dl回数", "ダウンロード回数", "ダウンロード数", "dl数"]),
    (KnownField::Webinar, false, &["セミナー参加", "ウェビナー参加"]),
    (KnownField::Visits, false, &["web閲覧回数", "サイト訪問回数", "訪問回数", "アクセス数"]),
    (KnownField::TimingMonths, false, &["導入時期", "導入予定時期", "検討時期", "導入予定"]),
    (KnownField::Score, false, &["スコア合計", "スコア"]),
];

/// The label at the beginning of a text, and what follows it.
pub(super) fn split_label(text: &str) -> Option<(Label, &str)> {
    let (field, is_category, word) = LABELS
        .iter()
        .flat_map(|(field, is_category, words)| words.iter().map(move |word| (*field, *is_category, *word)))
        .filter(|(_, _, word)| text.starts_with(word))
        .max_by_key(|(_, _, word)| word.len())?;
    let behind = &text[word.len()..];
    let rest = ["が", "は", ":", "=", "に", "の", "→", "「"]
        .iter()
        .find_map(|joint| behind.strip_prefix(joint))
        .unwrap_or(behind);
    let rest = rest.trim_end_matches('」');
    (!rest.is_empty()).then_some((Label { field, word, is_category }, rest))
}

/// The text is nothing but a label.
pub(super) fn is_label(text: &str) -> bool {
    LABELS.iter().any(|(_, _, words)| words.contains(&text))
}

/// Reads one part. `label` is inherited from the part before.
pub(super) fn parse(text: &str, label: Option<&Label>, is_per_count: bool) -> Result<Part, Ask> {
    let text = strip_hollow(text).trim_start_matches(['、', ',']);
    if let Some(ask) = known_question(text) {
        return Err(ask);
    }
    if is_per_count {
        let found = parse_behaviour(text, true).unwrap_or_else(|| Err(Ask::new("which_count")))?;
        return Ok(Part {
            condition: found.condition,
            window_days: found.window_days,
            min_count: None,
            is_exclusion: false,
        });
    }
    if let Some(label) = label
        && let Some(condition) = labelled(label, text)
    {
        return Ok(Part::plain(condition));
    }
    if let Some((label, rest)) = split_label(text) {
        if let Some(condition) = presence(label.field, rest).or_else(|| labelled(&label, rest)) {
            return Ok(Part::plain(condition));
        }
        if label.is_category && rest.len() + label.word.len() < text.len() {
            // 「役職がHigh」: the label says what is meant and the word is unknown.
            return Err(Ask::new("no_measure"));
        }
    }
    unlabelled(text)
}

fn unlabelled(text: &str) -> Result<Part, Ask> {
    if let Some(condition) = budget(text)
        .or_else(|| parse_flag(text))
        .or_else(|| parse_email_kind(text))
        .or_else(|| parse_source(text, false))
    {
        return Ok(Part::plain(condition));
    }
    if let Some(result) = parse_number(text) {
        return result.map(Part::plain);
    }
    if let Some(condition) = parse_status(text, false) {
        return Ok(Part::plain(condition));
    }
    let category = || {
        parse_title(text)
            .or_else(|| parse_place(text))
            .or_else(|| parse_department(text, false))
            .or_else(|| parse_industry(text, false))
    };
    // A trade whose name sounds like a deed (ホームページ制作) has no word of doing.
    if let Some(result) = parse_behaviour(text, false) {
        return result.map(|found| Part {
            condition: found.condition,
            window_days: found.window_days,
            min_count: found.min_count,
            is_exclusion: false,
        });
    }
    match category() {
        Some(condition) => Ok(Part::plain(condition)),
        None => Err(ask_number(text).unwrap_or_else(|| Ask::new("no_measure"))),
    }
}

/// What stands behind a label, read as a value of that field.
fn labelled(label: &Label, rest: &str) -> Option<Condition> {
    let rest = strip_hollow(rest).trim_matches(['「', '」', '『', '』']);
    match label.field {
        KnownField::Industry => parse_industry(rest, true),
        KnownField::TitleRank => {
            let contained = rest
                .strip_suffix("を含む")
                .or_else(|| rest.strip_suffix("が含まれる"))
                .map(|word| word.trim_matches(['「', '」', 'に']));
            match contained {
                Some(word) => {
                    Some(Condition::test(KnownField::Title, Op::Contains, Operand::Text(word.to_owned())))
                }
                None => parse_title(rest),
            }
        }
        KnownField::Department => parse_department(rest, true),
        KnownField::Prefecture | KnownField::Country => parse_place(rest),
        KnownField::Source => parse_source(rest, true),
        KnownField::Status => parse_status(rest, true),
        KnownField::EmailDomainKind => parse_email_kind(rest)
            .or_else(|| parse_email_kind(&format!("{rest}ドメイン")))
            .or_else(|| parse_email_kind(&format!("{rest}メール"))),
        KnownField::Email => parse_email_kind(rest),
        KnownField::PageViewed => {
            let page = rest.trim_end_matches("ページ").trim_end_matches("を含む").trim_end_matches("に");
            Some(Condition::test(KnownField::PageViewed, Op::Contains, Operand::Text(page.to_owned())))
        }
        KnownField::Company => {
            let word = rest.strip_suffix("を含む").map(|word| word.trim_matches(['「', '」', 'に']))?;
            Some(Condition::test(KnownField::Company, Op::Contains, Operand::Text(word.to_owned())))
        }
        _ => None,
    }
}
