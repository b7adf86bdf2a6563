//! Paths that a route takes which cannot be more exact, and that lead nowhere all the same.

use crate::context::ServerContext;
use crate::telemetry::field;
use apd_api::error::{ApiError, ErrorCode};
use dropshot::{ErrorStatusCode, RequestContext};
use std::sync::Arc;

/// The 404 for everybody, with or without a token (S26, S33); it is counted and logged as the router's own.
pub(super) fn not_found(rqctx: &RequestContext<Arc<ServerContext>>) -> ApiError {
    let context = rqctx.context();
    context.counters.unrouted_requests.increment();
    slog::info!(context.log, "request not routed";
        field::STATUS => 404,
        field::METHOD => rqctx.request.method().as_str(),
        field::REQUEST_ID => &rqctx.request_id,
    );
    let error = ApiError::new(ErrorStatusCode::NOT_FOUND, ErrorCode::NotFound, "Not Found");
    ApiError { request_id: rqctx.request_id.clone(), ..error }
}
