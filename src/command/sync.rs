//! `tossup sync`: one look; with `--dry-run` the plan as a table.

use std::path::Path;

use super::wiring::{self, AnyClock};
use super::{Ended, Refusal, SyncArgs, log, table};
use crate::config::Loaded;
use crate::daemon::pass::{Passed, preview};
use crate::decide::plan::Mode;
use crate::seam::Clock;

/// Looks once, or prints what a look would write.
pub(super) async fn sync(config: Option<&Path>, args: SyncArgs) -> Result<Ended, Refusal> {
    let loaded = wiring::load(config)?;
    let clock = AnyClock::new(&loaded.technical, args.now);
    if args.dry_run || loaded.core.mode == Mode::Observe {
        let ended = show_plan(&loaded, clock).await?;
        if !args.dry_run {
            println!(
                "mode is observe: nothing was written. Set mode = \"score\" or \"full\" in tossup.toml to write."
            );
        }
        return Ok(ended);
    }
    let mut rooms = wiring::rooms(&loaded, clock).await?;
    let looked = rooms.look().await;
    log::look(&looked);
    let passes = looked?;
    let Some(Passed { report, problems, .. }) = passes.last() else { return Ok(Ended::Done) };
    print!("{}", table::summary(report, &loaded.core.words));
    table::print_problems(problems);
    Ok(ended(problems.is_empty()))
}

/// Prints the plan. Nothing is written, the memory included, so a daemon at work is not disturbed and does not disturb.
async fn show_plan(loaded: &Loaded, clock: AnyClock) -> Result<Ended, Refusal> {
    let mut workbook = wiring::workbook(loaded).await?;
    let ledger = wiring::memory(loaded).await?;
    let (snapshot, decision) = preview(&mut workbook, &ledger, &loaded.core, clock.now()).await?;
    print!("{}", table::plan(&decision.wanted, &snapshot, &loaded.core));
    table::print_problems(&decision.problems);
    Ok(ended(decision.problems.is_empty()))
}

fn ended(is_clean: bool) -> Ended {
    if is_clean { Ended::Done } else { Ended::WithFindings }
}
