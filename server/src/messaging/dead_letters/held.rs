//! All dead letters at once, hidden from others meanwhile.

use super::DeadLetters;
use crate::messaging::queue::{BATCH, Queue, QueueError, Receipt, Receive, Received, SqsQueue, received};
use aws_sdk_sqs::types::MessageAttributeValue;
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
    /// Whether these are all that there are.
    pub(super) is_complete: bool,
}

impl DeadLetters {
    /// Receives all dead letters, the oldest first; of very many only some.
    pub(super) async fn hold(&self) -> Result<Held, QueueError> {
        let mut held = Held::default();
        let mut seen = HashSet::new();
        let deadline = Instant::now() + LONGEST_LOOK;
        while held.letters.len() < MOST && Instant::now() < deadline {
            let receive = Receive { most: BATCH, wait: WAIT, visibility: HIDDEN };
            let messages = match self.letters.receive_whole(receive).await {
                Ok(messages) => messages,
                Err(error) => {
                    release(&self.letters, held.letters).await;
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

/// Shows dead letters to others again. Where that fails they show up by themselves, later.
pub(super) async fn release(queue: &SqsQueue, letters: Vec<HeldLetter>) {
    let changes: Vec<(Receipt, Duration)> =
        letters.into_iter().map(|letter| (letter.message.receipt, Duration::ZERO)).collect();
    for batch in changes.chunks(BATCH) {
        let _ = queue.change_visibility(batch).await;
    }
}
