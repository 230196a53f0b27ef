//! The outside: one folder per external thing. Each imports `decide` and `seam`, and nothing of its neighbours.

pub mod store;
