//! Days in request bodies.

use chrono::NaiveDate;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// A day in the one spelling that the contract knows, `yyyy-MM-dd`: chrono's own reading lets blanks, single digits and
/// years of five digits pass.
struct Day(NaiveDate);

struct DayVisitor;

impl Visitor<'_> for DayVisitor {
    type Value = Day;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date (yyyy-MM-dd)")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
        parse(text).map(Day).ok_or_else(|| E::invalid_value(Unexpected::Other("another string"), &self))
    }
}

/// Reads a day. `None` for anything else.
pub(super) fn parse(text: &str) -> Option<NaiveDate> {
    let spelt = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    // PostgreSQL counts years as people do: there is no year 0.
    if spelt && !text.starts_with("0000") { text.parse().ok() } else { None }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DayVisitor)
    }
}

/// For required properties.
pub(super) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    Ok(Day::deserialize(deserializer)?.0)
}

/// For optional properties: absent and null are both none.
pub(super) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    Ok(Option::<Day>::deserialize(deserializer)?.map(|day| day.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_spelling_of_the_contract_is_read() {
        let read = |text: &str| serde_json::from_value::<Day>(text.into()).ok().map(|day| day.0.to_string());
        assert_eq!(read("2028-02-29").as_deref(), Some("2028-02-29"));
        for text in [
            "",
            "2026-6-1",
            " 2026-06-01",
            "2026-06-1 ",
            "+2026-06-01",
            "20260-06-01",
            "0000-01-01",
            "2026-02-30",
            "2026-06-01T00:00:00",
            "2026/06/01",
            "\u{0662}026-06-01",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
