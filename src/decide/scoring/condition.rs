//! Conditions as the judge needs them: which cell to look at and what to ask of it.

use crate::decide::book::ColumnKey;
use crate::decide::reading::industry::Industries;

/// A condition on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// All of these hold.
    All(Vec<Clause>),
    /// At least one of these holds.
    Any(Vec<Clause>),
    /// One cell passes a test.
    Test(CellTest),
}

impl Clause {
    /// The tests, in the order in which they stand.
    pub fn tests(&self) -> Vec<&CellTest> {
        match self {
            Clause::Test(test) => vec![test],
            Clause::All(parts) | Clause::Any(parts) => parts.iter().flat_map(Clause::tests).collect(),
        }
    }

    /// The condition without brackets around a single part.
    pub fn plain(&self) -> &Clause {
        match self {
            Clause::All(parts) | Clause::Any(parts) if parts.len() == 1 => parts[0].plain(),
            _ => self,
        }
    }

    /// The condition that holds where this one does not.
    pub fn contrary(self) -> Self {
        let all = |parts: Vec<Clause>| parts.into_iter().map(Clause::contrary).collect();
        match self {
            Clause::All(parts) => Clause::Any(all(parts)),
            Clause::Any(parts) => Clause::All(all(parts)),
            Clause::Test(test) => Clause::Test(CellTest { is_negated: !test.is_negated, ..test }),
        }
    }

    /// The only test, where there is just one.
    pub fn only_test(&self) -> Option<&CellTest> {
        match self {
            Clause::Test(test) => Some(test),
            Clause::All(parts) | Clause::Any(parts) => match parts.as_slice() {
                [part] => part.only_test(),
                _ => None,
            },
        }
    }
}

/// One question to one cell of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellTest {
    /// Which cell.
    pub place: Place,
    /// What is asked.
    pub question: Question,
    /// The contrary is wanted; what cannot be told stays unknown.
    pub is_negated: bool,
}

/// Which column of the lead tab a test looks at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A column of the contract.
    Column(ColumnKey),
    /// The column of a field beyond the contract, by the field's key in `config/columns.toml` under `[fields]`.
    Field(&'static str),
    /// A column that the company added itself, by header text.
    Header(String),
}

/// Whole numbers from `low` to `high`, both included; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Lowest that passes.
    pub low: Option<i64>,
    /// Highest that passes.
    pub high: Option<i64>,
}

impl Bounds {
    /// From `low` on.
    pub fn from(low: i64) -> Self {
        Self { low: Some(low), high: None }
    }

    /// Up to `high`.
    pub fn up_to(high: i64) -> Self {
        Self { low: None, high: Some(high) }
    }

    /// The number lies within.
    pub fn contains(self, number: i64) -> bool {
        self.low.is_none_or(|low| number >= low) && self.high.is_none_or(|high| number <= high)
    }

    /// How a span of possible numbers stands to these bounds: all within, none within, or it straddles.
    pub fn holds_span(self, low: Option<i64>, high: Option<i64>) -> Option<bool> {
        let least = low.unwrap_or(i64::MIN);
        let most = high.unwrap_or(i64::MAX);
        let (from, to) = (self.low.unwrap_or(i64::MIN), self.high.unwrap_or(i64::MAX));
        if most < from || least > to {
            Some(false)
        } else if least >= from && most <= to {
            Some(true)
        } else {
            None
        }
    }
}

/// Which answers of a yes/no cell pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// 参加, あり, 済
    pub yes: bool,
    /// 不参加, なし
    pub no: bool,
    /// 途中退出
    pub partial: bool,
}

/// What a number counts, because the same text is read differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// People of a company.
    Employees,
    /// Site visits and the like.
    Visits,
    /// Downloads.
    Downloads,
    /// Anything else.
    Other,
    /// Money, with 万, 億 and the like.
    Yen,
}

/// How time is counted back from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Whole days.
    Days,
    /// Whole months.
    Months,
    /// Whole years.
    Years,
    /// Whole months from today on, for planned dates.
    MonthsAhead,
}

/// What must be in a cell to call it filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// Anything.
    Any,
    /// A company name.
    Company,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
}

/// What is asked of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// A number within bounds.
    Quantity(Measure, Bounds),
    /// How often, for rules that pay per occurrence: the number in steps of this many.
    Times(Measure, i64),
    /// A job title whose rank lies within bounds; rank 0 is unknown.
    Rank(Bounds),
    /// A yes/no answer.
    Answer(Answers),
    /// A mark, or one of these words. Where the mark is set only where it applies, a blank cell means that it does not.
    Marked {
        /// Words that stand for the mark.
        words: &'static [&'static str],
        /// A blank cell means no.
        is_blank_no: bool,
    },
    /// Only registered, did not come.
    RegisteredOnly,
    /// An industry of ターゲット業種.
    TargetIndustry,
    /// An industry of these.
    Industry(Industries),
    /// A prefecture of these, by its full name.
    Prefecture(Vec<String>),
    /// An e-mail address whose domain is of one of these kinds.
    DomainKind(Vec<String>),
    /// A channel of these, by the code that phrases give it.
    Channel(Vec<String>),
    /// The whole text is one of these.
    Words(Vec<String>),
    /// The text contains one of these.
    Contains(Vec<String>),
    /// The text holds one of these and nothing else beside it.
    OnlyContains(Vec<String>),
    /// The cell is filled in.
    Filled(Filled),
    /// A date so long ago.
    Elapsed(Since, Bounds),
}
