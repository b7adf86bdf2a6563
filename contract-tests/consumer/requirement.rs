//! Requirements for accredited programmes (consumer R5, R7).

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
const ID: i64 = 2_500_949_965;
const ID_TEXT: &str = "2500949965";

fn call() -> Call {
    Call::of_the_service("a requirement").sends("GET", "/case/X100001/requirement/2500949965")
}

fn call_for_all() -> Call {
    Call::of_the_service("the requirements of a person").sends("GET", "/case/X100001/requirements")
}

fn requirement() -> JsonPattern {
    component(ID, coded("7", "Court - Accredited Programme"), "734")
}

fn no_person() -> JsonPattern {
    matching("^Person with crn of .+ not found$", "Person with crn of X100001 not found")
}

fn read(state: &str) -> Contract {
    call()
        .given(state, &json!({ "crn": CRN, "requirementId": ID_TEXT }))
        .receives(200, requirement())
        .through_the_client(async |client| {
            let requirement = client.get_requirement(CRN, ID_TEXT).await.unwrap();

            assert_eq!(requirement.event_number.parse::<i32>().unwrap(), 1);
            assert_eq!(requirement.manager.team.code, "TEAM01");
            assert_eq!(requirement.probation_delivery_units[0].office_locations[0].code, "OFFICE1");
        })
}

fn found() -> Contract {
    read("a requirement")
}

/// Still to be read; only creating appointments for it is refused.
fn terminated() -> Contract {
    read("a terminated requirement")
}

fn refused(call: Call, status: u16, error_code: &str, message: JsonPattern, id: &'static str) -> Contract {
    call.is_refused(status, error_code, message).fails_through_the_client(status, async |client| {
        client.get_requirement(CRN, id).await?;
        Ok(())
    })
}

fn not_found() -> Contract {
    let call = call().given("no requirement", &json!({ "crn": CRN, "requirementId": ID_TEXT }));
    let message =
        matching("^Requirement with id of .+ not found$", "Requirement with id of 2500949965 not found");
    refused(call, 404, "NotFound", message, ID_TEXT)
}

/// An id need not be a number for the client.
fn not_found_by_words() -> Contract {
    let call = Call::of_the_service("a requirement by something that is no number")
        .sends("GET", "/case/X100001/requirement/REQ001")
        .given("no requirement", &json!({ "crn": CRN, "requirementId": "REQ001" }));
    let message =
        matching("^Requirement with id of .+ not found$", "Requirement with id of REQ001 not found");
    refused(call, 404, "NotFound", message, "REQ001")
}

fn of_somebody_else() -> Contract {
    let call = call()
        .given("a person", &json!({ "crn": CRN }))
        .given("a requirement of somebody else", &json!({ "requirementId": ID_TEXT }));
    refused(call, 400, "RuleViolation", "CRN does not match requirement".into(), ID_TEXT)
}

fn of_an_unknown_person() -> Contract {
    refused(call().given("no person", &json!({ "crn": CRN })), 404, "NotFound", no_person(), ID_TEXT)
}

/// The client takes the first one of the right sub category: an active one, if there is any.
fn list_of_two() -> Contract {
    call_for_all()
        .given("a terminated requirement", &json!({ "crn": CRN, "requirementId": "2500949966" }))
        .given("a requirement", &json!({ "crn": CRN, "requirementId": ID_TEXT }))
        .receives(200, json_pattern!({ "content": [with_id(ID), with_id(ID + 1)] }))
        .through_the_client(async |client| {
            let requirements = client.list_requirements(CRN).await.unwrap().into_inner().content;

            assert_eq!(requirements[0].id, ID);
            assert_eq!(requirements[0].sub_category.as_ref().unwrap().description, "Building Choices");
        })
}

/// Which one it is matters here.
fn with_id(id: i64) -> JsonPattern {
    let JsonPattern::Object(mut properties) = requirement() else { unreachable!("a component is an object") };
    properties.insert("id".to_owned(), id.into());
    JsonPattern::Object(properties)
}

fn list_of_none() -> Contract {
    call_for_all()
        .given("a person", &json!({ "crn": CRN }))
        .receives(200, json_pattern!({ "content": empty() }))
        .through_the_client(async |client| {
            assert!(client.list_requirements(CRN).await.unwrap().content.is_empty());
        })
}

fn list_of_an_unknown_person() -> Contract {
    call_for_all()
        .given("no person", &json!({ "crn": CRN }))
        .is_refused(404, "NotFound", no_person())
        .fails_through_the_client(404, async |client| {
            client.list_requirements(CRN).await?;
            Ok(())
        })
}
