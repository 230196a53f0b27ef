//! Unix cron text, and the weekdays that the crate counts differently.

use chrono::NaiveDateTime;
use timezone::{NotAZone, Zone};
use tossup::config::Schedule;

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment of the test")
}

fn firings(text: &str, zone: Zone, after: &str, count: usize) -> Vec<String> {
    let schedule = Schedule::parse(text, zone).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let firings = schedule.next_firings(moment(after), count);
    firings.iter().map(|at| at.format("%a %m-%d %H:%M").to_string()).collect()
}

fn check(name: &str, text: &str, expected: &[&str]) {
    // Sunday
    assert_eq!(firings(text, Zone::tokyo(), "2026-11-22 10:00", expected.len()), expected, "{name}: {text}");
}

#[test]
fn weekdays_count_as_in_unix() {
    check("1 is Monday, not the crate's Sunday", "0 9 * * 1", &["Mon 11-23 09:00", "Mon 11-30 09:00"]);
    check("0 is Sunday", "0 11 * * 0", &["Sun 11-22 11:00", "Sun 11-29 11:00"]);
    check("7 is Sunday too", "0 11 * * 7", &["Sun 11-22 11:00", "Sun 11-29 11:00"]);
    check(
        "a range of numbers",
        "0 9 * * 1-5",
        &[
            "Mon 11-23 09:00",
            "Tue 11-24 09:00",
            "Wed 11-25 09:00",
            "Thu 11-26 09:00",
            "Fri 11-27 09:00",
            "Mon 11-30 09:00",
        ],
    );
    check(
        "a range up to 7",
        "0 11 * * 5-7",
        &["Sun 11-22 11:00", "Fri 11-27 11:00", "Sat 11-28 11:00", "Sun 11-29 11:00"],
    );
    check(
        "a range of names that ends on Sunday",
        "0 9 * * fri-SUN",
        &["Fri 11-27 09:00", "Sat 11-28 09:00", "Sun 11-29 09:00"],
    );
    check(
        "a list of numbers and names",
        "0 9 * * 1,wed,5",
        &["Mon 11-23 09:00", "Wed 11-25 09:00", "Fri 11-27 09:00"],
    );
    check(
        "a step over all days",
        "0 11 * * */2",
        &["Sun 11-22 11:00", "Tue 11-24 11:00", "Thu 11-26 11:00", "Sat 11-28 11:00", "Sun 11-29 11:00"],
    );
    check("a step in a range", "0 9 * * 1-5/2", &["Mon 11-23 09:00", "Wed 11-25 09:00", "Fri 11-27 09:00"]);
    check("0-7 is every day", "0 11 * * 0-7", &["Sun 11-22 11:00", "Mon 11-23 11:00"]);
}

#[test]
fn the_other_fields_follow_unix() {
    check("every minute", "*/1 * * * *", &["Sun 11-22 10:01", "Sun 11-22 10:02"]);
    check(
        "every quarter of an hour in the day",
        "*/15 9-18 * * *",
        &["Sun 11-22 10:15", "Sun 11-22 10:30", "Sun 11-22 10:45", "Sun 11-22 11:00"],
    );
    check(
        "a start with a step runs to the end",
        "50/5 10 * * *",
        &["Sun 11-22 10:50", "Sun 11-22 10:55", "Mon 11-23 10:50"],
    );
    check("months by name", "0 0 1 jan,Apr *", &["Fri 01-01 00:00", "Thu 04-01 00:00"]);
    check("spaces do not count", "  0   9 * *  mon ", &["Mon 11-23 09:00"]);
    check(
        "day and weekday together: either of them",
        "0 9 25 * 1",
        &["Mon 11-23 09:00", "Wed 11-25 09:00", "Mon 11-30 09:00"],
    );
    check("a starred weekday leaves the day alone", "0 9 25 * *", &["Wed 11-25 09:00", "Fri 12-25 09:00"]);
    check("29 February waits for a leap year", "0 0 29 2 *", &["Tue 02-29 00:00"]);
}

#[test]
fn a_skipped_hour_does_not_fire_and_a_repeated_one_fires_once() {
    let zone = match Zone::named("America/New_York") {
        Err(NotAZone::NoDatabase) => return eprintln!("skipped: this system has no time zone database"),
        zone => zone.expect("a zone"),
    };
    assert_eq!(
        firings("30 2 * * *", zone.clone(), "2027-03-13 12:00", 2),
        ["Mon 03-15 02:30", "Tue 03-16 02:30"],
        "02:30 does not exist on 14 March 2027"
    );
    assert_eq!(
        firings("30 1 * * *", zone, "2026-10-31 12:00", 2),
        ["Sun 11-01 01:30", "Mon 11-02 01:30"],
        "01:30 comes twice on 1 November 2026"
    );
}

#[test]
fn what_is_not_a_schedule_is_refused_with_a_remedy() {
    let rows = [
        ("0 */5 * * * *", "Take the seconds in front away: \"*/5 * * * *\"."),
        ("* * * *", "five minutes"),
        ("", "five minutes"),
        ("@hourly", "\"0 * * * *\" for every hour"),
        ("60 * * * *", "Mend this field"),
        ("* 24 * * *", "Mend this field"),
        ("* * 0 * *", "Mend this field"),
        ("* * * 13 *", "Mend this field"),
        ("* * * * 8", "Mend this field"),
        ("* * * * L", "Unix cron"),
        ("* * * * 1#2", "Unix cron"),
        ("* * ? * 1", "Unix cron"),
        ("5-1 * * * *", "Mend this field"),
        ("*/0 * * * *", "Mend this field"),
        ("*/999999999999 * * * *", "Mend this field"),
        (",, * * * *", "Mend this field"),
        ("+5 * * * *", "Mend this field"),
        ("１ * * * *", "Mend this field"),
        ("0 0 31 2 *", "Change the day or the month"),
    ];
    for (text, remedy) in rows {
        let error = Schedule::parse(text, Zone::tokyo()).expect_err(text);
        assert!(error.remedy.contains(remedy), "{text}: {error:?}");
    }
}
