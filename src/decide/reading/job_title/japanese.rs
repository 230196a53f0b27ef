//! One Japanese title read from its end.

use super::{english, one_below, vocabulary};

/// The rank of the title, `None` where it names none.
pub(super) fn rank(title: &str) -> Option<u8> {
    if is_attendant(title) {
        return Some(10);
    }
    let by_end = rank_by_end(title, 0).or_else(|| rank_without_long_mark(title));
    match office_at_start(title) {
        Some(office) => Some(by_end.map_or(office, |by_end| by_end.max(office))),
        None => by_end,
    }
}

/// 秘書 and 付 serve the title, they do not hold it.
fn is_attendant(title: &str) -> bool {
    ["秘書", "付", "付き", "付け", "秘書役", "運転手", "ドライバー", "アシスタント"]
        .iter()
        .any(|end| title.ends_with(end))
}

/// Old manuals leave the last long mark out: リーダ, オーナ, スーパーバイザ.
fn rank_without_long_mark(title: &str) -> Option<u8> {
    if !title.ends_with(['ダ', 'ナ', 'ザ', 'タ', 'ラ', 'ヤ', 'バ']) {
        return None;
    }
    rank_by_end(&format!("{title}ー"), 0)
}

/// Most endings taken off one after another; no title stacks more.
const ENDINGS_MAX: u8 = 4;

fn rank_by_end(title: &str, depth: u8) -> Option<u8> {
    if title.is_empty() || depth > ENDINGS_MAX {
        return None;
    }
    if title.is_ascii() {
        return english::rank(title);
    }
    if let Some((before, rank)) = longest_title(title) {
        return before_title(before, &title[before.len()..], rank);
    }
    for end in vocabulary::SAME_RANK {
        if let Some(rest) = title.strip_suffix(end) {
            return rank_by_end(rest, depth + 1);
        }
    }
    for end in vocabulary::ONE_BELOW {
        if let Some(rest) = title.strip_suffix(end) {
            let rest = rest.strip_suffix('の').unwrap_or(rest);
            return rank_by_end(rest, depth + 1).map(one_below);
        }
    }
    rank_of_latin_end(title).or_else(|| vocabulary::occupation(title))
}

/// The longest known title that the text ends in, and the text before it.
fn longest_title(title: &str) -> Option<(&str, Option<u8>)> {
    title.char_indices().find_map(|(at, _)| {
        let rank = vocabulary::rank_of(&title[at..])?;
        let fits = at == 0 || !vocabulary::is_only_alone(&title[at..]);
        fits.then_some((&title[..at], (rank > 0).then_some(rank)))
    })
}

/// What stands before a title may lower it (副), lift an occupation (主任, チーフ, 代表) or take it away (名誉, 自治会).
fn before_title(before: &str, title: &str, rank: Option<u8>) -> Option<u8> {
    if matches!(title, "会長" | "役員") && vocabulary::CLUBS.iter().any(|club| before.ends_with(club)) {
        return None;
    }
    if before.ends_with("名誉")
        || before.ends_with('元')
        || before.ends_with("前任")
        || before.ends_with("次期")
    {
        return None;
    }
    let rank = rank?;
    if rank <= 10 && vocabulary::is_lifted(title) {
        return vocabulary::lifted(before, title, rank);
    }
    let is_deputy =
        before.ends_with('副') || (before.starts_with('副') && !vocabulary::begins_with_side_word(before));
    if is_deputy && rank >= 30 {
        return Some(one_below(rank));
    }
    if rank >= 40
        && ["サブ", "アシスタント", "アソシエイト", "デピュティ", "ジュニア", "準", "准"]
            .iter()
            .any(|sub| before.ends_with(sub))
    {
        return Some(one_below(rank));
    }
    Some(rank)
}

/// A Latin end (`執行役員CTO`, `営業Manager`), never below what stands before it.
fn rank_of_latin_end(title: &str) -> Option<u8> {
    let at = title.char_indices().rev().take_while(|(_, c)| c.is_ascii()).last().map(|(at, _)| at)?;
    let latin = english::rank(title[at..].trim());
    let before = rank_by_end(title[..at].trim_end(), ENDINGS_MAX);
    latin.max(before)
}

/// The office that a title begins with (`取締役営業部長`, `執行役員CTO`, `社長執行役員`).
fn office_at_start(title: &str) -> Option<u8> {
    let (office, rank) = vocabulary::OFFICES.iter().find(|(office, _)| title.starts_with(office))?;
    let behind = &title[office.len()..];
    // 代表取締役社長補佐 assists one.
    let assisted = ["社長", "会長"].iter().find_map(|head| behind.strip_prefix(head)).unwrap_or("");
    if vocabulary::ONE_BELOW.contains(&assisted) {
        return None;
    }
    let is_other_word = vocabulary::NOT_BEHIND_OFFICE.iter().any(|start| behind.starts_with(start));
    let is_lower_grade = matches!(*office, "常務" | "専務" | "上席") && behind.starts_with("執行役員");
    if behind.is_empty() || is_other_word || is_lower_grade {
        return None;
    }
    (rank_by_end(behind, 0).is_some() || vocabulary::ADVISERS.iter().any(|adviser| behind.ends_with(adviser)))
        .then_some(*rank)
}
