//! Date and time with an offset, as events tell them.

use crate::domain::london;
use chrono::{DateTime, Datelike, FixedOffset, Timelike};

/// More digits of a fraction are not agreed on.
const MAX_FRACTION_DIGITS: usize = 9;

/// A leap second is counted as nanoseconds beyond this.
const NANOS_OF_A_SECOND: u32 = 1_000_000_000;

/// Reads a date and time with `Z` or an offset and 0 to 9 digits of a fraction.
///
/// `None` for anything else, and for what Delius' database could not hold: leap seconds, and years before 1 or after
/// 9999 in London.
pub(super) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let moment = DateTime::parse_from_rfc3339(text).ok()?;
    let year = london::wall_time(moment.to_utc()).year();
    let is_fit = text.get(10..11) == Some("T")
        && fraction_digits(text) <= MAX_FRACTION_DIGITS
        && moment.nanosecond() < NANOS_OF_A_SECOND
        && (1..=9_999).contains(&year);
    is_fit.then_some(moment)
}

fn fraction_digits(text: &str) -> usize {
    let fraction = text.split_once('.').map(|(_, rest)| rest).unwrap_or_default();
    fraction.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::SecondsFormat;
    use proptest::prelude::*;

    fn told(text: &str) -> Option<String> {
        parse(text).map(|moment| moment.to_rfc3339())
    }

    #[test]
    fn fraction_and_offset_are_kept() {
        for (text, expected) in [
            ("2026-09-15T14:30:00+01:00", "2026-09-15T14:30:00+01:00"),
            ("2026-09-15T14:30:00.1+01:00", "2026-09-15T14:30:00.100+01:00"),
            ("2026-09-15T14:30:00.123456789-05:30", "2026-09-15T14:30:00.123456789-05:30"),
            ("2026-09-15T14:30:00Z", "2026-09-15T14:30:00+00:00"),
        ] {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026-09-15",
            "2026-09-15T14:30:00",
            "2026-09-15 14:30:00Z",
            "2026-09-15t14:30:00Z",
            "2026-09-15T14:30:00.Z",
            "2026-09-15T14:30:00.1234567890Z",
            "2026-09-15T25:30:00Z",
            "2026-02-29T14:30:00Z",
            "2026-09-15T14:30:00+25:00",
            "2026-09-15T14:30:00+01:00[Europe/London]",
            " 2026-09-15T14:30:00Z",
            "2026-12-31T23:59:60Z",
            "0000-06-15T12:00:00Z",
            "9999-12-31T23:59:59-12:00",
            "2026-09-15T14:30:00\u{0}Z",
        ] {
            assert_eq!(told(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_is_read_as_it_is_written(
            seconds in -60_000_000_000_i64..250_000_000_000,
            nanos in 0_u32..1_000_000_000,
            minutes in -14 * 60..=14 * 60,
        ) {
            let offset = FixedOffset::east_opt(minutes * 60).unwrap();
            let moment = DateTime::from_timestamp(seconds, nanos).unwrap().with_timezone(&offset);
            for (digits, unit) in
                [(SecondsFormat::Nanos, 1), (SecondsFormat::Micros, 1_000), (SecondsFormat::Secs, 1_000_000_000)]
            {
                let cut = moment.with_nanosecond(nanos - nanos % unit);
                prop_assert_eq!(parse(&moment.to_rfc3339_opts(digits, true)), cut);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*|[0-9T:.Z+-]{0,40}") {
            let _ = parse(&text);
        }
    }
}
