//! Asks an OAuth2 token endpoint for a token, once.

use crate::body::{self, Ended};
use crate::cached::CachedToken;
use crate::error::{TokenError, UnusableReply};
use crate::secret::Secret;
use crate::source::bearer;
use reqwest::header::ACCEPT;
use reqwest::{Response, StatusCode, Url};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::Instant;

/// The longest reply read, in bytes. Tokens with many roles have some kilobytes.
const LONGEST_REPLY: usize = 64 * 1024;

/// `expires_in` is optional (RFC 6749, 5.1); a token that does not say how long it lives is kept for a minute.
const UNSTATED_LIFE: Duration = Duration::from_secs(60);

/// A token endpoint and the client that asks it.
#[derive(Debug)]
pub(crate) struct TokenEndpoint {
    http: reqwest::Client,
    url: Url,
    timeout: Duration,
    client_id: String,
    client_secret: Secret,
}

/// The part of a reply that matters (RFC 6749, 5.1). It has no `Debug` because it holds the token.
#[derive(Deserialize)]
struct TokenReply {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<u64>,
}

/// The part of a refusal that matters (RFC 6749, 5.2).
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl TokenEndpoint {
    pub(crate) fn new(
        http: reqwest::Client,
        url: Url,
        timeout: Duration,
        client_id: String,
        client_secret: Secret,
    ) -> Self {
        Self { http, url, timeout, client_id, client_secret }
    }

    /// Fetches a token.
    pub(crate) async fn fetch(&self) -> Result<CachedToken, TokenError> {
        let asked_at = Instant::now();
        let mut response = self.ask().await.map_err(TokenError::not_reached)?;
        let (body, ended) = body::read(&mut response, LONGEST_REPLY).await;
        if !response.status().is_success() {
            return Err(refused(response.status(), &body));
        }
        match ended {
            Ended::Whole => usable(&body, asked_at).map_err(TokenError::UnusableReply),
            Ended::TooLong => Err(TokenError::UnusableReply(UnusableReply::TooLong)),
            Ended::Broken(error) => Err(TokenError::not_reached(error)),
        }
    }

    async fn ask(&self) -> reqwest::Result<Response> {
        self.http
            .post(self.url.clone())
            .timeout(self.timeout)
            .basic_auth(form_encoded(&self.client_id), Some(form_encoded(self.client_secret.expose())))
            .header(ACCEPT, "application/json")
            .form(&[("grant_type", "client_credentials")])
            .send()
            .await
    }
}

/// Both parts of the Basic credentials are form-encoded first (RFC 6749, 2.3.1), so that a colon or a percent sign in
/// a secret arrives as it is.
fn form_encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn usable(body: &[u8], asked_at: Instant) -> Result<CachedToken, UnusableReply> {
    // The cause is dropped: it could quote the token.
    let reply: TokenReply = serde_json::from_slice(body).map_err(|_| UnusableReply::Shape)?;
    if reply.token_type.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(UnusableReply::Type);
    }
    let authorization = bearer(&reply.access_token).ok_or(UnusableReply::Characters)?;
    let life = reply.expires_in.map_or(UNSTATED_LIFE, Duration::from_secs);
    Ok(CachedToken::new(authorization, asked_at, life))
}

fn refused(status: StatusCode, body: &[u8]) -> TokenError {
    let passing = status.is_server_error()
        || matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
        );
    if passing {
        return TokenError::Unavailable { status: status.as_u16() };
    }
    let reason = serde_json::from_slice::<Refusal>(body).ok().map(|refusal| refusal.error);
    TokenError::Refused { status: status.as_u16(), reason: reason.filter(|code| is_error_code(code)) }
}

/// Keeps anything but a plain code out of logs and terminals.
fn is_error_code(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(body: &str) -> Option<UnusableReply> {
        usable(body.as_bytes(), Instant::now()).err()
    }

    #[test]
    fn bearer_token_is_taken_whatever_the_spelling_of_its_type() {
        for body in [
            r#"{"access_token": "a", "token_type": "bearer", "expires_in": 3600}"#,
            r#"{"access_token": "a", "token_type": "Bearer", "scope": "read"}"#,
            r#"{"access_token": "a"}"#,
        ] {
            assert_eq!(problem(body), None, "{body}");
        }
    }

    #[test]
    fn reply_that_is_not_a_bearer_token_is_refused() {
        for (body, expected) in [
            ("<html>", UnusableReply::Shape),
            ("", UnusableReply::Shape),
            (r#"{"expires_in": 1}"#, UnusableReply::Shape),
            (r#"{"access_token": "a", "expires_in": -1}"#, UnusableReply::Shape),
            (r#"{"access_token": "a", "token_type": "mac"}"#, UnusableReply::Type),
            (r#"{"access_token": ""}"#, UnusableReply::Characters),
            (r#"{"access_token": "a\r\nX: b"}"#, UnusableReply::Characters),
        ] {
            assert_eq!(problem(body), Some(expected), "{body}");
        }
    }

    #[test]
    fn reason_of_a_refusal_is_given_only_when_it_is_a_plain_code() {
        let reason = |body: &str| match refused(StatusCode::UNAUTHORIZED, body.as_bytes()) {
            TokenError::Refused { reason, .. } => reason,
            other => panic!("{other}"),
        };
        assert_eq!(reason(r#"{"error": "invalid_client"}"#).as_deref(), Some("invalid_client"));
        assert_eq!(reason(r#"{"error": "\u001b[31m"}"#), None);
        assert_eq!(reason("<html>"), None);
    }

    #[test]
    fn credentials_are_form_encoded() {
        assert_eq!(form_encoded("a-client_1"), "a-client_1");
        assert_eq!(form_encoded("a:b%c d"), "a%3Ab%25c+d");
    }
}
