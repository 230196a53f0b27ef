//! Rule phrases.
