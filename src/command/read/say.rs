//! The readers of the core, each in the notation of the tables.

use std::fmt::Display;

use chrono::NaiveDate;

use super::kind::Kind;
use crate::decide::book::Words;
use crate::decide::calendar::business::WorkCalendar;
use crate::decide::calendar::closures::YearlyClosures;
use crate::decide::plan::Settings;
use crate::decide::reading::company::{Company, LegalForm, read_company};
use crate::decide::reading::company_pair::compare_companies;
use crate::decide::reading::date::{Direction, read_date};
use crate::decide::reading::email::{Email, read_email};
use crate::decide::reading::email_domain::{DomainKind, domain_kind};
use crate::decide::reading::industry::read_industry;
use crate::decide::reading::job_title::read_job_title;
use crate::decide::reading::numeral::parse_integer;
use crate::decide::reading::person::read_person;
use crate::decide::reading::phone::read_phone;
use crate::decide::reading::quantity::{QuantityField, read_quantity};
use crate::decide::reading::status::read_status;
use crate::decide::reading::yes_no::read_yes_no;
use crate::decide::reading::{Understood, text};
use crate::decide::scoring::phrase::{Ask, Phrase, describe, parse_phrase, question};
use crate::decide::scoring::reading_reason;

/// Business days that are counted at most, about 40 years; more is a slip of the pen.
const BUSINESS_DAYS_MAX: u32 = 10_000;

/// Which kind of text, by whose settings, on which day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) kind: Kind,
    pub(super) settings: &'a Settings,
    pub(super) today: NaiveDate,
}

/// How a text was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The meaning in the notation of the tables.
    pub(super) value: String,
    /// Code of the reason.
    pub(super) why: &'static str,
    /// The reason in Japanese.
    pub(super) sentence: String,
    /// 要確認
    pub(super) is_doubtful: bool,
}

/// What was given beside the text cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The column it stands in; `None` for the whole line.
    pub(super) column: Option<&'static str>,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) remedy: String,
}

impl Fault {
    fn of(column: &'static str, text: &str, expected: &str, remedy: &str) -> Self {
        let found = format!("{text:?}");
        Self { column: Some(column), found, expected: expected.to_owned(), remedy: remedy.to_owned() }
    }

    /// The message, with the place where the line stands.
    pub(super) fn at(&self, place: &str) -> String {
        let column = self.column.map(|column| format!(", {column}")).unwrap_or_default();
        format!("{place}{column}: found {}; expected {}. {}", self.found, self.expected, self.remedy)
    }
}

impl Asked<'_> {
    /// Reads the parts of one text. `option` is its field or item; empty where it has none.
    ///
    /// Errors: an unknown field; a start, number or set of closures that is none.
    pub(super) fn read(&self, parts: &[&str], option: &str) -> Result<Reading, Fault> {
        let first = parts.first().copied().unwrap_or_default();
        let second = parts.get(1).copied().unwrap_or_default();
        Ok(match self.kind {
            Kind::Company => self.company(read_company(first)),
            Kind::CompanyPair => self.told(compare_companies(first, second)),
            Kind::Person => self.told(read_person(first)),
            Kind::Email => self.email(read_email(first)),
            Kind::EmailDomain => self.told(kind_of_domain(first)),
            Kind::Phone => self.told(read_phone(first)),
            Kind::JobTitle => self.told(read_job_title(first, &self.settings.title_ranks)),
            Kind::Quantity => self.told(read_quantity(first, quantity_field(option)?)),
            Kind::YesNo => self.told(read_yes_no(first)),
            Kind::Date => self.told(day(read_date(first, self.today, direction(option)?))),
            Kind::Industry => self.told(read_industry(first)),
            Kind::Status => self.told(read_status(first)),
            Kind::Rule => self.rule(parse_phrase(first, Some(option).filter(|item| !item.trim().is_empty()))),
            Kind::BusinessDay => self.business_day(parts)?,
        })
    }

    fn words(&self) -> &Words {
        &self.settings.words
    }

    fn told<T: Display>(&self, read: Understood<T>) -> Reading {
        let Understood { value, why, is_doubtful } = read;
        Reading { value: value.to_string(), why, sentence: reading_reason(self.words(), why), is_doubtful }
    }

    /// The key, and what stood beside the name and is kept apart from it.
    fn company(&self, read: Understood<Company>) -> Reading {
        let words = self.words();
        let part = |name: &str, text: &str| words.fill(&format!("read.{name}"), &[("text", text)]);
        let Company { legal_form, branch, former_keys, remark, .. } = &read.value;
        let form = legal_form.map(|form| match form {
            LegalForm::Registered(form) => part("legal_form", form),
            LegalForm::SomePartnership => words.of("read", "some_partnership"),
            LegalForm::EnglishCompany => words.of("read", "english_form"),
            LegalForm::EnglishLlc => part("legal_form", "LLC"),
            LegalForm::Foreign(form) => part("foreign_form", form),
        });
        let beside = [("branch", branch), ("remark", remark)];
        let beside = beside.into_iter().filter_map(|(name, text)| Some(part(name, text.as_deref()?)));
        let former = former_keys.iter().map(|key| part("former", key));
        let parts: Vec<String> = form.into_iter().chain(former).chain(beside).collect();
        let told = self.told(read);
        if parts.is_empty() {
            return told;
        }
        Reading { sentence: format!("{}: {}", told.sentence, parts.join("、")), ..told }
    }

    /// The address, and what was probably meant where it looks mistyped.
    fn email(&self, read: Understood<Email>) -> Reading {
        let meant = match &read.value {
            Email::Known { main, .. } => main.suggestion.clone(),
            Email::None | Email::Invalid => None,
        };
        let told = self.told(read);
        let sentence = match meant {
            Some(meant) => format!("{}: {meant}", told.sentence),
            None => told.sentence,
        };
        Reading { sentence, ..told }
    }

    fn rule(&self, read: Result<Phrase, Ask>) -> Reading {
        match read {
            Ok(phrase) => {
                let why = "plain";
                let sentence = format!("{}: {}", self.words().of("why", why), describe(&phrase.condition));
                Reading { value: phrase.to_string(), why, sentence, is_doubtful: false }
            }
            Err(ask) => Reading {
                value: ask.to_string(),
                why: ask.reason,
                sentence: question(&ask),
                is_doubtful: true,
            },
        }
    }

    /// The nth business day after a start, by the given closures, else by the company's own calendar.
    fn business_day(&self, parts: &[&str]) -> Result<Reading, Fault> {
        let &[start, n, holidays] = parts else { return Err(no_business_day()) };
        let start_day = read_date(start, self.today, Direction::Any).value.ok_or_else(|| {
            Fault::of("start", start, "one day, e.g. 2026-11-20", "Write year, month and day.")
        })?;
        let days = whole(n).filter(|days| days.unsigned_abs() <= BUSINESS_DAYS_MAX).ok_or_else(|| {
            let expected = format!("a whole number of days up to {BUSINESS_DAYS_MAX}");
            Fault::of("n", n, &expected, "Write the number alone, e.g. 2.")
        })?;
        let own = &self.settings.calendar;
        let found = if holidays.trim().is_empty() {
            own.add_business_days(start_day, days)
        } else {
            let closures = YearlyClosures::from_code(holidays).ok_or_else(|| {
                let remedy = "Write one of these, or leave it empty for the calendar of the settings.";
                Fault::of("holidays", holidays, "none, nenmatsu or nenmatsu+obon", remedy)
            })?;
            WorkCalendar::japanese(closures).add_business_days(start_day, days)
        };
        let why = match found {
            None => "out_of_range",
            Some(_) if days == 0 => "same_day",
            Some(_) => "business_days_counted",
        };
        Ok(self.told(day(Understood::sure(found, why))))
    }
}

fn no_business_day() -> Fault {
    Fault {
        column: None,
        found: "too few texts".to_owned(),
        expected: "start, n and holidays".to_owned(),
        remedy: "Give all three.".to_owned(),
    }
}

/// The kind of a domain; one that looks mistyped is for a person to judge.
fn kind_of_domain(text: &str) -> Understood<DomainKind> {
    match domain_kind(text) {
        DomainKind::SuspectTypo => Understood::doubtful(DomainKind::SuspectTypo, "email_suspect_typo"),
        kind => Understood::sure(kind, "email_domain_kind"),
    }
}

/// A day in the notation of the tables.
fn day(read: Understood<Option<NaiveDate>>) -> Understood<String> {
    let Understood { value, why, is_doubtful } = read;
    let value = value.map_or_else(|| "unclear".to_owned(), |day| day.to_string());
    Understood { value, why, is_doubtful }
}

/// A whole number, negative ones too.
fn whole(raw: &str) -> Option<i32> {
    let clean = text::clean(raw);
    let (sign, digits) = clean.strip_prefix('-').map_or((1, clean.as_str()), |digits| (-1, digits));
    parse_integer(digits).and_then(|number| i32::try_from(sign * number).ok())
}

fn quantity_field(name: &str) -> Result<QuantityField, Fault> {
    match name.trim() {
        "" | "any" => Ok(QuantityField::Any),
        "employees" => Ok(QuantityField::Employees),
        "visits" => Ok(QuantityField::Visits),
        "downloads" => Ok(QuantityField::Downloads),
        other => Err(unknown_field(other, "employees, visits, downloads or any")),
    }
}

fn direction(name: &str) -> Result<Direction, Fault> {
    match name.trim() {
        "" | "any" => Ok(Direction::Any),
        "past" => Ok(Direction::Past),
        "future" => Ok(Direction::Future),
        other => Err(unknown_field(other, "past, future or any")),
    }
}

fn unknown_field(name: &str, known: &str) -> Fault {
    Fault::of("field", name, known, "Write one of these, or leave it empty for any.")
}
