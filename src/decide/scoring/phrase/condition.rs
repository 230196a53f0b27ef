//! Conditions on a lead as values: which field, which comparison, which value.

use std::fmt;

/// What a condition looks at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// One of the fields that every sheet may have.
    Known(KnownField),
    /// A column that the company added itself, by its header text.
    Column(String),
}

macro_rules! known_fields {
    ($($variant:ident $key:literal $doc:literal),+ $(,)?) => {
        /// The fields of `domain/README.md` section 7.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum KnownField {
            $(#[doc = $doc] $variant,)+
        }

        impl KnownField {
            /// All fields.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The field's code as in the tables.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }
        }
    };
}

known_fields! {
    Employees "employees" "People of the company.",
    CapitalYen "capital_yen" "Capital in yen.",
    RevenueYen "revenue_yen" "Yearly revenue in yen.",
    YearsSinceFounded "years_since_founded" "Years since the company was founded.",
    IsListed "is_listed" "The company is listed on a stock exchange.",
    Industry "industry" "Divisions of the industry classification.",
    Prefecture "prefecture" "Prefecture of the company.",
    Country "country" "Country of the company, two letters.",
    Company "company" "Company name.",
    TitleRank "title_rank" "Rank of the job title.",
    Title "title" "Job title as written.",
    Department "department" "Department as written.",
    Email "email" "E-mail address.",
    EmailDomainKind "email_domain_kind" "Kind of the e-mail domain.",
    Phone "phone" "Phone number.",
    DecisionMaker "decision_maker" "The person decides on purchases.",
    Downloads "downloads" "Downloads of documents.",
    Webinar "webinar" "Took part in a webinar.",
    WebinarCount "webinar_count" "Webinars taken part in.",
    WebinarRegisteredOnly "webinar_registered_only" "Registered for a webinar and did not come.",
    Exhibition "exhibition" "Came to an exhibition.",
    BusinessCard "business_card" "Business cards were exchanged.",
    SurveyAnswered "survey_answered" "Answered a survey.",
    Visits "visits" "Visits of the web site.",
    LastVisitDays "last_visit_days" "Days since the last visit of the web site.",
    PageViewed "page_viewed" "Pages of the web site that were seen.",
    PageViewedOnly "page_viewed_only" "The only page that was seen.",
    Inquiry "inquiry" "Sent an inquiry.",
    QuoteRequested "quote_requested" "Asked for a quotation.",
    DemoRequested "demo_requested" "Asked for a demonstration.",
    Trial "trial" "Tries the product.",
    EmailOpens "email_opens" "Mails opened.",
    EmailClicks "email_clicks" "Links in mails clicked.",
    Newsletter "newsletter" "Receives the newsletter.",
    Unsubscribed "unsubscribed" "Wants no more mails.",
    LastContactDays "last_contact_days" "Days since the last contact.",
    LastContactMonths "last_contact_months" "Months since the last contact.",
    LastActivityMonths "last_activity_months" "Months since anything happened.",
    HandoverBusinessDays "handover_business_days" "Business days since the hand-over.",
    Status "status" "State of the contact.",
    Score "score" "Total score.",
    Source "source" "Channel through which the lead came.",
    TimingMonths "timing_months" "Months until the planned introduction.",
    Budget "budget" "There is a budget.",
    BudgetYen "budget_yen" "Budget in yen.",
    IsCompetitor "is_competitor" "The lead is a competitor.",
    IsStudent "is_student" "The lead is a student.",
    IsExistingCustomer "is_existing_customer" "The company is a customer already.",
    IsSoleProprietor "is_sole_proprietor" "The lead is a sole proprietor.",
}

impl Field {
    /// The field's code; an own column is its header text behind `column:`.
    pub fn key(&self) -> String {
        match self {
            Self::Known(field) => field.key().to_owned(),
            Self::Column(header) => format!("column:{header}"),
        }
    }
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// At least.
    AtLeast,
    /// More than.
    MoreThan,
    /// At most.
    AtMost,
    /// Less than.
    LessThan,
    /// Equal.
    Equal,
    /// Not equal.
    NotEqual,
    /// Within two limits, both included.
    Between,
    /// One of several.
    In,
    /// None of several.
    NotIn,
    /// Contains a text.
    Contains,
    /// Is filled in.
    Exists,
    /// Is empty.
    Missing,
    /// Pays once for each so many.
    PerCount,
}

impl Op {
    /// The comparison's code as in the tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Between => "between",
            Self::In => "in",
            Self::NotIn => "not_in",
            Self::Contains => "contains",
            Self::Exists => "exists",
            Self::Missing => "missing",
            Self::PerCount => "per_count",
        }
    }
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operand {
    /// A whole number; money in yen.
    Integer(i64),
    /// Two limits, both included, the lower first.
    Pair(i64, i64),
    /// A text or code.
    Text(String),
    /// Several texts or codes.
    Texts(Vec<String>),
    /// The company's list of target industries.
    TargetIndustries,
    /// True or false.
    Flag(bool),
}

/// When a rule pays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Every part holds.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// One field compares as wanted.
    Test {
        /// What is looked at.
        field: Field,
        /// How it is compared.
        op: Op,
        /// With what.
        value: Operand,
    },
}

impl Condition {
    /// A comparison of a known field.
    pub fn test(field: KnownField, op: Op, value: Operand) -> Self {
        Self::Test { field: Field::Known(field), op, value }
    }

    /// The known field that all tests share, if they do.
    pub fn shared_field(&self) -> Option<KnownField> {
        match self {
            Self::Test { field: Field::Known(field), .. } => Some(*field),
            Self::Test { .. } => None,
            Self::All(parts) | Self::Any(parts) => {
                let first = parts.first()?.shared_field()?;
                parts.iter().all(|part| part.shared_field() == Some(first)).then_some(first)
            }
        }
    }
}

/// The notation of the tables: JSON.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, parts) = match self {
            Self::Test { field, op, value } => {
                return write!(
                    f,
                    "{{\"field\":{},\"op\":\"{}\",\"value\":{value}}}",
                    quoted(&field.key()),
                    op.code()
                );
            }
            Self::All(parts) => ("all", parts),
            Self::Any(parts) => ("any", parts),
        };
        write!(f, "{{\"{name}\":[")?;
        for (place, part) in parts.iter().enumerate() {
            write!(f, "{}{part}", if place == 0 { "" } else { "," })?;
        }
        f.write_str("]}")
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => write!(f, "{number}"),
            Self::Pair(low, high) => write!(f, "[{low},{high}]"),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Texts(texts) => {
                let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                write!(f, "[{}]", all.join(","))
            }
            Self::TargetIndustries => f.write_str("\"@target_industries\""),
            Self::Flag(flag) => write!(f, "{flag}"),
        }
    }
}

/// A JSON string.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
