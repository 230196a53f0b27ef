//! Where a phrase is cut: joining words outside brackets, a plus between words, endings that refuse.

/// The parts of a text between a joining word, which counts only outside brackets.
pub(super) fn split_outside<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 && at >= start && text[at..].starts_with(word) {
            parts.push(&text[start..at]);
            start = at + word.len();
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts.into_iter().map(|part| part.trim_matches(['、', ','])).filter(|part| !part.is_empty()).collect()
}

/// The inside of a text that one pair of brackets holds as a whole.
pub(super) fn unwrapped(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_i32;
    for c in inner.chars() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 {
            return None;
        }
    }
    Some(inner)
}

/// First letters of units that are no points.
const COUNTED_IN: &[char] = &['か', '年', '日', '週', '営', '回', '名', '人', '億', '万', '円', '件'];

/// A plus between words; before digits it is a sign.
pub(super) fn split_plus(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| *c == '+') {
        let behind = &text[at + c.len_utf8()..];
        let unit = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        // 「+6か月以上接触なし」 goes on with a period, 「+6」 and 「+6点」 are points.
        let is_number = unit.len() < behind.len();
        let is_sign = behind.is_empty() || (is_number && !unit.starts_with(COUNTED_IN));
        if !is_sign && at > start {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// What is left after 以外, を除く and the like, if the phrase ends so.
pub(super) fn refused(text: &str) -> Option<&str> {
    [
        "以外の企業",
        "以外の業種",
        "以外の業界",
        "以外の方",
        "以外の地域",
        "以外の人",
        "以外",
        "を除く",
        "は除く",
        "を除外した企業",
        "を除いた企業",
        "を除いた業種",
        "を除く企業",
        "を除く業種",
        "を除く全て",
        "を除くすべて",
        "ではない企業",
        "でない企業",
        "ではない",
        "でない",
        "じゃない",
        "に該当しない企業",
        "に該当しない",
        "に該当せず",
        "に非該当",
        "非該当",
        "に属さない",
        "に含まれない",
    ]
    .iter()
    .find_map(|ending| text.strip_suffix(ending))
    .or_else(|| {
        let place = text.strip_suffix('外')?;
        place.ends_with(['界', '種', '圏', '都', '県', '府']).then_some(place)
    })
    .filter(|rest| !rest.is_empty())
}
