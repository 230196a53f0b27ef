//! Whether two texts name the same company, judged by the names alone.
//!
//! Joining two companies does more harm than asking, so only equal strong keys without a contradiction are the same.

mod distance;
mod script;
mod words;

use std::fmt;

use super::Understood;
use super::company::{Company, LegalForm, read_company};
use super::variants::{Twins, is_kana, is_kanji, is_simplified, sound, weak};
use script::Sounds;
use words::Extra;

/// What two names say about each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// One company.
    Same,
    /// Two companies, or no company at all.
    Different,
    /// A person must decide.
    Ask,
}

impl fmt::Display for Sameness {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Ask => "ask",
        })
    }
}

/// Why codes of [`compare_companies`].
pub const WHY: &[&str] = &[
    "pair_no_key",
    "pair_several_companies",
    "pair_same_key",
    "pair_legal_forms_differ",
    "pair_remark_unclear",
    "pair_faculties_differ",
    "pair_former_name",
    "pair_weak_spelling",
    "pair_near_spelling",
    "pair_general_word_omitted",
    "pair_facility",
    "pair_branch_joined",
    "pair_related_company",
    "pair_words_differ",
    "pair_other_script",
    "pair_names_differ",
];

type Verdict = (Sameness, &'static str);

/// Compares two company names.
///
/// Source: `domain/README.md` section 2.1.
pub fn compare_companies(a: &str, b: &str) -> Understood<Sameness> {
    let (left, right) = (read_company(a).value, read_company(b).value);
    let (sameness, why) = judge(&left, &right);
    match sameness {
        Sameness::Ask => Understood::doubtful(sameness, why),
        _ => Understood::sure(sameness, why),
    }
}

/// Judges two companies that were read from their names.
fn judge(a: &Company, b: &Company) -> Verdict {
    use Sameness::{Ask, Different};
    let (Some(left), Some(right)) = (a.keys.first(), b.keys.first()) else {
        return (Different, "pair_no_key");
    };
    if a.keys.len() > 1 || b.keys.len() > 1 {
        let is_shared =
            a.keys.iter().any(|left| b.keys.iter().any(|right| judge_keys(left, right).0 != Different));
        return (if is_shared { Ask } else { Different }, "pair_several_companies");
    }
    if left == right {
        return judge_equal(a, b);
    }
    if a.former_keys.contains(right) || b.former_keys.contains(left) {
        return (Ask, "pair_former_name");
    }
    let is_remarked = |company: &Company, key: &str| {
        let Some(remark) = company.remark.as_deref() else { return false };
        let names = NEW_NAMES.iter().filter_map(|word| remark.strip_prefix(word)).chain([remark]);
        names.into_iter().any(|name| read_company(name).value.keys.iter().any(|remark| remark == key))
    };
    if is_remarked(a, right) || is_remarked(b, left) {
        return (Ask, "pair_remark_unclear");
    }
    if (runs_sites(a) || runs_sites(b)) && (left.starts_with(right) || right.starts_with(left)) {
        return (Ask, "pair_facility");
    }
    judge_keys(left, right)
}

/// A corporation that runs sites under names of their own (医療法人みなも会 ひなたの家).
fn runs_sites(company: &Company) -> bool {
    matches!(company.legal_form, Some(LegalForm::Registered(form)) if ["医療", "福祉", "学校"].iter().any(|kind| form.contains(kind)))
}

/// Words before a company's present name, which a remark gives; the longer stand first.
const NEW_NAMES: [&str; 6] = ["現社名", "現在は", "現在", "現", "新社名", "新"];

/// Judges two companies of one key: the same, unless what stands around the names contradicts.
fn judge_equal(a: &Company, b: &Company) -> Verdict {
    use Sameness::{Ask, Same};
    let agree = match (a.legal_form, b.legal_form) {
        (Some(left), Some(right)) => left.agrees_with(right),
        (Some(LegalForm::Foreign(_)), None) | (None, Some(LegalForm::Foreign(_))) => false,
        _ => true,
    };
    if !agree {
        (Ask, "pair_legal_forms_differ")
    } else if a.remark != b.remark {
        (Ask, "pair_remark_unclear")
    } else if a.branch != b.branch && (is_own_body(a) || is_own_body(b)) {
        (Ask, "pair_faculties_differ")
    } else {
        (Same, "pair_same_key")
    }
}

/// Faculties of a university and bureaus of a local authority buy for themselves.
fn is_own_body(company: &Company) -> bool {
    let Some(branch) = company.branch.as_deref() else { return false };
    let ends = |ends: &[&str]| company.keys.iter().any(|key| ends.iter().any(|end| key.ends_with(end)));
    let holds = |words: &[&str]| words.iter().any(|word| branch.contains(word));
    (ends(&["大学", "大学院"]) && holds(&["学部", "研究科", "病院", "研究所"]))
        || (ends(&["都", "道", "府", "県", "市", "区", "町", "村", "庁", "役所", "役場", "省"])
            && holds(&["局", "本部", "病院", "学校", "議会", "研究所", "センター"]))
}

/// Judges two strong keys that differ.
fn judge_keys(a: &str, b: &str) -> Verdict {
    use Sameness::{Ask, Same};
    if a == b {
        return (Same, "pair_same_key");
    }
    if [Twins::Shape, Twins::Number].into_iter().any(|twins| weak(a, twins) == weak(b, twins)) {
        return (Ask, "pair_weak_spelling");
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if holds_both(short, long) {
        return (Ask, "pair_several_companies");
    }
    judge_longer(short, long)
        .or_else(|| judge_words(a, b, |left, right| left.is_ascii() == right.is_ascii()))
        .or_else(|| judge_scripts(a, b))
        .or_else(|| judge_words(a, b, |_, _| true))
        .unwrap_or_else(|| judge_spelling(a, b))
}

/// A legal form inside the longer name joins the shorter with another (`アオゾラ商会(株)クモマ`).
fn holds_both(short: &str, long: &str) -> bool {
    let is_form = |text: &str| {
        ["株式会社", "有限会社", "合同会社", "(株)", "(有)", "(同)"].iter().any(|form| text.contains(form))
    };
    let rest = long.strip_prefix(short).or_else(|| long.strip_suffix(short));
    rest.is_some_and(is_form)
}

/// Judges two names of which one is the other with something more at its end or its head.
fn judge_longer(short: &str, long: &str) -> Option<Verdict> {
    use Sameness::{Ask, Different};
    if let Some(tail) = long.strip_prefix(short) {
        return match words::extra_tail(tail) {
            Extra::General => Some((Ask, "pair_general_word_omitted")),
            Extra::Facility => Some((Ask, "pair_facility")),
            Extra::Branch => Some((Ask, "pair_branch_joined")),
            Extra::Related => Some((Different, "pair_related_company")),
            Extra::Unknown if tail.chars().count() == 1 => None,
            Extra::Unknown => Some((Different, "pair_names_differ")),
        };
    }
    let head = long.strip_suffix(short)?;
    match words::extra_head(head) {
        Extra::Related => Some((Different, "pair_related_company")),
        _ if words::is_facility(short) => Some((Ask, "pair_facility")),
        _ if head.chars().count() == 1 => None,
        _ => Some((Different, "pair_names_differ")),
    }
}

/// Judges two names that end with different words of trade, region or general kind.
fn judge_words(a: &str, b: &str, are_comparable: fn(&str, &str) -> bool) -> Option<Verdict> {
    let (left, right) = (words::last_word(a)?, words::last_word(b)?);
    if !are_comparable(left, right) {
        return None;
    }
    let is_typo =
        left.chars().chain(right.chars()).all(|c| is_kana(c) || c.is_ascii()) && edits(left, right) <= 1;
    (left != right && !is_typo).then_some((Sameness::Different, "pair_words_differ"))
}

/// Judges two names whose only difference is in different scripts.
fn judge_scripts(a: &str, b: &str) -> Option<Verdict> {
    let (left, right): (Vec<char>, Vec<char>) = (sound(a).chars().collect(), sound(b).chars().collect());
    let (left_part, right_part) = distance::middles(&left, &right);
    let shares = left_part.len() < left.len();
    let (kana, other) = match (script_of(left_part)?, script_of(right_part)?) {
        (Script::Kana, _) => (left_part, right_part),
        (_, Script::Kana) => (right_part, left_part),
        (Script::Letters, Script::Kanji) => (right_part, left_part),
        (Script::Kanji, Script::Letters) => (left_part, right_part),
        _ => return None,
    };
    let (kana_text, other_text): (String, String) = (kana.iter().collect(), other.iter().collect());
    let sounds = match (script_of(kana)?, script_of(other)?) {
        (Script::Kana, Script::Kanji) => script::kana_and_kanji(&kana_text, &other_text),
        (Script::Kana, Script::Letters) => script::kana_and_letters(&kana_text, &other_text),
        (_, Script::Letters) => script::mixed_and_letters(&kana_text, &other_text),
        _ => return None,
    };
    Some(match sounds {
        Sounds::Alike => (Sameness::Ask, "pair_other_script"),
        Sounds::Unknown if words::is_trade(&other_text) => (Sameness::Different, "pair_words_differ"),
        Sounds::Unknown
            if shares
                || script::holds_known_word(&other_text)
                || script_of(other) == Some(Script::Letters) =>
        {
            (Sameness::Ask, "pair_other_script")
        }
        _ => (Sameness::Different, "pair_names_differ"),
    })
}

/// The script of a part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Kana,
    /// Kanji, kana possibly among them.
    Kanji,
    Letters,
}

fn script_of(part: &[char]) -> Option<Script> {
    if part.is_empty() {
        None
    } else if part.iter().all(|&c| is_kana(c)) {
        Some(Script::Kana)
    } else if part.iter().all(|&c| c.is_ascii_alphanumeric() || c == '&')
        && part.iter().any(char::is_ascii_alphabetic)
    {
        Some(Script::Letters)
    } else if part.iter().all(|&c| is_kana(c) || is_kanji(c)) {
        Some(Script::Kanji)
    } else {
        None
    }
}

/// Judges two names by a slip of one character.
///
/// Shape: a slip of kana or letters is asked about; another kanji or digit is another name.
fn judge_spelling(a: &str, b: &str) -> Verdict {
    use Sameness::{Ask, Different};
    if holds_simplified(a, b) {
        return (Ask, "pair_near_spelling");
    }
    let (left, right): (Vec<char>, Vec<char>) =
        (weak(a, Twins::Number).chars().collect(), weak(b, Twins::Number).chars().collect());
    if distance::edits(&left, &right) != 1 {
        return (Different, "pair_names_differ");
    }
    let (left_part, right_part) = distance::middles(&left, &right);
    let shorter = left.len().min(right.len());
    let is_slip = match (left_part, right_part) {
        ([one], [other]) => is_slip_between(*one, *other, shorter),
        ([], [one]) | ([one], []) => is_droppable(*one) && shorter >= 2,
        _ => left_part.iter().chain(right_part).all(|&c| is_kana(c) || c.is_ascii_alphabetic()),
    };
    if is_slip { (Ask, "pair_near_spelling") } else { (Different, "pair_names_differ") }
}

/// The only difference is one character, which a Chinese input method wrote.
fn holds_simplified(a: &str, b: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    matches!(distance::middles(&left, &right), ([one], [other]) if is_simplified(*one) || is_simplified(*other))
}

/// One character typed for the other.
fn is_slip_between(one: char, other: char, count: usize) -> bool {
    let both = |holds: fn(&char) -> bool| holds(&one) && holds(&other);
    let looks_alike = matches!((one.min(other), one.max(other)), ('0', 'o') | ('1', 'l') | ('1', 'i'));
    looks_alike || (both(|c| is_kana(*c)) && count >= 3) || (both(char::is_ascii_alphabetic) && count >= 4)
}

/// A character that is lost or doubled by a slip of the hand.
fn is_droppable(c: char) -> bool {
    is_kana(c)
        || c.is_ascii_alphabetic()
        || matches!(c, '&' | '.' | '#' | '+' | '@')
        || (is_kanji(c) && !"東西南北新旧大小上中下前後内外本一二三四五六七八九十".contains(c))
}

/// Edits between two words.
fn edits(a: &str, b: &str) -> usize {
    distance::edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
}
