//! A person's mistake or a doubt in the sheet, told with place, found, expected, remedy. The pass goes on.

use std::fmt;

use super::CellRef;

/// One thing in the sheet that could not be used as it stands.
///
/// Shape: prints as `place: found …; expected …. remedy`. `found` may hold cell text: it goes to the terminal of the person who
/// asked, never to the log (the log gets `code` and place).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Short name of the kind of problem, in snake_case; stable, for logs and counts.
    pub code: &'static str,
    /// Where it is.
    pub place: CellRef,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// What to do about it.
    pub remedy: String,
    /// Work on the tab stops until it is mended.
    pub is_blocking: bool,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}; expected {}. {}", self.place, self.found, self.expected, self.remedy)
    }
}
