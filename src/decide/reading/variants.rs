//! Kanji that are written in two ways: the forms that count as one character, and the spellings that only resemble each other.
//!
//! The strong fold joins an old form with its modern one and may decide that two names are the same. The weak fold joins whatever
//! people confuse; names that meet only there are for a person to judge.

use unicode_normalization::UnicodeNormalization;

use super::text::is_dash;

/// The text with old and variant characters in their modern form.
///
/// Source: `domain/README.md` section 2.1, the characters that the strong key joins.
pub fn modern(text: &str) -> String {
    text.chars().map(modern_char).collect()
}

/// The modern form of one character.
fn modern_char(c: char) -> char {
    match c {
        '髙' => '高',
        '﨑' => '崎',
        '𠮷' => '吉',
        '濵' | '濱' => '浜',
        '邊' | '邉' => '辺',
        '齋' => '斎',
        '齊' => '斉',
        '澤' => '沢',
        '櫻' => '桜',
        '國' => '国',
        '廣' => '広',
        '榮' => '栄',
        '眞' => '真',
        '惠' => '恵',
        '學' => '学',
        '會' => '会',
        '區' => '区',
        '縣' => '県',
        '黑' => '黒',
        '德' => '徳',
        '增' => '増',
        '瀨' => '瀬',
        '靜' => '静',
        '瀧' => '滝',
        '藏' => '蔵',
        '條' => '条',
        '圓' => '円',
        '圖' => '図',
        '鐵' => '鉄',
        '淺' => '浅',
        '澁' => '渋',
        '豐' => '豊',
        '萬' => '万',
        '與' => '与',
        '彌' => '弥',
        '壽' => '寿',
        '曾' => '曽',
        'ヶ' => 'ケ',
        '戶' => '戸',
        c => c,
    }
}

/// How the weak fold takes the kanji that are both a numeral and the shape of a kana (二 and ニ, 八 and ハ).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twins {
    /// As the kana that they look like.
    Shape,
    /// As the number that they mean.
    Number,
}

/// The strong key without the differences that people often write by mistake.
///
/// Shape: hiragana for all kana, no long vowels, one spelling of words that are written in kana or in letters. Two keys that are
/// equal here and not in the strong form ask for a person.
/// Source: `domain/README.md` section 2.1, the weak key.
pub fn weak(strong_key: &str, twins: Twins) -> String {
    let one_word = WORDS.iter().fold(strong_key.to_owned(), |text, &(from, to)| text.replace(from, to));
    let chars: Vec<char> = one_word.chars().collect();
    let mut folded = String::with_capacity(one_word.len());
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
        let after = chars.get(at + 1).copied();
        let is_joint = matches!(c, 'ケ' | 'が' | 'ガ' | 'ヵ' | 'カ')
            && before.is_some_and(is_kanji)
            && after.is_some_and(is_kanji);
        match c {
            '々' => folded.extend(folded.chars().next_back()),
            _ if is_joint => folded.push('が'),
            // Long vowels and whatever dash stands for one.
            c if is_dash(c) => {}
            // The small vowel after ヴ, テ, デ only says which consonant is meant.
            'ァ' | 'ィ' | 'ェ' | 'ォ' if before == Some('ヴ') => {
                folded.pop();
                folded.push(match c {
                    'ァ' => 'ば',
                    'ィ' => 'び',
                    'ェ' => 'べ',
                    _ => 'ぼ',
                });
            }
            c if is_accented(c) => folded.extend(without_accent(c)),
            c => folded.push(hiragana(large(look(c, twins)))),
        }
    }
    folded
}

/// A Latin letter with an accent, in lower case as keys are.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{00DF}'..='\u{017F}') && c != '\u{00F7}'
}

/// The letters that people type for an accented one.
fn without_accent(c: char) -> impl Iterator<Item = char> {
    let spelled = match c {
        'ß' => "ss",
        'æ' => "ae",
        'ø' => "o",
        'ł' => "l",
        _ => "",
    };
    let plain = std::iter::once(c).nfd().filter(move |c| spelled.is_empty() && c.is_ascii_alphabetic());
    spelled.chars().chain(plain)
}

/// The key with all kana as large hiragana and without long vowels, so that kana can be compared with what they write out.
pub(super) fn sound(strong_key: &str) -> String {
    strong_key.chars().filter(|&c| c != 'ー').map(|c| hiragana(large(c))).collect()
}

/// Words that are written in kana, in letters or abbreviated; the first is what people type, the second stands for all.
const WORDS: &[(&str, &str)] = &[
    ("ホールディングス", "hd"),
    ("ホールディング", "hd"),
    ("holdings", "hd"),
    ("テクノロジーズ", "technologies"),
    ("テクノロジー", "technology"),
    ("テクノ", "techno"),
    ("テック", "tech"),
    ("システム", "system"),
    ("ソリューション", "solution"),
    ("ラボ", "lab"),
    ("デザイン", "design"),
    ("サービス", "service"),
    ("グループ", "group"),
    ("ジャパン", "japan"),
    ("インターナショナル", "intl"),
    ("international", "intl"),
    ("コーポレーション", "corp"),
    ("corporation", "corp"),
    ("エンジニアリング", "engineering"),
    ("コンサルティング", "consulting"),
    ("ネットワーク", "network"),
    ("メディア", "media"),
    ("ワークス", "works"),
    ("フーズ", "foods"),
    ("トレーディング", "trading"),
    ("マーケティング", "marketing"),
    ("ロジスティクス", "logistics"),
    ("ファクトリー", "factory"),
    ("スタジオ", "studio"),
    ("パートナーズ", "partners"),
    ("カンパニー", "company"),
    ("アンド", "&"),
    ("and", "&"),
];

/// One of the characters that look like `c` or that people write for it.
fn look(c: char, twins: Twins) -> char {
    match (c, twins) {
        ('二', Twins::Shape) => 'ニ',
        ('八', Twins::Shape) => 'ハ',
        ('三', Twins::Shape) => 'ミ',
        ('千', Twins::Shape) => 'チ',
        (c, Twins::Number) if number(c).is_some() => number(c).unwrap_or(c),
        (c, _) => match c {
            '工' => 'エ',
            '口' => 'ロ',
            '力' => 'カ',
            '夕' => 'タ',
            '卜' => 'ト',
            '才' => 'オ',
            '士' => '土',
            '末' => '未',
            '斎' => '斉',
            '嶋' | '嶌' => '島',
            '冨' => '富',
            '龍' => '竜',
            '峯' => '峰',
            '渕' | '渊' => '淵',
            '之' | '乃' | 'ノ' => 'の',
            '薗' => '園',
            '舘' => '館',
            '桧' => '檜',
            '嶽' => '岳',
            '槇' => '槙',
            '籐' => '藤',
            '埜' => '野',
            '邨' => '村',
            '藪' => '薮',
            '祗' => '祇',
            'ヅ' => 'ズ',
            'ヂ' => 'ジ',
            c => plain_form(c),
        },
    }
}

/// Old forms beyond the strong list, and the simplified forms that come with a Chinese input method.
fn plain_form(c: char) -> char {
    const PAIRS: &str = "實実賣売驛駅藝芸團団醫医鹽塩顯顕禮礼來来應応龜亀關関獨独舊旧氣気當当總総聲声體体變変辨弁佛仏寶宝\
        傳伝價価假仮兒児內内劍剣勞労單単嚴厳囘回壓圧壞壊處処处処對対將将專専屬属帶帯廢廃廳庁彈弾從従戰戦\
        拂払擴拡收収數数斷断晝昼曉暁樂楽樓楼樣様權権歐欧歷歴澁渋濟済燒焼營営爐炉狀状獻献畫画疊畳盡尽礦鉱\
        祕秘稻稲穗穂竝並粹粋絲糸經経繪絵續続聽聴肅粛腦脳臺台舍舎號号螢蛍蟲虫裝装覺覚覽覧觀観觸触譯訳證証\
        讀読豫予貳弐轉転遞逓遲遅邇迩郞郎釀醸釋釈錢銭鑄鋳隨随險険雜雑靈霊驗験髮髪鷄鶏黨党齒歯龙竜东東业業\
        产産电電车車马馬书書广広厂廠华華乐楽兴興农農冈岡凤鳳门門问問间間风風飞飛长長实実张張关関开開网網\
        专専丝糸丰豊丽麗乡郷买買卖売亚亜亲親亿億仓倉价価优優伟偉传伝储儲儿児兰蘭养養军軍净浄创創刘劉办弁\
        务務动動劳労势勢协協单単卫衛厅庁历歴压圧县県发発变変员員响響团団园園围囲图図圆円圣聖场場块塊坚堅\
        亞亜惡悪爲為隱隠衞衛奧奥橫横黃黄溫温槪概恆恒鷗鴎籠篭桒桑巖巌縱縦燈灯淸清敎教錄録綠緑靑青步歩每毎\
        彥彦硏研薰薫晉晋晄晃曻昇濤涛莊荘遙遥堯尭禰祢祿禄穰穣尙尚翆翠萠萌蠣蛎賴頼逹達鄕郷飮飲餠餅鬪闘麵麺\
        麴麹默黙凛凜壺壷礒磯礪砺楳梅昻昂舩船枩松栁柳栢柏槗橋閒間靱靭鶯鴬鰺鯵冲沖凉涼鎭鎮鉃鉄愼慎亙亘碕崎\
        埼崎舖舗鋪舗萊莱蕊蘂珎珍壯壮奬奨搖揺敍叙竊窃讓譲歸帰冰氷橿樫强強";
    let mut chars = PAIRS.chars();
    while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
        if from == c {
            return to;
        }
    }
    c
}

/// A character that only a Chinese input method writes.
pub(super) fn is_simplified(c: char) -> bool {
    const SIMPLIFIED: &str = "见贝观现规视觉说话语读课调谈谢记议论订让训许访评词译诗诚该详请诸谁红约级纪纯纲纳纸线练组\
        细织终绍经结给络绝统继绩维综绿缘绪么鉴针钟钻锅错键镜闪闭闲闹队阶陈处东业产电车马书华乐兴\
        农冈凤义门问间风飞长实张关开专丝丰丽乡买卖亚亲亿仓优伟传储兰养军净创刘办务动劳势协单卫厅\
        历压县发变员响团园围图圆圣场块坚设计试验资贸货贵质转轮输运进远连适选钢铁银链锋镇阳阴陆际\
        难项顺须预领题额顾颜饭饮馆驱骏鱼鲜鸟鸿鹏齐龙";
    SIMPLIFIED.contains(c)
}

/// The digit of a kanji numeral.
fn number(c: char) -> Option<char> {
    "〇一二三四五六七八九"
        .chars()
        .position(|numeral| numeral == c)
        .and_then(|at| "0123456789".chars().nth(at))
}

/// A small kana written large.
fn large(c: char) -> char {
    const PAIRS: [(char, char); 20] = [
        ('ァ', 'ア'),
        ('ィ', 'イ'),
        ('ゥ', 'ウ'),
        ('ェ', 'エ'),
        ('ォ', 'オ'),
        ('ッ', 'ツ'),
        ('ャ', 'ヤ'),
        ('ュ', 'ユ'),
        ('ョ', 'ヨ'),
        ('ヮ', 'ワ'),
        ('ぁ', 'あ'),
        ('ぃ', 'い'),
        ('ぅ', 'う'),
        ('ぇ', 'え'),
        ('ぉ', 'お'),
        ('っ', 'つ'),
        ('ゃ', 'や'),
        ('ゅ', 'ゆ'),
        ('ょ', 'よ'),
        ('ヵ', 'カ'),
    ];
    PAIRS.iter().find(|(small, _)| *small == c).map_or(c, |&(_, large)| large)
}

/// The hiragana of a katakana; ヴ as ぶ.
fn hiragana(c: char) -> char {
    match c {
        'ヴ' => 'ぶ',
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        c => c,
    }
}

/// A kanji, the mark 々 included.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// A katakana or the long-vowel mark.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

/// A kana of either kind.
pub fn is_kana(c: char) -> bool {
    is_katakana(c) || matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ')
}
