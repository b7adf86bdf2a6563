//! Keys that change while the service runs, and authorization servers that fail.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::future::join_all;
use serde_json::json;
use slog::{Discard, Level, Logger, o};
use wiremock::ResponseTemplate;

use super::support::{
    JwksServer, RecordedLog, SigningKey, authenticator_on, authenticator_with, claims, claims_with,
    eventually, key_set, present, refusal,
};
use crate::auth::{JwksSettings, KeyRing, TokenRefusal};

fn silent() -> Logger {
    Logger::root(Discard, o!())
}

/// An answer that is not of the JWK server but of something before it.
fn html() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw("<!doctype html><h1>Sign in</h1>", "text/html")
}

#[tokio::test]
async fn unknown_key_is_fetched_at_once() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let authenticator = authenticator_with(server.ring(server.settings()).await);

    server.offer(&[SigningKey::second()]).await;

    assert!(present(&authenticator, &SigningKey::second().sign(&claims())).await.is_ok());
    assert_eq!(server.requests().await, 1);
}

#[tokio::test]
async fn token_without_key_name_fetches_the_keys_when_none_fits() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let authenticator = authenticator_with(server.ring(server.settings()).await);

    server.offer(&[SigningKey::second()]).await;

    assert!(present(&authenticator, &SigningKey::second().sign_unnamed(&claims())).await.is_ok());
}

#[tokio::test]
async fn bad_signature_of_a_known_key_fetches_nothing() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let authenticator = authenticator_with(server.ring(server.settings()).await);

    let token = SigningKey::second().sign_as("first", &claims());

    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::BadSignature);
    assert_eq!(server.requests().await, 1);
}

#[tokio::test]
async fn made_up_key_names_cause_one_fetch_in_an_interval() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let authenticator = authenticator_with(server.ring(server.settings()).await);

    for number in 0..20 {
        let token = SigningKey::second().sign_as(&format!("made-up-{number}"), &claims());
        assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::UnknownKey);
    }

    // One at the start, one on demand.
    assert_eq!(server.requests().await, 2);
}

#[tokio::test]
async fn keys_are_fetched_again_after_the_interval() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let settings = JwksSettings { refetch_interval: Duration::from_millis(50), ..server.settings() };
    let authenticator = authenticator_with(server.ring(settings).await);
    let token = SigningKey::second().sign(&claims());
    assert_eq!(refusal(&authenticator, &token).await, TokenRefusal::UnknownKey);

    server.offer(&[SigningKey::second()]).await;

    eventually(async || present(&authenticator, &token).await.is_ok()).await;
}

#[tokio::test]
async fn concurrent_requests_with_unknown_keys_share_one_fetch() {
    let tokens: Vec<_> =
        (0..20).map(|number| SigningKey::second().sign(&claims_with("jti", json!(number)))).collect();
    for refetch_interval in [Duration::ZERO, Duration::from_secs(3600)] {
        let server = JwksServer::offering(&[SigningKey::first()]).await;
        let settings = JwksSettings { refetch_interval, ..server.settings() };
        let authenticator = authenticator_with(server.ring(settings).await);
        server.answer(key_set(&[SigningKey::second()]).set_delay(Duration::from_millis(300))).await;

        let outcomes = join_all(tokens.iter().map(|token| present(&authenticator, token))).await;

        assert!(outcomes.iter().all(Result::is_ok));
        assert_eq!(server.requests().await, 1);
    }
}

#[tokio::test]
async fn fetch_goes_on_when_the_request_that_caused_it_is_given_up() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let authenticator = authenticator_with(server.ring(server.settings()).await);
    server.answer(key_set(&[SigningKey::second()]).set_delay(Duration::from_millis(200))).await;
    let token = SigningKey::second().sign(&claims());

    let given_up = tokio::time::timeout(Duration::from_millis(50), present(&authenticator, &token)).await;

    assert!(given_up.is_err());
    eventually(async || present(&authenticator, &token).await.is_ok()).await;
    assert_eq!(server.requests().await, 1);
}

#[tokio::test]
async fn keys_are_refreshed_in_the_background() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let settings = JwksSettings { refresh_interval: Duration::from_millis(100), ..server.settings() };
    let ring = server.ring(settings).await;

    server.offer(&[SigningKey::second()]).await;

    eventually(async || ring.current().knows("second")).await;
    assert!(!ring.current().knows("first"));
}

#[tokio::test]
async fn refreshing_stops_with_the_ring() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let log = RecordedLog::default();
    let settings = JwksSettings { refresh_interval: Duration::from_millis(100), ..server.settings() };
    let ring = KeyRing::start(settings, &log.logger()).unwrap();
    eventually(async || ring.keys_loaded()).await;

    drop(ring);

    // The task and its logger are gone when nobody but the test holds the log any more.
    eventually(async || log.holders() == 1).await;
}

#[tokio::test]
async fn known_keys_stay_in_use_while_the_server_answers_nonsense() {
    let nonsense = [
        html(),
        ResponseTemplate::new(500),
        ResponseTemplate::new(302).insert_header("location", "/elsewhere"),
        ResponseTemplate::new(200).set_body_string(""),
        ResponseTemplate::new(200).set_body_json(json!({"keys": []})),
        ResponseTemplate::new(200).set_body_json(json!([])),
    ];
    for answer in nonsense {
        let server = JwksServer::offering(&[SigningKey::first()]).await;
        let authenticator = authenticator_with(server.ring(server.settings()).await);

        server.answer(answer).await;
        refusal(&authenticator, &SigningKey::second().sign(&claims())).await;

        assert_eq!(server.requests().await, 1);
        assert!(present(&authenticator, &SigningKey::first().sign(&claims())).await.is_ok());
    }
}

#[tokio::test]
async fn failed_fetch_is_logged_without_the_answer() {
    let server = JwksServer::answering(html()).await;
    let log = RecordedLog::default();

    let ring = KeyRing::start(server.settings(), &log.logger()).unwrap();
    eventually(async || !log.lines(Level::Error).is_empty()).await;

    let lines = log.lines(Level::Error);
    assert!(!ring.keys_loaded());
    assert!(lines[0].contains("signing keys could not be fetched"), "{lines:?}");
    assert!(lines[0].contains("answer is no JWK set"), "{lines:?}");
    assert!(!lines[0].contains("Sign in"), "{lines:?}");
}

#[tokio::test]
async fn slow_server_delays_tokens_of_unknown_keys_by_a_bound_and_others_not_at_all() {
    let server = JwksServer::offering(&[SigningKey::first()]).await;
    let settings = JwksSettings {
        refetch_wait: Duration::from_millis(50),
        total_timeout: Duration::from_secs(60),
        ..server.settings()
    };
    let authenticator = authenticator_with(server.ring(settings).await);
    server.answer(key_set(&[SigningKey::second()]).set_delay(Duration::from_secs(60))).await;
    let begin = Instant::now();

    assert_eq!(
        refusal(&authenticator, &SigningKey::second().sign(&claims())).await,
        TokenRefusal::UnknownKey
    );
    assert!(present(&authenticator, &SigningKey::first().sign(&claims())).await.is_ok());

    assert!(begin.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn fetch_that_takes_too_long_is_given_up() {
    let server = JwksServer::answering(key_set(&[]).set_delay(Duration::from_secs(60))).await;
    let log = RecordedLog::default();
    let settings = JwksSettings { total_timeout: Duration::from_millis(50), ..server.settings() };

    let _ring = KeyRing::start(settings, &log.logger()).unwrap();

    eventually(async || !log.lines(Level::Error).is_empty()).await;
    assert!(log.lines(Level::Error)[0].contains("request for the JWK set failed"));
}

#[tokio::test]
async fn server_that_is_down_at_the_start_is_asked_again() {
    let server = JwksServer::answering(ResponseTemplate::new(503)).await;
    let settings = JwksSettings { refetch_interval: Duration::from_millis(100), ..server.settings() };
    let ring = KeyRing::start(settings, &silent()).unwrap();
    eventually(async || server.requests().await >= 2).await;
    assert!(!ring.keys_loaded());

    server.offer(&[SigningKey::first()]).await;

    eventually(async || ring.keys_loaded()).await;
}

#[tokio::test]
async fn server_is_asked_again_after_a_fetch_on_demand_was_in_the_way() {
    let server = JwksServer::answering(ResponseTemplate::new(503)).await;
    let log = RecordedLog::default();
    let settings = JwksSettings { refetch_interval: Duration::from_millis(200), ..server.settings() };
    let ring = Arc::new(KeyRing::start(settings, &log.logger()).unwrap());
    eventually(async || !log.lines(Level::Error).is_empty()).await;
    // While it is under way the next routine fetch is due.
    server.answer(ResponseTemplate::new(503).set_delay(Duration::from_millis(500))).await;
    let authenticator = authenticator_on(Arc::clone(&ring));
    refusal(&authenticator, &SigningKey::first().sign(&claims())).await;

    server.offer(&[SigningKey::first()]).await;

    eventually(async || ring.keys_loaded()).await;
}

#[tokio::test]
async fn first_token_fetches_the_keys_when_the_server_was_down_at_the_start() {
    let server = JwksServer::answering(ResponseTemplate::new(503)).await;
    let log = RecordedLog::default();
    let authenticator = authenticator_with(KeyRing::start(server.settings(), &log.logger()).unwrap());
    eventually(async || !log.lines(Level::Error).is_empty()).await;

    server.offer(&[SigningKey::first()]).await;

    assert!(present(&authenticator, &SigningKey::first().sign(&claims())).await.is_ok());
}

#[tokio::test]
async fn first_token_waits_for_the_first_fetch() {
    let server =
        JwksServer::answering(key_set(&[SigningKey::first()]).set_delay(Duration::from_millis(200))).await;
    let authenticator = authenticator_with(KeyRing::start(server.settings(), &silent()).unwrap());

    assert!(present(&authenticator, &SigningKey::first().sign(&claims())).await.is_ok());
}
