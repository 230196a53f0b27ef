//! All spreadsheets of a folder. Each has its own lock; a write is applied, stored, and only then seen.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeZone, Utc};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::call::{Call, Caller, Context};
use super::reply::Answer;
use super::store::{self, Journal};
use super::{sheets, snapshot};
use crate::error::{ApiError, Outcome};
use crate::grid::{Access, Book};

/// One spreadsheet and its journal.
#[derive(Debug)]
pub(crate) struct Shelf {
    pub(crate) book: Book,
    journal: Journal,
}

pub(crate) struct Library {
    folder: PathBuf,
    shelves: Mutex<BTreeMap<String, Arc<Mutex<Shelf>>>>,
    /// Deleted spreadsheets: place in the log of changes, id, instant.
    removed: Mutex<Vec<Value>>,
    change: AtomicU64,
    changes: watch::Sender<u64>,
}

pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Library {
    /// Opens the folder and brings every spreadsheet up to its last accepted write.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let books = folder.join("books");
        let mut shelves = BTreeMap::new();
        let mut last = 0;
        for path in store::folders(&books)? {
            let (journal, mut book, records) = Journal::open(&path)?;
            for record in &records {
                replay(&mut book, record).map_err(|error| {
                    let why =
                        format!("{}: revision {}: {}", path.display(), record["revision"], error.message);
                    io::Error::new(io::ErrorKind::InvalidData, why)
                })?;
            }
            last = last.max(book.change);
            shelves.insert(book.id.clone(), Arc::new(Mutex::new(Shelf { book, journal })));
        }
        let removed: Vec<Value> = match std::fs::read(folder.join("removed.json")) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        last = removed.iter().filter_map(|entry| entry["change"].as_u64()).fold(last, u64::max);
        Ok(Self {
            folder: folder.to_owned(),
            shelves: Mutex::new(shelves),
            removed: Mutex::new(removed),
            change: AtomicU64::new(last),
            changes: watch::channel(last).0,
        })
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(crate) fn last_change(&self) -> u64 {
        self.change.load(Ordering::SeqCst)
    }

    pub(crate) fn removed(&self) -> Vec<Value> {
        locked(&self.removed).clone()
    }

    pub(crate) fn shelf(&self, id: &str) -> Option<Arc<Mutex<Shelf>>> {
        locked(&self.shelves).get(id).cloned()
    }

    pub(crate) fn shelves(&self) -> Vec<Arc<Mutex<Shelf>>> {
        locked(&self.shelves).values().cloned().collect()
    }

    fn tell(&self, change: u64) {
        self.changes.send_modify(|last| *last = (*last).max(change));
    }

    /// Adds a new spreadsheet.
    pub(crate) fn add(&self, mut book: Book) -> Outcome<()> {
        let mut shelves = locked(&self.shelves);
        if shelves.contains_key(&book.id) {
            return Err(ApiError::new(409, "ALREADY_EXISTS", "Requested entity already exists"));
        }
        let change = self.change.fetch_add(1, Ordering::SeqCst) + 1;
        book.change = change;
        let journal = Journal::create(&self.folder.join("books"), &book)
            .map_err(|error| ApiError::storage(error.to_string()))?;
        shelves.insert(book.id.clone(), Arc::new(Mutex::new(Shelf { book, journal })));
        drop(shelves);
        self.tell(change);
        Ok(())
    }

    /// Deletes a spreadsheet for good.
    pub(crate) fn remove(&self, id: &str, now: DateTime<Utc>) -> Outcome<()> {
        let failed = |error: io::Error| ApiError::storage(error.to_string());
        let shelf = locked(&self.shelves).remove(id).ok_or_else(|| ApiError::file_not_found(id))?;
        let change = self.change.fetch_add(1, Ordering::SeqCst) + 1;
        let mut removed = locked(&self.removed);
        removed.push(json!({"change": change, "id": id, "time_ms": now.timestamp_millis()}));
        store::replace(&self.folder.join("removed.json"), |to| Ok(serde_json::to_writer(to, &*removed)?))
            .map_err(failed)?;
        drop(removed);
        // Somebody may still be reading it: the folder goes now, the memory with the last reader.
        let folder = self.folder.join("books").join(id);
        let (journal, ..) = Journal::open(&folder).map_err(failed)?;
        journal.remove().map_err(failed)?;
        drop(shelf);
        self.tell(change);
        Ok(())
    }

    /// Carries out a method on one spreadsheet.
    pub(crate) fn run(&self, context: &Context, call: &Call) -> Outcome<Answer> {
        let shelf = self.shelf(&call.spreadsheet).ok_or_else(ApiError::not_found)?;
        let mut shelf = locked(&shelf);
        match shelf.book.access {
            Access::NotShared if !context.caller.is_owner => return Err(ApiError::not_shared()),
            Access::ViewOnly if call.is_write() && !context.caller.is_owner => {
                return Err(ApiError::not_shared());
            }
            Access::OfficeFile => return Err(ApiError::office_file()),
            _ => {}
        }
        if !call.is_write() {
            return sheets::read(&shelf.book, context, call);
        }
        let mask = call.mask()?;
        let mut shown = None;
        let answer = self.change(&mut shelf, context, &call.record(), |book| {
            let answer = sheets::write(book, context, call)?;
            // A refused range of the answer refuses the whole call.
            shown = sheets::snapshot(book, context, call, &mask)?;
            Ok(answer)
        })?;
        let mut answer = mask.keep(answer);
        if let Some(shown) = shown {
            answer["updatedSpreadsheet"] = shown;
        }
        Ok(Answer::Json(answer))
    }

    /// Applies a change to the book; on any refusal, or when it cannot be stored, the book is as before.
    pub(crate) fn change<T>(
        &self,
        shelf: &mut Shelf,
        context: &Context,
        record: &Value,
        apply: impl FnOnce(&mut Book) -> Outcome<T>,
    ) -> Outcome<T> {
        let Shelf { book, journal } = shelf;
        let before = book.core.clone();
        let answer = match apply(book) {
            Ok(answer) => answer,
            Err(error) => {
                book.core = before;
                return Err(error);
            }
        };
        let change = self.change.fetch_add(1, Ordering::SeqCst) + 1;
        let now = context.now.timestamp_millis().max(book.modified_ms + 1);
        let mut record = record.clone();
        record["revision"] = json!(book.revision + 1);
        record["change"] = json!(change);
        record["at_ms"] = json!(now);
        record["now_ms"] = json!(context.now.timestamp_millis());
        record["by"] = json!(context.caller.email);
        if let Err(error) = journal.append(&record) {
            book.core = before;
            return Err(ApiError::storage(error.to_string()));
        }
        book.revision += 1;
        book.change = change;
        book.modified_ms = now;
        if journal.is_long()
            && let Err(error) = journal.fold(book)
        {
            // The journal still holds every write.
            tracing::warn!(spreadsheet = book.id, %error, "the journal could not be folded into a snapshot");
        }
        self.tell(change);
        Ok(answer)
    }

    /// Copies a spreadsheet as Drive does: cells, formats and metadata go along.
    pub(crate) fn copy(&self, source: &str, id: &str, title: &str, now: DateTime<Utc>) -> Outcome<()> {
        let shelf = self.shelf(source).ok_or_else(|| ApiError::file_not_found(source))?;
        let mut bytes = Vec::new();
        snapshot::write(&locked(&shelf).book, &mut bytes)
            .map_err(|error| ApiError::storage(error.to_string()))?;
        let mut book = snapshot::read(&mut &bytes[..]).map_err(ApiError::storage)?;
        book.id = id.to_owned();
        book.core.properties.insert("title".to_owned(), json!(title));
        book.revision = 0;
        book.created_ms = now.timestamp_millis();
        book.modified_ms = book.created_ms;
        self.add(book)
    }
}

/// Applies a stored record again.
fn replay(book: &mut Book, record: &Value) -> Outcome<()> {
    let now =
        record["now_ms"].as_i64().and_then(|now| Utc.timestamp_millis_opt(now).single()).unwrap_or_default();
    let email = record["by"].as_str().unwrap_or("").to_owned();
    // It was accepted once, so no protected range stops it now.
    let context = Context { now, caller: Caller { email, is_owner: true } };
    match record["method"].as_str() {
        Some(method) if method.starts_with("localsheets.") => {
            super::drive::apply_record(book, &context, record)?
        }
        _ => {
            let call = Call::replayed(&book.id, record)?;
            sheets::write(book, &context, &call)?;
        }
    }
    book.revision = record["revision"].as_u64().unwrap_or(book.revision + 1);
    book.change = record["change"].as_u64().unwrap_or(book.change);
    book.modified_ms = record["at_ms"].as_i64().unwrap_or(book.modified_ms);
    Ok(())
}
