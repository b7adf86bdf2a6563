//! Reading a request body in bounded time.

use apd_api::error::{ApiError, ErrorCode};
use apd_api::lazy_body::{LazyBody, RequestBody};
use dropshot::ErrorStatusCode;
use std::time::Duration;

/// The largest body arrives within this over a slow line; a caller that stalls must not hold a task for ever.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// Reads and parses the body of a request whose caller has been let in.
///
/// # Errors
///
/// As [`LazyBody::read`], and 408 when the body does not arrive in time.
pub(super) async fn read<T: RequestBody>(body: LazyBody<T>) -> Result<T, ApiError> {
    tokio::time::timeout(BODY_TIMEOUT, body.read()).await.unwrap_or_else(|_| {
        let message = "The request body did not arrive in time";
        Err(ApiError::new(ErrorStatusCode::REQUEST_TIMEOUT, ErrorCode::ValidationFailure, message))
    })
}
