//! An authorization server that offers a JWK set.

use std::time::Duration;

use serde_json::{Value, json};
use slog::{Discard, Logger, o};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{SigningKey, eventually};
use crate::auth::{JwksSettings, KeyRing};

const PATH: &str = "/auth/.well-known/jwks.json";

/// A time that no test lives to see the end of.
pub(in crate::auth::tests) const NEVER: Duration = Duration::from_secs(3600);

pub(in crate::auth::tests) struct JwksServer(MockServer);

impl JwksServer {
    /// Offers the public halves of `keys`.
    pub(in crate::auth::tests) async fn offering(keys: &[&SigningKey]) -> Self {
        let server = Self(MockServer::start().await);
        server.offer(keys).await;
        server
    }

    /// Answers in its own way.
    pub(in crate::auth::tests) async fn answering(answer: ResponseTemplate) -> Self {
        let server = Self(MockServer::start().await);
        server.answer(answer).await;
        server
    }

    /// From now on offers the public halves of `keys`.
    pub(in crate::auth::tests) async fn offer(&self, keys: &[&SigningKey]) {
        self.answer(key_set(keys)).await;
    }

    /// From now on answers in its own way.
    pub(in crate::auth::tests) async fn answer(&self, answer: ResponseTemplate) {
        self.0.reset().await;
        Mock::given(method("GET")).and(path(PATH)).respond_with(answer).mount(&self.0).await;
    }

    /// How many requests there were since the answer was last changed.
    pub(in crate::auth::tests) async fn requests(&self) -> usize {
        self.0.received_requests().await.unwrap().len()
    }

    /// Settings for this server, see [`settings_for`].
    pub(in crate::auth::tests) fn settings(&self) -> JwksSettings {
        settings_for(&format!("{}{PATH}", self.0.uri()))
    }

    /// A ring that follows this server, after its first fetch.
    pub(in crate::auth::tests) async fn ring(&self, settings: JwksSettings) -> KeyRing {
        let ring = KeyRing::start(settings, &Logger::root(Discard, o!())).unwrap();
        eventually(async || ring.keys_loaded()).await;
        ring
    }
}

/// Settings with which neither routine fetches nor the interval between those on demand happen to end during a test.
pub(in crate::auth::tests) fn settings_for(url: &str) -> JwksSettings {
    JwksSettings {
        url: url.to_owned(),
        refresh_interval: NEVER,
        refetch_interval: NEVER,
        refetch_wait: Duration::from_secs(10),
        connect_timeout: Duration::from_secs(2),
        total_timeout: Duration::from_secs(5),
    }
}

/// An answer with the public halves of `keys`.
pub(in crate::auth::tests) fn key_set(keys: &[&SigningKey]) -> ResponseTemplate {
    set_of(keys.iter().map(|key| key.jwk_json()).collect())
}

/// An answer with these keys, whatever they are.
pub(in crate::auth::tests) fn set_of(keys: Vec<Value>) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({ "keys": keys }))
}
