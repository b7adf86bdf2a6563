//! Manage and Deliver, as far as the story needs it: it publishes events, and tells those who call back what has happened.

use anyhow::Context;
use apd_server::clock::{Clock, SystemClock};
use apd_server::config::{AccreditedProgrammesConfig, CallBackCredentials, Secret};
use apd_server::messaging::queue::{InProcessQueue, InProcessSettings};
use apd_tests::client_api::{CLIENT_ID, CLIENT_SECRET, ClientApi, Reply};
use apd_tests::eventually;
use apd_tests::messages::{event, notification};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Far more than the story publishes.
const CAPACITY: usize = 100;
/// As production has it.
const RECEIVES: u32 = 3;
const CALL_TIMEOUT: Duration = Duration::from_secs(10);

/// The client's API and the queue that its events end in.
pub(crate) struct Publisher {
    pub(crate) queue: Arc<InProcessQueue>,
    api: ClientApi,
}

impl Publisher {
    pub(crate) async fn start() -> Publisher {
        let settings = InProcessSettings { capacity: CAPACITY, receives: RECEIVES };
        Publisher { queue: Arc::new(InProcessQueue::new(settings)), api: ClientApi::start().await }
    }

    /// What the service needs to know to call back.
    pub(crate) fn config(&self) -> anyhow::Result<AccreditedProgrammesConfig> {
        Ok(AccreditedProgrammesConfig {
            allowed_base_urls: vec![self.api.base_url().parse()?],
            credentials: Some(CallBackCredentials {
                token_url: self.api.token_url().parse()?,
                client_id: CLIENT_ID.to_owned(),
                client_secret: Secret::new(CLIENT_SECRET.to_owned()),
            }),
            call_timeout: CALL_TIMEOUT,
        })
    }

    /// A notification of an event about a person that has just occurred, which whoever calls back finds at the path.
    pub(crate) fn notification(&self, event_type: &str, crn: &str, path: &str, details: &Value) -> Value {
        self.api.answer(path, [Reply::ok(details.clone())]);
        let mut event = event(event_type, crn, &format!("{}{path}", self.api.base_url()));
        event["occurredAt"] = json!(SystemClock.now().to_rfc3339());
        notification(Uuid::new_v4(), &event)
    }

    /// Publishes a notification, and waits until the queue is rid of it: handled, or a dead letter.
    pub(crate) async fn publish(&self, notification: &Value) -> anyhow::Result<()> {
        self.queue.send(notification.to_string(), BTreeMap::new()).context("the demonstration's queue")?;
        eventually("the message leaves the queue", async || self.queue.is_empty()).await;
        Ok(())
    }
}
