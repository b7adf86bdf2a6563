//! Creating, updating and deleting appointments: what goes over the wire, and what a shell sees of it.

use crate::shell::{apd, run, run_with_input, stderr, stdout};
use crate::support::{REQUEST_ID, client, html, refusal, refusal_of, request, service};
use apd_client::patch;
use apd_client::types::{CreateAppointments, DeleteAppointments, DeletedAppointment, UpdateAppointments};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const REFERENCE: &str = "3f0c1f4e-1b53-4d0e-9a0d-0d6b6f2b9a11";
const OTHER: &str = "7a1de1a4-6c1b-4f4e-8f55-0f6a3c2f6c02";

/// A service that takes exactly this body, once, and answers with a status and nothing else.
async fn takes(verb: &str, body: &Value, status: u16) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method(verb))
        .and(path("/appointments"))
        .and(header("content-type", "application/json"))
        .and(header("authorization", "Bearer a-token"))
        .and(body_json(body))
        .respond_with(ResponseTemplate::new(status))
        .expect(1)
        .mount(&server)
        .await;
    server
}

/// The example request with one of its item's properties replaced.
fn with(id: &str, property: &str, value: Value) -> Value {
    let mut body = request(id);
    body["appointments"][0][property] = value;
    body
}

/// As many items as that, each with a reference of its own.
fn items(id: &str, count: usize) -> Value {
    let item = &request(id)["appointments"][0];
    let items = (0..count).map(|number| {
        let mut item = item.clone();
        item["reference"] = reference(number).into();
        item
    });
    json!({"appointments": items.collect::<Vec<_>>()})
}

fn reference(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn deletion(references: &[&str]) -> Value {
    let items: Vec<Value> = references.iter().map(|reference| json!({"reference": reference})).collect();
    json!({"appointments": items})
}

#[tokio::test]
async fn create_sends_the_documented_json_and_takes_201_without_a_body() {
    for id in [json!(2_500_000_001_i64), json!("2500000001"), json!("007")] {
        let body = with("create_appointments", "requirementId", id);
        let server = takes("POST", &body, 201).await;
        let body: CreateAppointments = serde_json::from_value(body).unwrap();
        client(&server.uri()).create_appointments(&body).await.unwrap();
    }
}

#[tokio::test]
async fn update_sends_absent_null_and_a_value_and_takes_204_without_a_body() {
    let mut body: UpdateAppointments = serde_json::from_value(items("update_appointments", 3)).unwrap();
    (body.appointments[0].location, body.appointments[0].description) = (patch::keep(), patch::clear());
    (body.appointments[1].location, body.appointments[1].description) = (patch::clear(), patch::keep());
    (body.appointments[2].location, body.appointments[2].description) =
        (patch::set("N07CRO2"), patch::set("Moved"));
    let mut expected = items("update_appointments", 3);
    expected["appointments"][0].as_object_mut().unwrap().remove("location");
    expected["appointments"][0]["description"] = Value::Null;
    expected["appointments"][1]["location"] = Value::Null;
    expected["appointments"][2]["location"]["code"] = "N07CRO2".into();
    expected["appointments"][2]["description"] = "Moved".into();
    let server = takes("PUT", &expected, 204).await;
    client(&server.uri()).update_appointments(&body).await.unwrap();
}

#[tokio::test]
async fn delete_sends_its_json_body_and_takes_204_without_a_body() {
    let server = takes("DELETE", &deletion(&[REFERENCE]), 204).await;
    let appointments = vec![DeletedAppointment { reference: REFERENCE.parse().unwrap() }];
    client(&server.uri()).delete_appointments(&DeleteAppointments { appointments }).await.unwrap();
}

#[tokio::test]
async fn shell_creates_from_a_file() {
    let body = items("create_appointments", 21);
    let server = takes("POST", &body, 201).await;
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/21-appointments.json");
    std::fs::write(file, body.to_string()).unwrap();
    let output = run(&server.uri(), &["appointment", "create", file]).await;
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    assert_eq!(stdout(&output), "{\n  \"created\": 21\n}\n");
}

#[tokio::test]
async fn shell_says_what_it_did_in_words_when_told() {
    for (command, id, verb, status, words) in [
        ("create", "create_appointments", "POST", 201, "Created 21 appointments.\n"),
        ("update", "update_appointments", "PUT", 204, "Updated 21 appointments.\n"),
    ] {
        let body = items(id, 21);
        let server = takes(verb, &body, status).await;
        let arguments = ["appointment", command, "-", "--format", "table"];
        let output = run_with_input(&server.uri(), &arguments, &body.to_string()).await;
        assert_eq!((stdout(&output), stderr(&output)), (words, ""));
    }
}

#[tokio::test]
async fn shell_keeps_null_and_absent_of_an_update_apart() {
    for property in ["location", "description"] {
        let clear = with("update_appointments", property, Value::Null);
        let mut keep = request("update_appointments");
        keep["appointments"][0].as_object_mut().unwrap().remove(property);
        for body in [clear, keep] {
            let server = takes("PUT", &body, 204).await;
            let output =
                run_with_input(&server.uri(), &["appointment", "update", "-"], &body.to_string()).await;
            assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{body}");
        }
    }
}

#[tokio::test]
async fn shell_deletes_the_references_of_its_words_and_of_the_input() {
    let upper = REFERENCE.to_uppercase();
    let server = takes("DELETE", &deletion(&[REFERENCE, OTHER, REFERENCE]), 204).await;
    let arguments = ["appointment", "delete", &upper, "-"];
    let output = run_with_input(&server.uri(), &arguments, &format!("{OTHER}\r\n{REFERENCE}\n")).await;
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    assert_eq!(stdout(&output), "{\n  \"deleted\": 2\n}\n");
}

#[tokio::test]
async fn shell_takes_the_largest_batch() {
    let references: Vec<String> = (0..2000).map(reference).collect();
    let body = deletion(&references.iter().map(String::as_str).collect::<Vec<_>>());
    let server = takes("DELETE", &body, 204).await;
    let output = run_with_input(&server.uri(), &["appointment", "delete", "-"], &references.join("\n")).await;
    assert_eq!((stdout(&output), stderr(&output)), ("{\n  \"deleted\": 2000\n}\n", ""));
}

#[tokio::test]
async fn example_is_the_documents_and_needs_neither_token_nor_service() {
    for (command, id) in [("create", "create_appointments"), ("update", "update_appointments")] {
        let output = apd(&["appointment", command, "--example"]).output().await.unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
        assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), request(id));
    }
}

#[tokio::test]
async fn every_field_of_a_refusal_is_shown() {
    let fields: Vec<(String, &str)> =
        (0..200).map(|index| (format!("appointments[{index}].staff.code"), "does not exist")).collect();
    let server =
        service(refusal_of(400, "InvalidReference", "Invalid Staff codes: [N07A999]", &fields)).await;
    let body = items("create_appointments", 200).to_string();
    let output = run_with_input(&server.uri(), &["appointment", "create", "-"], &body).await;
    let first = format!(
        "apd: Invalid Staff codes: [N07A999] (status 400, InvalidReference, request id {REQUEST_ID})\n"
    );
    let shown: String = fields.iter().map(|(field, message)| format!("  {field}: {message}\n")).collect();
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
    assert_eq!(stderr(&output), first + &shown);
}

#[tokio::test]
async fn lost_race_is_temporary_and_different_details_are_not() {
    let fields = [("appointments[0].reference".to_owned(), "exists with other details")];
    let message = format!("Appointments already exist with different details: [{REFERENCE}]");
    let body = request("create_appointments").to_string();
    for (reply, code, lines) in [
        (refusal(409, "Conflict", "Conflicting update, try again"), 75, 1),
        (refusal_of(409, "Conflict", &message, &fields), 1, 2),
    ] {
        let server = service(reply).await;
        let output = run_with_input(&server.uri(), &["appointment", "create", "-"], &body).await;
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), lines, "{}", stderr(&output));
    }
}

#[tokio::test]
async fn input_that_is_no_body_is_wrong_use_and_nothing_is_asked() {
    let server = service(html(500)).await;
    let mut without_staff = request("create_appointments");
    without_staff["appointments"][0].as_object_mut().unwrap().remove("staff");
    for (arguments, input, complaint) in [
        (
            ["appointment", "create", "-"],
            without_staff.to_string(),
            "apd: standard input is not the request body of the contract: appointments[0].staff is missing (",
        ),
        (
            ["appointment", "update", "-"],
            "{".to_owned(),
            "apd: standard input is not the request body of the contract: not JSON: ",
        ),
        (
            ["appointment", "create", "no-such-file.json"],
            String::new(),
            "apd: cannot read no-such-file.json: ",
        ),
        (
            ["appointment", "delete", "-"],
            "X123456".to_owned(),
            "apd: not a reference, which would be a UUID: X123456\n",
        ),
    ] {
        let output = run_with_input(&server.uri(), &arguments, &input).await;
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).starts_with(complaint), "{}", stderr(&output));
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}
