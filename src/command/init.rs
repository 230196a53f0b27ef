//! `tossup init`: lays what is missing.

use std::path::{Path, PathBuf};

use super::wiring::{self, AnyClock};
use super::{Ended, InitArgs, Refusal, table};
use crate::config::{Environment, SHIPPED_FILES, TECHNICAL_FILE};
use crate::decide::plan::{LayoutWish, plan_layout};
use crate::seam::{Clock, Workbook};

/// Lays missing tabs, headers and tags; tells what it left alone.
pub(super) async fn init(config: Option<&Path>, args: InitArgs) -> Result<Ended, Refusal> {
    if let Some(file) = missing_configuration(config) {
        return write_configuration(&file);
    }
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

/// The configuration file that a first `init` writes; `None` where there is one.
fn missing_configuration(config: Option<&Path>) -> Option<PathBuf> {
    let named = config.map(Path::to_owned).or_else(|| Environment::read().config.map(PathBuf::from));
    let file = named.unwrap_or_else(|| PathBuf::from(TECHNICAL_FILE));
    (!file.exists()).then_some(file)
}

/// Writes the commented configuration, in mode observe, for a person to fill in.
fn write_configuration(file: &Path) -> Result<Ended, Refusal> {
    let shipped = SHIPPED_FILES.iter().find(|(name, _)| *name == TECHNICAL_FILE).map_or("", |(_, text)| text);
    std::fs::write(file, shipped).map_err(|error| {
        format!(
            "{}: found {error}; expected a file that tossup may write. Mend the path of --config.",
            file.display()
        )
    })?;
    println!(
        "{}: written, in mode observe. Fill in spreadsheet_id and credentials, then run `tossup init` again.",
        file.display()
    );
    Ok(Ended::WithFindings)
}
