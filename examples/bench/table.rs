//! The printed table.

use std::fmt::Write;

use crate::measure::Cost;

/// All rounds over one answer.
#[derive(Debug)]
pub(crate) struct Sized {
    pub(crate) rows: u64,
    pub(crate) payload_bytes: u64,
    /// Floor, decode and plan of each round.
    pub(crate) rounds: Vec<[Cost; 3]>,
}

const STEPS: [&str; 3] = ["floor", "decode", "plan"];
const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// One line for each step and size: CPU time, its ratio to the floor (of the least times, and the median of the rounds' own ratios), peak
/// memory, its ratio to the payload, and time a row; then how each step grows from one size to the next.
pub(crate) fn print(sizes: &[Sized]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:>8} {:>9} {:<7} {:>9} {:>9} {:>8} {:>8} {:>9} {:>9} {:>8}",
        "rows", "payload", "step", "min ms", "median", "x floor", "median", "peak MiB", "x payload", "us/row"
    );
    for size in sizes {
        let payload = size.payload_bytes as f64 / MEBIBYTE;
        for (step, name) in STEPS.into_iter().enumerate() {
            let min = size.min_ms(step);
            let peak = size.peak_bytes(step) as f64 / MEBIBYTE;
            let _ = writeln!(
                out,
                "{:>8} {payload:>9.2} {name:<7} {min:>9.1} {:>9.1} {:>8.2} {:>8.2} {peak:>9.1} {:>9.2} {:>8.3}",
                size.rows,
                median(size.rounds.iter().map(|round| round[step].cpu_ms).collect()),
                min / size.min_ms(0),
                median(size.rounds.iter().map(|round| round[step].cpu_ms / round[0].cpu_ms).collect()),
                peak / payload,
                min * 1000.0 / size.rows as f64,
            );
        }
    }
    for pair in sizes.windows(2) {
        let _ = write!(out, "from {} to {} rows, a further row costs", pair[0].rows, pair[1].rows);
        let rows = pair[1].rows as f64 - pair[0].rows as f64;
        for (step, name) in STEPS.into_iter().enumerate() {
            let us = (pair[1].min_ms(step) - pair[0].min_ms(step)) * 1000.0 / rows;
            let bytes = (pair[1].peak_bytes(step) as f64 - pair[0].peak_bytes(step) as f64) / rows;
            let _ = write!(out, "  {name} {us:.3} us, {bytes:.0} bytes;");
        }
        out.push('\n');
    }
    out
}

impl Sized {
    fn min_ms(&self, step: usize) -> f64 {
        self.rounds.iter().map(|round| round[step].cpu_ms).fold(f64::INFINITY, f64::min)
    }

    fn peak_bytes(&self, step: usize) -> u64 {
        self.rounds.iter().map(|round| round[step].peak_bytes).max().unwrap_or(0)
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
