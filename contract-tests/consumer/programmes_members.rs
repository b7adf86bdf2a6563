//! Who runs the accredited programmes of a region (consumer R13).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{empty, matching, name, text};
use serde_json::json;

contracts!(some, none, region_without_programmes);

fn call(region: &str) -> Call {
    let path = format!("/regions/{region}/local-admin-units/accredited-programmes/members");
    Call::of_the_service("the accredited programmes members of a region").sends("GET", &path)
}

/// By code, as all members of a region.
fn some() -> Contract {
    call("N50")
        .given("a region with an accredited programmes team", &json!({ "region": "N50" }))
        .receives(
            200,
            json_pattern!({
                "teams": [{
                    "code": "N50T01",
                    "description": text("Team of the Contract"),
                    "members": [
                        {
                            "code": "N50A001",
                            "name": {
                                "forename": text("Lena"),
                                "middleNames": text("Rose"),
                                "surname": text("Abbot"),
                            },
                        },
                        { "code": "N50A002", "name": name("Tariq", "Bashir") },
                    ],
                }],
            }),
        )
        .through_the_client(async |client| {
            let teams = client.list_accredited_programmes_members("N50").await.unwrap().into_inner().teams;

            assert_eq!(teams[0].members[0].name.middle_names.as_deref(), Some("Rose"));
            assert_eq!(teams[0].members[1].name.middle_names, None);
        })
}

fn none() -> Contract {
    call("N50")
        .given("a region whose accredited programmes unit is empty", &json!({ "region": "N50" }))
        .receives(200, json_pattern!({ "teams": empty() }))
        .through_the_client(async |client| {
            assert!(client.list_accredited_programmes_members("N50").await.unwrap().teams.is_empty());
        })
}

fn region_without_programmes() -> Contract {
    let message = matching(
        "^No Accredited Programmes Local Admin Unit mapping found for region .+$",
        "No Accredited Programmes Local Admin Unit mapping found for region C17",
    );
    call("C17").receives_refusal(404, "NotFound", message).fails_through_the_client(404, async |client| {
        client.list_accredited_programmes_members("C17").await?;
        Ok(())
    })
}
