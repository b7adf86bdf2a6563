//! What the broker is told of a trial.

use crate::broker::Broker;
use crate::contract::Contract;
use crate::revision::Revision;
use crate::trial::Trial;
use anyhow::Context;
use pact_verifier::pact_broker::{TestResult, publish_verification_results};
use pact_verifier::verification_result::VerificationInteractionResult;
use std::time::Duration;

/// Requests and repetitions together: the library sets no limit of its own.
const TIMEOUT: Duration = Duration::from_secs(180);

/// Tells the broker how a version of the service did. The broker gets to know version and branch first.
///
/// # Errors
///
/// When the broker does not take it.
pub(crate) async fn publish(
    broker: &Broker,
    contract: &Contract,
    trial: &Trial,
    revision: &Revision,
) -> anyhow::Result<()> {
    let settings = broker.settings();
    let done = publish_verification_results(
        contract.links.clone(),
        settings.base.as_str(),
        Some(settings.credentials.clone()),
        result(trial),
        revision.version.clone(),
        revision.build_url.clone(),
        vec![],
        Some(revision.branch.clone()),
        None,
        settings.retries,
    );
    let done = tokio::time::timeout(TIMEOUT, done).await.context("the broker does not answer in time");
    done.and_then(|done| Ok(done?)).context("the results cannot be published")?;
    Ok(())
}

/// An interaction that is not kept is told, even where the contract itself calls it pending, which spares the run.
fn result(trial: &Trial) -> TestResult {
    let interactions = trial.interactions.iter().cloned();
    if trial.is_kept_whole() {
        return TestResult::Ok(interactions.map(|interaction| interaction.interaction_id).collect());
    }
    let outcome = |interaction: VerificationInteractionResult| {
        (interaction.interaction_id, Some(interaction.interaction_description), interaction.result.err())
    };
    TestResult::Failed(interactions.map(outcome).collect())
}
