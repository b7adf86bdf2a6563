//! The keys that tokens may be signed with.

use std::sync::Arc;

use arc_swap::ArcSwap;
use slog::Logger;

use super::jwks::{JwksClient, JwksUrlError};
use super::key_refresher::KeyRefresher;
use super::key_set::KeySet;
use super::{JwksSettings, VerificationKey};

/// The keys in hand, and the means of getting newer ones.
///
/// Dropping the ring stops the fetching.
pub struct KeyRing {
    keys: Arc<ArcSwap<KeySet>>,
    refresher: Option<KeyRefresher>,
}

impl KeyRing {
    /// A ring whose keys never change.
    pub fn fixed(keys: Vec<VerificationKey>) -> Self {
        let keys = KeySet::default().followed_by(keys);
        Self { keys: Arc::new(ArcSwap::from_pointee(keys)), refresher: None }
    }

    /// A ring that follows the JWK set at an address. The first fetch has begun but not ended when this returns,
    /// so that an authorization server which is down does not stop the service from starting. Must be called
    /// within a Tokio runtime.
    ///
    /// # Errors
    ///
    /// [`JwksUrlError`] where nothing can ever be fetched.
    pub fn start(settings: JwksSettings, log: &Logger) -> Result<Self, JwksUrlError> {
        let client = JwksClient::new(&settings)?;
        let keys = Arc::new(ArcSwap::from_pointee(KeySet::default()));
        let refresher = KeyRefresher::start(client, Arc::clone(&keys), settings, log);
        Ok(Self { keys, refresher: Some(refresher) })
    }

    /// Whether there are keys at all. Until then no token is accepted.
    pub fn keys_loaded(&self) -> bool {
        !self.keys.load().keys().is_empty()
    }

    /// The generation of the keys in hand.
    pub(super) fn generation(&self) -> u64 {
        self.keys.load().generation()
    }

    /// The keys in hand.
    pub(super) fn current(&self) -> Arc<KeySet> {
        self.keys.load_full()
    }

    /// Other keys than `seen`, which had none for a token: those that have come meanwhile, or else those that a
    /// fetch brings. `None` if there are none, if the fetch takes too long, or if the last one was only just now.
    pub(super) async fn newer_than(&self, seen: &KeySet) -> Option<Arc<KeySet>> {
        if self.generation() == seen.generation() {
            self.refresher.as_ref()?.refetch().await;
        }
        let keys = self.current();
        (keys.generation() != seen.generation()).then_some(keys)
    }
}
