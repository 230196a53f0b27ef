//! What the shipped rules give, computed a second time and independently, for the few spellings that the trials type.

use std::collections::{BTreeMap, BTreeSet};

use crate::office_page::Page;

/// Points by rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Points(BTreeMap<String, i32>);

impl Points {
    pub(crate) fn shipped() -> Self {
        let rules = [
            ("会社規模", 5),
            ("業種", 5),
            ("担当者役職", 10),
            ("過去の行動", 10),
            ("イベント参加", 15),
            ("Web行動", 5),
        ];
        Self(rules.into_iter().map(|(item, points)| (item.to_owned(), points)).collect())
    }

    fn of(&self, item: &str) -> i32 {
        self.0.get(item).copied().unwrap_or(0)
    }
}

/// The points that stand on スコア設定.
pub(crate) fn points_of(rules: &Page) -> Points {
    let points = (1..rules.rows.len())
        .filter_map(|row| Some((rules.text(row, "項目"), rules.text(row, "配点").parse().ok()?)));
    Points(points.collect())
}

/// Spellings that meet the rules' conditions.
const LARGE: [&str; 5] = ["120", "300", "５０名", "約200名", "50"];
const TARGETS: [&str; 2] = ["製造業", "IT"];
const CHIEFS: [&str; 4] = ["部長", "本部長", "代表取締役", "社長"];
const LOADED: [&str; 3] = ["1", "3", "２"];
const JOINED: [&str; 3] = ["参加済み", "あり", "参加"];
const OFTEN: [&str; 4] = ["2回以上", "5", "10", "２"];

/// Attribute and behaviour points of a row.
pub(crate) fn expected(page: &Page, row: usize, points: &Points) -> (i32, i32) {
    let pays = |item: &str, header: &str, words: &[&str]| {
        let has = page.headers().iter().any(|text| text == header);
        if has && words.contains(&page.text(row, header).as_str()) { points.of(item) } else { 0 }
    };
    let attribute = pays("会社規模", "従業員数", &LARGE)
        + pays("業種", "業種", &TARGETS)
        + pays("担当者役職", "役職", &CHIEFS);
    let behaviour = pays("過去の行動", "DL回数", &LOADED)
        + pays("イベント参加", "セミナー参加", &JOINED)
        + pays("Web行動", "Web閲覧回数", &OFTEN);
    (attribute, behaviour)
}

/// Every row shows what its cells give; ids are there and unique; rows without a lead show nothing.
pub(crate) fn check_leads(page: &Page, points: &Points, case: &str) {
    let own = ["リードID", "属性点", "行動点", "スコア合計", "ステータス", "スコア内訳", "要確認"];
    let mut ids = BTreeSet::new();
    for row in 1..page.rows.len() {
        let place = format!("{case}: row {} {:?}", row + 1, page.rows[row]);
        if is_blank(page, row) {
            assert!(
                own.iter().all(|header| page.text(row, header).is_empty()),
                "{place}: no lead, yet something stands there"
            );
            continue;
        }
        let id = page.text(row, "リードID");
        assert!(id.starts_with("L-"), "{place}: id {id}");
        assert!(ids.insert(id), "{place}: an id twice");
        let (attribute, behaviour) = expected(page, row, points);
        let total = attribute + behaviour;
        let shown = ["属性点", "行動点", "スコア合計"].map(|header| page.text(row, header));
        assert_eq!(shown, [attribute, behaviour, total].map(|points| points.to_string()), "{place}");
        let priority = if total >= 30 {
            "高"
        } else if total >= 15 {
            "中"
        } else {
            "低"
        };
        let status = if total >= 30 {
            "今すぐ対応"
        } else if attribute >= 10 {
            "将来性あり"
        } else {
            "経過観察"
        };
        let header = if page.headers().iter().any(|header| header == "優先度") {
            "優先度"
        } else {
            "優先順位"
        };
        assert_eq!(
            (page.text(row, header).as_str(), page.text(row, "ステータス").as_str()),
            (priority, status),
            "{place}"
        );
        assert_eq!(
            sum_of(&page.text(row, "スコア内訳")),
            Some((total, total)),
            "{place}: the breakdown adds up"
        );
    }
}

/// No cell of a person is filled.
pub(crate) fn is_blank(page: &Page, row: usize) -> bool {
    let own = [
        "リードID",
        "属性点",
        "行動点",
        "スコア合計",
        "優先度",
        "優先順位",
        "ステータス",
        "スコア内訳",
        "要確認",
    ];
    let headers = page.headers();
    let is_own = |column: usize| headers.get(column).is_some_and(|header| own.contains(&header.as_str()));
    page.rows[row].iter().enumerate().all(|(column, cell)| is_own(column) || cell == "")
}

/// What the parts before `=` add up to, and what stands behind it.
pub(crate) fn sum_of(breakdown: &str) -> Option<(i32, i32)> {
    let (parts, rest) = breakdown.split_once('=')?;
    let total: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    let signed =
        parts.split(' ').filter_map(|part| part.rfind(['+', '-']).map(|at| part[at..].parse::<i32>()));
    Some((signed.filter_map(Result::ok).sum(), total.parse().ok()?))
}
