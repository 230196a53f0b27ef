//! What a company decides about hand-overs.

/// What a company decides about hand-overs.
///
/// Source: `config/handoff.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoffSettings {
    /// Who hands over, as shown (引き渡し担当).
    pub giver: String,
    /// Who receives when nothing else is known (営業担当). Never empty.
    pub fallback_rep: String,
    /// Business days until the first response is due.
    ///
    /// Shape: 1 ..= 60. Unit: business days.
    pub due_business_days: u32,
    /// Rows that one pass may add to トスアップリスト; the rest follows in the next passes and is told.
    pub additions_max: usize,
    /// Share of leads that may vanish between two passes before the tab is left alone.
    ///
    /// Unit: percent.
    pub vanished_percent_max: u32,
    /// How long a write of unknown fate holds back the adding of its rows.
    ///
    /// Shape: Google gives up on a request after 180 s, so 190 with Google; 0 with a server in the same process. Unit: seconds.
    pub unknown_fate_hold_s: u32,
}
