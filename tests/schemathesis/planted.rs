//! Documents that say something else than the service does, each in one point.

use serde_json::{Value, json};

/// One wrong statement.
pub(crate) struct Planted {
    /// What the document says wrongly.
    pub(crate) what: &'static str,
    /// The operation where it has to be noticed.
    pub(crate) operation: &'static str,
    /// What schemathesis calls it.
    pub(crate) failure: &'static str,
    plant: fn(&mut Value),
}

impl Planted {
    /// The document with the wrong statement.
    pub(crate) fn in_document(&self, document: &Value) -> Value {
        let mut document = document.clone();
        (self.plant)(&mut document);
        document
    }
}

/// All of them.
pub(crate) const PLANTED: &[Planted] = &[
    Planted {
        what: "an age is a number",
        operation: "get_personal_details",
        failure: "JsonSchemaError",
        plant: |document| {
            document["components"]["schemas"]["PersonalDetails"]["properties"]["age"] =
                json!({ "type": "integer" });
        },
    },
    Planted {
        what: "a person always has a nationality",
        operation: "get_personal_details",
        failure: "JsonSchemaError",
        plant: |document| {
            document["components"]["schemas"]["PersonalDetails"]["required"] = json!(["crn", "nationality"]);
        },
    },
    Planted {
        what: "a registration has a date and time",
        operation: "list_registrations",
        failure: "JsonSchemaError",
        plant: |document| {
            document["components"]["schemas"]["Registration"]["properties"]["date"]["format"] =
                "date-time".into();
        },
    },
    Planted {
        what: "created appointments are a 200",
        operation: "create_appointments",
        failure: "UndefinedStatusCode",
        plant: |document| {
            let responses = &mut document["paths"]["/appointments"]["post"]["responses"];
            responses["200"] = responses["201"].clone();
            remove(responses, "201");
        },
    },
    Planted {
        what: "an unknown person is no error",
        operation: "get_personal_details",
        failure: "UndefinedStatusCode",
        plant: |document| {
            remove(&mut document["paths"]["/case/{crn}/personal-details"]["get"]["responses"], "4XX");
        },
    },
    Planted {
        what: "the build is told as text",
        operation: "get_info",
        failure: "UndefinedContentType",
        plant: |document| {
            let content = &mut document["paths"]["/info"]["get"]["responses"]["200"]["content"];
            *content = json!({ "text/plain": { "schema": { "type": "string" } } });
        },
    },
    Planted {
        what: "access is checked for one case at a time",
        operation: "check_access",
        failure: "AcceptedNegativeData",
        plant: |document| {
            let body = &mut document["paths"]["/user/{username}/access"]["post"]["requestBody"];
            body["content"]["application/json"]["schema"]["maxItems"] = 1.into();
        },
    },
    Planted {
        what: "a search has to name its first day",
        operation: "search_appointments",
        failure: "AcceptedNegativeData",
        plant: |document| {
            document["components"]["schemas"]["SearchAppointments"]["required"] =
                json!(["fromDate", "licenceConditionIds", "requirementIds"]);
        },
    },
    Planted {
        what: "an appointment takes any text for a reference",
        operation: "create_appointments",
        failure: "CustomFailure",
        plant: |document| {
            let reference =
                &mut document["components"]["schemas"]["NewAppointment"]["properties"]["reference"];
            remove(reference, "format");
        },
    },
    Planted {
        what: "health takes a token",
        operation: "get_health",
        failure: "IgnoredAuth",
        plant: |document| {
            document["paths"]["/health"]["get"]["security"] = json!([{ "hmpps_auth": [] }]);
        },
    },
];

fn remove(value: &mut Value, key: &str) {
    if let Some(object) = value.as_object_mut() {
        object.remove(key);
    }
}
