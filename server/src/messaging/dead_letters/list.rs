//! What dead letters there are.

use super::held::{HeldLetter, release};
use super::{DeadLetter, DeadLetterError, DeadLetters, Describe};
use crate::messaging::Delivery;
use crate::messaging::queue::{Receipt, Received};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Dead letters. Its JSON is what `dlq list --json` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    /// The dead letters, those that were sent first to the front.
    pub letters: Vec<DeadLetter>,
    /// How many more are hidden at present, as the queue counts, because somebody else looks at them.
    pub hidden: usize,
    /// Whether these are all that are not hidden; of very many only some are looked at.
    pub is_complete: bool,
}

impl DeadLetters {
    /// The dead letters, with their bodies where those are asked for: they hold personal data.
    ///
    /// # Errors
    ///
    /// When the dead-letter queue cannot be reached or refuses.
    pub async fn list(&self, describe: &dyn Describe, with_bodies: bool) -> Result<Listing, DeadLetterError> {
        let held = self.hold().await.map_err(DeadLetterError::Receive)?;
        let (receipts, letters): (Vec<_>, Vec<_>) = held.letters.into_iter().map(in_parts).unzip();
        // Nobody has to wait for the description.
        release(&self.letters, receipts).await;
        let (deliveries, received): (Vec<_>, Vec<_>) = letters.into_iter().unzip();
        let descriptions =
            describe.describe(&deliveries).await.into_iter().chain(std::iter::repeat_with(Default::default));
        let letters = deliveries.into_iter().zip(received).zip(descriptions);
        let letters = letters
            .map(|((delivery, received), known)| DeadLetter::new(delivery, received, known, with_bodies))
            .collect();
        Ok(Listing { letters, hidden: held.hidden, is_complete: held.is_complete })
    }
}

/// What a dead letter is released by, its message, and when it was first received or sent.
fn in_parts(letter: HeldLetter) -> (Receipt, (Delivery, Option<DateTime<Utc>>)) {
    let Received { delivery, receipt, sent, first_received } = letter.message;
    (receipt, (delivery, first_received.or(sent)))
}
