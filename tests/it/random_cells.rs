//! A hundred thousand cells of random content: no reader panics, neither does the reader of rule phrases nor the scoring of a row, and what
//! every breakdown lists still adds up.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use chrono::NaiveDate;
use tossup::decide::book::TabKey;
use tossup::decide::reading::company::read_company;
use tossup::decide::reading::company_pair::compare_companies;
use tossup::decide::reading::date::{Direction, read_date};
use tossup::decide::reading::email::read_email;
use tossup::decide::reading::industry::read_industry;
use tossup::decide::reading::job_title::read_job_title;
use tossup::decide::reading::person::read_person;
use tossup::decide::reading::phone::read_phone;
use tossup::decide::reading::prefecture::read_prefectures;
use tossup::decide::reading::quantity::{QuantityField, read_quantity};
use tossup::decide::reading::status::read_status;
use tossup::decide::reading::yes_no::read_yes_no;
use tossup::decide::scoring::RuleRow;
use tossup::decide::scoring::phrase::{Cells, parse_cells, parse_phrase_with_columns};

use super::reading_tables::rows;
use super::scoring_sheet::{House, LEAD_HEADERS};

/// Texts that are tried.
const CASES: u64 = 100_000;

/// Texts of one lead tab; so many rows are scored at once.
const SHEET_CASES: u64 = 100;

/// One sheet in so many is scored.
const SCORED_EVERY: u64 = 40;

/// One text in so many is long.
const LONG_EVERY: u64 = 1_000;

const TABLES: [&str; 11] = [
    "company_names.csv",
    "dates.csv",
    "emails.csv",
    "industries.csv",
    "job_titles.csv",
    "person_names.csv",
    "phones.csv",
    "quantities.csv",
    "rule_phrases.csv",
    "statuses.csv",
    "yes_no.csv",
];

/// Characters on which programs stumble: combining marks and what they combine with, joiners, direction marks, the neighbours of the
/// surrogates, the last character, digits of other scripts, numerals, controls.
const ODD: &[&str] = &[
    "\u{0301}",
    "\u{3099}",
    "か\u{3099}",
    "ｶﾞ",
    "\u{200D}",
    "\u{FE0F}",
    "\u{202E}",
    "\u{D7FF}",
    "\u{E000}",
    "\u{FFFD}",
    "\u{FFFF}",
    "\u{10FFFF}",
    "\u{0}",
    "\u{1F}",
    "\u{7F}",
    "\u{85}",
    "\u{FEFF}",
    "👩‍👩‍👧‍👦",
    "🇯🇵",
    "٣",
    "३",
    "𝟜",
    "㊿",
    "⑩",
    "Ⅻ",
    "½",
    "㍿",
    "㍻",
    "㌔",
    "億",
    "万",
    "千",
    "百",
    "零",
    "〇",
    "兆",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "99999999999999999999",
    "0",
    "00",
    "１",
    "．",
    ",",
    "、",
    "・",
    "～",
    "〜",
    "-",
    "ー",
    "―",
    "−",
    "(",
    "（",
    ")",
    "「",
    "」",
    "\"",
    "'",
    "\\",
    "/",
    "%",
    "@",
    "#N/A",
    "\n",
    "\t",
    "\u{3000}",
    " ",
    "=",
    "+",
    "ß",
    "İ",
    "ǆ",
    "ﬃ",
    "ᾳ",
    "名",
    "人",
    "回",
    "年",
    "月",
    "日",
    "時",
    "分",
    "以上",
    "超",
    "未満",
    "以内",
    "約",
    "株式会社",
    "かつ",
    "または",
    "につき",
    "点",
    "上限",
    "対象外",
    "令和",
    "午後",
    "来週",
    "内線",
];

/// Rules among the rows below; the last is a setting.
const GOOD_RULES: usize = 9;

const RULES: &str = "
    | 項目 | 内容 | 配点 | 列 | 比較 | 値 | 上限 | 有効日数 |
    | 規模 | 従業員数50名以上 | 5 | | | | | |
    | 業種 | 製造業またはIT | 5 | | | | | |
    | 役職 | 部長クラス以上 | 10 | | | | | |
    | DL | 資料ダウンロード1回につき | 3 | | | | 20 | 90 |
    | 参加 | ウェビナー参加済み | 15 | | | | | 30 |
    | 訪問 | サイト訪問2回以上 | -5 | | | | | |
    | 競合 | 競合は対象外 | | | | | | |
    | 欄 | | 7 | 社内欄 | 以上 | 10 | | |
    | 資本 | 資本金1億円以上 | 4 | | | | | |
    | スコアの上限 | 30 | | | | | | |
    ";

static HOUSE: LazyLock<House> = LazyLock::new(House::shipped);
static INPUTS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let inputs =
        TABLES.iter().flat_map(|name| rows(name)).filter_map(|row| Some(row.get(0)?.chars().collect()));
    inputs.filter(|input: &Vec<char>| !input.is_empty()).collect()
});

/// Numbers that look random and are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).expect("a small number")
    }

    fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    /// A stretch of a text of the tables, or something odd.
    fn fragment(&mut self) -> String {
        if self.below(4) == 0 {
            return (*self.pick(ODD)).to_owned();
        }
        let input = self.pick(&INPUTS).as_slice();
        let from = self.below(input.len());
        let length = 1 + self.below((input.len() - from).min(8));
        input[from..from + length].iter().collect()
    }

    /// A text of the tables with a few characters taken out, doubled or replaced.
    fn mutated(&mut self) -> String {
        let mut text = self.pick(&INPUTS).clone();
        for _ in 0..=self.below(3) {
            let at = self.below(text.len());
            match self.below(3) {
                0 if text.len() > 1 => drop(text.remove(at)),
                1 => text.insert(at, text[at]),
                _ => {
                    let other: Vec<char> = self.fragment().chars().collect();
                    text.splice(at..=at, other);
                }
            }
            if text.is_empty() {
                break;
            }
        }
        text.into_iter().collect()
    }

    fn bytes(&mut self) -> String {
        let bytes: Vec<u8> = (0..self.below(24)).map(|_| self.next().to_le_bytes()[0]).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn text(&mut self, case: u64) -> String {
        if case.is_multiple_of(LONG_EVERY) {
            return self.fragment().repeat(50 + self.below(400));
        }
        match self.below(4) {
            0 => self.bytes(),
            1 => self.mutated(),
            _ => (0..=self.below(4)).map(|_| self.fragment()).collect(),
        }
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// Gives a text to the readers whose turn it is. Without optimisation the readers of whole phrases take milliseconds, so they see a share.
fn read(case: u64, text: &str, other: &str) {
    match case % 3 {
        0 => {
            let fields = [
                QuantityField::Employees,
                QuantityField::Visits,
                QuantityField::Downloads,
                QuantityField::Any,
            ];
            read_quantity(text, fields[(case / 3 % 4) as usize]);
            let directions = [Direction::Past, Direction::Future, Direction::Any];
            read_date(text, today(), directions[(case / 3 % 3) as usize]);
            read_email(text);
            read_phone(text);
        }
        1 => {
            read_industry(text);
            read_job_title(text, &BTreeMap::new());
            read_prefectures(text);
            read_yes_no(text);
        }
        _ => {
            read_company(text);
            let _ = parse_cells(Cells { column: "社内欄", comparison: "以上", value: text });
            let _ = parse_cells(Cells { column: text, comparison: "範囲", value: other });
        }
    }
    match case % 60 {
        1 => drop(read_status(text)),
        2 => {
            let headers = LEAD_HEADERS.map(str::to_owned);
            let _ = parse_phrase_with_columns(text, Some(other).filter(|item| item.len() < 60), &headers);
        }
        3 | 33 => drop(compare_companies(text, other)),
        4 | 19 | 34 | 49 => drop(read_person(text)),
        _ => {}
    }
}

/// What the parts before `=` add up to.
fn sum_of(breakdown: &str) -> Option<i32> {
    let (parts, _) = breakdown.split_once('=')?;
    let points = |part: &str| -> Option<i32> {
        let signed = part.split('(').next()?;
        signed[signed.rfind(['+', '-'])?..].parse().ok()
    };
    Some(parts.split(' ').filter(|part| !part.starts_with("対象外")).filter_map(points).sum())
}

/// Scores leads of these texts, each text under another header in every row, by good rules and by rules of the same texts.
fn score(texts: &[String]) {
    let house = &*HOUSE;
    let width = LEAD_HEADERS.len();
    let leads: Vec<Vec<&str>> = (0..texts.len())
        .map(|row| (0..width).map(|column| texts[(row + column * 7) % texts.len()].as_str()).collect())
        .collect();
    let keys: Vec<_> = house.contract.tab(TabKey::Rules).into_iter().flat_map(|tab| &tab.columns).collect();
    let mut rules = house.rule_rows(RULES);
    for (row, _) in texts.iter().enumerate().step_by(25) {
        let cells =
            keys.iter().enumerate().map(|(at, column)| (column.key, texts[(row + at) % texts.len()].clone()));
        // 有効 stays blank, so that the rest of the row is read.
        rules.push(RuleRow { cells: cells.filter(|(key, _)| key.as_str() != "rule.active").collect() });
    }
    let sheet = house.score_rows(&rules, &LEAD_HEADERS.map(str::to_owned), &leads);
    assert_eq!(sheet.scored.of_row.len(), leads.len());
    assert!(sheet.reading.book.rules.len() >= GOOD_RULES, "the good rules are read");
    for outcome in sheet.scored.outcomes.iter().skip(1) {
        // A rule of random texts may bring signs of its own into the breakdown.
        if sheet.reading.book.rules.len() == GOOD_RULES {
            assert_eq!(sum_of(&outcome.breakdown), Some(outcome.score.points), "{}", outcome.breakdown);
        }
    }
}

/// Runs the cases of one worker; each has its own dice, so that a failing one can be run alone.
fn run(cases: std::ops::Range<u64>) -> Vec<String> {
    let mut failed = Vec::new();
    let mut sheet: Vec<String> = Vec::new();
    for case in cases {
        let mut dice = Dice(case);
        let text = dice.text(case);
        let other = sheet.last().cloned().unwrap_or_default();
        if catch_unwind(AssertUnwindSafe(|| read(case, &text, &other))).is_err() {
            failed.push(format!("case {case}: {text:?} beside {other:?}"));
        }
        sheet.push(text);
        if sheet.len() as u64 == SHEET_CASES {
            let is_scored = (case / SHEET_CASES).is_multiple_of(SCORED_EVERY);
            if is_scored && catch_unwind(AssertUnwindSafe(|| score(&sheet))).is_err() {
                failed.push(format!("the sheet of the {SHEET_CASES} cases up to {case}: {sheet:?}"));
            }
            sheet.clear();
        }
    }
    failed
}

#[test]
fn a_hundred_thousand_random_cells_panic_nowhere() {
    let workers = std::thread::available_parallelism().map_or(2, |count| count.get() as u64).min(8);
    let share = CASES.div_ceil(workers).next_multiple_of(SHEET_CASES);
    let failed: Vec<String> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || run(worker * share..((worker + 1) * share).min(CASES))))
            .collect();
        started.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect()
    });
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed[..failed.len().min(20)].join("\n"));
}
