//! Days on which the company is closed although they are no national holidays: year end, Obon.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// Which yearly closures a company keeps.
///
/// Source: `domain/README.md` section 5.3; the default is the year-end rest of the public offices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum YearlyClosures {
    /// National holidays only.
    None,
    /// 12/29 to 1/3.
    #[default]
    YearEnd,
    /// 12/29 to 1/3 and 8/13 to 8/16.
    YearEndAndObon,
}

impl YearlyClosures {
    /// The set behind a code of the tables: `none`, `nenmatsu`, `nenmatsu+obon`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.trim() {
            "none" => Some(Self::None),
            "nenmatsu" => Some(Self::YearEnd),
            "nenmatsu+obon" | "obon+nenmatsu" => Some(Self::YearEndAndObon),
            _ => None,
        }
    }

    /// The company rests on this day of the year.
    pub fn contains(self, date: NaiveDate) -> bool {
        let day = (date.month(), date.day());
        let is_year_end = matches!(day, (12, 29..=31) | (1, 1..=3));
        let is_obon = matches!(day, (8, 13..=16));
        match self {
            Self::None => false,
            Self::YearEnd => is_year_end,
            Self::YearEndAndObon => is_year_end || is_obon,
        }
    }
}

impl fmt::Display for YearlyClosures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::YearEnd => "nenmatsu",
            Self::YearEndAndObon => "nenmatsu+obon",
        })
    }
}
