//! Why `apd` did not get its answer, as one line.

use crate::exit::Exit;
use crate::render::words::clean;
use apd_client::{ConnectError, Failure, TokenSourceError};
use std::error::Error;
use std::fmt;
use std::io;

/// More fields than this hide the message; the JSON of the service has them all.
const FIELDS_SHOWN: usize = 10;

/// Why `apd` did not get its answer.
#[derive(Debug)]
pub enum Problem {
    /// The command needs a token and none was given.
    NoToken,
    /// A client id was given, and its secret is not in the environment.
    NoSecret,
    /// The address of the service is not usable.
    Service(ConnectError),
    /// The token or the address of the token endpoint is not usable.
    Token(TokenSourceError),
    /// The CRNs could not be read from standard input.
    Input(io::Error),
    /// The answer could not be written.
    Output(io::Error),
    /// The answer could not be made into JSON.
    Json(serde_json::Error),
    /// The call failed.
    Failed(Failure),
}

impl Problem {
    /// How to end.
    pub fn exit(&self) -> Exit {
        match self {
            Self::NoToken | Self::NoSecret | Self::Service(_) | Self::Token(_) | Self::Input(_) => {
                Exit::Usage
            }
            Self::Output(_) | Self::Json(_) => Exit::Output,
            Self::Failed(failure) => failure.kind.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoToken => f.write_str(
                "no access token: give --token (or APD_CLIENT_TOKEN), or --token-url and --client-id with \
                 APD_CLIENT_SECRET in the environment",
            ),
            Self::NoSecret => {
                f.write_str("no client secret: put it into the environment as APD_CLIENT_SECRET")
            }
            Self::Service(error) => with_cause(f, error),
            Self::Token(error) => with_cause(f, error),
            Self::Input(error) => write!(f, "cannot read standard input: {error}"),
            Self::Output(error) => write!(f, "cannot write the answer: {error}"),
            Self::Json(error) => write!(f, "cannot make JSON of the answer: {error}"),
            Self::Failed(failure) => f.write_str(&line(failure)),
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

fn with_cause(f: &mut fmt::Formatter<'_>, error: &dyn Error) -> fmt::Result {
    match error.source() {
        Some(cause) => write!(f, "{error}: {cause}"),
        None => write!(f, "{error}"),
    }
}

/// Message, fields, status and request id in one line.
fn line(failure: &Failure) -> String {
    let mut line = failure.message.clone();
    if let Some(body) = &failure.body {
        let fields: Vec<String> =
            body.fields.iter().take(FIELDS_SHOWN).map(|at| format!("{} {}", at.field, at.message)).collect();
        if !fields.is_empty() {
            line += &format!(": {}", fields.join("; "));
        }
        if body.fields.len() > FIELDS_SHOWN {
            line += &format!("; and {} more", body.fields.len() - FIELDS_SHOWN);
        }
    }
    let facts = [
        failure.status.map(|status| format!("status {status}")),
        failure.body.as_ref().map(|body| body.error_code.to_string()),
        failure.request_id.as_ref().map(|id| format!("request id {id}")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if !facts.is_empty() {
        line += &format!(" ({})", facts.join(", "));
    }
    clean(&line).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use apd_client::FailureKind;
    use apd_client::types::{ErrorCode, ErrorResponse, FieldError, FieldErrorKind};

    fn failure(fields: usize) -> Failure {
        let field = |index| FieldError {
            field: format!("$[{index}]"),
            message: "must be a string".to_owned(),
            type_: FieldErrorKind::InvalidValue,
        };
        let body = ErrorResponse {
            error_code: ErrorCode::ValidationFailure,
            fields: (0..fields).map(field).collect(),
            message: "Validation failure".to_owned(),
            request_id: "0f9d1d3c".to_owned(),
            status: 400,
        };
        Failure {
            kind: FailureKind::Refused,
            status: Some(400),
            retryable: false,
            message: body.message.clone(),
            request_id: Some(body.request_id.clone()),
            body: Some(Box::new(body)),
        }
    }

    #[test]
    fn line_names_message_fields_status_and_request_id() {
        assert_eq!(
            line(&failure(2)),
            "Validation failure: $[0] must be a string; $[1] must be a string \
             (status 400, ValidationFailure, request id 0f9d1d3c)"
        );
    }

    #[test]
    fn line_without_fields_has_none() {
        assert_eq!(
            line(&failure(0)),
            "Validation failure (status 400, ValidationFailure, request id 0f9d1d3c)"
        );
    }

    #[test]
    fn many_fields_are_counted_instead_of_shown() {
        assert!(line(&failure(12)).contains("$[9] must be a string; and 2 more ("));
    }

    #[test]
    fn line_stays_one_line_and_without_control_characters() {
        let torn = Failure { message: "a\nb\u{1b}[31mc".to_owned(), ..failure(0) };
        assert!(line(&torn).starts_with("a b[31mc ("), "{}", line(&torn));
    }
}
