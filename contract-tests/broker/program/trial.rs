//! A contract against the live service.

use crate::contract::Contract;
use anyhow::{Context, anyhow};
use apd_contract_tests::provider::{self, Unverifiable};
use apd_tests::{Engine, TestContext};
use pact_verifier::PactSource;
use pact_verifier::verification_result::VerificationInteractionResult;
use tokio::runtime::Handle;

/// What came of a trial.
pub(crate) struct Trial {
    /// Whether the service keeps the contract, but for interactions that the contract itself calls pending.
    pub(crate) is_kept: bool,
    /// How each interaction went. None, where the contract is not one.
    pub(crate) interactions: Vec<VerificationInteractionResult>,
}

impl Trial {
    /// Whether the service keeps all of the contract.
    pub(crate) fn is_kept_whole(&self) -> bool {
        self.is_kept && self.interactions.iter().all(|interaction| interaction.result.is_ok())
    }
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

/// Tries a contract on each of the engines, until one breaks it. Gives what came of it on the engine on which it went worst.
///
/// # Errors
///
/// When it cannot be tried, or there is nothing to try it on.
pub(crate) async fn run(contract: &Contract, engines: &[Engine]) -> anyhow::Result<Trial> {
    let mut worst: Option<Trial> = None;
    for engine in engines {
        let trial = on(*engine, contract).await?;
        if !trial.is_kept {
            // Not for the reason that the database is gone meanwhile.
            rehearse(*engine).await?;
            return Ok(trial);
        }
        worst = worst.filter(|worst| !worst.is_kept_whole()).or(Some(trial));
    }
    worst.ok_or_else(|| anyhow!("no engine to verify on"))
}

async fn on(engine: Engine, contract: &Contract) -> anyhow::Result<Trial> {
    println!("On {engine:?}:");
    let pacts = vec![PactSource::String(contract.text.clone())];
    match provider::verify(engine, pacts, None).await {
        Ok(result) => Ok(Trial { is_kept: result.result, interactions: result.interaction_results }),
        Err(error @ Unverifiable::Empty) => {
            println!("{error}");
            Ok(Trial { is_kept: false, interactions: vec![] })
        }
        Err(error) => Err(error.into()),
    }
}
