//! `handoff.toml`: what a company decides about hand-overs.

use super::document::{Document, Section};
use crate::decide::handoff::HandoffSettings;

const NAME_CHARACTERS_MAX: usize = 100;

/// The settings of the file; a key left out keeps its default.
pub(super) fn read(document: &Document) -> HandoffSettings {
    let mut settings = HandoffSettings {
        giver: "インサイドセールスチーム".to_owned(),
        fallback_rep: "営業マネージャー".to_owned(),
        due_business_days: 2,
        additions_max: 500,
        vanished_percent_max: 30,
        unknown_fate_hold_s: 190,
    };
    let Some(root) = document.parse() else { return settings };
    let mut top = Section::root(document, &root);
    set(&mut settings.giver, top.text("giver", 1..=NAME_CHARACTERS_MAX));
    set(&mut settings.fallback_rep, top.text("fallback_rep", 1..=NAME_CHARACTERS_MAX));
    set(&mut settings.due_business_days, number(top.whole("due_business_days", 1..=60)));
    set(&mut settings.additions_max, number(top.whole("additions_max", 1..=1000)));
    set(&mut settings.vanished_percent_max, number(top.whole("vanished_percent_max", 1..=100)));
    set(&mut settings.unknown_fate_hold_s, number(top.whole("unknown_fate_hold_s", 0..=3600)));
    top.finish();
    settings
}

/// Puts a value in the place of its default.
pub(super) fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// A whole number whose range was checked when it was read, as another type of number.
pub(super) fn number<T: TryFrom<i64>>(value: Option<i64>) -> Option<T> {
    value.and_then(|value| T::try_from(value).ok())
}
