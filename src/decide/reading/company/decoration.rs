//! What stands around a company's name: marks, courtesies, remarks, former names, branches, and other companies.

use super::super::text::is_dash;
use super::super::variants::is_kanji;
use super::legal_form::{self, is_close, is_open};
use super::{english_form, place, wrapping};

/// A name and what was taken from around it.
#[derive(Debug, Default)]
pub(super) struct Undecorated {
    pub(super) name: String,
    pub(super) branch: Option<String>,
    pub(super) former: Vec<String>,
    pub(super) remark: Option<String>,
}

/// The text without `【…】`, `※…`, marks at its ends, and what lists and signatures put around it.
pub(super) fn without_marks(text: &str) -> String {
    let text = without_lenticular(text).replace("(※", "(");
    let text = match text.find('※') {
        Some(at) if at > 0 => text.get(..at).unwrap_or(&text),
        _ => &text,
    };
    let text = wrapping::unwrapped(trim_marks(wrapping::unwrapped(text)));
    let text = trim_marks(wrapping::without_front(text));
    trim_marks(wrapping::without_signature(without_pointer(text))).to_owned()
}

/// The text without marks at its ends.
fn trim_marks(text: &str) -> &str {
    // A sheet writes an apostrophe before a cell that is text whatever it looks like.
    let mut kept =
        text.trim_start_matches(|c| is_mark(c) || matches!(c, '\'' | '"') || (is_dash(c) && c != 'ー'));
    while let Some(shorter) = kept.strip_suffix(is_mark) {
        // C# is a name, and a pointed bracket may close.
        if (kept.ends_with('#') && shorter.ends_with(|c: char| c.is_ascii_alphabetic()))
            || (kept.ends_with('>') && shorter.contains('<'))
        {
            break;
        }
        kept = shorter;
    }
    // A point at the end belongs to "Inc.", which takes it off itself.
    kept.trim_end_matches(',')
}

/// A mark of somebody's list, a picture among them.
fn is_mark(c: char) -> bool {
    "★☆◎●○◯■□◆◇▲△▼▽※*✓✔☑!?#。、，♪→⇒>・;:〒 ".contains(c)
        || matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// The text before a remark that a mark behind a blank sets apart (`アオゾラ商会 ★重要`), or an arrow points back from.
fn without_pointer(text: &str) -> &str {
    let is_pointer = |c: char| "★☆◎●■◆▲▼".contains(c);
    let marked = text.match_indices(' ').map(|(at, _)| at).find(|&at| {
        text.get(at + 1..).is_some_and(|rest| rest.starts_with(is_pointer))
            && text.get(..at).is_some_and(holds_company)
    });
    let end = marked.or_else(|| text.find(['←', '⇐']).filter(|&at| at > 0));
    end.and_then(|at| text.get(..at)).unwrap_or(text).trim_end()
}

/// Takes `【…】` out, unless it holds a legal form or is all there is.
fn without_lenticular(text: &str) -> String {
    let Some((before, rest)) = text.split_once('【') else { return text.to_owned() };
    let Some((inner, after)) = rest.split_once('】') else { return text.to_owned() };
    if legal_form::form_of(inner.trim()).is_some() {
        return format!("{before}({}){}", inner.trim(), without_lenticular(after));
    }
    let outside = format!("{before} {}", without_lenticular(after));
    if outside.trim().is_empty() { inner.to_owned() } else { outside.trim().to_owned() }
}

/// The companies that one cell names.
///
/// Shape: one entry unless the parts of a list all carry a legal form, or a slash separates names.
pub(super) fn split_companies(text: &str) -> Vec<String> {
    const SEPARATORS: [char; 10] = ['/', '、', ',', '・', ';', '|', '&', '+', ' ', 'と'];
    for separator in SEPARATORS {
        let parts: Vec<&str> =
            split_outside(text, separator).map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.len() < 2 {
            continue;
        }
        let are_formed = parts
            .iter()
            .all(|part| legal_form::strip_japanese(part).is_some_and(|found| !found.name.trim().is_empty()));
        let are_listed = matches!(separator, '/' | ';') && parts.iter().all(|part| could_be_company(part));
        if are_formed || are_listed {
            return parts.into_iter().map(str::to_owned).collect();
        }
    }
    vec![text.to_owned()]
}

/// The parts of a text between separators that stand outside of brackets.
fn split_outside(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split(move |c: char| {
        depth = (depth + i32::from(is_open(c)) - i32::from(is_close(c))).max(0);
        c == separator && depth == 0
    })
}

/// A part beside a slash that is neither a department nor a reading nor a few letters.
fn could_be_company(part: &str) -> bool {
    let last = part.split(' ').next_back().unwrap_or(part);
    let count = part.chars().count();
    let is_short_latin = part.is_ascii() && count < 5;
    count >= 2 && !place::is_branch(last) && !place::is_place(part) && !is_short_latin
}

/// Takes courtesies, trailing brackets and branches off until none is left.
pub(super) fn undecorate(text: &str) -> Undecorated {
    let mut found = Undecorated { name: text.trim().to_owned(), ..Undecorated::default() };
    loop {
        let before = found.name.len();
        drop_courtesy(&mut found);
        drop_front_bracket(&mut found);
        drop_bracket(&mut found);
        drop_spaced_former(&mut found);
        drop_spaced_branch(&mut found);
        drop_english_branch(&mut found);
        drop_branch_behind_form(&mut found);
        if found.name.len() == before {
            return found;
        }
    }
}

/// `御中`, `様`, `ご担当者様` and the like at the end.
fn drop_courtesy(found: &mut Undecorated) {
    const ANYWHERE: &[&str] = &["御中", "御 中", "ご担当者", "御担当者", "担当者", "各位", "さま"];
    const SPACED: &[&str] = &[" 宛", " 行", " 気付", " 内", " ご担当", " 殿", " さん"];
    const PALACES: &[&str] = &["宮殿", "御殿", "神殿", "湯殿", "拝殿", "本殿"];
    const OTHER_SAMA: &[&str] = &["王様", "神様", "模様", "仕様", "多様", "同様", "奥様", "殿様", "お客様"];
    let name = found.name.trim_end_matches(['。', '、', ' ', '!']);
    let ends_with_any = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let shorter = ANYWHERE
        .iter()
        .chain(SPACED)
        .find_map(|word| name.strip_suffix(word))
        .or_else(|| (!ends_with_any(OTHER_SAMA)).then(|| name.strip_suffix('様')).flatten())
        .or_else(|| (!ends_with_any(PALACES)).then(|| name.strip_suffix('殿')).flatten())
        .or_else(|| {
            let rest = name.strip_suffix("さん")?;
            rest.ends_with(|c| !matches!(c, 'ぁ'..='ゖ')).then_some(rest)
        })
        .unwrap_or(name);
    if !shorter.trim().is_empty() {
        let is_person = shorter.len() < name.len() && name.ends_with(['様', '殿', 'ん']);
        found.name = if is_person { without_person(shorter.trim()) } else { shorter.trim() }.to_owned();
    }
}

/// The text up to the department that the person greeted behind it belongs to (`営業部 見本様`).
fn without_person(text: &str) -> &str {
    let ends = text.match_indices(' ').map(|(at, _)| at);
    let is_behind_department = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default();
        before.rsplit_once(' ').is_some_and(|(_, last)| place::is_branch(last))
    };
    if let Some(at) = ends.rev().find(is_behind_department) {
        return text.get(..at).unwrap_or(text);
    }
    // アオゾラ商会㈱ 見本様: the name ends with its form, the person stands behind.
    match legal_form::split_inside(text) {
        Some((_, _, after)) if after.starts_with(' ') => text.get(..text.len() - after.len()).unwrap_or(text),
        _ => text,
    }
}

/// A bracket in front that is no legal form: a memo, a place, a remark.
fn drop_front_bracket(found: &mut Undecorated) {
    let Some((inner, name)) = found.name.strip_prefix(is_open).and_then(|rest| rest.split_once(is_close))
    else {
        return;
    };
    let (inner, name) = (inner.trim(), name.trim());
    // (協) is written out as a part of the name.
    if name.is_empty() || inner == "協" || legal_form::form_of(inner).is_some() {
        return;
    }
    let (inner, name) = (inner.to_owned(), name.to_owned());
    take_remark(found, &inner);
    found.name = name;
}

/// A bracket at the end: a former name, a place, a remark.
fn drop_bracket(found: &mut Undecorated) {
    let Some((name, inner)) = last_bracket(&found.name).or_else(|| open_bracket(&found.name)) else {
        return;
    };
    if name.is_empty()
        || legal_form::form_of(inner).is_some()
        || legal_form::strip_japanese(name).is_some_and(|stripped| stripped.name.is_empty())
    {
        return;
    }
    let (name, inner) = (name.to_owned(), inner.to_owned());
    take_remark(found, &inner);
    found.name = name;
}

/// Keeps what a bracket says where it belongs.
fn take_remark(found: &mut Undecorated, inner: &str) {
    let former = FORMER.split('|').find_map(|word| inner.strip_prefix(word));
    let former =
        former.map(|name| name.trim_start_matches([':', ' ', '・', '、'])).filter(|name| !name.is_empty());
    let is_abroad = place::may_be_abroad(inner);
    if former.is_none_or(|_| place::is_known_place(inner))
        && !is_abroad
        && (place::is_place(inner) || place::is_branch(inner))
    {
        found.branch.get_or_insert_with(|| inner.to_owned());
    } else if let Some(former) = former.filter(|_| !is_abroad) {
        found.former.push(former.to_owned());
    } else if !MEMOS.split('|').any(|memo| memo == inner)
        && !inner.is_empty()
        && !wrapping::is_address(&inner.to_ascii_lowercase())
    {
        found.remark.get_or_insert_with(|| inner.to_owned());
    }
}

/// The text before a bracket that nothing closes, and what follows it.
fn open_bracket(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind(is_open)?;
    let (name, inner) = text.split_at(at);
    let inner = inner.trim_start_matches(is_open);
    (!inner.contains(is_close) && !inner.trim().is_empty()).then(|| (name.trim(), inner.trim()))
}

/// A former name that a word sets apart behind a blank (`アオゾラ商会 旧社名:クモマ商会`).
fn drop_spaced_former(found: &mut Undecorated) {
    const WORDS: &[&str] = &[" 旧社名", " 旧名称", " 旧商号", " 旧称", " 旧名", " 旧:", " formerly "];
    let Some((name, former)) = WORDS.iter().find_map(|word| found.name.split_once(word)) else { return };
    if !holds_company(name) {
        return;
    }
    let former = former.trim_start_matches([':', ' ', '・', '、']);
    let (name, former) = (name.trim().to_owned(), former.to_owned());
    if !former.is_empty() {
        found.former.push(former);
    }
    found.name = name;
}

/// The text before a bracket that closes at the end, and what it holds.
fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_suffix(is_close)?;
    let mut depth = 1_usize;
    for (at, c) in body.char_indices().rev() {
        if is_close(c) {
            depth += 1;
        } else if is_open(c) {
            depth -= 1;
            if depth == 0 {
                let inner = body.get(at + c.len_utf8()..)?;
                return Some((body.get(..at)?.trim(), inner.trim()));
            }
        }
    }
    None
}

/// Departments and branches behind a blank, a slash or another separator.
fn drop_spaced_branch(found: &mut Undecorated) {
    const SEPARATORS: [char; 13] = [' ', '/', '_', '|', ':', '、', ',', '-', '‐', '–', '—', '−', '>'];
    let Some(at) = found.name.rfind(SEPARATORS) else { return };
    let (name, last) = found.name.split_at(at);
    let Some(separator) = last.chars().next() else { return };
    let last = last.trim_start_matches(separator).trim();
    let name = name.trim_end_matches(SEPARATORS);
    // Between kana a hyphen is a long vowel, between letters a part of the name.
    let is_split = !is_dash(separator)
        || (last.starts_with(is_kanji) && (place::starts_as_site(last) || place::is_bare_unit(last)));
    if !is_split || !holds_company(name) || !place::is_branch(last) {
        return;
    }
    found.branch = Some(match found.branch.take() {
        Some(behind) => format!("{last} {behind}"),
        None => last.to_owned(),
    });
    found.name = name.to_owned();
}

/// A name remains when its legal form is taken off.
fn holds_company(name: &str) -> bool {
    !name.is_empty() && legal_form::strip(name).is_none_or(|stripped| !stripped.name.is_empty())
}

/// `Tokyo Branch` behind an English name: everything behind its form, else the words that are known to name one.
fn drop_english_branch(found: &mut Undecorated) {
    let Some((name, last)) = found.name.rsplit_once(' ') else { return };
    let Some(kind) = place::english_branch(last) else { return };
    let end = english_form::end_inside(name).unwrap_or_else(|| {
        let mut end = name.len();
        while let Some(at) = name.get(..end).and_then(|head| head.rfind(' ')) {
            if !kind.is_named_by(name.get(at + 1..end).unwrap_or_default()) {
                break;
            }
            end = at;
        }
        end
    });
    if end == 0 || (end == name.len() && !kind.stands_alone()) {
        return;
    }
    let (name, branch) = found.name.split_at(end);
    let (name, branch) = (name.to_owned(), branch.trim().to_owned());
    found.branch = Some(branch);
    found.name = name;
}

/// A branch that only a legal form separates from the name (`アオゾラ商会㈱大阪支店`).
fn drop_branch_behind_form(found: &mut Undecorated) {
    let Some((before, _, after)) = legal_form::split_inside(&found.name) else { return };
    let last = after.trim().split(' ').next_back().unwrap_or_default();
    if (!place::is_branch(last) && !place::is_place(after.trim())) || place::may_be_abroad(after.trim()) {
        return;
    }
    let end = found.name.len() - after.len();
    if before.trim().is_empty() {
        return;
    }
    found.branch = Some(after.trim().to_owned());
    found.name.truncate(end);
}

/// Words before a former name.
const FORMER: &str = "\
    旧社名|旧名称|旧商号|旧称|旧名|旧|元|前社名|前商号|前|formerly|Formerly|former|ex-|ex.";

/// Remarks that say nothing about the name.
const MEMOS: &str = "\
    既存|新規|重複|休眠|競合|仮|仮称|仮登録|要確認|確認済|確認中|紹介|見込|見込み|取引先|既存客|既存顧客|顧客|\
    契約済|契約中|解約|解約済|倒産|廃業|移転|NG|コピー|登記|上場|未上場|東証プライム|東証|プライム";
