//! Patterns of the words of sales statuses.
//!
//! A pattern is found anywhere in the text; `^` binds it to the beginning, `$` to the end, `=` to the whole text. `A+B`
//! wants both parts, B after A; `A~` wants A to be denied right behind it (`受注ならず`, `受注には至りません`), `A!`
//! wants it done (`電話した`, `メールを出しました`).

/// The characters that a text holds, by their lowest eight bits. Most patterns are ruled out by their first character.
pub(super) struct Letters([u64; 4]);

impl Letters {
    pub(super) fn of(text: &str) -> Self {
        let mut letters = Self([0; 4]);
        letters.add(text);
        letters
    }

    pub(super) fn add(&mut self, text: &str) {
        for c in text.chars() {
            let (slot, bit) = Self::place(c);
            self.0[slot] |= bit;
        }
    }

    /// The text may begin somewhere in the one of these letters.
    pub(super) fn may_hold(&self, text: &str) -> bool {
        text.chars().next().is_none_or(|c| {
            let (slot, bit) = Self::place(c);
            self.0[slot] & bit != 0
        })
    }

    fn place(c: char) -> (usize, u64) {
        let low = u32::from(c) & 0xFF;
        (low as usize / 64, 1 << (low % 64))
    }
}

/// Where the word of a pattern has to stand.
enum Place {
    Anywhere,
    Whole,
    Beginning,
    End,
    Before(&'static str),
    Continued(&'static [&'static str]),
}

/// One pattern, taken apart.
pub(super) struct Pattern {
    word: &'static str,
    place: Place,
}

impl Pattern {
    /// The patterns of a list, between blanks.
    pub(super) fn list(list: &'static str) -> Vec<Self> {
        list.split_whitespace().map(Self::of).collect()
    }

    fn of(pattern: &'static str) -> Self {
        let marks = [('=', Place::Whole), ('^', Place::Beginning), ('$', Place::End)];
        for (mark, place) in marks {
            if let Some(word) = pattern.strip_prefix(mark) {
                return Self { word, place };
            }
        }
        for (mark, endings) in [('~', DENIALS), ('!', DONE)] {
            if let Some(word) = pattern.strip_suffix(mark) {
                return Self { word, place: Place::Continued(endings) };
            }
        }
        match pattern.split_once('+') {
            Some((word, then)) => Self { word, place: Place::Before(then) },
            None => Self { word: pattern, place: Place::Anywhere },
        }
    }

    /// The pattern is found in a text of these letters.
    pub(super) fn is_in(&self, text: &str, letters: &Letters) -> bool {
        let word = self.word;
        if !letters.may_hold(word) {
            return false;
        }
        match self.place {
            Place::Anywhere => text.contains(word),
            Place::Whole => text == word,
            Place::Beginning => text.starts_with(word),
            Place::End => text.ends_with(word),
            Place::Before(then) => text.find(word).is_some_and(|at| text[at + word.len()..].contains(then)),
            Place::Continued(endings) => {
                text.match_indices(word).any(|(at, _)| continues(&text[at + word.len()..], endings))
            }
        }
    }
}

/// What follows a word, with or without a particle between, when it did not happen.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const DENIALS: &[&str] = &[
    "ならず", "ならな", "ならん", "なりませ", "成らず", "なってない", "なっていな", "至ら", "至りませ", "至って",
    "至れ", "いたら", "せず", "しな", "しませ", "できず", "できな", "できませ", "できてな", "できていな", "出来ず",
    "出来な", "出来ませ", "取れず", "取れな", "取れませ", "取れてな", "取れん", "取れていな", "取れていませ", "取れてませ",
    "いかず", "いかな", "いきませ", "行かず", "行かな", "なさ", "なくな", "無さ", "取ってな", "取っていな", "していな", "してな",
    "していませ", "しておりませ", "してませ", "ない", "無い", "ありませ", "ございませ", "来ず", "来な", "来ませ", "来てな", "来ていな",
    "こず", "こな", "きませ", "きてな", "得られ", "つながら", "つながりませ",
    "結びつか", "結び付か", "なし", "無理", "失敗", "断念", "いただけず", "いただけな", "もらえず", "もらえな",
];

/// What follows a word, with or without a particle between, when it was done.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const DONE: &[&str] = &[
    "済", "完了", "した", "しま", "しとい", "しておき", "しておい", "かけた", "かけま", "掛けた", "掛けま", "差し上げ", "さしあげ", "入れた",
    "入れま", "出した", "出しま", "打った", "打ちま", "送", "お送", "でき", "いただい", "いただき", "頂い", "頂き",
];

fn continues(rest: &str, endings: &[&str]) -> bool {
    const PARTICLES: &[&str] =
        &["には", "とは", "では", "にて", "までは", "まで", "が", "は", "に", "を", "と", "も", "で", "へ"];
    let starts = |rest: &str| endings.iter().any(|ending| rest.starts_with(ending));
    starts(rest) || PARTICLES.iter().any(|particle| rest.strip_prefix(particle).is_some_and(starts))
}
