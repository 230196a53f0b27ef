//! Operators and functions. To add a function, write it and enter it in [`FUNCTIONS`].

use std::cmp::Ordering;

use super::criteria::Criterion;
use super::evaluate::{Evaluator, Operand, to_number};
use super::parse::Expression;
use crate::grid::Fault;
use crate::values::Shown;

type Place = (usize, u32, u32);
type Worked = Result<Shown, Fault>;

/// A call under way: where, and with what.
struct Call<'call, 'book> {
    evaluator: &'call Evaluator<'book>,
    place: Place,
    arguments: &'call [Expression],
}

type Function = fn(&Call<'_, '_>) -> Worked;

/// Name, fewest arguments, most arguments, work.
const FUNCTIONS: [(&str, usize, usize, Function); 22] = [
    ("SUM", 1, 255, |call| call.fold(0.0, |sum, value| sum + value)),
    ("MIN", 1, 255, |call| call.extreme(f64::min)),
    ("MAX", 1, 255, |call| call.extreme(f64::max)),
    ("AVERAGE", 1, 255, average),
    ("COUNT", 1, 255, |call| call.count(|value| matches!(value, Shown::Number(_)))),
    ("COUNTA", 1, 255, |call| call.count(|value| *value != Shown::Empty)),
    ("COUNTIF", 2, 2, counted),
    ("COUNTIFS", 2, 254, counted),
    ("SUMIF", 2, 3, sum_if),
    ("IF", 2, 3, choose),
    ("IFERROR", 1, 2, |call| match call.scalar(0) {
        Shown::Fault(_) => Ok(call.scalar(1)),
        value => Ok(value),
    }),
    ("AND", 1, 255, |call| Ok(Shown::Truth(call.truths()?.into_iter().all(|truth| truth)))),
    ("OR", 1, 255, |call| Ok(Shown::Truth(call.truths()?.into_iter().any(|truth| truth)))),
    ("NOT", 1, 1, |call| Ok(Shown::Truth(!to_truth(&call.scalar(0))?))),
    ("ISBLANK", 1, 1, |call| Ok(Shown::Truth(call.scalar(0) == Shown::Empty))),
    ("ISERROR", 1, 1, |call| Ok(Shown::Truth(matches!(call.scalar(0), Shown::Fault(_))))),
    ("ROUND", 1, 2, round),
    ("LEN", 1, 1, |call| Ok(Shown::Number(call.text(0)?.chars().count() as f64))),
    ("TRIM", 1, 1, |call| Ok(Shown::Text(call.text(0)?.split_whitespace().collect::<Vec<_>>().join(" ")))),
    ("TODAY", 0, 0, |call| Ok(Shown::Number(call.now().floor()))),
    ("NOW", 0, 0, |call| Ok(Shown::Number(call.now()))),
    ("NA", 0, 0, |_| Err(Fault::NotAvailable)),
];

/// Works out a function; one that is not known shows `#NAME?`.
pub(crate) fn call(evaluator: &Evaluator<'_>, place: Place, name: &str, arguments: &[Expression]) -> Shown {
    let Some((_, least, most, work)) = FUNCTIONS.iter().find(|entry| entry.0 == name) else {
        return Shown::Fault(Fault::Name);
    };
    if !(*least..=*most).contains(&arguments.len()) {
        return Shown::Fault(Fault::NotAvailable);
    }
    work(&Call { evaluator, place, arguments }).unwrap_or_else(Shown::Fault)
}

impl Call<'_, '_> {
    fn scalar(&self, at: usize) -> Shown {
        self.arguments.get(at).map_or(Shown::Empty, |argument| self.evaluator.scalar(self.place, argument))
    }

    fn text(&self, at: usize) -> Result<String, Fault> {
        to_text(&self.scalar(at))
    }

    /// Each value of one argument, with whether it came from a cell.
    fn each(&self, at: usize, tell: &mut dyn FnMut(Shown, bool)) {
        match self.arguments.get(at).map(|argument| self.evaluator.operand(self.place, argument)) {
            Some(Operand::One(value)) => tell(value, false),
            Some(Operand::Cells(sheet, block)) => {
                let used = self.evaluator.book.core.sheets[sheet].grid.len();
                for row in block.top..block.bottom.min(u32::try_from(used).unwrap_or(u32::MAX)) {
                    for column in block.left..block.right {
                        tell(self.evaluator.value(sheet, row, column), true);
                    }
                }
            }
            None => {}
        }
    }

    /// The numbers of all arguments; texts in cells are passed over, faults end the work.
    fn numbers(&self) -> Result<Vec<f64>, Fault> {
        let mut numbers = Vec::new();
        let mut failed = None;
        for at in 0..self.arguments.len() {
            self.each(at, &mut |value, from_cell| match value {
                Shown::Number(number) => numbers.push(number),
                Shown::Fault(fault) => failed = failed.or(Some(fault)),
                _ if from_cell => {}
                other => match to_number(&other) {
                    Ok(number) => numbers.push(number),
                    Err(fault) => failed = failed.or(Some(fault)),
                },
            });
        }
        failed.map_or(Ok(numbers), Err)
    }

    fn fold(&self, start: f64, join: fn(f64, f64) -> f64) -> Worked {
        Ok(Shown::Number(self.numbers()?.into_iter().fold(start, join)))
    }

    fn extreme(&self, pick: fn(f64, f64) -> f64) -> Worked {
        Ok(Shown::Number(self.numbers()?.into_iter().reduce(pick).unwrap_or(0.0)))
    }

    fn count(&self, counts: fn(&Shown) -> bool) -> Worked {
        let mut count = 0.0;
        for at in 0..self.arguments.len() {
            self.each(at, &mut |value, _| count += f64::from(u8::from(counts(&value))));
        }
        Ok(Shown::Number(count))
    }

    fn truths(&self) -> Result<Vec<bool>, Fault> {
        let mut truths = Vec::new();
        let mut failed = None;
        for at in 0..self.arguments.len() {
            self.each(at, &mut |value, from_cell| match (to_truth(&value), &value) {
                (_, Shown::Text(_) | Shown::Empty) if from_cell => {}
                (Ok(truth), _) => truths.push(truth),
                (Err(fault), _) => failed = failed.or(Some(fault)),
            });
        }
        failed.map_or(Ok(truths), Err)
    }

    fn now(&self) -> f64 {
        use chrono::{Datelike, Timelike};
        let now = self.evaluator.now();
        let day = crate::values::date_serial(now.year(), now.month(), now.day()).unwrap_or(0.0);
        day + f64::from(now.num_seconds_from_midnight()) / 86_400.0
    }
}

fn average(call: &Call<'_, '_>) -> Worked {
    let numbers = call.numbers()?;
    if numbers.is_empty() {
        return Err(Fault::DivideByZero);
    }
    Ok(Shown::Number(numbers.iter().sum::<f64>() / numbers.len() as f64))
}

fn choose(call: &Call<'_, '_>) -> Worked {
    let truth = to_truth(&call.scalar(0))?;
    match (truth, call.arguments.len()) {
        (true, _) => Ok(call.scalar(1)),
        (false, 2) => Ok(Shown::Truth(false)),
        (false, _) => Ok(call.scalar(2)),
    }
}

/// COUNTIF and COUNTIFS: how many places meet every criterion; the stretches must be equally large.
fn counted(call: &Call<'_, '_>) -> Worked {
    let mut meets: Option<Vec<bool>> = None;
    for pair in 0..call.arguments.len() / 2 {
        let criterion = Criterion::new(&call.scalar(pair * 2 + 1));
        let mut own = Vec::new();
        call.each(pair * 2, &mut |value, _| own.push(criterion.meets(&value)));
        meets = Some(match meets {
            None => own,
            Some(known) if known.len() == own.len() => {
                known.iter().zip(&own).map(|(a, b)| *a && *b).collect()
            }
            Some(_) => return Err(Fault::Value),
        });
    }
    Ok(Shown::Number(meets.unwrap_or_default().into_iter().filter(|meets| *meets).count() as f64))
}

fn sum_if(call: &Call<'_, '_>) -> Worked {
    let criterion = Criterion::new(&call.scalar(1));
    let mut meets = Vec::new();
    call.each(0, &mut |value, _| meets.push(criterion.meets(&value)));
    let (mut sum, mut at) = (0.0, 0);
    call.each(if call.arguments.len() > 2 { 2 } else { 0 }, &mut |value, _| {
        if let (Shown::Number(number), Some(true)) = (value, meets.get(at)) {
            sum += number;
        }
        at += 1;
    });
    Ok(Shown::Number(sum))
}

fn round(call: &Call<'_, '_>) -> Worked {
    let value = to_number(&call.scalar(0))?;
    let places = to_number(&call.scalar(1))?.clamp(-15.0, 15.0);
    let factor = 10f64.powf(places.trunc());
    Ok(Shown::Number((value * factor * (1.0 + f64::EPSILON)).round() / factor))
}

/// A binary operator.
pub(crate) fn pair(sign: &str, left: &Shown, right: &Shown) -> Shown {
    worked_pair(sign, left, right).unwrap_or_else(Shown::Fault)
}

fn worked_pair(sign: &str, left: &Shown, right: &Shown) -> Worked {
    for side in [left, right] {
        if let Shown::Fault(fault) = side {
            return Err(*fault);
        }
    }
    if sign == "&" {
        return Ok(Shown::Text(to_text(left)? + &to_text(right)?));
    }
    if matches!(sign, "=" | "<>" | "<" | "<=" | ">" | ">=") {
        let order = compare(left, right);
        return Ok(Shown::Truth(match sign {
            "=" => order == Ordering::Equal,
            "<>" => order != Ordering::Equal,
            "<" => order == Ordering::Less,
            "<=" => order != Ordering::Greater,
            ">" => order == Ordering::Greater,
            _ => order != Ordering::Less,
        }));
    }
    let (left, right) = (to_number(left)?, to_number(right)?);
    let value = match sign {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" if right == 0.0 => return Err(Fault::DivideByZero),
        "/" => left / right,
        _ => left.powf(right),
    };
    if value.is_finite() { Ok(Shown::Number(value)) } else { Err(Fault::Number) }
}

/// Order of Sheets: numbers, then texts without regard to case, then truths; an empty cell is 0, "" or FALSE.
pub(crate) fn compare(left: &Shown, right: &Shown) -> Ordering {
    let rank = |value: &Shown| match value {
        Shown::Empty => 0,
        Shown::Number(_) => 1,
        Shown::Text(_) => 2,
        Shown::Truth(_) => 3,
        Shown::Fault(_) => 4,
    };
    match (left, right) {
        (Shown::Number(left), Shown::Number(right)) => left.partial_cmp(right).unwrap_or(Ordering::Equal),
        (Shown::Text(left), Shown::Text(right)) => left.to_lowercase().cmp(&right.to_lowercase()),
        (Shown::Truth(left), Shown::Truth(right)) => left.cmp(right),
        (Shown::Empty, Shown::Number(_)) => compare(&Shown::Number(0.0), right),
        (Shown::Number(_), Shown::Empty) => compare(left, &Shown::Number(0.0)),
        (Shown::Empty, Shown::Text(_)) => compare(&Shown::Text(String::new()), right),
        (Shown::Text(_), Shown::Empty) => compare(left, &Shown::Text(String::new())),
        (Shown::Empty, Shown::Truth(_)) => compare(&Shown::Truth(false), right),
        (Shown::Truth(_), Shown::Empty) => compare(left, &Shown::Truth(false)),
        _ => rank(left).cmp(&rank(right)),
    }
}

fn to_truth(value: &Shown) -> Result<bool, Fault> {
    match value {
        Shown::Truth(truth) => Ok(*truth),
        Shown::Number(number) => Ok(*number != 0.0),
        Shown::Empty => Ok(false),
        Shown::Fault(fault) => Err(*fault),
        Shown::Text(text) => match text.to_ascii_lowercase().as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Fault::Value),
        },
    }
}

fn to_text(value: &Shown) -> Result<String, Fault> {
    match value {
        Shown::Empty => Ok(String::new()),
        Shown::Text(text) => Ok(text.clone()),
        Shown::Number(number) => Ok(crate::values::general(*number)),
        Shown::Truth(truth) => Ok(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        Shown::Fault(fault) => Err(*fault),
    }
}
