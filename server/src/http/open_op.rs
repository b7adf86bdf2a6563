//! What every operation that is open to everybody does: it answers, and writes the one log line.

use super::request_log::RequestLog;
use crate::context::ServerContext;
use apd_api::error::ApiError;
use apd_api::types::service::{Health, HealthDown, HealthStatus};
use dropshot::{HttpResponseError, HttpResponseOk, RequestContext};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

/// Answers with something that the service knows of itself. `route` is the path of the document.
pub(super) fn open_op<T>(
    rqctx: &RequestContext<Arc<ServerContext>>,
    route: &'static str,
    answer: impl FnOnce(&ServerContext) -> T,
) -> Result<HttpResponseOk<T>, ApiError>
where
    T: JsonSchema + Serialize + Send + Sync + 'static,
{
    let line = RequestLog::begin(rqctx, route);
    let answer = answer(rqctx.context());
    line.succeeded(&rqctx.context().log, StatusCode::OK);
    Ok(HttpResponseOk(answer))
}

/// Answers a probe of the platform: 200 when what it asks after is up, else 503. `route` is the path of the document.
pub(super) async fn probe(
    rqctx: &RequestContext<Arc<ServerContext>>,
    route: &'static str,
    ask: impl AsyncFnOnce(&ServerContext) -> Health,
) -> Result<HttpResponseOk<Health>, HealthDown> {
    let line = RequestLog::begin(rqctx, route);
    let health = ask(rqctx.context()).await;
    let answer = match health.status {
        HealthStatus::Up => Ok(HttpResponseOk(health)),
        HealthStatus::Down => Err(HealthDown(health)),
    };
    let status = answer.as_ref().err().map_or(200, |down| down.status_code().as_u16());
    line.probed(&rqctx.context().log, status);
    answer
}
