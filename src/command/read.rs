//! `tossup read`: how a text of a cell is understood, and why. No sheet is needed.

mod csv_columns;
mod kind;
mod say;

use std::io::{self, BufRead, Write};
use std::path::Path;

use chrono::NaiveDate;
use clap::Args;

use self::kind::Kind;
use self::say::{Asked, Reading};
use super::wiring::{self, AnyClock};
use super::{Ended, Refusal};
use crate::decide::reading::email_domain::domain_kind;
use crate::seam::Clock;

/// What `tossup read` is told.
#[derive(Debug, Args)]
pub(super) struct ReadArgs {
    /// What the text is.
    #[arg(value_name = "KIND")]
    kind: Kind,
    /// Texts to read, each for itself; company_pair: two names; business_day: start, number of days, and closures if wanted. Without any,
    /// the lines of standard input (a tab between the parts). A text that begins with a hyphen goes behind `--`.
    #[arg(value_name = "TEXT", conflicts_with = "csv")]
    texts: Vec<String>,
    /// Reads a CSV with the column `input` (company_pair: a, b; business_day: start, n, holidays) from standard input and writes it with the
    /// column `read` added.
    #[arg(long)]
    csv: bool,
    /// What the text counts or dates; quantity: employees, visits, downloads, any; date: past, future, any. A CSV's column `field` wins.
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,
    /// For rule: the cell of the column 項目 beside the phrase. A CSV's column `item` wins.
    #[arg(long, value_name = "TEXT")]
    item: Option<String>,
    /// The day that counts as today, e.g. 2026-11-22.
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    today: Option<NaiveDate>,
}

fn parse_day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|error| format!("{error}; write year, month and day, e.g. 2026-11-22"))
}

/// Prints one block a text, or the CSV with its further column. A reader that goes away ends the command quietly.
pub(super) fn read(config: Option<&Path>, args: &ReadArgs) -> Result<Ended, Refusal> {
    let loaded = wiring::load(config)?;
    let today = args.today.unwrap_or_else(|| AnyClock::new(&loaded.technical, None).now().date());
    let asked = Asked { kind: args.kind, settings: &loaded.core, today };
    let option = option(args)?;
    let output = io::stdout().lock();
    let done = if args.csv {
        csv_columns::add_reading(io::stdin().lock(), output, &asked, option)
    } else if args.texts.is_empty() {
        say_lines(io::stdin().lock(), output, &asked, option)
    } else {
        say_texts(&args.texts, output, &asked, option)
    };
    match done {
        Err(Stopped::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Ended::Done),
        Err(Stopped::Output(error)) => {
            let remedy = "Make room there, or send it elsewhere.";
            Err(format!("standard output: found {error}; expected a place to write to. {remedy}").into())
        }
        Err(Stopped::Input(message)) => Err(message.into()),
        Ok(()) => Ok(Ended::Done),
    }
}

/// Why the reading ended before its end.
#[derive(Debug)]
enum Stopped {
    /// What was given cannot be read: place, found, expected, remedy.
    Input(String),
    /// The output takes no more.
    Output(io::Error),
}

/// `--field` or `--item`, whichever the kind knows.
fn option(args: &ReadArgs) -> Result<&str, Refusal> {
    for (name, value) in [("field", &args.field), ("item", &args.item)] {
        if value.is_some() && args.kind.option() != Some(name) {
            let kinds: Vec<&str> = Kind::with_option(name).map(Kind::name).collect();
            return Err(format!(
                "--{name}: found it for {}; expected it for {} alone. Leave it out.",
                args.kind.name(),
                kinds.join(", ")
            )
            .into());
        }
    }
    Ok(args.field.as_deref().or(args.item.as_deref()).unwrap_or_default())
}

fn say_texts(texts: &[String], mut out: impl Write, asked: &Asked<'_>, option: &str) -> Result<(), Stopped> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    if !asked.kind.has_parts() {
        return texts.iter().try_for_each(|text| say(&[text], &mut out, asked, (option, "TEXT")));
    }
    say(&texts, &mut out, asked, (option, "TEXT"))
}

/// One text a line, answered at once, so that a person can try texts one after another.
fn say_lines(
    mut input: impl BufRead,
    mut out: impl Write,
    asked: &Asked<'_>,
    option: &str,
) -> Result<(), Stopped> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let place = format!("standard input, line {number}");
        let length = input.read_until(b'\n', &mut line).map_err(|error| unreadable(&place, &error))?;
        if length == 0 {
            break;
        }
        let text = std::str::from_utf8(&line).map_err(|_| Stopped::Input(not_utf8(&place)))?;
        let text = text.trim_end_matches(['\n', '\r']);
        let text = if number == 1 { text.trim_start_matches('\u{FEFF}') } else { text };
        let parts: Vec<&str> = if asked.kind.has_parts() { text.split('\t').collect() } else { vec![text] };
        say(&parts, &mut out, asked, (option, &place))?;
    }
    Ok(())
}

fn unreadable(place: &str, error: &io::Error) -> Stopped {
    Stopped::Input(format!("{place}: found {error}; expected text. Give the texts as arguments instead."))
}

fn not_utf8(place: &str) -> String {
    format!(
        "{place}: found bytes that are not UTF-8; expected text in UTF-8. Save it again as UTF-8 (it is probably in Shift_JIS)."
    )
}

/// One block: the text, its meaning, why, and whether a person should look.
fn say(
    parts: &[&str],
    out: &mut impl Write,
    asked: &Asked<'_>,
    (option, place): (&str, &str),
) -> Result<(), Stopped> {
    let parts = asked.kind.filled_up(parts).map_err(|fault| Stopped::Input(fault.at(place)))?;
    let Reading { value, why, sentence, is_doubtful } =
        asked.read(&parts, option).map_err(|fault| Stopped::Input(fault.at(place)))?;
    let words = &asked.settings.words;
    let mut block = format!("{}\n", parts.join(" | "));
    block.push_str(&format!("  {}: {value}\n", words.of("read", "value")));
    block.push_str(&format!("  {}: {sentence} [{why}]\n", words.of("read", "why")));
    if let Some(kind) = domain_in_words(asked, &parts, &value) {
        block.push_str(&format!("  {}: {kind}\n", words.of("read", "domain")));
    }
    if is_doubtful {
        block.push_str(&format!("  {}\n", words.of("read", "doubtful")));
    }
    out.write_all(block.as_bytes()).and_then(|()| out.flush()).map_err(Stopped::Output)
}

/// What kind of domain a read address lives at, or the text read as a domain is, in words.
fn domain_in_words(asked: &Asked<'_>, parts: &[&str], value: &str) -> Option<String> {
    let domain = match asked.kind {
        Kind::Email => value.rsplit_once('|')?.0,
        Kind::EmailDomain => parts.first()?,
        _ => return None,
    };
    Some(asked.settings.words.of("domain_kind", domain_kind(domain).as_str()))
}
