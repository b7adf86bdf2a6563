//! The events that this service leaves in Delius for `domain-events-and-delius` to publish (behaviour 3.7). That one reads
//! the body as any domain event, and takes the attributes as they are.

use crate::contract::{Contract, contracts};
use crate::matchers::{matching, moment, text};
use crate::message::{Message, Received};
use crate::person::CRN;
use apd_api::events::MessageAttributes;
use apd_api::events::event_type::{LICENCE_CONDITION_TERMINATED, REQUIREMENT_TERMINATED};
use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

contracts!(requirement, licence_condition);

/// What is read of any domain event.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DomainEvent {
    event_type: String,
    version: u32,
    occurred_at: DateTime<FixedOffset>,
    additional_information: BTreeMap<String, Value>,
    person_reference: PersonReference,
}

#[derive(Debug, Deserialize)]
struct PersonReference {
    identifiers: Vec<BTreeMap<String, String>>,
}

fn attribute(event_type: &str) -> Value {
    json!({ "Type": "String", "Value": event_type })
}

/// The reader can use the message, and it is of the type of the AsyncAPI document.
fn assert_readable(message: Received, event_type: &str, names: &[&str]) {
    let event: DomainEvent = serde_json::from_value(message.body).unwrap();
    let attributes: MessageAttributes = serde_json::from_value(message.attributes).unwrap();

    assert_eq!(attributes.event_type.unwrap().value, event_type);
    assert_eq!((event.event_type.as_str(), event.version), (event_type, 1));
    assert!(event.occurred_at.timestamp() > 0);
    assert!(event.additional_information.keys().eq(names));
    assert_eq!(event.person_reference.identifiers[0]["value"], CRN);
}

fn requirement() -> Contract {
    const TYPE: &str = "probation-case.requirement.terminated";
    Message::of_the_service("a terminated requirement")
        .given(
            "a terminated requirement has been reported",
            &json!({ "crn": CRN, "requirementId": "2500949965" }),
        )
        .bears("eventType", attribute(TYPE))
        .says(json_pattern!({
            "eventType": TYPE,
            "version": 1,
            "description": text("A requirement has been terminated"),
            "occurredAt": moment("2026-08-20T09:30:15.5+01:00"),
            "additionalInformation": {
                "eventNumber": matching(r"^\d+$", "1"),
                "requirementID": matching(r"^\d+$", "2500949965"),
                "requirementMainType": text("Court - Accredited Programme"),
                "requirementSubType": text("Building Choices"),
            },
            "personReference": { "identifiers": [{ "type": "CRN", "value": CRN }] },
        }))
        .read_by(async |message| {
            let names = ["eventNumber", "requirementID", "requirementMainType", "requirementSubType"];
            assert_readable(message, REQUIREMENT_TERMINATED, &names);
        })
}

fn licence_condition() -> Contract {
    const TYPE: &str = "probation-case.licence-condition.terminated";
    let state = json!({ "crn": CRN, "licenceConditionId": "2601949965" });
    Message::of_the_service("a terminated licence condition")
        .given("a terminated licence condition has been reported", &state)
        .bears("eventType", attribute(TYPE))
        .says(json_pattern!({
            "eventType": TYPE,
            "version": 1,
            "description": text("A licence condition has been terminated"),
            "occurredAt": moment("2026-08-20T09:30:15.5+01:00"),
            "additionalInformation": {
                "eventNumber": matching(r"^\d+$", "1"),
                "licconditionId": matching(r"^\d+$", "2601949965"),
                "licconditionMainType": text("Licence - Accredited Programme"),
                "licconditionSubType": text("Building Choices"),
            },
            "personReference": { "identifiers": [{ "type": "CRN", "value": CRN }] },
        }))
        .read_by(async |message| {
            let names = ["eventNumber", "licconditionId", "licconditionMainType", "licconditionSubType"];
            assert_readable(message, LICENCE_CONDITION_TERMINATED, &names);
        })
}
