//! From what was read and remembered to what shall be written, and back to what is remembered. Start at `world.rs`: one pass on one page.

mod audit;
mod changes;
mod draft;
mod explain;
mod handoffs;
mod intent;
mod lay;
mod layout;
mod leads;
mod ledger;
mod policy;
mod prints;
mod reminders;
mod report;
mod rules;
mod settings;
mod settle;
mod sheet;
mod stage;
mod tally;
mod track;
mod vanish;
mod world;

pub use audit::{AuditedPlan, Violation, audit};
pub use changes::{AddedCell, Addition, CellText, ColumnWrite, Note, Plan, Reason, RowValues};
pub use explain::{ExplainedLead, LeadName, Unexplained, explain};
pub use intent::{Fate, Intent, Receipt, Stage};
pub use lay::{LayoutWish, plan_layout};
pub use layout::{LaidColumn, LaidFormat, LayoutPlan, LayoutStep};
pub use ledger::{Event, HandoffMemory, LeadMemory, Ledger, Record, Watch};
pub use policy::permit;
pub use report::Report;
pub use settings::{Mode, Settings};
pub use settle::settle;
pub use track::{RowPrint, Tracked, track};
pub use world::{Decision, World, decide};
