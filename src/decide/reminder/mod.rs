//! Wednesday, Friday and Monday rows, agenda.

mod settings;

pub use settings::CadenceSettings;
