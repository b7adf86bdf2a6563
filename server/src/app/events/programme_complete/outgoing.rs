//! The event that tells others of the termination: a row of the outbox, written in the same transaction (behaviour 3.7,
//! D34).

use super::Component;
use crate::domain::termination_codes::terminated_event;
use crate::domain::{ComponentKind, london};
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::DomainEventRow;
use crate::store::query::domain_event;
use crate::store::sequence::{Sequence, take_one};
use apd_api::events::{
    AttributeKind, ComponentTerminated, LicenceConditionTerminated, MessageAttribute, MessageAttributes,
    PersonIdentifier, PersonReference, RequirementTerminated,
};
use apd_api::types::LondonDateTime;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// What the columns hold.
const MAX_CHARS: usize = 4_000;

/// The version of the events.
const VERSION: u32 = 1;

/// The row for an event of a type, whose id is still to be given.
///
/// # Errors
///
/// When the event is too long for its column, which categories with ordinary descriptions do not come near to.
pub(super) fn row(component: &Component, type_id: i64, now: DateTime<Utc>) -> Result<DomainEventRow, Error> {
    let body = match component.key.kind {
        ComponentKind::Requirement => text(&event(
            component,
            now,
            "A requirement has been terminated",
            RequirementTerminated {
                event_number: component.row.event_number.clone(),
                requirement_id: component.key.id.to_string(),
                requirement_main_type: Some(component.row.main_category.description.clone()),
                requirement_sub_type: sub_type(component),
            },
        )),
        ComponentKind::LicenceCondition => text(&event(
            component,
            now,
            "A licence condition has been terminated",
            LicenceConditionTerminated {
                event_number: component.row.event_number.clone(),
                licence_condition_id: component.key.id.to_string(),
                licence_condition_main_type: Some(component.row.main_category.description.clone()),
                licence_condition_sub_type: sub_type(component),
            },
        )),
    };
    let value = terminated_event(component.key.kind).code.to_owned();
    let event_type = Some(MessageAttribute { kind: AttributeKind::String, value });
    let attributes = MessageAttributes { event_type, ..MessageAttributes::default() };
    Ok(DomainEventRow {
        domain_event_id: 0,
        domain_event_type_id: type_id,
        message_body: body?,
        message_attributes: text(&attributes)?,
        created_datetime: london::wall_time(now),
    })
}

/// Puts the row into the outbox.
pub(super) fn insert(conn: &mut DbConn, mut row: DomainEventRow) -> Result<(), WorkError> {
    row.domain_event_id = take_one(conn, Sequence::DomainEvent)?;
    domain_event::insert(conn, &row)?;
    Ok(())
}

fn event<A>(
    component: &Component,
    now: DateTime<Utc>,
    description: &str,
    information: A,
) -> ComponentTerminated<A> {
    let crn = PersonIdentifier { kind: "CRN".to_owned(), value: component.row.crn.clone() };
    ComponentTerminated {
        event_type: terminated_event(component.key.kind).code.to_owned(),
        version: VERSION,
        description: description.to_owned(),
        occurred_at: LondonDateTime(london::with_offset(now)),
        additional_information: information,
        person_reference: PersonReference { identifiers: vec![crn] },
    }
}

fn sub_type(component: &Component) -> Option<String> {
    component.row.sub_category.as_ref().map(|category| category.description.clone())
}

fn text(value: &impl Serialize) -> Result<String, Error> {
    let text = serde_json::to_string(value).map_err(|error| Error::Internal(error.into()))?;
    if text.chars().count() > MAX_CHARS {
        return Err(Error::rule("The outgoing event is too long for its column"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::component_key::ComponentKey;
    use crate::store::model::{CodedRow, ReferredComponentRow};
    use apd_api::events::event_type;
    use serde_json::{Value, json};

    fn coded(description: &str) -> CodedRow {
        CodedRow { code: "C".to_owned(), description: description.to_owned() }
    }

    fn component(kind: ComponentKind, main: &str, sub: Option<&str>) -> Component {
        let row = ReferredComponentRow {
            offender_id: 1,
            crn: "A000001".to_owned(),
            event_id: 2,
            event_number: "3".to_owned(),
            main_category: coded(main),
            sub_category: sub.map(coded),
            start_date: "2026-01-01T00:00:00".parse().unwrap(),
            commencement_date: None,
            termination_date: None,
            termination_reason_id: None,
            manager: None,
        };
        Component { key: ComponentKey { kind, id: 4 }, row }
    }

    fn written(component: &Component) -> Result<DomainEventRow, Error> {
        row(component, 5, "2026-10-25T01:30:00Z".parse().unwrap())
    }

    #[test]
    fn requirement_is_told_of_with_its_categories() {
        let row = written(&component(ComponentKind::Requirement, "Main", Some("Sub"))).unwrap();

        let body = json!({
            "eventType": "probation-case.requirement.terminated",
            "version": 1,
            "description": "A requirement has been terminated",
            "occurredAt": "2026-10-25T01:30:00Z",
            "additionalInformation": {
                "eventNumber": "3",
                "requirementID": "4",
                "requirementMainType": "Main",
                "requirementSubType": "Sub",
            },
            "personReference": { "identifiers": [{ "type": "CRN", "value": "A000001" }] },
        });
        assert_eq!(serde_json::from_str::<Value>(&row.message_body).unwrap(), body);
        let attributes = r#"{"eventType":{"Type":"String","Value":"probation-case.requirement.terminated"}}"#;
        assert_eq!(row.message_attributes, attributes);
        assert_eq!(row.domain_event_type_id, 5);
        assert_eq!(row.created_datetime, "2026-10-25T01:30:00".parse().unwrap());
    }

    #[test]
    fn types_are_those_of_the_contract() {
        let names = ComponentKind::ALL.map(|kind| terminated_event(kind).code);

        assert_eq!(names, [event_type::REQUIREMENT_TERMINATED, event_type::LICENCE_CONDITION_TERMINATED]);
    }

    #[test]
    fn blank_sub_category_is_left_out() {
        let row = written(&component(ComponentKind::LicenceCondition, "Main", None)).unwrap();

        let body: Value = serde_json::from_str(&row.message_body).unwrap();
        assert_eq!(body["eventType"], "probation-case.licence-condition.terminated");
        assert_eq!(body["description"], "A licence condition has been terminated");
        let information =
            json!({ "eventNumber": "3", "licconditionId": "4", "licconditionMainType": "Main" });
        assert_eq!(body["additionalInformation"], information);
    }

    #[test]
    fn event_of_more_than_4000_characters_is_refused() {
        let length = |row: &DomainEventRow| row.message_body.chars().count();
        let of_main = |main: &str| written(&component(ComponentKind::Requirement, main, None));
        let rest = length(&of_main("").unwrap());

        let longest = of_main(&"é".repeat(4_000 - rest)).unwrap();

        assert_eq!(length(&longest), 4_000);
        let refused = of_main(&"é".repeat(4_001 - rest)).unwrap_err();
        assert_eq!(refused.to_string(), "The outgoing event is too long for its column");
    }
}
