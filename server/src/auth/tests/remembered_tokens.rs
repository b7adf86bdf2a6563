//! The cache of tokens.

use std::sync::Arc;

use serde_json::json;

use super::support::{
    JwksServer, NOW, SigningKey, TestClock, authenticator, authenticator_with, claims, claims_with,
    eventually, present, refusal, settings,
};
use crate::auth::{AuthSettings, Authenticator, JwksSettings, KeyRing, TokenRefusal};

#[tokio::test]
async fn token_seen_before_needs_no_second_signature_check() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let token = SigningKey::first().sign(&claims());

    let first = present(&authenticator, &token).await.unwrap();
    let second = present(&authenticator, &token).await.unwrap();

    assert!(Arc::ptr_eq(&first, &second));
    assert_eq!(authenticator.signature_checks(), 1);
}

#[tokio::test]
async fn refused_tokens_are_not_remembered() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let expired = SigningKey::first().sign(&claims_with("exp", json!(NOW - 3600)));
    let unknown = SigningKey::second().sign_unnamed(&claims());

    for token in [&expired, &unknown] {
        refusal(&authenticator, token).await;
        refusal(&authenticator, token).await;
    }

    assert_eq!(authenticator.known_tokens(), 0);
    assert_eq!(authenticator.signature_checks(), 4);
}

#[tokio::test]
async fn another_signature_over_known_claims_is_checked() {
    let authenticator = authenticator(&[SigningKey::first()]);
    let token = SigningKey::first().sign(&claims());
    present(&authenticator, &token).await.unwrap();
    let (unsigned, _) = token.rsplit_once('.').unwrap();

    assert_eq!(refusal(&authenticator, &format!("{unsigned}.AAAA")).await, TokenRefusal::BadSignature);
}

#[tokio::test]
async fn number_of_remembered_tokens_is_bounded() {
    let ring = KeyRing::fixed(vec![SigningKey::elliptic().verification_key()]);
    let settings = AuthSettings { cache_size: 8, ..settings() };
    let authenticator = Authenticator::new(Arc::new(ring), settings, TestClock::new().clock());

    for number in 0..50 {
        let token = SigningKey::elliptic().sign(&claims_with("jti", json!(number)));
        present(&authenticator, &token).await.unwrap();
    }

    assert!((1..=8).contains(&authenticator.known_tokens()), "{}", authenticator.known_tokens());
}

#[tokio::test]
async fn cache_of_no_size_remembers_nothing_and_works() {
    let ring = KeyRing::fixed(vec![SigningKey::first().verification_key()]);
    let settings = AuthSettings { cache_size: 0, ..settings() };
    let authenticator = Authenticator::new(Arc::new(ring), settings, TestClock::new().clock());
    let token = SigningKey::first().sign(&claims());

    present(&authenticator, &token).await.unwrap();
    present(&authenticator, &token).await.unwrap();

    assert_eq!(authenticator.signature_checks(), 2);
}

#[tokio::test]
async fn remembered_tokens_are_checked_anew_when_the_keys_change() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let authenticator = authenticator_with(server.ring(server.settings()).await);
    let token = SigningKey::first().sign(&claims());
    present(&authenticator, &token).await.unwrap();

    server.offer(&[SigningKey::first(), SigningKey::second()]).await;
    present(&authenticator, &SigningKey::second().sign(&claims())).await.unwrap();
    present(&authenticator, &token).await.unwrap();

    assert_eq!(authenticator.signature_checks(), 3);
}

#[tokio::test]
async fn remembered_token_of_a_withdrawn_key_is_refused() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let authenticator = authenticator_with(server.ring(server.settings()).await);
    let token = SigningKey::first().sign(&claims());
    present(&authenticator, &token).await.unwrap();

    server.offer(&[SigningKey::second()]).await;
    present(&authenticator, &SigningKey::second().sign(&claims())).await.unwrap();

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::UnknownKey);
}

#[tokio::test]
async fn fetch_that_brings_the_same_keys_in_another_order_forgets_nothing() {
    let server = JwksServer::offering(&[SigningKey::first(), SigningKey::second()]).await;
    let settings = JwksSettings { refresh_interval: std::time::Duration::ZERO, ..server.settings() };
    let authenticator = authenticator_with(server.ring(settings).await);
    let token = SigningKey::first().sign(&claims());
    present(&authenticator, &token).await.unwrap();

    server.offer(&[SigningKey::second(), SigningKey::first()]).await;
    // The second request shows that the answer to the first has been dealt with.
    eventually(async || server.requests().await >= 2).await;
    present(&authenticator, &token).await.unwrap();

    assert_eq!(authenticator.signature_checks(), 1);
}
