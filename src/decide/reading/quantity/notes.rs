//! What stands beside a count: option marks of a form before it, remarks in brackets or behind ※.

/// The text without the circled option number of a form (`②50〜99名`), which would melt into the count once it is a plain digit.
pub(super) fn without_option_mark(raw: &str) -> &str {
    let trimmed = raw.trim();
    let Some(mark) = trimmed.chars().next().filter(|c| is_enclosed_number(*c)) else { return raw };
    let behind = trimmed[mark.len_utf8()..].trim_start_matches([' ', '　', '.', ':', ')', '：', '．', '）']);
    if behind.starts_with(char::is_numeric) { behind } else { raw }
}

fn is_enclosed_number(c: char) -> bool {
    matches!(c, '①'..='⒛' | '⓪'..='⓿' | '❶'..='➓' | '㉑'..='㉟' | '㊱'..='㊿')
}

/// The text behind an option number or letter with a bracket, point or colon (`2.50〜99名`, `(3) 100名以上`, `b:10〜49`).
pub(super) fn behind_option_number(clean: &str) -> Option<&str> {
    let named = clean.strip_prefix("選択肢").unwrap_or(clean);
    let opened = named.strip_prefix(['(', '[']).unwrap_or(named);
    let len = opened.bytes().take_while(u8::is_ascii_digit).count();
    let is_letter = len == 0 && opened.starts_with(|c: char| c.is_ascii_lowercase());
    let behind = match len {
        1 | 2 => &opened[len..],
        0 if is_letter => &opened[1..],
        _ => return None,
    };
    let behind = behind.strip_prefix([')', '.', ']', ':', '、', ' ', '_'])?.trim_start();
    behind.starts_with(|c: char| c.is_ascii_digit()).then_some(behind)
}

/// Words that begin the parts of the count before them.
const PART_STARTS: [&str; 5] = ["うち", "内訳", "内パート", "内正社員", "内、"];

/// Scopes of a count of people.
const SCOPES: [&str; 5] = ["連結", "単体", "単独", "グループ", "グループ全体"];

/// Names of size classes, whose bounds stand in a bracket behind them.
const SIZES: [&str; 7] = ["小規模", "中規模", "大規模", "中小企業", "中堅企業", "大企業", "零細企業"];

/// The text without its remarks, and the remarks.
///
/// Shape: a text that is one bracket as a whole is not a remark; its inside is the text.
pub(super) fn split_remarks(clean: &str) -> (String, Vec<&str>) {
    let mut remarks = Vec::new();
    let (mut rest, footnote) = match clean.find(['※', '＊']) {
        Some(at) if at > 0 => (&clean[..at], Some(clean[at..].trim_start_matches(['※', '＊', ' ']))),
        _ => (clean, None),
    };
    remarks.extend(footnote);
    let mut main = String::with_capacity(rest.len());
    if rest.contains(['う', '内'])
        && let Some(at) = PART_STARTS
            .iter()
            .filter_map(|start| rest.find(start))
            .filter(|at| *at > 0 && !rest[..*at].ends_with('('))
            .min()
    {
        remarks.push(&rest[at..]);
        rest = rest[..at].trim_end_matches([' ', '、', ',', '/']);
    }
    while let Some(open) = rest.find(['(', '[', '【', '〔', '<']) {
        let Some((inside, behind)) = bracket(&rest[open..]) else { break };
        main.push_str(&rest[..open]);
        // `120名(単体)、1500名(連結)`: the scope belongs to its number.
        if SCOPES.contains(&inside) {
            main.push_str(inside);
        } else {
            remarks.push(inside);
        }
        rest = behind;
    }
    main.push_str(rest);
    let says_size = SIZES.contains(&main.trim());
    if (main.trim().is_empty() || says_size)
        && remarks.len() == 1
        && !remarks[0].bytes().all(|byte| byte.is_ascii_digit())
    {
        main = remarks.remove(0).to_owned();
    }
    (main, remarks)
}

/// The inside of the bracket that the text starts with, and the text behind it.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '〔' => '〕',
        _ => return None,
    };
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close)?;
    Some((&inner[..end], &inner[end + close.len_utf8()..]))
}

/// The remark doubts the count: 推定, 概算, 約, `?`.
pub(super) fn is_doubt(remark: &str) -> bool {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const DOUBTS: [&str; 27] = [
        "推定", "推計", "概算", "推測", "見込", "予想", "目安", "約", "およそ", "くらい", "ぐらい", "程度",
        "前後", "?", "要確認", "未確認", "たぶん", "多分", "おそらく", "想定", "概数", "参考", "暫定", "仮",
        "不確", "approx", "est",
    ];
    // 契約社員 holds the character of "about".
    let remark = remark.replace("契約", "");
    DOUBTS.iter().any(|doubt| remark.contains(doubt))
}

/// The remark names a part that the count already holds.
pub(super) fn is_part(remark: &str) -> bool {
    const PARTS: [&str; 8] = ["うち", "内", "含", "込", "内訳", "including", "incl", "男"];
    PARTS.iter().any(|part| remark.contains(part))
}

/// The remark names people that the count leaves out.
pub(super) fn is_addition(remark: &str) -> bool {
    const ADDITIONS: [&str; 9] = ["他", "ほか", "別", "除", "以外", "外数", "含まず", "含まない", "プラス"];
    ADDITIONS.iter().any(|addition| remark.contains(addition))
}
