//! `tossup check`: configuration, credentials, reach, headers, settings, schedule; each finding with its remedy.

use std::path::Path;

use super::wiring::{self, AnyClock};
use super::{Ended, Refusal, table};
use crate::config::Loaded;
use crate::daemon::pass::preview;
use crate::decide::book::Structure;
use crate::decide::plan::{Ledger, Mode, Settings};
use crate::edge::google::GoogleWorkbook;
use crate::seam::{Clock, Workbook};

/// Prints every finding; the exit code tells whether there was one.
pub(super) async fn check(config: Option<&Path>) -> Result<Ended, Refusal> {
    let loaded = wiring::load(config)?;
    println!("configuration: read");
    print_schedule(&loaded);
    let mut workbook = wiring::workbook(&loaded).await?;
    println!("credentials: read");
    let structure = workbook.structure().await?;
    println!("spreadsheet: reached, {} tabs, time zone {}", structure.tabs.len(), structure.time_zone);
    let mut findings = Vec::new();
    if structure.time_zone != loaded.technical.time_zone.name() {
        findings.push(format!(
            "spreadsheet: found time zone {}; expected {}. Set it under File > Settings, or set time_zone in tossup.toml.",
            structure.time_zone,
            loaded.technical.time_zone.name()
        ));
    }
    findings.extend(refused_edit(&mut workbook, &structure, loaded.core.mode).await?);
    let now = AnyClock::new(&loaded.technical, None).now();
    let settings: &Settings = &loaded.core;
    let (_, decision) = preview(&mut workbook, &Ledger::default(), settings, now).await?;
    findings.extend(decision.problems.iter().map(ToString::to_string));
    print!("{}", table::summary(&decision.report, &settings.words));
    for finding in &findings {
        println!("found: {finding}");
    }
    println!("{} findings", findings.len());
    Ok(if findings.is_empty() { Ended::Done } else { Ended::WithFindings })
}

/// That the spreadsheet is shared for viewing only, where the mode is one that writes.
async fn refused_edit(
    workbook: &mut GoogleWorkbook,
    structure: &Structure,
    mode: Mode,
) -> Result<Option<String>, Refusal> {
    let Some(tab) = structure.tabs.first().filter(|_| mode != Mode::Observe) else { return Ok(None) };
    match workbook.try_edit(tab.sheet_id).await {
        Err(failure) if failure.code == "view_only" => Ok(Some(failure.to_string())),
        tried => Ok(tried.map(|()| None)?),
    }
}

fn print_schedule(loaded: &Loaded) {
    let technical = &loaded.technical;
    let now = AnyClock::new(technical, None).now();
    let firings: Vec<String> = technical
        .schedule
        .next_firings(now, 3)
        .iter()
        .map(|firing| firing.format("%Y-%m-%d %H:%M").to_string())
        .collect();
    println!(
        "schedule: {} ({}), next: {}",
        technical.schedule.as_str(),
        technical.time_zone.name(),
        firings.join(", ")
    );
}
