//! From domain errors to HTTP: the one table of statuses (behaviour 6.2).

use crate::error::Error;
use apd_api::error::{ApiError, ErrorCode, FieldError};
use dropshot::ErrorStatusCode;

/// Why a request failed: before the use case, while its body was read, or in it.
#[derive(Debug)]
pub(super) enum Failure {
    /// The body could not be read; the response is settled.
    Body(ApiError),
    /// Anything else.
    Domain(Error),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Failure {
        Failure::Body(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Domain(error)
    }
}

impl Failure {
    /// The response. Texts of 5xx are constants, but for those of inconsistent data, which name no data.
    pub(super) fn response(&self, request_id: &str) -> ApiError {
        let error = match self {
            Failure::Body(error) => error.clone(),
            Failure::Domain(error) => {
                let (status, code) = status_and_code(error);
                ApiError { fields: fields(error), ..ApiError::new(status, code, error.to_string()) }
            }
        };
        ApiError { request_id: request_id.to_owned(), ..error }
    }
}

fn status_and_code(error: &Error) -> (ErrorStatusCode, ErrorCode) {
    match error {
        Error::NotFound(_) => (ErrorStatusCode::NOT_FOUND, ErrorCode::NotFound),
        Error::Validation(_) => (ErrorStatusCode::BAD_REQUEST, ErrorCode::ValidationFailure),
        Error::RuleViolation { .. } => (ErrorStatusCode::BAD_REQUEST, ErrorCode::RuleViolation),
        Error::InvalidReference { .. } => (ErrorStatusCode::BAD_REQUEST, ErrorCode::InvalidReference),
        Error::Duplicate { .. } => (ErrorStatusCode::BAD_REQUEST, ErrorCode::Duplicate),
        Error::Conflict { .. } => (ErrorStatusCode::CONFLICT, ErrorCode::Conflict),
        Error::Unauthorised(_) => (ErrorStatusCode::UNAUTHORIZED, ErrorCode::Unauthorised),
        Error::Forbidden => (ErrorStatusCode::FORBIDDEN, ErrorCode::Forbidden),
        Error::Inconsistent(_) => (ErrorStatusCode::INTERNAL_SERVER_ERROR, ErrorCode::InconsistentData),
        Error::Unavailable(_) => (ErrorStatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable),
        Error::Internal(_) => (ErrorStatusCode::INTERNAL_SERVER_ERROR, ErrorCode::Internal),
    }
}

fn fields(error: &Error) -> Option<Vec<FieldError>> {
    match error {
        Error::Validation(fields)
        | Error::RuleViolation { fields, .. }
        | Error::InvalidReference { fields, .. }
        | Error::Duplicate { fields, .. }
        | Error::Conflict { fields, .. }
            if !fields.is_empty() =>
        {
            Some(fields.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Inconsistency;

    fn cause() -> crate::error::Cause {
        "password=hunter2 at 10.1.2.3".into()
    }

    #[test]
    fn every_error_has_its_status_and_code() {
        let inconsistency = Inconsistency { text: "Event is odd", record: "event", id: 7 };
        let table = [
            (Error::NotFound("It is gone".to_owned()), 404, ErrorCode::NotFound, "It is gone"),
            (Error::Validation(Vec::new()), 400, ErrorCode::ValidationFailure, "Validation failure"),
            (Error::rule("It is forbidden"), 400, ErrorCode::RuleViolation, "It is forbidden"),
            (
                Error::InvalidReference { message: "Who?".to_owned(), fields: Vec::new() },
                400,
                ErrorCode::InvalidReference,
                "Who?",
            ),
            (
                Error::Duplicate { message: "Twice".to_owned(), fields: Vec::new() },
                400,
                ErrorCode::Duplicate,
                "Twice",
            ),
            (Error::conflict("Too late"), 409, ErrorCode::Conflict, "Too late"),
            (Error::Unauthorised(cause()), 401, ErrorCode::Unauthorised, "Unauthorised"),
            (Error::Forbidden, 403, ErrorCode::Forbidden, "Forbidden"),
            (Error::Inconsistent(inconsistency), 500, ErrorCode::InconsistentData, "Event is odd"),
            (
                Error::Unavailable(cause()),
                503,
                ErrorCode::Unavailable,
                "The service is not available at the moment, try again later",
            ),
            (Error::Internal(cause()), 500, ErrorCode::Internal, "An unexpected error occurred"),
        ];
        for (error, status, code, message) in table {
            let response = Failure::Domain(error).response("the-request");
            assert_eq!(
                (response.status, response.error_code, response.message.as_str()),
                (status, code, message)
            );
            assert_eq!((response.request_id.as_str(), response.fields), ("the-request", None));
        }
    }
}
