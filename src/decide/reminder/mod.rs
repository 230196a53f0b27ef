//! Wednesday, Friday and Monday rows, agenda.

mod meeting;
mod settings;

pub use meeting::{AgendaInput, MeetingView, ReminderRow, agenda};
pub use settings::CadenceSettings;
