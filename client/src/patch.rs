//! Properties of which absent and null mean different things.
//!
//! In an update, `location` and `description` keep their stored value when they are left out, and lose it when they are
//! null (behaviour D18). The generated types have an `Option` in an `Option` for that; the functions here make the
//! three values by name:
//!
//! | in the JSON | in the generated type | made by |
//! | --- | --- | --- |
//! | absent | `None` | [`keep`] |
//! | null | `Some(ClearableText(None))` | [`clear`] |
//! | a value | `Some(ClearableText(Some(value)))` | [`set`] |
//!
//! ```
//! use apd_client::{patch, types};
//!
//! let code = |code: &str| types::Code { code: code.to_owned() };
//! let appointment = types::ChangedAppointment {
//!     reference: "3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11".parse()?,
//!     date: "2026-09-07".parse()?,
//!     start_time: "09:30".to_owned(),
//!     end_time: "12:00".to_owned(),
//!     staff: code("N07A001"),
//!     team: code("N07CR1"),
//!     sensitive: false,
//!     location: patch::set("N07CRO1"),
//!     description: patch::clear(),
//!     outcome: None,
//!     notes: None,
//! };
//! let json = serde_json::to_value(&appointment)?;
//! assert_eq!(json["location"], serde_json::json!({"code": "N07CRO1"}));
//! assert!(json.get("description").is_some_and(|description| description.is_null()));
//! assert_eq!(serde_json::from_value::<types::ChangedAppointment>(json)?, appointment);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Reading JSON keeps the three apart as well, though an `Option` of serde's own takes null for absent: the build script
//! has the properties in question read by `given`.

use crate::generated::types::{ClearableCode, ClearableCodeInner, ClearableText};
use serde::{Deserialize, Deserializer};

/// A value that a request can remove.
pub trait Clearable {
    /// Null.
    fn null() -> Self;
    /// The value made of its text: of a code, the code itself.
    fn of(text: String) -> Self;
}

impl Clearable for ClearableText {
    fn null() -> Self {
        Self(None)
    }

    fn of(text: String) -> Self {
        Self(Some(text))
    }
}

impl Clearable for ClearableCode {
    fn null() -> Self {
        Self(None)
    }

    fn of(code: String) -> Self {
        Self(Some(ClearableCodeInner { code }))
    }
}

/// Leaves the property out: the stored value stays.
#[must_use]
pub fn keep<T: Clearable>() -> Option<T> {
    None
}

/// Null: the stored value is removed.
#[must_use]
pub fn clear<T: Clearable>() -> Option<T> {
    Some(T::null())
}

/// The stored value is replaced by this text, or by what this code stands for in Delius.
#[must_use]
pub fn set<T: Clearable>(text: impl Into<String>) -> Option<T> {
    Some(T::of(text.into()))
}

/// Reads a property that is there, be it null; with serde's `default` for one that is not.
pub(crate) fn given<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::types::ChangedAppointment;

    /// A change as the generated type writes it, with these properties among the required ones.
    fn json(description: &str, location: &str) -> String {
        format!(
            concat!(
                r#"{{"date":"2026-09-07",{}"endTime":"12:00",{}"#,
                r#""reference":"3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11","sensitive":false,"#,
                r#""staff":{{"code":"N07A001"}},"startTime":"09:30","team":{{"code":"N07CR1"}}}}"#,
            ),
            description, location
        )
    }

    #[track_caller]
    fn assert_both_ways(json: &str, description: Option<ClearableText>, location: Option<ClearableCode>) {
        let read: ChangedAppointment = serde_json::from_str(json).unwrap();
        assert_eq!((&read.description, &read.location), (&description, &location));
        let made = ChangedAppointment { description, location, ..read };
        assert_eq!(serde_json::to_string(&made).unwrap(), json);
    }

    #[test]
    fn absent_keeps() {
        assert_both_ways(&json("", ""), keep(), keep());
    }

    #[test]
    fn null_clears() {
        assert_both_ways(&json(r#""description":null,"#, r#""location":null,"#), clear(), clear());
    }

    #[test]
    fn value_replaces() {
        let json = json(r#""description":"Moved","#, r#""location":{"code":"N07CRO1"},"#);
        assert_both_ways(&json, set("Moved"), set("N07CRO1"));
    }

    #[test]
    fn one_property_does_not_decide_on_the_other() {
        assert_both_ways(&json(r#""description":null,"#, ""), clear(), keep());
        assert_both_ways(&json("", r#""location":null,"#), keep(), clear());
    }

    #[test]
    fn empty_text_is_a_value() {
        assert_both_ways(&json(r#""description":"","#, ""), set(""), keep());
    }
}
