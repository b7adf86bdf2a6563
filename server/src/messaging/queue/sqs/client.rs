//! The connection to SQS.

use aws_config::BehaviorVersion;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::{Credentials, Region};
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// For all attempts together. Nothing but a long poll, which has a time-out of its own, takes more than a fraction of it.
const OPERATION_TIMEOUT: Duration = Duration::from_secs(10);

/// A connection that was lost while nobody used it is made anew without a word; for more there is the consumer's own
/// back-off, which logs.
const ATTEMPTS: u32 = 2;

/// Where the queue is, and who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqsSettings {
    /// The queue's address, as SQS gives it.
    pub queue_url: String,
    /// The region, such as `eu-west-2`.
    pub region: String,
    /// Another address than AWS' own for the region: LocalStack.
    pub endpoint_url: Option<String>,
    /// Who asks.
    pub credentials: SqsCredentials,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqsCredentials {
    /// Whom the environment names, in the order of AWS' tools: variables, web identity, profile, the machine itself.
    Environment,
    /// Nobody: invented credentials, which LocalStack accepts and AWS does not.
    Invented,
}

/// A client of SQS. Nothing is sent yet.
pub(super) async fn connect(settings: &SqsSettings) -> Client {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_timeout(OPERATION_TIMEOUT)
        .build();
    let mut config = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new(settings.region.clone()))
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS));
    if let Some(url) = &settings.endpoint_url {
        config = config.endpoint_url(url);
    }
    if settings.credentials == SqsCredentials::Invented {
        config = config.credentials_provider(Credentials::new("test", "test", None, None, "invented"));
    }
    Client::new(&config.load().await)
}
