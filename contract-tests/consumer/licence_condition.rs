//! Licence conditions for accredited programmes (consumer R6, R8).

use crate::call::Call;
use crate::component::component;
use crate::contract::{Contract, contracts};
use crate::matchers::{coded, empty, matching};
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(
    found,
    terminated,
    not_found,
    not_found_by_words,
    of_somebody_else,
    of_an_unknown_person,
    list_of_two,
    list_of_none,
    list_of_an_unknown_person,
);

const CRN: &str = "X100001";
const ID: i64 = 2_601_949_965;
const ID_TEXT: &str = "2601949965";

fn call() -> Call {
    Call::of_the_service("a licence condition").sends("GET", "/case/X100001/licence-conditions/2601949965")
}

fn call_for_all() -> Call {
    Call::of_the_service("the licence conditions of a person")
        .sends("GET", "/case/X100001/licence-conditions")
}

fn licence_condition() -> JsonPattern {
    component(ID, coded("LAP", "Licence - Accredited Programme"), "LC266")
}

fn no_person() -> JsonPattern {
    matching("^Person with crn of .+ not found$", "Person with crn of X100001 not found")
}

fn read(state: &str) -> Contract {
    call()
        .given(state, &json!({ "crn": CRN, "licenceConditionId": ID_TEXT }))
        .receives(200, licence_condition())
        .through_the_client(async |client| {
            let condition = client.get_licence_condition(CRN, ID_TEXT).await.unwrap();

            assert_eq!(condition.event_number.parse::<i32>().unwrap(), 1);
            assert_eq!(condition.manager.team.code, "TEAM01");
            assert_eq!(condition.probation_delivery_units[0].office_locations[0].code, "OFFICE1");
        })
}

fn found() -> Contract {
    read("a licence condition")
}

/// Still to be read; only creating appointments for it is refused.
fn terminated() -> Contract {
    read("a terminated licence condition")
}

fn refused(call: Call, status: u16, error_code: &str, message: JsonPattern, id: &'static str) -> Contract {
    call.is_refused(status, error_code, message).fails_through_the_client(status, async |client| {
        client.get_licence_condition(CRN, id).await?;
        Ok(())
    })
}

fn not_found() -> Contract {
    let call = call().given("no licence condition", &json!({ "crn": CRN, "licenceConditionId": ID_TEXT }));
    let message = matching(
        "^LicenceCondition with id of .+ not found$",
        "LicenceCondition with id of 2601949965 not found",
    );
    refused(call, 404, "NotFound", message, ID_TEXT)
}

/// An id need not be a number for the client.
fn not_found_by_words() -> Contract {
    let call = Call::of_the_service("a licence condition by something that is no number")
        .sends("GET", "/case/X100001/licence-conditions/LIC-12345")
        .given("no licence condition", &json!({ "crn": CRN, "licenceConditionId": "LIC-12345" }));
    let message = matching(
        "^LicenceCondition with id of .+ not found$",
        "LicenceCondition with id of LIC-12345 not found",
    );
    refused(call, 404, "NotFound", message, "LIC-12345")
}

fn of_somebody_else() -> Contract {
    let call = call()
        .given("a person", &json!({ "crn": CRN }))
        .given("a licence condition of somebody else", &json!({ "licenceConditionId": ID_TEXT }));
    refused(call, 400, "RuleViolation", "CRN does not match licence condition".into(), ID_TEXT)
}

fn of_an_unknown_person() -> Contract {
    refused(call().given("no person", &json!({ "crn": CRN })), 404, "NotFound", no_person(), ID_TEXT)
}

/// The client takes the first one of the right sub category: an active one, if there is any.
fn list_of_two() -> Contract {
    call_for_all()
        .given("a terminated licence condition", &json!({ "crn": CRN, "licenceConditionId": "2601949966" }))
        .given("a licence condition", &json!({ "crn": CRN, "licenceConditionId": ID_TEXT }))
        .receives(200, json_pattern!({ "content": [with_id(ID), with_id(ID + 1)] }))
        .through_the_client(async |client| {
            let conditions = client.list_licence_conditions(CRN).await.unwrap().into_inner().content;

            assert_eq!(conditions[0].id, ID);
            assert_eq!(conditions[0].sub_category.as_ref().unwrap().description, "Building Choices");
        })
}

/// Which one it is matters here.
fn with_id(id: i64) -> JsonPattern {
    let JsonPattern::Object(mut properties) = licence_condition() else {
        unreachable!("a component is an object")
    };
    properties.insert("id".to_owned(), id.into());
    JsonPattern::Object(properties)
}

fn list_of_none() -> Contract {
    call_for_all()
        .given("a person", &json!({ "crn": CRN }))
        .receives(200, json_pattern!({ "content": empty() }))
        .through_the_client(async |client| {
            assert!(client.list_licence_conditions(CRN).await.unwrap().content.is_empty());
        })
}

fn list_of_an_unknown_person() -> Contract {
    call_for_all()
        .given("no person", &json!({ "crn": CRN }))
        .is_refused(404, "NotFound", no_person())
        .fails_through_the_client(404, async |client| {
            client.list_licence_conditions(CRN).await?;
            Ok(())
        })
}
