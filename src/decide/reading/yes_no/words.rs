//! Marks and words of taking part. A bar in a word says that no letter stands there (see `matcher`).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::YesNo;
use super::matcher::Matcher;

/// Marks and one-word answers: the whole text.
pub(super) fn mark(clean: &str) -> Option<YesNo> {
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const YES: &[&str] = &[
        "○", "◯", "〇", "●", "◎", "⭕", "⚪", "⚫", "✓", "✔", "✅", "☑", "🗸", "🙆", "🙆‍♂", "🙆‍♀", "👌", "■",
        "レ", "v", "丸", "まる", "マル", "真", "是", "有", "有り", "あり", "アリ", "ある", "はい", "ハイ",
        "イエス", "yes", "y", "true", "t", "ok", "済", "済み", "ずみ", "出", "参", "来", "した", "done",
        "完了", "完", "◉", "⦿", "🆗", "チェック", "レ点", "れ点", "丸印", "二重丸", "○印",
        "リアル", "サンカ",
    ];
    #[rustfmt::skip] // Packed: one word a line would bury the file.
    const NO: &[&str] = &[
        "×", "✕", "✖", "✗", "✘", "╳", "❌", "❎", "☓", "⨯", "x", "バツ", "ばつ", "ペケ", "☐", "□", "⬜", "◻",
        "🙅", "偽", "否", "無", "無し", "なし", "ナシ", "ない", "無い", "いいえ", "イイエ", "ノー", "no", "n",
        "false", "f", "ng", "未", "まだ", "欠", "休", "none", "nil", "ゼロ", "零", "never", "not yet",
        "特になし", "没", "ぺけ", "ダメ", "だめ", "駄目", "x印", "×印", "バツ印", "cxl",
    ];
    const PARTIAL: &[&str] = &["△", "▲", "三角", "部分", "半分", "partial", "partially", "half"];
    static MARKS: LazyLock<FxHashMap<&str, YesNo>> = LazyLock::new(|| {
        let lists = [(YES, YesNo::Yes), (NO, YesNo::No), (PARTIAL, YesNo::Partial)];
        lists.iter().flat_map(|(words, answer)| words.iter().map(|word| (*word, *answer))).collect()
    });
    MARKS.get(clean).copied()
}

/// What a word says, as a bit.
pub(super) mod kind {
    pub(in super::super) const DOUBT: u32 = 1;
    pub(in super::super) const UNANSWERED: u32 = 2;
    pub(in super::super) const HAPPENED: u32 = 4;
    /// Looks like a word of another kind and is none.
    pub(in super::super) const COVER: u32 = 8;
    pub(in super::super) const PART: u32 = 16;
    pub(in super::super) const DENIAL: u32 = 32;
    pub(in super::super) const PLAN: u32 = 64;
    pub(in super::super) const AFFIRM: u32 = 128;
    /// Missed as it took place; a recording may have been seen.
    pub(in super::super) const MISSED: u32 = 256;
    /// Why somebody stayed away, or left early.
    pub(in super::super) const HINDRANCE: u32 = 512;
    /// 後日: a plan, except for a recording.
    pub(in super::super) const LATER: u32 = 1024;
    pub(in super::super) const OTHER_AFFAIR: u32 = 2048;
}

/// The kinds of words that stand in the text. Words of a covering kind, and those that only look like another, hide what stands in them.
pub(super) fn kinds(text: &str, covering: u32) -> u32 {
    matcher().found(text, covering | kind::COVER) | if counts_none(text) { kind::DENIAL } else { 0 }
}

/// The text from the first word of a kind on.
pub(super) fn from_first(text: &str, kind: u32) -> &str {
    matcher().first(text, kind).map_or("", |at| &text[at..])
}

fn matcher() -> &'static Matcher {
    static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
        Matcher::new(&[
            (kind::DOUBT, DOUBT),
            (kind::UNANSWERED, UNANSWERED),
            (kind::OTHER_AFFAIR, OTHER_AFFAIR),
            (kind::HAPPENED, HAPPENED),
            (kind::COVER, COVER),
            (kind::PART, PART),
            (kind::DENIAL, DENIAL),
            (kind::PLAN, PLAN),
            (kind::AFFIRM, AFFIRM),
            (kind::MISSED, MISSED),
            (kind::HINDRANCE, HINDRANCE),
            (kind::LATER, &["後日"]),
        ])
    });
    &MATCHER
}

/// `参加0回`, `0名`; not the end of `20回` or `100名`.
fn counts_none(text: &str) -> bool {
    let is_whole = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    ["0回", "0名", "0人"].iter().any(|none| text.match_indices(none).any(|(at, _)| is_whole(at)))
}

/// Nobody answered, or it cannot be said.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const UNANSWERED: &[&str] = &[
    "未回答", "未記入", "未入力", "未定", "未集計", "未確定", "未決", "未詳", "不詳", "調査中", "照会中", "対象外", "該当なし", "該当無",
    "該当せず", "該当しない", "非該当", "n/a", "na|", "tbd|", "tba|", "null|", "pending", "unknown", "unsure", "maybe", "tentative",
    "返信なし", "返答なし", "回答なし", "無回答", "無反応", "反応なし", "反応無し", "返信待ち", "回答待ち", "返事待ち", "連絡待ち", "データなし", "記録なし",
    "情報なし", "記載なし", "記録無", "忘れ", "空欄", "保留", "有無", "連絡なし|", "連絡無し|", "入力漏れ", "記入漏れ", "音信不通", "連絡つかず", "連絡がつかず", "連絡取れず", "連絡が取れず", "返事来ず", "返事なし", "返信来ず",
];

/// Affairs of their own: they say nothing about taking part.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const OTHER_AFFAIR: &[&str] = &[
    "資料", "アンケート", "名刺", "電話", "架電", "メール送", "お礼", "確認済", "支払", "入金", "フォロー", "連絡済", "未連絡",
    "商談", "問い合わせ", "問合", "見積", "デモ", "反応あり", "開封", "ノベルティ", "受講料", "参加費", "料金", "アポ", "録画送", "録画url送", "録画共有", "録画案内", "アーカイブ送",
    "アーカイブurl送", "アーカイブ共有", "アーカイブ案内", "アーカイブ配信案内", "営業",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const DOUBT: &[&str] = &[
    "?", "たぶん", "多分", "おそらく", "恐らく", "かも", "らしい", "可能性", "と思われる", "はず", "不明", "要確認", "確認要", "確認中", "未確認",
    "確認待ち", "分からない", "わからない", "分からず", "わからず", "probably", "perhaps", "or no|",
];

/// In part, later, or by someone else.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const PART: &[&str] = &[
    "途中", "一部", "部分", "アーカイブ", "アーカイヴ", "録画", "オンデマンド", "見逃し", "後日視聴", "後日配信",
    "後日録画", "後日動画", "後から視聴", "後追い", "代理", "代参", "代わり", "同僚が", "部下が", "上司が", "後任が",
    "別の者", "別の社員", "別の方", "他の者", "他の社員", "他の方", "別担当", "遅刻", "遅参", "遅れ", "再放送", "リピート配信", "早退", "前半", "後半", "半分", "中座", "退出",
    "退席", "退場", "離脱", "冒頭", "序盤", "終盤", "抜け", "日目だけ", "1部のみ", "2部のみ", "3部のみ", "第1部",
    "第2部", "午前のみ", "午後のみ", "午前中のみ", "午前だけ", "午後だけ", "午前の部", "午後の部", "講演のみ", "懇親会のみ", "セッションのみ", "初日のみ", "日目のみ",
    "少しだけ", "だけ視聴", "だけ参加", "分だけ", "分のみ", "分間のみ", "vod|", "リプレイ", "再配信", "partial", "left early", "joined late",
    "late|", "recording", "recorded", "on-demand", "on demand", "ondemand", "archive", "replay", "substitute",
    "delegate", "proxy", "半日", "つまみ", "中抜け", "ながら視聴", "ながら聴", "音声のみ", "中断", "半ばで", "離席", "q&aのみ", "質疑のみ", "間際", "終わりだけ", "最後だけ", "最初だけ", "最初の", "わずか", "家族が",
];

/// Missed as it took place; a later look at the recording still is a part.
const MISSED: &[&str] = &[
    "当日欠席",
    "欠席",
    "当日不参加",
    "不参加",
    "当日参加せず",
    "当日参加できず",
    "都合つかず",
    "都合がつかず",
    "absent",
    "missed|",
];

/// Why somebody stayed away. One who left early for it was there.
const HINDRANCE: &[&str] = &[
    "体調不良",
    "急用",
    "の都合",
    "発熱",
    "忌引",
    "トラブル",
    "諸事情",
    "急病",
    "多忙",
    "所用",
    "私用",
    "風邪",
    "入院",
    "出張|",
    "出張の",
    "出張で",
    "出張中",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const DENIAL: &[&str] = &[
    "未", "不参", "不出", "不可", "不在", "不来", "不受", "不視", "不要", "不成", "不調", "不能", "非参加", "非出席",
    "非視聴", "非受講", "非来場", "欠|", "欠場", "欠勤", "欠で", "欠と", "休み", "休む", "休暇", "お休", "休ん", "ません", "なかった", "ない",
    "なし", "無し", "無|", "無い", "無理", "無効", "無断", "なくなっ", "なくなり", "未来場", "未来訪", "未来社", "未来店",
    "取消", "取り消", "取りやめ", "とりやめ", "取り止め", "取止", "キャンセル", "辞退", "見送", "見合わ", "お断", "断り",
    "断ら", "断っ", "断念", "諦め", "中止", "延期", "落選", "抽選漏れ", "抽選外", "抽選落", "リスケ", "日程変更", "ng|", "|まだ", "まだ|", "きゃんせる", "満席", "no-show", "no show", "noshow", "ノーショー",
    "ノーショウ", "すっぽかし", "ドタキャン", "ドタ|", "バックレ", "not|", "didn", "couldn", "wasn", "doesn", "hasn",
    "isn", "won't", "can't", "cannot", "unable", "cancel", "declin", "withdr", "refus", "逃し", "逃す", "見逃した",
    "見逃して", "見逃しまし", "遠慮", "拒否", "漏れ", "流会", "|パス|", "|パスしま", "|パスした", "今回はパス", "今回パス",
    "スキップ", "skipp", "never", "失念", "叶わ",
];

/// Words whose letters look like another kind but are none: what they hold is not seen.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const COVER: &[&str] = &[
    "未来", "未来社会", "未来店舗", "未上場", "未経験", "未知", "未婚", "未成年", "未満", "未公開", "未曾有", "未明", "未開拓",
    "不可欠", "必要不可欠", "欠席せず", "欠席することなく", "休むことなく", "遅刻することなく", "延期後", "中止後", "キャンセル後", "招待で", "第1部・第2部", "予約不要", "申込不要", "返信不要", "連絡不要", "昼休み", "夏休み", "冬休み", "春休み",
    "休み明け", "休み返上", "必ず", "|まず", "先ず", "とりあえずまず", "とりあえず", "取りあえず", "取り敢えず", "思わず", "変わらず", "かわらず", "関わらず",
    "係わらず", "拘わらず", "少なからず", "のみならず", "問わず", "絶えず", "やむを得ず", "やむをえず", "休まず", "迷わず", "遅れず", "遅れなく", "忘れず",
    "忘れなく", "残らず", "漏れず", "もれず", "漏れなく", "惜しまず", "遅刻せず", "早退せず", "少なくない", "間違いない", "違いない", "違いなく", "|ないとう",
    "しかない", "問題ない", "問題なかった", "問題ありません", "間違いありません", "すみません", "すいません", "申し訳ありません", "申し訳ない",
    "問題なし", "問題無し", "異常なし", "支障なし", "トラブルなし", "遅刻なし", "早退なし", "遅刻早退なし", "途中退出なし", "途中退席なし",
    "途中離脱なし", "欠席なし", "質問なし", "質問無し", "同伴なし", "同伴者なし", "同行者なし", "特記なし", "特記事項なし", "備考なし", "コメントなし",
    "アポなし", "予約なし", "連絡なし", "連絡無し", "理由不明", "詳細不明", "申込なしで", "申し込みなしで", "申込無しで", "キャンセル枠", "キャンセル待ちから", "キャンセル待ち繰", "キャンセル料", "代理店", "東証一部", "一部上場",
    "半日セミナー", "半日研修", "半日講座", "半日コース", "検討会", "検討者", "確定申告", "確定拠出", "意思決定", "決定版", "登録販売", "登録支援", "案内係", "招待客", "招待枠",
    "招待者", "招待制", "招待講演", "予約枠", "待ち合わせ", "希望者", "見込み客", "見込客", "素晴らしい", "すばらしい", "あたらしい", "かもめ",
    "はずせ", "はずれ", "手遅れ", "無料", "無事", "sent recording", "sent the recording", "recording sent", "予約システム",
];

/// Signed up, invited, intends to: not there yet.
#[rustfmt::skip] // Packed: one word a line would bury the file.
const PLAN: &[&str] = &[
    "予定", "希望", "見込", "確定", "決定", "これから", "次回", "次週", "検討", "申込", "申し込", "申請", "案内",
    "招待", "登録", "予約", "エントリー", "意向", "調整中", "今後", "参加可", "出席可", "参加できる", "参加できます",
    "出席できる", "出席できます", "つもり", "来週", "来月", "明日", "待ち", "招集", "お誘い", "誘い", "勧誘", "リマインド",
    "興味", "関心", "意欲", "前向き", "打診", "要調整", "依頼", "開催前", "事前受付", "承認", "抽選", "当選", "受講票", "参加票", "入場券", "招待券", "入館証", "参加url", "視聴url", "zoomurl", "zoom url", "参加リンク", "視聴リンク", "補欠", "審査", "confirm", "意思", "意志", "できそう", "出来そう", "れそう", "けそう", "受付中", "受付待", "募集中", "準備中", "参加表明", "仮|", "仮予約", "仮申", "仮登録", "仮押", "仮で", "行きたい", "来たい",
    "見たい", "観たい", "聞きたい", "したい", "したかった", "参加したい", "参加したかった", "出席したい", "出席したかった", "視聴したい", "視聴したかった",
    "来場したい", "来場したかった", "受講したい", "受講したかった", "参加します", "参加する", "出席します", "出席する", "視聴します", "視聴する", "来場します",
    "来場する", "受講します", "受講する", "伺います", "いたします", "致します", "いただきます", "regist", "invit", "plan|", "planned", "planning",
    "accept", "wait", "sign|", "sign-up", "signup", "signed", "rsvp", "will|", "interested", "applied", "scheduled",
    "booked", "attending", "going|",
];

/// Words that say it happened even beside a plan (`申込→参加済` without the arrow).
#[rustfmt::skip] // Packed: one word a line would bury the file.
const HAPPENED: &[&str] = &[
    "参加済", "参加しました", "参加した", "参加できました", "参加できた", "出席済", "出席しました", "出席した", "視聴済", "視聴しました", "視聴した", "来場済",
    "来場しました", "来場した", "受講済", "受講しました", "受講した", "予定通り", "予定どおり", "予定外", "入場済", "チェックイン",
    "attended", "参加確認", "出席確認", "来場確認", "視聴確認", "受講確認", "参加完了", "参加あり", "来場あり", "ドタ参", "当日参加", "飛び込み参加", "飛び入り",
];

#[rustfmt::skip] // Packed: one word a line would bury the file.
const AFFIRM: &[&str] = &[
    "参加", "出席", "視聴", "受講", "聴講", "来場", "来訪", "来店", "来社", "訪問", "入場", "入室", "同席",
    "参列", "傍聴", "観覧", "見学", "体験", "登壇", "出演", "出展", "受付済", "受付完了", "受付ok",
    "チェックイン", "チェック済", "チェックあり", "ログイン", "接続", "完走", "修了", "履修", "皆勤",
    "全部見", "見た", "観た", "見ました", "観ました", "出た", "出ました", "行った", "行きました", "来た",
    "来ました", "来られた", "聞いた", "聴いた", "|あり", "|有り", "実績あり", "履歴あり", "経験あり", "実施済", "実施", "完了", "達成", "記録あり",
    "はい", "まる", "attend", "joined", "join", "present|", "presented", "checked", "watched", "viewed", "participat",
    "complete", "came|", "showed", "yes|", "live|", "リアルタイム", "リアタイ", "立寄", "立ち寄", "済んだ",
    "済ませた", "ライブ", "会場", "オンライン", "対面", "現地", "zoom", "リモート", "参戦", "済です",
    "利用済", "利用あり", "お越し", "お見え", "ご覧", "最後まで", "最初から", "来館", "入館", "来園", "来所", "来校",
];
