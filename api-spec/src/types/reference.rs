//! The client's own references to its session records.

use serde::Deserializer;
use serde::de::{Error, Unexpected, Visitor};
use std::fmt;
use uuid::Uuid;

struct ReferenceVisitor;

impl Visitor<'_> for ReferenceVisitor {
    type Value = Uuid;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a UUID")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Uuid, E> {
        // The other spellings that the library reads (without hyphens, in braces, as a URN) are not in the contract.
        let hyphenated = text.len() == uuid::fmt::Hyphenated::LENGTH;
        Uuid::try_parse(text)
            .ok()
            .filter(|_| hyphenated)
            .ok_or_else(|| E::invalid_value(Unexpected::Other("another string"), &self))
    }
}

/// For a required reference: a UUID in groups of 8, 4, 4, 4 and 12 digits; upper and lower case mean the same (S13).
pub(super) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Uuid, D::Error> {
    deserializer.deserialize_str(ReferenceVisitor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Body(#[serde(deserialize_with = "required")] Uuid);

    #[test]
    fn case_does_not_matter_and_other_spellings_are_refused() {
        let read =
            |text: &str| serde_json::from_value::<Body>(text.into()).ok().map(|body| body.0.to_string());
        let expected = "3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11";
        assert_eq!(read(expected).as_deref(), Some(expected));
        assert_eq!(read(&expected.to_uppercase()).as_deref(), Some(expected));
        for text in [
            "",
            "3f0c1f4e1b534d0e9a0d0d6b6f2b9a11",
            "{3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11}",
            "urn:uuid:3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11",
            "3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a1g",
            " 3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a1",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
