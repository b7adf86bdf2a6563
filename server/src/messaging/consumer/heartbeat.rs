//! Keeps messages hidden for as long as they are handled.
//!
//! At half of its visibility time-out a message is hidden anew, in batches with the others that are due. A message that
//! was settled while such a request was under way may thus be hidden once more: it then comes back later than it could.

use super::shared::Shared;
use crate::messaging::queue::{BATCH, Receipt};
use crate::telemetry::field;
use futures::future::join_all;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval};

/// How often within a visibility time-out the messages are looked at. A request that failed has further tries.
const LOOKS: u32 = 8;

const SHORTEST_INTERVAL: Duration = Duration::from_millis(10);

/// Runs until the consumer has ended.
pub(super) async fn run(shared: Arc<Shared>) {
    // An interval of nothing would be a panic.
    let mut looks = interval((shared.settings.visibility_timeout / LOOKS).max(SHORTEST_INTERVAL));
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shared.stop.over() => return,
            _ = looks.tick() => beat(&shared).await,
        }
    }
}

async fn beat(shared: &Shared) {
    let due = shared.in_flight.hidden_until_before(Instant::now() + shared.settings.visibility_timeout / 2);
    join_all(due.chunks(BATCH).map(|batch| hide(shared, batch))).await;
}

async fn hide(shared: &Shared, batch: &[(u64, Receipt)]) {
    let visibility = shared.settings.visibility_timeout;
    let changes: Vec<_> = batch.iter().map(|(_, receipt)| (receipt.clone(), visibility)).collect();
    // Counted from before the request, so that it is rather too early than too late.
    let until = Instant::now() + visibility;
    let failed = match shared.queue.change_visibility(&changes).await {
        Ok(failed) => failed,
        Err(error) => return shared.keeping_hidden.failed(&error),
    };
    shared.keeping_hidden.carried_out();
    for (index, (key, _)) in batch.iter().enumerate() {
        match failed.iter().find(|entry| entry.index == index) {
            None => shared.in_flight.hidden_longer(*key, until),
            Some(entry) if entry.is_transient => {}
            Some(entry) => {
                if shared.in_flight.give_up(*key) {
                    slog::warn!(shared.log, "a message cannot be kept hidden and may be handled twice";
                        field::ERROR => entry.code.as_str());
                }
            }
        }
    }
}
