//! Request bodies, from JSON that people or scripts wrote.
//!
//! A body of another shape is told before anything is sent, with the path of the property at fault. The value there is
//! not repeated: it may be personal, and what a script prints ends up in logs. Everything else that the contract asks of
//! a body is the service's to check.

use crate::input;
use crate::problem::Problem;
use serde::de::DeserializeOwned;
use serde_json::{Deserializer, Error};
use std::io::Read;
use std::path::Path;

/// Reads a body from the file, or from the input in place of `-`.
pub fn read<T: DeserializeOwned>(file: &Path, input: impl Read) -> Result<T, Problem> {
    let bytes = input::bytes(file, input)?;
    parse(&bytes).map_err(|fault| Problem::Body { name: input::name(file), fault })
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    if bytes.trim_ascii_start().starts_with(b"[") {
        // serde would take a list for an object, value by value.
        return Err("$ must be an object".to_owned());
    }
    let mut deserializer = Deserializer::from_slice(bytes);
    let body = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| fault(&error.path().to_string(), error.inner()))?;
    deserializer.end().map_err(|error| not_json(&error))?;
    Ok(body)
}

/// Where the body is at fault, and what has to be there.
fn fault(path: &str, error: &Error) -> String {
    if !error.is_data() {
        return not_json(error);
    }
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    let (name, reason) = if let Some(name) = quoted(text, "missing field `") {
        (Some(name), "is missing".to_owned())
    } else if let Some(name) = quoted(text, "duplicate field `") {
        (Some(name), "is given twice".to_owned())
    } else if text.ends_with("untagged enum NumericId") {
        (None, "must be a whole number or a string of 1 to 18 digits".to_owned())
    } else if let Some((_, expected)) = text.rsplit_once(", expected ") {
        (None, format!("must be {}", wording(expected)))
    } else {
        // What date and UUID say of a text; they do not quote it.
        (None, format!("cannot be read: {text}"))
    };
    format!("{} {reason} (line {}, column {})", whole(path, name), error.line(), error.column())
}

/// The parser's texts for this name what stands in the way, and no values.
fn not_json(error: &Error) -> String {
    format!("not JSON: {error}")
}

/// serde tells of a missing property at the object that lacks it.
fn whole(path: &str, name: Option<&str>) -> String {
    match (path, name) {
        (".", None) => "$".to_owned(),
        (".", Some(name)) => name.to_owned(),
        (path, None) => path.to_owned(),
        (path, Some(name)) => format!("{path}.{name}"),
    }
}

fn quoted<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    text.strip_prefix(before)?.strip_suffix('`')
}

/// What serde expects, in the words of JSON instead of Rust.
fn wording(expected: &str) -> String {
    match expected {
        "a sequence" => "a list".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a formatted date string" => "a date (yyyy-MM-dd)".to_owned(),
        expected if expected.starts_with("struct ") => "an object".to_owned(),
        expected => expected.replace('`', ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use apd_client::types::{CreateAppointments, UpdateAppointments};

    const ITEM: &str = include_str!(concat!(env!("OUT_DIR"), "/create-appointments.json"));

    #[track_caller]
    fn refused(json: &str) -> String {
        parse::<CreateAppointments>(json.as_bytes()).unwrap_err()
    }

    /// The complaint about the example with one of its texts replaced, without line and column.
    #[track_caller]
    fn refused_with(text: &str, by: &str) -> String {
        let json = ITEM.replace(text, by);
        assert_ne!(json, ITEM, "the example has no {text}");
        let fault = refused(&json);
        fault.rsplit_once(" (line ").unwrap().0.to_owned()
    }

    #[test]
    fn example_of_the_document_is_a_body() {
        assert_eq!(parse::<CreateAppointments>(ITEM.as_bytes()).unwrap().appointments.len(), 1);
    }

    #[test]
    fn property_at_fault_is_named_with_what_it_must_be() {
        for (text, by, fault) in [
            ("\"sensitive\": false,", "", "appointments[0].sensitive is missing"),
            (
                "\"sensitive\": false",
                "\"sensitive\": null",
                "appointments[0].sensitive must be true or false",
            ),
            ("\"N07A001\"", "1", "appointments[0].staff.code must be a string"),
            ("{\n        \"code\": \"N07A001\"\n      }", "{}", "appointments[0].staff.code is missing"),
            (
                "{\n        \"code\": \"N07A001\"\n      }",
                "\"N07A001\"",
                "appointments[0].staff must be an object",
            ),
            ("\"2026-09-07\"", "20260907", "appointments[0].date must be a date (yyyy-MM-dd)"),
            (
                "\"PROGRAMME_ATTENDANCE\"",
                "\"Whitmore, expected `X`\"",
                "appointments[0].type must be one of PROGRAMME_ATTENDANCE, THREE_WAY_MEETING, \
                 PRE_GROUP_ONE_TO_ONE_MEETING",
            ),
            (
                "2500000001",
                "9223372036854775808",
                "appointments[0].requirementId must be a whole number or a string of 1 to 18 digits",
            ),
            (
                "\"sensitive\"",
                "\"sensitive\": true, \"sensitive\"",
                "appointments[0].sensitive is given twice",
            ),
        ] {
            assert_eq!(refused_with(text, by), fault);
        }
    }

    #[test]
    fn text_that_is_no_date_or_uuid_is_refused_at_its_path_and_not_repeated() {
        for (text, path) in [("2026-09-07", "date"), ("3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11", "reference")] {
            let fault = refused_with(text, "Whitmore");
            assert!(fault.starts_with(&format!("appointments[0].{path} cannot be read: ")), "{fault}");
            assert!(!fault.contains("Whitmore"), "{fault}");
        }
    }

    #[test]
    fn fault_has_its_line_and_column() {
        assert_eq!(
            refused("{\n  \"appointments\": {}\n}"),
            "appointments must be a list (line 2, column 18)"
        );
    }

    #[test]
    fn body_is_an_object_and_nothing_else() {
        assert_eq!(refused(" [{\"reference\": 1}]"), "$ must be an object");
        assert_eq!(refused("1"), "$ must be an object (line 1, column 1)");
        assert_eq!(refused("{}"), "appointments is missing (line 1, column 2)");
    }

    #[test]
    fn what_is_not_json_is_said_to_be_none() {
        for json in ["", "{", "{\"appointments\": []} {}", "appointments", "{\"appointments\": [], \u{0}}"] {
            let fault = refused(json);
            assert!(fault.starts_with("not JSON: ") && fault.contains("line 1"), "{fault}");
        }
    }

    #[test]
    fn null_and_absent_stay_apart_in_a_change() {
        let body = |more: &str| {
            let json = include_str!(concat!(env!("OUT_DIR"), "/update-appointments.json"));
            let json = json.replacen("\"date\"", &format!("{more}\"date\""), 1);
            parse::<UpdateAppointments>(json.as_bytes()).unwrap().appointments.remove(0)
        };
        assert_eq!(body("").description, apd_client::patch::keep());
        assert_eq!(body("\"description\": null,").description, apd_client::patch::clear());
    }
}
