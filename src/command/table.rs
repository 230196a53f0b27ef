//! Tables for the terminal.

use comfy_table::{Table, presets};

use crate::decide::book::{Problem, Snapshot, Words, column_letters};
use crate::decide::plan::{
    Addition, CellText, ColumnWrite, LayoutPlan, LayoutStep, Plan, Reason, Report, Settings,
};

/// Lines of a plan that are printed; the rest is counted.
const PLAN_LINES_MAX: usize = 500;

/// Characters of a cell that are printed.
const CELL_CHARACTERS_MAX: usize = 60;

/// An empty table with these headers.
pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header(header.to_vec());
    table
}

/// The plan: tab, cell, before, after, reason.
pub(super) fn plan(plan: &Plan, snapshot: &Snapshot, settings: &Settings) -> String {
    let mut lines = table(&["tab", "cell", "before", "after", "reason"]);
    let mut rows: Vec<[String; 5]> = Vec::new();
    for write in &plan.writes {
        rows.extend(changes(plan, write, snapshot, settings));
    }
    rows.extend(plan.additions.iter().flat_map(|addition| added(addition, settings)));
    let total = rows.len();
    for row in rows.into_iter().take(PLAN_LINES_MAX) {
        lines.add_row(row);
    }
    let mut text = if total == 0 { "nothing to write\n".to_owned() } else { format!("{lines}\n") };
    if total > PLAN_LINES_MAX {
        text.push_str(&format!("… and {} more cells\n", total - PLAN_LINES_MAX));
    }
    for note in &plan.notes {
        text.push_str(&format!("note: {}\n", note.text));
    }
    text
}

fn changes(plan: &Plan, write: &ColumnWrite, snapshot: &Snapshot, settings: &Settings) -> Vec<[String; 5]> {
    let Some(tab) = snapshot.tab(&settings.contract, write.tab) else { return Vec::new() };
    let position = tab.locate(&settings.contract, write.tab).position(write.column).unwrap_or_default();
    plan.changes(write)
        .map(|(index, value)| {
            let before = tab.cell(position, index);
            let reason = if before.is_empty() { Reason::FirstValue } else { write.reason };
            let cell = format!("{}{}", column_letters(position), index + 2);
            let word = settings.words.of("reason", reason.as_str());
            [tab.title.clone(), cell, short(&snapshot.text(before)), short(&value.to_string()), word]
        })
        .collect()
}

fn added(addition: &Addition, settings: &Settings) -> Vec<[String; 5]> {
    let word = settings.words.of("reason", addition.reason.as_str());
    let title = settings.contract.title(addition.tab);
    let row = |cell: &crate::decide::plan::AddedCell| {
        let place = format!("+{} {}", column_letters(cell.position), addition.key);
        [title.to_owned(), place, String::new(), short(&cell.value.to_string()), word.clone()]
    };
    addition.cells.iter().filter(|cell| cell.value != CellText::Clear).map(row).collect()
}

/// The text on one line, cut where it is long.
pub(super) fn short(text: &str) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(CELL_CHARACTERS_MAX).collect();
    if line.chars().count() < text.chars().count() { line + "…" } else { line }
}

/// The counts of a pass.
pub(super) fn summary(report: &Report, words: &Words) -> String {
    let mut lines = table(&["", ""]);
    let count = |counts: &std::collections::BTreeMap<&'static str, usize>, key: &str| {
        counts.get(key).copied().unwrap_or(0).to_string()
    };
    let mut row = |name: String, count: String| {
        lines.add_row([name, count]);
    };
    row(words.of("summary", "leads"), report.leads.to_string());
    for key in ["priority.high", "priority.middle", "priority.low"] {
        row(words.get(key).to_owned(), count(&report.priorities, key));
    }
    for key in ["status.now", "status.promising", "status.watch"] {
        row(words.get(key).to_owned(), count(&report.statuses, key));
    }
    row(words.of("summary", "manual"), report.manual.to_string());
    row(words.of("summary", "excluded"), report.excluded.to_string());
    row(words.of("summary", "handed_over"), report.handoffs.to_string());
    row(words.of("summary", "overdue"), report.overdue().to_string());
    row(words.of("summary", "reminders"), report.reminders.to_string());
    row(words.of("summary", "not_understood"), report.not_understood.to_string());
    format!("{lines}\n")
}

/// What `init` would lay.
pub(super) fn layout(layout: &LayoutPlan) -> String {
    let mut lines = String::new();
    for step in &layout.steps {
        let line = match step {
            LayoutStep::AddTab { title, columns, rows, .. } => {
                format!("new tab 「{title}」 with {} columns and {} rows", columns.len(), rows.len())
            }
            LayoutStep::AddHeader { position, column, tab, .. } => {
                format!("{}: new column {} 「{}」", tab.as_str(), column_letters(*position), column.header)
            }
            LayoutStep::Tag { position, column, .. } => {
                format!("tag on column {} ({})", column_letters(*position), column.as_str())
            }
            LayoutStep::Adopt { position, column, kept_header, .. } => {
                let letters = column_letters(*position);
                format!(
                    "new column {letters} 「{}」; the old one moves right and is called 「{kept_header}」",
                    column.header
                )
            }
            LayoutStep::Format { .. } | LayoutStep::Choices { .. } => continue,
        };
        lines.push_str(&line);
        lines.push('\n');
    }
    if lines.is_empty() { "nothing is missing\n".to_owned() } else { lines }
}

/// One line a problem.
pub(super) fn print_problems(problems: &[Problem]) {
    for problem in problems {
        println!("found: {problem}");
    }
}
