//! Keeps one token, fetches it once for everybody, and renews it early.

use crate::cached::CachedToken;
use crate::endpoint::TokenEndpoint;
use crate::error::TokenError;
use arc_swap::ArcSwapOption;
use reqwest::header::HeaderValue;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// After a renewal has failed, how long the token still valid is used before the next attempt: requests should not
/// wait for a broken endpoint one after the other.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// A token that is fetched when it is first needed and renewed before it expires.
///
/// Whoever fetches holds the lock, so there is one fetch at a time; a caller that goes away while fetching frees it
/// for the next. Reading a token that is still good takes no lock.
#[derive(Debug)]
pub(crate) struct RenewingToken {
    endpoint: TokenEndpoint,
    cached: ArcSwapOption<CachedToken>,
    last_failure: Mutex<Option<FailedAttempt>>,
}

#[derive(Debug)]
struct FailedAttempt {
    ended_at: Instant,
    error: TokenError,
}

impl RenewingToken {
    pub(crate) fn new(endpoint: TokenEndpoint) -> Self {
        Self { endpoint, cached: ArcSwapOption::empty(), last_failure: Mutex::new(None) }
    }

    /// The header with a token that is valid now.
    pub(crate) async fn authorization(&self) -> Result<HeaderValue, TokenError> {
        let now = Instant::now();
        match self.valid(now) {
            Some(token) if token.is_due(now) => Ok(self.renew_early(&token).await),
            Some(token) => Ok(token.authorization()),
            None => self.fetch_for_all(now).await,
        }
    }

    /// Drops the token when it is the one of that header.
    pub(crate) fn invalidate(&self, refused: &HeaderValue) {
        let current = self.cached.load();
        if current.as_ref().is_some_and(|token| token.is(refused)) {
            // Only this very token: another thread may have put a new one in its place since.
            self.cached.compare_and_swap(&current, None);
        }
    }

    fn valid(&self, now: Instant) -> Option<Arc<CachedToken>> {
        self.cached.load_full().filter(|token| !token.is_expired(now))
    }

    /// Renews a token that is still valid. One caller does it; all others, and this one if it fails, go on with what
    /// there is.
    async fn renew_early(&self, current: &CachedToken) -> HeaderValue {
        let Ok(mut last_failure) = self.last_failure.try_lock() else { return current.authorization() };
        let pausing = |failed: &FailedAttempt| failed.ended_at.elapsed() < PAUSE_AFTER_FAILURE;
        if last_failure.as_ref().is_some_and(pausing) {
            return current.authorization();
        }
        match self.valid(Instant::now()) {
            Some(renewed) if !renewed.is(&current.authorization()) => renewed.authorization(),
            _ => self.fetch(&mut last_failure).await.unwrap_or_else(|_| current.authorization()),
        }
    }

    /// Waits for a token. Everybody who asked before an attempt ended shares its outcome.
    async fn fetch_for_all(&self, asked_at: Instant) -> Result<HeaderValue, TokenError> {
        let mut last_failure = self.last_failure.lock().await;
        if let Some(token) = self.valid(Instant::now()) {
            return Ok(token.authorization());
        }
        match last_failure.as_ref() {
            Some(failed) if failed.ended_at > asked_at => Err(failed.error.clone()),
            _ => self.fetch(&mut last_failure).await,
        }
    }

    async fn fetch(&self, last_failure: &mut Option<FailedAttempt>) -> Result<HeaderValue, TokenError> {
        match self.endpoint.fetch().await {
            Ok(token) => {
                let authorization = token.authorization();
                self.cached.store(Some(Arc::new(token)));
                *last_failure = None;
                Ok(authorization)
            }
            Err(error) => {
                *last_failure = Some(FailedAttempt { ended_at: Instant::now(), error: error.clone() });
                Err(error)
            }
        }
    }
}
