//! Times of day in request bodies.

use chrono::{NaiveTime, Timelike};
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::{InstanceType, Schema, SchemaObject};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A time of day on a clock in London, without a date: `09:30`, `09:30:00` or `09:30:00.000`, to the microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalTime(pub NaiveTime);

struct LocalTimeVisitor;

impl Visitor<'_> for LocalTimeVisitor {
    type Value = LocalTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time (HH:mm, HH:mm:ss or HH:mm:ss.SSS)")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<LocalTime, E> {
        parse(text).map(LocalTime).ok_or_else(|| E::invalid_value(Unexpected::Other("another string"), &self))
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(LocalTimeVisitor)
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.format("%H:%M:%S%.f"))
    }
}

impl JsonSchema for LocalTime {
    fn schema_name() -> String {
        "LocalTime".to_owned()
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            format: Some("partial-time".to_owned()),
            ..SchemaObject::default()
        }
        .into()
    }
}

/// Reads a time of day: `HH:mm`, `HH:mm:ss`, or with a fraction of one to nine digits (behaviour 2.15).
///
/// Cut to the microsecond, which is what the database holds. `None` for anything else, leap seconds included.
pub(super) fn parse(text: &str) -> Option<NaiveTime> {
    let (time, fraction) = match text.split_once('.') {
        Some((time, fraction)) => (time, Some(fraction)),
        None => (text, None),
    };
    let mut parts = time.split(':');
    let hour = two_digits(parts.next()?)?;
    let minute = two_digits(parts.next()?)?;
    let second = parts.next().map(two_digits);
    if parts.next().is_some() || (fraction.is_some() && second.is_none()) {
        return None;
    }
    let micros = match fraction {
        Some(fraction) => microseconds(fraction)?,
        None => 0,
    };
    NaiveTime::from_hms_micro_opt(hour, minute, second.unwrap_or(Some(0))?, micros)
        .filter(|time| time.nanosecond() < 1_000_000_000)
}

fn two_digits(text: &str) -> Option<u32> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn microseconds(fraction: &str) -> Option<u32> {
    let digits = (1..=9).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return None;
    }
    let micros: String = fraction.chars().chain("000000".chars()).take(6).collect();
    micros.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn seconds_and_fraction_may_be_left_out() {
        assert_eq!(parse("09:30"), NaiveTime::from_hms_opt(9, 30, 0));
        assert_eq!(parse("09:30:15"), NaiveTime::from_hms_opt(9, 30, 15));
        assert_eq!(parse("09:30:15.5"), NaiveTime::from_hms_micro_opt(9, 30, 15, 500_000));
        assert_eq!(parse("23:59:59.123456789"), NaiveTime::from_hms_micro_opt(23, 59, 59, 123_456));
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "9:30",
            "09",
            "0930",
            "24:00",
            "09:60",
            "09:30:60",
            "09:30:15.",
            "09:30.5",
            "09:30:15Z",
            " 09:30",
            "+9:30",
            "09:30:15.1234567890",
            "09:30:15:00",
            "\u{0660}9:30",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_time_of_day_is_read_back(seconds in 0_u32..86_400, micros in 0_u32..1_000_000) {
            let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, micros * 1_000).unwrap();
            prop_assert_eq!(parse(&time.format("%H:%M:%S%.6f").to_string()), Some(time));
            prop_assert_eq!(parse(&time.format("%H:%M").to_string()), time.with_second(0).and_then(|t| t.with_nanosecond(0)));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9:.]{0,16}|.{0,12}") {
            let _ = parse(&text);
        }
    }
}
