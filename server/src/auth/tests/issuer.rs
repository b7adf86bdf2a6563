//! `iss` and `aud`.

use std::sync::Arc;

use serde_json::json;

use super::support::{SigningKey, TestClock, authenticator, claims, claims_with, present, refusal, settings};
use crate::auth::{AuthSettings, Authenticator, KeyRing, TokenRefusal};

const ISSUER: &str = "https://sign-in.example/auth/issuer";

fn authenticator_for_issuer() -> Authenticator {
    let ring = KeyRing::fixed(vec![SigningKey::first().verification_key()]);
    let settings = AuthSettings { issuer: Some(ISSUER.to_owned()), ..settings() };
    Authenticator::new(Arc::new(ring), settings, TestClock::new().clock())
}

#[tokio::test]
async fn configured_issuer_is_accepted() {
    let token = SigningKey::first().sign(&claims_with("iss", json!(ISSUER)));

    assert!(present(&authenticator_for_issuer(), &token).await.is_ok());
}

#[tokio::test]
async fn wrong_issuer_is_refused() {
    let wrong =
        [json!("https://attacker.example/issuer"), json!(format!("{ISSUER}/")), json!([ISSUER]), json!(7)];

    for issuer in wrong {
        let token = SigningKey::first().sign(&claims_with("iss", issuer));
        assert_eq!(refusal(&authenticator_for_issuer(), &token).await, TokenRefusal::WrongIssuer);
    }
}

#[tokio::test]
async fn missing_issuer_is_refused_where_one_is_configured() {
    let token = SigningKey::first().sign(&claims());

    assert_eq!(refusal(&authenticator_for_issuer(), &token).await, TokenRefusal::WrongIssuer);
}

#[tokio::test]
async fn any_issuer_and_none_are_accepted_where_none_is_configured() {
    let authenticator = authenticator(&[SigningKey::first()]);

    for claims in [claims(), claims_with("iss", json!("https://anyone.example"))] {
        assert!(present(&authenticator, &SigningKey::first().sign(&claims)).await.is_ok());
    }
}

#[tokio::test]
async fn audience_is_not_looked_at() {
    let authenticator = authenticator(&[SigningKey::first()]);

    for audience in [json!("oauth2-resource"), json!(["a", "b"]), json!([]), json!(7), json!(null)] {
        let token = SigningKey::first().sign(&claims_with("aud", audience));
        assert!(present(&authenticator, &token).await.is_ok());
    }
}
