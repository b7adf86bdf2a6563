//! Tells the queue what became of messages, in batches.
//!
//! What fails is tried again until the message is visible anyway. A deletion that was not possible until then means that
//! the message will be handled once more, to no effect (behaviour D28).

use super::errand::Errand;
use super::shared::Shared;
use super::{FIRST_PAUSE, LONGEST_PAUSE};
use crate::messaging::backoff::Backoff;
use crate::messaging::queue::{BATCH, FailedEntry, QueueError, Receipt};
use crate::telemetry::field;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::time::{Instant, sleep, timeout_at};

/// How long the first settlement of a batch waits for further ones.
const LINGER: Duration = Duration::from_millis(5);

/// What is to become of a message at the queue.
pub(super) struct Settlement {
    pub(super) receipt: Receipt,
    pub(super) queue_id: String,
    pub(super) action: Action,
    /// After that somebody else may receive it.
    pub(super) hidden_until: Instant,
}

/// What the queue is to do with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Delete,
    /// Show it again after a while.
    Hide(Duration),
}

/// Takes settlements. Settlers run until all copies of it are gone.
#[derive(Clone)]
pub(super) struct Settlements(mpsc::Sender<Settlement>);

impl Settlements {
    /// Waits for room when the queue is slower than the handlers.
    pub(super) async fn settle(&self, settlement: Settlement) {
        // An error means that the settlers were aborted: nobody waits for the end any longer.
        let _ = self.0.send(settlement).await;
    }
}

/// One of those that settle. They collect in turn, so that each batch is as full as can be.
pub(super) struct Settler {
    shared: Arc<Shared>,
    incoming: Arc<Mutex<mpsc::Receiver<Settlement>>>,
    backoff: Backoff,
}

/// Makes settlers.
#[derive(Clone)]
pub(super) struct Settlers {
    shared: Arc<Shared>,
    incoming: Arc<Mutex<mpsc::Receiver<Settlement>>>,
}

/// Where settlements go to, with room for what so many settlers take at a time, and where settlers come from.
pub(super) fn settling(shared: &Arc<Shared>, number: usize) -> (Settlements, Settlers) {
    let (sender, receiver) = mpsc::channel(number * BATCH);
    let settlers = Settlers { shared: Arc::clone(shared), incoming: Arc::new(Mutex::new(receiver)) };
    (Settlements(sender), settlers)
}

impl Settlers {
    /// Another settler.
    pub(super) fn settler(&self) -> Settler {
        Settler {
            shared: Arc::clone(&self.shared),
            incoming: Arc::clone(&self.incoming),
            backoff: Backoff::new(FIRST_PAUSE, LONGEST_PAUSE),
        }
    }
}

impl Settler {
    /// Runs until nothing more can come.
    pub(super) async fn run(mut self) {
        loop {
            let mut batch = self.collect().await;
            if batch.is_empty() {
                return;
            }
            while !batch.is_empty() {
                batch = self.settle(batch).await;
            }
            self.backoff.reset();
        }
    }

    /// The next batch; empty when nothing more can come.
    async fn collect(&self) -> Vec<Settlement> {
        let mut incoming = self.incoming.lock().await;
        let mut batch = Vec::with_capacity(BATCH);
        batch.extend(incoming.recv().await);
        let deadline = Instant::now() + LINGER;
        while !batch.is_empty() && batch.len() < BATCH {
            match timeout_at(deadline, incoming.recv()).await {
                Ok(Some(settlement)) => batch.push(settlement),
                Ok(None) | Err(_) => break,
            }
        }
        batch
    }

    /// Settles a batch. Gives what is to be tried again, after a pause.
    async fn settle(&mut self, batch: Vec<Settlement>) -> Vec<Settlement> {
        let (deletions, others) = batch.into_iter().partition(|one| one.action == Action::Delete);
        let (mut failed, not_hidden) = tokio::join!(self.delete(deletions), self.hide(others));
        failed.extend(not_hidden);
        let now = Instant::now();
        let (again, too_late): (Vec<_>, Vec<_>) = failed.into_iter().partition(|one| one.hidden_until > now);
        too_late.iter().for_each(|one| self.lose(one, "visible again"));
        if !again.is_empty() {
            sleep(self.backoff.next()).await;
        }
        again
    }

    async fn delete(&self, batch: Vec<Settlement>) -> Vec<Settlement> {
        if batch.is_empty() {
            return batch;
        }
        let receipts: Vec<_> = batch.iter().map(|one| one.receipt.clone()).collect();
        let result = self.shared.queue.delete(&receipts).await;
        let (tried, failed) = (batch.len(), self.failed(&self.shared.deleting, batch, result));
        (failed.len()..tried).for_each(|_| self.shared.counters.messages_deleted.increment());
        failed
    }

    async fn hide(&self, batch: Vec<Settlement>) -> Vec<Settlement> {
        let change = |one: &Settlement| match one.action {
            Action::Hide(visibility) => Some((one.receipt.clone(), visibility)),
            Action::Delete => None,
        };
        let changes: Vec<_> = batch.iter().filter_map(change).collect();
        if changes.is_empty() {
            return batch;
        }
        let result = self.shared.queue.change_visibility(&changes).await;
        self.failed(&self.shared.showing_again, batch, result)
    }

    /// Those of a batch that may succeed later.
    fn failed(
        &self,
        errand: &Errand,
        batch: Vec<Settlement>,
        result: Result<Vec<FailedEntry>, QueueError>,
    ) -> Vec<Settlement> {
        let entries = match result {
            Ok(entries) => entries,
            Err(error) => {
                errand.failed(&error);
                return batch;
            }
        };
        errand.carried_out();
        let mut failed = Vec::new();
        for (index, settlement) in batch.into_iter().enumerate() {
            match entries.iter().find(|entry| entry.index == index) {
                Some(entry) if entry.is_transient => failed.push(settlement),
                Some(entry) => self.lose(&settlement, &entry.code),
                None => {}
            }
        }
        failed
    }

    /// The queue will deliver the message again in its own time.
    fn lose(&self, settlement: &Settlement, reason: &str) {
        if settlement.action == Action::Delete {
            self.shared.counters.messages_not_deleted.increment();
            slog::warn!(self.shared.log, "a handled message could not be deleted and will come again";
                field::QUEUE_ID => &settlement.queue_id, field::ERROR => reason);
        }
    }
}
