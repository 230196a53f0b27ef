//! Phrases over what a lead is: industry, place, kind of e-mail, channel, department, marks such as 競合.

use crate::decide::reading::industry::read_industry;
use crate::decide::reading::prefecture::{prefecture_name, read_prefectures};
use crate::decide::reading::status::{Outcome, Status, read_status};

use super::condition::{Condition, KnownField, Op, Operand};
use super::vocabulary::{
    DEPARTMENT_SHORT, DEPARTMENTS, EMAIL_KINDS, FLAGS, INDUSTRY_NOUNS, SOURCES, TARGETS,
};

fn texts(field: KnownField, codes: Vec<String>) -> Condition {
    Condition::test(field, Op::In, Operand::Texts(codes))
}

/// 「ターゲット業界に該当」, 「製造業」, 「IT系」.
pub(super) fn parse_industry(text: &str, is_labelled: bool) -> Option<Condition> {
    let bare = text
        .trim_end_matches("に該当する")
        .trim_end_matches("に該当")
        .trim_end_matches("に属する")
        .trim_end_matches("に一致")
        .trim_end_matches("に合致")
        .trim_end_matches("に含まれる")
        .trim_end_matches("に当てはまる")
        .trim_end_matches("にある")
        .trim_end_matches("である");
    let is_target = TARGETS.iter().any(|target| {
        bare.strip_prefix(target)
            .is_some_and(|noun| INDUSTRY_NOUNS.contains(&noun) || (noun.is_empty() && is_labelled))
    });
    if is_target || matches!(bare, "ターゲット業界リスト" | "ターゲット業種リスト" | "ターゲット業種マスタ")
    {
        return Some(Condition::test(KnownField::Industry, Op::In, Operand::TargetIndustries));
    }
    // How large 大手 is nobody has said.
    if ["大手", "中小", "中堅", "老舗", "優良", "有力", "地場", "地元", "外資"]
        .iter()
        .any(|size| bare.starts_with(size))
    {
        return None;
    }
    let is_refused = bare.strip_prefix("非").is_some_and(|rest| {
        TARGETS
            .iter()
            .any(|target| rest.strip_prefix(target).is_some_and(|noun| INDUSTRY_NOUNS.contains(&noun)))
    }) || ["外の業種", "外の業界", "外業種", "外業界", "外の企業"]
        .iter()
        .filter_map(|ending| bare.strip_suffix(ending))
        .any(|target| TARGETS.contains(&target));
    if is_refused {
        return Some(Condition::test(KnownField::Industry, Op::NotIn, Operand::TargetIndustries));
    }
    let is_more =
        ["以上", "以下", "未満", "以外", "かつ", "または", "なし", "あり", "(", "|", "予定", "検討", "向け"];
    if is_more.iter().any(|word| bare.contains(word)) {
        return None;
    }
    // 「首都圏の製造業」 says more than an industry.
    if bare
        .split_once('の')
        .is_some_and(|(first, _)| parse_place(first).is_some() || parse_flag(first).is_some())
    {
        return None;
    }
    let read = read_industry(bare);
    // A word found somewhere inside a text is too little for a rule, unless the rule says that it is an industry.
    if read.value.is_undecided() || (read.why == "industry_contained" && !is_labelled) {
        return None;
    }
    Some(texts(KnownField::Industry, read.value.letters().map(String::from).collect()))
}

/// 「首都圏」, 「東京・大阪」, 「海外」.
pub(super) fn parse_place(text: &str) -> Option<Condition> {
    let bare = [
        "に所在",
        "に本社",
        "本社",
        "所在",
        "在住",
        "の企業",
        "企業",
        "の会社",
        "に拠点",
        "に本社がある",
        "のみ",
        "限定",
        "に限る",
        "内に本社",
    ]
    .iter()
    .find_map(|ending| text.strip_suffix(ending))
    .unwrap_or(text);
    let bare = match bare {
        "都内" => "東京都",
        "道内" => "北海道",
        _ => bare.strip_suffix('内').filter(|place| !place.ends_with('国')).unwrap_or(bare),
    };
    let country = |op, code: &str| Condition::test(KnownField::Country, op, Operand::Text(code.to_owned()));
    match bare {
        "海外" | "国外" | "日本国外" | "外国" => return Some(country(Op::NotEqual, "JP")),
        "国内" | "日本国内" | "日本" => return Some(country(Op::Equal, "JP")),
        "アメリカ" | "米国" => return Some(country(Op::Equal, "US")),
        _ => {}
    }
    let names: Option<Vec<String>> =
        read_prefectures(bare)?.into_iter().map(|code| prefecture_name(code).map(str::to_owned)).collect();
    names.map(|names| texts(KnownField::Prefecture, names))
}

/// 「フリーメール」, 「会社ドメインのメール」.
pub(super) fn parse_email_kind(text: &str) -> Option<Condition> {
    let text = text.strip_suffix("している").unwrap_or(text);
    let bare = [
        "のメールアドレス",
        "のメール",
        "メールアドレス",
        "の使用",
        "を使って",
        "を使っている",
        "を利用",
        "で申込",
        "からの申込",
        "での申込",
        "を使用",
        "使用",
        "のアドレス",
        "での登録",
        "で登録",
        "の場合",
        "である",
        "利用",
        "のみ",
        "あり",
    ]
    .iter()
    .find_map(|ending| text.strip_suffix(ending))
    .unwrap_or(text);
    // 「Gmailなどのフリーメール」 names an example first.
    let bare = bare.split_once("などの").or_else(|| bare.split_once("等の")).map_or(bare, |(_, kind)| kind);
    let kind_of = |word: &str| EMAIL_KINDS.iter().find(|(_, words)| words.contains(&word));
    let short = text.replace("メールアドレス", "メール");
    let (code, _) = kind_of(text).or_else(|| kind_of(&short)).or_else(|| kind_of(bare))?;
    Some(texts(KnownField::EmailDomainKind, vec![(*code).to_owned()]))
}

/// 「展示会経由」, 「問い合わせフォームから」, and with the label 獲得経路 the bare word.
pub(super) fn parse_source(text: &str, is_labelled: bool) -> Option<Condition> {
    let endings = [
        "経由",
        "からの流入",
        "より流入",
        "から流入",
        "からの獲得",
        "で獲得",
        "で接点",
        "経由の獲得",
        "経由での獲得",
        "からの紹介",
        "による獲得",
        "による",
        "から",
        "より",
        "経由のリード",
        "での獲得",
        "で名刺獲得",
    ];
    let named = endings.iter().find_map(|ending| text.strip_suffix(ending));
    let is_said = named.is_some()
        || is_labelled
        || matches!(
            text,
            "紹介"
                | "ご紹介"
                | "顧客紹介"
                | "既存顧客紹介"
                | "既存顧客の紹介"
                | "リファラル"
                | "知人の紹介"
                | "お客様紹介"
                | "口コミ"
                | "既存顧客からの紹介"
                | "顧客からの紹介"
                | "取引先の紹介"
                | "取引先からの紹介"
        );
    if !is_said {
        return None;
    }
    let words_of = |word: &str| SOURCES.iter().find(|(_, words)| words.contains(&word));
    let (code, _) = words_of(text).or_else(|| words_of(named?))?;
    Some(Condition::test(KnownField::Source, Op::Equal, Operand::Text((*code).to_owned())))
}

/// 「情報システム部」, 「部署が総務」.
pub(super) fn parse_department(text: &str, is_labelled: bool) -> Option<Condition> {
    let bare = ["に所属", "所属", "の方", "の人", "の担当者", "担当者", "担当"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or(text);
    let named = ["部署", "部門", "本部", "部", "課", "室", "系部門", "グループ", "チーム", "を含む"]
        .iter()
        .find_map(|ending| bare.strip_suffix(ending));
    let is_bare_name = DEPARTMENTS[..11].contains(&bare);
    let name = match named {
        Some(name) => name.trim_end_matches(['系', 'の']),
        None if is_labelled || is_bare_name => bare,
        None => return None,
    };
    let name = name.trim_matches(['「', '」', '『', '』']);
    let name = DEPARTMENT_SHORT.iter().find(|(short, _)| *short == name).map_or(name, |(_, full)| *full);
    let is_plausible = name.chars().count() > usize::from(!is_labelled)
        && name.chars().count() <= 12
        && !name.contains(|c: char| c.is_ascii_digit());
    is_plausible
        .then(|| Condition::test(KnownField::Department, Op::Contains, Operand::Text(name.to_owned())))
}

/// 「競合」, 「学生」, 「上場企業」.
pub(super) fn parse_flag(text: &str) -> Option<Condition> {
    let text = ["すでに", "既に", "現在"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let text = ["企業", "会社", "顧客", "方", "人", "お客様"]
        .iter()
        .find_map(|noun| text.strip_suffix(noun))
        .filter(|bare| bare.ends_with(['る', 'い', 'た']))
        .unwrap_or(text);
    let bare = [
        "の方",
        "の人",
        "である",
        "に該当する",
        "に該当",
        "だった",
        "と判明",
        "と思われる",
        "らしい",
        "の疑い",
        "アドレス",
        "の企業",
        "の会社",
        "製品を扱う企業",
    ]
    .iter()
    .find_map(|ending| text.strip_suffix(ending))
    .unwrap_or(text);
    let kind_of = |word: &str| FLAGS.iter().find(|(_, _, words)| words.contains(&word));
    let company = || bare.strip_suffix("企業").or_else(|| bare.strip_suffix("会社"));
    let (field, flag, _) = kind_of(bare).or_else(|| kind_of(company()?))?;
    Some(Condition::test(*field, Op::Equal, Operand::Flag(*flag)))
}

/// 「ステータスが保留」, 「未対応」.
pub(super) fn parse_status(text: &str, is_labelled: bool) -> Option<Condition> {
    let is_bare_word = matches!(
        text,
        "未対応"
            | "未着手"
            | "保留"
            | "保留中"
            | "対応中"
            | "対応済み"
            | "対応済"
            | "アポ取得"
            | "アポ取得済み"
            | "アポ取得済"
            | "未接触"
            | "不在"
            | "再アプローチ"
    );
    if !is_labelled && !is_bare_word {
        return None;
    }
    let read = read_status(text).value;
    let status = read.status;
    // A result (失注) is more than the state that it implies, and there is no field for it.
    (status != Status::Unknown && read.outcome == Outcome::Open)
        .then(|| Condition::test(KnownField::Status, Op::Equal, Operand::Text(status.code().to_owned())))
}
