//! The folder: for each spreadsheet a snapshot and a journal of what came after it.
//!
//! An accepted write is a line of the journal, on the disk before it is answered. When the journal has grown past
//! the snapshot, a new snapshot takes its place: written beside it, synchronised, renamed. A torn last line was
//! never answered and is cut off when the folder is opened.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::snapshot;
use crate::grid::Book;

/// Smallest journal that is folded into a snapshot: below it, snapshots would cost more than replaying.
const JOURNAL_MIN_BYTES: u64 = 4 << 20;

/// The open journal of one spreadsheet.
#[derive(Debug)]
pub(crate) struct Journal {
    folder: PathBuf,
    file: File,
    bytes: u64,
    snapshot_bytes: u64,
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Writes a file so that it is either the old or the new one, whole, whatever happens.
pub(crate) fn replace(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<u64> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let beside = path.with_extension("new");
    let mut to = BufWriter::new(File::create(&beside)?);
    write(&mut to)?;
    let file = to.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    let bytes = file.metadata()?.len();
    fs::rename(&beside, path)?;
    sync_folder(folder)?;
    Ok(bytes)
}

impl Journal {
    /// Lays the folder of a new spreadsheet.
    pub(crate) fn create(books: &Path, book: &Book) -> io::Result<Self> {
        let folder = books.join(&book.id);
        fs::create_dir_all(&folder)?;
        let snapshot_bytes = replace(&folder.join("snapshot.jsonl"), |to| snapshot::write(book, to))?;
        let file = OpenOptions::new().create(true).append(true).open(folder.join("journal.jsonl"))?;
        sync_folder(&folder)?;
        sync_folder(books)?;
        let bytes = file.metadata()?.len();
        Ok(Self { folder, file, bytes, snapshot_bytes })
    }

    /// Opens a folder: the snapshot, and the records that came after it.
    pub(crate) fn open(folder: &Path) -> io::Result<(Self, Book, Vec<Value>)> {
        let path = folder.join("snapshot.jsonl");
        let broken =
            |why: String| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {why}", path.display()));
        let file = File::open(&path)?;
        let snapshot_bytes = file.metadata()?.len();
        let book = snapshot::read(&mut BufReader::new(file)).map_err(broken)?;
        let journal_path = folder.join("journal.jsonl");
        let file = OpenOptions::new().create(true).append(true).read(true).open(&journal_path)?;
        let (records, bytes) = records(&journal_path, &file)?;
        if bytes < file.metadata()?.len() {
            tracing::warn!(file = %journal_path.display(), "the last write was not finished and is cut off");
            file.set_len(bytes)?;
            file.sync_all()?;
        }
        let records =
            records.into_iter().filter(|record| record["revision"].as_u64() > Some(book.revision)).collect();
        Ok((Self { folder: folder.to_owned(), file, bytes, snapshot_bytes }, book, records))
    }

    /// Puts a record on the disk.
    pub(crate) fn append(&mut self, record: &Value) -> io::Result<()> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        let written = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // What was written of the line must not stand before the next one.
            self.file.set_len(self.bytes)?;
            return Err(error);
        }
        self.bytes += line.len() as u64;
        Ok(())
    }

    /// Whether replaying the journal would cost more than reading a new snapshot.
    pub(crate) fn is_long(&self) -> bool {
        self.bytes > JOURNAL_MIN_BYTES.max(self.snapshot_bytes)
    }

    /// Writes a new snapshot and starts the journal anew. A crash in between leaves records that the snapshot's
    /// revision tells to be old.
    pub(crate) fn fold(&mut self, book: &Book) -> io::Result<()> {
        self.snapshot_bytes = replace(&self.folder.join("snapshot.jsonl"), |to| snapshot::write(book, to))?;
        self.file.set_len(0)?;
        self.file.sync_all()?;
        self.bytes = 0;
        Ok(())
    }

    /// Removes the spreadsheet; the rename makes it happen at once.
    pub(crate) fn remove(self) -> io::Result<()> {
        let gone = self.folder.with_extension("deleted");
        if gone.exists() {
            fs::remove_dir_all(&gone)?;
        }
        fs::rename(&self.folder, &gone)?;
        if let Some(books) = gone.parent() {
            sync_folder(books)?;
        }
        fs::remove_dir_all(&gone)
    }
}

/// The whole records of a journal and the bytes that they fill.
fn records(path: &Path, file: &File) -> io::Result<(Vec<Value>, u64)> {
    let mut reader = BufReader::new(file);
    let (mut records, mut bytes, mut line) = (Vec::new(), 0, Vec::new());
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line)?;
        if read == 0 || !line.ends_with(b"\n") {
            return Ok((records, bytes));
        }
        match serde_json::from_slice(&line) {
            Ok(record) => records.push(record),
            Err(_) if reader.fill_buf()?.is_empty() => return Ok((records, bytes)),
            Err(error) => {
                let why = format!("{}: record {}: {error}", path.display(), records.len() + 1);
                return Err(io::Error::new(io::ErrorKind::InvalidData, why));
            }
        }
        bytes += read as u64;
    }
}

/// Folders of spreadsheets, without those on their way out.
pub(crate) fn folders(books: &Path) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(books)?;
    let mut folders = Vec::new();
    for entry in fs::read_dir(books)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "deleted") {
            fs::remove_dir_all(&path)?;
        } else if path.join("snapshot.jsonl").exists() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}
