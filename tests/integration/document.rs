//! The document against the router: what is described is served, and nothing else.

use crate::requests::{protected_requests, requests};
use apd_tests::operations::{Operation, operations};
use apd_tests::{Caller, Engine, Reply, TestContext, both_engines};
use reqwest::Method;
use serde_json::{Value, json};

both_engines!(
    every_operation_reaches_its_handler,
    route_in_the_log_is_the_path_of_the_document,
    documents_served_are_the_ones_checked_in,
    unknown_path_is_not_found_with_and_without_a_token,
    unknown_path_below_regions_is_not_found_with_and_without_a_token,
    wrong_method_is_not_allowed,
    path_that_cannot_be_decoded_is_refused,
    every_response_names_its_request,
    unrouted_requests_are_counted,
);

/// Sends a request for an operation with text for each variable of its path.
async fn send_anything(caller: &Caller, operation: &Operation) -> Reply {
    let filled =
        |segment: &str| if segment.starts_with('{') { "anything".to_owned() } else { segment.to_owned() };
    let path = operation.path.split('/').map(filled).collect::<Vec<_>>().join("/");
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    Reply::to(caller.request(method, &path)).await
}

/// The router's own errors have no `status` in the body; those of operations have.
fn is_routers_own(reply: &Reply) -> bool {
    reply.status >= 400 && reply.json().get("status").is_none()
}

async fn every_operation_reaches_its_handler(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for operation in operations() {
        let reply = send_anything(&ctx.http, &operation).await;

        assert!(!is_routers_own(&reply), "{} {}: {}", operation.method, operation.path, reply.text);
    }
    ctx.close().await;
}

async fn route_in_the_log_is_the_path_of_the_document(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for operation in operations().into_iter().filter(|operation| operation.is_protected) {
        let reply = send_anything(&ctx.http, &operation).await;

        let line = ctx.log.request(reply.request_id());
        assert_eq!(
            (line["method"].as_str(), line["route"].as_str()),
            (Some(&*operation.method), Some(&*operation.path))
        );
    }
    for request in protected_requests() {
        let reply = request.send(&ctx.http).await;

        let line = ctx.log.request(reply.request_id());
        let described = operations().into_iter().find(|operation| operation.id == request.operation).unwrap();
        assert_eq!(
            (line["route"].as_str(), &line["status"]),
            (Some(&*described.path), &json!(request.success))
        );
    }
    ctx.close().await;
}

async fn documents_served_are_the_ones_checked_in(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (path, checked_in) in
        [("/openapi.json", apd_api::OPENAPI_JSON), ("/asyncapi.json", apd_api::ASYNCAPI_JSON)]
    {
        let document = ctx.http.anonymous().get(path).await.ok();

        assert_eq!(document, serde_json::from_str::<Value>(checked_in).unwrap(), "{path}");
    }
    ctx.close().await;
}

async fn unknown_path_is_not_found_with_and_without_a_token(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for path in [
        "/",
        "/nothing",
        "/case",
        "/case/A000001",
        "/case/A000001/nothing",
        "/case/A000001/personal-details/more",
        "/case/A000001/requirement",
        "/case/A000001/sentence/1/offences/1",
        "/user/TestUser",
        "/health/nothing",
        "/swagger-ui",
    ] {
        for caller in [&ctx.http, &ctx.http.anonymous()] {
            let reply = caller.get(path).await;

            let body = reply.json();
            assert_eq!((reply.status, &body["message"]), (404, &json!("Not Found")), "{path}");
            assert_eq!(body["request_id"], reply.request_id());
            assert!(is_routers_own(&reply), "{path}");
        }
    }
    ctx.close().await;
}

async fn unknown_path_below_regions_is_not_found_with_and_without_a_token(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for path in [
        "/regions",
        "/regions/N07",
        "/regions/N07/nothing",
        "/regions/N07/members/more",
        "/regions/N07%2Fmembers",
        "/regions/pdu/PDU1",
        "/regions/PDU/PDU1/office-locations",
        "/regions/pdu/PDU1/office-locations/more",
        "/regions/N07/local-admin-units",
        "/regions/N07/local-admin-units/other/members",
        "/regions/N07/local-admin-units/accredited-programmes/members/more",
    ] {
        for caller in [&ctx.http, &ctx.http.anonymous()] {
            let reply = caller.get(path).await;

            reply.assert_error(404, "NotFound", "Not Found");
        }
    }
    ctx.close().await;
}

async fn wrong_method_is_not_allowed(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for request in requests() {
        let allowed: Vec<_> = requests()
            .into_iter()
            .filter(|other| other.path == request.path)
            .map(|other| other.method)
            .collect();
        let methods = [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH];
        for method in methods.into_iter().filter(|method| !allowed.contains(method)) {
            let reply = Reply::to(ctx.http.request(method.clone(), request.path)).await;

            let body = reply.json();
            assert_eq!(reply.status, 405, "{method} {}", request.path);
            assert_eq!(
                (&body["message"], &body["request_id"]),
                (&json!("Method Not Allowed"), &json!(reply.request_id()))
            );
        }
    }
    ctx.close().await;
}

async fn path_that_cannot_be_decoded_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for path in ["/case/%FF/personal-details", "/user/%C3%28/teams", "/regions/%FF/members"] {
        let reply = ctx.http.get(path).await;

        assert_eq!(reply.status, 400, "{path}");
        assert_eq!(reply.json()["request_id"], reply.request_id());
    }
    ctx.close().await;
}

async fn every_response_names_its_request(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut seen = std::collections::BTreeSet::new();

    for request in requests() {
        for caller in [&ctx.http, &ctx.http.anonymous()] {
            let reply = request.send(caller).await;

            assert!(seen.insert(reply.request_id().to_owned()), "{}", request.operation);
        }
    }
    ctx.close().await;
}

async fn unrouted_requests_are_counted(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for path in ["/nothing", "/regions/nothing", "/case/%FF/personal-details"] {
        ctx.http.get(path).await;
    }
    ctx.http.post("/info", &json!({})).await;
    ctx.http.get("/case/Z999999/personal-details").await;

    assert_eq!(ctx.counters().unrouted_requests.get(), 4);
    ctx.close().await;
}
