//! Texts in a name's place that name no person.

use super::roles::{DEPARTMENTS, is_department, is_title};

const WORDS: &str = "\
    なし|無し|無|ナシ|不明|未定|未記入|未入力|未登録|空欄|該当なし|特になし|記入なし|名前なし|\
    氏名なし|氏名不明|名前不明|n/a|na|none|null|nil|nan|unknown|undefined|blank|tbd|匿名|匿名希望|\
    名無し|名無しさん|名無しの権兵衛|ななし|無名|無記名|非公開|秘密|anonymous|anonymous user|unknown user|\
    unknown name|退職|退職済|退職済み|退社|異動|異動済み|転勤|後任未定|空席|欠員|不在|故人|no name|\
    noname|name|your name|氏名|名前|お名前|ご氏名|本人|ご本人|自分|私|仮|仮名|某|確認中|調査中|\
    要確認|後日連絡|後日|連絡待ち|調整中|選任中|未選任|決定次第|担当未定|担当者未定|後任調整中|\
    受付係|案内係|わからない|分からない|各位|関係者|関係各位|関係者各位|皆|皆様|皆さま|皆さん|みなさま|\
    みなさん|社員|社員一同|一同|スタッフ|スタッフ一同|従業員|お客|お客様|お客さま|客|来客|来場者|\
    参加者|受講者|視聴者|出席者|利用者|会員|一般|個人|家族|代理|代理人|代理者|受付|受付担当|担当|\
    担当者|ご担当|ご担当者|御担当|御担当者|担当の方|ご担当の方|ご担当者名|窓口|責任者|ご責任者|代表|\
    代表者|ご代表|ご代表者|事務局|運営|運営事務局|主催者|事務|総務|人事|経理|営業|広報|購買|情シス|\
    その他|ゲスト|ゲストユーザー|ゲスト ユーザー|guest|guest user|ユーザー|ユーザ|user|users|zoom|\
    zoom user|zoomuser|zoomユーザー|zoom ユーザー|teams|teams user|teamsユーザー|webex user|\
    meet user|ホスト|host|co-host|admin|administrator|管理者|owner|発表者|電話参加者|電話|caller|\
    participant|attendee|外部ユーザー|未確認のユーザー|名前未設定|未設定|iphone|ipad|ipod|galaxy|\
    xperia|pixel|android|aquos|pc|mac|macbook|macbook pro|macbook air|windows|surface|desktop|laptop|\
    タブレット|スマホ|パソコン|携帯|会議室|大会議室|小会議室|第一会議室|hoge|hogehoge|ほげ|ほげほげ|\
    fuga|foo|bar|foobar|asdf|qwerty|abc|aa|ああ|x|xx|あ|a|?|0|1|john doe|同上|上記|同じ";

const TRIALS: &[&str] = &[
    "テスト",
    "てすと",
    "test",
    "testing",
    "tester",
    "テスター",
    "サンプル",
    "sample",
    "ダミー",
    "dummy",
    "お試し",
];

/// Whether a text, its courtesies taken off, names no person.
pub(super) fn is_nobody(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    lower.is_empty()
        || WORDS.split('|').any(|word| word == lower.as_str())
        || is_device(&lower)
        || is_one_char(&lower)
        || is_blanked(&lower)
        || is_contact(&lower)
}

/// A trial entry: a word for one stands at its head or as a word of its own.
pub(super) fn is_trial(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let is_word = lower
        .split([' ', '　', '_', '-', '・'])
        .any(|word| TRIALS.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit())));
    is_word
        || ["テスト", "てすと", "ダミー", "サンプル"].iter().any(|word| lower.starts_with(word))
        || lower.starts_with("testtest")
}

/// `採用担当`, `営業部ご担当`: a function that nobody is named for.
pub(super) fn is_contact(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "ご担当者",
        "御担当者",
        "担当者",
        "ご担当",
        "御担当",
        "担当",
        "窓口",
        "責任者",
        "ご一同",
        "一同",
        "各位",
        "係",
        "受付",
        "事務局",
        "の方",
    ];
    let text: String = text.to_uppercase().chars().filter(|&c| c != ' ').collect();
    ENDS.iter().any(|end| {
        text.strip_suffix(end).is_some_and(|stem| {
            let stem = stem.trim_end_matches(['ご', '御', 'の']);
            (stem.is_empty() && end.chars().count() > 1)
                || is_department(stem)
                || is_title(stem)
                || DEPARTMENTS.split('|').any(|word| stem.ends_with(word))
        })
    })
}

/// A name that a meeting tool made of a device.
fn is_device(text: &str) -> bool {
    const HEADS: &[&str] = &[
        "iphone",
        "電話参加者",
        "電話",
        "teams ゲスト",
        "zoom ゲスト",
        "ipad",
        "galaxy",
        "pixel",
        "xperia",
        "desktop-",
        "laptop-",
        "macbook",
        "android",
        "ゲスト",
        "guest",
        "user",
        "ユーザー",
        "zoom user",
        "参加者",
        "participant",
        "caller",
        "sm-",
        "so-",
        "sh-",
    ];
    HEADS.iter().any(|head| {
        text.strip_prefix(head).is_some_and(|rest| {
            rest.chars().all(|c| c.is_ascii_digit() || " _-()#".contains(c))
                || (rest.starts_with(' ') && rest.is_ascii() && rest.chars().any(|c| c.is_ascii_digit()))
                || rest.starts_with(" pro")
                || rest.starts_with(" air")
                || rest.starts_with(" mini")
                || (head.ends_with('-') && rest.is_ascii())
        })
    })
}

/// One character three times or more.
fn is_one_char(text: &str) -> bool {
    let mut chars = text.chars().filter(|&c| c != ' ');
    let first = chars.next();
    text.chars().filter(|&c| c != ' ').count() >= 3 && chars.all(|c| Some(c) == first)
}

/// `○○`, `XXX`, `***`, numbers: a name with its letters blanked out.
fn is_blanked(text: &str) -> bool {
    const BLANKS: &str = "○〇◯●◎△▲▽□■◇◆☆★×✕✖*_?-・ー. #+";
    text.chars().all(|c| BLANKS.contains(c) || c.is_ascii_digit())
        || ["○○", "〇〇", "◯◯", "●●", "××", "△△", "□□", "**", "xxx"].iter().any(|run| text.contains(run))
}
