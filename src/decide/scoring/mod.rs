//! Rules, conditions and their Japanese phrases, score, breakdown, labels.

mod memory;

pub use memory::{RuleMemory, RuleRow};
