//! Choices: properties that hold one of a few words.

use serde::de::IntoDeserializer;
use serde::{Deserialize, Deserializer};

/// For an optional choice: absent and null are both none.
///
/// Read from a string only. serde would take an object with the word as its key as well, and `serde_json` says of a number
/// that it is no JSON at all, which names no property.
pub(super) fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let word = Option::<String>::deserialize(deserializer)?;
    word.map(|word| T::deserialize(word.into_deserializer())).transpose()
}
