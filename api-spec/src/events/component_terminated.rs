//! The events that the service hands to Delius to publish: a component is terminated (behaviour 3.7).

use super::domain_event::PersonReference;
use crate::types::LondonDateTime;
use schemars::JsonSchema;
use serde::Serialize;

/// A component of a sentence is terminated. `A` tells which one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "{A}Event")]
pub struct ComponentTerminated<A> {
    /// The type of the event.
    pub event_type: String,
    /// The version of this shape: 1.
    pub version: u32,
    /// What has happened, in a sentence.
    pub description: String,
    /// When the event was written.
    pub occurred_at: LondonDateTime,
    /// The component.
    pub additional_information: A,
    /// Whose it is.
    pub person_reference: PersonReference,
}

/// A terminated requirement. The spelling is irregular, and right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequirementTerminated {
    /// The number of the sentence's event.
    pub event_number: String,
    /// The requirement's id in Delius.
    #[serde(rename = "requirementID")]
    pub requirement_id: String,
    /// The main category in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requirement_main_type: Option<String>,
    /// The sub category in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requirement_sub_type: Option<String>,
}

/// A terminated licence condition. The spelling is irregular, and right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LicenceConditionTerminated {
    /// The number of the sentence's event.
    pub event_number: String,
    /// The licence condition's id in Delius.
    #[serde(rename = "licconditionId")]
    pub licence_condition_id: String,
    /// The main category in words.
    #[serde(rename = "licconditionMainType", skip_serializing_if = "Option::is_none")]
    pub licence_condition_main_type: Option<String>,
    /// The sub category in words.
    #[serde(rename = "licconditionSubType", skip_serializing_if = "Option::is_none")]
    pub licence_condition_sub_type: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::PersonIdentifier;
    use serde_json::{json, to_value};

    #[test]
    fn names_are_spelt_as_subscribers_know_them() {
        let event = ComponentTerminated {
            event_type: "probation-case.requirement.terminated".to_owned(),
            version: 1,
            description: "A requirement has been terminated".to_owned(),
            occurred_at: LondonDateTime("2026-06-15T12:00:00+01:00".parse().unwrap()),
            additional_information: RequirementTerminated {
                event_number: "2".to_owned(),
                requirement_id: "5000000004".to_owned(),
                requirement_main_type: Some("Main".to_owned()),
                requirement_sub_type: Some("Sub".to_owned()),
            },
            person_reference: PersonReference {
                identifiers: vec![PersonIdentifier { kind: "CRN".to_owned(), value: "A000003".to_owned() }],
            },
        };
        let expected = json!({
            "eventType": "probation-case.requirement.terminated",
            "version": 1,
            "description": "A requirement has been terminated",
            "occurredAt": "2026-06-15T12:00:00+01:00",
            "additionalInformation": {
                "eventNumber": "2",
                "requirementID": "5000000004",
                "requirementMainType": "Main",
                "requirementSubType": "Sub",
            },
            "personReference": { "identifiers": [{ "type": "CRN", "value": "A000003" }] },
        });
        assert_eq!(to_value(event).unwrap(), expected);
        let licence_condition = LicenceConditionTerminated {
            event_number: "1".to_owned(),
            licence_condition_id: "6000000005".to_owned(),
            licence_condition_main_type: Some("Main".to_owned()),
            licence_condition_sub_type: Some("Sub".to_owned()),
        };
        let expected = json!({
            "eventNumber": "1",
            "licconditionId": "6000000005",
            "licconditionMainType": "Main",
            "licconditionSubType": "Sub",
        });
        assert_eq!(to_value(licence_condition).unwrap(), expected);
    }

    #[test]
    fn blank_categories_are_left_out() {
        let requirement = RequirementTerminated {
            event_number: "2".to_owned(),
            requirement_id: "1".to_owned(),
            requirement_main_type: None,
            requirement_sub_type: None,
        };
        assert_eq!(to_value(requirement).unwrap(), json!({ "eventNumber": "2", "requirementID": "1" }));
        let licence_condition = LicenceConditionTerminated {
            event_number: "1".to_owned(),
            licence_condition_id: "1".to_owned(),
            licence_condition_main_type: None,
            licence_condition_sub_type: None,
        };
        assert_eq!(
            to_value(licence_condition).unwrap(),
            json!({ "eventNumber": "1", "licconditionId": "1" })
        );
    }

    #[test]
    fn schemas_of_the_two_events_have_names_of_their_own() {
        let names = [
            ComponentTerminated::<RequirementTerminated>::schema_name(),
            ComponentTerminated::<LicenceConditionTerminated>::schema_name(),
        ];
        assert_eq!(names, ["RequirementTerminatedEvent", "LicenceConditionTerminatedEvent"]);
    }
}
