//! From text to tables, rows and values, exactly as they stand in the file.
//!
//! JSON lets a key stand twice in an object and most readers then drop one of them; here both are kept, for [`check`] to
//! refuse.
//!
//! [`check`]: super::check

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A JSON object, with its entries in their order and none of them dropped.
pub(super) struct Entries<'a, V>(pub(super) Vec<(Cow<'a, str>, V)>);

/// Column to value.
pub(super) type RawRow<'a> = Entries<'a, Value>;

/// Table to rows.
pub(super) type RawFile<'a> = Entries<'a, Vec<RawRow<'a>>>;

/// Reads a dataset. The error says what was expected, and at which line and column.
pub(super) fn parse(text: &str) -> Result<RawFile<'_>, serde_json::Error> {
    serde_json::from_str(text)
}

/// A key, borrowed from the text where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

struct EntriesVisitor<'a, V>(PhantomData<(&'a (), V)>);

impl<'de: 'a, 'a, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<'a, V> {
    type Value = Entries<'a, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((Key(key), value)) = map.next_entry::<Key<'de>, V>()? {
            entries.push((key, value));
        }
        Ok(Entries(entries))
    }
}

impl<'de: 'a, 'a, V: Deserialize<'de>> Deserialize<'de> for Entries<'a, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}
