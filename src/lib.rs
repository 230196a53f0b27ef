//! Daemon that keeps a shared lead sheet scored.
