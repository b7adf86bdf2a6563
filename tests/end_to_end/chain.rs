//! Everything that is started: LocalStack, the stand-in and the service.

use crate::contacts;
use crate::programs::{Program, beside};
use anyhow::{Context, bail};
use apd_tests::client_api::{CLIENT_ID, CLIENT_SECRET, TOKEN_PATH};
use apd_tests::localstack::{LocalStack, REGION, TestTopic};
use apd_tests::narration::Narration;
use apd_tests::samples::{self, CLIENT_API, Sample, Written};
use apd_tests::{TestDatabase, eventually};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// What the service calls itself, and its queue and topic.
const SERVICE: &str = "accredited-programmes-and-delius";
const QUEUE: &str = "accredited-programmes-and-delius-queue";
const TOPIC: &str = "hmpps-domain-events";

/// The parts of the chain. They end when this is dropped.
pub(crate) struct Chain {
    topic: TestTopic,
    _service: Program,
    _client_api: Program,
    localstack: LocalStack,
    settings: Vec<(&'static str, String)>,
    log: tempfile::NamedTempFile,
    database: TestDatabase,
}

impl Chain {
    /// Starts everything, the service with the sample data.
    pub(crate) async fn start(story: &Narration, database: TestDatabase) -> anyhow::Result<Chain> {
        let localstack = tokio::task::spawn_blocking(LocalStack::start).await??;
        let topic = TestTopic::make_named(localstack.url(), TOPIC, QUEUE, &[]).await;
        story.line(&format!("Topic {TOPIC} and queue {QUEUE}: {}", localstack.url()));
        let replies = samples::folder().join("replies.json");
        let (client_api, _) = Program::start(beside("stand-in")?.arg(replies).arg(CLIENT_API), CLIENT_API)
            .context("no stand-in for the client's API: is the port taken?")?;
        story.line(&format!("The client's API: http://{CLIENT_API}"));
        let settings = settings(&database, &localstack, &topic);
        let log = tempfile::NamedTempFile::new()?;
        let mut serve = command(&settings)?;
        let (service, ready) = Program::start(serve.stderr(log.reopen()?), "is ready at")?;
        story.line(&ready);
        Ok(Chain { topic, _service: service, _client_api: client_api, localstack, settings, log, database })
    }

    /// Ends everything.
    pub(crate) fn stop(self) -> anyhow::Result<()> {
        let Chain { _service: service, _client_api: client_api, localstack, .. } = self;
        drop((service, client_api));
        localstack.stop()
    }

    /// Publishes the event of a sample on the topic.
    pub(crate) async fn publish(&self, sample: &Sample) -> anyhow::Result<()> {
        let (event, event_type) = sample.event()?;
        self.topic.publish(&event, &[("eventType", &event_type)]).await;
        Ok(())
    }

    /// Sends a sample to the queue, past the topic and its filter.
    pub(crate) async fn send(&self, sample: &Sample) -> anyhow::Result<()> {
        let event_type = sample.own_event_type();
        let attributes: Vec<_> = event_type.iter().map(|value| ("eventType", value.as_str())).collect();
        self.topic.queue().send_with(&sample.body, &attributes).await;
        Ok(())
    }

    /// How many messages the service has handled, as it says itself.
    pub(crate) fn handled(&self) -> usize {
        self.log().lines().filter(|line| line.contains(r#""msg":"message handled""#)).count()
    }

    /// Waits until the service has handled more messages than before, and nothing is left in the queue: a topic delivers in
    /// its own time. Fails when something has become a dead letter.
    pub(crate) async fn wait_until_handled(&self, before: usize) -> anyhow::Result<()> {
        let queue = self.topic.queue();
        let is_handled = async || self.handled() > before && queue.is_empty().await;
        eventually("the message is acknowledged", async || {
            is_handled().await || queue.dead_letters().await > 0
        })
        .await;
        if queue.dead_letters().await > 0 {
            bail!("it has become a dead letter: {}", self.list_dead_letters()?);
        }
        Ok(())
    }

    /// Waits until there are so many dead letters, and nothing else.
    pub(crate) async fn wait_for_dead_letters(&self, number: usize) -> anyhow::Result<()> {
        let queue = self.topic.queue();
        let number = u32::try_from(number)?;
        eventually("bad messages become dead letters", async || queue.dead_letters().await == number).await;
        if !queue.is_empty().await {
            bail!("the queue is not empty");
        }
        Ok(())
    }

    /// What `dlq list` prints.
    pub(crate) fn list_dead_letters(&self) -> anyhow::Result<String> {
        let output = command(&self.settings)?.args(["dlq", "list"]).output()?;
        if !output.status.success() {
            bail!("dlq list failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The id of the last contact.
    pub(crate) fn last_contact(&self) -> anyhow::Result<i64> {
        Ok(contacts::last(&mut self.database.connect())?)
    }

    /// The contacts that came after one.
    pub(crate) fn contacts_after(&self, last: i64) -> anyhow::Result<Vec<[String; 7]>> {
        Ok(contacts::after(&mut self.database.connect(), last)?)
    }

    /// What samples may write, with the contacts that came after one.
    pub(crate) fn written_after(&self, last: i64) -> Written {
        Written::in_database(&self.database, last)
    }

    /// Where the recorded failures differ from these, key of the message to reason.
    pub(crate) fn failures_other_than(&self, expected: &BTreeMap<String, String>) -> Vec<String> {
        let failures = self.database.message_failures().into_iter();
        let failures: BTreeMap<_, _> = failures.map(|row| (row.message_id, row.reason)).collect();
        let keys: BTreeSet<_> = failures.keys().chain(expected.keys()).collect();
        let differing = keys.into_iter().filter(|key| failures.get(*key) != expected.get(*key));
        let told =
            |reason: Option<&String>| reason.map_or_else(|| "none".to_owned(), |text| format!("\"{text}\""));
        differing
            .map(|key| {
                let (failure, wanted) = (told(failures.get(key)), told(expected.get(key)));
                format!("failure of {key}: {failure} instead of {wanted}")
            })
            .collect()
    }

    /// What the service has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).unwrap_or_default()
    }
}

/// The service's own program with the settings of this chain and no others.
fn command(settings: &[(&'static str, String)]) -> anyhow::Result<Command> {
    let mut command = beside(SERVICE)?;
    command.env_clear().envs(settings.iter().map(|(name, value)| (name, value)));
    Ok(command)
}

fn settings(
    database: &TestDatabase,
    localstack: &LocalStack,
    topic: &TestTopic,
) -> Vec<(&'static str, String)> {
    vec![
        ("APD_HTTP__BIND", "127.0.0.1:0".to_owned()),
        ("APD_DATABASE__URL", database.url().to_owned()),
        ("APD_MESSAGING__QUEUE_URL", topic.queue_url.clone()),
        ("APD_MESSAGING__ENDPOINT_URL", localstack.url().to_owned()),
        ("APD_MESSAGING__REGION", REGION.to_owned()),
        ("APD_MESSAGING__WAIT_TIME_SECONDS", "1".to_owned()),
        ("APD_ACCREDITED_PROGRAMMES__ALLOWED_BASE_URLS", format!("http://{CLIENT_API}")),
        ("APD_ACCREDITED_PROGRAMMES__TOKEN_URL", format!("http://{CLIENT_API}{TOKEN_PATH}")),
        ("APD_ACCREDITED_PROGRAMMES__CLIENT_ID", CLIENT_ID.to_owned()),
        ("APD_ACCREDITED_PROGRAMMES__CLIENT_SECRET", CLIENT_SECRET.to_owned()),
    ]
}
