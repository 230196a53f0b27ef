//! Phrases that only the company can settle: 「大企業」, 「温度感が高い」, 「頻繁に訪問」.

use super::Ask;
use super::compare::find_comparison;

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

/// Degrees that nothing in a cell tells: without a number the rest of the phrase must not be taken for the whole.
const DEGREES: &[&str] = &[
    "多い",
    "多く",
    "多め",
    "多数",
    "多頻度",
    "少ない",
    "少なめ",
    "頻繁",
    "頻度",
    "高頻度",
    "最近",
    "直近の",
    "直近で",
    "近々",
    "積極的",
    "熱心",
    "活発",
    "定期的",
    "継続的",
    "継続して",
    "長時間",
    "長い",
    "短い",
    "しばしば",
    "たまに",
    "時々",
    "ときどき",
    "高い",
    "低い",
    "良い",
    "悪い",
    "大きい",
    "小さい",
    "早い",
    "遅い",
    "早期",
    "そこそこ",
    "ある程度",
    "よく来",
    "よく訪",
    "よく見",
    "よく閲覧",
    "よくサイト",
    "じっくり",
    "しっかり",
    "滞在",
];

/// Parts of the calendar: the cells tell days since, not in which month or term something was.
const CALENDAR: &[&str] = &[
    "今月",
    "先月",
    "来月",
    "今週",
    "先週",
    "来週",
    "今年",
    "昨年",
    "去年",
    "来年",
    "昨日",
    "本日",
    "今期",
    "来期",
    "前期",
    "上期",
    "下期",
    "年度",
    "期中",
    "期末",
    "年内",
    "年明け",
];

/// An exception to the rest of the phrase.
const EXCEPTIONS: &[&str] = &["ただし", "但し"];

/// A degree, and no number that would settle it.
fn is_vague(text: &str) -> bool {
    CALENDAR.iter().chain(EXCEPTIONS).any(|word| text.contains(word))
        || (DEGREES.iter().any(|word| text.contains(word)) && find_comparison(text).is_none())
}

/// Words that say nothing that a cell could be compared with.
const NOTHING: &[&str] = &[
    "要相談",
    "応相談",
    "相談",
    "別途相談",
    "都度相談",
    "営業に相談",
    "上長に相談",
    "上長相談",
    "別途協議",
    "要協議",
    "要確認",
    "ケースバイケース",
    "個別判断",
    "都度判断",
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

pub(super) fn known_question(text: &str) -> Option<Ask> {
    if is_vague(text) {
        return Some(Ask::new("no_measure"));
    }
    if text.is_empty() || NOTHING.contains(&text) {
        return Some(Ask::new("no_condition"));
    }
    UNDEFINED.contains(&text).then(|| Ask::about("no_definition", text))
}
