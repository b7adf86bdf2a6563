//! The `Authorization` header.

use super::support::{SigningKey, authenticator, claims, refusal};
use crate::auth::bearer::bearer_token;
use crate::auth::{AuthError, TokenRefusal};

#[test]
fn scheme_is_matched_whatever_its_case() {
    for header in ["Bearer a.b.c", "bearer a.b.c", "BEARER a.b.c"] {
        assert_eq!(bearer_token(Some(header)), Ok("a.b.c"));
    }
}

#[test]
fn blanks_around_the_token_do_not_count() {
    assert_eq!(bearer_token(Some("  Bearer   a.b.c ")), Ok("a.b.c"));
}

#[test]
fn other_schemes_and_empty_values_are_refused() {
    for header in ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "a.b.c", "Bearera.b.c"] {
        assert_eq!(bearer_token(Some(header)), Err(TokenRefusal::NotBearer), "{header}");
    }
}

#[test]
fn missing_header_is_refused() {
    assert_eq!(bearer_token(None), Err(TokenRefusal::MissingHeader));
}

#[test]
fn length_of_a_token_is_bounded() {
    let longest = "x".repeat(16 * 1024);

    assert!(bearer_token(Some(&format!("Bearer {longest}"))).is_ok());
    assert_eq!(bearer_token(Some(&format!("Bearer {longest}x"))), Err(TokenRefusal::TooLong));
}

#[tokio::test]
async fn garbage_is_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);

    for token in ["x", ".", "..", "...", "a.b.c", "\u{0}", "äöü.äöü.äöü", "a b c"] {
        assert_eq!(refusal(&authenticator, token).await, TokenRefusal::UnreadableHeader, "{token}");
    }
}

#[tokio::test]
async fn reason_holds_nothing_of_the_token() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let token = SigningKey::second().sign_as("made-up", &claims());

    let error = super::support::present(&authenticator, &token).await.unwrap_err();

    let AuthError::Unauthorised { reason } = error else { panic!("wrong error: {error:?}") };
    assert_eq!(error.to_string(), "unauthorised");
    assert_eq!(reason.to_string(), "signed with an unknown key");
}
