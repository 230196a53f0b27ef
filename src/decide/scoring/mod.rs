//! Rules, conditions, score.

pub mod phrase;
