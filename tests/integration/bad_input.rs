//! Input that no client should send: a clear answer to each, with nothing lost and nothing leaked.

use crate::requests::protected_requests;
use apd_tests::signing_key::SigningKey;
use apd_tests::{Engine, Reply, TestContext, both_engines, raw_http};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

both_engines!(
    metacharacters_in_every_variable_of_every_path_are_plain_text,
    metacharacters_in_bodies_are_plain_text,
    nul_in_a_crn_is_an_unknown_value,
    body_of_five_mebibytes_is_refused,
    body_of_five_mebibytes_whose_length_is_not_announced_is_refused,
    body_of_four_mebibytes_is_read,
    deep_json_is_refused,
    text_that_is_not_json_is_refused,
    body_must_say_that_it_is_json_or_nothing,
    unknown_properties_are_ignored_however_deep,
    duplicate_properties_are_refused,
    days_beyond_every_calendar_are_answered,
    very_long_paths_are_answered,
);

const ACCESS: &str = "/user/TestUser/access";
const SEARCH: &str = "/appointments/search";

/// Text that means something to SQL, to formats and to paths.
const METACHARACTERS: [&str; 14] = [
    "'",
    "''; DROP TABLE offender; --",
    "' OR '1'='1",
    "\" OR \"\"=\"",
    "%",
    "_______",
    "A00000_",
    "*",
    "$1",
    "{}",
    "\\",
    "\u{0}",
    "\u{202e}\u{1f600}",
    "A000001\n",
];

/// Every byte as a percent sign and two digits, so that nothing of it means anything to a URL.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Whatever is asked, the answer is that of an unknown value, and the cases are still there afterwards.
async fn metacharacters_in_every_variable_of_every_path_are_plain_text(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let variables = ["A000001", "TestUser", "PA1", "PDU1", "N07", "5000000001", "6000000001", "/1"];

    for request in protected_requests() {
        for variable in variables.iter().filter(|variable| request.path.contains(*variable)) {
            for text in METACHARACTERS {
                let slash = if variable.starts_with('/') { "/" } else { "" };
                let path = request.path.replacen(variable, &format!("{slash}{}", encoded(text)), 1);
                let reply = match &request.body {
                    Some(body) => ctx.http.post(&path, body).await,
                    None => ctx.http.get(&path).await,
                };

                let is_expected = match request.operation {
                    "list_registrations" | "check_access" | "list_user_teams" => reply.status == 200,
                    // The CRN is compared trimmed.
                    _ => reply.status == 404 || text == "A000001\n",
                };
                assert!(is_expected, "{path}: {reply:?}");
            }
        }
    }
    assert_eq!(ctx.http.get("/case/A000001/personal-details").await.status, 200);
    ctx.close().await;
}

async fn metacharacters_in_bodies_are_plain_text(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let access = ctx.http.post(ACCESS, &json!(METACHARACTERS)).await.ok();
    let search =
        ctx.http.post(SEARCH, &json!({ "requirementIds": METACHARACTERS, "licenceConditionIds": [] })).await;

    let answers = access["access"].as_array().unwrap();
    let echoed: Vec<_> = answers.iter().map(|case| case["crn"].as_str().unwrap()).collect();
    assert_eq!(echoed, METACHARACTERS);
    assert!(answers.iter().all(|case| case["userExcluded"] == false && case["userRestricted"] == false));
    assert_eq!((search.status, &search.json()["fields"][0]["field"]), (400, &json!("requirementIds[0]")));
    assert_eq!(ctx.http.get("/case/A000001/personal-details").await.status, 200);
    ctx.close().await;
}

async fn nul_in_a_crn_is_an_unknown_value(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let access = ctx.http.post(ACCESS, &json!(["A00000\u{0}", "A000001\u{0}"])).await.ok();

    let open = |crn: &str| json!({ "crn": crn, "userExcluded": false, "userRestricted": false });
    assert_eq!(access, json!({ "access": [open("A00000\u{0}"), open("A000001\u{0}")] }));
    ctx.close().await;
}

async fn body_of_five_mebibytes_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let body = format!("[\"{}\"]", "A".repeat(5 * 1024 * 1024));

    for path in [ACCESS, SEARCH] {
        let reply = ctx.http.post_text(path, body.clone()).await;

        let message = reply.json()["message"].as_str().unwrap().to_owned();
        reply.assert_error(400, "ValidationFailure", &message);
        assert!(message.contains("4194304"), "{message}");
    }
    ctx.close().await;
}

/// Nothing tells beforehand that it is too long.
async fn body_of_five_mebibytes_whose_length_is_not_announced_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let token = SigningKey::first().sign(&ctx.claims());
    let chunk = format!("{:x}\r\n{}\r\n", 64 * 1024, "A".repeat(64 * 1024));

    for path in [ACCESS, SEARCH] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        let request = format!("{head}{}0\r\n\r\n", chunk.repeat(5 * 16));
        let (status, body) = raw_http::send(ctx.address(), &request).await;

        let body: Value = serde_json::from_str(&body).unwrap();
        let request_id = body["request_id"].as_str().unwrap();
        let message = "request body exceeded maximum size of 4194304 bytes";
        let expected = json!({
            "status": 400, "message": message, "error_code": "ValidationFailure", "request_id": request_id,
        });
        assert_eq!((status, &body), (400, &expected));
        assert_eq!(ctx.log.request(request_id)["status"], 400);
        assert_eq!(ctx.http.post(ACCESS, &json!(["A000001"])).await.status, 200);
    }
    ctx.close().await;
}

async fn body_of_four_mebibytes_is_read(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let crn = "A".repeat(4 * 1024 * 1024 - 4);

    let access = ctx.http.post(ACCESS, &json!([crn])).await.ok();

    assert_eq!(access["access"][0]["crn"], crn);
    ctx.close().await;
}

async fn deep_json_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let deep = "[".repeat(1_000_000);
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let objects = "{\"requirementIds\":".repeat(100_000);

    for body in [deep, closed, objects] {
        for path in [ACCESS, SEARCH] {
            let reply = ctx.http.post_text(path, body.clone()).await;

            assert_eq!(
                (reply.status, &reply.json()["error_code"]),
                (400, &json!("ValidationFailure")),
                "{path}"
            );
        }
    }
    ctx.close().await;
}

async fn text_that_is_not_json_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let broken: [&[u8]; 11] = [
        b"",
        b" ",
        b"[",
        b"[\"A000001\"",
        b"[\"A000001\",]",
        b"['A000001']",
        b"[\"A000001\"] []",
        b"[\"\\ud800\"]",
        b"[\"A00000\xff\"]",
        b"[\"A000001\x00\"]",
        b"<crns><crn>A000001</crn></crns>",
    ];

    for body in broken {
        let reply = ctx.http.post_text(ACCESS, body).await;

        let text = reply.json();
        assert_eq!((reply.status, &text["message"]), (400, &json!("Validation failure")), "{body:?}");
        assert_eq!(text["fields"].as_array().unwrap().len(), 1);
        assert!(!reply.text.contains("A00000"), "what was sent is not repeated: {}", reply.text);
    }
    ctx.close().await;
}

async fn body_must_say_that_it_is_json_or_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let post = async |content_type: Option<&str>| {
        let request = ctx.http.request(Method::POST, ACCESS).body(r#"["A000001"]"#);
        let request = match content_type {
            Some(content_type) => request.header(CONTENT_TYPE, content_type),
            None => request,
        };
        Reply::to(request).await
    };

    for content_type in [None, Some("application/json; charset=utf-8"), Some("APPLICATION/JSON")] {
        assert_eq!(post(content_type).await.status, 200, "{content_type:?}");
    }
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
        let reply = post(Some(content_type)).await;

        reply.assert_error(400, "ValidationFailure", "expected content type application/json");
    }
    ctx.close().await;
}

async fn unknown_properties_are_ignored_however_deep(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let body = format!(r#"{{"other":{deep},"requirementIds":[1],"licenceConditionIds":[]}}"#);

    let found = ctx.http.post_text(SEARCH, body).await.ok();

    assert_eq!(found, json!({ "content": {} }));
    ctx.close().await;
}

async fn duplicate_properties_are_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let body = r#"{"requirementIds":[1],"requirementIds":[2],"licenceConditionIds":[]}"#;
    let reply = ctx.http.post_text(SEARCH, body).await;

    assert_eq!((reply.status, &reply.json()["message"]), (400, &json!("Validation failure")));
    ctx.close().await;
}

/// A day is either understood, and matches what there is, or refused; no engine stumbles over it.
async fn days_beyond_every_calendar_are_answered(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (from, to) in [
        ("0001-01-01", "9999-12-31"),
        ("0000-01-01", "9999-12-31"),
        ("-9999-01-01", "+10000-01-01"),
        ("-262143-01-01", "+262142-12-31"),
        ("-999999999-01-01", "+999999999-12-31"),
    ] {
        let body = json!({
            "requirementIds": [5_000_000_001_i64], "licenceConditionIds": [], "fromDate": from, "toDate": to,
        });
        let reply = ctx.http.post(SEARCH, &body).await;

        assert!([200, 400].contains(&reply.status), "{from}: {reply:?}");
        let appointments = reply.json()["content"]["A000001"].as_array().map(Vec::len);
        assert_eq!(appointments, (reply.status == 200).then_some(1), "{from}");
    }
    ctx.close().await;
}

async fn very_long_paths_are_answered(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let long = "9".repeat(8_000);

    let person = ctx.http.get(&format!("/case/{long}/personal-details")).await;
    let requirement = ctx.http.get(&format!("/case/A000001/requirement/{long}")).await;
    let teams = ctx.http.get(&format!("/user/{long}/teams")).await;

    assert_eq!([person.status, requirement.status, teams.status], [404, 404, 200]);
    ctx.close().await;
}
