//! Formulas: reading them, working them out, and keeping their references right.
//!
//! A function is one entry in [`functions::FUNCTIONS`]; one that is not there shows `#NAME?`.

mod criteria;
mod evaluate;
mod follow;
mod functions;
mod lex;
mod parse;

pub(crate) use evaluate::Evaluator;
pub(crate) use follow::{follow, shifted};
pub(crate) use functions::compare;

/// Whether the text, with its leading `=`, can be read as a formula.
pub(crate) fn is_formula(text: &str) -> bool {
    parse::parse(text).is_some()
}
