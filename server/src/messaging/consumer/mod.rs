//! Receives messages, has them handled, and tells the queue what became of them (behaviour D32).
//!
//! # Tasks
//!
//! For each ten messages that may be handled at the same time there are a *poller*, which receives up to ten in one request,
//! and a *settler*, which deletes or releases up to ten in one request. Each message is handled in a task of its own, which
//! holds one of the places that bound how many there are. One task, the *heartbeat*, keeps hidden what is being handled.
//!
//! # What becomes of a message
//!
//! | verdict | the queue is told |
//! | --- | --- |
//! | handled | to delete it, after its effects were committed |
//! | transient | to show it again after a delay that grows with each delivery |
//! | permanent | to show it again at once, so that it soon is a dead letter |
//! | none, as the consumer stops | to show it again at once |
//!
//! A handler that panics has given the verdict *transient*. Where a poller, a settler or the heartbeat panics, it begins anew,
//! and what it had in hand is left to the queue.
//!
//! # A crash
//!
//! There is no state but the queue's. A consumer that is killed leaves its messages hidden, and they come again when their
//! visibility time-out has passed; what had taken effect and was not deleted takes no effect a second time (behaviour D28).
//!
//! # Outages
//!
//! While the queue cannot be reached (`reach`) or messages cannot be handled (`ability`) nothing is received, and one
//! request at a time looks whether that has ended. Each begin and each end is logged once. So is it when the queue can be
//! reached and refuses to hide or delete messages (`errand`): these are received all the same, and come again.

mod ability;
mod errand;
mod handling;
mod heartbeat;
mod in_flight;
mod poller;
mod reach;
mod restarting;
mod retry_delay;
mod settings;
mod settler;
mod shared;
mod slots;
mod stop;

pub use settings::ConsumerSettings;

use super::Handler;
use super::queue::{BATCH, Queue};
use crate::telemetry::counters::Counters;
use ability::Ability;
use errand::Errand;
use poller::Poller;
use reach::Reach;
use restarting::restarting;
use shared::Shared;
use slots::Slots;
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use stop::StopSender;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Between the first attempts while something is out of reach, and the longest between later ones.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// How long the queue may take at the very end to hear of what was released.
const LAST_SETTLEMENTS: Duration = Duration::from_secs(2);

/// A consumer of one queue. Dropped, it leaves everything to the queue, as a crash would; [`Consumer::close`] is kinder.
pub struct Consumer {
    shared: Arc<Shared>,
    stop: StopSender,
    state: std::sync::Mutex<State>,
}

enum State {
    New,
    /// The settlers, the last to end.
    Running(JoinSet<()>),
    Closed,
}

impl Consumer {
    /// A consumer that does nothing until it begins.
    pub fn new(
        queue: Arc<dyn Queue>,
        handler: Arc<dyn Handler>,
        settings: ConsumerSettings,
        counters: Arc<Counters>,
        log: slog::Logger,
    ) -> Consumer {
        let (sender, stop) = stop::stop();
        let shared = Shared {
            settings,
            queue,
            counters,
            stop,
            slots: Slots::new(settings.concurrency),
            turn: tokio::sync::Mutex::new(()),
            ability: Ability::new(Arc::clone(&handler), log.clone()),
            reach: Reach::new(log.clone()),
            in_flight: in_flight::InFlight::default(),
            keeping_hidden: Errand::new("keep hidden", log.clone()),
            deleting: Errand::new("delete", log.clone()),
            showing_again: Errand::new("show again", log.clone()),
            handler,
            log,
        };
        Consumer { shared: Arc::new(shared), stop: sender, state: std::sync::Mutex::new(State::New) }
    }

    /// Begins to receive. Without effect where that has been asked before, or after the end. Must be called within a Tokio
    /// runtime.
    pub fn begin(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::New = *state {
            *state = State::Running(self.spawn());
        }
    }

    fn spawn(&self) -> JoinSet<()> {
        let lanes = self.shared.settings.concurrency.max(1).div_ceil(BATCH);
        let (settlements, settlers) = settler::settling(&self.shared, lanes);
        for _ in 0..lanes {
            let (shared, settlements) = (Arc::clone(&self.shared), settlements.clone());
            let poller = move || Poller::new(Arc::clone(&shared), settlements.clone()).run();
            tokio::spawn(restarting(Arc::clone(&self.shared), "poller", poller));
        }
        let shared = Arc::clone(&self.shared);
        let heartbeat = move || heartbeat::run(Arc::clone(&shared));
        tokio::spawn(restarting(Arc::clone(&self.shared), "heartbeat", heartbeat));
        let mut tasks = JoinSet::new();
        for _ in 0..lanes {
            let settlers = settlers.clone();
            let settler = move || settlers.settler().run();
            tasks.spawn(restarting(Arc::clone(&self.shared), "settler", settler));
        }
        tasks
    }

    /// Whether messages are received: the queue is in reach, and they can be handled.
    pub fn is_receiving(&self) -> bool {
        self.shared.reach.is_good() && !self.shared.ability.is_lacking()
    }

    /// Stops receiving, lets what is being handled end within the grace of the settings, and releases the rest. Called again,
    /// it comes back at once.
    pub async fn close(&self) {
        let before = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *state, State::Closed)
        };
        self.stop.begin();
        if let State::Running(mut settlers) = before {
            self.finish(&mut settlers).await;
        }
        self.stop.finish();
    }

    /// Settlers end when pollers and handlers have ended and everything is settled.
    async fn finish(&self, settlers: &mut JoinSet<()>) {
        let mut ended = async || while settlers.join_next().await.is_some() {};
        if timeout(self.shared.settings.shutdown_grace, ended()).await.is_ok() {
            slog::info!(self.shared.log, "stopped receiving messages");
            return;
        }
        self.stop.finish();
        if timeout(LAST_SETTLEMENTS, ended()).await.is_ok() {
            slog::info!(self.shared.log, "stopped receiving messages without waiting any longer");
        } else {
            slog::warn!(self.shared.log, "stopped receiving messages, some are left to the queue");
        }
    }
}
