//! Working out formulas: each cell once per answer, dependencies first, circles as `#REF!`.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::functions;
use super::lex::Reference;
use super::parse::{Expression, parse};
use crate::a1::{Area, Block};
use crate::grid::{Book, Cell, Fault};
use crate::values::{Shown, Typed, parse_typed};
use crate::zone;

type Place = (usize, u32, u32);

/// Works out the formulas of one book at one instant; remembers what it worked out.
pub(crate) struct Evaluator<'book> {
    pub(crate) book: &'book Book,
    moment: DateTime<Utc>,
    now: OnceCell<NaiveDateTime>,
    known: RefCell<HashMap<Place, Shown>>,
    read: RefCell<HashMap<u32, Option<Rc<Expression>>>>,
}

/// A value on the way: one cell's, or a stretch of cells.
#[derive(Clone, Debug)]
pub(crate) enum Operand {
    One(Shown),
    Cells(usize, Block),
}

impl<'book> Evaluator<'book> {
    pub(crate) fn new(book: &'book Book, now: DateTime<Utc>) -> Self {
        Self { book, moment: now, now: OnceCell::new(), known: RefCell::default(), read: RefCell::default() }
    }

    /// Wall time in the time zone of the spreadsheet; looked up when first asked for, because most formulas never do.
    pub(crate) fn now(&self) -> NaiveDateTime {
        *self.now.get_or_init(|| zone::named(self.book.property("timeZone")).wall_time(self.moment))
    }

    /// The value of a formula cell.
    pub(crate) fn cell(&self, sheet: usize, row: u32, column: u32) -> Shown {
        let asked = (sheet, row, column);
        let mut open: Vec<(Place, bool)> = vec![(asked, false)];
        let mut entered = std::collections::HashSet::new();
        while let Some((place, ready)) = open.pop() {
            if self.known.borrow().contains_key(&place) {
                continue;
            }
            let Some(expression) = self.expression(place) else {
                self.known.borrow_mut().insert(place, Shown::Fault(Fault::Error));
                continue;
            };
            if ready {
                let value = self.scalar(place, &expression);
                self.known.borrow_mut().insert(place, value);
                continue;
            }
            if !entered.insert(place) {
                self.known.borrow_mut().insert(place, Shown::Fault(Fault::Reference));
                continue;
            }
            open.push((place, true));
            self.needed(place, &expression, &mut |inner| {
                if !self.known.borrow().contains_key(&inner) {
                    open.push((inner, false));
                }
            });
        }
        self.known.borrow().get(&asked).cloned().unwrap_or(Shown::Fault(Fault::Error))
    }

    /// The value of a formula that stands in no cell, seen from this place.
    pub(crate) fn formula(&self, place: Place, text: &str) -> Shown {
        let Some(expression) = parse(text) else { return Shown::Fault(Fault::Error) };
        self.needed(place, &expression, &mut |(sheet, row, column)| {
            self.cell(sheet, row, column);
        });
        self.scalar(place, &expression)
    }

    fn expression(&self, (sheet, row, column): Place) -> Option<Rc<Expression>> {
        let Cell::Formula(text) = self.book.core.sheets[sheet].cell(row, column) else { return None };
        let mut read = self.read.borrow_mut();
        read.entry(text).or_insert_with(|| parse(self.book.pool.text(text)).map(Rc::new)).clone()
    }

    /// Names every formula cell that the expression looks at.
    fn needed(&self, place: Place, expression: &Expression, tell: &mut dyn FnMut(Place)) {
        match expression {
            Expression::Reference(_) | Expression::Name(_) => {
                let Operand::Cells(sheet, block) = self.operand(place, expression) else { return };
                let grid = &self.book.core.sheets[sheet].grid;
                for row in block.top..block.bottom.min(u32::try_from(grid.len()).unwrap_or(u32::MAX)) {
                    let cells = &grid[row as usize].cells;
                    let right = cells.len().min(block.right as usize);
                    let columns =
                        (block.left..block.right).zip(&cells[right.min(block.left as usize)..right]);
                    columns
                        .filter(|(_, cell)| matches!(cell, Cell::Formula(_)))
                        .for_each(|(column, _)| tell((sheet, row, column)));
                }
            }
            Expression::Call(_, arguments) => {
                arguments.iter().for_each(|argument| self.needed(place, argument, tell));
            }
            Expression::Negate(inner) | Expression::Percent(inner) => self.needed(place, inner, tell),
            Expression::Pair(_, left, right) => {
                self.needed(place, left, tell);
                self.needed(place, right, tell);
            }
            _ => {}
        }
    }

    /// The expression as one value; a stretch of several cells is `#VALUE!`.
    pub(crate) fn scalar(&self, place: Place, expression: &Expression) -> Shown {
        match self.operand(place, expression) {
            Operand::One(value) => value,
            Operand::Cells(sheet, block) if block.height() == 1 && block.width() == 1 => {
                self.value(sheet, block.top, block.left)
            }
            Operand::Cells(..) => Shown::Fault(Fault::Value),
        }
    }

    pub(crate) fn operand(&self, place: Place, expression: &Expression) -> Operand {
        Operand::One(match expression {
            Expression::Number(value) => Shown::Number(*value),
            Expression::Text(text) => Shown::Text(text.clone()),
            Expression::Truth(truth) => Shown::Truth(*truth),
            Expression::Fault(fault) => Shown::Fault(*fault),
            Expression::Missing => Shown::Empty,
            Expression::Reference(reference) => return self.reference(place, reference),
            Expression::Name(name) => match self.book.resolve(name) {
                Ok((sheet, area)) => return self.cells(sheet, &area),
                Err(_) => Shown::Fault(Fault::Name),
            },
            Expression::Call(name, arguments) => functions::call(self, place, name, arguments),
            Expression::Negate(inner) => match to_number(&self.scalar(place, inner)) {
                Ok(value) => Shown::Number(-value),
                Err(fault) => Shown::Fault(fault),
            },
            Expression::Percent(inner) => match to_number(&self.scalar(place, inner)) {
                Ok(value) => Shown::Number(value / 100.0),
                Err(fault) => Shown::Fault(fault),
            },
            Expression::Pair(sign, left, right) => {
                functions::pair(sign, &self.scalar(place, left), &self.scalar(place, right))
            }
        })
    }

    fn reference(&self, place: Place, reference: &Reference) -> Operand {
        let sheet = match &reference.tab {
            None => Some(place.0),
            Some(tab) => {
                let sheets = &self.book.core.sheets;
                sheets.iter().position(|sheet| sheet.title().to_lowercase() == tab.to_lowercase())
            }
        };
        let Some(sheet) = sheet else { return Operand::One(Shown::Fault(Fault::Reference)) };
        let last = reference.last.as_ref().unwrap_or(&reference.first);
        let ends = |first: Option<super::lex::Mark>, last: Option<super::lex::Mark>| match (first, last) {
            (Some(first), Some(last)) => (first.at.min(last.at), Some(first.at.max(last.at) + 1)),
            (Some(mark), None) | (None, Some(mark)) => (mark.at, None),
            (None, None) => (0, None),
        };
        let (top, bottom) = ends(reference.first.row, last.row);
        let (left, right) = ends(reference.first.column, last.column);
        self.cells(sheet, &Area { top, left, bottom, right })
    }

    fn cells(&self, sheet: usize, area: &Area) -> Operand {
        match self.book.core.sheets[sheet].clip(area) {
            Ok(block) => Operand::Cells(sheet, block),
            Err(_) => Operand::One(Shown::Fault(Fault::Reference)),
        }
    }

    /// The value of any cell; a formula must have been worked out before.
    pub(crate) fn value(&self, sheet: usize, row: u32, column: u32) -> Shown {
        if let Cell::Formula(_) = self.book.core.sheets[sheet].cell(row, column) {
            let known = self.known.borrow().get(&(sheet, row, column)).cloned();
            return known.unwrap_or(Shown::Fault(Fault::Reference));
        }
        crate::values::effective(self, sheet, row, column)
    }
}

/// The value as a number, as arithmetic takes it.
pub(crate) fn to_number(value: &Shown) -> Result<f64, Fault> {
    match value {
        Shown::Empty => Ok(0.0),
        Shown::Number(number) => Ok(*number),
        Shown::Truth(truth) => Ok(f64::from(u8::from(*truth))),
        Shown::Fault(fault) => Err(*fault),
        Shown::Text(text) => match parse_typed(text, "en_US") {
            Typed::Number(number, _) => Ok(number),
            _ => Err(Fault::Value),
        },
    }
}
