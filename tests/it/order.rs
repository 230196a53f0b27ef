//! The order of a pass towards the outside: the intent is saved, then the sheet is written, then the receipt is saved.

use std::sync::{Arc, Mutex};

use tossup::daemon::pass::Rooms;
use tossup::decide::book::{Snapshot, Structure};
use tossup::decide::plan::{AuditedPlan, Fate, LayoutPlan, Ledger};
use tossup::edge::store::SqliteStore;
use tossup::seam::{Failure, ReadRequest, Retry, Store, Workbook};

use crate::commands::LEADS;
use crate::office::{Interrupted, Office, Watch};

const NOW: &str = "2026-11-18 10:00";

/// What was asked of the outside, in order.
type Calls = Arc<Mutex<Vec<String>>>;

/// A workbook or a store that notes every call before it passes it on, or refuses it instead.
struct Noted<T> {
    inner: T,
    calls: Calls,
    /// A call of this name fails with this fate.
    refuses: Option<(&'static str, Fate)>,
}

impl<T> Noted<T> {
    fn note(&self, call: &str) -> Result<(), Failure> {
        self.calls.lock().expect("the calls").push(call.to_owned());
        match self.refuses {
            Some((refused, fate)) if call.starts_with(refused) => Err(Failure {
                code: "refused_by_the_test",
                place: call.to_owned(),
                found: "a refusal".to_owned(),
                expected: "none".to_owned(),
                remedy: "None.".to_owned(),
                retry: Retry::Now,
                fate,
            }),
            _ => Ok(()),
        }
    }
}

impl Workbook for Noted<Interrupted> {
    async fn structure(&mut self) -> Result<Structure, Failure> {
        self.inner.structure().await
    }

    async fn read(&mut self, request: &ReadRequest) -> Result<Snapshot, Failure> {
        self.note("read")?;
        self.inner.read(request).await
    }

    async fn write_cells(&mut self, plan: &AuditedPlan) -> Result<(), Failure> {
        self.note("write cells")?;
        self.inner.write_cells(plan).await
    }

    async fn add_rows(&mut self, plan: &AuditedPlan) -> Result<(), Failure> {
        self.note("add rows")?;
        self.inner.add_rows(plan).await
    }

    async fn lay_out(&mut self, layout: &LayoutPlan) -> Result<(), Failure> {
        self.inner.lay_out(layout).await
    }
}

impl Store for Noted<SqliteStore> {
    async fn load(&mut self) -> Result<Ledger, Failure> {
        self.inner.load().await
    }

    async fn save(&mut self, ledger: &mut Ledger) -> Result<(), Failure> {
        let open: Vec<String> = ledger
            .open_intents
            .iter()
            .map(|intent| format!("save intent {} ({:?})", intent.number, intent.stage))
            .collect();
        self.note(open.first().map_or("save", String::as_str))?;
        self.inner.save(ledger).await
    }
}

type NotedRooms = Rooms<Noted<Interrupted>, Noted<SqliteStore>, Watch>;

async fn noted(office: &Office, refuses: Option<(&'static str, Fate)>) -> (NotedRooms, Calls) {
    let calls = Calls::default();
    let Rooms { workbook, store, clock, settings, .. } = office.daemon().await;
    let workbook = Noted { inner: workbook, calls: calls.clone(), refuses };
    let store = Noted { inner: store, calls: calls.clone(), refuses };
    (Rooms::open(workbook, store, clock, settings).await.expect("the ledger"), calls)
}

fn taken(calls: &Calls) -> Vec<String> {
    std::mem::take(&mut calls.lock().expect("the calls"))
}

#[tokio::test]
async fn the_intent_is_saved_before_the_sheet_is_written_and_the_receipt_after() {
    let office = Office::open(NOW, &LEADS).await;
    let (mut rooms, calls) = noted(&office, None).await;
    rooms.look().await.expect("a look");
    let cells = ["read", "save intent 1 (Cells)", "write cells", "save"];
    let rows = ["read", "save intent 2 (Rows)", "add rows", "save"];
    let verified = ["read", "save"];
    assert_eq!(taken(&calls), [&cells[..], &rows, &verified].concat());
}

#[tokio::test]
async fn what_the_memory_refuses_is_never_written() {
    for (stage, call) in [("save intent 1", "write cells"), ("save intent 2", "add rows")] {
        let office = Office::open(NOW, &LEADS).await;
        let (mut rooms, calls) = noted(&office, Some((stage, Fate::Unknown))).await;
        let failure = rooms.look().await.expect_err(stage);
        assert_eq!(failure.code, "refused_by_the_test", "{stage}");
        let calls = taken(&calls);
        assert!(calls.last().is_some_and(|last| last.starts_with(stage)), "{stage}: {calls:?}");
        assert!(!calls.iter().any(|made| made == call), "{stage}: {calls:?}");
    }
}

#[tokio::test]
async fn a_receipt_is_saved_for_a_write_that_failed_too() {
    for (call, fate, receipt) in [
        ("write cells", Fate::Refused, "save"),
        ("add rows", Fate::Refused, "save"),
        ("add rows", Fate::Unknown, "save intent 2 (Rows)"),
    ] {
        let office = Office::open(NOW, &LEADS).await;
        let (mut rooms, calls) = noted(&office, Some((call, fate))).await;
        rooms.look().await.expect_err(call);
        let calls = taken(&calls);
        let end: Vec<&str> = calls[calls.len() - 2..].iter().map(String::as_str).collect();
        assert_eq!(end, [call, receipt], "{call} {fate:?}: {calls:?}");
    }
}
