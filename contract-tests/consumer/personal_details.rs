//! Who a person is, and who supervises them (consumer R1).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{code, coded, date, email, matching, name, text};
use crate::person::CRN;
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(found, found_sparse, not_found, not_found_by_a_malformed_crn, inconsistent);

const PATH: &str = "/case/X100001/personal-details";

fn call() -> Call {
    Call::of_the_service("the details of a person").sends("GET", PATH)
}

/// What the two answers have in common, beside name, ethnicity and practitioner.
fn person(
    person_name: JsonPattern,
    practitioner: JsonPattern,
    ethnicity: Option<JsonPattern>,
) -> JsonPattern {
    let mut person = vec![
        ("crn", CRN.into()),
        ("name", person_name),
        ("dateOfBirth", date("1984-03-09")),
        ("age", matching(r"^\d+ years, \d+ months$", "42 years, 3 months")),
        ("sex", coded("M", "Male")),
        ("probationPractitioner", practitioner),
        ("team", coded("TEAM01", "Team One")),
        ("probationDeliveryUnit", coded("PDU1", "PDU One")),
        // To the letter that of a user's teams: the client compares the two.
        ("region", json_pattern!({ "code": code("PA1"), "description": "Provider One" })),
    ];
    person.extend(ethnicity.map(|ethnicity| ("ethnicity", ethnicity)));
    JsonPattern::Object(person.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn found() -> Contract {
    let person_name = json_pattern!({
        "forename": text("Jonah"), "middleNames": text("Eliot"), "surname": text("Marsh"),
    });
    let practitioner = json_pattern!({
        "code": code("STAFF01"), "name": name("Priti", "Marlowe"), "email": email("priti.marlowe@example.org"),
    });
    call()
        .given("a person", &json!({ "crn": CRN }))
        .receives(200, person(person_name, practitioner, Some(coded("W1", "White: British"))))
        .through_the_client(async |client| {
            let person = client.get_personal_details(CRN).await.unwrap();

            assert_eq!(person.name.middle_names.as_deref(), Some("Eliot"));
            assert_eq!(person.date_of_birth, "1984-03-09".parse().unwrap());
            assert_eq!(person.probation_practitioner.email.as_deref(), Some("priti.marlowe@example.org"));
            assert_eq!(person.region.description, "Provider One");
        })
}

fn found_sparse() -> Contract {
    // Without middle names the text is empty, and still there.
    let person_name =
        json_pattern!({ "forename": text("Jonah"), "middleNames": "", "surname": text("Marsh") });
    let practitioner = json_pattern!({ "code": code("STAFF03"), "name": name("Delia", "Rivers") });
    call()
        .given("a person of whom little is known", &json!({ "crn": CRN }))
        .receives(200, person(person_name, practitioner, None))
        .through_the_client(async |client| {
            let person = client.get_personal_details(CRN).await.unwrap();

            assert_eq!((&person.ethnicity, person.name.middle_names.as_deref()), (&None, Some("")));
            assert_eq!(person.probation_practitioner.email, None);
        })
}

fn not_found() -> Contract {
    call()
        .given("no person", &json!({ "crn": CRN }))
        .receives_refusal(
            404,
            "NotFound",
            matching("^Person with crn of .+ not found$", "Person with crn of X100001 not found"),
        )
        .fails_through_the_client(404, async |client| {
            client.get_personal_details(CRN).await?;
            Ok(())
        })
}

fn not_found_by_a_malformed_crn() -> Contract {
    Call::of_the_service("the details of a person by something that is no CRN")
        .sends("GET", "/case/UNKNOWN/personal-details")
        .receives_refusal(
            404,
            "NotFound",
            matching("^Person with crn of .+ not found$", "Person with crn of UNKNOWN not found"),
        )
        .fails_through_the_client(404, async |client| {
            client.get_personal_details("UNKNOWN").await?;
            Ok(())
        })
}

/// Not a 4xx: the client would take it for "does not exist", and remove the referral.
fn inconsistent() -> Contract {
    call()
        .given("a person without a manager", &json!({ "crn": CRN }))
        .receives_refusal(500, "InconsistentData", "Person does not have an active manager".into())
        .fails_through_the_client(500, async |client| {
            client.get_personal_details(CRN).await?;
            Ok(())
        })
}
