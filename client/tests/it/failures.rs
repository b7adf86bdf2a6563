//! What errors mean, whoever wrote the reply.

use crate::support::{
    REQUEST_ID, client, example, html, nobody, refusal, refusal_of, request, service, torn,
};
use apd_client::types::{ErrorCode, FieldErrorKind};
use apd_client::{Connector, Failure, FailureKind, TokenSource, classify};
use serde_json::json;
use std::time::Duration;
use wiremock::ResponseTemplate;

/// The failure of a call that gets this reply.
async fn failure_of(reply: ResponseTemplate) -> Failure {
    let server = service(reply).await;
    failure_at(&server.uri()).await
}

async fn failure_at(url: &str) -> Failure {
    classify(&client(url).get_personal_details("X123456").await.unwrap_err())
}

fn facts(failure: &Failure) -> (FailureKind, Option<u16>, bool) {
    (failure.kind, failure.status, failure.retryable)
}

#[tokio::test]
async fn documented_refusals_are_told_apart() {
    for (status, code, kind) in [
        (400, "RuleViolation", FailureKind::Refused),
        (401, "Unauthorised", FailureKind::NotAuthorised),
        (403, "Forbidden", FailureKind::NotAuthorised),
        (404, "NotFound", FailureKind::NotFound),
    ] {
        let failure = failure_of(refusal(status, code, "why")).await;
        assert_eq!(facts(&failure), (kind, Some(status), false), "{failure:?}");
    }
}

#[tokio::test]
async fn conflict_is_a_lost_race_unless_it_names_fields() {
    let race = failure_of(refusal(409, "Conflict", "Conflicting update, try again")).await;
    let fields = [("appointments[0].reference".to_owned(), "exists with other details")];
    let message = "Appointments already exist with different details: [3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11]";
    let differs = failure_of(refusal_of(409, "Conflict", message, &fields)).await;
    assert_eq!(facts(&race), (FailureKind::LostRace, Some(409), true), "{race:?}");
    assert_eq!(facts(&differs), (FailureKind::Refused, Some(409), false), "{differs:?}");
}

#[tokio::test]
async fn conflict_that_the_service_does_not_speak_of_itself_is_no_lost_race() {
    for reply in [html(409), refusal(409, "Duplicate", "why"), refusal(409, "InventedLater", "why")] {
        let failure = failure_of(reply).await;
        assert_eq!(facts(&failure), (FailureKind::Refused, Some(409), false), "{failure:?}");
    }
}

#[tokio::test]
async fn documented_5xx_is_retryable_unless_data_are_inconsistent() {
    for (status, code, kind, retryable) in [
        (503, "Unavailable", FailureKind::Unavailable, true),
        (500, "Internal", FailureKind::Unavailable, true),
        (500, "InconsistentData", FailureKind::InconsistentData, false),
    ] {
        let failure = failure_of(refusal(status, code, "why")).await;
        assert_eq!(facts(&failure), (kind, Some(status), retryable), "{failure:?}");
    }
}

#[tokio::test]
async fn documented_body_is_handed_on() {
    let reply = json!({
        "status": 400, "error_code": "ValidationFailure", "message": "Validation failure", "request_id": REQUEST_ID,
        "fields": [{"field": "$[1]", "type": "InvalidValue", "message": "must be a string"}],
    });
    let failure = failure_of(ResponseTemplate::new(400).set_body_json(reply)).await;
    let body = failure.body.unwrap();
    assert_eq!(failure.message, "Validation failure");
    assert_eq!(failure.request_id.as_deref(), Some(REQUEST_ID));
    assert_eq!(body.error_code, ErrorCode::ValidationFailure);
    assert_eq!(body.fields[0].type_, FieldErrorKind::InvalidValue);
}

#[tokio::test]
async fn gateway_page_keeps_its_status() {
    for (status, kind, retryable) in [
        (401, FailureKind::NotAuthorised, false),
        (413, FailureKind::Refused, false),
        (429, FailureKind::Unavailable, true),
        (502, FailureKind::Unavailable, true),
        (504, FailureKind::Unavailable, true),
    ] {
        let failure = failure_of(html(status)).await;
        assert_eq!(facts(&failure), (kind, Some(status), retryable), "{failure:?}");
        assert!(failure.message.contains("text/html") && !failure.message.contains("<h1>"), "{failure}");
    }
}

#[tokio::test]
async fn error_without_a_body_keeps_its_status() {
    let failure = failure_of(ResponseTemplate::new(503)).await;
    assert_eq!(facts(&failure), (FailureKind::Unavailable, Some(503), true));
}

#[tokio::test]
async fn error_with_truncated_json_keeps_its_status() {
    let half = r#"{"status": 503, "error_code": "Unav"#;
    let failure = failure_of(ResponseTemplate::new(503).set_body_raw(half, "application/json")).await;
    assert_eq!(facts(&failure), (FailureKind::Unavailable, Some(503), true));
}

#[tokio::test]
async fn error_whose_body_breaks_off_keeps_its_status() {
    let reply = "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 500\r\n\r\n<html>";
    let failure = failure_at(&torn(reply).await).await;
    assert_eq!(facts(&failure), (FailureKind::Unavailable, Some(502), true));
}

#[tokio::test]
async fn error_with_an_endless_body_keeps_its_status() {
    let page = "x".repeat(3 * 1024 * 1024);
    let failure = failure_of(ResponseTemplate::new(502).set_body_raw(page, "text/html")).await;
    assert_eq!(facts(&failure), (FailureKind::Unavailable, Some(502), true));
}

#[tokio::test]
async fn not_found_is_believed_only_when_the_service_itself_says_so() {
    let gateway = failure_of(html(404)).await;
    let router = json!({"request_id": REQUEST_ID, "message": "Not Found"});
    let router = failure_of(ResponseTemplate::new(404).set_body_json(router)).await;
    assert_eq!(facts(&gateway), (FailureKind::Refused, Some(404), false));
    assert_eq!(facts(&router), (FailureKind::Refused, Some(404), false));
    assert_eq!((router.message.as_str(), router.request_id.as_deref()), ("Not Found", Some(REQUEST_ID)));
}

#[tokio::test]
async fn error_code_of_a_later_version_keeps_status_message_and_request_id() {
    let failure = failure_of(refusal(422, "InventedLater", "why")).await;
    assert_eq!(facts(&failure), (FailureKind::Refused, Some(422), false));
    assert_eq!((failure.message.as_str(), failure.request_id.as_deref()), ("why", Some(REQUEST_ID)));
}

#[tokio::test]
async fn request_id_is_taken_from_the_header_when_the_body_has_none() {
    let failure = failure_of(html(502).insert_header("x-request-id", "from-the-header")).await;
    assert_eq!(failure.request_id.as_deref(), Some("from-the-header"));
}

#[tokio::test]
async fn redirect_is_not_followed() {
    let reply = ResponseTemplate::new(302).insert_header("location", "http://127.0.0.1:1/login");
    let failure = failure_of(reply).await;
    assert_eq!(facts(&failure), (FailureKind::UnexpectedReply, Some(302), false));
}

#[tokio::test]
async fn success_that_cannot_be_read_is_retryable() {
    let half = r#"{"crn": "X123456", "age"#;
    for reply in [
        html(200),
        ResponseTemplate::new(200),
        ResponseTemplate::new(200).set_body_raw(half, "application/json"),
    ] {
        let failure = failure_of(reply).await;
        assert_eq!(facts(&failure), (FailureKind::UnreadableReply, None, true));
    }
}

#[tokio::test]
async fn success_of_a_gateway_is_not_taken_for_the_services() {
    let server = service(html(200)).await;
    let body = serde_json::from_value(request("create_appointments")).unwrap();
    let failure = Failure::from(client(&server.uri()).create_appointments(&body).await.unwrap_err());
    assert_eq!(facts(&failure), (FailureKind::UnreadableReply, Some(200), true));
}

#[tokio::test]
async fn values_of_a_reply_are_not_quoted() {
    let reply = ResponseTemplate::new(200).set_body_json(json!({"crn": "X123456", "sex": "Whitmore"}));
    let failure = failure_of(reply).await;
    assert!(!format!("{failure:?}").contains("Whitmore"), "{failure:?}");
}

#[tokio::test]
async fn refused_connection_means_that_the_service_saw_nothing() {
    let nobody = nobody();
    let failure = failure_at(&nobody.url).await;
    assert_eq!(facts(&failure), (FailureKind::NotConnected, None, true));
    assert!(failure.message.contains("refused") && !failure.message.contains("X123456"), "{failure}");
}

#[tokio::test]
async fn late_reply_is_a_time_out() {
    let server = service(example("get_personal_details").set_delay(Duration::from_secs(60))).await;
    let client = Connector::new(&server.uri(), TokenSource::none());
    let client = client.timeout(Duration::from_millis(50)).connect().unwrap();
    let failure = Failure::from(client.get_personal_details("X123456").await.unwrap_err());
    assert_eq!(facts(&failure), (FailureKind::TimedOut, None, true));
}

#[tokio::test]
async fn success_that_breaks_off_is_an_interruption() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{";
    let failure = failure_at(&torn(reply).await).await;
    assert_eq!(facts(&failure), (FailureKind::Interrupted, None, true));
}

#[tokio::test]
async fn connection_closed_without_a_reply_is_an_interruption() {
    let failure = failure_at(&torn("").await).await;
    assert_eq!(facts(&failure), (FailureKind::Interrupted, None, true));
}

#[tokio::test]
async fn health_that_is_down_is_read_and_is_unavailable() {
    let components = json!({"db": {"status": "DOWN"}, "messaging": {"status": "OFF"}});
    let down = json!({"status": "DOWN", "components": components});
    let server = service(ResponseTemplate::new(503).set_body_json(down)).await;
    let error = client(&server.uri()).get_health().await.unwrap_err();
    assert_eq!(facts(&classify(&error)), (FailureKind::Unavailable, Some(503), true));
    assert!(matches!(error, apd_client::Error::ErrorResponse(health) if health.components.is_some()));
}

#[tokio::test]
async fn gateway_page_for_health_keeps_its_status() {
    let server = service(html(503)).await;
    let failure = Failure::from(client(&server.uri()).get_readiness().await.unwrap_err());
    assert_eq!(facts(&failure), (FailureKind::Unavailable, Some(503), true));
}

#[tokio::test]
async fn health_body_where_another_is_documented_keeps_its_status() {
    let failure = failure_of(ResponseTemplate::new(503).set_body_json(json!({"status": "DOWN"}))).await;
    assert_eq!(facts(&failure), (FailureKind::Unavailable, Some(503), true));
}
