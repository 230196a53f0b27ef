//! Marks and words of taking part, and which outweighs which.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::Understood;
use super::super::text::WordIndex;
use super::YesNo;

/// Marks and one-word answers: the whole text.
pub(super) fn mark(clean: &str) -> Option<YesNo> {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const YES: &[&str] = &[
        "○", "◯", "〇", "●", "◎", "⭕", "⚪", "⚫", "✓", "✔", "✅", "☑", "🗸", "🙆", "🙆‍♂", "🙆‍♀", "👌", "■",
        "レ", "v", "丸", "まる", "マル", "真", "是", "有", "有り", "あり", "アリ", "ある", "はい", "ハイ",
        "イエス", "yes", "y", "true", "t", "ok", "済", "済み", "ずみ", "出", "参", "来", "した", "done",
        "完了", "完", "◉", "⦿", "🆗",
    ];
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const NO: &[&str] = &[
        "×", "✕", "✖", "✗", "✘", "╳", "❌", "❎", "☓", "⨯", "x", "バツ", "ばつ", "ペケ", "☐", "□", "⬜", "◻",
        "🙅", "偽", "否", "無", "無し", "なし", "ナシ", "ない", "無い", "いいえ", "イイエ", "ノー", "no", "n",
        "false", "f", "ng", "未", "まだ", "欠", "休", "none", "nil", "ゼロ", "零", "never", "not yet",
        "特になし",
    ];
    const PARTIAL: &[&str] = &["△", "▲", "三角", "部分", "半分", "partial", "partially", "half"];
    static MARKS: LazyLock<FxHashMap<&str, YesNo>> = LazyLock::new(|| {
        let lists = [(YES, YesNo::Yes), (NO, YesNo::No), (PARTIAL, YesNo::Partial)];
        lists.iter().flat_map(|(words, answer)| words.iter().map(|word| (*word, *answer))).collect()
    });
    MARKS.get(clean).copied()
}

/// Nobody answered, or it cannot be said.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const UNANSWERED: &[&str] = &[
    "不明", "確認中", "要確認", "未確認", "未回答", "未記入", "未入力", "未定", "未集計", "未詳", "不詳",
    "調査中", "照会中", "対象外", "該当なし", "該当無", "非該当", "有・無", "有/無", "○/×", "○・×",
    "参加/欠席", "参加・欠席", "参加・不参加", "参加/不参加", "はい/いいえ", "yes/no", "n/a", "na", "tbd",
    "tba", "null", "pending", "unknown", "unsure", "maybe", "tentative", "返信なし", "返答なし", "回答なし",
    "返信待ち", "回答待ち", "返事待ち", "データなし", "記録なし", "情報なし", "記載なし", "記録無",
    "分からない", "わからない", "忘れ", "空欄", "保留", "有無", "資料", "アンケート", "名刺", "電話", "架電",
    "メール送", "お礼", "確認済", "支払", "入金", "要フォロー", "連絡済", "連絡待ち", "商談", "未連絡",
    "フォロー",
];

const DOUBT: &[&str] = &[
    "?",
    "たぶん",
    "多分",
    "おそらく",
    "恐らく",
    "かも",
    "らしい",
    "可能性",
    "と思われる",
    "はず",
    "probably",
    "perhaps",
    "or no",
];

/// In part, later, or by someone else.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const PART: &[&str] = &[
    "途中", "一部", "部分", "アーカイブ", "アーカイヴ", "録画", "オンデマンド", "見逃し", "後日視聴",
    "後日配信", "後から視聴", "後追い", "代理", "代参", "代わり", "同僚が", "部下が", "別の者", "別担当",
    "遅刻", "遅れて", "早退", "前半", "後半", "半分", "中座", "退出", "退席", "退場", "離脱", "冒頭", "序盤",
    "抜け", "日目だけ", "1部のみ", "2部のみ", "3部のみ", "第1部", "第2部", "午前のみ", "午後のみ",
    "午前中のみ", "講演のみ", "懇親会のみ", "セッションのみ", "初日のみ", "日目のみ", "少しだけ", "だけ視聴",
    "だけ参加", "分だけ", "分のみ", "vod", "リプレイ", "partial", "left early", "joined late", "late",
    "recording", "recorded", "on-demand", "on demand", "ondemand", "archive", "replay", "substitute",
    "delegate", "proxy", "半日", "つまみ", "中抜け", "ながら", "音声のみ",
];

/// The live event was missed; a later look at the recording still is a part.
const MISSED_LIVE: &[&str] = &[
    "当日欠席",
    "欠席",
    "当日不参加",
    "不参加",
    "当日参加せず",
    "当日参加できず",
    "都合つかず",
    "absent",
    "missed",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const DENIAL: &[&str] = &[
    "未", "不参", "不出", "不可", "不在", "不来", "不受", "不視", "不要", "不成", "不調", "欠", "休み",
    "休暇", "お休", "休ん", "せず", "ず", "ません", "なかった", "ない", "てない", "なし", "無し", "無",
    "取消", "取り消", "取りやめ", "とりやめ", "取り止め", "取止", "キャンセル", "辞退", "見送", "見合わ",
    "断", "中止", "延期", "落選", "抽選漏れ", "満席", "no-show", "no show", "noshow", "ノーショー",
    "すっぽかし", "ドタキャン", "バックレ", "not ", "n't", "absent", "cancel", "declin", "did not", "missed",
    "withdr", "refus", "逃", "遠慮", "体調不良", "急用", "の都合", "発熱", "ノーショウ", "拒否",
    "no-shows", "偽", "漏れ", "ドタ", "流会", "パス", "スキップ", "skipp", "忌引", "never", "失念", "没",
];

/// Words whose letters look like a denial but are none.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const NOT_DENIAL: &[&str] = &[
    "無料", "無事", "無償", "不動産", "未来", "未上場", "休憩", "欠かさず", "少なくない", "もれなく", "欠員",
    "まず", "必ず", "ずっと", "ずみ", "先ず", "見逃し", "パスポート", "パスワード", "問題なし", "遅刻なし",
    "早退なし", "途中退出なし", "途中退席なし", "欠席なし", "質問なし", "遅れず", "忘れず", "判断", "診断",
    "断熱", "断面", "横断", "無線", "無人", "無農薬", "没入", "定休",
];

/// Signed up, invited, intends to: not there yet.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const PLAN: &[&str] = &[
    "予定", "希望", "見込", "確定", "決定", "これから", "次回", "次週", "検討", "申込", "申し込", "申請",
    "案内", "招待", "登録", "予約", "エントリー", "意向", "調整中", "今後", "後日", "参加可", "出席可",
    "つもり", "来週", "来月", "明日", "待ち", "招集", "誘", "リマインド", "興味", "関心", "受付中", "受付待",
    "募集", "準備", "予備", "参加表明", "仮", "行きたい", "したい", "参加します", "参加する", "出席します",
    "伺います", "regist", "invit", "plan", "accept", "wait", "sign", "rsvp", "will ", "interested", "applied",
    "scheduled", "booked", "attending", "going", "未来の",
];

/// Words that say it happened even beside a plan (`申込→参加済` without the arrow).
#[rustfmt::skip] // Packed: one word a line would bury the file.
const HAPPENED: &[&str] = &[
    "参加済", "参加しました", "参加した", "出席済", "出席しました", "出席した", "視聴済", "視聴しました",
    "視聴した", "来場済", "来場しました", "来場した", "受講済", "受講しました", "受講した", "予定通り",
    "予定どおり", "入場済", "チェックイン", "attended", "参加確認", "参加完了", "参加あり", "来場あり",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const AFFIRM: &[&str] = &[
    "参加", "出席", "視聴", "受講", "聴講", "来場", "来訪", "来店", "来社", "訪問", "入場", "入室", "同席",
    "参列", "傍聴", "観覧", "見学", "体験", "登壇", "出演", "出展", "受付済", "受付完了", "受付ok",
    "チェックイン", "チェック済", "チェックあり", "ログイン", "接続", "完走", "修了", "履修", "皆勤",
    "全部見", "見た", "観た", "見ました", "観ました", "出た", "出ました", "行った", "行きました", "来た",
    "来ました", "来られた", "聞いた", "聴いた", "あり", "有り", "実施済", "実施", "完了", "達成", "記録あり",
    "はい", "まる", "attend", "joined", "join", "present", "checked", "watched", "viewed", "participat",
    "complete", "came", "showed", "yes", "live", "リアルタイム", "リアタイ", "立寄", "立ち寄", "済んだ",
    "済ませた", "ライブ", "会場", "オンライン", "対面", "現地", "zoom", "リモート", "参戦", "済です",
    "利用済", "利用あり",
];

/// What a word says, as a bit.
mod kind {
    pub(super) const DOUBT: u32 = 1;
    pub(super) const UNANSWERED: u32 = 2;
    pub(super) const HAPPENED: u32 = 4;
    pub(super) const NOT_DENIAL: u32 = 8;
    pub(super) const PART: u32 = 16;
    pub(super) const DENIAL: u32 = 32;
    pub(super) const PLAN: u32 = 64;
    pub(super) const AFFIRM: u32 = 128;
}

/// The kinds of words that stand in the text.
fn kinds(text: &str) -> u32 {
    static INDEX: LazyLock<WordIndex> = LazyLock::new(|| {
        WordIndex::new(&[
            (kind::DOUBT, DOUBT),
            (kind::UNANSWERED, UNANSWERED),
            (kind::HAPPENED, HAPPENED),
            (kind::NOT_DENIAL, NOT_DENIAL),
            (kind::PART, PART),
            (kind::DENIAL, DENIAL),
            (kind::PLAN, PLAN),
            (kind::AFFIRM, AFFIRM),
        ])
    });
    INDEX.found(text) | if counts_none(text) { kind::DENIAL } else { 0 }
}

/// `参加0回`, `0名`; not the end of `20回` or `100名`.
fn counts_none(text: &str) -> bool {
    let is_whole = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    ["0回", "0名"].iter().any(|none| text.match_indices(none).any(|(at, _)| is_whole(at)))
}

/// The answer that the words give, if they give one.
pub(super) fn judge(clean: &str) -> Option<Understood<YesNo>> {
    if clean.is_empty() {
        return None;
    }
    let kinds_said = kinds(clean);
    let has = |kind: u32| kinds_said & kind != 0;
    if has(kind::DOUBT) {
        return Some(Understood::sure(YesNo::Unknown, "doubted"));
    }
    if has(kind::UNANSWERED) && !has(kind::HAPPENED) && !is_attended_after(clean) {
        return Some(Understood::sure(YesNo::Unknown, "not_answered"));
    }
    let rest = if has(kind::NOT_DENIAL) { without(clean, NOT_DENIAL) } else { Cow::Borrowed(clean) };
    let is_part = has(kind::PART) && !clean.contains("代理店") && !clean.contains("なし");
    if is_part {
        return Some(judge_part(&without(&rest, PART), clean));
    }
    let kinds_left = if has(kind::NOT_DENIAL) { kinds(&rest) } else { kinds_said };
    if kinds_left & kind::DENIAL != 0 {
        return Some(Understood::sure(YesNo::No, "denied"));
    }
    if has(kind::PLAN) && !has(kind::HAPPENED) {
        return Some(Understood::sure(YesNo::No, "planned_only"));
    }
    let is_short_done = ["済", "済み", "有", "出", "丸", "済です"].iter().any(|word| {
        clean.strip_prefix(word).is_some_and(|rest| {
            rest.starts_with(['(', ' ', '。', '!']) || rest.bytes().all(|b| b.is_ascii_digit() || b == b'/')
        })
    }) || is_date_and_done(clean);
    (has(kind::AFFIRM | kind::HAPPENED) || is_short_done).then(|| Understood {
        value: YesNo::Yes,
        why: "affirmed",
        is_doubtful: clean.contains("受付済"),
    })
}

/// A part that was itself cancelled, refused or only planned did not happen; one seen in place of the live event did.
fn judge_part(rest: &str, clean: &str) -> Understood<YesNo> {
    let behind_miss = without(rest, MISSED_LIVE);
    if kinds(&behind_miss) & kind::DENIAL != 0 {
        return Understood::sure(YesNo::No, "denied");
    }
    if is_planned(&behind_miss.replace("後日", "")) && kinds(clean) & kind::HAPPENED == 0 {
        return Understood::sure(YesNo::No, "planned_only");
    }
    Understood::sure(YesNo::Partial, "in_part")
}

/// The text says only that something is coming.
pub(super) fn is_planned(clean: &str) -> bool {
    kinds(clean) & kind::PLAN != 0
}

/// `名刺交換、来場済`: an affair of its own beside the attendance.
fn is_attended_after(clean: &str) -> bool {
    ["参加", "出席", "来場", "視聴", "受講", "欠席", "不参加", "キャンセル", "辞退"]
        .iter()
        .any(|word| clean.starts_with(word))
        && !clean.contains("確認")
        && !clean.contains('未')
        && !clean.contains("不明")
        && !clean.contains("待ち")
        && !clean.contains("保留")
        && !clean.contains("有無")
}

/// `5/12済`, `済5/12`.
fn is_date_and_done(clean: &str) -> bool {
    clean.strip_suffix("済み").or_else(|| clean.strip_suffix('済')).is_some_and(|date| {
        !date.is_empty() && date.trim().bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.'))
    })
}

/// The text with each word taken out in turn; taking one out may bring another together.
fn without<'t>(text: &'t str, words: &[&str]) -> Cow<'t, str> {
    words.iter().fold(Cow::Borrowed(text), |text, word| {
        if holds(&text, word) { Cow::Owned(text.replace(word, "")) } else { text }
    })
}

/// The choices of a form left as they were printed (`○/×`).
pub(super) fn is_choice(clean: &str) -> bool {
    let mut parts = clean.split(['/', '・', '|']).map(str::trim);
    matches!((parts.next(), parts.next(), parts.next()), (Some(first), Some(second), None)
        if mark(first).is_some() && mark(second).is_some() && mark(first) != mark(second))
}

/// Whether the word stands in the text. Cells are short: comparing in place costs less than preparing a search.
fn holds(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|window| window == word.as_bytes())
}
