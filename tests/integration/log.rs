//! The log of a whole run: one line a request, and nothing personal in any line.

use crate::requests::{protected_requests, requests};
use apd_tests::claims::CLIENT_ID;
use apd_tests::signing_key::SigningKey;
use apd_tests::{Engine, Reply, TestContext, TestDatabase, both_engines};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

both_engines!(
    request_has_one_line_that_says_what_happened,
    open_request_has_one_line_and_probes_only_for_whoever_looks_for_a_fault,
    probe_that_finds_the_service_down_is_a_warning,
    line_of_a_refusal_names_the_error_code,
    ids_of_the_caller_stand_beside_our_own,
    headers_of_the_caller_are_cut_where_they_are_too_long,
    no_line_of_a_whole_run_holds_anything_personal,
);

const FIXTURES: &str = include_str!("../data/acceptance.json");

/// Columns of the fixtures that hold what no log may.
const PERSONAL: [&str; 14] = [
    "first_name",
    "second_name",
    "third_name",
    "forename",
    "forename2",
    "surname",
    "date_of_birth_date",
    "notes",
    "exclusion_message",
    "restriction_message",
    "distinguished_name",
    "username",
    "email",
    "external_reference",
];

/// Text that a caller puts where there is room for any.
const FREE_TEXT: [(&str, &str); 2] =
    [("notes", "Waverley told us about Ottoline"), ("description", "Ottoline's own words")];

async fn request_has_one_line_that_says_what_happened(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for request in protected_requests() {
        let before = ctx.log.lines().len();
        let reply = request.send(&ctx.http).await;

        // Before it come the events of the contacts that were changed, if any (behaviour 6.7).
        let mut lines = ctx.log.lines().split_off(before);
        lines.retain(|line| line.get("event").is_none());
        assert_eq!(lines.len(), 1, "{}: {lines:?}", request.operation);
        let line = ctx.log.request(reply.request_id());
        assert_eq!((&line["level"], &line["msg"]), (&json!("info"), &json!("request completed")));
        assert_eq!(
            (&line["method"], &line["status"]),
            (&json!(request.method.as_str()), &json!(request.success))
        );
        assert_eq!(line["client_id"], CLIENT_ID);
        assert!(line["duration_ms"].as_f64().is_some_and(|duration| duration > 0.0), "{line}");
    }
    ctx.close().await;
}

async fn open_request_has_one_line_and_probes_only_for_whoever_looks_for_a_fault(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for request in requests().into_iter().filter(|request| !request.is_protected) {
        let before = ctx.log.lines().len();
        let reply = request.send(&ctx.http.anonymous()).await;

        let level = if request.path.starts_with("/health") { "debug" } else { "info" };
        assert_eq!(ctx.log.lines().len(), before + 1, "{}", request.operation);
        let line = ctx.log.request(reply.request_id());
        assert_eq!((&line["level"], &line["msg"]), (&json!(level), &json!("request completed")));
        assert_eq!((&line["method"], &line["status"]), (&json!("GET"), &json!(200)));
        assert_eq!((&line["route"], line.get("client_id")), (&json!(request.path), None));
        assert!(line["duration_ms"].is_f64(), "{line}");
    }
    ctx.close().await;
}

async fn probe_that_finds_the_service_down_is_a_warning(engine: Engine) {
    let database = Arc::new(TestDatabase::empty(engine));
    let ctx = TestContext::builder(engine).database(&database).start().await.unwrap();

    let reply = ctx.http.get("/health/readiness").await;

    let line = ctx.log.request(reply.request_id());
    assert_eq!((&line["level"], &line["msg"]), (&json!("warn"), &json!("request failed")));
    assert_eq!((reply.status, &line["status"]), (503, &json!(503)));
    ctx.close().await;
}

async fn line_of_a_refusal_names_the_error_code(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let not_found = ctx.http.get("/case/Z999999/personal-details").await;
    let invalid = ctx.http.post("/user/TestUser/access", &json!({})).await;
    let unauthorised = ctx.http.anonymous().get("/case/A000001/personal-details").await;

    for (reply, status, code) in [
        (not_found, 404, "NotFound"),
        (invalid, 400, "ValidationFailure"),
        (unauthorised, 401, "Unauthorised"),
    ] {
        let line = ctx.log.request(reply.request_id());
        assert_eq!((&line["level"], &line["msg"]), (&json!("info"), &json!("request refused")));
        assert_eq!((&line["status"], &line["error_code"]), (&json!(status), &json!(code)));
    }
    ctx.close().await;
}

async fn ids_of_the_caller_stand_beside_our_own(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let request = ctx.http.request(Method::GET, "/case/A000001/registrations");

    let reply =
        Reply::to(request.header("X-Request-Id", "caller-7").header("traceparent", traceparent)).await;

    let line = ctx.log.request(reply.request_id());
    assert_eq!((&line["caller_request_id"], &line["traceparent"]), (&json!("caller-7"), &json!(traceparent)));
    assert_ne!(reply.request_id(), "caller-7");
    ctx.close().await;
}

async fn headers_of_the_caller_are_cut_where_they_are_too_long(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let request = ctx.http.request(Method::GET, "/case/A000001/registrations");

    let reply = Reply::to(request.header("x-request-id", "x".repeat(4_000))).await;

    assert_eq!(ctx.log.request(reply.request_id())["caller_request_id"], "x".repeat(128));
    ctx.close().await;
}

/// Down to the finest level, over successes, refusals and faults of every operation.
async fn no_line_of_a_whole_run_holds_anything_personal(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let token = SigningKey::first().sign(&ctx.claims());
    ctx.tolerate_errors("inconsistent data in Delius");

    run_everything(&ctx).await;

    // One of the people of the fixtures bears the name of an error code.
    let log = ctx.log.text().replace(r#""error_code":"Duplicate""#, "");
    let told = ["Waverley", "Ottoline", "Session one"].map(str::to_owned);
    assert!(log.contains("AppointmentCreated") && log.contains("AppointmentUpdated"), "{log}");
    assert!(log.contains("AppointmentDeleted"), "{log}");
    for text in personal_texts().into_iter().chain(told) {
        assert!(!holds_word(&log, &text), "the log holds {text:?}:\n{log}");
    }
    assert!(token.split('.').all(|part| !log.contains(part)), "the log holds a token:\n{log}");
    for line in ctx.log.lines() {
        assert_eq!(line.get("uri"), None, "{line}");
        for (field, value) in line.as_object().unwrap() {
            assert!(field == "crn" || !names_a_case(value), "field {field} names a case: {line}");
        }
    }
    ctx.close().await;
}

/// Makes the server succeed, refuse and fail in as many ways as there are.
async fn run_everything(ctx: &TestContext) {
    for request in requests() {
        request.send(&ctx.http).await;
        request.send(&ctx.http.anonymous()).await;
        request.send(&ctx.http.with_token("eyJhbGciOiJub25lIn0.e30.")).await;
    }
    write_everything(ctx).await;
    let of_people = [
        "personal-details",
        "registrations",
        "requirements",
        "licence-conditions",
        "sentence/1",
        "sentence/2",
        "sentence/3",
        "sentence/1/offences",
        "sentence/2/offences",
        "requirement/5000000012",
    ];
    for crn in
        ["A000001", "A000002", "A000003", "A000004", "A000005", "A000006", "A000007", "A000008", "A000009"]
    {
        for what in of_people {
            ctx.http.get(&format!("/case/{crn}/{what}")).await;
        }
    }
    for path in ["/case/A000001", "/case/A000001/%FF", "/regions/A000001", "/user/TestUser"] {
        ctx.http.get(path).await;
        ctx.http.post(path, &json!(["A000001"])).await;
    }
    for body in
        [r#"["A000001", {"surname": "Beckett"}]"#, r#"["Beckett""#, r#"{"notes": "Some appointment notes"}"#]
    {
        ctx.http.post_text("/user/TestUser/access", body).await;
        ctx.http.post_text("/appointments/search", body).await;
    }
    ctx.database.execute("ALTER TABLE registration RENAME TO elsewhere; DROP TABLE directory_user");
    ctx.http.get("/case/A000001/registrations").await;
    ctx.http.get("/case/A000001/personal-details").await;
}

/// Changes appointments with free text in every place, and is refused in as many ways as there are.
async fn write_everything(ctx: &TestContext) {
    for request in protected_requests() {
        let Some(body) = request.body.filter(|body| body["appointments"].is_array()) else { continue };
        let sends = async |items: Value| {
            ctx.http.send(request.method.clone(), request.path, &json!({ "appointments": items })).await
        };
        let mut told = body["appointments"][0].clone();
        if request.method == Method::POST {
            told["reference"] = json!("c0000000-0000-4000-8000-000000000002");
        }
        for (property, text) in FREE_TEXT {
            told[property] = json!(text);
        }
        for (property, value) in [
            ("notes", json!("Notes about Waverley")),
            ("staff", json!({ "code": "Waverley" })),
            ("team", json!({ "code": "Waverley" })),
            ("location", json!({ "code": "Waverley" })),
            ("outcome", json!({ "code": "Waverley" })),
            ("outcome", json!({ "code": "AFTC" })),
            ("requirementId", json!(1)),
            ("startTime", json!("Waverley")),
            ("sensitive", json!("Waverley")),
            ("type", json!("Waverley")),
            ("reference", json!("Waverley")),
            ("reference", json!("a0000001-0000-4000-8000-000000000006")),
            ("reference", json!("a0000001-0000-4000-8000-000000000099")),
        ] {
            let mut at_fault = told.clone();
            at_fault[property] = value;
            sends(json!([at_fault])).await;
            sends(json!([at_fault, at_fault])).await;
        }
        sends(json!([told])).await;
    }
}

/// The values of the personal columns, trimmed, blanks left out.
fn personal_texts() -> BTreeSet<String> {
    let fixtures: Value = serde_json::from_str(FIXTURES).unwrap();
    let rows = fixtures.as_object().unwrap().values().flat_map(|rows| rows.as_array().unwrap());
    let values = rows.flat_map(|row| PERSONAL.iter().filter_map(|column| row[*column].as_str()));
    let texts: BTreeSet<_> =
        values.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    assert!(texts.contains("Beckett") && texts.contains("1980-12-15") && texts.contains("test@example.com"));
    texts
}

/// Whether `text` stands in `log`, not as a part of a longer word.
fn holds_word(log: &str, text: &str) -> bool {
    let is_part_of_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    log.match_indices(text).any(|(start, _)| {
        let (before, after) = (log[..start].chars().next_back(), log[start + text.len()..].chars().next());
        !is_part_of_word(before) && !is_part_of_word(after)
    })
}

/// Whether a value holds the CRN of a fixture.
fn names_a_case(value: &Value) -> bool {
    let text = value.to_string();
    (1..=9).any(|number| text.contains(&format!("A00000{number}")))
}
