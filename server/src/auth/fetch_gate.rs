//! Lets one fetch of the keys through at a time, and fetches on demand only so often.
//!
//! Anyone can send tokens with made-up key names. However many come, the authorization server gets one request at
//! a time and one in each interval, and those who come during a fetch share its outcome.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// Who may fetch now.
pub(super) struct FetchGate {
    interval: Duration,
    state: Mutex<GateState>,
    finished: watch::Sender<()>,
}

#[derive(Default)]
struct GateState {
    under_way: bool,
    last_demanded: Option<Instant>,
}

/// The answer to a demand for a fetch.
pub(super) enum Demand {
    /// The last fetch on demand is too recent.
    TooSoon,
    /// A fetch is under way, or for the one who holds the pass to begin. The receiver sees a change at its end.
    Fetching(Option<FetchPass>, watch::Receiver<()>),
}

impl FetchGate {
    /// A gate that lets a fetch on demand through once in each `interval`.
    pub(super) fn new(interval: Duration) -> Arc<Self> {
        let (finished, _) = watch::channel(());
        Arc::new(Self { interval, state: Mutex::default(), finished })
    }

    /// Asks for a routine fetch. It does not count against those on demand, lest a key that was changed right
    /// after it had to wait. `None` if a fetch is under way.
    pub(super) fn routine(self: &Arc<Self>) -> Option<FetchPass> {
        self.begin(&mut self.lock())
    }

    /// Asks for a fetch on demand.
    pub(super) fn demand(self: &Arc<Self>) -> Demand {
        // The lock is held until the receiver is there, so that the end of a fetch cannot slip in between.
        let mut state = self.lock();
        if state.under_way {
            return Demand::Fetching(None, self.finished.subscribe());
        }
        if state.last_demanded.is_some_and(|last| last.elapsed() < self.interval) {
            return Demand::TooSoon;
        }
        state.last_demanded = Some(Instant::now());
        Demand::Fetching(self.begin(&mut state), self.finished.subscribe())
    }

    fn begin(self: &Arc<Self>, state: &mut GateState) -> Option<FetchPass> {
        (!std::mem::replace(&mut state.under_way, true)).then(|| FetchPass(Arc::clone(self)))
    }

    fn lock(&self) -> MutexGuard<'_, GateState> {
        // The state is whole after every statement, so a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to fetch. To be dropped when the outcome is known: that tells those who wait and opens the gate,
/// even if the fetch was cut off.
pub(super) struct FetchPass(Arc<FetchGate>);

impl Drop for FetchPass {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.under_way = false;
        self.0.finished.send_replace(());
    }
}
