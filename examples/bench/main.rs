//! Measures the read path; `scripts/bench` builds and starts it.
//!
//! `bench run TOSSUP [--rounds N] [--all | ROWS…]` makes the answers where they are missing and prints the table. `bench make FILE ROWS`,
//! `bench floor FILE` and `bench decode FILE` are the single steps, each in a process of its own, so that time and memory are the
//! whole process's.

mod measure;
mod sheet;
mod table;
mod texts;

use std::error::Error;
use std::path::{Path, PathBuf};

use measure::{Cost, cost_of};
use table::Sized;

const ROWS: [u64; 3] = [1_000, 10_000, 100_000];
const ROWS_ALL: [u64; 4] = [1_000, 10_000, 100_000, 700_000];
/// Fewer rounds say nothing on a machine that does other work beside.
const ROUNDS_MIN: usize = 5;
/// Where the answers are kept between runs.
const FOLDER: &str = "target/bench";
/// The moment that the plan is made for, so that every run reads the same ages of the same dates.
const NOW: &str = "2026-11-24T09:00:00+09:00";

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", file, rows] => sheet::make(Path::new(file), rows.parse()?),
        ["floor", file] => floor(file),
        ["decode", file] => decode(file),
        ["run", tossup, rest @ ..] => run(tossup, rest),
        _ => Err("expected run TOSSUP, make FILE ROWS, floor FILE or decode FILE".into()),
    }
}

/// The least that a reader of JSON can do.
fn floor(file: &str) -> Result<(), Box<dyn Error>> {
    let body = std::fs::read(file)?;
    let serde::de::IgnoredAny = serde_json::from_slice(&body)?;
    Ok(())
}

fn decode(file: &str) -> Result<(), Box<dyn Error>> {
    let decoded = tossup::edge::google::decode::decode_from(&mut std::fs::File::open(file)?)?;
    let cells: usize = decoded.ranges.iter().flat_map(|range| &range.columns).map(Vec::len).sum();
    println!("{cells} cells");
    Ok(())
}

struct Wish {
    rows: Vec<u64>,
    rounds: usize,
}

fn wish(words: &[&str]) -> Result<Wish, Box<dyn Error>> {
    let mut wish = Wish { rows: Vec::new(), rounds: ROUNDS_MIN };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--all" => wish.rows = ROWS_ALL.to_vec(),
            "--rounds" => wish.rounds = words.next().ok_or("--rounds needs a number")?.parse()?,
            rows => {
                let rows = rows
                    .parse()
                    .map_err(|_| format!("found {rows}; expected a number of rows, --rounds or --all"))?;
                wish.rows.push(rows);
            }
        }
    }
    if wish.rows.is_empty() {
        wish.rows = ROWS.to_vec();
    }
    Ok(wish)
}

fn run(tossup: &str, words: &[&str]) -> Result<(), Box<dyn Error>> {
    let Wish { rows, rounds } = wish(words)?;
    let me = std::env::current_exe()?;
    std::fs::create_dir_all(FOLDER)?;
    let mut sizes = Vec::new();
    for rows in rows {
        let file = PathBuf::from(FOLDER).join(format!("values_{rows}.json"));
        // In a process of its own: a child's peak begins at what its parent holds when it starts it.
        if !file.exists() {
            cost_of(me.as_os_str(), &["make", &file.to_string_lossy(), &rows.to_string()])?;
        }
        sizes.push(rounds_of(&me, tossup, (&file, rows, rounds))?);
    }
    print!("{}", table::print(&sizes));
    Ok(())
}

/// Floor, decode and plan by turns, so that what else the machine does falls on all three.
fn rounds_of(
    me: &Path,
    tossup: &str,
    (file, rows, rounds): (&Path, u64, usize),
) -> Result<Sized, Box<dyn Error>> {
    let payload_bytes = std::fs::metadata(file)?.len();
    let name = file.to_string_lossy();
    let mut sized = Sized { rows, payload_bytes, rounds: Vec::new() };
    for _ in 0..rounds {
        let round: [Cost; 3] = [
            cost_of(me.as_os_str(), &["floor", &name])?,
            cost_of(me.as_os_str(), &["decode", &name])?,
            cost_of(tossup.as_ref(), &["plan", "--now", NOW, "--values", &name])?,
        ];
        sized.rounds.push(round);
    }
    Ok(sized)
}
