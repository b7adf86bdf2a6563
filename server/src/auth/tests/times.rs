//! `exp`, `nbf` and the leeway.

use serde_json::json;

use super::support::{
    LEEWAY, NOW, SigningKey, TestClock, authenticator, authenticator_at, claims_with, claims_without,
    present, refusal,
};
use crate::auth::TokenRefusal;
use crate::auth::validity::Validity;

#[tokio::test]
async fn expired_token_is_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);

    let token = SigningKey::first().sign(&claims_with("exp", json!(NOW - 3600)));

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::Expired);
}

#[tokio::test]
async fn token_without_expiry_is_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);

    for claims in [claims_without("exp"), claims_with("exp", json!(null))] {
        let token = SigningKey::first().sign(&claims);
        assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::MissingExpiry);
    }
}

#[tokio::test]
async fn token_that_is_not_yet_valid_is_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);

    let token = SigningKey::first().sign(&claims_with("nbf", json!(NOW + 3600)));

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::NotYetValid);
}

#[tokio::test]
async fn times_that_are_no_numbers_are_refused() {
    let authenticator = authenticator(&[SigningKey::first()]);

    for name in ["exp", "nbf"] {
        for value in [json!("1790000300"), json!(true), json!([NOW]), json!({"seconds": NOW})] {
            let token = SigningKey::first().sign(&claims_with(name, value));
            assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::Malformed);
        }
    }
}

#[tokio::test]
async fn times_may_have_fractions() {
    let authenticator = authenticator(&[SigningKey::first()]);

    let token = SigningKey::first().sign(&claims_with("exp", json!(NOW as f64 + 60.5)));

    assert!(present(&authenticator, &token).await.is_ok());
}

#[tokio::test]
async fn times_beyond_all_bounds_do_no_harm() {
    let authenticator = authenticator(&[SigningKey::first()]);

    let forever = SigningKey::first().sign(&claims_with("exp", json!(u64::MAX)));
    let long_ago = SigningKey::first().sign(&claims_with("exp", json!(i64::MIN)));
    let far_off = SigningKey::first().sign(&claims_with("nbf", json!(1e300)));

    assert!(present(&authenticator, &forever).await.is_ok());
    assert_eq!(refusal(&authenticator, &long_ago).await, TokenRefusal::Expired);
    assert_eq!(refusal(&authenticator, &far_off).await, TokenRefusal::NotYetValid);
}

#[tokio::test]
async fn remembered_token_is_refused_once_it_expires() {
    let clock = TestClock::new();
    let authenticator = authenticator_at(&[SigningKey::first()], &clock);
    let token = SigningKey::first().sign(&claims_with("exp", json!(NOW + 60)));
    present(&authenticator, &token).await.unwrap();

    clock.set(NOW + 60 + LEEWAY - 1);
    assert!(present(&authenticator, &token).await.is_ok());
    clock.set(NOW + 60 + LEEWAY);
    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::Expired);

    assert_eq!(authenticator.signature_checks(), 1);
    assert_eq!(authenticator.known_tokens(), 0);
}

#[tokio::test]
async fn remembered_token_is_refused_when_the_clock_is_set_back_before_its_time() {
    let clock = TestClock::new();
    let authenticator = authenticator_at(&[SigningKey::first()], &clock);
    let token = SigningKey::first().sign(&claims_with("nbf", json!(NOW)));
    present(&authenticator, &token).await.unwrap();

    clock.set(NOW - LEEWAY - 1);

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::NotYetValid);
}

#[test]
fn expiry_is_put_off_by_the_leeway_and_no_longer() {
    let validity = Validity { not_before: None, expires_at: NOW };

    assert_eq!(validity.check(NOW, LEEWAY), Ok(()));
    assert_eq!(validity.check(NOW + LEEWAY - 1, LEEWAY), Ok(()));
    assert_eq!(validity.check(NOW + LEEWAY, LEEWAY), Err(TokenRefusal::Expired));
    assert_eq!(validity.check(NOW, 0), Err(TokenRefusal::Expired));
}

#[test]
fn beginning_is_put_forward_by_the_leeway_and_no_further() {
    let validity = Validity { not_before: Some(NOW), expires_at: NOW + 60 };

    assert_eq!(validity.check(NOW, 0), Ok(()));
    assert_eq!(validity.check(NOW - LEEWAY, LEEWAY), Ok(()));
    assert_eq!(validity.check(NOW - LEEWAY - 1, LEEWAY), Err(TokenRefusal::NotYetValid));
}
