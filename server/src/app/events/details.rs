//! Fetching and reading what the client's API tells about an event.

use super::EventFailure;
use crate::app::App;
use crate::domain::{ComponentKind, Crn, ReceivedEvent};
use apd_api::events::{SourcedFromEntityType, Told};
use serde::de::DeserializeOwned;

/// The words for an event about one person with details of another.
pub(super) const OTHER_PERSON: &str = "CRN and component do not match";

/// Fetches the details of an event.
///
/// # Errors
///
/// `Detail URL must not be null`; a call back that failed; a reply of another shape, which is most often the page of a
/// gateway and worth another try (behaviour S32).
pub(super) async fn fetch<T: DeserializeOwned>(app: &App, event: &ReceivedEvent) -> Result<T, EventFailure> {
    let url = event.detail_url.as_deref().filter(|url| !url.trim().is_empty());
    let url = url.ok_or_else(|| EventFailure::permanent("Detail URL must not be null"))?;
    let body = app.call_back.fetch(url).await?;
    serde_json::from_slice(&body).map_err(|error| unreadable(&error))
}

/// Says where, and not what was found: that may be notes, or a name.
fn unreadable(error: &serde_json::Error) -> EventFailure {
    let what = if error.is_data() { "has another shape" } else { "is not JSON" };
    let (line, column) = (error.line(), error.column());
    EventFailure::Transient {
        reason: format!("the detail {what} (line {line}, column {column})"),
        source: None,
    }
}

/// A value that has to be one of those agreed.
///
/// # Errors
///
/// Trying again cannot help (behaviour S23). The value is not repeated.
pub(super) fn known<T>(told: Told<T>, property: &str) -> Result<T, EventFailure> {
    told.known().map_err(|_| EventFailure::permanent(format!("Unknown value of {property} in the detail")))
}

/// The kind of component that a referral came from.
pub(super) fn component_kind(told: Told<SourcedFromEntityType>) -> Result<ComponentKind, EventFailure> {
    Ok(match known(told, "sourcedFromEntityType")? {
        SourcedFromEntityType::Requirement => ComponentKind::Requirement,
        SourcedFromEntityType::LicenceCondition => ComponentKind::LicenceCondition,
    })
}

/// Whom an event is about.
///
/// # Errors
///
/// [`OTHER_PERSON`], when it is nobody.
pub(super) fn person(event: &ReceivedEvent) -> Result<Crn, EventFailure> {
    event.crn().and_then(Crn::parse).ok_or_else(|| EventFailure::permanent(OTHER_PERSON))
}

/// The text without NUL, which no column can hold (behaviour S7).
pub(super) fn without_nul(mut text: String) -> String {
    text.retain(|letter| letter != '\0');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use apd_api::events::StatusChangeDetails;

    fn failure(body: &str) -> String {
        match unreadable(&serde_json::from_str::<StatusChangeDetails>(body).unwrap_err()) {
            EventFailure::Transient { reason, source: None } => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn unreadable_details_are_not_quoted() {
        assert_eq!(failure("<html>"), "the detail is not JSON (line 1, column 1)");
        assert_eq!(failure(r#"{"newStatus""#), "the detail is not JSON (line 1, column 12)");
        let reason = failure(r#"{"newStatus": "BREACH", "notes": 5, "description": "Ann Other"}"#);
        assert_eq!(reason, "the detail has another shape (line 1, column 34)");
    }

    #[test]
    fn nul_is_dropped_and_nothing_else() {
        assert_eq!(without_nul("\0a\0\n b\0".to_owned()), "a\n b");
    }
}
