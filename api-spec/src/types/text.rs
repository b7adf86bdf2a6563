//! Text in request bodies.

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// Text that the database can hold: anything but a NUL character, which PostgreSQL does not take (behaviour S7).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Text(String);

impl Text {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes text of our own.
    pub(crate) fn own(text: &str) -> Text {
        Text(text.to_owned())
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string without NUL characters")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text, E> {
        if text.contains('\0') {
            Err(E::invalid_value(Unexpected::Other("another string"), &self))
        } else {
            Ok(Text(text))
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(TextVisitor)
    }
}

/// A plain string in the document.
impl JsonSchema for Text {
    fn schema_name() -> String {
        "Text".to_owned()
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nul_is_refused() {
        for text in ["", "Ça va 🙂 \"it's\" \r\n \u{202e}", &"x".repeat(10_000)] {
            let read: Text = serde_json::from_value(text.into()).unwrap();
            assert_eq!(read.as_str(), text);
        }
        assert!(serde_json::from_str::<Text>(r#""a\u0000b""#).is_err());
        assert!(serde_json::from_str::<Text>("1").is_err());
    }
}
