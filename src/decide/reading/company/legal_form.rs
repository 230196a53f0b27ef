//! Legal forms: what 株式会社, ㈱, カ）, Co., Ltd. and the like say, and how they come off a name.

/// What a name says about the legal form of its company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegalForm {
    /// A form that is registered in Japan, by its full Japanese name.
    Registered(&'static str),
    /// `(合)`: one of 合同会社, 合資会社, 合名会社.
    SomePartnership,
    /// `Co., Ltd.`, `Inc.` and the like: an English way to say "company", which names no registered form.
    EnglishCompany,
    /// `LLC`: an English way to say 合同会社.
    EnglishLlc,
    /// A form of another country (`Pte. Ltd.`, `GmbH`).
    Foreign(&'static str),
}

impl LegalForm {
    /// Whether two forms can belong to one company, as far as the words go.
    ///
    /// Source: `domain/README.md` section 2.1: an English form is no difference, a foreign one is.
    pub fn agrees_with(self, other: Self) -> bool {
        use LegalForm::{EnglishCompany, EnglishLlc, Registered, SomePartnership};
        match (self, other) {
            (a, b) if a == b => a != SomePartnership,
            (Registered(_), EnglishCompany) | (EnglishCompany, Registered(_)) => true,
            (Registered(form), EnglishLlc) | (EnglishLlc, Registered(form)) => form == "合同会社",
            _ => false,
        }
    }
}

/// A name without its legal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stripped {
    pub(super) name: String,
    pub(super) form: LegalForm,
}

/// Takes one legal form off the head or the tail.
///
/// Shape: `None` when there is none. The name is empty when the text is nothing but a form.
pub(super) fn strip(text: &str) -> Option<Stripped> {
    let stripped = strip_japanese(text);
    match stripped {
        Some(found) => Some(without_second(found)),
        None => super::english_form::strip(text),
    }
}

/// Takes one Japanese legal form, written out or abbreviated, off the head or the tail.
pub(super) fn strip_japanese(text: &str) -> Option<Stripped> {
    let text = text.trim();
    if let Some(name) = text.strip_prefix("有限責任").and_then(|rest| rest.strip_suffix("監査法人")) {
        return Some(Stripped { name: name.trim().to_owned(), form: LegalForm::Registered("監査法人") });
    }
    strip_full(text).or_else(|| strip_bracketed(text)).or_else(|| strip_torn(text))
}

/// A form that was typed twice, the second time in brackets (a trade name holds no brackets) or in English.
fn without_second(found: Stripped) -> Stripped {
    if let Some(again) =
        strip_bracketed(&found.name).filter(|again| again.form == found.form && !again.name.is_empty())
    {
        return Stripped { name: again.name, form: found.form };
    }
    match super::english_form::strip_certain(&found.name) {
        Some(name) if !name.is_empty() => Stripped { name, form: found.form },
        _ => found,
    }
}

/// A written-out form at the head, then at the tail; blanks between its characters are layout.
fn strip_full(text: &str) -> Option<Stripped> {
    let by_head = FULL.iter().find_map(|&(word, form)| {
        let rest = strip_spaced_prefix(text, word)?;
        Some(Stripped { name: rest.trim().to_owned(), form })
    });
    by_head.or_else(|| {
        FULL.iter().find_map(|&(word, form)| {
            let rest = strip_spaced_suffix(text, word)?;
            Some(Stripped { name: rest.trim().to_owned(), form })
        })
    })
}

/// The rest after `word`, whose characters may stand apart in the text.
fn strip_spaced_prefix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text;
    for c in word.chars() {
        rest = rest.trim_start().strip_prefix(c)?;
    }
    Some(rest)
}

/// The rest before `word`, whose characters may stand apart in the text.
fn strip_spaced_suffix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text;
    for c in word.chars().rev() {
        rest = rest.trim_end().strip_suffix(c)?;
    }
    Some(rest)
}

/// `(株)` at the head or the tail.
fn strip_bracketed(text: &str) -> Option<Stripped> {
    let head = text.strip_prefix(is_open).and_then(|rest| {
        let (inner, name) = rest.split_once(is_close)?;
        Some((inner, name))
    });
    let tail = || {
        let body = text.strip_suffix(is_close)?;
        let at = body.rfind(is_open)?;
        let inner = body.get(at..)?.trim_start_matches(is_open);
        Some((inner, body.get(..at)?))
    };
    let named = |(inner, name): (&str, &str)| {
        let form = form_of(inner.trim())?;
        let name = name.trim();
        // (医)社団みなも会 is 医療法人社団みなも会.
        let name = if matches!(inner.trim(), "医" | "医療") {
            name.strip_prefix("社団").or_else(|| name.strip_prefix("財団")).unwrap_or(name)
        } else {
            name
        };
        Some(Stripped { name: name.to_owned(), form })
    };
    head.and_then(named).or_else(|| tail().and_then(named))
}

/// Half a bracket: `カ)アオゾラ`, `アオゾラ カ)`, `(株アオゾラ`, `アオゾラ(カ`, `アオゾラ株)`.
fn strip_torn(text: &str) -> Option<Stripped> {
    let named = |name: &str, form| Some(Stripped { name: name.trim().to_owned(), form });
    if let Some((inner, name)) = text.split_once(is_close)
        && let Some(form) = form_of(inner.trim())
    {
        return named(name, form);
    }
    if let Some((name, inner)) = text.rsplit_once(is_open)
        && let Some(form) = form_of(inner.trim())
    {
        return named(name, form);
    }
    if let Some((name, inner)) = text.strip_suffix(is_close).and_then(|body| body.rsplit_once(' '))
        && let Some(form) = form_of(inner)
    {
        return named(name, form);
    }
    for (mark, form) in [("株", "株式会社"), ("有", "有限会社"), ("同", "合同会社")] {
        let form = LegalForm::Registered(form);
        if let Some(name) = text.strip_prefix(is_open).and_then(|rest| rest.strip_prefix(mark))
            && !name.contains(is_close)
        {
            return named(name, form);
        }
        if let Some(name) = text.strip_suffix(is_close).and_then(|rest| rest.strip_suffix(mark))
            && !name.contains(is_open)
        {
            return named(name, form);
        }
    }
    None
}

/// Where a legal form stands inside a name: what is before it and what follows.
pub(super) fn split_inside(text: &str) -> Option<(&str, LegalForm, &str)> {
    for &(word, form) in FULL.iter().filter(|(word, _)| word.ends_with("会社")) {
        if let Some((before, after)) = text.split_once(word)
            && !before.is_empty()
            && before.matches(is_open).count() == before.matches(is_close).count()
        {
            return Some((before, form, after));
        }
    }
    let open = text.find(is_open)?;
    let (before, rest) = text.split_at(open);
    let (inner, after) = rest.trim_start_matches(is_open).split_once(is_close)?;
    let form = form_of(inner.trim())?;
    (!before.is_empty() && !after.is_empty()).then_some((before, form, after))
}

/// An opening bracket of any kind.
pub(in super::super) fn is_open(c: char) -> bool {
    matches!(c, '(' | '[' | '〔' | '<' | '〈' | '《' | '{' | '【')
}

/// A closing bracket of any kind.
pub(in super::super) fn is_close(c: char) -> bool {
    matches!(c, ')' | ']' | '〕' | '>' | '〉' | '》' | '}' | '】')
}

/// The form that an abbreviation or a full word in brackets says.
pub(in super::super) fn form_of(inner: &str) -> Option<LegalForm> {
    SHORT
        .iter()
        .find(|(short, _)| *short == inner)
        .map(|&(_, form)| form)
        .or_else(|| FULL.iter().find(|(full, _)| *full == inner).map(|&(_, form)| form))
}

/// The written-out forms.
pub(in super::super) fn full_words() -> impl Iterator<Item = &'static str> {
    FULL.iter().map(|&(word, _)| word)
}

const fn registered(word: &'static str) -> (&'static str, LegalForm) {
    (word, LegalForm::Registered(word))
}

const fn means(word: &'static str, form: &'static str) -> (&'static str, LegalForm) {
    (word, LegalForm::Registered(form))
}

/// Written-out forms; a form that begins or ends with another stands before it.
const FULL: &[(&str, LegalForm)] = &[
    registered("株式会社"),
    registered("有限会社"),
    registered("合同会社"),
    registered("合資会社"),
    registered("合名会社"),
    registered("相互会社"),
    registered("特定目的会社"),
    registered("一般社団法人"),
    registered("一般財団法人"),
    registered("公益社団法人"),
    registered("公益財団法人"),
    registered("特例社団法人"),
    registered("特例財団法人"),
    registered("社会医療法人社団"),
    registered("社会医療法人財団"),
    registered("社会医療法人"),
    means("特定医療法人社団", "医療法人社団"),
    means("特定医療法人財団", "医療法人財団"),
    means("特定医療法人", "医療法人"),
    registered("医療法人社団"),
    registered("医療法人財団"),
    registered("医療法人"),
    registered("社団法人"),
    registered("財団法人"),
    means("認定特定非営利活動法人", "特定非営利活動法人"),
    registered("特定非営利活動法人"),
    means("認定NPO法人", "特定非営利活動法人"),
    means("NPO法人", "特定非営利活動法人"),
    means("npo法人", "特定非営利活動法人"),
    means("準学校法人", "学校法人"),
    registered("学校法人"),
    registered("社会福祉法人"),
    registered("宗教法人"),
    registered("地方独立行政法人"),
    registered("独立行政法人"),
    registered("国立研究開発法人"),
    registered("国立大学法人"),
    registered("公立大学法人"),
    registered("大学共同利用機関法人"),
    registered("税理士法人"),
    registered("外国法事務弁護士法人"),
    registered("弁護士法人"),
    means("特許業務法人", "弁理士法人"),
    registered("弁理士法人"),
    registered("社会保険労務士法人"),
    means("社労士法人", "社会保険労務士法人"),
    registered("行政書士法人"),
    registered("司法書士法人"),
    registered("土地家屋調査士法人"),
    means("有限責任監査法人", "監査法人"),
    registered("監査法人"),
    registered("農事組合法人"),
    registered("管理組合法人"),
    registered("有限責任事業組合"),
    registered("有限責任中間法人"),
    registered("中間法人"),
    registered("更生保護法人"),
    registered("職業訓練法人"),
    registered("投資法人"),
    registered("技術研究組合法人"),
    means("カブシキガイシャ", "株式会社"),
    means("カブシキカイシャ", "株式会社"),
    means("カブシキガイシヤ", "株式会社"),
    means("カブシキカイシヤ", "株式会社"),
    means("かぶしきがいしゃ", "株式会社"),
    means("かぶしきかいしゃ", "株式会社"),
    means("ユウゲンガイシャ", "有限会社"),
    means("ユウゲンカイシャ", "有限会社"),
    means("ゆうげんがいしゃ", "有限会社"),
    means("ゴウドウガイシャ", "合同会社"),
    means("ゴウドウカイシャ", "合同会社"),
    means("ごうどうがいしゃ", "合同会社"),
    means("ゴウシガイシャ", "合資会社"),
    means("ゴウメイガイシャ", "合名会社"),
    means("イッパンシャダンホウジン", "一般社団法人"),
    means("イッパンザイダンホウジン", "一般財団法人"),
    means("イリョウホウジンシャダン", "医療法人社団"),
    means("イリョウホウジン", "医療法人"),
    means("シャカイフクシホウジン", "社会福祉法人"),
    means("ガッコウホウジン", "学校法人"),
    means("トクテイヒエイリカツドウホウジン", "特定非営利活動法人"),
    ("股份有限公司", LegalForm::Foreign("有限公司")),
    ("有限责任公司", LegalForm::Foreign("有限公司")),
    ("有限公司", LegalForm::Foreign("有限公司")),
];

/// Abbreviations as they stand in brackets, the kana of bank transfers among them.
const SHORT: &[(&str, LegalForm)] = &[
    means("株", "株式会社"),
    means("カ", "株式会社"),
    means("カブ", "株式会社"),
    means("有", "有限会社"),
    means("ユ", "有限会社"),
    means("ユウ", "有限会社"),
    means("同", "合同会社"),
    means("合同", "合同会社"),
    means("ド", "合同会社"),
    ("合", LegalForm::SomePartnership),
    means("資", "合資会社"),
    means("合資", "合資会社"),
    means("シ", "合資会社"),
    means("名", "合名会社"),
    means("合名", "合名会社"),
    means("メ", "合名会社"),
    means("相", "相互会社"),
    means("相互", "相互会社"),
    means("ソ", "相互会社"),
    means("特目", "特定目的会社"),
    means("モク", "特定目的会社"),
    means("一社", "一般社団法人"),
    means("一般社団", "一般社団法人"),
    means("一財", "一般財団法人"),
    means("一般財団", "一般財団法人"),
    means("公社", "公益社団法人"),
    means("公財", "公益財団法人"),
    means("公益社団", "公益社団法人"),
    means("公益財団", "公益財団法人"),
    means("社", "社団法人"),
    means("シャ", "社団法人"),
    means("シヤ", "社団法人"),
    means("財", "財団法人"),
    means("ザイ", "財団法人"),
    means("ザ", "財団法人"),
    means("特非", "特定非営利活動法人"),
    means("特", "特定非営利活動法人"),
    means("非", "特定非営利活動法人"),
    means("認特非", "特定非営利活動法人"),
    means("NPO", "特定非営利活動法人"),
    means("npo", "特定非営利活動法人"),
    means("N", "特定非営利活動法人"),
    means("トクヒ", "特定非営利活動法人"),
    means("医", "医療法人"),
    means("医療", "医療法人"),
    means("イ", "医療法人"),
    means("医社", "医療法人社団"),
    means("医社団", "医療法人社団"),
    means("医財", "医療法人財団"),
    means("医財団", "医療法人財団"),
    means("社医", "社会医療法人"),
    means("学", "学校法人"),
    means("学校", "学校法人"),
    means("ガク", "学校法人"),
    means("福", "社会福祉法人"),
    means("社福", "社会福祉法人"),
    means("社会福祉", "社会福祉法人"),
    means("フク", "社会福祉法人"),
    means("宗", "宗教法人"),
    means("宗教", "宗教法人"),
    means("シユウ", "宗教法人"),
    means("シュウ", "宗教法人"),
    means("独", "独立行政法人"),
    means("独行", "独立行政法人"),
    means("独法", "独立行政法人"),
    means("ドク", "独立行政法人"),
    means("地独", "地方独立行政法人"),
    means("チドク", "地方独立行政法人"),
    means("国研", "国立研究開発法人"),
    means("国大", "国立大学法人"),
    means("大", "国立大学法人"),
    means("ダイ", "国立大学法人"),
    means("公大", "公立大学法人"),
    means("税", "税理士法人"),
    means("ゼイ", "税理士法人"),
    means("弁", "弁護士法人"),
    means("ベン", "弁護士法人"),
    means("特許", "弁理士法人"),
    means("トツキヨ", "弁理士法人"),
    means("労", "社会保険労務士法人"),
    means("社労", "社会保険労務士法人"),
    means("ロウム", "社会保険労務士法人"),
    means("行", "行政書士法人"),
    means("ギヨ", "行政書士法人"),
    means("ギョ", "行政書士法人"),
    means("司", "司法書士法人"),
    means("シホウ", "司法書士法人"),
    means("監", "監査法人"),
    means("カンサ", "監査法人"),
    means("農", "農事組合法人"),
    means("ノウ", "農事組合法人"),
    means("カンリ", "管理組合法人"),
    means("ホゴ", "更生保護法人"),
    means("LLP", "有限責任事業組合"),
    means("LLC", "合同会社"),
];
