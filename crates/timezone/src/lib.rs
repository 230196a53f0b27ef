//! A time zone by its name: the offset at a moment, and the wall times that it skips.
//!
//! Zones are read from the system's database, which the distribution keeps up to date, so no table of them is part of the program.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use tz::{TimeZone, timezone::TimeZoneSettings};

/// Seconds east of Greenwich of the zones that need no database. Japan has had no summer time since 1951.
const FIXED: [(&str, i32); 6] =
    [(TOKYO, JAPAN_S), ("Japan", JAPAN_S), ("UTC", 0), ("Etc/UTC", 0), ("GMT", 0), ("Etc/GMT", 0)];

const TOKYO: &str = "Asia/Tokyo";
const JAPAN_S: i32 = 9 * 3600;

/// Characters of a name at most; the longest one of the database has 32.
const NAME_CHARACTERS_MAX: usize = 100;
/// Bytes of a zone's file at most; the largest one of the database has 4 000.
const FILE_BYTES_MAX: u64 = 1 << 16;
/// A zone's offset is far below a day, so one day before and after a wall time its offsets are those around it.
const DAY_S: i64 = 86_400;

/// A zone of the IANA time zone database.
///
/// Source: fixed for Japan and UTC; else a file of the system's database, read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    times: Times,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Times {
    /// Seconds east of Greenwich.
    Fixed(i32),
    Table(Arc<TimeZone>),
}

/// Why a name is not a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAZone {
    /// It has not the form of such a name: `../x`, `/etc/x`, `EST5EDT,M3.2.0,M11.1.0`.
    Form,
    /// It has the form, but is not in the system's database, or its file there is none of a zone.
    Unknown,
    /// It has the form, but this system has no database.
    NoDatabase,
}

impl Zone {
    /// Asia/Tokyo.
    pub fn tokyo() -> Self {
        Self { name: TOKYO.to_owned(), times: Times::Fixed(JAPAN_S) }
    }

    /// UTC.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), times: Times::Fixed(0) }
    }

    /// The zone of this name.
    ///
    /// Shape: a name of the IANA database, such as `Asia/Tokyo`; upper and lower case count.
    /// Errors: another form, a name that the system's database does not have, a system without one; Japan and UTC need none.
    pub fn named(name: &str) -> Result<Self, NotAZone> {
        Self::read(name, TimeZoneSettings::DEFAULT_DIRECTORIES)
    }

    fn read(name: &str, databases: &[&str]) -> Result<Self, NotAZone> {
        let of = |times| Self { name: name.to_owned(), times };
        if let Some((_, offset)) = FIXED.iter().find(|(fixed, _)| *fixed == name) {
            return Ok(of(Times::Fixed(*offset)));
        }
        if !has_form(name) {
            return Err(NotAZone::Form);
        }
        let table = databases.iter().find_map(|database| table(&Path::new(database).join(name)));
        // Every database has UTC, so a folder that was made for something else is none.
        let is_there = || databases.iter().any(|database| Path::new(database).join("Etc/UTC").is_file());
        match table {
            Some(table) => Ok(of(Times::Table(Arc::new(table)))),
            None if is_there() => Err(NotAZone::Unknown),
            None => Err(NotAZone::NoDatabase),
        }
    }

    /// The name by which it was asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the clock on the wall shows at a moment.
    pub fn wall_time(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        let utc = moment.naive_utc();
        // At the two ends of chrono's calendar there is no other time to show.
        utc.checked_add_signed(TimeDelta::seconds(self.offset_s(moment.timestamp()))).unwrap_or(utc)
    }

    /// Whether the clock on the wall ever shows this time; when summer time begins, it skips some.
    pub fn shows(&self, wall: NaiveDateTime) -> bool {
        let wall_s = wall.and_utc().timestamp();
        let mut around = [wall_s - DAY_S, wall_s + DAY_S].into_iter().map(|at| self.offset_s(at));
        around.any(|offset| self.offset_s(wall_s - offset) == offset)
    }

    /// Seconds east of Greenwich at a moment, given in seconds since 1970.
    fn offset_s(&self, moment_s: i64) -> i64 {
        let table = match &self.times {
            Times::Fixed(offset) => return i64::from(*offset),
            Times::Table(table) => table.as_ref().as_ref(),
        };
        // A file without a rule for the time behind its last change: that change stays in force.
        let last =
            || table.transitions().last().map(|last| &table.local_time_types()[last.local_time_type_index()]);
        let time = table.find_local_time_type(moment_s).ok().or_else(last);
        time.map_or(0, |time| i64::from(time.ut_offset()))
    }
}

/// Whether this may be a name, so that no other file than one of the database is read for it.
///
/// Names of zones begin with a capital letter; what else lies beside them (`posix/`, `right/`, `localtime`, `zone.tab`) does not.
fn has_form(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-+".contains(&byte);
    name.len() <= NAME_CHARACTERS_MAX
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.split('/').all(|part| !part.is_empty() && part.bytes().all(is_plain))
}

fn table(path: &Path) -> Option<TimeZone> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(FILE_BYTES_MAX).read_to_end(&mut bytes).ok()?;
    TimeZone::from_tz_data(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A zone of this rule, as it stands at the end of a file of the database.
    fn ruled(rule: &str) -> Zone {
        let table =
            TimeZoneSettings::new(&[], |_| Err("no file".into())).parse_posix_tz(rule).expect("a rule");
        Zone { name: "Test/Rule".to_owned(), times: Times::Table(Arc::new(table)) }
    }

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time of the test")
    }

    #[test]
    fn japan_and_utc_need_no_database() {
        let moment = at("2026-11-24 00:30").and_utc();
        for (name, wall) in [
            ("Asia/Tokyo", "2026-11-24 09:30"),
            ("Japan", "2026-11-24 09:30"),
            ("UTC", "2026-11-24 00:30"),
            ("Etc/GMT", "2026-11-24 00:30"),
        ] {
            let zone = Zone::read(name, &[]).expect(name);
            assert_eq!((zone.name(), zone.wall_time(moment)), (name, at(wall)));
        }
        assert_eq!(Zone::read("Asia/Tokyo", &[]), Ok(Zone::tokyo()));
        assert_eq!(Zone::read("UTC", &[]), Ok(Zone::utc()));
    }

    #[test]
    fn only_names_are_looked_up() {
        let root = tempfile::TempDir::new().expect("a folder");
        let database = root.path().join("zoneinfo");
        std::fs::create_dir_all(database.join("Etc")).expect("a folder");
        // A version 1 file of one offset: header, 7200 seconds, no summer time, named "XXX".
        let header = [&b"TZif"[..], &[0; 32], &[0, 0, 0, 1, 0, 0, 0, 4]].concat();
        let file = [&header[..], &[0, 0, 0x1c, 0x20, 0, 0], b"XXX\0"].concat();
        for path in ["Etc/UTC", "Two", "localtime", "../Outside"] {
            std::fs::write(database.join(path), &file).expect("written");
        }
        std::fs::write(database.join("Broken"), &file[..30]).expect("written");
        let databases = [database.to_str().expect("a path")];
        let absolute = root.path().join("Outside");
        let two = Zone::read("Two", &databases).expect("a zone");
        assert_eq!(two.wall_time(at("2026-11-24 00:30").and_utc()), at("2026-11-24 02:30"));
        for (name, why) in [
            ("", NotAZone::Form),
            ("../Outside", NotAZone::Form),
            ("Etc/../Two", NotAZone::Form),
            ("Etc//UTC", NotAZone::Form),
            ("Two/", NotAZone::Form),
            (absolute.to_str().expect("a path"), NotAZone::Form),
            ("localtime", NotAZone::Form),
            (":Two", NotAZone::Form),
            ("EST5EDT,M3.2.0,M11.1.0", NotAZone::Form),
            ("東京", NotAZone::Form),
            ("JST-9", NotAZone::Unknown),
            ("Asia/Edo", NotAZone::Unknown),
            ("Etc", NotAZone::Unknown),
            ("Broken", NotAZone::Unknown),
        ] {
            assert_eq!(Zone::read(name, &databases), Err(why), "{name}");
        }
        assert_eq!(Zone::read("Asia/Edo", &[]), Err(NotAZone::NoDatabase));
        let empty = root.path().to_str().expect("a path");
        assert_eq!(Zone::read("Asia/Edo", &[empty]), Err(NotAZone::NoDatabase));
    }

    #[test]
    fn summer_time_moves_the_clock_and_skips_an_hour() {
        let new_york = ruled("EST5EDT,M3.2.0,M11.1.0");
        for (utc, wall) in [
            ("2027-03-14 06:59", "2027-03-14 01:59"),
            ("2027-03-14 07:00", "2027-03-14 03:00"),
            ("2026-11-01 05:59", "2026-11-01 01:59"),
            ("2026-11-01 06:00", "2026-11-01 01:00"),
        ] {
            assert_eq!(new_york.wall_time(at(utc).and_utc()), at(wall), "{utc}");
        }
        for (wall, is_shown) in [
            ("2027-03-14 01:59", true),
            ("2027-03-14 02:00", false),
            ("2027-03-14 02:59", false),
            ("2027-03-14 03:00", true),
            ("2026-11-01 01:30", true),
        ] {
            assert_eq!(new_york.shows(at(wall)), is_shown, "{wall}");
        }
    }

    #[test]
    fn behind_the_last_change_of_a_table_without_a_rule_that_change_stays_in_force() {
        use tz::timezone::{LocalTimeType, Transition};
        let hours = |hours: i32| LocalTimeType::with_ut_offset(hours * 3600).expect("an offset");
        let changed_s = at("2020-01-01 00:00").and_utc().timestamp();
        let table =
            TimeZone::new(vec![Transition::new(changed_s, 1)], vec![hours(3), hours(14)], vec![], None);
        let zone =
            Zone { name: "Test/Table".to_owned(), times: Times::Table(Arc::new(table.expect("a table"))) };
        assert_eq!(zone.wall_time(at("2019-12-31 23:00").and_utc()), at("2020-01-01 02:00"));
        assert_eq!(zone.wall_time(at("2026-01-01 00:00").and_utc()), at("2026-01-01 14:00"));
        assert!(!zone.shows(at("2020-01-01 03:00")), "eleven hours are skipped");
        assert!(zone.shows(at("2020-01-01 14:00")));
    }

    #[test]
    fn the_ends_of_the_calendar_are_shown_as_they_are() {
        assert_eq!(Zone::tokyo().wall_time(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC.naive_utc());
    }
}
