//! Wednesday, Friday and Monday rows, agenda.

mod meeting;
mod settings;

pub use meeting::{Agenda, MeetingView, ReminderRow, agenda};
pub use settings::CadenceSettings;
