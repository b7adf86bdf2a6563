//! Gives requests their token.

use crate::client_credentials::ClientCredentials;
use crate::error::{TokenError, TokenSourceError};
use crate::renewing::RenewingToken;
use crate::secret::Secret;
use reqwest::header::HeaderValue;
use std::sync::Arc;

/// Gives the `Authorization` header of requests.
#[derive(Clone, Debug)]
pub struct TokenSource(Kind);

#[derive(Clone, Debug)]
enum Kind {
    None,
    Fixed(HeaderValue),
    Renewing(Arc<RenewingToken>),
}

impl TokenSource {
    /// No token: for the operations that need none.
    #[must_use]
    pub fn none() -> Self {
        Self(Kind::None)
    }

    /// A token that somebody else fetched. It is never renewed. White space around it is dropped: tokens come from
    /// files and shells, with a line end.
    ///
    /// # Errors
    /// The token is empty or has characters that a header cannot carry.
    pub fn fixed(token: impl Into<Secret>) -> Result<Self, TokenSourceError> {
        let header = bearer(token.into().expose().trim()).ok_or(TokenSourceError::MalformedToken)?;
        Ok(Self(Kind::Fixed(header)))
    }

    /// Tokens from an OAuth2 token endpoint; nothing is fetched before the first request.
    ///
    /// A token is fetched once for all callers that wait for it, and renewed when a tenth of its life is left, at the
    /// latest 30 s before it expires. While a renewal is under way or fails, the token still valid is used.
    ///
    /// # Errors
    /// The address of the endpoint is not usable, or TLS cannot be set up.
    pub fn client_credentials(grant: ClientCredentials) -> Result<Self, TokenSourceError> {
        Ok(Self(Kind::Renewing(Arc::new(RenewingToken::new(grant.into_endpoint()?)))))
    }

    /// The value of the `Authorization` header for a request sent now, marked as sensitive; `None` when requests go
    /// without a token.
    ///
    /// # Errors
    /// No token is at hand and none could be fetched. Callers that waited for the same attempt get the same error.
    pub async fn authorization(&self) -> Result<Option<HeaderValue>, TokenError> {
        match &self.0 {
            Kind::None => Ok(None),
            Kind::Fixed(header) => Ok(Some(header.clone())),
            Kind::Renewing(token) => token.authorization().await.map(Some),
        }
    }

    /// Drops a token that a service refused with a 401, so that the next request fetches another. `refused` is the
    /// header that was sent: a token that has been renewed meanwhile stays. A fixed token stays, too.
    pub fn invalidate(&self, refused: &HeaderValue) {
        if let Kind::Renewing(token) = &self.0 {
            token.invalidate(refused);
        }
    }
}

/// The header that carries a token, or nothing when it cannot be carried.
pub(crate) fn bearer(token: &str) -> Option<HeaderValue> {
    let graphic = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    let mut header = HeaderValue::from_str(&format!("Bearer {token}")).ok().filter(|_| graphic)?;
    header.set_sensitive(true);
    Some(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn fixed_token_becomes_a_bearer_header() {
        let source = TokenSource::fixed("abc.def\n").unwrap();
        assert_eq!(source.authorization().await.unwrap().unwrap(), "Bearer abc.def");
    }

    #[tokio::test]
    async fn fixed_token_survives_a_refusal() {
        let source = TokenSource::fixed("abc").unwrap();
        let header = source.authorization().await.unwrap().unwrap();
        source.invalidate(&header);
        assert!(source.authorization().await.unwrap().is_some());
    }

    #[tokio::test]
    async fn no_token_is_no_header() {
        assert!(TokenSource::none().authorization().await.unwrap().is_none());
    }

    #[test]
    fn token_that_no_header_can_carry_is_refused() {
        for token in ["", "\n", "a b", "a\nb", "caf\u{e9}"] {
            assert!(matches!(TokenSource::fixed(token), Err(TokenSourceError::MalformedToken)), "{token:?}");
        }
    }

    #[test]
    fn token_is_not_in_debug_output() {
        assert!(!format!("{:?}", TokenSource::fixed("abc.def").unwrap()).contains("abc"));
    }
}
