//! `handle`: one message by hand (behaviour S28).

use crate::workplace::{Ended, Workplace, nobody_listens};
use diesel::RunQueryDsl;
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Text};
use serde_json::{Value, json};
use std::path::Path;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const OTHER_TYPE: &str = "interventions.community-referral.created";

fn raw_event(event_type: &str) -> String {
    let person = json!({ "identifiers": [{ "type": "CRN", "value": "X234567" }] });
    json!({ "eventType": event_type, "personReference": person }).to_string()
}

/// The reasons that are recorded.
fn reasons(workplace: &Workplace) -> Vec<String> {
    let query = sql::<Text>("SELECT reason FROM message_failure");
    query.load(&mut workplace.connect()).unwrap()
}

/// A sample of a new status, whose details are at another address than it says.
fn sample(client_api: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../localstack/samples/good/status-updated-requirement.json");
    std::fs::read_to_string(file).unwrap().replace("127.0.0.1:9090", client_api)
}

fn assert_refused(ended: &Ended, reason: &str) {
    assert_eq!((ended.code, &ended.stdout), (Some(1), &format!("refused: {reason}\n")), "{ended:?}");
    let lines = ended.stderr.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let refused: Vec<_> = lines.filter(|line| line["msg"] == "message refused").collect();
    assert_eq!(refused.len(), 1, "{ended:?}");
    assert_eq!(refused[0]["error"], reason);
}

#[tokio::test]
async fn message_that_is_handled_ends_with_0_each_time() {
    let details = json!({
        "newStatus": "ON_PROGRAMME",
        "sourcedFromEntityType": "REQUIREMENT",
        "sourcedFromEntityId": 2_500_000_005_i64,
        "description": "The person has begun the programme.",
    });
    let api = MockServer::start().await;
    let details_path = path("/referral/0e000000-0000-4000-8000-000000000001/status-change-details");
    let reply = ResponseTemplate::new(200).set_body_json(details);
    Mock::given(method("GET")).and(details_path).respond_with(reply).expect(2).mount(&api).await;
    let workplace = Workplace::new();
    workplace.write("message.json", &sample(&api.address().to_string()));

    let (first, second) = tokio::task::spawn_blocking(move || {
        let handle = || workplace.run(&["handle", "message.json"]);
        (handle(), handle())
    })
    .await
    .unwrap();

    assert_eq!((first.code, first.stdout.as_str()), (Some(0), "handled: StatusChanged\n"), "{first:?}");
    assert_eq!((second.code, second.stdout.as_str()), (Some(0), "handled: StatusChangeDuplicate\n"));
}

#[test]
fn message_that_may_be_handled_later_ends_with_75_and_is_recorded() {
    let workplace = Workplace::new();
    let api = nobody_listens().to_string();
    workplace.write("message.json", &sample(&api));

    let ended = workplace.run(&["handle", "message.json"]);

    let reason = format!("http://{api} cannot be reached");
    assert_eq!(workplace.run_unread(&["handle", "message.json"]).code, Some(75));
    assert_eq!(ended.code, Some(75), "{ended:?}");
    assert!(ended.stdout.starts_with(&format!("not handled yet: {reason}: ")), "{ended:?}");
    let reasons = reasons(&workplace);
    assert!(reasons.len() == 1 && reasons[0].starts_with(&reason), "{reasons:?}");
}

#[test]
fn message_that_will_never_be_handled_ends_with_1_and_is_recorded() {
    let workplace = Workplace::new();
    workplace.write("message.json", &raw_event(OTHER_TYPE));

    let ended = workplace.run(&["handle", "message.json"]);

    let reason = format!("Unexpected event type {OTHER_TYPE}");
    assert_refused(&ended, &reason);
    assert_eq!(reasons(&workplace), [reason]);
}

#[test]
fn message_is_read_from_standard_input() {
    let workplace = Workplace::new();

    let ended = workplace.run_with_input(&["handle", "-"], "Waverley");

    assert_refused(&ended, "the body is not JSON (line 1, column 1)");
    assert!(!ended.stderr.contains("Waverley"), "{ended:?}");
}

/// The reason goes to a terminal, and the type is what anybody may have published.
#[test]
fn type_cannot_command_the_terminal() {
    let workplace = Workplace::new();
    workplace.write("message.json", &raw_event("\u{1b}[2Jother\n"));

    let ended = workplace.run(&["handle", "message.json"]);

    assert_refused(&ended, "Unexpected event type [2Jother");
}

#[test]
fn file_that_cannot_be_read_is_named() {
    let workplace = Workplace::new();

    let ended = workplace.run(&["handle", "nowhere.json"]);

    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
    assert!(ended.stderr.contains("nowhere.json"), "{ended:?}");
}

#[test]
fn database_that_does_not_know_the_service_is_refused() {
    let mut workplace = Workplace::new();
    workplace.set("APD_DATA__LOAD_SAMPLE", "false");
    workplace.write("message.json", &raw_event(OTHER_TYPE));

    let ended = workplace.run(&["handle", "message.json"]);

    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""));
    assert!(ended.stderr.contains("AccreditedProgrammesAndDelius"), "{ended:?}");
    let failures = sql::<BigInt>("SELECT count(*) FROM message_failure");
    assert_eq!(failures.get_result::<i64>(&mut workplace.connect()).unwrap(), 0);
}
