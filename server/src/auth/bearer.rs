//! Takes the token out of the `Authorization` header.

use super::TokenRefusal;

const SCHEME: &str = "Bearer";

/// The longest token that is looked at, in bytes. Tokens of HMPPS Auth have about a thousand.
const MAX_TOKEN_BYTES: usize = 16 * 1024;

/// The token of an `Authorization` header's value. The scheme is matched whatever its case (RFC 9110, 11.1).
///
/// # Errors
///
/// [`TokenRefusal::MissingHeader`], [`TokenRefusal::NotBearer`] or [`TokenRefusal::TooLong`].
pub(super) fn bearer_token(authorization: Option<&str>) -> Result<&str, TokenRefusal> {
    let value = authorization.ok_or(TokenRefusal::MissingHeader)?;
    let (scheme, rest) = value.trim_ascii().split_once(' ').ok_or(TokenRefusal::NotBearer)?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return Err(TokenRefusal::NotBearer);
    }
    let token = rest.trim_ascii_start();
    if token.len() > MAX_TOKEN_BYTES { Err(TokenRefusal::TooLong) } else { Ok(token) }
}
