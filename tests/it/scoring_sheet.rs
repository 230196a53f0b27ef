//! A sheet drawn as text, scored: what the scoring tests share.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tossup::decide::book::{ColumnCells, Contract, Handle, Located, Tab, TabKey, TextPool, Words};
use tossup::decide::scoring::{
    CheckContext, Explanation, Finding, JudgeContext, Outcome, RuleBookReading, RuleContext, RuleMemory,
    RuleRow, Scored, check_book, check_rows, explain_row, prepare, read_rule_book, score_all,
};

/// Columns of a lead tab for rows of any texts; the last two are the company's own.
pub(crate) const LEAD_HEADERS: [&str; 13] = [
    "会社名",
    "業種",
    "従業員数",
    "役職",
    "DL回数",
    "セミナー参加",
    "Web閲覧回数",
    "最終行動日",
    "優先度(手動)",
    "競合",
    "資本金",
    "社内欄",
    "予算規模",
];

/// The shipped contract, words and rules.
pub(crate) struct House {
    pub(crate) contract: Contract,
    pub(crate) words: Words,
    pub(crate) shipped: Vec<RuleRow>,
    pub(crate) title_ranks: BTreeMap<String, u8>,
    pub(crate) today: NaiveDate,
}

/// One scored sheet.
pub(crate) struct Sheet {
    pub(crate) reading: RuleBookReading,
    pub(crate) scored: Scored,
    pub(crate) unread_headers: Vec<String>,
    pub(crate) row_findings: Vec<Finding>,
}

impl Sheet {
    /// The outcome of a data row that is not blank.
    pub(crate) fn outcome(&self, row: usize) -> &Outcome {
        self.scored.outcome(row).expect("a row that is filled in")
    }
}

impl House {
    pub(crate) fn shipped() -> Self {
        let settings = tossup::config::shipped().expect("the shipped settings").core;
        Self {
            contract: settings.contract,
            words: settings.words,
            shipped: settings.shipped_rules,
            title_ranks: settings.title_ranks,
            today: NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"),
        }
    }

    /// Header texts under which a rule table is drawn.
    fn rule_columns(&self, headers: &[String]) -> Located {
        self.contract.tab(TabKey::Rules).expect("a tab of rules").locate(headers)
    }

    pub(crate) fn rule_rows(&self, drawn: &str) -> Vec<RuleRow> {
        let (headers, rows) = cells(drawn);
        let located = self.rule_columns(&headers);
        let row = |row: &Vec<String>| RuleRow {
            cells: located
                .positions
                .iter()
                .filter_map(|(key, at)| Some((*key, row.get(*at as usize)?.clone())))
                .filter(|(_, text)| !text.is_empty())
                .collect(),
        };
        rows.iter().map(row).collect()
    }

    pub(crate) fn read_rules(
        &self,
        rules: &str,
        memory: &RuleMemory,
        lead_headers: &[String],
    ) -> RuleBookReading {
        self.read_rows(&self.rule_rows(rules), memory, lead_headers)
    }

    pub(crate) fn read_rows(
        &self,
        rows: &[RuleRow],
        memory: &RuleMemory,
        lead_headers: &[String],
    ) -> RuleBookReading {
        let rule_columns = self.rule_columns(&["項目", "内容", "配点"].map(str::to_owned));
        let context = RuleContext {
            contract: &self.contract,
            words: &self.words,
            lead_headers,
            rule_columns: &rule_columns,
            shipped: &self.shipped,
            title_ranks: &self.title_ranks,
        };
        read_rule_book(rows, memory, &context)
    }

    pub(crate) fn check_book(&self, reading: &RuleBookReading) -> Vec<Finding> {
        let rule_columns = self.rule_columns(&["項目", "内容", "配点"].map(str::to_owned));
        let context =
            CheckContext { contract: &self.contract, words: &self.words, rule_columns: &rule_columns };
        check_book(&reading.book, &context)
    }

    /// Scores a drawn lead tab by a drawn rule tab; an empty drawing of rules means the shipped ones.
    pub(crate) fn score(&self, rules: &str, leads: &str) -> Sheet {
        let (headers, rows) = cells(leads);
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        self.score_rows(&self.rule_rows(rules), &headers, &rows)
    }

    pub(crate) fn score_rows(&self, rules: &[RuleRow], headers: &[String], rows: &[Vec<&str>]) -> Sheet {
        let reading = self.read_rows(rules, &RuleMemory::default(), headers);
        let (tab, texts) = lead_tab(headers, rows);
        self.score_tab(reading, &tab, &texts)
    }

    pub(crate) fn score_tab(&self, reading: RuleBookReading, tab: &Tab, texts: &TextPool) -> Sheet {
        let located = tab.locate(&self.contract, TabKey::Leads);
        let judge = prepare(&reading.book, tab, &located, self.judge_context());
        let scored = score_all(tab, texts, &judge);
        let rule_columns = self.rule_columns(&["項目", "内容", "配点"].map(str::to_owned));
        let context =
            CheckContext { contract: &self.contract, words: &self.words, rule_columns: &rule_columns };
        let row_findings = check_rows(&judge, &scored, &context);
        let unread_headers = judge.unread_headers.clone();
        Sheet { scored, unread_headers, row_findings, reading }
    }

    pub(crate) fn explain(&self, rules: &str, leads: &str, row: usize) -> Explanation {
        let (headers, rows) = cells(leads);
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let reading = self.read_rules(rules, &RuleMemory::default(), &headers);
        let (tab, texts) = lead_tab(&headers, &rows);
        let located = tab.locate(&self.contract, TabKey::Leads);
        let judge = prepare(&reading.book, &tab, &located, self.judge_context());
        explain_row(&judge, &tab, &texts, row)
    }

    pub(crate) fn judge_context(&self) -> JudgeContext<'_> {
        JudgeContext { contract: &self.contract, words: &self.words, today: self.today }
    }
}

/// Headers and rows of a table drawn with `|`.
pub(crate) fn cells(drawn: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut lines = drawn.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let inner =
            line.strip_prefix('|').and_then(|line| line.strip_suffix('|')).expect("a line between bars");
        inner.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<String>>()
    });
    (lines.next().unwrap_or_default(), lines.collect())
}

/// A lead tab of these rows; a cell of digits is a number, as Google sends it.
pub(crate) fn lead_tab(headers: &[String], rows: &[Vec<&str>]) -> (Tab, TextPool) {
    let mut texts = TextPool::default();
    let mut columns = Vec::new();
    for position in 0..headers.len() {
        let cells =
            rows.iter().map(|row| cell(&mut texts, row.get(position).copied().unwrap_or(""))).collect();
        columns.push(ColumnCells { position: u32::try_from(position).expect("a column"), cells });
    }
    let tab =
        Tab { title: "営業見込み客".to_owned(), headers: headers.to_vec(), columns, ..Tab::default() };
    (tab, texts)
}

fn cell(texts: &mut TextPool, text: &str) -> Handle {
    match text {
        "TRUE" => Handle::bool(true),
        "FALSE" => Handle::bool(false),
        _ => match text.parse::<u32>() {
            Ok(number) if number.to_string() == text => texts.add_number(f64::from(number)),
            _ => texts.add_text(text),
        },
    }
}
