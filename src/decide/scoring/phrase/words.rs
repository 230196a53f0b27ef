//! The Japanese in which conditions and questions are told, and the short text of a condition.

use super::Ask;
use super::condition::{Condition, Field, KnownField, Op, Operand};

/// What the sheet calls each field.
const FIELD_WORDS: &[(KnownField, &str)] = &[
    (KnownField::Employees, "従業員数"),
    (KnownField::CapitalYen, "資本金(円)"),
    (KnownField::RevenueYen, "売上高(円)"),
    (KnownField::YearsSinceFounded, "設立からの年数"),
    (KnownField::IsListed, "上場企業"),
    (KnownField::Industry, "業種"),
    (KnownField::Prefecture, "都道府県"),
    (KnownField::Country, "国"),
    (KnownField::Company, "会社名"),
    (KnownField::TitleRank, "役職の段"),
    (KnownField::Title, "役職"),
    (KnownField::Department, "部署"),
    (KnownField::Email, "メールアドレス"),
    (KnownField::EmailDomainKind, "メールの種類"),
    (KnownField::Phone, "電話番号"),
    (KnownField::DecisionMaker, "決裁権"),
    (KnownField::Downloads, "DL回数"),
    (KnownField::Webinar, "セミナー参加"),
    (KnownField::WebinarCount, "セミナー参加回数"),
    (KnownField::WebinarRegisteredOnly, "セミナー申込のみ"),
    (KnownField::Exhibition, "展示会来場"),
    (KnownField::BusinessCard, "名刺交換"),
    (KnownField::SurveyAnswered, "アンケート回答"),
    (KnownField::Visits, "Web閲覧回数"),
    (KnownField::LastVisitDays, "最終訪問からの日数"),
    (KnownField::PageViewed, "閲覧ページ"),
    (KnownField::PageViewedOnly, "閲覧した唯一のページ"),
    (KnownField::Inquiry, "問い合わせ"),
    (KnownField::QuoteRequested, "見積依頼"),
    (KnownField::DemoRequested, "デモ希望"),
    (KnownField::Trial, "トライアル"),
    (KnownField::EmailOpens, "メール開封数"),
    (KnownField::EmailClicks, "メールクリック数"),
    (KnownField::Newsletter, "メルマガ登録"),
    (KnownField::Unsubscribed, "配信停止"),
    (KnownField::LastContactDays, "最終接触からの日数"),
    (KnownField::LastContactMonths, "最終接触からの月数"),
    (KnownField::LastActivityMonths, "最終行動からの月数"),
    (KnownField::HandoverBusinessDays, "引き渡しからの営業日数"),
    (KnownField::Status, "対応状況"),
    (KnownField::Score, "スコア"),
    (KnownField::Source, "獲得経路"),
    (KnownField::TimingMonths, "導入までの月数"),
    (KnownField::Budget, "予算"),
    (KnownField::BudgetYen, "予算(円)"),
    (KnownField::IsCompetitor, "競合"),
    (KnownField::IsStudent, "学生"),
    (KnownField::IsExistingCustomer, "既存顧客"),
    (KnownField::IsSoleProprietor, "個人事業主"),
];

/// What follows the value for each comparison.
const OP_WORDS: &[(Op, &str)] = &[
    (Op::AtLeast, "以上"),
    (Op::MoreThan, "超"),
    (Op::AtMost, "以下"),
    (Op::LessThan, "未満"),
    (Op::Equal, ""),
    (Op::NotEqual, "以外"),
    (Op::Between, ""),
    (Op::In, "のいずれか"),
    (Op::NotIn, "以外"),
    (Op::Contains, "を含む"),
    (Op::Exists, "入力あり"),
    (Op::Missing, "空欄"),
    (Op::PerCount, "回ごと"),
];

/// Codes that are told by a word.
const VALUE_WORDS: &[(&str, &str)] = &[
    ("yes", "あり"),
    ("no", "なし"),
    ("partial", "一部"),
    ("free", "フリーメール"),
    ("carrier", "携帯メール"),
    ("isp", "プロバイダ"),
    ("disposable", "使い捨て"),
    ("corporate", "会社ドメイン"),
    ("school", "学校"),
    ("government", "官公庁"),
    ("contact_form", "問い合わせフォーム"),
    ("referral", "紹介"),
    ("exhibition", "展示会"),
    ("JP", "日本"),
    ("new", "未対応"),
    ("working", "対応中"),
    ("contacted", "接触済み"),
    ("no_answer", "不在"),
    ("appointment", "アポ"),
    ("on_hold", "保留"),
    ("recycle", "再アプローチ"),
    ("closed", "終了"),
];

const TARGET_INDUSTRIES: &str = "ターゲット業種";
const ALL: &str = "かつ";
const ANY: &str = "または";
const AND_SO_ON: &str = "・";
const RANGE: &str = "〜";
const TRUE: &str = "はい";
const FALSE: &str = "いいえ";

/// Questions by reason code; `{}` stands for the words in question.
const QUESTIONS: &[(&str, &str)] = &[
    ("no_condition", "条件が書かれていない"),
    ("no_measure", "測り方を決める"),
    ("no_definition", "{}の定義を決める"),
    ("no_bounds", "規模の幅が決まらない"),
    ("which_number", "何の{}か(人数・点数・回数)"),
    ("which_count", "何の回数か(訪問・DL・参加)"),
    ("which_amount", "何の金額か(資本金・売上・予算)"),
    ("which_period", "何の期間か(設立・接触・導入)"),
    ("which_unit", "単位を決める"),
    ("and_or_or", "「かつ」か「または」かを決める"),
    ("no_such_page", "どのページかを決める"),
    ("which_cap", "上限を点数で決める"),
];

/// The question that a phrase leaves open, in Japanese.
pub fn question(ask: &Ask) -> String {
    let template = QUESTIONS.iter().find(|(code, _)| *code == ask.reason).map_or("", |(_, words)| *words);
    template.replace("{}", &ask.subject)
}

/// A condition in short plain Japanese: 「従業員数 50以上」.
pub fn describe(condition: &Condition) -> String {
    match condition {
        Condition::Test { field, op, value } => describe_test(field, *op, value),
        Condition::All(parts) => describe_parts(parts, ALL),
        Condition::Any(parts) => describe_parts(parts, ANY),
    }
}

fn describe_parts(parts: &[Condition], joint: &str) -> String {
    let texts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Condition::Test { .. } => describe(part),
            Condition::All(_) | Condition::Any(_) => format!("({})", describe(part)),
        })
        .collect();
    texts.join(&format!(" {joint} "))
}

fn describe_test(field: &Field, op: Op, value: &Operand) -> String {
    let name = match field {
        Field::Known(known) => FIELD_WORDS
            .iter()
            .find(|(word, _)| word == known)
            .map_or(known.key(), |(_, word)| *word)
            .to_owned(),
        Field::Column(header) => header.clone(),
    };
    let ending = OP_WORDS.iter().find(|(word, _)| *word == op).map_or("", |(_, word)| *word);
    if matches!(op, Op::Exists | Op::Missing) {
        return format!("{name} {ending}");
    }
    let shown = match value {
        Operand::Integer(number) => number.to_string(),
        Operand::Pair(low, high) => format!("{low}{RANGE}{high}"),
        Operand::Text(text) => value_word(text),
        Operand::Texts(texts) => {
            texts.iter().map(|text| value_word(text)).collect::<Vec<_>>().join(AND_SO_ON)
        }
        Operand::TargetIndustries => TARGET_INDUSTRIES.to_owned(),
        Operand::Flag(true) => TRUE.to_owned(),
        Operand::Flag(false) => FALSE.to_owned(),
    };
    format!("{name} {shown}{ending}")
}

fn value_word(code: &str) -> String {
    VALUE_WORDS.iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| *word).to_owned()
}
