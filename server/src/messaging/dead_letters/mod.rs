//! Dead letters, for people: the messages that were received as often as the queue allows, and not handled.
//!
//! The dead-letter queue is the one that the queue's redrive policy names. Its messages are looked at by receiving them,
//! which hides them for a while; when that has ended they are released. Whoever looks at the same time sees only some, and a
//! process that is killed leaves its messages hidden for two minutes.
//!
//! To redrive a message is to send it to the queue again, then to delete the dead letter. A crash between the two leaves both,
//! which is harmless: effects happen once (behaviour D28).

mod describe;
mod error;
mod find;
mod held;
mod known;
mod list;
mod redrive;

pub use describe::{DeadLetter, Describe, Description};
pub use error::DeadLetterError;
pub use known::Known;
pub use list::Listing;
pub use redrive::{Chosen, Redriven};

use super::queue::{SqsQueue, SqsSettings};

/// A queue's dead-letter queue.
pub struct DeadLetters {
    /// The queue that they come from, and go back to.
    queue: SqsQueue,
    letters: SqsQueue,
}

impl DeadLetters {
    /// Finds the dead-letter queue of a queue.
    ///
    /// # Errors
    ///
    /// When the queue cannot be asked, or has none.
    pub async fn of(settings: SqsSettings) -> Result<DeadLetters, DeadLetterError> {
        let queue = SqsQueue::new(settings);
        let letters = queue.sibling(find::url(&queue).await?).await;
        Ok(DeadLetters { queue, letters })
    }
}
