//! The subcommands: the only place that joins `edge` and `daemon`. It holds no logic of the product.

mod check;
mod csv_text;
mod demo;
mod explain;
mod init;
mod log;
mod plan;
mod read;
mod run;
mod sync;
mod table;
mod wiring;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset};
use clap::{Args, Parser, Subcommand};

/// Scores the leads of a shared Google Sheet, hands the good ones to sales once, and reports what came of it.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// Configuration file; else TOSSUP_CONFIG, else ./tossup.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The main job on an embedded local spreadsheet, without a Google account.
    Demo(DemoArgs),
    /// The daemon: looks at the sheet by its schedule until it is stopped. SIGHUP: look now.
    Run,
    /// One look at the sheet.
    Sync(SyncArgs),
    /// Lays missing tabs and headers; never touches an existing cell.
    Init(InitArgs),
    /// Tells what is not as it should be, each with its remedy.
    Check,
    /// Plans from a saved values.batchGet answer, without server or memory.
    Plan(PlanArgs),
    /// How a text of a cell is understood, and why.
    Read(read::ReadArgs),
    /// Why a lead has its score, cell by cell, and what the next label would take.
    Explain(explain::ExplainArgs),
}

#[derive(Debug, Args)]
struct DemoArgs {
    /// Folder of the local spreadsheet, key, configuration and memory.
    #[arg(long, default_value = "tossup-demo", value_name = "DIR")]
    dir: PathBuf,
    /// Port of the local spreadsheet; another free one is taken when it is in use.
    #[arg(long, default_value_t = 8020)]
    port: u16,
    /// Fills the lead tab of a fresh folder from this CSV, by its header names.
    #[arg(long, value_name = "FILE.csv")]
    leads: Option<PathBuf>,
    /// Fixes the clock, e.g. 2026-11-24T09:00:00+09:00.
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    now: Option<DateTime<FixedOffset>>,
    /// Ends when nothing is left to do, with a summary.
    #[arg(long)]
    once: bool,
}

#[derive(Debug, Args)]
struct SyncArgs {
    /// Prints what would be written and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Fixes the clock, e.g. 2026-11-24T09:00:00+09:00.
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    now: Option<DateTime<FixedOffset>>,
}

#[derive(Debug, Args)]
struct InitArgs {
    /// Lays an own column where a person's column of that name stands; the old one stays beside it, whole. May be repeated.
    #[arg(long, value_name = "COLUMN")]
    adopt: Vec<String>,
    /// Prints what would be laid and lays nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
struct PlanArgs {
    /// The saved answer; its first range is the lead tab with its header.
    #[arg(long, value_name = "FILE")]
    values: PathBuf,
    /// Prints the plan as JSON, one line a cell or row.
    #[arg(long)]
    json: bool,
    /// Fixes the clock, e.g. 2026-11-24T09:00:00+09:00.
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    now: Option<DateTime<FixedOffset>>,
}

fn parse_time(text: &str) -> Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text)
        .map_err(|error| format!("{error}; write date, time and offset, e.g. 2026-11-24T09:00:00+09:00"))
}

/// Exit code of a command that ran and found something that a person has to mend.
const EXIT_FINDINGS: u8 = 1;
/// Exit code of a command that could not run.
const EXIT_FAILED: u8 = 2;

/// Runs the command and gives its exit code: 0 done, 1 done with findings, 2 could not be done.
pub fn execute(cli: Cli) -> ExitCode {
    let config = cli.config.as_deref();
    let ended = match cli.command {
        // These ask no server, and need neither threads nor TLS.
        Command::Plan(args) => plan::plan(config, args),
        Command::Read(args) => read::read(config, &args),
        Command::Demo(args) => connected(demo::demo(args)),
        Command::Run => connected(run::run(config)),
        Command::Sync(args) => connected(sync::sync(config, args)),
        Command::Init(args) => connected(init::init(config, args)),
        Command::Check => connected(check::check(config)),
        Command::Explain(args) => connected(explain::explain(config, &args)),
    };
    match ended {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::WithFindings) => ExitCode::from(EXIT_FINDINGS),
        Ok(Ended::CutShort) => ExitCode::from(EXIT_FAILED),
        Err(message) => failed(&message.to_string()),
    }
}

/// Runs a command that talks with a server.
fn connected(command: impl Future<Output = Result<Ended, Refusal>>) -> Result<Ended, Refusal> {
    // The TLS provider of every client in the process; a second install fails and changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        format!(
            "tossup: found {error}; expected threads and sockets of the system. Free some and start again."
        )
    })?;
    let ended = runtime.block_on(command);
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    ended
}

fn failed(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(EXIT_FAILED)
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// Everything is as it should be.
    Done,
    /// It ran, and a person has something to mend.
    WithFindings,
    /// It told what stood in its way, and a part of it could not be done.
    CutShort,
}

/// Why a command could not run: already a sentence with place, found, expected, remedy.
type Refusal = Box<dyn std::error::Error + Send + Sync>;
