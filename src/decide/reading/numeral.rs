//! Whole numbers in a text: digits with thousands separators, kanji numerals, and both mixed (`1万2000`, `12千`, `1.5k`).
//!
//! Expects text that went through `text::clean`, so full-width and circled digits are plain ones already.

/// A number at the start of a text, and how it was written.
///
/// Shape: `scale` is the multiplier the number ends in (10 in `三十`, 10 000 in `2万`, 1 000 in `5k`), 1 where it ends in a
/// digit. `is_whole` is false for `120.5`, and for `1.200`, which is one and a fifth here and 1 200 elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral<'t> {
    /// The value; cut off below the point where it is not whole.
    pub value: i64,
    /// Multiplier that the number ends in.
    pub scale: i64,
    /// The value is exact.
    pub is_whole: bool,
    /// The text behind the number.
    pub rest: &'t str,
}

/// The number that the whole text is, if it is one and whole.
pub fn parse_integer(text: &str) -> Option<i64> {
    match scan(text)? {
        (value, "") => Some(value),
        _ => None,
    }
}

/// The whole number at the start of the text, and the text behind it.
pub fn scan(text: &str) -> Option<(i64, &str)> {
    let numeral = scan_numeral(text)?;
    numeral.is_whole.then_some((numeral.value, numeral.rest))
}

/// The number at the start of the text with the way it was written.
///
/// Errors: none for a text that does not start with a number, nor for one beyond 18 digits, which no count needs.
pub fn scan_numeral(text: &str) -> Option<Numeral<'_>> {
    let mut sum = Sum::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let behind = if c.is_ascii_digit() && sum.digits.is_none() {
            sum.take_digits(rest)?
        } else if sum.take_kanji(c) {
            &rest[c.len_utf8()..]
        } else {
            break;
        };
        rest = behind;
    }
    rest = sum.take_letter(rest);
    sum.finish(rest)
}

/// Parts of one: amounts under construction are counted in these, so that `1.5万` stays exact.
const PARTS: i128 = 1_000_000;

/// A number under construction: finished groups of 万 and above, the group below 万, and the digits just read.
#[derive(Default)]
struct Sum {
    total: i128,
    group: i128,
    digits: Option<Digits>,
    scale: i64,
    is_begun: bool,
    is_unclear: bool,
}

#[derive(Clone, Copy)]
struct Digits {
    parts: i128,
    fraction_len: usize,
    is_kanji: bool,
}

impl Sum {
    /// ASCII digits with thousands separators and a fraction.
    fn take_digits<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let (mut whole, mut rest) = take_run(text)?;
        if text.len() - rest.len() <= 3 {
            while let Some((group, behind)) = take_group(rest) {
                whole = whole.checked_mul(1000)?.checked_add(group)?;
                rest = behind;
            }
        }
        let mut digits = Digits { parts: i128::from(whole) * PARTS, fraction_len: 0, is_kanji: false };
        if let Some(fraction) = rest.strip_prefix('.')
            && let Some((_, behind)) = take_run(fraction)
        {
            digits.fraction_len = fraction.len() - behind.len();
            for (place, byte) in fraction.bytes().take(digits.fraction_len).enumerate() {
                let weight = u32::try_from(place + 1).ok().and_then(|place| 10_i128.checked_pow(place))?;
                self.is_unclear |= PARTS % weight != 0 && byte != b'0';
                digits.parts += i128::from(byte - b'0') * PARTS / weight;
            }
            rest = behind;
        }
        self.digits = Some(digits);
        self.begin(1);
        Some(rest)
    }

    /// One kanji digit or multiplier; false where the number ends before it.
    fn take_kanji(&mut self, c: char) -> bool {
        if let Some(digit) = kanji_digit(c) {
            return self.take_kanji_digit(c, digit);
        }
        let Some(unit) = kanji_unit(c) else { return false };
        let parts = i128::from(unit) * PARTS;
        if unit >= 10_000 {
            let count = match self.group + self.digits.map_or(0, |digits| digits.parts) {
                0 if self.digits.is_none() => PARTS,
                count => count,
            };
            self.total = self.total.saturating_add(count.saturating_mul(i128::from(unit)));
            self.group = 0;
        } else if self.digits.is_none() && self.group % (parts * 10) != 0 {
            // `十百` is no number: a multiplier without digits needs a larger one before it.
            return false;
        } else {
            let count = self.digits.map_or(PARTS, |digits| digits.parts);
            self.group = self.group.saturating_add(count.saturating_mul(i128::from(unit)));
        }
        self.digits = None;
        self.begin(unit);
        true
    }

    fn take_kanji_digit(&mut self, c: char, digit: i64) -> bool {
        let digit = i128::from(digit) * PARTS;
        let parts = match self.digits {
            Some(Digits { parts, is_kanji: true, .. }) => parts.saturating_mul(10).saturating_add(digit),
            // A circle is a zero only behind another kanji digit.
            None if c != '○' => digit,
            _ => return false,
        };
        self.digits = Some(Digits { parts, fraction_len: 0, is_kanji: true });
        self.begin(1);
        true
    }

    /// A `k` or `M` behind ASCII digits that does not begin a word.
    fn take_letter<'t>(&mut self, text: &'t str) -> &'t str {
        let unit = match text.bytes().next() {
            Some(b'k' | b'K') => 1000,
            Some(b'M') => 1_000_000,
            _ => return text,
        };
        let begins_word = text[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        match self.digits {
            Some(digits) if !digits.is_kanji && !begins_word => {
                self.group = self.group.saturating_add(digits.parts.saturating_mul(i128::from(unit)));
                self.digits = None;
                self.begin(unit);
                &text[1..]
            }
            _ => text,
        }
    }

    fn begin(&mut self, scale: i64) {
        self.is_begun = true;
        self.scale = scale;
    }

    fn finish(self, rest: &str) -> Option<Numeral<'_>> {
        if !self.is_begun {
            return None;
        }
        let mut parts = self.total.saturating_add(self.group);
        let mut is_unclear = self.is_unclear;
        if let Some(digits) = self.digits {
            parts = parts.saturating_add(digits.parts);
            // Three places behind a point are thousands in half of Europe.
            is_unclear |= digits.fraction_len == 3;
        }
        let value = i64::try_from(parts / PARTS).ok()?;
        Some(Numeral { value, scale: self.scale, is_whole: !is_unclear && parts % PARTS == 0, rest })
    }
}

/// Most digits of one run: more do not fit the value, and no count has them.
const DIGITS_MAX: usize = 18;

/// The run of ASCII digits at the start.
fn take_run(text: &str) -> Option<(i64, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > DIGITS_MAX {
        return None;
    }
    let value = text.bytes().take(len).fold(0, |value, byte| value * 10 + i64::from(byte - b'0'));
    Some((value, &text[len..]))
}

/// A comma and exactly three digits.
fn take_group(text: &str) -> Option<(i64, &str)> {
    let (value, rest) = take_run(text.strip_prefix(',')?)?;
    (text.len() - rest.len() == 4).then_some((value, rest))
}

/// Value of a kanji digit, the forms of contracts (大字) included.
pub(super) fn kanji_digit(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壱' | '壹' | '弌' => 1,
        '二' | '弐' | '貳' | '貮' => 2,
        '三' | '参' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陸' => 6,
        '七' | '漆' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Value of a kanji multiplier.
pub(super) fn kanji_unit(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' | '陌' => 100,
        '千' | '仟' | '阡' => 1000,
        '万' | '萬' => 10_000,
        '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}
