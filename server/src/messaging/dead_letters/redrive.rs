//! Sends dead letters to their queue again.

use super::held::{HeldLetter, receipts, release};
use super::{DeadLetterError, DeadLetters};
use crate::messaging::queue::{BATCH, Queue, QueueError, Receipt, failure};
use std::collections::BTreeSet;

/// Which dead letters to redrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// All that there are at the beginning: those that fail again meanwhile are left.
    All,
    /// Those with these ids.
    Ids(BTreeSet<String>),
}

/// What was redriven.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redriven {
    /// How many were sent to their queue.
    pub sent: usize,
    /// How many of these could not be deleted, and stay dead letters as well.
    pub not_deleted: usize,
    /// The chosen ids that no dead letter has.
    pub unknown: Vec<String>,
    /// How many more were hidden, as the queue counts, because somebody else looks at them.
    pub hidden: usize,
    /// Whether all dead letters that were not hidden were looked at; of very many only some are.
    pub is_complete: bool,
}

impl Chosen {
    fn includes(&self, letter: &HeldLetter) -> bool {
        match self {
            Chosen::All => true,
            Chosen::Ids(ids) => ids.contains(&letter.message.delivery.queue_id),
        }
    }

    /// The ids that none of the letters has.
    fn missing(&self, letters: &[HeldLetter]) -> Vec<String> {
        let Chosen::Ids(ids) = self else { return Vec::new() };
        let found: BTreeSet<_> = letters.iter().map(|letter| &letter.message.delivery.queue_id).collect();
        ids.iter().filter(|id| !found.contains(id)).cloned().collect()
    }
}

impl DeadLetters {
    /// Sends the chosen dead letters to their queue, with body and attributes as they are, and deletes them here.
    ///
    /// # Errors
    ///
    /// When a queue cannot be reached or refuses; what was not redriven is a dead letter still.
    pub async fn redrive(&self, chosen: &Chosen) -> Result<Redriven, DeadLetterError> {
        let held = self.hold().await.map_err(DeadLetterError::Receive)?;
        let mut redriven = Redriven {
            unknown: chosen.missing(&held.letters),
            hidden: held.hidden,
            is_complete: held.is_complete,
            ..Redriven::default()
        };
        let (mut letters, others): (Vec<_>, Vec<_>) =
            held.letters.into_iter().partition(|letter| chosen.includes(letter));
        release(&self.letters, receipts(others)).await;
        while !letters.is_empty() {
            let rest = letters.split_off(letters.len().min(BATCH));
            if let Err(source) = self.redrive_batch(letters, &mut redriven).await {
                release(&self.letters, receipts(rest)).await;
                return Err(DeadLetterError::Redrive { sent: redriven.sent, source });
            }
            letters = rest;
        }
        Ok(redriven)
    }

    /// Sends one after the other: together they may be more than one request can hold.
    async fn redrive_batch(
        &self,
        letters: Vec<HeldLetter>,
        redriven: &mut Redriven,
    ) -> Result<(), QueueError> {
        let mut sent = Vec::with_capacity(letters.len());
        let mut letters = letters.into_iter();
        let mut result = Ok(());
        for letter in letters.by_ref() {
            result = self.send(&letter).await;
            if result.is_err() {
                release(&self.letters, [letter.message.receipt]).await;
                break;
            }
            sent.push(letter.message.receipt);
        }
        release(&self.letters, receipts(letters.collect())).await;
        redriven.sent += sent.len();
        redriven.not_deleted += self.delete(&sent).await;
        result
    }

    async fn send(&self, letter: &HeldLetter) -> Result<(), QueueError> {
        let (client, url) = self.queue.client_and_url().await;
        let request = client.send_message().queue_url(url).message_body(&letter.message.delivery.body);
        let attributes = (!letter.attributes.is_empty()).then(|| letter.attributes.clone());
        request.set_message_attributes(attributes).send().await.map(drop).map_err(failure)
    }

    /// Gives how many could not be deleted.
    async fn delete(&self, receipts: &[Receipt]) -> usize {
        if receipts.is_empty() {
            return 0;
        }
        self.letters.delete(receipts).await.map_or(receipts.len(), |failed| failed.len())
    }
}
