//! The log of the process, and the line of every look.

use tracing::{info, warn};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt, registry};

use crate::config::{LogFormat, Technical};
use crate::daemon::pass::Passed;
use crate::seam::Failure;

/// Starts the log on standard error.
pub(super) fn start(technical: &Technical) {
    let wanted = technical.log_filter.parse::<Targets>();
    let filter = wanted.unwrap_or_else(|_| Targets::new().with_default(LevelFilter::INFO));
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = match technical.log_format {
        LogFormat::Text => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    // A second start, as in tests, keeps the first log.
    let _ = registry().with(lines.with_filter(filter)).try_init();
}

/// One line for a look that changed something, problems by code and place alone: cell texts never reach the log.
pub(super) fn look(looked: &Result<Vec<Passed>, Failure>) {
    match looked {
        Err(failure) => warn!(code = failure.code, "{failure}"),
        Ok(passes) => {
            let cells: usize = passes.iter().map(|passed| passed.report.cells_written).sum();
            let rows: usize = passes.iter().map(|passed| passed.report.rows_added).sum();
            let Some(last) = passes.last() else { return };
            if cells + rows > 0 {
                let leads = last.report.leads;
                info!(
                    passes = passes.len(),
                    leads,
                    cells,
                    rows,
                    overdue = last.report.overdue(),
                    "sheet brought up to date"
                );
            }
            if let Some(note) = last.wanted_unwritten() {
                info!(
                    cells = note.0,
                    rows = note.1,
                    "mode: planned and not written; `tossup sync --dry-run` shows the plan"
                );
            }
            for problem in last.problems.iter().filter(|problem| problem.is_blocking) {
                warn!(code = problem.code, place = %problem.place, "work on the tab stopped: {}", problem.remedy);
            }
        }
    }
}
