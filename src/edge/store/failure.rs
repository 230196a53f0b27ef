//! What goes wrong with the store, told with its path and a remedy.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::MigrateError;

use crate::decide::plan::Fate;
use crate::seam::{Failure, Retry};

/// Time to wait for somebody who reads the file with another program.
const BUSY_RETRY: Duration = Duration::from_secs(1);

/// Found, expected, remedy.
pub(super) type Words<'w> = (&'w str, &'w str, &'w str);

/// A failure of the store at this path; a person has to mend something.
pub(super) fn failure(code: &'static str, path: &Path, (found, expected, remedy): Words<'_>) -> Failure {
    Failure {
        code,
        place: format!("the store {}", path.display()),
        found: found.to_owned(),
        expected: expected.to_owned(),
        remedy: remedy.to_owned(),
        retry: Retry::Never,
        fate: Fate::Refused,
    }
}

/// SQLite's answer as a failure. Nothing of the transaction was kept.
pub(super) fn of_sqlite(path: &Path, error: &sqlx::Error) -> Failure {
    let primary =
        error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok()).map(|code| code & 0xff);
    let text = error.to_string();
    match primary {
        Some(5 | 6) => Failure {
            retry: Retry::After(BUSY_RETRY),
            ..failure(
                "store_busy",
                path,
                (
                    "a lock of another program",
                    "the file for tossup alone",
                    "Close the program that has it open.",
                ),
            )
        },
        Some(8) => read_only(path),
        Some(11) => failure(
            "store_damaged",
            path,
            (
                &text,
                "a whole database",
                "Put a backup in its place; without one, move the file away: tossup then takes ids and hand-overs over from the sheet.",
            ),
        ),
        Some(13) => {
            failure("store_disk_full", path, ("a full disk", "room for the store", "Make room on the disk."))
        }
        Some(14) => failure(
            "store_unreachable",
            path,
            (&text, "a file that can be opened", "Mend the path or its permissions."),
        ),
        Some(26) => not_a_database(path),
        _ => failure(
            "store_failed",
            path,
            (&text, "an answer of SQLite", "Run `tossup check`; nothing of this save was kept."),
        ),
    }
}

/// A migration that could not be run.
pub(super) fn of_migration(path: &Path, error: &MigrateError) -> Failure {
    match error {
        MigrateError::VersionMissing(version) | MigrateError::VersionTooNew(version, _) => failure(
            "store_newer",
            path,
            (
                &format!("schema version {version} of a newer tossup"),
                "a version that this tossup knows",
                "Run the newer tossup, or name another file as `store`.",
            ),
        ),
        MigrateError::VersionMismatch(version) => failure(
            "store_changed",
            path,
            (
                &format!("schema version {version} of another build"),
                "the schema of a released tossup",
                "Run the build that made the file, or name another file as `store`.",
            ),
        ),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => of_sqlite(path, error),
        other => failure(
            "store_failed",
            path,
            (&other.to_string(), "a schema that can be brought up to date", "Put a backup in its place."),
        ),
    }
}

/// The file, or its folder, may not be written.
pub(super) fn read_only(path: &Path) -> Failure {
    failure(
        "store_read_only",
        path,
        (
            "a file that may not be written",
            "a file and a folder that tossup may write",
            "Mend their permissions, or name another file as `store`.",
        ),
    )
}

/// The file holds something else.
pub(super) fn not_a_database(path: &Path) -> Failure {
    failure(
        "store_not_a_database",
        path,
        (
            "a file of another kind",
            "a database that tossup made, or no file",
            "Name another file as `store`.",
        ),
    )
}

/// A row that this program cannot have written.
pub(super) fn unreadable(path: &Path, place: &str, found: &str) -> Failure {
    failure(
        "store_unreadable",
        path,
        (
            &format!("\"{found}\" in {place}"),
            "a value that tossup wrote",
            "Put a backup in its place, or undo what was changed by hand.",
        ),
    )
}
