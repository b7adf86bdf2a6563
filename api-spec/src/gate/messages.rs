//! The AsyncAPI document as an OpenAPI document, in which the differ sees each message from the right side.
//!
//! The differ reads AsyncAPI, too, but does not tell what is received from what is sent, nor look into the event that a
//! notification carries as text: a property that an event newly demands would count as harmless. Both kinds of document
//! hold JSON Schemas, so that a received message can stand as the body of a request, and one that is sent as that of a
//! response. Components keep their places, and so their pointers.

use serde_json::{Map, Value, json};

/// Which operation of the AsyncAPI document each path of the OpenAPI document stands for.
#[derive(Debug, Default)]
pub(super) struct OperationNames(Vec<(String, String)>);

impl OperationNames {
    /// The pointer into the AsyncAPI document for one into the OpenAPI document; others stay as they are.
    pub(super) fn pointer(&self, pointer: &str) -> String {
        let of_operation = |(path, name): &(String, String)| {
            let inner = pointer.strip_prefix("#/paths/")?.strip_prefix(path.as_str())?;
            let part = inner.rsplit_once("/schema").map_or("", |(_, part)| part);
            Some(format!("#/operations/{name}{part}"))
        };
        self.0.iter().find_map(of_operation).unwrap_or_else(|| pointer.to_owned())
    }
}

/// Puts an AsyncAPI document into the form of OpenAPI 3.1. A path is what identifies a message on the wire: whether it is
/// received or sent, where, and its type.
pub(super) fn as_openapi(asyncapi: &Value, names: &mut OperationNames) -> Value {
    let mut components = asyncapi["components"].clone();
    name_content_schemas(&mut components);
    let mut paths = Map::new();
    for (name, operation) in asyncapi["operations"].as_object().into_iter().flatten() {
        let channel = target(asyncapi, &operation["channel"]);
        let address = channel["address"].as_str().or(last_segment(&operation["channel"])).unwrap_or_default();
        for reference in operation["messages"].as_array().into_iter().flatten() {
            // A channel refers to the message in its turn.
            let reference = &target(asyncapi, reference)["$ref"];
            let message = target(asyncapi, &json!({ "$ref": reference }));
            let action = operation["action"].as_str().unwrap_or_default();
            let event_type = message["name"].as_str().unwrap_or_default();
            let path = format!("/{action}/{address}/{event_type}");
            names.0.push((path.replace('~', "~0").replace('/', "~1"), name.clone()));
            paths.insert(path, json!({ "post": as_request_or_response(operation, message, reference) }));
        }
    }
    json!({ "openapi": "3.1.0", "info": asyncapi["info"], "components": components, "paths": paths })
}

fn as_request_or_response(operation: &Value, message: &Value, reference: &Value) -> Value {
    let part = |name: &str| json!({ "$ref": format!("{}/{name}", reference.as_str().unwrap_or_default()) });
    let schema = json!({
        "type": "object",
        "required": ["headers", "payload"],
        "properties": { "headers": part("headers"), "payload": part("payload") },
    });
    let content_type = message["contentType"].as_str().unwrap_or("application/json");
    let content = json!({ content_type: { "schema": schema } });
    let done = json!({ "204": { "description": "" } });
    let mut described = json!({ "summary": operation["summary"], "description": operation["description"] });
    if operation["action"] == "receive" {
        described["requestBody"] = json!({ "required": true, "content": content });
        described["responses"] = done;
    } else {
        described["responses"] = json!({ "200": { "description": "", "content": content } });
    }
    described
}

/// Calls the schema of a text's content what JSON Schema 2020-12 does, so that the differ looks into it.
fn name_content_schemas(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(schema) = object.remove("x-content-schema") {
                object.insert("contentSchema".to_owned(), schema);
            }
            object.values_mut().for_each(name_content_schemas);
        }
        Value::Array(items) => items.iter_mut().for_each(name_content_schemas),
        _ => {}
    }
}

/// What a reference refers to.
fn target<'a>(document: &'a Value, reference: &Value) -> &'a Value {
    let pointer = reference["$ref"].as_str().and_then(|text| text.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(&Value::Null)
}

fn last_segment(reference: &Value) -> Option<&str> {
    reference["$ref"].as_str()?.rsplit('/').next()
}
