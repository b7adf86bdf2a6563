//! Runs that get nowhere: a service that refuses everything keeps to its document, and must not pass.

use crate::run::{Found, Run};
use apd_tests::{Engine, TestContext};

/// The operation that is asked for.
const OPERATION: &str = "get_personal_details";

/// How schemathesis begins the warning that an operation never gave what it is asked for.
const WARNING: &str = "Missing test data";

/// What is wrong with the run, and whether that was noticed.
pub(crate) async fn look(ctx: &TestContext, token: &str) -> anyhow::Result<[(&'static str, bool); 2]> {
    let refused = over(ctx, "nobody's").await?;
    let has_no_token = refused.report.failures.iter().any(|failure| failure.kind == "RejectedPositiveData");
    // It knows other people than the sample's.
    let other = TestContext::start(Engine::Sqlite).await;
    other.clock.set(crate::NOW);
    let unknown = over(&other, token).await?;
    other.close().await;
    // It is a warning, on which schemathesis fails.
    let is_warned = unknown.output.contains(WARNING);
    let has_no_data = unknown.report.failures.is_empty() && !unknown.has_passed && is_warned;
    Ok([("a token that the service refuses", has_no_token), ("people whom nobody knows", has_no_data)])
}

async fn over(ctx: &TestContext, token: &str) -> anyhow::Result<Found> {
    let run = Run { url: ctx.http.base_url(), token, max_examples: 5, operation: Some(OPERATION) };
    run.over("planted", apd_api::OPENAPI_JSON).await
}
