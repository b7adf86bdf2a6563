//! SQS, on AWS or LocalStack.

mod batch;
mod client;
mod failure;
mod message;

pub use client::{SqsCredentials, SqsSettings};
pub(in crate::messaging) use failure::failure;
pub(in crate::messaging) use message::received;

use super::{FailedEntry, Queue, QueueError, Receipt, Receive, Received};
use async_trait::async_trait;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::Builder;
use aws_sdk_sqs::config::timeout::TimeoutConfig;
use aws_sdk_sqs::types::Message;
use aws_sdk_sqs::types::MessageSystemAttributeName::{
    ApproximateFirstReceiveTimestamp, ApproximateReceiveCount, SentTimestamp,
};
use batch::{failed_entries, seconds};
use client::connect;
use std::time::Duration;
use tokio::sync::OnceCell;

/// The answer to a receive may come so much later than its wait has ended.
const RECEIVE_MARGIN: Duration = Duration::from_secs(5);

/// The name that asks for all attributes of a message.
const ALL_ATTRIBUTES: &str = "All";

/// A queue of SQS.
pub struct SqsQueue {
    settings: SqsSettings,
    /// Made with the first request, because finding credentials is asynchronous.
    client: OnceCell<Client>,
}

impl SqsQueue {
    /// The queue of these settings. Nothing is asked of it yet.
    pub fn new(settings: SqsSettings) -> SqsQueue {
        SqsQueue { settings, client: OnceCell::new() }
    }

    /// Another queue of the same region and account.
    pub(in crate::messaging) async fn sibling(&self, queue_url: String) -> SqsQueue {
        let client = self.client().await.clone();
        SqsQueue {
            settings: SqsSettings { queue_url, ..self.settings.clone() },
            client: OnceCell::new_with(Some(client)),
        }
    }

    /// A request of SQS for this queue begins with these.
    pub(in crate::messaging) async fn client_and_url(&self) -> (&Client, &str) {
        (self.client().await, &self.settings.queue_url)
    }

    async fn client(&self) -> &Client {
        self.client.get_or_init(|| connect(&self.settings)).await
    }

    /// Receives messages as SQS has them, with all their attributes.
    ///
    /// # Errors
    ///
    /// As [`Queue::receive`].
    pub(in crate::messaging) async fn receive_whole(
        &self,
        receive: Receive,
    ) -> Result<Vec<Message>, QueueError> {
        let timeouts = TimeoutConfig::builder().operation_timeout(receive.wait + RECEIVE_MARGIN).build();
        let request = self
            .client()
            .await
            .receive_message()
            .queue_url(&self.settings.queue_url)
            .max_number_of_messages(i32::try_from(receive.most).unwrap_or(i32::MAX))
            .wait_time_seconds(seconds(receive.wait))
            .visibility_timeout(seconds(receive.visibility))
            .message_system_attribute_names(ApproximateReceiveCount)
            .message_system_attribute_names(SentTimestamp)
            .message_system_attribute_names(ApproximateFirstReceiveTimestamp)
            .message_attribute_names(ALL_ATTRIBUTES)
            .customize()
            .config_override(Builder::new().timeout_config(timeouts));
        Ok(request.send().await.map_err(failure)?.messages.unwrap_or_default())
    }
}

#[async_trait]
impl Queue for SqsQueue {
    async fn receive(&self, receive: Receive) -> Result<Vec<Received>, QueueError> {
        let messages = self.receive_whole(receive).await?;
        Ok(messages.into_iter().filter_map(received).collect())
    }

    async fn delete(&self, receipts: &[Receipt]) -> Result<Vec<FailedEntry>, QueueError> {
        let request = self
            .client()
            .await
            .delete_message_batch()
            .queue_url(&self.settings.queue_url)
            .set_entries(Some(batch::deletions(receipts)?));
        let output = request.send().await.map_err(failure)?;
        Ok(failed_entries(output.failed))
    }

    async fn change_visibility(
        &self,
        changes: &[(Receipt, Duration)],
    ) -> Result<Vec<FailedEntry>, QueueError> {
        let request = self
            .client()
            .await
            .change_message_visibility_batch()
            .queue_url(&self.settings.queue_url)
            .set_entries(Some(batch::changes(changes)?));
        let output = request.send().await.map_err(failure)?;
        Ok(failed_entries(output.failed))
    }
}
