//! Nothing is sent to an address that is not allowed, to the token endpoint neither (behaviour 3.3, D33).

use super::support::{
    REFERRAL, api, asked, call_back, detail_url, failure, settings, settings_with_tokens, token,
    token_endpoint,
};
use crate::callback::{CallBack, HttpCallBack};
use crate::config::Profile;
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn foreign_address_gets_no_connection() {
    let allowed = api(ResponseTemplate::new(200)).await;
    let endpoint = token_endpoint([token("t0ken-1")]).await;
    let foreign = MockServer::start().await;
    Mock::given(wiremock::matchers::any())
        .respond_with(ResponseTemplate::new(200))
        .expect(0)
        .mount(&foreign)
        .await;
    let call_back = call_back(&settings_with_tokens(&allowed, &endpoint));

    let failed = failure(&call_back, &detail_url(&foreign)).await;

    assert!(!failed.transient);
    let reason = format!("Unexpected detail URL: {} ", foreign.uri());
    assert!(failed.shown.starts_with(&reason), "{}", failed.shown);
    assert_eq!((asked(&endpoint).await, asked(&allowed).await), (0, 0));
}

#[tokio::test]
async fn address_with_credentials_gets_no_connection_and_is_not_told() {
    let api = api(ResponseTemplate::new(200)).await;
    let url = detail_url(&api).replacen("http://", "http://somebody:hunter2@", 1);

    let failed = failure(&call_back(&settings(&api)), &url).await;

    assert!(!failed.transient);
    assert!(!failed.shown.contains("hunter2") && !failed.shown.contains("somebody"), "{}", failed.shown);
    assert_eq!(asked(&api).await, 0);
}

#[tokio::test]
async fn empty_list_allows_nothing_but_in_development() {
    let api = api(ResponseTemplate::new(200)).await;
    let mut settings = settings(&api);
    settings.allowed_base_urls.clear();

    let in_production = failure(&call_back(&settings), &detail_url(&api)).await;
    let before = asked(&api).await;
    let in_development = HttpCallBack::new(&settings, Profile::Development).unwrap();

    assert!(!in_production.transient && before == 0);
    assert!(in_development.fetch(&detail_url(&api)).await.is_ok());
}

#[tokio::test]
async fn list_counts_in_development_too() {
    let allowed = api(ResponseTemplate::new(200)).await;
    let foreign = api(ResponseTemplate::new(200)).await;
    let in_development = HttpCallBack::new(&settings(&allowed), Profile::Development).unwrap();

    let failed = failure(&in_development, &detail_url(&foreign)).await;

    assert!(!failed.transient && !failed.shown.contains(REFERRAL));
    assert_eq!(asked(&foreign).await, 0);
}
