//! `tossup check`: configuration, credentials, memory, reach, headers, settings, schedule; each finding with its remedy.

use std::path::Path;

use super::wiring::{self, AnyClock};
use super::{Ended, Refusal, table};
use crate::config::Loaded;
use crate::daemon::pass::preview;
use crate::decide::book::Structure;
use crate::decide::plan::{Ledger, Mode};
use crate::edge::google::GoogleWorkbook;
use crate::seam::{Clock, Failure, Workbook};

/// Prints every finding; the exit code tells whether there was one, and whether one kept the rest from being looked at.
pub(super) async fn check(config: Option<&Path>) -> Result<Ended, Refusal> {
    let loaded = wiring::load(config)?;
    println!("configuration: read");
    print_schedule(&loaded);
    let mut findings = Findings::default();
    let ledger = findings.outcome_of(wiring::memory(&loaded).await);
    if let Some(ledger) = &ledger {
        println!("memory: {} leads, rule set number {}", ledger.leads.len(), ledger.rules.number);
    }
    match reach(&loaded, &mut findings).await {
        Some(mut workbook) => judge(&loaded, &mut workbook, ledger.unwrap_or_default(), &mut findings).await,
        None => println!("not looked at: tabs, headers, rules and leads, which need the spreadsheet"),
    }
    findings.print();
    Ok(findings.ended())
}

/// What is not as it should be.
#[derive(Debug, Default)]
struct Findings {
    told: Vec<String>,
    /// Something failed, so that what builds on it was not looked at.
    is_cut_short: bool,
}

impl Findings {
    /// What a stage gave; a stage that failed is a finding, and the stages that do not need it go on.
    fn outcome_of<T, E: ToString>(&mut self, stage: Result<T, E>) -> Option<T> {
        match stage {
            Ok(value) => Some(value),
            Err(failure) => {
                self.told.push(failure.to_string());
                self.is_cut_short = true;
                None
            }
        }
    }

    fn print(&self) {
        for finding in &self.told {
            println!("found: {finding}");
        }
        println!("{} findings", self.told.len());
    }

    fn ended(&self) -> Ended {
        match (self.is_cut_short, self.told.is_empty()) {
            (true, _) => Ended::CutShort,
            (false, false) => Ended::WithFindings,
            (false, true) => Ended::Done,
        }
    }
}

/// Credentials, then the spreadsheet; a missing id does not keep a wrong key file from being told.
async fn reach(loaded: &Loaded, findings: &mut Findings) -> Option<GoogleWorkbook> {
    let spreadsheet = findings.outcome_of(loaded.technical.spreadsheet().map(str::to_owned));
    let opened = wiring::workbook_of(loaded, spreadsheet.as_deref().unwrap_or(NO_SPREADSHEET)).await;
    let mut workbook = findings.outcome_of(opened)?;
    println!("credentials: read");
    spreadsheet?;
    let structure = findings.outcome_of(workbook.structure().await)?;
    println!("spreadsheet: reached, {} tabs, time zone {}", structure.tabs.len(), structure.time_zone);
    findings.told.extend(foreign_zone(loaded, &structure));
    let refused = findings.outcome_of(refused_edit(&mut workbook, &structure, loaded.core.mode).await);
    findings.told.extend(refused.flatten());
    Some(workbook)
}

/// That the spreadsheet is shared for viewing only, where the mode is one that writes.
async fn refused_edit(
    workbook: &mut GoogleWorkbook,
    structure: &Structure,
    mode: Mode,
) -> Result<Option<String>, Failure> {
    let Some(tab) = structure.tabs.first().filter(|_| mode != Mode::Observe) else { return Ok(None) };
    match workbook.try_edit(tab.sheet_id).await {
        Err(failure) if failure.code == "view_only" => Ok(Some(failure.to_string())),
        tried => tried.map(|()| None),
    }
}

/// Stands for the id while the key file is looked at and nobody has named a spreadsheet; nothing is sent under it.
const NO_SPREADSHEET: &str = "none";

fn foreign_zone(loaded: &Loaded, structure: &Structure) -> Option<String> {
    let expected = loaded.technical.time_zone.name();
    (structure.time_zone != expected).then(|| {
        format!(
            "spreadsheet: found time zone {}; expected {expected}. Set it under File > Settings, or set time_zone in tossup.toml.",
            structure.time_zone,
        )
    })
}

/// What a pass would say now, with what is remembered: only the memory knows the last good version of a rule.
async fn judge(loaded: &Loaded, workbook: &mut GoogleWorkbook, ledger: Ledger, findings: &mut Findings) {
    let now = AnyClock::new(&loaded.technical, None).now();
    let previewed = preview(workbook, &ledger, &loaded.core, now).await;
    let Some((_, decision)) = findings.outcome_of::<_, Failure>(previewed) else { return };
    findings.told.extend(decision.problems.iter().map(ToString::to_string));
    findings.told.extend(decision.plan.err().into_iter().flatten().map(|violation| {
        format!("the plan: found {violation}; expected a plan that passes the audit. Please report this.")
    }));
    let (min, max) = decision.report.reach;
    println!("rules: {}, scores from {min} to {max} points", decision.report.rule_version);
    print!("{}", table::summary(&decision.report, &loaded.core.words));
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
