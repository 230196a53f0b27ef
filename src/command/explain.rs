//! `tossup explain LEAD`: why a lead has its score, at length.

mod print;

use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use clap::Args;

use super::wiring::{self, AnyClock};
use super::{Ended, Refusal, parse_time};
use crate::decide::book::{Problem, TabKey};
use crate::decide::plan::{LeadName, Unexplained, World, explain as explain_lead};
use crate::seam::{Clock, ReadRequest, Workbook};

/// Reads of one explanation: a rule that nothing remembers yet may need a column that the first read did not bring.
const READS_MAX: usize = 2;

/// Leads that are named when several are meant.
const NAMED_MAX: usize = 20;

/// What `tossup explain` is told.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// リードID, or the number of a row of the lead tab, or a part of a company's name that no other lead has.
    #[arg(value_name = "LEAD")]
    lead: String,
    /// Fixes the clock, e.g. 2026-11-24T09:00:00+09:00.
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    now: Option<DateTime<FixedOffset>>,
}

/// Reads the sheet and the memory, writes nothing, and prints the explanation. A daemon at work is not disturbed.
pub(super) async fn explain(config: Option<&Path>, args: &ExplainArgs) -> Result<Ended, Refusal> {
    let loaded = wiring::load(config)?;
    let mut workbook = wiring::workbook(&loaded).await?;
    let ledger = wiring::memory(&loaded).await?;
    let now = AnyClock::new(&loaded.technical, args.now).now();
    let mut request =
        ReadRequest { extra_headers: ledger.rules.extra_headers.clone(), has_history_keys: false };
    let settings = &loaded.core;
    let mut explained = Err(Unexplained::NotFound(0));
    for _ in 0..READS_MAX {
        let snapshot = workbook.read(&request).await?;
        explained = explain_lead(&World { snapshot: &snapshot, ledger: &ledger, settings, now }, &args.lead);
        match &explained {
            Err(Unexplained::Unread(headers)) => request.extra_headers.clone_from(headers),
            _ => break,
        }
    }
    let title = settings.contract.title(TabKey::Leads);
    let lead = explained.map_err(|why| refusal(title, &args.lead, why))?;
    match io::stdout().lock().write_all(print::explanation(&lead, settings, now.date()).as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("standard output: found {error}; expected a place to write to. Send it elsewhere.")
                .into())
        }
        _ => Ok(Ended::Done),
    }
}

fn refusal(title: &str, wanted: &str, why: Unexplained) -> String {
    match why {
        Unexplained::NoLeadTab(problems) => {
            problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
        }
        Unexplained::Unread(headers) => format!(
            "{title}: found columns that changed while they were read; expected 「{}」 to stay. Try again.",
            headers.join("」, 「")
        ),
        Unexplained::NotFound(count) => format!(
            "{title}: found no lead {wanted:?} among {count}; expected a リードID, a row number such as 12, or a part of a company's name. Copy the リードID from the sheet."
        ),
        Unexplained::Several(names) => {
            let mut text = format!(
                "{title}: found {} leads for {wanted:?}; expected one. Name one by its リードID or row:",
                names.len()
            );
            names.iter().take(NAMED_MAX).for_each(|name| text.push_str(&format!("\n  {}", line(name))));
            if names.len() > NAMED_MAX {
                text.push_str(&format!("\n  … and {} more", names.len() - NAMED_MAX));
            }
            text
        }
    }
}

/// A lead on one line: row, id, company, person.
fn line(name: &LeadName) -> String {
    let id = name.id.map(|id| id.to_string()).unwrap_or_default();
    let parts = [name.place.to_string(), id, name.company.clone(), name.person.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
