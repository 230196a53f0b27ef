//! The file of the store: what may stand there, and what is said when something else does.

use std::path::Path;

use sqlx::{Connection, SqliteConnection};
use tossup::edge::store::SqliteStore;
use tossup::seam::{Failure, Retry, Store};

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

async fn change(path: &Path, sql: &'static str) {
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let mut connection = SqliteConnection::connect(&url).await.expect("open");
    sqlx::raw_sql(sql).execute(&mut connection).await.expect("done");
    connection.close().await.expect("closed");
}

/// The failure of opening, whose message must hold every part.
fn check(name: &str, code: &str, path: &Path) {
    let failure: Failure = run(SqliteStore::open(path)).map(|_| ()).expect_err(name);
    assert_eq!(failure.code, code, "{name}: {failure}");
    assert!(failure.place.contains(&path.display().to_string()), "{name}: {failure}");
    for part in [&failure.found, &failure.expected, &failure.remedy] {
        assert!(!part.is_empty(), "{name}: {failure:?}");
    }
}

#[test]
fn what_stands_in_the_way_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    check("a missing folder", "store_folder_missing", &at("nowhere/tossup.db"));
    std::fs::create_dir(at("folder.db")).expect("made");
    check("a folder", "store_not_a_database", &at("folder.db"));
    std::fs::write(at("text.db"), "会社名,担当者名\n").expect("written");
    check("a text file", "store_not_a_database", &at("text.db"));
    assert_eq!(std::fs::read_to_string(at("text.db")).expect("text"), "会社名,担当者名\n", "left as it was");
    run(change(&at("foreign.db"), "CREATE TABLE customer (name TEXT)"));
    check("another program's database", "store_not_a_database", &at("foreign.db"));
    run(async { SqliteStore::open(&at("old.db")).await.expect("open").close().await.expect("closed") });
    let mut permissions = std::fs::metadata(at("old.db")).expect("a file").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(at("old.db"), permissions).expect("set");
    check("a read-only file", "store_read_only", &at("old.db"));
}

#[test]
fn a_newer_schema_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tossup.db");
    run(async { SqliteStore::open(&path).await.expect("open").close().await.expect("closed") });
    run(change(&path, "INSERT INTO _sqlx_migrations VALUES (999, 'later', '2026-11-22', 1, x'00', 0)"));
    check("a newer schema", "store_newer", &path);
}

#[test]
fn a_row_that_tossup_cannot_have_written_is_told_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = [
        ("handoff.at", "INSERT INTO handoff VALUES ('H-1', 1, '', 'yesterday', 0, NULL, 0)"),
        ("lead.id", "INSERT INTO lead VALUES (1, 1, 1, 1, 1, 1, 1, 1, 0)"),
        ("ledger.lead_order", "UPDATE ledger SET lead_order = x'0102'"),
        ("ledger.rule_number", "UPDATE ledger SET rule_number = -1"),
        (
            "rule_cell.column_key",
            "INSERT INTO rule_row VALUES (0); INSERT INTO rule_cell VALUES (0, 'rule.colour', 'red')",
        ),
        ("intent.stage", "INSERT INTO intent VALUES (0, 1, '2026-11-22T10:00:00', 'both', 0)"),
    ];
    for (place, sql) in rows {
        let path = folder.path().join(format!("{place}.db"));
        let failure = run(async {
            let mut store = SqliteStore::open(&path).await.expect("open");
            change(&path, sql).await;
            store.load().await.expect_err(place)
        });
        assert_eq!(failure.code, "store_unreadable", "{failure}");
        assert!(failure.found.contains(place), "{failure}");
    }
}

#[test]
fn one_store_serves_one_daemon() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tossup.db");
    run(async {
        let first = SqliteStore::open(&path).await.expect("open");
        let failure = SqliteStore::open(&path).await.map(|_| ()).expect_err("a second one");
        assert_eq!(failure.code, "store_locked");
        assert!(failure.found.contains(&format!("process {}", std::process::id())), "{failure}");
        assert!(matches!(failure.retry, Retry::After(_)));
        drop(first);
        let mut next = SqliteStore::open(&path).await.expect("the lock went with its holder");
        next.load().await.expect("a ledger");
    });
}
