//! Contracts about messages.

use crate::contract::Contract;
use apd_contract_tests::names::{DOMAIN_EVENTS, MANAGE_AND_DELIVER, SERVICE};
use pact_consumer::builders::MessageInteractionBuilder;
use pact_consumer::prelude::JsonPattern;
use pact_models::v4::interaction::V4Interaction;
use serde_json::Value;

/// A message from one to another.
pub struct Message {
    consumer: &'static str,
    provider: &'static str,
    interaction: MessageInteractionBuilder,
}

/// A message as its reader gets it.
pub struct Received {
    /// What it says.
    pub body: Value,
    /// Its attributes, by name.
    pub attributes: Value,
}

impl Message {
    /// A message that the client publishes and this service consumes. The description says what it tells.
    pub fn of_the_client(description: &str) -> Message {
        Message::between(SERVICE, MANAGE_AND_DELIVER, description)
    }

    /// A message that this service leaves in Delius, to be published.
    pub fn of_the_service(description: &str) -> Message {
        Message::between(DOMAIN_EVENTS, SERVICE, description)
    }

    fn between(consumer: &'static str, provider: &'static str, description: &str) -> Message {
        Message { consumer, provider, interaction: MessageInteractionBuilder::new(description) }
    }

    /// A state that the provider must be in.
    pub fn given(mut self, state: &str, params: &Value) -> Message {
        self.interaction.given_with_params(state, params);
        self
    }

    /// An attribute of the message.
    pub fn bears(mut self, attribute: &str, value: impl Into<Value>) -> Message {
        self.interaction.metadata(attribute, value);
        self
    }

    /// What the message says.
    pub fn says(mut self, body: JsonPattern) -> Message {
        self.interaction.json_body(body);
        self
    }

    /// What the consumer does with it.
    pub fn read_by<F>(self, reads: F) -> Contract
    where
        F: AsyncFnOnce(Received) + 'static,
    {
        let message = self.interaction.build();
        let interaction = message.to_json();
        let body = message.contents.contents.value().expect("the message says something");
        let received = Received {
            body: serde_json::from_slice(&body).expect("the message is JSON"),
            attributes: message.contents.metadata.into_iter().collect(),
        };
        Contract {
            consumer: self.consumer,
            provider: self.provider,
            interaction,
            trial: Box::new(|| Box::pin(async move { reads(received).await })),
        }
    }
}
