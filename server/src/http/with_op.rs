//! What every operation on cases does around its use case.

use super::error::Failure;
use super::request_log::RequestLog;
use crate::app::App;
use crate::auth::AuthError;
use crate::context::ServerContext;
use crate::error::Error;
use crate::op::OpContext;
use apd_api::error::ApiError;
use dropshot::{HttpCodedResponse, RequestContext};
use http::header::AUTHORIZATION;
use std::sync::Arc;

/// Runs a use case for a request: authenticates and authorises the caller first, so that nothing of the request is read
/// for anybody else; then makes the response with `respond`, and writes the one log line. `route` is the path of the
/// document.
pub(super) async fn with_op<T, R: HttpCodedResponse>(
    rqctx: &RequestContext<Arc<ServerContext>>,
    route: &'static str,
    respond: impl FnOnce(T) -> R,
    use_case: impl AsyncFnOnce(&App, &OpContext) -> Result<T, Failure>,
) -> Result<R, ApiError> {
    let context = rqctx.context();
    let mut line = RequestLog::begin(rqctx, route);
    let result = match admit(rqctx, context, &mut line).await {
        Ok(()) => {
            let log = context.log.new(slog::OwnedKV(line.caller()));
            let op = OpContext::for_request(log, Arc::clone(&context.counters));
            let result = use_case(&context.app, &op).await;
            if let Err(Failure::Domain(Error::Inconsistent(inconsistency))) = &result {
                op.report_inconsistency(inconsistency);
            }
            line.statements(op.statements());
            result
        }
        Err(error) => Err(Failure::Domain(error)),
    };
    match result {
        Ok(value) => {
            line.succeeded(&context.log, R::STATUS_CODE);
            Ok(respond(value))
        }
        Err(failure) => {
            let response = failure.response(&rqctx.request_id);
            line.failed(&context.log, &failure, &response);
            Err(response)
        }
    }
}

/// Lets the request in, or says why not: 401, 403, or 503 while the service is not ready.
async fn admit(
    rqctx: &RequestContext<Arc<ServerContext>>,
    context: &ServerContext,
    line: &mut RequestLog<'_>,
) -> Result<(), Error> {
    // A header that is not text cannot hold a token, and is refused as one that is none.
    let header = rqctx.request.headers().get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
    let principal = match context.authenticator.authenticate(header).await {
        // Without keys nothing can be said of a token, and the client takes a 401 for an answer about the case.
        Err(_) if header.is_some() && !context.keys.keys_loaded() => {
            return Err(Error::Unavailable("there are no keys yet to check tokens with".into()));
        }
        result => result.map_err(refusal)?,
    };
    line.client(principal.client());
    context.authenticator.authorise(&principal).map_err(refusal)?;
    if context.readiness.is_ready() { Ok(()) } else { Err(Error::Unavailable("not ready yet".into())) }
}

fn refusal(error: AuthError) -> Error {
    match error {
        AuthError::Unauthorised { reason } => Error::Unauthorised(reason.into()),
        AuthError::Forbidden => Error::Forbidden,
    }
}
