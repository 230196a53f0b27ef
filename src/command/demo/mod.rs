//! `tossup demo`: the daemon of production on an embedded local spreadsheet.

mod leads_file;
mod local;
mod seed;

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use localsheets::{Clock as LocalClock, Options, Running, StartError, issue_service_account_key, start};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::wiring::{self, AnyClock, LiveRooms};
use super::{DemoArgs, Ended, Refusal, log, run, table};
use crate::config::{self, Environment, Loaded};
use crate::daemon::pass::Passed;
use crate::daemon::run::{Signals, run as run_daemon};
use crate::seam::Failure;

/// Prints a line; a reader that went away (`| head`) does not end the daemon.
macro_rules! say {
    ($($part:tt)*) => {{
        let _ = writeln!(std::io::stdout(), $($part)*);
    }};
}

/// Id of the demo's spreadsheet.
const SPREADSHEET: &str = "demo";

/// File of the demo's memory, in its folder.
const STORE: &str = "tossup.db";

/// Looks of `--once` at most: hand-overs of a long list come in portions, a portion a look.
const LOOKS_MAX: usize = 100;

/// Starts the local spreadsheet and the daemon on it.
pub(super) async fn demo(args: DemoArgs) -> Result<Ended, Refusal> {
    let in_dir = |error: std::io::Error| {
        format!(
            "{}: found {error}; expected a folder that tossup may write. Name another with --dir.",
            args.dir.display()
        )
    };
    fs::create_dir_all(&args.dir).map_err(in_dir)?;
    seed::refuse_foreign(&args.dir)?;
    // Before anything else is written: it refuses a folder with the key of somebody's real service account.
    issue_service_account_key(&args.dir, &token_address(args.port)).map_err(in_dir)?;
    let is_fresh = seed::prepare(&args.dir).map_err(in_dir)?;
    let server = start_server(&args.dir, args.port).await?;
    server
        .ensure_spreadsheet(SPREADSHEET, "営業見込み客(デモ)", "ja_JP", "Asia/Tokyo")
        .await
        .map_err(in_dir)?;
    issue_service_account_key(&args.dir, &token_address(server.addr.port())).map_err(in_dir)?;
    write_configuration(&args.dir, &server.base_url()).map_err(in_dir)?;
    let loaded = load(&args.dir)?;
    let clock = AnyClock::new(&loaded.technical, args.now);
    if is_fresh {
        let sheet = local::LocalSheet::new(&server, SPREADSHEET)?;
        seed::seed(&args, &loaded, (clock.clone(), &sheet)).await?;
        seed::finish(&args.dir).map_err(in_dir)?;
    } else if let Some(file) = &args.leads {
        say!(
            "{}: found leads already; {} was not read. Name an empty folder with --dir.",
            args.dir.display(),
            file.display()
        );
    }
    let mut rooms = wiring::rooms(&loaded, clock).await?;
    say!("spreadsheet: {}/spreadsheets/d/{SPREADSHEET}/edit", server.base_url());
    let ended =
        if args.once { once(&mut rooms, &loaded).await } else { watch(&mut rooms, &loaded, &server).await };
    drop(rooms);
    server.stop().await.map_err(in_dir)?;
    ended
}

/// Where the local server gives tokens.
fn token_address(port: u16) -> String {
    format!("http://127.0.0.1:{port}/token")
}

async fn start_server(dir: &Path, port: u16) -> Result<Running, Refusal> {
    let options = |port| Options {
        dir: dir.to_owned(),
        addr: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        open: false,
        clock: LocalClock::System,
    };
    match start(options(port)).await {
        Err(StartError::PortInUse(_)) => {
            let running = start(options(0)).await?;
            say!("port {port} is in use; taking {}", running.addr.port());
            Ok(running)
        }
        started => Ok(started?),
    }
}

/// Writes `tossup.toml` where it is missing, and the address of this start where it changed.
fn write_configuration(dir: &Path, base_url: &str) -> std::io::Result<()> {
    let file = dir.join(config::TECHNICAL_FILE);
    let address = format!("base_url = \"{base_url}/\"");
    let text = match fs::read_to_string(&file) {
        Ok(text) => {
            let lines = text
                .lines()
                .map(|line| if line.trim_start().starts_with("base_url") { address.as_str() } else { line });
            lines.collect::<Vec<_>>().join("\n") + "\n"
        }
        Err(_) => format!(
            "# Written by `tossup demo`. Every key is explained in config/tossup.toml of the project.\n\
             spreadsheet_id = \"{SPREADSHEET}\"\n\
             credentials = \"service-account.json\"\n\
             {address}\n\
             store = \"{STORE}\"\n\
             mode = \"full\"\n\n\
             # The local spreadsheet has no quota.\n\
             [limits]\n\
             reads_per_minute = 600\n\
             writes_per_minute = 600\n"
        ),
    };
    fs::write(file, text)
}

fn load(dir: &Path) -> Result<Loaded, Refusal> {
    let environment = Environment { log: Environment::read().log, ..Environment::default() };
    let mut loaded = config::load(Some(&dir.join(config::TECHNICAL_FILE)), &environment)?;
    // The server ends with this process: no call can still be on its way when the next one starts.
    loaded.core.handoff.unknown_fate_hold_s = 0;
    log::start(&loaded.technical);
    Ok(loaded)
}

/// Looks until nothing is left to do, then prints the summary.
async fn once(rooms: &mut LiveRooms, loaded: &Loaded) -> Result<Ended, Refusal> {
    for _ in 0..LOOKS_MAX {
        let passes = rooms.look().await?;
        print_line(&Ok(passes.clone()));
        let Some(Passed { report, .. }) = passes.last().filter(|last| !last.report.wants_another) else {
            continue;
        };
        say!("{}", table::summary(report, &loaded.core.words));
        let calls = rooms.workbook.counts();
        say!(
            "calls: {} reads, {} structure reads, {} writes",
            calls.reads,
            calls.structure_reads,
            calls.writes
        );
        return Ok(Ended::Done);
    }
    Err(format!("the local spreadsheet: found changes to write after {LOOKS_MAX} looks; expected rest. Is somebody editing it?").into())
}

/// Runs the daemon; every change of the local spreadsheet wakes it.
async fn watch(rooms: &mut LiveRooms, loaded: &Loaded, server: &Running) -> Result<Ended, Refusal> {
    let (wake, stop) = run::listen()?;
    let mut changes = server.changes.clone();
    let waking = tokio::spawn(wake_on_change(wake.clone(), stop.clone(), async move || {
        changes.changed().await.is_ok()
    }));
    say!("edit it in a browser; Ctrl-C ends");
    let signals = Signals { wake: &wake, stop: &stop, stop_grace: run::grace(&loaded.technical) };
    let schedule = loaded.technical.schedule.clone();
    run_daemon(
        rooms,
        signals,
        |after| run::next_tick(&schedule, after),
        |looked| {
            log::look(looked);
            print_line(looked);
        },
    )
    .await;
    waking.abort();
    Ok(Ended::Done)
}

async fn wake_on_change(wake: Arc<Notify>, stop: CancellationToken, mut changed: impl AsyncFnMut() -> bool) {
    while !stop.is_cancelled() && changed().await {
        wake.notify_one();
    }
}

/// One line of counts for a look that changed something.
fn print_line(looked: &Result<Vec<Passed>, Failure>) {
    let Ok(passes) = looked else { return };
    let cells: usize = passes.iter().map(|passed| passed.report.cells_written).sum();
    let rows: usize = passes.iter().map(|passed| passed.report.rows_added).sum();
    if let Some(last) = passes.last().filter(|_| cells + rows > 0) {
        let report = &last.report;
        say!(
            "{} leads, {cells} cells written, {rows} rows added, {} handed over, {} overdue",
            report.leads,
            report.handoffs,
            report.overdue()
        );
    }
}
