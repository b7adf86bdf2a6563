//! What becomes of each kind of reply (behaviour D32, D33, S23, S32).

use super::support::{api, asked, call_back, detail_url, failure, settings, settings_for};
use crate::callback::CallBack;
use reqwest::Url;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use wiremock::matchers::{header, method, path_regex};
use wiremock::{Mock, MockServer, ResponseTemplate};

const MEBIBYTE: usize = 1024 * 1024;

#[tokio::test]
async fn details_are_fetched_as_they_are() {
    let api = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path_regex("^/referral/[^/]+/status-change-details$"))
        .and(header("accept", "application/json"))
        .and(header("accept-encoding", "identity"))
        .respond_with(ResponseTemplate::new(200).set_body_string(r#"{"newStatus": "BREACH"}"#))
        .mount(&api)
        .await;

    let details = call_back(&settings(&api)).fetch(&detail_url(&api)).await.unwrap();

    assert_eq!(details, br#"{"newStatus": "BREACH"}"#);
}

/// What is no JSON is for the parser to say.
#[tokio::test]
async fn every_success_is_handed_on() {
    for reply in [
        ResponseTemplate::new(200),
        ResponseTemplate::new(204),
        ResponseTemplate::new(202).set_body_string("<html>"),
    ] {
        let api = api(reply).await;

        assert!(call_back(&settings(&api)).fetch(&detail_url(&api)).await.is_ok());
    }
}

#[tokio::test]
async fn status_decides_whether_trying_again_can_help() {
    let permanent = [300, 302, 304, 307, 400, 403, 404, 405, 409, 410, 422, 451];
    let transient = [401, 408, 425, 429, 500, 502, 503, 504, 599];
    let expected =
        permanent.map(|status| (status, false)).into_iter().chain(transient.map(|status| (status, true)));
    for (status, is_transient) in expected {
        let api = api(ResponseTemplate::new(status).set_body_string("a body that is not told")).await;

        let failed = failure(&call_back(&settings(&api)), &detail_url(&api)).await;

        assert_eq!(failed.transient, is_transient, "{status}");
        assert!(failed.shown.contains(&format!("status {status}")), "{}", failed.shown);
        assert!(failed.shown.contains(&api.uri()) && !failed.shown.contains("not told"), "{}", failed.shown);
    }
}

#[tokio::test]
async fn failed_call_is_not_repeated() {
    let api = api(ResponseTemplate::new(503)).await;

    failure(&call_back(&settings(&api)), &detail_url(&api)).await;

    assert_eq!(asked(&api).await, 1);
}

#[tokio::test]
async fn redirect_is_not_followed() {
    let target = MockServer::start().await;
    for status in [301, 302, 303, 307, 308] {
        let api = api(ResponseTemplate::new(status).insert_header("location", target.uri())).await;
        // Even to an address that would be allowed.
        let mut settings = settings(&api);
        settings.allowed_base_urls.push(Url::parse(&target.uri()).unwrap());

        let failed = failure(&call_back(&settings), &detail_url(&api)).await;

        assert!(!failed.transient && failed.shown.contains("redirect"), "{}", failed.shown);
    }
    assert_eq!(asked(&target).await, 0);
}

#[tokio::test]
async fn reply_that_comes_too_late_is_not_waited_for() {
    let api = api(ResponseTemplate::new(200).set_delay(Duration::from_secs(60))).await;
    let mut settings = settings(&api);
    settings.call_timeout = Duration::from_millis(200);

    let failed = failure(&call_back(&settings), &detail_url(&api)).await;

    assert!(failed.transient && failed.shown.contains("took too long"), "{}", failed.shown);
}

/// The headers come in time, and the body never does.
#[tokio::test]
async fn body_that_comes_too_late_is_not_waited_for() {
    let (url, _kept_open) = raw_api("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", Hang::Open).await;
    let mut settings = settings_for(&url);
    settings.call_timeout = Duration::from_millis(500);

    let failed = failure(&call_back(&settings), &url).await;

    assert!(failed.transient && failed.shown.contains("took too long"), "{}", failed.shown);
}

#[tokio::test]
async fn cut_connection_is_transient() {
    for reply in ["", "HTTP/1.1 200 OK\r\ncont", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", "no HTTP"]
    {
        let (url, _tasks) = raw_api(reply, Hang::Up).await;

        let failed = failure(&call_back(&settings_for(&url)), &url).await;

        assert!(failed.transient && failed.shown.contains("broke"), "{reply:?}: {}", failed.shown);
    }
}

#[tokio::test]
async fn api_that_is_not_there_is_transient() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/details", listener.local_addr().unwrap());
    drop(listener);

    let failed = failure(&call_back(&settings_for(&url)), &url).await;

    assert!(failed.transient && failed.shown.contains("cannot be reached"), "{}", failed.shown);
}

#[tokio::test]
async fn reply_of_a_mebibyte_is_read_and_no_longer_one() {
    for (length, is_read) in [(MEBIBYTE, true), (MEBIBYTE + 1, false), (10 * MEBIBYTE, false)] {
        let api = api(ResponseTemplate::new(200).set_body_bytes(vec![b'x'; length])).await;

        let result = call_back(&settings(&api)).fetch(&detail_url(&api)).await;

        assert_eq!(result.is_ok(), is_read, "{length}");
    }
}

#[tokio::test]
async fn reply_that_is_too_long_is_transient() {
    let api = api(ResponseTemplate::new(200).set_body_bytes(vec![b'x'; 10 * MEBIBYTE])).await;

    let failed = failure(&call_back(&settings(&api)), &detail_url(&api)).await;

    assert!(failed.transient && failed.shown.contains("longer than 1 MiB"), "{}", failed.shown);
}

/// What a raw API does after its reply.
enum Hang {
    Up,
    Open,
}

/// The address of an API that gives its first caller these bytes. It keeps a connection open as long as the value.
async fn raw_api(reply: &'static str, hang: Hang) -> (String, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/details", listener.local_addr().unwrap());
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        let (mut caller, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let _ = caller.read(&mut request).await.unwrap();
        caller.write_all(reply.as_bytes()).await.unwrap();
        match hang {
            Hang::Up => caller.shutdown().await.unwrap(),
            Hang::Open => std::future::pending().await,
        }
    });
    (url, tasks)
}
