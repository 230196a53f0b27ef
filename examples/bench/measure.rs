//! What a whole process costs, as the system counts it.

use std::error::Error;
use std::ffi::OsStr;
use std::process::{Command, Stdio};

use wait4::Wait4;

/// Cost of one process from start to end.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// User and system time, in milliseconds.
    pub(crate) cpu_ms: f64,
    /// Largest resident size, in bytes.
    pub(crate) peak_bytes: u64,
}

/// Runs a program to its end and gives its cost.
///
/// Errors: it cannot be started, or it fails; `tossup plan` ends with 1 where the lead tab has findings, which is no failure.
pub(crate) fn cost_of(program: &OsStr, args: &[&str]) -> Result<Cost, Box<dyn Error>> {
    let mut child = Command::new(program).args(args).stdout(Stdio::null()).spawn()?;
    let used = child.wait4()?;
    if !matches!(used.status.code(), Some(0 | 1)) {
        return Err(format!("{} {}: {}", program.to_string_lossy(), args.join(" "), used.status).into());
    }
    let cpu = used.rusage.utime + used.rusage.stime;
    Ok(Cost { cpu_ms: cpu.as_secs_f64() * 1000.0, peak_bytes: used.rusage.maxrss })
}
