//! A person's registrations (consumer R4).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{coded, date, empty};
use crate::person::CRN;
use serde_json::json;

contracts!(two, none, unknown_person);

fn call() -> Call {
    Call::of_the_service("the registrations of a person").sends("GET", "/case/X100001/registrations")
}

/// The latest first.
fn two() -> Contract {
    call()
        .given("registrations", &json!({ "crn": CRN }))
        .receives(
            200,
            json_pattern!({
                "registrations": [
                    {
                        "type": coded("RVHR", "Very High Risk of Serious Harm"),
                        "category": coded("C2", "Category 2"),
                        "date": date("2025-05-06"),
                        "nextReviewDate": date("2026-11-06"),
                    },
                    { "type": coded("RCPR", "Risk to Children"), "date": date("2025-04-07") },
                ],
            }),
        )
        .through_the_client(async |client| {
            let registrations = client.list_registrations(CRN).await.unwrap().into_inner().registrations;

            assert_eq!(registrations[0].type_.description, "Very High Risk of Serious Harm");
            assert_eq!((&registrations[1].category, &registrations[1].next_review_date), (&None, &None));
        })
}

fn without_any(state: &str) -> Contract {
    call()
        .given(state, &json!({ "crn": CRN }))
        .receives(200, json_pattern!({ "registrations": empty() }))
        .through_the_client(async |client| {
            assert!(client.list_registrations(CRN).await.unwrap().registrations.is_empty());
        })
}

fn none() -> Contract {
    without_any("a person")
}

/// The client would show no page of risks for a 404.
fn unknown_person() -> Contract {
    without_any("no person")
}
