//! The event itself, from its text.

use super::error::{EnvelopeError, Part, Position};
use crate::domain::Crn;
use apd_api::events::DomainEvent;
use serde::Deserialize;
use serde_json::Value;

/// The kind of identifier that names a case.
const CRN: &str = "CRN";

/// Reads an event from the text of `part`.
pub(super) fn parse(text: &str, part: Part) -> Result<DomainEvent, EnvelopeError> {
    let event = serde_json::from_str(text).map_err(|error| {
        let at = Position::from(&error);
        if error.is_data() {
            EnvelopeError::NotAnEvent { part, at }
        } else {
            EnvelopeError::NotJson { part, at }
        }
    })?;
    // Serde would take a list for the fields in their order.
    if text.trim_start().starts_with('{') {
        Ok(event)
    } else {
        Err(EnvelopeError::NotAnEvent { part, at: Position::START })
    }
}

/// The CRN as told: the first identifier of that type (behaviour S22).
pub(super) fn crn(event: &DomainEvent) -> Option<&str> {
    let mut identifiers = event.person_reference.iter().flat_map(|person| &person.identifiers);
    identifiers.find(|identifier| identifier.kind == CRN).map(|identifier| identifier.value.as_str())
}

/// Finds the CRN in a text that is no event, but perhaps close to one, for those who look into the failure.
pub(super) fn find_crn(text: &str) -> Option<Crn> {
    #[derive(Deserialize)]
    struct About {
        #[serde(rename = "personReference")]
        person_reference: Value,
    }
    let about: About = serde_json::from_str(text).ok()?;
    let mut identifiers = about.person_reference.get("identifiers")?.as_array()?.iter();
    let identifier = identifiers.find(|identifier| identifier.get("type") == Some(&CRN.into()))?;
    identifier.get("value")?.as_str().and_then(Crn::parse)
}
