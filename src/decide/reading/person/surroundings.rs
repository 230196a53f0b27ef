//! What stands around names in a cell: brackets, remarks, companies, devices, addresses, several people.

use super::super::company::{form_of, full_words, is_close, is_open};
use super::super::variants::{is_kana, is_kanji};
use super::roles;

/// The text without brackets and what they hold; when nothing else is there, what the first holds.
pub(super) fn without_brackets(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut first_inside: Option<String> = None;
    let mut inside = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        if is_open(c) {
            depth += 1;
        } else if is_close(c) && depth > 0 {
            depth -= 1;
            if depth == 0 {
                take_bracket(&mut outside, &mut inside, &mut first_inside);
            }
        } else if depth > 0 {
            inside.push(c);
        } else if !is_close(c) {
            outside.push(c);
        }
    }
    if depth > 0 {
        take_bracket(&mut outside, &mut inside, &mut first_inside);
    }
    let is_bare = outside.trim().is_empty() || super::nobody::is_nobody(&outside);
    match first_inside {
        Some(inside) if is_bare && !super::nobody::is_nobody(&inside) => inside,
        _ => outside,
    }
}

/// Puts a legal form back without its bracket, and a blank in place of anything else.
fn take_bracket(outside: &mut String, inside: &mut String, first: &mut Option<String>) {
    if form_of(inside.trim()).is_some() && inside.chars().count() <= 2 {
        outside.push_str("株式会社");
    } else {
        outside.push(' ');
        first.get_or_insert_with(|| inside.clone());
    }
    inside.clear();
}

/// The text without a nickname in quotes.
pub(super) fn without_nickname(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_inside = false;
    let is_paired = text.matches('"').count().is_multiple_of(2);
    for c in text.chars() {
        match c {
            '"' if is_paired => is_inside = !is_inside,
            '\'' if kept.ends_with(' ') || (is_inside && !kept.is_empty()) => is_inside = !is_inside,
            '“' | '「' | '『' => is_inside = true,
            '”' | '」' | '』' => is_inside = false,
            c if !is_inside => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The text before a remark, a maiden name or a count of others, and behind `様方`.
pub(super) fn without_remark(text: &str) -> &str {
    const PRONOUNS: [&str; 4] = [" he/him", " she/her", " they/them", " 拝"];
    let mut text = text.strip_prefix("故 ").unwrap_or(text).trim_end();
    text = PRONOUNS.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    for host in ["様方", "気付"] {
        if let Some((_, guest)) = text.split_once(host)
            && !guest.trim().is_empty()
        {
            text = guest;
        }
    }
    text = text.trim_end().strip_suffix("様方").unwrap_or(text);
    for mark in
        ["※", "旧姓", "旧:", " 旧 ", "→", "←", "内線", " 携帯", " 電話", " TEL", " Tel", " tel", " 直通"]
    {
        if let Some((before, _)) = text.split_once(mark)
            && !before.trim().is_empty()
        {
            text = before;
        }
    }
    without_age(without_others(text)).trim()
}

/// The text without an age (`45歳`) or the number of an account (`#1234`) at its end.
fn without_age(text: &str) -> &str {
    let text = text.trim_end();
    let without_digits = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(number) = text.strip_suffix(['歳', '才']) {
        let end = without_digits(number);
        return if end < number.len() { text.get(..end).unwrap_or(text) } else { text };
    }
    let before = text.get(..without_digits(text)).unwrap_or(text);
    before.strip_suffix('#').filter(|name| before.len() < text.len() && !name.is_empty()).unwrap_or(text)
}

/// The person behind `の`, before which a department, a title or a company stands (`営業部の見本様`).
pub(super) fn behind_belonging(text: &str) -> &str {
    let Some((of, name)) = text.rsplit_once('の') else { return text };
    let of = of.trim();
    let is_of = roles::is_function(of) || roles::is_department(of) || roles::is_title(of) || is_company(of);
    if is_of && !name.trim().is_empty() { name.trim() } else { text }
}

/// Which of several persons of one name in a family.
pub(super) fn is_generation(word: &str) -> bool {
    matches!(
        word.trim_matches(['.', ',']).to_ascii_lowercase().as_str(),
        "jr" | "sr" | "ii" | "iii" | "iv" | "2nd" | "3rd"
    )
}

/// `他2名`, `ほか3名`, `外1名` and the like at the end.
fn without_others(text: &str) -> &str {
    let trimmed = text.trim_end();
    for word in ["他", "ほか", "外", "以下", "含め", "含む", "+", "ら", "合計", "計", "同伴"]
    {
        let Some(at) = trimmed.rfind(word) else { continue };
        let (before, after) =
            (trimmed.get(..at).unwrap_or_default(), trimmed.get(at + word.len()..).unwrap_or_default());
        let count: String = after.chars().filter(|&c| c != ' ').collect();
        let number = count.trim_end_matches(['名', '人', '様', '方', '者', '同', '行', '席']);
        let is_count = number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十数複".contains(c))
            && number.len() < count.len();
        let is_apart = word == "ほか" || before.ends_with([' ', '、', ',']);
        let is_rest = count.is_empty() && matches!(word, "他" | "ほか") && is_apart;
        if !before.trim().is_empty() && (is_count || is_rest) {
            return before.trim_end_matches([' ', '、', ',', '・']);
        }
    }
    trimmed
}

/// The name of a device's owner (`太郎のiPhone`, `Taro's iPad`).
pub(super) fn without_device(text: &str) -> &str {
    const DEVICES: &[&str] = &[
        "iphone",
        "ipad",
        "macbook pro",
        "macbook air",
        "macbook",
        "galaxy",
        "pixel",
        "xperia",
        "android",
        "pc",
        "スマホ",
        "パソコン",
        "携帯",
        "タブレット",
    ];
    let lower = text.to_ascii_lowercase();
    for device in DEVICES {
        let Some(at) = lower.rfind(device).filter(|&at| at > 0) else { continue };
        let (before, after) =
            (text.get(..at).unwrap_or_default(), lower.get(at + device.len()..).unwrap_or_default());
        let is_model = after.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
        let owner = before.trim_end();
        let owner = ["'s", "’s", "の", "-", "_"]
            .iter()
            .find_map(|joint| owner.strip_suffix(joint))
            .or_else(|| before.strip_suffix(' '));
        if let Some(owner) = owner.filter(|owner| is_model && !owner.trim().is_empty()) {
            return owner.trim();
        }
    }
    text
}

/// The text without addresses and numbers of telephones.
pub(super) fn without_addresses(text: &str) -> String {
    let is_address = |word: &str| {
        word.split_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.') && word.is_ascii())
    };
    let is_number =
        |word: &str| word.len() >= 9 && word.chars().all(|c| c.is_ascii_digit() || "+-()".contains(c));
    let words =
        text.split(' ').filter(|word| !is_address(word) && !is_number(word) && !word.starts_with("http"));
    words.collect::<Vec<_>>().join(" ")
}

/// A part that is the name of a company: it carries a legal form, or ends as companies do.
pub(super) fn is_company(part: &str) -> bool {
    let lower = part.to_lowercase();
    let ends_as_company = |end: &str| part.ends_with(end) && part.chars().count() > end.chars().count() + 1;
    full_words().any(|word| part.starts_with(word) || part.ends_with(word))
        || COMPANY_ENDS.split('|').any(ends_as_company)
        || ENGLISH_COMPANY_ENDS.split('|').any(|end| lower.ends_with(end))
}

/// Endings of company names behind which at least two characters stand.
const COMPANY_ENDS: &str = "\
    商会|商店|商事|工業|産業|建設|製作所|システム|システムズ|ホールディングス|サービス|\
    ソリューションズ|ソリューション|物産|電機|電気|電工|食品|印刷|運輸|運送|不動産|銀行|信用金庫|\
    病院|クリニック|医院|薬局|大学|高校|学園|協会|組合|市役所|町役場|村役場|区役所|県庁|事務所|\
    研究所|ラボ|テック|デザイン|グループ|法人|会社|企画|開発|技研|製薬|化学|金属|鉄工|工務店|観光|\
    旅行|販売|保険|証券|出版|新聞社|学校|保育園|幼稚園|財団|機構|連合会|工房|ホテル|旅館";

/// Endings of company names in letters; the blank in front keeps whole words.
const ENGLISH_COMPANY_ENDS: &str = " inc| inc.| ltd| ltd.| co.| corp| corp.| corporation| llc| trading| k.k.| company| gmbh| design| works| holdings";

/// A part in kana only, beside a name in kanji: its reading.
pub(super) fn is_reading(part: &str) -> bool {
    !part.trim().is_empty() && part.chars().all(|c| is_kana(c) || matches!(c, ' ' | '・'))
}

/// A part in letters.
pub(super) fn is_latin(part: &str) -> bool {
    part.chars().any(char::is_alphabetic) && part.chars().all(|c| !c.is_alphabetic() || is_latin_letter(c))
}

/// A letter of the Latin alphabet, accents included.
pub(super) fn is_latin_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Whether a part holds kanji.
pub(super) fn holds_kanji(part: &str) -> bool {
    part.chars().any(is_kanji)
}

/// A part that is a company, a department or a title and no person.
pub(super) fn is_no_person(part: &str) -> bool {
    let part = part.trim();
    part.is_empty()
        || is_company(part)
        || roles::is_department(part)
        || roles::is_title(part)
        || super::nobody::is_nobody(part)
}
