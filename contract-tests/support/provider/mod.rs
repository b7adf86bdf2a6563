//! The live service as the verifier meets it.
//!
//! Each interaction has a server of its own on a real port, with a copy of the fixtures in which its states are set up
//! ([`crate::states`]), so that none depends on what another one did. The verifier knows one address for all of them
//! (`front`); what it calls before and after each is in `hooks`. Requests get a token that is really signed, unless a
//! state says that they have none.
//!
//! Where the pacts come from makes no difference here.

mod apart;
mod current;
mod front;
mod hooks;
mod outbox;
mod stage;

pub use stage::{Message, Sender, Stage};

use crate::names::SERVICE;
use anyhow::ensure;
use apd_tests::Engine;
use current::Current;
use hooks::{States, Tokens};
use outbox::Outbox;
use pact_verifier::{
    FilterInfo, PactSource, ProviderInfo, ProviderTransport, PublishOptions, VerificationOptions,
    verify_provider_async,
};
use std::sync::Arc;

pub use pact_verifier::verification_result::VerificationExecutionResult;

/// Verifies pacts against the live service on an engine. With `publish` the results go back to where the pacts came
/// from.
///
/// # Errors
///
/// When the verification cannot be done, or nothing was there to verify. What was verified and failed is in the result.
pub async fn verify(
    engine: Engine,
    pacts: Vec<PactSource>,
    publish: Option<&PublishOptions>,
) -> anyhow::Result<VerificationExecutionResult> {
    crate::prepare();
    let current = Arc::new(Current::start(engine).await);
    let outbox = Outbox::start(&current).await;
    let provider = ProviderInfo {
        name: SERVICE.to_owned(),
        host: "127.0.0.1".to_owned(),
        transports: vec![transport("http", current.port()), transport("message", outbox.port())],
        ..ProviderInfo::default()
    };
    let options = VerificationOptions {
        request_filter: Some(Arc::new(Tokens(Arc::clone(&current)))),
        request_timeout: 20_000,
        coloured_output: false,
        ..VerificationOptions::default()
    };
    let states = Arc::new(States(current));
    let result =
        verify_provider_async(provider, pacts, FilterInfo::None, vec![], &options, publish, &states, None)
            .await?;
    // Both are a success for the verifier, and an empty pact but a warning among its lines.
    ensure!(!result.interaction_results.is_empty() || !result.result, "no interactions to verify");
    let is_empty = |line: &String| line.contains("Pact file has no interactions");
    ensure!(!result.output.iter().any(is_empty), "a pact has no interactions");
    Ok(result)
}

fn transport(kind: &str, port: u16) -> ProviderTransport {
    ProviderTransport {
        transport: kind.to_owned(),
        port: Some(port),
        path: None,
        scheme: Some("http".to_owned()),
    }
}
