//! The contract for people: the pages below `/docs`, and the files that they consist of.
//!
//! The pages are opened in a real browser. Pictures of them are left in `target/tmp`.

use apd_tests::browser::{Browser, Page};
use apd_tests::claims::CLIENT_ID;
use apd_tests::operations::operations;
use apd_tests::{Engine, Reply, TestContext};
use reqwest::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::path::Path;

/// Each file: its path, its media type, and whether it is compressed.
const FILES: [(&str, &str, bool); 11] = [
    ("/docs", "text/html; charset=utf-8", false),
    ("/docs/events", "text/html; charset=utf-8", false),
    ("/docs/docs.css", "text/css; charset=utf-8", false),
    ("/docs/http-api.js", "text/javascript; charset=utf-8", false),
    ("/docs/events.js", "text/javascript; charset=utf-8", false),
    ("/docs/fetch-document.js", "text/javascript; charset=utf-8", false),
    ("/docs/swagger-ui.js", "text/javascript; charset=utf-8", true),
    ("/docs/swagger-ui.css", "text/css; charset=utf-8", true),
    ("/docs/asyncapi.js", "text/javascript; charset=utf-8", true),
    ("/docs/asyncapi.css", "text/css; charset=utf-8", true),
    ("/docs/licences.txt", "text/plain; charset=utf-8", false),
];

/// A page of the server in a browser.
async fn open(ctx: &TestContext, browser: &Browser, path: &str) -> Page {
    let page = browser.page().await;
    page.open(&format!("{}{path}", ctx.http.base_url())).await;
    page
}

/// Keeps a picture, and asserts that the page neither complained nor asked anybody but its server.
async fn assert_fine(ctx: &TestContext, page: &Page, picture: &str) {
    page.screenshot(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(picture)).await;
    assert_eq!(page.complaints(), [] as [serde_json::Value; 0]);
    let own = format!("{}/", ctx.http.base_url());
    let requests = page.requests();
    assert!(requests.len() > 5, "{requests:?}");
    let is_own = |url: &String| url.starts_with(&own) || url.starts_with("data:");
    assert!(requests.iter().all(is_own), "{requests:?}");
}

/// The token of `ctx.http`.
fn token(ctx: &TestContext) -> String {
    let request = ctx.http.request(Method::GET, "/").build().unwrap();
    request.headers()[AUTHORIZATION].to_str().unwrap().strip_prefix("Bearer ").unwrap().to_owned()
}

#[tokio::test]
async fn operation_is_tried_out_on_the_page_with_the_token_entered() {
    let (ctx, browser) = (TestContext::start(Engine::Sqlite).await, Browser::start().await);
    let page = open(&ctx, &browser, "/docs").await;

    page.click("button.authorize").await;
    page.type_into("#auth-bearer-value", &token(&ctx)).await;
    page.click(".auth-container button[type=submit]").await;
    page.click(".auth-container button.btn-done").await;
    let operation = "#operations-Cases-get_personal_details";
    page.click(&format!("{operation} .opblock-summary-control")).await;
    page.click(&format!("{operation} .try-out__btn")).await;
    page.type_into(&format!("{operation} .parameters input"), "A000001").await;
    page.click(&format!("{operation} .execute")).await;

    let answer = page.text(&format!("{operation} .live-responses-table .response")).await;
    assert!(answer.starts_with("200"), "{answer}");
    assert!(answer.contains(r#""surname": "Beckett""#), "{answer}");
    page.evaluate(&format!("document.querySelector('{operation}').scrollIntoView()")).await;
    assert_fine(&ctx, &page, "docs-try-it-out.png").await;
    let logged = ctx.log.requests();
    let tried = logged.iter().find(|line| line["route"] == "/case/{crn}/personal-details").unwrap();
    assert_eq!((&tried["status"], &tried["client_id"]), (&json!(200), &json!(CLIENT_ID)));
    ctx.close().await;
}

#[tokio::test]
async fn http_api_page_shows_every_operation_and_calls_no_other_server() {
    let (ctx, browser) = (TestContext::start(Engine::Sqlite).await, Browser::start().await);
    let page = open(&ctx, &browser, "/docs").await;

    for operation in operations() {
        page.until(&format!("document.querySelector('[id^=operations-][id$=-{}]')", operation.id)).await;
    }
    let servers = page.evaluate("[...document.querySelectorAll('.servers option')].map(o => o.value)").await;
    assert_eq!(servers, json!([ctx.http.base_url()]));
    assert_fine(&ctx, &page, "docs-http-api.png").await;
    ctx.close().await;
}

#[tokio::test]
async fn events_page_shows_channels_messages_and_schemas() {
    let (ctx, browser) = (TestContext::start(Engine::Sqlite).await, Browser::start().await);
    let page = open(&ctx, &browser, "/docs").await;

    page.click("a[href='/docs/events']").await;

    let operations = page.text("#operations").await;
    for text in [
        "RECEIVE accredited-programmes-and-delius-queue",
        "SEND Outgoing events of Delius",
        "receiveStatusUpdated",
        "receiveProgrammeComplete",
        "sendRequirementTerminated",
        "sendLicenceConditionTerminated",
    ] {
        assert!(operations.contains(text), "{text}: {operations}");
    }
    assert!(page.text("#messages").await.contains("A referral's status has changed"));
    assert!(page.text("#schemas").await.contains("PersonReference"));
    assert_fine(&ctx, &page, "docs-events.png").await;
    ctx.close().await;
}

#[tokio::test]
async fn policy_of_the_pages_lets_no_foreign_code_run_and_nothing_leave() {
    let (ctx, browser) = (TestContext::start(Engine::Sqlite).await, Browser::start().await);
    for path in ["/docs", "/docs/events"] {
        let page = open(&ctx, &browser, path).await;
        page.until("document.readyState === 'complete' && document.querySelector('main')").await;

        page.evaluate(
            "{ const script = document.createElement('script'); script.textContent = 'globalThis.ran = true'; \
             document.body.append(script) }",
        )
        .await;
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">text</p>')")
            .await;
        let sent = page.evaluate("fetch('http://127.0.0.2:9/').then(() => 'sent', () => 'refused')").await;
        let made = page
            .evaluate("new Promise(made => setTimeout(() => { try { made(Function('1')()) } catch { made('refused') } }))")
            .await;

        assert_eq!((sent, made), (json!("refused"), json!("refused")), "{path}");
        assert_eq!(page.evaluate("globalThis.ran ?? 'refused'").await, "refused", "{path}");
        // What the policy refuses is told, so that the other tests would notice it.
        let refused = ["script-src-elem", "style-src-attr", "connect-src", "script-src"];
        let complaints = json!(page.complaints()).to_string();
        for directive in refused {
            let violated = format!(r#""violatedDirective":"{directive}""#);
            assert!(complaints.contains(&violated), "{path}: {directive}: {complaints}");
        }
    }
    ctx.close().await;
}

#[tokio::test]
async fn files_are_served_to_everybody_with_their_headers() {
    let ctx = TestContext::start(Engine::Sqlite).await;

    for (path, content_type, is_compressed) in FILES {
        let reply = ctx.http.anonymous().get(path).await;

        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.headers[CONTENT_TYPE], content_type, "{path}");
        assert_eq!(reply.headers.get(CONTENT_ENCODING).is_some_and(|value| value == "gzip"), is_compressed);
        assert_eq!(reply.headers[X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(reply.headers[REFERRER_POLICY], "no-referrer", "{path}");
        assert_eq!(reply.headers[CACHE_CONTROL], "no-cache", "{path}");
        let policy = reply.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        let line = ctx.log.request(reply.request_id());
        assert_eq!((&line["route"], &line["status"]), (&json!("/docs/{path}"), &json!(200)), "{path}");
    }
    ctx.close().await;
}

#[tokio::test]
async fn files_that_the_pages_name_are_all_there() {
    let ctx = TestContext::start(Engine::Sqlite).await;

    for page in ["/docs", "/docs/events"] {
        let html = ctx.http.anonymous().get(page).await.text;
        let named: Vec<_> = html.split('"').filter(|part| part.starts_with('/')).collect();
        assert!(named.len() > 6, "{named:?}");
        for path in named {
            assert_eq!(ctx.http.anonymous().get(path).await.status, 200, "{page} names {path}");
        }
    }
    ctx.close().await;
}

#[tokio::test]
async fn file_that_the_browser_has_is_not_sent_again() {
    let ctx = TestContext::start(Engine::Sqlite).await;

    for (path, ..) in FILES {
        let tag = ctx.http.get(path).await.headers[ETAG].clone();
        let conditional =
            |tag: &str| Reply::to(ctx.http.request(Method::GET, path).header(IF_NONE_MATCH, tag));

        let unchanged = conditional(tag.to_str().unwrap()).await;
        let changed = conditional("\"another\"").await;

        unchanged.assert_empty(StatusCode::NOT_MODIFIED.as_u16());
        assert_eq!(
            (&unchanged.headers[ETAG], &unchanged.headers[CACHE_CONTROL]),
            (&tag, &"no-cache".parse().unwrap())
        );
        assert_eq!((changed.status, changed.text.is_empty()), (200, false), "{path}");
    }
    ctx.close().await;
}

#[tokio::test]
async fn unknown_file_is_not_found() {
    let ctx = TestContext::start(Engine::Sqlite).await;

    for path in ["/docs/nothing", "/docs/events/more", "/docs/..%2Fevents", "/docs/vendor/licences.txt"] {
        ctx.http.anonymous().get(path).await.assert_error(404, "NotFound", "Not Found");
    }
    assert_eq!(ctx.counters().unrouted_requests.get(), 4);
    ctx.close().await;
}

#[tokio::test]
async fn pages_can_be_switched_off_and_the_documents_stay() {
    let ctx = TestContext::builder(Engine::Sqlite).configure(|config| config.http.docs = false).build().await;

    for (path, ..) in FILES {
        assert_eq!(ctx.http.get(path).await.status, 404, "{path}");
    }
    for path in ["/openapi.json", "/asyncapi.json"] {
        ctx.http.anonymous().get(path).await.ok();
    }
    ctx.close().await;
}
