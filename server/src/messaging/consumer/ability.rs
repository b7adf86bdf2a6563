//! Whether messages can be handled at all (behaviour D32).
//!
//! Asked before the first receive and after every transient failure. While the answer is no, nothing is received, and what
//! an open receive still brings waits, hidden, so that an outage of the database does not use up receives.

use super::{FIRST_PAUSE, LONGEST_PAUSE};
use crate::messaging::Handler;
use crate::messaging::backoff::Backoff;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};

/// A database that does not answer for so long does not answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// Whether messages can be handled.
pub(super) struct Ability {
    handler: Arc<dyn Handler>,
    log: slog::Logger,
    /// Raised by each doubt.
    doubts: AtomicU64,
    /// The doubts that an answer has settled. One that arises while the handler answers is not among them.
    settled: AtomicU64,
    unable: AtomicBool,
    /// Held by whoever asks; the others wait for the answer.
    asking: Mutex<()>,
}

impl Ability {
    pub(super) fn new(handler: Arc<dyn Handler>, log: slog::Logger) -> Ability {
        Ability {
            handler,
            log,
            doubts: AtomicU64::new(1),
            settled: AtomicU64::new(0),
            unable: AtomicBool::new(false),
            asking: Mutex::new(()),
        }
    }

    /// Has the handler asked before the next message.
    pub(super) fn doubt(&self) {
        self.doubts.fetch_add(1, Ordering::AcqRel);
    }

    /// Whether the handler has said that it cannot handle messages, and not yet that it can.
    pub(super) fn is_lacking(&self) -> bool {
        self.unable.load(Ordering::Relaxed)
    }

    /// Waits until the handler can handle messages, where that is in doubt.
    pub(super) async fn confirm(&self) {
        if self.open_doubt().is_none() {
            return;
        }
        let _asking = self.asking.lock().await;
        let mut backoff = Backoff::new(FIRST_PAUSE, LONGEST_PAUSE);
        while let Some(doubt) = self.open_doubt() {
            if self.is_able().await {
                self.settled.store(doubt, Ordering::Release);
                self.note_able();
            } else {
                self.note_unable();
                sleep(backoff.next()).await;
            }
        }
    }

    /// The latest doubt, unless it is settled.
    fn open_doubt(&self) -> Option<u64> {
        let doubts = self.doubts.load(Ordering::Acquire);
        (doubts != self.settled.load(Ordering::Acquire)).then_some(doubts)
    }

    async fn is_able(&self) -> bool {
        let answer = AssertUnwindSafe(self.handler.is_able()).catch_unwind();
        matches!(timeout(ANSWER_TIMEOUT, answer).await, Ok(Ok(true)))
    }

    fn note_able(&self) {
        if self.unable.swap(false, Ordering::Relaxed) {
            slog::info!(self.log, "messages can be handled again");
        }
    }

    fn note_unable(&self) {
        if !self.unable.swap(true, Ordering::Relaxed) {
            slog::warn!(self.log, "messages cannot be handled now, none are received");
        }
    }
}
