//! The column contract: which tabs and columns there are, by which header texts they are found, and who owns each.
//!
//! **No cell of a person's column is ever written**: the planner asks [`Owner`] here and `plan/audit.rs` asks again.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::{CellRef, Problem};

/// Who may write the cells of a column below its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// People; tossup only reads.
    Person,
    /// tossup, in every row, by the column's tag; a person's edit is restored.
    Tossup,
    /// tossup in the moment it adds the row, nobody afterwards (a frozen record).
    Added,
    /// tossup in the moment it adds the row (an initial value), people afterwards.
    AddedThenPerson,
}

macro_rules! keys {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All of them, in the order of `config/columns.toml`.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The name in configuration files, the store and the log.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }

            /// The key with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|key| key.as_str() == name)
            }
        }
    };
}

keys! {
    /// A tab that tossup knows.
    TabKey {
        /// 営業見込み客
        Leads = "leads",
        /// スコア設定
        Rules = "rules",
        /// トスアップリスト
        Handoffs = "handoffs",
        /// リマインド
        Reminders = "reminders",
        /// 休日
        Holidays = "holidays",
        /// 履歴
        History = "history",
    }
}

keys! {
    /// A column that tossup knows by name. Columns that a company added itself are used by rules alone, by header text.
    ColumnKey {
        /// Customer company.
        LeadCompany = "lead.company",
        /// Customer contact person.
        LeadPerson = "lead.person",
        /// Industry.
        LeadIndustry = "lead.industry",
        /// Number of employees.
        LeadEmployees = "lead.employees",
        /// Job title of the contact.
        LeadJobTitle = "lead.job_title",
        /// Number of downloads.
        LeadDownloads = "lead.downloads",
        /// Seminar attendance.
        LeadSeminar = "lead.seminar",
        /// Number of site visits.
        LeadVisits = "lead.visits",
        /// E-mail or phone.
        LeadContact = "lead.contact",
        /// Channel by which the lead came.
        LeadSource = "lead.source",
        /// What was talked about so far.
        LeadHistory = "lead.history",
        /// Date of the latest behaviour.
        LeadLastActivity = "lead.last_activity",
        /// Priority that a person sets by hand.
        LeadManualPriority = "lead.manual_priority",
        /// Identity of the lead.
        LeadId = "lead.id",
        /// Points for who they are.
        LeadAttributePoints = "lead.attribute_points",
        /// Points for what they did.
        LeadBehaviourPoints = "lead.behaviour_points",
        /// Sum of the points.
        LeadScore = "lead.score",
        /// 高・中・低
        LeadPriority = "lead.priority",
        /// 今すぐ対応・将来性あり・経過観察
        LeadStatus = "lead.status",
        /// The reasons that add up to the score.
        LeadBreakdown = "lead.breakdown",
        /// Cells to mend, with the points they could add.
        LeadNeedsCheck = "lead.needs_check",
        /// Name of a rule or setting.
        RuleItem = "rule.item",
        /// The condition as a phrase.
        RuleContent = "rule.content",
        /// Points.
        RulePoints = "rule.points",
        /// Whether the rule is in force; empty means yes.
        RuleActive = "rule.active",
        /// 属性 or 行動.
        RuleGroup = "rule.group",
        /// Highest sum that the rule can pay.
        RuleCap = "rule.cap",
        /// Days for which a behaviour counts.
        RuleValidDays = "rule.valid_days",
        /// Structured form: header of the column to look at.
        RuleColumn = "rule.column",
        /// Structured form: comparison.
        RuleComparison = "rule.comparison",
        /// Structured form: value to compare with.
        RuleValue = "rule.value",
        /// A person's remark.
        RuleNote = "rule.note",
        /// How tossup understood the row, or what it could not understand.
        RuleReading = "rule.reading",
        /// Key of the hand-over.
        HandoffId = "handoff.id",
        /// Lead that was handed over.
        HandoffLeadId = "handoff.lead_id",
        /// When.
        HandoffAt = "handoff.at",
        /// Company at that moment.
        HandoffCompany = "handoff.company",
        /// Contact person at that moment.
        HandoffPerson = "handoff.person",
        /// E-mail or phone at that moment.
        HandoffContact = "handoff.contact",
        /// Channel at that moment.
        HandoffSource = "handoff.source",
        /// What was talked about so far.
        HandoffHistory = "handoff.history",
        /// Frozen score.
        HandoffScore = "handoff.score",
        /// Frozen breakdown.
        HandoffBreakdown = "handoff.breakdown",
        /// Frozen priority.
        HandoffPriority = "handoff.priority",
        /// Frozen status.
        HandoffStatus = "handoff.status",
        /// Rule set version in force.
        HandoffRuleVersion = "handoff.rule_version",
        /// Fields of the template that were empty.
        HandoffMissing = "handoff.missing",
        /// Who handed over.
        HandoffGiver = "handoff.giver",
        /// Deadline of the first response.
        HandoffDue = "handoff.due",
        /// Sales rep.
        HandoffRep = "handoff.rep",
        /// 対応状況
        HandoffResponse = "handoff.response",
        /// 結果
        HandoffOutcome = "handoff.outcome",
        /// 次回アクション予定
        HandoffNextAction = "handoff.next_action",
        /// コメント(任意)
        HandoffComment = "handoff.comment",
        /// Date of the first response, typed by sales.
        HandoffRespondedOn = "handoff.responded_on",
        /// When tossup first saw a response.
        HandoffFirstSeen = "handoff.first_seen",
        /// 期限内, 期限超過, …
        HandoffState = "handoff.state",
        /// Key of the reminder.
        ReminderId = "reminder.id",
        /// Day for which it is.
        ReminderDate = "reminder.date",
        /// Addressee.
        ReminderTo = "reminder.to",
        /// Kind.
        ReminderKind = "reminder.kind",
        /// Hand-over or lead it is about.
        ReminderTarget = "reminder.target",
        /// Text.
        ReminderText = "reminder.text",
        /// Ticked by people.
        ReminderDone = "reminder.done",
        /// Day without work.
        HolidayDate = "holiday.date",
        /// Its name.
        HolidayName = "holiday.name",
        /// Key of the record.
        HistoryId = "history.id",
        /// When.
        HistoryAt = "history.at",
        /// Lead or hand-over.
        HistorySubject = "history.subject",
        /// Header of the changed column.
        HistoryColumn = "history.column",
        /// Value before.
        HistoryOld = "history.old",
        /// Value after.
        HistoryNew = "history.new",
        /// Why.
        HistoryReason = "history.reason",
        /// Rule set version in force.
        HistoryRuleVersion = "history.rule_version",
    }
}

/// One column of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnContract {
    /// Which column.
    pub key: ColumnKey,
    /// Header text that `init` lays.
    pub header: String,
    /// Further header texts by which it is found.
    pub synonyms: Vec<String>,
    /// Who writes it.
    pub owner: Owner,
    /// Work on the tab stops without it.
    pub is_required: bool,
    /// `init` lays it when it is missing.
    pub is_laid: bool,
}

/// One tab of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabContract {
    /// Which tab.
    pub key: TabKey,
    /// Title that `init` lays.
    pub title: String,
    /// Further titles by which it is found.
    pub synonyms: Vec<String>,
    /// Its columns, in the order in which `init` lays them.
    pub columns: Vec<ColumnContract>,
}

/// All tabs and columns that tossup knows.
///
/// Source: `config/columns.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contract {
    /// The tabs, in the order in which `init` lays them.
    pub tabs: Vec<TabContract>,
    /// Header texts by which the column of a rule's field is found, by the field's key (`employees`, `capital_yen`, …).
    pub field_headers: BTreeMap<String, Vec<String>>,
}

/// Where the contract's columns stand in one tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Located {
    /// Position from 0, by column.
    pub positions: BTreeMap<ColumnKey, u32>,
    /// Missing and doubled headers.
    pub problems: Vec<Problem>,
}

impl Located {
    /// Position of the column from 0, where it was found.
    pub fn position(&self, key: ColumnKey) -> Option<u32> {
        self.positions.get(&key).copied()
    }

    /// A required header is missing or doubled: the tab is left alone.
    pub fn is_blocked(&self) -> bool {
        self.problems.iter().any(|problem| problem.is_blocking)
    }
}

impl Contract {
    /// The contract of a tab. Every key has one: `config` checks it when it loads.
    pub fn tab(&self, key: TabKey) -> Option<&TabContract> {
        self.tabs.iter().find(|tab| tab.key == key)
    }

    /// The tab whose title, or a synonym of it, this is.
    pub fn tab_by_title(&self, title: &str) -> Option<&TabContract> {
        self.tabs.iter().find(|tab| {
            same_header(&tab.title, title) || tab.synonyms.iter().any(|other| same_header(other, title))
        })
    }

    /// The contract of a column and its tab.
    pub fn column(&self, key: ColumnKey) -> Option<(&TabContract, &ColumnContract)> {
        self.tabs.iter().find_map(|tab| tab.column(key).map(|column| (tab, column)))
    }

    /// Header text of a column, for messages; empty for a column that the contract does not have.
    pub fn header(&self, key: ColumnKey) -> &str {
        self.column(key).map_or("", |(_, column)| &column.header)
    }

    /// Title of a tab, for messages.
    pub fn title(&self, key: TabKey) -> &str {
        self.tab(key).map_or("", |tab| &tab.title)
    }
}

impl TabContract {
    /// The contract of a column of this tab.
    pub fn column(&self, key: ColumnKey) -> Option<&ColumnContract> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// Finds the contract's columns among the header texts of row 1.
    ///
    /// Shape: a header that is spelled as in the contract wins over a synonym; of two equal ones neither is used.
    /// Errors: missing required, and doubled, headers are problems; the blocking ones stop the tab.
    pub fn locate(&self, headers: &[String]) -> Located {
        let mut located = Located::default();
        let headers: Vec<(&str, String)> =
            headers.iter().map(|header| (header.as_str(), header_key(header))).collect();
        for column in &self.columns {
            match column.find(&headers).as_slice() {
                [] if column.is_required => located.problems.push(self.missing(column)),
                [] => {}
                [position] => {
                    located.positions.insert(column.key, *position);
                }
                [first, second, ..] => located.problems.push(self.doubled(column, *first, *second)),
            }
        }
        located
    }

    fn missing(&self, column: &ColumnContract) -> Problem {
        Problem {
            code: "header_missing",
            place: CellRef { row: Some(1), ..CellRef::tab(&self.title) },
            found: format!("no column 「{}」", column.header),
            expected: format!(
                "a header 「{}」",
                [std::slice::from_ref(&column.header), &column.synonyms].concat().join("」 or 「")
            ),
            remedy:
                "Type the header into row 1, above its column; if a row stands above the headers, delete it."
                    .to_owned(),
            is_blocking: true,
        }
    }

    fn doubled(&self, column: &ColumnContract, first: u32, second: u32) -> Problem {
        let place = CellRef {
            tab: self.title.clone(),
            row: Some(1),
            column: Some(second),
            header: column.header.clone(),
        };
        Problem {
            code: "header_doubled",
            found: format!("a second column of this name beside column {}", super::column_letters(first)),
            place,
            expected: "one column of this name".to_owned(),
            remedy: "Rename one of the two; until then neither is used.".to_owned(),
            is_blocking: column.is_required || column.owner != Owner::Person,
        }
    }
}

impl ColumnContract {
    /// Positions of the headers that name this column: those spelled as in the contract, else those of the first synonym that occurs.
    fn find(&self, headers: &[(&str, String)]) -> Vec<u32> {
        let at = |name: &str| -> Vec<u32> {
            let key = header_key(name);
            (0u32..)
                .zip(headers)
                .filter(|(_, (header, folded))| is_same(header, name) || !key.is_empty() && *folded == key)
                .map(|(position, _)| position)
                .collect()
        };
        std::iter::once(&self.header)
            .chain(&self.synonyms)
            .map(|name| at(name))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }
}

/// Two header texts name the same column: full and half width, spaces, line breaks and letter case do not count.
pub fn same_header(left: &str, right: &str) -> bool {
    is_same(left, right) || {
        let folded = header_key(left);
        !folded.is_empty() && folded == header_key(right)
    }
}

fn is_same(left: &str, right: &str) -> bool {
    left == right && !left.is_empty()
}

/// The spelling in which equal headers are equal texts; empty for one without a letter. For comparing one with many.
pub fn header_key(header: &str) -> String {
    header
        .nfkc()
        .filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{200B}' && *c != '\u{FEFF}')
        .flat_map(char::to_lowercase)
        .collect()
}
