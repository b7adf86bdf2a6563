//! This service as the consumer of the client's events and of its API: the code that handles a message, from the envelope to
//! the rows that come of it, and the real call back.

use apd_server::app::events::{EventFailure, Handled};
use apd_server::config::{CallBackCredentials, Secret};
use apd_tests::client_api::{CLIENT_ID, CLIENT_SECRET, ClientApi};
use apd_tests::messages::{delivery, notification};
use apd_tests::{Engine, TestContext};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Whom the events are about.
pub const CRN: &str = "A000003";

/// A requirement of that person.
pub const REQUIREMENT: i64 = 5_000_000_004;

/// A licence condition of that person.
pub const LICENCE_CONDITION: i64 = 6_000_000_005;

/// The one message that it receives.
const MESSAGE: Uuid = Uuid::from_u128(0xE000_0000_0000_4000_8000_0000_0000_0001);

/// The service with a database of its own, and a stand-in of the token endpoint.
pub struct Receiver {
    /// The service.
    pub ctx: TestContext,
    /// Where it gets tokens.
    pub api: ClientApi,
}

impl Receiver {
    /// The service, which may call this address; without one, that of [`Receiver::api`].
    pub async fn start(address: Option<&str>) -> Receiver {
        let api = ClientApi::start().await;
        let allowed = address.map_or_else(|| api.base_url(), str::to_owned);
        let token_url = api.token_url();
        let ctx = TestContext::builder(Engine::Sqlite).configure(move |config| {
            let settings = &mut config.accredited_programmes;
            settings.allowed_base_urls = vec![allowed.parse().unwrap()];
            settings.credentials = Some(CallBackCredentials {
                token_url: token_url.parse().unwrap(),
                client_id: CLIENT_ID.to_owned(),
                client_secret: Secret::new(CLIENT_SECRET.to_owned()),
            });
        });
        Receiver { ctx: ctx.build().await, api }
    }

    /// Handles an event as it comes from the queue.
    pub async fn receives(&self, event: &Value) -> Result<Handled, EventFailure> {
        self.receives_notification(&notification(MESSAGE, event)).await
    }

    /// Handles an event that comes with these attributes, texts by name, and no others.
    pub async fn receives_with(&self, event: &Value, attributes: &Value) -> Result<Handled, EventFailure> {
        let attributes = attributes.as_object().expect("attributes by name").iter();
        let attributes =
            attributes.map(|(name, value)| (name.clone(), json!({ "Type": "String", "Value": value })));
        let mut notification = notification(MESSAGE, event);
        notification["MessageAttributes"] = attributes.collect::<Map<_, _>>().into();
        self.receives_notification(&notification).await
    }

    async fn receives_notification(&self, notification: &Value) -> Result<Handled, EventFailure> {
        self.ctx.dispatcher().dispatch(&delivery(notification)).await
    }

    /// Ends the service. An event that could not be handled may have been logged.
    pub async fn end(self) {
        self.ctx.tolerate_errors("message refused");
        self.ctx.close().await;
    }
}
