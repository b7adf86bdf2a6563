//! Times on a clock in London that say nothing of an offset, or pretend to.

use super::{day, local_time};
use chrono::NaiveDateTime;
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::{InstanceType, Metadata, Schema, SchemaObject};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A day and a time on a clock in London, to the microsecond: `2026-08-20T09:30:00`, with or without a fraction.
///
/// The client writes a `Z` behind it that does not mean UTC. It is dropped, and nothing is ever shifted (behaviour D31).
/// Another offset is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WallTime(pub NaiveDateTime);

struct WallTimeVisitor;

impl Visitor<'_> for WallTimeVisitor {
    type Value = WallTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date and time without an offset (yyyy-MM-ddTHH:mm:ss.SSS)")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<WallTime, E> {
        parse(text).map(WallTime).ok_or_else(|| E::invalid_value(Unexpected::Other("another string"), &self))
    }
}

impl<'de> Deserialize<'de> for WallTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(WallTimeVisitor)
    }
}

impl Serialize for WallTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.format("%Y-%m-%dT%H:%M:%S%.f"))
    }
}

impl JsonSchema for WallTime {
    fn schema_name() -> String {
        "WallTime".to_owned()
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let description = "A date and time on London's clocks. A `Z` at the end does not mean UTC.";
        SchemaObject {
            metadata: Some(Box::new(Metadata {
                description: Some(description.to_owned()),
                ..Metadata::default()
            })),
            instance_type: Some(InstanceType::String.into()),
            ..SchemaObject::default()
        }
        .into()
    }
}

fn parse(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.strip_suffix('Z').unwrap_or(text).split_once('T')?;
    Some(day::parse(date)?.and_time(local_time::parse(time)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        let read = serde_json::from_value::<WallTime>(text.into()).ok()?;
        serde_json::to_value(read).ok()?.as_str().map(str::to_owned)
    }

    #[test]
    fn fraction_and_false_z_may_be_there_or_not_and_nothing_is_shifted() {
        for (text, expected) in [
            ("2026-08-20T09:30:00", "2026-08-20T09:30:00"),
            ("2026-08-20T09:30:00Z", "2026-08-20T09:30:00"),
            ("2026-08-20T09:30:00.000Z", "2026-08-20T09:30:00"),
            ("2026-08-20T09:30:00.123", "2026-08-20T09:30:00.123"),
            ("2026-08-20T09:30:00.123456789Z", "2026-08-20T09:30:00.123456"),
            ("2026-08-20T09:30", "2026-08-20T09:30:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn another_offset_and_everything_else_is_refused() {
        for text in [
            "",
            "Z",
            "T",
            "2026-08-20",
            "2026-08-20Z",
            "2026-08-20T09:30:00+01:00",
            "2026-08-20T09:30:00+00:00",
            "2026-08-20T09:30:00ZZ",
            "2026-08-20T09:30:00z",
            "2026-08-20 09:30:00",
            "2026-08-20T09:30:00.",
            "2026-08-20T09:30:60",
            "2026-02-30T09:30:00",
            "2026-08-20T09:30:00[Europe/London]",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_time_is_read_back_with_and_without_z(seconds in 0_i64..4_000_000_000, micros in 0_u32..1_000_000) {
            let time = chrono::DateTime::from_timestamp(seconds, micros * 1_000).unwrap().naive_utc();
            let text = serde_json::to_value(WallTime(time)).unwrap();
            let text = text.as_str().unwrap();
            prop_assert_eq!(parse(text), Some(time));
            prop_assert_eq!(parse(&format!("{text}Z")), Some(time));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9TZ:.-]{0,26}|.{0,12}") {
            let _ = parse(&text);
        }
    }
}
