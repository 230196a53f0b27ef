//! Serial day numbers: days since 1899-12-30, time of day as the fraction.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default()
}

/// Serial number of a day; nothing where the day does not exist.
pub(crate) fn date_serial(year: i32, month: u32, day: u32) -> Option<f64> {
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let days = i32::try_from(date.signed_duration_since(epoch()).num_days()).ok()?;
    Some(f64::from(days))
}

/// Wall time of a serial number, rounded to milliseconds; nothing outside the years that chrono knows.
pub(crate) fn serial_date(serial: f64) -> Option<NaiveDateTime> {
    if !serial.is_finite() || serial.abs() > 3_000_000.0 {
        return None;
    }
    let mut days = serial.floor();
    let mut millis = ((serial - days) * 86_400_000.0).round();
    if millis >= 86_400_000.0 {
        days += 1.0;
        millis = 0.0;
    }
    // Both casts are exact: the range was checked above.
    let (days, millis) = (days as i64, millis as u32);
    let date = if days >= 0 {
        epoch().checked_add_days(Days::new(days.unsigned_abs()))?
    } else {
        epoch().checked_sub_days(Days::new(days.unsigned_abs()))?
    };
    let time = NaiveTime::from_num_seconds_from_midnight_opt(millis / 1000, (millis % 1000) * 1_000_000)?;
    Some(date.and_time(time))
}
