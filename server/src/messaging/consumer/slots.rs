//! The places for messages that are being handled: as many as may be handled at the same time.

use crate::messaging::queue::BATCH;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long to wait for further places once one is free, when the queue has plenty to give. Messages then end one by one
/// all the time, and a request for each would cost more than these few milliseconds.
const LINGER: Duration = Duration::from_millis(10);

/// The places of a consumer.
#[derive(Debug)]
pub(super) struct Slots {
    free: Arc<Semaphore>,
    batch: usize,
}

/// Places taken, free again when dropped.
pub(super) type Taken = OwnedSemaphorePermit;

impl Slots {
    pub(super) fn new(concurrency: usize) -> Slots {
        let places = concurrency.max(1);
        Slots { free: Arc::new(Semaphore::new(places)), batch: places.min(BATCH) }
    }

    /// Takes places for one request, at least one. Waits until one is free, and where the queue is busy a little longer for
    /// a whole batch of them. To be called by one caller at a time, else they share what is free in small pieces.
    pub(super) async fn take(&self, busy: bool) -> Option<Taken> {
        // The semaphore is never closed, so there always is an answer.
        let mut taken = Arc::clone(&self.free).acquire_owned().await.ok()?;
        let further = self.batch - 1;
        if busy && let Some(rest) = self.acquire(further).await {
            taken.merge(rest);
            return Some(taken);
        }
        // Nobody else takes meanwhile, so what is free stays free.
        let free = self.free.available_permits().min(further);
        if let Ok(rest) = Arc::clone(&self.free).try_acquire_many_owned(permits(free)) {
            taken.merge(rest);
        }
        Some(taken)
    }

    async fn acquire(&self, further: usize) -> Option<Taken> {
        let rest = Arc::clone(&self.free).acquire_many_owned(permits(further));
        timeout(LINGER, rest).await.ok()?.ok()
    }
}

fn permits(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[tokio::test]
    async fn request_takes_a_batch_of_places_at_most() {
        let slots = Slots::new(25);

        let taken = [slots.take(false).await, slots.take(true).await, slots.take(false).await];

        assert_eq!(taken.map(|taken| taken.unwrap().num_permits()), [10, 10, 5]);
    }

    #[tokio::test]
    async fn nothing_is_taken_while_no_place_is_free() {
        let slots = Slots::new(2);
        let both = slots.take(false).await.unwrap();
        assert!(slots.take(false).now_or_never().is_none());

        drop(both);

        assert_eq!(slots.take(false).await.unwrap().num_permits(), 2);
    }

    #[tokio::test]
    async fn busy_queue_is_asked_when_a_whole_batch_is_free() {
        let slots = Slots::new(10);
        let mut handled = slots.take(false).await.unwrap();
        drop(handled.split(1));

        let frees_the_rest = async {
            tokio::task::yield_now().await;
            drop(handled);
        };
        let (taken, ()) = tokio::join!(slots.take(true), frees_the_rest);

        assert_eq!(taken.unwrap().num_permits(), 10);
    }

    #[tokio::test]
    async fn busy_queue_does_not_wait_for_long() {
        let slots = Slots::new(10);
        let mut handled = slots.take(false).await.unwrap();
        drop(handled.split(3));

        assert_eq!(slots.take(true).await.unwrap().num_permits(), 3);
    }

    #[tokio::test]
    async fn quiet_queue_is_asked_at_once() {
        let slots = Slots::new(10);
        let mut handled = slots.take(false).await.unwrap();
        drop(handled.split(1));

        let taken = slots.take(false).now_or_never().flatten().unwrap();

        assert_eq!(taken.num_permits(), 1);
    }
}
