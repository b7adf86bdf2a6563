//! From progenitor's error to a [`Failure`].

use super::{Failure, FailureKind, token_failure};
use crate::generated::{Error, ResponseValue, types};
use crate::reply;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Response, StatusCode};
use serde::Deserialize;

/// The error body of an operation: the usual one, or that of the health operations.
pub trait ErrorBody {
    /// The usual error body, where this is one.
    fn error_response(&self) -> Option<&types::ErrorResponse>;
}

impl ErrorBody for types::ErrorResponse {
    fn error_response(&self) -> Option<&types::ErrorResponse> {
        Some(self)
    }
}

impl ErrorBody for types::Health {
    fn error_response(&self) -> Option<&types::ErrorResponse> {
        None
    }
}

/// What an error of any operation means.
pub fn classify<E: ErrorBody>(error: &Error<E>) -> Failure {
    match error {
        Error::ErrorResponse(reply) => documented(reply),
        Error::UnexpectedResponse(reply) => undocumented(reply),
        Error::CommunicationError(error) | Error::ResponseBodyError(error) | Error::InvalidUpgrade(error) => {
            transport(error)
        }
        Error::InvalidResponsePayload(_, error) => unreadable(error),
        Error::InvalidRequest(reason) => Failure::new(FailureKind::InvalidRequest, reason.clone()),
        Error::Custom(text) => Failure::new(token_failure::kind(text), text.clone()),
    }
}

/// The innermost cause, which for a failed connection says what the operating system said.
pub(super) fn root_cause<'a>(
    error: Option<&'a (dyn std::error::Error + 'static)>,
) -> Option<&'a (dyn std::error::Error + 'static)> {
    std::iter::successors(error, |error| error.source()).last()
}

fn documented<E: ErrorBody>(reply: &ResponseValue<E>) -> Failure {
    let status = reply.status();
    let body = reply.error_response();
    let kind = kind_of(status, body);
    let message = match body {
        Some(body) => body.message.clone(),
        None => "the service says that a part of it is down".to_owned(),
    };
    Failure {
        status: Some(status.as_u16()),
        request_id: body.map(|body| body.request_id.clone()).or_else(|| request_id(reply.headers())),
        body: body.cloned().map(Box::new),
        ..Failure::new(kind, message)
    }
}

/// What the service's router, and versions to come, have in common with the documented error body.
#[derive(Deserialize)]
struct PartOfErrorBody {
    message: String,
    request_id: Option<String>,
}

fn undocumented(reply: &Response) -> Failure {
    let status = reply.status();
    let part = reply
        .extensions()
        .get::<reply::ErrorBody>()
        .and_then(|body| serde_json::from_slice::<PartOfErrorBody>(&body.0).ok());
    let (message, id) = match part {
        Some(part) => (part.message, part.request_id),
        None => (foreign(status, reply.headers()), None),
    };
    Failure {
        status: Some(status.as_u16()),
        request_id: id.or_else(|| request_id(reply.headers())),
        ..Failure::new(kind_of(status, None), message)
    }
}

/// Names a reply that is not the service's own. Its body stays out: it can be a page of any size.
fn foreign(status: StatusCode, headers: &HeaderMap) -> String {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or("no content type");
    format!("the reply is not one of the service itself ({status}, {content_type})")
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    Some(headers.get("x-request-id")?.to_str().ok()?.to_owned())
}

fn kind_of(status: StatusCode, body: Option<&types::ErrorResponse>) -> FailureKind {
    match (status.as_u16(), body.map(|body| body.error_code)) {
        (_, Some(types::ErrorCode::NotFound)) => FailureKind::NotFound,
        (_, Some(types::ErrorCode::InconsistentData)) => FailureKind::InconsistentData,
        // The code is the same for details that differ, which is no race; those are named.
        (409, Some(types::ErrorCode::Conflict)) if body.is_some_and(|body| body.fields.is_empty()) => {
            FailureKind::LostRace
        }
        (200..=299, _) => FailureKind::UnreadableReply,
        (401 | 403, _) => FailureKind::NotAuthorised,
        (408 | 425 | 429 | 500..=599, _) => FailureKind::Unavailable,
        (400..=499, _) => FailureKind::Refused,
        _ => FailureKind::UnexpectedReply,
    }
}

fn transport(error: &reqwest::Error) -> Failure {
    let (kind, what) = if error.is_builder() {
        (FailureKind::InvalidRequest, "the request cannot be made")
    } else if error.is_connect() {
        (FailureKind::NotConnected, "cannot connect to the service")
    } else if error.is_timeout() {
        (FailureKind::TimedOut, "the service took too long")
    } else {
        (FailureKind::Interrupted, "the connection to the service broke")
    };
    // The error itself would repeat the URL, with the CRN in it.
    let message = match root_cause(std::error::Error::source(error)) {
        Some(cause) => format!("{what}: {cause}"),
        None => what.to_owned(),
    };
    Failure::new(kind, message)
}

/// Says where the reply cannot be read, and not why: the reason quotes values, which are people's data.
fn unreadable(error: &serde_json::Error) -> Failure {
    let (line, column) = (error.line(), error.column());
    let message = format!("the reply is not the documented JSON (line {line}, column {column})");
    Failure::new(FailureKind::UnreadableReply, message)
}
