//! Who qualifies, who receives, deadline clocks, feedback.

mod person;
mod row;
mod settings;
mod state;

pub use person::person_marks;
pub use row::{Feedback, HandoffRow, read_handoffs, read_written_time, written_time};
pub use settings::HandoffSettings;
pub use state::{HandoffState, state_of};
