//! The OpenAPI document: what Dropshot generates from the traits, and what it cannot know.
//!
//! Dropshot gives paths, parameters, schemas and texts. Added here are the servers, contact and licence, the security
//! scheme, the examples, and the statuses of the health operations; and since responses leave absent values out, the
//! `nullable` that schemas of responses get from `Option` is taken away again. In requests it is put in a form that linters
//! and generators agree on.

use crate::api::accredited_programmes_api_mod;
use crate::examples;
use crate::region_api::{pdu_api_mod, region_api_mod};
use dropshot::{ApiDescription, ApiDescriptionBuildErrors, StubContext};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Version of the contract. It follows semantic versioning: a change that can break a client raises the first number.
pub const VERSION: semver::Version = semver::Version::new(1, 0, 0);

const TITLE: &str = "Accredited Programmes and Delius";

const DESCRIPTION: &str = "Probation case information from Delius, and programme appointments in Delius, for the \
    Accredited Programmes (Community) service.\n\nEvery operation but those tagged `Service` needs a bearer token from \
    HMPPS Auth that carries the role `ROLE_PROBATION_API__ACCREDITED_PROGRAMMES__CASE_DETAIL`: without a valid token \
    the answer is 401 `Unauthorised`, without the role 403 `Forbidden`, before anything else of the request is looked \
    at.\n\nAbsent values are left out of responses. Dates are `yyyy-MM-dd`; date-times are ISO 8601 with the offset \
    of London at that moment. A CRN is compared in upper case. Every response carries an `x-request-id` header; please \
    quote it when you report a problem.\n\nA 4xx means that the request cannot succeed as it stands; a 5xx means try \
    again later, or, with `InconsistentData`, that a record has to be mended in Delius first.";

/// Who to ask about the contract.
pub(crate) const CONTACT: (&str, &str) =
    ("Probation Integration", "https://github.com/ministryofjustice/hmpps-probation-integration-services");

/// The licence of the contract.
pub(crate) const LICENCE: (&str, &str) = ("MIT", "https://opensource.org/license/mit");

/// Operations that need no token.
const OPEN_TAG: &str = "Service";

/// Why the document could not be generated.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A trait does not make a valid API description.
    #[error("the API traits are not a valid description")]
    Traits(#[from] ApiDescriptionBuildErrors),
    /// A document could not be written as JSON.
    #[error("a document could not be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// Generates the document. Its keys are sorted, so that the text depends on nothing but the contract.
///
/// # Errors
///
/// When the traits contradict themselves.
pub fn generate() -> Result<String, DocumentError> {
    let mut document = generated(accredited_programmes_api_mod::stub_api_description()?)?;
    merge(&mut document, generated(region_api_mod::stub_api_description()?)?);
    merge(&mut document, generated(pdu_api_mod::stub_api_description()?)?);
    document["servers"] = servers();
    document["components"]["securitySchemes"] = security_schemes();
    for_each_operation(&mut document, complete_operation);
    complete_error_responses(&mut document);
    strip_nullable_from_responses(&mut document);
    spell_out_null(&mut document["components"]["schemas"]);
    let mut text = serde_json::to_string_pretty(&sorted(document))?;
    text.push('\n');
    Ok(text)
}

fn generated(api: ApiDescription<StubContext>) -> Result<Value, serde_json::Error> {
    let mut openapi = api.openapi(TITLE, VERSION);
    openapi
        .description(DESCRIPTION)
        .contact_name(CONTACT.0)
        .contact_url(CONTACT.1)
        .license(LICENCE.0, LICENCE.1);
    openapi.json()
}

/// Adds the paths, tags and components of another document.
fn merge(document: &mut Value, mut other: Value) {
    for key in ["paths", "components"] {
        merge_objects(&mut document[key], other[key].take());
    }
    let Value::Array(tags) = other["tags"].take() else { return };
    let Value::Array(present) = &mut document["tags"] else { return };
    for tag in tags {
        if !present.contains(&tag) {
            present.push(tag);
        }
    }
}

fn merge_objects(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge_objects(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}

fn servers() -> Value {
    let host = |environment: &str| {
        format!("https://accredited-programmes-and-delius{environment}.hmpps.service.justice.gov.uk")
    };
    json!([
        { "url": host(""), "description": "Production" },
        { "url": host("-preprod"), "description": "Pre-production" },
        { "url": host("-dev"), "description": "Development" },
    ])
}

fn security_schemes() -> Value {
    json!({
        "hmpps_auth": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "Access token from HMPPS Auth (client credentials), signed with RS256 or ES256, with \
                `ROLE_PROBATION_API__ACCREDITED_PROGRAMMES__CASE_DETAIL` among its `authorities`.",
        },
    })
}

fn for_each_operation(document: &mut Value, mut complete: impl FnMut(&mut Map<String, Value>)) {
    let paths = document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    for operation in paths.filter_map(Value::as_object_mut).flat_map(|path| path.values_mut()) {
        if let Some(operation) = operation.as_object_mut() {
            complete(operation);
        }
    }
}

fn complete_operation(operation: &mut Map<String, Value>) {
    let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(Value::String(description)) = operation.get_mut("description") {
        // Dropshot puts the lines of a paragraph into one, those of a list too.
        *description = description.replace(" * ", "\n* ");
    }
    let open = operation.get("tags").is_some_and(|tags| tags[0] == OPEN_TAG);
    let security = if open { json!([]) } else { json!([{ "hmpps_auth": [] }]) };
    operation.insert("security".to_owned(), security);
    complete_request(&id, operation);
    if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
        complete_responses(&id, responses);
    }
}

fn complete_request(id: &str, operation: &mut Map<String, Value>) {
    for variable in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let name = variable["name"].as_str().unwrap_or_default();
        if let Some(example) = examples::path_variable(id, name) {
            variable["example"] = example.into();
        }
    }
    if let (Some(example), Some(body)) = (examples::request(id), operation.get_mut("requestBody")) {
        body["content"]["application/json"]["example"] = example;
    }
    if let ("check_access", Some(body)) = (id, operation.get_mut("requestBody")) {
        // The bare list of CRNs has no type of our own that could say so (behaviour D6).
        let schema = &mut body["content"]["application/json"]["schema"];
        schema["minItems"] = 1.into();
        schema["maxItems"] = 500.into();
    }
}

fn complete_responses(id: &str, responses: &mut Map<String, Value>) {
    if let (Some(example), Some(success)) = (examples::response(id), responses.get_mut("200")) {
        success["content"]["application/json"]["example"] = example;
        success["description"] = "It succeeded.".into();
    }
    if let Some(success) = responses.get_mut("204") {
        success["description"] = "It succeeded; there is no body.".into();
    }
    if responses.get("5XX").is_some_and(|response| response["$ref"] == "#/components/responses/Health") {
        // The health operations fail in one way only.
        responses.remove("4XX");
        if let Some(response) = responses.remove("5XX") {
            responses.insert("503".to_owned(), response);
        }
    }
}

fn complete_error_responses(document: &mut Value) {
    let responses = &mut document["components"]["responses"];
    let error = serde_json::to_value(examples::not_found()).unwrap_or_default();
    responses["ErrorResponse"]["content"]["application/json"]["example"] = error;
    responses["ErrorResponse"]["description"] = "It failed; the body says why.".into();
    responses["Health"]["content"]["application/json"]["example"] =
        examples::health_down().unwrap_or_default();
    responses["Health"]["description"] = "A part is down.".into();
}

/// Requests may spell an absent value as null, responses never do.
fn strip_nullable_from_responses(document: &mut Value) {
    let mut requests = BTreeSet::new();
    let schemas = document["components"]["schemas"].clone();
    for_each_operation(document, |operation| {
        collect_references(&schemas, operation.get("requestBody").unwrap_or(&Value::Null), &mut requests);
    });
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    for (_, schema) in schemas.iter_mut().filter(|(name, _)| !requests.contains(*name)) {
        strip_nullable(schema);
    }
}

/// The names of all schemas that `value` refers to, directly or through others.
fn collect_references(schemas: &Value, value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            let reference = object.get("$ref").and_then(Value::as_str);
            if let Some(name) = reference.and_then(|text| text.strip_prefix("#/components/schemas/"))
                && names.insert(name.to_owned())
            {
                collect_references(schemas, &schemas[name], names);
            }
            object.values().for_each(|value| collect_references(schemas, value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(schemas, item, names)),
        _ => {}
    }
}

fn strip_nullable(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.remove("nullable");
            object.values_mut().for_each(strip_nullable);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_nullable),
        _ => {}
    }
}

/// Says of each optional property that refers to another schema that it may be null.
///
/// `nullable` means something only beside a `type`, and there is none beside a reference.
fn spell_out_null(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.contains_key("nullable")
                && let Some(Value::Array(mut alternatives)) = object.remove("allOf")
            {
                object.remove("nullable");
                alternatives.push(json!({ "enum": [null] }));
                object.insert("oneOf".to_owned(), alternatives.into());
            }
            object.values_mut().for_each(spell_out_null);
        }
        Value::Array(items) => items.iter_mut().for_each(spell_out_null),
        _ => {}
    }
}

/// Whether serde keeps the order of keys depends on what else is in the build; sorted keys do not.
pub(crate) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let sorted: BTreeMap<_, _> =
                object.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(sorted.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
#[path = "document_test.rs"]
mod tests;
