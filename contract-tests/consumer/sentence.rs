//! The sentence of an event (consumer R2).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{coded, date, empty, list, matching, text};
use crate::person::CRN;
use serde_json::json;

contracts!(
    custodial,
    community,
    not_found,
    not_found_by_number_zero,
    not_found_by_the_word_null,
    not_sentenced
);

const PATH: &str = "/case/X100001/sentence/1";

fn call() -> Call {
    Call::of_the_service("the sentence of an event").sends("GET", PATH)
}

fn custodial() -> Contract {
    call()
        .given("a custodial sentence", &json!({ "crn": CRN, "eventNumber": "1" }))
        .receives(
            200,
            json_pattern!({
                "description": text("ORA Adult Custody (inc PSS) (24 Months)"),
                "startDate": date("2025-04-07"),
                "expectedEndDate": date("2027-04-06"),
                "licenceExpiryDate": date("2027-03-01"),
                "postSentenceSupervisionEndDate": date("2028-03-01"),
                "twoThirdsSupervisionDate": date("2026-11-01"),
                "custodial": true,
                "releaseType": text("Adult Licence"),
                "licenceConditions": list(coded("LC266", "Building Choices")),
                "requirements": list(coded("F", "Rehabilitation Activity Requirement (RAR)")),
                "postSentenceSupervisionRequirements": list(coded("PSS1", "Supervision")),
            }),
        )
        .through_the_client(async |client| {
            let sentence = client.get_sentence(CRN, "1").await.unwrap();

            assert!(sentence.custodial);
            assert_eq!(sentence.expected_end_date, Some("2027-04-06".parse().unwrap()));
            assert_eq!(sentence.post_sentence_supervision_requirements.len(), 1);
        })
}

fn community() -> Contract {
    call()
        .given("a community sentence", &json!({ "crn": CRN, "eventNumber": "1" }))
        .receives(
            200,
            json_pattern!({
                "description": text("ORA Community Order (24 Months)"),
                "startDate": date("2025-04-07"),
                "expectedEndDate": date("2027-04-06"),
                "custodial": false,
                "licenceConditions": empty(),
                "requirements": empty(),
                "postSentenceSupervisionRequirements": empty(),
            }),
        )
        .through_the_client(async |client| {
            let sentence = client.get_sentence(CRN, "1").await.unwrap();

            assert!(!sentence.custodial && sentence.requirements.is_empty());
            assert_eq!((&sentence.licence_expiry_date, &sentence.release_type), (&None, &None));
        })
}

fn no_such_event(description: &str, event_number: &'static str) -> Contract {
    Call::of_the_service(description)
        .sends("GET", &format!("/case/{CRN}/sentence/{event_number}"))
        .given("no event", &json!({ "crn": CRN, "eventNumber": event_number }))
        .receives_refusal(
            404,
            "NotFound",
            matching(
                "^Event for .+ with number of .+ not found$",
                &format!("Event for {CRN} with number of {event_number} not found"),
            ),
        )
        .fails_through_the_client(404, async |client| {
            client.get_sentence(CRN, event_number).await?;
            Ok(())
        })
}

fn not_found() -> Contract {
    no_such_event("the sentence of an event", "1")
}

/// Imported referrals have it.
fn not_found_by_number_zero() -> Contract {
    no_such_event("the sentence of an event by the number 0", "0")
}

/// The client puts its values into paths as they are.
fn not_found_by_the_word_null() -> Contract {
    no_such_event("the sentence of an event by the word null", "null")
}

fn not_sentenced() -> Contract {
    call()
        .given("an event without a sentence", &json!({ "crn": CRN, "eventNumber": "1" }))
        .receives_refusal(400, "RuleViolation", "Event is not sentenced".into())
        .fails_through_the_client(400, async |client| {
            client.get_sentence(CRN, "1").await?;
            Ok(())
        })
}
