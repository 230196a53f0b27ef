//! What stands around the name of a behaviour: a word that nobody knows changes what the phrase means, so it must not
//! be dropped.

use super::category::{parse_email_kind, parse_flag, parse_industry, parse_place};
use super::compare::{Comparison, find_comparison};
use super::title::parse_title;

/// The phrase says that the named thing was done, how often and when, and nothing else.
///
/// Shape: before the name may stand what the thing is about (製品資料, 無料セミナー); behind it only words of doing.
pub(super) fn says_only(text: &str, names: &[&str]) -> bool {
    let found = names.iter().filter_map(|name| text.find(name).map(|at| (at, name.len())));
    let Some((at, len)) = found.min_by_key(|(at, len)| (*at, std::cmp::Reverse(*len))) else { return false };
    is_subject(&text[..at]) && is_deed(&text[at + len..])
}

/// The same for a visit: a word before サイト or HP names another site.
pub(super) fn says_only_visit(text: &str) -> bool {
    is_deed(text)
}

/// Words before the name that change who or what is meant.
const NO_SUBJECT: &[&str] =
    &["以上", "以下", "未満", "以外", "以内", "なし", "あり", "|", "他社", "採用", "求人", "売り込み", "第"];

fn is_subject(text: &str) -> bool {
    let text = without_count(text);
    let particles = ['の', 'が', 'は', 'で', 'に', 'を', 'へ', 'も', 'と', '、'];
    let bare = text.trim().trim_end_matches(particles).trim_end_matches("から").trim_end_matches("より");
    // 「製造業からの問い合わせ」 tells whose it is, 「製造業セミナー」 what it is about.
    let is_whose = bare.len() < text.trim().len();
    text.chars().count() <= SUBJECT_CHARS_MAX
        && !NO_SUBJECT.iter().any(|word| text.contains(word))
        && parse_flag(bare).is_none()
        && parse_email_kind(bare).is_none()
        && parse_title(bare).is_none()
        && parse_place(bare).is_none()
        && (!is_whose || is_deed(bare) || parse_industry(bare, false).is_none())
}

/// A longer text before a name is a sentence of its own.
const SUBJECT_CHARS_MAX: usize = 16;

/// Nothing but words of doing, counts, and kana that inflect them.
pub(super) fn is_deed(text: &str) -> bool {
    let text = without_count(text);
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let known = DEEDS.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
        rest = match known {
            Some(len) => &rest[len..],
            None if is_inflection(c) => &rest[c.len_utf8()..],
            None => return false,
        };
    }
    true
}

fn is_inflection(c: char) -> bool {
    ('ぁ'..='ゖ').contains(&c)
        || matches!(
            c,
            ' ' | '、' | ',' | '(' | ')' | '「' | '」' | ':' | '・' | '/' | '=' | '~' | '〜' | 'ー'
        )
}

/// Around a period stand only these words and kana that inflect them.
pub(super) fn says_only_period(comparison: &Comparison<'_>, words: [&[&str]; 2]) -> bool {
    [comparison.before, comparison.after].into_iter().all(|side| {
        let mut rest = side;
        while let Some(c) = rest.chars().next() {
            let known =
                words.iter().copied().flatten().chain(AROUND_PERIODS).filter(|word| rest.starts_with(**word));
            rest = match known.map(|word| word.len()).max() {
                Some(len) => &rest[len..],
                None if is_inflection(c) => &rest[c.len_utf8()..],
                None => return false,
            };
        }
        true
    })
}

const AROUND_PERIODS: &[&str] = &[
    "経過",
    "以上",
    "以内",
    "期間",
    "間",
    "後",
    "前",
    "先",
    "済",
    "中",
    "方",
    "企業",
    "会社",
    "顧客",
    "客",
    "リード",
    "者",
    "場合",
    "時",
    "日",
    "直近",
    "過去",
    "最近",
    "最終",
    "最後",
    "前回",
    "一度",
    "一切",
    "全",
    "無",
    "未",
    "有",
    "取",
    "空",
    "途絶",
    "履歴",
    "実績",
    "回",
    "程度",
    "目安",
    "目途",
    "目処",
    "1",
    "超",
];

/// The text without its first two numbers and what compares them.
fn without_count(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        let Some(comparison) = find_comparison(&text) else { break };
        text = format!("{} {}", comparison.before, comparison.after);
    }
    text
}

const DEEDS: &[&str] = &[
    "参加",
    "出席",
    "受講",
    "聴講",
    "視聴",
    "来場",
    "来訪",
    "訪問",
    "再訪問",
    "再訪",
    "閲覧",
    "アクセス",
    "申込",
    "申し込",
    "申請",
    "登録",
    "予約",
    "エントリー",
    "依頼",
    "希望",
    "要望",
    "要請",
    "請求",
    "リクエスト",
    "取得",
    "入手",
    "取り寄せ",
    "送信",
    "送付",
    "提出",
    "回答",
    "返答",
    "記入",
    "協力",
    "実施",
    "体験",
    "見学",
    "利用",
    "使用",
    "開始",
    "開封",
    "クリック",
    "購読",
    "会員",
    "読者",
    "受信",
    "交換",
    "獲得",
    "完了",
    "経験",
    "実績",
    "履歴",
    "有無",
    "済",
    "歴",
    "ゼロ",
    "○",
    "◯",
    "×",
    "✕",
    "中",
    "者",
    "方",
    "人",
    "企業",
    "会社",
    "顧客",
    "客",
    "ユーザー",
    "ユーザ",
    "リード",
    "件数",
    "件",
    "回数",
    "回",
    "数",
    "目",
    "以降",
    "通",
    "本",
    "度",
    "複数",
    "何度",
    "何回",
    "繰り返",
    "初回",
    "初",
    "再",
    "当日",
    "事前",
    "無断",
    "欠席",
    "キャンセル",
    "辞退",
    "取消",
    "未",
    "無",
    "有",
    "不",
    "途中",
    "退出",
    "退席",
    "離脱",
    "一部",
    "最後",
    "アーカイブ",
    "録画",
    "オンデマンド",
    "配信",
    "見逃",
    "後日",
    "代理",
    "含",
    "可",
    "ok",
    "対象",
    "扱",
    "内",
    "上",
    "リンク",
    "url",
    "メール",
    "メルマガ",
    "メールマガジン",
    "ニュースレター",
    "サイト",
    "web",
    "ウェブ",
    "hp",
    "lp",
    "ホームページ",
    "フォーム",
    "ページビュー",
    "ページ",
    "セッション",
    "pv",
    "資料",
    "ダウンロード",
    "dl",
    "セミナー",
    "ウェビナー",
    "イベント",
    "展示会",
    "ブース",
    "会場",
    "名刺",
    "情報",
    "見積",
    "見",
    "観",
    "来",
    "読",
    "持",
    "保有",
    "所有",
    "権",
    "限",
    "書",
    "版",
    "アカウント",
    "発行",
    "無料",
    "有料",
    "オンライン",
    "リアル",
    "自社",
    "当社",
    "弊社",
    "公式",
    "コーポレート",
    "製品",
    "サービス",
    "リピート",
    "流入",
    "直近",
    "過去",
    "累計",
    "合計",
    "期間",
    "時",
    "間",
    "月",
    "日",
    "週",
    "年",
    "以上",
    "以下",
    "未満",
    "超",
    "以内",
    "少",
    "ンストレーション",
    "トライアル",
    "プラン",
    "種類",
    "1",
    "一",
    "開催",
    "主催",
];
