//! Texts that may mean nothing to us.

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
use serde::{Deserialize, Serialize};

/// A text of the client's API that should be a `T`.
///
/// A reply of another shape is most often the page of a gateway and worth another try; a whole reply with a value that
/// we do not know will never be understood (behaviour S23, S32). This type keeps the two apart. Its schema is that of
/// `T`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Told<T> {
    /// One of the values that are agreed.
    Known(T),
    /// Another text.
    Unknown(String),
}

impl<T> Told<T> {
    /// The value, when it is known.
    ///
    /// # Errors
    ///
    /// The text, when it is not.
    pub fn known(self) -> Result<T, String> {
        match self {
            Told::Known(value) => Ok(value),
            Told::Unknown(text) => Err(text),
        }
    }
}

impl<T: JsonSchema> JsonSchema for Told<T> {
    fn schema_name() -> String {
        T::schema_name()
    }

    fn is_referenceable() -> bool {
        T::is_referenceable()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    #[test]
    fn known_value_other_text_and_other_shape_are_told_apart() {
        assert_eq!(from_value::<Told<u8>>(json!(7)).unwrap().known(), Ok(7));
        assert_eq!(from_value::<Told<u8>>(json!("seven")).unwrap().known(), Err("seven".to_owned()));
        assert!(from_value::<Told<u8>>(json!({})).is_err());
    }
}
