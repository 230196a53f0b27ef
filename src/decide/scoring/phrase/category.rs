//! Phrases over what a lead is: industry, place, kind of e-mail, channel, department, marks such as 競合.

use crate::decide::reading::industry::read_industry;
use crate::decide::reading::prefecture::{prefecture_name, read_prefectures};
use crate::decide::reading::status::{Outcome, Status, read_status};

use super::condition::{Condition, KnownField, Op, Operand};

fn texts(field: KnownField, codes: Vec<String>) -> Condition {
    Condition::test(field, Op::In, Operand::Texts(codes))
}

/// Names of the company's own list of industries.
const TARGETS: &[&str] = &[
    "ターゲット",
    "対象",
    "注力",
    "重点",
    "狙い",
    "戦略",
    "主要ターゲット",
    "重要",
    "当社ターゲット",
    "弊社ターゲット",
];
const INDUSTRY_NOUNS: &[&str] = &[
    "業界",
    "業種",
    "産業",
    "の業界",
    "の業種",
    "インダストリー",
    "とする業界",
    "とする業種",
    "企業",
    "セグメント",
];

/// 「ターゲット業界に該当」, 「製造業」, 「IT系」.
pub(super) fn parse_industry(text: &str, is_labelled: bool) -> Option<Condition> {
    let bare = text
        .trim_end_matches("に該当する")
        .trim_end_matches("に該当")
        .trim_end_matches("に属する")
        .trim_end_matches("である");
    let is_target = TARGETS.iter().any(|target| {
        bare.strip_prefix(target)
            .is_some_and(|noun| INDUSTRY_NOUNS.contains(&noun) || (noun.is_empty() && is_labelled))
    });
    if is_target || matches!(bare, "ターゲット業界リスト" | "ターゲット業種リスト" | "ターゲット業種マスタ")
    {
        return Some(Condition::test(KnownField::Industry, Op::In, Operand::TargetIndustries));
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
        "内に本社",
    ]
    .iter()
    .find_map(|ending| text.strip_suffix(ending))
    .unwrap_or(text);
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

/// Words for the kinds of e-mail domains.
const EMAIL_KINDS: &[(&str, &[&str])] = &[
    (
        "free",
        &[
            "フリーメール",
            "フリーメールアドレス",
            "フリーアドレス",
            "フリーのメール",
            "gmail",
            "フリーメ",
            "無料メール",
            "フリードメイン",
        ],
    ),
    (
        "carrier",
        &[
            "携帯メール",
            "携帯メールアドレス",
            "携帯アドレス",
            "キャリアメール",
            "キャリアメールアドレス",
            "キャリアアドレス",
            "携帯キャリアメール",
            "携帯ドメイン",
        ],
    ),
    (
        "isp",
        &[
            "プロバイダメール",
            "プロバイダーメール",
            "プロバイダのメール",
            "プロバイダ",
            "ispメール",
            "プロバイダアドレス",
        ],
    ),
    (
        "disposable",
        &[
            "捨てアド",
            "捨てメアド",
            "使い捨てメール",
            "使い捨てアドレス",
            "使い捨て",
            "捨てアドレス",
            "使い捨てメールアドレス",
            "ワンタイムメール",
        ],
    ),
    (
        "corporate",
        &[
            "会社ドメイン",
            "法人ドメイン",
            "企業ドメイン",
            "独自ドメイン",
            "会社メール",
            "会社のメール",
            "会社のメールアドレス",
            "会社メールアドレス",
            "法人メール",
            "法人メールアドレス",
            "企業メール",
            "ビジネスメール",
            "会社アドレス",
            "企業アドレス",
            "自社ドメイン",
            "コーポレートドメイン",
            "会社ドメインのメール",
            "法人アドレス",
        ],
    ),
    (
        "school",
        &[
            "学校ドメイン",
            "学校メール",
            "大学ドメイン",
            "大学メール",
            "ac.jp",
            ".ac.jp",
            "学校アドレス",
            "学校のメール",
            "ac.jpドメイン",
            "教育機関ドメイン",
            "大学のメール",
            "大学アドレス",
        ],
    ),
    (
        "government",
        &[
            "官公庁ドメイン",
            "官公庁メール",
            "go.jp",
            ".go.jp",
            "lg.jp",
            ".lg.jp",
            "自治体ドメイン",
            "政府ドメイン",
            "go.jpドメイン",
            "官公庁アドレス",
            "自治体メール",
            "行政ドメイン",
        ],
    ),
];

/// 「フリーメール」, 「会社ドメインのメール」.
pub(super) fn parse_email_kind(text: &str) -> Option<Condition> {
    let bare = [
        "の使用",
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
    let (code, _) = EMAIL_KINDS.iter().find(|(_, words)| words.contains(&bare))?;
    Some(texts(KnownField::EmailDomainKind, vec![(*code).to_owned()]))
}

/// Words for channels.
const SOURCES: &[(&str, &[&str])] = &[
    (
        "contact_form",
        &[
            "問い合わせフォーム",
            "お問い合わせフォーム",
            "問合せフォーム",
            "お問合せフォーム",
            "問い合わせ",
            "お問い合わせ",
            "問合せ",
            "webフォーム",
            "フォーム",
            "webからの問い合わせ",
            "サイト問い合わせ",
            "web問い合わせ",
            "web問い合わせフォーム",
        ],
    ),
    (
        "referral",
        &[
            "紹介",
            "ご紹介",
            "顧客紹介",
            "既存顧客紹介",
            "既存顧客の紹介",
            "既存顧客からの紹介",
            "取引先からの紹介",
            "知人の紹介",
            "お客様紹介",
            "リファラル",
            "口コミ",
            "取引先の紹介",
            "顧客からの紹介",
            "他社紹介",
            "社員紹介",
            "人づて",
        ],
    ),
    ("exhibition", &["展示会", "見本市", "展示会来場", "ブース", "展示会ブース"]),
    ("webinar", &["セミナー", "ウェビナー", "webセミナー", "オンラインセミナー"]),
    ("event", &["イベント"]),
    (
        "web_ad",
        &[
            "web広告",
            "広告",
            "リスティング広告",
            "リスティング",
            "ネット広告",
            "インターネット広告",
            "google広告",
            "ディスプレイ広告",
            "検索広告",
            "オンライン広告",
        ],
    ),
    ("social", &["sns", "sns広告", "facebook", "twitter", "x", "linkedin", "instagram", "youtube"]),
    (
        "search",
        &[
            "検索",
            "自然検索",
            "オーガニック",
            "オーガニック検索",
            "seo",
            "google検索",
            "web検索",
            "検索エンジン",
        ],
    ),
    (
        "website",
        &[
            "自社サイト",
            "ホームページ",
            "hp",
            "サイト",
            "web",
            "webサイト",
            "コーポレートサイト",
            "ブログ",
            "オウンドメディア",
            "lp",
        ],
    ),
    ("newsletter", &["メルマガ", "メールマガジン"]),
    ("download", &["資料ダウンロード", "資料dl", "資料請求", "ホワイトペーパー"]),
    ("cold_call", &["テレアポ", "架電", "電話営業", "アウトバウンド", "コールドコール"]),
    ("direct_mail", &["dm", "ダイレクトメール", "手紙"]),
    ("partner", &["パートナー", "代理店", "販売代理店", "パートナー紹介", "代理店紹介"]),
    ("business_card", &["名刺", "名刺交換", "名刺管理"]),
    (
        "media",
        &["比較サイト", "媒体", "メディア", "比較メディア", "itreview", "boxil", "外部メディア", "雑誌"],
    ),
    ("purchased_list", &["購入リスト", "リスト購入", "企業リスト", "名簿"]),
];

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

/// Departments that people name without 部.
const DEPARTMENTS: &[&str] = &[
    "情報システム",
    "情シス",
    "総務",
    "人事",
    "経理",
    "経営企画",
    "法務",
    "財務",
    "購買",
    "調達",
    "広報",
    "生産管理",
    "品質管理",
    "営業企画",
    "商品企画",
    "マーケティング",
    "dx推進",
    "事業企画",
    "新規事業開発",
    "技術開発",
    "研究開発",
];

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
    let is_plausible =
        !name.is_empty() && name.chars().count() <= 12 && !name.contains(|c: char| c.is_ascii_digit());
    is_plausible
        .then(|| Condition::test(KnownField::Department, Op::Contains, Operand::Text(name.to_owned())))
}

/// Marks that are true or false: the whole text must be the word.
const FLAGS: &[(KnownField, bool, &[&str])] = &[
    (
        KnownField::IsCompetitor,
        true,
        &[
            "競合",
            "競合他社",
            "競合企業",
            "競合会社",
            "競合先",
            "同業",
            "同業他社",
            "同業者",
            "ライバル企業",
            "競合関係",
            "競合製品ベンダー",
            "競合ベンダー",
        ],
    ),
    (KnownField::IsStudent, true, &["学生", "大学生", "生徒", "学生さん", "院生", "就活生", "大学院生"]),
    (
        KnownField::IsExistingCustomer,
        true,
        &[
            "既存顧客",
            "既存客",
            "既存",
            "既存取引先",
            "取引先",
            "契約中",
            "導入済み",
            "導入済",
            "既契約",
            "取引あり",
            "既存のお客様",
            "既存ユーザー",
            "既存ユーザ",
            "顧客",
            "契約済み",
            "契約済",
            "既存契約",
            "取引中",
            "契約者",
            "利用中",
            "現顧客",
            "取引実績あり",
            "導入企業",
        ],
    ),
    (
        KnownField::IsExistingCustomer,
        false,
        &["新規顧客", "未取引", "取引なし", "取引実績なし", "新規企業", "未契約", "未導入", "新規客"],
    ),
    (
        KnownField::IsSoleProprietor,
        true,
        &[
            "個人事業主",
            "個人事業",
            "個人事業者",
            "フリーランス",
            "自営業",
            "自営業者",
            "個人",
            "フリーランサー",
            "一人社長",
        ],
    ),
    (
        KnownField::IsListed,
        true,
        &[
            "上場",
            "上場企業",
            "上場会社",
            "東証上場",
            "東証上場企業",
            "株式上場",
            "上場済み",
            "上場済",
            "上場している",
            "プライム上場",
            "東証プライム",
            "東証プライム上場",
            "プライム市場",
            "プライム市場上場",
            "一部上場",
            "東証一部",
            "東証一部上場",
            "一部上場企業",
        ],
    ),
    (
        KnownField::IsListed,
        false,
        &["非上場", "未上場", "非上場企業", "未上場企業", "非上場会社", "上場していない"],
    ),
    (KnownField::WebinarRegisteredOnly, true, &["申込のみ"]),
];

/// 「競合」, 「学生」, 「上場企業」.
pub(super) fn parse_flag(text: &str) -> Option<Condition> {
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
    let (field, flag, _) = FLAGS.iter().find(|(_, _, words)| words.contains(&bare))?;
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
