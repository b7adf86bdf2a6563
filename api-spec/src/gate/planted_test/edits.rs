//! How a planted change edits a document. What is not there cannot be edited: that panics.

use serde_json::{Map, Value, json};

pub(super) fn schema<'a>(document: &'a mut Value, name: &str) -> &'a mut Value {
    let schema = document["components"]["schemas"].get_mut(name);
    schema.unwrap_or_else(|| panic!("no schema {name}"))
}

pub(super) fn property<'a>(document: &'a mut Value, name: &str, property: &str) -> &'a mut Value {
    let property_of = schema(document, name)["properties"].get_mut(property);
    property_of.unwrap_or_else(|| panic!("no property {property} of {name}"))
}

pub(super) fn operation<'a>(document: &'a mut Value, path: &str, method: &str) -> &'a mut Value {
    document["paths"][path].get_mut(method).unwrap_or_else(|| panic!("no {method} {path}"))
}

pub(super) fn alternatives<'a>(document: &'a mut Value, name: &str) -> &'a mut Vec<Value> {
    schema(document, name)["oneOf"].as_array_mut().unwrap()
}

pub(super) fn required<'a>(document: &'a mut Value, name: &str) -> &'a mut Vec<Value> {
    schema(document, name)["required"].as_array_mut().unwrap()
}

pub(super) fn require(document: &mut Value, name: &str, property: &str) {
    required(document, name).push(property.into());
}

pub(super) fn make_optional(document: &mut Value, name: &str, property: &str) {
    let required = required(document, name);
    let index = required.iter().position(|other| other == property).unwrap();
    required.remove(index);
}

pub(super) fn add(document: &mut Value, name: &str, property: &str) {
    schema(document, name)["properties"][property] = json!({ "type": "string", "description": "New." });
}

pub(super) fn remove(document: &mut Value, name: &str, property: &str) {
    remove_key(&mut schema(document, name)["properties"], property);
    if let Some(required) = schema(document, name)["required"].as_array_mut() {
        required.retain(|other| other != property);
    }
}

pub(super) fn retype(document: &mut Value, name: &str, property_name: &str, schema: &Value) {
    *property(document, name, property_name) = schema.clone();
}

pub(super) fn remove_key(value: &mut Value, key: &str) {
    value.as_object_mut().unwrap().remove(key).unwrap_or_else(|| panic!("no {key}"));
}

pub(super) fn rename(object: Option<&mut Map<String, Value>>, from: &str, to: &str) {
    let object = object.unwrap();
    let value = object.remove(from).unwrap_or_else(|| panic!("no {from}"));
    object.insert(to.to_owned(), value);
}

pub(super) fn rename_delivery_unit(document: &mut Value) {
    rename(schema(document, "PersonalDetails")["properties"].as_object_mut(), "probationDeliveryUnit", "pdu");
    make_optional(document, "PersonalDetails", "probationDeliveryUnit");
    require(document, "PersonalDetails", "pdu");
}

pub(super) fn add_parameter(document: &mut Value, is_required: bool) {
    let parameters =
        operation(document, "/case/{crn}/registrations", "get")["parameters"].as_array_mut().unwrap();
    parameters.push(
        json!({ "in": "query", "name": "since", "required": is_required, "schema": { "type": "string" } }),
    );
}

pub(super) fn add_operation(document: &mut Value) {
    let mut operation = operation(document, "/case/{crn}/registrations", "get").clone();
    operation["operationId"] = "list_former_registrations".into();
    document["paths"]["/case/{crn}/former-registrations"] = json!({ "get": operation });
}
