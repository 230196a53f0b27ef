//! The store keeps whole ledgers, writes only what differs, and survives being broken off.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::task::Poll;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use sqlx::{Connection, SqliteConnection};
use tossup::decide::book::{ColumnKey, LeadId, TabKey};
use tossup::decide::plan::{Event, HandoffMemory, Intent, LeadMemory, Ledger, Record, Stage, Watch};
use tossup::decide::scoring::{RuleMemory, RuleRow};
use tossup::edge::store::SqliteStore;
use tossup::seam::Store;

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

async fn opened(path: &Path) -> SqliteStore {
    SqliteStore::open(path).await.unwrap_or_else(|failure| panic!("{failure}"))
}

/// What the file holds, read by a fresh process would be the same.
async fn reopened(store: SqliteStore, path: &Path) -> Ledger {
    store.close().await.expect("closed");
    let mut store = opened(path).await;
    let ledger = store.load().await.expect("a ledger");
    store.close().await.expect("closed");
    ledger
}

async fn ask(path: &Path, sql: &'static str) -> i64 {
    let mut connection =
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("open");
    let answer = sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("an answer");
    connection.close().await.expect("closed");
    answer
}

async fn change(path: &Path, sql: &'static str) {
    let mut connection =
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("open");
    sqlx::raw_sql(sql).execute(&mut connection).await.expect("done");
    connection.close().await.expect("closed");
}

fn wal_bytes(path: &Path) -> u64 {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(PathBuf::from(name)).map_or(0, |metadata| metadata.len())
}

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 22).and_then(|day| day.and_hms_opt(12, 0, 0)).expect("noon")
}

fn lead(number: u64, score: i32) -> LeadMemory {
    LeadMemory {
        id: LeadId::nth(7, number),
        fingerprint: u64::MAX - number,
        parts: [u32::try_from(number).expect("small"), 0, u32::MAX],
        score,
        priority: 1,
        status: 2,
        is_missing: false,
    }
}

fn event(text: &str) -> Event {
    Event { at: noon(), subject: "L-1".to_owned(), kind: "score", text: text.to_owned() }
}

fn moments() -> impl Strategy<Value = NaiveDateTime> {
    (-40_000_000_000i64..40_000_000_000).prop_map(|ms| noon() + TimeDelta::milliseconds(ms))
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,3}", ".{0,12}", Just("株式会社　ﾃｽﾄ\n😀'\"\0".to_owned())]
}

fn leads() -> impl Strategy<Value = Vec<LeadMemory>> {
    let memory = (any::<u64>(), any::<[u32; 3]>(), any::<i32>(), any::<u8>(), any::<u8>(), any::<bool>());
    // Few ids, so that ledgers that follow each other share many.
    btree_map(0u64..40, memory, 0..40)
        .prop_map(BTreeMap::into_iter)
        .prop_map(Iterator::collect::<Vec<_>>)
        .prop_shuffle()
        .prop_map(|rows| {
            rows.into_iter()
                .map(|(number, (fingerprint, parts, score, priority, status, is_missing))| LeadMemory {
                    id: LeadId::nth(7, number),
                    fingerprint,
                    parts,
                    score,
                    priority,
                    status,
                    is_missing,
                })
                .collect()
        })
}

fn handoffs() -> impl Strategy<Value = BTreeMap<String, HandoffMemory>> {
    let persons = btree_set(any::<u64>(), 0..3);
    let memory =
        (0u64..40, persons, moments(), any::<bool>(), proptest::option::of(moments()), any::<bool>())
            .prop_map(|(number, person, at, is_confirmed, first_seen, is_deleted)| HandoffMemory {
                person,
                lead: LeadId::nth(7, number),
                at,
                is_confirmed,
                first_seen,
                is_deleted,
            });
    btree_map("H-[0-9]{1,2}", memory, 0..20)
}

fn rules() -> impl Strategy<Value = RuleMemory> {
    let columns =
        proptest::sample::select(&[ColumnKey::RuleItem, ColumnKey::RuleContent, ColumnKey::RulePoints][..]);
    let row = btree_map(columns, texts(), 0..3).prop_map(|cells| RuleRow { cells });
    (vec(row, 0..4), texts(), any::<u32>(), vec(texts(), 0..3)).prop_map(
        |(good_rows, hash, number, extra_headers)| RuleMemory { good_rows, hash, number, extra_headers },
    )
}

fn intents() -> impl Strategy<Value = Vec<Intent>> {
    let keys = vec((proptest::sample::select(TabKey::ALL), texts()), 0..4);
    let stages = prop_oneof![Just(Stage::Cells), Just(Stage::Rows)];
    let intent = (any::<i64>(), moments(), stages, keys, 0usize..1_000_000)
        .prop_map(|(number, at, stage, keys, cell_count)| Intent { number, at, stage, keys, cell_count });
    vec(intent, 0..3)
}

fn records() -> impl Strategy<Value = Vec<Record>> {
    let record = (vec(texts(), 7), moments()).prop_map(|(texts, at)| {
        let [key, subject, column, old, new, reason, rule_version]: [String; 7] =
            texts.try_into().expect("seven");
        Record { key, at, subject, column, old, new, reason, rule_version }
    });
    vec(record, 0..4)
}

fn ledgers() -> impl Strategy<Value = Ledger> {
    let stage = proptest::option::of(prop_oneof![Just(Stage::Cells), Just(Stage::Rows)]);
    let heads = (any::<u64>(), any::<u64>(), any::<i64>(), stage, any::<u64>());
    let reminders = btree_set("[a-c]{1,2}", 0..6);
    (heads, leads(), handoffs(), reminders, rules(), intents(), records()).prop_map(
        |(head, leads, handoffs, reminders, rules, open_intents, unrecorded)| Ledger {
            id_seed: head.0,
            ids_made: head.1,
            latest_intent: head.2,
            latest_stage: head.3,
            records_made: head.4,
            leads,
            handoffs,
            reminders,
            rules,
            open_intents,
            unrecorded,
            watch: Watch::default(),
            new_events: Vec::new(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_last_of_any_ledgers_saved_one_after_the_other_comes_back(mut ledgers in vec(ledgers(), 1..4)) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tossup.db");
        let last = run(async {
            let mut store = opened(&path).await;
            for ledger in &mut ledgers {
                store.save(ledger).await.unwrap_or_else(|failure| panic!("{failure}"));
            }
            reopened(store, &path).await
        });
        prop_assert_eq!(Some(&last), ledgers.last());
    }
}

#[test]
fn a_first_start_draws_a_seed_of_its_own_and_keeps_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let seeds: BTreeSet<u64> = (0..4)
        .map(|number| {
            let path = folder.path().join(format!("{number}.db"));
            run(async {
                let mut store = opened(&path).await;
                let first = store.load().await.expect("a ledger");
                assert_eq!(first, Ledger { id_seed: first.id_seed, ..Ledger::default() });
                assert_eq!(reopened(store, &path).await, first);
                first.id_seed
            })
        })
        .collect();
    assert_eq!(seeds.len(), 4);
}

#[test]
fn a_save_without_a_change_writes_nothing_and_one_lead_writes_little() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tossup.db");
    run(async {
        let mut store = opened(&path).await;
        let mut ledger = store.load().await.expect("a ledger");
        ledger.leads = (0..8_800).map(|number| lead(number, 20)).collect();
        store.save(&mut ledger).await.expect("saved");
        assert_eq!(ask(&path, "SELECT count(*) FROM lead").await, 8_800);
        change(&path, "PRAGMA wal_checkpoint(TRUNCATE)").await;
        store.save(&mut ledger).await.expect("saved");
        assert_eq!(wal_bytes(&path), 0, "nothing differs");
        ledger.leads[4_000].score = 25;
        store.save(&mut ledger).await.expect("saved");
        let bytes = wal_bytes(&path);
        assert!((1..20_000).contains(&bytes), "{bytes} bytes for one lead");
        ledger.leads.insert(0, lead(9_000, 5));
        ledger.leads.retain(|lead| lead.parts[0] != 100);
        store.save(&mut ledger).await.expect("saved");
        assert_eq!(reopened(store, &path).await, ledger);
    });
}

#[test]
fn events_are_appended_once_and_never_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tossup.db");
    run(async {
        let mut store = opened(&path).await;
        let mut ledger = store.load().await.expect("a ledger");
        ledger.new_events = vec![event("20 → 25"), event("25 → 30")];
        store.save(&mut ledger).await.expect("saved");
        assert_eq!(ledger.new_events, []);
        store.save(&mut ledger).await.expect("saved");
        assert_eq!(ask(&path, "SELECT count(*) FROM event").await, 2);
        let mut connection =
            SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("open");
        for sql in ["DELETE FROM event", "UPDATE event SET text = ''"] {
            let refused = sqlx::raw_sql(sql).execute(&mut connection).await.expect_err(sql);
            assert!(refused.to_string().contains("append only"), "{refused}");
        }
        connection.close().await.expect("closed");
    });
}

#[test]
fn a_save_that_fails_at_its_last_step_leaves_the_old_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tossup.db");
    run(async {
        let mut store = opened(&path).await;
        let mut ledger = store.load().await.expect("a ledger");
        ledger.leads = vec![lead(1, 20), lead(2, 30)];
        store.save(&mut ledger).await.expect("saved");
        let old = ledger.clone();
        change(
            &path,
            "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'no more room'); END",
        )
        .await;
        ledger.leads = vec![lead(2, 35), lead(3, 0)];
        ledger.rules.number = 9;
        ledger.new_events = vec![event("30 → 35")];
        let failure = store.save(&mut ledger).await.expect_err("the trigger");
        assert!(failure.to_string().contains("no more room"), "{failure}");
        assert_eq!(ledger.new_events.len(), 1, "not forgotten");
        assert_eq!(store.load().await.expect("a ledger"), old);
        change(&path, "DROP TRIGGER full").await;
        store.save(&mut ledger).await.expect("saved");
        assert_eq!(reopened(store, &path).await, ledger);
        assert_eq!(ask(&path, "SELECT count(*) FROM event").await, 1);
    });
}

#[test]
fn a_save_broken_off_anywhere_leaves_the_old_state_or_the_new_one() {
    for polls in (0..60).step_by(4) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tossup.db");
        run(async {
            let mut store = opened(&path).await;
            let mut ledger = store.load().await.expect("a ledger");
            ledger.leads = vec![lead(1, 20)];
            store.save(&mut ledger).await.expect("saved");
            let old = ledger.clone();
            ledger.leads = (0..3_000).map(|number| lead(number, 25)).collect();
            ledger.reminders = (0..20).map(|number| format!("R-{number}")).collect();
            let new = ledger.clone();
            let mut save = Box::pin(store.save(&mut ledger));
            for _ in 0..polls {
                let step = std::future::poll_fn(|context| Poll::Ready(save.as_mut().poll(context))).await;
                if step.is_ready() {
                    break;
                }
                std::thread::yield_now();
            }
            drop(save);
            let held = store.load().await.expect("a ledger");
            assert!(held == old || held == new, "after {polls} polls");
            let mut again = new.clone();
            store.save(&mut again).await.expect("the next save goes on");
            assert_eq!(reopened(store, &path).await, new);
        });
    }
}

#[test]
fn a_ledger_with_one_id_twice_is_refused_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tossup.db");
    run(async {
        let mut store = opened(&path).await;
        let mut ledger = store.load().await.expect("a ledger");
        let old = ledger.clone();
        ledger.leads = vec![lead(1, 20), lead(2, 20), lead(1, 30)];
        let failure = store.save(&mut ledger).await.expect_err("doubled");
        assert_eq!(failure.code, "ledger_broken");
        assert_eq!(reopened(store, &path).await, old);
    });
}
