//! Tokens to a tree, with the precedence of Sheets.

use super::lex::{Reference, Token, lex};
use crate::grid::Fault;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    Number(f64),
    Text(String),
    Truth(bool),
    Fault(Fault),
    Reference(Reference),
    /// A name that is no function: a named range.
    Name(String),
    /// A function in capital letters; an argument left out is `Missing`.
    Call(String, Vec<Expression>),
    Missing,
    Negate(Box<Expression>),
    Percent(Box<Expression>),
    Pair(&'static str, Box<Expression>, Box<Expression>),
}

/// Deepest nesting of one formula: Sheets allows about 100.
const DEPTH_MAX: usize = 100;

/// Binary operators from the loosest to the tightest.
const LEVELS: [&[&str]; 5] = [&["=", "<>", "<", "<=", ">", ">="], &["&"], &["+", "-"], &["*", "/"], &["^"]];

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

/// Reads a formula with its leading `=`; nothing where it cannot be read.
pub(crate) fn parse(text: &str) -> Option<Expression> {
    let tokens = lex(text.strip_prefix('=')?)?.into_iter().map(|entry| entry.0).collect();
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    let expression = parser.level(0)?;
    (parser.at == parser.tokens.len()).then_some(expression)
}

impl Parser {
    fn take(&mut self, signs: &[&str]) -> Option<&'static str> {
        let Some(Token::Sign(sign)) = self.tokens.get(self.at) else { return None };
        let sign = *sign;
        if signs.contains(&sign) {
            self.at += 1;
            return Some(sign);
        }
        None
    }

    fn level(&mut self, level: usize) -> Option<Expression> {
        let Some(signs) = LEVELS.get(level) else { return self.signed() };
        let mut left = self.level(level + 1)?;
        while let Some(sign) = self.take(signs) {
            let right = self.level(level + 1)?;
            left = Expression::Pair(sign, Box::new(left), Box::new(right));
        }
        Some(left)
    }

    fn signed(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return None;
        }
        let expression = match self.take(&["-", "+"]) {
            Some("-") => Expression::Negate(Box::new(self.signed()?)),
            Some(_) => self.signed()?,
            None => self.postfix()?,
        };
        self.depth -= 1;
        Some(expression)
    }

    fn postfix(&mut self) -> Option<Expression> {
        let mut expression = self.primary()?;
        while self.take(&["%"]).is_some() {
            expression = Expression::Percent(Box::new(expression));
        }
        Some(expression)
    }

    fn primary(&mut self) -> Option<Expression> {
        if self.take(&["("]).is_some() {
            let inner = self.level(0)?;
            self.take(&[")"])?;
            return Some(inner);
        }
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        match token {
            Token::Number(value) => Some(Expression::Number(value)),
            Token::Text(text) => Some(Expression::Text(text)),
            Token::Fault(fault) => Some(Expression::Fault(fault)),
            Token::Reference(reference) => Some(Expression::Reference(reference)),
            Token::Word(word) => self.word(&word),
            Token::Sign(_) => None,
        }
    }

    fn word(&mut self, word: &str) -> Option<Expression> {
        if self.take(&["("]).is_some() {
            let arguments = self.arguments()?;
            return Some(Expression::Call(word.to_ascii_uppercase(), arguments));
        }
        Some(match word.to_ascii_uppercase().as_str() {
            "TRUE" => Expression::Truth(true),
            "FALSE" => Expression::Truth(false),
            _ => Expression::Name(word.to_owned()),
        })
    }

    fn arguments(&mut self) -> Option<Vec<Expression>> {
        let mut arguments = Vec::new();
        if self.take(&[")"]).is_some() {
            return Some(arguments);
        }
        loop {
            let next = self.tokens.get(self.at);
            let missing = matches!(next, Some(Token::Sign("," | ";" | ")")));
            arguments.push(if missing { Expression::Missing } else { self.level(0)? });
            if self.take(&[")"]).is_some() {
                return Some(arguments);
            }
            self.take(&[",", ";"])?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read_or_refused() {
        for (text, readable) in [
            ("=1+2*3", true),
            ("=SUM(A1:B2;'My tab'!C:C)", true),
            ("=IF(A1>=50,\"高\",)", true),
            ("=-A1%", true),
            ("=LOG10(5)", true),
            ("=(1", false),
            ("=1+", false),
            ("=\"open", false),
            ("1+1", false),
        ] {
            assert_eq!(parse(text).is_some(), readable, "{text}");
        }
        assert!(parse(&format!("={}1{}", "(".repeat(5000), ")".repeat(5000))).is_none());
    }
}
