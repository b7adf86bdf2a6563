//! How often tokens are fetched, and how, against a stand-in of the token endpoint.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use apd_token::{ClientCredentials, TokenError, TokenSource};
use serde_json::json;
use std::time::Duration;
use tokio::net::TcpSocket;
use tokio::task::JoinSet;
use wiremock::matchers::{basic_auth, body_string, header, method, path};
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

async fn asked(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

/// Moves tokio's clock, and with it the age of tokens, without waiting.
async fn pass(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

async fn authorization(source: &TokenSource) -> Result<String, TokenError> {
    let header = source.authorization().await?.unwrap();
    Ok(header.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn token_is_asked_for_with_http_basic_and_a_form() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/oauth/token"))
        .and(basic_auth("a-client", "s3cret%3Awith%25characters"))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string("grant_type=client_credentials"))
        .respond_with(token("fetched", HOUR))
        .expect(1)
        .mount(&server)
        .await;
    assert_eq!(authorization(&source(&server)).await.unwrap(), "Bearer fetched");
}

#[tokio::test]
async fn callers_that_waited_for_a_failed_attempt_share_its_error() {
    let endpoint =
        endpoint([ResponseTemplate::new(503).set_delay(Duration::from_millis(100)), token("late", HOUR)])
            .await;
    let source = source(&endpoint);
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let source = source.clone();
        calls.spawn(async move { source.authorization().await.is_err() });
    }
    assert!(calls.join_all().await.into_iter().all(|failed| failed));
    assert_eq!(asked(&endpoint).await, 1);
    assert_eq!(authorization(&source).await.unwrap(), "Bearer late");
}

#[tokio::test]
async fn token_is_renewed_before_it_expires() {
    let endpoint = endpoint([token("one", HOUR), token("two", HOUR)]).await;
    let source = source(&endpoint);
    assert_eq!(authorization(&source).await.unwrap(), "Bearer one");
    pass(HOUR - 31).await;
    assert_eq!(authorization(&source).await.unwrap(), "Bearer one");
    pass(2).await;
    assert_eq!(authorization(&source).await.unwrap(), "Bearer two");
}

#[tokio::test]
async fn token_still_valid_is_used_while_its_renewal_fails() {
    let endpoint = endpoint([token("one", HOUR), ResponseTemplate::new(503)]).await;
    let source = source(&endpoint);
    authorization(&source).await.unwrap();
    pass(HOUR - 20).await;
    assert_eq!(authorization(&source).await.unwrap(), "Bearer one");
    assert_eq!(authorization(&source).await.unwrap(), "Bearer one");
    assert_eq!(asked(&endpoint).await, 2, "a failed renewal is not tried again at once");
}

#[tokio::test]
async fn late_refusal_of_an_old_token_does_not_drop_the_new_one() {
    let endpoint = endpoint([token("one", HOUR), token("two", HOUR), token("three", HOUR)]).await;
    let source = source(&endpoint);
    let old = source.authorization().await.unwrap().unwrap();
    source.invalidate(&old);
    assert_eq!(authorization(&source).await.unwrap(), "Bearer two");
    source.invalidate(&old);
    assert_eq!(authorization(&source).await.unwrap(), "Bearer two");
}

#[tokio::test]
async fn slow_token_endpoint_is_not_waited_for() {
    let endpoint = endpoint([token("late", HOUR).set_delay(Duration::from_secs(60))]).await;
    let grant = grant(&endpoint.uri()).timeout(Duration::from_millis(50));
    let error = TokenSource::client_credentials(grant).unwrap().authorization().await.unwrap_err();
    assert!(matches!(error, TokenError::TimedOut), "{error:?}");
}

#[tokio::test]
async fn token_endpoint_that_is_not_there_may_be_there_later() {
    // Its port is taken, so that no other test gets it, and nobody listens.
    let port = TcpSocket::new_v4().unwrap();
    port.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let grant = grant(&format!("http://{}", port.local_addr().unwrap()));
    let source = TokenSource::client_credentials(grant).unwrap();
    let error = source.authorization().await.unwrap_err();
    assert!(matches!(error, TokenError::NotReached(_)) && error.is_retryable(), "{error:?}");
}
