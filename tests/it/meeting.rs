//! The meeting and the deadlines, over a weekend with a holiday Monday (2026-11-23).

use std::collections::BTreeSet;

use crate::commands::{demo_folder, pages_in, run};
use crate::leads::QUALIFIED;
use crate::life_oracle::sum_of;
use crate::office::{Office, at};

#[tokio::test]
async fn the_demo_on_the_day_after_a_holiday_monday_lays_the_meeting_once() {
    let folder = demo_folder();
    let args = ["demo", "--once", "--dir", ".", "--port", "0", "--now", "2026-11-24T09:00:00+09:00"];
    let first = run(folder.path(), &args).await;
    assert_eq!(first.code, Some(0), "{first:?}");
    let pages = pages_in(folder.path()).await;
    let page = |title: &str| pages.iter().find(|page| page.title == title).expect("the tab");
    let leads = page("営業見込み客");
    assert!(leads.rows.len() > 60, "at least 60 leads: {}", leads.rows.len());
    let row = leads.row_of("担当者名", "田中一郎");
    let shown = ["会社名", "スコア合計", "優先度", "ステータス"].map(|header| leads.text(row, header));
    assert_eq!(shown, ["株式会社", "25", "中", "将来性あり"]);
    for row in 1..leads.rows.len() {
        let score: Option<i32> = leads.text(row, "スコア合計").parse().ok();
        let sum = sum_of(&leads.text(row, "スコア内訳"));
        assert_eq!(
            sum,
            score.map(|score| (score, score)),
            "row {}: {}",
            row + 1,
            leads.text(row, "スコア内訳")
        );
    }
    let today: Vec<String> = page("リマインド").texts("日付");
    let today = today.iter().filter(|day| *day == "2026-11-24").count();
    assert!((2..=10).contains(&today), "an agenda of at most ten lines: {today}");
    let states: BTreeSet<String> = page("トスアップリスト").texts("状態").into_iter().collect();
    for state in ["期限内", "期限超過", "対応済", "差し戻し"] {
        assert!(states.contains(state), "{state}: {states:?}");
    }
    let second = run(folder.path(), &args).await;
    assert_eq!(second.code, Some(0), "{second:?}");
    assert!(second.out.contains(" 0 writes"), "{}", second.out);
    for (was, is) in pages.iter().zip(&pages_in(folder.path()).await) {
        assert_eq!(was.rows, is.rows, "{}", was.title);
    }
}

#[tokio::test]
async fn the_meeting_moves_past_holidays_and_is_laid_once() {
    let office = Office::open("2026-11-20 10:00", &[QUALIFIED]).await;
    let mut daemon = office.daemon().await;
    // A day off of the company's own moves the Monday after.
    let holidays = office.desk.page("休日").await;
    office.desk.batch(holidays.type_row(holidays.rows.len(), &["2026-11-30", "創立記念日"])).await;
    let mut days: Vec<String> = Vec::new();
    for (now, laid) in [
        ("2026-11-20 10:00", None),
        ("2026-11-23 09:00", None),
        ("2026-11-24 07:59", None),
        ("2026-11-24 08:00", Some("2026-11-24")),
        ("2026-11-24 17:00", None),
        ("2026-11-25 09:00", None),
        ("2026-11-30 09:00", None),
        ("2026-12-01 08:30", Some("2026-12-01")),
        ("2026-12-07 23:59", Some("2026-12-07")),
    ] {
        office.clock.set(at(now));
        office.settle(&mut daemon, now).await;
        days.extend(laid.map(str::to_owned));
        let reminders = office.desk.page("リマインド").await;
        let found: BTreeSet<String> = reminders.texts("日付").into_iter().collect();
        assert_eq!(found, days.iter().cloned().collect(), "{now}");
        let keys = reminders.texts("リマインドID");
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{now}: {keys:?}");
    }
}

/// A lead that qualifies at `from` is due at `due`: within time up to then, overdue from the next minute on.
async fn check_due(case: &str, closed: &[&str], (from, due, late): (&str, &str, &str)) {
    let office = Office::open(from, &[QUALIFIED]).await;
    let holidays = office.desk.page("休日").await;
    for (row, day) in (holidays.rows.len()..).zip(closed) {
        office.desk.batch(holidays.type_row(row, &[day, "休業"])).await;
    }
    let mut daemon = office.daemon().await;
    for (now, state) in [(from, "期限内"), (due, "期限内"), (late, "期限超過")] {
        office.clock.set(at(now));
        office.settle(&mut daemon, case).await;
        let list = office.desk.page("トスアップリスト").await;
        let shown = ["引き渡し日時", "対応期限", "状態"].map(|header| list.text(1, header));
        assert_eq!(shown, [from, due, state], "{case} at {now}");
    }
}

#[tokio::test]
async fn deadlines_count_business_days() {
    let table = [
        ("two business days", &[][..], ("2026-11-18 15:00", "2026-11-20 18:00", "2026-11-20 18:01")),
        (
            "after hours, over the holiday weekend",
            &[],
            ("2026-11-18 19:00", "2026-11-24 18:00", "2026-11-24 18:01"),
        ),
        (
            "from Friday over the holiday Monday",
            &[],
            ("2026-11-20 17:00", "2026-11-25 18:00", "2026-11-25 18:01"),
        ),
        (
            "a day off of the company's own",
            &["2026-11-24"],
            ("2026-11-20 17:00", "2026-11-26 18:00", "2026-11-26 18:01"),
        ),
    ];
    for (case, closed, times) in table {
        check_due(case, closed, times).await;
    }
}

#[tokio::test]
async fn an_answer_in_time_stays_in_time_and_a_late_one_late() {
    for (case, answered, state) in
        [("in time", "2026-11-20 17:00", "対応済"), ("late", "2026-11-24 10:00", "対応済(超過)")]
    {
        let office = Office::open("2026-11-18 15:00", &[QUALIFIED]).await;
        let mut daemon = office.daemon().await;
        office.settle(&mut daemon, case).await;
        office.clock.set(at(answered));
        let list = office.desk.page("トスアップリスト").await;
        office.desk.batch(list.type_cell(1, "対応状況", "アポ取得済み")).await;
        for now in [answered, "2026-12-10 09:00"] {
            office.clock.set(at(now));
            office.settle(&mut daemon, case).await;
            let list = office.desk.page("トスアップリスト").await;
            let shown = ["状態", "初回対応検知日時"].map(|header| list.text(1, header));
            assert_eq!(shown, [state, answered], "{case} at {now}");
        }
    }
}
