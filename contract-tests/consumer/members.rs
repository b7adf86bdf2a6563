//! Who works in a region (consumer R11).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{code, list, name, text};
use serde_json::json;

contracts!(some, none);

fn call() -> Call {
    Call::of_the_service("the members of a region").sends("GET", "/regions/N50/members")
}

fn some() -> Contract {
    call()
        .given("a region with members", &json!({ "region": "N50" }))
        .receives(
            200,
            json_pattern!({
                "code": "N50",
                "description": text("Region of the Contract"),
                "pdus": list(json_pattern!({
                    "code": code("N50PDU"),
                    "description": text("Unit of the Contract"),
                    // One word for several: the client calls it so.
                    "team": list(json_pattern!({
                        "code": code("N50T01"),
                        "description": text("Team of the Contract"),
                        "members": list(json_pattern!({
                            "code": code("N50A001"),
                            "name": name("Lena", "Abbot"),
                        })),
                    })),
                })),
            }),
        )
        .through_the_client(async |client| {
            let region = client.list_region_members("N50").await.unwrap();

            assert_eq!(region.pdus[0].team[0].members[0].code, "N50A001");
        })
}

fn none() -> Contract {
    call()
        .given("no region", &json!({ "region": "N50" }))
        .receives_refusal(404, "NotFound", "No members found for region".into())
        .fails_through_the_client(404, async |client| {
            client.list_region_members("N50").await?;
            Ok(())
        })
}
