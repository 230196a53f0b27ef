//! Leads that many tests share, each in the order of `office::TEMPLATE`.

/// The article's example: 25 points.
pub(crate) const ARTICLE: &[&str] = &[
    "株式会社",
    "田中一郎",
    "製造業",
    "120",
    "課長",
    "1",
    "なし",
    "2回以上",
    "資料請求",
    "ichiro@example.co.jp",
    "電話済み",
];

/// Qualifies by every rule.
pub(crate) const QUALIFIED: &[&str] = &[
    "青空精機",
    "見本太郎",
    "製造業",
    "300",
    "代表取締役",
    "3",
    "参加済み",
    "5",
    "展示会",
    "taro@example.co.jp",
    "",
];

/// Qualifies too, with its numbers in full width.
pub(crate) const QUALIFIED_IN_FULL_WIDTH: &[&str] = &[
    "雲間工業",
    "例田花子",
    "小売業",
    "５０名",
    "本部長",
    "0",
    "あり",
    "1回",
    "展示会",
    "hanako@example.co.jp",
    "",
];

/// Earns next to nothing; the contact is a telephone number.
pub(crate) const LOW: &[&str] =
    &["水面電設", "架空次郎", "小売業", "", "", "0", "なし", "1回", "紹介", "03-0000-1201", ""];

/// Cells that leave a doubt.
pub(crate) const DOUBTFUL: &[&str] =
    &["波間商店", "", "IT", "49", "部長代理", "", "申込のみ", "", "", "", ""];

/// A cell with an error of the spreadsheet.
pub(crate) const BROKEN: &[&str] = &[
    "山彦部品",
    "試作七海",
    "製造業",
    "#N/A",
    "課長",
    "1",
    "なし",
    "2回以上",
    "紹介",
    "nanami@example.co.jp",
    "",
];
