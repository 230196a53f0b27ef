//! Prefectures and the regions that people name instead of them.

use super::text;

/// The 47 prefectures in the order of their codes: index 0 is 北海道.
///
/// Source: JIS X 0401.
pub const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// Region names and the codes (1 to 47) of their prefectures.
///
/// Source: `domain/README.md` section 7 for 首都圏, 関東 and 関西; elsewhere the usual eight regions. 三重県 counts as 東海.
const REGIONS: &[(&str, &[u8])] = &[
    ("首都圏", &[11, 12, 13, 14]),
    ("一都三県", &[11, 12, 13, 14]),
    ("1都3県", &[11, 12, 13, 14]),
    ("東京圏", &[11, 12, 13, 14]),
    ("南関東", &[11, 12, 13, 14]),
    ("北関東", &[8, 9, 10]),
    ("関東", &[8, 9, 10, 11, 12, 13, 14]),
    ("一都六県", &[8, 9, 10, 11, 12, 13, 14]),
    ("1都6県", &[8, 9, 10, 11, 12, 13, 14]),
    ("関東甲信越", &[8, 9, 10, 11, 12, 13, 14, 15, 19, 20]),
    ("関東甲信", &[8, 9, 10, 11, 12, 13, 14, 19, 20]),
    ("東北", &[2, 3, 4, 5, 6, 7]),
    ("北東北", &[2, 3, 5]),
    ("南東北", &[4, 6, 7]),
    ("東日本", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 19, 20]),
    ("甲信越", &[15, 19, 20]),
    ("信越", &[15, 20]),
    ("甲信", &[19, 20]),
    ("北陸", &[16, 17, 18]),
    ("北信越", &[15, 16, 17, 18, 20]),
    ("北陸甲信越", &[15, 16, 17, 18, 19, 20]),
    ("東海", &[21, 22, 23, 24]),
    ("東海4県", &[21, 22, 23, 24]),
    ("東海3県", &[21, 23, 24]),
    ("東海三県", &[21, 23, 24]),
    ("中京圏", &[21, 23, 24]),
    ("中京", &[21, 23, 24]),
    ("中部", &[15, 16, 17, 18, 19, 20, 21, 22, 23]),
    ("関西", &[25, 26, 27, 28, 29, 30]),
    ("関西圏", &[25, 26, 27, 28, 29, 30]),
    ("近畿", &[25, 26, 27, 28, 29, 30]),
    ("近畿圏", &[25, 26, 27, 28, 29, 30]),
    ("京阪神", &[26, 27, 28]),
    ("阪神", &[27, 28]),
    ("中国地方", &[31, 32, 33, 34, 35]),
    ("山陰", &[31, 32]),
    ("山陽", &[33, 34, 35]),
    ("中国四国", &[31, 32, 33, 34, 35, 36, 37, 38, 39]),
    ("中四国", &[31, 32, 33, 34, 35, 36, 37, 38, 39]),
    ("四国", &[36, 37, 38, 39]),
    ("九州", &[40, 41, 42, 43, 44, 45, 46]),
    ("北部九州", &[40, 41, 42, 43, 44]),
    ("北九州地方", &[40, 41, 42, 43, 44]),
    ("南九州", &[43, 45, 46]),
    ("九州沖縄", &[40, 41, 42, 43, 44, 45, 46, 47]),
    ("道央", &[1]),
    ("西日本", &[25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47]),
    ("三大都市圏", &[11, 12, 13, 14, 21, 23, 24, 26, 27, 28, 29]),
    ("東名阪", &[13, 23, 27]),
];

/// Cities that people write instead of their prefecture: the designated cities and prefectural capitals with other names.
const CITIES: &[(&str, u8)] = &[
    ("札幌", 1),
    ("函館", 1),
    ("旭川", 1),
    ("盛岡", 3),
    ("仙台", 4),
    ("水戸", 8),
    ("つくば", 8),
    ("宇都宮", 9),
    ("前橋", 10),
    ("高崎", 10),
    ("さいたま", 11),
    ("大宮", 11),
    ("川越", 11),
    ("幕張", 12),
    ("船橋", 12),
    ("柏", 12),
    ("23区", 13),
    ("東京23区", 13),
    ("都内", 13),
    ("八王子", 13),
    ("立川", 13),
    ("新宿", 13),
    ("渋谷", 13),
    ("品川", 13),
    ("港区", 13),
    ("横浜", 14),
    ("川崎", 14),
    ("相模原", 14),
    ("金沢", 17),
    ("甲府", 19),
    ("浜松", 22),
    ("名古屋", 23),
    ("豊田", 23),
    ("津", 24),
    ("四日市", 24),
    ("大津", 25),
    ("堺", 27),
    ("神戸", 28),
    ("姫路", 28),
    ("松江", 32),
    ("倉敷", 33),
    ("高松", 37),
    ("松山", 38),
    ("北九州", 40),
    ("博多", 40),
    ("那覇", 47),
];

/// Codes (1 to 47, ascending) of the prefectures that a text names, a region standing for all of its prefectures.
///
/// Shape: none unless the whole text is made of names; 「東京・大阪」「関東、東海」 give their union.
pub fn read_prefectures(raw: &str) -> Option<Vec<u8>> {
    let clean = text::clean(raw);
    let joined = clean
        .replace("または", "、")
        .replace("又は", "、")
        .replace("もしくは", "、")
        .replace("および", "、")
        .replace("と", "、");
    let whole: String = joined.chars().filter(|c| !matches!(c, '・' | ' ')).collect();
    if let Some(codes) = one_name(&whole) {
        return Some(codes);
    }
    let mut codes = Vec::new();
    let mut names = 0_usize;
    for name in
        joined.split(['・', '、', ',', '/', ' ', 'や', '･']).map(str::trim).filter(|name| !name.is_empty())
    {
        codes.extend(one_name(name)?);
        names += 1;
    }
    codes.sort_unstable();
    codes.dedup();
    (names > 0).then_some(codes)
}

/// The official name of a prefecture code.
pub fn prefecture_name(code: u8) -> Option<&'static str> {
    PREFECTURES.get(usize::from(code).checked_sub(1)?).copied()
}

fn one_name(name: &str) -> Option<Vec<u8>> {
    let trimmed = name.trim().trim_end_matches("在住").trim_end_matches("内");
    let bare = ["地方", "エリア", "地域", "地区", "圏", "全域", "方面", "管内", "一円"]
        .iter()
        .find_map(|ending| trimmed.strip_suffix(ending))
        .unwrap_or(trimmed);
    for candidate in [name, trimmed, bare] {
        if let Some((_, codes)) = REGIONS.iter().find(|(region, _)| *region == candidate) {
            return Some(codes.to_vec());
        }
        if let Some(code) = one_prefecture(candidate) {
            return Some(vec![code]);
        }
    }
    if name == "中国" || bare.is_empty() {
        // Alone it may be the country.
        return None;
    }
    if bare == "中国" {
        return one_name("中国地方");
    }
    let city = bare.trim_end_matches('市');
    CITIES.iter().find(|(known, _)| *known == city || *known == bare).map(|(_, code)| vec![*code])
}

fn one_prefecture(name: &str) -> Option<u8> {
    let index = PREFECTURES
        .iter()
        .position(|full| *full == name || (full.strip_suffix(['都', '府', '県']) == Some(name)))?;
    u8::try_from(index + 1).ok()
}
