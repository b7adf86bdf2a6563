//! Properties of which absent and null mean different things.

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a request says of a stored value: nothing (the property is absent), that it be removed (null), or what it shall
/// be (behaviour D18).
///
/// Stands in a struct with `#[serde(default, skip_serializing_if = "Patch::is_keep")]`. The schema has a name of its own,
/// so that generated clients get a type that can say null, and not just leave the property out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// Absent: the stored value stays.
    #[default]
    Keep,
    /// Null: the stored value is removed.
    Clear,
    /// The stored value is replaced.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the property is absent.
    pub fn is_keep(&self) -> bool {
        matches!(self, Patch::Keep)
    }

    /// The new value, if there is one.
    pub fn set(&self) -> Option<&T> {
        match self {
            Patch::Set(value) => Some(value),
            Patch::Keep | Patch::Clear => None,
        }
    }

    /// The same of another type.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(value) => Patch::Set(change(value)),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Patch::Clear, Patch::Set))
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.set().serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn schema_name() -> String {
        format!("Clearable{}", T::schema_name())
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator).into_object();
        schema.extensions.insert("nullable".to_owned(), true.into());
        schema.metadata().description =
            Some("Absent: the stored value stays. Null: it is removed.".to_owned());
        schema.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, Serialize)]
    struct Body {
        #[serde(default, skip_serializing_if = "Patch::is_keep")]
        text: Patch<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_told_apart_both_ways() {
        for (json, patch) in [
            ("{}", Patch::Keep),
            (r#"{"text":null}"#, Patch::Clear),
            (r#"{"text":"new"}"#, Patch::Set("new".to_owned())),
        ] {
            let body: Body = serde_json::from_str(json).unwrap();
            assert_eq!(body.text, patch);
            assert_eq!(serde_json::to_string(&body).unwrap(), json);
        }
    }

    #[test]
    fn value_can_be_looked_at_and_changed() {
        assert_eq!(Patch::Set(2).map(|number| number + 1), Patch::Set(3));
        assert_eq!(Patch::<u8>::Clear.map(u16::from), Patch::Clear);
        assert_eq!((Patch::Set(2).set(), Patch::<u8>::Clear.set()), (Some(&2), None));
    }
}
