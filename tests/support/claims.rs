//! What the tokens of the tests say.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// The issuer that the server under test trusts.
pub const ISSUER: &str = "https://sign-in.example.org/auth/issuer";

/// The client that the tokens are for.
pub const CLIENT_ID: &str = "accredited-programmes-client";

/// The two roles, either of which admits (behaviour D1).
pub const ROLES: [&str; 2] = [
    "ROLE_PROBATION_API__ACCREDITED_PROGRAMMES__CASE_DETAIL",
    "ROLE_PROBATION_API_ACCREDITED_PROGRAMMES_CASE_DETAIL",
];

/// The claims of an ordinary client-credentials token, valid for an hour from `now`.
pub fn claims(now: DateTime<Utc>) -> Value {
    json!({
        "sub": CLIENT_ID,
        "client_id": CLIENT_ID,
        "grant_type": "client_credentials",
        "auth_source": "none",
        "iss": ISSUER,
        "authorities": [ROLES[0]],
        "jti": "3f6c1d5e-27a4-4b1c-9a53-0d9a1d0f7c11",
        "iat": now.timestamp(),
        "exp": now.timestamp() + 3_600,
    })
}

/// The same claims with one of them set to another value.
pub fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

/// The same claims without one of them.
pub fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().expect("claims are an object").remove(name);
    claims
}
