//! Where one address ends and the next begins, and what an address may look like.

use super::super::text::is_dash;

/// Bytes of the longest address that mail servers take.
///
/// Source: RFC 5321, section 4.5.3.1.
pub(super) const ADDRESS_BYTES_MAX: usize = 254;

/// The texts of the addresses in a clean text that has an `@`; nothing where a piece belongs to no address and is no remark either.
///
/// Shape: a piece between separators needs an `@`, be a remark in Japanese or a name before `<address>`; otherwise `taro@example.co,jp` would
/// be taken for an address in Colombia.
pub(super) fn addresses(text: &str) -> Option<Vec<String>> {
    let text = with_plain_marks(text);
    if let Some(new) = behind_arrow(&text) {
        return addresses_of(new);
    }
    addresses_of(&text)
}

fn addresses_of(text: &str) -> Option<Vec<String>> {
    let in_angles = between_angles(text);
    let is_named = !in_angles.is_empty();
    let text = without_remarks(text);
    let mut found = Vec::new();
    for piece in split_pieces(&text, is_named) {
        let inside = between_angles(&piece);
        if !inside.is_empty() {
            found.extend(inside.into_iter().flat_map(|inner| candidates(&inner)));
        } else if piece.contains('@') {
            found.extend(candidates(&piece));
        } else if !is_named && !is_remark(&piece) {
            return None;
        }
    }
    Some(found)
}

/// One spelling for hyphens within an address, no blanks around `@`, no sheet marks around the whole.
fn with_plain_marks(text: &str) -> String {
    let text = text.trim_start_matches(['=', '\'']).trim();
    let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    // A quote without its partner is what is left of a quoted column.
    let is_paired = text.matches('"').count().is_multiple_of(2);
    let text = if is_paired { text.to_owned() } else { text.replace('"', "") };
    let chars: Vec<char> = text.chars().collect();
    let mut plain = String::with_capacity(text.len());
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let is_in_ascii = before.is_some_and(char::is_ascii) && chars.get(at + 1).is_some_and(char::is_ascii);
        plain.push(if is_dash(c) && is_in_ascii { '-' } else { c });
    }
    let mut joined = String::with_capacity(plain.len());
    for (at, side) in plain.split('@').enumerate() {
        if at == 0 {
            joined.push_str(side.trim_end());
        } else {
            joined.truncate(joined.trim_end().len());
            joined.push('@');
            joined.push_str(side.trim_start());
        }
    }
    joined
}

/// What stands behind an arrow: the address that replaced the one before it.
fn behind_arrow(text: &str) -> Option<&str> {
    let after = text.rsplit_once(['→', '⇒', '➡']).map(|(_, after)| after)?;
    after.contains('@').then_some(after)
}

/// The texts between `<` and `>` that hold an `@`.
fn between_angles(text: &str) -> Vec<String> {
    text.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .filter(|(inside, _)| inside.contains('@'))
        .map(|(inside, _)| inside.to_owned())
        .collect()
}

/// The text without bracketed remarks; brackets around an address become blanks, and what follows `※` is a remark.
fn without_remarks(text: &str) -> String {
    const PAIRS: [(char, char); 6] =
        [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('《', '》'), ('「', '」')];
    let mut text = match text.split_once('※') {
        Some((before, _)) if before.contains('@') => before.to_owned(),
        _ => text.replace('※', " "),
    };
    for (open, close) in PAIRS {
        let mut from = 0;
        while let Some(start) = text[from..].find(open).map(|at| from + at) {
            let Some(end) = text[start..].find(close).map(|at| start + at) else { break };
            let inside = &text[start + open.len_utf8()..end];
            // `taro@[192.0.2.1]`: the brackets belong to the address.
            let is_literal = text[..start].ends_with('@');
            from = end + close.len_utf8();
            if is_literal {
                continue;
            }
            let kept = if inside.contains('@') { format!(" {inside} ") } else { String::from(" ") };
            text.replace_range(start..from, &kept);
            from = start + kept.len();
        }
    }
    text.trim().to_owned()
}

/// The text cut at separators outside quotes and angles, and at blanks where every part has an `@` or is a remark.
fn split_pieces(text: &str, is_named: bool) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut in_quotes, mut in_angles) = (false, false);
    for c in text.chars() {
        match c {
            '"' => in_quotes = !in_quotes,
            '<' => in_angles = true,
            '>' => in_angles = false,
            _ => {}
        }
        let is_cut = !in_quotes && !in_angles && ",;、/|・".contains(c);
        if is_cut {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    let pieces = pieces.iter().map(|piece| piece.trim()).filter(|piece| !piece.is_empty());
    pieces.flat_map(|piece| if is_named { vec![piece.to_owned()] } else { split_blanks(piece) }).collect()
}

/// The parts between blanks: where each has an `@`; remarks in Japanese and words such as `or` do not count.
fn split_blanks(piece: &str) -> Vec<String> {
    let is_joint =
        |word: &str| matches!(word.to_lowercase().as_str(), "or" | "and" | "&" | "と" | "または" | "又は");
    if piece.contains('"') {
        return vec![piece.to_owned()];
    }
    let words: Vec<&str> = piece
        .split_whitespace()
        .filter(|word| !is_joint(word))
        .filter(|word| word.contains('@') || !is_remark(word))
        .filter(|word| !is_label(word))
        .collect();
    if words.iter().all(|word| word.contains('@')) {
        words.into_iter().map(str::to_owned).collect()
    } else {
        vec![words.join(" ")]
    }
}

/// A piece without `@` that is no part of an address: nothing in it is a Latin letter.
fn is_remark(piece: &str) -> bool {
    !piece.chars().any(|c| c.is_ascii_alphabetic())
}

/// `Email:`, `e-mail`, `To:`: what is before an address.
fn is_label(word: &str) -> bool {
    const LABELS: [&str; 14] = [
        "email", "e-mail", "mail", "e_mail", "mailto", "to", "cc", "bcc", "address", "pc", "address:", "e",
        "m", "from",
    ];
    word.strip_suffix(':').is_some_and(|label| LABELS.contains(&label.to_lowercase().as_str()))
        || matches!(word.to_lowercase().as_str(), "email" | "e-mail" | "mail")
}

/// The address in a piece that holds an `@`: without `mailto:`, labels and what ends a sentence.
fn candidates(piece: &str) -> Vec<String> {
    let piece = piece.trim().trim_matches(['<', '>']);
    let piece = if piece.starts_with('"') { piece } else { after_label(piece) };
    let piece = match piece.split_once('?') {
        Some((before, _)) if before.contains('@') => before,
        _ => piece,
    };
    let is_end = |c: char| c.is_whitespace() || ".。,、;:!?…)]}>'’”`・*＊".contains(c);
    let piece =
        piece.trim_start_matches(|c: char| "・●■◆★☆◎○◇□▶✉📧→×✕*<([{'‘“`:".contains(c) || c.is_whitespace());
    let piece = without_glued_text(piece.trim_end_matches(is_end));
    vec![piece.trim_end_matches(is_end).to_owned()]
}

/// What stands behind the last colon of a label (`mailto:`, `メール:`).
fn after_label(piece: &str) -> &str {
    let Some((local, _)) = piece.split_once('@') else { return piece };
    match local.rfind(':') {
        Some(at) => piece[at + 1..].trim_start(),
        None => piece,
    }
}

/// An address without Japanese text that is written right before or behind it.
fn without_glued_text(piece: &str) -> &str {
    let Some((local, domain)) = piece.rsplit_once('@') else { return piece };
    let is_kana_or_kanji = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}');
    let end = domain.find(is_kana_or_kanji).unwrap_or(domain.len());
    // A domain that begins in Japanese is a domain name of its own kind and stays as it is.
    let end = if domain[..end].contains('.') { end } else { domain.len() };
    let start = match local.char_indices().rev().find(|(_, c)| is_kana_or_kanji(*c)) {
        Some((at, c)) if at + c.len_utf8() < local.len() && local[..at].chars().all(is_kana_or_kanji) => {
            at + c.len_utf8()
        }
        _ => 0,
    };
    &piece[start..local.len() + 1 + end]
}

/// Whether mail servers take this as the part before `@`: ASCII, no blanks, no asterisk that blanks a letter out, no question mark, which is
/// what an export leaves of a letter that its encoding lacks.
///
/// Shape: full stops in a row and at the end are taken, see [`super::Address::has_odd_dots`]; not at the start.
pub(super) fn is_local_part(local: &str) -> bool {
    const BYTES_MAX: usize = 64;
    if local.is_empty() || local.len() > BYTES_MAX {
        return false;
    }
    if let Some(quoted) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return !quoted.is_empty() && quoted.is_ascii() && !quoted.contains('"');
    }
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'+-/=^_`{|}~.".contains(&byte);
    !local.starts_with('.') && local.bytes().all(is_taken)
}

/// Whether this can be a mail domain: labels of letters, digits and inner hyphens, and a top-level domain of letters.
pub(super) fn is_domain(domain: &str) -> bool {
    const LABEL_BYTES_MAX: usize = 63;
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= LABEL_BYTES_MAX
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let Some((_, top)) = domain.rsplit_once('.') else { return false };
    let is_top =
        top.len() >= 2 && (top.bytes().all(|byte| byte.is_ascii_alphabetic()) || top.starts_with("xn--"));
    is_top && domain.split('.').all(is_label)
}
