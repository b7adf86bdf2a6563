//! The one error body of every operation (behaviour D2).

use dropshot::{ErrorStatusCode, HttpError, HttpResponseError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What went wrong. Every operation answers every failure with this body.
///
/// `message` is for people and is worded as agreed with the client team; `error_code` is for machines and does not
/// change; `fields` is there when single values of the request are at fault and names every one of them.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[schemars(rename = "ErrorResponse", example = "crate::examples::not_found")]
pub struct ApiError {
    /// The HTTP status of the response, again.
    #[schemars(range(min = 400, max = 599))]
    pub status: u16,
    /// One sentence for people, for example `Person with crn of X123456 not found`.
    pub message: String,
    /// The kind of failure, for machines.
    pub error_code: ErrorCode,
    /// The id of this request; the response header `x-request-id` and the log lines of the service carry it, too.
    pub request_id: String,
    /// The values at fault, when single values of the request are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<FieldError>>,
}

/// The kind of failure. Any change of the list, an addition included, is a breaking change (behaviour D2).
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// The thing asked for does not exist, or the path cannot name one.
    NotFound,
    /// The request does not have the documented shape or size.
    ValidationFailure,
    /// A code or an id in the request does not exist.
    InvalidReference,
    /// The request is well formed, and a business rule forbids it.
    RuleViolation,
    /// The same thing twice in one request.
    Duplicate,
    /// Another change came first, or the thing exists with other details.
    Conflict,
    /// No valid access token.
    Unauthorised,
    /// The access token carries none of the required roles.
    Forbidden,
    /// Delius holds data that contradicts itself; trying again does not help until it is mended there.
    InconsistentData,
    /// The service or its database cannot take the request now; try again.
    Unavailable,
    /// A fault of this service.
    Internal,
}

/// One value of the request that is at fault.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
pub struct FieldError {
    /// The JSON path of the value, for example `appointments[3].staff.code`; `$` is the whole body.
    pub field: String,
    /// The reason, for machines.
    #[serde(rename = "type")]
    pub kind: FieldErrorKind,
    /// The reason, for people.
    pub message: String,
}

/// Why a value is at fault (behaviour S12).
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq, Hash)]
pub enum FieldErrorKind {
    /// Missing or null.
    NotNull,
    /// An empty list.
    NotEmpty,
    /// Too few or too many items.
    Size,
    /// Of the wrong type or format.
    InvalidValue,
    /// The second or a later occurrence.
    Duplicate,
    /// Not known to Delius, or deleted there.
    Unknown,
    /// Known to Delius, but not active.
    Inactive,
    /// Not of an accredited-programme category.
    OtherCategory,
    /// At odds with what is stored.
    Conflict,
    /// Not permitted by a rule.
    NotPermitted,
}

impl ApiError {
    /// An error without `fields`. The request id is filled in where the response is made.
    pub fn new(status: ErrorStatusCode, error_code: ErrorCode, message: impl Into<String>) -> Self {
        ApiError {
            status: status.as_u16(),
            message: message.into(),
            error_code,
            request_id: String::new(),
            fields: None,
        }
    }

    /// 400 `Validation failure`, naming the values at fault.
    pub fn validation_failure(fields: Vec<FieldError>) -> Self {
        let error =
            Self::new(ErrorStatusCode::BAD_REQUEST, ErrorCode::ValidationFailure, "Validation failure");
        ApiError { fields: Some(fields), ..error }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}

impl HttpResponseError for ApiError {
    fn status_code(&self) -> ErrorStatusCode {
        ErrorStatusCode::from_u16(self.status).unwrap_or(ErrorStatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// What Dropshot itself finds wrong while it reads a request: a body of another content type, or too large a one.
impl From<HttpError> for ApiError {
    fn from(error: HttpError) -> Self {
        let code = match error.status_code.as_u16() {
            404 => ErrorCode::NotFound,
            400..=499 => ErrorCode::ValidationFailure,
            503 => ErrorCode::Unavailable,
            _ => ErrorCode::Internal,
        };
        ApiError::new(error.status_code, code, error.external_message)
    }
}
