//! What the service says of itself (behaviour 6.8).

use apd_tests::{Engine, TestContext, both_engines};
use serde_json::json;

both_engines!(
    health_names_its_parts,
    probes_say_up_and_nothing_more,
    info_says_what_is_running,
    client_reads_health_and_info_without_a_token,
);

async fn health_names_its_parts(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let health = ctx.http.anonymous().get("/health").await.ok();

    let components = json!({ "db": { "status": "UP" }, "messaging": { "status": "OFF" } });
    assert_eq!(health, json!({ "status": "UP", "components": components }));
    ctx.close().await;
}

async fn probes_say_up_and_nothing_more(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for path in ["/health/liveness", "/health/readiness", "/health/ping"] {
        assert_eq!(ctx.http.anonymous().get(path).await.ok(), json!({ "status": "UP" }), "{path}");
    }
    ctx.close().await;
}

async fn info_says_what_is_running(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let mut info = ctx.http.anonymous().get("/info").await.ok();

    let revision = info.as_object_mut().unwrap().remove("revision").unwrap();
    assert!(revision.as_str().is_some_and(|revision| !revision.is_empty()));
    let name = "accredited-programmes-and-delius";
    assert_eq!(info, json!({ "name": name, "version": env!("CARGO_PKG_VERSION"), "productId": "HMPPS518" }));
    ctx.close().await;
}

async fn client_reads_health_and_info_without_a_token(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let nobody = apd_client::connect(ctx.http.base_url(), apd_client::TokenSource::none()).unwrap();

    let health = nobody.get_health().await.unwrap().into_inner();
    let info = nobody.get_info().await.unwrap().into_inner();

    assert_eq!(health.status.to_string(), "UP");
    assert_eq!(info.product_id, "HMPPS518");
    ctx.close().await;
}
