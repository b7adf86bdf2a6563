//! One message, from its receipt to its settlement.

use super::retry_delay::retry_delay;
use super::settler::{Action, Settlement, Settlements};
use super::shared::Shared;
use super::slots::Taken;
use crate::messaging::queue::Received;
use crate::messaging::{Delivery, Verdict};
use crate::telemetry::field;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Has a message handled and settled. It keeps its place for so long, and while messages cannot be handled at all.
pub(super) async fn run(
    shared: Arc<Shared>,
    settlements: Settlements,
    message: Received,
    hidden_until: Instant,
    _slot: Taken,
) {
    let _under_way = shared.counters.messages_under_way.enter();
    let watched = shared.in_flight.watch(message.receipt.clone(), hidden_until);
    let action = handle(&shared, &message.delivery).await;
    let hidden_until = watched.hidden_until().unwrap_or_else(Instant::now);
    drop(watched);
    let queue_id = message.delivery.queue_id;
    settlements.settle(Settlement { receipt: message.receipt, queue_id, action, hidden_until }).await;
    // An outage is found out by the first message that fails, even where all receives are open and none begins.
    tokio::select! {
        () = shared.stop.stopping() => {}
        () = shared.ability.confirm() => {}
    }
}

async fn handle(shared: &Shared, delivery: &Delivery) -> Action {
    tokio::select! {
        biased;
        () = shared.stop.stopping() => return released(shared, delivery),
        () = shared.ability.confirm() => {}
    }
    tokio::select! {
        biased;
        verdict = judge(shared, delivery) => act(shared, delivery, verdict),
        () = shared.stop.over() => released(shared, delivery),
    }
}

/// The handler's verdict. One that panics has found a fault of ours, which a later version may have mended.
async fn judge(shared: &Shared, delivery: &Delivery) -> Verdict {
    let handling = AssertUnwindSafe(shared.handler.handle(delivery)).catch_unwind();
    handling.await.unwrap_or_else(|_| {
        slog::error!(shared.log, "the handler of messages panicked"; field::QUEUE_ID => &delivery.queue_id);
        Verdict::Transient
    })
}

fn act(shared: &Shared, delivery: &Delivery, verdict: Verdict) -> Action {
    match verdict {
        Verdict::Handled => Action::Delete,
        Verdict::Transient => {
            shared.ability.doubt();
            Action::Hide(retry_delay(&shared.settings, delivery.receive_count))
        }
        Verdict::Permanent => Action::Hide(Duration::ZERO),
    }
}

fn released(shared: &Shared, delivery: &Delivery) -> Action {
    slog::info!(shared.log, "a message was released unfinished"; field::QUEUE_ID => &delivery.queue_id);
    Action::Hide(Duration::ZERO)
}
