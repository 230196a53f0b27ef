//! Words around a person's name: courtesies, job titles, departments.

/// Courtesies at the end of a name.
pub(super) const COURTESIES: &[&str] =
    &["さま", "様", "殿", "さん", "くん", "君", "氏", "ちゃん", "先生", "御中", "女史", "師", "先輩"];

/// A courtesy that can be the end of a given name when nothing sets it apart.
pub(super) fn is_ambiguous_courtesy(word: &str) -> bool {
    matches!(word, "師" | "ちゃん" | "くん" | "さん" | "先輩")
}

/// Job titles, longest first where one ends with another.
const TITLES: &str = "\
    担当者名|ご担当者名|氏名|お名前|名前|\
    代表取締役社長|代表取締役会長|代表取締役副社長|代表取締役専務|代表取締役常務|代表取締役|\
    専務取締役|常務取締役|社外取締役|取締役|代表社員|業務執行社員|代表理事|専務理事|常務理事|\
    常任理事|理事長|副理事長|理事|監事|監査役|会計参与|上席執行役員|常務執行役員|専務執行役員|\
    執行役員|執行役|副社長|社長|副会長|名誉会長|会長|専務|常務|代表者|代表|本部長代理|副本部長|\
    本部長|事業部長|統括部長|担当部長|部長代理|部長補佐|副部長|部長|次長|課長代理|課長補佐|副課長|\
    担当課長|課長|係長|主任研究員|主任技師|主任|主査|主幹|参事|参与|顧問|相談役|室長代理|副室長|室長|\
    所長代理|副所長|営業所長|事業所長|研究所長|所長|支社長|支店長代理|副支店長|支店長|支部長|工場長|\
    副工場長|センター長|副店長|店長|館長|園長|副園長|院長|副院長|事務局長|事務長|事務次長|局長|\
    薬局長|看護師長|看護部長|師長|校長|副校長|教頭|学長|学部長|塾長|寮長|施設長|班長|チーム長|\
    グループ長|組合長|頭取|行長|市長|副市長|町長|村長|区長|知事|議員|院生|准教授|助教|特任教授|\
    名誉教授|教授|講師|弁護士|税理士|司法書士|行政書士|社労士|社会保険労務士|弁理士|公認会計士|\
    会計士|中小企業診断士|診断士|建築士|医師|歯科医師|薬剤師|看護師|獣医師|保健師|栄養士|技師|技師長|\
    秘書|秘書役|マネージャー|マネジャー|ゼネラルマネージャー|アシスタントマネージャー|チームリーダー|\
    グループリーダー|リーダー|サブリーダー|チーフ|ディレクター|プロデューサー|エンジニア|デザイナー|\
    コンサルタント|アドバイザー|スーパーバイザー|オーナー|ご担当者|御担当者|担当者|ご担当|御担当|\
    担当|営業担当|担当役員|責任者|統括責任者|現場責任者|窓口|社員|係員|専門員|調査役|審議役|調査官|\
    課員|事務員|職員|新社長|新部長|元部長|元社長|前社長|前部長|前任|後任|ceo|coo|cto|cfo|cio|cmo|cdo|\
    ciso|cpo|vp|gm|pm|manager|director|president|chairman|founder|co-founder|partner|engineer|\
    officer|chief|leader|representative|consultant|specialist|executive|head|professor|owner|analyst|\
    supervisor|designer";

/// Words that a department's name begins with or holds.
pub(super) const DEPARTMENTS: &str = "\
    営業|総務|経理|人事|企画|開発|技術|製造|購買|広報|法務|財務|情報|システム|マーケティング|販売|\
    管理|業務|品質|生産|研究|事業|国際|海外|経営|戦略|採用|調達|資材|物流|工務|工事|設計|建築|土木|\
    保全|設備|宣伝|広告|商品|推進|統括|監査|秘書|庶務|労務|教育|研修|カスタマー|サポート|サービス|\
    デジタル|DX|IT|CS|PR|HR|EC|Web|WEB|web|新規|法人|個人|第一|第二|第三|第1|第2|第3|東日本|西日本|\
    関東|関西|東京|大阪|名古屋|福岡|首都圏|中部|九州|東北|北海道|営繕|医事|看護|薬剤|診療|事務|政策|\
    税務|産業|観光|福祉|健康|環境|都市|建設|土地|市民|住民|防災|学生|教務|編集|制作|報道|支援|運営|\
    輸出|輸入|貿易|渉外|内部|社長|役員|企業|地域|営農|店舗|本店|特販|直販|通販|R&D|AI|データ|\
    インフラ|ネットワーク|セキュリティ|プロダクト|ソリューション|コンサル|クラウド|ブランド|\
    グローバル";

/// Endings of departments and sites.
const DEPARTMENT_ENDS: &[&str] = &[
    "事業部",
    "本部",
    "部門",
    "部",
    "課",
    "室",
    "係",
    "局",
    "グループ",
    "チーム",
    "センター",
    "支店",
    "支社",
    "営業所",
    "事業所",
    "出張所",
    "本社",
    "本店",
    "工場",
    "研究所",
    "オフィス",
    "ユニット",
    "班",
    "学部",
    "研究科",
    "支部",
    "店",
];

/// A word that is nothing but a title, possibly with a department before it.
pub(super) fn is_title(token: &str) -> bool {
    is_title_of(token, TITLES_MAX)
}

/// Titles that stand together in one word (取締役 営業部長 兼 工場長); more than three are no job's name.
const TITLES_MAX: usize = 3;

fn is_title_of(token: &str, titles_max: usize) -> bool {
    let Some(fewer) = titles_max.checked_sub(1) else { return false };
    let lower = token.to_lowercase();
    TITLES.split('|').any(|title| {
        lower.strip_suffix(title).is_some_and(|before| {
            before.is_empty()
                || is_department(before)
                || is_department_stem(before)
                || is_title_of(before, fewer)
                || is_title_joint(before, fewer)
        })
    })
}

/// `副`, `元`, `兼` and the like before a title, or a title with a joint behind it.
fn is_title_joint(before: &str, titles_max: usize) -> bool {
    matches!(
        before,
        "副" | "元"
            | "前"
            | "新"
            | "旧"
            | "兼"
            | "名誉"
            | "統括"
            | "上席"
            | "上級"
            | "主席"
            | "筆頭"
            | "担当"
    ) || before.strip_suffix(['兼', '・', '/']).is_some_and(|first| is_title_of(first, titles_max))
}

/// A word that is nothing but the name of a department or a site.
pub(super) fn is_department(token: &str) -> bool {
    DEPARTMENT_ENDS.iter().any(|end| {
        token.strip_suffix(end).is_some_and(|stem| {
            is_number(stem)
                || is_department_stem(stem)
                || (end.chars().count() > 1 && (stem.is_empty() || is_department(stem)))
        })
    })
}

/// `1` in 1課, `第二` in 第二営業所.
fn is_number(stem: &str) -> bool {
    let number = stem.strip_prefix('第');
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    is_digits(number.unwrap_or(stem))
        || number.is_some_and(|number| {
            !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c))
        })
}

/// What stands before 部 in a department's name: holds a word of one, or a place before 支店.
fn is_department_stem(stem: &str) -> bool {
    DEPARTMENTS.split('|').any(|word| stem.starts_with(word) || stem.ends_with(word))
        || is_department_part(stem)
}

fn is_department_part(stem: &str) -> bool {
    !stem.is_empty()
        && DEPARTMENT_ENDS.iter().take(8).any(|end| {
            stem.strip_suffix(end).is_some_and(|stem| DEPARTMENTS.split('|').any(|word| stem.contains(word)))
        })
}

/// The name before a title that follows it without a gap, departments between them taken off too.
pub(super) fn without_title_behind(token: &str) -> Option<&str> {
    let name = TITLES
        .split('|')
        .filter(|title| title.chars().count() >= 2 && !title.is_ascii())
        .filter_map(|title| token.strip_suffix(title))
        .filter(|name| !name.is_empty())
        // 見本部長 is a 部長 of the family 見本 rather than a 本部長 of the family 見.
        .min_by_key(|name| (name.chars().count() < 2, name.len()))?;
    Some(without_department_behind(name))
}

/// `見本営業` in 見本営業部長.
fn without_department_behind(name: &str) -> &str {
    let stem = DEPARTMENT_ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    DEPARTMENTS
        .split('|')
        .find_map(|word| stem.strip_suffix(word))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
        .trim_end_matches(['副', '兼', '元', '前'])
}

/// The name behind a title that stands before it without a gap.
pub(super) fn without_title_before(token: &str) -> Option<&str> {
    let of_title = |text: &'static str| token.find(text).map(|at| (at, at + text.len()));
    TITLES
        .split('|')
        .filter(|title| title.chars().count() >= 2 && !title.is_ascii())
        .filter_map(of_title)
        .filter_map(|(at, end)| {
            let (before, after) = (token.get(..at)?, token.get(end..)?);
            let is_whole = before.is_empty() || is_department(before) || is_department_stem(before);
            (is_whole && after.chars().count() >= 2).then_some(after)
        })
        .min_by_key(|after| after.len())
}

/// English courtesies and degrees that stand as a word of their own.
pub(super) fn is_english_courtesy(word: &str) -> bool {
    let word: String = word.to_lowercase().chars().filter(|&c| c != '.' && c != ',').collect();
    matches!(
        word.as_str(),
        "mr" | "ms"
            | "mrs"
            | "miss"
            | "mx"
            | "dr"
            | "prof"
            | "sir"
            | "madam"
            | "san"
            | "sama"
            | "phd"
            | "md"
            | "mba"
            | "esq"
            | "cpa"
            | "pe"
            | "bsc"
            | "msc"
            | "messrs"
            | "dear"
    )
}

/// A word before an English title that belongs to it (`Sales` in Sales Manager).
pub(super) fn is_english_rank(word: &str) -> bool {
    const RANKS: &[&str] = &[
        "sales",
        "marketing",
        "general",
        "senior",
        "junior",
        "vice",
        "deputy",
        "assistant",
        "product",
        "project",
        "account",
        "regional",
        "managing",
        "chief",
        "executive",
        "technical",
        "associate",
        "lead",
        "principal",
        "branch",
        "area",
        "software",
        "it",
        "hr",
    ];
    RANKS.contains(&word.to_lowercase().as_str())
}

/// A department's function, written without 部 before a name.
pub(super) fn is_function(word: &str) -> bool {
    const FUNCTIONS: &[&str] = &[
        "営業",
        "総務",
        "人事",
        "経理",
        "広報",
        "購買",
        "企画",
        "法務",
        "財務",
        "技術",
        "開発",
        "製造",
        "採用",
        "労務",
        "庶務",
        "情シス",
        "業務",
        "資材",
        "マーケティング",
        "システム",
        "本社",
        "工務",
        "品質管理",
        "経営企画",
        "情報システム",
    ];
    FUNCTIONS.contains(&word)
}

/// The text without an English courtesy glued to its head (`Mr.Taro`).
pub(super) fn without_english_courtesy(text: &str) -> String {
    const GLUED: &[&str] = &["Mr.", "Ms.", "Mrs.", "Dr.", "Prof."];
    let glued = GLUED.iter().find_map(|courtesy| text.strip_prefix(courtesy));
    glued.unwrap_or(text).trim_start().to_owned()
}
