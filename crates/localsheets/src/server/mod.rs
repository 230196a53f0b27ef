//! The server: calls over HTTP, the library of spreadsheets, its storage.

mod admin;
mod call;
mod drive;
mod engine;
mod faults;
mod get;
mod http;
mod library;
mod reply;
mod sheets;
mod snapshot;
mod store;
mod theme;
mod token;

pub(crate) use call::{Call, Caller, Context};
pub(crate) use engine::Engine;
pub(crate) use http::{bind, serve};
pub(crate) use token::issue_key;
