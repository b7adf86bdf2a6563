//! The authorization server, as far as the service sees it: it publishes the keys that tokens are signed with.

use crate::signing_key::SigningKey;
use serde_json::json;
use std::net::SocketAddr;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const PATH: &str = "/auth/.well-known/jwks.json";

/// A server that publishes a JWK set.
pub struct TestIssuer {
    server: Option<MockServer>,
    address: SocketAddr,
}

impl TestIssuer {
    /// Starts one that publishes [`SigningKey::first`].
    pub async fn start() -> TestIssuer {
        // Built, not taken from the pool of servers, so that it is gone when it is stopped.
        let server = MockServer::builder().start().await;
        let issuer = TestIssuer { address: *server.address(), server: Some(server) };
        issuer.publish(&[SigningKey::first()]).await;
        issuer
    }

    /// Where the keys are.
    pub fn jwks_url(&self) -> String {
        format!("http://{}{PATH}", self.address)
    }

    /// From now on publishes these keys and no others.
    pub async fn publish(&self, keys: &[&SigningKey]) {
        let keys: Vec<_> = keys.iter().map(|key| key.jwk()).collect();
        self.answer(ResponseTemplate::new(200).set_body_json(json!({ "keys": keys }))).await;
    }

    /// From now on answers in its own way.
    pub async fn answer(&self, answer: ResponseTemplate) {
        if let Some(server) = &self.server {
            server.reset().await;
            Mock::given(method("GET")).and(path(PATH)).respond_with(answer).mount(server).await;
        }
    }

    /// From now on answers with a web page, as gateways do while the server behind them is down.
    pub async fn answer_with_a_page(&self) {
        let page = "<!DOCTYPE html><html><body>Sorry, there is a problem with the service</body></html>";
        self.answer(ResponseTemplate::new(200).set_body_raw(page, "text/html")).await;
    }

    /// Stops: connections are refused from now on.
    pub fn stop(&mut self) {
        self.server = None;
    }
}
