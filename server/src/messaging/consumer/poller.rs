//! Receives messages, and starts a task for each.
//!
//! Pollers prepare in turn. So they do not compete for places, and where there is a doubt, whether the queue can be reached
//! or messages be handled, one of them finds out while the others wait.

use super::handling;
use super::settler::Settlements;
use super::shared::Shared;
use super::slots::Taken;
use crate::messaging::queue::{QueueError, Receive, Received};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::MutexGuard;
use tokio::time::{Instant, sleep};

pub(super) struct Poller {
    shared: Arc<Shared>,
    settlements: Settlements,
    /// Whether the queue gave as many messages as it was asked for, so that there may be more.
    busy: bool,
}

/// What a poller has before it receives.
struct Prepared<'a> {
    slots: Taken,
    /// Kept while the queue is out of reach, so that one request at a time tries it.
    turn: Option<MutexGuard<'a, ()>>,
}

impl Poller {
    pub(super) fn new(shared: Arc<Shared>, settlements: Settlements) -> Poller {
        Poller { shared, settlements, busy: false }
    }

    /// Runs until the consumer stops.
    pub(super) async fn run(mut self) {
        let shared = Arc::clone(&self.shared);
        while let Some(Prepared { slots, turn }) = prepare_unless_stopping(&shared, self.busy).await {
            let wait = if turn.is_some() { Duration::ZERO } else { shared.settings.wait_time };
            let receive =
                Receive { most: slots.num_permits(), wait, visibility: shared.settings.visibility_timeout };
            // An open receive is not given up when the consumer stops, only at the very end: what it brings would be lost
            // from sight until it becomes visible again.
            tokio::select! {
                biased;
                result = shared.queue.receive(receive) => self.take_on(result, slots),
                () = shared.stop.over() => return,
            }
        }
    }

    fn take_on(&mut self, result: Result<Vec<Received>, QueueError>, mut slots: Taken) {
        match result {
            Ok(messages) => {
                self.shared.reach.reached();
                self.busy = messages.len() == slots.num_permits();
                let hidden_until = Instant::now() + self.shared.settings.visibility_timeout;
                for message in messages {
                    // A queue never gives more than it was asked for.
                    let Some(slot) = slots.split(1) else { return };
                    self.shared.counters.messages_received.increment();
                    let (shared, settlements) = (Arc::clone(&self.shared), self.settlements.clone());
                    tokio::spawn(handling::run(shared, settlements, message, hidden_until, slot));
                }
            }
            Err(error) => {
                self.busy = false;
                self.shared.reach.failed(&error);
            }
        }
    }
}

async fn prepare_unless_stopping(shared: &Shared, busy: bool) -> Option<Prepared<'_>> {
    tokio::select! {
        biased;
        () = shared.stop.stopping() => None,
        prepared = prepare(shared, busy) => prepared,
    }
}

/// Waits for its turn, until messages can be handled, for places, and while the queue is out of reach for the next try.
async fn prepare(shared: &Shared, busy: bool) -> Option<Prepared<'_>> {
    let turn = shared.turn.lock().await;
    shared.ability.confirm().await;
    let slots = shared.slots.take(busy).await?;
    let turn = if shared.reach.is_good() { None } else { Some(turn) };
    if turn.is_some() {
        sleep(shared.reach.pause()).await;
    }
    Some(Prepared { slots, turn })
}
