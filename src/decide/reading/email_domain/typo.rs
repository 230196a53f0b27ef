//! Domains that look like a slip of the keyboard. What was probably meant is offered, never applied.

use super::known;

/// Where a slip is most often made: name and end of the domains that most people have.
///
/// Shape: of two with the same name the first is offered unless the end of the other is nearer.
const OFTEN_MEANT: [(&str, &str); 19] = [
    ("gmail", "com"),
    ("googlemail", "com"),
    ("yahoo", "co.jp"),
    ("yahoo", "com"),
    ("icloud", "com"),
    ("outlook", "jp"),
    ("outlook", "com"),
    ("hotmail", "co.jp"),
    ("hotmail", "com"),
    ("docomo", "ne.jp"),
    ("ezweb", "ne.jp"),
    ("softbank", "ne.jp"),
    ("i.softbank", "jp"),
    ("ymobile", "ne.jp"),
    ("y-mobile", "ne.jp"),
    ("protonmail", "com"),
    ("nifty", "com"),
    ("biglobe", "ne.jp"),
    ("so-net", "ne.jp"),
];

/// Names that belong to one operator under whatever end they stand.
const DISTINCT: [&str; 10] = [
    "gmail",
    "googlemail",
    "yahoo",
    "icloud",
    "outlook",
    "hotmail",
    "docomo",
    "ezweb",
    "softbank",
    "i.softbank",
];

/// Ends that do not exist, or not in this place, and the end that was meant.
const MISSPELT_ENDS: &[(&str, &str)] = &[
    ("con", "com"),
    ("cpm", "com"),
    ("vom", "com"),
    ("xom", "com"),
    ("cim", "com"),
    ("ckm", "com"),
    ("clm", "com"),
    ("comm", "com"),
    ("coom", "com"),
    ("ccom", "com"),
    ("ocm", "com"),
    ("cmo", "com"),
    ("coml", "com"),
    ("comn", "com"),
    ("conm", "com"),
    ("come", "com"),
    ("cojp", "co.jp"),
    ("coj", "co.jp"),
    ("nejp", "ne.jp"),
    ("orjp", "or.jp"),
    ("acjp", "ac.jp"),
    ("gojp", "go.jp"),
    ("jpp", "jp"),
    ("jjp", "jp"),
    ("nett", "net"),
    ("nte", "net"),
    ("ent", "net"),
];

/// Whole domains that are asked for often enough and exist for nobody's mail.
const MISTAKEN: [(&str, &str); 5] = [
    ("softbank.jp", "i.softbank.jp"),
    ("au.ne.jp", "au.com"),
    ("au.co.jp", "au.com"),
    ("au.jp", "au.com"),
    ("live.co.jp", "live.jp"),
];

/// Country codes next to `jp` on the keyboard; behind `co`, `ne` and the like they stand for it.
const NEARLY_JP: [&str; 14] =
    ["jo", "ip", "jl", "hp", "up", "kp", "np", "mp", "pj", "j", "p", "jpn", "jip", "jop"];

/// What a domain was probably meant to be; nothing for a domain that is known or unlike the frequent ones.
///
/// Shape: a whole domain in lower case.
pub fn suggested_domain(domain: &str) -> Option<String> {
    let domain = super::spelled(domain);
    if known::kind_of(&domain).is_some() {
        return None;
    }
    if let Some((_, meant)) = MISTAKEN.iter().find(|(mistaken, _)| *mistaken == domain) {
        return Some((*meant).to_owned());
    }
    meant_operator(&domain).or_else(|| with_real_end(&domain))
}

/// The frequent domain that this one nearly is.
fn meant_operator(domain: &str) -> Option<String> {
    let (name, end) = split_end(domain);
    OFTEN_MEANT
        .iter()
        .filter_map(|&(wanted, wanted_end)| {
            let meant = || format!("{wanted}.{wanted_end}");
            let name_slips = slips(name, wanted);
            let is_other_end = name == wanted && DISTINCT.contains(&wanted);
            let is_near = name_slips <= 1 && edits(end, wanted_end) <= 1;
            let is_as_long = domain.len().abs_diff(wanted.len() + 1 + wanted_end.len()) <= 1;
            let is_likely = is_other_end || is_near || (is_as_long && slips(domain, &meant()) <= 1);
            is_likely.then(|| (edits(end, wanted_end) * 2 + name_slips, meant()))
        })
        .min_by_key(|(doubt, _)| *doubt)
        .map(|(_, meant)| meant)
}

/// The domain with its misspelt end put right.
fn with_real_end(domain: &str) -> Option<String> {
    let (before, top) = domain.rsplit_once('.')?;
    if let Some((_, meant)) = MISSPELT_ENDS.iter().find(|(misspelt, _)| *misspelt == top) {
        return Some(format!("{before}.{meant}"));
    }
    let (own, second) = before.rsplit_once('.')?;
    let is_japanese = matches!(second, "co" | "ne" | "or" | "ac" | "go" | "ed" | "lg" | "gr" | "ad");
    (is_japanese && !own.is_empty() && NEARLY_JP.contains(&top)).then(|| format!("{before}.jp"))
}

/// Name and end of a domain: the end is one label, or two where the second label is a registry's (`co.jp`, `ne.jo`).
fn split_end(domain: &str) -> (&str, &str) {
    let Some((before, top)) = domain.rsplit_once('.') else { return (domain, "") };
    let registry = ["co", "ne", "or", "ac", "go", "ad", "com", "net", "cp", "vo", "xo", "ci", "ne"];
    match before.rsplit_once('.') {
        Some((name, second)) if registry.contains(&second) => {
            (name, &domain[domain.len() - second.len() - top.len() - 1..])
        }
        _ => (before, top),
    }
}

/// Edits between two names, but far where the first letters differ by more than a neighbouring key or a swap: `mail` is not `gmail`.
fn slips(typed: &str, meant: &str) -> usize {
    const FAR: usize = 9;
    if typed == meant {
        return 0;
    }
    if typed.len().abs_diff(meant.len()) > 1 {
        return FAR;
    }
    let (mut typed_chars, mut meant_chars) = (typed.chars(), meant.chars());
    let (first, wanted) = (typed_chars.next(), meant_chars.next());
    let is_swap = (first, typed_chars.next()) == (meant_chars.next(), wanted);
    let is_neighbour = typed.len() == meant.len()
        && first.zip(wanted).is_some_and(|(first, wanted)| is_next_key(first, wanted));
    if first != wanted && !is_swap && !is_neighbour { FAR } else { edits(typed, meant) }
}

/// Keys beside each other on the rows of a keyboard, and letters that look alike.
fn is_next_key(a: char, b: char) -> bool {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let beside = |row: &&str| row.find(a).zip(row.find(b)).is_some_and(|(a, b)| a.abs_diff(b) == 1);
    ROWS.iter().any(beside) || matches!((a, b), ('l' | '1', 'i') | ('0', 'o'))
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other.
fn edits(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, &left) in a.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, &right) in b.iter().enumerate() {
            let replaced = last[column] + usize::from(left != right);
            let mut best = replaced.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && a[row - 1] == right && b[column - 1] == left {
                best = best.min(before[column - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}
