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
use anyhow::anyhow;
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

/// Why a verification says nothing of the service.
#[derive(Debug, thiserror::Error)]
pub enum Unverifiable {
    /// There are no pacts, or there is one without interactions, which nobody can keep.
    #[error("no interactions to verify")]
    Empty,
    /// The service could not be started for an interaction, or the verifier failed.
    #[error("the verification cannot be done")]
    Trouble(#[source] anyhow::Error),
}

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
) -> Result<VerificationExecutionResult, Unverifiable> {
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
    let states = Arc::new(States(Arc::clone(&current)));
    let verified =
        verify_provider_async(provider, pacts, FilterInfo::None, vec![], &options, publish, &states, None)
            .await;
    let result = verified.map_err(Unverifiable::Trouble)?;
    if let Some(trouble) = current.trouble() {
        return Err(Unverifiable::Trouble(anyhow!(trouble)));
    }
    // Both are a success for the verifier, and an empty pact but a warning among its lines.
    let is_empty = |line: &String| line.contains("Pact file has no interactions");
    if (result.interaction_results.is_empty() && result.result) || result.output.iter().any(is_empty) {
        return Err(Unverifiable::Empty);
    }
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
