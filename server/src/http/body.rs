//! Reading a request body in bounded time.

use crate::context::ServerContext;
use apd_api::error::{ApiError, ErrorCode};
use apd_api::lazy_body::{LazyBody, RequestBody};
use dropshot::{ErrorStatusCode, RequestContext};
use std::sync::Arc;

/// Reads and parses the body of a request whose caller has been let in.
///
/// # Errors
///
/// As [`LazyBody::read`], and 408 when the body does not arrive in time.
pub(super) async fn read<T: RequestBody>(
    rqctx: &RequestContext<Arc<ServerContext>>,
    body: LazyBody<T>,
) -> Result<T, ApiError> {
    tokio::time::timeout(rqctx.context().body_timeout, body.read()).await.unwrap_or_else(|_| {
        let message = "The request body did not arrive in time";
        Err(ApiError::new(ErrorStatusCode::REQUEST_TIMEOUT, ErrorCode::ValidationFailure, message))
    })
}
