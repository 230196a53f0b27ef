//! Words found in a text where their surroundings let them stand: the longest at each place counts, and one that only looks like another
//! covers it.

use rustc_hash::FxHashMap;

use super::words::kind;

/// A word of a table, without its bars.
struct Entry {
    word: &'static str,
    kind: u32,
    /// No letter stands before it.
    is_start: bool,
    /// No letter stands behind it.
    is_end: bool,
}

/// The words of all kinds by their first letter, longest first.
pub(super) struct Matcher {
    by_first: FxHashMap<char, Vec<Entry>>,
}

impl Matcher {
    /// Over tables of words, each with its kind. A bar in a table says that no letter stands there: `|パス|`, `無|`, `late|`. A word in Latin
    /// letters begins where letters begin.
    pub(super) fn new(tables: &[(u32, &[&'static str])]) -> Self {
        let mut by_first: FxHashMap<char, Vec<Entry>> = FxHashMap::default();
        for &(kind, table) in tables {
            for written in table {
                let word = written.trim_matches('|');
                let Some(first) = word.chars().next() else { continue };
                let entry =
                    Entry { word, kind, is_start: written.starts_with('|'), is_end: written.ends_with('|') };
                by_first.entry(first).or_default().push(entry);
            }
        }
        by_first
            .values_mut()
            .for_each(|words| words.sort_by_key(|entry| std::cmp::Reverse(entry.word.len())));
        Self { by_first }
    }

    /// The kinds of words in the text. Behind a word of a covering kind the search goes on after it, elsewhere at the next letter.
    pub(super) fn found(&self, text: &str, covering: u32) -> u32 {
        let mut found = 0;
        self.walk(text, covering, |_, said| {
            found |= said;
            true
        });
        found
    }

    /// Where the first word of a kind stands.
    pub(super) fn first(&self, text: &str, kind: u32) -> Option<usize> {
        let mut first = None;
        self.walk(text, kind::COVER, |at, said| {
            first = (said & kind != 0).then_some(at);
            first.is_none()
        });
        first
    }

    /// Tells each place at which a word stands and the word's kinds, until `goes_on` says no.
    fn walk(&self, text: &str, covering: u32, mut goes_on: impl FnMut(usize, u32) -> bool) {
        let mut found = 0;
        let mut before: Option<char> = None;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let (mut said, len) = self.longest(&text[at..], c, before).unwrap_or((0, 0));
            let step = if said & covering == 0 { c.len_utf8() } else { len };
            if c == 'ず' && said == 0 && is_denial_ending(before, &text[at + step..], found) {
                said = kind::DENIAL;
            }
            found |= said;
            if said != 0 && !goes_on(at, said) {
                return;
            }
            before = text[at..at + step].chars().next_back();
            at += step;
        }
    }

    /// The kinds of the longest word at the start of the text, and its length.
    fn longest(&self, rest: &str, first: char, before: Option<char>) -> Option<(u32, usize)> {
        let words = self.by_first.get(&first)?;
        if first.is_ascii_alphabetic() && before.is_some_and(|c| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut fits = words.iter().filter(|entry| {
            rest.starts_with(entry.word)
                && (!entry.is_start || !before.is_some_and(char::is_alphabetic))
                && (!entry.is_end || !rest[entry.word.len()..].starts_with(char::is_alphabetic))
        });
        let longest = fits.next()?;
        let len = longest.word.len();
        let kinds = fits
            .take_while(|other| other.word.len() == len)
            .fold(longest.kind, |all, other| all | other.kind);
        Some((kinds, len))
    }
}

/// The ず of `参加せず`, `都合つかず`: behind the stem of a verb, at the end of its clause. Not that of `わずか`, `しずおか`; nor that of `迷わず参加`, which
/// says how and not whether.
fn is_denial_ending(before: Option<char>, behind: &str, found: u32) -> bool {
    const STEMS: &str = "せれえらかわまばたさなけてめげべねきじびちがり来出見得";
    /// What follows where ず only says how.
    const DONE: [&str; 8] = ["参加", "出席", "視聴", "来場", "受講", "聴講", "来訪", "最後まで"];
    if !before.is_some_and(|c| STEMS.contains(c)) {
        return false;
    }
    let behind = behind.strip_prefix('に').unwrap_or(behind);
    let is_inside_word = behind.starts_with(|c: char| matches!(c, 'ぁ'..='ゖ')) && !behind.starts_with('じ');
    let says_how = found & kind::AFFIRM == 0 && DONE.iter().any(|done| behind.starts_with(done));
    !is_inside_word && !says_how
}
