//! Ids in request bodies.

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::{
    InstanceType, NumberValidation, Schema, SchemaObject, StringValidation, SubschemaValidation,
};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// An id of Delius in a request body: a JSON number or a numeric string (behaviour D5).
///
/// The client sends `"2500949965"`; both spellings mean the same. Signs, blanks, decimals and exponents are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct NumericId(pub i64);

/// More digits might not fit 64 bits.
const MAX_DIGITS: usize = 18;

struct NumericIdVisitor;

impl Visitor<'_> for NumericIdVisitor {
    type Value = NumericId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number or a string of 1 to 18 digits")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<NumericId, E> {
        i64::try_from(value).map(NumericId).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NumericId, E> {
        let digits = (1..=MAX_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(id) if digits => Ok(NumericId(id)),
            _ => Err(E::invalid_value(Unexpected::Other("another string"), &self)),
        }
    }
}

impl<'de> Deserialize<'de> for NumericId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumericIdVisitor)
    }
}

impl JsonSchema for NumericId {
    fn schema_name() -> String {
        "NumericId".to_owned()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let number = SchemaObject {
            instance_type: Some(InstanceType::Integer.into()),
            format: Some("int64".to_owned()),
            number: Some(Box::new(NumberValidation { minimum: Some(0.0), ..NumberValidation::default() })),
            ..SchemaObject::default()
        };
        let digits = SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            string: Some(Box::new(StringValidation {
                min_length: Some(1),
                max_length: Some(18),
                pattern: Some("^[0-9]+$".to_owned()),
            })),
            ..SchemaObject::default()
        };
        let either = SubschemaValidation {
            one_of: Some(vec![number.into(), digits.into()]),
            ..SubschemaValidation::default()
        };
        let mut schema = SchemaObject { subschemas: Some(Box::new(either)), ..SchemaObject::default() };
        schema.metadata().description = Some(
            "An id of Delius: a 64-bit whole number, or a string of 1 to 18 digits. Both mean the same."
                .to_owned(),
        );
        schema.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Option<i64> {
        serde_json::from_str::<NumericId>(json).ok().map(|id| id.0)
    }

    #[test]
    fn number_and_numeric_string_mean_the_same() {
        assert_eq!(parse("2500949965"), Some(2_500_949_965));
        assert_eq!(parse("\"2500949965\""), Some(2_500_949_965));
        assert_eq!(parse("9223372036854775807"), Some(i64::MAX));
        assert_eq!(parse("\"007\""), Some(7));
    }

    #[test]
    fn everything_else_is_refused() {
        for json in [
            "\"\"",
            "\" 1\"",
            "\"+1\"",
            "\"-1\"",
            "-1",
            "1.0",
            "1e3",
            "\"1e3\"",
            "\"1.0\"",
            "true",
            "null",
            "[1]",
            "9223372036854775808",
            "\"1234567890123456789\"",
            "\"\u{0661}\"",
        ] {
            assert_eq!(parse(json), None, "{json}");
        }
    }
}
