//! The chain under test, the messages that go through it, and what comes out at its end.

use crate::events::{CRN, status};
use apd_server::config::Config;
use apd_server::domain::reference::STATUS_PREFIX;
use apd_tests::client_api::{ClientApi, Reply};
use apd_tests::events::message_id;
use apd_tests::localstack::TestQueue;
use apd_tests::messages::{PROGRAMME_COMPLETE, STATUS_UPDATED, event, notification};
use apd_tests::{Engine, TestContext, TestContextBuilder, TestDatabase, eventually_within};
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;

/// Deliveries that fail come again, up to three times; the pauses between add up.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A queue, the service that receives from it, and the client's API that the service calls back.
pub struct Chain {
    pub queue: TestQueue,
    pub api: ClientApi,
    pub ctx: TestContext,
}

impl Chain {
    pub async fn start(engine: Engine) -> Chain {
        Chain::with(engine, |_| {}).await
    }

    /// One whose service is configured otherwise.
    pub async fn with(engine: Engine, alter: impl FnOnce(&mut Config) + 'static) -> Chain {
        let (queue, api) = (TestQueue::make().await, ClientApi::start().await);
        Chain::of(TestContext::builder(engine), queue, api, alter).await
    }

    pub async fn of(
        builder: TestContextBuilder,
        queue: TestQueue,
        api: ClientApi,
        alter: impl FnOnce(&mut Config) + 'static,
    ) -> Chain {
        let ctx = serve(builder, &queue, &api, alter).await;
        Chain { queue, api, ctx }
    }

    /// The body of a message, after which the client's API tells this.
    pub fn tell(&self, number: u32, news: &News) -> String {
        self.message(number, news, [Reply::ok(news.details.clone())])
    }

    /// The body of a message, to which the client's API gives these replies, one after the other.
    pub fn message(&self, number: u32, news: &News, replies: impl IntoIterator<Item = Reply>) -> String {
        let path = details_path(number);
        self.api.answer(&path, replies);
        let event = event(news.event_type, news.crn, &format!("{}{path}", self.api.base_url()));
        notification(message_id(number), &event).to_string()
    }

    /// How often the details of a message were asked for.
    pub fn calls(&self, number: u32) -> u64 {
        self.api.calls(&details_path(number))
    }

    /// Waits until nothing is left in the queue. Nothing may have become a dead letter.
    pub async fn handled(&self) {
        let queue = &self.queue;
        eventually_within(PATIENCE, "the end of all messages", async || queue.is_empty().await).await;
        let failures = self.ctx.database.message_failures();
        assert_eq!(queue.dead_letters().await, 0, "{failures:?}");
    }

    /// Waits until so many messages are dead letters, and nothing is left besides.
    pub async fn given_up(&self, number: u32) {
        let queue = &self.queue;
        // In this order: no message comes to the queue meanwhile.
        let all_are = async || queue.is_empty().await && queue.dead_letters().await == number;
        eventually_within(PATIENCE, "the dead letters", all_are).await;
    }

    /// The lines of the log with this message, about the deliveries of one message.
    pub fn lines(&self, number: u32, message: &str) -> Vec<Value> {
        let id = message_id(number).to_string();
        let mut lines = self.ctx.log.lines();
        lines.retain(|line| line["msg"] == message && line["message_id"] == id);
        lines
    }

    /// The outcome of each delivery of a message that was handled, with its number and the number of its tries.
    pub fn deliveries(&self, number: u32) -> Vec<(String, u64, u64)> {
        let lines = self.lines(number, "message handled").into_iter();
        let number = |value: &Value| value.as_u64().unwrap();
        lines
            .map(|line| {
                let outcome = line["outcome"].as_str().unwrap().to_owned();
                (outcome, number(&line["receive_count"]), number(&line["tries"]))
            })
            .collect()
    }

    /// Ends the service, which must have nothing left to complain about.
    pub async fn close(self) {
        self.ctx.close().await;
    }
}

/// A service that receives from a queue and calls an API back. What fails for now comes again at once.
pub async fn serve(
    builder: TestContextBuilder,
    queue: &TestQueue,
    api: &ClientApi,
    alter: impl FnOnce(&mut Config) + 'static,
) -> TestContext {
    let at_once = |config: &mut Config| config.messaging.retry_delay = Duration::ZERO;
    builder
        .configure(queue.configured())
        .configure(api.configured())
        .configure(at_once)
        .configure(alter)
        .build()
        .await
}

fn details_path(number: u32) -> String {
    format!("/details/{number}")
}

/// What the client tells of.
pub struct News {
    pub event_type: &'static str,
    pub crn: &'static str,
    pub details: Value,
}

impl News {
    pub fn status(crn: &'static str, details: Value) -> News {
        News { event_type: STATUS_UPDATED, crn, details }
    }

    pub fn completion(crn: &'static str, details: Value) -> News {
        News { event_type: PROGRAMME_COMPLETE, crn, details }
    }

    /// A new status of a requirement, for tests to which it does not matter what is news.
    pub fn something() -> News {
        News::status(CRN, status("SCHEDULED"))
    }
}

/// The numbers of the messages whose status is recorded in a contact, one for each contact.
pub fn recorded(database: &TestDatabase) -> Vec<u32> {
    let references = database.contacts().into_iter().filter_map(|row| row.external_reference);
    let number = |reference: String| {
        let id: Uuid = reference.strip_prefix(STATUS_PREFIX)?.parse().ok()?;
        u32::try_from(id.as_u128() & u128::from(u32::MAX)).ok()
    };
    let mut numbers: Vec<_> = references.filter_map(number).collect();
    numbers.sort_unstable();
    numbers
}
