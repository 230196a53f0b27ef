//! A cell cut into single titles, and what takes a title out of office.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::super::text::WordIndex;
use super::vocabulary;

/// The text in the spelling of the vocabulary: no honorific, no footnote, one form of マネージャー and of old characters.
pub(super) fn spelled(clean: &str) -> String {
    static VARIANTS: LazyLock<WordIndex> = LazyLock::new(|| {
        let variants: Vec<&str> = vocabulary::SPELLINGS.iter().map(|(variant, _)| *variant).collect();
        WordIndex::new(&[(1, &variants)])
    });
    let mut text = Cow::Borrowed(clean);
    if VARIANTS.is_in(clean) {
        for (variant, form) in vocabulary::SPELLINGS {
            text = Cow::Owned(text.replace(variant, form));
        }
    }
    let mut text = &*text;
    if let Some(at) = text.find('※').filter(|at| *at > 0)
        && !is_out_of_office(&text[at..])
    {
        text = &text[..at];
    }
    let mut title = text.trim().trim_end_matches(['。', '.', '、', '★', '☆', '!', '*', ':']).trim_end();
    for honorific in ["様", "殿", "さん", "さま", "どの", "先生", "氏", "御中", "ちゃん"] {
        title =
            title.strip_suffix(honorific).map(str::trim_end).filter(|rest| !rest.is_empty()).unwrap_or(title);
    }
    vocabulary::from_kana(title).unwrap_or(title).to_owned()
}

/// The whole text says that nobody holds the title now: over, not yet, vacant, or someone else's.
pub(super) fn is_out_of_office(text: &str) -> bool {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const WORDS: &[&str] = &[
        "まで", "迄", "退職", "退任", "退社", "辞任", "退官", "引退", "勇退", "不在", "空席", "空位", "欠員",
        "逝去", "死去", "死亡", "候補", "内定", "予定", "見込", "紹介", "定年", "解任", "任期満了", "だった",
        "でした", "知人", "友人", "推薦", "経由", "の息子", "の後任", "未定", "前任", "前職", "当時", "(元)", "(前)",
        "(旧)", "(故)", "異動済", "転籍", "転職",
    ];
    static INDEX: LazyLock<WordIndex> = LazyLock::new(|| WordIndex::new(&[(1, WORDS)]));
    INDEX.is_in(text) || text.ends_with("OB") || text.ends_with("宛")
}

/// The title is a past or a coming one (元部長, 次期社長). Place names that begin alike are not.
pub(super) fn is_former(title: &str) -> bool {
    const MARKS: [&str; 13] =
        ["元", "前", "旧", "故", "次期", "先代", "歴代", "名誉", "退", "もと", "次の", "将来の", "新任予定"];
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const NAMES: [&str; 20] = [
        "元町", "元住吉", "元麻布", "元赤坂", "元山", "元請", "元気", "元方", "前橋", "前田", "前原", "前川",
        "前沢", "前野", "前工程", "前処理", "前島", "旧居留地", "旧軽", "元締",
    ];
    MARKS.iter().any(|mark| title.starts_with(mark)) && !NAMES.iter().any(|name| title.starts_with(name))
}

/// A choice of a form over several ranks (`部長・次長クラス`, `課長〜部長`).
pub(super) fn is_span(text: &str) -> bool {
    text.ends_with("クラス")
        || text.ends_with('級')
        || text.ends_with("レベル")
        || text.contains(['〜', '~'])
        || text.ends_with("以上")
        || is_choice_of_classes(text)
}

/// A choice of a form that names no titles but classes of them (`経営者・役員`).
fn is_choice_of_classes(text: &str) -> bool {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const CLASSES: [&str; 11] = [
        "経営者", "会社経営者", "経営層", "経営陣", "役員", "会社役員", "管理職", "中間管理職", "一般社員", "一般職", "社員",
    ];
    text.contains(['・', '/', '、'])
        && text.split(['・', '/', '、']).all(|class| CLASSES.contains(&class.trim()))
}

/// The single titles of the text.
pub(super) fn titles(text: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let (main, remarks) = without_brackets(text);
    for piece in split(&main) {
        titles.extend(words(&piece));
    }
    for remark in remarks {
        for piece in split(&remark) {
            titles.extend(words(&piece));
        }
    }
    titles
}

/// The text outside brackets and the insides. A bracket that holds only a modifier (`部長(代理)`) joins the word before it.
fn without_brackets(text: &str) -> (String, Vec<String>) {
    let (mut main, mut remarks) = (String::with_capacity(text.len()), Vec::new());
    let mut inside: Option<String> = None;
    for c in text.chars() {
        match (c, inside.take()) {
            ('(' | '[' | '【' | '〔' | '<' | '〈', None) => inside = Some(String::new()),
            (')' | ']' | '】' | '〕' | '>' | '〉', Some(remark))
                if vocabulary::MODIFIERS.contains(&remark.as_str()) =>
            {
                main.push_str(&remark);
            }
            (')' | ']' | '】' | '〕' | '>' | '〉', Some(remark)) => {
                main.push(' ');
                remarks.push(remark);
            }
            (c, Some(mut remark)) => {
                remark.push(c);
                inside = Some(remark);
            }
            (c, None) => main.push(c),
        }
    }
    remarks.extend(inside);
    (main, remarks)
}

/// The text cut at signs and words that join titles.
fn split(text: &str) -> Vec<String> {
    const JOINTS: &[&str] = &["兼任", "兼務", "兼", "及び", "および", "並びに", "ならびに", "かつ"];
    static INDEX: LazyLock<WordIndex> = LazyLock::new(|| WordIndex::new(&[(1, JOINTS)]));
    let mut text = Cow::Borrowed(text);
    if INDEX.is_in(&text) {
        for joint in JOINTS {
            text = Cow::Owned(text.replace(joint, "/"));
        }
    }
    let mut pieces = vec![String::new()];
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        // 元・部長 and 旧:課長 are one title.
        let is_past = pieces.last().is_some_and(|piece| matches!(piece.trim(), "元" | "前" | "旧" | "故"));
        if is_past && matches!(c, '・' | ':' | '-' | ' ') {
            continue;
        }
        let is_joint = matches!(c, '/' | '、' | ',' | '&' | '+' | ';' | '|' | '〜' | '~' | '。' | ':' | '\\');
        if *c == '・' {
            let is_inside_word =
                at > 0 && is_katakana(chars[at - 1]) && chars.get(at + 1).copied().is_some_and(is_katakana);
            let ends_title = pieces.last().is_some_and(|piece| vocabulary::ranks_alone(piece));
            if !is_inside_word || ends_title {
                pieces.push(String::new());
            }
        } else if is_joint {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(*c);
        }
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

/// The words of a piece: single letters (`部 長`) join up, modifiers join the word before, 副 and 元 the word behind, English stays whole.
fn words(piece: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut was_single = false;
    for word in piece.split_whitespace() {
        let is_single = word.chars().nth(1).is_none() && !word.is_ascii();
        let joins_last = match words.last() {
            None => false,
            Some(last) if last.is_ascii() && word.is_ascii() => {
                words.last_mut().into_iter().for_each(|last| last.push(' '));
                true
            }
            Some(last) => {
                is_open
                    || (was_single && is_single)
                    || vocabulary::MODIFIERS.contains(&word)
                    || belongs_to_place(last, word)
                    || is_title_of_both(last, word)
            }
        };
        match words.last_mut() {
            Some(last) if joins_last => {
                let word = word.trim_start_matches(['所', '局']);
                let is_place = last.ends_with(['所', '局']) && word == "長";
                last.push_str(if is_place { "長" } else { word });
            }
            _ => words.push(word.to_owned()),
        }
        is_open = matches!(word, "元" | "前" | "旧" | "副" | "次期" | "故" | "先代" | "名誉" | "代表" if !is_single || word != "代表");
        was_single = is_single;
    }
    words
}

/// `プロジェクト マネージャー` and `カスタマーサクセス マネージャー` are one title: the role decides the rank.
fn is_title_of_both(first: &str, then: &str) -> bool {
    first.chars().all(is_katakana)
        && then.chars().all(is_katakana)
        && vocabulary::rank_of(&format!("{first}{then}")).is_some()
}

/// `東京営業所 所長` is a 営業所長, `薬局 局長` a 薬局長: the place decides the rank.
fn belongs_to_place(place: &str, title: &str) -> bool {
    match title {
        "所長" => [
            "営業所",
            "出張所",
            "税理士事務所",
            "会計事務所",
            "法律事務所",
            "弁護士事務所",
            "特許事務所",
            "労務士事務所",
            "書士事務所",
        ]
        .iter()
        .any(|kind| place.ends_with(kind)),
        "局長" => ["支局", "薬局", "郵便局"].iter().any(|kind| place.ends_with(kind)),
        _ => false,
    }
}
