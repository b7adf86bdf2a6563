//! The messages of the AsyncAPI document and their schemas.

use crate::events::event_type::{
    LICENCE_CONDITION_TERMINATED, PROGRAMME_COMPLETE, REQUIREMENT_TERMINATED, STATUS_UPDATED,
};
use crate::events::{
    AttributeKind, ComponentTerminated, DomainEvent, LicenceConditionTerminated, MessageAttribute,
    MessageAttributes, Notification, PersonIdentifier, PersonReference, RequirementTerminated,
};
use crate::types::LondonDateTime;
use chrono::{DateTime, TimeDelta};
use schemars::JsonSchema;
use schemars::r#gen::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

/// When the components of the examples were terminated: 15 January 2026, 09:30:00.
const TERMINATED_AFTER_THE_EPOCH: TimeDelta = TimeDelta::seconds(1_768_469_400);

/// The referral of the examples.
const REFERRAL: &str = "7b1c5d0e-3f4a-4a53-9c52-6a1c0d5b8e21";

/// A message of the document, with the operation that it is the message of.
pub(super) struct Message {
    pub(super) key: &'static str,
    pub(super) operation: &'static str,
    pub(super) operation_summary: &'static str,
    pub(super) operation_description: &'static str,
    event_type: &'static str,
    title: &'static str,
    summary: &'static str,
    payload: Value,
    example: Value,
}

impl Message {
    pub(super) fn into_json(self) -> Value {
        json!({
            "name": self.event_type,
            "title": self.title,
            "summary": self.summary,
            "contentType": "application/json",
            "headers": {
                "type": "object",
                "required": ["eventType"],
                "properties": { "eventType": { "type": "string", "const": self.event_type } },
            },
            "payload": self.payload,
            "examples": [{ "headers": { "eventType": self.event_type }, "payload": self.example }],
        })
    }
}

/// Makes schemas of types, and keeps those that they refer to.
pub(super) struct Schemas(SchemaGenerator);

impl Default for Schemas {
    fn default() -> Schemas {
        let settings = SchemaSettings::draft07()
            .with(|settings| settings.definitions_path = "#/components/schemas/".to_owned());
        Schemas(settings.into_generator())
    }
}

impl Schemas {
    /// A reference to the schema of a type.
    fn of<T: JsonSchema>(&mut self) -> Value {
        json!(self.0.subschema_for::<T>())
    }

    /// The schemas by name.
    pub(super) fn into_components(mut self) -> Map<String, Value> {
        let event = self.of::<DomainEvent>();
        let mut definitions = self.0.take_definitions();
        // A reference must stand alone in draft 7; beside it nothing counts.
        for visitor in self.0.visitors_mut() {
            definitions.values_mut().for_each(|schema| visitor.visit_schema(schema));
        }
        let schemas = definitions.into_iter().map(|(name, schema)| (name, json!(schema)));
        let mut schemas: Map<String, Value> = schemas.collect();
        if let Some(notification) = schemas.get_mut("Notification") {
            // What no type can say: the text is JSON, and of which shape. JSON Schema draft 7, which AsyncAPI builds on, has no
            // keyword for the latter.
            let message = &mut notification["properties"]["Message"];
            message["contentMediaType"] = "application/json".into();
            message["x-content-schema"] = event;
        }
        schemas
    }
}

/// The messages of the queue.
pub(super) fn consumed(schemas: &mut Schemas) -> Vec<Message> {
    vec![
        Message {
            key: "statusUpdated",
            operation: "receiveStatusUpdated",
            operation_summary: "Record a change of status",
            operation_description: "Fetches the details from `{detailUrl}`, which ends in \
                `/referral/{referralId}/status-change-details`, and writes a contact to Delius that records the new \
                status. Its external reference holds the id of the notification, so that a message that is delivered \
                again changes nothing.",
            event_type: STATUS_UPDATED,
            title: "A referral's status has changed",
            summary: "The event does not say which status: the details do, and they tell the latest one.",
            payload: notification_of(schemas, STATUS_UPDATED),
            example: notification(STATUS_UPDATED, "status-change-details"),
        },
        Message {
            key: "programmeComplete",
            operation: "receiveProgrammeComplete",
            operation_summary: "Terminate the requirement or licence condition",
            operation_description: "Fetches the details from `{detailUrl}`, which ends in \
                `/referral/{referralId}/completion-data`, and terminates the requirement or licence condition in \
                Delius. It may come again with another time, which then takes the place of the first; a time before \
                the component's start changes nothing.",
            event_type: PROGRAMME_COMPLETE,
            title: "A person has completed the programme",
            summary: "The details tell the component and the time of completion, on London's clocks.",
            payload: notification_of(schemas, PROGRAMME_COMPLETE),
            example: notification(PROGRAMME_COMPLETE, "completion-data"),
        },
    ]
}

/// A notification with an event of one type.
fn notification_of(schemas: &mut Schemas, event_type: &str) -> Value {
    json!({
        "allOf": [
            schemas.of::<Notification>(),
            {
                "type": "object",
                "required": ["MessageAttributes"],
                "properties": {
                    "MessageAttributes": {
                        "type": "object",
                        "required": ["eventType"],
                        "properties": {
                            "eventType": { "type": "object", "properties": { "Value": { "const": event_type } } },
                        },
                    },
                },
            },
        ],
    })
}

/// The outgoing events.
pub(super) fn produced(schemas: &mut Schemas) -> Vec<Message> {
    const SUMMARY: &str = "Hand the event to Delius";
    const DESCRIPTION: &str = "Written in the transaction that terminates the component, once for each component; a later \
        change of the date writes none.";
    vec![
        Message {
            key: "requirementTerminated",
            operation: "sendRequirementTerminated",
            operation_summary: SUMMARY,
            operation_description: DESCRIPTION,
            event_type: REQUIREMENT_TERMINATED,
            title: "A requirement has been terminated",
            summary: "Its categories are left out where they have no description.",
            payload: schemas.of::<ComponentTerminated<RequirementTerminated>>(),
            example: json!(terminated(
                REQUIREMENT_TERMINATED,
                "A requirement has been terminated",
                RequirementTerminated {
                    event_number: "1".to_owned(),
                    requirement_id: "2500000005".to_owned(),
                    requirement_main_type: Some("Court - Accredited Programme".to_owned()),
                    requirement_sub_type: Some("Building Choices".to_owned()),
                },
            )),
        },
        Message {
            key: "licenceConditionTerminated",
            operation: "sendLicenceConditionTerminated",
            operation_summary: SUMMARY,
            operation_description: DESCRIPTION,
            event_type: LICENCE_CONDITION_TERMINATED,
            title: "A licence condition has been terminated",
            summary: "Its categories are left out where they have no description.",
            payload: schemas.of::<ComponentTerminated<LicenceConditionTerminated>>(),
            example: json!(terminated(
                LICENCE_CONDITION_TERMINATED,
                "A licence condition has been terminated",
                LicenceConditionTerminated {
                    event_number: "2".to_owned(),
                    licence_condition_id: "2600000005".to_owned(),
                    licence_condition_main_type: Some("Licence - Accredited Programme".to_owned()),
                    licence_condition_sub_type: None,
                },
            )),
        },
    ]
}

fn terminated<A>(event_type: &str, description: &str, component: A) -> ComponentTerminated<A> {
    ComponentTerminated {
        event_type: event_type.to_owned(),
        version: 1,
        description: description.to_owned(),
        occurred_at: LondonDateTime(DateTime::UNIX_EPOCH.fixed_offset() + TERMINATED_AFTER_THE_EPOCH),
        additional_information: component,
        person_reference: person("X123456"),
    }
}

/// The example of a notification, with an event of one type whose details stand at a path that ends so.
fn notification(event_type: &str, details: &str) -> Value {
    let event = DomainEvent {
        event_type: event_type.to_owned(),
        detail_url: Some(format!(
            "https://accredited-programmes-manage-and-deliver-api.example/referral/{REFERRAL}/{details}"
        )),
        occurred_at: Some("2026-06-01T14:30:00.123456789+01:00".to_owned()),
        person_reference: Some(person("X123456")),
    };
    let event_type = MessageAttribute { kind: AttributeKind::String, value: event_type.to_owned() };
    json!(Notification {
        message_id: uuid::Uuid::from_u128(0x0f9d_1d3c_64b5_4a3e_9a2e_0b6f_2f4d_9b10),
        message: json!(event).to_string(),
        timestamp: Some("2026-06-01T13:30:01.028Z".to_owned()),
        message_attributes: MessageAttributes { event_type: Some(event_type), traceparent: None },
    })
}

fn person(crn: &str) -> PersonReference {
    PersonReference { identifiers: vec![PersonIdentifier { kind: "CRN".to_owned(), value: crn.to_owned() }] }
}
