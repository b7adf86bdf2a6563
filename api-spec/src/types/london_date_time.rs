//! A moment as a reader in London would write it.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::{InstanceType, Schema, SchemaObject};
use serde::{Serialize, Serializer};

/// A moment with London's offset at that moment: `+01:00` in summer time, `Z` otherwise; no fraction when it is zero
/// (behaviour S1, 6.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LondonDateTime(pub DateTime<FixedOffset>);

impl Serialize for LondonDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl JsonSchema for LondonDateTime {
    fn schema_name() -> String {
        "LondonDateTime".to_owned()
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            format: Some("date-time".to_owned()),
            ..SchemaObject::default()
        }
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let moment = LondonDateTime(DateTime::parse_from_rfc3339(text).unwrap());
        serde_json::to_value(moment).unwrap().as_str().unwrap().to_owned()
    }

    #[test]
    fn winter_is_z_and_summer_has_its_offset() {
        assert_eq!(written("2026-01-05T09:30:00+00:00"), "2026-01-05T09:30:00Z");
        assert_eq!(written("2026-07-01T10:00:00+01:00"), "2026-07-01T10:00:00+01:00");
    }

    #[test]
    fn fraction_is_written_only_when_there_is_one() {
        assert_eq!(written("2026-01-05T09:30:00.250+00:00"), "2026-01-05T09:30:00.250Z");
        assert_eq!(written("2026-01-05T09:30:00.000001+00:00"), "2026-01-05T09:30:00.000001Z");
    }
}
