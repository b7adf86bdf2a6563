//! Who a person is, and who supervises them (consumer R1).

use crate::contract::{Contract, contracts};
use crate::matchers::{code, coded, date, matching, text};
use serde_json::json;

contracts!(found);

const CRN: &str = "X100001";
const PATH: &str = "/case/X100001/personal-details";

fn found() -> Contract {
    Contract::call("the details of a person")
        .given("a person", json!({ "crn": CRN }))
        .sends("GET", PATH)
        .receives(
            200,
            json_pattern!({
                "crn": CRN,
                "name": {
                    "forename": text("Jonah"),
                    "middleNames": text("Eliot"),
                    "surname": text("Marsh"),
                },
                "dateOfBirth": date("1984-03-09"),
                "age": matching(r"^\d+ years, \d+ months$", "42 years, 3 months"),
                "sex": coded("M", "Male"),
                "ethnicity": coded("W1", "White: British"),
                "probationPractitioner": {
                    "code": code("STAFF01"),
                    "name": { "forename": text("Priti"), "surname": text("Marlowe") },
                    "email": matching(r"^\S+@\S+$", "priti.marlowe@example.org"),
                },
                "team": coded("TEAM01", "Team One"),
                "probationDeliveryUnit": coded("PDU1", "PDU One"),
                "region": coded("PA1", "Provider One"),
            }),
        )
        .through_the_client(async |client| {
            let person = client.get_personal_details(CRN).await.unwrap();

            assert_eq!(person.name.middle_names.as_deref(), Some("Eliot"));
            assert_eq!(person.date_of_birth, "1984-03-09".parse().unwrap());
            assert_eq!(person.probation_practitioner.email.as_deref(), Some("priti.marlowe@example.org"));
            assert_eq!(person.region.description, "Provider One");
        })
}
