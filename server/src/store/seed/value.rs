//! One value of a file, held against its column (behaviour S27).

use super::catalogue::{Column, Kind};
use super::problem::Fault;
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use serde_json::Value;

/// A greater id could not be named in a request (behaviour D5, S3), nor counted on from.
const HIGHEST_ID: i64 = 999_999_999_999_999_999;

/// Of a wrong value so many characters are shown.
const SHOWN: usize = 40;

/// Gives the value as the database is to store it.
pub(super) fn check(column: &Column, value: Value) -> Result<Value, Fault> {
    if value.is_null() {
        return if column.nullable { Ok(value) } else { Err(Fault::Null) };
    }
    if let Value::String(text) = &value
        && text.contains('\0')
    {
        return Err(Fault::Nul);
    }
    match accept(column, &value) {
        Some(accepted) if is_allowed(column, &accepted) => Ok(accepted),
        _ => Err(Fault::Unexpected { expected: expected(column), found: shown(&value) }),
    }
}

fn accept(column: &Column, value: &Value) -> Option<Value> {
    match column.kind {
        Kind::Integer => {
            let number = value.as_i64()?;
            (!column.in_key || number <= HIGHEST_ID).then(|| Value::from(number))
        }
        Kind::SmallInteger => value.as_i64().and_then(|number| i16::try_from(number).ok()).map(Value::from),
        Kind::Text => value.as_str().map(Value::from),
        Kind::Date => value.as_str().and_then(date).map(Value::from),
        Kind::Timestamp => value.as_str().and_then(timestamp).map(Value::from),
    }
}

fn is_allowed(column: &Column, value: &Value) -> bool {
    column.allowed.as_ref().is_none_or(|allowed| allowed.contains(value))
}

fn date(text: &str) -> Option<String> {
    has_form(text, "dddd-dd-dd").then_some(())?;
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(text.to_owned())
}

fn timestamp(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    has_form(whole, "dddd-dd-ddTdd:dd:dd").then_some(())?;
    has_form(fraction, "dddddd".get(..fraction.len())?).then_some(())?;
    (!fraction.is_empty()).then_some(())?;
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    // A leap second is stored by neither engine.
    (time.nanosecond() < 1_000_000_000).then(|| stored(time))
}

/// A time as diesel writes it on SQLite, where times are compared as text.
pub(super) fn stored(time: NaiveDateTime) -> String {
    time.format("%F %T%.f").to_string()
}

/// Whether the text is of that form: `d` for a digit, anything else for itself. Year 0 is no year on PostgreSQL.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(byte, form): (u8, u8)| if form == b'd' { byte.is_ascii_digit() } else { byte == form };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits) && !text.starts_with("0000-")
}

fn expected(column: &Column) -> String {
    if let Some(allowed) = &column.allowed {
        return allowed.iter().map(Value::to_string).collect::<Vec<_>>().join(" or ");
    }
    match column.kind {
        Kind::Integer if column.in_key => "a whole number of at most 18 digits",
        Kind::Integer => "a whole number of at most 64 bits",
        Kind::SmallInteger => "a whole number of at most 16 bits",
        Kind::Text => "a text",
        Kind::Date => "a date yyyy-MM-dd",
        Kind::Timestamp => "a time yyyy-MM-ddTHH:mm:ss[.ffffff]",
    }
    .to_owned()
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn column(kind: Kind) -> Column {
        let name = "a_column".to_owned();
        Column { name, kind, nullable: false, has_default: false, in_key: false, allowed: None }
    }

    #[track_caller]
    fn assert_accepted(kind: Kind, given: Value, stored: Value) {
        assert_eq!(check(&column(kind), given), Ok(stored));
    }

    #[track_caller]
    fn assert_refused(kind: Kind, given: Value, message: &str) {
        assert_eq!(check(&column(kind), given).unwrap_err().to_string(), message);
    }

    #[test]
    fn numbers_are_whole_and_have_64_bits() {
        assert_accepted(Kind::Integer, json!(i64::MIN), json!(i64::MIN));
        assert_accepted(Kind::Integer, json!(i64::MAX), json!(i64::MAX));
        let beyond: Value = serde_json::from_str("9223372036854775808").unwrap();
        assert_refused(
            Kind::Integer,
            beyond,
            "expected a whole number of at most 64 bits, found 9223372036854775808",
        );
        for wrong in [json!("1"), json!(1.5), json!(true), json!([1]), json!({"a": 1})] {
            let message = format!("expected a whole number of at most 64 bits, found {wrong}");
            assert_refused(Kind::Integer, wrong, &message);
        }
    }

    #[test]
    fn an_id_has_at_most_18_digits() {
        let key = Column { in_key: true, ..column(Kind::Integer) };
        assert_eq!(check(&key, json!(999_999_999_999_999_999_i64)), Ok(json!(999_999_999_999_999_999_i64)));
        assert_eq!(
            check(&key, json!(1_000_000_000_000_000_000_i64)).unwrap_err().to_string(),
            "expected a whole number of at most 18 digits, found 1000000000000000000"
        );
    }

    #[test]
    fn flags_take_the_values_of_their_constraint() {
        let flag = Column { allowed: Some(vec![json!(0), json!(1)]), ..column(Kind::SmallInteger) };
        assert_eq!(check(&flag, json!(1)), Ok(json!(1)));
        for wrong in [json!(2), json!("1"), json!(true), json!(70_000)] {
            let message = format!("expected 0 or 1, found {wrong}");
            assert_eq!(check(&flag, wrong).unwrap_err().to_string(), message);
        }
        let flag = Column { allowed: Some(vec![json!("Y"), json!("N")]), ..column(Kind::Text) };
        assert_eq!(check(&flag, json!("N")), Ok(json!("N")));
        for wrong in [json!("y"), json!(""), json!(1)] {
            let message = format!("expected \"Y\" or \"N\", found {wrong}");
            assert_eq!(check(&flag, wrong).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn text_is_text_without_nul() {
        assert_accepted(Kind::Text, json!("7; DROP TABLE é"), json!("7; DROP TABLE é"));
        assert_refused(Kind::Text, json!(7), "expected a text, found 7");
        assert_refused(Kind::Text, json!("a\0b"), "the text contains a NUL character");
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert_accepted(Kind::Date, json!("2024-02-29"), json!("2024-02-29"));
        for wrong in [
            "2026-02-29",
            "2026-2-28",
            "26-02-28",
            "28/02/2026",
            "2026-02-28T00:00:00",
            "0000-01-01",
            "+026-01-01",
        ] {
            assert_refused(
                Kind::Date,
                json!(wrong),
                &format!("expected a date yyyy-MM-dd, found \"{wrong}\""),
            );
        }
    }

    #[test]
    fn times_are_stored_as_diesel_writes_them() {
        for (given, stored) in [
            ("2026-06-15T09:30:00", "2026-06-15 09:30:00"),
            ("2026-06-15T09:30:00.5", "2026-06-15 09:30:00.500"),
            ("2026-06-15T09:30:00.123456", "2026-06-15 09:30:00.123456"),
            ("2026-06-15T09:30:00.000000", "2026-06-15 09:30:00"),
            ("2026-03-29T01:30:00", "2026-03-29 01:30:00"),
        ] {
            assert_accepted(Kind::Timestamp, json!(given), json!(stored));
        }
    }

    #[test]
    fn times_have_no_zone_no_leap_second_and_at_most_six_decimals() {
        for wrong in [
            "2026-06-15",
            "2026-06-15 09:30:00",
            "2026-06-15T09:30",
            "2026-06-15T09:30:00Z",
            "2026-06-15T09:30:00+01:00",
            "2026-06-15T09:30:60",
            "2026-06-15T24:00:00",
            "2026-06-15T09:30:00.",
            "2026-06-15T09:30:00.1234567",
            "2026-06-15T09:30:00.+1",
        ] {
            let message = format!("expected a time yyyy-MM-ddTHH:mm:ss[.ffffff], found \"{wrong}\"");
            assert_refused(Kind::Timestamp, json!(wrong), &message);
        }
    }

    #[test]
    fn null_is_for_columns_that_may_be_blank() {
        let nullable = Column { nullable: true, ..column(Kind::Date) };
        assert_eq!(check(&nullable, Value::Null), Ok(Value::Null));
        assert_refused(Kind::Date, Value::Null, "the column must not be null");
    }

    #[test]
    fn a_long_value_is_shown_cut() {
        let message = check(&column(Kind::Date), json!("é".repeat(100))).unwrap_err().to_string();
        assert_eq!(message, format!("expected a date yyyy-MM-dd, found \"{}…", "é".repeat(39)));
    }
}
