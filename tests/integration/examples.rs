//! The examples of the document against the live service: the requests are understood, and the answers look like the
//! examples and are as the schemas say. The people of the examples are those of the sample data.

use apd_tests::{Caller, Engine, Reply, TestContext, TestDatabase, both_engines};
use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

both_engines!(examples_of_requests_are_accepted_and_those_of_responses_look_like_live_ones);

/// A day on which the appointment of the examples lies ahead.
const BEFORE: &str = "2026-09-01T09:00:00+01:00";
/// A moment after it, when it can have an outcome.
const AFTER: &str = "2026-09-07T13:00:00+01:00";

/// What is called, in this order, so that the appointment of the examples is there when it is asked for.
const CALLS: &[(&str, &str)] = &[
    (BEFORE, "get_personal_details"),
    (BEFORE, "get_sentence"),
    (BEFORE, "get_offences"),
    (BEFORE, "list_registrations"),
    (BEFORE, "get_requirement"),
    (BEFORE, "list_requirements"),
    (BEFORE, "get_licence_condition"),
    (BEFORE, "list_licence_conditions"),
    (BEFORE, "check_access"),
    (BEFORE, "list_user_teams"),
    (BEFORE, "list_region_members"),
    (BEFORE, "list_office_locations"),
    (BEFORE, "list_accredited_programmes_members"),
    (BEFORE, "create_appointments"),
    (BEFORE, "delete_appointments"),
    (BEFORE, "create_appointments"),
    (AFTER, "update_appointments"),
    (AFTER, "search_appointments"),
    (AFTER, "get_health"),
    (AFTER, "get_liveness"),
    (AFTER, "get_readiness"),
    (AFTER, "ping"),
    (AFTER, "get_info"),
    (AFTER, "get_openapi"),
    (AFTER, "get_asyncapi"),
];

/// Answers of which the document shows only a part.
const SHOWN_IN_PART: &[&str] = &["get_openapi", "get_asyncapi"];

async fn examples_of_requests_are_accepted_and_those_of_responses_look_like_live_ones(engine: Engine) {
    let database = Arc::new(TestDatabase::empty(engine));
    let builder = TestContext::builder(engine).database(&database);
    let ctx = builder.configure(|config| config.data.load_sample = true).build().await;
    let contract = Contract::checked_in();

    for (now, operation) in CALLS {
        let described = contract.operation(operation);
        let reply = described.send(&ctx.at(now)).await;

        let response = described.success(reply.status);
        assert!(!response.is_null(), "{operation} answers {}: {}", reply.status, reply.text);
        let content = &response["content"]["application/json"];
        if content.is_null() {
            assert_eq!(reply.text, "", "{operation}");
            continue;
        }
        let live = reply.json();
        contract.assert_of_schema(operation, &content["schema"], &live);
        contract.assert_of_schema(operation, &content["schema"], &content["example"]);
        if !SHOWN_IN_PART.contains(operation) {
            assert_eq!(keys(&content["example"]), keys(&live), "{operation}: {live:#}");
        }
    }
    let refused = ctx.at(AFTER).get("/case/Z999999/personal-details").await.json();
    let error = &contract.document["components"]["responses"]["ErrorResponse"]["content"]["application/json"];
    contract.assert_of_schema("an error", &error["schema"], &refused);
    assert_eq!(keys(&error["example"]), keys(&refused));
    ctx.close().await;
}

#[test]
fn every_operation_is_called() {
    let called: BTreeSet<_> = CALLS.iter().map(|(_, operation)| (*operation).to_owned()).collect();
    let described: BTreeSet<_> =
        apd_tests::operations::operations().into_iter().map(|operation| operation.id).collect();

    assert_eq!(called, described);
}

/// The document, and its schemas made so strict that they allow no property which they do not name.
struct Contract {
    document: Value,
    strict_components: Value,
}

/// An operation with the examples of its path and body.
struct Described<'a> {
    method: Method,
    path: &'a str,
    operation: &'a Value,
}

impl Contract {
    fn checked_in() -> Contract {
        let document: Value = serde_json::from_str(apd_api::OPENAPI_JSON).unwrap();
        let mut strict_components = document["components"].clone();
        close_objects(&mut strict_components);
        Contract { document, strict_components }
    }

    fn operation(&self, id: &str) -> Described<'_> {
        let paths = self.document["paths"].as_object().unwrap();
        let operations = paths.iter().flat_map(|(path, item)| {
            item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation))
        });
        let (path, method, operation) = operations
            .into_iter()
            .find(|(_, _, operation)| operation["operationId"] == id)
            .unwrap_or_else(|| panic!("no operation {id}"));
        Described { method: method.to_uppercase().parse().unwrap(), path, operation }
    }

    fn assert_of_schema(&self, what: &str, schema: &Value, value: &Value) {
        let faults: Vec<_> =
            self.validator(schema).iter_errors(value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{what}: {faults:?} in {value:#}");
    }

    fn validator(&self, schema: &Value) -> Validator {
        let schema = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "components": self.strict_components,
            "allOf": [schema],
        });
        jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
    }
}

impl Described<'_> {
    async fn send(&self, caller: &Caller) -> Reply {
        let mut path = self.path.to_owned();
        for variable in self.operation["parameters"].as_array().into_iter().flatten() {
            let name = variable["name"].as_str().unwrap();
            path = path.replace(&format!("{{{name}}}"), variable["example"].as_str().unwrap());
        }
        match &self.operation["requestBody"]["content"]["application/json"]["example"] {
            Value::Null => Reply::to(caller.request(self.method.clone(), &path)).await,
            example => caller.send(self.method.clone(), &path, example).await,
        }
    }

    /// The response that the document gives for a status of success; null when there is none.
    fn success(&self, status: u16) -> &Value {
        &self.operation["responses"][status.to_string()]
    }
}

fn close_objects(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.get("properties").is_some_and(|properties| properties.is_object()) {
                object.entry("additionalProperties").or_insert(false.into());
            }
            object.values_mut().for_each(close_objects);
        }
        Value::Array(items) => items.iter_mut().for_each(close_objects),
        _ => {}
    }
}

/// All keys of a body with the way to them, such as `.teams[].members[].name`; items of a list are taken together.
fn keys(value: &Value) -> BTreeSet<String> {
    fn collect(value: &Value, way: &str, keys: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    let way = format!("{way}.{key}");
                    collect(value, &way, keys);
                    keys.insert(way);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, &format!("{way}[]"), keys)),
            _ => {}
        }
    }
    let mut keys = BTreeSet::new();
    collect(value, "", &mut keys);
    keys
}
