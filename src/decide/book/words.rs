//! The Japanese words that the sheet shows, by key, so that a team can rename any of them without touching code.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Words by dotted key, e.g. `priority.high` is 高.
///
/// Shape: looked up, never iterated; hundreds of thousands of times where a long list is put into words.
/// Source: `config/words.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(FxHashMap<String, Arc<str>>);

impl Words {
    /// The words of this table.
    pub fn new(words: BTreeMap<String, String>) -> Self {
        Self(words.into_iter().map(|(key, word)| (key, word.into())).collect())
    }

    /// The word for a key; the key itself where there is none, so that a gap is seen and nothing stops.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, |word| word)
    }

    /// The word for a key as [`Words::get`] gives it, for a place that keeps it.
    pub fn shared(&self, key: &str) -> Arc<str> {
        self.0.get(key).map_or_else(|| key.into(), Arc::clone)
    }

    /// The word for `section.name`.
    pub fn of(&self, section: &str, name: &str) -> String {
        let key = format!("{section}.{name}");
        self.get(&key).to_owned()
    }

    /// The word with every `{name}` replaced by its value.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut filled = String::with_capacity(2 * rest.len());
        while let Some((before, behind)) = rest.split_once('{') {
            let found = values
                .iter()
                .find_map(|(name, value)| Some((value, behind.strip_prefix(name)?.strip_prefix('}')?)));
            let (value, behind) = found.unwrap_or((&"{", behind));
            filled.push_str(before);
            filled.push_str(value);
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    /// There is a word for this key.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }
}
