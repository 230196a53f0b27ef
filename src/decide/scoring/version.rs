//! The rule set version: a hash of all that decides a score, and a number that grows with it.

use std::fmt::Write;

use super::memory::RuleMemory;
use super::rule::{Rule, RuleBook};
use crate::decide::book::fnv1a;

/// Characters of the hash in the readable version; ten thousand rule sets of one company would meet by chance once in ten lives.
const SHOWN_CHARS: usize = 8;

/// Gives the book its hash and version; the number is the remembered one, or the next where the hash is new.
pub(super) fn stamp(book: &mut RuleBook, memory: &RuleMemory) -> u32 {
    book.hash = format!("{:016x}", fnv1a(canonical(book).as_bytes()));
    let number =
        if memory.hash == book.hash { memory.number.max(1) } else { memory.number.saturating_add(1) };
    book.version = format!("v{number}-{}", &book.hash[..SHOWN_CHARS]);
    number
}

/// One text for rule sets that score alike; the order of the rows does not count.
fn canonical(book: &RuleBook) -> String {
    let mut lines: Vec<String> = book.rules.iter().map(rule_line).collect();
    lines.sort();
    let mut text = lines.join("\n");
    let _ = write!(
        text,
        "\n{:?}\n{:?}\n{:?}",
        book.cutoffs,
        book.caps,
        book.targets.letters().collect::<String>()
    );
    for (title, rank) in &book.title_ranks {
        let _ = write!(text, "\n{title:?}={rank}");
    }
    text
}

fn rule_line(rule: &Rule) -> String {
    format!(
        "{:?} {:?} {} {:?} {:?} {:?} {}",
        rule.item, rule.clause, rule.points, rule.group, rule.cap, rule.window_days, rule.is_exclusion
    )
}
