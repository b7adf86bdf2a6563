//! `apd` as a shell sees it: arguments, output, exit codes.

use crate::shell::{apd, run, run_with_input, stderr, stdout};
use crate::support::{REQUEST_ID, example, html, nobody, operation, refusal, service};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test]
async fn every_command_asks_its_operation() {
    for (arguments, id, asked) in [
        ("case personal-details X123456", "get_personal_details", "/case/X123456/personal-details"),
        ("case sentence X123456 1", "get_sentence", "/case/X123456/sentence/1"),
        ("case offences X123456 1", "get_offences", "/case/X123456/sentence/1/offences"),
        ("case registrations X123456", "list_registrations", "/case/X123456/registrations"),
        ("case requirement X123456 25", "get_requirement", "/case/X123456/requirement/25"),
        ("case requirements X123456", "list_requirements", "/case/X123456/requirements"),
        ("case licence-condition X123456 25", "get_licence_condition", "/case/X123456/licence-conditions/25"),
        ("case licence-conditions X123456", "list_licence_conditions", "/case/X123456/licence-conditions"),
        ("user access AmaraOkafor X123456", "check_access", "/user/AmaraOkafor/access"),
        ("user teams AmaraOkafor", "list_user_teams", "/user/AmaraOkafor/teams"),
        ("region members N07", "list_region_members", "/regions/N07/members"),
        (
            "region accredited-programmes-members N07",
            "list_accredited_programmes_members",
            "/regions/N07/local-admin-units/accredited-programmes/members",
        ),
        ("region offices N07CAM", "list_office_locations", "/regions/pdu/N07CAM/office-locations"),
        ("appointment search --requirement 25", "search_appointments", "/appointments/search"),
        ("health", "get_health", "/health"),
        ("info", "get_info", "/info"),
    ] {
        let server = MockServer::start().await;
        let (verb, _, _) = operation(id);
        let answer = Mock::given(method(verb.as_str())).and(path(asked)).respond_with(example(id));
        answer.expect(1).mount(&server).await;
        let output = run(&server.uri(), &arguments.split(' ').collect::<Vec<_>>()).await;
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", stderr(&output));
        assert!(serde_json::from_slice::<Value>(&output.stdout).is_ok(), "{arguments}: {}", stdout(&output));
    }
}

#[tokio::test]
async fn answer_is_json_unless_it_goes_to_a_terminal() {
    let server = service(example("get_personal_details")).await;
    let output = run(&server.uri(), &["case", "personal-details", "X123456"]).await;
    let (_, _, expected) = operation("get_personal_details");
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), expected);
    assert!(output.stdout.ends_with(b"}\n") && output.stderr.is_empty());
}

#[tokio::test]
async fn answer_is_a_table_when_told() {
    let server = service(example("get_personal_details")).await;
    let output = run(&server.uri(), &["case", "personal-details", "X123456", "--format", "table"]).await;
    assert_eq!(stdout(&output), include_str!("../output/personal-details.txt"));
}

#[tokio::test]
async fn exit_code_says_what_went_wrong() {
    for (reply, code) in [
        (refusal(400, "RuleViolation", "Event is not sentenced"), 1),
        (html(404), 1),
        (refusal(404, "NotFound", "Person with crn of X123456 not found"), 3),
        (refusal(401, "Unauthorised", "Unauthorised"), 4),
        (refusal(403, "Forbidden", "Forbidden"), 4),
        (refusal(409, "Conflict", "Conflicting update, try again"), 75),
        (refusal(500, "InconsistentData", "Person does not have an active manager"), 75),
        (refusal(503, "Unavailable", "try again"), 75),
        (html(502), 75),
        (html(200), 75),
    ] {
        let server = service(reply).await;
        let output = run(&server.uri(), &["case", "personal-details", "X123456"]).await;
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
}

#[tokio::test]
async fn service_that_is_not_there_is_a_temporary_failure() {
    let nobody = nobody();
    let output = run(&nobody.url, &["case", "personal-details", "X123456"]).await;
    assert_eq!(output.status.code(), Some(75));
    assert!(stderr(&output).starts_with("apd: cannot connect to the service: "), "{}", stderr(&output));
}

#[tokio::test]
async fn error_has_the_request_id_and_the_fields() {
    let fields = json!([{"field": "$", "type": "Size", "message": "Please provide between 1 and 500 crns"}]);
    let body = json!({
        "status": 400, "error_code": "ValidationFailure", "message": "Validation failure",
        "request_id": REQUEST_ID, "fields": fields,
    });
    let server = service(ResponseTemplate::new(400).set_body_json(body)).await;
    let output = run(&server.uri(), &["user", "access", "AmaraOkafor", "X123456"]).await;
    assert_eq!(
        stderr(&output),
        format!(
            "apd: Validation failure (status 400, ValidationFailure, request id {REQUEST_ID})\n  \
             $: Please provide between 1 and 500 crns\n"
        )
    );
}

#[tokio::test]
async fn wrong_use_ends_with_2_and_asks_nothing() {
    let server = service(html(500)).await;
    for arguments in [
        &["case", "personal-details"][..],
        &["case", "personal-details", ".."],
        &["case", "personal-details", "X123456", "--url", "example.com"],
        &["case", "personal-details", "X123456", "--token", ""],
        &["appointment", "search"],
        &["appointment", "search", "--requirement", "-1"],
        &["nonsense"],
        &[],
    ] {
        let output = run(&server.uri(), arguments).await;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn help_and_version_end_with_0() {
    for argument in ["--help", "--version"] {
        let output = apd(&[argument]).output().await.unwrap();
        assert_eq!(output.status.code(), Some(0));
    }
}

#[tokio::test]
async fn missing_token_is_wrong_use_except_where_none_is_needed() {
    let server = service(example("get_info")).await;
    let details =
        apd(&["--url", &server.uri(), "case", "personal-details", "X123456"]).output().await.unwrap();
    let info = apd(&["--url", &server.uri(), "info"]).output().await.unwrap();
    assert_eq!((details.status.code(), info.status.code()), (Some(2), Some(0)));
    assert!(stderr(&details).contains("APD_CLIENT_TOKEN"), "{}", stderr(&details));
}

#[tokio::test]
async fn token_is_fetched_with_the_secret_of_the_environment() {
    let server = MockServer::start().await;
    let token =
        ResponseTemplate::new(200).set_body_json(json!({"access_token": "fetched", "expires_in": 3600}));
    Mock::given(path("/oauth/token")).respond_with(token).expect(1).mount(&server).await;
    Mock::given(path("/user/AmaraOkafor/teams"))
        .and(wiremock::matchers::header("authorization", "Bearer fetched"))
        .respond_with(example("list_user_teams"))
        .expect(1)
        .mount(&server)
        .await;
    let token_url = format!("{}/oauth/token", server.uri());
    let arguments = ["user", "teams", "AmaraOkafor", "--token-url", &token_url, "--client-id", "a-client"];
    let command = || {
        let mut command = apd(&arguments);
        command.env("APD_CLIENT_URL", server.uri());
        command
    };
    let without = command().output().await.unwrap();
    let with = command().env("APD_CLIENT_SECRET", "s3cret").output().await.unwrap();
    assert_eq!((without.status.code(), with.status.code()), (Some(2), Some(0)), "{}", stderr(&with));
}

#[tokio::test]
async fn refused_client_is_not_authorised() {
    let refused = ResponseTemplate::new(401).set_body_json(json!({"error": "invalid_client"}));
    let server = service(refused).await;
    let arguments = ["user", "teams", "AmaraOkafor", "--token-url", &server.uri(), "--client-id", "a-client"];
    let output = apd(&arguments).env("APD_CLIENT_SECRET", "s3cret").output().await.unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr(&output).contains("invalid_client") && !stderr(&output).contains("s3cret"));
}

#[tokio::test]
async fn crns_are_read_from_standard_input() {
    let server = MockServer::start().await;
    Mock::given(body_json(["X000001", "X000002", "X000003"]))
        .respond_with(example("check_access"))
        .expect(1)
        .mount(&server)
        .await;
    let arguments = ["user", "access", "AmaraOkafor", "X000001", "-"];
    let output = run_with_input(&server.uri(), &arguments, "X000002\nX000003\n").await;
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[tokio::test]
async fn search_sends_ids_and_days() {
    let server = MockServer::start().await;
    let asked = json!({
        "requirementIds": [1, 2], "licenceConditionIds": [3], "fromDate": "2026-09-01", "toDate": "2026-09-30",
    });
    let answer = Mock::given(body_json(asked)).respond_with(example("search_appointments"));
    answer.expect(1).mount(&server).await;
    let arguments =
        "appointment search --requirement 1 2 --licence-condition 3 --from 2026-09-01 --to 2026-09-30";
    let output = run(&server.uri(), &arguments.split(' ').collect::<Vec<_>>()).await;
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[tokio::test]
async fn health_that_is_down_is_shown_and_is_a_temporary_failure() {
    let components = json!({"db": {"status": "DOWN"}, "messaging": {"status": "OFF"}});
    let down = json!({"status": "DOWN", "components": components});
    let server = service(ResponseTemplate::new(503).set_body_json(&down)).await;
    let output = run(&server.uri(), &["health"]).await;
    assert_eq!(output.status.code(), Some(75));
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), down);
}

#[tokio::test]
async fn reader_that_stops_early_is_no_failure() {
    let server = service(example("get_info")).await;
    let mut child = apd(&["info", "--url", &server.uri()]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().await.unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}
