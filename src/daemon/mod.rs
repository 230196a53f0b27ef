//! When to look, and one look: read, decide, save, apply, save.

pub mod pace;
pub mod pass;
pub mod run;
