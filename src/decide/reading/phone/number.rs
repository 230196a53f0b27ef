//! Digits to a number: how many there are and how they begin decides.

use super::PhoneNumber;

/// What a number is reached through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Network {
    /// A line in a building.
    Fixed,
    /// A mobile.
    Mobile,
    /// A number over the internet (050).
    Internet,
    /// Free of charge for the caller (0120, 0800); not reached from abroad.
    TollFree,
    /// One number for a whole company (0570); charged to the caller.
    Navigation,
    /// A machine or pager (020): nobody answers.
    Machine,
    /// A number outside Japan.
    Foreign,
}

/// A number and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dialled {
    pub(super) number: PhoneNumber,
    /// The sheet had dropped the zero at its head.
    pub(super) is_zero_restored: bool,
}

/// The numbers in a run of digits and separators; none where the digits fit no number.
///
/// Shape: a slash, comma or middle dot is a separator within a number only where no other is used.
pub(super) fn numbers(run: &str) -> Vec<Dialled> {
    const LISTING: [char; 4] = ['/', ',', '・', '|'];
    /// Digits of the shortest last group of a number (`0120-000-000`).
    const LAST_GROUP_MIN: usize = 3;
    let is_mixed = run.contains(LISTING) && run.contains(|c: char| "-()+.".contains(c));
    if is_mixed {
        let found: Vec<Dialled> = run.split(LISTING).flat_map(spaced).collect();
        if !found.is_empty() {
            return found;
        }
    }
    // `090-0000-123/4` lists two last digits; `03/0000-1234` is one number.
    let is_digit_listed = run.rsplit(LISTING).next().is_some_and(|last| last.len() < LAST_GROUP_MIN);
    let found = if is_mixed && is_digit_listed { Vec::new() } else { spaced(run) };
    if found.is_empty() && !is_mixed { run.split(LISTING).flat_map(spaced).collect() } else { found }
}

/// One number, or several with blanks or brackets between them of which each is complete.
fn spaced(run: &str) -> Vec<Dialled> {
    if let Some(dialled) = number(run) {
        return vec![dialled];
    }
    let all = |parts: Vec<&str>| -> Option<Vec<Dialled>> {
        (parts.len() > 1).then(|| parts.into_iter().map(number).collect()).flatten()
    };
    let at_blanks = run.split_whitespace().collect();
    let at_brackets = run.split('(').map(str::trim).filter(|part| !part.is_empty()).collect();
    all(at_blanks).or_else(|| all(at_brackets)).unwrap_or_default()
}

/// The number that a run of digits and separators is as a whole.
fn number(run: &str) -> Option<Dialled> {
    let run = run.trim_matches(|c: char| c.is_whitespace() || "-.,/".contains(c));
    let run = without_decimals(run);
    let compact: String = run.chars().filter(|c| c.is_ascii_digit() || "+()".contains(*c)).collect();
    // `(0)` is dialled inside the country only.
    let is_abroad = compact.contains("(0)");
    let compact = compact.replacen("(0)", "", 1);
    let compact: String = compact.chars().filter(|c| !matches!(c, '(' | ')')).collect();
    let (is_international, digits) = match compact.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => (false, compact.as_str()),
    };
    if digits.contains('+') || is_one_digit_again(digits) {
        return None;
    }
    if is_international {
        return match digits.strip_prefix("81") {
            Some(national) => japanese(national),
            None => foreign(digits),
        };
    }
    let with_prefix =
        ["0081", "01081"].iter().find_map(|prefix| digits.strip_prefix(prefix)).and_then(japanese);
    let with_country =
        digits.strip_prefix("81").filter(|_| matches!(digits.len(), 11 | 12)).and_then(japanese);
    let with_service = ["184", "186"].iter().find_map(|prefix| {
        digits.strip_prefix(prefix).filter(|rest| rest.starts_with('0')).and_then(domestic)
    });
    let found = with_prefix.or(with_country).or(with_service);
    if is_abroad { found } else { found.or_else(|| domestic(digits)).or_else(|| zero_restored(digits)) }
}

/// `9000001234.0`: a number that went through a decimal column.
fn without_decimals(run: &str) -> &str {
    match run.split_once('.') {
        Some((whole, "0" | "00")) if whole.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => run,
    }
}

/// The digits behind Japan's country code; a zero too many is left out.
fn japanese(national: &str) -> Option<Dialled> {
    domestic(&format!("0{}", national.strip_prefix('0').unwrap_or(national)))
}

/// A number as it is dialled within Japan, with its zero.
fn domestic(digits: &str) -> Option<Dialled> {
    let rest = digits.strip_prefix('0').filter(|rest| !rest.starts_with('0'))?;
    let begins = |heads: &[&str]| heads.iter().any(|head| digits.starts_with(head));
    let network = match digits.len() {
        10 if begins(&["050", "070", "080", "090"]) => return None,
        10 if begins(&["0120"]) => Network::TollFree,
        10 if begins(&["0570"]) => Network::Navigation,
        10 => Network::Fixed,
        11 if begins(&["0800"]) => Network::TollFree,
        11 if begins(&["060", "070", "080", "090"]) => Network::Mobile,
        11 if begins(&["050"]) => Network::Internet,
        11 if begins(&["020"]) => Network::Machine,
        _ => return None,
    };
    Some(dialled(format!("+81{rest}"), network))
}

/// A Japanese number whose zero a sheet dropped because it took the text for a quantity.
fn zero_restored(digits: &str) -> Option<Dialled> {
    let is_mobile = ["50", "60", "70", "80", "90"].iter().any(|head| digits.starts_with(head));
    let is_whole = match digits.len() {
        9 => !digits.starts_with('0'),
        10 => is_mobile,
        _ => false,
    };
    let restored = is_whole.then(|| domestic(&format!("0{digits}"))).flatten()?;
    Some(Dialled { is_zero_restored: true, ..restored })
}

/// A number of another country, behind `+`.
///
/// Source: ITU-T E.164: at most 15 digits; no country code begins with 0. Country code 1 has ten digits behind it.
fn foreign(digits: &str) -> Option<Dialled> {
    const DIGITS_MIN: usize = 8;
    const DIGITS_MAX: usize = 15;
    // Countries where the zero before an area code is not dialled from abroad.
    const WITH_TRUNK_ZERO: [&str; 14] =
        ["44", "49", "33", "31", "32", "41", "61", "64", "60", "62", "66", "82", "84", "86"];
    let has_trunk_zero = WITH_TRUNK_ZERO
        .iter()
        .any(|code| digits.strip_prefix(code).is_some_and(|rest| rest.starts_with('0')));
    let is_whole = (DIGITS_MIN..=DIGITS_MAX).contains(&digits.len())
        && !digits.starts_with('0')
        && !has_trunk_zero
        && (!digits.starts_with('1') || digits.len() == 11);
    is_whole.then(|| dialled(format!("+{digits}"), Network::Foreign))
}

fn dialled(e164: String, network: Network) -> Dialled {
    Dialled { number: PhoneNumber { e164, extension: None, network }, is_zero_restored: false }
}

/// `1111111111`: typed to get past a form.
fn is_one_digit_again(digits: &str) -> bool {
    let mut bytes = digits.bytes();
    let first = bytes.next();
    bytes.all(|byte| Some(byte) == first)
}
