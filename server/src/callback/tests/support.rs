//! Stand-ins for the client's API and the token endpoint, and call backs to them.

use crate::callback::{CallBack, CallBackError, HttpCallBack};
use crate::config::{AccreditedProgrammesConfig, CallBackCredentials, Profile, Secret};
use reqwest::Url;
use serde_json::json;
use std::error::Error;
use std::iter::successors;
use std::time::Duration;
use wiremock::matchers::{any, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Occurs in the path of every detail URL; no failure may tell it.
pub(super) const REFERRAL: &str = "7b1c2f40-referral";
/// Occurs in every token.
pub(super) const TOKEN: &str = "t0ken";
pub(super) const SECRET: &str = "s3cret";

const HOUR: u64 = 3600;

/// The settings of a call back to this API, with time enough and without a token.
pub(super) fn settings(api: &MockServer) -> AccreditedProgrammesConfig {
    settings_for(&api.uri())
}

/// The same for an API at this URL.
pub(super) fn settings_for(url: &str) -> AccreditedProgrammesConfig {
    AccreditedProgrammesConfig {
        allowed_base_urls: vec![Url::parse(url).unwrap()],
        credentials: None,
        call_timeout: Duration::from_secs(30),
    }
}

/// The same, with tokens from this endpoint.
pub(super) fn settings_with_tokens(api: &MockServer, endpoint: &MockServer) -> AccreditedProgrammesConfig {
    let token_url = Url::parse(&format!("{}/oauth/token", endpoint.uri())).unwrap();
    let credentials = CallBackCredentials {
        token_url,
        client_id: "a-client".to_owned(),
        client_secret: Secret::new(SECRET.to_owned()),
    };
    AccreditedProgrammesConfig { credentials: Some(credentials), ..settings(api) }
}

/// A call back as production makes it.
pub(super) fn call_back(settings: &AccreditedProgrammesConfig) -> HttpCallBack {
    HttpCallBack::new(settings, Profile::Production).unwrap()
}

/// Where this API keeps the details of the one event.
pub(super) fn detail_url(api: &MockServer) -> String {
    format!("{}/referral/{REFERRAL}/status-change-details", api.uri())
}

/// An API that gives this reply to all.
pub(super) async fn api(reply: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(reply).mount(&server).await;
    server
}

/// An API that knows these tokens alone.
pub(super) async fn api_for(tokens: &[&str]) -> MockServer {
    let server = MockServer::start().await;
    for token in tokens {
        Mock::given(method("GET"))
            .and(header("authorization", format!("Bearer {token}")))
            .respond_with(ResponseTemplate::new(200).set_body_string("details"))
            .mount(&server)
            .await;
    }
    Mock::given(any()).respond_with(ResponseTemplate::new(401)).with_priority(10).mount(&server).await;
    server
}

/// A token endpoint that gives these replies, each once, and the last one from then on.
pub(super) async fn token_endpoint(replies: impl IntoIterator<Item = ResponseTemplate>) -> MockServer {
    let server = MockServer::start().await;
    let mut replies = replies.into_iter().peekable();
    while let Some(reply) = replies.next() {
        let mock = Mock::given(method("POST")).and(path("/oauth/token")).respond_with(reply);
        let mock = if replies.peek().is_some() { mock.up_to_n_times(1) } else { mock };
        mock.mount(&server).await;
    }
    server
}

/// A token that is good for an hour.
pub(super) fn token(name: &str) -> ResponseTemplate {
    token_for(name, HOUR)
}

/// A token that is good for so many seconds.
pub(super) fn token_for(name: &str, seconds: u64) -> ResponseTemplate {
    let body = json!({"access_token": name, "token_type": "bearer", "expires_in": seconds});
    ResponseTemplate::new(200).set_body_json(body)
}

/// How many requests a stand-in has seen.
pub(super) async fn asked(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

/// How a failed call is to be taken, and all that is said of it.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) transient: bool,
    /// The reason and everything behind it, as operators read it, and the debug output.
    pub(super) shown: String,
}

/// Fetches what must fail, and sees to it that nothing is told that must not be.
pub(super) async fn failure(call_back: &HttpCallBack, detail_url: &str) -> Failed {
    let error = call_back.fetch(detail_url).await.unwrap_err();
    let first: &(dyn Error + 'static) = &error;
    let chain: Vec<_> = successors(Some(first), |&error| error.source()).map(ToString::to_string).collect();
    let shown = format!("{} {error:?}", chain.join(": "));
    assert!([REFERRAL, TOKEN, SECRET].iter().all(|hidden| !shown.contains(hidden)), "{shown}");
    Failed { transient: matches!(error, CallBackError::Transient { .. }), shown }
}
