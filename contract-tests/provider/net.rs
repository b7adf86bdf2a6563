//! The verification itself: it fails when it should.

use apd_contract_tests::names::{MANAGE_AND_DELIVER, SERVICE};
use apd_contract_tests::{pact_file, provider};
use apd_tests::Engine;
use pact_verifier::PactSource;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A contract that the service keeps: the registrations of a person of whom nobody knows.
fn interaction() -> Value {
    json!({
        "type": "Synchronous/HTTP",
        "description": "the registrations of a person",
        "providerStates": [{ "name": "no person", "params": { "crn": "X100001" } }],
        "request": { "method": "GET", "path": "/case/X100001/registrations" },
        "response": {
            "status": 200,
            "headers": { "Content-Type": ["application/json"] },
            "body": { "content": { "registrations": [] }, "contentType": "application/json", "encoded": false },
        },
    })
}

/// A contract that the service keeps: the event of a terminated requirement.
fn message() -> Value {
    const TYPE: &str = "probation-case.requirement.terminated";
    json!({
        "type": "Asynchronous/Messages",
        "description": "a terminated requirement",
        "providerStates": [{
            "name": "a terminated requirement has been reported",
            "params": { "crn": "X100001", "requirementId": 2_500_949_965_i64 },
        }],
        "contents": {
            "content": { "eventType": TYPE, "version": 1 },
            "contentType": "application/json",
            "encoded": false,
        },
        "metadata": { "eventType": { "Type": "String", "Value": TYPE } },
    })
}

/// A contract with another value in one place.
fn changed(mut contract: Value, pointer: &str, value: Value) -> Value {
    *contract.pointer_mut(pointer).unwrap() = value;
    contract
}

/// The contract about registrations with another value in one place.
fn with(pointer: &str, value: Value) -> Value {
    changed(interaction(), pointer, value)
}

/// Verifies pacts with these interactions, and counts what is broken.
async fn broken(pacts: &[&[Value]]) -> anyhow::Result<usize> {
    let directory = TempDir::new().unwrap();
    let source = |(number, interactions): (usize, &&[Value])| {
        let file = directory.path().join(format!("{number}.json"));
        std::fs::write(&file, pact_file::render(MANAGE_AND_DELIVER, SERVICE, interactions.to_vec())).unwrap();
        PactSource::File(file.display().to_string())
    };
    let sources = pacts.iter().enumerate().map(source).collect();
    let result = provider::verify(Engine::Sqlite, sources, None).await?;
    assert_eq!(result.result, result.errors.is_empty());
    Ok(result.errors.len())
}

#[tokio::test]
async fn contract_that_is_kept_passes() {
    assert_eq!(broken(&[&[interaction(), message()]]).await.unwrap(), 0);
}

#[tokio::test]
async fn contract_that_is_broken_fails() {
    let another_status = with("/response/status", json!(404));
    let another_property = with("/response/body/content", json!({ "all": [] }));

    assert_eq!(broken(&[&[interaction(), another_status]]).await.unwrap(), 1);
    assert_eq!(broken(&[&[interaction()], &[another_property]]).await.unwrap(), 1);
}

#[tokio::test]
async fn message_with_another_body_fails() {
    let another_body = changed(message(), "/contents/content/version", json!(2));

    assert_eq!(broken(&[&[message(), another_body]]).await.unwrap(), 1);
}

#[tokio::test]
async fn message_with_another_attribute_fails() {
    let another_value = changed(message(), "/metadata/eventType/Value", json!("another.type"));
    let another_name = changed(message(), "/metadata", json!({ "event_type": { "Type": "String" } }));

    assert_eq!(broken(&[&[message(), another_value, another_name]]).await.unwrap(), 2);
}

#[tokio::test]
async fn message_that_nobody_has_left_fails() {
    let state = json!({ "name": "a requirement", "params": { "crn": "X100001", "requirementId": 2_500_949_965_i64 } });
    let without_a_row = changed(message(), "/providerStates/0", state);

    assert_eq!(broken(&[&[message(), without_a_row]]).await.unwrap(), 1);
}

/// The answer is as agreed. What the service says of it in its log is not what a service says that is well.
#[tokio::test]
async fn error_in_the_log_that_no_state_announces_fails() {
    let user_and_person = json!({ "crn": "X100001", "username": "OlaReeveNPS" });
    let unannounced = json!({
        "type": "Synchronous/HTTP",
        "description": "the details of a person whom nobody supervises",
        "providerStates": [{ "name": "a person whom a user may not see", "params": user_and_person }],
        "request": { "method": "GET", "path": "/case/X100001/personal-details" },
        "response": { "status": 500 },
    });
    let announced = changed(
        unannounced.clone(),
        "/providerStates/0",
        json!({ "name": "a person without a manager", "params": { "crn": "X100001" } }),
    );

    assert_eq!(broken(&[&[announced, unannounced]]).await.unwrap(), 1);
}

#[tokio::test]
async fn state_that_is_not_in_the_table_fails_and_is_in_nobodys_way() {
    let unknown = with("/providerStates/0/name", json!("a state of nobody"));

    assert_eq!(broken(&[&[unknown, interaction()]]).await.unwrap(), 1);
}

#[tokio::test]
async fn state_that_cannot_be_set_up_fails() {
    let without_crn = with("/providerStates/0/params", json!({}));
    let untrue = with("/providerStates/0/params/crn", json!("A000001"));

    assert_eq!(broken(&[&[without_crn, untrue, interaction()]]).await.unwrap(), 2);
}

#[tokio::test]
async fn verification_of_nothing_fails() {
    assert!(broken(&[]).await.is_err());
    assert!(broken(&[&[]]).await.is_err());
    assert!(broken(&[&[interaction()], &[]]).await.is_err());
}

#[tokio::test]
async fn pact_that_cannot_be_read_fails() {
    let missing = PactSource::File("no-such-pact.json".to_owned());

    let result = provider::verify(Engine::Sqlite, vec![missing], None).await.unwrap();

    assert!(!result.result);
}
