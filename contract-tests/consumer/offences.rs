//! The offences of an event (consumer R3).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{code, date, empty, list, matching, text};
use crate::person::CRN;
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(two, main_only, not_found, inconsistent);

fn call() -> Call {
    Call::of_the_service("the offences of an event").sends("GET", "/case/X100001/sentence/1/offences")
}

/// The client cannot read an offence without one of these.
fn offence() -> JsonPattern {
    json_pattern!({
        "date": date("2025-01-11"),
        "mainCategoryCode": code("008"),
        "mainCategoryDescription": text("Other wounding"),
        "subCategoryCode": code("06"),
        "subCategoryDescription": text("Assault occasioning actual bodily harm"),
    })
}

fn two() -> Contract {
    call()
        .given("a main and an additional offence", &json!({ "crn": CRN, "eventNumber": "1" }))
        .receives(200, json_pattern!({ "mainOffence": offence(), "additionalOffences": list(offence()) }))
        .through_the_client(async |client| {
            let offences = client.get_offences(CRN, "1").await.unwrap();

            assert_eq!(offences.main_offence.main_category_code, "008");
            assert!(offences.additional_offences.iter().all(|offence| offence.date.is_some()));
        })
}

fn main_only() -> Contract {
    call()
        .given("a main offence only", &json!({ "crn": CRN, "eventNumber": "1" }))
        .receives(200, json_pattern!({ "mainOffence": offence(), "additionalOffences": empty() }))
        .through_the_client(async |client| {
            assert!(client.get_offences(CRN, "1").await.unwrap().additional_offences.is_empty());
        })
}

fn not_found() -> Contract {
    call()
        .given("no event", &json!({ "crn": CRN, "eventNumber": "1" }))
        .receives_refusal(
            404,
            "NotFound",
            matching(
                "^Event for .+ with number of .+ not found$",
                "Event for X100001 with number of 1 not found",
            ),
        )
        .fails_through_the_client(404, async |client| {
            client.get_offences(CRN, "1").await?;
            Ok(())
        })
}

fn inconsistent() -> Contract {
    call()
        .given("an event without a main offence", &json!({ "crn": CRN, "eventNumber": "1" }))
        .receives_refusal(500, "InconsistentData", "Event does not have a main offence".into())
        .fails_through_the_client(500, async |client| {
            client.get_offences(CRN, "1").await?;
            Ok(())
        })
}
