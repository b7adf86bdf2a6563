//! All dead letters at once, hidden from others meanwhile.

use super::DeadLetters;
use crate::messaging::queue::{
    BATCH, Queue, QueueError, Receipt, Receive, Received, SqsQueue, failure, received,
};
use aws_sdk_sqs::types::MessageAttributeValue;
use aws_sdk_sqs::types::QueueAttributeName::ApproximateNumberOfMessagesNotVisible;
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use tokio::time::Instant;

/// Looking at a thousand messages and sending them takes some ten seconds.
pub(super) const HIDDEN: Duration = Duration::from_secs(120);

/// Half of that is left for what is to be done with the messages.
const LONGEST_LOOK: Duration = Duration::from_secs(60);

/// With a wait SQS asks all of its machines, so that an empty answer means that the queue is empty.
const WAIT: Duration = Duration::from_secs(1);

/// The most messages that are held, for the sake of memory and of the time that they are hidden.
const MOST: usize = 1_000;

/// A dead letter, with what is needed to send it again.
pub(super) struct HeldLetter {
    pub(super) message: Received,
    pub(super) attributes: HashMap<String, MessageAttributeValue>,
}

/// Dead letters that are hidden from others.
#[derive(Default)]
pub(super) struct Held {
    pub(super) letters: Vec<HeldLetter>,
    /// How many further ones somebody else was looking at when this began. SQS counts approximately.
    pub(super) hidden: usize,
    /// Whether these are all that are not hidden.
    pub(super) is_complete: bool,
}

impl DeadLetters {
    /// Receives all dead letters that are not hidden, the oldest first; of very many only some.
    pub(super) async fn hold(&self) -> Result<Held, QueueError> {
        // Asked before, since it counts those that are held here, too.
        let mut held = Held { hidden: hidden(&self.letters).await?, ..Held::default() };
        let mut seen = HashSet::new();
        let deadline = Instant::now() + LONGEST_LOOK;
        while held.letters.len() < MOST && Instant::now() < deadline {
            let receive = Receive { most: BATCH, wait: WAIT, visibility: HIDDEN };
            let messages = match self.letters.receive_whole(receive).await {
                Ok(messages) => messages,
                Err(error) => {
                    release(&self.letters, receipts(held.letters)).await;
                    return Err(error);
                }
            };
            if messages.is_empty() {
                held.is_complete = true;
                break;
            }
            for message in messages {
                let attributes = message.message_attributes.clone().unwrap_or_default();
                // SQS may deliver a message twice.
                let message =
                    received(message).filter(|message| seen.insert(message.delivery.queue_id.clone()));
                held.letters.extend(message.map(|message| HeldLetter { message, attributes }));
            }
        }
        held.letters.sort_by_key(|letter| letter.message.sent);
        Ok(held)
    }
}

/// How many messages of a queue are hidden at present, approximately.
async fn hidden(queue: &SqsQueue) -> Result<usize, QueueError> {
    let (client, url) = queue.client_and_url().await;
    let request =
        client.get_queue_attributes().queue_url(url).attribute_names(ApproximateNumberOfMessagesNotVisible);
    let attributes = request.send().await.map_err(failure)?.attributes.unwrap_or_default();
    let told = attributes.get(&ApproximateNumberOfMessagesNotVisible);
    Ok(told.and_then(|number| number.parse().ok()).unwrap_or_default())
}

/// What dead letters are released by.
pub(super) fn receipts(letters: Vec<HeldLetter>) -> impl Iterator<Item = Receipt> {
    letters.into_iter().map(|letter| letter.message.receipt)
}

/// Shows dead letters to others again. Where that fails they show up by themselves, later.
pub(super) async fn release(queue: &SqsQueue, receipts: impl IntoIterator<Item = Receipt>) {
    let changes: Vec<_> = receipts.into_iter().map(|receipt| (receipt, Duration::ZERO)).collect();
    for batch in changes.chunks(BATCH) {
        let _ = queue.change_visibility(batch).await;
    }
}
