//! Legal forms in letters: `Co., Ltd.`, `Inc.`, `K.K.`, `GmbH`.

use super::legal_form::{LegalForm, Stripped};

/// How sure a word is a legal form when it ends a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// Nothing else is meant.
    Certain,
    /// A word that can be the last word of a name beside a Japanese form (`Company`).
    Word,
    /// Two letters that are a form only in capitals or with points.
    Capitals,
}

use Certainty::{Capitals, Certain, Word};

/// The words of a form, in lower case and without points; longer forms stand first.
const FORMS: &[(&[&str], LegalForm, Certainty)] = &[
    (&["pte", "ltd"], LegalForm::Foreign("Pte. Ltd."), Certain),
    (&["pte", "limited"], LegalForm::Foreign("Pte. Ltd."), Certain),
    (&["pty", "ltd"], LegalForm::Foreign("Pty Ltd"), Certain),
    (&["pty", "limited"], LegalForm::Foreign("Pty Ltd"), Certain),
    (&["pvt", "ltd"], LegalForm::Foreign("Pvt. Ltd."), Certain),
    (&["private", "limited"], LegalForm::Foreign("Pvt. Ltd."), Certain),
    (&["sdn", "bhd"], LegalForm::Foreign("Sdn. Bhd."), Certain),
    (&["gmbh"], LegalForm::Foreign("GmbH"), Certain),
    (&["ltda"], LegalForm::Foreign("Ltda."), Certain),
    (&["aps"], LegalForm::Foreign("ApS"), Certain),
    (&["tbk"], LegalForm::Foreign("Tbk"), Certain),
    (&["berhad"], LegalForm::Foreign("Berhad"), Certain),
    (&["a/s"], LegalForm::Foreign("A/S"), Certain),
    (&["kg"], LegalForm::Foreign("KG"), Capitals),
    (&["as"], LegalForm::Foreign("AS"), Capitals),
    (&["sl"], LegalForm::Foreign("S.L."), Capitals),
    (&["lp"], LegalForm::Foreign("L.P."), Capitals),
    (&["se"], LegalForm::Foreign("SE"), Capitals),
    (&["plc"], LegalForm::Foreign("PLC"), Certain),
    (&["sarl"], LegalForm::Foreign("SARL"), Certain),
    (&["srl"], LegalForm::Foreign("S.r.l."), Certain),
    (&["spa"], LegalForm::Foreign("S.p.A."), Capitals),
    (&["sas"], LegalForm::Foreign("SAS"), Capitals),
    (&["sa"], LegalForm::Foreign("S.A."), Capitals),
    (&["ag"], LegalForm::Foreign("AG"), Capitals),
    (&["bv"], LegalForm::Foreign("B.V."), Capitals),
    (&["nv"], LegalForm::Foreign("N.V."), Capitals),
    (&["ab"], LegalForm::Foreign("AB"), Capitals),
    (&["oy"], LegalForm::Foreign("Oy"), Capitals),
    (&["llp"], LegalForm::Foreign("LLP"), Certain),
    (&["kabushiki", "gaisha"], LegalForm::Registered("株式会社"), Certain),
    (&["kabushiki", "kaisha"], LegalForm::Registered("株式会社"), Certain),
    (&["kabushikigaisha"], LegalForm::Registered("株式会社"), Certain),
    (&["kabushikikaisha"], LegalForm::Registered("株式会社"), Certain),
    (&["yugen", "gaisha"], LegalForm::Registered("有限会社"), Certain),
    (&["yugen", "kaisha"], LegalForm::Registered("有限会社"), Certain),
    (&["godo", "gaisha"], LegalForm::Registered("合同会社"), Certain),
    (&["godo", "kaisha"], LegalForm::Registered("合同会社"), Certain),
    (&["kk"], LegalForm::Registered("株式会社"), Certain),
    (&["yk"], LegalForm::Registered("有限会社"), Capitals),
    (&["gk"], LegalForm::Registered("合同会社"), Capitals),
    (&["llc"], LegalForm::EnglishLlc, Certain),
    (&["co", "ltd"], LegalForm::EnglishCompany, Certain),
    (&["co", "limited"], LegalForm::EnglishCompany, Certain),
    (&["co", "inc"], LegalForm::EnglishCompany, Certain),
    (&["company", "ltd"], LegalForm::EnglishCompany, Certain),
    (&["company", "limited"], LegalForm::EnglishCompany, Certain),
    (&["corp", "ltd"], LegalForm::EnglishCompany, Certain),
    (&["corp", "limited"], LegalForm::EnglishCompany, Certain),
    (&["corporation", "ltd"], LegalForm::EnglishCompany, Certain),
    (&["corporation", "limited"], LegalForm::EnglishCompany, Certain),
    (&["coltd"], LegalForm::EnglishCompany, Certain),
    (&["inc"], LegalForm::EnglishCompany, Certain),
    (&["incorporated"], LegalForm::EnglishCompany, Certain),
    (&["ltd"], LegalForm::EnglishCompany, Certain),
    (&["limited"], LegalForm::EnglishCompany, Word),
    (&["corporation"], LegalForm::EnglishCompany, Word),
    (&["corp"], LegalForm::EnglishCompany, Word),
    (&["company"], LegalForm::EnglishCompany, Word),
    (&["co"], LegalForm::EnglishCompany, Word),
];

/// Takes one form in letters off the tail, or `K.K.` off the head.
pub(super) fn strip(text: &str) -> Option<Stripped> {
    let by_tail = FORMS.iter().find_map(|&(words, form, certainty)| {
        let name = strip_tail(text, words, certainty)?;
        Some(Stripped { name: name.to_owned(), form })
    });
    by_tail.or_else(|| {
        let name = ["K.K. ", "K.K.", "KK "].iter().find_map(|head| text.strip_prefix(head))?;
        Some(Stripped { name: name.trim().to_owned(), form: LegalForm::Registered("株式会社") })
    })
}

/// The name without a form in letters that cannot be a word of the name.
pub(super) fn strip_certain(text: &str) -> Option<String> {
    FORMS
        .iter()
        .filter(|&&(_, _, certainty)| certainty == Certain)
        .find_map(|&(words, _, _)| strip_tail(text, words, Certain))
        .map(str::to_owned)
}

/// Where a form in letters ends inside the text, as a byte offset.
pub(super) fn end_inside(text: &str) -> Option<usize> {
    let is_end = |at: &usize| {
        text.get(..*at).is_some_and(|head| strip_certain(head).is_some_and(|name| !name.is_empty()))
    };
    text.match_indices(' ').map(|(at, _)| at).rev().find(is_end)
}

/// The text before the given words, which must stand on their own at its end.
fn strip_tail<'a>(text: &'a str, words: &[&str], certainty: Certainty) -> Option<&'a str> {
    let mut rest = trim_points(text);
    for word in words.iter().rev() {
        rest = strip_word(trim_points(rest), word)?;
    }
    let tail = text.get(rest.len()..)?;
    let stands_alone = !rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let is_form = certainty != Capitals
        || !tail.chars().any(|c| c.is_ascii_lowercase())
        || tail.contains('.')
        || is_mixed(tail);
    let name = trim_points(rest);
    // "Kumoma & Co." is a name, not a name with a form.
    (stands_alone && is_form && !name.ends_with('&')).then_some(name)
}

/// `Oy`: the usual spelling of a form that is not in capitals.
fn is_mixed(tail: &str) -> bool {
    tail.trim() == "Oy"
}

/// The text before `word`, whose letters may have points between them.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text;
    for (count, letter) in word.chars().rev().enumerate() {
        if count > 0 {
            rest = rest.strip_suffix('.').unwrap_or(rest);
        }
        let last = rest.chars().next_back()?;
        if !last.eq_ignore_ascii_case(&letter) {
            return None;
        }
        rest = rest.get(..rest.len() - last.len_utf8())?;
    }
    Some(rest)
}

fn trim_points(text: &str) -> &str {
    text.trim_end_matches([' ', '.', ',', '、'])
}
