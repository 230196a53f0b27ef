//! Daemon that keeps a shared lead sheet scored. ARCHITECTURE.md is the map of its rooms.

pub mod command;
pub mod config;
pub mod daemon;
pub mod decide;
pub mod edge;
pub mod seam;
