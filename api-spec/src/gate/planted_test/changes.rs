//! The planted changes.

use super::edits::{
    add, add_operation, add_parameter, alternatives, make_optional, operation, property, remove, remove_key,
    rename, rename_delivery_unit, require, retype, schema,
};
use crate::gate::change::Impact::{self, Major, Minor, Patch};
use serde_json::{Value, json};

/// A change of the document that the name begins with, and its impact.
pub(super) type Planted = (&'static str, fn(&mut Value), Impact);

pub(super) const PLANTED: &[Planted] = &[
    // Responses.
    ("openapi: property of a response renamed", rename_delivery_unit, Major),
    ("openapi: property of a response removed", |d| remove(d, "PersonalDetails", "age"), Major),
    ("openapi: optional property of a response removed", |d| remove(d, "Name", "middleNames"), Major),
    ("openapi: property of a response may be absent", |d| make_optional(d, "PersonalDetails", "age"), Major),
    (
        "openapi: property of a response is always there",
        |d| require(d, "PersonalDetails", "ethnicity"),
        Patch,
    ),
    ("openapi: property of a response added", |d| add(d, "PersonalDetails", "nomsNumber"), Minor),
    (
        "openapi: property of a response may be null",
        |d| property(d, "PersonalDetails", "age")["nullable"] = true.into(),
        Major,
    ),
    ("openapi: id is a text", |d| retype(d, "Requirement", "id", &json!({ "type": "string" })), Major),
    (
        "openapi: day has a time",
        |d| property(d, "PersonalDetails", "dateOfBirth")["format"] = "date-time".into(),
        Major,
    ),
    (
        "openapi: list is an object",
        |d| retype(d, "Requirements", "content", &json!({ "type": "object" })),
        Major,
    ),
    (
        "openapi: map of lists has other items",
        |d| {
            property(d, "FoundAppointments", "content")["additionalProperties"]["items"] =
                json!({ "type": "string" })
        },
        Major,
    ),
    (
        "openapi: error code added",
        |d| alternatives(d, "ErrorCode").push(json!({ "type": "string", "enum": ["New"] })),
        Major,
    ),
    ("openapi: error code removed", |d| drop(alternatives(d, "ErrorCode").pop()), Major),
    ("openapi: error code renamed", |d| alternatives(d, "ErrorCode")[0]["enum"] = json!(["Missing"]), Major),
    (
        "openapi: error code described",
        |d| alternatives(d, "ErrorCode")[0]["description"] = "Other words.".into(),
        Patch,
    ),
    (
        "openapi: success has another status",
        |d| rename(operation(d, "/appointments", "post")["responses"].as_object_mut(), "201", "200"),
        Major,
    ),
    (
        "openapi: errors are not described",
        |d| remove_key(&mut operation(d, "/case/{crn}/registrations", "get")["responses"], "4XX"),
        Major,
    ),
    // Requests.
    ("openapi: property of a request demanded", |d| require(d, "NewAppointment", "notes"), Major),
    (
        "openapi: property of a request no longer demanded",
        |d| make_optional(d, "NewAppointment", "sensitive"),
        Patch,
    ),
    ("openapi: property of a request added", |d| add(d, "NewAppointment", "room"), Minor),
    (
        "openapi: property of a request added and demanded",
        |d| {
            add(d, "NewAppointment", "room");
            require(d, "NewAppointment", "room")
        },
        Major,
    ),
    (
        "openapi: optional property of a request removed",
        |d| remove(d, "NewAppointment", "description"),
        Major,
    ),
    (
        "openapi: optional property of a request renamed",
        |d| rename(schema(d, "NewAppointment")["properties"].as_object_mut(), "notes", "note"),
        Major,
    ),
    (
        "openapi: null in a request refused",
        |d| remove_key(property(d, "NewAppointment", "description"), "nullable"),
        Major,
    ),
    ("openapi: removal by null refused", |d| remove_key(schema(d, "ClearableCode"), "nullable"), Major),
    (
        "openapi: fewer items in a request",
        |d| property(d, "CreateAppointments", "appointments")["maxItems"] = 1000.into(),
        Major,
    ),
    (
        "openapi: more items in a request",
        |d| property(d, "CreateAppointments", "appointments")["maxItems"] = 3000.into(),
        Patch,
    ),
    ("openapi: id of a request is no text", |d| drop(alternatives(d, "NumericId").pop()), Major),
    ("openapi: kind of appointment removed", |d| drop(alternatives(d, "AppointmentType").pop()), Major),
    (
        "openapi: kind of appointment added",
        |d| alternatives(d, "AppointmentType").push(json!({ "type": "string", "enum": ["NEW"] })),
        Minor,
    ),
    (
        "openapi: DELETE without a body",
        |d| remove_key(operation(d, "/appointments", "delete"), "requestBody"),
        Major,
    ),
    ("openapi: parameter demanded", |d| add_parameter(d, true), Major),
    ("openapi: parameter offered", |d| add_parameter(d, false), Minor),
    // Operations.
    ("openapi: operation removed", |d| remove_key(&mut d["paths"], "/case/{crn}/registrations"), Major),
    (
        "openapi: path renamed",
        |d| rename(d["paths"].as_object_mut(), "/case/{crn}/registrations", "/cases/{crn}/registrations"),
        Major,
    ),
    ("openapi: operation added", add_operation, Minor),
    (
        "openapi: operation id renamed",
        |d| operation(d, "/case/{crn}/registrations", "get")["operationId"] = "find_registrations".into(),
        Major,
    ),
    (
        "openapi: token demanded",
        |d| operation(d, "/health", "get")["security"] = json!([{ "hmpps_auth": [] }]),
        Major,
    ),
    (
        "openapi: other words",
        |d| operation(d, "/health", "get")["description"] = "Other words.".into(),
        Patch,
    ),
    (
        "openapi: another example",
        |d| {
            operation(d, "/health", "get")["responses"]["200"]["content"]["application/json"]["example"] =
                json!({ "status": "DOWN" })
        },
        Patch,
    ),
    // Messages that are received.
    ("asyncapi: property of an event demanded", |d| require(d, "DomainEvent", "occurredAt"), Major),
    (
        "asyncapi: null in an event refused",
        |d| property(d, "DomainEvent", "detailUrl")["type"] = "string".into(),
        Major,
    ),
    ("asyncapi: property of an event no longer read", |d| remove(d, "DomainEvent", "detailUrl"), Major),
    ("asyncapi: property of an event read, too", |d| add(d, "DomainEvent", "version"), Minor),
    ("asyncapi: property of the notification demanded", |d| require(d, "Notification", "Timestamp"), Major),
    (
        "asyncapi: attribute of another kind",
        |d| alternatives(d, "AttributeKind")[0]["enum"] = json!(["Binary"]),
        Major,
    ),
    (
        "asyncapi: event of another type received",
        |d| d["components"]["messages"]["statusUpdated"]["name"] = "other".into(),
        Major,
    ),
    (
        "asyncapi: attribute has another value",
        |d| {
            d["components"]["messages"]["statusUpdated"]["headers"]["properties"]["eventType"]["const"] =
                "other".into()
        },
        Major,
    ),
    ("asyncapi: another queue", |d| d["channels"]["queue"]["address"] = "other".into(), Major),
    ("asyncapi: operation removed", |d| remove_key(&mut d["operations"], "receiveStatusUpdated"), Major),
    // Messages that are sent.
    (
        "asyncapi: property of a sent event renamed",
        |d| {
            rename(
                schema(d, "RequirementTerminated")["properties"].as_object_mut(),
                "requirementID",
                "requirementId",
            )
        },
        Major,
    ),
    (
        "asyncapi: property of a sent event may be absent",
        |d| make_optional(d, "RequirementTerminatedEvent", "occurredAt"),
        Major,
    ),
    (
        "asyncapi: property of a sent event may be null",
        |d| property(d, "RequirementTerminated", "requirementID")["type"] = json!(["string", "null"]),
        Major,
    ),
    (
        "asyncapi: property of a sent event is never null",
        |d| property(d, "RequirementTerminated", "requirementMainType")["type"] = "string".into(),
        Patch,
    ),
    (
        "asyncapi: property of a sent event added",
        |d| add(d, "RequirementTerminatedEvent", "detailUrl"),
        Minor,
    ),
    (
        "asyncapi: property of a sent event of another type",
        |d| property(d, "RequirementTerminatedEvent", "version")["type"] = "string".into(),
        Major,
    ),
    (
        "asyncapi: moment of a sent event in another format",
        |d| remove_key(property(d, "RequirementTerminatedEvent", "occurredAt"), "format"),
        Major,
    ),
    (
        "asyncapi: other words",
        |d| property(d, "RequirementTerminatedEvent", "version")["description"] = "Other words.".into(),
        Patch,
    ),
];
