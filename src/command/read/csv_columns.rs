//! `tossup read --csv`: the CSV from standard input with one column more.

use std::io::{Read, Write};

use csv::{ByteRecord, ErrorKind, ReaderBuilder, StringRecord, WriterBuilder};

use super::kind::Kind;
use super::say::Asked;
use super::{Stopped, not_utf8};

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
/// Shape: columns and rows keep their order; a row with too few cells is filled up; a mark of byte order in front is dropped.
/// Errors: a missing column, a field that the kind does not know, a row with too many cells, bytes that are not UTF-8.
pub(super) fn add_reading(
    input: impl Read,
    output: impl Write,
    asked: &Asked<'_>,
    option: &str,
) -> Result<(), Stopped> {
    let mut rows = ReaderBuilder::new().flexible(true).from_reader(input);
    let mut out = WriterBuilder::new().flexible(true).from_writer(output);
    let header = rows.headers().map_err(of_csv)?.clone();
    let columns = find(&header, asked.kind)?;
    write(&mut out, &header, READ)?;
    let mut bytes = ByteRecord::new();
    while rows.read_byte_record(&mut bytes).map_err(of_csv)? {
        let line = bytes.position().map_or(0, csv::Position::line);
        let place = format!("standard input, line {line}");
        let row =
            StringRecord::from_byte_record(bytes.clone()).map_err(|_| Stopped::Input(not_utf8(&place)))?;
        let row = filled_up(row, columns.count).map_err(|count| too_long(&place, count, columns.count))?;
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

/// The row with as many cells as the header.
fn filled_up(mut row: StringRecord, count: usize) -> Result<StringRecord, usize> {
    while row.len() < count {
        row.push_field("");
    }
    if row.len() > count { Err(row.len()) } else { Ok(row) }
}

fn too_long(place: &str, found: usize, expected: usize) -> Stopped {
    Stopped::Input(format!(
        "{place}: found {found} cells; expected {expected} as in the header. Put cells that hold a comma in double quotes."
    ))
}

fn of_csv(error: csv::Error) -> Stopped {
    let line = error.position().map_or(1, csv::Position::line);
    let place = format!("standard input, line {line}");
    Stopped::Input(match error.into_kind() {
        ErrorKind::Utf8 { .. } => not_utf8(&place),
        ErrorKind::Io(error) => format!("{place}: found {error}; expected CSV. Send the file again."),
        other => {
            format!("{place}: found {other:?}; expected CSV with commas and double quotes. Mend the line.")
        }
    })
}
