//! Why `apd` did not get its answer: one line, and one more for each value of the request that is at fault.

use crate::exit::Exit;
use crate::render::words::clean;
use apd_client::{ConnectError, Failure, TokenSourceError};
use std::error::Error;
use std::fmt;
use std::io;

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
    /// A file or standard input could not be read.
    Input {
        /// The file as people call it.
        name: String,
        /// What the operating system says.
        error: io::Error,
    },
    /// A file or standard input holds something else than the request body.
    Body {
        /// The file as people call it.
        name: String,
        /// Where it is at fault, and what has to be there.
        fault: String,
    },
    /// Something else where a reference should be.
    Reference(String),
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
            Self::NoToken
            | Self::NoSecret
            | Self::Service(_)
            | Self::Token(_)
            | Self::Input { .. }
            | Self::Body { .. }
            | Self::Reference(_) => Exit::Usage,
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
            Self::Input { name, error } => write!(f, "cannot read {name}: {error}"),
            Self::Body { name, fault } => {
                write!(f, "{name} is not the request body of the contract: {fault}")
            }
            Self::Reference(word) => write!(f, "not a reference, which would be a UUID: {}", in_line(word)),
            Self::Output(error) => write!(f, "cannot write the answer: {error}"),
            Self::Json(error) => write!(f, "cannot make JSON of the answer: {error}"),
            Self::Failed(failure) => f.write_str(&lines(failure)),
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

/// Message, status and request id in the first line; then each field at fault, all of them: a batch is refused whole,
/// and mended in one go.
fn lines(failure: &Failure) -> String {
    let facts = [
        failure.status.map(|status| format!("status {status}")),
        failure.body.as_ref().map(|body| body.error_code.to_string()),
        failure.request_id.as_ref().map(|id| format!("request id {id}")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let mut lines = in_line(&failure.message);
    if !facts.is_empty() {
        lines += &in_line(&format!(" ({})", facts.join(", ")));
    }
    for field in failure.body.iter().flat_map(|body| &body.fields) {
        lines += &format!("\n  {}: {}", in_line(&field.field), in_line(&field.message));
    }
    lines
}

/// Text of others, without what would move a terminal's cursor.
fn in_line(text: &str) -> String {
    clean(text).replace('\n', " ")
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
    fn first_line_has_message_status_and_request_id_and_then_each_field_has_its_own() {
        assert_eq!(
            lines(&failure(2)),
            "Validation failure (status 400, ValidationFailure, request id 0f9d1d3c)\n  \
             $[0]: must be a string\n  \
             $[1]: must be a string"
        );
    }

    #[test]
    fn failure_without_fields_is_one_line() {
        assert_eq!(
            lines(&failure(0)),
            "Validation failure (status 400, ValidationFailure, request id 0f9d1d3c)"
        );
    }

    #[test]
    fn all_of_many_fields_are_shown() {
        let text = lines(&failure(2000));
        assert_eq!(text.lines().count(), 2001);
        assert_eq!(text.lines().last(), Some("  $[1999]: must be a string"));
    }

    #[test]
    fn text_of_others_stays_in_its_line_and_without_control_characters() {
        let mut torn = Failure { message: "a\nb\u{1b}[31mc".to_owned(), ..failure(1) };
        if let Some(body) = &mut torn.body {
            body.fields[0].message = "d\ne\u{7}".to_owned();
        }
        assert_eq!(
            lines(&torn),
            "a b[31mc (status 400, ValidationFailure, request id 0f9d1d3c)\n  $[0]: d e"
        );
    }
}
