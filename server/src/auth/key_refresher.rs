//! Keeps the keys fresh: in the background, and on demand.
//!
//! A failed fetch changes nothing. The keys in hand stay in use for as long as it takes, because a token that was
//! good with them is good while the authorization server is down.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use slog::{Logger, debug, error, info};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::fetch_gate::{Demand, FetchGate, FetchPass};
use super::jwks::{FetchedKeys, JwksClient};
use super::key_set::KeySet;
use super::{JwksSettings, VerificationKey};
use crate::telemetry::{error_chain, field};

/// The least pause between two routine fetches, so that a zero in the configuration makes no busy loop.
const LEAST_PAUSE: Duration = Duration::from_millis(100);

/// The background task, and access to what it works with. Dropping it ends the task.
pub(super) struct KeyRefresher {
    fetcher: Arc<Fetcher>,
    task: JoinHandle<()>,
}

struct Fetcher {
    client: JwksClient,
    keys: Arc<ArcSwap<KeySet>>,
    gate: Arc<FetchGate>,
    settings: JwksSettings,
    log: Logger,
}

impl KeyRefresher {
    /// Begins the first fetch, and goes on fetching into `keys`. Must be called within a Tokio runtime.
    pub(super) fn start(
        client: JwksClient,
        keys: Arc<ArcSwap<KeySet>>,
        settings: JwksSettings,
        log: &Logger,
    ) -> Self {
        let gate = FetchGate::new(settings.refetch_interval);
        let fetcher = Arc::new(Fetcher { client, keys, gate, settings, log: log.clone() });
        let task = tokio::spawn(Arc::clone(&fetcher).fetch_forever());
        Self { fetcher, task }
    }

    /// Fetches the keys because a token needs one that is not in hand, and waits for the outcome, but not for
    /// long. Does nothing if the last fetch on demand was only just now.
    pub(super) async fn refetch(&self) {
        let Demand::Fetching(pass, mut finished) = self.fetcher.gate.demand() else { return };
        if let Some(pass) = pass {
            // A task of its own, which goes on when the request that caused it is given up.
            let fetcher = Arc::clone(&self.fetcher);
            tokio::spawn(async move { fetcher.fetch(pass).await });
        }
        // The caller looks at the keys in either case, so it does not matter here whether the time ran out.
        let _ = timeout(self.fetcher.settings.refetch_wait, finished.changed()).await;
    }
}

impl Drop for KeyRefresher {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Fetcher {
    async fn fetch_forever(self: Arc<Self>) {
        let mut pause_after_failure = self.settings.refetch_interval;
        loop {
            let failed = match self.gate.routine() {
                Some(pass) => !self.fetch(pass).await,
                // A fetch on demand is under way, and nothing is known of its outcome.
                None => true,
            };
            let pause = if failed { pause_after_failure } else { self.settings.refresh_interval };
            pause_after_failure =
                if failed { pause.saturating_mul(2) } else { self.settings.refetch_interval };
            sleep(pause.min(self.settings.refresh_interval).max(LEAST_PAUSE)).await;
        }
    }

    /// Fetches the keys once. Answers whether it worked. The pass is held until the new keys are in use.
    async fn fetch(&self, _pass: FetchPass) -> bool {
        match self.client.fetch().await {
            Ok(fetched) => {
                self.take_over(fetched);
                true
            }
            Err(error) => {
                let in_hand = self.keys.load().keys().len();
                error!(self.log, "signing keys could not be fetched, those in hand stay in use";
                    "keys" => in_hand, field::ERROR => error_chain(&error));
                false
            }
        }
    }

    fn take_over(&self, fetched: FetchedKeys) {
        let current = self.keys.load();
        if current.consists_of(&fetched.keys) {
            debug!(self.log, "signing keys are unchanged"; "keys" => fetched.keys.len());
            return;
        }
        info!(self.log, "signing keys changed";
            "key_ids" => key_ids(&fetched.keys), "keys" => fetched.keys.len(), "unusable_keys" => fetched.unusable);
        self.keys.store(Arc::new(current.followed_by(fetched.keys)));
    }
}

fn key_ids(keys: &[VerificationKey]) -> String {
    keys.iter().map(|key| key.id().unwrap_or("(none)")).collect::<Vec<_>>().join(", ")
}
