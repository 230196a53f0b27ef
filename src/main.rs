//! The command `tossup`: parse, build, run, exit code.

use std::process::ExitCode;

use clap::Parser;
use tossup::command::{Cli, execute};

fn main() -> ExitCode {
    execute(Cli::parse())
}
