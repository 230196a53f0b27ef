//! Plans what `init` lays: compares the contract with the workbook's structure. Nothing that exists is changed, except by a person's word.

use chrono::{Datelike, NaiveDate};

use super::{LaidColumn, LaidFormat, LayoutPlan, LayoutStep, Settings};
use crate::decide::book::{
    ColumnContract, ColumnKey, Located, Owner, Structure, TabContract, TabKey, TabStructure, same_header,
};
use crate::decide::calendar::holidays::holidays_of_year;

/// Years of national holidays that a new tab 休日 starts with, this one included.
const HOLIDAY_YEARS: i32 = 3;

/// What a layout is planned from.
#[derive(Debug, Clone, Copy)]
pub struct LayoutWish<'a> {
    /// The workbook as it is.
    pub structure: &'a Structure,
    /// Contract, words, shipped rules.
    pub settings: &'a Settings,
    /// Header texts of own columns that a person wants adopted although they hold something.
    pub adopt: &'a [String],
    /// For the years of the holidays.
    pub today: NaiveDate,
}

/// Plans the layout.
///
/// Shape: empty when everything is there. A header of `adopt` that names no own column with content is told in `left_alone`.
pub fn plan_layout(wish: LayoutWish<'_>) -> LayoutPlan {
    let mut layout = LayoutPlan::default();
    for contract in &wish.settings.contract.tabs {
        match wish.existing(contract) {
            None => wish.add_tab(contract, &mut layout),
            Some(tab) => wish.complete_tab(contract, tab, &mut layout),
        }
    }
    wish.tell_useless_adoptions(&mut layout);
    layout
}

/// Colours by column and the key of the word that gets it. 高 and 中 stay recognisable without them.
const COLOURS: [(ColumnKey, &str, &str, bool); 9] = [
    (ColumnKey::LeadPriority, "priority.high", "#f4c7c3", true),
    (ColumnKey::LeadPriority, "priority.middle", "#fce8b2", false),
    (ColumnKey::LeadStatus, "status.now", "#f4c7c3", true),
    (ColumnKey::LeadStatus, "status.promising", "#b7e1cd", false),
    (ColumnKey::HandoffState, "state.overdue", "#ea4335", true),
    (ColumnKey::HandoffState, "state.in_time", "#b7e1cd", false),
    (ColumnKey::HandoffState, "state.answered_late", "#fce8b2", false),
    (ColumnKey::HandoffPriority, "priority.high", "#f4c7c3", true),
    (ColumnKey::HandoffPriority, "priority.middle", "#fce8b2", false),
];

/// Words offered in people's columns.
const CHOICES: [(ColumnKey, &[&str]); 2] = [
    (
        ColumnKey::HandoffResponse,
        &["response.new", "response.working", "response.appointment", "response.done", "response.returned"],
    ),
    (ColumnKey::HandoffOutcome, &["outcome.opportunity", "outcome.won", "outcome.lost", "outcome.no_answer"]),
];

impl<'a> LayoutWish<'a> {
    fn existing(&self, contract: &TabContract) -> Option<&'a TabStructure> {
        let is_it = |tab: &&TabStructure| {
            let known = self.settings.contract.tab_by_title(&tab.title);
            known.is_some_and(|known| known.key == contract.key)
        };
        let spelled_right = self.structure.tabs.iter().find(|tab| tab.title == contract.title);
        spelled_right.or_else(|| self.structure.tabs.iter().find(is_it))
    }

    fn add_tab(&self, contract: &TabContract, layout: &mut LayoutPlan) {
        let columns: Vec<LaidColumn> =
            contract.columns.iter().filter(|column| column.is_laid).map(laid).collect();
        let rows = self.starting_rows(contract, &columns);
        let positions: Vec<(u32, ColumnKey)> =
            (0..).zip(&columns).map(|(position, column)| (position, column.key)).collect();
        layout.steps.push(LayoutStep::AddTab {
            tab: contract.key,
            title: contract.title.clone(),
            columns,
            rows,
        });
        for (position, key) in positions {
            self.dress(layout, (None, contract.key), position, key);
        }
    }

    fn starting_rows(&self, contract: &TabContract, columns: &[LaidColumn]) -> Vec<Vec<String>> {
        match contract.key {
            TabKey::Rules => {
                let row = |rule: &crate::decide::scoring::RuleRow| {
                    columns.iter().map(|column| rule.get(column.key).to_owned()).collect()
                };
                self.settings.shipped_rules.iter().map(row).collect()
            }
            TabKey::Holidays => (self.today.year()..self.today.year() + HOLIDAY_YEARS)
                .flat_map(holidays_of_year)
                .map(|holiday| vec![holiday.date.to_string(), holiday.name.to_owned()])
                .collect(),
            TabKey::Leads | TabKey::Handoffs | TabKey::Reminders | TabKey::History => Vec::new(),
        }
    }

    fn complete_tab(&self, contract: &TabContract, tab: &TabStructure, layout: &mut LayoutPlan) {
        let located = contract.locate(&tab.header_texts());
        for problem in located.problems.iter().filter(|problem| problem.code == "header_doubled") {
            layout.left_alone.push(problem.to_string());
        }
        // A tab that holds something under other headers is another kind of list, or its header row has moved: nothing is laid into it.
        let is_filled = tab.headers.iter().any(|header| header.has_content || !header.text.is_empty());
        let mut missing =
            located.problems.iter().filter(|problem| problem.code == "header_missing").peekable();
        if is_filled && missing.peek().is_some() {
            layout.left_alone.extend(missing.map(ToString::to_string));
            return;
        }
        let mut free = first_free_column(tab);
        let mut to_adopt = Vec::new();
        for column in contract.columns.iter().filter(|column| column.is_laid) {
            match located.position(column.key) {
                Some(position) if column.owner == Owner::Tossup => {
                    self.bind(tab, (contract, column), position, (layout, &mut to_adopt));
                }
                None if !is_doubled(&located, column) => {
                    self.add_header(tab, (contract.key, column), free, layout);
                    free += 1;
                }
                Some(_) | None => {}
            }
        }
        self.adopt_columns(contract.key, tab, to_adopt, layout);
    }

    fn add_header(
        &self,
        tab: &TabStructure,
        (key, column): (TabKey, &ColumnContract),
        position: u32,
        layout: &mut LayoutPlan,
    ) {
        layout.steps.push(LayoutStep::AddHeader {
            sheet_id: tab.sheet_id,
            tab: key,
            position,
            column: laid(column),
        });
        self.dress(layout, (Some(tab.sheet_id), key), position, column.key);
    }

    /// Tags an own column that is there by name; one that holds something is a person's until they say otherwise.
    fn bind<'c>(
        &self,
        tab: &TabStructure,
        (contract, column): (&TabContract, &'c ColumnContract),
        position: u32,
        (layout, to_adopt): (&mut LayoutPlan, &mut Vec<(u32, &'c ColumnContract)>),
    ) {
        if tab.binding(column.key, position).is_some() {
            return;
        }
        let header = tab.headers.get(position as usize);
        if !header.is_some_and(|header| header.has_content) {
            layout.steps.push(LayoutStep::Tag { sheet_id: tab.sheet_id, position, column: column.key });
            self.dress(layout, (Some(tab.sheet_id), contract.key), position, column.key);
        } else if self.adopt.iter().any(|name| same_header(name, &column.header)) {
            to_adopt.push((position, column));
        } else {
            let what = if header.is_some_and(|header| header.has_formula) { "formulas" } else { "values" };
            layout.left_alone.push(format!(
                "{}「{}」: found {what} that tossup did not write; expected an empty column. Run `tossup init --adopt {}`: a new column is laid and \
                 the old one stays beside it, whole, as 「{}」.",
                tab.title,
                column.header,
                column.header,
                self.kept_header(&column.header),
            ));
        }
    }

    fn kept_header(&self, header: &str) -> String {
        self.settings.words.fill("layout.kept_header", &[("header", header)])
    }

    /// From right to left, so that no insertion moves a column that is still to come.
    fn adopt_columns(
        &self,
        key: TabKey,
        tab: &TabStructure,
        mut to_adopt: Vec<(u32, &ColumnContract)>,
        layout: &mut LayoutPlan,
    ) {
        to_adopt.sort_by_key(|(position, _)| std::cmp::Reverse(*position));
        for (position, column) in to_adopt {
            let kept_header = self.kept_header(&column.header);
            layout.steps.push(LayoutStep::Adopt {
                sheet_id: tab.sheet_id,
                position,
                column: laid(column),
                kept_header,
            });
            self.dress(layout, (Some(tab.sheet_id), key), position, column.key);
        }
    }

    /// Colours and offered words of a column that is laid now.
    fn dress(
        &self,
        layout: &mut LayoutPlan,
        (sheet_id, tab): (Option<i64>, TabKey),
        position: u32,
        key: ColumnKey,
    ) {
        for (column, word, background, is_bold) in COLOURS.into_iter().filter(|(column, ..)| *column == key) {
            let text = self.settings.words.get(word).to_owned();
            let format = LaidFormat { column, text, background: background.to_owned(), is_bold };
            layout.steps.push(LayoutStep::Format { sheet_id, tab, position, format });
        }
        for (_, words) in CHOICES.iter().filter(|(column, _)| *column == key) {
            let words = words.iter().map(|word| self.settings.words.get(word).to_owned()).collect();
            layout.steps.push(LayoutStep::Choices { sheet_id, tab, position, words });
        }
    }

    fn tell_useless_adoptions(&self, layout: &mut LayoutPlan) {
        let adopted = |name: &String| {
            layout.steps.iter().any(
                |step| matches!(step, LayoutStep::Adopt { column, .. } if same_header(&column.header, name)),
            )
        };
        let useless: Vec<String> = self.adopt.iter().filter(|name| !adopted(name)).cloned().collect();
        for name in useless {
            layout.left_alone.push(format!(
                "--adopt {name}: found no own column of this name with content of a person; expected one of the columns that `tossup check` names. \
                 Nothing was adopted under this name."
            ));
        }
    }
}

fn laid(column: &ColumnContract) -> LaidColumn {
    LaidColumn { key: column.key, header: column.header.clone(), is_tagged: column.owner == Owner::Tossup }
}

fn is_doubled(located: &Located, column: &ColumnContract) -> bool {
    located
        .problems
        .iter()
        .any(|problem| problem.code == "header_doubled" && problem.place.header == column.header)
}

/// Right of everything: behind the last header, and behind the last column that holds anything.
fn first_free_column(tab: &TabStructure) -> u32 {
    let used = tab.headers.iter().rposition(|header| !header.text.is_empty() || header.has_content);
    used.and_then(|last| u32::try_from(last + 1).ok()).unwrap_or(0)
}
