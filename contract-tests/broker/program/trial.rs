//! A contract against the live service.

use crate::contract::Contract;
use anyhow::{Context, anyhow};
use apd_contract_tests::provider;
use apd_tests::{Engine, TestContext};
use pact_verifier::PactSource;
use pact_verifier::verification_result::VerificationInteractionResult;
use tokio::runtime::Handle;

/// What came of a trial.
pub(crate) struct Trial {
    /// Whether the service keeps the contract.
    pub(crate) is_kept: bool,
    /// How each interaction went. None, where the contract is not one.
    pub(crate) interactions: Vec<VerificationInteractionResult>,
}

/// Makes sure that the service can be started, so that a trouble of this machine does not pass for a broken contract.
///
/// # Errors
///
/// When the service or its database cannot be started.
pub(crate) async fn rehearse(engine: Engine) -> anyhow::Result<()> {
    let runtime = Handle::current();
    let trial = move || runtime.block_on(async { TestContext::start(engine).await.close().await });
    let done = tokio::task::spawn_blocking(trial).await;
    done.with_context(|| format!("the service cannot be started on {engine:?}"))
}

/// Tries a contract on each of the engines, until one breaks it.
///
/// # Errors
///
/// When there is nothing to try it on.
pub(crate) async fn run(contract: &Contract, engines: &[Engine]) -> anyhow::Result<Trial> {
    let mut last = None;
    for engine in engines {
        println!("On {engine:?}:");
        let pacts = vec![PactSource::String(contract.text.clone())];
        let trial = match provider::verify(*engine, pacts, None).await {
            Ok(result) => Trial { is_kept: result.result, interactions: result.interaction_results },
            // Such as a contract without interactions: that nobody can keep.
            Err(error) => {
                println!("{error:#}");
                Trial { is_kept: false, interactions: vec![] }
            }
        };
        if !trial.is_kept {
            return Ok(trial);
        }
        last = Some(trial);
    }
    last.ok_or_else(|| anyhow!("no engine to verify on"))
}
