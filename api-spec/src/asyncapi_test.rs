use super::*;
use jsonschema::Validator;
use std::path::{Path, PathBuf};

fn document() -> Value {
    serde_json::from_str(&generate().unwrap()).unwrap()
}

/// The schema at a place of the document, which may refer to others.
fn validator(document: &Value, pointer: &str) -> Validator {
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "components": document["components"],
        "allOf": [{ "$ref": format!("#{pointer}") }],
    });
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// What is wrong with a message body as SQS delivers it, going by the document alone.
fn fault(document: &Value, body: &str, attribute: Option<&str>) -> Option<String> {
    let Ok(body) = serde_json::from_str::<Value>(body) else { return Some("not JSON".to_owned()) };
    let is_raw = body.get("Message").is_none();
    let event_type = attribute.or_else(|| body["MessageAttributes"]["eventType"]["Value"].as_str());
    let messages = document["components"]["messages"].as_object().unwrap();
    let is_of_type = |message: &&String| Some(messages[*message]["name"].as_str().unwrap()) == event_type;
    let Some(message) = messages.keys().find(is_of_type) else { return Some("of no known type".to_owned()) };
    let event = if is_raw {
        body
    } else {
        let payload = validator(document, &format!("/components/messages/{message}/payload"));
        if let Err(error) = payload.validate(&body) {
            return Some(error.to_string());
        }
        let Ok(event) = serde_json::from_str(body["Message"].as_str().unwrap()) else {
            return Some("no JSON in Message".to_owned());
        };
        event
    };
    validator(document, "/components/schemas/DomainEvent")
        .validate(&event)
        .err()
        .map(|error| error.to_string())
}

fn samples(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../localstack/samples").join(folder);
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn checked_in_document_is_fresh() {
    assert_eq!(crate::ASYNCAPI_JSON, generate().unwrap(), "run `cargo openapi generate`");
}

#[test]
fn every_operation_has_its_message_and_every_message_its_operation() {
    let document = document();
    let messages: Vec<_> = document["components"]["messages"].as_object().unwrap().keys().collect();
    let mut used = Vec::new();
    for (name, operation) in document["operations"].as_object().unwrap() {
        let reference = operation["messages"][0]["$ref"].as_str().unwrap();
        let of_channel = document.pointer(reference.trim_start_matches('#')).unwrap();
        let message = of_channel["$ref"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        assert!(reference.starts_with(operation["channel"]["$ref"].as_str().unwrap()), "{name}");
        used.push(message);
    }
    used.sort();

    assert_eq!(used.iter().collect::<Vec<_>>(), messages);
}

#[test]
fn examples_are_of_their_schemas() {
    let document = document();
    for (name, message) in document["components"]["messages"].as_object().unwrap() {
        for (part, example) in message["examples"][0].as_object().unwrap() {
            let schema = validator(&document, &format!("/components/messages/{name}/{part}"));
            assert_eq!(schema.validate(example).map_err(|error| error.to_string()), Ok(()), "{name} {part}");
        }
    }
}

#[test]
fn samples_that_are_to_be_handled_are_of_the_documented_shape() {
    let document = document();
    for file in ["good", "tolerated"].into_iter().flat_map(samples) {
        let fault = fault(&document, &std::fs::read_to_string(&file).unwrap(), None);
        assert_eq!(fault, None, "{}", file.display());
    }
    for file in samples("raw") {
        let body = std::fs::read_to_string(&file).unwrap();
        let event: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(fault(&document, &body, event["eventType"].as_str()), None, "{}", file.display());
    }
}

#[test]
fn samples_of_another_shape_are_not_of_the_documented_one() {
    let document = document();
    // The others have the right shape, and what they say is wrong.
    let misshapen = [
        "message-not-json.json",
        "message-other-shape.json",
        "message-parked-in-s3.json",
        "no-event-type.json",
        "not-json.txt",
        "other-shape.json",
        "parked-in-s3.json",
        "unknown-event-type.json",
    ];

    let found: Vec<_> = samples("bad")
        .into_iter()
        .filter(|file| fault(&document, &std::fs::read_to_string(file).unwrap(), None).is_some())
        .map(|file| file.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();

    assert_eq!(found, misshapen);
}
