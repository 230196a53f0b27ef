//! One part of a phrase, without joining words: labels, 空欄 and あり, then each kind in turn.

use super::Ask;
use super::behaviour::parse_behaviour;
use super::category::{
    parse_department, parse_email_kind, parse_flag, parse_industry, parse_place, parse_source, parse_status,
};
use super::condition::{Condition, KnownField, Op, Operand};
use super::extras::strip_hollow;
use super::numeric::{ask_number, parse_number};
use super::title::parse_title;

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

const MISSING: &[&str] = &[
    "空欄",
    "空白",
    "空",
    "未入力",
    "なし",
    "無",
    "不明",
    "未記入",
    "記入なし",
    "入力なし",
    "がない",
    "ない",
    "未登録",
    "未取得",
    "未設定",
    "未定",
    "登録なし",
    "記載なし",
    "情報なし",
    "取得できていない",
    "わからない",
    "が分からない",
    "がわからない",
    "欠損",
    "未回答",
    "未確認",
    "無記入",
    "入力されていない",
    "の入力なし",
    "の記載なし",
    "の記入なし",
    "の登録なし",
];
const PRESENT: &[&str] = &[
    "あり",
    "有",
    "入力あり",
    "記入あり",
    "入力済み",
    "入力済",
    "登録あり",
    "登録済み",
    "取得済み",
    "取得済",
    "がある",
    "ある",
    "判明",
    "が判明",
    "判明済み",
    "わかっている",
    "が分かっている",
    "がわかっている",
    "記載あり",
    "の記載あり",
    "の入力あり",
    "の記入あり",
    "記入済み",
    "記入済",
    "明記",
    "空欄でない",
    "入力されている",
    "把握済み",
    "把握",
    "決まっている",
    "決定済み",
    "の登録あり",
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

/// 空欄, 入力あり: counts and answers take them as a value, the others as filled or empty.
fn presence(field: KnownField, rest: &str) -> Option<Condition> {
    let rest = rest.trim_end_matches("である").trim_matches(['「', '」']);
    let is_missing = MISSING.contains(&rest);
    if !is_missing && !PRESENT.contains(&rest) {
        return None;
    }
    let is_blank =
        rest.contains('空') || rest.contains("入力") || rest.contains("記入") || rest.contains("不明");
    match field {
        KnownField::Downloads | KnownField::Visits if !is_blank => {
            let (op, number) = if is_missing { (Op::Equal, 0) } else { (Op::AtLeast, 1) };
            return Some(Condition::test(field, op, Operand::Integer(number)));
        }
        KnownField::Webinar if !is_blank => {
            let said = if is_missing { "no" } else { "yes" };
            return Some(Condition::test(field, Op::Equal, Operand::Text(said.to_owned())));
        }
        _ => {}
    }
    let field = match field {
        KnownField::TitleRank => KnownField::Title,
        KnownField::EmailDomainKind => KnownField::Email,
        other => other,
    };
    let op = if is_missing { Op::Missing } else { Op::Exists };
    Some(Condition::test(field, op, Operand::Flag(true)))
}

/// 「予算あり」, 「予算確保済み」, 「予算なし」.
fn budget(text: &str) -> Option<Condition> {
    let rest = text.strip_prefix("予算")?;
    let rest = rest.trim_start_matches(['が', 'は', 'の', ':', 'を', '=']);
    let said = match rest {
        "あり"
        | "有"
        | "確保"
        | "確保済み"
        | "確保済"
        | "ある"
        | "取得済み"
        | "承認済み"
        | "承認済"
        | "化済み"
        | "化済"
        | "計上済み"
        | "計上済"
        | "確定"
        | "確保あり"
        | "措置済み"
        | "確保している"
        | "決定済み"
        | "ok"
        | "確保できている"
        | "決まっている"
        | "決まり"
        | "獲得済み" => "yes",
        "なし"
        | "無"
        | "ない"
        | "未確保"
        | "確保なし"
        | "確保できていない"
        | "未承認"
        | "未計上"
        | "取れていない" => "no",
        "未定" | "不明" | "空欄" | "未入力" | "未確認" => {
            return Some(Condition::test(KnownField::Budget, Op::Missing, Operand::Flag(true)));
        }
        _ => return None,
    };
    Some(Condition::test(KnownField::Budget, Op::Equal, Operand::Text(said.to_owned())))
}

/// Words for sizes and kinds of companies that every company defines for itself.
const UNDEFINED: &[&str] = &[
    "大企業",
    "中小企業",
    "中堅企業",
    "中堅",
    "大手",
    "大手企業",
    "中小",
    "零細企業",
    "小規模企業",
    "小規模事業者",
    "ベンチャー",
    "ベンチャー企業",
    "スタートアップ",
    "スタートアップ企業",
    "優良企業",
    "優良顧客",
    "有名企業",
    "成長企業",
    "急成長企業",
    "地方企業",
    "老舗企業",
    "中規模",
    "大規模",
    "小規模",
    "エンタープライズ",
    "smb",
    "mid",
    "グローバル企業",
    "外資系",
    "外資系企業",
    "重要顧客",
    "キーマン",
    "大口",
    "大口顧客",
    "大型案件",
];

/// Words that say nothing that a cell could be compared with.
const NOTHING: &[&str] = &[
    "その他",
    "特になし",
    "なし",
    "条件なし",
    "無条件",
    "全て",
    "すべて",
    "全員",
    "同上",
    "条件",
    "対象外",
    "除外",
    "未定",
    "要検討",
    "検討中",
    "tbd",
    "-",
    "?",
    "該当",
    "上記",
    "上記以外",
    "加点",
    "減点",
    "備考参照",
    "任意",
    "例外",
];

fn known_question(text: &str) -> Option<Ask> {
    if text.is_empty() || NOTHING.contains(&text) {
        return Some(Ask::new("no_condition"));
    }
    UNDEFINED.contains(&text).then(|| Ask::about("no_definition", text))
}
