//! A queue of one test.

use super::{REGION, instance, url_when_started};
use apd_server::config::Config;
use apd_server::messaging::queue::{SqsCredentials, SqsQueue, SqsSettings};
use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_sqs::types::{MessageAttributeValue, QueueAttributeName, SendMessageBatchRequestEntry};
use serde_json::json;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;
use uuid::Uuid;

/// Requests in a row that must agree on what a queue holds.
const LOOKS: usize = 3;

/// How a queue behaves.
#[derive(Clone, Copy, Debug)]
pub struct TestQueueSettings {
    /// A message that was received so often becomes a dead letter.
    pub receives: u32,
    /// Seconds for which a receive that does not ask for another time hides messages.
    pub visibility: u32,
}

impl Default for TestQueueSettings {
    fn default() -> TestQueueSettings {
        TestQueueSettings { receives: 3, visibility: 30 }
    }
}

/// A queue with a dead-letter queue, which nobody else knows.
#[derive(Clone)]
pub struct TestQueue {
    /// A client of LocalStack, for what this type does not offer.
    pub client: Client,
    /// The queue.
    pub url: String,
    /// Its dead-letter queue.
    pub dead_letter_url: String,
    endpoint: String,
    name: String,
    settings: TestQueueSettings,
}

impl TestQueue {
    /// Makes a queue as production has it: dead letters after 3 receives.
    pub async fn make() -> TestQueue {
        TestQueue::make_with(TestQueueSettings::default()).await
    }

    /// Makes a queue that behaves as the test wants it.
    pub async fn make_with(settings: TestQueueSettings) -> TestQueue {
        TestQueue::make_at(url_when_started().await, settings).await
    }

    /// Makes a queue at an instance of the test's own.
    pub async fn make_at(endpoint: &str, settings: TestQueueSettings) -> TestQueue {
        let mut queue = TestQueue {
            client: client(endpoint),
            url: String::new(),
            dead_letter_url: String::new(),
            endpoint: endpoint.to_owned(),
            name: format!("test-{}", Uuid::new_v4()),
            settings,
        };
        queue.create().await;
        queue
    }

    /// A queue that is there already, with its dead-letter queue.
    pub(super) fn existing(endpoint: &str, url: &str, dead_letter_url: &str) -> TestQueue {
        TestQueue {
            client: client(endpoint),
            url: url.to_owned(),
            dead_letter_url: dead_letter_url.to_owned(),
            endpoint: endpoint.to_owned(),
            name: url.rsplit('/').next().unwrap_or_default().to_owned(),
            settings: TestQueueSettings::default(),
        }
    }

    /// Makes the queue, or makes it anew, under the same names.
    pub async fn create(&mut self) {
        let dead_letters = self.client.create_queue().queue_name(format!("{}-dlq", self.name));
        self.dead_letter_url = dead_letters.send().await.unwrap().queue_url.unwrap();
        let arn = self.attribute(&self.dead_letter_url, QueueAttributeName::QueueArn).await;
        let redrive =
            json!({ "deadLetterTargetArn": arn, "maxReceiveCount": self.settings.receives.to_string() });
        let queue = self
            .client
            .create_queue()
            .queue_name(&self.name)
            .attributes(QueueAttributeName::VisibilityTimeout, self.settings.visibility.to_string())
            .attributes(QueueAttributeName::RedrivePolicy, redrive.to_string());
        self.url = queue.send().await.unwrap().queue_url.unwrap();
    }

    /// Deletes the queue; its dead letters stay.
    pub async fn delete(&self) {
        self.client.delete_queue().queue_url(&self.url).send().await.unwrap();
    }

    /// Has a service receive from the queue.
    pub fn configured(&self) -> impl FnOnce(&mut Config) + use<> {
        let settings = self.sqs_settings();
        move |config| {
            config.messaging.queue_url = Some(settings.queue_url);
            config.messaging.endpoint_url = settings.endpoint_url.map(|url| url.parse().expect("a URL"));
            config.messaging.wait_time = Duration::from_secs(1);
        }
    }

    /// What the service needs to know of the queue.
    pub fn sqs_settings(&self) -> SqsSettings {
        sqs_settings(&self.endpoint, &self.url)
    }

    /// The queue, as the service sees it.
    pub fn sqs(&self) -> SqsQueue {
        SqsQueue::new(self.sqs_settings())
    }

    /// The queue, as the service sees it through a proxy.
    pub fn sqs_through(&self, proxy: SocketAddr) -> SqsQueue {
        SqsQueue::new(SqsSettings { endpoint_url: Some(format!("http://{proxy}")), ..self.sqs_settings() })
    }

    /// Where LocalStack listens, for a proxy.
    pub fn server_address(&self) -> SocketAddr {
        instance::address(&self.endpoint)
    }

    /// Sends a message. Gives its id.
    pub async fn send(&self, body: &str) -> String {
        self.send_with(body, &[]).await
    }

    /// Sends a message with attributes of type string. Gives its id.
    pub async fn send_with(&self, body: &str, attributes: &[(&str, &str)]) -> String {
        let value = |text: &str| {
            MessageAttributeValue::builder().data_type("String").string_value(text).build().unwrap()
        };
        let attributes: HashMap<_, _> =
            attributes.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect();
        let message = self.client.send_message().queue_url(&self.url).message_body(body);
        let sent = message.set_message_attributes(Some(attributes)).send().await.unwrap();
        sent.message_id.unwrap()
    }

    /// Sends many messages, in batches.
    pub async fn send_all(&self, bodies: impl IntoIterator<Item = String>) {
        let entry = |(index, body): (usize, String)| {
            SendMessageBatchRequestEntry::builder().id(index.to_string()).message_body(body).build().unwrap()
        };
        let entries: Vec<_> = bodies.into_iter().enumerate().map(entry).collect();
        for batch in entries.chunks(10) {
            let sent = self.client.send_message_batch().queue_url(&self.url);
            assert_eq!(sent.set_entries(Some(batch.to_vec())).send().await.unwrap().failed, []);
        }
    }

    /// How many messages can be received now.
    pub async fn visible(&self) -> u32 {
        self.count(&self.url, QueueAttributeName::ApproximateNumberOfMessages).await
    }

    /// How many messages are hidden: received, and neither deleted nor visible again.
    pub async fn hidden(&self) -> u32 {
        self.count(&self.url, QueueAttributeName::ApproximateNumberOfMessagesNotVisible).await
    }

    /// Whether no message is left but dead letters.
    pub async fn is_empty(&self) -> bool {
        self.holds(0, 0).await
    }

    /// Whether so many messages can be received, and so many are hidden. LocalStack counts a message in neither while it
    /// moves it from one to the other, or to the dead letters, so one look would not do.
    pub async fn holds(&self, visible: usize, hidden: usize) -> bool {
        for _ in 0..LOOKS {
            if self.counts().await != [visible, hidden] {
                return false;
            }
        }
        true
    }

    async fn counts(&self) -> [usize; 2] {
        let names = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
        ];
        let request = self.client.get_queue_attributes().queue_url(&self.url);
        let attributes =
            request.set_attribute_names(Some(names.to_vec())).send().await.unwrap().attributes.unwrap();
        names.map(|name| attributes[&name].parse().unwrap())
    }

    /// How many dead letters can be received now.
    pub async fn dead_letters(&self) -> u32 {
        self.count(&self.dead_letter_url, QueueAttributeName::ApproximateNumberOfMessages).await
    }

    /// The bodies of the dead letters. They stay, hidden for a while.
    pub async fn dead_letter_bodies(&self) -> Vec<String> {
        let mut bodies = Vec::new();
        loop {
            let request = self.client.receive_message().queue_url(&self.dead_letter_url);
            let received = request.max_number_of_messages(10).send().await.unwrap().messages;
            let Some(messages) = received else { return bodies };
            bodies.extend(messages.into_iter().filter_map(|message| message.body));
        }
    }

    async fn count(&self, url: &str, name: QueueAttributeName) -> u32 {
        self.attribute(url, name).await.parse().unwrap()
    }

    /// An attribute of the queue at `url`: this one, or its dead-letter queue.
    pub async fn attribute(&self, url: &str, name: QueueAttributeName) -> String {
        let request = self.client.get_queue_attributes().queue_url(url).attribute_names(name.clone());
        let mut attributes = request.send().await.unwrap().attributes.unwrap();
        attributes.remove(&name).unwrap()
    }
}

pub(super) fn sqs_settings(endpoint: &str, queue_url: &str) -> SqsSettings {
    SqsSettings {
        queue_url: queue_url.to_owned(),
        region: REGION.to_owned(),
        endpoint_url: Some(endpoint.to_owned()),
        credentials: SqsCredentials::Invented,
    }
}

/// A client of an instance of LocalStack.
pub fn client(endpoint: &str) -> Client {
    let config = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .endpoint_url(endpoint)
        .credentials_provider(Credentials::new("test", "test", None, None, "invented"));
    Client::from_conf(config.build())
}
