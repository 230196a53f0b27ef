//! Words and signs of counts, and the text cut into them.

use super::super::{numeral, text};

/// What a column or a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    People,
    Events,
    /// Yen.
    Money,
    /// Shops, years, percent: never the count that is asked for.
    Foreign,
}

/// Which of the people a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// 連結, グループ.
    Group,
    /// 単体, 本体.
    Single,
    /// 正社員.
    Regular,
    /// パート, 派遣 and other people beside the regular ones.
    Other,
}

/// One word, sign or number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Number {
        value: i64,
        scale: i64,
        is_whole: bool,
        has_leading_zero: bool,
    },
    /// 数: a few of the place it stands for.
    Few,
    About,
    /// A bound in words before the number: least, more than, most, less than.
    From(Bound),
    /// A bound behind the number.
    Until(Bound),
    /// A sign that compares what stands left of it with what stands right of it.
    Compare(Bound),
    Tilde,
    Dash,
    /// から, to.
    To,
    Either,
    Comma,
    Slash,
    Plus,
    Arrow,
    Change,
    /// 月, 週, 年: a date behind a number, a rate before one.
    Period,
    Band,
    Places,
    Unit(Class),
    Heading(Class),
    Label(Label),
    Noise,
    /// A space between two digits.
    Gap,
    Negative,
    Alien,
}

/// A one-sided bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// Words by meaning; at each place of a text the longest that fits wins.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const WORDS: &[(Token, &[&str])] = &[
    (Token::Few, &["数"]),
    (
        Token::About,
        &[
            "約", "およそ", "おおよそ", "凡そ", "大凡", "だいたい", "ざっくり", "大体", "おおむね", "概ね", "ざっと",
            "ほぼ", "≒", "≈", "≃", "推定", "推計", "推測", "概算", "概数", "目安", "想定", "見込み", "見込",
            "予定", "たぶん", "多分", "おそらく", "恐らく", "くらい", "ぐらい", "位", "ほど", "程度", "程",
            "前後", "内外", "見当", "規模", "クラス", "級", "?", "approximately", "approx.", "approx",
            "about", "around", "roughly", "circa", "ca.", "c.", "est.", "estimated", "nearly", "almost",
            "or so", "-ish", "そこそこ", "そこら", "らしい", "と思われる", "と推定",
        ],
    ),
    (Token::From(Bound::AtLeast), &[
        "少なくとも", "少なくも", "最低でも", "最低", "最小", "下限", "at least", "min.", "min", "minimum",
        "minimum of", "no less than", "not less than", "no fewer than", "from",
    ]),
    (Token::From(Bound::MoreThan), &["more than", "over", "above", "greater than", "larger than", "exceeding"]),
    (Token::From(Bound::AtMost), &[
        "最大でも", "最大", "最高", "最多", "上限", "多くとも", "多くて", "多くても", "せいぜい", "マックス",
        "at most", "up to", "max.", "max", "maximum", "maximum of", "no more than", "not more than",
    ]),
    (Token::From(Bound::LessThan), &["less than", "fewer than", "under", "below", "smaller than"]),
    (Token::Until(Bound::AtLeast), &[
        "以上", "いじょう", "or more", "or over", "or above", "and above", "and over", "and more", "and up",
        "plus", "以降", "は下らない", "を下らない",
    ]),
    (Token::Until(Bound::MoreThan), &[
        "超え", "超", "超える", "を超える", "を超え", "越え", "越", "超過", "オーバー", "より多い",
        "より多く", "より上", "を上回る", "上回る", "強", "余り", "あまり", "余", "有余", "ちょっと", "とちょっと",
    ]),
    (Token::Until(Bound::AtMost), &[
        "以下", "以内", "まで", "迄", "いか", "いない", "or less", "or fewer", "or under", "or below",
        "and below", "and under", "が上限", "を上限", "を超えない", "が最大", "止まり", "どまり", "上限",
    ]),
    (Token::Until(Bound::LessThan), &[
        "未満", "みまん", "弱", "足らず", "たらず", "に満たない", "満たない", "に満たず", "を下回る",
        "下回る", "より少ない", "より下", "より小さい", "を切る", "切る",
    ]),
    (Token::Compare(Bound::AtLeast), &[">=", "=>", "≧", "≥", "⩾", "≽"]),
    (Token::Compare(Bound::MoreThan), &[">", "》", "〉"]),
    (Token::Compare(Bound::AtMost), &["<=", "=<", "≦", "≤", "⩽"]),
    (Token::Compare(Bound::LessThan), &["<", "《", "〈"]),
    (Token::Tilde, &["〜", "~", "∼", "〰", "⁓", "...", "…", "..", "‥", "⋯"]),
    (Token::To, &["から", "to", "より", "乃至", "ないし", "and"]),
    (Token::Either, &["または", "又は", "もしくは", "若しくは", "あるいは", "か", "or"]),
    (Token::Comma, &[",", "、", ";", "。", "・"]),
    (Token::Slash, &["/", "|"]),
    (Token::Plus, &["+", "ほか", "他", "別途", "プラス", "加えて", "と"]),
    (Token::Arrow, &["→", "⇒", "->", "➡", "➜", "⇨", "←"]),
    (Token::Change, &["増", "減", "に変更", "増員", "減少", "増加", "に増", "に減", "削減", "±", "目標", "計画", "採用予定", "募集"]),
    (Token::Period, &["月", "週", "年"]),
    (Token::Band, &["台"]),
    (Token::Places, &["桁", "ケタ", "けた"]),
    (Token::Negative, &["△", "▲", "マイナス", "minus"]),
    (Token::Unit(Class::People), PEOPLE_UNITS),
    (Token::Unit(Class::Events), EVENT_UNITS),
    (Token::Unit(Class::Money), MONEY_UNITS),
    (Token::Unit(Class::Foreign), FOREIGN_UNITS),
    (Token::Heading(Class::People), PEOPLE_HEADINGS),
    (Token::Heading(Class::Events), EVENT_HEADINGS),
    (Token::Heading(Class::Money), MONEY_HEADINGS),
    (Token::Heading(Class::Foreign), FOREIGN_HEADINGS),
    (Token::Label(Label::Group), &["連結", "グループ全体", "グループ", "グループ計", "全体", "consolidated", "group"]),
    (Token::Label(Label::Single), &["単体", "単独", "個別", "本体", "当社", "自社", "非連結"]),
    (Token::Label(Label::Regular), &["正社員", "正社員数", "正規社員", "正規雇用", "正規", "常勤", "常用", "社員", "正職員", "常用雇用", "フルタイム"]),
    (Token::Label(Label::Other), &[
        "パート", "パート数", "パートタイマー", "アルバイト", "バイト", "派遣社員", "派遣", "契約社員",
        "契約", "嘱託", "非正規", "非正規雇用", "非常勤", "臨時", "臨時雇用", "パート・アルバイト",
        "パートアルバイト", "パート/アルバイト", "役員", "業務委託", "外注", "出向", "臨時従業員", "臨時社員",
        "平均臨時雇用者数", "平均臨時", "実習生", "技能実習生", "p/a", "その他",
    ]),
    (Token::Noise, NOISE),
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const PEOPLE_UNITS: &[&str] = &[
    "名", "人", "名様", "人様", "名さま", "めい", "にん", "employees", "employee", "people", "persons",
    "person", "staff", "staffs", "members", "member", "pax", "ppl", "ftes", "fte", "headcount", "heads",
    "workers", "名体制", "人体制", "人月",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const EVENT_UNITS: &[&str] = &[
    "回", "かい", "度", "件", "dl", "dls", "ダウンロード", "回目", "度目", "本", "部", "冊", "点", "times",
    "time", "visits", "visit", "downloads", "download", "views", "view", "pv", "アクセス", "訪問", "セッション",
    "sessions", "ファイル", "種類", "種", "個", "つ", "資料", "hits", "回数", "x",
];

const MONEY_UNITS: &[&str] = &["円", "jpy", "yen", "えん"];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const MONEY_HEADINGS: &[&str] = &[
    "¥", "\\", "資本金", "資本", "売上高", "売上", "年商", "年間売上", "年間売上高", "予算", "予算額", "出資金",
    "revenue", "capital",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const FOREIGN_UNITS: &[&str] = &[
    "ドル", "ユーロ", "元", "usd", "店舗", "店", "拠点", "支店", "社", "法人", "事業所",
    "箇所", "ヶ所", "か所", "カ所", "ヵ所", "台数", "坪", "㎡", "m2", "平米", "床", "室", "席", "世帯", "戸",
    "km", "kg", "t", "トン", "時間", "分", "秒", "日", "週間", "ヶ月", "か月", "カ月", "ヵ月", "年度", "年目",
    "歳", "才", "代", "期", "番", "番目", "号", "階", "丁目", "番地", "%", "パーセント", "割", "倍",
    "ポイント", "pt", "点満点", "位以内", "営業所", "工場", "校", "教室", "園", "棟", "両", "艘", "頭", "羽",
    "枚", "通", "ページ", "頁", "工場数", "時", "日間", "年間", "gb", "mb", "am", "pm", "カ国",
    "か国", "ヶ国", "都市", "部署", "部門", "チーム", "ライセンス", "アカウント",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const PEOPLE_HEADINGS: &[&str] = &[
    "従業員数", "従業員", "従業員規模", "社員数", "全社員", "人数", "人員", "人員数", "総勢", "スタッフ数",
    "スタッフ", "職員数", "職員", "教職員数", "教職員", "メンバー", "メンバー数", "在籍者数", "在籍",
    "在籍数", "雇用者数", "全従業員", "総従業員数", "総人数", "組織規模", "会社規模", "企業規模", "構成員",
    "組合員数", "隊員", "headcount:", "number of employees", "no. of employees", "# of employees",
    "employees:", "size", "company size", "team of", "staff:", "employee count",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const EVENT_HEADINGS: &[&str] = &[
    "visited", "downloaded", "訪問回数", "訪問数", "訪問", "来訪回数", "来訪数", "来訪", "dl数", "dl回数",
    "ダウンロード数", "ダウンロード回数", "資料dl", "資料ダウンロード", "アクセス数", "アクセス回数",
    "サイト訪問", "サイト訪問回数", "サイト来訪", "web訪問", "web来訪", "hp訪問", "閲覧", "閲覧数",
    "閲覧回数", "回数", "件数", "pv数", "ホワイトペーパー", "visits:", "downloads:", "資料", "wp", "来店",
    "取得", "取得数",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const FOREIGN_HEADINGS: &[&str] = &[
    "$", "€", "年収", "設立", "創業", "電話", "tel", "fax",
    "店舗数", "拠点数", "平均年齢", "営業利益", "利益", "純利益", "no.", "no", "第", "〒", "#", "時価総額",
    "築", "id", "月商", "総資産", "毎月", "毎週", "毎日", "月に", "週に", "年に",
    "昭和", "平成", "令和", "大正", "西暦", "ver", "v", "証券コード",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const NOISE: &[&str] = &[
    ":", "=", "(", ")", "[", "]", "【", "】", "{", "}", "です", "でした", "だ", "います", "いる", "在籍",
    "在籍中", "所属", "勤務", "のみ", "だけ", "ちょうど", "丁度", "きっかり", "ジャスト", "just", "exactly",
    "目", "様", "合計で", "合計", "総計", "計", "合わせて", "あわせて", "全部で", "全体で", "全社で", "全社",
    "のべ", "延べ", "延", "累計", "累積", "通算", "トータル", "total", "total of", "国内", "現在", "時点",
    "で", "は", "が", "に", "の", "も", "した", "しました", "済み", "済", "あり", "有り", "有", "実績",
    "実施", "きり", "かと", "を除く", "除く", "を除き", "除き", "クリック", "ログイン", "参加", "来場", "来社", "人の会社", "会社", "企業", "between", "of", "in",
    "合", "お", "ご", "全国", "全世界", "世界", "グループで", "体制", "組織", "*", "!", "ぐらいです", "分",
    "the", "we have", "人数は", "確認", "確認済", "過去", "これまでに", "これまで", "直近", "今月", "先月",
    "今年", "今期", "本社", "単位", "前期", "n", "x",
];

/// The text cut into tokens. Spaces fall away except between two digits.
pub(super) fn tokens(clean: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(8);
    let mut rest = clean.trim_start();
    while let Some(c) = rest.chars().next() {
        if c == ' ' {
            let behind = rest.trim_start();
            let is_gap = matches!(tokens.last(), Some(Token::Number { .. }))
                && numeral::scan_numeral(behind).is_some();
            tokens.extend(is_gap.then_some(Token::Gap));
            rest = behind;
            continue;
        }
        let (token, behind) = take_token(rest, c);
        tokens.push(token);
        rest = behind;
    }
    tokens
}

fn take_token(rest: &str, first: char) -> (Token, &str) {
    if let Some(number) = numeral::scan_numeral(rest) {
        let written = &rest[..rest.len() - number.rest.len()];
        let has_leading_zero = written.len() > 1 && written.starts_with('0') && !written.starts_with("0.");
        let token = Token::Number {
            value: number.value,
            scale: number.scale,
            is_whole: number.is_whole,
            has_leading_zero,
        };
        return (token, number.rest);
    }
    if let Some((token, len)) = longest_word(rest, first) {
        return (token, &rest[len..]);
    }
    let token = if text::is_dash(first) { Token::Dash } else { Token::Alien };
    (token, &rest[first.len_utf8()..])
}

fn longest_word(rest: &str, first: char) -> Option<(Token, usize)> {
    let fits =
        lexicon().get(&first)?.iter().find(|(word, _)| rest.starts_with(word) && ends_at_word(word, rest))?;
    Some((fits.1, fits.0.len()))
}

/// An English word ends where its letters end; `no` is not the start of `north`.
fn ends_at_word(word: &str, rest: &str) -> bool {
    !word.ends_with(|c: char| c.is_ascii_alphabetic())
        || !rest[word.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
}

type Lexicon = rustc_hash::FxHashMap<char, Vec<(&'static str, Token)>>;

/// The words by their first letter, longest first. Built once.
fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| {
        let mut lexicon = Lexicon::default();
        for (token, words) in WORDS {
            for word in *words {
                let first = word.chars().next().unwrap_or(' ');
                lexicon.entry(first).or_default().push((word, *token));
            }
        }
        lexicon.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
        lexicon
    });
    &LEXICON
}

/// Marks and words for "there was something".
#[rustfmt::skip] // Packed: one word a line would bury the file.
pub(super) const SOME: &[&str] = &[
    "○", "◯", "〇", "●", "◎", "⭕", "✓", "✔", "✅", "☑", "レ", "済", "済み", "有", "有り", "あり", "ある",
    "はい", "yes", "y", "true", "した", "完了", "一部あり", "実績あり", "丸", "まる", "v", "done", "記録あり",
    "履歴あり",
];

/// Marks and words for "there was nothing".
#[rustfmt::skip] // Packed: one word a line would bury the file.
pub(super) const NONE: &[&str] = &[
    "なし", "無し", "無", "ない", "無い", "ナシ", "ゼロ", "零", "未", "まだ", "×", "✕", "✖", "✗", "✘", "❌",
    "false", "no", "none", "nil", "いいえ", "ありません", "皆無", "zero",
];

/// Nobody answered, or nobody knows.
pub(super) fn is_no_answer(bare: &str) -> bool {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const EXACT: &[&str] = &[
        "?", "??", "???", "不明", "要確認", "確認中", "調査中", "要調査", "非公開", "非開示", "未公開",
        "未公表", "n/a", "na", "null", "tbd", "tba", "空欄", "不詳", "不定", "多数", "若干", "若干名", "少数",
        "少人数", "大人数", "秘密", "社外秘", "unknown", "対象外", "わからない", "分からない",
        "選択してください", "後日確認",
    ];
    const UNMADE: &[&str] = &[
        "確認",
        "回答",
        "記入",
        "入力",
        "定",
        "調査",
        "集計",
        "計測",
        "把握",
        "詳",
        "登録",
        "記載",
        "取得不可",
    ];
    const LACKING: [&str; 10] =
        ["記録", "データ", "情報", "回答", "記載", "記入", "入力", "返答", "開示", "公表"];
    EXACT.contains(&bare)
        || bare.strip_prefix('未').is_some_and(|made| UNMADE.iter().any(|word| made.starts_with(word)))
        || LACKING.iter().any(|word| {
            bare.strip_prefix(word)
                .is_some_and(|lacks| matches!(lacks, "なし" | "無し" | "無" | "がない" | "不可" | "不明"))
        })
}

/// `未訪問`, `DLなし`, `訪問していない`: nothing happened.
pub(super) fn says_none(bare: &str) -> bool {
    if NONE.contains(&bare) {
        return true;
    }
    let has_number = has_number(bare) && !bare.starts_with("一度も") && !bare.starts_with("1度も");
    let denies = [
        "なし",
        "無し",
        "ゼロ",
        "せず",
        "ていない",
        "てない",
        "ません",
        "無",
        "0回",
        "ない",
        "無い",
        "ゼロ回",
        "ゼロ件",
    ];
    !has_number
        && !bare.contains(['?'])
        && (bare.starts_with('未') || denies.iter().any(|word| bare.ends_with(word)))
}

/// `複数回`, `何度か`, `再訪`: two or more.
pub(super) fn says_several(bare: &str) -> bool {
    const STARTS: &[&str] = &[
        "複数",
        "何度",
        "何回",
        "数回",
        "数度",
        "数件",
        "幾度",
        "再訪",
        "再来訪",
        "再dl",
        "再ダウンロード",
        "リピート",
        "リピーター",
        "たびたび",
    ];
    STARTS.iter().any(|start| bare.starts_with(start)) && !bare.contains('?')
}

/// `訪問あり`, `DL済`, `閲覧しました`: one or more.
pub(super) fn says_some(bare: &str) -> bool {
    if SOME.contains(&bare) {
        return true;
    }
    let affirms = ["あり", "有り", "有", "済", "済み", "した", "しました", "経験あり", "あった"];
    !has_number(bare) && !bare.contains('?') && affirms.iter().any(|word| bare.ends_with(word))
}

/// `初回`, `初めて`, `ひとり`, `ふたり`: a count without a numeral.
pub(super) fn spelled_count(bare: &str, field: super::QuantityField) -> Option<i64> {
    match bare {
        "ひとり" | "おひとり" | "おひとりさま" | "one" => Some(1),
        "ふたり" | "おふたり" | "two" => Some(2),
        "いち" => Some(1),
        "ゼロ" | "zero" | "ゼロ人" | "ゼロ名" => Some(0),
        _ if !field.counts_events() => None,
        "初回" | "初めて" | "はじめて" | "初訪問" | "初" | "初回のみ" | "初回訪問" | "初アクセス"
        | "初dl" | "once" | "初来訪" | "新規" => Some(1),
        "ひとつ" => Some(1),
        "twice" | "ふたつ" => Some(2),
        "thrice" => Some(3),
        _ => None,
    }
}

/// Some digit stands in the text, in whatever script.
pub(super) fn has_number(bare: &str) -> bool {
    bare.chars().any(|c| {
        c.is_ascii_digit()
            || numeral::kanji_unit(c).is_some()
            || numeral::kanji_digit(c).is_some_and(|digit| digit > 0)
    })
}
