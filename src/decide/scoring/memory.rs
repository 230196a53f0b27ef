//! Rows of スコア設定, and what is remembered of them between passes.

use std::collections::BTreeMap;

use crate::decide::book::ColumnKey;

/// One row of スコア設定 as texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleRow {
    /// Its cells by column; an empty cell is left out.
    pub cells: BTreeMap<ColumnKey, String>,
}

impl RuleRow {
    /// The cell's text, trimmed; empty where there is none.
    pub fn get(&self, column: ColumnKey) -> &str {
        self.cells.get(&column).map_or("", |text| text.trim())
    }
}

/// What is remembered of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleMemory {
    /// The rows as they were last understood, in the order of the tab; kept in force while their successor
    /// (`last_good.rs`) cannot be read.
    pub good_rows: Vec<RuleRow>,
    /// Hash of the rule set in force; empty before the first.
    pub hash: String,
    /// Readable number of the rule set in force, from 1.
    pub number: u32,
    /// Header texts of the lead tab's columns beyond the contract that the rules look at.
    pub extra_headers: Vec<String>,
}
