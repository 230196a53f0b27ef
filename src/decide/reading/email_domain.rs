//! What kind of domain an e-mail address lives at: free mail, a mobile carrier, a provider, a company of its own.
//!
//! A domain is compared label by label from its end, so that `aqua.ocn.ne.jp` is of `ocn.ne.jp` and `mygmail.com` is not of `gmail.com`.

mod known;
mod typo;

use std::fmt;

pub use typo::suggested_domain;

/// Who runs the mail of a domain.
///
/// Shape: prints as `free`, `carrier`, `isp`, `disposable`, `corporate`, `school`, `government`, `unknown`, `suspect_typo`.
/// Source: `domain/README.md` sections 1 and 2.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DomainKind {
    /// Free mail that anybody may open.
    Free,
    /// Mail of a mobile carrier.
    Carrier,
    /// Mail of an internet provider; small firms use it for business.
    Isp,
    /// Throw-away mail.
    Disposable,
    /// A domain that only an organisation can register.
    Corporate,
    /// School or university; whether pupil or staff stays open.
    School,
    /// Government or municipality.
    Government,
    /// Anybody can register such a domain.
    Unknown,
    /// Probably another domain, mistyped; see [`suggested_domain`].
    SuspectTypo,
}

impl DomainKind {
    /// The name under which rules and tables know the kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Carrier => "carrier",
            Self::Isp => "isp",
            Self::Disposable => "disposable",
            Self::Corporate => "corporate",
            Self::School => "school",
            Self::Government => "government",
            Self::Unknown => "unknown",
            Self::SuspectTypo => "suspect_typo",
        }
    }
}

impl fmt::Display for DomainKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// The kind of a domain.
///
/// Shape: any spelling of case, a full stop at the end or an address with `@` is taken; a text without a dot is `Unknown`.
pub fn domain_kind(domain: &str) -> DomainKind {
    let domain = spelled(domain);
    if let Some(kind) = known::kind_of(&domain) {
        return kind;
    }
    if suggested_domain(&domain).is_some() {
        return DomainKind::SuspectTypo;
    }
    let labels: Vec<&str> = domain.split('.').collect();
    by_registry(&labels).unwrap_or(DomainKind::Unknown)
}

/// The domain alone, in lower case.
fn spelled(domain: &str) -> String {
    let domain = super::text::clean(domain).to_lowercase();
    let domain = domain.rsplit_once('@').map_or(domain.as_str(), |(_, after)| after);
    domain.trim_matches(['.', ' ', '<', '>']).to_owned()
}

/// What the registry of the top-level domain promises about the holder; the domain needs a label of its own before it.
fn by_registry(labels: &[&str]) -> Option<DomainKind> {
    let (top, rest) = labels.split_last()?;
    let (second, own) = rest.split_last()?;
    if own.is_empty() {
        return match *top {
            "edu" => Some(DomainKind::School),
            "gov" | "mil" => Some(DomainKind::Government),
            _ => None,
        };
    }
    match (*second, *top) {
        ("co" | "or" | "gr" | "ad", "jp") => Some(DomainKind::Corporate),
        ("ac" | "ed", "jp") => Some(DomainKind::School),
        ("go" | "lg", "jp") => Some(DomainKind::Government),
        ("ne", "jp") => None,
        (_, "jp") => is_japanese_municipality(labels).then_some(DomainKind::Government),
        (_, "edu") | ("edu" | "ac" | "sch", _) => Some(DomainKind::School),
        (_, "gov" | "mil") | ("gov" | "gob" | "gouv" | "govt" | "mil", _) => Some(DomainKind::Government),
        ("go", "kr" | "th" | "id" | "ke" | "tz" | "ug" | "cr") => Some(DomainKind::Government),
        _ => None,
    }
}

/// `pref.osaka.jp`, `city.kobe.jp`, `town.x.saitama.jp`, `metro.tokyo.jp`: names of before `lg.jp` that are still in use.
fn is_japanese_municipality(labels: &[&str]) -> bool {
    let [.., first, second, "jp"] = labels else { return false };
    let is_office = |label: &str| matches!(label, "city" | "town" | "vill" | "pref" | "metro");
    let is_city = |label: &str| known::DESIGNATED_CITIES.split(' ').any(|city| city == label);
    let is_prefecture = |label: &str| known::PREFECTURES.split(' ').any(|name| name == label);
    match *first {
        "metro" => *second == "tokyo",
        "pref" => is_prefecture(second),
        "city" if is_city(second) => true,
        _ => is_prefecture(second) && labels.iter().rev().nth(3).is_some_and(|label| is_office(label)),
    }
}
