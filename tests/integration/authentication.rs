//! Who may call what (behaviour D1, 6.1): every operation against every kind of token.

use crate::requests::{protected_requests, requests};
use apd_tests::claims::{ROLES, with, without};
use apd_tests::raw_http;
use apd_tests::signing_key::SigningKey;
use apd_tests::{Caller, Engine, Reply, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    operation_without_a_valid_token_is_unauthorised,
    operation_without_a_required_role_is_forbidden,
    operation_is_open_to_each_accepted_role,
    service_operations_need_no_token,
    token_is_valid_until_its_leeway_has_passed,
    caller_is_refused_before_the_body_is_read,
    caller_is_refused_before_the_body_is_looked_at,
    refusal_is_logged_with_its_reason_and_nothing_of_the_token,
);

/// What callers present who are not known, as the value of `Authorization`; `None` is no header at all.
fn unknown_callers(claims: &Value) -> Vec<(&'static str, Option<String>)> {
    let (first, second) = (SigningKey::first(), SigningKey::second());
    let bearer = |token: String| Some(format!("Bearer {token}"));
    let now = claims["iat"].as_i64().unwrap();
    let valid = first.sign(claims);
    let (unsigned, signature) = valid.rsplit_once('.').unwrap();
    let other_signature = first.sign(&with(claims.clone(), "sub", json!("somebody-else")));
    let other_signature = other_signature.rsplit_once('.').unwrap().1;
    vec![
        ("no token", None),
        ("an empty header", Some(String::new())),
        ("no scheme", Some(valid.clone())),
        ("another scheme", Some(format!("Basic {valid}"))),
        ("an empty token", Some("Bearer ".to_owned())),
        ("garbage", bearer("garbage".to_owned())),
        ("garbage in three parts", bearer("e30.e30.e30".to_owned())),
        ("text that is not ASCII", bearer("tökén".to_owned())),
        ("a token without its signature", bearer(format!("{unsigned}."))),
        ("a token with a part too many", bearer(format!("{valid}.{signature}"))),
        ("the signature of another token", bearer(format!("{unsigned}.{other_signature}"))),
        ("an expired token", bearer(first.sign(&with(claims.clone(), "exp", json!(now - 31))))),
        ("a token without expiry", bearer(first.sign(&without(claims.clone(), "exp")))),
        ("a token that is not valid yet", bearer(first.sign(&with(claims.clone(), "nbf", json!(now + 31))))),
        ("a wrong issuer", bearer(first.sign(&with(claims.clone(), "iss", json!("https://example.org"))))),
        ("no issuer", bearer(first.sign(&without(claims.clone(), "iss")))),
        ("an unknown key", bearer(second.sign(claims))),
        ("a wrong key", bearer(second.sign_in_the_name_of(first, claims))),
        ("alg none", bearer(first.leave_unsigned(claims))),
        ("HMAC with the public key", bearer(first.sign_with_public_half(claims))),
    ]
}

/// Authorities that hold none of the required roles.
fn without_role(claims: &Value) -> Vec<(&'static str, Value)> {
    let authorities = |value| with(claims.clone(), "authorities", value);
    vec![
        ("no authorities", without(claims.clone(), "authorities")),
        ("an empty list", authorities(json!([]))),
        ("another role", authorities(json!(["ROLE_PROBATION_API__TIER__CASE_DETAIL"]))),
        ("the role in lower case", authorities(json!([ROLES[0].to_lowercase()]))),
        ("the role with a blank", authorities(json!([format!("{} ", ROLES[0])]))),
        ("a text in place of a list", authorities(json!(ROLES[0]))),
        ("a list with something else in it", authorities(json!([ROLES[0], 1]))),
        ("the role as a scope", with(without(claims.clone(), "authorities"), "scope", json!([ROLES[0]]))),
    ]
}

fn presenting(ctx: &TestContext, authorization: Option<&str>) -> Caller {
    authorization.map_or_else(|| ctx.http.anonymous(), |value| ctx.http.with_authorization(value))
}

async fn operation_without_a_valid_token_is_unauthorised(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (who, authorization) in unknown_callers(&ctx.claims()) {
        let caller = presenting(&ctx, authorization.as_deref());
        for request in protected_requests() {
            let reply = request.send(&caller).await;

            assert_eq!(reply.status, 401, "{} with {who}", request.operation);
            reply.assert_error(401, "Unauthorised", "Unauthorised");
        }
    }
    ctx.close().await;
}

async fn operation_without_a_required_role_is_forbidden(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (which, claims) in without_role(&ctx.claims()) {
        let caller = ctx.http.with_token(&SigningKey::first().sign(&claims));
        for request in protected_requests() {
            let reply = request.send(&caller).await;

            assert_eq!(reply.status, 403, "{} with {which}", request.operation);
            reply.assert_error(403, "Forbidden", "Forbidden");
        }
    }
    ctx.close().await;
}

async fn operation_is_open_to_each_accepted_role(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for role in ROLES {
        let claims = with(ctx.claims(), "authorities", json!(["ROLE_OTHER", role]));
        let caller = ctx.http.with_token(&SigningKey::first().sign(&claims));
        for request in protected_requests() {
            let reply = request.send(&caller).await;

            assert_eq!(reply.status, request.success, "{} with {role}: {}", request.operation, reply.text);
        }
    }
    ctx.close().await;
}

async fn service_operations_need_no_token(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for authorization in [None, Some("Bearer garbage")] {
        let caller = presenting(&ctx, authorization);
        for request in requests().into_iter().filter(|request| !request.is_protected) {
            let reply = request.send(&caller).await;

            assert_eq!(reply.status, request.success, "{}: {}", request.operation, reply.text);
        }
    }
    ctx.close().await;
}

/// A token that was seen before is held against the clock each time, too.
async fn token_is_valid_until_its_leeway_has_passed(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let path = "/case/A000001/registrations";

    ctx.clock.set("2026-06-15T13:00:29+01:00");
    let within_leeway = ctx.http.get(path).await;
    ctx.clock.set("2026-06-15T13:00:31+01:00");
    let after_leeway = ctx.http.get(path).await;

    assert_eq!((within_leeway.status, after_leeway.status), (200, 401));
    ctx.close().await;
}

/// The body that is announced is never sent: only who does not wait for it can answer.
async fn caller_is_refused_before_the_body_is_read(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let forbidden = SigningKey::first().sign(&without(ctx.claims(), "authorities"));

    for request in protected_requests().iter().filter(|request| request.body.is_some()) {
        for (authorization, status) in [
            (String::new(), 401),
            ("Authorization: Bearer garbage\r\n".to_owned(), 401),
            (format!("Authorization: Bearer {forbidden}\r\n"), 403),
        ] {
            let head = format!(
                "{} {} HTTP/1.1\r\nHost: localhost\r\n{authorization}\
                 Content-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n[",
                request.method, request.path
            );

            let (answered, body) = raw_http::send(ctx.address(), &head).await;

            assert_eq!(answered, status, "{}: {body}", request.operation);
        }
    }
    ctx.close().await;
}

async fn caller_is_refused_before_the_body_is_looked_at(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let forbidden = SigningKey::first().sign(&without(ctx.claims(), "authorities"));

    for request in protected_requests().iter().filter(|request| request.body.is_some()) {
        for (caller, status) in [(ctx.http.anonymous(), 401), (ctx.http.with_token(&forbidden), 403)] {
            let (method, path) = (|| request.method.clone(), request.path);
            let broken = caller.send_text(method(), path, "{").await;
            let too_large = caller.send_text(method(), path, vec![b' '; 5 * 1024 * 1024]).await;
            let of_another_type = Reply::to(caller.request(method(), path).body("hello")).await;

            let statuses = [broken.status, too_large.status, of_another_type.status];
            assert_eq!(statuses, [status; 3], "{}", request.operation);
        }
    }
    ctx.close().await;
}

async fn refusal_is_logged_with_its_reason_and_nothing_of_the_token(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let expired = SigningKey::first().sign(&with(ctx.claims(), "exp", json!(1)));

    let reply = ctx.http.with_token(&expired).get("/case/A000001/registrations").await;

    let line = ctx.log.request(reply.request_id());
    assert_eq!((&line["status"], &line["error_code"]), (&json!(401), &json!("Unauthorised")));
    assert!(line["error"].as_str().unwrap().contains("token expired"), "{line}");
    assert!(expired.split('.').all(|part| !ctx.log.text().contains(part)));
    ctx.close().await;
}
