//! Places, and the branches and departments that people write behind a company's name.

use super::super::variants::is_kanji;

/// Prefectures without their last character, and the cities designated by ordinance.
const LARGE: &str = "\
    北海道|青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|東京|神奈川|新潟|富山|石川|福井|\
    山梨|長野|岐阜|静岡|愛知|三重|滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|\
    愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄|札幌|仙台|さいたま|横浜|川崎|相模原|浜松|\
    名古屋|堺|神戸|北九州";

/// Further cities, quarters that name branches, and the regions.
const SMALL: &str = "\
    金沢|盛岡|水戸|宇都宮|前橋|高崎|大宮|八王子|立川|町田|甲府|豊橋|豊田|岡崎|四日市|大津|姫路|尼崎|\
    西宮|東大阪|松江|倉敷|福山|高松|松山|久留米|那覇|郡山|長岡|松本|函館|旭川|渋谷|新宿|池袋|品川|\
    銀座|丸の内|日本橋|秋葉原|六本木|赤坂|青山|恵比寿|元町|目黒|上野|浅草|新橋|虎ノ門|大手町|神田|\
    梅田|難波|なんば|心斎橋|天王寺|本町|淀屋橋|博多|天神|三宮|みなとみらい|新横浜|吉祥寺|首都圏|関東|\
    関西|東海|東北|北陸|甲信越|信越|北関東|南関東|近畿|中国|四国|九州|中部|中四国|山陰|山陽|東日本|\
    西日本|中日本|北日本|南九州|沖縄県|海外|\
    つくば|藤沢|船橋|越谷|川口|所沢|松戸|厚木|横須賀|豊中|吹田|枚方|高槻|明石|一宮|春日井|沼津|米子|下関|\
    今治|佐世保|八戸|いわき|苫小牧|小樽|帯広|釧路|tokyo|osaka|nagoya|yokohama|kyoto|fukuoka|sapporo|sendai|\
    kobe|hiroshima";

fn places() -> impl Iterator<Item = &'static str> {
    LARGE.split('|').chain(SMALL.split('|'))
}

/// A place: a known one, with or without 都道府県市区町村, or a text that ends like one.
pub(super) fn is_place(text: &str) -> bool {
    let text = text.to_lowercase();
    let ends_as_place = |text: &str| {
        text.chars().count() >= 3
            && text.chars().count() <= 8
            && text.ends_with(['県', '市', '区', '町', '村', '都', '府'])
    };
    is_known_place(&text) || ends_as_place(&text)
}

/// A word for a part of Japan that names a country or foreign lands too, where another company may stand.
pub(super) fn may_be_abroad(text: &str) -> bool {
    matches!(text, "中国" | "海外")
}

/// A place of the lists, with or without 都府県市区.
pub(super) fn is_known_place(text: &str) -> bool {
    let is_listed = |text: &str| places().any(|place| place == text);
    is_listed(text) || text.strip_suffix(['都', '府', '県', '市', '区']).is_some_and(is_listed)
}

/// The name before a branch that follows it without a gap, and the branch: only a large place and 支店 or 営業所.
///
/// Source: `domain/README.md` section 2.1, the last rule on branches.
pub(super) fn split_glued(name: &str) -> Option<(&str, &str)> {
    let before = name.strip_suffix("支店").or_else(|| name.strip_suffix("営業所"))?;
    let plain = before.strip_suffix(['都', '府', '県', '市']).unwrap_or(before);
    let longest = [before, plain]
        .into_iter()
        .flat_map(|text| LARGE.split('|').filter_map(|place| text.strip_suffix(place)))
        .min_by_key(|company| company.len())?;
    let company = longest.trim_end_matches(['-', '‐', '–', '—', '・', '_', '/', '|', ':', ' ']);
    (!company.is_empty()).then(|| (company, name.get(longest.len()..).unwrap_or_default()))
}

/// A word behind a gap that names a branch, a department or a site of the company before it.
pub(super) fn is_branch(token: &str) -> bool {
    if NOT_BRANCHES.iter().any(|word| token.ends_with(word)) {
        return false;
    }
    let before = |suffix: &str| token.strip_suffix(suffix);
    SITES.iter().any(|site| before(site).is_some())
        || UNITS.iter().any(|unit| before(unit).is_some_and(|name| !name.is_empty()))
        || WHOLE.contains(&token)
        || before("センター").is_some_and(|name| starts_as_site(name) || ends_with_any(name, CENTRE_WORDS))
        || before("研究所").is_some_and(|name| starts_as_site(name) || ends_with_any(name, LABORATORY_WORDS))
        || before("研").is_some_and(|name| matches!(name, "中" | "中央"))
        || before("局").is_some_and(|name| ends_with_any(name, BUREAU_WORDS))
        || before("店").is_some_and(|name| starts_as_site(name) || ends_with_any(name, SHOP_WORDS))
        || TEAMS.iter().any(|team| {
            before(team)
                .is_some_and(|name: &str| ends_with_kanji_or_letter(name) || ends_with_any(name, TEAM_WORDS))
        })
        || PLACED.iter().any(|word| before(word).is_some_and(starts_as_site))
        || before("拠点").is_some()
}

/// Words at the end of a token that name a site whatever stands before them.
const SITES: &[&str] = &[
    "支店",
    "支社",
    "支所",
    "支局",
    "支部",
    "営業所",
    "事業所",
    "出張所",
    "駐在所",
    "本社",
    "本店",
    "本部",
    "工場",
    "サテライト",
    "ショールーム",
    "営業部門",
    "物流拠点",
    "研究科",
    "学部",
];

/// Words at the end of a token that name a unit when something stands before them.
const UNITS: &[&str] = &["部", "課", "室", "係", "部門", "班", "事業部"];

/// Words that end the name of a unit behind kanji or letters; behind kana they may end a company's name.
const TEAMS: &[&str] = &["グループ", "チーム", "ユニット", "ディビジョン"];

/// Words in kana that end the name of a team.
const TEAM_WORDS: &[&str] = &["サクセス", "サポート", "セールス", "マーケティング", "プロモーション"];

/// Words that end the name of a site behind a place; alone they may end a company's name that was typed with a gap.
const PLACED: &[&str] = &["事務所", "製造所", "オフィス", "倉庫", "ビル", "配送所"];

/// Tokens that are a unit by themselves.
const WHOLE: &[&str] = &[
    "人事",
    "総務",
    "経理",
    "営業",
    "購買",
    "法務",
    "情シス",
    "広報",
    "財務",
    "採用",
    "労務",
    "本館",
    "別館",
    "本庁",
];

/// Endings that look like a department and belong to names.
const NOT_BRANCHES: &[&str] = &[
    "倶楽部",
    "クラブ",
    "法律事務所",
    "会計事務所",
    "税理士事務所",
    "特許事務所",
    "労務士事務所",
    "書士事務所",
    "設計事務所",
    "建築事務所",
    "弁護士事務所",
    "司法事務所",
    "経営事務所",
    "探偵事務所",
    "教室",
    "温室",
    "茶室",
    "薬局",
    "郵便局",
    "放送局",
    "日課",
    "服部",
    "阿部",
    "渡部",
    "商店",
    "書店",
    "酒店",
    "菓子店",
    "専門店",
    "料理店",
    "工務店",
    "百貨店",
    "代理店",
    "矢部",
    "岡部",
    "磯部",
    "園部",
    "総合研究所",
];

const CENTRE_WORDS: &[&str] = &[
    "物流",
    "配送",
    "流通",
    "技術",
    "開発",
    "研修",
    "サービス",
    "サポート",
    "コール",
    "カスタマー",
    "営業",
    "テクニカル",
    "商品",
    "試験",
    "検査",
    "業務",
    "集配",
    "部品",
    "パーツ",
    "イノベーション",
];
const LABORATORY_WORDS: &[&str] = &["中央", "技術", "開発", "基礎", "先端", "基盤"];
const BUREAU_WORDS: &[&str] =
    &["事務", "編集", "制作", "営業", "総務", "報道", "企画", "業務", "教育", "財務", "水道", "交通", "建設"];
const SHOP_WORDS: &[&str] =
    &["駅前", "号", "西口", "東口", "南口", "北口", "駅", "通り", "インター", "バイパス"];

fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

fn ends_with_kanji_or_letter(text: &str) -> bool {
    text.ends_with(|c: char| is_kanji(c) || c.is_ascii_alphanumeric())
}

pub(super) fn starts_as_site(text: &str) -> bool {
    let ordinal = ["第一", "第二", "第三", "第四", "第五", "第1", "第2", "第3"];
    places().any(|place| text.starts_with(place)) || ordinal.iter().any(|word| text.starts_with(word))
}

/// A text that is a site, a department or a region and names no company.
pub(super) fn is_bare_unit(text: &str) -> bool {
    const FUNCTIONS: &[&str] = &[
        "営業",
        "総務",
        "人事",
        "経理",
        "財務",
        "法務",
        "広報",
        "企画",
        "営業企画",
        "経営企画",
        "商品企画",
        "開発",
        "技術",
        "製造",
        "生産",
        "生産管理",
        "品質管理",
        "品質保証",
        "購買",
        "資材",
        "調達",
        "物流",
        "業務",
        "管理",
        "情報システム",
        "システム",
        "マーケティング",
        "販売",
        "販売促進",
        "海外営業",
        "国内営業",
        "法人営業",
    ];
    let numbers = |c: char| "第一二三四五六七八九0123456789".contains(c);
    let is_department = ["部", "課", "本部", "事業部"].iter().any(|unit| {
        text.strip_suffix(unit).is_some_and(|name| FUNCTIONS.contains(&name.trim_end_matches(numbers)))
    });
    let site = SITES.iter().find_map(|site| text.strip_suffix(site));
    WHOLE.contains(&text)
        || is_department
        || site.is_some_and(|place| place.is_empty() || is_known_place(place))
        || LARGE.split('|').any(|place| place == text)
}

/// What an English word says that ends the name of a branch or a department.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EnglishBranch {
    /// A site: a place before it names it.
    Site,
    /// A department: what it does stands before it.
    Department,
    /// The headquarters, which need no name.
    Head,
}

impl EnglishBranch {
    /// The word before it belongs to the branch and not to the company.
    pub(super) fn is_named_by(self, word: &str) -> bool {
        const FUNCTIONS: &[&str] = &[
            "sales",
            "marketing",
            "engineering",
            "development",
            "business",
            "planning",
            "hr",
            "human",
            "resources",
            "it",
            "finance",
            "accounting",
            "legal",
            "general",
            "affairs",
            "administration",
            "purchasing",
            "procurement",
            "production",
            "manufacturing",
            "quality",
            "assurance",
            "overseas",
            "domestic",
            "corporate",
            "public",
            "relations",
            "pr",
            "r&d",
        ];
        const HEADS: &[&str] = &["head", "main", "branch", "regional", "local", "sales", "japan"];
        let word = word.trim_matches(['.', ',', '-', '/']).to_ascii_lowercase();
        let is_function = || self == Self::Department && FUNCTIONS.contains(&word.as_str());
        is_known_place(&word) || is_function() || (self != Self::Department && HEADS.contains(&word.as_str()))
    }

    /// It is a branch without a word that names it.
    pub(super) fn stands_alone(self) -> bool {
        self == Self::Head
    }
}

/// The kind of branch that an English word ends.
pub(super) fn english_branch(word: &str) -> Option<EnglishBranch> {
    Some(match word.trim_matches(['.', ',']).to_ascii_lowercase().as_str() {
        "branch" | "office" | "factory" | "plant" => EnglishBranch::Site,
        "division" | "div" | "department" | "dept" => EnglishBranch::Department,
        "headquarters" | "hq" => EnglishBranch::Head,
        _ => return None,
    })
}
