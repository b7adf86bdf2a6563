//! The claims of a token whose signature is good.
//!
//! Claims that decide about validity must have the right type. Those that only describe the caller may have any:
//! they then count as absent, so that an oddity of the authorization server does not shut everyone out.

use serde::Deserialize;
use serde_json::Value;

use super::validity::Validity;
use super::{Principal, TokenRefusal};

/// The claims that are looked at, as they came. An absent one is null.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Claims {
    exp: Value,
    nbf: Value,
    iss: Value,
    sub: Value,
    client_id: Value,
    authorities: Value,
}

impl Claims {
    /// The times of the token.
    ///
    /// # Errors
    ///
    /// [`TokenRefusal::MissingExpiry`], or [`TokenRefusal::Malformed`] where a time is no number.
    pub(super) fn validity(&self) -> Result<Validity, TokenRefusal> {
        let expires_at = numeric_date(&self.exp)?.ok_or(TokenRefusal::MissingExpiry)?;
        let not_before = numeric_date(&self.nbf)?;
        Ok(Validity { not_before, expires_at })
    }

    /// Checks the issuer where one is `expected`.
    ///
    /// # Errors
    ///
    /// [`TokenRefusal::WrongIssuer`], also where the token names none.
    pub(super) fn check_issuer(&self, expected: Option<&str>) -> Result<(), TokenRefusal> {
        match expected {
            Some(issuer) if self.iss.as_str() != Some(issuer) => Err(TokenRefusal::WrongIssuer),
            _ => Ok(()),
        }
    }

    /// The caller that the claims describe.
    pub(super) fn into_principal(self) -> Principal {
        Principal {
            client_id: non_empty(self.client_id),
            subject: non_empty(self.sub),
            authorities: strings(self.authorities).unwrap_or_default(),
        }
    }
}

/// Seconds since the epoch. RFC 7519 allows fractions; they are cut off.
fn numeric_date(value: &Value) -> Result<Option<i64>, TokenRefusal> {
    match value {
        Value::Null => Ok(None),
        // The cast saturates: a time too far away for an i64 is as far as it goes.
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|seconds| seconds as i64))
            .map(Some)
            .ok_or(TokenRefusal::Malformed),
        _ => Err(TokenRefusal::Malformed),
    }
}

fn non_empty(value: Value) -> Option<String> {
    string(value).filter(|text| !text.is_empty())
}

fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn strings(value: Value) -> Option<Vec<String>> {
    match value {
        Value::Array(items) => items.into_iter().map(string).collect(),
        _ => None,
    }
}
