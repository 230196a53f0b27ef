//! Words that stand where an address or a number should be and say that there is none.

/// Whether a clean text says that there is nothing, or that nobody knows.
///
/// Shape: a label before the word is allowed (`電話番号なし`, `メール: 不明`); a text with `@` or a digit says something.
/// Source: `domain/README.md` section 1.1, step 5.
pub(in super::super) fn says_nothing(clean: &str) -> bool {
    let text = clean.to_lowercase();
    if text.contains('@') || text.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let is_wrapping = |c: char| c.is_whitespace() || "()[]{}<>【】「」『』.。、,・:;!".contains(c);
    let text: String = text.trim_matches(is_wrapping).chars().filter(|c| !c.is_whitespace()).collect();
    let text = match text.split_once('(') {
        Some((before, _)) if !before.is_empty() => before,
        _ => &text,
    };
    text.is_empty()
        || text.chars().all(|c| super::super::text::is_dash(c) || c == '_' || c == '?' || c == '/')
        || is_word(text)
        || ENDINGS.split('|').any(|ending| text.strip_suffix(ending).is_some_and(is_label))
}

fn is_word(text: &str) -> bool {
    WORDS.split('|').chain(ENDINGS.split('|')).any(|word| word == text)
}

/// What may stand before `なし`: what is missing, or where.
fn is_label(before: &str) -> bool {
    const THINGS: [&str; 22] = [
        "電話",
        "tel",
        "番号",
        "携帯",
        "メール",
        "mail",
        "アドレス",
        "連絡先",
        "fax",
        "固定",
        "情報",
        "記載",
        "名刺",
        "登録",
        "記入",
        "入力",
        "現在",
        "会社",
        "直通",
        "社用",
        "個人",
        "代表",
    ];
    let before = before.trim_end_matches(['は', 'が', 'も', 'に', '(', ':', '・', '-']);
    before.is_empty() || THINGS.iter().any(|thing| before.contains(thing))
}

const ENDINGS: &str = "\
    なし|無し|ナシ|ない|無い|無|ありません|不明|未定|未記入|未入力|未登録|未設定|未取得|未確認|未回答|非公開|非公表|\
    非開示|不詳|未開示|未記載|不要|確認中|要確認|調査中|空欄|わからない|分からない|不所持|持っていない|持ってない|\
    取得できず|聞けず|聞き取れず";

const WORDS: &str = "\
    n/a|na|n.a|none|null|nil|nan|nothing|unknown|undefined|blank|empty|tbd|no|-|x|×|✕|✖|該当なし|該当無し|特になし|空白|空|\
    秘密|秘匿|匿名|非通知|無回答|回答なし|回答拒否|拒否|記載なし|無記入|その他|同上|〃|上記|上記と同じ|同じ|同左|省略|?|\
    不在|教えない|notavailable|notprovided|private|secret|hidden";
