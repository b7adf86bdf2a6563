//! Who works in a region (consumer R11).

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{name, text};
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(some, none);

fn call() -> Call {
    Call::of_the_service("the members of a region").sends("GET", "/regions/N50/members")
}

/// A team with its members: codes, forenames and surnames.
fn team(team: &str, description: &str, members: &[(&str, &str, &str)]) -> JsonPattern {
    let member = |(code, forename, surname): &(&str, &str, &str)| json_pattern!({ "code": *code, "name": name(forename, surname) });
    let members = JsonPattern::Array(members.iter().map(member).collect());
    json_pattern!({ "code": team, "description": text(description), "members": members })
}

/// By code: the client knows somebody by the first team in which it meets them.
fn some() -> Contract {
    let (abbot, bashir) = (("N50A001", "Lena", "Abbot"), ("N50A002", "Tariq", "Bashir"));
    let first = team("N50T01", "Team of the Contract", &[abbot, bashir]);
    let second = team("N50T02", "Other Team of the Contract", &[abbot]);
    call()
        .given("a region with members", &json!({ "region": "N50" }))
        .receives(
            200,
            json_pattern!({
                "code": "N50",
                "description": text("Region of the Contract"),
                "pdus": [{
                    "code": "N50PDU",
                    "description": text("Unit of the Contract"),
                    // One word for several: the client calls it so.
                    "team": [first, second],
                }],
            }),
        )
        .through_the_client(async |client| {
            let region = client.list_region_members("N50").await.unwrap();

            let teams = &region.pdus[0].team;
            let codes: Vec<_> = teams.iter().map(|team| (&*team.code, &*team.members[0].code)).collect();
            assert_eq!(codes, [("N50T01", "N50A001"), ("N50T02", "N50A001")]);
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
