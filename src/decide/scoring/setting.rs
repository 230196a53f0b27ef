//! Setting rows of スコア設定: cut-offs, caps, target industries.

use std::collections::BTreeMap;

use super::memory::RuleRow;
use super::reach::Reach;
use super::rule::{Rule, RuleBook};
use super::score::{Caps, Cutoff, Cutoffs};
use crate::decide::book::{ColumnKey, Words};
use crate::decide::reading::industry::{Industries, read_industry};
use crate::decide::reading::text;

/// Highest number of points that a rule pays, or a setting names.
pub(super) const POINTS_MAX: i32 = 1000;

/// Threshold of the article, where neither the tab nor the shipped rows name one.
const HANDOVER_POINTS: i32 = 30;

/// A setting that stands in a row of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting {
    Handover,
    High,
    Middle,
    Promising,
    Targets,
    CapAttribute,
    CapBehaviour,
    CapTotal,
}

impl Setting {
    const ALL: [Setting; 8] = [
        Setting::Handover,
        Setting::High,
        Setting::Middle,
        Setting::Promising,
        Setting::Targets,
        Setting::CapAttribute,
        Setting::CapBehaviour,
        Setting::CapTotal,
    ];

    /// Key of its 項目 in `config/words.toml`.
    pub(super) fn word_key(self) -> &'static str {
        match self {
            Setting::Handover => "setting.handover_threshold",
            Setting::High => "setting.priority_high",
            Setting::Middle => "setting.priority_middle",
            Setting::Promising => "setting.status_promising",
            Setting::Targets => "setting.target_industries",
            Setting::CapAttribute => "setting.cap_attribute",
            Setting::CapBehaviour => "setting.cap_behaviour",
            Setting::CapTotal => "setting.cap_total",
        }
    }

    /// The setting whose name this 項目 is.
    pub(super) fn of_item(item: &str, words: &Words) -> Option<Self> {
        let item = folded(item);
        Self::ALL.into_iter().find(|setting| folded(words.get(setting.word_key())) == item)
    }

    /// What the row says; `None` where that cannot be read.
    pub(super) fn read(self, row: &RuleRow) -> Option<SettingValue> {
        match self {
            Setting::Handover | Setting::High | Setting::Middle | Setting::Promising => {
                read_cutoff(row).map(SettingValue::Cutoff)
            }
            Setting::Targets => {
                let text = first_filled(row, &[ColumnKey::RuleContent, ColumnKey::RuleValue]);
                read_targets(&text).map(|targets| SettingValue::Targets(targets, text))
            }
            Setting::CapAttribute | Setting::CapBehaviour | Setting::CapTotal => {
                let points = number_cells(row).iter().find_map(|text| only_number(text));
                // A cap below 0 would take points off leads without any.
                points.filter(|points| *points >= 0).map(SettingValue::Cap)
            }
        }
    }

    /// Key of the sentence that says how such a setting is written.
    pub(super) fn example_key(self) -> &'static str {
        match self {
            Setting::Targets => "rule_reading.bad_targets",
            Setting::CapAttribute | Setting::CapBehaviour | Setting::CapTotal => "rule_reading.bad_cap",
            _ => "rule_reading.bad_cutoff",
        }
    }

    /// How such a setting is written, for messages.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Setting::Targets => "industries in a list, such as 製造業、IT",
            Setting::CapAttribute | Setting::CapBehaviour | Setting::CapTotal => {
                "a number of points from 0 on, such as 40点"
            }
            _ => "a number of points with 以上 or 超, such as 30点以上",
        }
    }
}

/// Spaces and width do not count in the name of a setting.
fn folded(text: &str) -> String {
    text::clean(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a setting row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SettingValue {
    Cutoff(Cutoff),
    Cap(i32),
    /// The industries, and the text in which they stand.
    Targets(Industries, String),
}

impl SettingValue {
    /// How it was understood.
    pub(super) fn describe(&self, words: &Words) -> String {
        match self {
            SettingValue::Cutoff(cutoff) => describe_cutoff(*cutoff, words),
            SettingValue::Cap(points) => words.fill("rule_reading.cap", &[("points", &points.to_string())]),
            SettingValue::Targets(targets, text) => {
                words.fill("rule_reading.targets", &[("text", text), ("letters", &targets.to_string())])
            }
        }
    }
}

/// `30点以上`
pub(super) fn describe_cutoff(cutoff: Cutoff, words: &Words) -> String {
    let key = if cutoff.is_over { "rule_reading.over" } else { "rule_reading.at_least" };
    words.fill(key, &[("points", &cutoff.points.to_string())])
}

/// The settings of a tab.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings(BTreeMap<Setting, (SettingValue, Option<usize>)>);

impl Settings {
    pub(super) fn has(&self, setting: Setting) -> bool {
        self.0.contains_key(&setting)
    }

    pub(super) fn set(&mut self, setting: Setting, value: SettingValue, row: Option<usize>) {
        self.0.insert(setting, (value, row));
    }

    fn cutoff(&self, setting: Setting) -> Option<Cutoff> {
        match self.0.get(&setting) {
            Some((SettingValue::Cutoff(cutoff), _)) => Some(*cutoff),
            _ => None,
        }
    }

    fn cap(&self, setting: Setting) -> Option<i32> {
        match self.0.get(&setting) {
            Some((SettingValue::Cap(points), _)) => Some(*points),
            _ => None,
        }
    }

    /// The target industries, where the tab names them.
    pub(super) fn targets(&self) -> Option<Industries> {
        match self.0.get(&Setting::Targets) {
            Some((SettingValue::Targets(targets, _), _)) => Some(*targets),
            _ => None,
        }
    }

    /// The rule set of these settings, without hash and version.
    ///
    /// Shape: a label without a row of its own follows the threshold: 高 is met with it, 中 with half of it, 将来性あり with half of
    /// the 属性点 that can be reached.
    pub(super) fn book(
        &self,
        defaults: &Settings,
        rules: Vec<Rule>,
        title_ranks: BTreeMap<String, u8>,
    ) -> RuleBook {
        let caps = Caps {
            attribute: self.cap(Setting::CapAttribute),
            behaviour: self.cap(Setting::CapBehaviour),
            total: self.cap(Setting::CapTotal),
        };
        // The shipped labels belong to the shipped threshold.
        let labels = if self.has(Setting::Handover) { self } else { defaults };
        let cutoff = |setting| self.cutoff(setting).or_else(|| labels.cutoff(setting));
        let handover = cutoff(Setting::Handover).unwrap_or(Cutoff::at_least(HANDOVER_POINTS));
        let promising = cutoff(Setting::Promising)
            .unwrap_or_else(|| Cutoff::at_least(half_up(Reach::of(&rules, &caps).attribute_max())));
        RuleBook {
            rules,
            cutoffs: Cutoffs {
                handover,
                high: cutoff(Setting::High).unwrap_or(handover),
                middle: cutoff(Setting::Middle).unwrap_or(Cutoff::at_least(half_up(handover.points))),
                promising,
            },
            setting_rows: self.rows(),
            caps,
            targets: self.targets().or(defaults.targets()).unwrap_or_default(),
            title_ranks,
            hash: String::new(),
            version: String::new(),
        }
    }

    fn rows(&self) -> BTreeMap<&'static str, usize> {
        self.0.iter().filter_map(|(setting, (_, row))| Some((setting.word_key(), (*row)?))).collect()
    }
}

fn half_up(points: i32) -> i32 {
    points.div_euclid(2) + points.rem_euclid(2)
}

fn first_filled(row: &RuleRow, columns: &[ColumnKey]) -> String {
    columns
        .iter()
        .map(|column| text::clean(row.get(*column)))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// The cells in which a setting's number may stand, in the order in which they are tried.
fn number_cells(row: &RuleRow) -> [String; 3] {
    [ColumnKey::RuleContent, ColumnKey::RuleValue, ColumnKey::RulePoints]
        .map(|column| text::clean(row.get(column)))
}

/// Number and operator of a cut-off: `スコアが50点を超えたら`, `30`, `30点以上`.
fn read_cutoff(row: &RuleRow) -> Option<Cutoff> {
    const OVER: [&str; 6] = ["超", "より大", "より多", "より上", "上回", ">"];
    const DOWNWARD: [&str; 9] = ["以下", "未満", "<", "≦", "≤", "下回", "以内", "まで", "ない"];
    let cells = number_cells(row);
    let points = cells.iter().find_map(|text| only_number(text))?;
    let said = format!("{} {}", cells.join(" "), text::clean(row.get(ColumnKey::RuleComparison)));
    let is_at_least = ["以上", ">=", "≧", "≥", "=>"].iter().any(|word| said.contains(word));
    if DOWNWARD.iter().any(|word| said.contains(word)) {
        return None;
    }
    Some(Cutoff { points, is_over: !is_at_least && OVER.iter().any(|word| said.contains(word)) })
}

/// The only number in a text; `None` for none, several, or one beyond any score.
fn only_number(text: &str) -> Option<i32> {
    let plain = text.replace(',', "");
    let mut numbers = plain.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let digits = numbers.next()?;
    if numbers.next().is_some() {
        return None;
    }
    let before = plain.split(digits).next().unwrap_or_default();
    let is_negative = before.chars().next_back().is_some_and(|c| matches!(c, '-' | '−' | '▲' | '△'));
    let number: i32 = digits.parse().ok().filter(|number| *number <= POINTS_MAX * 10)?;
    Some(if is_negative { -number } else { number })
}

/// The industries of a list; `None` where one of them is not known.
fn read_targets(text: &str) -> Option<Industries> {
    let mut targets = Industries::default();
    for name in text.split([',', '、', '，', ';', '/', '\n']).map(str::trim).filter(|name| !name.is_empty())
    {
        let read = read_industry(name).value;
        if read.is_undecided() {
            return None;
        }
        targets.extend(read);
    }
    (!targets.is_undecided()).then_some(targets)
}
