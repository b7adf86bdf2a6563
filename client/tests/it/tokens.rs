//! What calls do with tokens; how those are fetched and kept is tested in `apd-token`.

use crate::support::{client, example, html, refusal, service};
use apd_client::{
    Client, ClientCredentials, ClientInfo, Connector, Failure, FailureKind, TokenSource, classify, connect,
};
use serde_json::json;
use std::time::Duration;
use tokio::task::JoinSet;
use wiremock::matchers::{any, header, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const HOUR: u64 = 3600;
const SECRET: &str = "s3cret:with%characters";

/// A reply of the token endpoint.
fn token(name: &str, expires_in: u64) -> ResponseTemplate {
    let body =
        json!({"access_token": name, "token_type": "bearer", "expires_in": expires_in, "scope": "read"});
    ResponseTemplate::new(200).set_body_json(body)
}

/// Lets the endpoint give these replies, each once, and the last one from then on.
async fn endpoint(replies: impl IntoIterator<Item = ResponseTemplate>) -> MockServer {
    let server = MockServer::start().await;
    let mut replies = replies.into_iter().peekable();
    while let Some(reply) = replies.next() {
        let mock = Mock::given(path("/oauth/token")).respond_with(reply);
        let mock = if replies.peek().is_some() { mock.up_to_n_times(1) } else { mock };
        mock.mount(&server).await;
    }
    server
}

fn grant(endpoint: &str) -> ClientCredentials {
    ClientCredentials::new(&format!("{endpoint}/oauth/token"), "a-client", SECRET)
}

fn source(endpoint: &MockServer) -> TokenSource {
    TokenSource::client_credentials(grant(&endpoint.uri())).unwrap()
}

/// A service that accepts these tokens only, and a client of it with tokens from `endpoint`.
async fn service_for(tokens: &[&str], endpoint: &MockServer) -> (MockServer, Client) {
    let server = MockServer::start().await;
    for token in tokens {
        Mock::given(header("authorization", format!("Bearer {token}")))
            .respond_with(example("get_personal_details"))
            .mount(&server)
            .await;
    }
    let unauthorised = refusal(401, "Unauthorised", "Unauthorised");
    Mock::given(any()).respond_with(unauthorised).with_priority(10).mount(&server).await;
    let client = connect(&server.uri(), source(endpoint)).unwrap();
    (server, client)
}

async fn asked(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

/// Moves tokio's clock, and with it the age of tokens, without waiting.
async fn pass(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

#[tokio::test]
async fn fixed_token_is_sent_as_a_bearer_token() {
    let server = service(example("get_personal_details")).await;
    client(&server.uri()).get_personal_details("X123456").await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests[0].headers["authorization"], "Bearer a-token");
}

#[tokio::test]
async fn token_is_fetched_once_for_50_concurrent_calls() {
    let endpoint = endpoint([token("one", HOUR).set_delay(Duration::from_millis(100))]).await;
    let (server, client) = service_for(&["one"], &endpoint).await;
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let client = client.clone();
        calls.spawn(async move { client.get_personal_details("X123456").await.is_ok() });
    }
    assert!(calls.join_all().await.into_iter().all(|succeeded| succeeded));
    assert_eq!((asked(&endpoint).await, asked(&server).await), (1, 50));
}

#[tokio::test]
async fn expired_token_is_not_used_when_its_renewal_fails() {
    let endpoint = endpoint([token("one", HOUR), ResponseTemplate::new(503)]).await;
    let (_server, client) = service_for(&["one"], &endpoint).await;
    client.get_personal_details("X123456").await.unwrap();
    pass(HOUR).await;
    let failure = Failure::from(client.get_personal_details("X123456").await.unwrap_err());
    assert_eq!((failure.kind, failure.retryable), (FailureKind::TokenUnavailable, true));
}

#[tokio::test]
async fn token_that_the_service_refuses_is_dropped() {
    let endpoint = endpoint([token("revoked", HOUR), token("good", HOUR)]).await;
    let (_server, client) = service_for(&["good"], &endpoint).await;
    let failure = Failure::from(client.get_personal_details("X123456").await.unwrap_err());
    assert_eq!((failure.kind, failure.status), (FailureKind::NotAuthorised, Some(401)));
    client.get_personal_details("X123456").await.unwrap();
    client.get_personal_details("X123456").await.unwrap();
    assert_eq!(asked(&endpoint).await, 2);
}

#[tokio::test]
async fn operations_that_need_no_token_do_not_fetch_one() {
    let endpoint = endpoint([html(503)]).await;
    let server = service(example("get_health")).await;
    let client = connect(&server.uri(), source(&endpoint)).unwrap();
    client.get_health().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    assert!(!requests[0].headers.contains_key("authorization"));
    assert_eq!(asked(&endpoint).await, 0);
}

#[tokio::test]
async fn token_endpoint_that_refuses_is_not_worth_another_try() {
    let wrong_secret = ResponseTemplate::new(401).set_body_json(json!({"error": "invalid_client"}));
    let redirect = ResponseTemplate::new(302).insert_header("location", "http://127.0.0.1:1/login");
    for (reply, reason) in
        [(wrong_secret, "invalid_client"), (redirect, "status 302"), (html(404), "status 404")]
    {
        let endpoint = endpoint([reply]).await;
        let (server, client) = service_for(&[], &endpoint).await;
        let failure = Failure::from(client.get_personal_details("X123456").await.unwrap_err());
        assert_eq!(
            (failure.kind, failure.status, failure.retryable),
            (FailureKind::TokenRefused, None, false)
        );
        assert!(failure.message.contains(reason), "{failure}");
        assert_eq!(asked(&server).await, 0);
    }
}

#[tokio::test]
async fn token_endpoint_that_answers_nonsense_may_do_better_later() {
    let endless = ResponseTemplate::new(200).set_body_string("x".repeat(100_000));
    for (reply, reason) in
        [(html(200), "not a JSON object"), (endless, "longer than 64 KiB"), (html(429), "429")]
    {
        let endpoint = endpoint([reply]).await;
        let (_server, client) = service_for(&[], &endpoint).await;
        let failure = Failure::from(client.get_personal_details("X123456").await.unwrap_err());
        assert_eq!((failure.kind, failure.retryable), (FailureKind::TokenUnavailable, true));
        assert!(failure.message.contains(reason), "{failure}");
    }
}

#[tokio::test]
async fn own_http_client_is_used_for_both() {
    let endpoint = endpoint([token("one", HOUR)]).await;
    let server = service(example("get_personal_details")).await;
    let http = reqwest::Client::builder().user_agent("my-own").build().unwrap();
    let grant = grant(&endpoint.uri()).http_client(http.clone());
    let tokens = TokenSource::client_credentials(grant).unwrap();
    let client = Connector::new(&server.uri(), tokens).http_client(http).connect().unwrap();
    client.get_personal_details("X123456").await.unwrap();
    for asked in [&endpoint, &server] {
        assert_eq!(asked.received_requests().await.unwrap()[0].headers["user-agent"], "my-own");
    }
}

#[tokio::test]
async fn neither_secret_nor_token_is_in_debug_output() {
    let endpoint = endpoint([token("t0ken", HOUR)]).await;
    let (_server, client) = service_for(&[], &endpoint).await;
    let error = client.get_personal_details("X123456").await.unwrap_err();
    client.inner().authorization().await.unwrap();
    let shown = format!("{client:?} {error:?} {:?}", classify(&error));
    assert!(!shown.contains("s3cret") && !shown.contains("t0ken"), "{shown}");
}
