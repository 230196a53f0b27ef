//! What people type: the spellings of the test tables, and as many more as a long list has.

use std::error::Error;

use serde_json::Value;

/// A fixed stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Begins anew at each row, so that a longer list begins with the shorter one.
    pub(crate) fn of_row(row: u64) -> Self {
        Dice(row.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x0070_5355_5000)
    }

    /// The next number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    fn is_one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'a>(&mut self, pool: &'a [impl AsRef<str>]) -> &'a str {
        let index = self.below(pool.len());
        pool[index].as_ref()
    }
}

/// The pools.
#[derive(Debug)]
pub(crate) struct Texts {
    industries: Vec<String>,
    quantities: Vec<String>,
    job_titles: Vec<String>,
    yes_no: Vec<String>,
    dates: Vec<String>,
}

const FORMS: [&str; 12] = [
    "株式会社",
    "（株）",
    "㈱",
    "(株)",
    "有限会社",
    "合同会社",
    "㈲",
    "一般社団法人",
    "株式会社 ",
    "医療法人社団",
    "",
    "㈱　",
];
const NAMES: [&str; 40] = [
    "アオゾラ",
    "クモマ",
    "みなも",
    "ひだまり",
    "ことのは",
    "ミドリ",
    "やまびこ",
    "つむぎ",
    "こもれび",
    "せせらぎ",
    "あさひ",
    "ほたる",
    "あかつき",
    "そよかぜ",
    "カガミ",
    "ともしび",
    "星見",
    "ながれ",
    "いろは",
    "かざぐるま",
    "しおさい",
    "つばめ",
    "むらさき",
    "スズカゼ",
    "わだち",
    "ゆきどけ",
    "こだま",
    "はるかぜ",
    "なぎさ",
    "みらいず",
    "おおぞら",
    "きたかぜ",
    "さざなみ",
    "たんぽぽ",
    "ふもと",
    "あまがさ",
    "ﾎｼｿﾞﾗ",
    "ＡＢＣ",
    "Kaze",
    "ひなた",
];
const TRADES: [&str; 24] = [
    "精機",
    "工業",
    "電設",
    "商会",
    "テクノロジー",
    "製作所",
    "部品",
    "ソフト",
    "印刷",
    "物流",
    "建設",
    "食品",
    "システムズ",
    "測量",
    "観光",
    "樹脂",
    "データ",
    "化学",
    "教育社",
    "運輸",
    "繊維",
    "機械",
    "設計",
    "ホールディングス",
];
const SURNAMES: [&str; 30] = [
    "見本",
    "例田",
    "架空",
    "試作",
    "仮名",
    "田中",
    "佐々木",
    "髙橋",
    "渡邊",
    "五十嵐",
    "長谷川",
    "斎藤",
    "斉藤",
    "伊藤",
    "鈴木",
    "山﨑",
    "小野寺",
    "ヤマダ",
    "小林",
    "加藤",
    "吉田",
    "佐藤",
    "山本",
    "中村",
    "松本",
    "井上",
    "木村",
    "林",
    "清水",
    "Smith",
];
const GIVEN: [&str; 40] = [
    "太郎",
    "花子",
    "次郎",
    "三郎",
    "よしこ",
    "五郎",
    "六子",
    "七海",
    "八郎",
    "九美",
    "十和",
    "一樹",
    "二葉",
    "三奈",
    "四季",
    "五月",
    "六朗",
    "七星",
    "八重",
    "九太",
    "十子",
    "一花",
    "二郎",
    "三月",
    "四葉",
    "五十鈴",
    "六月",
    "七緒",
    "八雲",
    "九十九",
    "十夢",
    "一歩",
    "二胡",
    "三咲",
    "四音",
    "五徳",
    "六花",
    "七夕",
    "八千代",
    "John",
];
const SOURCES: [&str; 16] = [
    "資料請求",
    "ウェビナー",
    "展示会",
    "ホームページ",
    "紹介",
    "お問い合わせ",
    "名刺",
    "電話",
    "Web広告",
    "HP",
    "セミナー",
    "既存顧客からの紹介",
    "ﾒﾙﾏｶﾞ",
    "展示会（東京ビッグサイト）",
    "不明",
    "テレアポ",
];
const HISTORIES: [&str; 20] = [
    "電話でヒアリング済み",
    "ウェビナー後に質問あり",
    "展示会で名刺交換",
    "参加お礼メール送付",
    "資料3点送付済み",
    "紹介元と同席で面談",
    "導入時期を確認",
    "サンプル送付",
    "デモ希望の連絡あり",
    "見積依頼あり",
    "役員同席で訪問",
    "アンケート回答",
    "業種を確認する",
    "お問い合わせフォームより。至急見積希望",
    "不在、折り返し待ち",
    "予算は来期",
    "担当者変更の連絡",
    "競合と比較中",
    "メール未達\n再送する",
    "「まずは資料を」とのこと",
];
const NOTES: [&str; 10] = [
    "要フォロー",
    "同じ人が二度登録されている",
    "A",
    "決裁者は別",
    "3月決算",
    "代理店経由",
    "※要確認",
    "旧システム利用中",
    "電話NG",
    "\"至急\"",
];

impl Texts {
    /// Takes the inputs of the test tables as pools.
    pub(crate) fn load() -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            industries: inputs(include_str!("../../tests/it/tables/industries.csv"))?,
            quantities: inputs(include_str!("../../tests/it/tables/quantities.csv"))?,
            job_titles: inputs(include_str!("../../tests/it/tables/job_titles.csv"))?,
            yes_no: inputs(include_str!("../../tests/it/tables/yes_no.csv"))?,
            dates: inputs(include_str!("../../tests/it/tables/dates.csv"))?,
        })
    }

    pub(crate) fn company(&self, dice: &mut Dice) -> String {
        let (form, name, trade) = (dice.pick(&FORMS), dice.pick(&NAMES), dice.pick(&TRADES));
        let more = if dice.is_one_in(2) { dice.pick(&NAMES) } else { dice.pick(&TRADES) };
        if dice.is_one_in(3) {
            format!("{name}{more}{trade}{form}")
        } else {
            format!("{form}{name}{more}{trade}")
        }
    }

    pub(crate) fn person(&self, dice: &mut Dice) -> String {
        let gap = ["", " ", "　", "  "][dice.below(4)];
        let honorific = if dice.is_one_in(12) { "様" } else { "" };
        let (surname, given, more) = (dice.pick(&SURNAMES), dice.pick(&GIVEN), dice.pick(&GIVEN));
        let more = if dice.is_one_in(3) { more } else { "" };
        format!("{surname}{gap}{given}{more}{honorific}")
    }

    pub(crate) fn industry(&self, dice: &mut Dice) -> String {
        match dice.below(10) {
            0 => String::new(),
            1 => {
                let first = dice.below(40);
                format!("{}、{}", self.industries[first], self.industries[first + 40])
            }
            _ => dice.pick(&self.industries).to_owned(),
        }
    }

    pub(crate) fn employees(&self, dice: &mut Dice) -> Value {
        // People round large sizes.
        let count =
            [1 + dice.below(9), 1 + dice.below(80), 10 * dice.below(40), 500 * dice.below(20)][dice.below(4)];
        match dice.below(12) {
            0 => "".into(),
            1 => dice.pick(&self.quantities).into(),
            2 => format!("約{count}名").into(),
            3 => format!("{count}〜{}名", count + 50).into(),
            4 => full_width(count).into(),
            5 => format!("{count}人").into(),
            6 | 7 => format!("{count}名").into(),
            8 => format!("{count}名以上").into(),
            _ => count.into(),
        }
    }

    pub(crate) fn job_title(&self, dice: &mut Dice) -> String {
        const BUREAUS: [&str; 12] = [
            "営業",
            "総務",
            "情報システム",
            "製造",
            "経営企画",
            "人事",
            "購買",
            "品質保証",
            "開発",
            "第二営業",
            "マーケ",
            "DX推進",
        ];
        match dice.below(8) {
            0 => String::new(),
            1 | 2 => {
                let title = dice.below(60);
                format!("{}部 {}", dice.pick(&BUREAUS), self.job_titles[title])
            }
            _ => dice.pick(&self.job_titles).to_owned(),
        }
    }

    pub(crate) fn count(&self, dice: &mut Dice, size: usize) -> Value {
        let count = dice.below(size);
        match dice.below(8) {
            0 => "".into(),
            1 => format!("{count}回").into(),
            2 => dice.pick(&self.quantities).into(),
            3 => full_width(count).into(),
            _ => count.into(),
        }
    }

    pub(crate) fn seminar(&self, dice: &mut Dice) -> String {
        match dice.below(6) {
            0 => String::new(),
            1 => format!("参加({}/{})", 1 + dice.below(12), 1 + dice.below(28)),
            _ => dice.pick(&self.yes_no).to_owned(),
        }
    }

    pub(crate) fn source(&self, dice: &mut Dice) -> String {
        if dice.is_one_in(15) { String::new() } else { dice.pick(&SOURCES).to_owned() }
    }

    pub(crate) fn contact(&self, dice: &mut Dice) -> String {
        if dice.is_one_in(8) {
            return format!("03-0000-{:04}", dice.below(10_000));
        }
        const LOCALS: [&str; 10] =
            ["taro", "hanako", "info", "sales", "y.tanaka", "k-sato", "suzuki", "ichiro", "mina", "contact"];
        const DOMAINS: [&str; 8] =
            ["aozora", "kumoma", "minamo", "hidamari", "kotonoha", "midori-works", "yamabiko", "tsumugi"];
        let ending = ["example.co.jp", "example.jp", "example.com"][dice.below(3)];
        format!(
            "{}{}@{}{}.{ending}",
            dice.pick(&LOCALS),
            dice.below(1_000),
            dice.pick(&DOMAINS),
            dice.below(100)
        )
    }

    pub(crate) fn history(&self, dice: &mut Dice) -> String {
        match dice.below(3) {
            0 => String::new(),
            1 => dice.pick(&HISTORIES).to_owned(),
            _ => {
                let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
                format!("{month}/{day} {}", dice.pick(&HISTORIES))
            }
        }
    }

    pub(crate) fn date(&self, dice: &mut Dice) -> String {
        let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
        match dice.below(6) {
            0 => String::new(),
            1 => dice.pick(&self.dates).to_owned(),
            2 => format!("{month}/{day}"),
            3 => format!("2026年{month}月{day}日"),
            _ => format!("2026/{month:02}/{day:02}"),
        }
    }

    pub(crate) fn rep(&self, dice: &mut Dice) -> String {
        if dice.is_one_in(4) { String::new() } else { dice.pick(&SURNAMES).to_owned() }
    }

    pub(crate) fn note(&self, dice: &mut Dice) -> String {
        if dice.is_one_in(5) { dice.pick(&NOTES).to_owned() } else { String::new() }
    }
}

fn inputs(table: &str) -> Result<Vec<String>, csv::Error> {
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let inputs: Result<Vec<String>, csv::Error> =
        rows.records().map(|row| Ok(row?.get(0).unwrap_or_default().to_owned())).collect();
    // The tables hold a few very long cells of their own; one in so many rows would be no messy list but another benchmark.
    Ok(inputs?.into_iter().filter(|input| input.len() <= 300).collect())
}

fn full_width(count: usize) -> String {
    count.to_string().bytes().map(char::from).filter_map(wide).collect()
}

fn wide(digit: char) -> Option<char> {
    char::from_u32('０' as u32 + digit.to_digit(10)?)
}
