//! The requests of the real client, letter by letter: nulls are written, ids are texts, seconds are always there, and the
//! properties come in the order of its classes (consumer 1.1, W1 to W3). The generated client cannot say these.

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::containing;
use crate::person::CRN;
use crate::written::{LICENCE_CONDITION, REQUIREMENT, stored, team};
use pact_models::v4::synch_http::SynchronousHttp;
use reqwest::Method;
use serde_json::json;

contracts!(
    creation,
    creation_for_a_licence_condition,
    creation_for_an_unknown_requirement,
    attendance,
    move_of_several,
    deletion,
    access,
);

const CREATION: &str = concat!(
    r#"{"appointments":[{"reference":"3f0c1f4e-1b53-4d0e-9a0d-000000000001","requirementId":"2500949965","#,
    r#""licenceConditionId":null,"date":"2026-09-07","startTime":"09:30:00","endTime":"12:00:00","outcome":null,"#,
    r#""location":{"code":"N501CCO"},"staff":{"code":"N50A001"},"team":{"code":"N50T01"},"#,
    r#""notes":"(Prog ID: BCCDD1, Type: main, Session: Understanding myself)\nTreatment Manager: A B\n"#,
    r#"Additional Facilitators: C D, E F","sensitive":false,"type":"PROGRAMME_ATTENDANCE"}]}"#,
);

const CREATION_FOR_A_LICENCE_CONDITION: &str = concat!(
    r#"{"appointments":[{"reference":"3f0c1f4e-1b53-4d0e-9a0d-000000000001","requirementId":null,"#,
    r#""licenceConditionId":"2601949965","date":"2026-09-07","startTime":"09:30:00","endTime":"12:00:00","#,
    r#""outcome":null,"location":{"code":"N501CCO"},"staff":{"code":"N50A001"},"team":{"code":"N50T01"},"#,
    r#""notes":"(Prog ID: BCCDD1, Type: catch-up, Session: Post-programme review)","sensitive":false,"#,
    r#""type":"THREE_WAY_MEETING"}]}"#,
);

const ATTENDANCE: &str = concat!(
    r#"{"appointments":[{"reference":"3f0c1f4e-1b53-4d0e-9a0d-000000000001","date":"2026-06-08","#,
    r#""startTime":"09:30:00","endTime":"12:00:00","outcome":{"code":"ATTC"},"location":{"code":"N501CCO"},"#,
    r#""staff":{"code":"N50A001"},"team":{"code":"N50T01"},"notes":null,"sensitive":false}]}"#,
);

const MOVE_OF_SEVERAL: &str = concat!(
    r#"{"appointments":[{"reference":"3f0c1f4e-1b53-4d0e-9a0d-000000000001","date":"2026-09-14","#,
    r#""startTime":"10:00:00","endTime":"12:30:00","outcome":null,"location":{"code":"N501CCO"},"#,
    r#""staff":{"code":"N50A001"},"team":{"code":"N50T01"},"notes":null,"sensitive":false},"#,
    r#"{"reference":"3f0c1f4e-1b53-4d0e-9a0d-000000000002","date":"2026-09-21","#,
    r#""startTime":"10:00:00","endTime":"12:30:00","outcome":null,"location":{"code":"N501CCO"},"#,
    r#""staff":{"code":"N50A001"},"team":{"code":"N50T01"},"notes":null,"sensitive":false}]}"#,
);

const DELETION: &str = concat!(
    r#"{"appointments":[{"reference":"3f0c1f4e-1b53-4d0e-9a0d-000000000001"},"#,
    r#"{"reference":"3f0c1f4e-1b53-4d0e-9a0d-000000000002"}]}"#,
);

/// Duplicates are possible.
const ACCESS: &str = r#"["X100001","X100001"]"#;

fn call(description: &str, method: &str, path: &str, body: &'static str) -> Call {
    let description = format!("{description}, as the client sends it");
    Call::of_the_service(&description).sends(method, path).with_body_to_the_letter(body)
}

fn write(description: &str, method: &str, body: &'static str) -> Call {
    call(description, method, "/appointments", body).given("a team with staff and an office", &team())
}

fn answers(call: Call, status: u16, method: Method, body: &'static str) -> Contract {
    call.by_hand(async move |http| {
        assert_eq!(http.send_text(method, "/appointments", body).await.status, status);
    })
}

fn creation() -> Contract {
    let call = write("a new appointment of a requirement", "POST", CREATION)
        .given("a requirement", &json!({ "crn": CRN, "requirementId": REQUIREMENT }))
        .receives_status(201);
    answers(call, 201, Method::POST, CREATION)
}

fn creation_for_a_licence_condition() -> Contract {
    let call = write("a new appointment of a licence condition", "POST", CREATION_FOR_A_LICENCE_CONDITION)
        .given("a licence condition", &json!({ "crn": CRN, "licenceConditionId": LICENCE_CONDITION }))
        .receives_status(201);
    answers(call, 201, Method::POST, CREATION_FOR_A_LICENCE_CONDITION)
}

/// All that the client reads of a failure: whether it contains these words.
fn creation_for_an_unknown_requirement() -> Contract {
    let message = containing("Invalid Requirement IDs", "Invalid Requirement IDs: [2500949965]");
    write("a new appointment of a requirement", "POST", CREATION)
        .given("no requirement", &json!({ "crn": CRN, "requirementId": REQUIREMENT }))
        .receives(400, json_pattern!({ "status": 400, "message": message }))
        .by_hand(async |http| {
            let reply = http.send_text(Method::POST, "/appointments", CREATION).await;

            assert_eq!(reply.status, 400);
            assert!(reply.text.contains("Invalid Requirement IDs"));
        })
}

fn attendance() -> Contract {
    let call = write("the attendance of a session", "PUT", ATTENDANCE)
        .given("an appointment", &stored(1, "2026-06-08"))
        .receives_status(204);
    answers(call, 204, Method::PUT, ATTENDANCE)
}

/// Outcome and notes are null when this and later sessions move.
fn move_of_several() -> Contract {
    let call = write("other days for several sessions", "PUT", MOVE_OF_SEVERAL)
        .given("an appointment", &stored(1, "2026-09-07"))
        .given("an appointment", &stored(2, "2026-09-14"))
        .receives_status(204);
    answers(call, 204, Method::PUT, MOVE_OF_SEVERAL)
}

fn deletion() -> Contract {
    let call = call("the end of sessions", "DELETE", "/appointments", DELETION)
        .given("an appointment", &stored(1, "2026-09-07"))
        .given("an appointment", &stored(2, "2026-09-14"))
        .receives_status(204);
    answers(call, 204, Method::DELETE, DELETION)
}

fn access() -> Contract {
    const PATH: &str = "/user/OlaReeveNPS/access";
    let open = || json_pattern!({ "crn": CRN, "userExcluded": false, "userRestricted": false });
    call("whether a user may see a case", "POST", PATH, ACCESS)
        .given("a person", &json!({ "crn": CRN }))
        .given("a user", &json!({ "username": "OlaReeveNPS" }))
        .receives(200, json_pattern!({ "access": [open(), open()] }))
        .by_hand(async |http| {
            let access = http.post_text(PATH, ACCESS).await.ok();

            assert_eq!(access["access"].as_array().unwrap().len(), 2);
        })
}

/// The mock of the provider does not look at letters; the verifier sends what the file has.
#[test]
fn body_in_the_pact_is_the_request_letter_by_letter() {
    let interaction = SynchronousHttp::from_json(&creation().interaction, 0).unwrap();

    assert_eq!(interaction.request.body.value().unwrap(), CREATION);
}
