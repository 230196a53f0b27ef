//! What lists, forms and signatures put around a company's name: brackets, labels, numbers, addresses, persons.

use super::super::prefecture::PREFECTURES;
use super::super::variants::is_kanji;
use super::legal_form::{form_of, full_words, is_close, is_open, strip};
use super::place;

/// The inside of a bracket that holds the whole text, unless it holds but a legal form.
pub(super) fn unwrapped(text: &str) -> &str {
    match text.strip_prefix(is_open).and_then(|rest| rest.strip_suffix(is_close)) {
        Some(inner)
            if !inner.contains(is_open) && !inner.contains(is_close) && form_of(inner.trim()).is_none() =>
        {
            inner.trim()
        }
        // (アオゾラ商会(株)): the inner bracket is a form.
        Some(inner)
            if inner.ends_with(is_close) && inner.contains(is_open) && !inner.starts_with(is_close) =>
        {
            let opens = inner.matches(is_open).count();
            if opens == inner.matches(is_close).count() && first_closes_behind(inner) { inner } else { text }
        }
        _ => text,
    }
}

/// Every bracket of the text opens before it closes.
fn first_closes_behind(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().all(|c| {
        depth += i32::from(is_open(c)) - i32::from(is_close(c));
        depth >= 0
    })
}

/// The text without a form's label (`会社名: …`) and the number of a list (`1. …`) in front.
pub(super) fn without_front(text: &str) -> &str {
    const LABELS: &[&str] = &[
        "会社名",
        "社名",
        "企業名",
        "法人名",
        "団体名",
        "組織名",
        "勤務先名",
        "勤務先",
        "お勤め先",
        "貴社名",
        "御社名",
        "屋号",
        "所属",
        "company",
        "Company",
        "Company Name",
    ];
    let unlabelled = LABELS
        .iter()
        .find_map(|label| text.strip_prefix(label)?.trim_start().strip_prefix(':'))
        .map_or(text, str::trim);
    let unmarked = unlabelled.trim_start_matches(['〇', '×', '✕', '✖', ' ']);
    let is_marked = unmarked.len() < unlabelled.len() && behind_form(unmarked).is_some();
    without_number(match unlabelled {
        "" => text,
        _ if is_marked => unmarked,
        _ => unlabelled,
    })
}

/// The text without a number that a list gave it: one before a legal form, or one with a point or bracket and a blank.
fn without_number(text: &str) -> &str {
    let labels = ["No.", "no.", "NO.", "#"];
    let numbered = labels.iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text).trim_start();
    let rest = numbered.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == numbered.len() {
        return text;
    }
    let name = rest.trim_start_matches(['.', ')', ':', ' ', '、']);
    let is_listed = [". ", ") ", ": "].iter().any(|end| rest.starts_with(end)) && !name.is_empty();
    let is_before_form = behind_form(name).is_some_and(|name| !name.is_empty() && !place::is_branch(name));
    if is_listed || is_before_form { name } else { text }
}

/// What follows the legal form that the text begins with.
fn behind_form(text: &str) -> Option<&str> {
    let written = full_words().find_map(|form| text.strip_prefix(form));
    let bracketed = || {
        let (inner, name) = text.strip_prefix(is_open)?.split_once(is_close)?;
        form_of(inner.trim()).map(|_| name)
    };
    written.or_else(bracketed).map(str::trim)
}

/// The text before an address, a telephone number, a person with a title, `他3社`.
pub(super) fn without_signature(text: &str) -> &str {
    let text = match text.find('〒') {
        Some(at) if at > 0 => text.get(..at).unwrap_or(text).trim(),
        _ => text,
    };
    let begins = text.match_indices(' ').map(|(at, _)| at).find(|&at| {
        let token = text.get(at + 1..).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        let is_behind_name = || text.get(..at).is_some_and(holds_name);
        (is_contact(token) || is_person_title(token)) && is_behind_name()
    });
    without_others(begins.and_then(|at| text.get(..at)).unwrap_or(text))
}

fn holds_name(text: &str) -> bool {
    !text.trim().is_empty() && strip(text.trim()).is_none_or(|found| !found.name.is_empty())
}

/// A word of an address or a number to call.
fn is_contact(token: &str) -> bool {
    let lower = token.to_ascii_lowercase();
    let is_labelled =
        ["tel", "fax", "電話", "携帯", "e-mail", "email", "mail", "住所", "url"].iter().any(|label| {
            lower
                .strip_prefix(label)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '.', '0', '+', '(']))
        });
    let is_street = PREFECTURES.iter().any(|name| {
        token.strip_prefix(name).is_some_and(|rest| rest.contains(['市', '区', '町', '村', '郡']))
    });
    is_labelled || is_street || is_address(&lower)
}

/// An e-mail address, a web address or a telephone number.
pub(super) fn is_address(lower: &str) -> bool {
    let is_mail = lower.is_ascii()
        && lower.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'));
    let is_number = lower.len() >= 9
        && lower.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '(' | ')' | ' '));
    is_mail || is_number || lower.starts_with("http") || lower.starts_with("www.")
}

/// A title behind a company's name: what follows is a person.
fn is_person_title(token: &str) -> bool {
    const TITLES: &[&str] = &[
        "代表取締役",
        "取締役",
        "執行役員",
        "監査役",
        "代表社員",
        "代表理事",
        "理事長",
        "社長",
        "会長",
        "専務",
        "常務",
        "本部長",
        "事業部長",
        "部長",
        "次長",
        "課長",
        "係長",
        "室長",
        "主任",
        "支店長",
        "支社長",
        "営業所長",
        "工場長",
        "店長",
        "事務局長",
        "マネージャー",
        "マネジャー",
        "部長代理",
        "課長代理",
        "課長補佐",
    ];
    // As a word of their own alone; they end the names of shops and offices too.
    const WHOLE: &[&str] = &["代表", "代表者", "店主", "オーナー", "院長", "園長", "所長", "校長", "社主"];
    WHOLE.contains(&token) || TITLES.iter().any(|title| token.ends_with(title))
}

/// The text without `他3社` at its end.
fn without_others(text: &str) -> &str {
    let Some(count) = text.strip_suffix(['社', '件']) else { return text };
    let number = count.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十数".contains(c));
    if number.len() == count.len() {
        return text;
    }
    let name = ["他", "ほか", "外"].iter().find_map(|word| number.trim_end().strip_suffix(word));
    name.map(str::trim_end).filter(|name| !name.is_empty()).unwrap_or(text)
}

/// Digits of the shortest number that is a customer's or a telephone's rather than a name.
const NUMBER_MIN: usize = 4;

/// A text that names a number, an address, one letter, a department or a place and no company.
pub(super) fn is_no_company(text: &str) -> bool {
    // A short number may be a name (258).
    let is_count = text.chars().filter(char::is_ascii_digit).count() >= NUMBER_MIN
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || " 年月日".contains(c));
    let mut chars = text.chars();
    let is_lone = chars.next().is_some_and(|c| !is_kanji(c) || c == '一') && chars.next().is_none();
    is_count
        || is_lone
        || is_general(text)
        || is_address(&text.to_ascii_lowercase())
        || place::is_bare_unit(text)
}

/// A word for a kind of customer or person in place of a name, courtesies behind it or not.
fn is_general(text: &str) -> bool {
    const WORDS: &str = "\
        法人|企業|事業者|事業所|団体|学校|自治体|官公庁|病院|大学|高校|店|店舗|商店|社|会|工場|農家|農業|高校生|\
        中学生|小学生|大学院生|生徒|教員|教師|教職員|先生|医師|看護師|弁護士|税理士|職員|消費者|エンドユーザー|\
        ユーザー|お客|お客様|客|顧客|取引先|得意先|仕入先|一般のお客|一般客|一般消費者|一般企業|代表|代表者|\
        代表取締役|社長|会長|部長|課長|担当|担当者|ご担当|ご担当者|御担当者|各位|関係各位|皆様|代理店|販売店|\
        グループ会社|子会社|親会社|関連会社|他社|同業他社|競合|競合他社|既存|新規|重複";
    let plain = text.trim_end_matches('様').trim_end();
    WORDS.split('|').any(|word| word == text || word == plain)
}
