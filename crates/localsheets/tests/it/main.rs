//! localsheets from outside: over HTTP, as a client of Google's would use it.

mod batch;
mod durable;
mod faults;
mod refusals;
mod server;
mod token;
mod values;
