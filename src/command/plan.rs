//! `tossup plan --values FILE`: plans from a saved answer, without server or memory.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use super::wiring::{self, AnyClock};
use super::{Ended, PlanArgs, Refusal, table};
use crate::decide::book::{Problem, Snapshot, TabKey, column_letters};
use crate::decide::plan::{Decision, Ledger, Mode, Settings, World, decide};
use crate::edge::google::decode::{assemble, decode_from, let_go_unread};
use crate::seam::Clock;

/// Plans as if the own columns stood at the right end of the lead tab, and prints a summary or the plan.
pub(super) fn plan(config: Option<&Path>, args: PlanArgs) -> Result<Ended, Refusal> {
    let loaded = wiring::load(config)?;
    let mut body = File::open(&args.values).map_err(|error| {
        format!(
            "{}: found {error}; expected a saved values.batchGet answer. Mend the path.",
            args.values.display()
        )
    })?;
    let decoded = decode_from(&mut body).map_err(|failure| {
        format!(
            "{}: found {failure}; expected a saved values.batchGet answer, whole and in UTF-8. Save it again.",
            args.values.display()
        )
    })?;
    let mut snapshot = assemble(decoded, None);
    snapshot.pretend_laid(&loaded.core.contract, TabKey::Leads);
    let_go_unread(&mut snapshot, &loaded.core.contract);
    let settings = Settings { mode: Mode::Full, ..loaded.core };
    let now = AnyClock::new(&loaded.technical, args.now).now();
    let decision =
        decide(&World { snapshot: &snapshot, ledger: &Ledger::default(), settings: &settings, now });
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        write_json(&mut out, &decision, &snapshot, &settings)?;
    } else {
        write!(out, "{}", table::summary(&decision.report, &settings.words))?;
        writeln!(out, "cells to write: {}", decision.wanted.cell_count())?;
        for problem in of_leads(&decision, &settings) {
            writeln!(out, "found: {problem}")?;
        }
    }
    out.flush()?;
    let is_clean = of_leads(&decision, &settings).next().is_none();
    Ok(if is_clean { Ended::Done } else { Ended::WithFindings })
}

/// Problems of the lead tab; the other tabs are not part of the saved answer.
fn of_leads<'a>(decision: &'a Decision, settings: &Settings) -> impl Iterator<Item = &'a Problem> {
    let title = settings.contract.title(TabKey::Leads).to_owned();
    decision.problems.iter().filter(move |problem| problem.place.tab == title)
}

#[derive(Serialize)]
struct CellLine<'a> {
    tab: &'a str,
    cell: String,
    column: &'static str,
    before: &'a str,
    after: String,
    reason: &'static str,
}

/// One JSON object a line: cells, then rows, then notes and problems.
fn write_json(
    out: &mut impl Write,
    decision: &Decision,
    snapshot: &Snapshot,
    settings: &Settings,
) -> Result<(), Refusal> {
    for write in &decision.wanted.writes {
        let Some(tab) = snapshot.tab(&settings.contract, write.tab) else { continue };
        let position = tab.locate(&settings.contract, write.tab).position(write.column).unwrap_or_default();
        for (index, value) in decision.wanted.changes(write) {
            let line = CellLine {
                tab: &tab.title,
                cell: format!("{}{}", column_letters(position), index + 2),
                column: write.column.as_str(),
                before: &snapshot.text(tab.cell(position, index)),
                after: value.to_string(),
                reason: write.reason.as_str(),
            };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
    }
    for addition in &decision.wanted.additions {
        let cells: Vec<String> = addition.cells.iter().map(|cell| cell.value.to_string()).collect();
        let line = serde_json::json!({"row": addition.key, "tab": addition.tab.as_str(), "cells": cells});
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    for note in &decision.wanted.notes {
        serde_json::to_writer(&mut *out, &serde_json::json!({"note": note.code, "text": note.text}))?;
        out.write_all(b"\n")?;
    }
    for problem in &decision.problems {
        serde_json::to_writer(
            &mut *out,
            &serde_json::json!({"problem": problem.code, "text": problem.to_string()}),
        )?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
