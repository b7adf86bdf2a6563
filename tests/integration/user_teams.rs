//! `GET /user/{username}/teams` (behaviour 2.10).

use crate::expected::{coded, each};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    teams_are_given_whole,
    client_reads_the_teams,
    open_teams_are_listed_by_code,
    codes_are_ordered_by_their_bytes,
    team_is_open_until_the_day_on_which_it_ends,
    end_of_the_staff_record_is_not_looked_at,
    user_who_is_unknown_or_not_staff_has_none,
    only_ascii_letters_of_a_username_are_folded,
);

async fn teams_are_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let teams = ctx.http.get("/user/testUSER/teams").await.ok();

    let expected = json!({ "teams": [{
        "code": "TEAM01",
        "description": "Team One",
        "pdu": coded("PDU1", "PDU One"),
        "region": coded("PA1", "Provider One"),
    }] });
    assert_eq!(teams, expected);
    ctx.close().await;
}

async fn client_reads_the_teams(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let teams = ctx.client.list_user_teams("TestUserWithoutMail").await.unwrap().into_inner().teams;

    assert_eq!((teams[0].code.as_str(), teams[0].pdu.code.as_str()), ("TEAM03", "PDU2"));
    ctx.close().await;
}

async fn open_teams_are_listed_by_code(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let teams = ctx.http.get("/user/TestUserOfSeveralTeams/teams").await.ok();

    assert_eq!(codes(&teams), ["TEAM02", "TEAM05"]);
    ctx.close().await;
}

async fn codes_are_ordered_by_their_bytes(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let ids = 910_001..=910_004;
    let team = |(id, code): (i64, &str)| {
        json!({
            "team_id": id, "code": code, "description": code, "district_id": 900_001, "probation_area_id": 900_001,
        })
    };
    let teams: Value = ids.clone().zip(["TEAM0a", "TEAM0É", "TEAM0B", "TEAM0-"]).map(team).collect();
    let members: Value = ids.map(|id| json!({ "staff_id": 900_001, "team_id": id })).collect();
    ctx.database.load(&json!({ "team": teams, "staff_team": members }));

    let teams = ctx.http.get("/user/TestUser/teams").await.ok();

    assert_eq!(codes(&teams), ["TEAM0-", "TEAM01", "TEAM0B", "TEAM0a", "TEAM0É"]);
    ctx.close().await;
}

async fn team_is_open_until_the_day_on_which_it_ends(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let caller = ctx.at("2026-06-14T23:59:59+01:00");

    let teams = caller.get("/user/TestUserOfSeveralTeams/teams").await.ok();

    assert_eq!(codes(&teams), ["TEAM02", "TEAM05", "TEAM06"]);
    ctx.close().await;
}

async fn end_of_the_staff_record_is_not_looked_at(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.load(&json!({ "user_": [{
        "user_id": 900_099, "distinguished_name": "FormerUser", "forename": "Noel", "surname": "Former",
        "staff_id": 900_009, "system_user": 0,
    }] }));

    let teams = ctx.http.get("/user/FormerUser/teams").await.ok();

    assert_eq!(codes(&teams), ["TEAM03"]);
    ctx.close().await;
}

async fn user_who_is_unknown_or_not_staff_has_none(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for username in ["Nobody", "TestUserWithLimitedAccess", "TestUser%00", "%27%20OR%201=1--", "Test%25"] {
        let teams = ctx.http.get(&format!("/user/{username}/teams")).await.ok();

        assert_eq!(teams, json!({ "teams": [] }), "{username}");
    }
    ctx.close().await;
}

async fn only_ascii_letters_of_a_username_are_folded(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.load(&json!({ "user_": [{
        "user_id": 900_099, "distinguished_name": "ZOÉ", "forename": "Zoé", "surname": "Former",
        "staff_id": 900_009, "system_user": 0,
    }] }));

    let same_accent = ctx.http.get("/user/zoÉ/teams").await.ok();
    let other_accent = ctx.http.get("/user/zoé/teams").await.ok();

    assert_eq!(codes(&same_accent), ["TEAM03"]);
    assert_eq!(other_accent, json!({ "teams": [] }));
    ctx.close().await;
}

fn codes(teams: &Value) -> Vec<&str> {
    each(&teams["teams"], "code").into_iter().filter_map(Value::as_str).collect()
}
