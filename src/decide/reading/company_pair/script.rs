//! The same word in another script: kana and kanji, kana and letters.

use super::super::variants::{is_kana, is_kanji};

/// What two texts in different scripts have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sounds {
    /// They read alike.
    Alike,
    /// They cannot read alike.
    Unlike,
    /// A kanji whose reading is not known stands between.
    Unknown,
}

/// Compares hiragana with a text that holds kanji.
///
/// Shape: words with a known reading must be read so; any other kanji takes up one to three kana, which leaves the answer open.
pub(super) fn kana_and_kanji(kana: &str, kanji: &str) -> Sounds {
    let kana: Vec<char> = kana.chars().collect();
    let kanji: Vec<char> = kanji.chars().collect();
    if kanji.len() > KANJI_MAX {
        return Sounds::Unknown;
    }
    if reads(&kana, &kanji, false) {
        Sounds::Alike
    } else if (kanji.len() > 1 || !is_listed(&kanji)) && reads(&kana, &kanji, true) {
        Sounds::Unknown
    } else {
        Sounds::Unlike
    }
}

/// Characters of the longest text whose readings are tried; their number grows by a factor with each.
const KANJI_MAX: usize = 10;

/// A text with a word of two or more kanji whose reading is known.
pub(super) fn holds_known_word(text: &str) -> bool {
    READINGS.iter().any(|(word, _)| word.chars().count() > 1 && text.contains(word))
}

fn is_listed(word: &[char]) -> bool {
    READINGS.iter().any(|(listed, _)| word.iter().copied().eq(listed.chars()))
}

/// Whether the kana can be a reading of the mixed text; with `are_open`, single kanji may have readings that are not listed.
fn reads(kana: &[char], mixed: &[char], are_open: bool) -> bool {
    let Some((&first, rest)) = mixed.split_first() else { return kana.is_empty() };
    if !is_kanji(first) {
        return kana.split_first().is_some_and(|(&c, after)| c == first && reads(after, rest, are_open));
    }
    let mut begins_word = false;
    for (word, reading) in READINGS {
        let count = word.chars().count();
        if mixed.get(..count).is_some_and(|part| part.iter().copied().eq(word.chars())) {
            begins_word = begins_word || count > 1;
            let reading: Vec<char> = reading.chars().collect();
            let after = kana.strip_prefix(reading.as_slice());
            if after.is_some_and(|after| reads(after, mixed.get(count..).unwrap_or_default(), are_open)) {
                return true;
            }
        }
    }
    let open = |count: usize| kana.get(count..).is_some_and(|after| reads(after, rest, are_open));
    are_open && !begins_word && (1..=3_usize).any(open)
}

/// Compares hiragana with letters by their consonants.
pub(super) fn kana_and_letters(kana: &str, letters: &str) -> Sounds {
    let (spoken, written) = (bones(&romaji(kana)), bones(letters));
    if spoken.is_empty() || written.is_empty() {
        return Sounds::Unknown;
    }
    let apart = super::distance::edits(&spoken, &written);
    if apart * 3 <= spoken.len().max(written.len()) { Sounds::Alike } else { Sounds::Unlike }
}

/// Compares a text that may hold kanji with one in letters by the kana that the first begins with.
pub(super) fn mixed_and_letters(mixed: &str, letters: &str) -> Sounds {
    let head: String = mixed.chars().take_while(|&c| is_kana(c)).collect();
    if head.is_empty() {
        return Sounds::Unknown;
    }
    if head.len() == mixed.len() {
        return kana_and_letters(mixed, letters);
    }
    if letters.starts_with(&romaji(&head)) { Sounds::Alike } else { kana_and_letters(&head, letters) }
}

/// The consonants of a word in letters, sounds that Japanese does not tell apart joined.
fn bones(word: &str) -> Vec<char> {
    let word = word
        .to_lowercase()
        .replace("ph", "f")
        .replace("ck", "k")
        .replace("ch", "t")
        .replace("ts", "t")
        .replace("sh", "s")
        .replace("th", "s")
        .replace('x', "ks");
    let mut bones: Vec<char> = Vec::new();
    for c in word.chars() {
        let bone = match c {
            'l' => 'r',
            'v' => 'b',
            'c' | 'q' => 'k',
            'j' => 'z',
            'f' => 'h',
            'a' | 'i' | 'u' | 'e' | 'o' | 'y' | 'w' => continue,
            c if c.is_ascii_alphanumeric() => c,
            _ => continue,
        };
        if bones.last() != Some(&bone) {
            bones.push(bone);
        }
    }
    bones
}

/// Hiragana in Hepburn letters, small kana taken as large.
fn romaji(kana: &str) -> String {
    const ROWS: [(&str, &str); 15] = [
        ("あいうえお", ""),
        ("かきくけこ", "k"),
        ("さしすせそ", "s"),
        ("たちつてと", "t"),
        ("なにぬねの", "n"),
        ("はひふへほ", "h"),
        ("まみむめも", "m"),
        ("らりるれろ", "r"),
        ("がぎぐげご", "g"),
        ("ざじずぜぞ", "z"),
        ("だぢづでど", "d"),
        ("ばびぶべぼ", "b"),
        ("ぱぴぷぺぽ", "p"),
        ("や.ゆ.よ", "y"),
        ("わゐ.ゑを", "w"),
    ];
    const VOWELS: [char; 5] = ['a', 'i', 'u', 'e', 'o'];
    let mut text = String::new();
    for c in kana.chars() {
        if c == 'ん' {
            text.push('n');
        }
        for (row, consonant) in ROWS {
            if let Some(vowel) = row.chars().position(|kana| kana == c).and_then(|at| VOWELS.get(at)) {
                text.push_str(consonant);
                text.push(*vowel);
            }
        }
    }
    text.replace("si", "shi")
        .replace("tu", "tsu")
        .replace("ti", "chi")
        .replace("hu", "fu")
        .replace("zi", "ji")
}

/// Readings of kanji words that stand in many names, in hiragana with large kana as the weak fold writes it.
const READINGS: &[(&str, &str)] = &[
    ("桜", "さくら"),
    ("翼", "つばさ"),
    ("彩", "いろどり"),
    ("彩", "あや"),
    ("凪", "なぎ"),
    ("縁", "えにし"),
    ("巴", "ともえ"),
    ("桃", "もも"),
    ("藍", "あい"),
    ("碧", "あおい"),
    ("太陽", "たいよう"),
    ("大地", "だいち"),
    ("飛鳥", "あすか"),
    ("鳳", "おおとり"),
    ("巽", "たつみ"),
    ("扇", "おうぎ"),
    ("鼓", "つづみ"),
    ("錦", "にしき"),
    ("轟", "とどろき"),
    ("雅", "みやび"),
    ("瞳", "ひとみ"),
    ("礎", "いしずえ"),
    ("要", "かなめ"),
    ("青葉", "あおば"),
    ("若葉", "わかば"),
    ("双葉", "ふたば"),
    ("青空", "あおぞら"),
    ("大空", "おおぞら"),
    ("空", "そら"),
    ("雲", "くも"),
    ("光", "ひかり"),
    ("緑", "みどり"),
    ("翠", "みどり"),
    ("海", "うみ"),
    ("山", "やま"),
    ("山", "さん"),
    ("川", "かわ"),
    ("川", "がわ"),
    ("森", "もり"),
    ("林", "はやし"),
    ("花", "はな"),
    ("星", "ほし"),
    ("月", "つき"),
    ("朝日", "あさひ"),
    ("旭", "あさひ"),
    ("朝", "あさ"),
    ("日", "ひ"),
    ("富士", "ふじ"),
    ("大和", "やまと"),
    ("未来", "みらい"),
    ("希望", "きぼう"),
    ("楓", "かえで"),
    ("梅", "うめ"),
    ("松", "まつ"),
    ("竹", "たけ"),
    ("椿", "つばき"),
    ("菊", "きく"),
    ("藤", "ふじ"),
    ("東", "ひがし"),
    ("東", "あずま"),
    ("西", "にし"),
    ("南", "みなみ"),
    ("北", "きた"),
    ("丘", "おか"),
    ("岡", "おか"),
    ("橋", "はし"),
    ("橋", "ばし"),
    ("夢", "ゆめ"),
    ("心", "こころ"),
    ("絆", "きずな"),
    ("輝", "かがやき"),
    ("望", "のぞみ"),
    ("希", "のぞみ"),
    ("泉", "いずみ"),
    ("宝", "たから"),
    ("鶴", "つる"),
    ("亀", "かめ"),
    ("虹", "にじ"),
    ("風", "かぜ"),
    ("雪", "ゆき"),
    ("春", "はる"),
    ("夏", "なつ"),
    ("秋", "あき"),
    ("冬", "ふゆ"),
    ("昴", "すばる"),
    ("誉", "ほまれ"),
    ("響", "ひびき"),
    ("匠", "たくみ"),
    ("見本", "みほん"),
    ("港", "みなと"),
    ("湊", "みなと"),
    ("都", "みやこ"),
    ("曙", "あけぼの"),
    ("暁", "あかつき"),
    ("茜", "あかね"),
    ("葵", "あおい"),
    ("蓮", "はす"),
    ("柊", "ひいらぎ"),
    ("樹", "いつき"),
    ("樹", "き"),
    ("木", "き"),
    ("木", "もく"),
    ("水", "みず"),
    ("石", "いし"),
    ("田", "た"),
    ("田", "だ"),
    ("野", "の"),
    ("原", "はら"),
    ("島", "しま"),
    ("崎", "さき"),
    ("崎", "ざき"),
    ("瀬", "せ"),
    ("谷", "たに"),
    ("谷", "や"),
    ("高", "たか"),
    ("中", "なか"),
    ("大", "おお"),
    ("小", "こ"),
    ("小", "お"),
    ("上", "うえ"),
    ("上", "かみ"),
    ("下", "した"),
    ("下", "しも"),
    ("白", "しろ"),
    ("白", "しら"),
    ("黒", "くろ"),
    ("赤", "あか"),
    ("青", "あお"),
    ("金", "きん"),
    ("金", "かね"),
    ("銀", "ぎん"),
    ("鈴", "すず"),
    ("鷹", "たか"),
    ("鷲", "わし"),
    ("燕", "つばめ"),
    ("隼", "はやぶさ"),
    ("雀", "すずめ"),
    ("白鳥", "はくちよう"),
    ("千鳥", "ちどり"),
    ("絹", "きぬ"),
    ("結", "ゆい"),
    ("和", "なごみ"),
    ("和", "わ"),
    ("愛", "あい"),
    ("恵", "めぐみ"),
    ("歩", "あゆみ"),
    ("栞", "しおり"),
    ("雫", "しずく"),
    ("霞", "かすみ"),
    ("渚", "なぎさ"),
    ("岬", "みさき"),
    ("里", "さと"),
    ("郷", "さと"),
    ("京", "きよう"),
    ("京", "みやこ"),
    ("三", "み"),
    ("三", "さん"),
    ("一", "いち"),
    ("二", "ふた"),
    ("八", "や"),
    ("万", "よろず"),
    ("欅", "けやき"),
    ("杉", "すぎ"),
    ("柏", "かしわ"),
    ("楠", "くすのき"),
    ("葉", "は"),
    ("葉", "ば"),
    ("向日葵", "ひまわり"),
    ("陽", "ひ"),
    ("灯", "あかり"),
    ("明", "あかり"),
    ("蛍", "ほたる"),
    ("蕾", "つぼみ"),
    ("芽", "め"),
    ("菜", "な"),
    ("実", "み"),
    ("稲", "いね"),
    ("穂", "ほ"),
    ("麦", "むぎ"),
    ("米", "こめ"),
    ("斎藤", "さいとう"),
    ("斉藤", "さいとう"),
    ("佐藤", "さとう"),
    ("伊藤", "いとう"),
    ("加藤", "かとう"),
    ("渡辺", "わたなべ"),
    ("清水", "しみず"),
    ("近藤", "こんどう"),
    ("藤", "とう"),
    ("藤", "どう"),
    ("村", "むら"),
    ("本", "もと"),
    ("井", "い"),
    ("内", "うち"),
    ("口", "くち"),
    ("口", "ぐち"),
    ("吉", "よし"),
    ("福", "ふく"),
    ("工房", "こうぼう"),
    ("商会", "しようかい"),
    ("製作所", "せいさくしよ"),
    ("商店", "しようてん"),
    ("設計", "せつけい"),
    ("建設", "けんせつ"),
    ("工業", "こうぎよう"),
    ("食品", "しよくひん"),
    ("不動産", "ふどうさん"),
    ("企画", "きかく"),
    ("印刷", "いんさつ"),
    ("電気", "でんき"),
    ("倶楽部", "くらぶ"),
    ("珈琲", "こーひー"),
    ("珈琲", "こひ"),
    ("硝子", "がらす"),
    ("煙草", "たばこ"),
    ("自動車", "じどうしや"),
    ("薬局", "やつきよく"),
    ("病院", "びよういん"),
    ("歯科", "しか"),
    ("家具", "かぐ"),
    ("眼鏡", "めがね"),
    ("時計", "とけい"),
];
