//! All integration tests in one binary.

mod browser;
mod webdriver;
