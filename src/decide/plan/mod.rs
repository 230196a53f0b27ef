//! From what was read and remembered to what shall be written, and back to what is remembered.

mod audit;
mod changes;
mod intent;
mod layout;
mod ledger;
mod settings;
mod track;

pub use audit::AuditedPlan;
pub use changes::{AddedCell, Addition, CellText, ColumnWrite, Note, Plan, Reason};
pub use intent::{Fate, Intent, Receipt, Stage};
pub use layout::{LaidColumn, LaidFormat, LayoutPlan, LayoutStep};
pub use ledger::{Event, HandoffMemory, LeadMemory, Ledger, Record};
pub use settings::{Mode, Settings};
pub use track::{RowPrint, Tracked, track};
