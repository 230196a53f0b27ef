//! What `tossup read` can read, and which cells each kind needs.

use clap::ValueEnum;

use super::say::Fault;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum Kind {
    /// The keys of a company's name; `-` for none.
    Company,
    /// Whether two names are one company: same, different, ask.
    CompanyPair,
    /// A person's name; `-` for none.
    Person,
    /// The rank of a job title, 0 to 90.
    JobTitle,
    /// A count: =n, ~n, a..b, a.., ..b, unknown.
    Quantity,
    /// yes, no, partial, unknown.
    YesNo,
    /// A day, or unclear.
    Date,
    /// Letters of the industry classification; `?` for none.
    Industry,
    /// State and result of a hand-over.
    Status,
    /// The condition of a rule as JSON.
    Rule,
    /// The nth business day after a day.
    BusinessDay,
}

impl Kind {
    /// The name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::CompanyPair => "company_pair",
            Self::Person => "person",
            Self::JobTitle => "job_title",
            Self::Quantity => "quantity",
            Self::YesNo => "yes_no",
            Self::Date => "date",
            Self::Industry => "industry",
            Self::Status => "status",
            Self::Rule => "rule",
            Self::BusinessDay => "business_day",
        }
    }

    /// The columns that a CSV needs, in the order of the parts.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::CompanyPair => &["a", "b"],
            Self::BusinessDay => &["start", "n", "holidays"],
            _ => &["input"],
        }
    }

    /// The column, and the flag, that says more about the text.
    pub(super) fn option(self) -> Option<&'static str> {
        match self {
            Self::Quantity | Self::Date => Some("field"),
            Self::Rule => Some("item"),
            _ => None,
        }
    }

    /// The kinds that know this column.
    pub(super) fn with_option(name: &str) -> impl Iterator<Item = Self> {
        Self::value_variants().iter().copied().filter(move |kind| kind.option() == Some(name))
    }

    /// One reading needs several texts.
    pub(super) fn has_parts(self) -> bool {
        self.columns().len() > 1
    }

    /// As many parts as the kind has columns; the closures of a business day may be left out.
    pub(super) fn filled_up<'t>(self, parts: &[&'t str]) -> Result<Vec<&'t str>, Fault> {
        let columns = self.columns();
        let mut parts = parts.to_vec();
        if self == Self::BusinessDay && parts.len() + 1 == columns.len() {
            parts.push("");
        }
        if parts.len() == columns.len() {
            return Ok(parts);
        }
        Err(Fault {
            column: None,
            found: format!("{} texts for {}", parts.len(), self.name()),
            expected: format!("{}: {}", columns.len(), columns.join(", ")),
            remedy: "Give each as one argument, in quotes where it holds blanks, or with tabs between them on a line of standard input."
                .to_owned(),
        })
    }
}
