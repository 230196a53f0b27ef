//! What the words of a cell come to: which outweighs which.

use std::borrow::Cow;

use super::super::Understood;
use super::YesNo;
use super::words::{from_first, kind, kinds, mark};

/// The answer that the words give, if they give one.
pub(super) fn judge(clean: &str) -> Option<Understood<YesNo>> {
    if clean.is_empty() {
        return None;
    }
    let clean = &*without_affairs(clean);
    match contrast(clean) {
        Some((before, behind)) => judge_clause(if speaks_of_part(behind) { behind } else { before }),
        None => judge_clause(clean),
    }
}

/// The text without the clauses behind the first that tell another affair, or the next time (`参加(名刺なし)`, `参加 次回も参加希望`).
fn without_affairs(clean: &str) -> Cow<'_, str> {
    const ENDS: [char; 12] = [' ', '、', '。', ',', ';', '(', ')', '※', '/', '・', '!', '|'];
    if kinds(clean, 0) & kind::OTHER_AFFAIR == 0 && !clean.contains("次回") {
        return Cow::Borrowed(clean);
    }
    let mut clauses = clean.split_inclusive(ENDS);
    let mut kept = clauses.next().unwrap_or_default().to_owned();
    if kinds(&kept, 0) & (kind::AFFIRM | kind::HAPPENED | kind::PART | kind::MISSED) == 0 {
        return Cow::Borrowed(clean);
    }
    clauses
        .filter(|clause| !is_affair(clause.trim_end_matches(ENDS)))
        .for_each(|clause| kept.push_str(clause));
    Cow::Owned(kept)
}

/// Tells an affair of its own, or the next time, and nothing of this one.
pub(super) fn is_affair(clause: &str) -> bool {
    if clause.starts_with("次回") && clause != "次回" {
        return true;
    }
    let said = kinds(clause, 0);
    let attends = kind::AFFIRM | kind::HAPPENED | kind::PART | kind::MISSED | kind::DOUBT;
    said & kind::OTHER_AFFAIR != 0 && said & attends == 0
}

fn judge_clause(clean: &str) -> Option<Understood<YesNo>> {
    let said = kinds(clean, 0);
    let has = |kind: u32| said & kind != 0;
    if has(kind::DOUBT) {
        return Some(Understood::sure(YesNo::Unknown, "doubted"));
    }
    let is_unanswered = has(kind::UNANSWERED) || has(kind::OTHER_AFFAIR) && !stayed_away(clean);
    if is_unanswered && !has(kind::HAPPENED) && !is_attended_after(clean) {
        return Some(Understood::sure(YesNo::Unknown, "not_answered"));
    }
    if has(kind::PART) || names_share(clean) {
        return Some(judge_part(clean));
    }
    if has(kind::DENIAL | kind::MISSED | kind::HINDRANCE) {
        return Some(Understood::sure(YesNo::No, "denied"));
    }
    if has(kind::PLAN | kind::LATER) && !has(kind::HAPPENED) {
        return Some(Understood::sure(YesNo::No, "planned_only"));
    }
    let is_done = has(kind::AFFIRM | kind::HAPPENED) || is_short_done(clean);
    is_done
        .then(|| Understood { value: YesNo::Yes, why: "affirmed", is_doubtful: clean.contains("受付済") })
}

/// A part that was itself cancelled, refused or only planned did not happen; one seen in place of the live event did.
fn judge_part(clean: &str) -> Understood<YesNo> {
    // What stands before (`都合がつかず録画視聴`) tells why it was only a part.
    let beside = kinds(from_first(clean, kind::PART), kind::PART | kind::MISSED);
    if beside & kind::DENIAL != 0 {
        return Understood::sure(YesNo::No, "denied");
    }
    if beside & kind::PLAN != 0 && beside & kind::HAPPENED == 0 {
        return Understood::sure(YesNo::No, "planned_only");
    }
    Understood::sure(YesNo::Partial, "in_part")
}

/// What stands before and behind the last "but" (`参加予定だったが欠席`).
fn contrast(clean: &str) -> Option<(&str, &str)> {
    const BUT: [&str; 9] =
        ["たが", "したけど", "したけれど", "ものの", "ですが", "だが", "たけど", "が、", "けど、"];
    // A cell is short; so is the list.
    let (at, len) = BUT.iter().filter_map(|but| clean.rfind(but).map(|at| (at, but.len()))).max()?;
    let (before, behind) = (&clean[..at + len], clean[at + len..].trim_start_matches(['、', ' ', ',']));
    (!behind.is_empty()).then_some((before, behind))
}

/// The clause says something about taking part, not only about what came of it (`商談には至らず`).
fn speaks_of_part(clause: &str) -> bool {
    let said = kinds(clause, 0);
    let is_about = kind::AFFIRM | kind::HAPPENED | kind::PART | kind::MISSED;
    said & (kind::UNANSWERED | kind::OTHER_AFFAIR) == 0 && (said & is_about != 0 || stayed_away(clause))
}

fn stayed_away(clause: &str) -> bool {
    const WORDS: [&str; 9] =
        ["欠席", "不参加", "キャンセル", "辞退", "来ず", "来られ", "来れ", "行け", "見送"];
    WORDS.iter().any(|word| clause.contains(word))
}

/// `視聴 50%`: a share below the whole.
fn names_share(clause: &str) -> bool {
    clause.match_indices('%').any(|(at, _)| {
        let before = &clause[..at];
        let number = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        (1..=2).contains(&number.len()) && !number.trim_start_matches('0').is_empty()
    })
}

/// The text says only that something is coming.
pub(super) fn is_planned(clean: &str) -> bool {
    kinds(clean, 0) & (kind::PLAN | kind::LATER) != 0
}

/// `参加・名刺交換済`: an affair of its own beside the attendance.
fn is_attended_after(clean: &str) -> bool {
    const FIRST: [&str; 9] = ["参加", "出席", "来場", "視聴", "受講", "欠席", "不参加", "キャンセル", "辞退"];
    const OPEN: [&str; 6] = ["確認", "未", "不明", "待ち", "保留", "有無"];
    FIRST.iter().any(|word| clean.starts_with(word)) && !OPEN.iter().any(|word| clean.contains(word))
}

/// `済 5/12`, `5/12済`: a word too short to be looked for inside a text.
fn is_short_done(clean: &str) -> bool {
    let is_date = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'/');
    ["済", "済み", "有", "出", "丸", "済です"]
        .iter()
        .filter_map(|word| clean.strip_prefix(word))
        .any(|rest| rest.starts_with(['(', ' ', '。', '!']) || is_date(rest))
        || is_date_and_done(clean)
}

fn is_date_and_done(clean: &str) -> bool {
    clean.strip_suffix("済み").or_else(|| clean.strip_suffix('済')).is_some_and(|date| {
        !date.is_empty() && date.trim().bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.'))
    })
}

/// The choices of a form left as they were printed (`○/×`, `参加・不参加`).
pub(super) fn is_choice(clean: &str) -> bool {
    let mut signs = clean.chars();
    let pair = match (signs.next(), signs.next(), signs.next()) {
        (Some(first), Some(second), None) if !first.is_alphabetic() => {
            [mark(first.encode_utf8(&mut [0; 4])), mark(second.encode_utf8(&mut [0; 4]))]
        }
        _ => {
            let mut parts = clean.split(['/', '・', '|']).map(str::trim);
            match (parts.next(), parts.next(), parts.next()) {
                (Some(first), Some(second), None) => [answer(first), answer(second)],
                _ => return false,
            }
        }
    };
    matches!(pair, [Some(YesNo::Yes), Some(YesNo::No)] | [Some(YesNo::No), Some(YesNo::Yes)])
}

fn answer(part: &str) -> Option<YesNo> {
    // A choice is printed as a bare word; what has a date or a number was filled in.
    if part.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    mark(part).or_else(|| judge(part).map(|said| said.value))
}
