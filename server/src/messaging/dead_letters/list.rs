//! What dead letters there are.

use super::held::{HeldLetter, release};
use super::{DeadLetter, DeadLetterError, DeadLetters, Describe};
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
        let messages: Vec<_> =
            held.letters.iter().map(|HeldLetter { message, .. }| message.clone()).collect();
        // Nobody has to wait for the description.
        release(&self.letters, held.letters).await;
        let deliveries: Vec<_> = messages.iter().map(|message| message.delivery.clone()).collect();
        let descriptions =
            describe.describe(&deliveries).await.into_iter().chain(std::iter::repeat_with(Default::default));
        let letters = messages.into_iter().zip(descriptions);
        let letters = letters.map(|(message, known)| DeadLetter::new(message, known, with_bodies)).collect();
        Ok(Listing { letters, hidden: held.hidden, is_complete: held.is_complete })
    }
}
