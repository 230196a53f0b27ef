//! `tossup read --csv`: the CSV from standard input with one column more.

use std::io::{Read, Write};

use csv::{ErrorKind, ReaderBuilder, StringRecord, WriterBuilder};

use super::super::csv_text::text_of;
use super::Stopped;
use super::kind::Kind;
use super::say::Asked;

/// The added column.
const READ: &str = "read";

/// Where the cells of a reading stand in a row.
struct Columns {
    parts: Vec<usize>,
    option: Option<usize>,
    count: usize,
}

/// Copies the CSV and adds the column `read`.
///
/// Shape: columns and rows keep their order; a row with too few cells is filled up; UTF-8 comes out, without a mark of byte order in front.
/// Errors: a missing column, a field that the kind does not know, a row with too many cells, bytes that are neither UTF-8 nor Shift_JIS.
pub(super) fn add_reading(
    mut input: impl Read,
    output: impl Write,
    asked: &Asked<'_>,
    option: &str,
) -> Result<(), Stopped> {
    // As a whole: only all of its bytes tell UTF-8 from Shift_JIS.
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| {
        Stopped::Input(format!("standard input: found {error}; expected CSV. Send the file again."))
    })?;
    let text = text_of(&bytes).ok_or_else(|| no_text(&bytes))?;
    let mut rows = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut out = WriterBuilder::new().flexible(true).from_writer(output);
    let header = rows.headers().map_err(of_csv)?.clone();
    let columns = find(&header, asked.kind)?;
    write(&mut out, &header, READ)?;
    let mut row = StringRecord::new();
    while rows.read_record(&mut row).map_err(of_csv)? {
        let line = row.position().map_or(0, csv::Position::line);
        let place = format!("standard input, line {line}");
        fill_up(&mut row, columns.count).map_err(|count| too_long(&place, count, columns.count))?;
        let parts: Vec<&str> = columns.parts.iter().map(|at| row.get(*at).unwrap_or_default()).collect();
        let own = columns.option.and_then(|at| row.get(at)).filter(|cell| !cell.trim().is_empty());
        let reading =
            asked.read(&parts, own.unwrap_or(option)).map_err(|fault| Stopped::Input(fault.at(&place)))?;
        write(&mut out, &row, &reading.value)?;
    }
    out.flush().map_err(Stopped::Output)
}

fn write(out: &mut csv::Writer<impl Write>, row: &StringRecord, read: &str) -> Result<(), Stopped> {
    let written = out.write_record(row.iter().chain([read]));
    written.map_err(|error| match error.into_kind() {
        ErrorKind::Io(error) => Stopped::Output(error),
        other => Stopped::Output(std::io::Error::other(format!("{other:?}"))),
    })
}

fn find(header: &StringRecord, kind: Kind) -> Result<Columns, Stopped> {
    let position = |name: &str| header.iter().position(|cell| cell.trim() == name);
    let mut parts = Vec::new();
    for name in kind.columns() {
        parts.push(position(name).ok_or_else(|| missing(header, kind, name))?);
    }
    if position(READ).is_some() {
        return Err(Stopped::Input(format!(
            "standard input, line 1: found a column \"{READ}\" already; expected none. Take it out or rename it."
        )));
    }
    Ok(Columns { parts, option: kind.option().and_then(position), count: header.len() })
}

fn missing(header: &StringRecord, kind: Kind, name: &str) -> Stopped {
    let found = if header.is_empty() {
        "no header".to_owned()
    } else {
        format!(
            "the columns {}",
            header.iter().map(|cell| format!("{cell:?}")).collect::<Vec<_>>().join(", ")
        )
    };
    Stopped::Input(format!(
        "standard input, line 1: found {found}; expected a column \"{name}\" ({} needs {}). Rename the column that holds it.",
        kind.name(),
        kind.columns().join(", ")
    ))
}

/// Gives the row as many cells as the header; its own number where it has more.
fn fill_up(row: &mut StringRecord, count: usize) -> Result<(), usize> {
    while row.len() < count {
        row.push_field("");
    }
    if row.len() > count { Err(row.len()) } else { Ok(()) }
}

fn too_long(place: &str, found: usize, expected: usize) -> Stopped {
    Stopped::Input(format!(
        "{place}: found {found} cells; expected {expected} as in the header. Put cells that hold a comma in double quotes."
    ))
}

/// The first line that is not UTF-8.
fn no_text(bytes: &[u8]) -> Stopped {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let line = 1 + bytes[..valid].iter().filter(|byte| **byte == b'\n').count();
    Stopped::Input(format!(
        "standard input, line {line}: found bytes that are neither UTF-8 nor Shift_JIS; expected text in one of them. \
         In Excel, save it as CSV UTF-8(コンマ区切り)."
    ))
}

fn of_csv(error: csv::Error) -> Stopped {
    let line = error.position().map_or(1, csv::Position::line);
    let found = error.into_kind();
    Stopped::Input(format!(
        "standard input, line {line}: found {found:?}; expected CSV with commas and double quotes. Mend the line."
    ))
}
