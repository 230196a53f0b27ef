//! Interned texts and formats: each distinct one is kept once and named by a number.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

/// The number of "no text" and "no format".
pub(crate) const NONE: u32 = 0;

/// Append-only tables of one book.
#[derive(Debug)]
pub(crate) struct Pool {
    texts: Vec<Arc<str>>,
    text_numbers: HashMap<Arc<str>, u32>,
    messages: Vec<Arc<Value>>,
    message_numbers: HashMap<String, u32>,
}

impl Default for Pool {
    fn default() -> Self {
        let empty: Arc<str> = Arc::from("");
        Self {
            texts: vec![empty.clone()],
            text_numbers: HashMap::from([(empty, NONE)]),
            messages: vec![Arc::new(Value::Null)],
            message_numbers: HashMap::new(),
        }
    }
}

impl Pool {
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if let Some(number) = self.text_numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(NONE);
        let kept: Arc<str> = Arc::from(text);
        self.texts.push(kept.clone());
        self.text_numbers.insert(kept, number);
        number
    }

    pub(crate) fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// Keeps a message such as a cell format; `null` and `{}` are [`NONE`].
    pub(crate) fn intern_message(&mut self, message: &Value) -> u32 {
        if message.is_null() || message.as_object().is_some_and(serde_json::Map::is_empty) {
            return NONE;
        }
        let key = message.to_string();
        if let Some(number) = self.message_numbers.get(&key) {
            return *number;
        }
        let number = u32::try_from(self.messages.len()).unwrap_or(NONE);
        self.messages.push(Arc::new(message.clone()));
        self.message_numbers.insert(key, number);
        number
    }

    pub(crate) fn message(&self, number: u32) -> &Value {
        self.messages.get(number as usize).map_or(&Value::Null, |message| message)
    }

    /// The number format of a cell format: type and pattern.
    pub(crate) fn number_format(&self, format: u32) -> Option<(&str, &str)> {
        let format = self.message(format).get("numberFormat")?;
        let kind = format.get("type")?.as_str()?;
        Some((kind, format.get("pattern").and_then(Value::as_str).unwrap_or("")))
    }
}
