//! What is odd about the rules: labels that nobody can get, thresholds that everybody meets, rules that never or always fire.

use super::batch::Scored;
use super::condition::Place;
use super::judge::{Job, Judge};
use super::probe::can_hold;
use super::reach::Reach;
use super::rule::{Rule, RuleBook};
use super::rulebook;
use super::score::{Cutoff, Priority, Status};
use super::setting::{Setting, describe_cutoff};
use super::verdict::Truth;
use crate::decide::book::{ColumnKey, Contract, Located, Problem, Words};

/// Leads on which two rules must both fire before it is worth a word that they never fire alone.
const TOGETHER_LEADS_MIN: usize = 5;

/// Leads that must be there before a rule that none of them meets is worth a word.
const LEADS_MIN: usize = 1;

/// What the checks are told.
#[derive(Debug, Clone, Copy)]
pub struct CheckContext<'a> {
    /// Tabs and columns.
    pub contract: &'a Contract,
    /// Words that the sheet shows.
    pub words: &'a Words,
    /// Where the columns of スコア設定 stand.
    pub rule_columns: &'a Located,
}

/// Something odd about the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// It, with its cell of スコア設定 and the remedy.
    pub problem: Problem,
    /// Row of スコア設定 that it is about; `None` where the rule or setting stands in no row.
    pub row: Option<usize>,
    /// What 読み取り結果 of that row says beside how it was understood.
    pub text: String,
}

/// Text for 読み取り結果: how the row was understood, and what was found out about it.
pub fn reading_with_findings(text: &str, row: usize, findings: &[Finding]) -> String {
    let about =
        findings.iter().filter(|finding| finding.row == Some(row)).map(|finding| finding.text.as_str());
    std::iter::once(text).chain(about).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("｜")
}

/// What can be told from the rules alone: labels out of reach, thresholds that every lead meets, rules that stand twice or that nobody can meet.
pub fn check_book(book: &RuleBook, context: &CheckContext<'_>) -> Vec<Finding> {
    let checker = Checker { book, context };
    let reach = Reach::of(&book.rules, &book.caps);
    let mut findings = Vec::new();
    if book.rules.iter().all(|rule| rule.is_exclusion) {
        findings.push(checker.no_rules());
    }
    findings.extend(checker.threshold(&reach));
    findings.extend(checker.labels(&reach));
    for (number, rule) in book.rules.iter().enumerate() {
        if !can_hold(&rule.clause) {
            findings.push(checker.impossible(number));
        }
        let is_twin = |other: &&Rule| other.is_alike(rule) && other.window_days == rule.window_days;
        if let Some(first) = book.rules[..number].iter().find(is_twin) {
            findings.push(checker.alike(&first.item, number));
        }
    }
    findings
}

/// What can be told from the leads that are there: rules without a column, without a lead, or always in pairs.
pub fn check_rows(judge: &Judge<'_>, scored: &Scored, context: &CheckContext<'_>) -> Vec<Finding> {
    let checker = Checker { book: judge.book(), context };
    let mut findings = checker.missing_columns(judge);
    findings.extend(checker.missing_dates(judge));
    let firing = firing(judge.book(), scored);
    let lead_count = scored.of_row.iter().filter(|number| **number != 0).count();
    let has_column =
        |rule: usize| judge.tests.iter().all(|placed| placed.rule != rule || placed.column.is_some());
    for (rule, outcomes) in firing.iter().enumerate() {
        if lead_count >= LEADS_MIN
            && has_column(rule)
            && outcomes.leads == 0
            && !checker.book.rules[rule].is_exclusion
            && can_hold(&checker.book.rules[rule].clause)
        {
            findings.push(checker.never_fires(rule, lead_count));
        }
    }
    for (rule, outcomes) in firing.iter().enumerate() {
        // Two rows with one condition are told as such, or differ in their validity.
        let is_twin = |other: &usize| {
            firing[*other].leads >= TOGETHER_LEADS_MIN
                && firing[*other].outcomes == outcomes.outcomes
                && !checker.book.rules[*other].is_alike(&checker.book.rules[rule])
        };
        let twin = (0..rule).find(is_twin);
        if let Some(twin) = twin {
            findings.push(checker.fire_together(twin, rule, outcomes.leads));
        }
    }
    if lead_count > 0 && checker.book.rules.iter().any(|rule| !rule.is_exclusion) {
        let counts = scored.row_counts();
        let mut present = scored.outcomes.iter().zip(&counts).skip(1).filter(|(_, count)| **count > 0);
        if lead_count >= TOGETHER_LEADS_MIN && present.all(|(outcome, _)| outcome.is_qualified()) {
            findings.push(checker.met_by_all_present(lead_count));
        }
    }
    findings
}

/// On which outcomes, and so on how many leads, a rule fires.
struct Firing {
    outcomes: Vec<bool>,
    leads: usize,
}

fn firing(book: &RuleBook, scored: &Scored) -> Vec<Firing> {
    let counts = scored.row_counts();
    let fires = |rule: usize, outcome: usize| {
        counts[outcome] > 0 && scored.outcomes[outcome].truths.get(rule) == Some(&Truth::True)
    };
    (0..book.rules.len())
        .map(|rule| {
            let outcomes: Vec<bool> =
                (0..scored.outcomes.len()).map(|outcome| fires(rule, outcome)).collect();
            let leads =
                outcomes.iter().zip(&counts).filter(|(fires, _)| **fires).map(|(_, count)| count).sum();
            Firing { outcomes, leads }
        })
        .collect()
}

struct Checker<'a> {
    book: &'a RuleBook,
    context: &'a CheckContext<'a>,
}

impl Checker<'_> {
    fn words(&self) -> &Words {
        self.context.words
    }

    fn at_setting(&self, setting: Setting, found: Found) -> Finding {
        self.finding(self.book.setting_rows.get(setting.word_key()).copied(), found)
    }

    fn at_rule(&self, rule: usize, found: Found) -> Finding {
        self.finding(self.book.rules[rule].row, found)
    }

    fn finding(&self, row: Option<usize>, found: Found) -> Finding {
        let place =
            rulebook::place(self.context.contract, self.context.rule_columns, row, ColumnKey::RuleContent);
        let problem = Problem {
            code: found.code,
            place,
            found: found.found,
            expected: found.expected,
            remedy: found.remedy,
            is_blocking: false,
        };
        Finding { problem, row, text: found.text }
    }

    /// The threshold that no lead can meet, or that none can miss.
    fn threshold(&self, reach: &Reach) -> Option<Finding> {
        let cutoff = self.book.cutoffs.handover;
        let (min, max) = (reach.min(), reach.max());
        let said = describe_cutoff(cutoff, self.words());
        if !cutoff.is_met(max) {
            return Some(self.at_setting(
                Setting::Handover,
                Found {
                    code: "threshold_unreachable",
                    found: format!(
                        "「{said}」, but the rules give at most {max} points: no lead can ever be handed over"
                    ),
                    expected: format!("a threshold that {max} points meet"),
                    remedy: format!("Write {max}点以上 or less, or raise the points of some rules."),
                    text: self.words().fill("rule_reading.unreachable", &[("max", &max.to_string())]),
                },
            ));
        }
        cutoff.is_met(min).then(|| {
            self.at_setting(
                Setting::Handover,
                Found {
                    code: "threshold_always_met",
                    found: format!(
                        "「{said}」, but the rules give at least {min} points: every lead is handed over"
                    ),
                    expected: format!("a threshold above {min} points"),
                    remedy: "Raise the threshold.".to_owned(),
                    text: self.words().fill("rule_reading.always_met", &[("min", &min.to_string())]),
                },
            )
        })
    }

    /// Labels that no lead can get.
    fn labels(&self, reach: &Reach) -> Vec<Finding> {
        let cutoffs = self.book.cutoffs;
        let priorities = Priority::ALL.into_iter().filter_map(|priority| {
            let is_possible = reach.is_possible(|points, _| cutoffs.priority(points) == priority)
                || (reach.can_exclude && priority == Priority::Low);
            let (setting, cutoff) = match priority {
                Priority::High => (Setting::High, cutoffs.high),
                Priority::Middle | Priority::Low => (Setting::Middle, cutoffs.middle),
            };
            (!is_possible).then(|| self.label_never(priority.word_key(), setting, cutoff, reach))
        });
        let statuses = Status::ALL.into_iter().filter_map(|status| {
            let is_possible = reach
                .is_possible(|points, attribute| cutoffs.status(points, attribute) == status)
                || (reach.can_exclude && status == Status::Watch);
            let (setting, cutoff) = match status {
                Status::Now => return None, // the threshold itself; it has a finding of its own
                Status::Promising | Status::Watch => (Setting::Promising, cutoffs.promising),
            };
            (!is_possible).then(|| self.label_never(status.word_key(), setting, cutoff, reach))
        });
        priorities.chain(statuses).collect()
    }

    fn label_never(&self, word_key: &str, setting: Setting, cutoff: Cutoff, reach: &Reach) -> Finding {
        let label = self.words().get(word_key).to_owned();
        let said = describe_cutoff(cutoff, self.words());
        let (min, max) = (reach.min().to_string(), reach.max().to_string());
        self.at_setting(
            setting,
            Found {
                code: "label_never",
                found: format!(
                    "「{said}」, with which no lead can get 「{label}」: scores go from {min} to {max}"
                ),
                expected: "a limit that some leads meet and others miss".to_owned(),
                remedy: "Move the limit into the range, or change the points of the rules.".to_owned(),
                text: self
                    .words()
                    .fill("rule_reading.label_never", &[("label", &label), ("min", &min), ("max", &max)]),
            },
        )
    }

    fn no_rules(&self) -> Finding {
        self.finding(
            None,
            Found {
                code: "no_rules",
                found: "no rule that pays points".to_owned(),
                expected: "at least one rule with points".to_owned(),
                remedy: "Switch a rule on, or write one; until then every lead has 0 points.".to_owned(),
                text: String::new(),
            },
        )
    }

    fn missing_columns(&self, judge: &Judge<'_>) -> Vec<Finding> {
        let open = judge.tests.iter().filter(|placed| placed.column.is_none());
        let mut findings: Vec<Finding> = open
            .filter(|_| judge.unread_headers.is_empty())
            .map(|placed| {
                let name = self.place_name(&placed.test.place);
                self.at_rule(placed.rule, Found {
                    code: "rule_without_column",
                    found: format!(
                        "「{}」 looks at a column 「{name}」 that the lead tab does not have once",
                        self.book.rules[placed.rule].item
                    ),
                    expected: format!("one column with the header 「{name}」"),
                    remedy: "Add the column, or switch the rule off; until then it cannot be judged for any lead."
                        .to_owned(),
                    text: self.words().fill("rule_reading.no_column", &[("header", &name)]),
                })
            })
            .collect();
        findings.dedup();
        findings
    }

    /// Rules whose behaviour can never expire because the tab has no date of it.
    fn missing_dates(&self, judge: &Judge<'_>) -> Vec<Finding> {
        let header = self.context.contract.header(ColumnKey::LeadLastActivity);
        let rules = self.book.rules.iter().enumerate().filter(|(_, rule)| {
            let is_placed = |days| judge.job_place(Job::Window(days)).is_some();
            judge.unread_headers.is_empty() && rule.window_days.is_some_and(|days| !is_placed(days))
        });
        let told = rules.map(|(number, rule)| {
            self.at_rule(
                number,
                Found {
                    code: "validity_without_column",
                    found: format!("「{}」 with validity days, but no column 「{header}」", rule.item),
                    expected: format!("one column with the header 「{header}」"),
                    remedy: "Add the column, or clear 有効日数; until then nothing expires.".to_owned(),
                    text: self.words().fill("rule_reading.no_date_column", &[("header", header)]),
                },
            )
        });
        told.collect()
    }

    /// Header text by which a column would be found.
    fn place_name(&self, place: &Place) -> String {
        match place {
            Place::Column(key) => self.context.contract.header(*key).to_owned(),
            Place::Field(field) => {
                let names = self.context.contract.field_headers.get(*field);
                names.and_then(|names| names.first()).cloned().unwrap_or_else(|| (*field).to_owned())
            }
            Place::Header(header) => header.clone(),
        }
    }

    fn impossible(&self, rule: usize) -> Finding {
        let Rule { item, condition_text, .. } = &self.book.rules[rule];
        self.at_rule(
            rule,
            Found {
                code: "rule_impossible",
                found: format!("「{item}」: {condition_text}, which no row can meet"),
                expected: "a condition that some row can meet".to_owned(),
                remedy: "Look for two limits on one column that exclude each other; mend or delete the rule."
                    .to_owned(),
                text: self.words().get("rule_reading.impossible").to_owned(),
            },
        )
    }

    fn alike(&self, first: &str, second: usize) -> Finding {
        let other = &self.book.rules[second].item;
        self.at_rule(
            second,
            Found {
                code: "rules_alike",
                found: format!(
                    "「{other}」, whose condition is that of 「{first}」: both always fire together"
                ),
                expected: "each condition once".to_owned(),
                remedy: "Delete one of the two; until then both pay.".to_owned(),
                text: self.words().fill("rule_reading.alike", &[("item", first)]),
            },
        )
    }

    fn never_fires(&self, rule: usize, lead_count: usize) -> Finding {
        self.at_rule(
            rule,
            Found {
                code: "rule_never_met",
                found: format!(
                    "「{}」, which none of the {lead_count} leads meets today",
                    self.book.rules[rule].item
                ),
                expected: "a condition that some lead meets".to_owned(),
                remedy: "Look whether the condition is meant so, and whether its column is filled in."
                    .to_owned(),
                text: self.words().fill("rule_reading.never_met", &[("count", &lead_count.to_string())]),
            },
        )
    }

    fn fire_together(&self, first: usize, second: usize, leads: usize) -> Finding {
        let [first, other] = [first, second].map(|rule| &self.book.rules[rule].item);
        self.at_rule(
            second,
            Found {
                code: "rules_together",
                found: format!(
                    "「{other}」, which fires on the same {leads} leads as 「{first}」 and on no other"
                ),
                expected: "rules that tell leads apart".to_owned(),
                remedy: "Join the two, or change one of them.".to_owned(),
                text: self
                    .words()
                    .fill("rule_reading.together", &[("item", first), ("count", &leads.to_string())]),
            },
        )
    }

    fn met_by_all_present(&self, lead_count: usize) -> Finding {
        self.at_setting(
            Setting::Handover,
            Found {
                code: "threshold_met_by_all",
                found: format!(
                    "「{}」, which all {lead_count} leads meet today",
                    describe_cutoff(self.book.cutoffs.handover, self.words())
                ),
                expected: "a threshold that tells leads apart".to_owned(),
                remedy: "Raise the threshold.".to_owned(),
                text: self.words().fill("rule_reading.met_by_all", &[("count", &lead_count.to_string())]),
            },
        )
    }
}

/// The texts of a finding.
struct Found {
    code: &'static str,
    found: String,
    expected: String,
    remedy: String,
    text: String,
}
