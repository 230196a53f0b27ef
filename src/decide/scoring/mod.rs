//! Rules, conditions and their Japanese phrases, score, breakdown, labels.

mod memory;
pub mod phrase;

pub use memory::{RuleMemory, RuleRow};
