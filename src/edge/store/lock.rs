//! One daemon for one store: a lock of the operating system, which ends with the process however it ends.

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::failure::{failure, read_only};
use crate::seam::{Failure, Retry};

/// The store is ours as long as this lives.
#[derive(Debug)]
pub(super) struct Lock {
    /// Held open: closing it gives the lock back.
    _file: File,
}

impl Lock {
    /// Takes the lock of the store at this path.
    ///
    /// Errors: another process has it; the lock file cannot be made.
    pub(super) fn take(store: &Path) -> Result<Self, Failure> {
        let opened =
            File::options().read(true).write(true).create(true).truncate(false).open(lock_path(store));
        let mut file = opened.map_err(|_| read_only(store))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(store, &mut file)),
            Err(TryLockError::Error(error)) => return Err(unlockable(store, &error)),
        }
        // The number only helps to find the process; the lock holds without it.
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

fn lock_path(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

fn held(store: &Path, file: &mut File) -> Failure {
    let mut number = String::new();
    let _ = file.read_to_string(&mut number);
    let found = match number.trim() {
        "" => "another tossup that uses it".to_owned(),
        number => format!("another tossup that uses it (process {number})"),
    };
    Failure {
        retry: Retry::After(std::time::Duration::from_secs(5)),
        ..failure(
            "store_locked",
            store,
            (&found, "one tossup for one store", "Stop the other one, or name another file as `store`."),
        )
    }
}

fn unlockable(store: &Path, error: &std::io::Error) -> Failure {
    let remedy = "Put the store on a local disk; network folders often know no locks.";
    failure("store_unlockable", store, (&error.to_string(), "a file system with locks", remedy))
}
