//! Where the token of a call back comes from, and what becomes of one that is refused (behaviour 3.3, S23).

use super::support::{
    SECRET, api, api_for, asked, call_back, detail_url, failure, settings, settings_with_tokens, token,
    token_endpoint, token_for,
};
use crate::callback::CallBack;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use wiremock::ResponseTemplate;

#[tokio::test]
async fn token_is_fetched_once_for_many_calls() {
    let endpoint = token_endpoint([token("t0ken-1")]).await;
    let api = api_for(&["t0ken-1"]).await;
    let call_back = call_back(&settings_with_tokens(&api, &endpoint));

    for _ in 0..5 {
        call_back.fetch(&detail_url(&api)).await.unwrap();
    }

    assert_eq!((asked(&endpoint).await, asked(&api).await), (1, 5));
}

#[tokio::test]
async fn concurrent_calls_share_one_token_request() {
    let endpoint = token_endpoint([token("t0ken-1").set_delay(Duration::from_millis(100))]).await;
    let api = api_for(&["t0ken-1"]).await;
    let call_back = Arc::new(call_back(&settings_with_tokens(&api, &endpoint)));
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let (call_back, url) = (Arc::clone(&call_back), detail_url(&api));
        calls.spawn(async move { call_back.fetch(&url).await.is_ok() });
    }

    assert!(calls.join_all().await.into_iter().all(|succeeded| succeeded));

    assert_eq!((asked(&endpoint).await, asked(&api).await), (1, 50));
}

#[tokio::test]
async fn expired_token_is_fetched_anew() {
    let endpoint = token_endpoint([token_for("t0ken-1", 0), token("t0ken-2")]).await;
    let api = api_for(&["t0ken-1", "t0ken-2"]).await;
    let call_back = call_back(&settings_with_tokens(&api, &endpoint));

    for _ in 0..3 {
        call_back.fetch(&detail_url(&api)).await.unwrap();
    }

    assert_eq!(asked(&endpoint).await, 2);
}

#[tokio::test]
async fn refused_token_is_dropped_and_another_tried_at_once() {
    let endpoint = token_endpoint([token("t0ken-revoked"), token("t0ken-2")]).await;
    let api = api_for(&["t0ken-2"]).await;
    let call_back = call_back(&settings_with_tokens(&api, &endpoint));

    let first = call_back.fetch(&detail_url(&api)).await.unwrap();
    let second = call_back.fetch(&detail_url(&api)).await.unwrap();

    assert_eq!((first.as_slice(), second.as_slice()), (&b"details"[..], &b"details"[..]));
    assert_eq!((asked(&endpoint).await, asked(&api).await), (2, 3));
}

#[tokio::test]
async fn call_whose_second_token_is_refused_too_is_transient() {
    let endpoint = token_endpoint([token("t0ken-1"), token("t0ken-2"), token("t0ken-3")]).await;
    let api = api_for(&["t0ken-3"]).await;
    let call_back = call_back(&settings_with_tokens(&api, &endpoint));

    let failed = failure(&call_back, &detail_url(&api)).await;

    assert!(failed.transient && failed.shown.contains("status 401"), "{}", failed.shown);
    assert_eq!((asked(&endpoint).await, asked(&api).await), (2, 2));
    // The second one is not kept either.
    assert!(call_back.fetch(&detail_url(&api)).await.is_ok());
}

#[tokio::test]
async fn token_endpoint_that_gives_no_token_is_transient() {
    let wrong_secret = ResponseTemplate::new(401).set_body_json(json!({"error": "invalid_client"}));
    for (reply, reason) in [
        (wrong_secret, "invalid_client"),
        (ResponseTemplate::new(400), "status 400"),
        (ResponseTemplate::new(503), "status 503"),
        (ResponseTemplate::new(200).set_body_string("<html>"), "not usable"),
    ] {
        let endpoint = token_endpoint([reply]).await;
        let api = api(ResponseTemplate::new(200)).await;

        let failed = failure(&call_back(&settings_with_tokens(&api, &endpoint)), &detail_url(&api)).await;

        assert!(failed.transient && failed.shown.contains(reason), "{}", failed.shown);
        assert!(failed.shown.contains("no token for the call back"), "{}", failed.shown);
        assert_eq!(asked(&api).await, 0);
    }
}

#[tokio::test]
async fn slow_token_endpoint_counts_as_part_of_the_call() {
    let endpoint = token_endpoint([token("t0ken-1").set_delay(Duration::from_secs(60))]).await;
    let api = api(ResponseTemplate::new(200)).await;
    let mut settings = settings_with_tokens(&api, &endpoint);
    settings.call_timeout = Duration::from_millis(200);

    let failed = failure(&call_back(&settings), &detail_url(&api)).await;

    assert!(failed.transient && failed.shown.contains("took too long"), "{}", failed.shown);
    assert_eq!(asked(&api).await, 0);
}

#[tokio::test]
async fn token_endpoint_is_asked_as_the_configured_client() {
    let endpoint = token_endpoint([token("t0ken-1")]).await;
    let api = api_for(&["t0ken-1"]).await;

    call_back(&settings_with_tokens(&api, &endpoint)).fetch(&detail_url(&api)).await.unwrap();

    let request = &endpoint.received_requests().await.unwrap()[0];
    let mut expected =
        reqwest::Client::new().post(endpoint.uri()).basic_auth("a-client", Some(SECRET)).build().unwrap();
    let expected = expected.headers_mut().remove("authorization").unwrap();
    assert_eq!(request.headers["authorization"], expected);
}

#[tokio::test]
async fn call_without_a_token_endpoint_goes_without_a_token() {
    let api = api(ResponseTemplate::new(200)).await;

    call_back(&settings(&api)).fetch(&detail_url(&api)).await.unwrap();

    let requests = api.received_requests().await.unwrap();
    assert!(!requests[0].headers.contains_key("authorization"));
}
