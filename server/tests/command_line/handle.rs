//! `handle`: one message by hand (behaviour S28).

use crate::workplace::{Ended, Workplace};
use diesel::RunQueryDsl;
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Text};
use serde_json::{Value, json};

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

fn assert_refused(ended: &Ended, reason: &str) {
    assert_eq!((ended.code, &ended.stdout), (Some(1), &format!("refused: {reason}\n")), "{ended:?}");
    let lines = ended.stderr.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let refused: Vec<_> = lines.filter(|line| line["msg"] == "message refused").collect();
    assert_eq!(refused.len(), 1, "{ended:?}");
    assert_eq!(refused[0]["error"], reason);
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
