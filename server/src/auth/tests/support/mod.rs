//! Keys, clock, JWK server and log that the tests share.

mod jwks_server;
mod recorded_log;
mod signing_key;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::auth::{
    AuthError, AuthSettings, Authenticator, KeyRing, Principal, RequiredRoles, SecondsClock, TokenRefusal,
};

pub(super) use jwks_server::{JwksServer, key_set, set_of, settings_for};
pub(super) use recorded_log::RecordedLog;
pub(super) use signing_key::SigningKey;

/// The time at which the tests begin.
pub(super) const NOW: i64 = 1_790_000_000;

/// The leeway that the tests use, in seconds.
pub(super) const LEEWAY: i64 = 30;

pub(super) const ROLE: &str = "ROLE_PROBATION_API__ACCREDITED_PROGRAMMES__CASE_DETAIL";

/// The longest that a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A clock that stands at [`NOW`] until it is moved.
#[derive(Clone)]
pub(super) struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub(super) fn new() -> Self {
        Self(Arc::new(AtomicI64::new(NOW)))
    }

    pub(super) fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }

    pub(super) fn clock(&self) -> SecondsClock {
        let seconds = Arc::clone(&self.0);
        Arc::new(move || seconds.load(Ordering::SeqCst))
    }
}

/// The claims of an ordinary token, valid for five minutes from [`NOW`].
pub(super) fn claims() -> Value {
    json!({
        "sub": "the-client", "client_id": "the-client", "authorities": [ROLE], "exp": NOW + 300,
    })
}

/// [`claims`] with one of them set to another value.
pub(super) fn claims_with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

/// [`claims`] with one of them missing.
pub(super) fn claims_without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

/// Accepts tokens of `keys`, at a clock that stands at [`NOW`].
pub(super) fn authenticator(keys: &[&SigningKey]) -> Authenticator {
    authenticator_at(keys, &TestClock::new())
}

/// Accepts tokens of `keys`, at `clock`.
pub(super) fn authenticator_at(keys: &[&SigningKey], clock: &TestClock) -> Authenticator {
    let ring = KeyRing::fixed(keys.iter().map(|key| key.verification_key()).collect());
    Authenticator::new(Arc::new(ring), settings(), clock.clock())
}

/// Accepts tokens of `ring`'s keys, at [`NOW`].
pub(super) fn authenticator_with(ring: KeyRing) -> Authenticator {
    authenticator_on(Arc::new(ring))
}

/// The same for a ring that the test looks at.
pub(super) fn authenticator_on(ring: Arc<KeyRing>) -> Authenticator {
    Authenticator::new(ring, settings(), TestClock::new().clock())
}

pub(super) fn settings() -> AuthSettings {
    AuthSettings {
        issuer: None,
        required_roles: RequiredRoles::any_of([ROLE]),
        leeway: Duration::from_secs(LEEWAY.unsigned_abs()),
        cache_size: 10_000,
    }
}

/// Presents `token` as a bearer token.
pub(super) async fn present(authenticator: &Authenticator, token: &str) -> Result<Arc<Principal>, AuthError> {
    authenticator.authenticate(Some(&format!("Bearer {token}"))).await
}

/// Presents a token and expects it to be refused.
pub(super) async fn refusal(authenticator: &Authenticator, token: &str) -> TokenRefusal {
    match present(authenticator, token).await {
        Err(AuthError::Unauthorised { reason }) => reason,
        other => panic!("not refused: {other:?}"),
    }
}

/// Waits until `condition` holds.
pub(super) async fn eventually(mut condition: impl AsyncFnMut() -> bool) {
    let holds = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(5));
        while !condition().await {
            ticks.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, holds).await.expect("what was waited for never came");
}
