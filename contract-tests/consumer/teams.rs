//! The teams of a user (consumer R9).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{code, coded, empty, text};
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(some, none, unknown_user);

const USERNAME: &str = "OlaReeveNPS";

fn call() -> Call {
    Call::of_the_service("the teams of a user").sends("GET", "/user/OlaReeveNPS/teams")
}

fn team(team: &str, description: &str, pdu: JsonPattern) -> JsonPattern {
    json_pattern!({
        "code": team,
        "description": text(description),
        "pdu": pdu,
        // To the letter that of a person's details: the client compares the two.
        "region": { "code": code("PA1"), "description": "Provider One" },
    })
}

/// By code: the region of the first team is the user's region for the client.
fn some() -> Contract {
    let first = team("TEAM01", "Team One", coded("PDU1", "PDU One"));
    let second = team("TEAM03", "Team Three", coded("PDU2", "PDU Two"));
    call()
        .given("a user with teams", &json!({ "username": USERNAME }))
        .receives(200, json_pattern!({ "teams": [first, second] }))
        .through_the_client(async |client| {
            let teams = client.list_user_teams(USERNAME).await.unwrap().into_inner().teams;

            let codes: Vec<_> = teams.iter().map(|team| team.code.as_str()).collect();
            assert_eq!(codes, ["TEAM01", "TEAM03"]);
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
