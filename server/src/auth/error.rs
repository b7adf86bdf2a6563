//! Why a caller was turned away.

use thiserror::Error;

/// A caller was turned away. The two variants are the 401 and the 403 of behaviour 6.2.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum AuthError {
    /// It is not known who calls: there is no token, or none that can be trusted.
    #[error("unauthorised")]
    Unauthorised {
        /// What was wrong, for the log. The caller is not told.
        #[source]
        reason: TokenRefusal,
    },
    /// It is known who calls, but none of the required roles is among the token's authorities.
    #[error("none of the required roles is held")]
    Forbidden,
}

impl From<TokenRefusal> for AuthError {
    fn from(reason: TokenRefusal) -> Self {
        Self::Unauthorised { reason }
    }
}

/// What was wrong with a token. The texts are constant, so nothing of the token can reach a log through them.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum TokenRefusal {
    /// The request has no `Authorization` header.
    #[error("no authorization header")]
    MissingHeader,
    /// The `Authorization` header is not of the form `Bearer <token>`.
    #[error("authorization header holds no bearer token")]
    NotBearer,
    /// The token is longer than any that is worth looking at.
    #[error("token too long")]
    TooLong,
    /// The header of the token cannot be read. An unknown algorithm, `none` among them, ends here.
    #[error("unreadable token header or unknown algorithm")]
    UnreadableHeader,
    /// The algorithm is known, but neither RS256 nor ES256.
    #[error("algorithm not accepted")]
    AlgorithmNotAccepted,
    /// The token demands an extension (`crit`), and this service understands none.
    #[error("token demands an unknown extension")]
    UnknownExtension,
    /// No key in hand is the one that the token was signed with.
    #[error("signed with an unknown key")]
    UnknownKey,
    /// The key that the token names did not sign it.
    #[error("bad signature")]
    BadSignature,
    /// The token does not consist of three readable parts, or a claim has a shape that it must not have.
    #[error("malformed token")]
    Malformed,
    /// The token has no expiry (`exp`).
    #[error("token without expiry")]
    MissingExpiry,
    /// The token's time (`exp`) is over.
    #[error("token expired")]
    Expired,
    /// The token's time (`nbf`) has not come.
    #[error("token not yet valid")]
    NotYetValid,
    /// The token is not from the configured issuer, or names none.
    #[error("wrong issuer")]
    WrongIssuer,
}
