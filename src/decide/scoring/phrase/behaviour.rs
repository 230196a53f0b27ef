//! Phrases over what a lead did: downloads, webinars, visits, pages, inquiries, mails.

use super::Ask;
use super::compare::{Comparison, Limit, Unit, find_comparison};
use super::condition::{Condition, KnownField, Op, Operand};
use super::remainder::{is_deed, says_only, says_only_visit};

/// A condition on behaviour with the period and the count that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Behaviour {
    pub(super) condition: Condition,
    pub(super) window_days: Option<u32>,
    pub(super) min_count: Option<u32>,
}

/// Fields with an answer of yes or no, and the words that name them; tried in this order.
const ANSWERED: &[(KnownField, &[&str])] = &[
    (KnownField::SurveyAnswered, &["アンケート"]),
    (KnownField::QuoteRequested, &["見積"]),
    (KnownField::DemoRequested, &["デモ", "実演"]),
    (
        KnownField::Trial,
        &[
            "トライアル",
            "無料体験",
            "試用",
            "お試し",
            "体験版",
            "無料版",
            "無料プラン",
            "無料登録",
            "体験利用",
        ],
    ),
    (KnownField::Inquiry, &["問い合わせ", "問合せ", "問合わせ", "問い合せ", "問合", "相談", "商談依頼"]),
    (KnownField::BusinessCard, &["名刺"]),
    (KnownField::DecisionMaker, &["決裁権", "決済権", "決定権", "決裁権限"]),
    (KnownField::Newsletter, &["メルマガ", "メールマガジン", "ニュースレター", "メール配信"]),
];

/// Counted fields and the words that name them; tried in this order.
const COUNTED: &[(KnownField, &[&str])] = &[
    (KnownField::EmailClicks, &["クリック"]),
    (KnownField::EmailOpens, &["開封"]),
    (
        KnownField::Downloads,
        &[
            "ダウンロード",
            "dl",
            "資料請求",
            "ホワイトペーパー",
            "カタログ請求",
            "資料",
            "事例集",
            "カタログ",
            "ebook",
        ],
    ),
    (
        KnownField::Visits,
        &[
            "サイト",
            "hp",
            "ホームページ",
            "web",
            "ウェブ",
            "アクセス",
            "訪問",
            "閲覧",
            "pv",
            "ページビュー",
            "来訪",
            "セッション",
            "lp",
        ],
    ),
];

const WEBINAR: &[&str] = &[
    "ウェビナー",
    "ウェビナ",
    "セミナー",
    "セミナ",
    "webinar",
    "勉強会",
    "説明会",
    "イベント",
    "講演",
    "カンファレンス",
    "ワークショップ",
];
const EXHIBITION: &[&str] = &["展示会", "ブース", "見本市", "展示場"];

/// Reads a phrase about behaviour; `None` where it is about something else.
pub(super) fn parse_behaviour(text: &str, is_per_count: bool) -> Option<Result<Behaviour, Ask>> {
    let (text, window_days) = take_window(text);
    let condition = parse_page(&text, is_per_count)
        .or_else(|| parse_mail(&text))
        .or_else(|| parse_event(&text, is_per_count))
        .or_else(|| {
            if has(&text, &["開封", "クリック"]) { parse_counted(&text, is_per_count) } else { None }
        })
        .or_else(|| parse_answered(&text))
        .or_else(|| parse_counted(&text, is_per_count))?;
    Some(condition.map(|(condition, min_count)| Behaviour { condition, window_days, min_count }))
}

type Found = Option<Result<(Condition, Option<u32>), Ask>>;

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn answer(field: KnownField, answer: &str) -> Condition {
    Condition::test(field, Op::Equal, Operand::Text(answer.to_owned()))
}

/// The behaviour did not happen.
fn is_negated(text: &str) -> bool {
    has(
        text,
        &[
            "なし",
            "ゼロ",
            "無し",
            "ない",
            "未",
            "せず",
            "不参加",
            "欠席",
            "キャンセル",
            "辞退",
            "ません",
            "取消",
            "不可",
            "断",
        ],
    ) || text.ends_with(['無', '×', '✕'])
}

/// 「直近30日」, 「過去3か月以内に」, 「1週間以内に」: the period, and the text without it.
fn take_window(text: &str) -> (String, Option<u32>) {
    if let Some((rest, days)) = each_period(text) {
        return (rest, Some(days));
    }
    let Some(comparison) = find_comparison(text) else { return (text.to_owned(), None) };
    let Some(factor) = comparison.days_factor() else { return second_window(text, &comparison) };
    let lead =
        ["直近の", "直近", "過去の", "過去", "この", "ここ", "最近の", "最近", "有効期間", "有効", "期間"];
    let head = comparison.before.trim_end_matches(['(', '、', ' ']);
    let cut = lead.iter().find_map(|word| head.strip_suffix(word));
    let days = match comparison.limit {
        Limit::One(Op::AtMost | Op::LessThan, number) => number,
        Limit::One(Op::Equal, number) if cut.is_some() || !comparison.is_explicit => number,
        _ => return (text.to_owned(), None),
    };
    let after = comparison
        .after
        .trim_start_matches("間")
        .trim_start_matches("以内")
        .trim_start_matches("内")
        .trim_start_matches("で")
        .trim_start_matches(['に', 'の', '、', ')', ' ']);
    let head = cut.unwrap_or(head).trim_end_matches(['(', '、', ' ']);
    let days = days.checked_mul(factor).and_then(|days| u32::try_from(days).ok());
    (format!("{head}{after}"), days)
}

/// 「月に3回以上」, 「週2回」: a count within each such period is a count within the last one.
fn each_period(text: &str) -> Option<(String, u32)> {
    for (word, days) in [
        ("ひと月に", 30),
        ("月間で", 30),
        ("月間", 30),
        ("毎月", 30),
        ("月に", 30),
        ("月", 30),
        ("週間で", 7),
        ("毎週", 7),
        ("週に", 7),
        ("週", 7),
        ("年間で", 365),
        ("年間", 365),
        ("年に", 365),
    ] {
        let Some((before, behind)) = text.split_once(word) else { continue };
        let is_each = behind.starts_with(|c: char| c.is_ascii_digit())
            && !before
                .ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'か' | '今' | '先' | '来' | '毎'));
        if is_each {
            return Some((format!("{before}{behind}"), days));
        }
    }
    None
}

/// The number that was found first is no period: 「サイト訪問3回以上(直近30日)」 has one behind it.
fn second_window(text: &str, first: &Comparison<'_>) -> (String, Option<u32>) {
    let behind = first.after;
    if find_comparison(behind).is_none_or(|second| second.days_factor().is_none()) {
        return (text.to_owned(), None);
    }
    let (rest, days) = take_window(behind);
    (format!("{}{rest}", &text[..text.len() - behind.len()]), days)
}

/// A count in a text: the comparison, 複数 as at least two.
fn count_on(text: &str, field: KnownField) -> Option<Result<Condition, Ask>> {
    if has(
        text,
        &["複数回", "複数", "何度も", "何度か", "繰り返し", "たびたび", "再訪問", "リピート", "再訪"],
    ) {
        return Some(Ok(Condition::test(field, Op::AtLeast, Operand::Integer(2))));
    }
    let comparison =
        find_comparison(text).filter(|comparison| matches!(comparison.unit, Unit::Times | Unit::None))?;
    Some(match comparison.limit {
        Limit::About => Err(Ask::new("no_bounds")),
        Limit::One(Op::Equal, 0) if !comparison.is_explicit => {
            Ok(Condition::test(field, Op::Equal, Operand::Integer(0)))
        }
        // 「参加 15」 may be points.
        Limit::One(..) if !comparison.is_explicit && comparison.unit == Unit::None => {
            Err(Ask::about("which_number", comparison.written))
        }
        // 「訪問3回」 in a rule that pays means that the lead came so far.
        Limit::One(Op::Equal, number) if !comparison.is_explicit && number > 0 => {
            Ok(Condition::test(field, Op::AtLeast, Operand::Integer(number)))
        }
        _ => comparison.on(field, 1).ok_or_else(|| Ask::new("no_bounds")),
    })
}

/// The least count that a comparison asks for.
fn min_count(text: &str) -> Option<u32> {
    let Some(Ok(Condition::Test { op, value: Operand::Integer(number), .. })) =
        count_on(text, KnownField::Visits)
    else {
        return None;
    };
    let least = match op {
        Op::AtLeast => number,
        Op::MoreThan => number.checked_add(1)?,
        _ => return None,
    };
    u32::try_from(least).ok().filter(|count| *count > 1)
}

fn per_count(text: &str, field: KnownField) -> Condition {
    let each = match count_on(text, field) {
        Some(Ok(Condition::Test { value: Operand::Integer(number), .. })) if !text.contains("複数") => {
            number
        }
        _ => 1,
    };
    Condition::test(field, Op::PerCount, Operand::Integer(each))
}

/// 「料金ページ閲覧」, 「採用ページのみ閲覧」.
fn parse_page(text: &str, is_per_count: bool) -> Found {
    let at = text
        .find("ページ")
        .filter(|at| !text[..*at].ends_with("ホーム") && !text[*at..].starts_with("ページビュー"))?;
    let name = text[..at].trim_end_matches('の').trim_matches(['「', '」', '『', '』']);
    let behind = &text[at + "ページ".len()..];
    let name = name.strip_prefix("サイトの").or_else(|| name.strip_prefix("hpの")).unwrap_or(name);
    if name.is_empty() || name.contains(|c: char| c.is_ascii_digit()) || !is_deed(behind) {
        return None;
    }
    let is_only = has(behind, &["のみ", "だけ"]) || behind.contains("しか");
    // The cell lists the pages that were seen: neither their number nor their absence can be told from it.
    if is_per_count || (is_negated(behind) && !is_only) {
        return Some(Err(Ask::new("no_measure")));
    }
    let is_both = name.contains('と') || has(behind, &["両方", "どちらも", "いずれも"]);
    let field = if is_only { KnownField::PageViewedOnly } else { KnownField::PageViewed };
    let names: Vec<&str> = name
        .split(['・', '、', ',', '/', 'と'])
        .flat_map(|part| part.split("または"))
        .filter(|part| !part.is_empty())
        .collect();
    let tests: Vec<Condition> = names
        .iter()
        .map(|name| {
            Condition::test(field, Op::Contains, Operand::Text(name.trim_end_matches("ページ").to_owned()))
        })
        .collect();
    let condition = match <[Condition; 1]>::try_from(tests) {
        Ok([one]) => one,
        Err(many) if is_both => Condition::All(many),
        Err(many) => Condition::Any(many),
    };
    Some(Ok((condition, min_count(behind))))
}

/// 「配信停止」, 「メルマガ解除」.
fn parse_mail(text: &str) -> Found {
    let is_unsubscribed = has(
        text,
        &[
            "配信停止",
            "配信拒否",
            "配信解除",
            "配信不要",
            "オプトアウト",
            "購読解除",
            "購読停止",
            "登録解除",
            "メルマガ解除",
            "メルマガ停止",
            "メルマガ退会",
            "unsubscribe",
            "受信拒否",
            "メール拒否",
        ],
    );
    // 「メール配信を停止」 says the same with a particle between.
    let stops =
        has(text, &["停止", "解除", "退会", "拒否"]) && has(text, &["配信", "購読", "メルマガ", "メール"]);
    if !is_unsubscribed && !stops {
        return None;
    }
    let is_refuted = has(text, &["していない", "してない", "未", "なし", "以外"]);
    Some(Ok((Condition::test(KnownField::Unsubscribed, Op::Equal, Operand::Flag(!is_refuted)), None)))
}

/// Registered and did not come.
const NOT_THERE: &[&str] = &[
    "のみ",
    "だけ",
    "未参加",
    "不参加",
    "欠席",
    "参加なし",
    "参加せず",
    "参加していない",
    "参加しなかった",
    "参加してない",
    "出席せず",
    "未視聴",
    "来なかった",
    "来場せず",
];

/// Webinars and exhibitions.
fn parse_event(text: &str, is_per_count: bool) -> Found {
    if has(text, EXHIBITION) && says_only(text, EXHIBITION) {
        if text.contains("名刺") {
            return Some(Ok((answer(KnownField::BusinessCard, "yes"), None)));
        }
        let came = if is_negated(text) { "no" } else { "yes" };
        return Some(Ok((answer(KnownField::Exhibition, came), min_count(text))));
    }
    if !has(text, WEBINAR) || text.contains("アンケート") || !says_only(text, WEBINAR) {
        return None;
    }
    if is_per_count {
        return Some(Ok((per_count(text, KnownField::WebinarCount), None)));
    }
    let is_registration = has(text, &["申込", "申し込", "申しこ", "予約", "登録", "エントリー"]);
    let is_not_there = has(text, NOT_THERE);
    let includes = has(
        text,
        &["も含む", "を含む", "含む", "含め", "も可", "もok", "も対象", "参加または", "でも可", "も参加扱い"],
    );
    let is_partial =
        has(text, &["途中", "一部", "アーカイブ", "録画", "オンデマンド", "見逃し", "後日視聴", "代理"]);
    let condition = if is_partial && includes {
        Condition::test(
            KnownField::Webinar,
            Op::In,
            Operand::Texts(vec!["yes".to_owned(), "partial".to_owned()]),
        )
    } else if is_partial {
        answer(KnownField::Webinar, if is_negated(text) { "no" } else { "partial" })
    } else if is_registration && (is_not_there || !text.contains("参加")) && !text.contains("申込なし")
    {
        Condition::test(KnownField::WebinarRegisteredOnly, Op::Equal, Operand::Flag(true))
    } else if let Some(count) = count_on(text, KnownField::WebinarCount) {
        return Some(count.map(|condition| (condition, None)));
    } else {
        answer(KnownField::Webinar, if is_negated(text) { "no" } else { "yes" })
    };
    Some(Ok((condition, None)))
}

fn parse_answered(text: &str) -> Found {
    let (field, words) = ANSWERED.iter().find(|(_, words)| has(text, words))?;
    if text.contains("決裁権者") || !says_only(text, words) {
        return None;
    }
    let said = if is_negated(text) { "no" } else { "yes" };
    Some(Ok((answer(*field, said), min_count(text))))
}

const DOWNLOADED: &[&str] =
    &["ダウンロード", "dl", "請求", "取得", "入手", "取り寄せ", "申込", "申し込", "希望", "依頼"];

fn parse_counted(text: &str, is_per_count: bool) -> Found {
    let (field, words) = COUNTED.iter().find(|(_, words)| has(text, words))?;
    let is_alone = match field {
        KnownField::Visits => says_only_visit(text),
        _ => says_only(text, words),
    };
    // 「商談資料あり」 speaks of a paper, not of its download.
    let is_paper = *field == KnownField::Downloads && text.contains("資料") && !has(text, DOWNLOADED);
    if !is_alone || (is_paper && text != "資料") {
        return None;
    }
    if is_per_count {
        return Some(Ok((per_count(text, *field), None)));
    }
    if let Some(count) = count_on(text, *field) {
        return Some(count.map(|condition| (condition, None)));
    }
    // 「HP制作会社」 and the like name a trade, not a visit.
    let is_deed = *field != KnownField::Visits
        || has(
            text,
            &[
                "訪問",
                "閲覧",
                "アクセス",
                "来訪",
                "見た",
                "見て",
                "pv",
                "ビュー",
                "流入",
                "滞在",
                "あり",
                "なし",
            ],
        );
    if !is_deed {
        return None;
    }
    let condition = if is_negated(text) {
        Condition::test(*field, Op::Equal, Operand::Integer(0))
    } else {
        Condition::test(*field, Op::AtLeast, Operand::Integer(1))
    };
    Some(Ok((condition, None)))
}
