//! One lead's score, explained by the same steps as in a pass: the rules in force, the row's identity, the verdicts.

use super::leads::{self, Leads};
use super::rules;
use super::sheet::{self, Part};
use super::world::World;
use crate::decide::book::{CellRef, ColumnKey, LeadId, Problem, TabKey};
use crate::decide::reading::{text, variants};
use crate::decide::scoring::{Explanation, JudgeContext, Outcome, RuleBook, explain_row, prepare};

/// Who stands in a row of the lead tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadName {
    /// The row, without a column.
    pub place: CellRef,
    /// Its id; `None` where no pass has given one yet.
    pub id: Option<LeadId>,
    /// Text of 会社名.
    pub company: String,
    /// Text of 担当者名.
    pub person: String,
}

/// A lead and why it has its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedLead {
    /// Who it is.
    pub name: LeadName,
    /// Cells, rules, points, next label.
    pub explanation: Explanation,
    /// What the own columns show of it.
    pub outcome: Outcome,
    /// The rules in force.
    pub book: RuleBook,
    /// What could not be read on スコア設定, where the last good version is in force instead.
    pub problems: Vec<Problem>,
}

/// Why no lead can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unexplained {
    /// The lead tab is missing, or its headers stop the work on it.
    NoLeadTab(Vec<Problem>),
    /// The rules look at these columns, which the read did not bring: read them too and ask again.
    Unread(Vec<String>),
    /// No lead is meant; so many were looked at.
    NotFound(usize),
    /// Several leads are meant, in the order of the tab.
    Several(Vec<LeadName>),
}

/// Explains the score of the lead that `wanted` means.
///
/// Shape: `wanted` is an id (`L-…`), else the number of a row as the sheet shows it, else a part of a company's name; of several names that
/// hold it, one that is it wins. Spelling of width, case, blanks and old kanji does not count.
pub fn explain(world: &World<'_>, wanted: &str) -> Result<ExplainedLead, Unexplained> {
    let sheet = sheet::open(world);
    let Some(part) = sheet.leads.clone() else {
        let title = world.settings.contract.title(TabKey::Leads);
        let of_leads = |problem: &Problem| problem.place.tab == title;
        return Err(Unexplained::NoLeadTab(sheet.problems.into_iter().filter(of_leads).collect()));
    };
    let mut ledger = world.ledger.clone();
    let reading = rules::read(world, &sheet, &mut ledger);
    let judged = leads::judge(world, part.clone(), &sheet, (&ledger, &reading.book));
    if judged.needs_more_columns {
        return Err(Unexplained::Unread(ledger.rules.extra_headers));
    }
    let leads = judged.leads;
    let index = find(&leads, wanted)?;
    let outcome = leads.outcome(index).cloned().ok_or(Unexplained::NotFound(0))?;
    Ok(ExplainedLead {
        name: name(&leads, index),
        explanation: explain_one(world, &part, &reading.book, index),
        outcome,
        book: reading.book,
        problems: reading.problems,
    })
}

fn explain_one(world: &World<'_>, part: &Part<'_>, book: &RuleBook, index: usize) -> Explanation {
    let settings = world.settings;
    let context =
        JudgeContext { contract: &settings.contract, words: &settings.words, today: world.now.date() };
    let judge = prepare(book, part.tab, &part.located, context);
    explain_row(&judge, part.tab, &world.snapshot.texts, index)
}

/// The only data row that is meant.
fn find(leads: &Leads<'_>, wanted: &str) -> Result<usize, Unexplained> {
    let rows: Vec<usize> = (0..leads.rows.len()).filter(|&index| leads.outcome(index).is_some()).collect();
    let clean = text::clean(wanted);
    let id: Option<LeadId> = clean.to_uppercase().parse().ok();
    let number: Option<usize> = clean.parse().ok();
    let found: Vec<usize> = match (id, number) {
        (Some(id), _) => rows.iter().copied().filter(|&index| leads.id(index) == Some(id)).collect(),
        (None, Some(number)) => rows.iter().copied().filter(|&index| index + 2 == number).collect(),
        (None, None) => named(leads, &rows, &clean),
    };
    match found.as_slice() {
        [] => Err(Unexplained::NotFound(rows.len())),
        [index] => Ok(*index),
        several => Err(Unexplained::Several(several.iter().map(|&index| name(leads, index)).collect())),
    }
}

/// Rows whose company is called so, else those whose company's name holds it.
fn named(leads: &Leads<'_>, rows: &[usize], wanted: &str) -> Vec<usize> {
    let wanted = folded(wanted);
    if wanted.is_empty() {
        return Vec::new();
    }
    let company = |index: usize| folded(&leads.part.text(ColumnKey::LeadCompany, index));
    let names: Vec<(usize, String)> = rows.iter().map(|&index| (index, company(index))).collect();
    let with = |claim: &dyn Fn(&str) -> bool| -> Vec<usize> {
        names.iter().filter(|(_, name)| claim(name)).map(|(index, _)| *index).collect()
    };
    let equal = with(&|name| name == wanted);
    if equal.is_empty() { with(&|name| name.contains(&wanted)) } else { equal }
}

fn folded(name: &str) -> String {
    variants::modern(&text::clean(name)).to_lowercase().split_whitespace().collect()
}

fn name(leads: &Leads<'_>, index: usize) -> LeadName {
    let part = &leads.part;
    let is_known = leads.tracked.known(index).is_some() || leads.carries_its_id(index);
    LeadName {
        place: CellRef {
            row: u32::try_from(index).ok().map(|index| index.saturating_add(2)),
            ..CellRef::tab(&part.tab.title)
        },
        id: leads.id(index).filter(|_| is_known),
        company: text::clean(&part.text(ColumnKey::LeadCompany, index)),
        person: text::clean(&part.text(ColumnKey::LeadPerson, index)),
    }
}
