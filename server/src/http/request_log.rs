//! The one log line of a request.

use super::error::Failure;
use crate::context::ServerContext;
use crate::telemetry::counters::Entered;
use crate::telemetry::{emit_some, error_chain, field, milliseconds};
use apd_api::error::ApiError;
use dropshot::RequestContext;
use http::StatusCode;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

/// Longer values of headers that callers choose are cut, so that a caller cannot swell the log.
const MAX_HEADER_CHARS: usize = 128;

/// Collects what the line says. Of the URL it knows the route only: paths hold CRNs and usernames.
pub(super) struct RequestLog<'a> {
    begun: Instant,
    method: &'a str,
    route: &'static str,
    caller: Caller,
    /// None where nobody counts them.
    statements: Option<u64>,
    error_code: Option<String>,
    error: Option<String>,
    _under_way: Entered<'a>,
}

impl<'a> RequestLog<'a> {
    pub(super) fn begin(
        rqctx: &'a RequestContext<Arc<ServerContext>>,
        route: &'static str,
    ) -> RequestLog<'a> {
        let header = |name: &str| {
            let value = rqctx.request.headers().get(name)?;
            Some(value.to_str().ok()?.chars().take(MAX_HEADER_CHARS).collect())
        };
        RequestLog {
            begun: Instant::now(),
            method: rqctx.request.method().as_str(),
            route,
            caller: Caller {
                request_id: rqctx.request_id.clone(),
                caller_request_id: header("x-request-id"),
                traceparent: header("traceparent"),
                client_id: None,
            },
            statements: Some(0),
            error_code: None,
            error: None,
            _under_way: rqctx.context().counters.requests_under_way.enter(),
        }
    }

    pub(super) fn client(&mut self, client_id: Option<&str>) {
        self.caller.client_id = client_id.map(str::to_owned);
    }

    /// The fields that every line of the request carries.
    pub(super) fn caller(&self) -> Caller {
        self.caller.clone()
    }

    pub(super) fn statements(&mut self, statements: u64) {
        self.statements = Some(statements);
    }

    pub(super) fn succeeded(self, log: &slog::Logger, status: StatusCode) {
        slog::info!(log, "request completed"; &self, field::STATUS => status.as_u16());
    }

    /// Probes come every few seconds: only one that finds something wrong is worth a line at the usual level.
    pub(super) fn probed(mut self, log: &slog::Logger, status: u16) {
        self.statements = None;
        if status >= 500 {
            slog::warn!(log, "request failed"; &self, field::STATUS => status);
        } else {
            slog::debug!(log, "request completed"; &self, field::STATUS => status);
        }
    }

    /// A 5xx is a warning, with what lies behind it; a 4xx is part of the day's work, with the reason of a refusal.
    pub(super) fn failed(mut self, log: &slog::Logger, failure: &Failure, response: &ApiError) {
        self.error_code = Some(format!("{:?}", response.error_code));
        self.error = match failure {
            Failure::Domain(error) if error.source().is_some() => Some(error_chain(error)),
            _ => None,
        };
        if response.status >= 500 {
            slog::warn!(log, "request failed"; &self, field::STATUS => response.status);
        } else {
            slog::info!(log, "request refused"; &self, field::STATUS => response.status);
        }
    }
}

impl slog::KV for RequestLog<'_> {
    fn serialize(&self, record: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        serializer.emit_str(field::METHOD.into(), self.method)?;
        serializer.emit_str(field::ROUTE.into(), self.route)?;
        serializer.emit_f64(field::DURATION_MS.into(), milliseconds(self.begun.elapsed()))?;
        if let Some(statements) = self.statements {
            serializer.emit_u64(field::STATEMENTS.into(), statements)?;
        }
        emit_some(serializer, field::ERROR_CODE, self.error_code.as_deref())?;
        emit_some(serializer, field::ERROR, self.error.as_deref())?;
        self.caller.serialize(record, serializer)
    }
}

/// Which request it is, and whose.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    request_id: String,
    caller_request_id: Option<String>,
    traceparent: Option<String>,
    client_id: Option<String>,
}

impl slog::KV for Caller {
    fn serialize(&self, _: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        serializer.emit_str(field::REQUEST_ID.into(), &self.request_id)?;
        emit_some(serializer, field::CLIENT_ID, self.client_id.as_deref())?;
        emit_some(serializer, field::CALLER_REQUEST_ID, self.caller_request_id.as_deref())?;
        emit_some(serializer, field::TRACEPARENT, self.traceparent.as_deref())
    }
}
