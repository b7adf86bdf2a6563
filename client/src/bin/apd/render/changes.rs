//! What was done to appointments.

use super::Table;
use serde::Serialize;

/// Appointments that are now as asked for.
///
/// The service answers all three writes without a body, so the number is that of the request: it counts what was so
/// already, too.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Done {
    /// This many are there.
    Created(usize),
    /// This many are as they shall be.
    Updated(usize),
    /// This many are gone.
    Deleted(usize),
}

impl Table for Done {
    fn table(&self, _: Option<u16>) -> String {
        let (verb, count) = match self {
            Done::Created(count) => ("Created", count),
            Done::Updated(count) => ("Updated", count),
            Done::Deleted(count) => ("Deleted", count),
        };
        let noun = if *count == 1 { "appointment" } else { "appointments" };
        format!("{verb} {count} {noun}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_is_told_in_words() {
        assert_eq!(Done::Created(21).table(None), "Created 21 appointments.");
        assert_eq!(Done::Updated(1).table(None), "Updated 1 appointment.");
        assert_eq!(Done::Deleted(2000).table(Some(10)), "Deleted 2000 appointments.");
    }

    #[test]
    fn json_has_the_number_under_what_was_done() {
        for (done, json) in [
            (Done::Created(21), r#"{"created":21}"#),
            (Done::Updated(1), r#"{"updated":1}"#),
            (Done::Deleted(2), r#"{"deleted":2}"#),
        ] {
            assert_eq!(serde_json::to_string(&done).unwrap(), json);
        }
    }
}
