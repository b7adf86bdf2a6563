//! Times as telemetry tells them (behaviour 6.4).

use super::london;
use chrono::{NaiveDateTime, Timelike};

/// A London wall time with its offset and zone, such as `2025-06-01T14:30+01:00[Europe/London]`: seconds are left out
/// when they are zero, and a fraction has three or six digits.
pub fn zoned_text(wall_time: NaiveDateTime) -> String {
    let moment = london::moment(wall_time);
    let micros = moment.nanosecond() / 1_000;
    let time = match (moment.second(), micros) {
        (0, 0) => moment.format("%Y-%m-%dT%H:%M"),
        (_, 0) => moment.format("%Y-%m-%dT%H:%M:%S"),
        (_, micros) if micros % 1_000 == 0 => moment.format("%Y-%m-%dT%H:%M:%S%.3f"),
        _ => moment.format("%Y-%m-%dT%H:%M:%S%.6f"),
    };
    let offset = match moment.offset().local_minus_utc() {
        0 => "Z".to_owned(),
        _ => moment.format("%:z").to_string(),
    };
    format!("{time}{offset}[Europe/London]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_seconds_are_left_out_and_winter_is_z() {
        for (time, text) in [
            ("2025-06-01T14:30:00", "2025-06-01T14:30+01:00[Europe/London]"),
            ("2025-06-01T14:30:05", "2025-06-01T14:30:05+01:00[Europe/London]"),
            ("2025-06-01T14:30:00.120", "2025-06-01T14:30:00.120+01:00[Europe/London]"),
            ("2025-06-01T14:30:00.000001", "2025-06-01T14:30:00.000001+01:00[Europe/London]"),
            ("2026-01-01T12:00:00", "2026-01-01T12:00Z[Europe/London]"),
            ("2026-10-25T01:30:00", "2026-10-25T01:30+01:00[Europe/London]"),
        ] {
            assert_eq!(zoned_text(time.parse().unwrap()), text);
        }
    }
}
