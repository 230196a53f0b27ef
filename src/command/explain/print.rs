//! The explanation as text for the terminal.

use chrono::NaiveDate;

use super::super::table;
use super::line;
use crate::decide::book::{CellRef, Words};
use crate::decide::plan::{ExplainedLead, Settings};
use crate::decide::scoring::{
    Cutoff, ExplainedCell, ExplainedRule, Group, NextLabel, Priority, Rule, Standing, Step, Truth,
};

/// The whole explanation.
pub(super) fn explanation(lead: &ExplainedLead, settings: &Settings, today: NaiveDate) -> String {
    let words = &settings.words;
    let mut text = Text { words, lines: String::new() };
    text.line(&line(&lead.name));
    text.say("basis", &[("day", &today.to_string()), ("version", &lead.explanation.version)]);
    text.lines.push_str(&rules(lead, words));
    text.sums(lead);
    text.labels(lead);
    text.unknown(lead);
    text.next(lead);
    if !lead.outcome.needs_check.is_empty() {
        text.say("needs_check", &[("text", &lead.outcome.needs_check)]);
    }
    if !lead.problems.is_empty() {
        text.say("problems", &[]);
        lead.problems.iter().for_each(|problem| text.line(&format!("  {problem}")));
    }
    text.lines
}

/// Rule by rule: condition, cells, how each was read and why, verdict, points.
fn rules(lead: &ExplainedLead, words: &Words) -> String {
    let names = ["item", "condition", "cell", "text", "reading", "reason", "verdict", "points"];
    let header: Vec<String> = names.iter().map(|name| words.of("explain", &format!("head_{name}"))).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut lines = table::table(&header);
    for (explained, rule) in lead.explanation.rules.iter().zip(&lead.book.rules) {
        lines.add_row(rule_row(explained, rule, words));
    }
    format!("{lines}\n")
}

/// Cells of one rule stand one below the other; the date that decides whether a behaviour still counts is the last.
fn rule_row(explained: &ExplainedRule, rule: &Rule, words: &Words) -> [String; 8] {
    let column = |of: &dyn Fn(&ExplainedCell) -> String| {
        explained.cells.iter().chain(&explained.date).map(of).collect::<Vec<_>>().join("\n")
    };
    let cells = if explained.cells.is_empty() {
        words.of("explain", "no_column")
    } else {
        column(&|cell| in_tab(cell))
    };
    let group = words.get(rule.group.word_key());
    [
        format!("{}\n({group})", explained.item),
        explained.condition.clone(),
        cells,
        column(&|cell| table::short(&cell.text)),
        column(&|cell| cell.reading.clone()),
        column(&|cell| why(cell, words)),
        verdict(explained, rule, words),
        points(explained),
    ]
}

/// The cell without its tab, which is the same for all: `C2「従業員数」`.
fn in_tab(cell: &ExplainedCell) -> String {
    short_place(&cell.place)
}

fn short_place(place: &CellRef) -> String {
    let place = place.to_string();
    place.split_once('!').map_or(place.clone(), |(_, cell)| cell.to_owned())
}

fn why(cell: &ExplainedCell, words: &Words) -> String {
    if cell.is_doubtful { words.fill("explain.doubtful", &[("why", &cell.why)]) } else { cell.why.clone() }
}

fn verdict(explained: &ExplainedRule, rule: &Rule, words: &Words) -> String {
    let key = match (explained.truth, rule.is_exclusion) {
        (Truth::Unknown, _) => "explain.truth_unknown",
        (Truth::False, _) => "explain.truth_no",
        (Truth::True, true) => "explain.truth_excluded",
        (Truth::True, false) => "explain.truth_yes",
    };
    let standing = match (explained.truth, explained.standing) {
        (Truth::False, _) | (_, Standing::Valid) => None,
        (_, Standing::Expired) => Some("explain.expired"),
        (_, Standing::Undated) => Some("explain.undated"),
    };
    let days = rule.window_days.unwrap_or_default().to_string();
    let standing = standing.map(|key| format!("\n{}", words.fill(key, &[("days", &days)])));
    format!("{}{}", words.get(key), standing.unwrap_or_default())
}

/// What it pays, or what hangs on it: `+5`, `0`, `?(+5)`.
fn points(explained: &ExplainedRule) -> String {
    match explained.truth {
        Truth::Unknown => format!("?({})", explained.stake),
        _ => signed(explained.points),
    }
}

fn signed(points: i32) -> String {
    if points == 0 { "0".to_owned() } else { format!("{points:+}") }
}

/// Lines that are put together.
struct Text<'w> {
    words: &'w Words,
    lines: String,
}

impl Text<'_> {
    fn line(&mut self, line: &str) {
        self.lines.push_str(line.trim_end());
        self.lines.push('\n');
    }

    fn say(&mut self, name: &str, values: &[(&str, &str)]) {
        let line = self.words.fill(&format!("explain.{name}"), values);
        self.line(&line);
    }

    /// Sums of the groups, what their caps take off, and the score.
    fn sums(&mut self, lead: &ExplainedLead) {
        let tally = &lead.explanation.tally;
        let groups = [
            ("sum_attribute", Group::Attribute, tally.attribute_cut, tally.score.attribute_points),
            ("sum_behaviour", Group::Behaviour, tally.behaviour_cut, tally.score.behaviour_points),
        ];
        for (name, group, cut, sum) in groups {
            let rules = lead.book.rules.iter().zip(&tally.paid);
            let paid = rules.filter(|(rule, paid)| rule.group == group && **paid != 0);
            let mut parts: Vec<String> =
                paid.map(|(rule, paid)| format!("{}{}", rule.item, signed(*paid))).collect();
            parts.extend(self.cap(cut));
            self.say(name, &[("points", &sum.to_string()), ("parts", &parts.join(" "))]);
        }
        let cut = self.cap(tally.total_cut).unwrap_or_default();
        self.say("sum_total", &[("points", &tally.score.points.to_string()), ("cap", &cut)]);
    }

    fn cap(&self, cut: i32) -> Option<String> {
        (cut != 0).then(|| self.words.fill("explain.cap", &[("points", &signed(cut))]))
    }

    fn labels(&mut self, lead: &ExplainedLead) {
        let words = self.words;
        let (score, cutoffs) = (&lead.explanation.tally.score, &lead.book.cutoffs);
        let cutoff = |cutoff: Cutoff| {
            let key = if cutoff.is_over { "rule_reading.over" } else { "rule_reading.at_least" };
            words.fill(key, &[("points", &cutoff.points.to_string())])
        };
        let computed = words.get(score.priority.word_key());
        let (high, middle) = (cutoff(cutoffs.high), cutoff(cutoffs.middle));
        let labels = [("high_label", Priority::High), ("middle_label", Priority::Middle)];
        let [high_label, middle_label] = labels.map(|(name, label)| (name, words.get(label.word_key())));
        let values = [("label", computed), ("high", &high), ("middle", &middle), high_label, middle_label];
        self.say("priority", &values);
        if let Some(manual) = lead.explanation.manual {
            let cell = lead.explanation.manual_place.as_ref().map(short_place).unwrap_or_default();
            let label = words.get(manual.word_key());
            self.say("manual", &[("label", label), ("computed", computed), ("cell", &cell)]);
        }
        let (handover, promising) = (cutoff(cutoffs.handover), cutoff(cutoffs.promising));
        let values = [
            ("label", words.get(score.status.word_key())),
            ("now", words.get("status.now")),
            ("promising", words.get("status.promising")),
            ("handover_points", &handover),
            ("promising_points", &promising),
        ];
        self.say("status", &values);
        if score.is_excluded {
            let rules = lead.explanation.excluded_by.join("、");
            let by_points = words.get(lead.explanation.priority_by_points.word_key());
            let label = words.get("status.excluded");
            self.say("excluded", &[("label", label), ("rules", &rules), ("by_points", by_points)]);
        }
    }

    /// Rules that could not be judged, with what hangs on them.
    fn unknown(&mut self, lead: &ExplainedLead) {
        let words = self.words;
        let open: Vec<&ExplainedRule> =
            lead.explanation.rules.iter().filter(|rule| rule.truth == Truth::Unknown).collect();
        if open.is_empty() {
            return;
        }
        self.say("unknown_list", &[]);
        for rule in open {
            let cells = rule.cells.iter().filter(|cell| cell.truth == Truth::Unknown);
            let cells: Vec<String> = cells.map(|cell| format!("{}: {}", cell.place, cell.why)).collect();
            let cells = if cells.is_empty() { words.of("explain", "no_column") } else { cells.join(" / ") };
            self.say("unknown_rule", &[("item", &rule.item), ("points", &rule.stake), ("cells", &cells)]);
        }
    }

    fn next(&mut self, lead: &ExplainedLead) {
        let Some(NextLabel { priority, missing_points, steps, points }) = &lead.explanation.next else {
            return;
        };
        let label = self.words.get(priority.word_key());
        self.say("next", &[("label", label), ("points", &missing_points.to_string())]);
        let listed: Vec<String> = steps.iter().map(|step| self.step(step)).collect();
        let points = points.to_string();
        let key = match listed.len() {
            0 => "next_never",
            1 => "next_one",
            _ => "next_several",
        };
        self.say(key, &[("label", label), ("rules", &listed.join("、")), ("points", &points)]);
        if lead.explanation.manual.is_some() {
            self.say("next_manual", &[]);
        }
    }

    /// `会社規模(+5)`, `過去の行動(+10、新しい行動があれば)`
    fn step(&self, step: &Step) -> String {
        let key = if step.is_expired { "explain.step_expired" } else { "explain.step" };
        self.words.fill(key, &[("item", &step.item), ("points", &signed(step.points))])
    }
}
