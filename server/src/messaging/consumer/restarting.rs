//! Tasks that must not end before the consumer does.
//!
//! A panic is a fault of ours, or of a library. What it leaves is what a crash would leave: messages that the queue delivers
//! again. So the task begins anew, where its silent end would leave a service that looks well and receives nothing.

use super::shared::Shared;
use super::{FIRST_PAUSE, LONGEST_PAUSE};
use crate::messaging::backoff::Backoff;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::time::sleep;

/// Runs a task to its end, and anew, after a pause that grows, whenever it panics.
pub(super) async fn restarting<F>(shared: Arc<Shared>, name: &'static str, mut task: impl FnMut() -> F)
where
    F: Future<Output = ()>,
{
    let mut backoff = Backoff::new(FIRST_PAUSE, LONGEST_PAUSE);
    while AssertUnwindSafe(task()).catch_unwind().await.is_err() {
        slog::error!(shared.log, "a task of the consumer panicked and begins anew"; "task" => name);
        tokio::select! {
            () = sleep(backoff.next()) => {}
            () = while_stopping(&shared) => {}
        }
    }
}

/// A consumer that stops does not wait for long.
async fn while_stopping(shared: &Shared) {
    shared.stop.stopping().await;
    sleep(FIRST_PAUSE).await;
}
