//! What a user may see (consumer R10). A CRN that the reply leaves out counts as no access.

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::text;
use crate::person::CRN;
use apd_client::{Client, types};
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(open, excluded, restricted, mixed, unknown_user, no_crns);

const USERNAME: &str = "OlaReeveNPS";

fn call(description: &str, crns: &[&str]) -> Call {
    let crns = crns.iter().map(|crn| (*crn).into()).collect();
    Call::of_the_service(description)
        .sends("POST", "/user/OlaReeveNPS/access")
        .with_body(JsonPattern::Array(crns))
}

fn of_one_case() -> Call {
    call("whether a user may see a case", &[CRN])
}

async fn ask(client: &Client, crns: &[&str]) -> Vec<types::CaseAccess> {
    let crns = crns.iter().map(|crn| (*crn).to_owned()).collect();
    client.check_access(USERNAME, &crns).await.unwrap().into_inner().access
}

fn open_case(crn: &str) -> JsonPattern {
    json_pattern!({ "crn": crn, "userExcluded": false, "userRestricted": false })
}

fn excluded_case(crn: &str) -> JsonPattern {
    json_pattern!({
        "crn": crn,
        "userExcluded": true,
        "userRestricted": false,
        "exclusionMessage": text("You are excluded from viewing this record"),
    })
}

fn restricted_case(crn: &str) -> JsonPattern {
    json_pattern!({
        "crn": crn,
        "userExcluded": false,
        "userRestricted": true,
        "restrictionMessage": text("This record is restricted"),
    })
}

fn open() -> Contract {
    of_one_case()
        .given("a person", &json!({ "crn": CRN }))
        .given("a user", &json!({ "username": USERNAME }))
        .receives(200, json_pattern!({ "access": [open_case(CRN)] }))
        .through_the_client(async |client| {
            let access = ask(&client, &[CRN]).await;

            assert_eq!((access[0].user_excluded, access[0].user_restricted), (false, false));
        })
}

fn excluded() -> Contract {
    of_one_case()
        .given("a person whom a user may not see", &json!({ "crn": CRN, "username": USERNAME }))
        .receives(200, json_pattern!({ "access": [excluded_case(CRN)] }))
        .through_the_client(async |client| {
            let access = ask(&client, &[CRN]).await;

            assert!(access[0].user_excluded && access[0].exclusion_message.is_some());
        })
}

fn restricted() -> Contract {
    of_one_case()
        .given("a person whom only others may see", &json!({ "crn": CRN, "username": USERNAME }))
        .receives(200, json_pattern!({ "access": [restricted_case(CRN)] }))
        .through_the_client(async |client| {
            let access = ask(&client, &[CRN]).await;

            assert!(access[0].user_restricted && access[0].restriction_message.is_some());
        })
}

/// One entry for each CRN sent, in that order, those that are sent twice or not known among them.
fn mixed() -> Contract {
    const CRNS: [&str; 5] = [CRN, "X100002", "X100003", "X100004", CRN];
    call("whether a user may see cases of all kinds", &CRNS)
        .given("a person", &json!({ "crn": CRNS[0] }))
        .given("a person whom a user may not see", &json!({ "crn": CRNS[1], "username": USERNAME }))
        .given("a person whom only others may see", &json!({ "crn": CRNS[2], "username": USERNAME }))
        .given("no person", &json!({ "crn": CRNS[3] }))
        .receives(
            200,
            json_pattern!({
                "access": [
                    open_case(CRNS[0]),
                    excluded_case(CRNS[1]),
                    restricted_case(CRNS[2]),
                    open_case(CRNS[3]),
                    open_case(CRNS[4]),
                ],
            }),
        )
        .through_the_client(async |client| {
            let access = ask(&client, &CRNS).await;

            assert!(access.iter().map(|case| case.crn.as_str()).eq(CRNS));
        })
}

/// Somebody whom Delius does not know is kept out of whatever is not open to all.
fn unknown_user() -> Contract {
    of_one_case()
        .given("a person whom only others may see", &json!({ "crn": CRN, "username": "SomebodyElseNPS" }))
        .given("no user", &json!({ "username": USERNAME }))
        .receives(200, json_pattern!({ "access": [restricted_case(CRN)] }))
        .through_the_client(async |client| {
            assert!(ask(&client, &[CRN]).await[0].user_restricted);
        })
}

fn no_crns() -> Contract {
    call("whether a user may see no case at all", &[])
        .receives_refusal(400, "ValidationFailure", "Validation failure".into())
        .fails_through_the_client(400, async |client| {
            client.check_access(USERNAME, &Vec::new()).await?;
            Ok(())
        })
}
