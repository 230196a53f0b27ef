//! Titles in English.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::text::WordIndex;
use super::one_below;

/// Titles by rank, matched from the end of a phrase, longest first.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const TITLES: &[(u8, &[&str])] = &[
    (90, &[
        "ceo", "co-ceo", "co-president", "co-chairman", "chief executive", "chief executives", "president", "chairman", "chairperson", "chairwoman",
        "chair", "founder", "owner", "proprietor", "representative", "representative director",
        "managing partner", "representative partner", "mayor", "governor", "chancellor", "self-employed",
        "self employed", "freelancer", "freelance", "entrepreneur", "business owner", "company director",
    ]),
    (80, &[
        "executive vice president", "evp", "board director", "board member", "member of the board",
        "director of the board", "managing director", "senior managing director",
        "executive managing director", "executive director", "outside director", "independent director",
        "external director", "non-executive director", "statutory auditor", "corporate auditor", "auditor",
        "audit & supervisory board member", "partner", "co-founder", "co-owner", "cofounder", "trustee",
        "corporate director", "md", "c-level", "c-suite", "co founder",
    ]),
    (70, &[
        "executive officer", "managing executive officer", "senior executive officer", "corporate officer",
        "operating officer", "senior vice president", "svp", "company president", "corporate vice president",
    ]),
    (60, &["vp", "vpoe", "vpop", "vpom", "vpos", "vice president", "division manager", "division head", "division director", "division general manager", "dean", "secretary general", "director general", "business unit manager", "business unit head", "bu head"]),
    (55, &["avp"]),
    (50, &[
        "general manager", "gm", "head", "department manager", "dept manager", "department head",
        "branch manager", "plant manager", "factory manager", "professor", "principal", "regional manager",
        "country manager", "hotel manager", "department director", "sgm",
    ]),
    (45, &["agm", "dgm"]),
    (40, &[
        "manager", "mgr", "section chief", "section head", "section manager", "group manager", "group leader",
        "gl", "associate professor", "store manager", "senior manager", "head chef", "area manager",
        "shop manager",
    ]),
    (30, &[
        "team leader", "team lead", "leader", "chief", "lead", "supervisor", "sv", "project manager",
        "product manager", "program manager", "programme manager", "pm", "pdm", "pl", "tl", "foreman",
        "captain", "tech lead", "brand manager", "project leader", "subsection chief",
        "assistant section chief", "scrum master", "product owner", "unit chief", "shift leader",
        "coordinator lead",
    ]),
    (10, &[
        "account manager", "key account manager", "account executive", "account director", "sales executive",
        "sales representative", "customer representative", "service representative", "medical representative",
        "rep", "mr", "staff", "engineer", "assistant", "secretary", "customer success manager",
        "community manager", "relationship manager", "social media manager", "content manager", "clerk",
        "intern", "consultant", "analyst", "specialist", "associate", "designer", "developer", "writer",
        "planner", "buyer", "executive", "member", "employee", "researcher", "scientist", "programmer",
        "architect", "administrator", "operator", "technician", "nurse", "doctor", "teacher", "lecturer",
        "producer", "editor", "attorney", "lawyer", "accountant", "art director", "creative director",
        "web director", "film director", "design director", "music director", "sales", "marketing",
        "accounting", "hr", "marketer", "coordinator", "recruiter", "officer", "worker", "trainee",
        "part-time", "part-timer", "contractor", "agent", "trader", "broker", "se", "csm", "sdr", "bdr", "ae",
        "am", "customer success", "business development", "engineering", "admin", "receptionist", "chef",
        "driver", "instructor", "trainer", "pharmacist", "physician", "librarian", "paralegal", "bookkeeper",
        "strategist", "evangelist", "advocate", "product designer", "partner manager", "finance", "it", "pr",
        "legal", "support", "salesperson", "salesman", "fund manager", "property manager", "asset manager",
        "portfolio manager", "wealth manager", "case manager", "business partner", "channel partner",
        "product owner assistant",
    ]),
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const CHIEF_OFFICERS: [&str; 25] = [
    "coo", "cto", "cmo", "cdo", "cfo", "cio", "cso", "cpo", "cro", "cco", "cao", "clo", "cho", "cxo", "cko",
    "cbo", "cvo", "cgo", "cqo", "chro", "cdxo", "ciso", "cdto", "cino", "cito",
];

const DEPUTIES: [&str; 9] =
    ["deputy", "vice", "assistant", "asst", "associate", "sub", "acting", "junior", "interim"];

/// Words that say what the whole title is, as bits.
mod kind {
    pub(super) const HONORARY: u32 = 1;
    pub(super) const SERVES: u32 = 2;
    pub(super) const SECRETARY_GENERAL: u32 = 4;
}

static KINDS: LazyLock<WordIndex> = LazyLock::new(|| {
    const SERVES: &[&str] = &[
        "assistant to",
        "secretary",
        "executive assistant",
        "personal assistant",
        "pa to",
        "ea to",
        "administrative assistant",
    ];
    WordIndex::new(&[
        (kind::HONORARY, &["emeritus", "honorary"]),
        (kind::SERVES, SERVES),
        (kind::SECRETARY_GENERAL, &["secretary general"]),
    ])
});

/// The rank of an English title, `None` where it names none.
pub(super) fn rank(text: &str) -> Option<u8> {
    let title = spelled(text);
    let kinds = KINDS.found(&title);
    if ["former ", "ex-", "ex ", "past ", "retired ", "late ", "next ", "incoming "]
        .iter()
        .any(|past| title.starts_with(past))
        || kinds & kind::HONORARY != 0
    {
        return None;
    }
    if kinds & (kind::SERVES | kind::SECRETARY_GENERAL) == kind::SERVES {
        return Some(10);
    }
    let segments: Vec<&str> = title
        .split([',', '/', '&', '+', '|', ';'])
        .map(str::trim)
        .filter(|segment| !segment.is_empty())
        .collect();
    let ranks: Vec<Option<u8>> = segments.iter().map(|segment| rank_of_segment(segment)).collect();
    let highest = ranks.iter().flatten().copied().max();
    // `Director, Sales`: the field makes the director a head of a department.
    let is_director_of_field = segments.len() > 1
        && segments.iter().any(|segment| matches!(*segment, "director" | "senior director"));
    if is_director_of_field && highest.is_none_or(|highest| highest < 50) {
        return Some(50);
    }
    highest
}

/// The title means a different rank elsewhere.
pub(super) fn varies(text: &str) -> bool {
    let title = spelled(text);
    [
        "managing director",
        "vice president",
        "vp",
        "svp",
        "partner",
        "auditor",
        "director",
        "principal",
        "senior manager",
        "x",
    ]
    .iter()
    .any(|varying| title.ends_with(varying))
}

/// Lower case, brackets as commas, no points in abbreviations.
fn spelled(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '.' | '\'' | '"' => {}
            '(' | ')' | '[' | ']' | ':' => title.push(','),
            '_' => title.push(' '),
            c => title.push(c.to_ascii_lowercase()),
        }
    }
    if !title.contains(|c: char| c.is_whitespace()) {
        return if title.starts_with("vice-") { title.replacen('-', " ", 1) } else { title };
    }
    if title.split_whitespace().all(|word| word.len() == 1) {
        // C E O.
        title.retain(|c| !c.is_whitespace());
        return title;
    }
    title
        .replace("vice-", "vice ")
        .replace(" and ", " & ")
        .replace(" - ", ",")
        .replace(" cum ", ",")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn rank_of_segment(segment: &str) -> Option<u8> {
    if segment.contains("board")
        && ["member of the board", "director of the board", "member of board", "chairman of the board"]
            .iter()
            .any(|board| segment.contains(board))
    {
        return Some(if segment.contains("chairman") { 90 } else { 80 });
    }
    let (head, tail) = [" of ", " for ", " in ", " at "]
        .iter()
        .filter_map(|joint| segment.split_once(joint))
        .min_by_key(|(head, _)| head.len())
        .unwrap_or((segment, ""));
    let words: Vec<&str> = head.split(' ').collect();
    if words.first() == Some(&"chief") && words.last() == Some(&"officer") && words.len() > 2 {
        return Some(if words.contains(&"executive") { 90 } else { 80 });
    }
    if words.last() == Some(&"director")
        && let Some(rank) = director(&words, tail)
    {
        return rank;
    }
    let (at, rank) =
        (0..words.len()).find_map(|at| rank_of(&words[at..].join(" ")).map(|rank| (at, rank)))?;
    if rank == 10
        && is_field(&words[at..])
        && let Some(head) = rank_of(&words[..at].join(" ")).filter(|head| *head > 10)
    {
        // VP Marketing is the VP of it.
        return Some(head);
    }
    let before = at.checked_sub(1).and_then(|before| words.get(before)).copied().unwrap_or("");
    if DEPUTIES.contains(&before) && rank >= 30 {
        return Some(one_below(rank));
    }
    let leads = ["chief", "lead", "head", "principal"].iter().any(|lead| words[..at].contains(lead));
    Some(if rank == 10 && leads { 30 } else { rank })
}

/// What is worked on, rather than who works on it.
fn is_field(words: &[&str]) -> bool {
    matches!(
        words,
        ["sales"
            | "marketing"
            | "accounting"
            | "hr"
            | "finance"
            | "it"
            | "pr"
            | "legal"
            | "support"
            | "engineering"]
            | ["business", "development"]
            | ["customer", "success"]
    )
}

/// A director: of a field a head of department, of a craft staff, alone undecided. `None` leaves it to the table.
fn director(words: &[&str], tail: &str) -> Option<Option<u8>> {
    if (0..words.len()).any(|at| rank_of(&words[at..].join(" ")).is_some()) {
        return None;
    }
    let before = &words[..words.len() - 1];
    if before.iter().any(|word| DEPUTIES.contains(word)) {
        return Some(Some(45));
    }
    let names_field = before.iter().any(|word| !matches!(*word, "senior" | "sr" | "global" | "group"));
    let is_senior = before.iter().any(|word| matches!(*word, "senior" | "sr"));
    Some((names_field || is_senior || !tail.is_empty()).then_some(50))
}

fn rank_of(title: &str) -> Option<u8> {
    static RANKS: LazyLock<FxHashMap<&str, u8>> = LazyLock::new(|| {
        let mut ranks = FxHashMap::default();
        CHIEF_OFFICERS.iter().for_each(|title| {
            ranks.insert(*title, 80);
        });
        for (rank, titles) in TITLES {
            for title in *titles {
                ranks.entry(*title).or_insert(*rank);
            }
        }
        ranks
    });
    RANKS.get(title).copied()
}
