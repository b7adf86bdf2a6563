//! A topic of one test, whose events arrive in a queue.

use super::{TestQueue, queue, run, script, url_when_started};
use apd_server::messaging::queue::SqsSettings;
use reqwest::Client;
use uuid::Uuid;

/// SNS finds out from the signature which service is meant, and LocalStack does not verify it.
const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=test/20260615/eu-west-2/sns/aws4_request, \
                         SignedHeaders=host, Signature=none";

/// A topic with a queue, a dead-letter queue and a filter as production has them, which nobody else knows.
pub struct TestTopic {
    /// The queue that is subscribed.
    pub queue_url: String,
    /// Its dead-letter queue.
    pub dead_letter_url: String,
    arn: String,
    endpoint: String,
}

impl TestTopic {
    /// Makes a topic, by `localstack/init` with further options such as `--receives 20` or `--raw-delivery`.
    pub async fn make(options: &[&str]) -> TestTopic {
        let name = format!("test-{}", Uuid::new_v4());
        TestTopic::make_named(url_when_started().await, &name, &name, options).await
    }

    /// Makes a topic and a queue with these names at an instance.
    pub async fn make_named(endpoint: &str, topic: &str, queue: &str, options: &[&str]) -> TestTopic {
        let mut init = script("init");
        init.args(["--endpoint", endpoint, "--topic", topic, "--queue", queue]).args(options);
        let printed = tokio::task::spawn_blocking(move || run(&mut init)).await.unwrap().unwrap();
        let value = |name: &str| {
            let mut lines = printed.lines().filter_map(|line| line.split_once('='));
            lines.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).unwrap()
        };
        TestTopic {
            queue_url: value("QUEUE_URL"),
            dead_letter_url: value("DLQ_URL"),
            arn: value("TOPIC_ARN"),
            endpoint: endpoint.to_owned(),
        }
    }

    /// What the service needs to know of the queue.
    pub fn sqs_settings(&self) -> SqsSettings {
        queue::sqs_settings(&self.endpoint, &self.queue_url)
    }

    /// The queue that is subscribed.
    pub fn queue(&self) -> TestQueue {
        TestQueue::existing(&self.endpoint, &self.queue_url, &self.dead_letter_url)
    }

    /// Publishes an event with attributes of type string.
    pub async fn publish(&self, message: &str, attributes: &[(&str, &str)]) {
        let mut form = vec![
            ("Action".to_owned(), "Publish".to_owned()),
            ("Version".to_owned(), "2010-03-31".to_owned()),
            ("TopicArn".to_owned(), self.arn.clone()),
            ("Message".to_owned(), message.to_owned()),
        ];
        for (index, (name, text)) in attributes.iter().enumerate() {
            let entry = format!("MessageAttributes.entry.{}", index + 1);
            form.push((format!("{entry}.Name"), (*name).to_owned()));
            form.push((format!("{entry}.Value.DataType"), "String".to_owned()));
            form.push((format!("{entry}.Value.StringValue"), (*text).to_owned()));
        }
        let request = Client::new().post(&self.endpoint).header("authorization", SIGNATURE).form(&form);
        let reply = request.send().await.expect("LocalStack answers");
        assert!(reply.status().is_success(), "SNS refuses: {}", reply.text().await.unwrap_or_default());
    }
}
