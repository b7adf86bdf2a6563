//! What a call back that brought no details means (behaviour D32, D33, S23).

use super::CallBackError;
use apd_token::TokenError;
use reqwest::StatusCode;
use std::time::Duration;

/// What a status other than a success means; [`None`] for a success.
///
/// A redirect is permanent, because it leads to an address that nobody allowed. A 401 comes here only when another token
/// did not help either.
pub(super) fn of_status(base: &str, status: StatusCode) -> Option<CallBackError> {
    let code = status.as_u16();
    match code {
        200..=299 => None,
        300..=399 => Some(permanent(format!("{base} redirects, which is not followed (status {code})"))),
        401 | 408 | 425 | 429 => Some(transient(answered(base, code))),
        400..=499 => Some(permanent(answered(base, code))),
        _ => Some(transient(answered(base, code))),
    }
}

/// No connection, or one that broke.
pub(super) fn of_connection(base: &str, error: reqwest::Error) -> CallBackError {
    let reason = if error.is_connect() {
        format!("{base} cannot be reached")
    } else {
        format!("the connection to {base} broke")
    };
    // The error by itself would name the URL, whose path names a referral.
    CallBackError::Transient { reason, source: Some(Box::new(error.without_url())) }
}

/// No token. A refusal counts as passing, too: the client's secret is for operators to mend, and messages that wait
/// for them must not become dead letters at once.
pub(super) fn of_token(error: TokenError) -> CallBackError {
    CallBackError::Transient {
        reason: "no token for the call back".to_owned(),
        source: Some(Box::new(error)),
    }
}

/// No end in time, of the token endpoint or of the client's API.
pub(super) fn timed_out(what: &str, timeout: Duration) -> CallBackError {
    transient(format!("{what} took too long (the call back may take {timeout:?})"))
}

/// More than details can be.
pub(super) fn too_long(base: &str) -> CallBackError {
    transient(format!("the reply of {base} is longer than 1 MiB"))
}

fn answered(base: &str, code: u16) -> String {
    format!("{base} answered with status {code}")
}

fn permanent(reason: String) -> CallBackError {
    CallBackError::Permanent { reason }
}

fn transient(reason: String) -> CallBackError {
    CallBackError::Transient { reason, source: None }
}
