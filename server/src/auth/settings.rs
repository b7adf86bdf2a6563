//! What can be configured.

use std::time::Duration;

use super::RequiredRoles;

/// Which tokens are accepted, and how many are remembered.
#[derive(Clone, Debug)]
pub struct AuthSettings {
    /// The issuer that tokens must name (`iss`). `None` accepts any issuer, and tokens that name none.
    pub issuer: Option<String>,
    /// The roles that admit a caller.
    pub required_roles: RequiredRoles,
    /// How far the clocks of the authorization server and of this machine may be apart, in whole seconds: a token
    /// is valid so much longer and so much earlier than it says.
    pub leeway: Duration,
    /// How many tokens are remembered, so that they need no second signature check.
    pub cache_size: usize,
}

/// Where the signing keys come from, and how often.
#[derive(Clone, Debug)]
pub struct JwksSettings {
    /// The address of the JWK set, for example `https://sign-in.example/auth/.well-known/jwks.json`.
    pub url: String,
    /// The time between two routine fetches.
    pub refresh_interval: Duration,
    /// The least time between two fetches that tokens with unknown keys bring about. It also is the first pause
    /// after a failed routine fetch; the pause then doubles up to `refresh_interval`.
    pub refetch_interval: Duration,
    /// The longest that a request with an unknown key waits for a fetch. The fetch itself may go on.
    pub refetch_wait: Duration,
    /// The longest that a connection may take.
    pub connect_timeout: Duration,
    /// The longest that a whole fetch may take, connection and body included.
    pub total_timeout: Duration,
}
