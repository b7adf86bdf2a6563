//! The AsyncAPI document: the messages that the service consumes from its queue, and the events that it writes for
//! Delius to publish.
//!
//! The schemas are made from the types that the consumer parses with ([`crate::events`]). Written here are the texts, and
//! the names of channels, messages and operations.

mod messages;

use crate::document::{CONTACT, LICENCE, VERSION, sorted};
use messages::{Message, Schemas};
use serde_json::{Map, Value, json};

const TITLE: &str = "Accredited Programmes and Delius";

const DESCRIPTION: &str = "Domain events that Accredited Programmes and Delius consumes from its queue, and those that \
    it hands to Delius to publish.\n\nThe service consumes each message at least once and acts on it once. An event says \
    only that something has changed: what has changed is fetched from the event's `detailUrl`. What cannot be handled \
    reaches the dead-letter queue after the queue's receives.";

/// The queue that the service consumes, its only one (behaviour 6.8).
const QUEUE: &str = "accredited-programmes-and-delius-queue";

/// Generates the document. Its keys are sorted, so that the text depends on nothing but the contract.
///
/// # Errors
///
/// When it cannot be written as JSON.
pub fn generate() -> Result<String, serde_json::Error> {
    let mut schemas = Schemas::default();
    let consumed = messages::consumed(&mut schemas);
    let produced = messages::produced(&mut schemas);
    let document = json!({
        "asyncapi": "3.0.0",
        "id": "https://accredited-programmes-and-delius.hmpps.service.justice.gov.uk",
        "info": {
            "title": TITLE,
            "version": VERSION.to_string(),
            "description": DESCRIPTION,
            "contact": { "name": CONTACT.0, "url": CONTACT.1 },
            "license": { "name": LICENCE.0, "url": LICENCE.1 },
        },
        "defaultContentType": "application/json",
        "channels": {
            "queue": {
                "address": QUEUE,
                "title": "The queue",
                "description": "An SQS queue, subscribed to the topic of HMPPS domain events with a filter on the \
                    message attribute `eventType`. Messages are notifications of SNS; where the subscription \
                    delivers raw messages, the body is the event itself and `eventType` an attribute of the SQS \
                    message.",
                "messages": references("#/components/messages/", &consumed),
            },
            "delius-domain-events": {
                "title": "Outgoing events of Delius",
                "description": "Rows of Delius' table `domain_event`: `message_body` holds the event, \
                    `message_attributes` its attribute `eventType`. Delius publishes them on the topic of HMPPS \
                    domain events. A row is written in the transaction of the change that it tells of.",
                "messages": references("#/components/messages/", &produced),
            },
        },
        "operations": operations(&consumed, &produced),
        "components": {
            "messages": components(consumed.into_iter().chain(produced)),
            "schemas": schemas.into_components(),
        },
    });
    let mut text = serde_json::to_string_pretty(&sorted(document))?;
    text.push('\n');
    Ok(text)
}

fn references(to: &str, messages: &[Message]) -> Map<String, Value> {
    let reference =
        |message: &Message| (message.key.to_owned(), json!({ "$ref": format!("{to}{}", message.key) }));
    messages.iter().map(reference).collect()
}

fn operations(consumed: &[Message], produced: &[Message]) -> Map<String, Value> {
    let operation = |channel: &str, action: &str, message: &Message| {
        json!({
            "action": action,
            "channel": { "$ref": format!("#/channels/{channel}") },
            "summary": message.operation_summary,
            "description": message.operation_description,
            "messages": [{ "$ref": format!("#/channels/{channel}/messages/{}", message.key) }],
        })
    };
    let receive =
        consumed.iter().map(|message| (message.operation.to_owned(), operation("queue", "receive", message)));
    let send = produced
        .iter()
        .map(|message| (message.operation.to_owned(), operation("delius-domain-events", "send", message)));
    receive.chain(send).collect()
}

fn components(messages: impl Iterator<Item = Message>) -> Map<String, Value> {
    messages.map(|message| (message.key.to_owned(), message.into_json())).collect()
}

#[cfg(test)]
#[path = "asyncapi_test.rs"]
mod tests;
