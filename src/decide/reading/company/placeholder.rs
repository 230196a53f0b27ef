//! Texts that stand where a company's name should be and name none.

/// Whether a company's text, its legal form taken off and in lower case, names no company.
///
/// Shape: words for "none", people without a company, trial entries, blanked-out names.
/// Source: `domain/README.md` section 2.1: bundling such texts into one company does the most harm.
pub(super) fn names_nobody(name: &str) -> bool {
    let name: String =
        name.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '.' | '。' | '、' | ',')).collect();
    let name = name.trim_matches(['(', ')', '[', ']', '<', '>']);
    name.is_empty() || is_listed(name) || is_one_char(name) || is_blanked(name) || is_letter_company(name)
}

/// A word of the list; a trial entry may be numbered or have a given name behind it (`テスト2`, `テスト太郎`).
fn is_listed(name: &str) -> bool {
    let listed = |text: &str| WORDS.split('|').any(|word| word == text);
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-'));
    let is_trial = || {
        TRIALS.iter().any(|word| unnumbered.strip_prefix(word).is_some_and(|rest| TRIAL_ENDS.contains(&rest)))
    };
    let is_unknown = || {
        ["不明", "なし", "未定", "未記入", "非公開"]
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .is_some_and(|what| {
                [
                    "会社",
                    "会社名",
                    "社名",
                    "企業名",
                    "法人名",
                    "勤務先",
                    "所属",
                    "所属先",
                    "法人格",
                    "屋号",
                    "名称",
                ]
                .contains(&what)
            })
    };
    listed(name) || is_trial() || is_unknown()
}

const TRIALS: &[&str] =
    &["テスト", "てすと", "test", "サンプル", "sample", "ダミー", "dummy", "hoge", "ほげ"];
const TRIAL_ENDS: &[&str] = &[
    "",
    "会社",
    "企業",
    "法人",
    "太郎",
    "たろう",
    "タロウ",
    "花子",
    "ユーザー",
    "データ",
    "登録",
    "です",
    "company",
    "corp",
    "user",
    "data",
];

/// A person without a company, possibly named behind it (`個人事業主 見本太郎`, `個人（見本）`).
pub(super) fn is_sole_person(text: &str) -> bool {
    ["個人事業主", "個人事業", "個人", "フリーランス", "自営業"]
        .iter()
        .any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '(', '/', ':', '・'])))
}

const WORDS: &str = "\
    なし|無し|無|ナシ|不明|未定|未記入|未入力|未登録|未設定|未確認|空欄|空白|空|該当なし|該当無し|\
    特になし|特に無し|ありません|無記入|記入なし|入力なし|登録なし|会社なし|会社名なし|法人名なし|\
    所属なし|勤務先なし|社名なし|屋号なし|n/a|na|none|null|nil|nan|nothing|unknown|undefined|blank|\
    tbd|個人|個人事業主|個人事業|個人事業者|個人経営|個人名|個人のため|個人のお客様|個人客|個人宅|\
    一般|一般個人|自営|自営業|自営業者|自由業|フリー|フリーランス|フリーランサー|freelance|\
    freelancer|personal|private|individual|無職|無所属|学生|大学生|主婦|専業主婦|主夫|会社員|公務員|\
    パート|アルバイト|退職|退職済|退職済み|離職中|求職中|休職中|転職活動中|就職活動中|定年退職|\
    起業準備中|設立準備中|開業準備中|自宅|本人|匿名|匿名希望|非公開|非公表|秘密|非開示|その他|同上|\
    上記|同じ|会社|会社名|企業名|法人名|社名|貴社名|御社名|勤務先|御社|貴社|弊社|当社|自社|株|有|\
    株式|test|tests|testing|テスト|てすと|テスト会社|テスト企業|テスト法人|テスト入力|テスト用|\
    テスト送信|テストテスト|testcompany|testtest|testcorp|testinc|サンプル|サンプル会社|sample|\
    samplecompany|ダミー|ダミー会社|dummy|仮|仮名|仮登録|hoge|hogehoge|ほげ|ほげほげ|fuga|piyo|foo|\
    bar|foobar|asdf|qwerty|aa|ああ|xx|0|1|abc会社|?|某社|某企業|某|伏せ|空き|確認中|調査中|要確認|\
    ない|記載なし|不詳|不在|家事手伝い|家事|一般の方|一般の人|年金|年金生活|年金受給者|求職|就活中|浪人|浪人生|派遣社員|契約社員|\
    団体職員|会社役員|御中|様|殿|no|あいうえお|かきくけこ|アイウエオ|上記と同じ|上記同様|前述|同前|〃〃|\
    /|none given|not applicable|notapplicable|secret|その他会社|その他の会社|\
    わからない|分からない|company|companyname|#|株式会社|有限会社|合同会社";

/// One character three times or more.
fn is_one_char(name: &str) -> bool {
    let mut chars = name.chars();
    let first = chars.next();
    name.chars().count() >= 3 && chars.all(|c| Some(c) == first)
}

/// `○○商事`, `XXX`, `***`: a name with its letters blanked out.
fn is_blanked(name: &str) -> bool {
    const BLANKS: &str = "○〇◯●◎△▲▽▼□■◇◆☆★×✕✖＊*_?-・ー";
    let is_all_blank = name.chars().all(|c| BLANKS.contains(c));
    let holds_run = ["○○", "〇〇", "◯◯", "●●", "△△", "▲▲", "□□", "■■", "××", "✕✕", "**", "◇◇", "xxx"];
    is_all_blank || holds_run.iter().any(|run| name.contains(run))
}

/// `A社`, `X会社`: a letter in place of a name.
fn is_letter_company(name: &str) -> bool {
    let letter =
        name.strip_suffix("会社").or_else(|| name.strip_suffix('社')).or_else(|| name.strip_prefix("会社"));
    letter.is_some_and(|letter| letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic()))
}
