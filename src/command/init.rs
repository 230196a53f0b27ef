//! `tossup init`: lays what is missing.

use std::path::Path;

use super::wiring::{self, AnyClock};
use super::{Ended, InitArgs, Refusal, table};
use crate::decide::plan::{LayoutWish, plan_layout};
use crate::seam::{Clock, Workbook};

/// Lays missing tabs, headers and tags; tells what it left alone.
pub(super) async fn init(config: Option<&Path>, args: InitArgs) -> Result<Ended, Refusal> {
    let loaded = wiring::load(config)?;
    let mut workbook = wiring::workbook(&loaded).await?;
    let today = AnyClock::new(&loaded.technical, None).now().date();
    let structure = workbook.structure().await?;
    let layout =
        plan_layout(LayoutWish { structure: &structure, settings: &loaded.core, adopt: &args.adopt, today });
    print!("{}", table::layout(&layout));
    if !args.dry_run && !layout.steps.is_empty() {
        workbook.lay_out(&layout).await?;
        println!("laid.");
    }
    for sentence in &layout.left_alone {
        println!("left alone: {sentence}");
    }
    Ok(if layout.left_alone.is_empty() { Ended::Done } else { Ended::WithFindings })
}
