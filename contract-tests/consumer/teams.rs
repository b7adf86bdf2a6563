//! The teams of a user (consumer R9).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{code, coded, empty, list, text};
use serde_json::json;

contracts!(some, none, unknown_user);

const USERNAME: &str = "OlaReeveNPS";

fn call() -> Call {
    Call::of_the_service("the teams of a user").sends("GET", "/user/OlaReeveNPS/teams")
}

fn some() -> Contract {
    call()
        .given("a user with teams", &json!({ "username": USERNAME }))
        .receives(
            200,
            json_pattern!({
                "teams": list(json_pattern!({
                    "code": code("TEAM01"),
                    "description": text("Team One"),
                    "pdu": coded("PDU1", "PDU One"),
                    // To the letter that of a person's details: the client compares the two.
                    "region": { "code": code("PA1"), "description": "Provider One" },
                })),
            }),
        )
        .through_the_client(async |client| {
            let teams = client.list_user_teams(USERNAME).await.unwrap().into_inner().teams;

            assert_eq!(teams[0].region.description, "Provider One");
            assert_eq!(teams[0].pdu.code, "PDU1");
        })
}

fn without_any(state: &str) -> Contract {
    call()
        .given(state, &json!({ "username": USERNAME }))
        .receives(200, json_pattern!({ "teams": empty() }))
        .through_the_client(async |client| {
            assert!(client.list_user_teams(USERNAME).await.unwrap().teams.is_empty());
        })
}

fn none() -> Contract {
    without_any("a user")
}

fn unknown_user() -> Contract {
    without_any("no user")
}
