//! The outside: one room per external thing. A room here imports the core and the seams, and nothing of its neighbours.

pub mod clock;
pub mod google;
pub mod store;
