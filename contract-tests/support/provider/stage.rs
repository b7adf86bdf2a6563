//! The service as one interaction meets it.

use apd_tests::claims::with;
use apd_tests::signing_key::SigningKey;
use apd_tests::{Engine, TestContext};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// A role that others have been given: one that looks like that of the client must not do.
const ANOTHER_ROLE: &str = "ROLE_PROBATION_API__MANAGE_A_SUPERVISION__CASE_DETAIL";

/// Who sends the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sender {
    /// Somebody with the role.
    #[default]
    Authorised,
    /// Somebody whose token names another role of the probation API alone.
    WithoutRole,
    /// Somebody whose token has expired.
    Expired,
    /// Somebody without a token.
    Anonymous,
}

/// A message that the service has left for others.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its body.
    pub body: String,
    /// Its attributes, by name.
    pub attributes: Value,
}

/// A live server with a database of its own, in which the states of an interaction are set up.
pub struct Stage {
    /// The server.
    pub ctx: TestContext,
    /// Who sends the request.
    pub sender: Sender,
    /// What the verifier compares a message of the contract with.
    pub message: Option<Message>,
}

impl Stage {
    pub(super) async fn set(engine: Engine) -> Stage {
        Stage { ctx: TestContext::start(engine).await, sender: Sender::default(), message: None }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.ctx.address()
    }

    /// The value of `Authorization`: a token that the service verifies as it verifies any other.
    pub(super) fn authorization(&self) -> Option<String> {
        let claims = self.ctx.claims();
        let claims = match self.sender {
            Sender::Authorised => claims,
            Sender::WithoutRole => with(claims, "authorities", json!([ANOTHER_ROLE])),
            Sender::Expired => {
                let expired = claims["iat"].as_i64().expect("claims have a time") - 3_600;
                with(claims, "exp", json!(expired))
            }
            Sender::Anonymous => return None,
        };
        Some(format!("Bearer {}", SigningKey::first().sign(&claims)))
    }
}
