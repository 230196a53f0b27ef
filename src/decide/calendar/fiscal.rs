//! Fiscal years, halves and quarters, counted from the month in which the company's year begins.

use chrono::{Datelike, Months, NaiveDate};

/// A quarter of a fiscal year.
///
/// Source: `domain/README.md` section 5.4: 2026年度 begins in 2026; with a start in April Q1 is April to June.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FiscalQuarter {
    /// Calendar year in which the fiscal year begins.
    pub fiscal_year: i32,
    /// Shape: 1 to 4.
    pub quarter: u8,
    /// Month in which the fiscal year begins. Shape: 1 to 12.
    pub start_month: u32,
}

impl FiscalQuarter {
    /// The quarter that holds a day; a start month outside 1 to 12 counts as April.
    pub fn of(date: NaiveDate, start_month: u32) -> Self {
        let start_month = if (1..=12).contains(&start_month) { start_month } else { 4 };
        let months_in = (date.month() + 12 - start_month) % 12;
        let fiscal_year = if date.month() >= start_month { date.year() } else { date.year() - 1 };
        let quarter = match months_in / 3 {
            0 => 1,
            1 => 2,
            2 => 3,
            _ => 4,
        };
        Self { fiscal_year, quarter, start_month }
    }

    /// First half of the fiscal year (上期).
    pub fn is_first_half(self) -> bool {
        self.quarter <= 2
    }

    /// First day of the quarter and first day after it.
    ///
    /// Errors: none for a date outside the calendar's range.
    pub fn bounds(self) -> Option<(NaiveDate, NaiveDate)> {
        let year = NaiveDate::from_ymd_opt(self.fiscal_year, self.start_month, 1)?;
        let first = year.checked_add_months(Months::new(3 * (u32::from(self.quarter).max(1) - 1)))?;
        Some((first, first.checked_add_months(Months::new(3))?))
    }
}

/// First day of the fiscal year and first day after it.
pub fn fiscal_year_bounds(fiscal_year: i32, start_month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(fiscal_year, start_month, 1)?;
    Some((first, first.checked_add_months(Months::new(12))?))
}
