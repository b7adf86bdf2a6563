//! The offices of a delivery unit (consumer R12).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{coded, empty, list, matching, text};
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(some, none, unknown_unit);

const PDU: &str = "C01PDU1";

fn call() -> Call {
    Call::of_the_service("the offices of a delivery unit")
        .sends("GET", "/regions/pdu/C01PDU1/office-locations")
}

fn unit(offices: JsonPattern) -> JsonPattern {
    json_pattern!({ "code": PDU, "description": text("Unit of the Contract"), "officeLocations": offices })
}

fn some() -> Contract {
    call()
        .given("a delivery unit with offices", &json!({ "pdu": PDU }))
        .receives(200, unit(list(coded("C01OFF1", "Canal Street"))))
        .through_the_client(async |client| {
            let unit = client.list_office_locations(PDU).await.unwrap();

            assert_eq!(unit.office_locations[0].description, "Canal Street");
        })
}

fn none() -> Contract {
    call()
        .given("a delivery unit without offices", &json!({ "pdu": PDU }))
        .receives(200, unit(empty()))
        .through_the_client(async |client| {
            assert!(client.list_office_locations(PDU).await.unwrap().office_locations.is_empty());
        })
}

fn unknown_unit() -> Contract {
    let message = matching(
        "^ProbationDeliveryUnit with code of .+ not found$",
        "ProbationDeliveryUnit with code of C01PDU1 not found",
    );
    call()
        .given("no delivery unit", &json!({ "pdu": PDU }))
        .receives_refusal(404, "NotFound", message)
        .fails_through_the_client(404, async |client| {
            client.list_office_locations(PDU).await?;
            Ok(())
        })
}
