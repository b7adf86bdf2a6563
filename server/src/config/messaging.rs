//! The consumer of domain events: which queue, and how it is read.

use std::time::Duration;

use reqwest::Url;

use super::describe::Entry;
use super::key::{Key, Kind};
use super::reason::Reason;
use super::settings::Settings;
use super::web_url;

/// Where HMPPS runs.
const DEFAULT_REGION: &str = "eu-west-2";
/// One batch of SQS. The work is mostly waiting for the client's API; a change of status takes a few statements.
const DEFAULT_CONCURRENCY: u32 = 10;
/// The fewest empty receives, where a receive that is open must end before the service gives up waiting for it.
const DEFAULT_WAIT_TIME_SECONDS: u32 = 9;
/// The default of SQS. While a message is handled its time is extended, so this is how long the message of a process
/// that died stays hidden.
const DEFAULT_VISIBILITY_TIMEOUT_SECONDS: u32 = 30;
/// Longer than a restart of the client's API.
const DEFAULT_RETRY_DELAY_MS: u32 = 20_000;
const DEFAULT_RETRY_DELAY_MAX_SECONDS: u32 = 900;
/// SQS hides no message for longer than twelve hours.
const LONGEST_HIDDEN_SECONDS: u32 = 12 * 60 * 60;

pub(super) const QUEUE_URL: Key = Key {
    name: "messaging.queue_url",
    kind: Kind::Text("the URL of an SQS queue, without credentials"),
    meaning: "The queue that domain events are received from; without it none are.",
    default: None,
    example: "https://sqs.eu-west-2.amazonaws.com/123456789012/accredited-programmes-and-delius-queue",
};

pub(super) const ENABLED: Key = Key {
    name: "messaging.enabled",
    kind: Kind::Flag,
    meaning: "Whether `serve` receives from the queue that is configured.",
    default: Some("true"),
    example: "false",
};

pub(super) const ENDPOINT_URL: Key = Key {
    name: "messaging.endpoint_url",
    kind: Kind::Text("an http:// or https:// URL without credentials"),
    meaning: "What stands in for AWS, such as LocalStack (development only).",
    default: None,
    example: "http://127.0.0.1:4566",
};

pub(super) const REGION: Key = Key {
    name: "messaging.region",
    kind: Kind::Text("the name of an AWS region"),
    meaning: "The AWS region of the queue.",
    default: Some("eu-west-2"),
    example: "eu-west-1",
};

pub(super) const CONCURRENCY: Key = Key {
    name: "messaging.concurrency",
    kind: Kind::Whole { min: 1, max: 200 },
    meaning: "How many messages are handled at the same time.",
    default: Some("10"),
    example: "50",
};

pub(super) const WAIT_TIME_SECONDS: Key = Key {
    name: "messaging.wait_time_seconds",
    kind: Kind::Whole { min: 0, max: 9 },
    meaning: "How long a receive waits for messages, in seconds; 0 asks again and again. At most 9, so that a \
              receive is over when the service stops.",
    default: Some("9"),
    example: "5",
};

pub(super) const VISIBILITY_TIMEOUT_SECONDS: Key = Key {
    name: "messaging.visibility_timeout_seconds",
    // Below two seconds there is no room to extend it.
    kind: Kind::Whole { min: 2, max: LONGEST_HIDDEN_SECONDS },
    meaning: "How long a received message is hidden from other consumers, in seconds; extended as long as it \
              is being handled.",
    default: Some("30"),
    example: "60",
};

pub(super) const RETRY_DELAY_MS: Key = Key {
    name: "messaging.retry_delay_ms",
    kind: Kind::Whole { min: 0, max: LONGEST_HIDDEN_SECONDS * 1_000 },
    meaning: "How long a message is hidden after its first transient failure, in milliseconds; longer after \
              each further one.",
    default: Some("20000"),
    example: "5000",
};

pub(super) const RETRY_DELAY_MAX_SECONDS: Key = Key {
    name: "messaging.retry_delay_max_seconds",
    kind: Kind::Whole { min: 0, max: LONGEST_HIDDEN_SECONDS },
    meaning: "The longest that a message is hidden after a transient failure, in seconds.",
    default: Some("900"),
    example: "3600",
};

/// Settings of the consumer of domain events (behaviour 3.6, D32).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagingConfig {
    /// The queue; [`None`] when there is nothing to receive from.
    pub queue_url: Option<String>,
    /// Whether to receive from it: see [`MessagingConfig::consumed_queue`].
    pub enabled: bool,
    /// What stands in for AWS; in development only.
    pub endpoint_url: Option<Url>,
    /// The AWS region of the queue.
    pub region: String,
    /// How many messages are handled at the same time. At least 1.
    pub concurrency: usize,
    /// How long a receive waits for messages. Whole seconds.
    pub wait_time: Duration,
    /// How long a received message is hidden from other consumers unless it is extended. Whole seconds.
    pub visibility_timeout: Duration,
    /// How long a message is hidden after its first transient failure.
    pub retry_delay: Duration,
    /// The longest that a message is hidden after a transient failure.
    pub retry_delay_max: Duration,
}

impl MessagingConfig {
    /// The queue that the consumer receives from; [`None`] when there is none or it is switched off.
    #[must_use]
    pub fn consumed_queue(&self) -> Option<&str> {
        self.queue_url.as_deref().filter(|_| self.enabled)
    }

    pub(super) fn read(settings: &mut Settings) -> Self {
        let mut number = |key, default| settings.whole(key).unwrap_or(default);
        let concurrency = number(&CONCURRENCY, DEFAULT_CONCURRENCY);
        let wait_time = number(&WAIT_TIME_SECONDS, DEFAULT_WAIT_TIME_SECONDS);
        let visibility_timeout = number(&VISIBILITY_TIMEOUT_SECONDS, DEFAULT_VISIBILITY_TIMEOUT_SECONDS);
        let retry_delay = number(&RETRY_DELAY_MS, DEFAULT_RETRY_DELAY_MS);
        let retry_delay_max = number(&RETRY_DELAY_MAX_SECONDS, DEFAULT_RETRY_DELAY_MAX_SECONDS);
        // As it was given: AWS compares it to the letter.
        let queue_url = |text: &str| web_url::parse(&QUEUE_URL, text).map(|_| text.to_owned());
        Self {
            queue_url: settings.parsed(&QUEUE_URL, queue_url),
            enabled: settings.flag(&ENABLED).unwrap_or(true),
            endpoint_url: settings.parsed(&ENDPOINT_URL, |text| web_url::parse(&ENDPOINT_URL, text)),
            region: settings.parsed(&REGION, parse_region).unwrap_or_else(|| DEFAULT_REGION.to_owned()),
            concurrency: usize::try_from(concurrency).unwrap_or(usize::MAX),
            wait_time: Duration::from_secs(wait_time.into()),
            visibility_timeout: Duration::from_secs(visibility_timeout.into()),
            retry_delay: Duration::from_millis(retry_delay.into()),
            retry_delay_max: Duration::from_secs(retry_delay_max.into()),
        }
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        vec![
            Entry::optional(&QUEUE_URL, self.queue_url.as_ref()),
            Entry::flag(&ENABLED, self.enabled),
            Entry::optional(&ENDPOINT_URL, self.endpoint_url.as_ref()),
            Entry::text(&REGION, &self.region),
            Entry::size(&CONCURRENCY, self.concurrency),
            Entry::seconds(&WAIT_TIME_SECONDS, self.wait_time),
            Entry::seconds(&VISIBILITY_TIMEOUT_SECONDS, self.visibility_timeout),
            Entry::milliseconds(&RETRY_DELAY_MS, self.retry_delay),
            Entry::seconds(&RETRY_DELAY_MAX_SECONDS, self.retry_delay_max),
        ]
    }
}

/// The name becomes part of a host name.
fn parse_region(text: &str) -> Result<String, Reason> {
    let fits = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if fits { Ok(text.to_owned()) } else { Err(Reason::unfit(&REGION, text)) }
}
