//! Filled or empty, there or not: 「役職が空欄」, 「電話番号あり」, 「予算なし」.

use super::condition::{Condition, KnownField, Op, Operand};

const MISSING: &[&str] = &[
    "空欄",
    "空白",
    "空",
    "未入力",
    "なし",
    "無",
    "不明",
    "未記入",
    "記入なし",
    "入力なし",
    "がない",
    "ない",
    "未登録",
    "未取得",
    "未設定",
    "未定",
    "登録なし",
    "記載なし",
    "情報なし",
    "取得できていない",
    "わからない",
    "が分からない",
    "がわからない",
    "欠損",
    "未回答",
    "未確認",
    "無記入",
    "入力されていない",
    "の入力なし",
    "の記載なし",
    "の記入なし",
    "の登録なし",
];
const PRESENT: &[&str] = &[
    "あり",
    "有",
    "入力あり",
    "記入あり",
    "入力済み",
    "入力済",
    "登録あり",
    "登録済み",
    "取得済み",
    "取得済",
    "がある",
    "ある",
    "判明",
    "が判明",
    "判明済み",
    "わかっている",
    "が分かっている",
    "がわかっている",
    "記載あり",
    "の記載あり",
    "の入力あり",
    "の記入あり",
    "記入済み",
    "記入済",
    "明記",
    "空欄でない",
    "入力されている",
    "把握済み",
    "把握",
    "決まっている",
    "決定済み",
    "の登録あり",
];

/// 空欄, 入力あり: counts and answers take them as a value, the others as filled or empty.
pub(super) fn presence(field: KnownField, rest: &str) -> Option<Condition> {
    let rest = rest.trim_end_matches("である").trim_matches(['「', '」']);
    let is_missing = MISSING.contains(&rest);
    if !is_missing && !PRESENT.contains(&rest) {
        return None;
    }
    let is_blank =
        rest.contains('空') || rest.contains("入力") || rest.contains("記入") || rest.contains("不明");
    match field {
        KnownField::Downloads | KnownField::Visits if !is_blank => {
            let (op, number) = if is_missing { (Op::Equal, 0) } else { (Op::AtLeast, 1) };
            return Some(Condition::test(field, op, Operand::Integer(number)));
        }
        KnownField::Webinar if !is_blank => {
            let said = if is_missing { "no" } else { "yes" };
            return Some(Condition::test(field, Op::Equal, Operand::Text(said.to_owned())));
        }
        _ => {}
    }
    let field = match field {
        KnownField::TitleRank => KnownField::Title,
        KnownField::EmailDomainKind => KnownField::Email,
        other => other,
    };
    let op = if is_missing { Op::Missing } else { Op::Exists };
    Some(Condition::test(field, op, Operand::Flag(true)))
}

/// 「予算あり」, 「予算確保済み」, 「予算なし」.
pub(super) fn budget(text: &str) -> Option<Condition> {
    let rest = text.strip_prefix("予算")?;
    let rest = rest.trim_start_matches(['が', 'は', 'の', ':', 'を', '=']);
    let said = match rest {
        "あり"
        | "有"
        | "確保"
        | "確保済み"
        | "確保済"
        | "ある"
        | "取得済み"
        | "承認済み"
        | "承認済"
        | "化済み"
        | "化済"
        | "計上済み"
        | "計上済"
        | "確定"
        | "確保あり"
        | "措置済み"
        | "確保している"
        | "確保されている"
        | "承認されている"
        | "計上されている"
        | "化されている"
        | "決定"
        | "承認あり"
        | "決定済み"
        | "ok"
        | "確保できている"
        | "決まっている"
        | "決まり"
        | "獲得済み" => "yes",
        "なし"
        | "無"
        | "ない"
        | "未確保"
        | "確保なし"
        | "確保できていない"
        | "未承認"
        | "未計上"
        | "取れていない" => "no",
        "未定" | "不明" | "空欄" | "未入力" | "未確認" => {
            return Some(Condition::test(KnownField::Budget, Op::Missing, Operand::Flag(true)));
        }
        _ => return None,
    };
    Some(Condition::test(KnownField::Budget, Op::Equal, Operand::Text(said.to_owned())))
}
