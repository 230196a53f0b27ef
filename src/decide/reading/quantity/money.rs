//! Amounts of money in yen: the unit stands in the cell (`1億円`), or above it in the header (`1000` below `資本金(万円)`).

use super::super::{Understood, numeral, text};
use super::{Quantity, QuantityField, read_quantity, unknown};

/// What one stands for in a column of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum YenUnit {
    /// 円, or no unit told.
    #[default]
    Yen,
    /// 千円.
    Thousand,
    /// 万円.
    TenThousand,
    /// 百万円.
    Million,
    /// 億円.
    HundredMillion,
    /// 十億円.
    Billion,
}

/// Units as people write them into a header.
const UNITS: &[(YenUnit, &[&str])] = &[
    (YenUnit::Yen, &["円", "yen", "jpy", "¥"]),
    (YenUnit::Thousand, &["千円", "千", "thousandyen", "jpythousand", "kjpy", "k¥"]),
    (YenUnit::TenThousand, &["万円", "万"]),
    (YenUnit::Million, &["百万円", "百万", "millionyen", "jpymillion", "mjpy", "m¥"]),
    (YenUnit::HundredMillion, &["億円", "億"]),
    (YenUnit::Billion, &["十億円", "十億", "billionyen", "jpybillion"]),
];

/// Brackets that hold a unit at the end of a header.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];

impl YenUnit {
    /// The unit in the brackets at the end of a header; 円 where there is none.
    pub fn of_header(header: &str) -> Self {
        split_unit(header).map_or(Self::Yen, |(_, unit)| unit)
    }

    /// What is written behind digits to say the unit.
    fn as_suffix(self) -> &'static str {
        match self {
            Self::Yen => "",
            Self::Thousand => "千",
            Self::TenThousand => "万",
            Self::Million => "百万",
            Self::HundredMillion => "億",
            Self::Billion => "十億",
        }
    }
}

/// A header without the unit in brackets at its end, and the unit; `None` for a header without one.
pub fn split_unit(header: &str) -> Option<(String, YenUnit)> {
    let clean = text::lower(text::clean(header));
    let (open, close) = BRACKETS.into_iter().find(|(_, close)| clean.ends_with(*close))?;
    let (name, inside) = clean.strip_suffix(close)?.rsplit_once(open)?;
    let inside: String = inside.chars().filter(|c| !matches!(c, ' ' | ':' | '/' | '・' | '.')).collect();
    let said = inside.strip_prefix("単位").unwrap_or(&inside);
    let (unit, _) = UNITS.iter().find(|(_, words)| words.contains(&said))?;
    (!name.trim().is_empty()).then(|| (name.trim().to_owned(), *unit))
}

/// The amount in a cell text, in yen; numbers without a unit are in the unit of the column.
///
/// A cell that names a unit anywhere is read as it stands: who writes the unit means it.
pub fn read_amount(raw: &str, unit: YenUnit) -> Understood<Quantity> {
    if unit == YenUnit::Yen {
        return read_quantity(raw, QuantityField::Yen);
    }
    let clean = text::lower(text::clean(raw));
    if names_unit(&clean) {
        return read_quantity(&clean, QuantityField::Yen);
    }
    match with_unit(&clean, unit.as_suffix()) {
        Some(spelled) => read_quantity(&spelled, QuantityField::Yen),
        None => unknown("not_a_count"),
    }
}

fn names_unit(clean: &str) -> bool {
    clean.contains(['円', '万', '億', '兆', '¥', '\\', '$', '€'])
        || clean.contains("yen")
        || clean.contains("jpy")
}

/// The text with the unit behind each number; `None` where a number ends in a kanji, which would melt into the unit.
fn with_unit(clean: &str, suffix: &str) -> Option<String> {
    let mut spelled = String::with_capacity(clean.len() + 16);
    let mut rest = clean;
    while let Some(c) = rest.chars().next() {
        let Some(number) = numeral::scan_numeral(rest) else {
            // A run of digits beyond all amounts is no number, nor is its tail.
            if c.is_ascii_digit() {
                return None;
            }
            spelled.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let written = &rest[..rest.len() - number.rest.len()];
        if !written.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // Zero has no multiple in any unit.
        spelled.push_str(written);
        if number.value != 0 || !number.is_whole {
            spelled.push_str(suffix);
        }
        rest = number.rest;
    }
    Some(spelled)
}
