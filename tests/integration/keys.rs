//! The keys of tokens: rotation without a restart, and an authorization server that is down or broken.

use apd_tests::issuer::TestIssuer;
use apd_tests::signing_key::SigningKey;
use apd_tests::{Caller, Engine, TestContext, TestContextBuilder, both_engines, eventually};
use std::time::Duration;

both_engines!(
    key_that_is_new_is_found_by_the_first_token_that_names_it,
    key_that_is_withdrawn_is_given_up_in_the_background,
    known_key_is_good_while_the_authorization_server_is_down,
    known_key_is_good_while_the_authorization_server_answers_with_a_page,
    service_starts_while_the_authorization_server_is_down_and_is_not_ready,
    service_starts_while_the_authorization_server_answers_with_a_page_and_is_not_ready,
);

const PATH: &str = "/case/A000001/registrations";
const FETCH_FAILED: &str = "signing keys could not be fetched, those in hand stay in use";

/// A server that asks for keys as often as it may.
fn impatient(engine: Engine) -> TestContextBuilder {
    TestContext::builder(engine).configure(|config| {
        config.auth.jwks_refetch = Duration::from_millis(1);
        config.auth.jwks_refresh = Duration::from_millis(100);
    })
}

/// A server that asks for keys when it starts, and when a token makes it.
fn patient(engine: Engine) -> TestContextBuilder {
    TestContext::builder(engine).configure(|config| {
        config.auth.jwks_refetch = Duration::from_millis(1);
        config.auth.jwks_refresh = Duration::from_secs(3_600);
    })
}

fn with_second_key(ctx: &TestContext) -> Caller {
    ctx.http.with_token(&SigningKey::second().sign(&ctx.claims()))
}

async fn key_that_is_new_is_found_by_the_first_token_that_names_it(engine: Engine) {
    let ctx = patient(engine).build().await;
    let before = with_second_key(&ctx).get(PATH).await;
    ctx.issuer.publish(&[SigningKey::first(), SigningKey::second()]).await;

    let with_new_key = with_second_key(&ctx).get(PATH).await;
    let with_old_key = ctx.http.get(PATH).await;

    assert_eq!([before.status, with_new_key.status, with_old_key.status], [401, 200, 200]);
    ctx.close().await;
}

async fn key_that_is_withdrawn_is_given_up_in_the_background(engine: Engine) {
    let ctx = impatient(engine).build().await;
    assert_eq!(ctx.http.get(PATH).await.status, 200);

    ctx.issuer.publish(&[SigningKey::second()]).await;

    eventually("refusal of the withdrawn key", async || ctx.http.get(PATH).await.status == 401).await;
    assert_eq!(with_second_key(&ctx).get(PATH).await.status, 200);
    ctx.close().await;
}

async fn known_key_is_good_while_the_authorization_server_is_down(engine: Engine) {
    let mut ctx = impatient(engine).build().await;
    ctx.tolerate_errors(FETCH_FAILED);

    ctx.issuer.stop();
    eventually("a failed fetch", async || ctx.log.count(FETCH_FAILED) > 0).await;

    let fresh_token = SigningKey::first().sign(&apd_tests::claims::without(ctx.claims(), "jti"));
    assert_eq!(ctx.http.get(PATH).await.status, 200);
    assert_eq!(ctx.http.with_token(&fresh_token).get(PATH).await.status, 200);
    assert_eq!(with_second_key(&ctx).get(PATH).await.status, 401);
    assert_eq!(ctx.http.get("/health/readiness").await.status, 200);
    ctx.close().await;
}

async fn known_key_is_good_while_the_authorization_server_answers_with_a_page(engine: Engine) {
    let ctx = impatient(engine).build().await;
    ctx.tolerate_errors(FETCH_FAILED);

    ctx.issuer.answer_with_a_page().await;
    eventually("a failed fetch", async || ctx.log.count(FETCH_FAILED) > 0).await;

    assert_eq!(ctx.http.get(PATH).await.status, 200);
    assert_eq!(with_second_key(&ctx).get(PATH).await.status, 401);
    ctx.close().await;
}

async fn service_starts_while_the_authorization_server_is_down_and_is_not_ready(engine: Engine) {
    let mut issuer = TestIssuer::start().await;
    issuer.stop();
    let mut ctx = impatient(engine).issuer(issuer).start().await.unwrap();
    ctx.tolerate_errors(FETCH_FAILED);
    ctx.prepared().await.unwrap();
    eventually("a failed fetch", async || ctx.log.count(FETCH_FAILED) > 0).await;

    let alive = ctx.http.get("/health/liveness").await;
    let ready = ctx.http.get("/health/readiness").await;
    let with_token = ctx.http.get(PATH).await;
    let without_token = ctx.http.anonymous().get(PATH).await;

    assert_eq!((alive.status, ready.status), (200, 503));
    // Whether a token is good cannot be said, which must not pass for a refusal of it.
    assert_eq!((with_token.status, without_token.status), (503, 401));
    ctx.close().await;
}

async fn service_starts_while_the_authorization_server_answers_with_a_page_and_is_not_ready(engine: Engine) {
    let issuer = TestIssuer::start().await;
    issuer.answer_with_a_page().await;
    let mut ctx = impatient(engine).issuer(issuer).start().await.unwrap();
    ctx.tolerate_errors(FETCH_FAILED);
    ctx.prepared().await.unwrap();
    eventually("a failed fetch", async || ctx.log.count(FETCH_FAILED) > 0).await;
    let ready_without_keys = ctx.http.get("/health/readiness").await;

    ctx.issuer.publish(&[SigningKey::first()]).await;
    ctx.ready().await;

    assert_eq!(ready_without_keys.status, 503);
    assert!(!ctx.log.text().contains("<html"), "the page must not reach the log");
    assert_eq!(ctx.http.get(PATH).await.status, 200);
    ctx.close().await;
}
