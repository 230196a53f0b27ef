//! Who qualifies, who receives, deadline clocks, feedback.

mod settings;

pub use settings::HandoffSettings;
